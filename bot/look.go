package bot

import (
	"context"
	"strings"

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
		note := r.note + " " + view.LookPassed
		if p, ok := find(r.Over.File, key); ok {
			if e, ok := p.Remedied(remedy); ok && e.Cadence == wanted {
				note = r.note + " " + view.LookFilledIn
				r.Change(r.Edit(key).With(e))
				if r, err = b.refilled(ctx, req, r); err != nil {
					return nil, err
				}
			}
		}
		r.note = strings.TrimSpace(note)
		return nil, b.open(ctx, req, r.list(req))
	}
}

// refilled stores a draft, and reads it again with what it comes to.
func (b *Bot) refilled(ctx context.Context, req request, r revision) (revision, error) {
	if err := r.Check(); err != nil {
		return r, err
	}
	if err := r.Save(ctx, b.Store, req.Person.ID); err != nil {
		return r, err
	}
	return b.revision(ctx, req)
}
