package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// PlanWeekFacts is the data behind the form in which a person gives the things
// of their week a day and a cue.
type PlanWeekFacts struct {
	Person   practice.Person
	Today    cadence.Date
	Lines    []practice.Reminder // what waits, by practice and person
	Days     []cadence.Date      // the days that can be chosen
	Left     int                 // lines there was no room for
	Moves    bool                // it is about what is planned already
	Playbook *practice.Playbook
	Who      Who
}

// PlanMost is the most things that one form plans: each has two inputs.
const PlanMost = 40

const (
	planDayPath = "day"
	planCuePath = "cue"
	maxCue      = 100 // characters
	notPlanned  = "none"
)

// PlanWeek is the form: for each thing a day, and after what it is done.
func PlanWeek(f PlanWeekFacts) slack.ModalViewRequest {
	title := "Plan my week"
	if f.Moves {
		title = "Move a day"
	}
	if len(f.Lines) == 0 {
		return kit.Modal("", title, "", kit.Line(kit.Text("Nothing is waiting for you this week. To see what comes later, type "), kit.Code("/coach playbook"), kit.Text(".")))
	}
	blocks := []slack.Block{kit.Aside("Give what you like a day, and something it comes after. I say it back that morning and leave it alone until then. Only you read this.")}
	call := callers(f.Lines, f.Who)
	inputs := 0
	for _, t := range f.Lines {
		ids := planIDs(t.Occurrences)
		o := t.Occurrences[0]
		name := titled(t, f.Playbook, f.Today, call)
		if t.Practice == practice.ObserveCoachKey {
			blocks = append(blocks, f.visit(o, name))
			continue
		}
		inputs++
		if n := len(t.Occurrences); n > 1 {
			name += fmt.Sprintf(", %d times", n)
		}
		chosen := notPlanned
		if o.PlannedFor != 0 {
			chosen = o.PlannedFor.String()
		}
		hint := "due " + weekdayMonth(o.DueOn, f.Today)
		if o.GraceUntil != o.DueOn {
			hint += ", on time until " + weekdayMonth(o.GraceUntil, f.Today)
		}
		cue := slack.NewPlainTextInputBlockElement(kit.Plain("after the Tuesday forecast", kit.MaxPlaceholder), kit.ActionChoose).WithMaxLength(maxCue)
		cue.InitialValue = o.Cue
		blocks = append(blocks,
			kit.Input(planDayPath+"."+ids, name, capital(hint)+".", false, kit.Menu("Pick a day", f.options(o), chosen)),
			kit.Input(planCuePath+"."+ids, "After what?", "", false, cue))
	}
	if f.Left > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more on Home.", number(f.Left))))
	}
	if inputs == 0 {
		return kit.Modal("", title, "", blocks...)
	}
	return kit.Modal(FormPlanWeek, title, "Save", blocks...)
}

// visit is the line of a visit, which is planned with the manager in a form of
// its own.
func (f PlanWeekFacts) visit(o practice.Occurrence, name string) slack.Block {
	said := name + ", due " + weekdayMonth(o.DueOn, f.Today) + "."
	if o.PlannedFor != 0 {
		said = name + ", planned for " + weekdayMonth(o.PlannedFor, f.Today) + "."
	}
	return kit.Item(said, kit.Button(ActionPlanOne, idValue(o.ID), "Plan the visit", "Plan "+within(name)))
}

// options are the days that an occurrence can be planned for.
func (f PlanWeekFacts) options(o practice.Occurrence) []*slack.OptionBlockObject {
	options := []*slack.OptionBlockObject{kit.Choice(notPlanned, "No day yet", "")}
	for _, d := range f.Days {
		if d > o.ClosesOn {
			break
		}
		late := ""
		if d > o.GraceUntil {
			late = "Late by then"
		}
		options = append(options, kit.Choice(d.String(), d.Format("Monday 2 January"), late))
	}
	if o.PlannedFor != 0 && !slices.Contains(f.Days, o.PlannedFor) {
		options = append(options, kit.Choice(o.PlannedFor.String(), o.PlannedFor.Format("Monday 2 January"), "As planned before"))
	}
	return options
}

// planIDs is the part of an input's path that says what it plans.
func planIDs(occurrences []practice.Occurrence) string {
	var ids []string
	for _, o := range occurrences {
		ids = append(ids, idValue(o.ID))
	}
	return strings.Join(ids, "_")
}

// A PlannedThing is what a form gives some occurrences: a day, or none, and a
// cue.
type PlannedThing struct {
	IDs  []practice.OccurrenceID
	On   cadence.Date
	Cue  string
	Path string // of the input of its day
}

// ParsePlanWeek is the inverse of [PlanWeek].
func ParsePlanWeek(v slack.View) []PlannedThing {
	given := answersOf(v)
	var all []PlannedThing
	for path := range given {
		text, ok := strings.CutPrefix(path, planDayPath+".")
		if !ok {
			continue
		}
		p := PlannedThing{Path: path, Cue: kit.Flat(given.text(planCuePath + "." + text))}
		for _, digits := range strings.Split(text, "_") {
			if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
				p.IDs = append(p.IDs, practice.OccurrenceID(n))
			}
		}
		if on, err := cadence.ParseDate(given.option(path)); err == nil {
			p.On = on
		} else {
			p.Cue = ""
		}
		if cue := []rune(p.Cue); len(cue) > maxCue {
			p.Cue = string(cue[:maxCue])
		}
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b PlannedThing) int { return strings.Compare(a.Path, b.Path) })
	return all
}

// WeekPlanned replaces the form once the plan is stored.
func WeekPlanned(n int) slack.ModalViewRequest {
	said := "Nothing is planned for a day now. I remind you as usual."
	if n > 0 {
		said = capital(counted(n, "thing has", "things have")) + " a day. I say it back that morning, and leave it alone until then."
	}
	return kit.Modal("", "Plan my week", "", kit.Line(kit.Text(said)))
}
