package service

import (
	"context"
	"slices"
	"time"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store"
)

// A helper finds out whom digests to come are going to name.
type helper struct {
	db       *store.Store
	playbook *practice.Playbook
	roster   *practice.Roster
	orders   []practice.Subscription
	chosen   map[helpKey][]practice.HelpPreview
}

// A helpKey names a digest to come.
type helpKey struct {
	subscription practice.SubscriptionID
	to           cadence.Date
}

func newHelper(ctx context.Context, db *store.Store, pb *practice.Playbook, r *practice.Roster) (*helper, error) {
	orders, err := db.Subscriptions(ctx)
	return &helper{db, pb, r, orders, map[helpKey][]practice.HelpPreview{}}, err
}

// previews returns what a person's message of a day says of digests to come: on
// their last working day before a digest that their leader alone reads. Where
// nothing was decided yet, it is decided for all of the leader's people, and
// stays: nothing is added on the digest's own day.
func (h *helper) previews(ctx context.Context, id practice.PersonID, today cadence.Date) (mine, fresh []practice.HelpPreview, err error) {
	for _, sub := range h.orders {
		next := sub.After(today)
		if !sub.IsDirect(h.roster) || h.roster.ManagerOf(id, today) != sub.Root || practice.PreviewDay(h.roster.Calendar(id), next) != today {
			continue
		}
		key := helpKey{sub.ID, measure.WeekBefore(h.playbook, h.roster, sub.Root, next).End}
		all, known := h.chosen[key]
		if !known {
			var made []practice.HelpPreview
			if all, made, err = h.choose(ctx, sub, key, next, today); err != nil {
				return nil, nil, err
			}
			h.chosen[key] = all
			fresh = append(fresh, made...)
		}
		for _, p := range all {
			if p.About == id && p.On == today {
				mine = append(mine, p)
			}
		}
	}
	return mine, fresh, nil
}

// choose returns whom a digest to come is going to name: as was decided before,
// or else as things stand.
func (h *helper) choose(ctx context.Context, sub practice.Subscription, key helpKey, next, today cadence.Date) (all, made []practice.HelpPreview, err error) {
	if all, err = h.db.HelpsOf(ctx, sub.ID, key.to); err != nil || len(all) > 0 {
		return all, nil, err
	}
	named, err := h.db.LastNamed(ctx, sub.ID)
	if err != nil {
		return nil, nil, err
	}
	var helps []practice.Help
	on := map[practice.PersonID]cadence.Date{}
	for _, report := range h.roster.Reports(sub.Root, today) {
		if on[report] = practice.PreviewDay(h.roster.Calendar(report), next); on[report] < today {
			continue // too late for them to read it first
		}
		help, err := helpFor(ctx, h.db, h.playbook, h.roster, report, today)
		if err != nil {
			return nil, nil, err
		}
		helps = append(helps, help)
	}
	for _, help := range practice.ChooseHelps(helps, named) {
		made = append(made, practice.HelpPreview{Subscription: sub.ID, To: key.to, Leader: sub.Root, About: help.About, Practices: help.Practices, On: on[help.About]})
	}
	return made, made, nil
}

// helpFor returns where help may be useful to a person on a day.
func helpFor(ctx context.Context, db *store.Store, pb *practice.Playbook, r *practice.Roster, id practice.PersonID, today cadence.Date) (practice.Help, error) {
	past, err := db.Past(ctx, id, today, today-practice.PatternDays)
	if err != nil {
		return practice.Help{}, err
	}
	return practice.HelpFor(pb, r, id, past, today), nil
}

