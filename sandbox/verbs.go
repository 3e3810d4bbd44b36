package sandbox

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Reply is what a person got to see after doing something: answers that nobody
// else sees, and the modal that is open now.
type Reply struct {
	w       *Workspace
	user    *User
	seen    []*Message // answers, oldest first
	failure string     // Slack's own words, when the app did not answer
}

// Text is the newest answer only this person sees, or Slack's complaint that the
// app did not answer; "" when there is none.
func (r *Reply) Text() string {
	if m := r.last(); m != nil {
		return m.Text()
	}
	return r.failure
}

// Buttons are the labels of the buttons of that answer.
func (r *Reply) Buttons() []string {
	if m := r.last(); m != nil {
		return m.Buttons()
	}
	return nil
}

// Click presses a button of that answer. It panics when there is no such button.
func (r *Reply) Click(label string) *Reply {
	return r.last().Click(r.user, label)
}

// ClickNth presses the n-th button with this label, counted from 1. It panics
// when there are fewer.
func (r *Reply) ClickNth(label string, n int) *Reply {
	return r.last().ClickNth(r.user, label, n)
}

// Modal is the modal now in front of the person, nil when there is none.
func (r *Reply) Modal() *Modal { return r.user.Modal() }

func (r *Reply) last() *Message {
	r.w.mu.Lock()
	defer r.w.mu.Unlock()
	for _, m := range slices.Backward(r.seen) {
		if !m.gone {
			return m
		}
	}
	return nil
}

// Modal is the modal in front of the person, nil when there is none.
func (u *User) Modal() *Modal {
	u.w.mu.Lock()
	defer u.w.mu.Unlock()
	if v := u.top(); v != nil {
		return &Modal{v}
	}
	return nil
}

// A deed is something a person did and the app was told of.
type deed struct {
	reply *Reply
	line  *entry
	sent  *envelope
}

// do lets a person do something under the mutex, which it takes.
func (w *Workspace) do(something func() deed) deed {
	w.mu.Lock()
	defer w.mu.Unlock()
	return something()
}

// finish waits for the acknowledgement of an interaction and until the app has
// come to rest. It is called without the mutex and takes it.
func (w *Workspace) finish(d deed) *Reply {
	w.conclude(d)
	w.settle()
	return d.reply
}

// conclude waits for the acknowledgement of an interaction. It is called without
// the mutex and takes it.
func (w *Workspace) conclude(d deed) {
	if _, err := w.await(d.sent); err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		d.reply.failure = "This app did not respond."
		d.line.add(d.reply.failure)
	}
}

// Command types a slash command, such as "/weather tomorrow", into the app's
// direct messages, and returns when the app has answered and come to rest.
func (u *User) Command(text string) *Reply {
	w := u.w
	d := w.do(func() deed {
		u.mustBeActive()
		return u.command(w.direct(u), text)
	})
	if d.sent != nil {
		w.concludeCommand(d)
		w.settle()
	}
	return d.reply
}

// concludeCommand waits for the answer to a slash command and shows it. It is
// called without the mutex and takes it.
func (w *Workspace) concludeCommand(d deed) {
	answer, err := w.await(d.sent)
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case err != nil:
		d.reply.failure = fmt.Sprintf("%s failed with the error \"%s\"", d.sent.payload.text("command"), err)
		d.line.add(d.reply.failure)
	case answer != nil:
		w.answerCommand(d.reply, w.findChannel(d.sent.payload.text("channel_id")), answer)
	}
}

// command delivers a slash command typed in a channel, if the app has it.
func (u *User) command(channel *Channel, typed string) deed {
	w := u.w
	name, text, _ := strings.Cut(typed, " ")
	reply := &Reply{w: w, user: u}
	line := w.recordDeed(u, "types %s", strings.TrimSpace(name+" "+text))
	command, ok := w.manifest.command(name)
	if !ok {
		reply.failure = name + " is not a valid command."
		line.add(reply.failure)
		return deed{reply: reply}
	}
	if command.Escape {
		text = w.escapeMentions(text)
	}
	sent := w.send("slash_commands", object{
		"command": name, "text": strings.TrimSpace(text), "user_id": u.ID, "user_name": u.person.Handle, "team_id": w.opt.TeamID,
		"team_domain": strings.ToLower(w.opt.Name), "channel_id": channel.ID, "channel_name": channel.reference()["name"], "api_app_id": appID,
		"is_enterprise_install": "false", "trigger_id": w.newTrigger(u, line), "response_url": w.newResponseURL(reply, channel, nil),
	}, nil)
	return deed{reply, line, sent}
}

