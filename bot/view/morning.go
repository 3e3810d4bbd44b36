package view

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// MorningFacts is the data behind a person's one message of the day. The
// message was sent On a day and is drawn again whenever its content changes,
// perhaps on a later day: Today.
type MorningFacts struct {
	Person    practice.Person
	On, Today cadence.Date
	Reminders []practice.Reminder   // with the current state of their occurrences
	More      int                   // reminders there was no room for
	News      []practice.Occurrence // occurrences that changed since a message showed them
	Why       func(practice.Occurrence) practice.Because
	Playbook  *practice.Playbook
	Who       Who
	Roster    *practice.Roster
	Calendar  *cadence.Calendar // the person's
	Announced *Announcement     // a new playbook version; nil for none

	Week     *WeekFacts             // the plan of the week; nil on other days than Monday
	Requests []practice.TimeRequest // for the person's time, that wait
	Plans    []practice.PlanRequest // that they are to write or to agree
	Steps    []practice.Action      // their own, due today or on the next working day
	Topics   practice.Occurrence    // the 1:1 for which topics are asked for; none without an ID
	Pattern  *practice.Pattern      // what has stopped happening; nil for none
	Answer   practice.PatternAnswer // what they said of it
	Version  int                    // of the playbook, for suggestions
	Quiet    cadence.Date           // only Monday's message comes until then; no date for no such news

	ToTake   []practice.Obstacle // that wait for the person to take them, or to name an owner
	Owned    []practice.Obstacle // the person's own that are due, or overdue
	Slot     practice.Slot       // when and where their team meets
	Meeting  practice.Meeting    // the one whose agenda is offered; no day for none
	Posted   practice.TeamAgenda // its agenda; none without an ID
	Visits   []practice.Visit    // of a leader, today, to a session that they lead or are in
	Sessions []practice.Session  // they deliver, today or on the next working day
	Question *practice.Asking    // of coach's own; nil for none
	Confirm  *ConfirmFacts       // whether an entry matches; nil for none
	Previews []HelpPreview       // what digests of the coming working day are going to say of the person
}

// Morning is the one message of a working morning: a line for each reminder,
// with buttons while it is open; then what people wait for, own steps, topics
// for a 1:1, a question of coach's own, and what is new, folded.
func Morning(f MorningFacts) kit.Message {
	call := callers(slices.Concat(f.Reminders, practice.Reminders(f.News, nil)), f.Who)
	var blocks []slack.Block
	preview := f.greeting()
	if f.Week == nil {
		blocks = append(blocks, kit.Line(kit.Text(preview)))
	} else {
		preview = f.weekGreeting()
		hello, week, _ := strings.Cut(preview, ". ")
		blocks = append(blocks, kit.Line(kit.Text(hello+". "), kit.Bold(week)))
	}
	lines, titles := f.reminders(call)
	blocks = append(blocks, lines...)
	if len(titles) > 0 {
		preview += " " + strings.Join(titles, ", ") + "."
	}
	if f.More > 0 {
		blocks = append(blocks, kit.Line(kit.Text(fmt.Sprintf("And %s more on Home.", number(f.More)))))
		preview += fmt.Sprintf(" And %s more on Home.", number(f.More))
	}
	switch {
	case f.Week != nil && f.Week.Yields:
		blocks = append(blocks, weekOnHome())
	case f.Week != nil:
		blocks = append(append(blocks, f.weekDays()...), f.weekPeople()...)
	}
	rest, counts := f.besides()
	blocks, preview = slices.Concat(blocks, rest, f.settledObstacles(), f.settledPreviews()), preview+counts
	if f.Announced != nil {
		preview += " " + f.Announced.preview()
	}
	if len(f.Reminders) > 0 && len(f.News) > 0 {
		preview += " " + f.changed()
	}
	return f.withAnnouncement(preview, append(blocks, f.news(call)...))
}

