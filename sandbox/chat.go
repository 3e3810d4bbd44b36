package sandbox

import (
	"encoding/json"
	"time"
	"unicode/utf8"
)

// Limits of messages, in characters and in bytes of JSON.
const (
	maxText     = 40_000 // longer text is cut
	maxEdited   = 4_000
	maxBlocks   = 12_000 // text across all blocks
	maxMetadata = 8_000
)

func (w *Workspace) chatPostMessage(c *call) (object, error) {
	channel, err := w.destination(c.text("channel"))
	if err != nil {
		return nil, err
	}
	if c.text("thread_ts") != "" {
		return nil, refuse("cannot_reply_to_message", "this Slack has no threads")
	}
	m, err := w.compose(c)
	if err != nil {
		return nil, err
	}
	if !w.opt.Unpaced && !w.bucketOf(channel).take() {
		return nil, &refusal{code: "ratelimited", retry: time.Second}
	}
	m.channel, m.text = channel, cut(m.text, maxText)
	w.warnOfPings(c, m)
	w.post(m)
	return object{"channel": channel.ID, "ts": m.ts, "message": m.wire(true)}, nil
}

func (w *Workspace) chatUpdate(c *call) (object, error) {
	m, err := w.ownMessage(c, "cant_update_message")
	if err != nil {
		return nil, err
	}
	edit, err := w.compose(c)
	if err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(edit.text) > maxEdited {
		return nil, refuse("msg_too_long")
	}
	w.warnOfPings(c, edit)
	w.rewrite(m, edit)
	return object{"channel": m.channel.ID, "ts": m.ts, "text": m.text, "message": m.wire(true)}, nil
}

// rewrite gives a message new contents. Without blocks the old ones go; without
// metadata the old ones stay.
func (w *Workspace) rewrite(m, edit *Message) {
	m.text, m.blocks = edit.text, edit.blocks
	m.edited = w.nextTS()
	if edit.metadata != nil {
		m.metadata = edit.metadata
	}
	w.recordChange(m, "edits").add(split(m.read())...)
	m.tell()
}

func (w *Workspace) chatDelete(c *call) (object, error) {
	m, err := w.ownMessage(c, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	w.remove(m)
	w.recordChange(m, "deletes")
	return object{"channel": m.channel.ID, "ts": m.ts}, nil
}

// destination is where a post goes: a channel, or a person by user ID.
func (w *Workspace) destination(id string) (*Channel, error) {
	channel := w.findChannel(id)
	if u := w.findUser(id); u != nil {
		if err := u.reachable(); err != nil {
			return nil, err
		}
		channel = w.direct(u)
	}
	switch {
	case channel == nil || channel.private && !channel.joined:
		return nil, refuse("channel_not_found")
	case channel.with != nil && !w.manifest.Features.AppHome.MessagesTab:
		return nil, refuse("messages_tab_disabled")
	case channel.with != nil:
		return channel, channel.with.reachable()
	case channel.archived:
		return nil, refuse("is_archived")
	case !channel.joined:
		return nil, refuse("not_in_channel")
	}
	return channel, nil
}

// reachable refuses direct messages to bots and to people who have left.
func (u *User) reachable() error {
	switch {
	case u.person.Bot || u.ID == "USLACKBOT":
		return refuse("cannot_dm_bot")
	case u.person.Deleted:
		return refuse("user_disabled")
	}
	return nil
}

// ownMessage finds the message of the app that a call is about.
func (w *Workspace) ownMessage(c *call, foreign string) (*Message, error) {
	channel := w.findChannel(c.text("channel"))
	if channel == nil || channel.private && !channel.joined {
		return nil, refuse("channel_not_found")
	}
	m := channel.find(c.text("ts"))
	switch {
	case m == nil:
		return nil, refuse("message_not_found")
	case m.author.ID != botUserID:
		return nil, refuse(foreign)
	case channel.archived:
		return nil, refuse("is_archived")
	}
	return m, nil
}

// compose reads and checks the contents of a message.
func (w *Workspace) compose(c *call) (*Message, error) {
	m := &Message{w: w, author: w.findUser(botUserID), text: c.text("text")}
	var err error
	if m.blocks, err = c.blocks(); err != nil {
		return nil, err
	}
	if m.text == "" && len(m.blocks) == 0 {
		return nil, refuse("no_text")
	}
	w.identify(m.blocks)
	m.metadata, err = c.metadata()
	return m, err
}

// blocks reads and checks the blocks of a message.
func (c *call) blocks() ([]object, error) {
	v, err := c.json("blocks")
	if err != nil {
		return nil, refuse("invalid_blocks_format")
	}
	if v == nil {
		return nil, nil
	}
	list, ok := v.([]any)
	if !ok {
		return nil, refuse("invalid_blocks_format")
	}
	if complaints := checkMessage(list); len(complaints) > 0 {
		return nil, refuse("invalid_blocks", complaints...)
	}
	if textLength(list) > maxBlocks {
		return nil, refuse("msg_blocks_too_long")
	}
	return asObjects(v), nil
}

// textLength counts the characters of all texts in blocks.
func textLength(blocks any) int {
	n := 0
	walkValue(blocks, func(o object) { n += utf8.RuneCountInString(o.text("text")) })
	return n
}

// metadata reads and checks the metadata of a message, nil when there are none.
func (c *call) metadata() (object, error) {
	v, err := c.json("metadata")
	if err != nil {
		return nil, refuse("invalid_metadata_format")
	}
	metadata := asObject(v)
	if v == nil || len(metadata) > 0 && metadata["event_type"] == "" && metadata["event_payload"] == nil {
		return nil, nil // slack-go sends the latter to every response URL
	}
	if metadata.text("event_type") == "" || metadata.object("event_payload") == nil {
		return nil, refuse("invalid_metadata_format")
	}
	if data, err := json.Marshal(metadata); err != nil || len(data) > maxMetadata {
		return nil, refuse("metadata_too_large")
	}
	return metadata, nil
}

func (w *Workspace) warnOfPings(c *call, m *Message) {
	parsed := c.text("parse") == "full" || c.flag("link_names")
	if found := pings(m.text, parsed, m.blocks); found != "" {
		w.problem("pings everybody: %s", found)
	}
}

func cut(s string, limit int) string {
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit])
	}
	return s
}

// A bucket lets one message a second into a channel, and five in a burst.
type bucket struct {
	tokens float64
	at     time.Time // on the runtime's clock
}

const burst = 5

func (w *Workspace) bucketOf(c *Channel) *bucket {
	if w.posting[c] == nil {
		w.posting[c] = &bucket{tokens: burst, at: time.Now()}
	}
	return w.posting[c]
}

func (b *bucket) take() bool {
	now := time.Now()
	b.tokens = min(burst, b.tokens+now.Sub(b.at).Seconds())
	b.at = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}
