package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// questionPassed is the answer to a button of a question that is not asked any
// more, or of somebody else.
var questionPassed = practice.Problems{{Text: "This question has passed. Home has what's open."}}

// asks returns the question of coach's own that a button answers, if it is open
// for the person.
func (b *Bot) asks(ctx context.Context, req request, kind practice.QuestionKind) (practice.Asking, error) {
	return b.asksAbout(ctx, req, kind, req.id())
}

// asksAbout is asks for a question about something.
func (b *Bot) asksAbout(ctx context.Context, req request, kind practice.QuestionKind, id int64) (practice.Asking, error) {
	open, err := service.OpenQuestions(ctx, b.Store, req.Playbook, req.Roster, req.Person.ID, req.Today)
	if err != nil {
		return practice.Asking{}, err
	}
	i := slices.IndexFunc(open, func(a practice.Asking) bool { return a.Kind == kind && a.ID == id })
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
	return nil, b.sayTo(ctx, req, a, practice.AnswerYes)
}

// sayTo records what the person says to a question that is open for them, unless
// something else that they pressed was faster.
func (b *Bot) sayTo(ctx context.Context, req request, a practice.Asking, answer practice.QuestionAnswer) error {
	return answeredOnce(b.Store.AnswerQuestion(ctx, req.Person.ID, a.Question, answer, req.Today))
}

// answeredOnce is the answer where the store finds that a question was answered.
func answeredOnce(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return questionPassed
	}
	return err
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

// customersButton opens the form in which the former manager of somebody names
// the customers whom the new one should meet.
func (b *Bot) customersButton(ctx context.Context, req request) (any, error) {
	a, err := b.asks(ctx, req, practice.WhomToMeet)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.Customers(a.Transfer, req.Roster.Person))
}

// noCustomersButton records that the new manager should meet no customer in
// particular.
func (b *Bot) noCustomersButton(ctx context.Context, req request) (any, error) {
	a, err := b.asks(ctx, req, practice.WhomToMeet)
	if err != nil {
		return nil, err
	}
	return nil, b.sayTo(ctx, req, a, practice.AnswerNone)
}

// submitCustomers puts each customer on the list of the new manager and the
// person, who are those that the form named as its readers.
func (b *Bot) submitCustomers(ctx context.Context, req request) (any, error) {
	person, to, words := view.ParseCustomers(req.View)
	names, err := practice.CustomersOf(b.inWords(ctx, words))
	if err != nil {
		return nil, err
	}
	request := func(i int) string { return fmt.Sprintf("%s/%d", req.View.ID, i) }
	if t, err := b.Store.TopicBy(ctx, req.Person.ID, request(0)); err == nil { // its answer was lost
		return slack.NewUpdateViewSubmissionResponse(new(view.CustomersNamed(t.Pair, len(names), req.Roster.Person))), nil
	} else if !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	a, err := b.asksAbout(ctx, req, practice.WhomToMeet, int64(person))
	if err == nil && a.Transfer.To != to {
		err = questionPassed
	}
	if err != nil {
		return nil, err
	}
	topics := make([]practice.Topic, len(names))
	for i, name := range names {
		topics[i] = practice.Topic{Request: request(i), Pair: a.Transfer.Pair(), By: req.Person.ID, Words: name, RaisedAt: req.Now}
	}
	err = answeredOnce(b.Store.NameCustomers(ctx, a.Question, topics, req.Today))
	if problems, ok := errors.AsType[practice.Problems](err); ok { // too many topics for a day
		for i := range problems {
			problems[i].Field = practice.FieldCustomers
		}
	}
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.CustomersNamed(a.Transfer.Pair(), len(names), req.Roster.Person))), nil
}
