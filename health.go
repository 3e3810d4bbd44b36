package coach

import (
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// patience is how long the next beat, which is due every minute, may take to
// end before something is wrong.
const patience = 2 * time.Minute

// A health knows whether coach does its work. It answers two questions: is all
// well, for whoever is to be woken at night, and would a restart help, for
// whatever restarts it. When Slack is down not all is well, and a restart would
// not help.
type health struct {
	meter *meter
	links func() int  // sockets by which requests can come
	leads func() bool // whether this copy beats

	// Stopwatches, each started when a beat ended: any beat, and one without an
	// error. Nil until coach has connected, which takes as long as Slack is away.
	ended, well atomic.Pointer[prometheus.Timer]
}

// begin starts the stopwatches: the first beat may take as long as any.
func (h *health) begin(links func() int, leads func() bool) {
	h.links, h.leads = links, leads
	h.meter.gauge("coach_leading", "1 for the copy that plans and delivers, 0 for one that waits to.", func() float64 {
		if leads() {
			return 1
		}
		return 0
	})
	h.meter.gauge("coach_sockets", "Sockets that Slack has greeted and was heard on within thirty seconds.", func() float64 { return float64(links()) })
	h.beat(nil)
}

// beat notes that a beat has ended.
func (h *health) beat(err error) {
	now := prometheus.NewTimer(nil)
	h.ended.Store(now)
	if err == nil {
		h.well.Store(now)
	}
}

// followed notes that a copy that does not lead has looked who does: it is well as
// long as somebody leads.
func (h *health) followed(well bool) {
	if h.leads == nil || h.leads() {
		return // the beats tell
	}
	now := prometheus.NewTimer(nil)
	h.ended.Store(now)
	if well {
		h.well.Store(now)
	}
}

// observe measures a piece of work, and notes the end of a beat.
func (h *health) observe(kind, name string) (done func(error)) {
	measured := h.meter.begin(kind, name)
	return func(err error) {
		measured(err)
		if kind == "job" && name == "beat" {
			h.beat(err)
		}
	}
}

// What is wrong, for the operator.
const (
	notConnected = "coach is not connected to Slack yet"
	beatStuck    = "no beat has ended within two minutes"
	beatFails    = "every beat of the last two minutes failed; the log says why"
	noLeader     = "for two minutes no copy was seen to lead; the log says why"
	noLink       = "no socket was greeted by Slack and heard from within thirty seconds"
)

// stuck reports whether beats have stopped, so that only a restart would help.
func (h *health) stuck() bool { return late(h.ended.Load()) }

func late(since *prometheus.Timer) bool { return since != nil && since.ObserveDuration() > patience }

// complaints are the reasons why not all is well.
func (h *health) complaints() (list []string) {
	if h.well.Load() == nil {
		return []string{notConnected}
	}
	switch {
	case h.stuck():
		list = append(list, beatStuck)
	case late(h.well.Load()) && !h.leads():
		list = append(list, noLeader)
	case late(h.well.Load()):
		list = append(list, beatFails)
	}
	if h.links() == 0 {
		list = append(list, noLink)
	}
	return list
}

// serve answers at a listener until the function that it returns is called.
func (h *health) serve(l net.Listener) (stop func() error) {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(h.meter.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { say(w, "well", h.complaints()) })
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) {
		var complaints []string
		if h.stuck() {
			complaints = []string{beatStuck}
		}
		say(w, "alive", complaints)
	})
	server := &http.Server{Handler: mux, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}
	go func() { _ = server.Serve(l) }() // ends when it is closed
	return server.Close
}

// say answers with a word if there is nothing to complain about, and otherwise
// with the complaints and a status that monitors understand.
func say(w http.ResponseWriter, fine string, complaints []string) {
	if len(complaints) == 0 {
		fmt.Fprintln(w, fine)
		return
	}
	w.WriteHeader(http.StatusServiceUnavailable)
	for _, c := range complaints {
		fmt.Fprintln(w, c)
	}
}
