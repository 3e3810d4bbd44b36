package scheduler

import (
	"context"
	"time"

	"coach/practice"
)

// requests closes the time requests that have waited long enough, and those of
// two people who are no pair any more. The asker hears of it, so each is closed
// in a morning or a working day of theirs; of an asker who takes no part any
// more, at once.
func (s *Scheduler) requests(ctx context.Context, now time.Time) (next time.Time, err error) {
	waiting, err := s.Store.RequestsWaiting(ctx)
	if err != nil || len(waiting) == 0 {
		return next, err
	}
	r, err := s.Store.Roster(ctx)
	if err != nil {
		return next, err
	}
	of := map[practice.PersonID][]practice.TimeRequest{}
	var askers []practice.PersonID
	for _, t := range waiting {
		zone, today, _ := s.local(r.Person(t.Pair.Manager).Zone, now)
		report := t.Pair.Report
		day, morning := practice.MorningHas(r, report, now, s.Zone())
		switch {
		case t.Ends(r, today) == "":
			next = earlier(next, (today+1).At(0, zone))
		case !morning && practice.MayUse(r, report, day) && r.Participates(report, day):
			next = earlier(next, nextMorning(r.Person(report), now, s.Zone()))
		default:
			if of[report] == nil {
				askers = append(askers, report)
			}
			of[report] = append(of[report], t)
		}
	}
	again, err := s.each(ctx, "requests", askers, now, func(ids []practice.PersonID) error {
		for _, id := range ids {
			for _, t := range of[id] {
				_, today, _ := s.local(r.Person(t.Pair.Manager).Zone, now)
				if err := s.Store.EndTime(ctx, t, t.Ends(r, today), now); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return earlier(next, again), err
}

// nextMorning returns the next time at which somebody's morning message could
// come.
func nextMorning(p practice.Person, now time.Time, fallback *time.Location) time.Time {
	zone := p.Location(fallback)
	today := p.Today(now, fallback)
	if at := today.At(p.Morning, zone); at.After(now) {
		return at
	}
	return (today + 1).At(p.Morning, zone)
}

// obstacles takes what is in the way from owners who have left.
func (s *Scheduler) obstacles(ctx context.Context, now time.Time) (next time.Time, err error) {
	return next, s.Store.GiveUpObstacles(ctx, now)
}
