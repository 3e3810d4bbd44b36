package coach

import (
	"context"
	"errors"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"coach/practice"
)

// A meter counts and times what coach does. Its labels are names from the
// program's own text (a route, a task, a job) and how a piece of work ended:
// never a person, a channel, a practice or a key, since whoever reads metrics is
// not somebody who may read those.
type meter struct {
	registry *prometheus.Registry
	kinds    map[string]kind
}

// A kind is one kind of work.
type kind struct {
	ended *prometheus.CounterVec // by name and outcome
	took  *prometheus.HistogramVec
}

// seconds are the bounds of the histograms: people wait for a request up to
// Slack's three seconds, and a beat of a large company takes longer.
var seconds = []float64{.005, .02, .05, .1, .25, .5, 1, 2, 3, 5, 10, 30, 60, 120}

func newMeter(version string) *meter {
	m := &meter{registry: prometheus.NewRegistry(), kinds: map[string]kind{}}
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "coach_build_info", Help: "1; the label says which coach this is."}, []string{"version"})
	build.WithLabelValues(version).Set(1)
	m.registry.MustRegister(build)
	for _, k := range []struct{ kind, plural, name, help string }{
		{"request", "requests", "route", "requests from Slack"},
		{"delivery", "deliveries", "task", "calls that take a message to Slack"},
		{"job", "jobs", "job", "jobs of the beat"},
	} {
		made := kind{
			ended: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "coach_" + k.plural + "_total", Help: "How many " + k.help + " have ended, and how."}, []string{k.name, "outcome"}),
			took:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "coach_" + k.kind + "_seconds", Help: "How long " + k.help + " took.", Buckets: seconds}, []string{k.name}),
		}
		m.registry.MustRegister(made.ended, made.took)
		m.kinds[k.kind] = made
	}
	return m
}

// gauge registers a number that is asked for whenever metrics are read.
func (m *meter) gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}

// begin starts timing a piece of work.
func (m *meter) begin(kind, name string) (done func(error)) {
	k := m.kinds[kind]
	timer := prometheus.NewTimer(k.took.WithLabelValues(name))
	return func(err error) {
		timer.ObserveDuration()
		k.ended.WithLabelValues(name, outcome(err)).Inc()
	}
}

// outcome names how a piece of work ended.
func outcome(err error) string {
	var theirs practice.Problems
	switch {
	case err == nil:
		return "ok"
	case errors.As(err, &theirs):
		return "refused" // with a sentence that says what to change
	case errors.Is(err, context.Canceled):
		return "stopped"
	}
	return "failed"
}
