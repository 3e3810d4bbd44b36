package view

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

const (
	excuseTitle    = "Excuse"
	occurrencePath = "occurrence"
)

// ExcusePicker is the form in which a leader chooses the person to excuse.
func ExcusePicker(team []practice.PersonID, who Who) slack.ModalViewRequest {
	return kit.Modal(FormExcuseWho, excuseTitle, "Next",
		kit.Input(practice.FieldPerson, "Who do you want to excuse?", "Your people with something open, skipped or not done lately.", true, picker{team: team, who: who}.one(0)))
}

// ParseExcusePicker is the inverse of [ExcusePicker]: the person chosen, or
// nobody.
func ParseExcusePicker(v slack.View) practice.PersonID {
	id, _ := parsePerson(answersOf(v).option(practice.FieldPerson))
	return id
}

// ExcuseFacts is the data behind the form for excusing an occurrence.
type ExcuseFacts struct {
	Performer   practice.PersonID
	Occurrences []practice.Occurrence // those that can be excused, at least one, the latest due first
	Chosen      practice.OccurrenceID // none to let the leader choose
	Today       cadence.Date
	Playbook    *practice.Playbook
	Who         Who
}

// Excuse is the form in which a leader chooses an occurrence of a performer to
// excuse, and gives a reason. It shows the performer's own reason for skipping
// it.
func Excuse(f ExcuseFacts) slack.ModalViewRequest {
	record, _ := f.Playbook.Record(practice.ExcuseKey)
	name := fullName(f.Who(f.Performer))
	offered := f.offered()
	if len(offered) == 1 {
		f.Chosen = offered[0].ID
	}
	options := make([]*slack.OptionBlockObject, len(offered))
	explained := false
	for i, o := range offered {
		options[i] = kit.Choice(occurrenceValue(o.ID), titleOf(o, f.Playbook, f.Who), f.about(o))
		explained = explained || o.Skip.Detail != ""
	}
	which := slack.NewInputBlock(occurrencePath+"~0", kit.Plain("What?", kit.MaxLabel), nil, kit.Menu("Pick one", options, occurrenceValue(f.Chosen))).WithDispatchAction(explained)
	blocks := []slack.Block{
		kit.Line(kit.Bold(name)),
		kit.Line(kit.Text("What you excuse is dropped and won't count against " + firstName(f.Who(f.Performer)) + ". Only the two of you can read why.")),
		which,
	}
	for _, o := range offered {
		if o.ID == f.Chosen && o.Skip.Detail != "" {
			blocks = append(blocks, kit.Line(kit.Text(firstName(f.Who(f.Performer))+" wrote:")), kit.Quote(o.Skip.Detail))
		}
	}
	form := slices.Clone(record.Form)
	for i := range form {
		form[i].Vis = "" // the performer reads it, as the form says, and not the leader's own leader
	}
	m := kit.Modal(FormExcuse, excuseTitle, "Excuse it", append(blocks, sheet{people: picker{who: f.Who}}.fields(form)...)...)
	m.PrivateMetadata = origin{Person: f.Performer}.String()
	return m
}

// offered returns the occurrences to choose from: the first of several that
// look alike, and no more than Slack lists.
func (f ExcuseFacts) offered() []practice.Occurrence {
	var offered []practice.Occurrence
	seen := map[string]bool{}
	for _, o := range f.Occurrences {
		alike := f.kind(o)
		if !seen[alike] && len(offered) < kit.MaxOptions {
			offered = append(offered, o)
		}
		seen[alike] = true
	}
	return offered
}

// kind returns a key that is equal for occurrences that look alike to a leader.
func (f ExcuseFacts) kind(o practice.Occurrence) string {
	return fmt.Sprint(o.Practice, o.Subject, o.DueOn, o.Status(f.Today), o.Skip)
}

// about describes an occurrence's due date and what became of it: due 26 March
// · skipped: Travel.
func (f ExcuseFacts) about(o practice.Occurrence) string {
	state := "open"
	switch o.Status(f.Today) {
	case practice.SkipCounts:
		state = "skipped: " + kit.OneLine(f.Playbook.ReasonLabel(practice.SkipKey, o.Skip.Reason))
	case practice.Overdue:
		state = "not done yet"
	case practice.Missed:
		state = "not done"
	}
	alike := 0
	for _, other := range f.Occurrences {
		if f.kind(other) == f.kind(o) {
			alike++
		}
	}
	if alike > 1 {
		state = number(alike) + " " + state
	}
	return "due " + dayMonth(o.DueOn, f.Today) + " · " + state
}

func occurrenceValue(id practice.OccurrenceID) string { return "o" + strconv.FormatInt(int64(id), 10) }

// ParseExcuse is the inverse of [Excuse]: the performer, the occurrence and the
// excuse. No occurrence means that none was chosen. An error means that the
// form did not come from Excuse.
func ParseExcuse(v slack.View) (performer practice.PersonID, id practice.OccurrenceID, e practice.Excuse, err error) {
	from, err := originOf(v)
	given := answersOf(v)
	return from.Person, given.occurrence(occurrencePath), practice.Excuse{Reason: given.reason(), Detail: given.text(practice.FieldDetail)}, err
}

// Excused replaces the form once the excuse is stored.
func Excused(o practice.Occurrence, today cadence.Date, pb *practice.Playbook, who Who) slack.ModalViewRequest {
	return kit.Modal("", excuseTitle, "",
		kit.Line(kit.Bold("Excused.")),
		kit.Line(kit.Text(fmt.Sprintf("%s, due %s, is dropped and won't count against %s. I'll tell them, with your reason.",
			titleOf(o, pb, who), dayMonth(o.DueOn, today), fullName(who(o.Performer))))),
		kit.Buttons(takeBackButton(practice.Waived{Occurrence: o}, titleOf(o, pb, who))))
}

// Excusal is the message to a performer about what their leader excused, and
// why. The preview omits the reason.
func Excusal(o practice.Occurrence, today cadence.Date, pb *practice.Playbook, who Who) kit.Message {
	leader := fullName(who(o.Excuse.By))
	title, due := within(titleOf(o, pb, who)), ", due "+dayMonth(o.DueOn, today)+"."
	blocks := []slack.Block{kit.Line(kit.Bold(leader), kit.Text(" excused "), kit.Bold(title), kit.Text(due))}
	if o.Excuse.Reason != practice.OtherReason {
		blocks = append(blocks, kit.Line(kit.Bold("Why:"), kit.Text(" "+pb.ReasonLabel(practice.ExcuseKey, o.Excuse.Reason))))
	}
	if o.Excuse.Detail != "" {
		blocks = append(blocks, kit.Quote(o.Excuse.Detail))
	}
	blocks = append(blocks, kit.Aside(fmt.Sprintf("It won't count against you, and there's nothing left to do. Only you and %s can read why.", firstName(who(o.Excuse.By)))))
	return kit.NewMessage(leader+" excused "+title+due, blocks...)
}
