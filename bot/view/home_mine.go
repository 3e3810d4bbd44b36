package view

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// WaitingFacts are the people who wait for a person's answer.
type WaitingFacts struct {
	ToWrite  []PlanFacts            // sessions whose plan the person writes
	ToAgree  []PlanFacts            // plans that the person's reports wrote
	Requests []practice.TimeRequest // reports who ask for the person's time
}

func (w WaitingFacts) empty() bool { return len(w.ToWrite)+len(w.ToAgree)+len(w.Requests) == 0 }

// waiting lists who waits, the person's own plan first.
func (f HomeFacts) waiting() []slack.Block {
	if f.Waiting.empty() && !f.Obstacles.wait() {
		return nil
	}
	var each [][]slack.Block
	add := func(said string, buttons ...*slack.ButtonBlockElement) {
		each = append(each, []slack.Block{kit.Para(said), kit.Buttons(buttons...)})
	}
	for i, p := range f.Waiting.ToWrite {
		p.Who = brief(p.Who)
		write := p.writeButton()
		if i == 0 {
			write.WithStyle(slack.StylePrimary)
		}
		add("You write the plan from "+p.session()+".", write)
	}
	for _, t := range f.Waiting.Requests {
		name, plan := f.Due.called(f.Due.Who(t.Pair.Report)), "Plan it"
		said := name + " asks for " + kindTitle(t.Kind)
		if t.Words != "" {
			said += "\n" + quoted(t.Words)
		}
		if t.PlannedOn != 0 {
			said, plan = said+"\nPlanned for "+weekdayMonth(t.PlannedOn, f.Due.Today), "Change the day"
		}
		add(said, kit.Button(ActionPlanTime, idValue(t.ID), plan, plan+": time for "+name),
			kit.Button(ActionTimeDone, idValue(t.ID), "Done already", "Done already: time for "+name))
	}
	for _, p := range f.Waiting.ToAgree {
		p.Who = brief(p.Who)
		add(p.brief(), append(p.agreeButtons(), kit.Button(ActionSteps, idValue(p.Plan.Writer), "Read it", "Read the whole plan"))...)
	}
	f.obstacleWaits(add)
	blocks := []slack.Block{kit.Heading("Waiting for you")}
	for _, one := range each[:min(len(each), f.room.wait)] {
		blocks = append(blocks, one...)
	}
	if left := len(each) - f.room.wait; left > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more. They move up as you answer these.", number(left))))
	}
	return blocks
}

// maxPlanned is the number of a plan's steps that a Home lists.
const maxPlanned = 3

// brief is a written plan in a few lines, for its reader.
func (f PlanFacts) brief() string {
	said := f.written()
	for _, a := range f.Steps[:min(len(f.Steps), maxPlanned)] {
		said += "\n• " + kit.Shorten(line(a.What), maxFew) + ", by " + weekdayMonth(a.Due, f.Today)
	}
	if left := len(f.Steps) - maxPlanned; left > 0 {
		said += fmt.Sprintf("\nAnd %s more.", number(left))
	}
	return said
}

// quoted is what somebody wrote, as far as a line has room for it.
func quoted(words string) string { return "“" + line(words) + "”" }

// line is somebody's words on one line, cut where they are long.
func line(words string) string { return kit.Shorten(kit.OneLine(words), maxWords) }

// stepFacts are what lines about the person's steps need.
func (f DueFacts) stepFacts() StepFacts {
	return StepFacts{Reader: f.Person.ID, Today: f.Today, Who: f.Who}
}

// brief is a step in two lines that fit a phone: what, then when and with whom.
func (f StepFacts) brief(a practice.Action) string {
	said := capital(f.due(a))
	for _, more := range []string{f.whose(a), f.wish(a)} {
		if more != "" {
			said += ", " + more
		}
	}
	return line(a.What) + "\n" + said
}

