package sandbox

import (
	"encoding/json"
	"time"
)

// faults are what goes wrong on purpose, and how often methods were called.
type faults struct {
	down  bool
	calls map[string]int
	lost  map[string]int             // replies to lose, by method
	fated map[string][]error         // answers of the next calls, by method
	slow  map[string][]time.Duration // delays of the next calls, by method
	storm string                     // why each new socket is sent away at once, "" for not
}

func newFaults() faults {
	return faults{calls: map[string]int{}, lost: map[string]int{}, fated: map[string][]error{}, slow: map[string][]time.Duration{}}
}

// next is the error that the next call of a method is to answer, if any.
func (f *faults) next(method string) error {
	list := f.fated[method]
	if len(list) == 0 {
		return nil
	}
	f.fated[method] = list[1:]
	return list[0]
}

// delay is how long the next call of a method takes before it has an effect,
// besides the usual latency.
func (f *faults) delay(method string) time.Duration {
	list := f.slow[method]
	if len(list) == 0 {
		return 0
	}
	f.slow[method] = list[1:]
	return list[0]
}

// loses says whether the reply just made is to be lost.
func (f *faults) loses(method string) bool {
	if f.down || f.lost[method] == 0 {
		return false
	}
	f.lost[method]--
	return true
}

// Down begins an outage, or ends it: every call of the Web API answers 503,
// sockets are dropped and new ones refused.
func (w *Workspace) Down(down bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.faults.down == down {
		return
	}
	w.faults.down = down
	if !down {
		w.record("Slack is up again")
		return
	}
	w.record("Slack is down")
	for _, s := range w.traffic.sockets {
		s.close()
	}
}

// LoseReplies makes the next n calls of a method take effect without the app
// ever hearing of it: the connection closes instead of a reply.
func (w *Workspace) LoseReplies(method string, n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults.lost[method] += n
}

// DelayAcceptance makes each of the next n calls of a method take effect only
// after some time, even if the app has given up on it or died by then.
func (w *Workspace) DelayAcceptance(method string, n int, d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for range n {
		w.faults.slow[method] = append(w.faults.slow[method], d)
	}
}

// Fail makes the next n calls of a method answer an error string of Slack's and
// have no effect. A "missing_scope" names the scope that the method needs.
func (w *Workspace) Fail(method string, n int, slackError string) {
	r := &refusal{code: slackError}
	if slackError == "missing_scope" {
		r.needed = methods[method].scope
		if methods[method].appLevel {
			r.needed = appScope
		}
	}
	w.fate(method, n, r)
}

// appScope is what an app-level token needs.
const appScope = "connections:write"

// RateLimit makes the next n calls of a method answer 429, to be repeated after
// some time (whole seconds, rounded up), and have no effect.
func (w *Workspace) RateLimit(method string, n int, after time.Duration) {
	w.fate(method, n, &refusal{code: "ratelimited", retry: after})
}

func (w *Workspace) fate(method string, n int, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for range n {
		w.faults.fated[method] = append(w.faults.fated[method], err)
	}
}

// Mend takes back what was to go wrong and has not yet. An outage, and links
// that are dead already, stay.
func (w *Workspace) Mend() {
	w.mu.Lock()
	defer w.mu.Unlock()
	clear(w.faults.lost)
	clear(w.faults.fated)
	clear(w.faults.slow)
	w.faults.storm = ""
}

// Calls is how often a method was called, whatever it answered.
func (w *Workspace) Calls(method string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.faults.calls[method]
}

// Disconnect tells every socket of the app to go away, for a reason of Slack's:
// "warning", "refresh_requested", "link_disabled" or "too_many_websockets".
func (w *Workspace) Disconnect(reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.record("Slack disconnects %s (%s)", w.appName(), reason)
	for _, s := range w.traffic.sockets {
		s.dismiss(reason)
	}
}

// DisconnectOne tells the socket that stands for longest to go away, as Slack
// does when it refreshes connections one after the other. What happens next is
// delivered to the others, if there are any.
func (w *Workspace) DisconnectOne(reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.traffic.sockets {
		if !s.leaving {
			w.record("Slack disconnects a socket of %s (%s)", w.appName(), reason)
			s.dismiss(reason)
			return
		}
	}
}

// Storm greets every socket of the app, those that stand included, with a
// disconnect for this reason, until it is called with "".
func (w *Workspace) Storm(reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults.storm = reason
	if reason == "" {
		w.record("Slack lets sockets stand again")
		return
	}
	w.record("Slack disconnects every socket of %s at once (%s)", w.appName(), reason)
	for _, s := range w.traffic.sockets {
		s.dismiss(reason)
	}
}

// Freeze makes every socket that stands a dead link: it stays open, but neither
// frames nor pings come through, in either direction, and Slack goes on
// delivering to it.
func (w *Workspace) Freeze() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.record("The connections of %s go dead", w.appName())
	for _, s := range w.traffic.sockets {
		s.freeze()
	}
}

// Deliver sends the app an envelope of any type, which this Slack need not know,
// and says whether it is acknowledged in time. There is no redelivery.
func (w *Workspace) Deliver(kind string, payload map[string]any) (acknowledged bool) {
	w.mu.Lock()
	w.record("Slack delivers an envelope of the type %s", kind)
	e := w.send(kind, payload, nil)
	w.mu.Unlock()
	_, err := w.await(e)
	w.settle()
	return err == nil
}

// Redeliver delivers the last command or interaction a second time, in a new
// envelope, as Slack may after a reconnect, and waits for its acknowledgement.
// What that says, which Slack does not look at, it returns as JSON; "" for
// nothing. Without an earlier delivery it does nothing.
func (w *Workspace) Redeliver() (said string) {
	w.mu.Lock()
	last := w.traffic.last
	if last == nil {
		w.mu.Unlock()
		return ""
	}
	w.record("Slack delivers it once more")
	again := w.send(last.kind, last.payload, nil)
	w.mu.Unlock()
	answer, err := w.await(again)
	w.settle()
	if err != nil || answer == nil {
		return ""
	}
	text, _ := json.Marshal(answer) // it came as JSON
	return string(text)
}
