package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// topicCommand answers /coach topic [@person] [words]: it adds the words to the
// list of the two, or opens the form where it lacks one of them.
func (b *Bot) topicCommand(ctx context.Context, req request) (any, error) {
	f, err := b.typedTopic(ctx, req, req.Text)
	if err != nil {
		return nil, err
	}
	if f.With != 0 && f.Words != "" && f.Hint == "" && !req.isCut {
		return b.addTyped(ctx, req, f, "command/"+req.trigger)
	}
	return b.openTopics(ctx, req, f)
}

// topicTyped answers the same words typed in coach's own conversation, where
// they come without a trigger that could open the form.
func (b *Bot) topicTyped(ctx context.Context, req request, text string) (any, error) {
	f, err := b.typedTopic(ctx, req, text)
	if err != nil {
		return nil, err
	}
	if f.With != 0 && f.Words != "" && f.Hint == "" && !req.isCut {
		return b.addTyped(ctx, req, f, "typed/"+req.message)
	}
	return view.OfferTopics(f.With, f.Hint, req.message), nil
}

// typedTopic reads typed words: with whom, and about what. Who leads nobody
// means their manager; a manager has to say whom.
func (b *Bot) typedTopic(ctx context.Context, req request, text string) (f view.TopicsFacts, err error) {
	me := req.Person.ID
	slackID, words := addressed(text)
	if f.With, err = b.mentionedPerson(ctx, slackID); err != nil {
		return f, err
	}
	f.Words = b.inWords(ctx, words)
	if f.With != 0 {
		if _, ok := practice.PairOf(req.Roster, me, f.With, req.Today); !ok {
			f.Hint = view.NoPair(req.Roster.Person(f.With), f.With == me)
		}
		return f, nil
	}
	if len(req.Roster.Reports(me, req.Today)) == 0 {
		f.With = req.Roster.ManagerOf(me, req.Today)
	} else if f.Words != "" {
		f.Hint = "Who with? Pick the person."
	}
	return f, nil
}

func (b *Bot) addTyped(ctx context.Context, req request, f view.TopicsFacts, key string) (any, error) {
	t, err := b.addTopic(ctx, req, f.With, f.Words, key, "")
	if err != nil {
		return nil, err
	}
	return view.TopicAdded(t, req.Person.ID, req.Roster.Person), nil
}

// addTopic puts words on the list that the person shares with another, with the
// address of the message they are about, if any.
func (b *Bot) addTopic(ctx context.Context, req request, with practice.PersonID, words, key, link string) (practice.Topic, error) {
	pair, _ := practice.PairOf(req.Roster, req.Person.ID, with, req.Today)
	t := practice.Topic{Request: key, Pair: pair, By: req.Person.ID, Words: words, Link: link, RaisedAt: req.Now}
	if !practice.MayShareAgenda(req.Roster, req.Person.ID, pair, req.Today) {
		return t, practice.Problems{{Field: practice.FieldWith, Text: view.NoPair(req.Roster.Person(with), with == req.Person.ID)}}
	}
	if err := practice.TopicProblem(words); err != nil {
		return t, err
	}
	_, err := b.Store.AddTopic(ctx, t)
	return t, err
}

// topicsButton opens the list that the person shares with somebody, or the form
// in which they say with whom, with the words of the typed message that the
// button names.
func (b *Bot) topicsButton(ctx context.Context, req request) (any, error) {
	if o, err := view.ParseOpening(req.Value); err == nil && o.Message != "" {
		f, err := b.typedTopic(ctx, req, afterVerb(b.typedIn(ctx, req.channel, o.Message)))
		if err != nil {
			return nil, err
		}
		return b.openTopics(ctx, req, f)
	}
	return b.openTopics(ctx, req, view.TopicsFacts{With: practice.PersonID(req.id())})
}

func (b *Bot) openTopics(ctx context.Context, req request, f view.TopicsFacts) (any, error) {
	form, err := b.topicsForm(ctx, req, f)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, form)
}

