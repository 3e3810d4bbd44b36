package view

import (
	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// QuestionBlocks are a question of coach's own in a message or on Home, with
// the answers to choose from until it is answered; none for a question that has
// nothing left to ask.
func QuestionBlocks(a practice.Asking, who Who, today cadence.Date) []slack.Block {
	switch {
	case a.Answer == practice.AnswerGone:
		return nil
	case a.Kind == practice.StillRight:
		return stillRight(a)
	case a.Kind == practice.WhoWon:
		return whoWon(a, who, today)
	}
	return nil
}

// stillRight asks whether a team plan is still right.
func stillRight(a practice.Asking) []slack.Block {
	switch a.Answer {
	case practice.AnswerYes:
		return []slack.Block{kit.Line(kit.Text("Your team plan is still right. I'll ask again in a month."))}
	case practice.AnswerUpdated:
		return []slack.Block{kit.Line(kit.Text("Your team plan is up to date. I'll ask again in a month."))}
	}
	return []slack.Block{
		kit.Line(kit.Text("Your team reads your team plan on Home. Is it still right?")),
		kit.Buttons(
			kit.Button(ActionPlanRight, idValue(a.ID), "Yes", "Yes, the team plan is still right"),
			kit.Button(ActionPlanUpdate, idValue(a.ID), "Update it", "Update the team plan")),
	}
}
