package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

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
	if waits, total := f.waits(); total > 0 {
		blocks = append(blocks, waits...)
		counts += " " + capital(counted(total, "thing waits", "things wait")) + " for your word."
	}
	if own, count := f.own(); count != "" {
		blocks = append(blocks, own...)
		counts += " " + capital(count) + "."
	}
	if len(f.Sessions) > 0 {
		blocks = append(blocks, f.sessions()...)
		counts += " " + capital(counted(len(f.Sessions), "session", "sessions")) + " of yours."
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

// A wait is what somebody waits for, with its buttons.
type wait struct {
	since  time.Time
	blocks []slack.Block
}

// waiting returns what people wait for, oldest first.
func (f MorningFacts) waiting() []wait {
	var all []wait
	add := func(since time.Time, blocks ...slack.Block) { all = append(all, wait{since, blocks}) }
	for _, p := range f.Previews { // today is their only day, so they come first
		if !p.settled() {
			add(time.Time{}, HelpPreviewBlocks(p, f.Playbook, f.Who)...)
		}
	}
	for _, t := range f.Requests {
		add(t.AskedAt, RequestLines(RequestsFacts{To: []practice.TimeRequest{t}, Who: f.Who, Today: f.Today})...)
	}
	for _, p := range f.Plans {
		if p.Writer == f.Person.ID {
			add(p.AskedAt, kit.Item("You write the plan from your session with "+firstName(f.Who(p.Reader))+".", kit.Button(ActionPlanWrite, idValue(p.Entry), "Write my plan", "")))
			continue
		}
		add(p.WrittenAt, kit.Item(firstName(f.Who(p.Writer))+" wrote a plan, and waits for you to agree.", kit.Button(ActionSteps, idValue(p.Writer), "Read it", "Read the plan")))
	}
	for _, o := range f.ToTake {
		if settled(o, f.Person.ID) {
			continue
		}
		add(o.RaisedAt, f.obstacles().toTake(o)...)
	}
	slices.SortStableFunc(all, func(a, b wait) int { return a.since.Compare(b.since) })
	if agenda := f.agenda(); agenda != nil { // it waits since this morning
		all = append(all, wait{blocks: []slack.Block{agenda}})
	}
	return all
}

// waits are two lines about what people wait for, oldest first, and how many
// there are besides.
func (f MorningFacts) waits() (blocks []slack.Block, total int) {
	all := f.waiting()
	for _, w := range all[:min(len(all), maxWaits)] {
		blocks = append(blocks, w.blocks...)
	}
	if more := len(all) - maxWaits; more > 0 {
		waits := "wait"
		if more == 1 {
			waits = "waits"
		}
		blocks = append(blocks, kit.Line(kit.Text(fmt.Sprintf("And %s more %s for you on Home.", number(more), waits))))
	}
	return blocks, len(all)
}

// maxSteps is how many of the own steps and obstacles stand in their one line.
const maxSteps = 3

// own is the one line of the own steps and of the own obstacles that are due,
// and their count; nothing for none.
func (f MorningFacts) own() (blocks []slack.Block, count string) {
	steps, owned := len(f.Steps), len(f.Owned)
	var said, counts []string
	for _, a := range f.Steps {
		said = append(said, kit.OneLine(a.What)+" ("+f.stepDue(a)+")")
	}
	for _, o := range f.Owned {
		said = append(said, kit.OneLine(o.What)+" ("+f.obstacles().ownState(o)+")")
	}
	if steps > 0 {
		counts = append(counts, counted(steps, "next step", "next steps"))
	}
	if owned > 0 {
		counts = append(counts, counted(owned, "obstacle to remove", "obstacles to remove"))
	}
	title, button := "Yours: ", kit.Button(ActionSteps, "", "Open", "Open my next steps")
	switch {
	case len(said) == 0:
		return nil, ""
	case owned == 0 && steps == 1:
		title = "Your next step: "
	case owned == 0:
		title = "Your next steps: "
	case steps == 0:
		title, button = "Yours to remove: ", f.openOwned("Open")
	}
	if more := len(said) - maxSteps; more > 0 {
		said = append(said[:maxSteps], "and "+number(more)+" more")
	}
	text := title + strings.Join(said, "; ") + "."
	if steps == 0 || owned == 0 {
		return []slack.Block{kit.Item(text, button)}, practice.Listed(counts)
	}
	return []slack.Block{kit.Para(text), kit.Buttons(kit.Button(ActionSteps, "", "My steps", "Open my next steps"), f.openOwned("My obstacles"))}, practice.Listed(counts)
}

// stepDue says when a step is due, or what became of it.
func (f MorningFacts) stepDue(a practice.Action) string {
	switch {
	case !a.DoneAt.IsZero():
		return "done"
	case !a.Open():
		return "cancelled"
	case a.Due == f.On:
		return "due today"
	}
	return "due " + weekdayMonth(a.Due, f.On)
}

// openOwned is the button that opens the one obstacle, or the list of them.
func (f MorningFacts) openOwned(label string) *slack.ButtonBlockElement {
	if len(f.Owned) == 1 {
		return kit.Button(ActionObstacleOpen, idValue(f.Owned[0].ID), label, "Open my obstacle")
	}
	return kit.Button(ActionObstacles, "", label, "Open my obstacles")
}

// pattern asks what is behind something that has stopped happening, or says
// what the person answered.
func (f MorningFacts) pattern() []slack.Block {
	t := practice.Reminder{Practice: f.Pattern.Practice, Subject: f.Pattern.Subject}
	title := titled(t, f.Playbook, f.On, callNames(nil, f.Who))
	said := title + " hasn't happened in two periods running. "
	switch {
	case f.Pattern.Never:
		said = title + " hasn't happened yet. "
	case f.Pattern.Gap > 0:
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
