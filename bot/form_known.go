package bot

import (
	"context"
	"errors"

	"coach/bot/view"
	"coach/practice"
	"coach/store"
)

// stepDays is the number of working days after which a next step is due unless
// its author picks another day.
const stepDays = 5

// remembered fills in a new form with what its author did last time: where they
// observed, and whether they kept the questions that can wait open.
func (b *Bot) remembered(ctx context.Context, req request, d *view.Draft) (err error) {
	d.StepDue = req.Roster.Calendar(req.Person.ID).Add(req.Today, stepDays)
	if d.More, err = b.Store.KeepsOpen(ctx, req.Person.ID, d.Practice.Key); err != nil {
		return err
	}
	if _, asks := d.Practice.Form.Field(practice.FieldSetting); !asks {
		return nil
	}
	last, err := b.Store.LastBy(ctx, req.Person.ID, d.Practice.Key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if was := last.Values[practice.FieldSetting]; err == nil && !was.IsZero() {
		if d.Entry == nil {
			d.Entry = practice.Values{}
		}
		d.Entry[practice.FieldSetting] = was
	}
	return err
}

// prioritiesField is the answer of a team plan that a person's goals serve.
const prioritiesField = "priorities"

// above fills in the lines that stand above a form's questions, and what they
// suggest to answer.
func (b *Bot) above(ctx context.Context, req request, k *view.Known) (err error) {
	switch k.Practice.Key {
	case practice.InspectReview:
		return b.suggested(ctx, req, k)
	case practice.ObserveCoachKey:
		k.Above, err = b.beforehand(ctx, req, k.Draft)
		return err
	}
	if k.Above, err = b.agreed(ctx, req, k.Practice); err != nil {
		return err
	}
	if _, asks := k.Practice.Form.Field(practice.FieldNeeds); asks {
		return b.causes(ctx, req, k)
	}
	return nil
}

// agreed returns what a form builds on, by question.
func (b *Bot) agreed(ctx context.Context, req request, p *practice.Practice) (map[string]string, error) {
	switch {
	case p.Key == practice.ScorecardKey && len(p.Form) > 0:
		last, err := b.Store.LastOf(ctx, req.Person.ID, practice.GoalsKey)
		goal, err := b.asRead(ctx, req, last, err, practice.FieldActivity)
		return view.Agreed(p.Form[0].Key, "The activity goal you agreed on: ", goal), err
	case p.Key == practice.GoalsKey && len(p.Form) > 0:
		last, err := b.Store.LastBy(ctx, req.Person.ID, practice.TeamPlanKey)
		plan, err := b.asRead(ctx, req, last, err, prioritiesField)
		return view.Agreed(p.Form[0].Key, "Your team's priorities: ", plan), err
	}
	return nil, nil
}

// asRead returns one answer of a last entry, if there is one and the requester
// may read it.
func (b *Bot) asRead(ctx context.Context, req request, last practice.Entry, err error, field string) (string, error) {
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	p, err := b.formOf(ctx, last)
	if err != nil {
		return "", err
	}
	f, ok := p.Form.Field(field)
	if !ok || !practice.MayReadAnswer(req.Roster, req.Person.ID, last, p, f, req.Today) {
		return "", nil
	}
	return last.Values[field].Text, nil
}

// wordsOf returns the words of an entry with which the next one of the same
// practice begins.
func wordsOf(e practice.Entry, p *practice.Practice) practice.Values {
	words := practice.Values{}
	for _, f := range p.Form {
		if f.Type == practice.Text || f.Type == practice.LongText || f.Type == practice.URL {
			words[f.Key] = e.Values[f.Key]
		}
	}
	return words
}

// moreButton shows or hides the questions of a form that can wait, and remembers
// it for the next time.
func (b *Bot) moreButton(ctx context.Context, req request) (any, error) {
	var key string
	open := view.OpensMore(req.Value)
	form, err := b.formAgain(ctx, req, func(d *view.Draft) { d.More, key = open, d.Practice.Key })
	if err != nil {
		return nil, err
	}
	if err := b.Store.KeepOpen(ctx, req.Person.ID, key, open); err != nil {
		return nil, err
	}
	return b.update(ctx, req, form)
}

// goodButton shows what good looks like on top of the form.
func (b *Bot) goodButton(ctx context.Context, req request) (any, error) {
	p, ok := req.Playbook.Practice(req.Value, req.Today)
	if !ok {
		return nil, practice.Problems{{Text: "This practice is no longer part of the playbook."}}
	}
	return nil, b.open(ctx, req, view.Good(p))
}
