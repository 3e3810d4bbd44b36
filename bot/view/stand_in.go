package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

const standInTitle = "Stand-in"

// StandInFacts is the data behind what is said about who stands in for whom.
type StandInFacts struct {
	StandIn practice.StandIn
	Who     Who
	Today   cadence.Date // of whoever reads
}

func (f StandInFacts) person() string  { return fullName(f.Who(f.StandIn.Person)) }
func (f StandInFacts) manager() string { return fullName(f.Who(f.StandIn.Manager)) }

// days says on which days: until Fri 13 Mar, from Mon 9 Mar until Fri 13 Mar.
func (f StandInFacts) days() string {
	until := "until " + weekdayMonth(f.StandIn.To, f.Today)
	if f.StandIn.From > f.Today {
		return "from " + weekdayMonth(f.StandIn.From, f.Today) + " " + until
	}
	return until
}

// standIns are the lines of the team form about who stands in, with the button
// that names somebody.
func (f TeamFacts) standIns() []slack.Block {
	var blocks []slack.Block
	for _, s := range f.StandIns {
		facts := StandInFacts{StandIn: s, Who: f.Who, Today: f.Today}
		said, end := fmt.Sprintf("%s stands in for you %s.", facts.person(), facts.days()), "Take it back"
		if s.Manager != f.Me {
			said, end = fmt.Sprintf("You stand in for %s %s.", facts.manager(), facts.days()), "I can't"
		}
		button := kit.AskedAgain(kit.Button(ActionStandInEnd, idValue(s.ID), end, "End it: "+said), "End it?", "From today everybody reports as before. What was logged stays.", "End it", "Keep it")
		blocks = append(blocks, kit.Item(said, button))
	}
	if f.NamesStandIn {
		blocks = append(blocks, kit.Item("Away for a while? Somebody above or beside you can lead your team until you're back.", kit.Button(ActionStandIn, "", "Name a stand-in", "")))
	}
	return blocks
}

// StandIn is the form in which a manager names who stands in for them. Can are
// the people to choose from.
func StandIn(can []practice.PersonID, from, until cadence.Date, who Who) slack.ModalViewRequest {
	options := make([]*slack.OptionBlockObject, min(len(can), kit.MaxOptions))
	for i := range options {
		options[i] = kit.Choice(personValue(can[i]), fullName(who(can[i])), "")
	}
	return kit.Modal(FormStandIn, standInTitle, "Name them",
		kit.Line(kit.Text("On these days your people report to somebody else: time with them is part of that person's rhythm, and not of yours.")),
		kit.Input(practice.FieldStandIn, "Who stands in for you?", "", true, kit.Menu("Pick somebody", options, "")),
		kit.Input(practice.FieldOn, "First day", "", true, datePicker(from)),
		kit.Input(practice.FieldUntil, "Last day", "", true, datePicker(until)),
		kit.Aside("I tell them now. It ends by itself, and either of you can end it before with /coach team. What you and your people share stays between you."))
}

// ParseStandIn is the inverse of [StandIn].
func ParseStandIn(v slack.View, find directory) (s practice.StandIn, err error) {
	given := answersOf(v)
	var problems, ps practice.Problems
	s.Person, problems = given.person(practice.FieldStandIn, find)
	s.From, ps = given.date(practice.FieldOn)
	problems = append(problems, ps...)
	s.To, ps = given.date(practice.FieldUntil)
	if problems = append(problems, ps...); len(problems) > 0 {
		return s, problems
	}
	return s, nil
}

// StandInSet replaces the form once somebody is named.
func StandInSet(f StandInFacts) slack.ModalViewRequest {
	return kit.Modal("", standInTitle, "", kit.Line(kit.Bold(f.person()+" stands in for you"), kit.Text(" "+f.days()+". I'm telling them now.")),
		kit.Aside("To end it before, type /coach team."))
}

// StandInNamed is the message to who stands in; once it is taken back it says
// so.
func StandInNamed(f StandInFacts) kit.Message {
	preview := f.manager() + " named you as their stand-in."
	if f.StandIn.EndedBy != 0 {
		return kit.NewMessage(preview, kit.Line(kit.Text(fmt.Sprintf("You no longer stand in for %s.", f.manager()))))
	}
	name := firstName(f.Who(f.StandIn.Manager))
	blocks := []slack.Block{
		kit.Line(kit.Bold(f.manager()), kit.Text(" named you as their stand-in "+f.days()+".")),
		kit.Aside(fmt.Sprintf("%s's people report to you on those days, and time with them is part of your rhythm. What they share with %s stays between them. It ends by itself.", name, name)),
	}
	if f.StandIn.Open(f.Today) {
		blocks = append(blocks, kit.Buttons(kit.AskedAgain(kit.Button(ActionStandInEnd, idValue(f.StandIn.ID), "I can't", "I can't stand in for "+name),
			"You can't?", "I tell "+name+", and their people report to them.", "Tell them", "I can")))
	}
	return kit.NewMessage(preview, blocks...)
}

// StandInEnded is the message to one of the two that the other ended it.
func StandInEnded(f StandInFacts, to practice.PersonID) kit.Message {
	if to == f.StandIn.Manager {
		said := fmt.Sprintf("%s can't stand in for you, so your people report to you.", f.person())
		return kit.NewMessage(said, kit.Line(kit.Text(said)), kit.Aside("To name somebody else, type /coach team."))
	}
	said := fmt.Sprintf("You no longer stand in for %s. Their people report to them again.", f.manager())
	return kit.NewMessage(said, kit.Line(kit.Text(said)))
}
