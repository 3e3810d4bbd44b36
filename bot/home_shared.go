package bot

import (
	"context"
	"slices"
	"strconv"

	"coach/bot/view"
	"coach/practice"
	"coach/service"
)

// numberWeeks is how many weeks of their own leading numbers a person sees.
const numberWeeks = 8

// personLast is how many of the latest entries a person's page shows.
const personLast = 3

// homeShared reads what the requester shares with their manager and their
// people: who waits for them, their own steps, their side of being coached, and
// what was said lately.
func (b *Bot) homeShared(ctx context.Context, req request, f *view.HomeFacts) (err error) {
	me := req.Person.ID
	if f.Steps, err = b.Store.OpenSteps(ctx, me); err != nil {
		return err
	}
	toWrite, err := b.Store.PlansToWrite(ctx, me)
	if err != nil {
		return err
	}
	toAgree, err := b.Store.PlansToAgree(ctx, me)
	if err != nil {
		return err
	}
	if f.Waiting.ToWrite, err = b.planFacts(ctx, req.Roster, req.Today, toWrite...); err != nil {
		return err
	}
	if f.Waiting.ToAgree, err = b.planFacts(ctx, req.Roster, req.Today, toAgree...); err != nil {
		return err
	}
	if f.Waiting.Requests, err = b.Store.RequestsTo(ctx, me); err != nil {
		return err
	}
	if manager := req.Roster.ManagerOf(me, req.Today); manager != 0 {
		if f.Coached, err = b.coached(ctx, req, manager); err != nil {
			return err
		}
	}
	if f.Lately, err = b.lately(ctx, req); err != nil {
		return err
	}
	return b.homeTeam(ctx, req, f)
}

// homeTeam reads what the requester's team shares: its plan and its sessions,
// and what coach itself asks of them.
func (b *Bot) homeTeam(ctx context.Context, req request, f *view.HomeFacts) (err error) {
	if f.Questions, err = service.OpenQuestions(ctx, b.Store, req.Playbook, req.Roster, req.Person.ID, req.Today); err != nil {
		return err
	}
	if f.Sessions, err = b.comingUp(ctx, req); err != nil {
		return err
	}
	manager := req.Roster.ManagerOf(req.Person.ID, req.Today)
	if manager == 0 {
		return nil
	}
	last, err := b.Store.OwnEntries(ctx, manager, practice.TeamPlanKey, 1)
	if err != nil {
		return err
	}
	plans, err := b.readables(ctx, req, last, 1)
	if len(plans) > 0 && len(plans[0].Fields) > 0 {
		f.Plan = &plans[0]
	}
	return err
}

// coached reads the requester's side of being coached by their manager.
func (b *Bot) coached(ctx context.Context, req request, manager practice.PersonID) (*view.CoachedFacts, error) {
	me := req.Person.ID
	pair := practice.Pair{Manager: manager, Report: me}
	c := view.CoachedFacts{Manager: manager}
	_, c.Away = req.Roster.AwayUntil(manager, req.Today)
	coming, err := b.Store.ComingWith(ctx, pair, req.Today)
	if err != nil {
		return nil, err
	}
	if i := nextSession(coming); i >= 0 {
		c.Next, c.HasNext = coming[i], true
		last, err := b.Store.Last(ctx, manager)
		if err != nil {
			return nil, err
		}
		c.First = true
		for contact := range last {
			c.First = c.First && contact.Subject != me
		}
	}
	if c.Topics, err = b.Store.OpenTopics(ctx, pair); err != nil {
		return nil, err
	}
	if c.Asked, err = b.Store.RequestsBy(ctx, me, req.Now); err != nil {
		return nil, err
	}
	c.Asked = slices.DeleteFunc(c.Asked, func(r practice.TimeRequest) bool { return !r.Waits() })
	if c.Focuses, err = b.Store.FocusesOf(ctx, me); err != nil {
		return nil, err
	}
	return &c, b.ownPractices(ctx, req, &c)
}

// nextSession returns the index of the next 1:1, or else of the next session of
// any kind; -1 for none.
func nextSession(coming []practice.Occurrence) int {
	i := slices.IndexFunc(coming, func(o practice.Occurrence) bool { return o.Practice == practice.OneOnOneKey })
	if i < 0 && len(coming) > 0 {
		return 0
	}
	return i
}

// ownPractices reads the multiple of the requester's business plan, and their
// own leading numbers where that practice is on.
func (b *Bot) ownPractices(ctx context.Context, req request, c *view.CoachedFacts) error {
	me := req.Person.ID
	if req.does(practice.BusinessPlanKey) {
		plan, err := b.Store.OwnEntries(ctx, me, practice.BusinessPlanKey, 1)
		if err != nil {
			return err
		}
		if len(plan) > 0 {
			c.Plan, c.PlanOn = plan[0].Values[practice.FieldMultiple].Text, plan[0].HappenedOn
		}
	}
	if !req.does(practice.ScorecardKey) {
		return nil
	}
	weeks, err := b.Store.OwnEntries(ctx, me, practice.ScorecardKey, numberWeeks)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(weeks) {
		n, err := strconv.ParseFloat(e.Values[practice.FieldCount].Text, 64)
		if days := len(c.Numbers); err == nil && (days == 0 || c.Numbers[days-1].On != e.HappenedOn) {
			c.Numbers = append(c.Numbers, view.Number{On: e.HappenedOn, Count: n})
		}
	}
	return nil
}

// does reports whether a practice is expected of the requester today.
func (req request) does(key string) bool {
	p, ok := req.Playbook.Practice(key, req.Today)
	return ok && practice.IsExpected(req.Roster, req.Person.ID, p, req.Today)
}

// topicCounts counts the open topics that the requester shares with each of
// their people.
func (b *Bot) topicCounts(ctx context.Context, req request) (map[practice.PersonID]int, error) {
	topics, err := b.Store.TopicsOf(ctx, req.Person.ID)
	counts := map[practice.PersonID]int{}
	for _, t := range topics {
		if t.Pair.Manager == req.Person.ID {
			counts[t.Pair.Report]++
		}
	}
	return counts, err
}

// shared reads what a pair shares, for the manager's page of the report.
func (b *Bot) shared(ctx context.Context, req request, pair practice.Pair, f *view.PersonFacts) error {
	last, err := b.Store.HistoryWith(ctx, pair.Manager, pair.Report, 3*personLast, 0)
	if err != nil {
		return err
	}
	if f.Last, err = b.readables(ctx, req, last, personLast); err != nil {
		return err
	}
	if f.Steps, err = b.Store.StepsOf(ctx, pair); err != nil {
		return err
	}
	f.Steps = slices.DeleteFunc(f.Steps, func(a practice.Action) bool { return !a.Open() })
	if f.Topics, err = b.Store.OpenTopics(ctx, pair); err != nil {
		return err
	}
	focus, open, err := b.Store.OpenFocus(ctx, pair)
	if open {
		f.Focus = focus
	}
	return err
}
