package bot

import (
	"context"
	"errors"
	"math"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// ownersButton opens the list of the owners of the playbook.
func (b *Bot) ownersButton(ctx context.Context, req request) (any, error) {
	list, err := b.ownersList(ctx, req, "")
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, list)
}

func (b *Bot) ownersList(ctx context.Context, req request, note string) (slack.ModalViewRequest, error) {
	owners, err := b.owners(ctx, req.Roster)
	return view.Owners(view.OwnersFacts{Owners: owners, Fixed: len(b.Owners) > 0, Who: req.Roster.Person, Note: note}), err
}

// addOwnerButton opens the form for a new owner.
func (b *Bot) addOwnerButton(ctx context.Context, req request) (any, error) {
	if len(b.Owners) > 0 {
		return nil, practice.Problems{view.OwnersFixed()}
	}
	return nil, b.open(ctx, req, view.Owner(req.Roster.Person))
}

// submitOwner adds an owner, closes the form and draws the list below it again.
func (b *Bot) submitOwner(ctx context.Context, req request) (any, error) {
	if len(b.Owners) > 0 {
		return nil, practice.Problems{view.OwnersFixed()}
	}
	id, err := view.ParseOwner(req.View, b.finder(ctx))
	if err != nil {
		return nil, err
	}
	r, err := b.Store.Roster(ctx) // the form may have brought somebody new
	if err != nil {
		return nil, err
	}
	p := r.Person(id)
	if !practice.MayPublish(p, nil, true) {
		return nil, practice.Problems{view.NotForOwner(p)}
	}
	owners, err := b.owners(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := b.Store.AddOwner(ctx, id, req.Person.ID, without(owners, id), req.Now); err != nil {
		return nil, err
	}
	req.Roster = r
	list, err := b.ownersList(ctx, req, view.OwnerAdded(p))
	if err != nil {
		return nil, err
	}
	_, err = b.api.UpdateViewContext(ctx, list, "", "", req.View.PreviousViewID)
	return nil, delivery.Reasons(err)
}

// removeOwnerButton removes an owner and draws the list again.
func (b *Bot) removeOwnerButton(ctx context.Context, req request) (any, error) {
	if len(b.Owners) > 0 {
		return nil, practice.Problems{view.OwnersFixed()}
	}
	id := practice.PersonID(req.id())
	owners, err := b.owners(ctx, req.Roster)
	if err != nil {
		return nil, err
	}
	others := without(owners, id)
	err = b.Store.RemoveOwner(ctx, id, req.Person.ID, others, others, req.Now)
	if errors.Is(err, store.ErrLastOwner) {
		return nil, practice.Problems{view.LastOwner()}
	}
	if err != nil {
		return nil, err
	}
	if id == req.Person.ID { // the rest of the list is for owners
		return b.update(ctx, req, view.SorryView("Owners", "You don't own the playbook any more."))
	}
	list, err := b.ownersList(ctx, req, view.OwnerRemoved(req.Roster.Person(id)))
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, list)
}

func without(ids []practice.PersonID, id practice.PersonID) []practice.PersonID {
	return slices.DeleteFunc(slices.Clone(ids), func(other practice.PersonID) bool { return other == id })
}

// drawOwnerChanged draws the message about a change of owners.
func (b *Bot) drawOwnerChanged(f facts, n practice.OwnerChanged) (to string, msg kit.Message, drop string, err error) {
	to, drop = address(f.roster, n.To)
	return to, view.OwnerChanged(view.OwnerChangedFacts{Owner: f.roster.Person(n.Owner), By: f.roster.Person(n.By), Added: n.Added, Yours: n.To == n.Owner}), drop, nil
}

// auditButton opens the newest page of the audit.
func (b *Bot) auditButton(ctx context.Context, req request) (any, error) {
	page, err := b.auditPage(ctx, req, math.MaxInt64)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, page)
}

// auditPageButton shows the page of the audit that ends before a line, or the
// newest for none.
func (b *Bot) auditPageButton(ctx context.Context, req request) (any, error) {
	before := req.id()
	if before <= 0 {
		before = math.MaxInt64
	}
	page, err := b.auditPage(ctx, req, before)
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, page)
}

func (b *Bot) auditPage(ctx context.Context, req request, before int64) (slack.ModalViewRequest, error) {
	lines, more, err := service.AuditBefore(ctx, b.Store, req.Roster, before, view.AuditMost)
	f := view.AuditFacts{First: before == math.MaxInt64, Zone: req.Person.Location(b.Zone())}
	for _, l := range lines {
		f.Lines = append(f.Lines, view.AuditLine{At: l.At, By: l.By, Deed: string(l.Deed), Detail: l.Detail})
	}
	if more {
		f.Older = lines[len(lines)-1].ID
	}
	return view.Audit(f), err
}

// refused records that the requester was refused what is for others. What is
// recorded says nothing of what they typed. A stranger to coach has no number.
func (b *Bot) refused(ctx context.Context, req request, what string) {
	if req.Person.ID == 0 {
		return
	}
	if err := b.Store.RecordRefusal(ctx, req.Person.ID, what, req.Now); err != nil {
		b.Log.Err(err).Msg("record a refusal")
	}
}
