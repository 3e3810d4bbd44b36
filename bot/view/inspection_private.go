package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/measure"
)

// Integrity is what a manager alone reads of their own ways: how soon they write
// down a conversation, and how much their people do themselves. Each has a sentence
// that helps where it is worth one, and never more than one.
type Integrity struct {
	Fresh        *measure.Rate         // nil without a note
	Independence *measure.Independence // nil where there is too little of everything
}

// private is what a report says of its reader's ways.
func (f Inspection) private() []slack.Block {
	if f.InChannel {
		return nil
	}
	h := Integrity{f.Report.Fresh, f.Report.Independence}
	said := h.fresh()
	if h.Independence != nil {
		said = append(said, shares(*h.Independence)...)
	}
	if len(said) == 0 {
		return nil
	}
	words := append([]string{strings.Join(said, " · ") + "."}, append(h.freshHint(), h.stepsHint()...)...)
	return []slack.Block{section(alone, strings.Join(words, " "))}
}

// alone is the title of what nobody else reads.
const alone = "For you alone"

// hints is what a Home says of its owner's ways: only what there is a word
// about, with what that rests on, a line for each sentence.
func (h Integrity) hints() []slack.Block {
	var said []string
	if hint := h.freshHint(); hint != nil {
		said = append(append(said, "Last week, "+h.fresh()[0]+"."), hint...)
	}
	if hint := h.stepsHint(); hint != nil {
		said = append(append(said, capital(shares(measure.Independence{Steps: h.Independence.Steps})[0])+"."), hint...)
	}
	if said == nil {
		return nil
	}
	return []slack.Block{kit.Heading(alone), kit.Para(strings.Join(said, "\n"))}
}

// fresh says how many notes were written at once; nothing without a note.
func (h Integrity) fresh() []string {
	if h.Fresh == nil {
		return nil
	}
	return []string{fmt.Sprintf("%d of %s written within a working day", h.Fresh.Part, countOf(h.Fresh.Whole, "note was", "notes were"))}
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
func (h Integrity) freshHint() []string {
	if r := h.Fresh; r == nil || r.Whole < hintFrom || 2*r.Part >= r.Whole {
		return nil
	}
	return []string{"Most of your notes were written two or more days later.", "A line right after the conversation is easier, and people recognise it better."}
}

// stepsHint is a word to a manager who takes on more of the next steps than is
// good for those coached.
func (h Integrity) stepsHint() []string {
	i := h.Independence
	if i == nil || !i.OwnsTooMuch() {
		return nil
	}
	return []string{fmt.Sprintf("You own %d of these steps yourself.", i.Steps.Whole-i.Steps.Part), "Next time, ask “What will you do?” first."}
}
