package bot

import (
	"cmp"
	"context"
	"errors"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/typed"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// awayCommand answers /coach away [days] [@person] with the form, filled in
// with the days it understood.
func (b *Bot) awayCommand(ctx context.Context, req request) (any, error) {
	slackIDs, words := mentioned(req.Text)
	l, hint, err := b.awaySaid(ctx, req, slackIDs, words)
	if err != nil {
		return nil, err
	}
	return b.openAway(ctx, req, l, hint)
}

// awayTyped answers the same words, typed in coach's own conversation, with a
// button that opens the form.
func (b *Bot) awayTyped(ctx context.Context, req request, slackIDs []string, words string) (any, error) {
	l, hint, err := b.awaySaid(ctx, req, slackIDs, words)
	if err != nil {
		return nil, err
	}
	return view.OfferAway(l, req.Roster.Person, b.todayOf(req, l.Person), hint), nil
}

// awaySaid parses words into leave. The form is left to ask for whatever they
// lack; the hint explains why.
func (b *Bot) awaySaid(ctx context.Context, req request, slackIDs []string, words string) (l practice.Leave, hint string, err error) {
	slackID, err := onlyOne(slackIDs)
	if err != nil {
		return l, "", err
	}
	person, err := b.mentionedPerson(ctx, slackID)
	switch {
	case err != nil:
		return l, "", err
	case person == 0 || person == req.Person.ID:
	case practice.MayNoteLeave(req.Roster, req.Person.ID, person, req.Today):
		l.Person = person
	default:
		return l, view.TheirsToNote(req.Roster.Person(person)), nil
	}
	var ps practice.Problems
	if l.From, l.To, err = typed.ReadAway(words, b.todayOf(req, l.Person)); errors.As(err, &ps) {
		return l, ps[0].Text, nil
	}
	return l, "", err
}

// awayButton opens the form from a message.
func (b *Bot) awayButton(ctx context.Context, req request) (any, error) {
	l, err := view.ParseAwayOpening(req.Value)
	if err != nil {
		return nil, err
	}
	return b.openAway(ctx, req, l, "")
}

func (b *Bot) openAway(ctx context.Context, req request, l practice.Leave, hint string) (any, error) {
	l.From = cmp.Or(l.From, b.todayOf(req, l.Person))
	form, err := b.awayForm(ctx, req, view.AwayFacts{Leave: l, Hint: hint})
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, form)
}

// awayForm draws the form for the leave of a person for whom the requester may
// enter it, or otherwise for the requester's own.
func (b *Bot) awayForm(ctx context.Context, req request, f view.AwayFacts) (form slack.ModalViewRequest, err error) {
	me := req.Person.ID
	if f.Leave.Person = cmp.Or(f.Leave.Person, me); !practice.MayNoteLeave(req.Roster, me, f.Leave.Person, req.Today) {
		f.Leave.Person = me
	}
	f.Author, f.Reports, f.Who, f.Today = me, req.Roster.Reports(me, req.Today), req.Roster.Person, b.todayOf(req, f.Leave.Person)
	if f.Noted, err = b.Store.Leaves(ctx, f.Leave.Person, f.Today); err != nil {
		return form, err
	}
	return view.Away(f), nil
}

// awayAgain draws the form again for the person chosen in it now, and describes
// the rest of leave that was just ended, if any was.
func (b *Bot) awayAgain(ctx context.Context, req request, ended practice.Leave) (any, error) {
	l, err := view.ParseAway(req.View, b.finder(ctx))
	if _, theirs := errors.AsType[practice.Problems](err); err != nil && !theirs { // problems with the input are shown on submission
		return nil, err
	}
	form, err := b.awayForm(ctx, req, view.AwayFacts{Leave: l, Ended: ended})
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, form)
}

// submitAway stores the leave and describes its effect.
func (b *Bot) submitAway(ctx context.Context, req request) (any, error) {
	l, err := view.ParseAway(req.View, b.finder(ctx))
	if err != nil {
		return nil, err
	}
	l.Person = cmp.Or(l.Person, req.Person.ID)
	today := b.todayOf(req, l.Person)
	l.KnownOn, l.NotedBy = today, req.Person.ID
	if !practice.MayNoteLeave(req.Roster, req.Person.ID, l.Person, req.Today) {
		return nil, practice.Problems{{Field: practice.LeavePerson, Text: "Pick yourself or somebody who reports to you."}}
	}
	if err := l.Validate(today); err != nil {
		return nil, err
	}
	stored, err := b.Store.TakeLeave(ctx, l, req.Now)
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.AwayNoted(l, stored, req.Person.ID, req.Roster.Person, today))), nil
}

// todayOf returns the current day in the zone of the person whose leave is
// entered; for nobody, in the requester's.
func (b *Bot) todayOf(req request, id practice.PersonID) cadence.Date {
	if id == 0 || id == req.Person.ID {
		return req.Today
	}
	return req.Roster.Person(id).Today(req.Now, b.Zone())
}

// endLeaveButton takes leave back, or ends it early because the person has
// returned.
func (b *Bot) endLeaveButton(ctx context.Context, req request) (any, error) {
	id := view.ParseLeave(req.Value)
	l, err := b.Store.Leave(ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if err != nil || !practice.MayEndLeave(req.Roster, req.Person.ID, l, req.Today) {
		return nil, practice.Problems{{Text: "Only the person and their manager can change this. Ask one of them."}}
	}
	if l, err = b.Store.EndLeave(ctx, id, req.Person.ID, b.todayOf(req, l.Person), req.Now); err != nil {
		return nil, err
	}
	if req.View.CallbackID == view.FormAway {
		return b.awayAgain(ctx, req, l)
	}
	return b.update(ctx, req, view.AwayTakenBack())
}

func (b *Bot) drawLeaveNoted(ctx context.Context, f facts, n practice.LeaveNoted) (to string, msg kit.Message, drop string, err error) {
	l, err := b.Store.Leave(ctx, n.Leave)
	if errors.Is(err, store.ErrNotFound) { // it was erased
		return "", msg, delivery.TakenBack, nil
	}
	if err != nil {
		return "", msg, "", err
	}
	today := f.roster.Person(l.Person).Today(b.Now(), b.Zone())
	to, drop = address(f.roster, l.Person)
	return to, view.LeaveNoted(l, f.roster.Person, today), drop, nil
}
