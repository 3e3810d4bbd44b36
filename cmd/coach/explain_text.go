package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"coach/practice"
	"coach/service"
	"coach/store"
)

// writeExplanation writes an explanation as whoever helps a person reads it: what
// became of the message, then each question that decides about one, then what
// there is to say, in numbers.
func writeExplanation(out io.Writer, is service.Explanation) {
	x := explained{is}
	fmt.Fprintf(out, "%s, %s, by the clock of %s\n\n%s\n\n", x.Person.Full(), x.On.Format("Monday 2 January 2006"), x.Zone, x.verdict())
	for _, passed := range x.Why.Passed() {
		fmt.Fprintf(out, "  ok  %s\n", x.passes(passed))
	}
	if x.Why != "" {
		fmt.Fprintf(out, "  no  %s\n", x.reason(x.Why))
	}
	if x.Message != nil && x.Why != "" {
		fmt.Fprintln(out, "\nThe message was decided on what was true then. The questions above are asked of what is kept of that morning.")
	}
	fmt.Fprintln(out)
	for _, line := range x.lines() {
		fmt.Fprintln(out, line)
	}
}

// explained is an explanation in words.
type explained struct{ service.Explanation }

// verdict says what became of the message.
func (x explained) verdict() string {
	late := !x.Kept && x.At.After(x.own())
	switch {
	case x.Message != nil:
		return x.became("The message", *x.Message)
	case x.Waits != nil:
		return fmt.Sprintf("No message has come yet: the week comes with the digest at %s.", x.clock(x.Waits.At))
	case x.Habits.BegunOn > x.On:
		return fmt.Sprintf("No message came: their first day with coach was %s.", x.Habits.BegunOn.Format("2 January 2006"))
	case x.Decided && x.Why == "":
		return "No message came. By what is kept of that morning one would have, so something has changed since: what was expected of them, a preference, or leave that was noted later."
	case x.Why == practice.WithheldNoPart || x.Why == practice.WithheldNoAccount:
		return "No message: " + x.reason(x.Why) + "."
	case !x.Decided && x.On < x.Today && x.Why == "":
		return "No message came: coach did not decide about it. It did not run between their own time and the end of their working day."
	case x.Kept:
		return "No message came: " + x.reason(x.Why) + "."
	case x.Why != "":
		return "No message comes, if nothing changes: " + x.reason(x.Why) + "."
	case late && !x.Planned:
		return "A message is due, but what is expected of them is not planned yet. Check that coach runs: it plans and decides within a minute."
	case late:
		return "A message is due and not decided yet. Check that coach runs: it decides within a minute."
	}
	return fmt.Sprintf("A message comes at %s, if nothing changes until then.", x.clock(x.own()))
}

// own is the person's own time on the day.
func (x explained) own() time.Time {
	return x.On.At(max(x.Person.Morning, practice.WorkBegins), x.Zone)
}

func (x explained) clock(at time.Time) string { return at.In(x.Zone).Format("15:04") }

// became says what became of a message.
func (x explained) became(what string, m store.Posting) string {
	at := m.At.In(x.Zone).Format("15:04 on 2 January 2006")
	switch m.State {
	case "sent":
		if m.Carrier != "" {
			return fmt.Sprintf("%s came with the digest, at %s.", what, at)
		}
		return fmt.Sprintf("%s came at %s.", what, at)
	case "queued":
		return what + " is decided and waits for its turn. If it waits for more than some minutes, coach does not run or Slack does not answer."
	case "sending":
		return fmt.Sprintf("%s was posted at %s, and Slack's answer was lost. Coach looks for it in Slack before it posts it again.", what, at)
	case "held":
		return fmt.Sprintf("%s is decided and held until %s.", what, m.HeldUntil.In(x.Zone).Format("15:04 on 2 January 2006"))
	case "carried":
		return what + " is decided and comes with the digest."
	case "dropped":
		return fmt.Sprintf("%s was decided, and then dropped before it was sent: %s.", what, m.Reason)
	}
	return fmt.Sprintf("%s was decided, and could not be sent: %s.", what, m.Reason)
}

// lines are what else decides, in numbers.
func (x explained) lines() []string {
	lines := []string{x.preferences(), fmt.Sprintf("Messages of the week: %d of at most %d before that day.", x.Week.Sent, x.Week.Most())}
	if x.Read {
		lines = append(lines, x.open())
	}
	if x.Read && !x.Kept {
		lines = append(lines, x.besides(), fmt.Sprintf("To confirm: %d could be asked that day, one a message; %d of at most %d a week were asked.", x.AsksReady, x.AsksMade, practice.AsksAWeek))
	}
	if x.Read && x.Kept {
		lines = append(lines, "Of a morning that is over, coach keeps what was expected. Own steps, questions and what others waited for are not kept as they were.")
	}
	if !x.Kept && x.On > x.Today && !x.Planned {
		lines = append(lines, "What is expected is planned when the day begins, so it is not counted yet.")
	}
	if x.Message != nil {
		if b, is := x.Message.Notice.(practice.Bundle); is && contentsOf(b) != nothing {
			lines = append(lines, "In the message: "+contentsOf(b)+".")
		}
	}
	for _, d := range x.Digests {
		what := "The digest in a channel"
		if d.Direct {
			what = "Their digest"
		}
		if d.Posting == nil {
			lines = append(lines, what+" of that day was not posted.")
			continue
		}
		lines = append(lines, x.became(what, *d.Posting))
	}
	return lines
}

