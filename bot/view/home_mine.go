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

// WaitingFacts are the people who wait for a person's answer.
type WaitingFacts struct {
	ToWrite  []practice.PlanRequest // sessions whose plan the person writes
	ToAgree  []practice.PlanRequest // plans that the person's reports wrote
	Requests []practice.TimeRequest // reports who ask for the person's time
}

func (w WaitingFacts) empty() bool { return len(w.ToWrite)+len(w.ToAgree)+len(w.Requests) == 0 }

// waiting lists who waits, the person's own plan first.
func (f HomeFacts) waiting() []slack.Block {
	w := f.Waiting
	if w.empty() {
		return nil
	}
	var each [][]slack.Block
	name := func(id practice.PersonID) string { return f.Due.called(f.Due.Who(id)) }
	for i, p := range w.ToWrite {
		write := kit.Button(actionWritePlan, strconv.FormatInt(int64(p.Entry), 10), "Write my plan", "Write my plan for "+name(p.Reader))
		if i == 0 {
			write.WithStyle(slack.StylePrimary)
		}
		each = append(each, []slack.Block{kit.Para(fmt.Sprintf("You write the plan after your session with %s.", name(p.Reader))), kit.Buttons(write)})
	}
	for _, r := range w.Requests {
		each = append(each, []slack.Block{kit.Para(requestWords(r, name(r.Pair.Report))), kit.Buttons(
			kit.Button(actionPlanTime, idValue(r.ID), "Plan it", "Plan time for "+name(r.Pair.Report)),
			kit.Button(actionTimeDone, idValue(r.ID), "Done already", "Done already with "+name(r.Pair.Report)))})
	}
	for _, p := range w.ToAgree {
		each = append(each, []slack.Block{kit.Para(name(p.Writer) + " has written a plan for you to read."),
			kit.Buttons(kit.Button(actionReadPlan, strconv.FormatInt(int64(p.Entry), 10), "Read it", "Read the plan of "+name(p.Writer)))})
	}
	blocks := []slack.Block{kit.Heading("Waiting for you")}
	for _, one := range each[:min(len(each), f.room.wait)] {
		blocks = append(blocks, one...)
	}
	if left := len(each) - f.room.wait; left > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %d more. They move up as you answer these.", left)))
	}
	return blocks
}

// requestWords is what a report asks their manager's time for, as the manager
// reads it.
func requestWords(r practice.TimeRequest, name string) string {
	said := name + " asks for " + timeKinds[r.Kind]
	if r.Words != "" {
		said += "\n" + quoted(r.Words)
	}
	return said
}

// timeKinds are the kinds of time requests, to continue “asks for”.
var timeKinds = map[practice.TimeKind]string{
	practice.TimeSession:  "a session",
	practice.TimeObstacle: "help with an obstacle",
	practice.TimeRide:     "a ride-along",
}

// quoted is what somebody wrote, as far as a line has room for it.
func quoted(words string) string { return "“" + line(words) + "”" }

// line is somebody's words on one line, cut where they are long.
func line(words string) string { return kit.Shorten(kit.OneLine(words), maxWords) }

// steps are the person's own next steps, with what they can do about each.
func (f HomeFacts) steps() []slack.Block {
	if len(f.Steps) == 0 {
		return nil
	}
	blocks := []slack.Block{kit.Heading("Your next steps")}
	for _, a := range f.Steps[:min(len(f.Steps), f.room.steps)] {
		what := line(a.What)
		blocks = append(blocks, kit.Para(what+"\n"+f.Due.stepState(a)), kit.Buttons(
			kit.Button(actionStepDone, idValue(a.ID), "Done", "Done: "+what), kit.Button(actionStepMove, idValue(a.ID), "Move", "Move to another day: "+what)))
	}
	if left := len(f.Steps) - f.room.steps; left > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %d more. They move up as you tick these off.", left)))
	}
	return blocks
}

// stepState is when a step is due, and with whom it was agreed.
func (f DueFacts) stepState(a practice.Action) string {
	said := "Due " + weekdayMonth(a.Due, f.Today)
	if a.Due < f.Today {
		said = "Was due " + weekdayMonth(a.Due, f.Today)
	}
	if other := a.Other(f.Person.ID); other != 0 {
		said += ", with " + f.called(f.Who(other))
	}
	return said
}

