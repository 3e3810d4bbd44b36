package view

import (
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// PersonFacts is the page of one of a manager's people: what the two share.
type PersonFacts struct {
	Due    DueFacts // of the manager
	Person practice.PersonID
	Away   bool
	Coming []practice.Occurrence // with the person, by due day
	Last   []ReadableEntry       // between the two, newest first
	Now    time.Time
	Steps  []practice.Action // that are open
	Topics []practice.Topic
	Focus  practice.Focus // with no ID where none is open
}

// What a person's page has room for.
const (
	maxPersonComing = 4
	maxPersonSteps  = 10
)

// PersonPage is the page of one of a manager's people. It opens from Home, and
// is drawn again after what is done on it.
func PersonPage(f PersonFacts) slack.ModalViewRequest {
	f.Due.Who = brief(f.Due.Who)
	name := f.Due.called(f.Due.Who(f.Person))
	blocks := []slack.Block{kit.Buttons(
		kit.Button(ActionLogAny, Named{People: []practice.Person{f.Due.Who(f.Person)}}.String(), "Log something", "Log something with "+name).WithStyle(slack.StylePrimary),
		kit.Button(ActionTopics, idValue(f.Person), "Add a topic", "Add a topic for "+name),
		kit.Button(ActionFocus, focusValue(f.Person, 0), "Focus", "Focus with "+name), BetweenButton(f.Due.Who(f.Person)))}
	if f.Away {
		blocks = append(blocks, kit.Para(name+" is away."))
	}
	if len(f.Coming) > 0 {
		blocks = append(blocks, kit.Heading("Next"))
	}
	for _, o := range f.Coming[:min(len(f.Coming), maxPersonComing)] {
		blocks = append(blocks, kit.Para(f.Due.comingLine(o)))
	}
	blocks = append(blocks, kit.Heading("Last time"))
	if len(f.Last) == 0 {
		blocks = append(blocks, kit.Para("Nothing yet. What you log after a session will be here."))
	}
	read := reading{f.Due.Person.ID, f.Due.Today, f.Due.Who}
	for _, e := range f.Last {
		blocks = append(blocks, read.entry(e, f.Now)...)
	}
	blocks = append(blocks, f.steps()...)
	blocks = append(blocks, kit.Heading("Topics"))
	if lines := f.Due.topics(f.Topics, ample.topics); len(lines) > 0 {
		blocks = append(blocks, lines...)
	} else {
		blocks = append(blocks, kit.Para(fmt.Sprintf("None on the list. Either of you can add one, and %s reads it too.", name)))
	}
	if f.Focus.ID != 0 {
		blocks = append(blocks, kit.Heading("Focus"), kit.Para(capital(line(f.Focus.Skill))+"\n"+f.Due.marks(f.Focus)))
	}
	m := kit.Modal(PagePerson, name, "", blocks...)
	m.Close = kit.Plain("Close", kit.MaxTitle) // a step's button says Done
	m.PrivateMetadata = origin{Person: f.Person}.String()
	return m
}

// ParsePerson returns the person whose page a view is; nobody for any other.
func ParsePerson(v slack.View) practice.PersonID {
	from, _ := originOf(v) // what cannot be read names nobody
	return from.Person
}

// steps are the open steps that the two agreed.
func (f PersonFacts) steps() []slack.Block {
	if len(f.Steps) == 0 {
		return nil
	}
	blocks := []slack.Block{kit.Heading("Open steps")}
	s := f.Due.stepFacts()
	for _, a := range f.Steps[:min(len(f.Steps), maxPersonSteps)] {
		blocks = append(blocks, kit.Para(s.brief(a)), kit.Buttons(s.buttons(a, "Move")...))
	}
	if left := len(f.Steps) - maxPersonSteps; left > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more. They move up as these are ticked off.", number(left))))
	}
	return blocks
}

// comingLine is a session to come: what, and when.
func (f DueFacts) comingLine(o practice.Occurrence) string {
	title := f.shortOf(o.Practice)
	switch {
	case o.PlannedFor >= f.Today:
		return fmt.Sprintf("%s, planned for %s", title, weekdayMonth(o.PlannedFor, f.Today))
	case o.DueOn < f.Today:
		return fmt.Sprintf("%s, was due %s", title, weekdayMonth(o.DueOn, f.Today))
	}
	return fmt.Sprintf("%s, by %s", title, weekdayMonth(o.DueOn, f.Today))
}
