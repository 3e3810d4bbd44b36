package bot

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// notTheirPlan is the answer to somebody who presses a button of a plan that is
// not theirs to write or to agree.
var notTheirPlan = practice.Problems{{Text: "This plan isn't yours to answer. Type /coach steps to see what is."}}

// planFacts reads what messages and forms about plans need, for somebody whose
// day it is.
func (b *Bot) planFacts(ctx context.Context, r *practice.Roster, today cadence.Date, plans ...practice.PlanRequest) ([]view.PlanFacts, error) {
	var all []view.PlanFacts
	for _, p := range plans {
		e, form, err := b.entry(ctx, p.Entry)
		if err != nil {
			return nil, err
		}
		_, steps, err := b.Store.PlanOf(ctx, p.Entry)
		if err != nil {
			return nil, err
		}
		f := view.PlanFacts{Plan: p, Short: form.Short, On: e.HappenedOn, Rows: 1, Today: today, Who: r.Person,
			Due: r.Calendar(p.Writer).Add(today, practice.StepDays)}
		if !p.WrittenAt.IsZero() {
			f.Steps = steps
		}
		if field, asks := form.PlanField(); asks {
			f.Rows = field.MostRows()
		}
		all = append(all, f)
	}
	return all, nil
}

// plan reads the plan that a button or a form names, if the requester is the
// one whose answer it waits for.
func (b *Bot) plan(ctx context.Context, req request, session practice.EntryID, whose func(practice.PlanRequest) practice.PersonID) (view.PlanFacts, error) {
	p, _, err := b.Store.PlanOf(ctx, session)
	if errors.Is(err, store.ErrNotFound) || err == nil && whose(p) != req.Person.ID {
		return view.PlanFacts{}, notTheirPlan
	}
	if err != nil {
		return view.PlanFacts{}, err
	}
	facts, err := b.planFacts(ctx, req.Roster, req.Today, p)
	if err != nil {
		return view.PlanFacts{}, err
	}
	return facts[0], nil
}

func writerOf(p practice.PlanRequest) practice.PersonID { return p.Writer }
func readerOf(p practice.PlanRequest) practice.PersonID { return p.Reader }

// planWriteButton opens the form in which the requester writes their plan.
func (b *Bot) planWriteButton(ctx context.Context, req request) (any, error) {
	f, err := b.plan(ctx, req, practice.EntryID(req.id()), writerOf)
	if err != nil {
		return nil, err
	}
	if !practice.MayWritePlan(req.Person.ID, f.Plan) {
		return view.Sorry(view.PlanClosed(f)), nil
	}
	return nil, b.open(ctx, req, view.WritePlan(f))
}

// submitPlan stores the plan, which its reader gets as a message. A form that
// arrives twice, or after another of the same plan, changes nothing and shows
// the plan as it stands.
func (b *Bot) submitPlan(ctx context.Context, req request) (any, error) {
	session, rows, err := view.ParsePlan(req.View)
	if err != nil {
		return nil, err
	}
	f, err := b.plan(ctx, req, session, writerOf)
	if err != nil {
		return nil, err
	}
	if practice.MayWritePlan(req.Person.ID, f.Plan) {
		if problems := practice.CheckPlan(practice.Field{Key: "plan", Type: practice.Actions}, rows, req.Today); problems != nil {
			return nil, problems
		}
		if _, err := b.Store.WritePlan(ctx, session, req.Person.ID, rows, req.Now); err != nil {
			return nil, err
		}
	}
	if f, err = b.plan(ctx, req, session, writerOf); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.PlanSent(f))), nil
}

// planAgreeButton agrees to a plan. Pressing twice agrees once.
func (b *Bot) planAgreeButton(ctx context.Context, req request) (any, error) {
	return b.answerPlan(ctx, req, func(f view.PlanFacts) error {
		_, err := b.Store.AgreePlan(ctx, f.Plan.Entry, req.Person.ID, req.Now)
		return err
	})
}

// planTalkButton puts a plan on the list of what the two want to talk about.
func (b *Bot) planTalkButton(ctx context.Context, req request) (any, error) {
	return b.answerPlan(ctx, req, func(f view.PlanFacts) error {
		_, err := b.Store.TalkPlan(ctx, f.Plan.Entry, req.Person.ID, view.PlanTopic(f), req.Now)
		return err
	})
}

func (b *Bot) answerPlan(ctx context.Context, req request, answer func(view.PlanFacts) error) (any, error) {
	f, err := b.plan(ctx, req, practice.EntryID(req.id()), readerOf)
	if err != nil {
		return nil, err
	}
	if err := answer(f); err != nil {
		return nil, err
	}
	return b.whereStepsStand(ctx, req)
}

func (b *Bot) drawPlanAsk(ctx context.Context, f facts, n practice.PlanAsk) (to string, msg kit.Message, drop string, err error) {
	p, facts, err := b.plannedIn(ctx, f, n.Entry, writerOf)
	if err != nil {
		return "", msg, "", err
	}
	to, drop = address(f.roster, n.To)
	switch {
	case drop != "":
	case !p.DroppedAt.IsZero() || p.Writer != n.To:
		drop = delivery.TakenBack
	case !p.WaitsForWriter():
		drop = "written before it was asked for"
	}
	return to, view.PlanAsk(facts), drop, nil
}

func (b *Bot) drawPlanWritten(ctx context.Context, f facts, n practice.PlanWritten) (to string, msg kit.Message, drop string, err error) {
	p, facts, err := b.plannedIn(ctx, f, n.Entry, readerOf)
	if err != nil {
		return "", msg, "", err
	}
	to, drop = address(f.roster, n.To)
	switch {
	case drop != "":
	case !p.DroppedAt.IsZero():
		drop = delivery.TakenBack
	case !p.WaitsForReader():
		drop = "answered before it was sent"
	}
	return to, view.PlanWritten(facts), drop, nil
}

func (b *Bot) plannedIn(ctx context.Context, f facts, session practice.EntryID, whose func(practice.PlanRequest) practice.PersonID) (practice.PlanRequest, view.PlanFacts, error) {
	p, _, err := b.Store.PlanOf(ctx, session)
	if err != nil {
		return p, view.PlanFacts{}, err
	}
	all, err := b.planFacts(ctx, f.roster, f.roster.Person(whose(p)).Today(b.Now(), b.Zone()), p)
	if err != nil {
		return p, view.PlanFacts{}, err
	}
	return p, all[0], nil
}
