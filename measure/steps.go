package measure

import (
	"slices"
	"time"

	"coach/practice"
)

// Floors under which nothing of what people say is told: five values of four
// people, and half of the asks answered (MEASURES 5.7).
const (
	fewestAnswers = 5
	fewestPeople  = 4
)

// An ask is an ask that was sent, and until when its answer counts: until its
// entry is withdrawn, or an ask is answered that an edit of the entry gave rise
// to (MEASURES 5.3 and 5.8).
type ask struct {
	Asked
	until time.Time // forever where it is so far off
}

// forever is later than any instant that matters.
var forever = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)

// spoken returns asks with how long their answers count.
func spoken(asked []Asked) []ask {
	rounds := map[practice.EntryID][]Asked{} // of entries asked about again, those that were answered
	for _, s := range asked {
		if s.Round > 0 && !s.Answer.At.IsZero() {
			rounds[s.Entry] = append(rounds[s.Entry], s)
		}
	}
	all := make([]ask, 0, len(asked))
	for _, s := range asked {
		until := forever
		if !s.WithdrawnAt.IsZero() {
			until = s.WithdrawnAt
		}
		for _, later := range rounds[s.Entry] {
			if later.Round > s.Round {
				until = earlier(until, later.Answer.At)
			}
		}
		all = append(all, ask{s, until})
	}
	return all
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func keep(all []ask, which func(ask) bool) []ask {
	return slices.DeleteFunc(slices.Clone(all), func(s ask) bool { return !which(s) })
}

func hasMatch(c practice.Confirmation) bool { return c.Match != "" }

// An askPool is the asks of one viewer's pool, and the value of their answers
// that a figure is made of.
type askPool struct {
	asked []ask
	zone  func(practice.PersonID) *time.Location
	has   func(practice.Confirmation) bool // whether an answer gives the value
}

// A figure is what the asks of 90 days come to at a moment.
type figure struct {
	when     time.Time
	values   []ask // those whose answer gives the value
	answered int
	lapsed   int
}

// response returns the share of asks that were answered before they lapsed
// (MEASURES M10b).
func (f figure) response() Rate { return Rate{f.answered, f.answered + f.lapsed} }

// holds reports whether the figure may be told.
func (f figure) holds() bool {
	values := values{people: map[practice.PersonID]int{}}
	for _, s := range f.values {
		values.add(s.Person, 1)
	}
	return values.broad() && halfAnswered(f.answered, f.lapsed)
}

func halfAnswered(answered, lapsed int) bool { return 2*answered >= answered+lapsed }

// at returns what those of the asks come to at a moment that were sent lately.
func (p askPool) at(when time.Time, lately func(ask) bool) figure {
	f := figure{when: when}
	for _, s := range p.asked {
		if !lately(s) {
			continue
		}
		from, to := s.answered()
		lapsed, gone := s.lapsed(p.zone(s.Person))
		switch {
		case !when.Before(from) && when.Before(to):
			f.answered++
			if p.has(s.Answer) {
				f.values = append(f.values, s)
			}
		case !when.Before(lapsed) && when.Before(gone):
			f.lapsed++
		}
	}
	return f
}

// answered returns the moments between which the ask counts as answered.
func (s ask) answered() (from, to time.Time) {
	if s.Answer.At.IsZero() {
		return forever, forever
	}
	return s.Answer.At, s.until
}

// lapsed returns the moments between which the ask counts as one that lapsed:
// from the day after its last on, where the person is, unless it was cancelled or its entry
// withdrawn.
func (s ask) lapsed(zone *time.Location) (from, to time.Time) {
	to = s.until
	for _, end := range []time.Time{s.CancelledAt, s.Answer.At} {
		if !end.IsZero() {
			to = earlier(to, end)
		}
	}
	return later(s.AskedAt, (s.LapsesOn+1).At(0, zone)), to
}

// Values are a number of values and the people who gave them.
type values struct {
	n      int
	people map[practice.PersonID]int
}

func (v *values) add(who practice.PersonID, n int) {
	v.n += n
	if v.people[who] += n; v.people[who] == 0 {
		delete(v.people, who)
	}
}

// broad reports whether there are five values of four people.
func (v *values) broad() bool { return v.n >= fewestAnswers && len(v.people) >= fewestPeople }

// lastStep returns the figure as it is shown at a moment: that of its last step,
// for no longer than 90 days. A step is the first moment at which five new values
// of four people have come since the step before and the floor holds: if a figure
// moved with each answer, a single answer could be had by subtraction. Steps
// follow from the answers and their instants alone, so they are the same for
// every viewer of the pool, and nothing is stored (MEASURES 5.8).
func (p askPool) lastStep(asOf time.Time) (figure, bool) {
	var last time.Time
	w := newSweep()
	for _, ev := range p.events(asOf) {
		if ev.at.After(w.now) && w.steps() {
			last = w.now
			w.begin()
		}
		w.apply(ev)
	}
	if w.steps() {
		last = w.now
	}
	if last.IsZero() || asOf.Sub(last) > saidTime {
		return figure{}, false
	}
	return p.at(last, func(s ask) bool { return s.AskedAt.Add(saidTime).After(last) }), true
}

// saidTime is the 90 days of a step, which is a moment: they are the same
// wherever it is looked at.
const saidTime = saidDays * 24 * time.Hour

// An event is what changes a figure at a moment.
type event struct {
	at       time.Time
	ask      int // its index
	person   practice.PersonID
	answered int // 1 for an answer that begins to count, -1 for one that ceases to
	value    int // the same of its value
	lapsed   int // the same of an ask that lapsed
}

// events returns what changes the pool's figure up to a moment, in order: asks
// that are answered or lapse, and that leave the 90 days, or stop counting.
func (p askPool) events(asOf time.Time) []event {
	var events []event
	add := func(from, to time.Time, ev event) {
		if !from.Before(to) {
			return
		}
		for _, at := range []time.Time{from, to} {
			if ev.at = at; !at.After(asOf) {
				events = append(events, ev)
			}
			ev.answered, ev.value, ev.lapsed = -ev.answered, -ev.value, -ev.lapsed
		}
	}
	for i, s := range p.asked {
		leaves := s.AskedAt.Add(saidTime)
		value := 0
		if p.has(s.Answer) {
			value = 1
		}
		from, to := s.answered()
		add(from, earlier(to, leaves), event{ask: i, person: s.Person, answered: 1, value: value})
		from, to = s.lapsed(p.zone(s.Person))
		add(from, earlier(to, leaves), event{ask: i, lapsed: 1})
	}
	slices.SortStableFunc(events, func(a, b event) int { return a.at.Compare(b.at) })
	return events
}

// A sweep is the state of a figure while the moments pass.
type sweep struct {
	now              time.Time
	all, fresh       values // in the 90 days; of those that came since the last step
	isFresh          map[int]bool
	answered, lapsed int
	came             bool // an answer came at this very moment
}

func newSweep() *sweep {
	w := &sweep{all: values{people: map[practice.PersonID]int{}}}
	w.begin()
	return w
}

// begin begins to wait for the next step.
func (w *sweep) begin() {
	w.fresh, w.isFresh = values{people: map[practice.PersonID]int{}}, map[int]bool{}
}

// steps reports whether the figure steps at this moment: an answer has come, and
// with it there are enough new values.
func (w *sweep) steps() bool {
	return w.came && w.fresh.broad() && w.all.broad() && halfAnswered(w.answered, w.lapsed)
}

func (w *sweep) apply(ev event) {
	if ev.at.After(w.now) {
		w.now, w.came = ev.at, false
	}
	w.came = w.came || ev.answered > 0
	w.answered += ev.answered
	w.lapsed += ev.lapsed
	if ev.value == 0 {
		return
	}
	w.all.add(ev.person, ev.value)
	switch {
	case ev.value > 0:
		w.isFresh[ev.ask] = true
		w.fresh.add(ev.person, 1)
	case w.isFresh[ev.ask]:
		delete(w.isFresh, ev.ask)
		w.fresh.add(ev.person, -1)
	}
}
