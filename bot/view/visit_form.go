package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// VisitFormFacts is the data behind the form in which a leader plans a visit.
type VisitFormFacts struct {
	Occurrence practice.Occurrence // the leader's own
	Sessions   []practice.VisitSession
	Waiting    []practice.Occurrence // the manager's
	Planned    practice.Visit        // the latest plan of the two; none without an ID
	On         cadence.Date          // the day that is filled in
	Playbook   *practice.Playbook
	Who        Who
	Today      cadence.Date
}

const visitTitle = "Plan a visit"

// noVisitTold says what becomes of a visit that nobody planned.
const noVisitTold = "I tell nobody about a visit that wasn't planned."

// VisitForm is the form in which a leader plans to sit in on a session of a
// manager: which, and when. Nothing is asked about whoever else is in it.
func VisitForm(f VisitFormFacts) slack.ModalViewRequest {
	manager := f.Who(f.Occurrence.Subject)
	name := firstName(manager)
	blocks := []slack.Block{kit.Line(kit.Text("You sit in on a session of "), kit.Bold(fullName(manager)), kit.Text(fmt.Sprintf(", to help %s coach. I ask %s first.", name, name)))}
	if f.Planned.ID != 0 {
		blocks = append(blocks, kit.Item(f.planned(), kit.Button(ActionVisitOff, idValue(f.Planned.ID), "Call it off", "Call the visit off")))
	}
	options := make([]*slack.OptionBlockObject, len(f.Sessions))
	chosen := ""
	for i, s := range f.Sessions {
		options[i] = f.option(s)
		if f.Planned.ID != 0 && s == f.Planned.Session {
			chosen = options[i].Value
		}
	}
	m := kit.Modal(FormVisit, visitTitle, "Ask "+kit.Shorten(name, maxAskedName), append(blocks,
		kit.Input(practice.FieldSession, "Which session?", "", true, kit.Menu("Pick a session", options, chosen)),
		kit.Input(practice.FieldOn, "On which day?", "", true, datePicker(f.On)),
		kit.Aside(fmt.Sprintf("Until then only you and %s know. That morning, whoever is in the session reads that you join to help %s, and that nothing about them is noted. %s", name, name, noVisitTold)))...)
	m.PrivateMetadata = origin{Occurrence: f.Occurrence.ID}.String()
	return m
}

// maxAskedName is how much of a name a form's button has room for.
const maxAskedName = 18

// planned says how the latest plan stands.
func (f VisitFormFacts) planned() string {
	v, name := f.Planned, firstName(f.Who(f.Planned.Pair.Report))
	said := "Planned for " + weekdayMonth(v.On, f.Today) + ": "
	switch {
	case !v.DeclinedAt.IsZero():
		return said + name + " asked for another day."
	case v.Agreed():
		return said + name + " agreed."
	}
	return said + name + " hasn't answered yet."
}

func (f VisitFormFacts) option(s practice.VisitSession) *slack.OptionBlockObject {
	with := ""
	if s.Rep != 0 {
		with = " with " + fullName(f.Who(s.Rep))
	}
	p, ok := f.Playbook.Practice(s.Practice, f.Today)
	if !ok && s.Rep == 0 {
		return kit.Choice(VisitValue(s), "Another session", "Such as a recording")
	}
	if !ok {
		return kit.Choice(VisitValue(s), "Another session"+with, "")
	}
	due := ""
	if i := slices.IndexFunc(f.Waiting, func(o practice.Occurrence) bool { return o.ID == s.Occurrence }); i >= 0 {
		due = "Due " + weekdayMonth(f.Waiting[i].DueOn, f.Today)
	}
	return kit.Choice(VisitValue(s), kit.OneLine(p.Short)+with, due)
}

// VisitValue is the value of a session in the form's menu.
func VisitValue(s practice.VisitSession) string {
	return idValue(s.Occurrence) + "." + idValue(s.Rep)
}

