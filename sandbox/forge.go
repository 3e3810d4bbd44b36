package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
)

// Forge delivers an envelope in the person's name that no client of Slack's
// would send. The payload's members replace those that Slack fills in for the
// kind: slash_commands, interactive or events_api. It returns what the app
// acknowledged with, as JSON; "" for nothing. An app that does not acknowledge
// has a problem.
func (u *User) Forge(kind string, payload map[string]any) (answer string) {
	w := u.w
	text, _ := json.Marshal(payload) // it was JSON, or will be
	forged, err := parseObject(text)
	if err != nil {
		panic(fmt.Sprintf("sandbox: a forged payload is no JSON: %v", err))
	}
	d := w.do(func() deed {
		line := w.recordDeed(u, "forges %s", about(kind, forged))
		reply := &Reply{w: w, user: u}
		filled := u.fillIn(kind, reply, line)
		maps.Copy(filled, forged)
		switch filled.text("type") {
		case "view_submission":
			delete(filled, "response_url") // it answers a button in a message
		case "shortcut":
			delete(filled, "response_url")
			delete(filled, "channel")
		}
		if event := filled.object("event"); event != nil {
			filled["event"] = u.fillInEvent(event)
		}
		return deed{reply, line, w.send(kind, filled, nil)}
	})
	said, err := w.await(d.sent)
	w.settle()
	if err != nil || said == nil {
		return ""
	}
	text, _ = json.Marshal(said) // it came as JSON
	return string(text)
}

// fillIn is what Slack says in every envelope of a kind.
func (u *User) fillIn(kind string, reply *Reply, line *entry) object {
	w := u.w
	channel := w.direct(u)
	switch kind {
	case "slash_commands":
		return object{
			"user_id": u.ID, "user_name": u.person.Handle, "team_id": w.opt.TeamID, "channel_id": channel.ID, "channel_name": channel.name,
			"api_app_id": appID, "trigger_id": w.newTrigger(u, line), "response_url": w.newResponseURL(reply, channel, nil),
		}
	case "interactive":
		filled := w.interaction(u, "block_actions", line)
		filled["channel"] = object{"id": channel.ID, "name": channel.name}
		filled["response_url"] = w.newResponseURL(reply, channel, nil)
		return filled
	case "events_api":
		return object{"type": "event_callback", "event_id": w.serial("Ev"), "event_time": w.opt.Now().Unix(), "team_id": w.opt.TeamID, "api_app_id": appID}
	}
	panic(fmt.Sprintf("sandbox: there are no envelopes of kind %q", kind))
}

// fillInEvent adds whose event it is, and in which conversation.
func (u *User) fillInEvent(event object) object {
	filled := object{"user": u.ID, "channel": u.w.direct(u).ID}
	maps.Copy(filled, event)
	return filled
}

// Payload is the modal as payloads carry it, with what its fields hold now.
func (m *Modal) Payload() map[string]any {
	m.v.w.mu.Lock()
	defer m.v.w.mu.Unlock()
	text, _ := json.Marshal(m.v.wire()) // it came as JSON
	var payload map[string]any
	_ = json.Unmarshal(text, &payload)
	return payload
}
