package service

import (
	"context"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// Wake composes and stores the day's one message for each of some people whose
// local clock has reached their morning. A person who is away, or has nothing
// to read, gets none.
func Wake(ctx context.Context, db *store.Store, ids []practice.PersonID, today cadence.Date, now time.Time) error {
	roster, err := db.Roster(ctx)
	if err != nil {
		return err
	}
	news, err := newAnnouncer(ctx, db)
	if err != nil {
		return err
	}
	var bundles []practice.Notice
	for _, id := range ids {
		if _, ok := practice.MorningHas(roster, id, now, db.Zone()); !ok {
			continue
		}
		bundle, ok, err := bundle(ctx, db, roster, id, today)
		if err != nil {
			return err
		}
		if bundle.Playbook, bundle.Since, err = news.forPerson(ctx, roster, id, today); err != nil {
			return err
		}
		if ok || bundle.Playbook != 0 {
			bundles = append(bundles, bundle)
		}
	}
	return db.Wake(ctx, ids, today, bundles, news.told)
}

// bundle returns the content of a person's morning message; false when there
// is none.
func bundle(ctx context.Context, db *store.Store, roster *practice.Roster, id practice.PersonID, today cadence.Date) (practice.Bundle, bool, error) {
	b := practice.Bundle{Person: id, On: today}
	waiting, err := db.Waiting(ctx, id, today)
	if err != nil {
		return b, false, err
	}
	changed, err := db.News(ctx, id)
	if err != nil || len(waiting)+len(changed) == 0 {
		return b, false, err
	}
	last, err := db.Last(ctx, id)
	if err != nil {
		return b, false, err
	}
	named, err := db.Named(ctx, id, today)
	if err != nil {
		return b, false, err
	}
	touches, more := practice.Morning(waiting, last, named, roster, today)
	for _, t := range touches {
		var ids []practice.OccurrenceID
		for _, o := range t.Occurrences {
			ids = append(ids, o.ID)
		}
		b.Reminders = append(b.Reminders, ids)
	}
	b.More, b.News = more, practice.News(changed, touches, today)
	return b, len(b.Reminders)+len(b.News) > 0, nil
}

// A Morning is the present content of a morning message that was composed
// before: the reminders it named, with the state of their occurrences now.
type Morning struct {
	Touches []practice.Reminder
	News    []practice.Occurrence
	More    int // further reminders of the day; none once the day is over
}

// ReadMorning reads the content of a morning message as of a day, which is a
// later one when the message is redrawn.
func ReadMorning(ctx context.Context, db *store.Store, b practice.Bundle, today cadence.Date) (m Morning, err error) {
	last, err := db.Last(ctx, b.Person)
	if err != nil {
		return m, err
	}
	for _, ids := range b.Reminders {
		occurrences, err := db.Occurrences(ctx, ids)
		if err != nil {
			return m, err
		}
		m.Touches = append(m.Touches, practice.Reminders(occurrences, last)...)
	}
	if m.News, err = db.Occurrences(ctx, b.News); err != nil || today != b.On {
		return m, err // there is no more to see of another day's things
	}
	waiting, err := db.Waiting(ctx, b.Person, today)
	m.More = practice.Besides(waiting, m.Touches, today)
	return m, err
}
