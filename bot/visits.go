package bot

import (
	"context"
	"errors"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// notTheirVisit is the answer to who presses a button of a visit that is not
// theirs to answer, or not open any more.
var notTheirVisit = practice.Problems{{Text: "This visit isn't open any more, or it isn't yours to answer."}}

// openVisit opens the form in which a leader plans the visit that an occurrence
// of theirs expects.
func (b *Bot) openVisit(ctx context.Context, req request, o practice.Occurrence) (any, error) {
	f, err := b.visitForm(ctx, req, o)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.VisitForm(f))
}

func (b *Bot) visitForm(ctx context.Context, req request, o practice.Occurrence) (f view.VisitFormFacts, err error) {
	if !practice.MayPlanVisit(req.Roster, req.Person.ID, o.Subject, req.Today) {
		return f, practice.Problems{{Text: req.Roster.Person(o.Subject).Full() + " doesn't report to you any more, or leads nobody, so there's no visit to plan."}}
	}
	f = view.VisitFormFacts{Occurrence: o, Playbook: req.Playbook, Who: req.Roster.Person, Today: req.Today}
	if f.Waiting, err = b.Store.Waiting(ctx, o.Subject, req.Today); err != nil {
		return f, err
	}
	f.Sessions = practice.VisitSessions(req.Playbook, req.Roster, o.Subject, f.Waiting, req.Today)
	before, err := b.Store.VisitsOf(ctx, practice.Pair{Manager: req.Person.ID, Report: o.Subject})
	if err != nil {
		return f, err
	}
	f.On = req.Roster.Calendar(req.Person.ID).Add(req.Today, 1)
	if len(before) > 0 && before[0].On >= req.Today {
		f.Planned, f.On = before[0], max(f.On, before[0].On)
		if f.Planned.Instead > req.Today {
			f.On = f.Planned.Instead
		}
	}
	return f, nil
}

// submitVisit stores a leader's plan, and has the manager asked.
func (b *Bot) submitVisit(ctx context.Context, req request) (any, error) {
	plan, err := view.ParseVisit(req.View)
	if err != nil {
		return nil, err
	}
	found, err := b.Store.Occurrences(ctx, []practice.OccurrenceID{plan.Occurrence})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 || found[0].Practice != practice.ObserveCoachKey || !practice.MaySettle(req.Person.ID, found[0]) || !found[0].Waiting(req.Today) {
		return nil, practice.Problems{{Text: "This one is not yours to plan, or it's settled."}}
	}
	o := found[0]
	f, err := b.visitForm(ctx, req, o)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(f.Sessions, func(s practice.VisitSession) bool { return view.VisitValue(s) == plan.Session })
	if i < 0 {
		return nil, practice.Problems{{Field: practice.FieldSession, Text: "This session isn't open any more. Pick another."}}
	}
	v := practice.Visit{Request: req.View.ID, Occurrence: o.ID, Pair: practice.Pair{Manager: req.Person.ID, Report: o.Subject}, On: plan.On, Session: f.Sessions[i], AskedAt: req.Now}
	if problems := practice.CheckVisit(req.Roster, v, o, req.Today); problems != nil {
		return nil, problems
	}
	if _, drop := address(req.Roster, o.Subject); drop != "" {
		return nil, practice.Problems{{Text: "I can't reach " + req.Roster.Person(o.Subject).Full() + " in this workspace, so ask them yourself."}}
	}
	if v, err = b.Store.PlanVisit(ctx, v, req.Today); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.VisitPlanned(req.visitFacts(v)))), nil
}

func (req request) visitFacts(v practice.Visit) view.VisitFacts {
	return view.VisitFacts{Visit: v, Playbook: req.Playbook, Who: req.Roster.Person, Today: req.Today}
}

// visit reads the visit that a button or a form names, if the requester may do
// with it what they want to.
func (b *Bot) visit(ctx context.Context, id practice.VisitID, may func(practice.Visit) bool) (practice.Visit, error) {
	v, err := b.Store.Visit(ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && !may(v) {
		return v, notTheirVisit
	}
	return v, err
}

// visitYesButton agrees to a visit. Pressing twice agrees once.
func (b *Bot) visitYesButton(ctx context.Context, req request) (any, error) {
	v, err := b.visit(ctx, practice.VisitID(req.id()), func(v practice.Visit) bool {
		return practice.MayAgreeVisit(req.Person.ID, v, req.Today) || v.Pair.Report == req.Person.ID && v.Agreed()
	})
	if err != nil {
		return nil, err
	}
	_, err = b.Store.AgreeVisit(ctx, v.ID, req.Person.ID, req.Today, req.Now)
	return nil, err
}

// mayMove returns whether the requester may ask for another day for a visit.
func (req request) mayMove(v practice.Visit) bool {
	return practice.MayMoveVisit(req.Person.ID, v, req.Today)
}

// visitMoveButton opens the form in which a manager asks for another day.
func (b *Bot) visitMoveButton(ctx context.Context, req request) (any, error) {
	v, err := b.visit(ctx, practice.VisitID(req.id()), req.mayMove)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.MoveVisit(req.visitFacts(v), req.Roster.Calendar(req.Person.ID).Add(v.On, 1)))
}

