package view

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/slack-go/slack"

	"coach/cadence"
	"coach/practice"
)

// Known is what a form for logging a practice is drawn from.
type Known struct {
	Practice   *practice.Practice
	Author     practice.Person
	Subject    practice.PersonID     // whom it is about, for scope report; nobody to let the author choose
	People     []practice.PersonID   // answer to the first question about people, such as whom to thank
	HappenedOn cadence.Date          // usually today
	Occurrence practice.OccurrenceID // what the author chose to log; none to find it by what they say
	Reports    []practice.PersonID   // the author's team
	Who        Who
	Version    int             // of the playbook
	Entry      practice.Values // answers given before
	Touch      string          // one line of context: "Last one 10 February."
}

// An origin is what a form remembers of where it was opened. It travels
// through the person's Slack client, so it is IDs only, and not to be trusted.
type origin struct {
	Practice   string                `json:"practice,omitempty"`
	Occurrence practice.OccurrenceID `json:"occurrence,omitempty"`
	Version    int                   `json:"version,omitempty"`
}

func (o origin) String() string {
	text, _ := json.Marshal(o) // a struct of a text and two numbers always can be
	return string(text)
}

func originOf(v slack.View) (origin, error) {
	var o origin
	if err := json.Unmarshal([]byte(v.PrivateMetadata), &o); err != nil {
		return o, fmt.Errorf("view: metadata of %s: %w", v.CallbackID, err)
	}
	return o, nil
}

// Log is the form for logging a practice: the person it is about, what the
// practice asks, and the day it happened.
func Log(k Known) slack.ModalViewRequest {
	p := k.Practice
	self := func(id practice.PersonID) bool { return id == k.Author.ID }
	people := picker{
		team:   slices.DeleteFunc(slices.Clone(k.Reports), self),
		who:    k.Who,
		anyone: slices.Contains(p.Levels, practice.Everyone),
	}
	var blocks []slack.Block
	if k.Touch != "" {
		blocks = append(blocks, aside(k.Touch))
	}
	if p.Scope == practice.ScopeReport {
		blocks = append(blocks, ask(practice.FieldPerson, "Who was it with?", "", true, people.one(k.Subject)))
	}
	blocks = append(blocks, sheet{people, p.Scope == practice.ScopeSelf}.fields(p.Form, k.answers())...)
	blocks = append(blocks, input(practice.FieldDate, "When did it happen?", "", true, datePicker(k.HappenedOn)))

	submit := "Log it"
	if p.Key == practice.RecognitionKey {
		submit = "Send thanks"
	}
	m := modal(FormLog, p.Short, submit, blocks...)
	m.PrivateMetadata = origin{p.Key, k.Occurrence, k.Version}.String()
	return m
}

// answers are those given before, and the people the form was opened with.
func (k Known) answers() practice.Values {
	if len(k.People) == 0 {
		return k.Entry
	}
	values := practice.Values{}
	maps.Copy(values, k.Entry)
	for _, f := range k.Practice.Form {
		if f.Type == practice.User || f.Type == practice.MultiUser {
			if values[f.Key].IsZero() {
				values[f.Key] = practice.Value{People: k.People}
			}
			break
		}
	}
	return values
}

// ParseLog is the inverse of [Log]: the entry a submitted form describes, and
// the occurrence it was opened for, if any. The author, and whether all this
// is allowed, is for the caller. What cannot be understood is
// [practice.Problems]; any other error means that the form did not come from
// Log, or its practice is gone.
func ParseLog(v slack.View, lookup func(slackID string) (practice.PersonID, bool), form func(key string) (*practice.Practice, bool)) (e practice.Entry, chosen practice.OccurrenceID, err error) {
	from, err := originOf(v)
	if err != nil {
		return e, 0, err
	}
	p, ok := form(from.Practice)
	if !ok {
		return e, 0, fmt.Errorf("view: form of an unknown practice %q", from.Practice)
	}
	given := answersOf(v)
	e = practice.Entry{Request: v.ID, Practice: p.Key}
	values, problems := given.values(p.Form, lookup)
	subject, unknown := given.person(practice.FieldPerson, lookup)
	day, undated := given.date(practice.FieldDate)
	e.Values, e.Subject, e.HappenedOn = values, subject, day
	if problems = append(append(problems, unknown...), undated...); len(problems) > 0 {
		return e, from.Occurrence, problems
	}
	return e, from.Occurrence, nil
}
