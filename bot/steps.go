package bot

import (
	"context"
	"errors"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/typed"
	"coach/bot/view"
	"coach/practice"
	"coach/store"
)

// notTheirStep is the answer to somebody who presses a button of a step that is
// not theirs, or that was taken back.
var notTheirStep = practice.Problems{{Text: "This step isn't open to you. Type /coach steps to see yours."}}

// stepsCommand answers /coach steps [@person]: the list of one's own steps and
// those of one's people, or those with one person.
func (b *Bot) stepsCommand(ctx context.Context, req request) (any, error) {
	slackIDs, words := mentioned(req.Text)
	with, err := b.stepsWith(ctx, req, slackIDs, words)
	if err != nil {
		return nil, err
	}
	return b.openSteps(ctx, req, with)
}

// stepsButton opens the list that [view.OfferSteps] or Home offers: its value
// is a person, or nobody.
func (b *Bot) stepsButton(ctx context.Context, req request) (any, error) {
	return b.openSteps(ctx, req, practice.PersonID(req.id()))
}

// stepsTyped answers “steps” and “steps ana”, typed to coach.
func (b *Bot) stepsTyped(ctx context.Context, req request, slackIDs []string, words string) (any, error) {
	with, err := b.stepsWith(ctx, req, slackIDs, words)
	if err != nil {
		return nil, err
	}
	own, err := b.Store.OpenSteps(ctx, req.Person.ID)
	if err != nil {
		return nil, err
	}
	return view.OfferSteps(len(own), req.Roster.Person(with)), nil
}

// stepsWith returns the person whose steps with the requester are asked for;
// nobody for all.
func (b *Bot) stepsWith(ctx context.Context, req request, slackIDs []string, words string) (practice.PersonID, error) {
	slackID, err := onlyOne(slackIDs)
	if err != nil {
		return 0, err
	}
	with, err := b.mentionedPerson(ctx, slackID)
	if named := typed.Named(req.Roster, words, req.Person.ID, req.Today); with == 0 && len(named) == 1 {
		with = named[0]
	}
	return with, err
}

func (b *Bot) openSteps(ctx context.Context, req request, with practice.PersonID) (any, error) {
	list, err := b.stepsList(ctx, req, with)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, list)
}

// stepFacts are what the requester's lines about steps need.
func (req request) stepFacts() view.StepFacts {
	return view.StepFacts{Reader: req.Person.ID, Today: req.Today, Now: req.Now, Who: req.Roster.Person}
}

// stepsList draws the requester's list of steps: those with one person, or all
// of them and the plans that wait.
func (b *Bot) stepsList(ctx context.Context, req request, with practice.PersonID) (slack.ModalViewRequest, error) {
	f := view.StepsFacts{StepFacts: req.stepFacts()}
	var err error
	if with != 0 && with != req.Person.ID {
		f.With = with
		err = b.readPair(ctx, &f)
	} else {
		err = b.readSteps(ctx, req, &f)
	}
	if err == nil {
		err = b.readPlans(ctx, req, &f)
	}
	return view.Steps(f), err
}

// readPair reads the steps of the requester with one other person, whoever of
// the two coached the other.
func (b *Bot) readPair(ctx context.Context, f *view.StepsFacts) error {
	for _, pair := range []practice.Pair{{Manager: f.Reader, Report: f.With}, {Manager: f.With, Report: f.Reader}} {
		steps, err := b.Store.StepsOf(ctx, pair)
		if err != nil {
			return err
		}
		for _, a := range steps {
			switch {
			case !practice.MayReadAction(f.Reader, a):
			case !a.Open():
				f.Closed = append(f.Closed, a)
			case a.Owner == f.Reader:
				f.Own = append(f.Own, a)
			default:
				f.Theirs = append(f.Theirs, a)
			}
		}
	}
	slices.SortStableFunc(f.Closed, func(a, b practice.Action) int { return int(b.Due - a.Due) })
	return nil
}

// readPlans reads the plans that wait for the requester, in a list with one
// person those of the two.
func (b *Bot) readPlans(ctx context.Context, req request, f *view.StepsFacts) error {
	toWrite, err := b.Store.PlansToWrite(ctx, f.Reader)
	if err != nil {
		return err
	}
	toAgree, err := b.Store.PlansToAgree(ctx, f.Reader)
	if err != nil {
		return err
	}
	ofOthers := func(p practice.PlanRequest) bool { return f.With != 0 && f.With != p.Writer && f.With != p.Reader }
	if f.ToWrite, err = b.planFacts(ctx, req.Roster, req.Today, slices.DeleteFunc(toWrite, ofOthers)...); err != nil {
		return err
	}
	f.ToAgree, err = b.planFacts(ctx, req.Roster, req.Today, slices.DeleteFunc(toAgree, ofOthers)...)
	return err
}

