package sandbox

import "time"

// faults are what goes wrong on purpose, and how often methods were called.
type faults struct {
	down  bool
	calls map[string]int
	lost  map[string]int     // replies to lose, by method
	fated map[string][]error // answers of the next calls, by method
}

func newFaults() faults {
	return faults{calls: map[string]int{}, lost: map[string]int{}, fated: map[string][]error{}}
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

// Fail makes the next n calls of a method answer an error string of Slack's and
// have no effect.
func (w *Workspace) Fail(method string, n int, slackError string) {
	w.fate(method, n, refuse(slackError))
}

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

// Redeliver delivers the last command or interaction a second time, in a new
// envelope, as Slack may after a reconnect, and waits for its acknowledgement.
// What that says is not looked at. Without an earlier delivery it does nothing.
func (w *Workspace) Redeliver() {
	w.mu.Lock()
	last := w.traffic.last
	if last == nil {
		w.mu.Unlock()
		return
	}
	w.record("Slack delivers it once more")
	again := w.send(last.kind, last.payload, nil)
	w.mu.Unlock()
	_, _ = w.await(again)
	w.settle()
}