// answerCommand shows the message a command was acknowledged with.
func (w *Workspace) answerCommand(reply *Reply, channel *Channel, answer object) {
	c := &call{args: answer}
	m, err := w.compose(c)
	if err != nil {
		w.problem("Slack does not show the answer to a slash command: %s", err)
		return
	}
	w.warnOfPings(c, m)
	w.answerWith(&responseURL{user: reply.user, channel: channel, reply: reply}, c, m)
}

var typedMention = regexp.MustCompile(`(^|\s)([@#])([\w.-]+)`)

// escapeMentions writes the mentions of a typed command as control sequences.
func (w *Workspace) escapeMentions(text string) string {
	text = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
	return typedMention.ReplaceAllStringFunc(text, func(s string) string {
		parts := typedMention.FindStringSubmatch(s)
		if u := w.findHandle(parts[3]); u != nil && parts[2] == "@" {
			return fmt.Sprintf("%s<@%s|%s>", parts[1], u.ID, u.person.Handle)
		}
		if c := w.findChannelName(parts[3]); c != nil && parts[2] == "#" {
			return fmt.Sprintf("%s<#%s|%s>", parts[1], c.ID, c.name)
		}
		return s
	})
}

// Shortcut uses one of the app's global shortcuts by name. It panics when the
// manifest has none of that name.
func (u *User) Shortcut(name string) *Reply {
	s, ok := u.w.manifest.shortcut("global", name)
	if !ok {
		panic(fmt.Sprintf("sandbox: the manifest has no global shortcut %q", name))
	}
	return u.w.finish(u.w.do(func() deed { return u.shortcut(s) }))
}

func (u *User) shortcut(s shortcut) deed {
	w := u.w
	line := w.recordDeed(u, "uses the shortcut %q", s.Name)
	payload := w.interaction(u, "shortcut", line)
	payload["callback_id"] = s.CallbackID
	return deed{&Reply{w: w, user: u}, line, w.send("interactive", payload, nil)}
}

// Shortcut uses one of the app's message shortcuts on the message. It panics when
// the manifest has none of that name, or where Slack offers that person none: in
// a conversation they cannot see, and on what one person alone sees.
func (m *Message) Shortcut(u *User, name string) *Reply {
	s, ok := m.w.manifest.shortcut("message", name)
	if !ok {
		panic(fmt.Sprintf("sandbox: the manifest has no message shortcut %q", name))
	}
	return m.w.finish(m.w.do(func() deed {
		if !m.offersShortcuts(u) {
			panic(fmt.Sprintf("sandbox: %s has no shortcuts on this message in %s", u.person.Name, m.channel.title()))
		}
		return m.shortcut(u, s)
	}))
}

// offersShortcuts says whether a person has a menu of shortcuts on the message.
func (m *Message) offersShortcuts(u *User) bool {
	return m.only == nil && !m.gone && m.channel.visibleTo(u)
}

func (m *Message) shortcut(u *User, s shortcut) deed {
	w := m.w
	reply := &Reply{w: w, user: u}
	line := w.recordDeed(u, "uses the shortcut %q on a message", s.Name)
	payload := w.interaction(u, "message_action", line)
	payload["callback_id"], payload["message"], payload["message_ts"] = s.CallbackID, m.wire(false), m.ts
	payload["channel"] = m.channel.reference()
	payload["response_url"] = w.newResponseURL(reply, m.channel, nil)
	return deed{reply, line, w.send("interactive", payload, nil)}
}

// interaction is what all interactive payloads have in common.
func (w *Workspace) interaction(u *User, kind string, line *entry) object {
	u.mustBeActive()
	now := w.opt.Now()
	return object{
		"type": kind, "user": u.reference(), "team": object{"id": w.opt.TeamID, "domain": strings.ToLower(w.opt.Name)}, "api_app_id": appID,
		"enterprise": nil, "is_enterprise_install": false, "trigger_id": w.newTrigger(u, line),
		"action_ts": fmt.Sprintf("%d.%06d", now.Unix(), now.Nanosecond()/1000),
	}
}