func (b *Bot) readSteps(ctx context.Context, req request, f *view.StepsFacts) (err error) {
	if f.Own, err = b.Store.OpenSteps(ctx, f.Reader); err != nil {
		return err
	}
	if f.Theirs, err = b.Store.StepsOfPeople(ctx, f.Reader); err != nil {
		return err
	}
	done, err := b.Store.StepsDone(ctx, f.Reader, req.Now.Add(-practice.UntickFor))
	if err != nil {
		return err
	}
	f.Closed = slices.DeleteFunc(done, func(a practice.Action) bool { return !practice.MayUntick(f.Reader, a, req.Now) })
	return nil
}

// step returns the step that a button or a form names, if it is one of the
// requester's.
func (b *Bot) step(ctx context.Context, req request, id practice.ActionID) (practice.Action, error) {
	a, err := b.Store.Action(ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && !practice.MayReadAction(req.Person.ID, a) {
		return a, notTheirStep
	}
	return a, err
}

// openStep is [Bot.step] for a step with which the requester may do what only an
// open one allows.
func (b *Bot) openStep(ctx context.Context, req request, id practice.ActionID, may func(practice.PersonID, practice.Action) bool) (practice.Action, error) {
	a, err := b.step(ctx, req, id)
	if err == nil && !may(req.Person.ID, a) {
		return a, practice.Problems{{Text: "This step is closed by now. Type /coach steps to see what's open."}}
	}
	return a, err
}

// stepDoneButton ticks a step. Ticking what is done already changes nothing and
// is no mistake: two people may press at once.
func (b *Bot) stepDoneButton(ctx context.Context, req request) (any, error) {
	return b.changeStep(ctx, req, func(a practice.Action) error {
		if !practice.MayTick(req.Person.ID, a) {
			return nil
		}
		_, err := b.Store.Tick(ctx, a.ID, req.Person.ID, req.Now, req.Today)
		return err
	})
}

// stepUndoneButton takes a tick back.
func (b *Bot) stepUndoneButton(ctx context.Context, req request) (any, error) {
	return b.changeStep(ctx, req, func(a practice.Action) error {
		if !a.Open() && !practice.MayUntick(req.Person.ID, a, req.Now) {
			return practice.Problems{{Text: "You can undo a tick for a day. This one is older."}}
		}
		_, err := b.Store.Untick(ctx, a.ID, req.Person.ID, req.Now)
		return err
	})
}

// stepKeepButton answers the wish to cancel a step with no, or takes it back.
func (b *Bot) stepKeepButton(ctx context.Context, req request) (any, error) {
	return b.changeStep(ctx, req, func(a practice.Action) error {
		_, err := b.Store.Keep(ctx, a.ID, req.Person.ID, req.Now)
		return err
	})
}

// changeStep changes the step of a button, and draws again where it was
// pressed.
func (b *Bot) changeStep(ctx context.Context, req request, change func(practice.Action) error) (any, error) {
	a, err := b.step(ctx, req, practice.ActionID(req.id()))
	if err != nil {
		return nil, err
	}
	if err := change(a); err != nil {
		return nil, err
	}
	return b.whereStepsStand(ctx, req)
}

// whereStepsStand draws a list of steps, or a form with steps above its
// questions, again. A message and Home are drawn again by themselves.
func (b *Bot) whereStepsStand(ctx context.Context, req request) (any, error) {
	switch req.View.CallbackID {
	case view.FormSteps:
		list, err := b.stepsList(ctx, req, view.ParseSteps(req.View))
		if err != nil {
			return nil, err
		}
		return b.update(ctx, req, list)
	case view.PagePerson:
		return b.personAgain(ctx, req)
	case view.FormLog:
		return b.redrawForm(ctx, req, func(*view.Draft) {})
	}
	return nil, nil
}

// stepCancelButton cancels a step, or proposes it: on the form that moves a
// step, or in answer to the other's wish.
func (b *Bot) stepCancelButton(ctx context.Context, req request) (any, error) {
	a, err := b.openStep(ctx, req, practice.ActionID(req.id()), practice.MayCancel)
	if err != nil {
		return nil, err
	}
	alone := practice.CancelsAlone(req.Roster, req.Person.ID, a)
	if a, err = b.Store.Cancel(ctx, a.ID, req.Person.ID, req.Now, alone); err != nil {
		return nil, err
	}
	if req.View.CallbackID != view.FormMove {
		return b.whereStepsStand(ctx, req)
	}
	if moved, _ := view.ParseMove(req.View); moved.Listed {
		if err := b.stepsBeneath(ctx, req, moved.With); err != nil {
			return nil, err
		}
	}
	return b.update(ctx, req, view.StepCancelled(req.stepFacts(), a))
}

// stepMoveButton opens the form that moves a step. The day five working days on
// is filled in, or the step's own if that is later.
func (b *Bot) stepMoveButton(ctx context.Context, req request) (any, error) {
	a, err := b.openStep(ctx, req, practice.ActionID(req.id()), practice.MayMove)
	if err != nil {
		return nil, err
	}
	to := max(a.Due, req.Roster.Calendar(req.Person.ID).Add(req.Today, practice.StepDays))
	f := view.MoveFacts{StepFacts: req.stepFacts(), Step: a, To: to, Alone: practice.CancelsAlone(req.Roster, req.Person.ID, a)}
	if req.View.CallbackID == view.FormSteps {
		f.Listed, f.With = true, view.ParseSteps(req.View)
	}
	return nil, b.open(ctx, req, view.MoveStep(f))
}

// submitMove moves a step. A form that arrives twice moves it once.
func (b *Bot) submitMove(ctx context.Context, req request) (any, error) {
	moved, err := view.ParseMove(req.View)
	if err != nil {
		return nil, err
	}
	a, err := b.openStep(ctx, req, moved.Step, practice.MayMove)
	if err != nil {
		return nil, err
	}
	if problems := practice.CheckMove(moved.To, req.Today); problems != nil {
		return nil, problems
	}
	if _, err := b.Store.Move(ctx, a.ID, req.Person.ID, moved.To, req.Now); err != nil || !moved.Listed {
		return nil, err
	}
	return nil, b.stepsBeneath(ctx, req, moved.With)
}

// stepsBeneath draws the list of steps again that lies under a form.
func (b *Bot) stepsBeneath(ctx context.Context, req request, with practice.PersonID) error {
	list, err := b.stepsList(ctx, req, with)
	if err != nil {
		return err
	}
	_, err = b.api.UpdateViewContext(ctx, list, "", "", req.View.PreviousViewID)
	return shown(err)
}

// before reads what stands above the questions of a form about one person.
func (b *Bot) before(ctx context.Context, req request, p *practice.Practice, subject practice.PersonID) ([]slack.Block, error) {
	f := view.BeforeFacts{StepFacts: req.stepFacts()}
	steps, err := b.Store.StepsOf(ctx, practice.Pair{Manager: req.Person.ID, Report: subject})
	if err != nil {
		return nil, err
	}
	for _, a := range steps {
		switch {
		case a.Open():
			f.Steps = append(f.Steps, a)
		case a.DoneOn == req.Today && a.DoneBy == req.Person.ID:
			f.Done = append(f.Done, a)
		}
	}
	if f.Last, f.With, err = b.lastTogether(ctx, req, p, subject); err != nil {
		return nil, err
	}
	lasts, err := b.Store.Last(ctx, req.Person.ID)
	if err != nil {
		return nil, err
	}
	f.LastOn = lasts[practice.Contact{Practice: p.Key, Subject: subject}]
	agenda, err := b.agendaOf(ctx, req, p, subject)
	return append(view.Before(f), view.AgendaBlocks(agenda)...), err
}

// lastTogether returns the requester's last entry about a person, of the
// practice of a form or of one that the person confirms, and its practice as it
// was then.
func (b *Bot) lastTogether(ctx context.Context, req request, p *practice.Practice, subject practice.PersonID) (practice.Entry, *practice.Practice, error) {
	lately, err := b.Store.LastAbout(ctx, req.Person.ID, subject)
	for _, e := range lately {
		was, ok := req.Playbook.Practice(e.Practice, e.HappenedOn)
		if ok && (e.Practice == p.Key || was.Confirm == practice.ConfirmSubject) {
			return e, was, nil
		}
	}
	return practice.Entry{}, nil, err
}
