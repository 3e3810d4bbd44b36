package demo

import (
	"context"

	"coach/practice"
)

// frontDays is how many days before the visit the visitor and their first
// report have had a 1:1 whose plan is still to be written.
const frontDays = 3

// isFront reports whether a pair is the visitor and the first of their reports.
// Whoever looks in as that report finds some of everything.
func (d workday) isFront(p practice.Pair) bool {
	return p.Manager == d.visitor && p.Report == d.first
}

// isLast reports whether a pair is a manager and the last of their reports, of
// several.
func (d workday) isLast(p practice.Pair) bool {
	team := d.r.Reports(p.Manager, d.today)
	return len(team) > 1 && team[len(team)-1] == p.Report
}

// meetFront has the visitor meet their first report in the days before the
// visit, and leave the plan to them.
func (d workday) meetFront(ctx context.Context) error {
	if d.who != d.visitor || d.first == 0 || d.today < d.visit-frontDays || d.today >= d.visit || d.r.IsAway(d.first, d.today) {
		return nil
	}
	waiting, err := d.db.PlansToWrite(ctx, d.first)
	if err != nil {
		return err
	}
	for _, p := range waiting {
		if p.Reader == d.who {
			return nil
		}
	}
	p, there := d.pb.Practice("one_on_one", d.today)
	if !there {
		return nil
	}
	return d.log(ctx, p, practice.Occurrence{Subject: d.first})
}
