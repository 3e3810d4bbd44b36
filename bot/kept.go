package bot

import (
	"context"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
)

// keptButton opens the form in which owners choose for how long things are kept.
func (b *Bot) keptButton(ctx context.Context, req request) (any, error) {
	kept, err := b.Store.Keeping(ctx)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.WhatIsKept(kept))
}

// submitKept stores for how long things are kept, or asks first where something
// would go tonight that would have stayed.
func (b *Bot) submitKept(ctx context.Context, req request) (any, error) {
	before, err := b.Store.Keeping(ctx)
	if err != nil {
		return nil, err
	}
	to := view.ParseKept(req.View)
	going, err := b.Store.Going(ctx, to, req.Now)
	if err != nil {
		return nil, err
	}
	_, shorter := before.Changed(to)
	for _, key := range shorter {
		if going[key] > 0 {
			sure := view.KeptSure(view.KeptFacts{Before: before, To: to, Going: going})
			return slack.NewUpdateViewSubmissionResponse(&sure), nil
		}
	}
	return b.keep(ctx, req, to)
}

// submitKeptSure stores for how long things are kept, once an owner has read what
// goes.
func (b *Bot) submitKeptSure(ctx context.Context, req request) (any, error) {
	to, ok := view.ParseKeptSure(req.View)
	if !ok {
		return nil, practice.Problems{{Text: "This form is too old. Open it again under /coach settings."}}
	}
	return b.keep(ctx, req, to)
}

func (b *Bot) keep(ctx context.Context, req request, to practice.Keeping) (any, error) {
	if err := b.Store.ChangeKeeping(ctx, to, req.Person.ID, req.Now); err != nil {
		return nil, err
	}
	saved := view.KeptSaved()
	return slack.NewUpdateViewSubmissionResponse(&saved), nil
}
