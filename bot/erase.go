package bot

import (
	"context"
	"errors"
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// eraseButton opens the form that asks whom to erase.
func (b *Bot) eraseButton(ctx context.Context, req request) (any, error) {
	return nil, b.open(ctx, req, view.EraseWhom())
}

// submitEraseWhom finds whom the words mean, and says what erasing them means.
func (b *Bot) submitEraseWhom(ctx context.Context, req request) (any, error) {
	found := erasable(req.Roster, view.ParseEraseWhom(req.View))
	switch {
	case len(found) == 0:
		return nil, practice.Problems{view.NobodyToErase()}
	case len(found) > 1:
		return nil, practice.Problems{view.SeveralToErase(found)}
	}
	p := found[0]
	form := view.Erase(view.EraseFacts{Person: p, Part: req.Roster.ParticipatesFrom(p.ID, req.Today), Yours: p.ID == req.Person.ID, Sealed: b.Store.Sealed()})
	return slack.NewUpdateViewSubmissionResponse(&form), nil
}

// erasable returns the people whom a name, an address, or # and a number may
// mean, whether or not they still have an account.
func erasable(r *practice.Roster, words string) (found []practice.Person) {
	fit, best := r.Fits(words), 0
	for _, id := range r.People() {
		p := r.Person(id)
		fits := fit(id)
		if fmt.Sprintf("#%d", id) == words {
			return []practice.Person{p}
		}
		if p.Erased || fits == 0 || fits < best {
			continue
		}
		if fits > best {
			best, found = fits, nil
		}
		found = append(found, p)
	}
	return found
}

// submitErase erases somebody, closes the form and draws the list of owners
// below it again.
func (b *Bot) submitErase(ctx context.Context, req request) (any, error) {
	id, named := view.ParseErase(req.View, req.Roster.Person)
	p := req.Roster.Person(id)
	switch {
	case p.ID == 0 || p.Erased:
		return nil, practice.Problems{view.ErasedAlready()}
	case !named:
		return nil, practice.Problems{view.NotTheName()}
	}
	owners, err := b.owners(ctx, req.Roster)
	if err != nil {
		return nil, err
	}
	err = b.Store.EraseByOwner(ctx, id, req.Person.ID, without(owners, id), len(b.Owners) > 0, req.Now)
	switch {
	case errors.Is(err, store.ErrLastOwner):
		return nil, practice.Problems{view.LastOwnerErased()}
	case errors.Is(err, store.ErrErased), errors.Is(err, store.ErrNotFound):
		return nil, practice.Problems{view.ErasedAlready()}
	case err != nil:
		return nil, err
	}
	if id == req.Person.ID { // the list is for owners
		return slack.NewUpdateViewSubmissionResponse(new(view.ErasedYourself())), nil
	}
	if req.Roster, err = b.Store.Roster(ctx); err != nil {
		return nil, err
	}
	list, err := b.ownersList(ctx, req, view.Erased(p))
	if err != nil || req.View.PreviousViewID == "" {
		return nil, err
	}
	_, err = b.api.UpdateViewContext(ctx, list, "", "", req.View.PreviousViewID)
	return nil, delivery.Reasons(err)
}

// drawPersonErased draws the message about somebody who was erased.
func (b *Bot) drawPersonErased(f facts, n practice.PersonErased) (to string, msg kit.Message, drop string, err error) {
	to, drop = address(f.roster, n.To)
	return to, view.PersonErased(n.Person, f.roster.Person(n.By)), drop, nil
}
