package practice

import (
	"fmt"
	"slices"
	"strings"

	"coach/cadence"
)

// Says is the rule in words, to stand in a sentence: every two weeks, by
// Thursday of the second week; three times a week, by Thursday. Grace is left
// out.
func (r Rule) Says() string {
	said := howOften(r.Cadence, r.Due, r.Times)
	if by := byWhen(r.Due, r.Times); by != "" {
		said += ", " + by
	}
	if in := r.Intensify; in != nil {
		said += fmt.Sprintf(", and %s in %s", howOften(in.Rhythm.Cadence, in.Due, in.Times), windowWords(in.Window))
		if by := byWhen(in.Due, in.Times); by != "" {
			said += ", " + by
		}
	}
	return said
}

func howOften(c cadence.Cadence, due []cadence.Due, times int) string {
	if n := max(len(due), 1) * max(times, 1); n > 1 {
		return c.Times(n)
	}
	return c.Every()
}

// byWhen says by which days; nothing for what is due on the day itself.
func byWhen(due []cadence.Due, times int) string {
	days := make([]string, len(due))
	for i, d := range due {
		days[i] = d.Words()
	}
	switch {
	case len(days) == 0:
		return ""
	case len(days) > 1 && times > 1:
		return fmt.Sprintf("%d by each of %s", times, listed(days))
	}
	return "by " + listed(days)
}

func windowWords(w cadence.Window) string {
	unit := map[cadence.Cadence]string{cadence.Monthly: "month", cadence.Quarterly: "quarter"}[w.Of]
	if w.Days == 1 {
		return "the last working day of a " + unit
	}
	return fmt.Sprintf("the last %d working days of a %s", w.Days, unit)
}

// listed joins words as a sentence does: Ana, Ben and Cy.
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// levelWords is how people call those at a level.
var levelWords = map[Level]string{Rep: "people without reports", FLM: "front-line managers", MOM: "managers of managers", Exec: "executives", Everyone: "everyone"}

// SaysOf is of whom the practice is expected, in words: front-line managers
// and executives, managers at every level.
func (p *Practice) SaysOf() string { return sayLevels(p.expected()) }

func sayLevels(levels []Level) string {
	switch {
	case sameSet(levels, personLevels):
		return levelWords[Everyone]
	case sameSet(levels, personLevels[1:]):
		return "managers at every level"
	}
	var words []string
	for _, l := range playbookLevels {
		if slices.Contains(levels, l) {
			words = append(words, levelWords[l])
		}
	}
	return listed(words)
}

// SaysWhy is what the practice is good for, in one short sentence.
func (p *Practice) SaysWhy() string {
	switch {
	case p.Group == "direction":
		return "So that everybody knows where they are going and how."
	case p.Group == "team":
		return "So that the team learns together."
	case p.Group == "obstacles":
		return "So that what is in the way gets removed."
	case p.Group == "recognition":
		return "So that good work is seen."
	case p.Lens == Lagging:
		return "So that results are understood while they can still be changed."
	}
	return "So that people get better at what they do."
}

// SaysInspected is how the practice is inspected and who sees what, in
// sentences.
func (p *Practice) SaysInspected() []string {
	var said []string
	switch p.Confirm {
	case ConfirmSubject:
		said = append(said, "Each person is asked whether it matches.")
	case ConfirmManager:
		said = append(said, "Your manager is asked whether it matches.")
	case ConfirmSample:
		said = append(said, "About one time in five, somebody who was there is asked whether it matches.")
	case ConfirmNone:
		said = append(said, "Nobody is asked to confirm it.")
	}
	if p.Rated {
		said = append(said, "They may say how useful it was, which is only ever shown as an average of five or more.")
	}
	return append(said, p.saysWhoSees()...)
}

// saysWhoSees says who reads what the form asks.
func (p *Practice) saysWhoSees() []string {
	asks := func(v Visibility) bool {
		for _, f := range p.Form {
			if f.Vis == v {
				return true
			}
		}
		return false
	}
	var said []string
	switch {
	case asks(Team) && asks(Leader):
		said = append(said, "Your leader sees whether it happened and when, and what you write for the team or for them.")
	case asks(Team):
		said = append(said, "Your leader sees whether it happened and when, and what you write for the team.")
	case asks(Leader):
		said = append(said, "Your leader sees whether it happened and when, and what you write for them.")
	default:
		said = append(said, "Your leader sees whether it happened and when, never the words.")
	}
	switch {
	case asks(Shared) && p.Scope == ScopeSelf:
		said = append(said, "What you write is yours.")
	case asks(Shared):
		said = append(said, "What you write about somebody is for you and them alone.")
	}
	if asks(Private) {
		said = append(said, "Private notes are yours alone in the app.")
	}
	return said
}
