package practice

import (
	"slices"

	"coach/cadence"
)

// A Workload is the time that a playbook takes of one performer, on average.
type Workload struct {
	Hours   float64 // a month, of practising
	Logging float64 // minutes a week, of writing it down
}

const (
	hoursPerMonth = 160 // of work
	weeksPerMonth = 52.0 / 12
)

// Share returns the part of a working month that practising takes, with a
// month of 160 hours.
func (w Workload) Share() float64 { return w.Hours / hoursPerMonth }

// Workload returns the time that the playbook, as in force on a day, takes of
// a performer at a level with a number of reports, so that leaders see whether
// a rhythm is viable in the time people have. Windows in which a rhythm
// tightens are left out.
func (pb *Playbook) Workload(l Level, reports int, on cadence.Date) Workload {
	var w Workload
	for i := range pb.Practices {
		p := &pb.Practices[i]
		if !p.Enabled || !p.inForce(on) || !slices.Contains(p.expected(), l) || p.Scope != ScopeSelf && reports == 0 {
			continue
		}
		forms := p.RuleFor(l).perMonth()
		moments := forms
		if p.Scope == ScopeReport {
			moments *= float64(reports)
		}
		if !p.Bulk {
			forms = moments
		}
		w.Hours += moments * float64(p.Minutes) / 60
		w.Logging += forms * p.Form.minutes() / weeksPerMonth
	}
	return w
}

// perMonth returns how many occurrences the rule gives a month, for each
// subject.
func (r Rule) perMonth() float64 {
	perYear := map[cadence.Cadence]float64{cadence.Daily: 260, cadence.Weekly: 52, cadence.Biweekly: 26, cadence.Monthly: 12,
		cadence.Trimester: 3, cadence.Quarterly: 4, cadence.Semiannual: 2, cadence.Yearly: 1}
	return perYear[r.Cadence] / 12 * float64(max(len(r.Due), 1)*max(r.Times, 1))
}

// minutes returns how long filling in the form takes: ten seconds to open it,
// and twenty for each question that always needs an answer.
func (f Form) minutes() float64 {
	seconds := 10
	for _, field := range f {
		if field.Required && field.Unless.IsZero() {
			seconds += 20
		}
	}
	return float64(seconds) / 60
}
