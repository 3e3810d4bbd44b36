package view

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/cadence"
	"coach/practice"
)

// A Draft is the unfinished content of a form for logging. [Log] draws it,
// [ParseDraft] reads it back, and [ParseLog] reads it when it is submitted.
type Draft struct {
	Practice   *practice.Practice
	Occurrence practice.OccurrenceID // the occurrence whose button was pressed; none to find it by the answers
	Which      practice.OccurrenceID // the one chosen from the menu of occurrences; none without a menu
	Subjects   []practice.PersonID   // the subjects, for scope report; nobody to let the author choose
	HappenedOn cadence.Date
	Entry      practice.Values                       // the answers to fields that appear once; an empty row is one that is drawn
	Each       map[practice.PersonID]practice.Values // the answers to fields repeated for each person, once there were several
	More       bool                                  // the questions that can wait are shown
	StepDue    cadence.Date                          // the day that an empty next step shows; it alone is no answer
	Suggested  map[string]suggestion                 // by path: the answers that coach has suggested
	Taken      int                                   // the number of blocks above the questions
	Linked     Linked                                // the message it was opened from
	Contest    practice.SessionID                    // of a recognition: the contest whose winners it thanks
}

// ErrBehind means that a form was submitted before Slack had replaced it by one
// for what was chosen in it, so it lacks inputs.
var ErrBehind = errors.New("view: the form does not ask everything yet that follows from the choices in it")

// An origin is a form's record of where it was opened and for which people it
// was drawn. It travels through the person's Slack client, so it has IDs only,
// and is not to be trusted.
type origin struct {
	Practice   string                `json:"practice,omitempty"`
	Occurrence practice.OccurrenceID `json:"occurrence,omitempty"`
	Person     practice.PersonID     `json:"person,omitempty"` // the subject, where every field appears once
	People     []practice.PersonID   `json:"people,omitempty"` // the people for whom the shared fields are repeated
	Version    int                   `json:"version,omitempty"`
	Action     practice.ActionID     `json:"action,omitempty"` // the step that a form is about
	Entry      practice.EntryID      `json:"entry,omitempty"`  // the session whose plan a form is about, or the entry that is edited
	Ask        practice.AskID        `json:"ask,omitempty"`    // what a person is asked to confirm
	Listed     bool                  `json:"listed,omitempty"` // the form lies on a list of steps
	Edits      int                   `json:"edits,omitempty"`  // how often it had been edited when the form was drawn
	More       bool                  `json:"more,omitempty"`
	StepDue    cadence.Date          `json:"step_due,omitzero"`
	Suggested  map[string]suggestion `json:"suggested,omitempty"`
	Taken      int                   `json:"taken,omitempty"`   // blocks above the questions
	Message    string                `json:"message,omitempty"` // see [Linked]
	Channel    string                `json:"channel,omitempty"` // the one that the form names for public thanks
	Contest    practice.SessionID    `json:"contest,omitempty"` // of a recognition: the contest whose winners it thanks
}

func (o origin) String() string {
	text, _ := json.Marshal(o) // a struct of a text and numbers always can be
	return string(text)
}

func originOf(v slack.View) (origin, error) {
	var o origin
	if err := json.Unmarshal([]byte(v.PrivateMetadata), &o); err != nil {
		return o, fmt.Errorf("view: metadata of %s: %w", v.CallbackID, err)
	}
	return o, nil
}

// perPerson reports whether a form about several people repeats a field for
// each of them: an answer that one of them may read is not for the others.
func perPerson(p *practice.Practice, f practice.Field) bool {
	return p.Scope == practice.ScopeReport && f.Vis == practice.Shared && f.Key != p.SubjectField()
}

func asksEach(p *practice.Practice) bool {
	return slices.ContainsFunc(p.Form, func(f practice.Field) bool { return perPerson(p, f) })
}

// columns returns the people for whom the shared fields are repeated: those
// chosen, or while nobody is chosen, those chosen before. For nobody the fields
// appear once.
func (d Draft) columns() []practice.PersonID {
	switch {
	case len(d.Each) == 0 && (len(d.Subjects) < 2 || !asksEach(d.Practice)):
		return nil
	case len(d.Subjects) == 0:
		return slices.Sorted(maps.Keys(d.Each))
	}
	return d.Subjects
}

