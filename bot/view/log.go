package view

import (
	"fmt"
	"maps"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// Known is the data behind a form for logging a practice.
type Known struct {
	Draft
	Author  practice.Person
	People  []practice.PersonID   // answer to the first field for people, such as the recipients of thanks
	Reports []practice.PersonID   // the author's team
	Waiting []practice.Occurrence // the author's open occurrences of the practice
	Today   cadence.Date
	Who     Who
	Version int               // of the playbook
	Leader  practice.PersonID // the author's line manager on the day it is, or was, written; nobody where there is none
	Editing practice.Entry    // the entry that is edited; with no ID for a new one
	Touch   string            // one line of context: "Last one 10 February."
	Before  []slack.Block     // what stands above the questions about one person; see [Before]
	Above   map[string]string // a line of small print above a question, by its key
	Make    map[string]string // beside it, what a button to make an obstacle names; see [MakeObstacleValue]
	Goes    practice.Sharing  // where thanks go if they go to a channel
	Teams   bool              // that depends on the people chosen
	Review  *ObstacleReview   // the obstacles of their review; nil for another practice
}

// maxQuestions is the number of blocks that a form has room for besides its two
// lines of small print and its two rows of buttons.
const maxQuestions = kit.MaxBlocks - 4

// Log is the form for logging a practice: the people it is about, the day it
// happened, and the practice's own questions, of which those that can wait are
// behind a button. In a form about several people, each question that its
// subject may read is repeated for each of them; where there is no room for
// all, for as many as fit.
func Log(k Known) slack.ModalViewRequest {
	k.Taken = len(k.Before) + len(k.Linked.said())
	questions, columns := k.questions()
	blocks := k.Linked.said()
	if k.Touch != "" {
		blocks = append(blocks, kit.Aside(k.Touch))
	}
	if hasGood(k.Practice) {
		blocks = append(blocks, kit.Buttons(kit.Button(ActionGood, k.Practice.Key, "What good looks like", "")))
	}
	blocks = append(blocks, k.Before...)
	if wanted := k.columns(); len(columns) < len(wanted) {
		blocks = append(blocks, kit.Aside(tooMany(len(columns))))
	}
	submit := "Log it"
	if k.Practice.Key == practice.RecognitionKey {
		submit = "Send thanks"
	}
	blocks = append(blocks, questions...)
	if more, ok := k.moreButton(); ok {
		blocks = append(blocks, kit.Buttons(more))
	}
	form := FormLog
	if k.Editing.ID != 0 {
		form, submit = FormEdit, "Save"
	}
	m := kit.Modal(form, k.Practice.Short, submit, blocks...)
	from := origin{Practice: k.Practice.Key, Occurrence: k.Occurrence, People: columns, Version: k.Version,
		Entry: k.Editing.ID, Edits: k.Editing.Edits, More: k.More, StepDue: k.StepDue, Suggested: k.Suggested, Taken: k.Taken, Message: k.Linked.String(), Channel: k.Goes.Channel, Contest: k.Contest}
	if len(columns) == 0 && asksEach(k.Practice) {
		from.Person = firstOf(k.Subjects)
	}
	m.PrivateMetadata = from.String()
	return m
}

func tooMany(room int) string {
	return fmt.Sprintf("This form has room for %s. Log it for them first, then for the others.", counted(room, "person", "people"))
}

// questions draws the inputs, and returns the people for whom the shared ones
// are repeated. A form that is nearly full offers no more rows; one over the
// limit repeats fields for fewer people.
func (k Known) questions() (blocks []slack.Block, columns []practice.PersonID) {
	columns = k.columns()
	blocks = k.fields(columns, true)
	room := maxQuestions - k.Taken
	if len(blocks) > room-rowInputs {
		blocks = k.fields(columns, false)
	}
	for len(blocks) > room && len(columns) > 1 {
		columns = columns[:len(columns)-1]
		blocks = k.fields(columns, false)
	}
	return blocks, columns
}

// room returns the number of people for whom the form has room to repeat the
// shared fields.
func (d Draft) room() int {
	nobody := func(practice.PersonID) practice.Person { return practice.Person{} }
	_, columns := Known{Draft: d, Who: nobody}.questions()
	return len(columns)
}

func (k Known) fields(columns []practice.PersonID, more bool) []slack.Block {
	p := k.Practice
	self := func(id practice.PersonID) bool { return id == k.Author.ID }
	s := sheet{
		people: picker{
			team:   slices.DeleteFunc(slices.Clone(k.Reports), self),
			who:    k.Who,
			anyone: slices.Contains(p.Levels, practice.Everyone),
		},
		author:  k.Author.ID,
		call:    callNames(columns, k.Who),
		reads:   k.reads,
		more:    more,
		stepDue: k.StepDue,
		review:  k.Review,
		editing: k.Editing.ID != 0,
	}
	var blocks []slack.Block
	subject := p.SubjectField()
	if p.Scope == practice.ScopeReport && subject == practice.FieldPerson {
		blocks = append(blocks, s.subjects(question{Field: practice.Field{Label: "Who was it with?"}, path: subject}, k))
	}
	if f, ok := p.Form.Field(subject); ok {
		blocks = append(blocks, s.subjects(question{Field: f, path: subject}, k))
	}
	blocks = append(blocks, k.when()...)
	once := k.answers()
	for _, f := range p.Form {
		switch {
		case f.Key == subject, f.Key == practice.FieldNoneReason && k.Review != nil && len(k.Review.Open) > 0:
		case len(columns) > 0 && perPerson(p, f):
			for _, id := range columns {
				q := question{f, personPath(f.Key, id), id, s.call(id), k.Each[id][f.Key]}
				blocks = append(blocks, k.question(s, q, together(once, k.Each[id]))...)
			}
		default:
			if f.Key == practice.ShareWhere {
				blocks = append(blocks, k.goes()...)
			}
			blocks = append(blocks, k.question(s, question{Field: f, path: f.Key, answer: once[f.Key]}, once)...)
		}
	}
	return blocks
}

// goes names the channel that public thanks go to, above the question where to
// share them.
func (k Known) goes() []slack.Block {
	if k.Practice.Key != practice.RecognitionKey || k.Goes.Channel == "" {
		return nil
	}
	when := "."
	if k.Goes.Friday {
		when = " on Friday, with the team's others."
	}
	return []slack.Block{kit.Line(kit.Text("Public thanks go to "), slack.NewRichTextSectionChannelElement(k.Goes.Channel, nil), kit.Text(when))}
}

// answers returns the answers given before, and the people the form was opened
// with.
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
