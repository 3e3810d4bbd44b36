package sandbox

import (
	"slices"
	"strings"
)

// A Message is one post, or an answer only one person sees.
type Message struct {
	w        *Workspace
	channel  *Channel
	ts       string
	author   *User // the app's bot user, or a person
	text     string
	blocks   []object
	files    []*file
	metadata object
	only     *User // who sees it, nil for everybody
	edited   string
	gone     bool
}

// Exists says whether the message can still be seen.
func (m *Message) Exists() bool {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return !m.gone
}

// Text is what a person reads: the blocks, or the text where there are none;
// lines are joined by newlines and buttons look like [this].
func (m *Message) Text() string {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return m.read()
}

// Notification is the top-level text, which is what notifications and screen
// readers use.
func (m *Message) Notification() string {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return m.w.plain(m.text, m.reader())
}

// Buttons are the labels of the buttons, from top to bottom.
func (m *Message) Buttons() []string {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return m.buttons()
}

func (m *Message) buttons() []string {
	var labels []string
	for c := range controls(m.blocks) {
		if c.element.text("type") == "button" {
			labels = append(labels, c.element.object("text").text("text"))
		}
	}
	return labels
}

// reader is whose clock and calendar decide what dates look like: nil stands for
// several people.
func (m *Message) reader() *User {
	if m.only != nil {
		return m.only
	}
	return m.channel.with
}

// wire is the message object of the Web API.
func (m *Message) wire(allMetadata bool) object {
	out := object{"type": "message", "user": m.author.ID, "ts": m.ts, "text": m.text, "team": m.author.team()}
	switch team := m.author.team(); {
	case m.author.ID == botUserID:
		out["bot_id"], out["app_id"] = botID, appID
	case m.author.person.Bot:
		out["bot_id"] = "B" + strings.TrimPrefix(m.author.ID, "U")
	case team != m.w.opt.TeamID:
		out["user_team"], out["source_team"] = team, team
	}
	if len(m.blocks) > 0 {
		out["blocks"] = m.blocks
	}
	if len(m.files) > 0 {
		list := []object{}
		for _, f := range m.files {
			list = append(list, f.wire())
		}
		out["files"] = list
	}
	if m.edited != "" {
		out["edited"] = object{"user": m.author.ID, "ts": m.edited}
	}
	if m.metadata != nil {
		out["metadata"] = object{"event_type": m.metadata["event_type"]}
		if allMetadata {
			out["metadata"] = m.metadata
		}
	}
	return out
}

// post adds a message to its channel and to the transcript.
func (w *Workspace) post(m *Message) {
	m.w, m.ts = w, w.nextTS()
	if m.only == nil {
		m.channel.messages = append(m.channel.messages, m)
	} else {
		m.channel.asides = append(m.channel.asides, m)
	}
	w.recordPost(m)
	m.tell()
}

// remove makes a message disappear.
func (w *Workspace) remove(m *Message) {
	m.gone = true
	self := func(other *Message) bool { return other == m }
	m.channel.messages = slices.DeleteFunc(m.channel.messages, self)
	m.channel.asides = slices.DeleteFunc(m.channel.asides, self)
}

// seenBy finds a message among those a person sees in the channel, nil when it is
// not there.
func (c *Channel) seenBy(u *User, ts string) *Message {
	for _, m := range slices.Concat(c.messages, c.asides) {
		if m.ts == ts && (m.only == nil || m.only == u) {
			return m
		}
	}
	return nil
}

// find looks for a message that everybody in the channel sees.
func (c *Channel) find(ts string) *Message {
	i := slices.IndexFunc(c.messages, func(m *Message) bool { return m.ts == ts })
	if i < 0 {
		return nil
	}
	return c.messages[i]
}