// topicsForm draws the form with the list of the pair chosen in it. A list of a
// pair that is none any more can be read by the two, and nothing is added.
func (b *Bot) topicsForm(ctx context.Context, req request, f view.TopicsFacts) (slack.ModalViewRequest, error) {
	me := req.Person.ID
	f.Linked.Domain = req.domain
	f.Me, f.Others, f.Who, f.Today, f.Day = me, practice.Shares(req.Roster, me, req.Today), req.Roster.Person, req.Today, b.dayOf(req)
	if f.With == 0 && len(f.Others) == 1 && f.Hint == "" { // words for somebody else are not for the only one there is
		f.With = f.Others[0]
	}
	if f.With == 0 {
		return view.Topics(f), nil
	}
	all, err := b.Store.TopicsOf(ctx, me)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	f.Topics = slices.DeleteFunc(all, func(t practice.Topic) bool { return !practice.MayReadAgenda(me, t.Pair) || t.Pair.Other(me) != f.With })
	if _, pair := practice.PairOf(req.Roster, me, f.With, req.Today); !pair {
		if f.Ended = len(f.Topics) > 0; f.Ended {
			f.Hint = ""
		} else {
			f.With = 0
		}
	}
	return view.Topics(f), nil
}

// dayOf returns a function that says which day an instant is where the person
// is.
func (b *Bot) dayOf(req request) func(time.Time) cadence.Date {
	return func(at time.Time) cadence.Date { return req.Person.Today(at, b.Zone()) }
}

// topicsAgain draws the form again for the person chosen in it, or after one of
// its buttons. What is typed in it stays.
func (b *Bot) topicsAgain(ctx context.Context, req request) (any, error) {
	with, _, added, err := view.ParseTopics(req.View, b.finder(ctx))
	if err != nil && !theirs(err) {
		return nil, err
	}
	form, err := b.topicsForm(ctx, req, view.TopicsFacts{With: with, Added: added, Linked: view.LinkedIn(req.View, req.domain)})
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, form)
}

// submitTopics adds a topic, and leaves the form open for another.
func (b *Bot) submitTopics(ctx context.Context, req request) (any, error) {
	with, words, added, err := view.ParseTopics(req.View, b.finder(ctx))
	if err != nil {
		return nil, err
	}
	if with == 0 {
		return nil, practice.Problems{{Field: practice.FieldWith, Text: "Pick the person."}}
	}
	if _, err := b.addTopic(ctx, req, with, b.inWords(ctx, words), fmt.Sprintf("%s/%d", req.View.ID, added), view.LinkedIn(req.View, req.domain).Address()); err != nil {
		return nil, err
	}
	form, err := b.topicsForm(ctx, req, view.TopicsFacts{With: with, Added: added + 1})
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(&form), nil
}

const notYourTopic = "This topic isn't open any more, or it isn't yours to change."

// openTopic returns the open topic that a button or a form is about, as far as
// the person may read it.
func (b *Bot) openTopic(ctx context.Context, req request, id practice.TopicID) (practice.Topic, error) {
	t, err := b.Store.Topic(ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && !(practice.MayReadAgenda(req.Person.ID, t.Pair) && t.Open()) {
		return t, practice.Problems{{Text: notYourTopic}}
	}
	return t, err
}

// topicDropButton takes a topic of the person's own off the list.
func (b *Bot) topicDropButton(ctx context.Context, req request) (any, error) {
	t, err := b.openTopic(ctx, req, practice.TopicID(req.id()))
	if err != nil {
		return nil, err
	}
	if !practice.MayDropTopic(req.Person.ID, t) {
		return nil, practice.Problems{{Text: notYourTopic}}
	}
	if err := b.Store.DropTopic(ctx, t.ID, req.Person.ID, req.Now); err != nil {
		return nil, err
	}
	switch {
	case req.View.CallbackID == view.FormTopics:
		return b.topicsAgain(ctx, req)
	case req.View.Type != slack.VTModal:
		return nil, nil
	}
	form, err := b.topicsForm(ctx, req, view.TopicsFacts{With: t.Pair.Other(req.Person.ID)}) // a list that nothing is added to
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, form)
}

