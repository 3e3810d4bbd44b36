package view

import (
	"cmp"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// TopicsFacts is the data behind the lists of topics that somebody shares with
// others.
type TopicsFacts struct {
	Me     practice.PersonID
	With   practice.PersonID   // the other of the pair whose list is shown; nobody to choose from Others
	Others []practice.PersonID // everybody the person shares an agenda with
	Topics []practice.Topic    // open ones, oldest first
	Who    Who
	Today  cadence.Date
	Day    func(time.Time) cadence.Date // the day of an instant where the person is
	Hint   string                       // why typed words are not on a list yet
	Words  string                       // typed words that are filled in
	Added  int                          // how many topics were added in this form so far
	Ended  bool                         // the two are no pair any more: nothing is added
	Linked Linked                       // the message that it was opened from
}

const (
	topicsTitle   = "Topics"
	topicsAtOnce  = 40 // topics that the form shows; each takes two blocks
	topicsInForms = 3  // topics that a practice's form offers to tick
)

// Topics is the form for adding a topic, with the list of the pair below it.
func Topics(f TopicsFacts) slack.ModalViewRequest {
	if len(f.Others) == 0 && f.With == 0 {
		return SorryView(topicsTitle, "You share topics with your manager and with the people who report to you, and I don't know of any yet. Type /coach team to see why.")
	}
	var blocks []slack.Block
	if f.Hint != "" {
		blocks = append(blocks, kit.Aside(f.Hint))
	}
	if f.Added > 0 {
		blocks = append(blocks, kit.Line(kit.Bold("Added."), kit.Text(" It stays on the list until you have talked about it.")))
	}
	if !f.Ended && (len(f.Others) > 1 || f.With == 0) {
		menu := picker{team: f.Others, who: f.Who}.one(f.With)
		blocks = append(blocks, slack.NewInputBlock(practice.FieldWith+"~0", kit.Plain("Who with?", kit.MaxLabel), nil, menu).WithDispatchAction(true))
	}
	if !f.Ended {
		words := slack.NewInputBlock(fmt.Sprintf("%s~%d", practice.FieldTopic, f.Added), // a number for each: Slack would keep the words of the one before
			kit.Plain("What do you want to talk about?", kit.MaxLabel), kit.Plain(f.readers(), kit.MaxLabel), textInput(f.Words, practice.TextMax))
		blocks = append(append(blocks, words), f.Linked.said()...)
	}
	if f.With != 0 {
		blocks = append(blocks, f.list()...)
	}
	if f.Ended {
		return kit.Modal("", topicsTitle, "", blocks...)
	}
	m := kit.Modal(FormTopics, topicsTitle, "Add it", blocks...)
	m.PrivateMetadata = agendaOrigin{With: f.With, Added: f.Added, Message: f.Linked.String()}.String()
	return m
}

// readers says who reads a topic.
func (f TopicsFacts) readers() string {
	if f.With == 0 {
		return "Only the two of you read it."
	}
	return "Only you and " + firstName(f.Who(f.With)) + " read it."
}

// list is the list of a pair, with what each of its topics can become.
func (f TopicsFacts) list() []slack.Block {
	name := firstName(f.Who(f.With))
	if len(f.Topics) == 0 {
		return []slack.Block{kit.Aside("Nothing is on your list with " + name + " yet.")}
	}
	blocks := []slack.Block{kit.Line(kit.Bold("On your list with " + name))}
	shown, older := latest(f.Topics, topicsAtOnce)
	if older > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s older.", number(older))))
	}
	for _, t := range shown {
		buttons := []*slack.ButtonBlockElement{kit.Button(ActionTopicStep, idValue(t.ID), "It's a next step", "It's a next step: "+kit.Flat(t.Words))}
		if practice.MayDropTopic(f.Me, t) {
			buttons = append(buttons, kit.Button(ActionTopicDrop, idValue(t.ID), "Drop", "Drop: "+kit.Flat(t.Words)))
		}
		blocks = append(blocks, f.line(t), kit.Buttons(buttons...))
	}
	if f.Ended {
		return append(blocks, kit.Aside(f.parted(name)+" What is here stays between the two of you."))
	}
	return append(blocks, kit.Aside("When you log the session, tick what you covered. The rest stays here."))
}

// parted says that the two are no pair any more.
func (f TopicsFacts) parted(name string) string {
	if f.Topics[0].Pair.Report == f.Me {
		return "You don't report to " + name + " any more."
	}
	return name + " doesn't report to you any more."
}

