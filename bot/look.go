package bot

import (
	"context"

	"coach/bot/view"
	"coach/practice"
)

// lookButton puts a remedy for a practice to look at into the owner's draft of
// the playbook, and opens their changes. They publish it, or drop it, as any
// other.
func (b *Bot) lookButton(remedy practice.Remedy) handler {
	return func(ctx context.Context, req request) (any, error) {
		r, err := b.revision(ctx, req)
		if err != nil {
			return nil, err
		}
		key, wanted := view.ParseLook(req.Value)
		note := view.LookPassed
		if p, ok := find(r.Over.File, key); ok {
			if e, ok := p.Remedied(remedy); ok && e.Cadence == wanted {
				note = view.LookFilledIn
				r.Change(r.Edit(key).With(e))
			}
		}
		if err := r.Check(); err != nil {
			return nil, err
		}
		if err := r.Save(ctx, b.Store, req.Person.ID); err != nil {
			return nil, err
		}
		before := r.note
		if r, err = b.revision(ctx, req); err != nil {
			return nil, err
		}
		r.note = note
		if before != "" {
			r.note = before + " " + note
		}
		return nil, b.open(ctx, req, r.list(req))
	}
}
