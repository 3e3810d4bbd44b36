package view

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// PeopleFacts is one page of the people who report to a person, by name.
type PeopleFacts struct {
	Page  []PersonLine
	From  int // how many stand on the pages before
	Total int
}

// A PersonLine is what a manager reads of one of their people on Home: dates
// and counts, never words.
type PersonLine struct {
	Person   practice.PersonID
	Away     bool
	Last     cadence.Date // of anything the two had; no date for nothing yet
	LastWhat string       // the practice's key
	Next     cadence.Date // no date for nothing planned
	NextWhat string
	Planned  bool // Next is a day that the manager chose
	Steps    int  // open
	Topics   int  // open
	Leads    bool
	Rhythm   practice.Rhythm // of somebody who leads, in the last four weeks
}

// PageOfPeople is the number of people on a page of a Home.
const PageOfPeople = 10

func (f HomeFacts) people() []slack.Block {
	p := f.People
	if len(p.Page) == 0 {
		return nil
	}
	heading := "Your people"
	if !slices.ContainsFunc(p.Page, func(l PersonLine) bool { return !l.Leads }) {
		heading = "Your managers"
	}
	blocks := []slack.Block{kit.Heading(heading)}
	for _, l := range p.Page {
		name := f.Due.fullShort(l.Person)
		blocks = append(blocks, kit.Item(f.personLine(l, name), kit.Button(ActionPerson, idValue(l.Person), "Open", "Open "+name)))
	}
	if p.Total <= PageOfPeople {
		return blocks
	}
	return append(blocks, kit.Aside(fmt.Sprintf("%d–%d of %d", p.From+1, p.From+len(p.Page), p.Total)), p.turn())
}

// namedMost is how many people a list on Home names.
const namedMost = 5

// unthanked lists who of a manager's people nobody has thanked lately, and who
// joined three weeks ago; of those further down it says only how many.
func (f HomeFacts) unthanked() []slack.Block {
	u := f.Unthanked
	var lines []string
	if len(u.People) > 0 || u.Below > 0 {
		lines = append(append(lines, "No thanks in 30 days:"), f.someNames(u.People)...)
	}
	if u.Below > 0 {
		lines = append(lines, fmt.Sprintf("%d of %d people further down", u.Below, u.Of))
	}
	if len(u.New) > 0 {
		lines = append(append(lines, "Three weeks new:"), f.someNames(u.New)...)
	}
	if len(lines) == 0 {
		return nil
	}
	lines = append(lines, "Only you read this.")
	return []slack.Block{kit.Item(strings.Join(lines, "\n"), kit.Button(ActionRecognize, "", "Thank somebody", ""))}
}

// someNames are people by name, a line each, as far as a list has room for them.
func (f HomeFacts) someNames(ids []practice.PersonID) []string {
	var names []string
	for _, id := range ids[:min(len(ids), namedMost)] {
		names = append(names, f.Due.fullShort(id))
	}
	if more := len(ids) - namedMost; more > 0 {
		names = append(names, "and "+counted(more, "other", "others"))
	}
	return names
}

// turn are the buttons to the pages before and after.
func (p PeopleFacts) turn() slack.Block {
	var buttons []*slack.ButtonBlockElement
	if p.From > 0 {
		buttons = append(buttons, kit.Button(ActionPeopleBack, strconv.Itoa(max(0, p.From-PageOfPeople)), "Previous ten people", ""))
	}
	switch left := p.Total - p.From - len(p.Page); {
	case left >= PageOfPeople:
		buttons = append(buttons, kit.Button(ActionPeople, strconv.Itoa(p.From+PageOfPeople), "Next ten people", ""))
	case left == 1:
		buttons = append(buttons, kit.Button(ActionPeople, strconv.Itoa(p.From+PageOfPeople), "Next person", ""))
	case left > 0:
		buttons = append(buttons, kit.Button(ActionPeople, strconv.Itoa(p.From+PageOfPeople), fmt.Sprintf("Next %d people", left), ""))
	}
	return kit.Buttons(buttons...)
}

// fullShort is a person's full name as far as a line has room for it.
func (f DueFacts) fullShort(id practice.PersonID) string {
	return kit.Shorten(fullName(f.Who(id)), maxName)
}

// personLine is the text about one of a manager's people.
func (f HomeFacts) personLine(l PersonLine, name string) string {
	if l.Away {
		name += ", away"
	}
	lines := append([]string{name}, f.lastAndNext(l)...)
	if l.Leads {
		lines = append(lines, "4 weeks: "+rhythmWords(l.Rhythm, f.Due.Today))
	}
	var open []string
	if l.Steps > 0 {
		open = append(open, figured(l.Steps, "open step", "open steps"))
	}
	if l.Topics > 0 {
		open = append(open, figured(l.Topics, "topic", "topics"))
	}
	if len(open) > 0 {
		lines = append(lines, strings.Join(open, ", "))
	}
	return strings.Join(lines, "\n")
}

// lastAndNext says when the two last had a session, and what comes next.
func (f HomeFacts) lastAndNext(l PersonLine) []string {
	said := []string{"No session yet"}
	if l.Last != 0 {
		said = []string{"Last session " + dayMonth(l.Last, f.Due.Today)}
	}
	if l.Next == 0 {
		return said
	}
	by := " by "
	if l.Planned {
		by = " on "
	}
	return append(said, f.Due.shortOf(l.NextWhat)+by+dayMonth(l.Next, f.Due.Today))
}

// shortOf is the short name of a practice.
func (f DueFacts) shortOf(key string) string {
	if p, ok := f.Playbook.Practice(key, f.Today); ok {
		return kit.OneLine(p.Short)
	}
	return cmp.Or(key, "session")
}
