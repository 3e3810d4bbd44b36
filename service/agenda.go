package service

import (
	"context"
	"errors"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// Meetings returns a manager's next team meetings, by day.
func Meetings(ctx context.Context, db *store.Store, pb *practice.Playbook, roster *practice.Roster, manager practice.PersonID, today cadence.Date) ([]practice.Meeting, error) {
	team, err := db.TeamSettings(ctx, manager)
	if err != nil {
		return nil, err
	}
	waiting, err := db.Waiting(ctx, manager, today)
	if err != nil {
		return nil, err
	}
	return practice.Meetings(pb, roster, manager, team.Slot, waiting, today), nil
}

// unprepared returns the team meetings of a manager whose agenda is not posted.
func unprepared(ctx context.Context, db *store.Store, d practice.Day, today cadence.Date) ([]practice.Meeting, error) {
	team, err := db.TeamSettings(ctx, d.Person)
	if err != nil {
		return nil, err
	}
	posted, err := db.TeamAgendas(ctx, d.Person, today)
	if err != nil {
		return nil, err
	}
	meetings := practice.Meetings(d.Playbook, d.Roster, d.Person, team.Slot, d.Waiting, today)
	return slices.DeleteFunc(meetings, func(m practice.Meeting) bool {
		return slices.ContainsFunc(posted, func(a practice.TeamAgenda) bool { return a.On == m.On })
	}), nil
}

// DraftAgenda drafts the agenda of a manager's next team meeting.
func DraftAgenda(ctx context.Context, db *store.Store, roster *practice.Roster, manager practice.PersonID, today cadence.Date, now time.Time) (d practice.AgendaDraft, err error) {
	f := practice.AgendaFacts{Manager: manager, Roster: roster, Today: today}
	open, err := db.OpenObstacles(ctx)
	if err != nil {
		return d, err
	}
	f.Obstacles = practice.Reviewed(roster, manager, open, today)
	if f.Entries, err = db.EntriesBy(ctx, manager, practice.AgendaSince(today)); err != nil {
		return d, err
	}
	if f.Thanks, err = thanksTo(ctx, db, roster, append(roster.Reports(manager, today), manager), now.AddDate(0, 0, -practice.ThanksFor), now); err != nil {
		return d, err
	}
	slices.Reverse(f.Thanks)
	if f.Steps, err = db.TeamSteps(ctx, manager); err != nil {
		return d, err
	}
	if f.Used, err = db.NewsUsed(ctx, manager); err != nil {
		return d, err
	}
	f.Plan, err = db.LastBy(ctx, manager, practice.TeamPlanKey)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return d, err
	}
	if f.Form, err = forms(ctx, db, slices.Concat(f.Entries, f.Thanks, []practice.Entry{f.Plan})); err != nil {
		return d, err
	}
	return f.Draft(), nil
}

// thanksTo returns the thanks to some people that went to a channel and were
// logged in a span of time, in that order.
func thanksTo(ctx context.Context, db *store.Store, roster *practice.Roster, people []practice.PersonID, from, to time.Time) ([]practice.Entry, error) {
	all, err := db.EntriesOf(ctx, practice.RecognitionKey, from, to)
	return slices.DeleteFunc(all, func(e practice.Entry) bool {
		return !slices.ContainsFunc(roster.ThankedInPublic(e), func(id practice.PersonID) bool { return slices.Contains(people, id) })
	}), err
}

// forms returns a function that gives an entry's practice as its form was when
// the entry was written; nil for one that is not among those given, or whose
// practice is in no playbook any more.
func forms(ctx context.Context, db *store.Store, entries []practice.Entry) (func(practice.Entry) *practice.Practice, error) {
	found := map[practice.EntryID]*practice.Practice{}
	for _, e := range entries {
		if e.ID == 0 {
			continue
		}
		pb, err := db.WrittenWith(ctx, e)
		if err != nil {
			return nil, err
		}
		if p, ok := pb.Practice(e.Practice, e.LoggedOn); ok {
			found[e.ID] = p
		}
	}
	return func(e practice.Entry) *practice.Practice { return found[e.ID] }, nil
}