// submitVisitMove asks the leader for the manager's day.
func (b *Bot) submitVisitMove(ctx context.Context, req request) (any, error) {
	id, instead, err := view.ParseMoveVisit(req.View)
	if err != nil {
		return nil, err
	}
	v, err := b.visit(ctx, id, req.mayMove)
	if err != nil {
		return nil, err
	}
	found, err := b.Store.Occurrences(ctx, []practice.OccurrenceID{v.Occurrence})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, notTheirVisit
	}
	if problems := practice.CheckInstead(v, found[0], instead, req.Today); problems != nil {
		return nil, problems
	}
	if v, err = b.Store.MoveVisit(ctx, id, req.Person.ID, instead, req.Today, req.Now); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.VisitMoved(req.visitFacts(v)))), nil
}

// visitOffButton calls the requester's own visit off.
func (b *Bot) visitOffButton(ctx context.Context, req request) (any, error) {
	v, err := b.visit(ctx, practice.VisitID(req.id()), func(v practice.Visit) bool { return practice.MayEndVisit(req.Person.ID, v) })
	if err != nil {
		return nil, err
	}
	if v, err = b.Store.EndVisit(ctx, v.ID, req.Person.ID, req.Now); err != nil {
		return nil, err
	}
	return b.update(ctx, req, view.VisitCalledOff(req.visitFacts(v)))
}

// beforehand says above the questions of a visit's form whether its manager
// agreed to it before.
func (b *Bot) beforehand(ctx context.Context, req request, d view.Draft) (map[string]string, error) {
	if d.Practice.Key != practice.ObserveCoachKey || len(d.Practice.Form) == 0 || len(d.Subjects) > 1 {
		return nil, nil
	}
	var manager practice.Person
	planned := false
	if len(d.Subjects) == 1 {
		manager = req.Roster.Person(d.Subjects[0])
		visits, err := b.Store.VisitsOf(ctx, practice.Pair{Manager: req.Person.ID, Report: manager.ID})
		if err != nil {
			return nil, err
		}
		planned = slices.ContainsFunc(visits, func(v practice.Visit) bool { return v.Agreed() && v.On == d.HappenedOn })
	}
	return map[string]string{d.Practice.Form[0].Key: view.VisitBeforehand(manager, planned)}, nil
}

// visitIn reads a visit with what its messages need, for one of the two.
func (b *Bot) visitIn(ctx context.Context, f facts, id practice.VisitID, reader func(practice.Visit) practice.PersonID) (view.VisitFacts, practice.PersonID, error) {
	v, err := b.Store.Visit(ctx, id)
	if err != nil {
		return view.VisitFacts{}, 0, err
	}
	to := reader(v)
	manager := f.roster.Person(v.Pair.Report)
	return view.VisitFacts{Visit: v, Playbook: f.playbook, Who: f.roster.Person, Today: f.roster.Person(to).Today(b.Now(), b.Zone()),
		LastMin: !v.AgreedAt.IsZero() && manager.Today(v.AgreedAt, b.Zone()) >= v.On}, to, nil
}

func managerOf(v practice.Visit) practice.PersonID { return v.Pair.Report }
func leaderOf(v practice.Visit) practice.PersonID  { return v.Pair.Manager }

func (b *Bot) drawVisitAsk(ctx context.Context, f facts, n practice.VisitAsk) (to string, msg kit.Message, drop string, err error) {
	v, who, err := b.visitIn(ctx, f, n.Visit, managerOf)
	if err != nil {
		return "", msg, "", err
	}
	if to, drop = address(f.roster, who); drop == "" && (!v.Visit.Stands() || v.Visit.On < v.Today) {
		drop = "changed before it was asked"
	}
	return to, view.VisitAsk(v), drop, nil
}

func (b *Bot) drawVisitAnswered(ctx context.Context, f facts, n practice.VisitAnswered) (to string, msg kit.Message, drop string, err error) {
	v, who, err := b.visitIn(ctx, f, n.Visit, leaderOf)
	if err != nil {
		return "", msg, "", err
	}
	if to, drop = address(f.roster, who); drop == "" && (!v.Visit.EndedAt.IsZero() || n.Agreed != v.Visit.Agreed()) {
		drop = "changed before it was said"
	}
	return to, view.VisitAnswered(v, n.Agreed), drop, nil
}

func (b *Bot) drawVisitOff(ctx context.Context, f facts, n practice.VisitOff) (to string, msg kit.Message, drop string, err error) {
	v, who, err := b.visitIn(ctx, f, n.Visit, managerOf)
	if err != nil {
		return "", msg, "", err
	}
	if to, drop = address(f.roster, who); drop == "" && v.Visit.On < v.Today {
		drop = "its day has passed"
	}
	return to, view.VisitOff(v), drop, nil
}