// CoachedFacts is the side of a person who is coached: what they share with
// their manager, and their own practices.
type CoachedFacts struct {
	Manager practice.PersonID
	Away    bool // the manager is
	Next    practice.Occurrence
	HasNext bool
	First   bool // the two have had nothing yet
	Topics  []practice.Topic
	Asked   []practice.TimeRequest // the person's own that wait
	Focuses []practice.Focus       // newest first, the open one among them
	Plan    string                 // the multiple of the business plan; empty for none
	PlanOn  cadence.Date
	Numbers []Number // own leading numbers, oldest first
}

// A Number is a person's own leading number in one week.
type Number struct {
	On    cadence.Date
	Count float64
}

// coached is what a person and their manager share, then what is the person's
// own.
func (f HomeFacts) coached() []slack.Block {
	if f.Coached == nil {
		return nil
	}
	c := *f.Coached
	return slices.Concat(f.nextOne(c), f.focus(c), f.ownPlan(c), f.ownNumbers(c))
}

// nextOne is the next 1:1 and what is on its list.
func (f HomeFacts) nextOne(c CoachedFacts) []slack.Block {
	manager := f.Due.called(f.Due.Who(c.Manager))
	heading, said := "Your next 1:1", f.whenNext(c, manager)
	if c.HasNext && c.Next.Practice != practice.OneOnOneKey {
		heading = "Your next session"
	}
	if c.Away {
		said += fmt.Sprintf("\n%s is away.", manager)
	}
	blocks := []slack.Block{kit.Heading(heading), kit.Para(said)}
	for _, r := range c.Asked[:min(len(c.Asked), 2)] {
		blocks = append(blocks, kit.Para(f.Due.askedWords(r, manager)))
	}
	if lines := f.Due.topics(c.Topics, f.room.topics); len(lines) > 0 {
		blocks = append(blocks, kit.Fold("topics", "On the list: "+figured(len(c.Topics), "topic", "topics"), true, lines...))
	}
	return append(blocks, kit.Buttons(kit.Button(actionAddTopic, idValue(c.Manager), "Add a topic", "Add a topic for your next 1:1"),
		kit.Button(actionAskTime, "", "Ask for time", "Ask "+manager+" for time")))
}

// whenNext says when the next session is, or what will stand here.
func (f HomeFacts) whenNext(c CoachedFacts, manager string) string {
	today := f.Due.Today
	switch {
	case !c.HasNext:
		return fmt.Sprintf("Nothing is planned with %s yet.", manager)
	case c.First:
		return fmt.Sprintf("Your first %s with %s is due by %s. What was said will stand here.", f.Due.sessionName(c.Next), manager, dayMonth(c.Next.DueOn, today))
	case c.Next.DueOn < today:
		return fmt.Sprintf("With %s. It was due %s.", manager, weekdayMonth(c.Next.DueOn, today))
	}
	return fmt.Sprintf("With %s, by %s.", manager, weekdayMonth(c.Next.DueOn, today))
}

func (f DueFacts) sessionName(o practice.Occurrence) string {
	if o.Practice == practice.OneOnOneKey {
		return "1:1"
	}
	return within(f.shortOf(o.Practice))
}

func (f DueFacts) askedWords(r practice.TimeRequest, manager string) string {
	said := fmt.Sprintf("You asked for %s on %s.", timeKinds[r.Kind], dayMonth(cadence.DateOf(r.AskedAt), f.Today))
	if r.PlannedOn != 0 {
		said += fmt.Sprintf(" %s planned it for %s.", manager, weekdayMonth(r.PlannedOn, f.Today))
	}
	return said
}

// topics are the lines of an agenda, oldest first.
func (f DueFacts) topics(topics []practice.Topic, most int) []slack.Block {
	var lines []slack.Block
	for _, t := range topics[:min(len(topics), most)] {
		by := "you"
		if t.By != f.Person.ID {
			by = f.called(f.Who(t.By))
		}
		lines = append(lines, kit.Para(quoted(t.Words)+", "+by))
	}
	if left := len(topics) - most; left > 0 {
		lines = append(lines, kit.Aside(fmt.Sprintf("And %d newer.", left)))
	}
	return lines
}

// provisional
const (
	actionWritePlan = "write_plan"
	actionReadPlan  = "read_plan"
	actionPlanTime  = "plan_time"
	actionTimeDone  = "time_done"
	actionStepDone  = "step_done"
	actionStepMove  = "step_move"
	actionAddTopic  = "add_topic"
	actionAskTime   = "ask_time"
	actionHistoryOf = "history_of"
)
