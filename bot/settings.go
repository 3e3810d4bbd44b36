package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// A Given is what is set where coach runs, in the words of whoever runs it. It
// wins over what is decided in Slack.
type Given struct {
	Recognition string                // a channel, by ID or name
	Digest      practice.Subscription // its channel by ID or name
	DigestRoot  string                // the lower-case email of the digest's root
	Zone        string                // IANA name
}

var errNoRoot = errors.New("the digest's root person is not in the people file; import them with `coach people import` and start again")

// Configure checks what is given, and has coach go by it. It reports whether
// coach is set up. A channel that was decided in Slack and takes nothing any
// more does not stop coach: whoever runs it reads what to do.
func (b *Bot) Configure(ctx context.Context, g Given) (ready bool, err error) {
	fixed := practice.Settings{Zone: g.Zone}
	if g.Recognition != "" {
		if fixed.Recognition, err = b.channel(ctx, g.Recognition); err != nil {
			return false, fmt.Errorf("recognition channel: %w", err)
		}
	}
	if g.Digest.Channel != "" {
		root, err := b.Store.PersonByEmail(ctx, g.DigestRoot)
		if errors.Is(err, store.ErrNotFound) {
			return false, fmt.Errorf("digest: %w", errNoRoot)
		}
		if err != nil {
			return false, err
		}
		fixed.Digest = g.Digest
		fixed.Digest.Root = root.ID
		if fixed.Digest.Channel, err = b.channel(ctx, g.Digest.Channel); err != nil {
			return false, fmt.Errorf("digest channel: %w", err)
		}
	}
	if err := b.Store.Fix(ctx, fixed); err != nil {
		return false, err
	}
	now, _, err := b.Store.Settings(ctx)
	if err != nil {
		return false, err
	}
	for _, chosen := range []struct{ name, channel, fixed string }{
		{"shout-outs", now.Recognition, fixed.Recognition},
		{"the digest", now.Digest.Channel, fixed.Digest.Channel},
	} {
		if chosen.channel == "" || chosen.channel == chosen.fixed {
			continue
		}
		if _, err := b.channel(ctx, chosen.channel); err != nil {
			b.say("The channel for %s: %v. An owner of the playbook can do so at /coach settings.", chosen.name, err)
		}
	}
	return now.Ready(), nil
}

// settingsCommand opens the settings for an owner of the playbook.
func (b *Bot) settingsCommand(ctx context.Context, req request) (any, error) {
	if refusal, err := b.notAnOwner(ctx, req); err != nil || refusal != nil {
		return refusal, err
	}
	facts, err := b.settingsFacts(ctx, req)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.Settings(facts))
}

// notAnOwner says who changes settings, to everybody else.
func (b *Bot) notAnOwner(ctx context.Context, req request) (any, error) {
	owner, err := b.owns(ctx, req)
	if err != nil || owner {
		return nil, err
	}
	owners, err := b.owners(ctx, req.Roster)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, id := range owners {
		names = append(names, req.Roster.Person(id).Full())
	}
	return view.NotAnOwner(names), nil
}

func (b *Bot) settingsFacts(ctx context.Context, req request) (view.SettingsFacts, error) {
	now, fixed, err := b.Store.Settings(ctx)
	if err != nil {
		return view.SettingsFacts{}, err
	}
	return view.SettingsFacts{Settings: req.suggest(now), Fixed: fixed, Year: req.Playbook.WorkYear(), Who: req.Roster.Person}, nil
}

// When a digest comes if nobody says otherwise.
const (
	usualDigestDay               = time.Monday
	usualDigestAt  cadence.Clock = 9 * 60
)

// suggest fills in, for a form, what is not decided yet with what suits most.
func (req request) suggest(s practice.Settings) practice.Settings {
	if s.Digest.Root == 0 {
		s.Digest = practice.Subscription{Root: req.Roster.Top(req.Person.ID, req.Today), Weekday: usualDigestDay, At: usualDigestAt}
	}
	if s.Zone == "" {
		s.Zone = req.Person.Location(time.UTC).String()
	}
	return s
}

// readSettings reads a form of settings and makes sure that coach may speak in
// the channels.
func (b *Bot) readSettings(ctx context.Context, req request, f view.SettingsFacts) (practice.Settings, practice.WorkYear, error) {
	s, year, err := view.ParseSettings(req.View, f, b.finder(ctx))
	problems, theirs := errors.AsType[practice.Problems](err)
	if err != nil && !theirs {
		return s, year, err
	}
	for _, chosen := range []struct{ field, channel, fixed string }{
		{view.AskRecognition, s.Recognition, f.Fixed.Recognition},
		{view.AskDigest, s.Digest.Channel, f.Fixed.Digest.Channel},
	} {
		if chosen.channel == "" || chosen.fixed != "" {
			continue
		}
		err := b.chosenChannel(ctx, chosen.channel, chosen.field)
		found, theirs := errors.AsType[practice.Problems](err)
		if err != nil && !theirs {
			return s, year, err
		}
		problems = append(problems, found...)
	}
	if len(problems) > 0 {
		return s, year, problems
	}
	return s, year, nil
}

// submitSettings stores what an owner changed. coach goes by it at once.
func (b *Bot) submitSettings(ctx context.Context, req request) (any, error) {
	if refusal, err := b.notAnOwner(ctx, req); err != nil || refusal != nil {
		return refusal, err
	}
	facts, err := b.settingsFacts(ctx, req)
	if err != nil {
		return nil, err
	}
	to, year, err := b.readSettings(ctx, req, facts)
	if err != nil {
		return nil, err
	}
	next, err := service.WithYear(ctx, b.Store, req.Version, year)
	if err != nil {
		return nil, err
	}
	err = b.Store.ChangeSettings(ctx, to, next, req.Person.ID, req.Now.In(b.Zone()))
	if errors.Is(err, store.ErrPublishedMeanwhile) {
		return nil, practice.Problems{{Text: "Somebody published the playbook just now. Press Save once more."}}
	}
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.SettingsSaved())), nil
}