// helpsIn returns where a digest says that help may be useful: what the people it
// is about have read beforehand, as far as it is still true at its instant.
func helpsIn(ctx context.Context, db *store.Store, org measure.Org, sub practice.Subscription, q measure.Question) ([]Help, error) {
	on := q.Today
	announced, err := db.HelpsOf(ctx, sub.ID, q.Window.Period.End)
	if err != nil {
		return nil, err
	}
	var helps []Help
	for _, p := range announced {
		if p.ReadAt.IsZero() || org.Roster.ManagerOf(p.About, on) != sub.Root {
			continue
		}
		past, err := db.Past(ctx, p.About, on, on-practice.PatternDays)
		if err != nil {
			return nil, err
		}
		for i, o := range past {
			past[i] = measure.OccurrenceAsOf(o, q.AsOf)
		}
		now := practice.HelpFor(org.Playbook, org.Roster, p.About, past, on)
		if still := (practice.Help{About: p.About, Practices: p.Practices}).StillTrue(now); still.About != 0 {
			helps = append(helps, Help{still, p.Comment})
		}
	}
	return helps, nil
}

// LastDigest gathers anew the latest digest that a leader alone reads and that
// named somebody to help; one of no subscription where there is none.
func LastDigest(ctx context.Context, db *store.Store, leader practice.PersonID, now time.Time) (in Inspection, of practice.Subscription, on cadence.Date, err error) {
	orders, err := db.Subscriptions(ctx)
	if err != nil {
		return in, of, 0, err
	}
	pb, _, err := db.Playbook(ctx)
	if err != nil {
		return in, of, 0, err
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return in, of, 0, err
	}
	for _, sub := range orders {
		day := sub.Last(now, db.Zone())
		if sub.Root != leader || !sub.IsDirect(roster) || day <= on {
			continue
		}
		helps, err := db.HelpsOf(ctx, sub.ID, measure.WeekBefore(pb, roster, leader, day).End)
		if err != nil {
			return in, of, 0, err
		}
		if len(helps) > 0 {
			of, on = sub, day
		}
	}
	if of.ID != 0 {
		in, err = Inspect(ctx, db, of, on, now)
	}
	return in, of, on, err
}

// A Help is where a digest says that help may be useful, with the person's own
// words.
type Help struct {
	practice.Help
	Comment string
}

// A Preview is a line of a digest to come as the person it is about reads it.
type Preview struct {
	practice.HelpPreview
	Now    practice.Help // what the digest will say, as things stand
	Day    cadence.Date  // of the digest
	Closed bool          // the digest is out, or there is nothing left to say
}

// PreviewsOf returns what digests to come say of a person, whose message of a
// day, or of one before it, says so.
func PreviewsOf(ctx context.Context, db *store.Store, about practice.PersonID, on cadence.Date) ([]Preview, error) {
	var found []Preview
	for day := on; day > on-previewDays; day-- {
		some, err := previewsOn(ctx, db, about, day, on)
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	return found, nil
}

// previewDays is how many days a preview may be older than its digest: a long
// weekend.
const previewDays = 7

// previewsOn returns what a person's message of one day says of digests to come,
// as things stand today.
func previewsOn(ctx context.Context, db *store.Store, about practice.PersonID, day, today cadence.Date) ([]Preview, error) {
	stored, err := db.HelpsAbout(ctx, about, day)
	if err != nil || len(stored) == 0 {
		return nil, err
	}
	orders, err := db.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return nil, err
	}
	pb, _, err := db.Playbook(ctx)
	if err != nil {
		return nil, err
	}
	now, err := helpFor(ctx, db, pb, roster, about, today)
	if err != nil {
		return nil, err
	}
	var found []Preview
	for _, h := range stored {
		i := slices.IndexFunc(orders, func(sub practice.Subscription) bool { return sub.ID == h.Subscription })
		if i < 0 {
			continue
		}
		p := Preview{HelpPreview: h, Day: orders[i].After(h.On), Now: (practice.Help{About: about, Practices: h.Practices}).StillTrue(now)}
		p.Closed = today >= p.Day || p.Now.About == 0
		if p.Now.About == 0 {
			p.Now = practice.Help{About: about, Practices: h.Practices, Periods: 2}
		}
		found = append(found, p)
	}
	return found, nil
}
