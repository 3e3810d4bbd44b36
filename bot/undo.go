package bot

import (
	"context"
	"errors"

	"coach/bot/view"
	"coach/practice"
	"coach/store"
)

// undoButton takes back the author's latest entries, all those of one form. The
// occurrences they satisfied are open again and the shout-out is removed.
func (b *Bot) undoButton(ctx context.Context, req request) (any, error) {
	const foreign = "Only the person who logged this can undo it."
	ids := view.ParseUndo(req.Value)
	if len(ids) == 0 {
		return nil, practice.Problems{{Text: foreign}}
	}
	var e practice.Entry
	for _, id := range ids {
		var err error
		e, err = b.Store.Entry(ctx, id)
		if errors.Is(err, store.ErrNotFound) || err == nil && !practice.MayUndo(req.Person.ID, e) {
			return nil, practice.Problems{{Text: foreign}}
		}
		if err != nil {
			return nil, err
		}
		if req.Now.Sub(e.LoggedAt) > practice.UndoFor {
			return b.update(ctx, req, view.SorryView("Too late to undo", "You can undo an entry for 24 hours. This one is older."))
		}
	}
	if err := b.Store.Withdraw(ctx, req.Person.ID, req.Now, ids...); err != nil {
		return nil, err
	}
	p, ok := req.practice(e.Practice)
	if !ok {
		p = &practice.Practice{Key: e.Practice, Short: "Undone"}
	}
	return b.update(ctx, req, view.Undone(p))
}
