package service

import (
	"context"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store"
)

// Digest returns the numbers of a day's digest: of the calendar week before
// it, for everybody below a root person, and of the weeks before that for the
// trend. The store counts what happened, and measure makes rates of it.
func Digest(ctx context.Context, db *store.Store, pb *practice.Playbook, roster *practice.Roster, root practice.PersonID, on cadence.Date) (measure.Week, error) {
	week := measure.WeekBefore(pb, roster, root, on)
	weeks, fourWeeks := measure.DigestWindows(week)
	var f measure.DigestFacts
	for _, window := range weeks {
		tallies, err := db.Tallies(ctx, window, on)
		if err != nil {
			return measure.Week{}, err
		}
		f.Tallies = append(f.Tallies, tallies)
	}
	for _, window := range fourWeeks {
		touched, err := db.Reached(ctx, window)
		if err != nil {
			return measure.Week{}, err
		}
		f.Reached = append(f.Reached, touched)
	}
	var err error
	if f.Thanks, err = db.Thanks(ctx, week); err != nil {
		return measure.Week{}, err
	}
	return measure.Digest(pb, roster, root, on, f), nil
}
