package bot

import (
	"context"
	"errors"

	"coach/bot/view"
	"coach/practice"
	"coach/store"
)

// undoButton takes back what its author has just logged. What it satisfied
// waits again and its shout-out is removed.
func (b *Bot) undoButton(ctx context.Context, req request) (any, error) {
	e, err := b.Store.Entry(ctx, view.ParseUndo(req.Value))
	if errors.Is(err, store.ErrNotFound) || err == nil && e.Author != req.Person.ID {
		return nil, practice.Problems{{Text: "This entry is not yours to take back."}}
	}
	if err != nil {
		return nil, err
	}
	if req.Now.Sub(e.LoggedAt) > practice.UndoFor {
		return b.update(ctx, req, view.SorryView("Too late to undo", "An entry can be taken back for 24 hours. This one is older."))
	}
	if _, err := b.Store.Withdraw(ctx, e.ID, req.Person.ID, req.Now); err != nil {
		return nil, err
	}
	p, ok := req.Playbook.Practice(e.Practice, req.Today)
	if !ok {
		p = &practice.Practice{Key: e.Practice, Short: "Taken back"}
	}
	return b.update(ctx, req, view.Undone(p))
}
