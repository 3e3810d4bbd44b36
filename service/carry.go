package service

import (
	"context"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// Carry posts a digest that has come due together with the week of whoever reads
// it, if the two are one message and the week's is still to be decided. It posts
// nothing otherwise: the digest and the week then go alone.
func Carry(ctx context.Context, db *store.Store, orders []practice.Subscription, root practice.PersonID, digest practice.Digest, now time.Time) error {
	if out, err := db.IsPosted(ctx, digest); err != nil || out {
		return err
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return err
	}
	today := roster.Person(root).Today(now, db.Zone())
	carrier, ok := practice.CarrierOf(orders, roster, root, today, db.Zone())
	if !ok || carrier.Digest != digest {
		return nil
	}
	if may, err := db.IsUndecided(ctx, root, today); err != nil || !may {
		return err
	}
	w, err := newWaker(ctx, db, today, now)
	if err != nil {
		return err
	}
	w.Carrier = &carrier
	d, err := w.decide(ctx, root)
	if err != nil || d.why != "" || !d.Monday {
		return err
	}
	d.With = &digest
	w.Bundles, w.People, w.Told = []practice.Notice{d.Bundle}, []practice.PersonID{root}, w.news.told
	return db.Wake(ctx, today, w.Waking)
}

// Awaiting returns who of some people have their week come with a digest that is
// still to come today.
func Awaiting(ctx context.Context, db *store.Store, ids []practice.PersonID, today cadence.Date, now time.Time) (map[practice.PersonID]bool, error) {
	orders, err := db.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return nil, err
	}
	awaiting := map[practice.PersonID]bool{}
	for _, id := range ids {
		carrier, ok := practice.CarrierOf(orders, roster, id, today, db.Zone())
		if !ok || !now.Before(carrier.At) {
			continue
		}
		sub := orders[slices.IndexFunc(orders, func(s practice.Subscription) bool { return s.ID == carrier.Subscription })]
		if told, err := isTold(ctx, db, sub, carrier.On); err != nil {
			return nil, err
		} else if told {
			continue // it does not come today: its weekday has moved, and the week is told
		}
		h, err := db.Habits(ctx, id)
		if err != nil {
			return nil, err
		}
		awaiting[id] = h.PlansWeek(roster, id, today)
	}
	return awaiting, nil
}
