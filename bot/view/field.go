package view

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/cadence"
	"coach/practice"
)

// Option values of a yes_no field.
const (
	yes = "yes"
	no  = "no"
)

// A sheet turns fields into inputs.
type sheet struct {
	people picker
	alone  bool // it is about nobody but its author
}

// fields draws inputs that show what is answered already.
func (s sheet) fields(fields practice.Form, values practice.Values) []slack.Block {
	var blocks []slack.Block
	for _, f := range fields {
		v := values[f.Key]
		switch f.Type {
		case practice.Actions, practice.Sessions, practice.ObstacleNew:
			blocks = append(blocks, s.rows(f, v.Rows)...)
		case practice.ObstacleList:
			blocks = append(blocks, aside("No open obstacles."))
		default:
			blocks = append(blocks, ask(f.Key, f.Label, s.hint(f), f.Required, s.element(f, v)))
		}
	}
	return blocks
}

// ask is an input, or a line that says why there is none.
func ask(path, label, hint string, required bool, element slack.BlockElement) slack.Block {
	if element == nil {
		return aside(label + " There is nobody to choose from yet.")
	}
	return input(path, label, hint, required, element)
}

// element is what a field of one input is answered with.
func (s sheet) element(f practice.Field, v practice.Value) slack.BlockElement {
	switch f.Type {
	case practice.Select:
		return oneOf(choices(f.Options), v.Text)
	case practice.MultiSelect:
		return anyOf(choices(f.Options), v.Many)
	case practice.Rating:
		return radios(choices([]string{"1", "2", "3", "4", "5"}), v.Text)
	case practice.YesNo:
		return radios([]*slack.OptionBlockObject{choice(yes, "Yes", ""), choice(no, "No", "")}, v.Text)
	case practice.User:
		return s.people.one(firstOf(v.People))
	case practice.MultiUser:
		return s.people.several(v.People)
	case practice.Number:
		return numberInput(f, v.Text)
	case practice.URL:
		link := slack.NewURLTextInputBlockElement(nil, inputAction)
		link.InitialValue = v.Text
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
	element := slack.NewPlainTextInputBlockElement(nil, inputAction).WithMaxLength(limit)
	if value != "" {
		element.InitialValue = shorten(value, limit)
	}
	return element
}

func numberInput(f practice.Field, value string) slack.BlockElement {
	element := slack.NewNumberInputBlockElement(nil, inputAction, f.Decimal).WithInitialValue(value)
	if f.Min != nil {
		element.MinValue = strconv.FormatFloat(*f.Min, 'f', -1, 64)
	}
	if f.Max != nil {
		element.MaxValue = strconv.FormatFloat(*f.Max, 'f', -1, 64)
	}
	return element
}

func datePicker(d cadence.Date) slack.BlockElement {
	element := slack.NewDatePickerBlockElement(inputAction)
	element.InitialDate = d.String()
	return element
}

// readers says who may read an answer, where a person could wonder.
var readers = map[practice.Visibility]string{
	practice.Shared:  "You and they can read this.",
	practice.Private: "Only you see this in the app.",
	practice.Leader:  "Your leader can read this.",
}

// hint is a field's help and who may read the answer, unless the help says so
// or there is no "they".
func (s sheet) hint(f practice.Field) string {
	who := readers[f.Vis]
	if strings.Contains(f.Help, who) || s.alone && f.Vis == practice.Shared {
		return f.Help
	}
	return strings.TrimSpace(f.Help + " " + who)
}

// maxRows is how many rows a field may have at most.
const maxRows = 20

// rowCount is how many rows are drawn: those with an answer and one more, at
// first no more than two, always as many as the field asks for at least.
func rowCount(f practice.Field, filled int) int {
	least, most := 1, maxRows
	if f.Min != nil {
		least = int(*f.Min)
	}
	if f.Max != nil {
		most = int(*f.Max)
	}
	if f.Type == practice.ObstacleNew {
		most = 1
	}
	return max(1, min(max(least, filled+1, 2), most, maxRows))
}

// rowPath is the path of one input of a row.
func rowPath(key string, row int, member string) string {
	return fmt.Sprintf("%s.%d.%s", key, row, member)
}

// rows draws a field that is answered in rows: what, who owns it for an
// obstacle, and by when.
func (s sheet) rows(f practice.Field, rows []practice.Row) []slack.Block {
	var blocks []slack.Block
	for i := range rowCount(f, len(rows)) {
		var row practice.Row
		if i < len(rows) {
			row = rows[i]
		}
		help, nth := s.hint(f), ""
		if i > 0 {
			help, nth = "", fmt.Sprintf(" (%d)", i+1)
		}
		required := f.Required && i == 0
		blocks = append(blocks, input(rowPath(f.Key, i, "what"), f.Label+nth, help, required, textInput(row.What, practice.TextMax)))
		if f.Type == practice.ObstacleNew {
			blocks = append(blocks, ask(rowPath(f.Key, i, "owner"), "Who will own removing it?", "", false, s.people.one(row.Owner)))
		}
		when := input(rowPath(f.Key, i, "due"), cmp.Or(dueLabels[f.Type], "By when?")+nth, "",
			required && f.Type == practice.Actions, datePicker(row.Due))
		blocks = append(blocks, when)
	}
	return blocks
}

// dueLabels are the labels of a row's date where it is no deadline.
var dueLabels = map[practice.FieldType]string{practice.Sessions: "On which day?"}
