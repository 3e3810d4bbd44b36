package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// A ReadableEntry is an entry with the part of it that its reader may read.
type ReadableEntry struct {
	practice.Entry
	Practice *practice.Practice // in the playbook version it was written with
	Fields   []practice.Field   // those answered that the reader may read
}

// A reading is the person who reads entries, and when.
type reading struct {
	Reader practice.PersonID
	Today  cadence.Date
	Who    Who
}

// title names an entry as its reader sees it: Observation with Ana, You thanked
// Ana, Dana thanked you.
func (r reading) title(e ReadableEntry) string {
	if e.Entry.Practice == practice.RecognitionKey {
		return r.thanked(e)
	}
	title := kit.OneLine(e.Practice.Short)
	switch about := e.About(e.Practice); {
	case e.Author != r.Reader:
		return title + " · " + fullName(r.Who(e.Author))
	case len(about) > 0:
		return title + " with " + r.names(about)
	}
	return title
}

func (r reading) thanked(e ReadableEntry) string {
	giver := "You"
	if e.Author != r.Reader {
		giver = fullName(r.Who(e.Author))
	}
	return giver + " thanked " + r.names(e.Recipients())
}

// shownNames is the number of people whom a title names.
const shownNames = 2

// names lists people, the reader as “you”.
func (r reading) names(ids []practice.PersonID) string {
	var names []string
	for i, id := range ids {
		switch {
		case i == shownNames && len(ids) > shownNames+1:
			return practice.Listed(append(names, fmt.Sprintf("%d others", len(ids)-shownNames)))
		case id == r.Reader:
			names = append(names, "you")
		default:
			names = append(names, fullName(r.Who(id)))
		}
	}
	return practice.Listed(names)
}

// gistLength is the number of characters of an answer in a list, so that it
// takes at most two lines of a phone, beside a button.
const gistLength = 56

// gist returns the first words of an entry, for a list: what is shared with
// others before what is counted. Private notes are read only when the entry is
// opened, since a Home may be seen over somebody's shoulder.
func (r reading) gist(e ReadableEntry) string {
	for _, f := range e.Fields {
		v := e.Values[f.Key]
		words := v.Text
		if f.Type == practice.Actions && len(v.Rows) > 0 {
			words = v.Rows[0].What
		}
		switch f.Type {
		case practice.Text, practice.LongText, practice.Actions:
			if f.Vis != practice.Private && f.Vis != practice.Metric && words != "" {
				return "“" + kit.Shorten(onOneLine(words), gistLength) + "”"
			}
		}
	}
	return ""
}

// onOneLine returns words without line breaks and without control characters.
func onOneLine(words string) string {
	var parts []string
	for part := range strings.FieldsSeq(words) {
		parts = append(parts, kit.OneLine(part))
	}
	return strings.Join(parts, " ")
}

// item is an entry in a list: its title and day, and its first words.
func (r reading) item(e ReadableEntry) string {
	item := r.title(e) + " · " + weekdayMonth(e.HappenedOn, r.Today)
	if gist := r.gist(e); gist != "" {
		item += "\n" + gist
	}
	return item
}

// answers draws the answers of an entry that its reader may read, each below
// its question.
func (r reading) answers(e ReadableEntry) []slack.Block {
	var blocks []slack.Block
	for _, f := range e.Fields {
		v := e.Values[f.Key]
		label := kit.Line(kit.Bold(kit.Shorten(onOneLine(f.Label), kit.MaxLabel)))
		switch {
		case len(v.Rows) > 0:
			blocks = append(blocks, label)
			for _, row := range v.Rows {
				blocks = append(blocks, kit.Quote(r.row(row)))
			}
		default:
			blocks = append(blocks, label, kit.Quote(r.answer(f, v)))
		}
	}
	return blocks
}

// answer returns the answer to a field with one input in words.
func (r reading) answer(f practice.Field, v practice.Value) string {
	switch {
	case len(v.People) > 0:
		return r.names(v.People)
	case len(v.Many) > 0:
		labels := make([]string, len(v.Many))
		for i, value := range v.Many {
			labels[i] = f.LabelOf(value)
		}
		return strings.Join(labels, ", ")
	case len(v.Reviews) > 0:
		return reviewed(v)
	case v.Date != 0:
		return weekdayMonth(v.Date, r.Today)
	case f.Type == practice.YesNo:
		return capital(v.Text)
	}
	return f.LabelOf(v.Text)
}

// row returns one row of an answer: what, whose, and by when.
func (r reading) row(row practice.Row) string {
	words := row.What
	if row.Owner != 0 {
		words += " · " + r.names([]practice.PersonID{row.Owner})
	}
	if row.Due != 0 {
		words += " · " + weekdayMonth(row.Due, r.Today)
	}
	if row.At != "" {
		words += " at " + row.At
	}
	if row.Until != 0 {
		words += " to " + weekdayMonth(row.Until, r.Today)
	}
	return words
}
