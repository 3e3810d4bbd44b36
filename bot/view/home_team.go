package view

import (
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// questions are those of coach's own that the person has not answered.
func (f HomeFacts) questions() []slack.Block {
	var blocks []slack.Block
	for _, a := range f.Questions[:min(len(f.Questions), f.room.asked)] {
		blocks = append(blocks, QuestionBlocks(a, brief(f.Due.Who), f.Due.Today)...)
	}
	return blocks
}

// planWords is how many characters of an answer in a team plan a Home has room
// for.
const planWords = 200

// teamPlan is what the person's manager plans with the team: the first answers
// in a few words, and all of it behind a button.
func (f HomeFacts) teamPlan() []slack.Block {
	if f.Plan == nil {
		return nil
	}
	e := *f.Plan
	var lines []slack.Block
	for _, field := range e.Fields {
		words := e.Values[field.Key].Text
		if slices.Contains([]practice.FieldType{practice.Text, practice.LongText}, field.Type) && field.Vis == practice.Team && words != "" && len(lines) < f.room.plan {
			lines = append(lines, kit.Para(kit.Shorten(onOneLine(field.Label), kit.MaxLabel)+"\n“"+kit.Shorten(onOneLine(words), planWords)+"”"))
		}
	}
	title := f.Due.called(f.Due.Who(e.Author)) + "'s team plan, " + dayMonth(e.HappenedOn, f.Due.Today)
	read := kit.Buttons(kit.Button(ActionRead, entryValue(e.ID), "Read it all", "Read all of "+title))
	return []slack.Block{kit.Fold("team_plan", title, true, append(lines, read)...)}
}
