package sandbox

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

func (w *Workspace) conversationsOpen(c *call) (object, error) {
	ids := strings.Split(c.text("users"), ",")
	switch {
	case c.text("channel") != "":
		channel := w.findChannel(c.text("channel"))
		if channel == nil || channel.with == nil {
			return nil, refuse("channel_not_found")
		}
		ids = []string{channel.with.ID}
	case ids[0] == "":
		return nil, refuse("users_list_not_supplied")
	case len(ids) > 1:
		return nil, refuse("invalid_user_combination", "this Slack has no group conversations")
	}
	u := w.findUser(ids[0])
	if u == nil {
		return nil, refuse("user_not_found")
	}
	if err := u.reachable(); err != nil {
		return nil, err
	}
	channel := object{"id": w.direct(u).ID}
	if c.flag("return_im") {
		channel = w.direct(u).info()
	}
	return object{"channel": channel}, nil
}

func (w *Workspace) conversationsInfo(c *call) (object, error) {
	channel, err := w.visible(c.text("channel"))
	if err != nil {
		return nil, err
	}
	if err := w.needScope(channel.kind() + ":read"); err != nil {
		return nil, err
	}
	info := channel.info()
	if !c.flag("include_num_members") {
		delete(info, "num_members")
	}
	return object{"channel": info}, nil
}

// visible is a channel the app may know of.
func (w *Workspace) visible(id string) (*Channel, error) {
	channel := w.findChannel(id)
	if channel == nil || channel.private && !channel.joined {
		return nil, refuse("channel_not_found")
	}
	return channel, nil
}

func (w *Workspace) conversationsList(c *call) (object, error) {
	types := strings.Split(cmp.Or(c.text("types"), "public_channel"), ",")
	for i, kind := range types {
		types[i] = map[string]string{"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}[strings.TrimSpace(kind)]
		if types[i] == "" {
			return nil, refuse("invalid_types")
		}
		if err := w.needScope(types[i] + ":read"); err != nil {
			return nil, err
		}
	}
	channels := []object{}
	for _, channel := range w.channels {
		hidden := channel.private && !channel.joined || channel.archived && c.flag("exclude_archived")
		if slices.Contains(types, channel.kind()) && !hidden {
			channels = append(channels, channel.info())
		}
	}
	channels, next, err := page(c, channels, 100)
	return object{"channels": channels, "response_metadata": next}, err
}

func (w *Workspace) conversationsJoin(c *call) (object, error) {
	channel, err := w.visible(c.text("channel"))
	switch {
	case err != nil:
		return nil, err
	case channel.private:
		return nil, refuse("method_not_supported_for_channel_type")
	case channel.archived:
		return nil, refuse("is_archived")
	}
	if !channel.joined {
		channel.joined = true
		w.record("%s joins %s", w.appName(), channel.title())
	}
	return object{"channel": channel.info()}, nil
}

func (w *Workspace) conversationsHistory(c *call) (object, error) {
	channel, err := w.visible(c.text("channel"))
	if err != nil {
		return nil, err
	}
	if err := w.needScope(channel.kind() + ":history"); err != nil {
		return nil, err
	}
	if !channel.joined {
		return nil, refuse("not_in_channel")
	}
	messages, err := c.between(channel.messages)
	if err != nil {
		return nil, err
	}
	messages, next, err := page(c, messages, 100)
	if err != nil {
		return nil, err
	}
	list := []object{}
	for _, m := range messages {
		list = append(list, m.wire(c.flag("include_all_metadata")))
	}
	return object{"messages": list, "has_more": next["next_cursor"] != "", "response_metadata": next}, nil
}

// between picks the messages after oldest and before latest, newest first.
func (c *call) between(messages []*Message) ([]*Message, error) {
	oldest, err := micros(c.text("oldest"), 0)
	if err != nil {
		return nil, refuse("invalid_ts_oldest")
	}
	latest, err := micros(c.text("latest"), 1<<62)
	if err != nil {
		return nil, refuse("invalid_ts_latest")
	}
	if c.flag("inclusive") {
		oldest, latest = oldest-1, latest+1
	}
	var out []*Message
	for _, m := range slices.Backward(messages) {
		if at, _ := micros(m.ts, 0); at > oldest && at < latest {
			out = append(out, m)
		}
	}
	return out, nil
}

// micros reads a message timestamp as microseconds. It does so exactly, which a
// float64 would not.
func micros(ts string, absent int64) (int64, error) {
	if ts == "" {
		return absent, nil
	}
	seconds, fraction, _ := strings.Cut(ts, ".")
	s, err := strconv.ParseUint(cmp.Or(seconds, "0"), 10, 40)
	if err != nil {
		return 0, err
	}
	f, err := strconv.ParseUint((fraction + "000000")[:6], 10, 32)
	return int64(s)*1_000_000 + int64(f), err
}
