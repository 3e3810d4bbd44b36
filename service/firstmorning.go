package service

import (
	"context"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// farthestMorning is how many days ahead a first morning is looked for: whoever
// has nothing to read until then has nothing to look forward to either.
const farthestMorning = 21

// FirstMorning is what the next morning message of somebody who has had none
// will show, as things stand, and when it comes; false where nothing is to come
// soon. Occurrences that are not planned yet have no ID.
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

// Foreseen is what a morning message of a day would name if nothing were done
// before it.
func Foreseen(pb *practice.Playbook, roster *practice.Roster, id practice.PersonID, on cadence.Date) (touches []practice.Reminder, more int) {
	return practice.Morning(practice.Plan(pb, roster, id, on, on), nil, nil, roster, on)
}

// mornings are the days from now on on which coach may start a conversation with
// a person.
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