// AddRow adds a row to the field of rows at a path, if it has room for one. A
// path that the form lacks changes nothing.
func (d *Draft) AddRow(path string) {
	add := func(values practice.Values, f practice.Field) {
		v := values[f.Key]
		if n := rowCount(f, len(v.Rows)); n < f.MostRows() {
			v.Rows = append(slices.Clone(v.Rows), make([]practice.Row, n+1-len(v.Rows))...)
			values[f.Key] = v
		}
	}
	for _, f := range d.Practice.Form {
		if !isRows(f) {
			continue
		}
		if path == f.Key {
			add(d.Entry, f)
		}
		for id, values := range d.Each {
			if path == personPath(f.Key, id) {
				add(values, f)
			}
		}
	}
}

// ParseDraft reads an unfinished form for logging, to draw it again. Inputs
// that it cannot understand are left out of the draft and reported as
// [practice.Problems]. Any other error means that the form did not come from
// [Log], or its practice no longer exists.
func ParseDraft(v slack.View, lookup func(slackID string) (practice.PersonID, bool), form func(key string) (*practice.Practice, bool)) (Draft, error) {
	from, err := originOf(v)
	if err != nil {
		return Draft{}, err
	}
	p, ok := form(from.Practice)
	if !ok {
		return Draft{}, fmt.Errorf("view: form of an unknown practice %q", from.Practice)
	}
	given := answersOf(v)
	d := Draft{Practice: p, Occurrence: from.Occurrence, Entry: practice.Values{}, More: from.More, StepDue: from.StepDue, Suggested: from.Suggested, Taken: from.Taken, Linked: LinkedIn(v, ""), Contest: from.Contest}
	var problems, ps practice.Problems
	for _, f := range p.Form {
		switch {
		case f.Key == p.SubjectField():
		case len(from.People) > 0 && perPerson(p, f):
			for _, id := range from.People {
				problems = append(problems, d.read(given, f, id, lookup)...)
			}
		default:
			problems = append(problems, d.read(given, f, 0, lookup)...)
		}
	}
	if p.Scope == practice.ScopeReport {
		d.Subjects, ps = given.people(p.SubjectField(), lookup)
		problems = append(problems, ps...)
	}
	d.HappenedOn, ps = given.date(practice.FieldDate)
	problems = append(problems, ps...)
	d.Which = given.occurrence(practice.FieldWhich)
	d.follow(from)
	if len(problems) > 0 {
		return d, problems
	}
	return d, nil
}

// read reads the answer to a field that the form has for one person, or once
// for all.
func (d *Draft) read(given answers, f practice.Field, id practice.PersonID, find directory) practice.Problems {
	values, path := d.Entry, f.Key
	if id != 0 {
		if d.Each == nil {
			d.Each = map[practice.PersonID]practice.Values{}
		}
		if d.Each[id] == nil {
			d.Each[id] = practice.Values{}
		}
		values, path = d.Each[id], personPath(f.Key, id)
	}
	v, problems := given.value(f, path, find)
	if !v.IsZero() {
		values[f.Key] = v
	}
	return problems
}

// follow adapts answers to a changed choice of people. An answer about a person
// stays with them. If the form was about one person only, who is not chosen any
// more, the first of the new people inherits the answer: the author has
// corrected the name, not the words.
func (d *Draft) follow(from origin) {
	once := len(from.People) == 0
	if len(d.Subjects) == 0 || !asksEach(d.Practice) || once && len(d.Subjects) == 1 {
		return
	}
	each := make(map[practice.PersonID]practice.Values, len(d.Subjects))
	for _, id := range d.Subjects {
		each[id] = practice.Values{}
		if values, asked := d.Each[id]; asked {
			each[id] = values
		}
	}
	switch {
	case once:
		heir := d.Subjects[0]
		if slices.Contains(d.Subjects, from.Person) {
			heir = from.Person
		}
		for _, f := range d.Practice.Form {
			if v, ok := d.Entry[f.Key]; ok && perPerson(d.Practice, f) {
				each[heir][f.Key] = v
				delete(d.Entry, f.Key)
			}
		}
	case len(from.People) == 1 && !slices.Contains(d.Subjects, from.People[0]):
		maps.Copy(each[d.Subjects[0]], d.Each[from.People[0]])
	}
	d.Each = each
}

