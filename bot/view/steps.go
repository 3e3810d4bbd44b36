package view

import (
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// StepFacts is the data behind lines about next steps, as one of their people
// reads them.
type StepFacts struct {
	Reader practice.PersonID
	Today  cadence.Date // the reader's
	Now    time.Time
	Who    Who
	With   practice.PersonID // whose steps with the reader a list has, under their names; nobody for all
}

// StepLines draws open steps, each with its day, whose it is, and buttons to
// tick it and to move it. Where the other of the two would cancel it, its
// buttons answer that.
func StepLines(f StepFacts, steps []practice.Action) []slack.Block {
	var blocks []slack.Block
	for _, a := range steps {
		blocks = append(blocks, f.line(a), kit.Buttons(f.buttons(a, "Move")...))
	}
	return blocks
}

// line is a step in words: Open with the budget · due Thu 12 March · with Dana.
func (f StepFacts) line(a practice.Action) slack.Block {
	said := " · " + f.due(a)
	if whose := f.whose(a); whose != "" {
		said += " · " + whose
	}
	if wish := f.wish(a); wish != "" {
		said += " · " + wish
	}
	return kit.Line(kit.Bold(kit.Flat(a.What)), kit.Text(said))
}

// due says when a step is due, and when it was to be done at first if it was
// moved.
func (f StepFacts) due(a practice.Action) string {
	said := "due " + weekdayMonth(a.Due, f.Today)
	switch {
	case a.Due == f.Today:
		said = "due today"
	case a.Due == f.Today+1:
		said = "due tomorrow"
	case a.Due < f.Today:
		said = "was due " + weekdayMonth(a.Due, f.Today)
	}
	if len(a.Moves) > 0 && a.FirstDue != a.Due {
		said += ", first due " + dayMonth(a.FirstDue, f.Today)
	}
	return said
}

// whose says whose step it is, seen from its reader.
func (f StepFacts) whose(a practice.Action) string {
	other := a.Other(f.Reader)
	switch {
	case f.With != 0 && a.AgreedAt.IsZero():
		return "not agreed yet"
	case f.With != 0:
		return ""
	case a.Owner != f.Reader && a.AgreedAt.IsZero():
		return f.call(a.Owner) + "'s plan"
	case a.Owner != f.Reader:
		return f.call(a.Owner) + "'s"
	case other == 0:
		return ""
	case a.AgreedAt.IsZero():
		return "your plan, with " + f.call(other)
	case a.Author == f.Reader:
		return "to help " + f.call(other)
	}
	return "with " + f.call(other)
}

// wish says who would cancel a step.
func (f StepFacts) wish(a practice.Action) string {
	switch {
	case len(a.Cancels) == 0:
		return ""
	case a.Cancels[0].By != f.Reader:
		return f.call(a.Cancels[0].By) + " wants to cancel it"
	}
	return "you want to cancel it, but " + f.call(a.Other(f.Reader)) + " hasn't answered"
}

func (f StepFacts) call(id practice.PersonID) string { return callNames(nil, f.Who)(id) }

// buttons answer a step: it is done, or gets another day. Where somebody would
// cancel it, they answer that.
func (f StepFacts) buttons(a practice.Action, move string) []*slack.ButtonBlockElement {
	what := kit.Flat(a.What)
	done := stepButton(ActionStepDone, a, "Done", "Done: "+what)
	keep := stepButton(ActionStepKeep, a, "Keep it", "Keep: "+what)
	switch {
	case a.CancelledBy(f.Reader):
		return []*slack.ButtonBlockElement{done, keep}
	case len(a.Cancels) > 0:
		return []*slack.ButtonBlockElement{done, stepButton(ActionStepCancel, a, "Cancel it", "Cancel: "+what), keep}
	}
	return []*slack.ButtonBlockElement{done, stepButton(ActionStepMove, a, move, move+": "+what)}
}

func stepButton(action string, a practice.Action, label, spoken string) *slack.ButtonBlockElement {
	return kit.Button(action, idValue(a.ID), label, spoken)
}

// closed is the line of a step that is open no more, with a button to take a
// tick back while that is possible.
func (f StepFacts) closed(a practice.Action) slack.Block {
	said := kit.Flat(a.What) + " · " + f.ended(a)
	if practice.MayUntick(f.Reader, a, f.Now) {
		return kit.Item(said, stepButton(ActionStepUndone, a, "Not done", "Not done after all: "+kit.Flat(a.What)))
	}
	return kit.Line(kit.Text(said))
}

// ended says how a step ended, and who said so.
func (f StepFacts) ended(a practice.Action) string {
	if !a.CancelledAt.IsZero() {
		return "cancelled"
	}
	said := "done " + dayMonth(a.DoneOn, f.Today)
	switch a.DoneOn {
	case f.Today:
		said = "done today"
	case f.Today - 1:
		said = "done yesterday"
	}
	switch {
	case a.DoneBy == a.Owner && a.DoneBy == f.Reader:
		return said
	case a.DoneBy == f.Reader:
		return said + ", you say"
	case a.DoneBy == a.Owner:
		return said + " by " + f.call(a.DoneBy)
	}
	return said + ", " + f.call(a.DoneBy) + " says"
}

// StepsFacts is the data behind a person's list of steps: their own and those
// of their people, or those with one other person.
type StepsFacts struct {
	StepFacts
	Own     []practice.Action // open, by due day
	Theirs  []practice.Action // open ones of the reader's people, by due day
	Closed  []practice.Action // ticked lately, or cancelled
	ToWrite []PlanFacts       // plans the reader is to write
	ToAgree []PlanFacts       // plans that wait for the reader
}

// The most lines of a kind in a list of steps: each open step takes two blocks
// of a hundred, and a plan up to five.
const (
	maxOwnSteps    = 12
	maxTheirSteps  = 12
	maxClosedSteps = 8
	maxPlans       = 3
)

// Steps is the list of a person's steps, each with buttons.
func Steps(f StepsFacts) slack.ModalViewRequest {
	title := "Next steps"
	if f.With != 0 {
		title = "Steps with " + f.call(f.With)
	}
	blocks := f.plans()
	blocks = append(blocks, f.section("Yours", f.Own, maxOwnSteps)...)
	theirs := "Your people's"
	if f.With != 0 {
		theirs = f.call(f.With) + "'s"
	}
	blocks = append(blocks, f.section(theirs, f.Theirs, maxTheirSteps)...)
	if len(blocks) == 0 {
		blocks = append(blocks, kit.Line(kit.Text(f.nothing())))
	}
	if len(f.Closed) > 0 {
		blocks = append(blocks, kit.Heading("Closed lately"))
	}
	for _, a := range f.Closed[:min(len(f.Closed), maxClosedSteps)] {
		blocks = append(blocks, f.closed(a))
	}
	m := kit.Modal(FormSteps, title, "", blocks...)
	m.Close = kit.Plain("Close", kit.MaxTitle) // a step's button says Done
	m.PrivateMetadata = origin{Person: f.With}.String()
	return m
}

// OfferSteps answers typed words that ask for one's steps: how many of one's
// own are open, and a button for the list of all of them, or of those with one
// person.
func OfferSteps(own int, with practice.Person) kit.Message {
	said, label, value := fmt.Sprintf("You have %s.", counted(own, "open step", "open steps")), "My next steps", ""
	if with.ID != 0 {
		label, value = "Steps with "+firstName(with), idValue(with.ID)
	}
	return kit.NewMessage(said, kit.Line(kit.Text(said)), kit.Buttons(kit.Button(ActionSteps, value, label, "")))
}

// ParseSteps returns the person whose steps a list of [Steps] has; nobody for
// everybody's.
func ParseSteps(v slack.View) practice.PersonID {
	from, _ := originOf(v) // a list that cannot be read is the reader's own
	return from.Person
}

func (f StepsFacts) nothing() string {
	if f.With != 0 {
		return fmt.Sprintf("You and %s have no open steps. What you agree on in a session will show up here, with its date.", f.call(f.With))
	}
	return "You have no open steps. What you agree on in a session will show up here, with its date."
}

func (f StepsFacts) section(name string, steps []practice.Action, most int) []slack.Block {
	if len(steps) == 0 {
		return nil
	}
	blocks := append([]slack.Block{kit.Heading(name)}, StepLines(f.StepFacts, steps[:min(len(steps), most)])...)
	if more := len(steps) - most; more > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more, due later. They move up as you tick these.", number(more))))
	}
	return blocks
}

