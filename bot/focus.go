package bot

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// focusButton shows what the person works on with another, or the form in which
// they choose it.
func (b *Bot) focusButton(ctx context.Context, req request) (any, error) {
	other, entry := view.ParseFocusValue(req.Value)
	form, err := b.focusForm(ctx, req, other, view.FocusFacts{Entry: entry})
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, form)
}

// focusForm draws what two people work on, and what they worked on before.
func (b *Bot) focusForm(ctx context.Context, req request, other practice.PersonID, f view.FocusFacts) (form slack.ModalViewRequest, err error) {
	me := req.Person.ID
	f.Skills = req.Playbook.Skills
	f.Me, f.With, f.Who, f.Today, f.Day = me, other, req.Roster.Person, req.Today, b.dayOf(req)
	pair, current := practice.PairOf(req.Roster, me, other, req.Today)
	f.Ended = !current
	for _, report := range []practice.PersonID{me, other} {
		all, err := b.Store.FocusesOf(ctx, report)
		if err != nil {
			return form, err
		}
		for _, focus := range all {
			switch {
			case !practice.MayReadAgenda(me, focus.Pair) || focus.Pair.Other(me) != other:
			case focus.ClosedAt.IsZero():
				f.Open = &focus
			default:
				f.Before = append(f.Before, focus)
			}
		}
	}
	if !current && f.Open == nil && len(f.Before) == 0 || current && !practice.MayShareAgenda(req.Roster, me, pair, req.Today) {
		return form, practice.Problems{{Text: view.NoPair(req.Roster.Person(other), other == me)}}
	}
	return view.Focus(f), nil
}

// submitFocus stores the focus chosen. Where the two have one by now, as when
// both choose at once, that is shown.
func (b *Bot) submitFocus(ctx context.Context, req request) (any, error) {
	me := req.Person.ID
	other, entry, skill := view.ParseFocus(req.View)
	pair, _ := practice.PairOf(req.Roster, me, other, req.Today)
	if !practice.MayShareAgenda(req.Roster, me, pair, req.Today) {
		return nil, practice.Problems{{Text: view.NoPair(req.Roster.Person(other), other == me)}}
	}
	skill = b.inWords(ctx, skill)
	if err := practice.SkillProblem(skill); err != nil {
		return nil, err
	}
	if entry != 0 {
		e, err := b.Store.Entry(ctx, entry)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
		if err != nil || e.Author != pair.Manager || e.Subject != pair.Report {
			entry = 0 // it was opened after another session, or none
		}
	}
	f := practice.Focus{Pair: pair, Skill: skill, OpenedBy: me, OpenedIn: entry, OpenedAt: req.Now}
	standing, _, err := b.Store.OpenAFocus(ctx, f)
	if err != nil {
		return nil, err
	}
	if standing.OpenedBy == me && standing.Skill == skill { // also where the form arrives twice
		return slack.NewUpdateViewSubmissionResponse(new(view.FocusOpened(standing, req.Roster.Person(other)))), nil
	}
	form, err := b.focusForm(ctx, req, other, view.FocusFacts{Hint: view.FocusStands(standing, me, req.Roster.Person)})
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(&form), nil
}

const notYourFocus = "This focus isn't open any more, or it isn't yours to change."

// openFocus returns an open focus of the person's, of a pair that still is one.
func (b *Bot) openFocus(ctx context.Context, req request, id practice.FocusID) (practice.Focus, error) {
	f, err := b.Store.Focus(ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && !(f.ClosedAt.IsZero() && practice.MayShareAgenda(req.Roster, req.Person.ID, f.Pair, req.Today)) {
		return f, practice.Problems{{Text: notYourFocus}}
	}
	return f, err
}

// focusAsideButton sets a focus aside, and offers to choose another.
func (b *Bot) focusAsideButton(ctx context.Context, req request) (any, error) {
	f, err := b.openFocus(ctx, req, practice.FocusID(req.id()))
	if err != nil {
		return nil, err
	}
	if err := b.Store.SetAside(ctx, f.ID, req.Now); err != nil {
		return nil, err
	}
	form, err := b.focusForm(ctx, req, f.Pair.Other(req.Person.ID), view.FocusFacts{})
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, form)
}

// lookDays is how many working days ahead a look at a focus is proposed.
const lookDays = 10

// lookAgainButton opens the form for the day on which a pair looks at its focus
// again.
func (b *Bot) lookAgainButton(ctx context.Context, req request) (any, error) {
	f, err := b.openFocus(ctx, req, practice.FocusID(req.id()))
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.LookAgain(f, req.Roster.Calendar(req.Person.ID).Add(req.Today, lookDays)))
}

// submitLookAgain stores the day, as a step of the manager's.
func (b *Bot) submitLookAgain(ctx context.Context, req request) (any, error) {
	id, on, err := view.ParseLookAgain(req.View)
	if err != nil {
		return nil, err
	}
	f, err := b.openFocus(ctx, req, id)
	if err != nil {
		return nil, err
	}
	if on < req.Today {
		return nil, practice.Problems{{Field: practice.FieldDue, Text: "Pick today or a later day."}}
	}
	manager := f.Pair.Manager
	a := practice.Action{Request: req.View.ID + "/look.0", Author: manager, Owner: manager, Subject: f.Pair.Report, What: view.LookWords(f),
		MadeAt: req.Now, FirstDue: on, Due: on, AgreedAt: req.Now}
	if err := b.Store.LookAgain(ctx, a); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.LookingAgain(on, req.Today, req.Roster.Person(manager), manager == req.Person.ID))), nil
}

func (b *Bot) drawFocusEnd(ctx context.Context, f facts, n practice.FocusEnd) (to string, msg kit.Message, drop string, err error) {
	focus, err := b.Store.Focus(ctx, n.Focus)
	if err != nil {
		return "", msg, "", err
	}
	if to, drop = address(f.roster, n.To); drop == "" && focus.Outcome != practice.FocusReached {
		drop = "taken back before it was said"
	}
	return to, view.FocusEnd(focus, n.To, f.roster.Person), drop, nil
}
