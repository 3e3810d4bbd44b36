package service

import (
	"context"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// farthestMorning is how many days ahead a first morning is looked for: a
// message that is further away is not worth announcing.
const farthestMorning = 21

// FirstMorning returns the next morning message of a person who has had none,
// as things are now, and when it comes; false where none comes soon.
// Occurrences that are not planned yet have no ID.
func FirstMorning(ctx context.Context, db *store.Store, roster *practice.Roster, id practice.PersonID, now time.Time) (b practice.Bundle, m Morning, ok bool, err error) {
	pb, _, err := db.Playbook(ctx)
	if err != nil {
		return b, m, false, err
	}
	news, err := newAnnouncer(ctx, db)
	if err != nil {
		return b, m, false, err
	}
	for _, on := range mornings(roster, id, now, db.Zone()) {
		b = practice.Bundle{Person: id, On: on}
		if b.Playbook, b.Since, err = news.forPerson(ctx, roster, id, on); err != nil {
			return b, m, false, err
		}
		m.Touches, m.More = Foreseen(pb, roster, id, on)
		if b.Playbook != 0 || len(m.Touches) > 0 {
			return b, m, true, nil
		}
	}
	return b, m, false, nil
}

// Foreseen returns the reminders of a day's morning message if nothing were
// done before it.
func Foreseen(pb *practice.Playbook, roster *practice.Roster, id practice.PersonID, on cadence.Date) (touches []practice.Reminder, more int) {
	return practice.Morning(practice.Plan(pb, roster, id, on, on), nil, nil, roster, on)
}

// mornings returns the days from now on on which coach may start a
// conversation with a person.
func mornings(roster *practice.Roster, id practice.PersonID, now time.Time, fallback *time.Location) (days []cadence.Date) {
	p := roster.Person(id)
	zone := p.Location(fallback)
	today := p.Today(now, fallback)
	for on := today; on < today+farthestMorning; on++ {
		at := on.At(p.Morning, zone)
		if now.After(at) {
			at = now
		}
		if day, may := practice.MorningHas(roster, id, at, fallback); may && day == on {
			days = append(days, on)
		}
	}
	return days
}
