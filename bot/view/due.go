package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// DueFacts is the data behind the answer to /coach due.
type DueFacts struct {
	Person   practice.Person
	Today    cadence.Date
	Touches  []practice.Reminder // everything that waits, whenever it is due
	Playbook *practice.Playbook
	Who      Who
	Outside  bool // the people file does not name the person
	Left     bool // and did once
}

// maxItems is the number of occurrences listed with a button: more than anybody
// does in a day.
const maxItems = 10

// Due lists a person's open practices: those due today, late ones that can
// still be logged, and those due later in their period.
func Due(f DueFacts) kit.Message {
	blocks, titles, left := f.list(maxItems)
	if len(titles) == 0 {
		return f.nothing()
	}
	total := len(titles) + left
	preview := fmt.Sprintf("%s waiting for you, %s: %s", capital(counted(total, "thing", "things")), firstName(f.Person), strings.Join(titles, ", "))
	if left > 0 {
		blocks = append(blocks, andMore(left))
		preview += fmt.Sprintf(" and %s more", number(left))
	}
	return kit.NewMessage(preview+".", blocks...)
}

// andMore is the line with the number of practices that a list had no room for.
func andMore(left int) slack.Block {
	return kit.Aside(fmt.Sprintf("And %s more. They move up as you log these.", number(left)))
}

// list draws at most the given number of reminders under headings, each with a
// button. It returns the titles of those shown, and the number of those left
// out.
func (f DueFacts) list(most int) (blocks []slack.Block, titles []string, left int) {
	call := callers(f.Touches, f.Who)
	for _, g := range f.groups() {
		begun := false
		for _, t := range g.touches {
			if len(titles) == most {
				left++
				continue
			}
			if !begun {
				blocks, begun = append(blocks, kit.Line(kit.Bold(g.name))), true
			}
			title := titled(t, f.Playbook, f.Today, call)
			titles = append(titles, title)
			waiting := waitingIDs(t.Occurrences, f.Today)
			blocks = append(blocks, kit.Line(kit.Bold(title), kit.Text(" · "+f.state(t))), kit.Buttons(
				kit.Button(ActionLog, waiting, "Log", "Log "+within(title)),
				kit.Button(ActionPlanOne, waiting, "Plan", "Plan "+within(title)),
				kit.Button(ActionSkip, waiting, "Skip", "Skip "+within(title))))
		}
	}
	return blocks, titles, left
}

// nothing is the answer to a person without open practices.
func (f DueFacts) nothing() kit.Message {
	said := f.nothingWaits()
	return kit.NewMessage(kit.Words(said), kit.Line(said...))
}

func (f DueFacts) nothingWaits() []kit.Run {
	said := []kit.Run{
		kit.Text(fmt.Sprintf("Nothing is waiting for you, %s. To log something you did anyway, type ", firstName(f.Person))),
		kit.Code("/coach log"), kit.Text("."),
	}
	if f.Outside {
		said = notTakingPart(f.Left)
	}
	return said
}

// A dueGroup is a heading and the reminders below it.
type dueGroup struct {
	name    string
	touches []practice.Reminder
}

// groups sorts reminders by when they are due. A reminder appears in several
// groups when its occurrences do.
func (f DueFacts) groups() []dueGroup {
	groups := []dueGroup{{name: "Today"}, {name: "Still open"}, {name: "Coming up"}}
	for _, t := range f.Touches {
		var in [3][]practice.Occurrence
		for _, o := range t.Occurrences {
			switch {
			case !o.Waiting(f.Today):
			case o.DueOn == f.Today:
				in[0] = append(in[0], o)
			case o.DueOn < f.Today:
				in[1] = append(in[1], o)
			default:
				in[2] = append(in[2], o)
			}
		}
		for i, occurrences := range in {
			if len(occurrences) > 0 {
				t.Occurrences = occurrences
				groups[i].touches = append(groups[i].touches, t)
			}
		}
	}
	// A reminder that is also in a group above was sorted by the occurrence due
	// there.
	slices.SortStableFunc(groups[2].touches, func(a, b practice.Reminder) int { return cmp.Compare(a.Occurrences[0].DueOn, b.Occurrences[0].DueOn) })
	return groups
}

// state is the text of an item after its title.
func (f DueFacts) state(t practice.Reminder) string {
	o := t.Occurrences[0]
	var parts []string
	if n := len(t.Occurrences); n > 1 {
		parts = append(parts, fmt.Sprintf("%s to go", number(n)))
	}
	switch {
	case o.DueOn > f.Today:
		parts = append(parts, "due "+weekdayMonth(o.DueOn, f.Today))
	case o.GraceUntil > f.Today:
		parts = append(parts, "on time until "+weekdayMonth(o.GraceUntil, f.Today))
	case o.GraceUntil == f.Today:
		parts = append(parts, "last day on time")
	default:
		parts = append(parts, "late, can still be logged until "+weekdayMonth(o.ClosesOn, f.Today))
	}
	if last := lastOne(t, f.Today); last != "" {
		parts = append(parts, last)
	}
	return strings.Join(parts, " · ")
}
