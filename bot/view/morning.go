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
	Announced *Announcement // a new playbook version; nil for none
}

// Morning is the one message of a working morning: a line for each reminder,
// with buttons while it is open.
func Morning(f MorningFacts) kit.Message {
	call := callers(slices.Concat(f.Reminders, practice.Reminders(f.News, nil)), f.Who)
	greeting := f.greeting()
	blocks := []slack.Block{kit.Line(kit.Text(greeting))}
	if f.Announced != nil {
		blocks = append(blocks, f.Announced.blocks(f.Today, f.Who)...)
	}
	titles := make([]string, len(f.Reminders))
	styled := false
	for i, t := range f.Reminders {
		titles[i] = titled(t, f.Playbook, f.On, call)
		blocks = append(blocks, kit.Line(kit.Bold(titles[i]), kit.Text(" · "+f.state(t))))
		waiting := waitingIDs(t.Occurrences, f.Today)
		if waiting == "" {
			continue
		}
		log := kit.Button(ActionLog, waiting, "Log", "Log "+within(titles[i]))
		if !styled {
			log.WithStyle(slack.StylePrimary)
			styled = true
		}
		blocks = append(blocks, kit.Buttons(log, kit.Button(ActionSkip, waiting, "Skip", "Skip "+within(titles[i]))))
	}
	preview := greeting
	if len(titles) > 0 {
		preview += " " + strings.Join(titles, ", ") + "."
	}
	if f.Announced != nil {
		preview += " " + f.Announced.preview()
	}
	if f.More > 0 {
		blocks = append(blocks, kit.Line(kit.Text(fmt.Sprintf("And %s more. Type ", number(f.More))), kit.Code("/coach due"), kit.Text(" to see them all.")))
		preview += fmt.Sprintf(" And %s more.", number(f.More))
	}
	if len(f.Reminders) > 0 && len(f.News) > 0 {
		preview += " " + f.changed()
	}
	return kit.NewMessage(preview, append(blocks, f.news(call)...)...)
}

// HasContent reports whether the message would have a reminder, a change or an
// announcement.
func (f MorningFacts) HasContent() bool {
	return f.Announced != nil || len(f.News) > 0 || slices.ContainsFunc(f.Reminders, func(t practice.Reminder) bool { return waitingIDs(t.Occurrences, f.Today) != "" })
}

// greeting returns the first line of the message, with the number of things to
// do, or that all are done.
func (f MorningFacts) greeting() string {
	var all progress
	for _, t := range f.Reminders {
		all.add(t.Occurrences, f.Today)
	}
	name := firstName(f.Person)
	switch {
	case len(f.Reminders) == 0 && len(f.News) == 0 && f.Announced != nil:
		return fmt.Sprintf("Good morning %s.", name)
	case len(f.Reminders) == 0 && len(f.News) > 0:
		return fmt.Sprintf("Good morning %s. %s", name, f.changed())
	case all.isLater(f.Today):
		return fmt.Sprintf("Nothing left for today, %s.", name)
	case all.waiting > 0 || all.total() == 0:
		return fmt.Sprintf("Good morning %s. %s today.", name, capital(counted(len(f.Reminders)+f.More, "thing", "things")))
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
	case p.logged > 0:
		return fmt.Sprintf("%d of %d logged%s", p.logged, p.total(), f.timeLeft(p.next))
	case p.isLater(f.On):
		return "moved to " + weekdayMonth(p.next.DueOn, f.Today) + because[f.Why(p.next)] + cmp.Or(f.timeLeft(p.next), ".")
	case p.total() > 1:
		return fmt.Sprintf("%s to go%s%s", number(p.waiting), inPeriod(p.next.Period, f.Today), f.timeLeft(p.next))
	default:
		news := cmp.Or(lastOne(t, f.On), dueOn(p.next, f.On))
		return news + f.timeLeft(p.next)
	}
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
