package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// PlanFacts is the data behind a plan that the person coached in a session
// writes.
type PlanFacts struct {
	Plan  practice.PlanRequest
	Short string            // of the session's practice
	On    cadence.Date      // the day of the session
	Steps []practice.Action // that were written, by due day
	Rows  int               // how many there may be
	Today cadence.Date      // of whoever reads
	Due   cadence.Date      // the day that is filled in
	Who   Who
}

func (f PlanFacts) call(id practice.PersonID) string {
	return callNames([]practice.PersonID{f.Plan.Writer, f.Plan.Reader}, f.Who)(id)
}

// session names the session for its writer: your 1:1 with Dana on Thu 12 March.
func (f PlanFacts) session() string {
	return fmt.Sprintf("your %s with %s on %s", f.short(), f.call(f.Plan.Reader), weekdayMonth(f.On, f.Today))
}

// written says to its reader that the plan is written.
func (f PlanFacts) written() string {
	return fmt.Sprintf("%s wrote the plan from your %s on %s.", f.call(f.Plan.Writer), f.short(), weekdayMonth(f.On, f.Today))
}

func (f PlanFacts) short() string { return within(kit.OneLine(f.Short)) }

func (f PlanFacts) writeButton() *slack.ButtonBlockElement {
	return kit.Button(ActionPlanWrite, idValue(f.Plan.Entry), "Write my plan", "")
}

// agreeButtons answer a written plan. Once the reader wants to talk about it
// first, they are left to agree.
func (f PlanFacts) agreeButtons() []*slack.ButtonBlockElement {
	agree := kit.Button(ActionPlanAgree, idValue(f.Plan.Entry), "Agree", "Agree to the plan")
	if !f.Plan.TalkAt.IsZero() {
		return []*slack.ButtonBlockElement{agree}
	}
	return []*slack.ButtonBlockElement{agree, kit.Button(ActionPlanTalk, idValue(f.Plan.Entry), "Let's talk", "Talk about the plan first")}
}

// PlanAsk is the message to the person coached who writes the plan; once it is
// written, it says what became of it.
func PlanAsk(f PlanFacts) kit.Message {
	if !f.Plan.WaitsForWriter() {
		said := PlanClosed(f)
		return kit.NewMessage(said, kit.Line(kit.Text(said)))
	}
	said := "You write the plan from " + f.session() + ": what you will do, and by when."
	return kit.NewMessage(said, kit.Line(kit.Text(said)), kit.Buttons(f.writeButton()))
}

// PlanClosed says to its writer what became of a plan that they need not write
// any more.
func PlanClosed(f PlanFacts) string {
	reader, day := f.call(f.Plan.Reader), weekdayMonth(f.On, f.Today)
	switch {
	case f.Plan.WrittenAt.IsZero():
		return fmt.Sprintf("%s withdrew your %s of %s, so there's no plan to write.", reader, f.short(), day)
	case !f.Plan.AgreedAt.IsZero():
		return fmt.Sprintf("%s agreed to your plan of %s.", reader, day)
	case f.gone():
		return fmt.Sprintf("Your plan of %s stands. %s has left, so it's yours alone.", day, reader)
	case !f.Plan.DroppedAt.IsZero():
		return fmt.Sprintf("%s withdrew your %s of %s. Your plan stays yours.", reader, f.short(), day)
	case !f.Plan.TalkAt.IsZero():
		return fmt.Sprintf("%s would like to talk about your plan of %s. It's on your list for next time.", reader, day)
	}
	return fmt.Sprintf("%s has your plan of %s, and can agree to it.", reader, day)
}

// gone reports whether nobody is left to agree to the plan.
func (f PlanFacts) gone() bool { return !f.Who(f.Plan.Reader).Account.Open() }

