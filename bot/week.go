package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// planWeek opens the form in which a person gives the things of their week a
// day and a cue.
func (b *Bot) planWeek(ctx context.Context, req request) (any, error) {
	return b.openPlan(ctx, req, func(practice.Occurrence) bool { return true }, false)
}

// moveDayButton opens the form with what is planned already; with everything,
// where nothing is.
func (b *Bot) moveDayButton(ctx context.Context, req request) (any, error) {
	waiting, err := b.Store.Waiting(ctx, req.Person.ID, req.Today)
	if err != nil {
		return nil, err
	}
	planned := func(o practice.Occurrence) bool { return o.PlannedFor != 0 }
	if !slices.ContainsFunc(waiting, planned) {
		return b.planWeek(ctx, req)
	}
	return b.openPlan(ctx, req, planned, true)
}

// planOneButton opens the form with the occurrences of one line.
func (b *Bot) planOneButton(ctx context.Context, req request) (any, error) {
	o, err := b.nextWaiting(ctx, req)
	if err != nil {
		return nil, err
	}
	if o.Practice == practice.ObserveCoachKey {
		return b.openVisit(ctx, req, o)
	}
	ids := strings.Split(req.Value, ",")
	return b.openPlan(ctx, req, func(o practice.Occurrence) bool {
		return slices.Contains(ids, strconv.FormatInt(int64(o.ID), 10))
	}, false)
}

// openPlan opens the form with those of a person's open occurrences that are
// wanted.
func (b *Bot) openPlan(ctx context.Context, req request, wanted func(practice.Occurrence) bool, moves bool) (any, error) {
	waiting, err := b.Store.Waiting(ctx, req.Person.ID, req.Today)
	if err != nil {
		return nil, err
	}
	docket := practice.Docket{Person: req.Person.ID, Roster: req.Roster, Playbook: req.Playbook, Waiting: waiting}
	mine := slices.DeleteFunc(docket.Week(req.Today), func(o practice.Occurrence) bool { return !wanted(o) })
	if len(mine) == 0 && req.Value != "" { // one that is due later, from the list of everything
		mine = slices.DeleteFunc(waiting, func(o practice.Occurrence) bool { return !wanted(o) })
	}
	lines := practice.Reminders(mine, nil)
	f := view.PlanWeekFacts{Person: req.Person, Today: req.Today, Days: req.planDays(), Moves: moves, Playbook: req.Playbook, Who: req.Roster.Person}
	f.Lines = lines[:min(len(lines), view.PlanMost)]
	f.Left = len(lines) - len(f.Lines)
	return nil, b.open(ctx, req, view.PlanWeek(f))
}

// planningDays is how many working days ahead something can be planned.
const planningDays = 10

// planDays returns the person's next working days.
func (req request) planDays() []cadence.Date {
	var days []cadence.Date
	for d := req.Today; len(days) < planningDays && d < req.Today+farPlan; d++ {
		if req.Roster.Calendar(req.Person.ID).Works(d) && !req.Roster.IsAway(req.Person.ID, d) {
			days = append(days, d)
		}
	}
	return days
}

// farPlan is how many days ahead working days are looked for.
const farPlan = 60

// submitPlanWeek stores the plan. What is settled meanwhile is left as it is.
func (b *Bot) submitPlanWeek(ctx context.Context, req request) (any, error) {
	things := view.ParsePlanWeek(req.View)
	if len(things) > view.PlanMost {
		things = things[:view.PlanMost]
	}
	days, planned := req.planDays(), 0
	for i, p := range things {
		found, err := b.Store.Occurrences(ctx, p.IDs)
		if err != nil {
			return nil, err
		}
		things[i].IDs = nil
		for _, o := range found {
			if !practice.MaySettle(req.Person.ID, o) {
				return nil, practice.Problems{{Text: "This one is not yours to plan."}}
			}
			if !o.Waiting(req.Today) {
				continue
			}
			if p.On != 0 && p.On != o.PlannedFor && (p.On > o.ClosesOn || !slices.Contains(days, p.On)) {
				return nil, practice.Problems{{Field: p.Path, Text: "Pick one of your working days while it can still be logged."}}
			}
			things[i].IDs = append(things[i].IDs, o.ID)
		}
	}
	for _, p := range things {
		if err := b.Store.PlanFor(ctx, p.IDs, p.On, p.Cue); err != nil {
			return nil, err
		}
		if p.On != 0 && len(p.IDs) > 0 {
			planned++
		}
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.WeekPlanned(planned))), nil
}

