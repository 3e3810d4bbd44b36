package view

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// maxWaits is how many lines a message has about what people wait for.
const maxWaits = 2

// besides returns what a message has beside what is expected: what people wait
// for, own steps, topics, and a question of coach's own. The counts are for the
// preview, which has nobody's words.
func (f MorningFacts) besides() (blocks []slack.Block, counts string) {
	blocks, counts = f.visits()
	if waits := len(f.Requests) + len(f.Plans); waits > 0 {
		blocks = append(blocks, f.waits()...)
		counts += " " + capital(counted(waits, "thing waits", "things wait")) + " for your word."
	}
	if steps := f.ownSteps(); steps != nil {
		blocks = append(blocks, steps)
		counts += " " + capital(counted(len(f.Steps), "next step", "next steps")) + "."
	}
	if f.asksTopics() {
		manager := firstName(f.Who(f.Topics.Performer))
		said := fmt.Sprintf("Your 1:1 with %s is %s. Anything you want on it?", manager, f.oneOnOneDay())
		blocks = append(blocks, kit.Item(said, kit.Button(ActionTopics, idValue(f.Topics.Performer), "Add a topic", "Add a topic for "+manager)))
		counts += " Your 1:1 with " + manager + " is coming up."
	}
	if confirm := f.Confirm.blocks(); confirm != nil {
		blocks, counts = append(blocks, confirm...), counts+f.Confirm.preview()
	}
	if f.Question != nil {
		blocks = append(blocks, QuestionBlocks(*f.Question, f.Who, f.Today)...)
	}
	if f.Pattern != nil {
		blocks = append(blocks, f.pattern()...)
	}
	if f.Quiet != 0 {
		said := fmt.Sprintf("You haven't used my last three messages, so until %s I'll write on Mondays only. Everything stays on Home.", weekdayMonth(f.Quiet, f.On))
		blocks = append(blocks, kit.Item(said, kit.Button(ActionMessages, "", "My messages", "When and about what I write to you")))
	}
	return blocks, counts
}

// asksTopics reports whether the 1:1 is still to be prepared.
func (f MorningFacts) asksTopics() bool {
	o := f.Topics
	return o.ID != 0 && o.Entry == 0 && o.Skip.Reason == "" && o.Expectation == practice.Expected
}

// oneOnOneDay says by when the 1:1 is due, or for when it is planned.
func (f MorningFacts) oneOnOneDay() string {
	said, day := "due by ", f.Topics.DueOn
	if f.Topics.PlannedFor != 0 {
		said, day = "planned for ", f.Topics.PlannedFor
	}
	if day < f.On+7 {
		return said + day.Format("Monday")
	}
	return said + weekdayMonth(day, f.On)
}

// waits are two lines about what people wait for, oldest first, and how many
// there are besides.
func (f MorningFacts) waits() []slack.Block {
	requests := f.Requests[:min(len(f.Requests), maxWaits)]
	blocks := RequestLines(RequestsFacts{To: requests, Who: f.Who, Today: f.Today})
	plans := f.Plans[:min(len(f.Plans), maxWaits-len(requests))]
	for _, p := range plans {
		switch {
		case p.Writer == f.Person.ID:
			blocks = append(blocks, kit.Item("You write the plan from your session with "+firstName(f.Who(p.Reader))+".", kit.Button(ActionPlanWrite, idValue(p.Entry), "Write my plan", "")))
		default:
			blocks = append(blocks, kit.Item(firstName(f.Who(p.Writer))+" wrote a plan, and waits for you to agree.", kit.Button(ActionSteps, idValue(p.Writer), "Read it", "Read the plan")))
		}
	}
	if more := len(f.Requests) + len(f.Plans) - len(requests) - len(plans); more > 0 {
		waits := "wait"
		if more == 1 {
			waits = "waits"
		}
		blocks = append(blocks, kit.Line(kit.Text(fmt.Sprintf("And %s more %s for you on Home.", number(more), waits))))
	}
	return blocks
}

// maxSteps is how many of the own steps stand in their one line.
const maxSteps = 3

// ownSteps is the one line of all own steps that are due; nil for none.
func (f MorningFacts) ownSteps() slack.Block {
	if len(f.Steps) == 0 {
		return nil
	}
	var said []string
	for i, a := range f.Steps {
		if i == maxSteps {
			said = append(said, fmt.Sprintf("and %s more", number(len(f.Steps)-i)))
			break
		}
		due := "due " + weekdayMonth(a.Due, f.On)
		switch {
		case !a.DoneAt.IsZero():
			due = "done"
		case !a.Open():
			due = "cancelled"
		case a.Due == f.On:
			due = "due today"
		}
		said = append(said, kit.OneLine(a.What)+" ("+due+")")
	}
	what := "Your next step: "
	if len(f.Steps) > 1 {
		what = "Your next steps: "
	}
	return kit.Item(what+strings.Join(said, "; ")+".", kit.Button(ActionSteps, "", "Open", "Open my next steps"))
}

// pattern asks what is behind something that has stopped happening, or says
// what the person answered.
func (f MorningFacts) pattern() []slack.Block {
	t := practice.Reminder{Practice: f.Pattern.Practice, Subject: f.Pattern.Subject}
	title := titled(t, f.Playbook, f.On, callNames(nil, f.Who))
	said := title + " hasn't happened in two periods running. "
	if f.Pattern.Gap > 0 {
		said = fmt.Sprintf("%s hasn't happened for %d working days. ", title, f.Pattern.Gap)
	}
	switch f.Answer {
	case practice.PatternDay:
		return []slack.Block{kit.Line(kit.Text(said + "You'll do it on another day."))}
	case practice.PatternLoad:
		return []slack.Block{kit.Item(said+"It's too much right now. Whoever owns the playbook can do it less often for everyone.", kit.Button(ActionSuggest, strconv.Itoa(f.Version), "Suggest a change", "Suggest a change of the playbook"))}
	case practice.PatternMine:
		return []slack.Block{kit.Line(kit.Text(said + "You'll pick it up."))}
	}
	key := f.Pattern.Practice
	return []slack.Block{kit.Line(kit.Text(said + "Is it the practice, the timing or the load?")), kit.Buttons(
		kit.Button(ActionPatternDay, key, "Change my day", ""),
		kit.Button(ActionPatternLoad, key, "Too much right now", ""),
		kit.Button(ActionPatternMine, key, "I'll pick it up", ""))}
}