// WritePlan is the form in which the person coached writes their plan: the
// first row is required, and each has a day filled in.
func WritePlan(f PlanFacts) slack.ModalViewRequest {
	blocks := []slack.Block{
		kit.Line(kit.Text("From " + f.session() + ".")),
		kit.Aside(fmt.Sprintf("For you and %s. They read it and agree, or talk about it with you.", f.call(f.Plan.Reader))),
	}
	for i := range f.Rows {
		nth := ""
		if i > 0 {
			nth = fmt.Sprintf(" (%d)", i+1)
		}
		blocks = append(blocks, kit.Input(rowPath(planPath, i, "what"), "What will you do?"+nth, "", i == 0, textInput("", practice.TextMax)),
			kit.Input(rowPath(planPath, i, "due"), "By when?"+nth, "", i == 0, datePicker(f.Due)))
	}
	m := kit.Modal(FormPlan, "My plan", "Send my plan", blocks...)
	m.PrivateMetadata = origin{Entry: f.Plan.Entry}.String()
	return m
}

// planPath is the path of a plan's rows.
const planPath = "plan"

// ParsePlan is the inverse of [WritePlan]: the session and the rows. A row of
// which only the day is filled in, as it was, is none.
func ParsePlan(v slack.View) (practice.EntryID, []practice.Row, error) {
	from, err := originOf(v)
	if err != nil {
		return 0, nil, err
	}
	rows, problems := answersOf(v).rows(planPath, func(string) (practice.PersonID, bool) { return 0, false })
	if problems != nil {
		return from.Entry, nil, problems
	}
	return from.Entry, slices.DeleteFunc(rows, func(r practice.Row) bool { return r.What == "" }), nil
}

// PlanSent replaces the form once the plan is stored.
func PlanSent(f PlanFacts) slack.ModalViewRequest {
	blocks := []slack.Block{kit.Line(kit.Text(PlanClosed(f)))}
	for _, a := range f.Steps {
		blocks = append(blocks, f.step(a))
	}
	if len(f.Steps) > 0 {
		blocks = append(blocks, kit.Aside("Your steps are on Home and in /coach steps."))
	}
	return kit.Modal("", "My plan", "", blocks...)
}

func (f PlanFacts) step(a practice.Action) slack.Block {
	said := ", by " + weekdayMonth(a.Due, f.Today)
	if !a.Open() {
		said = " · " + (StepFacts{Reader: f.Plan.Reader, Today: f.Today, Who: f.Who}).ended(a)
	}
	return kit.Line(kit.Bold(kit.Flat(a.What)), kit.Text(said))
}

// PlanWritten is the message to who coached with the plan that the person
// coached wrote. The preview has none of its words.
func PlanWritten(f PlanFacts) kit.Message {
	writer := f.call(f.Plan.Writer)
	said := f.written()
	blocks := []slack.Block{kit.Line(kit.Bold(writer), kit.Text(said[len(writer):]))}
	for _, a := range f.Steps {
		blocks = append(blocks, f.step(a))
	}
	switch {
	case !f.Plan.DroppedAt.IsZero():
		said = fmt.Sprintf("You withdrew your %s on %s. %s's plan stays theirs.", f.short(), weekdayMonth(f.On, f.Today), writer)
		return kit.NewMessage(said, kit.Line(kit.Text(said)))
	case !f.Plan.AgreedAt.IsZero():
		blocks = append(blocks, kit.Aside("You agreed."))
	case !f.Plan.TalkAt.IsZero():
		blocks = append(blocks, kit.Aside(fmt.Sprintf("It's on your list with %s for next time. Once you have talked:", writer)), kit.Buttons(f.agreeButtons()...))
	default:
		blocks = append(blocks, kit.Buttons(f.agreeButtons()...))
	}
	return kit.NewMessage(said, blocks...)
}

// PlanTopic names a plan on the list of what the two want to talk about: Ana's
// plan of 12 March.
func PlanTopic(f PlanFacts) string {
	return fmt.Sprintf("%s's plan of %s", f.call(f.Plan.Writer), dayMonth(f.On, f.Today))
}
