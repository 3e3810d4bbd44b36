package bot

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
	"coach/store"
)

// notYours is the answer to somebody who would change another's entry.
var notYours = practice.Problems{{Text: "Only the person who logged this can change it."}}

// ownEntry returns an entry of the requester's, and its practice in the
// playbook version it was written with.
func (b *Bot) ownEntry(ctx context.Context, req request, id practice.EntryID) (practice.Entry, *practice.Practice, error) {
	e, p, err := b.entry(ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && !practice.MayUndo(req.Person.ID, e) {
		return e, nil, notYours
	}
	return e, p, err
}

// editButton opens an entry's form with everything filled in. It has the
// questions, options and readers of the playbook version that the entry was
// written with, since its answers are read by that version for ever.
func (b *Bot) editButton(ctx context.Context, req request) (any, error) {
	e, p, err := b.ownEntry(ctx, req, view.ParseEntryID(req.Value))
	switch {
	case err != nil:
		return nil, err
	case e.Withdrawn:
		return nil, practice.Problems{practice.EditOfWithdrawn()}
	}
	d := view.Draft{Practice: p, HappenedOn: e.HappenedOn, Entry: e.Values, More: true}
	if e.Subject != 0 {
		d.Subjects = []practice.PersonID{e.Subject}
	}
	return nil, b.open(ctx, req, req.editForm(e, d))
}

// editForm draws the form that edits an entry.
func (req request) editForm(e practice.Entry, d view.Draft) slack.ModalViewRequest {
	k := view.Known{Draft: d, Author: req.Person, Today: req.Today, Who: req.Roster.Person, Version: e.Version, Editing: e,
		Reports: req.Roster.Reports(req.Person.ID, req.Today), Leader: req.Roster.ManagerOf(e.Author, e.LoggedOn)}
	if e.Subject != 0 && !slices.Contains(k.Reports, e.Subject) {
		k.Reports = append(k.Reports, e.Subject) // somebody else's report by now
	}
	return view.Log(k)
}

// editDraft returns the entry that a form edits, and what the form holds.
func (b *Bot) editDraft(ctx context.Context, req request) (e practice.Entry, p *practice.Practice, d view.Draft, err error) {
	id, edits := view.EditOf(req.View)
	if e, p, err = b.ownEntry(ctx, req, id); err != nil {
		return e, p, d, err
	}
	e.Edits = edits
	d, err = view.ParseDraft(req.View, b.finder(ctx), only(p))
	if _, theirs := errors.AsType[practice.Problems](err); theirs { // shown on submission
		err = nil
	}
	return e, p, d, err
}

// only finds one practice.
func only(p *practice.Practice) func(key string) (*practice.Practice, bool) {
	return func(key string) (*practice.Practice, bool) { return p, key == p.Key }
}

// submitEdit stores an edit. Two edits at once, and an edit of what was taken
// back, change nothing and are answered so; a form that arrives twice gets the
// same answer twice.
func (b *Bot) submitEdit(ctx context.Context, req request) (any, error) {
	id, edits := view.EditOf(req.View)
	before, p, err := b.ownEntry(ctx, req, id)
	if err != nil {
		return nil, err
	}
	es, _, err := view.ParseLog(req.View, b.finder(ctx), only(p))
	switch {
	case len(es) > 1:
		return nil, practice.Problems{{Field: p.SubjectField(), Text: "An entry is about one person. Pick one, and log the others separately."}}
	case errors.Is(err, view.ErrBehind):
		return b.editBehind(ctx, req)
	case err != nil:
		return nil, err
	}
	if req.Roster, err = b.Store.Roster(ctx); err != nil { // somebody named may be new
		return nil, err
	}
	e := es[0]
	maps.Copy(e.Values, view.Unasked(req.View, before))
	e.ID, e.Author, e.LoggedAt, e.LoggedOn, e.Version, e.Edits = id, before.Author, before.LoggedAt, before.LoggedOn, before.Version, edits
	if err := e.ValidateEdit(before, p, req.Roster, req.Today); err != nil {
		return nil, err
	}
	if e.Shared, err = b.thanksGo(ctx, req, e.Recipients()); err != nil {
		return nil, err
	}
	done, err := b.Store.Edit(ctx, e, p, req.Now, req.Today)
	if err != nil {
		return nil, err
	}
	var former []practice.PersonID
	if !done.Again {
		former = practice.Former(before, done.Entry, p)
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.Edited(p, former, req.Roster.Person))), nil
}

// editBehind draws the form of an edit again that lacks inputs for the people
// chosen.
func (b *Bot) editBehind(ctx context.Context, req request) (any, error) {
	e, _, d, err := b.editDraft(ctx, req)
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(req.editForm(e, d))), nil
}