// withAnnouncement returns the message with a new playbook version below the
// day's things, folded if there are any.
func (f MorningFacts) withAnnouncement(preview string, blocks []slack.Block) kit.Message {
	if f.Announced == nil {
		return f.withSimpler(kit.NewMessage(preview, blocks...))
	}
	said := f.Announced.blocks(f.Today, f.Who)
	if len(blocks) == 1 { // the greeting
		return kit.NewMessage(preview, append(blocks, said...)...)
	}
	folded := unstyled(said[1:])
	if len(folded) == 0 {
		return f.withSimpler(kit.NewMessage(preview, append(blocks, said...)...))
	}
	return f.withSimpler(kit.NewMessage(preview, append(blocks, kit.Fold("announced", f.Announced.title(), false, folded...))...))
}

// withSimpler adds the same blocks without folds, if there are any.
func (f MorningFacts) withSimpler(m kit.Message) kit.Message {
	if slices.ContainsFunc(m.Blocks, func(b slack.Block) bool { return b.BlockType() == slack.MBTContainer }) {
		m.Simpler = kit.Unfolded(m.Blocks)
	}
	return m
}

// paraLines is how many paragraphs without a style become one, so that all fit
// into a fold.
const paraLines = 3

// unstyled returns blocks that may stand in a fold: paragraphs without their
// style, some of them together.
func unstyled(blocks []slack.Block) []slack.Block {
	var plain []slack.Block
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			plain, lines = append(plain, kit.Para(strings.Join(lines, "\n"))), nil
		}
	}
	for _, b := range blocks {
		rich, ok := b.(*slack.RichTextBlock)
		if !ok {
			flush()
			plain = append(plain, b)
			continue
		}
		if lines = append(lines, richWords(rich)); len(lines) == paraLines {
			flush()
		}
	}
	flush()
	return plain
}

// richWords returns the words of a paragraph without their style.
func richWords(b *slack.RichTextBlock) string {
	var said strings.Builder
	for _, e := range b.Elements {
		switch e := e.(type) {
		case *slack.RichTextSection:
			said.WriteString(kit.Words(e.Elements))
		case *slack.RichTextQuote:
			said.WriteString(kit.Words(e.Elements))
		}
	}
	return said.String()
}

// reminders returns the lines about what is expected, with their buttons, and
// their titles. The first heads-up has the practice's prep card.
func (f MorningFacts) reminders(call caller) (blocks []slack.Block, titles []string) {
	styled, prepared := f.Week != nil, false
	for _, t := range f.Reminders {
		title := titled(t, f.Playbook, f.On, call)
		titles = append(titles, title)
		blocks = append(blocks, kit.Line(kit.Bold(title), kit.Text(" · "+ended(f.state(t), f.meets(t)))))
		waiting := waitingIDs(t.Occurrences, f.Today)
		if waiting == "" {
			continue
		}
		if t.Rung == practice.HeadsUp && !prepared {
			prepared = true
			blocks = append(blocks, f.prepCard(t)...)
		}
		log := kit.Button(ActionLog, waiting, "Log", "Log "+within(title))
		if !styled {
			log.WithStyle(slack.StylePrimary)
			styled = true
		}
		blocks = append(blocks, kit.Buttons(log,
			kit.Button(ActionPlanOne, waiting, "Plan", "Plan "+within(title)),
			kit.Button(ActionSkip, waiting, "Skip", "Skip "+within(title))))
	}
	return blocks, titles
}

// prepCard says why a practice is worth its time, and what good looks like.
func (f MorningFacts) prepCard(t practice.Reminder) []slack.Block {
	p, ok := f.Playbook.Practice(t.Practice, f.On)
	if !ok {
		return nil
	}
	blocks := []slack.Block{kit.Aside(p.Purpose())}
	if len(p.Good) > 0 {
		blocks = append(blocks, kit.Aside("What good looks like: "+strings.Join(p.Good, " · ")))
	}
	return blocks
}

