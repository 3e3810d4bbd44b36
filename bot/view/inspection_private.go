package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/measure"
)

// private is what a manager alone reads of their own habits: how soon they write
// down a conversation, and how much their people do themselves. Each has a
// sentence that helps where it is worth one, and never more than one.
func (f Inspection) private() []slack.Block {
	if f.InChannel {
		return nil
	}
	var said []string
	if r := f.Report.Fresh; r != nil {
		said = append(said, fmt.Sprintf("%d of %s written within a working day", r.Part, countOf(r.Whole, "note was", "notes were")))
	}
	if i := f.Report.Independence; i != nil {
		said = append(said, shares(*i)...)
	}
	if len(said) == 0 {
		return nil
	}
	words := strings.Join(said, " · ") + "."
	for _, hint := range []string{f.freshHint(), f.stepsHint()} {
		if hint != "" {
			words += " " + hint
		}
	}
	return []slack.Block{section("For you alone", words)}
}

// shares says each of the three shares apart: together they would be a score.
func shares(i measure.Independence) (said []string) {
	who := "your people"
	for _, share := range []struct {
		of    *measure.Rate
		words string
	}{{i.Plans, "%s wrote %d of %d plans"}, {i.Led, "%s led %d of %d reviews"}, {i.Steps, "%s own %d of %d open next steps"}} {
		if share.of != nil {
			said = append(said, fmt.Sprintf(share.words, who, share.of.Part, share.of.Whole))
			who = "they"
		}
	}
	return said
}

// hintFrom is how many notes a word about when they were written needs.
const hintFrom = 5

// freshHint is a word to a manager most of whose notes were written later.
func (f Inspection) freshHint() string {
	if r := f.Report.Fresh; r == nil || r.Whole < hintFrom || 2*r.Part >= r.Whole {
		return ""
	}
	return "Most of your notes were written two or more days later. A line right after the conversation is easier, and people recognise it better."
}

// stepsHint is a word to a manager who takes on more of the next steps than is
// good for those coached.
func (f Inspection) stepsHint() string {
	i := f.Report.Independence
	if i == nil || !i.OwnsTooMuch() {
		return ""
	}
	return fmt.Sprintf("You own %d of these steps yourself. Next time, ask “What will you do?” first.", i.Steps.Whole-i.Steps.Part)
}
