package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
)

// undoButton takes back the author's latest entries, all those of one form. The
// occurrences they satisfied are open again and the shout-out is removed.
func (b *Bot) undoButton(ctx context.Context, req request) (any, error) {
	ids := view.ParseUndo(req.Value)
	if len(ids) == 0 {
		return nil, notYours
	}
	var e practice.Entry
	var p *practice.Practice
	for _, id := range ids {
		var err error
		if e, p, err = b.ownEntry(ctx, req, id); err != nil {
			return nil, err
		}
		if !e.Withdrawn && !e.Undoable(req.Now) {
			return b.instead(ctx, req, view.TooLateToUndo(e, p))
		}
	}
	return b.takeOut(ctx, req, p, ids...)
}

// withdrawButton takes an entry back after any time. Slack has asked again.
func (b *Bot) withdrawButton(ctx context.Context, req request) (any, error) {
	id := view.ParseEntryID(req.Value)
	_, p, err := b.ownEntry(ctx, req, id)
	if err != nil {
		return nil, err
	}
	return b.takeOut(ctx, req, p, id)
}

func (b *Bot) takeOut(ctx context.Context, req request, p *practice.Practice, ids ...practice.EntryID) (any, error) {
	if err := b.Store.Withdraw(ctx, req.Person.ID, req.Now, ids...); err != nil {
		return nil, err
	}
	return b.instead(ctx, req, view.Undone(p))
}

// instead shows a view in place of the one in which a button was pressed, or on
// top of Home.
func (b *Bot) instead(ctx context.Context, req request, m slack.ModalViewRequest) (any, error) {
	if req.View.Type == slack.VTModal {
		return b.update(ctx, req, m)
	}
	return nil, b.open(ctx, req, m)
}

// undoCommand answers /coach undo, and the word undo typed to coach: it takes
// back the latest thing that can be taken back, and says what it was.
func (b *Bot) undoCommand(ctx context.Context, req request) (any, error) {
	if req.interrupted { // what was latest may be undone, and then something else is
		return view.Sorry("I was stopped while I answered this, so I don't know whether it's undone. Have a look, and type undo again if it isn't."), nil
	}
	es, err := b.Store.LoggedSince(ctx, req.Person.ID, req.Now.Add(-practice.UndoFor))
	if err != nil {
		return nil, err
	}
	waived, err := b.waived(ctx, req)
	if err != nil {
		return nil, err
	}
	if len(waived) > 0 && (len(es) == 0 || waived[0].At.After(es[0].LoggedAt)) {
		return b.takeBack(ctx, req, waived[0])
	}
	if len(es) == 0 {
		return view.NothingToUndo(), nil
	}
	es = slices.DeleteFunc(es, func(e practice.Entry) bool { return e.Request != es[0].Request })
	undone, err := b.readables(ctx, req, es, len(es))
	if err != nil {
		return nil, err
	}
	ids := make([]practice.EntryID, len(es))
	for i, e := range es {
		ids[i] = e.ID
	}
	if err := b.Store.Withdraw(ctx, req.Person.ID, req.Now, ids...); err != nil {
		return nil, err
	}
	if len(undone) == 0 { // its form cannot be read any more
		return view.Sorry("Undone. Nothing is logged, and what you wrote is deleted."), nil
	}
	return view.UndoneWords(undone, req.Today, req.Roster.Person), nil
}

// isUndo reports whether a typed message asks to undo the latest thing, and says
// nothing else.
func isUndo(text string) bool {
	return slices.Contains([]string{"undo", "undo that", "undo it", "undo this", "take it back", "take that back"}, strings.Trim(practice.Folded(text), " .!"))
}
