package view

import (
	"encoding/json"
	"fmt"

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
	case a.Kind == practice.WhomToMeet:
		return whomToMeet(a, who)
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

// whomToMeet asks which customers the new manager of somebody should meet.
func whomToMeet(a practice.Asking, who Who) []slack.Block {
	t := a.Transfer
	person := firstName(who(t.Person))
	switch a.Answer {
	case practice.AnswerNamed:
		return []slack.Block{kit.Line(kit.Text("The customers you named are on the list for " + person + "'s 1:1. Thank you."))}
	case practice.AnswerNone:
		return []slack.Block{kit.Line(kit.Text("No customer in particular for " + person + "'s new manager. Thank you."))}
	}
	to := firstName(who(t.To))
	return []slack.Block{
		kit.Line(kit.Text(fmt.Sprintf("%s works with %s now. Which customers should %s meet first?", fullName(who(t.Person)), fullName(who(t.To)), to))),
		kit.Buttons(
			kit.Button(ActionCustomers, idValue(a.ID), "Name customers", "Name customers for "+to+" to meet"),
			kit.Button(ActionNoCustomers, idValue(a.ID), "None in particular", "No customer in particular for "+to+" to meet")),
	}
}

// A customersOrigin is the transfer that a form for customers was opened for: who
// reads the answer stands in the form. It travels through the person's Slack
// client, and is not to be trusted.
type customersOrigin struct {
	Person practice.PersonID `json:"person"`
	To     practice.PersonID `json:"with"`
}

const customersTitle = "Customers to meet"

// Customers is the form in which a former manager names the customers whom the
// new one should meet, one a line.
func Customers(t practice.Transfer, who Who) slack.ModalViewRequest {
	person, to := firstName(who(t.Person)), firstName(who(t.To))
	names := textInput("", practice.LongTextMax).WithMultiline(true)
	hint := fmt.Sprintf("One a line. Each becomes a topic for the next 1:1 of %s and %s. Only these two read it, with your name.", to, person)
	m := kit.Modal(FormCustomers, customersTitle, "Add them", kit.Input(practice.FieldCustomers, "Which customers should "+to+" meet first?", hint, true, names))
	text, _ := json.Marshal(customersOrigin{t.Person, t.To}) // two numbers always can be
	m.PrivateMetadata = string(text)
	return m
}

// ParseCustomers is the inverse of [Customers]: who moved to whom, as the form
// has it, and the words of the answer.
func ParseCustomers(v slack.View) (person, to practice.PersonID, words string) {
	var from customersOrigin
	if json.Unmarshal([]byte(v.PrivateMetadata), &from) != nil {
		from = customersOrigin{} // about nobody
	}
	return from.Person, from.To, answersOf(v).text(practice.FieldCustomers)
}

// CustomersNamed replaces the form once the customers are topics.
func CustomersNamed(p practice.Pair, n int, who Who) slack.ModalViewRequest {
	said := fmt.Sprintf("%s on the list that %s and %s share for their next 1:1. Thank you.", capital(counted(n, "customer is", "customers are")), firstName(who(p.Manager)), firstName(who(p.Report)))
	return kit.Modal("", customersTitle, "", kit.Line(kit.Bold("Added. "), kit.Text(said)))
}
