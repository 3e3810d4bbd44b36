package bot

import (
	"context"
	"errors"
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/typed"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// excuseCommand answers /coach excuse [@person], by which a leader excuses an
// occurrence that one of their people could not do.
func (b *Bot) excuseCommand(ctx context.Context, req request) (any, error) {
	slackIDs, words := mentioned(req.Text)
	slackID, err := onlyOne(slackIDs)
	if err != nil {
		return nil, err
	}
	performer, err := b.mentionedPerson(ctx, slackID)
	if err != nil {
		return nil, err
	}
	if named := typed.Named(req.Roster, words, req.Person.ID, req.Today); performer == 0 && len(named) == 1 {
		performer = named[0]
	}
	if performer != 0 {
		return b.openExcuse(ctx, req, performer)
	}
	if len(req.Roster.Reports(req.Person.ID, req.Today)) == 0 {
		return nil, practice.Problems{{Text: "Nobody reports to you, so there's nothing for you to excuse. " + req.ownExcuse()}}
	}
	team, err := b.excusable(ctx, req)
	switch {
	case err != nil:
		return nil, err
	case len(team) == 0:
		return view.Sorry(fmt.Sprintf("There's nothing to excuse from the last %d days.", practice.ExcusableFor)), nil
	case len(team) == 1:
		return b.openExcuse(ctx, req, team[0])
	}
	return nil, b.open(ctx, req, view.ExcusePicker(team, req.Roster.Person))
}

// excusable returns the people led by the requester who have an occurrence to
// excuse.
func (b *Bot) excusable(ctx context.Context, req request) ([]practice.PersonID, error) {
	var team []practice.PersonID
	for _, id := range req.Roster.Reports(req.Person.ID, req.Today) {
		owed, err := b.Store.Excusable(ctx, id, req.Today)
		if err != nil {
			return nil, err
		}
		if len(owed) > 0 && practice.MayExcuse(req.Roster, req.Person.ID, id, req.Today) {
			team = append(team, id)
		}
	}
	return team, nil
}

// ownExcuse tells a person who wants to be excused which leader can do it.
func (req request) ownExcuse() string {
	leader := req.Roster.ManagerOf(req.Person.ID, req.Today)
	if leader == 0 {
		return "Skip what you can't do, and say why."
	}
	return fmt.Sprintf("To be excused, ask %s.", req.Roster.Person(leader).Full())
}

// mayNotExcuse returns the reason why the requester cannot excuse a performer,
// or nil if they can.
func (req request) mayNotExcuse(performer practice.PersonID) error {
	switch {
	case performer == req.Person.ID:
		return practice.Problems{{Text: "You can't excuse yourself. " + req.ownExcuse()}}
	case !practice.MayExcuse(req.Roster, req.Person.ID, performer, req.Today):
		return practice.Problems{{Text: fmt.Sprintf("%s doesn't report to you. Only their own leader can excuse something for them.", req.Roster.Person(performer).Full())}}
	}
	return nil
}

func (b *Bot) openExcuse(ctx context.Context, req request, performer practice.PersonID) (any, error) {
	form, err := b.excuseForm(ctx, req, performer, 0)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, form)
}

func (b *Bot) excuseForm(ctx context.Context, req request, performer practice.PersonID, chosen practice.OccurrenceID) (form slack.ModalViewRequest, err error) {
	if err := req.mayNotExcuse(performer); err != nil {
		return form, err
	}
	owed, err := b.Store.Excusable(ctx, performer, req.Today)
	if err != nil {
		return form, err
	}
	if len(owed) == 0 {
		return form, practice.Problems{{Text: fmt.Sprintf("%s has nothing to excuse from the last %d days.",
			req.Roster.Person(performer).Full(), practice.ExcusableFor)}}
	}
	for i, o := range owed {
		if !practice.MayReadSkip(req.Roster, req.Person.ID, o) {
			owed[i].Skip.Detail = ""
		}
	}
	return view.Excuse(view.ExcuseFacts{Performer: performer, Occurrences: owed, Chosen: chosen, Today: req.Today,
		Playbook: req.Playbook, Who: req.Roster.Person}), nil
}

// submitExcusePicker replaces the picker by the form for the person picked.
func (b *Bot) submitExcusePicker(ctx context.Context, req request) (any, error) {
	performer := view.ParseExcusePicker(req.View)
	if performer == 0 {
		return nil, practice.Problems{{Text: "Pick one of your people."}}
	}
	form, err := b.excuseForm(ctx, req, performer, 0)
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(&form), nil
}

// chooseExcused draws the form again with the performer's reason for the
// occurrence chosen now.
func (b *Bot) chooseExcused(ctx context.Context, req request) (any, error) {
	performer, chosen, _, err := view.ParseExcuse(req.View)
	if err != nil {
		return nil, err
	}
	form, err := b.excuseForm(ctx, req, performer, chosen)
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, form)
}

// submitExcuse stores the excuse, of which the performer is notified. Excusing
// an occurrence that was settled meanwhile changes nothing and is answered so;
// a form that arrives twice gets the same answer twice.
func (b *Bot) submitExcuse(ctx context.Context, req request) (any, error) {
	settled := practice.Problems{{Text: "This one has been settled in the meantime. Pick another, or close this."}}
	_, id, excuse, err := view.ParseExcuse(req.View)
	if err != nil {
		return nil, err
	}
	if id == 0 {
		return nil, practice.Problems{{Text: "Pick what to excuse."}}
	}
	if err := excuse.Validate(req.Playbook); err != nil {
		return nil, err
	}
	excuse.By = req.Person.ID
	found, err := b.Store.Occurrences(ctx, []practice.OccurrenceID{id})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, settled
	}
	if err := req.mayNotExcuse(found[0].Performer); err != nil {
		return nil, err
	}
	if !found[0].Excusable(req.Today) && !found[0].Excuse.Says(excuse) {
		return nil, settled
	}
	o, err := b.Store.Excuse(ctx, id, excuse, req.Now)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if !o.Excuse.Says(excuse) {
		return nil, settled
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.Excused(o, req.Today, req.Playbook, req.Roster.Person))), nil
}

// drawExcusal draws the message about an excuse. One that was sent, and is
// drawn again because the leader took the excuse back, says so.
func (b *Bot) drawExcusal(ctx context.Context, f facts, n practice.Excusal, wasSent bool) (to string, msg kit.Message, drop string, err error) {
	found, err := b.Store.Occurrences(ctx, []practice.OccurrenceID{n.Occurrence})
	if err != nil {
		return "", msg, "", err
	}
	if len(found) == 0 || found[0].Excuse.By == 0 && !wasSent {
		return "", msg, "not excused any more", nil
	}
	o := found[0]
	to, drop = address(f.roster, o.Performer)
	today := f.roster.Person(o.Performer).Today(b.Now(), b.Zone())
	if o.Excuse.By == 0 {
		return to, view.ExcusalTakenBack(o, today, f.playbook, f.roster.Person), drop, nil
	}
	return to, view.Excusal(o, today, f.playbook, f.roster.Person), drop, nil
}
