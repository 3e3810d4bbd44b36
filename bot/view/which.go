package view

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// when is the input for the day of an entry and, where several occurrences fit,
// the one for the occurrence.
func (k Known) when() []slack.Block {
	day := kit.Input(practice.FieldDate, "When did it happen?", "", true, datePicker(k.HappenedOn))
	if in, ok := day.(*slack.InputBlock); ok && k.mayAskWhich() {
		in.WithDispatchAction(true)
	}
	choices := k.choices()
	if len(choices) < 2 {
		return []slack.Block{day}
	}
	likely := choices[0].ID
	chosen := likely
	for _, id := range []practice.OccurrenceID{k.Occurrence, k.Which} {
		if slices.ContainsFunc(choices, func(o practice.Occurrence) bool { return o.ID == id }) {
			chosen = id
		}
	}
	which := kit.Input(practice.FieldWhich, "Which one is this for?", "", true, k.which(choices, chosen))
	if in, ok := which.(*slack.InputBlock); ok { // Slack keeps the answer to a block it has shown before
		in.BlockID = fmt.Sprintf("%s~%d", practice.FieldWhich, likely)
	}
	return []slack.Block{day, which}
}

// which is the menu of occurrences, in the order in which they are due.
func (k Known) which(choices []practice.Occurrence, chosen practice.OccurrenceID) slack.BlockElement {
	slices.SortStableFunc(choices, func(a, b practice.Occurrence) int { return cmp.Compare(a.DueOn, b.DueOn) })
	options := make([]*slack.OptionBlockObject, len(choices))
	for i, o := range choices {
		options[i] = kit.Choice(occurrenceValue(o.ID), kit.OneLine(k.Practice.Short)+" due "+weekdayMonth(o.DueOn, k.Today), k.standing(o))
	}
	return kit.OneOf(options, occurrenceValue(chosen))
}

// standing describes until when an occurrence can be logged.
func (k Known) standing(o practice.Occurrence) string {
	if o.GraceUntil < k.Today {
		return "Late, can still be logged until " + weekdayMonth(o.ClosesOn, k.Today)
	}
	return "On time until " + weekdayMonth(o.GraceUntil, k.Today)
}

// choices returns the occurrences that the form could be for: none for a form
// about several people, since each has their own.
func (k Known) choices() []practice.Occurrence {
	if len(k.Subjects) > 1 || k.Practice.Scope == practice.ScopeReport && len(k.Subjects) == 0 {
		return nil
	}
	return practice.Choices(ofSubject(k.Waiting, firstOf(k.Subjects)), k.HappenedOn, k.Today)
}

// mayAskWhich reports whether several occurrences fit some person and day, so
// that Slack has to send coach a change of either at once.
func (k Known) mayAskWhich() bool {
	return slices.ContainsFunc(k.Waiting, func(o practice.Occurrence) bool {
		return len(practice.Choices(ofSubject(k.Waiting, o.Subject), k.Today, k.Today)) > 1
	})
}

func ofSubject(occurrences []practice.Occurrence, subject practice.PersonID) []practice.Occurrence {
	return slices.DeleteFunc(slices.Clone(occurrences), func(o practice.Occurrence) bool { return o.Subject != subject })
}

// AsksWhich reports whether a form has the menu of occurrences.
func AsksWhich(v slack.View) bool {
	_, asks := answersOf(v)[practice.FieldWhich]
	return asks
}
