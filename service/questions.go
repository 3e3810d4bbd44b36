package service

import (
	"context"
	"slices"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// A questioned is a person for whom coach may have questions of its own on a
// day.
type questioned struct {
	db       *store.Store
	playbook *practice.Playbook
	roster   *practice.Roster
	person   practice.PersonID
	today    cadence.Date
}

// questionSources return the questions of a kind that are open, each with the
// day since which it waits. Asked are the latest askings, by
// [practice.Question.Topic].
var questionSources = []func(ctx context.Context, q questioned, asked map[practice.Question]practice.Asking) ([]practice.Question, error){
	stillRight, whoWon, whomToMeet,
}

// openQuestions returns the questions of coach's own that a person has not
// answered, the oldest first, and when each question was asked last.
func openQuestions(ctx context.Context, q questioned) (open []practice.Question, asked map[practice.Question]practice.Asking, err error) {
	if asked, err = q.db.Askings(ctx, q.person); err != nil {
		return nil, nil, err
	}
	for _, source := range questionSources {
		some, err := source(ctx, q, asked)
		if err != nil {
			return nil, nil, err
		}
		open = append(open, some...)
	}
	open = slices.DeleteFunc(open, func(o practice.Question) bool { return o.Since > q.today })
	practice.OldestFirst(open)
	return open, asked, nil
}

// OpenQuestions returns the questions of coach's own that a person has not
// answered, the oldest first, as Home shows them.
func OpenQuestions(ctx context.Context, db *store.Store, pb *practice.Playbook, roster *practice.Roster, id practice.PersonID, today cadence.Date) (all []practice.Asking, err error) {
	q := questioned{db, pb, roster, id, today}
	open, asked, err := openQuestions(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, o := range open {
		a, err := q.about(ctx, practice.Asking{Question: o, On: asked[o.Topic()].On})
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

// about completes an asking with what it is about, as that is now.
func (q questioned) about(ctx context.Context, a practice.Asking) (_ practice.Asking, err error) {
	switch a.Kind {
	case practice.WhoWon:
		a.Contest, err = q.db.Session(ctx, practice.SessionID(a.ID))
		if !a.Contest.DroppedAt.IsZero() {
			a.Answer = practice.AnswerGone
		}
	case practice.WhomToMeet:
		var open []practice.Transfer
		open, err = q.transfers(ctx)
		a.Transfer = practice.Transfer{Person: practice.PersonID(a.ID), From: q.person, On: a.Since}
		if i := slices.IndexFunc(open, func(t practice.Transfer) bool { return t.WhomToMeet() == a.Question }); i >= 0 {
			a.Transfer = open[i]
		} else if a.Answer == "" {
			a.Answer = practice.AnswerGone
		}
	}
	return a, err
}

// transfers returns the transfers about which the person can be asked.
func (q questioned) transfers(ctx context.Context) ([]practice.Transfer, error) {
	all, err := q.db.Transfers(ctx, q.person)
	return practice.Recent(q.roster, all, q.today), err
}

// whomToMeet asks whoever led somebody until lately, once, which customers the
// manager should meet to whom they have passed.
func whomToMeet(ctx context.Context, q questioned, asked map[practice.Question]practice.Asking) (open []practice.Question, err error) {
	recent, err := q.transfers(ctx)
	for _, t := range recent {
		one := t.WhomToMeet()
		if last := asked[one.Topic()]; last.Answer == "" || last.On < one.Since {
			open = append(open, one)
		}
	}
	return open, err
}

// whoWon asks who runs a contest, from its last day on, who won.
func whoWon(ctx context.Context, q questioned, _ map[practice.Question]practice.Asking) ([]practice.Question, error) {
	sessions, err := q.db.SessionsOf(ctx, q.person)
	return practice.WonBy(sessions, q.person, q.today), err
}

// readAsking returns the question of a message with what came of it.
func readAsking(ctx context.Context, db *store.Store, roster *practice.Roster, b practice.Bundle, today cadence.Date) (practice.Asking, error) {
	a, err := db.Asking(ctx, b.Person, *b.Question, b.On)
	if err == nil {
		a, err = questioned{db: db, roster: roster, person: b.Person, today: today}.about(ctx, a)
	}
	if a.Kind == practice.WhoWon && a.Contest.Open() && a.Contest.Runs() != b.Person {
		a.Answer = practice.AnswerGone // somebody else runs it now
	}
	if err != nil || a.Kind != practice.StillRight || a.Answer != "" {
		return a, err
	}
	plans, err := db.OwnEntries(ctx, b.Person, practice.TeamPlanKey, 1)
	if err != nil {
		return a, err
	}
	if len(plans) == 0 {
		a.Answer = practice.AnswerGone
		return a, nil
	}
	changed, err := db.ChangedOn(ctx, plans[0])
	if changed >= b.On {
		a.Answer = practice.AnswerUpdated
	}
	return a, err
}

// stillRight asks who leads somebody, once a month, whether their latest team
// plan is still right.
func stillRight(ctx context.Context, q questioned, asked map[practice.Question]practice.Asking) ([]practice.Question, error) {
	p, ok := q.playbook.Practice(practice.TeamPlanKey, q.today)
	if !ok || !practice.IsExpected(q.roster, q.person, p, q.today) || len(q.roster.Reports(q.person, q.today)) == 0 {
		return nil, nil
	}
	plans, err := q.db.OwnEntries(ctx, q.person, practice.TeamPlanKey, 1)
	if err != nil || len(plans) == 0 {
		return nil, err
	}
	changed, err := q.db.ChangedOn(ctx, plans[0])
	one := practice.Question{Kind: practice.StillRight, ID: int64(plans[0].ID)}
	one.Since = practice.StillRightSince(changed, asked[one], q.today)
	return []practice.Question{one}, err
}
