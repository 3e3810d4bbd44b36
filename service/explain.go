package service

import (
	"context"
	"errors"
	"slices"
	"time"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store"
)

// An Explanation is why a person's morning message of a day came or did not, as
// far as it can be told afterwards. It counts other people and names none.
type Explanation struct {
	Person    practice.Person
	On, Today cadence.Date
	Zone      *time.Location
	Playbook  *practice.Playbook
	At        time.Time         // when the rules are asked: the person's own time, or now if that is over
	Kept      bool              // the morning is over: the rules are asked of what is kept of it
	Planned   bool              // what is expected of them on the day was planned
	Decided   bool              // whether a message comes is decided
	Waits     *practice.Carrier // the digest that the week waits for
	Why       practice.Withheld // what the rules say withholds it; nothing if it comes

	Habits    practice.Habits
	Week      practice.Week
	Read      bool // what could be in a message was read: nothing withheld it before
	Could     practice.Day
	Reasons   practice.Openings
	Has       practice.Bundle // what the rules have it say
	AsksMade  int             // to confirm, of the week
	AsksReady int             // that may be made on the day

	Message *store.Posting // what became of the message; nil if none was posted
	Digests []DigestBecame
}

// A DigestBecame is what became of a digest of a day.
type DigestBecame struct {
	practice.Digest
	Direct  bool // only the person reads it
	Posting *store.Posting
}

// Explain explains a person's morning of a day, or of the next one for no date.
// It asks the rules that the beat asks, and changes nothing.
func Explain(ctx context.Context, db *store.Store, who practice.Person, on cadence.Date, now time.Time) (x Explanation, err error) {
	x = Explanation{Person: who, Zone: who.Location(db.Zone()), Today: who.Today(now, db.Zone())}
	if x.On = on; on == 0 {
		x.On = x.Today
	}
	planned, decided, err := db.DecidedUpTo(ctx, who.ID)
	if err != nil {
		return x, err
	}
	x.Planned, x.Decided = planned >= x.On, decided >= x.On
	x.Kept = x.Decided || x.On < x.Today
	x.At = x.On.At(max(who.Morning, practice.WorkBegins), x.Zone)
	if !x.Kept && now.After(x.At) {
		x.At = now
	}
	w, err := newWaker(ctx, db, x.On, x.At)
	if err != nil {
		return x, err
	}
	w.past, x.Playbook = x.Kept, w.playbook
	if err := x.ask(ctx, w); err != nil {
		return x, err
	}
	if x.Message, err = became(ctx, db, practice.Bundle{Person: who.ID, On: x.On}); err != nil {
		return x, err
	}
	if !x.Kept && x.Message == nil {
		if x.Waits, err = awaited(ctx, db, w.roster, who.ID, x.On, now); err != nil {
			return x, err
		}
	}
	x.Digests, err = digestsOf(ctx, db, w.roster, who.ID, x.On)
	return x, err
}

// ask asks the rules of the morning.
func (x *Explanation) ask(ctx context.Context, w *waker) error {
	h, err := w.db.HabitsOn(ctx, x.Person.ID, x.On)
	if err != nil {
		return err
	}
	if h.BegunOn == 0 && w.roster.Participates(x.Person.ID, x.On) {
		h.BegunOn = x.On
	}
	d, err := w.decideFor(ctx, x.Person.ID, h)
	if err != nil {
		return err
	}
	x.Why, x.Habits, x.Week, x.Read, x.Could, x.Has = d.why, d.habits, d.habits.WeekOf(w.roster, x.Person.ID, x.On), d.read, d.day, d.Bundle
	if !x.Read {
		return nil
	}
	x.Reasons = x.Could.Openings(x.On, x.Week.First())
	x.AsksMade = x.Could.Confirms.Asked
	for _, a := range x.Could.Confirms.Waiting {
		if a.Waits(x.On) && a.LoggedOn < x.On {
			x.AsksReady++
		}
	}
	return nil
}

// stood gathers what a person's message of a day that is over could have had: of
// what was expected of them, everything that was open then. Of what else waits
// for people no such history is kept.
func (w *waker) stood(ctx context.Context, id practice.PersonID, h practice.Habits) (d practice.Day, err error) {
	d.Docket = practice.Docket{Person: id, Roster: w.roster, Playbook: w.playbook, Muted: h.Muted}
	d.Leads = len(w.roster.Reports(id, w.today)) > 0
	if len(h.Sent) > 0 {
		d.Since = h.Sent[0].At
	}
	all, err := w.db.Stood(ctx, id, w.today)
	if err != nil {
		return d, err
	}
	for _, o := range all {
		if o = measure.OccurrenceAsOf(o, w.now); o.Waiting(w.today) {
			d.Waiting = append(d.Waiting, o)
		}
	}
	d.Named, err = w.db.NamedBefore(ctx, id, w.today)
	return d, err
}

// became returns what became of a notice; nil if there is none with its key.
func became(ctx context.Context, db *store.Store, n practice.Notice) (*store.Posting, error) {
	p, err := db.Became(ctx, n.Key())
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return &p, err
}

// awaited returns the digest that a person's week of a day waits for; nil for
// none.
func awaited(ctx context.Context, db *store.Store, r *practice.Roster, id practice.PersonID, on cadence.Date, now time.Time) (*practice.Carrier, error) {
	waits, err := Awaiting(ctx, db, []practice.PersonID{id}, on, now)
	if err != nil || !waits[id] {
		return nil, err
	}
	orders, err := db.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	if c, ok := practice.CarrierOf(orders, r, id, on, db.Zone()); ok {
		return &c, nil
	}
	return nil, nil
}

// digestsOf returns what became of the digests of a day that are about a person's
// own people.
func digestsOf(ctx context.Context, db *store.Store, r *practice.Roster, id practice.PersonID, on cadence.Date) (all []DigestBecame, err error) {
	orders, err := db.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	orders = slices.DeleteFunc(orders, func(s practice.Subscription) bool { return s.Root != id || s.Weekday != on.Weekday() })
	for _, s := range orders {
		d := DigestBecame{Digest: practice.Digest{Subscription: s.ID, On: on}, Direct: s.IsDirect(r)}
		if d.Posting, err = became(ctx, db, d.Digest); err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}
