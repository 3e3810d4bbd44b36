package service

import (
	"context"
	"time"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store"
)

// DigestDue returns the day of a subscription's digest that is to be posted at
// an instant, if any. A week is told once: where the digest's weekday has moved
// since the last one came, the next one waits until there is another week to
// tell.
func DigestDue(ctx context.Context, db *store.Store, sub practice.Subscription, now time.Time, zone *time.Location) (day cadence.Date, due bool, err error) {
	if day, due = sub.Due(now, zone); !due {
		return day, false, nil
	}
	told, err := isTold(ctx, db, sub, day)
	return day, !told && err == nil, err
}

// NextDigest returns the day of the next digest of a subscription, which is
// today, or yesterday, for one that is due already.
func NextDigest(ctx context.Context, db *store.Store, sub practice.Subscription, now time.Time, zone *time.Location) (cadence.Date, error) {
	day, due := sub.Due(now, zone)
	if !due {
		if day = sub.After(practice.Person{Zone: sub.Zone}.Today(now, zone) - 1); !now.Before(day.At(sub.At, zone)) {
			day = sub.After(day)
		}
	}
	for {
		told, err := isTold(ctx, db, sub, day)
		if err != nil || !told {
			return day, err
		}
		day = sub.After(day)
	}
}

// isTold reports whether a digest has told the week that the one of a day would
// tell, or a later one: the day that is caught up on may lie before it.
func isTold(ctx context.Context, db *store.Store, sub practice.Subscription, day cadence.Date) (bool, error) {
	last, err := db.LastDigest(ctx, sub.ID, day+1)
	if err != nil || last == 0 || last >= day {
		return last != 0, err
	}
	pb, _, err := db.Playbook(ctx)
	if err != nil {
		return false, err
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return false, err
	}
	return measure.WeekBefore(pb, roster, sub.Root, last) == measure.WeekBefore(pb, roster, sub.Root, day), nil
}