// patternButton records what a person says about something that has stopped
// happening.
func (b *Bot) patternButton(answer practice.PatternAnswer) handler {
	return func(ctx context.Context, req request) (any, error) {
		was, err := b.Store.AnswerPattern(ctx, req.Person.ID, req.Value, practice.QuarterOf(req.Playbook, req.Today), answer)
		if err != nil {
			return nil, err
		}
		if !was {
			return nil, practice.Problems{{Text: "This question has passed. Type /coach due to see what is waiting for you."}}
		}
		if answer == practice.PatternDay {
			return b.planPractice(ctx, req)
		}
		return nil, nil
	}
}

// planPractice opens the form with what waits of one practice; with everything,
// where nothing does.
func (b *Bot) planPractice(ctx context.Context, req request) (any, error) {
	waiting, err := b.Store.Waiting(ctx, req.Person.ID, req.Today)
	if err != nil {
		return nil, err
	}
	of := func(o practice.Occurrence) bool { return o.Practice == req.Value }
	if !slices.ContainsFunc(waiting, of) {
		return b.planWeek(ctx, req)
	}
	return b.openPlan(ctx, req, of, false)
}

// messages opens the form of a person's own messages. Owners reach everybody's
// settings from it.
func (b *Bot) messages(ctx context.Context, req request) (any, error) {
	f, err := b.messagesFacts(ctx, req)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.Messages(f))
}

func (b *Bot) messagesFacts(ctx context.Context, req request) (f view.MessagesFacts, err error) {
	f = view.MessagesFacts{Week: req.Roster.Calendar(req.Person.ID).Week, Today: req.Today}
	if f.Owner, err = b.owns(ctx, req); err != nil {
		return f, err
	}
	if f.Preferences, err = b.Store.Preferences(ctx, req.Person.ID); err != nil {
		return f, err
	}
	f.Leads = len(req.Roster.Reports(req.Person.ID, req.Today)) > 0
	if f.Digest, err = b.ownDigest(ctx, req); err != nil {
		return f, err
	}
	for _, o := range practice.ExpectedOf(req.Playbook, req.Roster, req.Person.ID, req.Today) {
		if !slices.ContainsFunc(f.Expected, func(p *practice.Practice) bool { return p.Key == o.Practice.Key }) {
			f.Expected = append(f.Expected, o.Practice)
		}
	}
	slices.SortStableFunc(f.Expected, func(a, b *practice.Practice) int { return cmp.Compare(a.Short, b.Short) })
	return f, nil
}

// submitMessages stores a person's choices about coach's messages to them.
func (b *Bot) submitMessages(ctx context.Context, req request) (any, error) {
	f, err := b.messagesFacts(ctx, req)
	if err != nil {
		return nil, err
	}
	p, err := view.ParseMessages(req.View, f)
	if err != nil {
		return nil, err
	}
	if err := b.setOwnDigest(ctx, req, f); err != nil {
		return nil, err
	}
	if err := b.Store.SetPreferences(ctx, req.Person.ID, p); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.MessagesSaved())), nil
}

// ownDigest returns the requester's subscription to their own team's week; one
// without an ID for none.
func (b *Bot) ownDigest(ctx context.Context, req request) (practice.Subscription, error) {
	all, err := b.Store.Subscriptions(ctx)
	for _, sub := range all {
		if sub.Root == req.Person.ID && sub.Channel == "" {
			return sub, err
		}
	}
	return practice.Subscription{}, err
}

// setOwnDigest makes, changes or stops that subscription, as its form says. Who
// leads nobody can only stop one.
func (b *Bot) setOwnDigest(ctx context.Context, req request, f view.MessagesFacts) error {
	day, at, wanted, asked, err := view.ParseOwnDigest(req.View)
	was := f.Digest
	switch {
	case err != nil || !asked:
		return err
	case was.ID == 0 && wanted && f.Leads:
		_, err = b.Store.Subscribe(ctx, practice.Subscription{Root: req.Person.ID, Weekday: day, At: at, Zone: req.Person.Zone}, req.Person.ID, req.Now)
	case was.ID != 0 && wanted:
		to := was
		to.Weekday, to.At, to.Zone = day, at, req.Person.Zone
		err = b.Store.ChangeSubscription(ctx, was, to, req.Person.ID, req.Now)
	case was.ID != 0:
		err = b.Store.StopSubscription(ctx, was.ID, req.Person.ID, req.Now)
	}
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrChangedMeanwhile) || errors.Is(err, store.ErrSubscribed) {
		return practice.Problems{{Text: "When your team's week comes was changed a moment ago, in another window. Press Save again."}}
	}
	return err
}
