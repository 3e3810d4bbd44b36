package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// ConfirmFacts is the data behind the question whether an entry matches what a
// person remembers.
type ConfirmFacts struct {
	practice.Ask
	Form     *practice.Practice // of the entry
	Also     []string           // what else the same author logged with them that day, by its short name
	Playbook *practice.Playbook // whose confirmation record has the words of the answers
	On       cadence.Date       // the day of the message
	Today    cadence.Date
	Who      Who
}

// blocks draws the question in a morning message, or what came of it. A nil
// question has none.
func (f *ConfirmFacts) blocks() []slack.Block {
	switch {
	case f == nil:
		return nil
	case f.Answered():
		return f.answered()
	case !f.CancelledAt.IsZero():
		return []slack.Block{kit.Aside(firstName(f.Who(f.Author)) + " has changed or taken back what I asked about here.")}
	case !f.Open(f.Today):
		return []slack.Block{kit.Aside(f.title() + ": I won't ask about it again.")}
	}
	said := f.noted() + " Does that match?"
	blocks := []slack.Block{kit.Line(kit.Text(said)), kit.Buttons(
		kit.Button(ActionMatchYes, idValue(f.ID), f.label(practice.MatchedYes), ""),
		kit.Button(ActionMatchLike, idValue(f.ID), f.label(practice.MatchedLike), ""),
		kit.Button(ActionMatchNo, idValue(f.ID), f.label(practice.MatchedNo), ""))}
	return append(blocks, kit.Aside(f.whoSees()))
}

// preview is the question for a notification.
func (f *ConfirmFacts) preview() string {
	if f == nil || f.Answered() || !f.Open(f.Today) {
		return ""
	}
	return " " + firstName(f.Who(f.Author)) + " noted something with you: does it match?"
}

// title names the entry and its day.
func (f *ConfirmFacts) title() string {
	return kit.OneLine(f.Form.Short) + " on " + weekdayMonth(f.HappenedOn, f.On)
}

// noted says what the author logged, and what else of the same day.
func (f *ConfirmFacts) noted() string {
	with := " with you"
	if f.Why != practice.ConfirmSubject {
		with = ""
	}
	said := fmt.Sprintf("%s logged %s%s on %s.", firstName(f.Who(f.Author)), quoted(f.Form.Short), with, weekdayMonth(f.HappenedOn, f.On))
	if len(f.Also) > 0 {
		var also []string
		for _, short := range f.Also {
			also = append(also, quoted(short))
		}
		said += " That day there was " + practice.Listed(also) + ", too."
	}
	return said
}

// label is an answer in the words of the playbook.
func (f *ConfirmFacts) label(m practice.Matched) string {
	r, _ := f.Playbook.Record(practice.ConfirmationRecord)
	field, _ := r.Form.Field(practice.FieldMatch)
	return field.LabelOf(string(m))
}

// whoSees says who reads the answer, and what it counts in.
func (f *ConfirmFacts) whoSees() string {
	name := firstName(f.Who(f.Author))
	matches, spot := measure.CountingOfAsk(f.Why, f.Settled)
	switch {
	case f.Form.Rated:
		return name + " sees whether it matches. What you say of its use is only ever shown as an average of five answers of four people or more."
	case spot:
		return name + " sees what you answer. I ask about one in five at random, and others see only totals."
	case matches:
		return name + " sees what you answer. Others see only totals."
	}
	return name + " sees what you answer, and nobody else does. It isn't counted."
}

// answered says what the person answered, while they can with a button to say
// more or to change it.
func (f *ConfirmFacts) answered() []slack.Block {
	said := f.title() + ": you said it matches"
	label := "Change my answer"
	switch {
	case f.Answer.Match == practice.MatchedLike:
		said = f.title() + ": you said something like it happened"
	case f.Answer.Match == practice.MatchedNo:
		said = fmt.Sprintf("%s: you said you don't remember it. %s alone is told", f.title(), firstName(f.Who(f.Author)))
	}
	if f.Form.Rated && f.Answer.Match != practice.MatchedNo && f.Answer.Useful == 0 {
		label = "Was it useful?"
	}
	if !f.Open(f.Today) {
		return []slack.Block{kit.Line(kit.Text(said + "."))}
	}
	return []slack.Block{kit.Item(said+".", kit.Button(ActionConfirmation, idValue(f.ID), label, label+" "+within(f.title())))}
}

