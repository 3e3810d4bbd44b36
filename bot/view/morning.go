package view

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/cadence"
	"coach/practice"
)

// MorningFacts is what a person's one message of the day is drawn from. It was
// sent On a day and is drawn again whenever something in it changes, which may
// be later: Today.
type MorningFacts struct {
	Person    practice.Person
	On, Today cadence.Date
	Touches   []practice.Touch // with what became of their occurrences
	More      int              // touches there was no room for
	Playbook  *practice.Playbook
	Who       Who
	Calendar  *cadence.Calendar // the person's
}

// Morning is the one message of a working morning: a line for each touch, with
// buttons while it waits.
func Morning(f MorningFacts) Message {
	call := callers(f.Touches, f.Who)
	greeting := f.greeting()
	blocks := []slack.Block{line(text(greeting))}
	titles := make([]string, len(f.Touches))
	styled := false
	for i, t := range f.Touches {
		titles[i] = titled(t, f.Playbook, f.On, call)
		blocks = append(blocks, line(bold(titles[i]), text(" · "+f.state(t))))
		waiting := waitingIDs(t.Occurrences, f.Today)
		if waiting == "" {
			continue
		}
		log := button(ActionLog, waiting, "Log", "Log "+within(titles[i]))
		if !styled {
			log.WithStyle(slack.StylePrimary)
			styled = true
		}
		blocks = append(blocks, buttons(log, button(ActionSkip, waiting, "Skip", "Skip "+within(titles[i]))))
	}
	preview := greeting
	if len(titles) > 0 {
		preview += " " + strings.Join(titles, ", ") + "."
	}
	if f.More > 0 {
		blocks = append(blocks, line(text(fmt.Sprintf("And %d more. Type ", f.More)), code("/coach due"), text(" to see them all.")))
		preview += fmt.Sprintf(" And %d more.", f.More)
	}
	return message(preview, blocks...)
}

// greeting says good morning until nothing is left to do.
func (f MorningFacts) greeting() string {
	var all progress
	for _, t := range f.Touches {
		all = all.plus(progressOf(t, f.Today))
	}
	name := firstName(f.Person)
	switch {
	case all.waiting > 0 || all.total() == 0:
		return fmt.Sprintf("Good morning %s. %s today.", name, capital(counted(len(f.Touches), "thing", "things")))
	case all.lapsed > 0:
		return fmt.Sprintf("Nothing left to do here, %s.", name)
	case f.More > 0:
		return fmt.Sprintf("These are done, %s.", name)
	default:
		return fmt.Sprintf("All done for today, %s.", name)
	}
}

// state is what a line says about a touch.
func (f MorningFacts) state(t practice.Touch) string {
	p := progressOf(t, f.Today)
	switch {
	case p.waiting == 0 && p.lapsed == p.total():
		return "no longer open."
	case p.waiting == 0:
		return p.done(f.Today) + " Thank you."
	case p.logged > 0:
		return fmt.Sprintf("%d of %d logged%s", p.logged, p.total(), f.timeLeft(t))
	case p.total() > 1:
		return fmt.Sprintf("%d to go %s%s", p.waiting, inPeriod(t.Occurrences[0].Period), f.timeLeft(t))
	default:
		news := cmp.Or(lastOne(t, f.On, f.Calendar), "due "+weekdayMonth(t.Occurrences[0].DueOn, f.On))
		return news + f.timeLeft(t)
	}
}

// timeLeft is what a line adds on the last on-time day and after it.
func (f MorningFacts) timeLeft(t practice.Touch) string {
	o := firstWaiting(t, f.Today)
	switch {
	case o.GraceUntil == f.Today:
		return ". Still time today, or skip it."
	case o.GraceUntil < f.Today:
		return fmt.Sprintf(". It still counts until %s.", weekdayMonth(o.ClosesOn, f.Today))
	}
	return ""
}

// A progress counts what became of a touch's occurrences.
type progress struct {
	waiting, logged, skipped int
	lapsed                   int          // closed, cancelled or excused
	loggedOn                 cadence.Date // the last time
}

func progressOf(t practice.Touch, today cadence.Date) progress {
	var p progress
	for _, o := range t.Occurrences {
		switch o.Status(today) {
		case practice.OnTime, practice.Late:
			p.logged++
			p.loggedOn = max(p.loggedOn, o.LoggedOn)
		case practice.SkipCounts, practice.SkipWithin:
			p.skipped++
		case practice.Missed, practice.CancelledOut, practice.ExcusedStatus:
			p.lapsed++
		default:
			p.waiting++
		}
	}
	return p
}

func (p progress) plus(q progress) progress {
	return progress{p.waiting + q.waiting, p.logged + q.logged, p.skipped + q.skipped, p.lapsed + q.lapsed, max(p.loggedOn, q.loggedOn)}
}

func (p progress) total() int { return p.waiting + p.logged + p.skipped + p.lapsed }

// done says how a touch ended of which something was logged or skipped.
func (p progress) done(today cadence.Date) string {
	switch {
	case p.total() == 1 && p.logged == 1:
		return fmt.Sprintf("logged %s.", weekdayMonth(p.loggedOn, today))
	case p.total() == 1:
		return "skipped."
	case p.skipped == 0:
		return fmt.Sprintf("%d of %d logged.", p.logged, p.total())
	default:
		return fmt.Sprintf("%d logged, %d skipped.", p.logged, p.skipped)
	}
}

// firstWaiting is the first occurrence of a touch that still waits, or its
// first one.
func firstWaiting(t practice.Touch, today cadence.Date) practice.Occurrence {
	for _, o := range t.Occurrences {
		if o.Waiting(today) {
			return o
		}
	}
	return t.Occurrences[0]
}

// waitingIDs is the value of a button: what waits, separated by commas.
func waitingIDs(occurrences []practice.Occurrence, today cadence.Date) string {
	var ids []string
	for _, o := range occurrences {
		if o.Waiting(today) {
			ids = append(ids, strconv.FormatInt(int64(o.ID), 10))
		}
	}
	return strings.Join(ids, ",")
}

// inPeriod says in which stretch of time something repeats.
func inPeriod(p cadence.Period) string {
	switch days := p.End - p.Start + 1; {
	case days <= 7:
		return "this week"
	case days <= 14:
		return "in these two weeks"
	case days <= 31:
		return "this month"
	default:
		return "by " + p.End.Format("2 January")
	}
}
