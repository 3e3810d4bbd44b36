package bot

import (
	"context"
	"slices"

	"coach/practice"
	"coach/service"
)

// questionPassed is the answer to a button of a question that is not asked any
// more, or of somebody else.
var questionPassed = practice.Problems{{Text: "This question has passed. Home has what's open."}}

// asks returns the question of coach's own that a button answers, if it is open
// for the person.
func (b *Bot) asks(ctx context.Context, req request, kind practice.QuestionKind) (practice.Asking, error) {
	open, err := service.OpenQuestions(ctx, b.Store, req.Playbook, req.Roster, req.Person.ID, req.Today)
	if err != nil {
		return practice.Asking{}, err
	}
	i := slices.IndexFunc(open, func(a practice.Asking) bool { return a.Kind == kind && a.ID == req.id() })
	if i < 0 {
		return practice.Asking{}, questionPassed
	}
	return open[i], nil
}

// planRightButton records that a team plan is still right.
func (b *Bot) planRightButton(ctx context.Context, req request) (any, error) {
	a, err := b.asks(ctx, req, practice.StillRight)
	if err != nil {
		return nil, err
	}
	return nil, b.Store.AnswerQuestion(ctx, req.Person.ID, a.Topic(), practice.AnswerYes, req.Today)
}

// planUpdateButton opens the team plan with everything filled in. In a later
// quarter than the plan's it opens a new one with the same words, and the old
// one stays as it was.
func (b *Bot) planUpdateButton(ctx context.Context, req request) (any, error) {
	e, err := b.Store.Entry(ctx, practice.EntryID(req.id()))
	if err != nil || !practice.MayUndo(req.Person.ID, e) {
		return nil, questionPassed
	}
	p, ok := req.Playbook.Practice(practice.TeamPlanKey, req.Today)
	if !ok || practice.QuarterOf(req.Playbook, e.HappenedOn) == practice.QuarterOf(req.Playbook, req.Today) {
		return b.editButton(ctx, req)
	}
	return b.openLog(ctx, req, p, opening{before: e})
}
