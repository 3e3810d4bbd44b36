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
	acked   chan object // gets what the app acknowledged with; has room for it
}

// send delivers an envelope to one of the app's sockets. Extra members go beside
// the payload.
func (w *Workspace) send(kind string, payload, extra object) *envelope {
	e := &envelope{id: w.serial("envelope."), kind: kind, payload: payload, about: about(kind, payload), acked: make(chan object, 1)}
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
	for range len(w.traffic.sockets) {
		s := w.traffic.sockets[w.traffic.turn%len(w.traffic.sockets)]
		w.traffic.turn++
		if s.queue(frame) {
			e.sent = true
			break
		}
	}
	return e
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

// await waits until an envelope is acknowledged, for as long as Slack does. It is
// called without the mutex and takes it.
func (w *Workspace) await(e *envelope) (object, error) {
	if !e.sent {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.traffic.unacked, e.id)
		if e.kind != "events_api" { // those are delivered later
			w.record("Slack cannot deliver %s to %s", e.about, w.appName())
		}
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
// been connected, and again when it is not acknowledged. The channel is closed
// after the first attempt.
func (w *Workspace) sendEvent(subscription string, event object) <-chan struct{} {
	attempted := make(chan struct{})
	if !w.manifest.subscribes(subscription) || !w.traffic.known {
		close(attempted)
		return attempted
	}
	now := w.opt.Now()
	event["event_ts"] = fmt.Sprintf("%d.%06d", now.Unix(), now.Nanosecond()/1000)
	payload := object{
		"type": "event_callback", "event_id": w.serial("Ev"), "event_time": now.Unix(), "team_id": w.opt.TeamID, "api_app_id": appID,
		"authorizations": []any{object{"team_id": w.opt.TeamID, "user_id": botUserID, "is_bot": true, "is_enterprise_install": false}},
		"event":          event,
	}
	e := w.send("events_api", payload, object{"retry_attempt": 0, "retry_reason": ""})
	go func() {
		defer close(attempted)
		w.awaitEvent(e, 0)
	}()
	return attempted
}

// awaitEvent waits for the acknowledgement of an event and plans its redelivery
// when there is none. It is called without the mutex and takes it.
func (w *Workspace) awaitEvent(e *envelope, attempt int) {
	_, err := w.await(e)
	if err == nil || attempt == len(redeliveries) {
		return
	}
	time.AfterFunc(redeliveries[attempt], func() {
		w.mu.Lock()
		again := w.send(e.kind, e.payload, object{"retry_attempt": attempt + 1, "retry_reason": "timeout"})
		w.mu.Unlock()
		w.awaitEvent(again, attempt+1)
	})
}
