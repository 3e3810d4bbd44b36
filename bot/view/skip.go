package view

import (
	"unicode/utf8"

	"github.com/slack-go/slack"

	"coach/practice"
)

// SkipFacts is what the form for skipping an occurrence is drawn from.
type SkipFacts struct {
	Touch      practice.Touch
	Playbook   *practice.Playbook
	Who        Who
	Occurrence practice.OccurrenceID
	Counts     bool // whether the skip counts as not done
}

// The skip record, its fields, and what they ask.
const (
	skipRecord = "skip"
	skipReason = "reason"
	skipDetail = "detail"

	otherReason = "Other" // the reason that says nothing by itself
	leastDetail = 10      // so its detail has this many characters at least
)

// Skip asks what got in the way, and says what skipping means before it is
// done.
func Skip(f SkipFacts) slack.ModalViewRequest {
	record, _ := f.Playbook.Record(skipRecord)
	blocks := append([]slack.Block{
		line(bold(f.title())),
		line(text("Didn't happen? That's useful to know. " + f.effect())),
	}, sheet{people: picker{who: f.Who}}.fields(record.Form)...)
	m := modal(FormSkip, record.Short, "Skip it", blocks...)
	m.PrivateMetadata = origin{Occurrence: f.Occurrence}.String()
	return m
}

// ParseSkip is the inverse of [Skip]: what is skipped, and why. What is
// missing is [practice.Problems]; any other error means that the form did not
// come from Skip.
func ParseSkip(v slack.View) (id practice.OccurrenceID, s practice.Skip, err error) {
	from, err := originOf(v)
	if err != nil {
		return 0, s, err
	}
	given := answersOf(v)
	s = practice.Skip{Reason: given.option(skipReason), Detail: given.text(skipDetail)}
	var problems practice.Problems
	written := utf8.RuneCountInString(s.Detail)
	switch {
	case s.Reason == "":
		problems = practice.Problems{{Field: skipReason, Text: "Pick one."}}
	case s.Reason == otherReason && written < leastDetail:
		problems = practice.Problems{{Field: skipDetail, Text: "Say in a few words what it was: 10 characters or more."}}
	case written > practice.TextMax:
		problems = practice.Problems{{Field: skipDetail, Text: "Keep it to 300 characters."}}
	}
	if problems != nil {
		return from.Occurrence, s, problems
	}
	return from.Occurrence, s, nil
}

// Skipped replaces the form once the skip is stored.
func Skipped(f SkipFacts) slack.ModalViewRequest {
	return modal("", "Skipped", "",
		line(bold(f.title())),
		line(text("Thank you for saying so. "+f.effect())))
}

func (f SkipFacts) title() string {
	on := firstDue(f.Touch)
	return titled(f.Touch, f.Playbook, on, callers(nil, f.Who))
}

func (f SkipFacts) effect() string {
	if f.Counts {
		return "This one counts as not done."
	}
	return "This one is within your allowance, so it does not count."
}
