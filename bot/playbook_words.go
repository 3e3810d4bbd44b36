package bot

import (
	"context"
	"errors"
	"slices"

	"coach/bot/view"
	"coach/practice"
)

// changeWordsButton puts the form for what people read of a practice on top of
// the one for its rhythm.
func (b *Bot) changeWordsButton(ctx context.Context, req request) (any, error) {
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	p, ok := r.latest(req.Value)
	if !ok {
		return nil, practice.Problems{{Text: "This practice is no longer part of the playbook. Open the list again with /coach playbook."}}
	}
	_, err = b.api.PushViewContext(ctx, req.trigger, view.PracticeWords(p))
	return nil, shown(err)
}

// submitWords stores what people are to read of a practice in the owner's draft.
func (b *Bot) submitWords(ctx context.Context, req request) (any, error) {
	key, err := view.PracticeChosen(req.View)
	if err != nil {
		return nil, err
	}
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	published, ok := find(r.Over.File, key)
	if !ok {
		return nil, practice.Problems{{Text: "This practice is no longer part of the playbook. Close this and open the list again."}}
	}
	words, err := view.ParsePracticeWords(req.View, published)
	if err != nil {
		return nil, err
	}
	edit := r.Edit(key)
	edit.Words = words
	r.Change(edit)
	if err := r.Check(); err != nil {
		return nil, atWords(key, err)
	}
	return b.keepDraft(ctx, req, r, req.View.RootViewID)
}

// atWords assigns the problems of a practice's questions to their inputs.
func atWords(key string, err error) error {
	ps, ok := errors.AsType[practice.Problems](err)
	if !ok {
		return err
	}
	ps = slices.Clone(ps)
	for i := range ps {
		ps[i].Field = view.WordsPath(key, ps[i].Field)
	}
	return ps
}

// changePurposeButton puts the form for vision and skills on top of the list.
func (b *Bot) changePurposeButton(ctx context.Context, req request) (any, error) {
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	_, err = b.api.PushViewContext(ctx, req.trigger, view.Purpose(r.File.Vision, r.File.Skills))
	return nil, shown(err)
}

// submitPurpose stores a vision and skills in the owner's draft.
func (b *Bot) submitPurpose(ctx context.Context, req request) (any, error) {
	to, err := view.ParsePurpose(req.View)
	if err != nil {
		return nil, err
	}
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	r.Edits.Purpose = &to
	if to.Vision == r.Over.File.Vision && slices.Equal(to.Skills, r.Over.File.Skills) {
		r.Edits.Purpose = nil
	}
	if err := r.Check(); err != nil {
		return nil, err
	}
	return b.keepDraft(ctx, req, r, req.View.RootViewID)
}
