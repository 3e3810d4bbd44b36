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

// A First is the first morning message that comes to a person.
type First struct {
	practice.Bundle
	Morning Morning
	At      time.Time // at their own time, or with the digest that carries it
}

// FirstMorning returns the next morning message of a person who has had none,
// as things are now, and when it comes; false where none comes soon.
// Occurrences that are not planned yet have no ID.
func FirstMorning(ctx context.Context, db *store.Store, roster *practice.Roster, id practice.PersonID, now time.Time) (f First, ok bool, err error) {
	pb, _, err := db.Playbook(ctx)
	if err != nil {
		return f, false, err
	}
	news, err := newAnnouncer(ctx, db)
	if err != nil {
		return f, false, err
	}
	h, err := db.Habits(ctx, id)
	if err != nil {
		return f, false, err
	}
	orders, err := db.Subscriptions(ctx)
	if err != nil {
		return f, false, err
	}
	for _, at := range mornings(roster, id, h, now, db.Zone()) {
		on := roster.Person(id).Today(at, db.Zone())
		b := practice.Bundle{Person: id, On: on}
		if b.Playbook, b.Since, err = news.forPerson(ctx, roster, id, on); err != nil {
			return f, false, err
		}
		b.Monday = h.WeekOf(roster, id, on).First() && len(roster.Reports(id, on)) > 0
		m := Foreseen(pb, roster, id, on, b.Monday)
		if b.Playbook == 0 && !b.Monday && len(m.Touches) == 0 {
			continue
		}
		if c, carried := practice.CarrierOf(orders, roster, id, on, db.Zone()); carried && b.Monday && now.Before(c.At) {
			b.With, at = &c.Digest, c.At
		}
		return First{b, m, at}, true, nil
	}
	return f, false, nil
}

// Foreseen returns the content of a day's morning message if nothing were done
// before it.
func Foreseen(pb *practice.Playbook, roster *practice.Roster, id practice.PersonID, on cadence.Date, monday bool) (m Morning) {
	docket := practice.Docket{Person: id, Roster: roster, Playbook: pb, Waiting: practice.Plan(pb, roster, id, on, on)}
	if !monday {
		m.Touches, m.More = docket.Reminders(on)
		return m
	}
	m.Week = docket.Week(on)
	for _, report := range roster.Reports(id, on) {
		m.Talks = append(m.Talks, practice.TalkTo(pb, roster, practice.TalkFacts{With: report, Manager: id}, on))
	}
	return m
}

// mornings returns when, on each day from now on on which coach may start a
// conversation with a person, it does.
func mornings(roster *practice.Roster, id practice.PersonID, h practice.Habits, now time.Time, fallback *time.Location) (all []time.Time) {
	p := roster.Person(id)
	zone := p.Location(fallback)
	today := p.Today(now, fallback)
	if h.BegunOn == 0 {
		h.BegunOn = today
	}
	for on := today; on < today+farthestMorning; on++ {
		at := on.At(max(p.Morning, practice.WorkBegins), zone)
		if now.After(at) {
			at = now
		}
		if day, may := h.MayCome(roster, id, at, fallback); may && day == on && (!h.Weekly(on) || h.WeekOf(roster, id, on).First()) {
			all = append(all, at)
		}
	}
	return all
}