// steps are the person's own next steps, with what they can do about each.
func (f HomeFacts) steps() []slack.Block {
	if len(f.Steps) == 0 {
		return nil
	}
	s := f.Due.stepFacts()
	blocks := []slack.Block{kit.Heading("Your next steps")}
	for _, a := range f.Steps[:min(len(f.Steps), f.room.steps)] {
		blocks = append(blocks, kit.Para(s.brief(a)), kit.Buttons(s.buttons(a, "Move")...))
	}
	if left := len(f.Steps) - f.room.steps; left > 0 {
		blocks = append(blocks, kit.Item(fmt.Sprintf("And %s more.", number(left)), kit.Button(ActionSteps, "", "Show all", "Show all your steps")))
	}
	return blocks
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
		blocks = append(blocks, kit.Item(f.Due.askedWords(r, manager), kit.Button(ActionTimeWithdraw, idValue(r.ID), "Withdraw", "Withdraw this request for time")))
	}
	if lines := f.Due.topics(c.Topics, f.room.topics); len(lines) > 0 {
		blocks = append(blocks, kit.Fold("topics", "On the list: "+figured(len(c.Topics), "topic", "topics"), true, lines...))
	}
	offered := []*slack.ButtonBlockElement{kit.Button(ActionTopics, idValue(c.Manager), "Add a topic", "Add a topic for your next 1:1"),
		kit.Button(ActionAskTime, timeOpening(c.Manager, ""), "Ask for time", "Ask "+manager+" for time")}
	if len(c.Focuses) == 0 && !c.First {
		offered = append(offered, kit.Button(ActionFocus, focusValue(c.Manager, 0), "Choose a focus", "Choose one skill to work on with "+manager))
	}
	return append(blocks, kit.Buttons(offered...))
}

// whenNext says when the next session is, or what will stand here.
func (f HomeFacts) whenNext(c CoachedFacts, manager string) string {
	today := f.Due.Today
	if !c.HasNext {
		return fmt.Sprintf("Nothing is planned with %s yet.", manager)
	}
	session := f.Due.sessionName(c.Next)
	switch {
	case c.First:
		return fmt.Sprintf("Your first %s with %s is due by %s. What was said will stand here.", session, manager, dayMonth(c.Next.DueOn, today))
	case c.Next.PlannedFor >= today:
		return fmt.Sprintf("%s with %s, planned for %s.", capital(session), manager, weekdayMonth(c.Next.PlannedFor, today))
	case c.Next.DueOn < today:
		return fmt.Sprintf("%s with %s. It was due %s.", capital(session), manager, weekdayMonth(c.Next.DueOn, today))
	}
	return fmt.Sprintf("%s with %s, by %s.", capital(session), manager, weekdayMonth(c.Next.DueOn, today))
}

func (f DueFacts) sessionName(o practice.Occurrence) string {
	if o.Practice == practice.OneOnOneKey {
		return "1:1"
	}
	return within(f.shortOf(o.Practice))
}

func (f DueFacts) askedWords(r practice.TimeRequest, manager string) string {
	said := fmt.Sprintf("You asked for %s on %s.", kindTitle(r.Kind), dayMonth(r.AskedOn, f.Today))
	if r.PlannedOn != 0 {
		said += fmt.Sprintf("\n%s planned it for %s.", manager, weekdayMonth(r.PlannedOn, f.Today))
	}
	return said
}

// brief returns the same people with names that fit a line, however long.
func brief(who Who) Who {
	return func(id practice.PersonID) practice.Person {
		p := who(id)
		if full := fullName(p); utf8.RuneCountInString(full) > maxName {
			p.Name = kit.Shorten(full, maxName)
		}
		return p
	}
}

// topics are the lines of an agenda, oldest first.
func (f DueFacts) topics(topics []practice.Topic, most int) []slack.Block {
	var lines []slack.Block
	for _, t := range topics[:min(len(topics), most)] {
		by := "you"
		if t.By != f.Person.ID {
			by = f.called(f.Who(t.By))
		}
		lines = append(lines, kit.Para("“"+kit.Shorten(line(t.Words), maxFew)+"”, from "+by))
	}
	if left := len(topics) - most; left > 0 {
		lines = append(lines, kit.Aside(fmt.Sprintf("And %s newer.", number(left))))
	}
	return lines
}
