package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// A directory finds the person behind a Slack ID.
type directory func(slackID string) (practice.PersonID, bool)

// answers are the values of a submitted form, by field path.
type answers map[string]slack.BlockAction

// answersOf reads a form's state, ignoring the number at the end of each block
// ID.
func answersOf(v slack.View) answers {
	given := answers{}
	if v.State == nil {
		return given
	}
	for block, actions := range v.State.Values {
		given[fieldPath(block)] = actions[kit.ActionChoose]
	}
	if from, err := originOf(v); err == nil && from.StepDue != 0 {
		given.forgetDay(from.StepDue.String())
	}
	return given
}

// forgetDay leaves out the day of rows in which nothing else is filled in, if it
// is the one that coach filled in.
func (a answers) forgetDay(day string) {
	for path, due := range a {
		row, ok := strings.CutSuffix(path, ".due")
		owner := a[row+".owner"]
		if ok && due.SelectedDate == day && a.text(row+".what")+owner.SelectedOption.Value+owner.SelectedUser == "" {
			due.SelectedDate = ""
			a[path] = due
		}
	}
}

// fieldPath is a block ID without its number.
func fieldPath(blockID string) string {
	path, _, _ := strings.Cut(blockID, "~")
	return path
}

// text returns the text typed at a path, trimmed.
func (a answers) text(path string) string { return strings.TrimSpace(a[path].Value) }

func (a answers) option(path string) string { return a[path].SelectedOption.Value }

// reason returns the reason for a skip or an excuse. Forms drawn by an older
// coach, whose options had no values, submit the label itself.
func (a answers) reason() string {
	return practice.ValueOf(practice.FieldReason, a.option(practice.FieldReason))
}

// date returns the day picked at a path; no date for none.
func (a answers) date(path string) (cadence.Date, practice.Problems) {
	picked := a[path].SelectedDate
	if picked == "" {
		return 0, nil
	}
	d, err := cadence.ParseDate(picked)
	if err != nil {
		return 0, practice.Problems{{Field: path, Text: "Pick a day from the calendar."}}
	}
	return d, nil
}

// occurrence returns the occurrence chosen at a path, or none.
func (a answers) occurrence(path string) practice.OccurrenceID {
	digits, _ := strings.CutPrefix(a.option(path), "o")
	n, _ := strconv.ParseInt(digits, 10, 64) // 0, which is none, if it is not a number
	return practice.OccurrenceID(n)
}