// topicStepButton opens the form in which a topic becomes a next step.
func (b *Bot) topicStepButton(ctx context.Context, req request) (any, error) {
	t, err := b.openTopic(ctx, req, practice.TopicID(req.id()))
	if err != nil {
		return nil, err
	}
	due := req.Roster.Calendar(req.Person.ID).Add(req.Today, practice.StepDays)
	return nil, b.open(ctx, req, view.TopicStep(view.TopicStepFacts{Topic: t, Me: req.Person.ID, Due: due, Who: req.Roster.Person}))
}

// submitTopicStep stores the next step that a topic has become.
func (b *Bot) submitTopicStep(ctx context.Context, req request) (any, error) {
	id, row, err := view.ParseTopicStep(req.View, b.finder(ctx))
	if err != nil {
		return nil, err
	}
	row.What = b.inWords(ctx, row.What)
	t, err := b.Store.Topic(ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if err != nil || !practice.MayReadAgenda(req.Person.ID, t.Pair) {
		return nil, practice.Problems{{Text: notYourTopic}}
	}
	row.Owner = cmp.Or(row.Owner, t.Pair.Report)
	if err := practice.StepProblem(t.Pair, row, req.Today); err != nil {
		return nil, err
	}
	a := practice.Action{Owner: row.Owner, What: row.What, MadeAt: req.Now, FirstDue: row.Due, Due: row.Due, AgreedAt: req.Now}
	made, err := b.Store.MakeStep(ctx, id, a)
	if err == nil && !made {
		err = practice.Problems{{Text: notYourTopic}}
	}
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.TopicIsStep(row, req.Person.ID, req.Roster.Person, req.Today))), nil
}

// agendaOf returns what the person shares with a report, as the form for a
// session of a practice asks about it.
func (b *Bot) agendaOf(ctx context.Context, req request, p *practice.Practice, report practice.PersonID) (f view.AgendaFacts, err error) {
	pair := practice.Pair{Manager: req.Person.ID, Report: report}
	f.Report, f.Who = report, req.Roster.Person
	if f.Topics, err = b.Store.OpenTopics(ctx, pair); err != nil || !p.AsksFocus() {
		return f, err
	}
	focus, open, err := b.Store.OpenFocus(ctx, pair)
	if open {
		f.Focus = &focus
	}
	return f, err
}

// agendaLogged describes what a form's entry has changed of what its two share:
// only what it was in time for, since the other may have been faster.
func (b *Bot) agendaLogged(ctx context.Context, req request, p *practice.Practice, e practice.Entry) ([]slack.Block, error) {
	said := view.ParseAgenda(req.View, e.Subject)
	a, f := practice.Agenda{}, view.AgendaFacts{Report: e.Subject}
	for _, id := range said.Covered {
		t, err := b.Store.Topic(ctx, id)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
		if t.CoveredBy == e.ID {
			a.Covered = append(a.Covered, id)
		}
	}
	if said.Mark == "" && p.AsksFocus() {
		_, open, err := b.Store.OpenFocus(ctx, practice.Pair{Manager: e.Author, Report: e.Subject})
		if err != nil {
			return nil, err
		}
		f.NoFocus = !open
	}
	if said.Mark == "" {
		return view.AgendaLogged(f, a, e.ID, req.Roster.Person), nil
	}
	focus, err := b.Store.Focus(ctx, said.Focus)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if slices.ContainsFunc(focus.Marks, func(m practice.MarkedFocus) bool { return m.Entry == e.ID }) {
		a.Mark, f.Focus = said.Mark, &focus
	}
	return view.AgendaLogged(f, a, e.ID, req.Roster.Person), nil
}
