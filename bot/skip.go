package bot

import (
	"cmp"
	"context"
	"errors"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
	"coach/store"
)

// skipButton opens the form that asks for the reason and explains the
// consequence.
func (b *Bot) skipButton(ctx context.Context, req request) (any, error) {
	o, err := b.nextWaiting(ctx, req)
	if err != nil {
		return nil, err
	}
	terms, err := b.Store.SkipTerms(ctx, o, practice.Allowance(req.Playbook, req.Roster, o, req.Today))
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.Skip(req.skipFacts(o, terms, terms.Within())))
}

func (req request) skipFacts(o practice.Occurrence, terms practice.SkipTerms, within bool) view.SkipFacts {
	return view.SkipFacts{Occurrence: o, Terms: terms, Within: within, Leader: req.Roster.ManagerOf(req.Person.ID, req.Today),
		Today: req.Today, Playbook: req.Playbook, Who: req.Roster.Person}
}

// submitSkip stores the reason. Skipping an occurrence that was settled
// meanwhile changes nothing and is answered so; a form that arrives twice gets
// the same answer twice.
func (b *Bot) submitSkip(ctx context.Context, req request) (any, error) {
	settled := practice.Problems{{Text: "This one is already settled. Close this and type /coach due to see what's still open."}}
	id, skip, err := view.ParseSkip(req.View)
	if err != nil {
		return nil, err
	}
	skip.For = cmp.Or(req.Roster.ManagerOf(req.Person.ID, req.Today), req.Person.ID)
	if err := skip.Validate(req.Playbook); err != nil {
		return nil, err
	}
	found, err := b.Store.Occurrences(ctx, []practice.OccurrenceID{id})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 || !practice.MaySettle(req.Person.ID, found[0]) {
		return nil, practice.Problems{{Text: "Only the person who does it can skip this one."}}
	}
	if !found[0].Waiting(req.Today) && !says(found[0].Skip, skip) {
		return nil, settled
	}
	o, terms, err := b.Store.Skip(ctx, id, skip, practice.Allowance(req.Playbook, req.Roster, found[0], req.Today), req.Now)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if !says(o.Skip, skip) {
		return nil, settled
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.Skipped(req.skipFacts(o, terms, o.Skip.Within)))), nil
}

// says reports whether a stored skip equals the submitted one.
func says(stored, said practice.Skip) bool {
	return stored.Reason == said.Reason && stored.Detail == said.Detail
}