// ParseLog is the inverse of [Log]: it returns the entries of a submitted form,
// one for each person it is about, and the occurrence it is for, if the form
// offered a choice or was opened for one. The caller adds the author and checks
// permissions. Input that cannot be understood, and more people than a form has
// room for, is [practice.Problems]. [ErrBehind] means that the form has to be
// drawn again before it can be read. Any other error means that the form did
// not come from Log, or its practice no longer exists.
func ParseLog(v slack.View, lookup func(slackID string) (practice.PersonID, bool), form func(key string) (*practice.Practice, bool)) (es []practice.Entry, chosen practice.Choice, err error) {
	d, err := ParseDraft(v, lookup, form)
	if d.Practice == nil {
		return nil, chosen, err
	}
	es, chosen = d.entries(v.ID), d.choice(answersOf(v))
	if err != nil {
		return es, chosen, err
	}
	subject := d.Practice.SubjectField()
	from, _ := originOf(v) // ParseDraft has read it
	wanted := d.columns()
	switch room := d.room(); {
	case len(d.Each) > 0 && len(d.Subjects) == 0:
		err = practice.Problems{{Field: subject, Text: "Pick the person this was about."}}
	case room < len(wanted):
		err = practice.Problems{{Field: subject, Text: tooMany(room)}}
	case !samePeople(wanted, from.People), d.lacks(answersOf(v)):
		err = ErrBehind
	}
	return es, chosen, err
}

// choice returns the occurrence that a form is for. In a form about several
// people each entry finds its own.
func (d Draft) choice(given answers) practice.Choice {
	if _, asked := given[practice.FieldWhich]; asked && len(d.Subjects) < 2 {
		return practice.Choice{Occurrence: d.Which, Asked: true}
	}
	return practice.Choice{Occurrence: d.Occurrence}
}

// NamedChannel returns the channel that a form of [Log] named for public thanks;
// none if it named none.
func NamedChannel(v slack.View) string {
	from, _ := originOf(v)
	return from.Channel
}

// DrawnFrom returns the playbook version that a form of [Log] was drawn from.
func DrawnFrom(v slack.View) (version int) {
	from, _ := originOf(v) // one that did not come from Log came from none
	return from.Version
}

// Unasked returns the answers of an entry to questions that the form which edits
// it did not ask, such as those folded away: they stay as they are.
func Unasked(v slack.View, e practice.Entry) practice.Values {
	given, kept := answersOf(v), practice.Values{}
	asked := func(key string) bool {
		for path := range given {
			if field, _, _ := strings.Cut(path, "."); field == key {
				return true
			}
		}
		return false
	}
	for key, value := range e.Values {
		if !asked(key) {
			kept[key] = value
		}
	}
	return kept
}

// EditOf returns the entry that a form of [Log] edits, and how often it had
// been edited when the form was opened; none for the form of a new entry.
func EditOf(v slack.View) (id practice.EntryID, edits int) {
	from, _ := originOf(v)
	return from.Entry, from.Edits
}

func samePeople(a, b []practice.PersonID) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// entries returns a draft's entries, one for each person it is about, without
// empty rows.
func (d Draft) entries(request string) []practice.Entry {
	subjects := d.Subjects
	if len(subjects) == 0 {
		subjects = []practice.PersonID{0}
	}
	es := make([]practice.Entry, len(subjects))
	for i, id := range subjects {
		values := practice.Values{}
		for _, some := range []practice.Values{d.Entry, d.Each[id]} {
			for key, v := range some {
				v.Rows = slices.DeleteFunc(slices.Clone(v.Rows), func(r practice.Row) bool { return r == practice.Row{} })
				if len(v.Rows) == 0 {
					v.Rows = nil
				}
				if !v.IsZero() {
					values[key] = v
				}
			}
		}
		es[i] = practice.Entry{Request: request, Practice: d.Practice.Key, Subject: id, HappenedOn: d.HappenedOn, Values: values, Contest: d.Contest}
	}
	return es
}
