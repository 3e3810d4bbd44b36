package sandbox

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// A manifest is the part of an app manifest that decides what Slack grants to
// the app and sends to it.
type manifest struct {
	Features struct {
		AppHome struct {
			HomeTab      bool `yaml:"home_tab_enabled"`
			MessagesTab  bool `yaml:"messages_tab_enabled"`
			MessagesOnly bool `yaml:"messages_tab_read_only_enabled"`
		} `yaml:"app_home"`
		BotUser struct {
			DisplayName string `yaml:"display_name"`
		} `yaml:"bot_user"`
		Commands  []slashCommand `yaml:"slash_commands"`
		Shortcuts []shortcut     `yaml:"shortcuts"`
	} `yaml:"features"`
	OAuth struct {
		Scopes struct {
			Bot      []string `yaml:"bot"`
			Optional []string `yaml:"bot_optional"`
		} `yaml:"scopes"`
	} `yaml:"oauth_config"`
	Settings struct {
		Events struct {
			Bot []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		Interactivity struct {
			Enabled bool `yaml:"is_enabled"`
		} `yaml:"interactivity"`
		SocketMode bool `yaml:"socket_mode_enabled"`
	} `yaml:"settings"`
}

type slashCommand struct {
	Command     string `yaml:"command"`
	Description string `yaml:"description"`
	UsageHint   string `yaml:"usage_hint"`
	Escape      bool   `yaml:"should_escape"`
}

// A shortcut is an entry of Slack's menus; its type is "global" or "message".
type shortcut struct {
	Name        string `yaml:"name"`
	Type        string `yaml:"type"`
	CallbackID  string `yaml:"callback_id"`
	Description string `yaml:"description"`
}

func parseManifest(data []byte) (manifest, error) {
	var m manifest
	if err := yaml.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("read the app manifest: %w", err)
	}
	if m.Features.BotUser.DisplayName == "" {
		return m, errors.New("the app manifest has no features.bot_user.display_name")
	}
	if !m.Settings.SocketMode {
		return m, errors.New("the app manifest does not set settings.socket_mode_enabled")
	}
	return m, m.checkShortcuts()
}

// What Slack takes of shortcuts, in characters unless it counts them.
const (
	maxShortcuts       = 10
	maxShortcutName    = 24
	maxShortcutPurpose = 150
)

// checkShortcuts finds what Slack refuses in the shortcuts of a manifest.
func (m *manifest) checkShortcuts() error {
	all := m.Features.Shortcuts
	if len(all) > maxShortcuts {
		return fmt.Errorf("the app manifest has %d shortcuts, and Slack takes %d", len(all), maxShortcuts)
	}
	seen := map[string]bool{}
	for _, s := range all {
		switch {
		case s.Type != "global" && s.Type != "message":
			return fmt.Errorf("the app manifest's shortcut %q has the type %q, neither global nor message", s.Name, s.Type)
		case s.Name == "" || utf8.RuneCountInString(s.Name) > maxShortcutName:
			return fmt.Errorf("the app manifest's shortcut %q has a name of more than %d characters, or none", s.Name, maxShortcutName)
		case s.Description == "" || utf8.RuneCountInString(s.Description) > maxShortcutPurpose:
			return fmt.Errorf("the app manifest's shortcut %q has a description of more than %d characters, or none", s.Name, maxShortcutPurpose)
		case s.CallbackID == "" || seen[s.CallbackID]:
			return fmt.Errorf("the app manifest's shortcut %q has no callback_id of its own", s.Name)
		}
		seen[s.CallbackID] = true
	}
	return nil
}

// granted is what the installation gives to the bot token.
func (m *manifest) granted(opt Options) []string {
	if opt.Scopes != nil {
		return slices.Clone(opt.Scopes)
	}
	scopes := slices.Clone(m.OAuth.Scopes.Bot)
	if !opt.WithoutOptionalScopes {
		scopes = append(scopes, m.OAuth.Scopes.Optional...)
	}
	return scopes
}

// takesMessages says whether people can type into the app's direct messages.
func (m *manifest) takesMessages() bool {
	return m.Features.AppHome.MessagesTab && !m.Features.AppHome.MessagesOnly
}

func (m *manifest) subscribes(event string) bool {
	return slices.Contains(m.Settings.Events.Bot, event)
}

func (m *manifest) command(name string) (slashCommand, bool) {
	i := slices.IndexFunc(m.Features.Commands, func(c slashCommand) bool { return c.Command == name })
	if i < 0 {
		return slashCommand{}, false
	}
	return m.Features.Commands[i], true
}

// shortcuts are those of a type, in the order of Slack's menu.
func (m *manifest) shortcuts(kind string) []shortcut {
	return slices.DeleteFunc(slices.Clone(m.Features.Shortcuts), func(s shortcut) bool { return s.Type != kind })
}

func (m *manifest) shortcut(kind, name string) (shortcut, bool) {
	i := slices.IndexFunc(m.Features.Shortcuts, func(s shortcut) bool { return s.Type == kind && s.Name == name })
	if i < 0 {
		return shortcut{}, false
	}
	return m.Features.Shortcuts[i], true
}