// line is one topic with who added it, and when.
func (f TopicsFacts) line(t practice.Topic) slack.Block {
	by := "you"
	if t.By != f.Me {
		by = firstName(f.Who(t.By))
	}
	runs := []kit.Run{kit.Text(kit.Flat(t.Words)), kit.Text(fmt.Sprintf(" · %s, %s", by, dayMonth(f.Day(t.RaisedAt), f.Today)))}
	if t.Link != "" {
		runs = append(runs, kit.Text(" · about "), kit.Link("this message", t.Link))
	}
	return kit.Line(runs...)
}

// latest returns the most recent topics, oldest first, and how many are older.
func latest(topics []practice.Topic, most int) (shown []practice.Topic, older int) {
	older = max(0, len(topics)-most)
	return topics[older:], older
}

// ParseTopics is the inverse of [Topics]: with whom, and the words; and how
// many topics the form has added before.
func ParseTopics(v slack.View, find directory) (with practice.PersonID, words string, added int, err error) {
	from := agendaOriginOf(v)
	given := answersOf(v)
	with, problems := given.person(practice.FieldWith, find)
	if len(problems) > 0 {
		return 0, "", 0, problems
	}
	return cmp.Or(with, from.With), given.text(practice.FieldTopic), from.Added, nil
}

// TopicAdded is the answer to a topic that was typed in full.
func TopicAdded(t practice.Topic, me practice.PersonID, who Who) kit.Message {
	other := t.Pair.Other(me)
	return kit.NewMessage("Added to your list with "+fullName(who(other))+".",
		kit.Line(kit.Bold("Added to your list with "+fullName(who(other))+": "), kit.Text(kit.Flat(t.Words))),
		kit.Aside(fmt.Sprintf("Only you and %s read it. It stays on the list until you have talked about it.", firstName(who(other)))),
		kit.Buttons(kit.Button(ActionTopics, idValue(other), "Open the list", "")))
}

// OfferTopics answers typed words that do not name a person, or lack a topic,
// with a button that opens the form and reads the message again.
func OfferTopics(with practice.PersonID, hint, message string) kit.Message {
	value := Opening{People: []practice.PersonID{with}, Message: message}.String()
	open := kit.Button(ActionTopics, value, "Open the form", "Open the form for topics")
	open.WithStyle(slack.StylePrimary)
	said := cmp.Or(hint, "What do you want to talk about? Add it here.")
	return kit.NewMessage("Topics: open the form.", kit.Line(kit.Text(said)), kit.Buttons(open))
}

// TopicStepFacts is the data behind the form in which a topic becomes a next
// step.
type TopicStepFacts struct {
	Topic practice.Topic
	Me    practice.PersonID
	Due   cadence.Date // the day that is filled in
	Who   Who
}

const stepTitle = "Next step"

// TopicStep is the form in which a topic becomes a next step of one of the two.
func TopicStep(f TopicStepFacts) slack.ModalViewRequest {
	pair := picker{team: []practice.PersonID{f.Topic.Pair.Report, f.Topic.Pair.Manager}, who: f.Who}
	m := kit.Modal(FormTopicStep, stepTitle, "Make it a step",
		kit.Input(practice.FieldWhat, "What is the next step?", "Only the two of you read it.", true, textInput(f.Topic.Words, practice.TextMax)),
		kit.Input(practice.FieldOwner, "Whose step is it?", "", true, pair.one(f.Topic.Pair.Report)),
		kit.Input(practice.FieldDue, "By when?", "", true, datePicker(f.Due)))
	m.PrivateMetadata = agendaOrigin{Topic: f.Topic.ID}.String()
	return m
}

// ParseTopicStep is the inverse of [TopicStep].
func ParseTopicStep(v slack.View, find directory) (id practice.TopicID, row practice.Row, err error) {
	given := answersOf(v)
	var problems, ps practice.Problems
	row.What = given.text(practice.FieldWhat)
	row.Owner, problems = given.person(practice.FieldOwner, find)
	row.Due, ps = given.date(practice.FieldDue)
	if problems = append(problems, ps...); len(problems) > 0 {
		return 0, row, problems
	}
	return agendaOriginOf(v).Topic, row, nil
}

// TopicIsStep replaces the form once a topic is a next step.
func TopicIsStep(row practice.Row, me practice.PersonID, who Who, today cadence.Date) slack.ModalViewRequest {
	whose := "It's your next step now"
	if row.Owner != me {
		whose = "It's " + firstName(who(row.Owner)) + "'s next step now"
	}
	return kit.Modal("", stepTitle, "", kit.Line(kit.Bold(whose+": "), kit.Text(kit.Flat(row.What)+", by "+weekdayMonth(row.Due, today)+".")),
		kit.Aside("It's off your list of topics."))
}