// A VisitPlan is what the form says: the leader's occurrence, the session by its
// value, and the day.
type VisitPlan struct {
	Occurrence practice.OccurrenceID
	Session    string
	On         cadence.Date
}

// ParseVisit is the inverse of [VisitForm].
func ParseVisit(v slack.View) (VisitPlan, error) {
	from, err := originOf(v)
	if err != nil {
		return VisitPlan{}, err
	}
	given := answersOf(v)
	on, problems := given.date(practice.FieldOn)
	if on == 0 && problems == nil {
		problems = practice.Problems{{Field: practice.FieldOn, Text: "Pick a day."}}
	}
	p := VisitPlan{from.Occurrence, given.option(practice.FieldSession), on}
	if p.Session == "" {
		problems = append(problems, practice.Problem{Field: practice.FieldSession, Text: "Pick a session."})
	}
	if problems != nil {
		return p, problems
	}
	return p, nil
}

// VisitPlanned replaces the form once the manager is asked.
func VisitPlanned(f VisitFacts) slack.ModalViewRequest {
	manager := f.manager()
	said, next := fmt.Sprintf("I'm asking %s.", manager), fmt.Sprintf("You'll hear from me when %s answers. Put it in your calendar too.", manager)
	if f.Visit.Agreed() {
		said, next = fmt.Sprintf("It's the day %s asked for.", manager), "So it's agreed. Put it in your calendar too."
	}
	return kit.Modal("", visitTitle, "", kit.Line(kit.Bold(said), kit.Text(fmt.Sprintf(" You sit in on %s on %s.", f.theirs(), f.day()))), kit.Aside(next))
}

// VisitCalledOff replaces the form once the visit is off.
func VisitCalledOff(f VisitFacts) slack.ModalViewRequest {
	next := "Nobody else knew of it."
	if !f.Visit.AgreedAt.IsZero() && f.Visit.DeclinedAt.IsZero() {
		next = f.manager() + " hears that you aren't coming."
	}
	return kit.Modal("", visitTitle, "", kit.Line(kit.Bold("Called off."), kit.Text(" "+next)))
}

// MoveVisit is the form in which a manager asks for another day.
func MoveVisit(f VisitFacts, on cadence.Date) slack.ModalViewRequest {
	m := kit.Modal(FormVisitMove, "Another day", "Ask for it",
		kit.Line(kit.Text(fmt.Sprintf("%s would like to sit in on %s on %s.", f.leader(), f.yours(), f.day()))),
		kit.Input(practice.FieldOn, "Which day suits you?", f.leader()+" reads it at once.", true, datePicker(on)))
	m.PrivateMetadata = agendaOrigin{Visit: f.Visit.ID}.String()
	return m
}

// ParseMoveVisit is the inverse of [MoveVisit].
func ParseMoveVisit(v slack.View) (practice.VisitID, cadence.Date, error) {
	on, problems := answersOf(v).date(practice.FieldOn)
	if on == 0 && problems == nil {
		problems = practice.Problems{{Field: practice.FieldOn, Text: "Pick a day."}}
	}
	if problems != nil {
		return 0, 0, problems
	}
	return agendaOriginOf(v).Visit, on, nil
}

// VisitMoved replaces the form once the leader is asked.
func VisitMoved(f VisitFacts) slack.ModalViewRequest {
	return kit.Modal("", "Another day", "", kit.Line(kit.Bold("Asked for "+f.instead()+"."), kit.Text(fmt.Sprintf(" You'll hear from me when %s plans it.", f.leader()))))
}

// VisitBeforehand says above the questions of a visit's form whether anybody was
// told of it.
func VisitBeforehand(manager practice.Person, planned bool) string {
	name := firstName(manager)
	switch {
	case planned:
		return name + " agreed to this visit beforehand."
	case manager.ID == 0:
		return noVisitTold + " Press Plan for the next one, and I ask first."
	}
	return fmt.Sprintf("You didn't plan this visit, so I told nobody about it. Press Plan for the next one, and I ask %s first.", name)
}
