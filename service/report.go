package service

import (
	"context"
	"time"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store"
)

// Report answers what somebody asks about a window of the past: see
// [measure.Answer]. It is [measure.ErrNotYours] for a report that is not theirs
// to read, and [store.ErrNotFound] before a playbook is published.
func Report(ctx context.Context, db *store.Store, k measure.Asking) (measure.Report, error) {
	org, err := organisation(ctx, db, k.AsOf)
	if err != nil {
		return measure.Report{}, err
	}
	q, err := k.Question(org.Playbook, org.Roster, db.Zone())
	if err != nil {
		return measure.Report{}, err
	}
	return answer(ctx, db, q, org)
}

func answer(ctx context.Context, db *store.Store, q measure.Question, org measure.Org) (measure.Report, error) {
	facts, err := db.Facts(ctx, q, org.Playbook)
	if err != nil {
		return measure.Report{}, err
	}
	return measure.Answer(q, org, facts), nil
}

// organisation returns the organisation as it is known now. Lists are in the
// order of the playbook that was published last by a moment.
func organisation(ctx context.Context, db *store.Store, at time.Time) (org measure.Org, err error) {
	if org.Playbook, _, err = db.Playbook(ctx); err != nil {
		return org, err
	}
	if org.Roster, err = db.Record(ctx, org.Playbook); err != nil {
		return org, err
	}
	history, err := db.History(ctx)
	if err != nil {
		return org, err
	}
	org.Versions = map[int]*practice.Playbook{}
	for _, v := range history { // the latest first
		if org.Versions[v.Version], err = db.WrittenWith(ctx, practice.Entry{Version: v.Version}); err != nil {
			return org, err
		}
		if org.Order == nil && !v.Undone && !v.At.After(at) {
			for _, p := range org.Versions[v.Version].Latest() {
				org.Order = append(org.Order, p.Key)
			}
		}
	}
	return org, nil
}

// AsOf returns the moment and the day of a report: the end of a given day where
// somebody is, never later than now; or now.
func AsOf(on cadence.Date, person practice.Person, zone *time.Location, now time.Time) (at time.Time, today cadence.Date) {
	at = now
	if on != 0 {
		if end := (on + 1).At(0, person.Location(zone)).Add(-time.Millisecond); end.Before(now) {
			at = end
		}
	}
	return at, person.Today(at, zone)
}