// HasContent reports whether the message would have anything to act on or to
// read: what is done, or planned for a later day, is neither.
func (f MorningFacts) HasContent() bool {
	opens := func(t practice.Reminder) bool {
		return slices.ContainsFunc(t.Occurrences, func(o practice.Occurrence) bool { return o.Waiting(f.Today) && o.PlannedFor <= f.Today })
	}
	rest, _ := f.besides()
	return f.Announced != nil || len(f.News) > 0 || len(rest) > 0 || slices.ContainsFunc(f.Reminders, opens) ||
		f.Week != nil && (len(f.Week.Talks) > 0 || slices.ContainsFunc(practice.Reminders(f.Week.Occurrences, nil), opens))
}

// greeting returns the first line of the message, with the number of things to
// do, or that all are done. It names the day, so that no two messages are the
// same.
func (f MorningFacts) greeting() string {
	var all progress
	things := f.More
	for _, t := range f.Reminders {
		all.add(t.Occurrences, f.Today)
		if t.Rung != practice.HeadsUp {
			things++
		}
	}
	name, day := firstName(f.Person), f.On.Format("Monday 2 January")
	switch {
	case len(f.Reminders) == 0 && len(f.News) > 0:
		return fmt.Sprintf("Good morning %s. %s: %s", name, day, within(f.changed()))
	case things == 0 || len(f.Reminders) == 0:
		return fmt.Sprintf("Good morning %s. Here's your %s.", name, day)
	case all.isLater(f.Today) && all.next.PlannedFor != f.On:
		return fmt.Sprintf("Nothing left for today, %s.", name)
	case all.waiting > 0 || all.total() == 0:
		return fmt.Sprintf("Good morning %s. %s for %s.", name, capital(counted(things, "thing", "things")), day)
	case all.lapsed > 0:
		return fmt.Sprintf("Nothing left to do here, %s.", name)
	case f.More > 0:
		return fmt.Sprintf("These are done, %s.", name)
	default:
		return fmt.Sprintf("All done for today, %s.", name)
	}
}

// state is the text of a line about a reminder's progress.
func (f MorningFacts) state(t practice.Reminder) string {
	var p progress
	p.add(t.Occurrences, f.Today)
	switch {
	case p.excused > 0 && p.excused == p.total():
		return "excused by " + firstName(f.Who(p.excuser)) + "."
	case p.waiting == 0 && p.lapsed == p.total():
		return f.lapsed(t)
	case p.waiting == 0:
		return p.done(f.Today)
	case p.next.PlannedFor != 0 && p.next.PlannedFor >= f.Today:
		return f.planned(p.next) + cmp.Or(f.timeLeft(p.next), ".")
	case p.logged > 0:
		return fmt.Sprintf("%d of %d logged%s", p.logged, p.total(), f.timeLeft(p.next))
	case t.Rung == practice.HeadsUp && p.waiting > 0:
		said := dueOn(p.next, f.On)
		if last := lastOne(t, f.On); last != "" {
			said += ", " + last
		}
		return said + cmp.Or(f.timeLeft(p.next), ".")
	case p.isLater(f.On):
		return "moved to " + weekdayMonth(p.next.DueOn, f.Today) + because[f.Why(p.next)] + cmp.Or(f.timeLeft(p.next), ".")
	case p.total() > 1:
		return fmt.Sprintf("%s to go%s%s", number(p.waiting), inPeriod(p.next.Period, f.Today), f.timeLeft(p.next))
	default:
		news := cmp.Or(lastOne(t, f.On), dueOn(p.next, f.On))
		return news + f.timeLeft(p.next)
	}
}

// planned is the day for which an occurrence is planned, and its cue, as its
// performer wrote it.
func (f MorningFacts) planned(o practice.Occurrence) string {
	said := "planned for " + weekdayMonth(o.PlannedFor, f.Today)
	if o.PlannedFor == f.Today {
		said = "planned for today"
	}
	if o.Cue != "" {
		said += ", " + kit.OneLine(o.Cue)
	}
	return said
}