// Confirmation is the form in which a person says more about a session, or
// changes what they said.
func Confirmation(f ConfirmFacts) slack.ModalViewRequest {
	blocks := []slack.Block{kit.Line(kit.Text(f.noted()))}
	record, _ := f.Playbook.Record(practice.ConfirmationRecord)
	var s sheet
	for _, field := range record.Form {
		if field.Key == practice.FieldMatch || f.Form.Rated {
			blocks = append(blocks, s.inputs(question{Field: field, path: field.Key, answer: practice.Value{Text: f.said(field.Key)}})...)
		}
	}
	m := kit.Modal(FormConfirmation, "Does it match?", "Send", append(blocks, kit.Aside(f.whoSees()))...)
	m.PrivateMetadata = origin{Ask: f.ID}.String()
	return m
}

// said is what the person has answered to a question of the form.
func (f *ConfirmFacts) said(key string) string {
	switch {
	case key == practice.FieldMatch:
		return string(f.Answer.Match)
	case key == practice.FieldUseful && f.Answer.Useful > 0:
		return fmt.Sprint(f.Answer.Useful)
	case key == practice.FieldNextClear:
		return f.Answer.Next
	}
	return ""
}

// ParseConfirmation is the inverse of [Confirmation].
func ParseConfirmation(v slack.View) (id practice.AskID, c practice.Confirmation, err error) {
	o, err := originOf(v)
	if err != nil {
		return 0, c, err
	}
	given := answersOf(v)
	c.Match = practice.Matched(practice.ValueOf(practice.FieldMatch, given.option(practice.FieldMatch)))
	if useful := given.option(practice.FieldUseful); useful != "" {
		if _, err := fmt.Sscan(useful, &c.Useful); err != nil {
			return 0, c, fmt.Errorf("view: %q is no rating: %w", useful, err)
		}
	}
	c.Next = given.option(practice.FieldNextClear)
	return o.Ask, c, c.Check()
}

// Confirmed replaces the form once the answer is stored.
func Confirmed(f ConfirmFacts) slack.ModalViewRequest {
	said := "Thank you. " + f.whoSees()
	if f.Answer.Match == practice.MatchedNo {
		said = fmt.Sprintf("Thank you. I'll ask %s to look at the date and the person. Nobody else is told.", firstName(f.Who(f.Author)))
	}
	return kit.Modal("", "Thank you", "", kit.Line(kit.Text(said)))
}

// NotRemembered is the message to an author that the person an entry is about
// does not remember it.
func NotRemembered(f ConfirmFacts) kit.Message {
	name := firstName(f.Who(f.Person))
	title := fmt.Sprintf("%s on %s", quoted(f.Form.Short), weekdayMonth(f.HappenedOn, f.Today))
	switch {
	case !f.CancelledAt.IsZero(), f.Answer.Match != practice.MatchedNo:
		said := fmt.Sprintf("%s has looked at %s again: it matches.", name, title)
		if f.Answer.Match == practice.MatchedLike {
			said = fmt.Sprintf("%s has looked at %s again: something like it happened.", name, title)
		}
		return kit.NewMessage(said, kit.Line(kit.Text(said)))
	case !f.KeptAt.IsZero():
		said := fmt.Sprintf("%s doesn't remember %s. You keep it as it is.", name, title)
		return kit.NewMessage(said, kit.Line(kit.Text(said)))
	}
	said := fmt.Sprintf("%s doesn't remember %s. Is it the right date, and the right person? I've told nobody else.", name, title)
	spoken := within(strings.Trim(title, "“”"))
	return kit.NewMessage(fmt.Sprintf("%s doesn't remember something you logged.", name), kit.Line(kit.Text(said)), kit.Buttons(
		kit.Button(ActionEdit, entryValue(f.Entry), "Edit", "Edit "+spoken),
		withdrawButton(f.Entry, spoken),
		kit.Button(ActionKeep, idValue(f.ID), "Keep", "Keep "+spoken)))
}