// preferences are the person's own choices.
func (x explained) preferences() string {
	days := "every working day"
	if len(x.Habits.Days) > 0 {
		var names []string
		for _, d := range x.Habits.Days {
			names = append(names, d.String()+"s")
		}
		days = practice.Listed(names)
	}
	muted := "no reminders muted"
	if len(x.Habits.Muted) > 0 {
		var names []string
		for _, key := range x.Habits.Muted {
			names = append(names, x.practice(key))
		}
		muted = "no reminders of " + practice.Listed(names)
	}
	return fmt.Sprintf("Their preferences now: at %s, on %s, %s.", x.Habits.Morning, days, muted)
}

// practice is a practice's name.
func (x explained) practice(key string) string {
	if p := x.Playbook.LastVersion(key); p != nil {
		return p.Name
	}
	return key
}

// open counts what waits for the person.
func (x explained) open() string {
	counts := x.Could.Counts(x.On)
	if len(counts) == 0 {
		return "Nothing is open of what is expected of them."
	}
	var said []string
	for _, c := range counts {
		var how []string
		for _, rung := range []struct {
			of    practice.Rung
			words string
		}{{practice.LastDay, "on the last day on time"}, {practice.Planned, "planned for that day"}, {practice.DueDay, "due"}, {practice.HeadsUp, "worth a heads-up"}} {
			if n := c.Rungs[rung.of]; n > 0 {
				how = append(how, fmt.Sprintf("%d %s", n, rung.words))
			}
		}
		if c.Muted > 0 {
			how = append(how, fmt.Sprintf("%d muted", c.Muted))
		}
		if n := c.Rungs[practice.Silence] - c.Muted; n > 0 {
			how = append(how, fmt.Sprintf("%d not to be named", n))
		}
		said = append(said, fmt.Sprintf("%s %d (%s)", x.practice(c.Practice), c.All(), strings.Join(how, ", ")))
	}
	return "Open of what is expected of them: " + strings.Join(said, "; ") + "."
}

// besides counts what else there may be to say.
func (x explained) besides() string {
	d := x.Could
	return "Besides: " + listOf(
		some{len(d.Steps), "open step of their own", "open steps of their own"}, some{len(d.Requests), "request for their time", "requests for their time"},
		some{len(d.Plans), "plan to write or agree", "plans to write or agree"}, some{len(d.ToTake) + len(d.Owned), "obstacle to take or owned", "obstacles to take or owned"},
		some{len(d.Questions), "question of coach's", "questions of coach's"}, some{len(d.Sessions), "session to deliver", "sessions to deliver"},
		some{len(d.Visits), "visit", "visits"}, some{len(d.Changed), "change of what was named", "changes of what was named"}, some{oneIf(d.Announced), "new playbook version", ""}) + "."
}

// contentsOf counts what a message says.
func contentsOf(b practice.Bundle) string {
	return listOf(
		some{len(b.Reminders), "line of what is expected", "lines of what is expected"}, some{b.More, "line without room", "lines without room"},
		some{len(b.Week), "item in the plan of the week", "items in the plan of the week"}, some{len(b.News), "change", "changes"},
		some{len(b.Steps), "own step", "own steps"}, some{len(b.Requests) + len(b.Plans), "person who waits", "people who wait"},
		some{len(b.ToTake) + len(b.Owned), "obstacle", "obstacles"}, some{len(b.Sessions) + len(b.Visits), "session or visit", "sessions or visits"},
		some{oneIf(b.Ask != 0), "entry to confirm", ""}, some{oneIf(b.Question != nil || b.Pattern != nil), "question of coach's", ""},
		some{oneIf(b.Topics != 0), "1:1 that topics are asked for", ""}, some{oneIf(b.Agenda != 0), "agenda offered", ""}, some{oneIf(b.Playbook != 0), "playbook version announced", ""})
}

// some is a number of things with their name.
type some struct {
	n         int
	one, many string
}

// nothing is what a list of nothing says.
const nothing = "nothing"

// listOf lists the things of which there are any.
func listOf(things ...some) string {
	var said []string
	for _, t := range things {
		if t.n > 0 {
			said = append(said, counted(t.n, t.one, t.many))
		}
	}
	if len(said) == 0 {
		return nothing
	}
	return strings.Join(said, ", ")
}

func oneIf(is bool) int {
	if is {
		return 1
	}
	return 0
}