// people returns the people chosen at a path, from a list or from the
// workspace.
func (a answers) people(path string, find directory) ([]practice.PersonID, practice.Problems) {
	var ids []practice.PersonID
	var unknown bool
	add := func(id practice.PersonID, ok bool) {
		unknown = unknown || !ok
		if ok && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	given := a[path]
	for _, option := range append(slices.Clone(given.SelectedOptions), given.SelectedOption) {
		if option.Value != "" {
			add(parsePerson(option.Value))
		}
	}
	for _, slackID := range append(slices.Clone(given.SelectedUsers), given.SelectedUser) {
		if slackID != "" {
			add(find(slackID))
		}
	}
	if unknown {
		return nil, practice.Problems{{Field: path, Text: "I don't know everybody you picked. Pick people from your own company, and no apps."}}
	}
	return ids, nil
}

// person returns the person chosen at a path, or nobody.
func (a answers) person(path string, find directory) (practice.PersonID, practice.Problems) {
	ids, problems := a.people(path, find)
	return firstOf(ids), problems
}

// value reads the answer to a field whose inputs are at a path.
func (a answers) value(f practice.Field, path string, find directory) (v practice.Value, ps practice.Problems) {
	switch f.Type {
	case practice.Select, practice.Rating, practice.YesNo:
		v.Text = practice.ValueOf(f.Key, a.option(path))
	case practice.MultiSelect:
		for _, option := range a[path].SelectedOptions {
			v.Many = append(v.Many, practice.ValueOf(f.Key, option.Value))
		}
	case practice.User, practice.MultiUser:
		v.People, ps = a.people(path, find)
	case practice.DateField:
		v.Date, ps = a.date(path)
	case practice.Actions, practice.Sessions, practice.ObstacleNew:
		v.Rows, ps = a.rows(path, find)
	case practice.ObstacleList:
		v.Reviews = a.reviews(path)
	default:
		v.Text = a.text(path)
	}
	return v, ps
}

// rows reads a field's rows, the empty ones too. Its problems number the rows
// as those of an entry do, without the empty ones.
func (a answers) rows(path string, find directory) ([]practice.Row, practice.Problems) {
	var rows []practice.Row
	var problems practice.Problems
	filled, drawn := a.filledRows(path)
	for i := range drawn {
		owner, unknown := a.person(rowPath(path, i, "owner"), find)
		due, undated := a.date(rowPath(path, i, "due"))
		until, endless := a.date(rowPath(path, i, "until"))
		for _, p := range slices.Concat(unknown, undated, endless) {
			p.Field = strings.Replace(p.Field, rowPath(path, i, ""), rowPath(path, slices.Index(filled, i), ""), 1)
			problems = append(problems, p)
		}
		rows = append(rows, practice.Row{What: a.text(rowPath(path, i, "what")), Due: due, Owner: owner, Until: until, At: a[rowPath(path, i, "at")].SelectedTime})
	}
	return rows, problems
}

// filledRows returns the numbers of the rows that have an answer, and the
// number of rows drawn.
func (a answers) filledRows(path string) (filled []int, drawn int) {
	for ; ; drawn++ {
		if _, ok := a[rowPath(path, drawn, "what")]; !ok {
			return filled, drawn
		}
		owner, until, at := a[rowPath(path, drawn, "owner")], a[rowPath(path, drawn, "until")], a[rowPath(path, drawn, "at")]
		if a.text(rowPath(path, drawn, "what"))+a[rowPath(path, drawn, "due")].SelectedDate+owner.SelectedOption.Value+owner.SelectedUser+until.SelectedDate+at.SelectedTime != "" {
			filled = append(filled, drawn)
		}
	}
}

// inputPath returns the path of the input that a problem's field refers to. A
// problem numbers a field's rows without the empty ones; one about a row beyond
// the filled ones refers to the first empty row.
func (a answers) inputPath(field string) string {
	path, row, member, ok := splitRow(field)
	if !ok {
		return field
	}
	filled, drawn := a.filledRows(path)
	if row < len(filled) {
		return rowPath(path, filled[row], member)
	}
	for i := range drawn {
		if !slices.Contains(filled, i) {
			return rowPath(path, i, member)
		}
	}
	return rowPath(path, max(0, drawn-1), member)
}

// splitRow parses the path of an input in a row: plan.0.due, plan.7.0.due.
func splitRow(path string) (field string, row int, member string, ok bool) {
	parts := strings.Split(path, ".")
	if len(parts) < 3 {
		return "", 0, "", false
	}
	n := len(parts)
	row, err := strconv.Atoi(parts[n-2])
	return strings.Join(parts[:n-2], "."), row, parts[n-1], err == nil && row >= 0
}

// About assigns the problems of one person's entry to that person's inputs, if
// the form has inputs for each person.
func About(v slack.View, id practice.PersonID, ps practice.Problems) practice.Problems {
	given := answersOf(v)
	about := slices.Clone(ps)
	for i, p := range ps {
		key, rest, _ := strings.Cut(p.Field, ".")
		path := personPath(key, id)
		if rest != "" {
			path += "." + rest
		}
		if _, asked := given[given.inputPath(path)]; asked {
			about[i].Field = path
		}
	}
	return about
}

// FieldErrors returns problems as Slack expects them: by the block ID of the
// input each concerns. A problem about a field that the form lacks goes to the
// first input. For a view without inputs it returns nothing.
func FieldErrors(v slack.View, ps practice.Problems) map[string]string {
	var firstInput string
	inputs := map[string]string{}
	for _, b := range v.Blocks.BlockSet {
		if in, ok := b.(*slack.InputBlock); ok {
			if firstInput == "" {
				firstInput = in.BlockID
			}
			inputs[fieldPath(in.BlockID)] = in.BlockID
		}
	}
	if firstInput == "" {
		return nil
	}
	given, shown := answersOf(v), map[string]string{}
	for _, p := range ps {
		block, ok := inputs[given.inputPath(p.Field)]
		if !ok {
			block = firstInput
		}
		shown[block] = strings.TrimSpace(shown[block] + "\n" + p.Text)
	}
	return shown
}
