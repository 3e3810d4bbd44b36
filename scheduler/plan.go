package scheduler

import (
	"context"
	"errors"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// plan opens the occurrences of everybody whose local day has begun (at
// midnight), or whose plan was marked as changed.
func (s *Scheduler) plan(ctx context.Context, now time.Time) (next time.Time, err error) {
	zones, err := s.Store.Zones(ctx)
	if err != nil {
		return next, err
	}
	var errs []error
	for _, name := range zones {
		zone, today, _ := s.local(name, now)
		again, err := s.planZone(ctx, name, today, now)
		next = earlier(earlier(next, again), (today+1).At(0, zone))
		errs = append(errs, err)
	}
	return next, errors.Join(errs...)
}

func (s *Scheduler) planZone(ctx context.Context, zone string, today cadence.Date, now time.Time) (again time.Time, err error) {
	if n, err := s.Store.PutBack(ctx, zone, today); err != nil {
		return again, err
	} else if n > 0 {
		s.Log.Warn().Int64("people", n).Msg("days to come were planned while the clock was wrong; they are planned again from today")
	}
	people, err := s.Store.Unplanned(ctx, zone, today)
	if err != nil {
		return again, err
	}
	since := make(map[practice.PersonID]store.Unplanned, len(people))
	ids := make([]practice.PersonID, len(people))
	for i, p := range people {
		since[p.Person], ids[i] = p, p.Person
	}
	return s.each(ctx, "plan", ids, now, func(some []practice.PersonID) error {
		pb, _, err := s.Store.Playbook(ctx)
		if err != nil {
			return err
		}
		roster, err := s.Store.Roster(ctx)
		if err != nil {
			return err
		}
		var plans []store.Plan
		for _, id := range some {
			plans = append(plans, planOf(pb, roster, since[id], today))
		}
		return s.Store.Reconcile(ctx, plans)
	})
}

// planOf returns the plan of a person up to today. After a pause it includes
// the missed days: what was expected on them was expected whether coach ran or
// not.
func planOf(pb *practice.Playbook, roster *practice.Roster, p store.Unplanned, today cadence.Date) store.Plan {
	from := today
	if p.PlannedOn != 0 {
		from = min(p.PlannedOn+1, today)
	}
	return store.Plan{Performer: p.Person, Revision: p.Revision, From: from, To: today,
		Occurrences: practice.Plan(pb, roster, p.Person, from, today)}
}
