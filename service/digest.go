package service

import (
	"context"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store"
)

// Digest counts the calendar week before a digest's day for everybody below a
// root person, and the weeks before it that show where things are heading. The
// store says what happened, measure what it comes to.
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
		f.Touched = append(f.Touched, touched)
	}
	var err error
	if f.Thanks, err = db.Thanks(ctx, week); err != nil {
		return measure.Week{}, err
	}
	return measure.Digest(pb, roster, root, on, f), nil
}
