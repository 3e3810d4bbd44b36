package practice

import (
	"fmt"
	"slices"
	"strings"

	"coach/cadence"
)

// Words returns the rule in words, for use inside a sentence: every two weeks,
// by Thursday of the second week; three times a week, by Thursday. Grace is
// left out.
func (r Rule) Words() string {
	said := howOften(r.Cadence, r.Due, r.Times)
	if by := byWhen(r.Cadence, r.Due, r.Times); by != "" {
		said += ", " + by
	}
	if in := r.Intensify; in != nil {
		said += fmt.Sprintf(", and %s in %s", howOften(in.Rhythm.Cadence, in.Due, in.Times), windowWords(in.Window))
		if by := byWhen(in.Rhythm.Cadence, in.Due, in.Times); by != "" {
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

// byWhen returns the due days in words; nothing for a practice that is due on
// the day itself.
func byWhen(c cadence.Cadence, due []cadence.Due, times int) string {
	days := make([]string, len(due))
	for i, d := range due {
		days[i] = d.Words(c)
	}
	switch {
	case len(days) == 0:
		return ""
	case len(days) > 1 && times > 1:
		return InWords(times) + " by each of " + Listed(days)
	}
	return "by " + Listed(days)
}

func windowWords(w cadence.Window) string {
	unit := map[cadence.Cadence]string{cadence.Monthly: "month", cadence.Quarterly: "quarter"}[w.Of]
	if w.Days == 1 {
		return "the last working day of a " + unit
	}
	return fmt.Sprintf("the last %s working days of a %s", InWords(w.Days), unit)
}

// Listed joins words for a sentence: Ana, Ben and Cy.
func Listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// levelWords are the names of the levels for people at them.
var levelWords = map[Level]string{Rep: "people without reports", FLM: "front-line managers", MOM: "managers of managers", Exec: "executives", Everyone: "everyone"}

// LevelWords returns the levels that are expected to perform the practice, in
// words: front-line managers and executives, managers at every level.
func (p *Practice) LevelWords() string { return levelsInWords(p.expected()) }

func levelsInWords(levels []Level) string {
	switch {
	case SameLevels(levels, PersonLevels):
		return levelWords[Everyone]
	case SameLevels(levels, PersonLevels[1:]):
		return "managers at every level"
	}
	var words []string
	for _, l := range PlaybookLevels {
		if slices.Contains(levels, l) {
			words = append(words, levelWords[l])
		}
	}
	return Listed(words)
}

// Purpose returns why the practice is worth its time, in one sentence: the
// playbook's own, or else that of its group.
func (p *Practice) Purpose() string {
	switch {
	case p.Why != "":
		return p.Why
	case p.Group == "direction":
		return "So that everybody knows where they're going and how."
	case p.Group == "team":
		return "So that the team learns together."
	case p.Group == "obstacles":
		return "So that what's in the way gets removed."
	case p.Group == "recognition":
		return "So that good work is seen."
	case p.Lens == Lagging:
		return "So that you see results while you can still change them."
	}
	return "So that people get better at what they do."
}

// ReaderWords returns the readers of the form's answers in words, to continue
// a sentence. It is empty in the usual case: the performer and the subject
// read what is about the subject.
func (p *Practice) ReaderWords() string {
	asks := func(v Visibility) bool { return slices.ContainsFunc(p.Form, func(f Field) bool { return f.Vis == v }) }
	var readers []string
	if asks(Everywhere) {
		readers = append(readers, "everyone")
	}
	if asks(Team) {
		readers = append(readers, "the team")
	}
	if asks(Leader) {
		readers = append(readers, "your leader")
	}
	switch {
	case len(readers) > 0 && (asks(Shared) || asks(Private)):
		return Listed(readers) + " can read part of what you write"
	case len(readers) > 0:
		return Listed(readers) + " can read what you write"
	case asks(Shared) && p.Scope == ScopeSelf:
		return "only you can read what you write"
	}
	return ""
}
