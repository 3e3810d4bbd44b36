package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/cadence"
	"coach/practice"
)

// A directory finds the person behind a Slack ID.
type directory func(slackID string) (practice.PersonID, bool)

// answers are what a submitted form says, by field path.
type answers map[string]slack.BlockAction

// answersOf reads a form's state, whatever number its block IDs carry.
func answersOf(v slack.View) answers {
	given := answers{}
	if v.State == nil {
		return given
	}
	for block, actions := range v.State.Values {
		given[fieldPath(block)] = actions[inputAction]
	}
	return given
}

// fieldPath is a block ID without its number.
func fieldPath(blockID string) string {
	path, _, _ := strings.Cut(blockID, "~")
	return path
}

// text is what was typed at a path, without the spaces around it.
func (a answers) text(path string) string { return strings.TrimSpace(a[path].Value) }

func (a answers) option(path string) string { return a[path].SelectedOption.Value }

// date is the day picked at a path; no date for none.
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

// people are those chosen at a path, from a list or from the workspace.
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
		return nil, practice.Problems{{Field: path, Text: "Coach does not know everybody you picked. Pick people of your own company, and no apps."}}
	}
	return ids, nil
}

// person is the one person chosen at a path, or nobody.
func (a answers) person(path string, find directory) (practice.PersonID, practice.Problems) {
	ids, problems := a.people(path, find)
	return firstOf(ids), problems
}

// values reads the answers to fields. What was left empty is not in them.
func (a answers) values(fields practice.Form, find directory) (practice.Values, practice.Problems) {
	values := practice.Values{}
	var problems practice.Problems
	for _, f := range fields {
		v, ps := a.value(f, find)
		problems = append(problems, ps...)
		if !v.IsZero() {
			values[f.Key] = v
		}
	}
	return values, problems
}

func (a answers) value(f practice.Field, find directory) (v practice.Value, ps practice.Problems) {
	switch f.Type {
	case practice.Select, practice.Rating, practice.YesNo:
		v.Text = a.option(f.Key)
	case practice.MultiSelect:
		for _, option := range a[f.Key].SelectedOptions {
			v.Many = append(v.Many, option.Value)
		}
	case practice.User, practice.MultiUser:
		v.People, ps = a.people(f.Key, find)
	case practice.DateField:
		v.Date, ps = a.date(f.Key)
	case practice.Actions, practice.Sessions, practice.ObstacleNew:
		v.Rows, ps = a.rows(f.Key, find)
	case practice.ObstacleList: // nothing is asked
	default:
		v.Text = a.text(f.Key)
	}
	return v, ps
}

// rows reads a field's rows and leaves out the empty ones.
func (a answers) rows(key string, find directory) ([]practice.Row, practice.Problems) {
	var rows []practice.Row
	var problems practice.Problems
	for _, i := range a.filledRows(key) {
		owner, unknown := a.person(rowPath(key, i, "owner"), find)
		due, undated := a.date(rowPath(key, i, "due"))
		problems = append(append(problems, unknown...), undated...)
		rows = append(rows, practice.Row{What: a.text(rowPath(key, i, "what")), Due: due, Owner: owner})
	}
	return rows, problems
}

// filledRows are the numbers of the rows in which something is answered.
func (a answers) filledRows(key string) []int {
	var filled []int
	for i := 0; ; i++ {
		if _, drawn := a[rowPath(key, i, "what")]; !drawn {
			return filled
		}
		owner := a[rowPath(key, i, "owner")]
		if a.text(rowPath(key, i, "what"))+a[rowPath(key, i, "due")].SelectedDate+owner.SelectedOption.Value+owner.SelectedUser != "" {
			filled = append(filled, i)
		}
	}
}

// inputPath is the path of the input that a problem's field means. A problem
// counts a field's rows without the empty ones.
func (a answers) inputPath(field string) string {
	parts := strings.Split(field, ".")
	if len(parts) != 3 {
		return field
	}
	row, err := strconv.Atoi(parts[1])
	if filled := a.filledRows(parts[0]); err == nil && 0 <= row && row < len(filled) {
		return rowPath(parts[0], filled[row], parts[2])
	}
	return field
}

// FieldErrors puts problems where Slack shows them: by the block ID of the
// input each is about. One about something the form does not ask goes to its
// first input. Nothing is returned for a view without inputs.
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
		shown[block] = strings.TrimSpace(shown[block] + " " + p.Text)
	}
	return shown
}
