package bot

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
	"coach/store"
)

// skipButton asks why something will not happen.
func (b *Bot) skipButton(ctx context.Context, req request) (any, error) {
	o, err := b.nextWaiting(ctx, req)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.Skip(skipFacts(req, o)))
}

func skipFacts(req request, o practice.Occurrence) view.SkipFacts {
	return view.SkipFacts{
		Touch:      practice.Touch{Practice: o.Practice, Subject: o.Subject, Occurrences: []practice.Occurrence{o}},
		Playbook:   req.Playbook,
		Who:        req.Roster.Person,
		Occurrence: o.ID,
		Counts:     !o.Skip.Within,
	}
}

// submitSkip stores the reason. Skipping what is settled meanwhile changes
// nothing and says so.
func (b *Bot) submitSkip(ctx context.Context, req request) (any, error) {
	id, skip, err := view.ParseSkip(req.View)
	if err != nil {
		return nil, err
	}
	found, err := b.Store.Occurrences(ctx, []practice.OccurrenceID{id})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 || !practice.MaySettle(req.Person.ID, found[0]) {
		return nil, practice.Problems{{Text: "This one is not yours to skip."}}
	}
	if !found[0].Waiting(req.Today) && found[0].Skip != skip {
		return nil, practice.Problems{{Text: "This one is settled already. Close this and type /coach due to see what is still open."}}
	}
	o, err := b.Store.Skip(ctx, id, skip)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if o.Skip != skip {
		return nil, practice.Problems{{Text: "This one is settled already. Close this and type /coach due to see what is still open."}}
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.Skipped(skipFacts(req, o)))), nil
}
