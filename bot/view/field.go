package view

import (
	"fmt"
	"net/url"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// The option values of a yes_no field.
const (
	yes = "yes"
	no  = "no"
)

// A sheet draws fields as inputs.
type sheet struct {
	people picker
	author practice.PersonID
	call   caller                // the names in a form about several people
	reads  func(question) string // names who reads the answer to a question
	more   bool                  // whether there is room to offer more rows

	stepDue cadence.Date    // the day that an empty next step shows
	review  *ObstacleReview // the open obstacles of a review; nil for none
	editing bool            // the form edits an entry
}

// A question is a field as a form shows it, once or for one person.
type question struct {
	practice.Field
	path   string            // its key, or that and the person: did_well, did_well.7
	person practice.PersonID // whom it is about, where the field is repeated for several
	of     string            // the person's name, where the field is repeated for several
	answer practice.Value
}

// label adds the person's name to a label, if the form repeats the field for
// each person.
func (q question) label(s string) string {
	if q.of == "" {
		return s
	}
	return s + " · " + q.of
}

// fields draws fields as empty inputs.
func (s sheet) fields(fields practice.Form) []slack.Block {
	var blocks []slack.Block
	for _, f := range fields {
		blocks = append(blocks, s.inputs(question{Field: f, path: f.Key})...)
	}
	return blocks
}

// inputs draws a question with its answer so far.
func (s sheet) inputs(q question) []slack.Block {
	switch {
	case q.Type == practice.Sessions:
		return s.sessions(q)
	case isRows(q.Field):
		return s.rows(q)
	case q.Type == practice.ObstacleList:
		return s.reviews(q)
	}
	return []slack.Block{inputFor(q.path, q.label(q.Label), s.hint(q), q.Required, s.element(q.Field, q.answer))}
}

// subjects is the input for the people an entry is about. Where a choice
// changes the rest of the form, Slack sends it to coach at once.
func (s sheet) subjects(q question, k Known) slack.Block {
	block := inputFor(q.path, q.Label, q.Help, true, s.people.several(k.Subjects))
	if in, ok := block.(*slack.InputBlock); ok && (asksEach(k.Practice) || k.mayAskWhich()) {
		in.WithDispatchAction(true)
	}
	return block
}

// inputFor is an input, or a line that explains why it is missing.
func inputFor(path, label, hint string, required bool, element slack.BlockElement) slack.Block {
	if element == nil {
		return kit.Aside(label + " There's nobody to choose from yet.")
	}
	return kit.Input(path, label, hint, required, element)
}

// element returns the input element for a field with a single input.
func (s sheet) element(f practice.Field, v practice.Value) slack.BlockElement {
	switch f.Type {
	case practice.Select:
		return kit.OneOf(kit.Choices(f.Options), v.Text)
	case practice.MultiSelect:
		return kit.AnyOf(kit.Choices(f.Options), v.Many)
	case practice.Rating:
		return kit.Radios(kit.Choices(practice.PlainOptions("1", "2", "3", "4", "5")), v.Text)
	case practice.YesNo:
		return kit.Radios([]*slack.OptionBlockObject{kit.Choice(yes, "Yes", ""), kit.Choice(no, "No", "")}, v.Text)
	case practice.User:
		return s.people.one(firstOf(v.People))
	case practice.MultiUser:
		return s.people.several(v.People)
	case practice.Number:
		return numberInput(f, v.Text)
	case practice.URL:
		link := slack.NewURLTextInputBlockElement(nil, kit.ActionChoose)
		if u, err := url.Parse(v.Text); err == nil && u.Host != "" { // Slack refuses to show what is no link
			link.InitialValue = v.Text
		}
		return link
	case practice.DateField:
		return datePicker(v.Date)
	case practice.LongText:
		return textInput(v.Text, practice.LongTextMax).WithMultiline(true)
	default:
		return textInput(v.Text, practice.TextMax)
	}
}

func firstOf(ids []practice.PersonID) practice.PersonID {
	if len(ids) == 0 {
		return 0
	}
	return ids[0]
}

func textInput(value string, limit int) *slack.PlainTextInputBlockElement {
	element := slack.NewPlainTextInputBlockElement(nil, kit.ActionChoose).WithMaxLength(limit)
	if value != "" {
		element.InitialValue = kit.Shorten(value, limit)
	}
	return element
}

func numberInput(f practice.Field, value string) slack.BlockElement {
	element := slack.NewNumberInputBlockElement(nil, kit.ActionChoose, f.Decimal)
	if f.Holds(value) { // Slack refuses to show any other
		element.InitialValue = value
	}
	if f.Min != nil {
		element.MinValue = strconv.FormatFloat(*f.Min, 'f', -1, 64)
	}
	if f.Max != nil {
		element.MaxValue = strconv.FormatFloat(*f.Max, 'f', -1, 64)
	}
	return element
}

func datePicker(d cadence.Date) slack.BlockElement {
	element := slack.NewDatePickerBlockElement(kit.ActionChoose)
	element.InitialDate = d.String()
	return element
}

// isRows reports whether the answer to a field is a list of rows.
func isRows(f practice.Field) bool {
	return f.Type == practice.Actions || f.Type == practice.Sessions || f.Type == practice.ObstacleNew
}

// rowInputs is the number of inputs in a row that can be added: at most those of
// a session.
const rowInputs = 4

// rowCount returns the number of rows to draw for a number of known ones: at
// least as many as the field requires.
func rowCount(f practice.Field, known int) int {
	return min(max(f.LeastRows(), known), f.MostRows())
}

// rowPath returns the path of one input of a row.
func rowPath(path string, row int, member string) string {
	return fmt.Sprintf("%s.%d.%s", path, row, member)
}

// personPath returns the path of a field's input for one person.
func personPath(key string, id practice.PersonID) string { return fmt.Sprintf("%s.%d", key, id) }

// rows draws a field of rows: what, an owner for an obstacle, and a date. A
// button adds another row while there is room.
func (s sheet) rows(q question) []slack.Block {
	var blocks []slack.Block
	n := rowCount(q.Field, len(q.answer.Rows))
	for i := range n {
		var row practice.Row
		if i < len(q.answer.Rows) {
			row = q.answer.Rows[i]
		}
		help, nth := s.hint(q), ""
		if i > 0 {
			help, nth = "", fmt.Sprintf(" (%d)", i+1)
		}
		required := q.Required && i < q.LeastRows()
		blocks = append(blocks, kit.Input(rowPath(q.path, i, "what"), q.label(q.Label)+nth, help, required, textInput(row.What, practice.TextMax)))
		if q.Type == practice.ObstacleNew {
			blocks = append(blocks, inputFor(rowPath(q.path, i, "owner"), q.label("Who will remove it?"), "", false, s.people.one(row.Owner)))
		}
		if q.Type == practice.Actions && row == (practice.Row{}) {
			row.Due = s.stepDue
		}
		blocks = append(blocks, kit.Input(rowPath(q.path, i, "due"), q.label("By when?")+nth, "", required && q.Type == practice.Actions, datePicker(row.Due)))
	}
	return append(blocks, s.another(q, n)...)
}

// another is the button that adds a row to a field that has some, while there is
// room.
func (s sheet) another(q question, rows int) []slack.Block {
	if !s.more || rows >= q.MostRows() {
		return nil
	}
	return []slack.Block{kit.Buttons(kit.Button(ActionAddRow, q.path, q.label("Add another"), q.label("Add another: "+q.Label)))}
}
