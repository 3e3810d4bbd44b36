package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// ackLimit is how long the app may take to acknowledge an envelope.
const ackLimit = 3 * time.Second

// What Slack tells people when a delivery fails.
var (
	errNoSocket = errors.New("dispatch_failed")   // the app was not connected
	errNoAck    = errors.New("operation_timeout") // it did not acknowledge in time
)

// An envelope is one delivery to the app.
type envelope struct {
	id      string
	kind    string
	about   string // in words, for complaints
	payload object
	sent    bool
	at      time.Time   // on the runtime's clock
	acked   chan object // gets what the app acknowledged with; has room for it
}

// send delivers an envelope to one of the app's sockets. Extra members go beside
// the payload.
func (w *Workspace) send(kind string, payload, extra object) *envelope {
	e := &envelope{id: w.serial("envelope."), kind: kind, payload: payload, about: about(kind, payload), at: time.Now(), acked: make(chan object, 1)}
	frame := object{"type": kind, "envelope_id": e.id, "payload": payload, "accepts_response_payload": kind != "events_api"}
	for key, v := range extra {
		frame[key] = v
	}
	w.traffic.unacked[e.id] = e
	if kind != "events_api" {
		w.traffic.last = e
	}
	if kind == "interactive" && !w.manifest.Settings.Interactivity.Enabled {
		w.problem("cannot be told of %s: its manifest does not set settings.interactivity.is_enabled", e.about)
		return e
	}
	e.sent = w.queue(frame, false) || w.queue(frame, true)
	return e
}

// queue hands a frame to the next socket whose turn it is, among those that
// were told to go away or among the others, and says whether it could.
func (w *Workspace) queue(frame object, leaving bool) bool {
	for range len(w.traffic.sockets) {
		s := w.traffic.sockets[w.traffic.turn%len(w.traffic.sockets)]
		w.traffic.turn++
		if s.leaving == leaving && s.queue(frame) {
			return true
		}
	}
	return false
}

func about(kind string, payload object) string {
	switch kind {
	case "slash_commands":
		return "a slash command"
	case "events_api":
		return "the event " + payload.object("event").text("type")
	}
	switch payload.text("type") {
	case "block_actions":
		return "a click"
	case "view_submission":
		return "a submission"
	case "view_closed":
		return "a closed form"
	case "block_suggestion":
		return "a search for options"
	}
	return "a shortcut"
}

// await waits until a command or interaction is acknowledged, for as long as Slack
// does. It is called without the mutex and takes it.
func (w *Workspace) await(e *envelope) (object, error) {
	if !e.sent {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.traffic.unacked, e.id)
		w.record("Slack cannot deliver %s to %s", e.about, w.appName())
		return nil, errNoSocket
	}
	select {
	case payload := <-e.acked:
		return payload, nil
	case <-time.After(ackLimit):
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.traffic.unacked, e.id)
	w.problem("does not acknowledge %s within 3 seconds", e.about)
	return nil, errNoAck
}

// acknowledge takes a frame the app has sent. It takes the mutex.
func (w *Workspace) acknowledge(frame []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var ack struct {
		ID      string          `json:"envelope_id"`
		Payload json.RawMessage `json:"payload"`
	}
	switch err := json.Unmarshal(frame, &ack); {
	case len(frame) > maxAck:
		w.problem("sends an acknowledgement of %d bytes, which Slack drops (at most %d)", len(frame), maxAck)
		return
	case err != nil || ack.ID == "":
		w.problem("sends a frame that acknowledges nothing")
		return
	}
	e := w.traffic.unacked[ack.ID]
	if e == nil {
		return // late, or a second time: Slack does not mind
	}
	delete(w.traffic.unacked, ack.ID)
	w.active = time.Now()
	if w.opt.Acked != nil {
		w.opt.Acked(w.active.Sub(e.at))
	}
	e.acked <- w.ackPayload(e, ack.Payload)
}

// ackPayload reads what the app acknowledged with, nil when that was nothing.
func (w *Workspace) ackPayload(e *envelope, raw json.RawMessage) object {
	if len(raw) == 0 || string(raw) == "null" || string(raw) == "{}" || string(raw) == `""` {
		return nil
	}
	payload, err := parseObject(raw)
	kind := e.payload.text("type")
	takes := e.kind == "slash_commands" || kind == "view_submission" || kind == "block_suggestion"
	switch {
	case err != nil:
		w.problem("acknowledges %s with something that is not an object", e.about)
	case !takes:
		w.problem("acknowledges %s with a payload, which Slack ignores", e.about)
	}
	return payload
}

// settle waits until the app has come to rest: no call in flight, and none begun
// for some time. An app that never rests is waited for ten seconds or so. It is
// called without the mutex and takes it.
func (w *Workspace) settle() {
	for range 200 {
		time.Sleep(w.opt.Latency)
		w.mu.Lock()
		quiet := w.busy == 0 && time.Since(w.active) >= 2*w.opt.Latency
		w.mu.Unlock()
		if quiet {
			return
		}
	}
}

// redeliveries are the pauses before an event that was not acknowledged is
// delivered again.
var redeliveries = []time.Duration{0, time.Minute, 5 * time.Minute}

// sendEvent delivers an event, if the app subscribes to its kind and has ever
// been connected, and again when it is not acknowledged. It returns the first
// delivery, nil when there is none.
func (w *Workspace) sendEvent(subscription string, event object) *envelope {
	if !w.manifest.subscribes(subscription) || !w.traffic.known {
		return nil
	}
	now := w.opt.Now()
	event["event_ts"] = fmt.Sprintf("%d.%06d", now.Unix(), now.Nanosecond()/1000)
	return w.attempt(object{
		"type": "event_callback", "event_id": w.serial("Ev"), "event_time": now.Unix(), "team_id": w.opt.TeamID, "api_app_id": appID,
		"authorizations": []any{object{"team_id": w.opt.TeamID, "user_id": botUserID, "is_bot": true, "is_enterprise_install": false}},
		"event":          event,
	}, 0)
}

// attempt delivers an event for the n-th time, counted from 0, and plans the next
// delivery for when it is not acknowledged. No goroutine waits meanwhile, so that
// a synctest bubble can end.
func (w *Workspace) attempt(event object, n int) *envelope {
	extra := object{"retry_attempt": n, "retry_reason": ""}
	if n > 0 {
		extra["retry_reason"] = "timeout"
	}
	e := w.send("events_api", event, extra)
	patience := ackLimit
	if !e.sent {
		patience = 0
	}
	time.AfterFunc(patience, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.traffic.unacked[e.id] == nil {
			return
		}
		delete(w.traffic.unacked, e.id)
		if e.sent {
			w.problem("does not acknowledge %s within 3 seconds", e.about)
		}
		if n < len(redeliveries) {
			time.AfterFunc(redeliveries[n], func() {
				w.mu.Lock()
				defer w.mu.Unlock()
				w.attempt(event, n+1)
			})
		}
	})
	return e
}

// settleEvent waits until an event is acknowledged, or will be delivered later,
// and the app has come to rest. It is called without the mutex and takes it.
func (w *Workspace) settleEvent(e *envelope) {
	if e == nil || !e.sent {
		return
	}
	select {
	case <-e.acked:
	case <-time.After(ackLimit):
	}
	w.settle()
}