// plans are the plans that wait for the reader: to be written, or to be agreed.
func (f StepsFacts) plans() []slack.Block {
	var blocks []slack.Block
	for _, p := range f.ToWrite[:min(len(f.ToWrite), maxPlans)] {
		blocks = append(blocks, kit.Line(kit.Text("You write the plan from "+p.session()+".")), kit.Buttons(p.writeButton()))
	}
	for _, p := range f.ToAgree[:min(len(f.ToAgree), maxPlans)] {
		blocks = append(blocks, kit.Line(kit.Text(p.written())), kit.Buttons(p.agreeButtons()...))
	}
	return blocks
}

// MoveFacts is the data behind the form that moves a step.
type MoveFacts struct {
	StepFacts
	Step   practice.Action
	To     cadence.Date // the day that is filled in
	Alone  bool         // whether the reader's word alone cancels it
	Listed bool         // whether the form lies on a list of steps: that of With
}

// MoveStep is the form that gives a step another day, or proposes to cancel it.
func MoveStep(f MoveFacts) slack.ModalViewRequest {
	blocks := []slack.Block{f.line(f.Step), kit.Input(practice.FieldDue, "By when?", "", true, datePicker(f.To))}
	if f.Step.Due < f.Today {
		blocks = append(blocks, kit.Aside("Its day has passed, so it counts as late."))
	}
	other := f.call(f.Step.Other(f.Reader))
	said, label := fmt.Sprintf("Not needed any more? It's cancelled once %s says so too.", other), "Ask "+other+" to cancel it"
	if f.Alone {
		said, label = "Not needed any more?", "Cancel this step"
	}
	blocks = append(blocks, kit.Aside(said), kit.Buttons(stepButton(ActionStepCancel, f.Step, label, "")))
	m := kit.Modal(FormMove, "Move a step", "Move it", blocks...)
	m.PrivateMetadata = origin{Action: f.Step.ID, Listed: f.Listed, Person: f.With}.String()
	return m
}

// A Moved is what the form that moves a step says.
type Moved struct {
	Step   practice.ActionID
	To     cadence.Date
	Listed bool              // whether the form lies on a list of steps
	With   practice.PersonID // whose steps that list has; nobody for all
}

// ParseMove is the inverse of [MoveStep]. Any error but [practice.Problems]
// means that the form did not come from MoveStep.
func ParseMove(v slack.View) (Moved, error) {
	from, err := originOf(v)
	if err != nil {
		return Moved{}, err
	}
	m := Moved{Step: from.Action, Listed: from.Listed, With: from.Person}
	var problems practice.Problems
	if m.To, problems = answersOf(v).date(practice.FieldDue); problems != nil {
		return m, problems
	}
	return m, nil
}

// StepCancelled replaces the form once a step is cancelled, or the other is to
// say so too.
func StepCancelled(f StepFacts, a practice.Action) slack.ModalViewRequest {
	said := kit.Flat(a.What) + " is cancelled."
	if a.Open() {
		said = fmt.Sprintf("%s sees in /coach steps that you would cancel it. Until they say so too, it stays.", f.call(a.Other(f.Reader)))
	}
	return kit.Modal("", "Move a step", "", kit.Line(kit.Text(said)))
}