// lapsed is the text of a line about occurrences that can no longer be logged.
func (f MorningFacts) lapsed(t practice.Reminder) string {
	for _, o := range t.Occurrences {
		if o.Expectation != practice.Expected {
			why := f.Why(o)
			return notExpected(why) + because[why] + "."
		}
	}
	return "no longer open."
}

// dueOn returns an occurrence's due date in words, relative to a day.
func dueOn(o practice.Occurrence, on cadence.Date) string {
	switch o.DueOn {
	case on:
		return "due today"
	case on - 1:
		return "due yesterday"
	}
	return "due " + weekdayMonth(o.DueOn, on)
}

// timeLeft is the deadline in a line, on the last on-time day and after it.
func (f MorningFacts) timeLeft(o practice.Occurrence) string {
	switch {
	case o.GraceUntil == f.Today:
		return ". Last day to log it on time."
	case o.GraceUntil < f.Today:
		return fmt.Sprintf(". Late, can still be logged until %s.", weekdayMonth(o.ClosesOn, f.Today))
	}
	return ""
}

// A progress counts the outcomes of a reminder's occurrences.
type progress struct {
	waiting, logged, skipped int
	lapsed                   int                 // closed, cancelled, excused or moved
	excused                  int                 // of the lapsed, by a leader
	excuser                  practice.PersonID   // the leader
	next                     practice.Occurrence // the first that waits
	loggedOn                 cadence.Date        // the last time
}

func (p *progress) add(occurrences []practice.Occurrence, today cadence.Date) {
	for _, o := range occurrences {
		switch status := o.Status(today); {
		case o.Waiting(today):
			if p.waiting == 0 || o.DueOn < p.next.DueOn {
				p.next = o
			}
			p.waiting++
		case status == practice.OnTime || status == practice.Late:
			p.logged++
			p.loggedOn = max(p.loggedOn, o.LoggedOn)
		case status == practice.SkipCounts || status == practice.SkipWithin:
			p.skipped++
		default:
			p.lapsed++
			if o.Excuse.By != 0 {
				p.excused++
				p.excuser = o.Excuse.By
			}
		}
	}
}

// isLater reports whether all open occurrences were moved to after a day: a
// message mentions nothing before it is due.
func (p progress) isLater(on cadence.Date) bool { return p.waiting > 0 && p.next.DueOn > on }

func (p progress) total() int { return p.waiting + p.logged + p.skipped + p.lapsed }

// done describes the outcome of a reminder with an occurrence that was logged
// or skipped.
func (p progress) done(today cadence.Date) string {
	switch {
	case p.total() == 1 && p.logged == 1:
		return fmt.Sprintf("logged %s.", weekdayMonth(p.loggedOn, today))
	case p.total() == 1:
		return "skipped."
	case p.skipped == 0:
		return fmt.Sprintf("%d of %d logged.", p.logged, p.total())
	default:
		return fmt.Sprintf("%s logged, %s skipped.", number(p.logged), number(p.skipped))
	}
}

// waitingIDs returns the value of a button: the IDs of the open occurrences,
// separated by commas.
func waitingIDs(occurrences []practice.Occurrence, today cadence.Date) string {
	var ids []string
	for _, o := range occurrences {
		if o.Waiting(today) {
			ids = append(ids, strconv.FormatInt(int64(o.ID), 10))
		}
	}
	return strings.Join(ids, ",")
}

// inPeriod names the period in which something repeats, while it lasts.
func inPeriod(p cadence.Period, today cadence.Date) string {
	switch days := p.End - p.Start + 1; {
	case !p.Contains(today):
		return ""
	case days <= 7:
		return " this week"
	case days <= 14:
		return " in these two weeks"
	default:
		return " by " + dayMonth(p.End, today)
	}
}