// Say types a message into the app's direct messages.
func (u *User) Say(text string) {
	w := u.w
	d := w.do(func() deed {
		u.mustBeActive()
		return deed{sent: u.say(w.direct(u), text)}
	})
	w.settleEvent(d.sent)
}

// SayIn types a message into a channel.
func (u *User) SayIn(channel *Channel, text string) {
	d := u.w.do(func() deed {
		u.mustBeActive()
		return deed{sent: u.say(channel, text)}
	})
	u.w.settleEvent(d.sent)
}

// say types a message into a channel. The app hears of it where it is a member.
func (u *User) say(channel *Channel, text string) *envelope {
	w := u.w
	if channel.with != nil && !w.manifest.takesMessages() {
		w.recordDeed(u, "cannot type: sending messages to this app has been turned off")
		return nil
	}
	m := &Message{channel: channel, author: u, text: w.escapeMentions(text)}
	w.post(m)
	if !channel.joined {
		return nil
	}
	event := m.wire(false)
	event["channel"], event["channel_type"] = channel.ID, strings.TrimSuffix(channel.kind(), "s")
	return w.sendEvent("message."+channel.kind(), event)
}

// Click presses the first button with this label. It panics when there is none,
// or no message.
func (m *Message) Click(u *User, label string) *Reply { return m.ClickNth(u, label, 1) }

// ClickNth presses the n-th button with this label, counted from 1. It panics
// when there are fewer, or no message.
func (m *Message) ClickNth(u *User, label string, n int) *Reply {
	if m == nil {
		panic(fmt.Sprintf("sandbox: there is no message with a button %q", label))
	}
	return m.w.finish(m.press(u, label, n))
}

func (m *Message) press(u *User, label string, n int) deed {
	w := m.w
	w.mu.Lock()
	defer w.mu.Unlock()
	c, value, ok := nthButton(m.blocks, label, n)
	switch {
	case m.gone:
		panic(fmt.Sprintf("sandbox: the message with the button %q is gone", label))
	case !ok:
		panic(fmt.Sprintf("sandbox: there are fewer than %d buttons %q in this message:\n%s", n, label, m.read()))
	}
	line := w.recordDeed(u, "presses [%s]", label)
	w.recordConfirm(line, c.element)
	return m.act(u, c, value, nil, line)
}

// act tells the app that a person used an element of the message, and what the
// fields of the message hold for that person.
func (m *Message) act(u *User, c control, value object, state map[fieldKey]object, line *entry) deed {
	w := m.w
	reply := &Reply{w: w, user: u}
	payload := w.interaction(u, "block_actions", line)
	payload["container"] = object{"type": "message", "message_ts": m.ts, "channel_id": m.channel.ID, "is_ephemeral": m.only != nil}
	payload["channel"] = m.channel.reference()
	if m.only == nil {
		payload["message"] = m.wire(false)
	}
	payload["state"] = object{"values": valuesOf(state)}
	payload["response_url"] = w.newResponseURL(reply, m.channel, m)
	payload["actions"] = []any{c.action(value, payload.text("action_ts"))}
	return deed{reply, line, w.send("interactive", payload, nil)}
}

// nthButton finds a button by its label, or an overflow menu by an option's. The
// value is what choosing that option adds to the action.
func nthButton(blocks []object, label string, n int) (c control, value object, ok bool) {
	for c := range controls(blocks) {
		var value object
		found := c.element.text("type") == "button" && c.element.object("text").text("text") == label
		if c.element.text("type") == "overflow" {
			for _, o := range choices(c.element) {
				if o.object("text").text("text") == label {
					found, value = true, object{"selected_option": o}
				}
			}
		}
		if !found {
			continue
		}
		if n--; n == 0 {
			return c, value, true
		}
	}
	return control{}, nil, false
}

// recordConfirm tells that a person was asked, and said yes.
func (w *Workspace) recordConfirm(line *entry, element object) {
	if confirm := element.object("confirm"); confirm != nil {
		line.add(fmt.Sprintf("asked %q, presses [%s]", w.textOf(confirm.object("title"), nil), w.textOf(confirm.object("confirm"), nil)))
	}
}

// mustBeActive panics for somebody who has left.
func (u *User) mustBeActive() {
	if u.person.Deleted {
		panic(fmt.Sprintf("sandbox: %s is deactivated and can do nothing", u.person.Handle))
	}
}
