package view

import (
	"cmp"
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// A Helped is whom the reader of a digest chose to help, and whether it helped.
type Helped struct {
	Person practice.PersonID
	Answer HelpAnswer
}

// A HelpAnswer says whether help helped.
type HelpAnswer string

// The answers; none is one that is still asked for.
const (
	HelpedYes    HelpAnswer = "yes"
	HelpedNotYet HelpAnswer = "not_yet"
)

// A HelpLine is where help may be useful: practices that one of the reader's
// direct reports has not done for some full periods running. The person reads
// the same line beforehand, and may comment on it.
type HelpLine struct {
	About     practice.PersonID
	Practices []string // keys
	Periods   int      // full periods running
	Comment   string   // the person's own words for their leader; "" for none
}

const (
	// HelpCommentMax is the most characters of a comment on a [HelpLine].
	HelpCommentMax = 200
	helpPractices  = 3 // that a line names
)

// sentence is the line without the name: forecast review and obstacle review,
// not done two weeks running.
func (l HelpLine) sentence(pb *practice.Playbook, on cadence.Date) string {
	return fmt.Sprintf("%s, not done %s running.", l.titles(pb, on), l.running(pb, on))
}

// titles are the names of the practices.
func (l HelpLine) titles(pb *practice.Playbook, on cadence.Date) string {
	var titles []string
	for i, key := range l.Practices {
		if i == helpPractices && len(l.Practices) > helpPractices+1 {
			titles = append(titles, number(len(l.Practices)-i)+" more")
			break
		}
		titles = append(titles, within(shortOf(pb, key, on)))
	}
	return practice.Listed(titles)
}

// running counts the periods: weeks or months where all the practices have such.
func (l HelpLine) running(pb *practice.Playbook, on cadence.Date) string {
	units := map[cadence.Cadence][2]string{cadence.Weekly: {"week", "weeks"}, cadence.Monthly: {"month", "months"}, cadence.Quarterly: {"quarter", "quarters"}}
	var unit [2]string
	for i, key := range l.Practices {
		var of [2]string
		if p, ok := pb.Practice(key, on); ok {
			of = units[p.Cadence]
		}
		if i > 0 && of != unit {
			of = [2]string{}
		}
		unit = of
	}
	unit = cmp.Or(unit, [2]string{"period", "periods"})
	return counted(l.Periods, unit[0], unit[1])
}

// comment is what the person says of the line; "" for nothing.
func (l HelpLine) comment() string { return kit.Shorten(kit.Flat(l.Comment), HelpCommentMax) }

// waits is what waits for the reader: obstacles that they own.
func (f Inspection) waits() []slack.Block {
	if f.InChannel || len(f.Waiting) == 0 {
		return nil
	}
	oldest, next := f.Waiting[0], f.Waiting[0]
	for _, o := range f.Waiting {
		if o.Age > oldest.Age {
			oldest = o
		}
		if o.Due < next.Due {
			next = o
		}
	}
	age := countOf(oldest.Age, "working day", "working days")
	if len(f.Waiting) == 1 {
		return []slack.Block{section("Waiting on you", fmt.Sprintf("One obstacle you own, %s, %s", age, f.due(next.Due))),
			kit.Buttons(kit.Button(ActionObstacleUpdate, idValue(next.ID), "Update", "Update the obstacle you own"))}
	}
	said := fmt.Sprintf("%s you own, the oldest for %s, the next %s", capital(counted(len(f.Waiting), "obstacle", "obstacles")), age, f.due(next.Due))
	return []slack.Block{section("Waiting on you", said), kit.Buttons(kit.Button(ActionObstacles, "", "Open them", "Open the obstacles you own"))}
}

// due says when something is due, by its weekday in the coming week.
func (f Inspection) due(d cadence.Date) string {
	switch {
	case d == f.Today:
		return "due today"
	case d < f.Today:
		return "was due " + weekdayMonth(d, f.Today)
	case d < f.Today+7:
		return "due " + d.Format("Monday")
	}
	return "due " + weekdayMonth(d, f.Today)
}

// worst is the practice that fewer than half did, in two periods, across three
// managers or more: then the practice is to be looked at, and no person.
func (f Inspection) worst() (worst *measure.Health, others []string) {
	var all []measure.Health
	for _, h := range f.Report.Health {
		if h.Look && h.Managers >= poolFrom && h.Done != nil && h.Done.Whole > 0 {
			all = append(all, h)
		}
	}
	for i, h := range all {
		if worst == nil || h.Done.Part*worst.Done.Whole < worst.Done.Part*h.Done.Whole {
			worst = &all[i]
		}
	}
	for _, h := range all {
		if h.Practice != worst.Practice {
			others = append(others, within(f.short(h.Practice)))
		}
	}
	return worst, others
}

// Suggests returns whom the digest suggests to help; nobody where a practice is
// to be looked at, or in a channel.
func (f Inspection) Suggests() []HelpLine {
	if worst, _ := f.worst(); f.InChannel || worst != nil {
		return nil
	}
	return f.Help
}

// Suggested is the line above the question whom the reader helps: whom their
// digest suggests, in its words; "" for nobody.
func (f Inspection) Suggested() string {
	said := ""
	for i, l := range f.Suggests() {
		before := "Your digest suggests "
		if i > 0 {
			before = " Or "
		}
		said += before + firstName(f.Who(l.About)) + ": " + l.sentence(f.Playbook, f.Report.Window.To)
	}
	return said
}

// SpotCheck is the line above the question whom the reader asked how a session
// went: who is drawn this week.
func SpotCheck(p, manager practice.Person) string {
	return fmt.Sprintf("This week's name, drawn at random: %s. You could ask how the last session with %s went.", fullName(p), firstName(manager))
}

// help is where help may be useful, unless a practice is to be looked at.
func (f Inspection) help() []slack.Block {
	lines := f.Suggests()
	if len(lines) == 0 {
		return nil
	}
	blocks := []slack.Block{kit.Line(kit.Bold("Where help may be useful"))}
	var ids []practice.PersonID
	for _, l := range lines {
		ids = append(ids, l.About)
	}
	call := callNames(ids, f.Who)
	for _, l := range lines {
		name := call(l.About)
		runs := []kit.Run{kit.Bold(name), kit.Text(": " + l.sentence(f.Playbook, f.Report.Window.To))}
		if l.Comment != "" {
			runs = append(runs, kit.Text(fmt.Sprintf(" %s says: “%s”", name, l.comment())))
		}
		key := helpKey{f.Digest, l.About}.String()
		blocks = append(blocks, kit.Line(runs...), kit.Buttons(
			kit.Button(ActionOfferHelp, key, "Offer help", "Offer help to "+name),
			kit.Button(ActionExcuseHelp, key, "Excuse", "Excuse "+name)))
	}
	return blocks
}

// look is the practice to look at, in place of people whom one could help.
func (f Inspection) look() []slack.Block {
	const title = "Practice to look at"
	h, others := f.worst()
	switch {
	case h == nil && (f.InChannel || len(f.Report.Health) == 0 || f.Report.Window.Running):
		return nil
	case h == nil:
		return []slack.Block{section(title, "none")}
	}
	said := fmt.Sprintf("%s, fewer than half across %s, two periods running", within(f.short(h.Practice)), counted(h.Managers, "manager", "managers"))
	if len(h.Reasons) > 0 {
		said += "; top skip reason: " + within(f.Playbook.ReasonLabel(practice.SkipKey, h.Reasons[0].Reason))
	}
	said += "."
	if len(others) > 0 {
		said += " The same holds for " + practice.Listed(others) + "."
	}
	blocks := []slack.Block{section(title, said)}
	switch {
	case f.InChannel:
		return blocks
	}
	return append(blocks, kit.Buttons(f.remedies(h.Practice)...))
}

// questions are those of which a digest has one, a week each.
var questions = []string{
	"What would make your next coaching session worth twice the time?",
	"What did you learn from one of your people last week?",
	"Which session last week would you have again, and why?",
	"What got in the way that I could take away?",
	"Who on your team has grown most this quarter, and how can you tell?",
	"What would you stop doing to have an hour more with your people?",
	"When did somebody last change your mind in a coaching session?",
	"Which of your people have you had the least time for, and what would help?",
}

// QuestionOf is the question to ask in a week: the next one each week.
func QuestionOf(week cadence.Date) string {
	return questions[int((week-1)/7)%len(questions)] // day 1 is a Monday
}

// question is the one question to ask this week.
func (f Inspection) question() []slack.Block {
	if f.InChannel || f.Question == "" {
		return nil
	}
	return []slack.Block{section("One question to ask this week", "“"+f.Question+"”")}
}

// buttons open what is behind the digest. What is by name is for the reader
// alone, so a channel has only the second chart.
func (f Inspection) buttons() []*slack.ButtonBlockElement {
	var buttons []*slack.ButtonBlockElement
	key := f.Digest.String()
	all := f.all()
	tabled := !f.InChannel && (len(f.Report.People) > 0 || all != nil && all.Due > 0)
	const csv, csvAloud = "As CSV", "The table as a CSV file"
	if f.Digest.Subscription == 0 { // what somebody asked for is its own answer
		if f.Request != "" && f.Files && tabled {
			buttons = append(buttons, kit.Button(ActionReportCSV, f.Request, csv, csvAloud))
		}
		return append(buttons, f.everyWeek()...)
	}
	if tabled {
		buttons = append(buttons, kit.Button(ActionDigestTable, key, "Show the table", ""), kit.Button(ActionDigestWhy, key, "Why this number?", ""))
	}
	if tabled && f.Files {
		buttons = append(buttons, kit.Button(ActionDigestCSV, key, csv, csvAloud))
	}
	if f.reachedTrend().drawable() {
		buttons = append(buttons, kit.Button(ActionDigestReached, key, "People reached", "Show the chart of people reached"))
	}
	return buttons
}

// HelpAnswered answers whoever said whether helping somebody helped.
func HelpAnswered(p practice.Person, answer HelpAnswer) kit.Message {
	said := "Noted. Thank you for helping " + firstName(p) + "."
	if answer == HelpedNotYet {
		said = "Noted. Some things take longer: you can choose " + firstName(p) + " again this week."
	}
	return kit.NewMessage(said, kit.Line(kit.Text(said)))
}

// ReportComes answers the command that asks for a report.
func ReportComes() kit.Message {
	const said = "Your report is in your messages with me."
	return kit.NewMessage(said, kit.Line(kit.Text(said)))
}
