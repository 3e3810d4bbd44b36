package main

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/files"
)

// A lived is a company that has used coach for some weeks: everybody but the
// first reports to somebody who leads eight. Of what was due with each person
// and in each team, a third was logged and a twentieth excused; what was logged
// about somebody led to a question to them and to a next step.
type lived struct {
	people int
	weeks  int
	first  cadence.Date // the Monday on which it began
}

// habits are what is due in such a company with each person or, where it is for
// the team, once in each, every few weeks.
var habits = []struct {
	practice string
	team     bool
	weeks    int
}{{"observation", false, 1}, {"one_on_one", false, 2}, {"strategy_session", false, 2}, {"coaching_session", false, 4}, {"quota_goals", false, 13},
	{"quarterly_review", false, 13}, {"in_moment", true, 1}, {"recognition", true, 1}, {"team_meeting", true, 1}, {"lead_review", true, 2}, {"team_plan", true, 13}}

// A livedDue is something that was due in such a company.
type livedDue struct {
	files.OccurrenceLine
	report files.Ref // whom it is about, or one of the team
	entry  int64     // by which it was logged; 0 where it was not
	ask    int64     // whether that is what the other remembers; 0 where nobody was asked
	action int64     // the next step; 0 without one
}

// due returns all that was due, in the order of its numbers.
func (c lived) due() iter.Seq[livedDue] {
	return func(yield func(livedDue) bool) {
		var d livedDue
		var entries, asks, actions int64
		for week := range c.weeks {
			for _, h := range habits {
				heads := c.people - 1
				if h.team {
					heads = (c.people + 6) / 8
				}
				for head := week % h.weeks; head < heads; head += h.weeks {
					start := c.first + cadence.Date(week/h.weeks*h.weeks*7)
					due := c.first + cadence.Date(week*7+3)
					d = livedDue{OccurrenceLine: files.OccurrenceLine{ID: d.ID + 1, Practice: h.practice, PeriodStart: start, PeriodEnd: start + cadence.Date(7*h.weeks-1), Seq: 1,
						Nominal: due, Due: due, GraceUntil: due + 1, ClosesOn: due + 4, State: "expected"}}
					if h.team {
						d.Performer, d.report = c.ref(head+1), c.ref(min(8*head+2, c.people))
					} else {
						d.Performer, d.Subject, d.report = c.ref((head+8)/8), c.ref(head+2), c.ref(head+2)
					}
					switch place := head + 7*week; {
					case place%20 == 0:
						d.State, d.Reason, d.GraceUntil, d.ClosesOn = "excused", "subject_away", due, due
					case place%3 == 1:
						entries++
						d.entry = entries
						if d.Subject == "" {
							break
						}
						actions++
						d.action = actions
						if h.practice == "observation" || h.practice == "one_on_one" {
							asks++
							d.ask = asks
						}
					}
					if !yield(d) {
						return
					}
				}
			}
		}
	}
}

func (c lived) ref(person int) files.Ref { return files.Ref(fmt.Sprintf("p%d@example.com", person)) }

// hour returns an instant of a day.
func hour(on cadence.Date, hour int) time.Time {
	year, month, day := on.Civil()
	return time.Date(year, month, day, hour, 0, 0, 0, time.UTC)
}

// writeTo writes the company as an interchange file.
func (c lived) writeTo(out io.Writer) error {
	buffered := bufio.NewWriterSize(out, 1<<20)
	w := files.NewWriter(buffered)
	var failed error
	write := func(line files.Line) { failed = cmp.Or(failed, w.Write(line)) }
	write(files.HeaderLine{Format: files.InterchangeFormat, Version: files.InterchangeVersion, MadeAt: hour(c.first+cadence.Date(7*c.weeks), 9), Private: files.PrivateIncluded})
	write(files.SettingsLine{Zone: "Europe/London", RecognitionChannel: "CWINS0000"})
	for i := range c.people {
		write(files.PersonLine{ID: int64(i + 1), Email: string(c.ref(i + 1)), Name: fmt.Sprintf("Ada Lovelace the %dth", i+1), Zone: "Europe/London", Standing: "member", Participates: true,
			FromFile: []string{"name", "zone"}, Admin: i == 0, Owner: i == 0, Preferences: &files.Preferences{Morning: 525}, Marks: &files.Marks{}})
	}
	write(files.PlaybookLine{Version: 1, InForceFrom: c.first, PublishedAt: hour(c.first, 8), PublishedOn: c.first, Source: string(files.DefaultYAML())})
	for i := range c.people {
		l := files.ReportingLine{ID: int64(i + 1), Report: c.ref(i + 1), Source: "file"}
		if i > 0 {
			l.Manager = c.ref((i + 7) / 8)
		}
		write(l)
	}
	for _, part := range []func(livedDue) files.Line{
		func(d livedDue) files.Line { return d.OccurrenceLine }, livedDue.logged, livedDue.asked, livedDue.next,
	} {
		for d := range c.due() {
			if line := part(d); line != nil {
				write(line)
			}
		}
	}
	return cmp.Or(failed, buffered.Flush())
}

// logged is what was logged of it, if something was.
func (d livedDue) logged() files.Line {
	if d.entry == 0 {
		return nil
	}
	said := func(text string) files.Answer { return files.Answer{Text: text} }
	step := files.Answer{Actions: []files.ActionRow{{What: d.what(), Due: d.Due + 7, Owner: d.report}}}
	answers := map[string]files.Answers{
		"observation": {"setting": said("Live call-along"), "did_well": said("Asked about the budget before showing anything, and waited for the answer"),
			"improve": said("Agree the next meeting while everybody is still in the room"), "cause": said("skill"), "response": said("coaching"), "next_step": step},
		"one_on_one": {"strength": said("Prepares every call in writing, and it shows"), "time_focus": said("ahead"), "plan_author": said("both"), "plan": step,
			"private_note": said("Wants to lead a team in a year; talk about it in the review")},
		"coaching_session": {"kind": said("Coaching (GROW)"), "skill": said("Opening a call with the customer's own aim"), "understood": said("yes"), "since_last": said("better"), "next_step": step},
		"strategy_session": {"covered": {Many: []string{"Pipeline"}}, "account": said("Northwind: meet the finance director before the offer"),
			"preempt": said("Book the renewal talks of January now"), "rep_led": said("yes"), "next_step": step},
		"in_moment":   {"person": {Many: []string{string(d.report)}}, "note": said("Turned a complaint into a visit, and told the team how")},
		"recognition": {"person": {Many: []string{string(d.report)}}, "behaviour": said("Stayed with a customer until it worked"), "impact": said("They renewed")},
	}[d.Practice]
	e := files.EntryLine{ID: d.entry, Request: fmt.Sprintf("L%d", d.entry), Practice: d.Practice, Author: d.Performer, Subject: d.Subject, HappenedOn: d.Due,
		LoggedAt: hour(d.Due, 15), LoggedOn: d.Due, Playbook: 1, Settles: []files.Settled{{Occurrence: d.ID, On: d.Due}}, Answers: answers}
	if d.Practice == "recognition" {
		e.Place = "channel"
	}
	return e
}

// what is the next step, in the words of whoever takes it.
func (livedDue) what() string {
	return "Call the three quietest customers and ask what they would change"
}

// asked is the question whether that is what the other remembers.
func (d livedDue) asked() files.Line {
	if d.ask == 0 {
		return nil
	}
	return files.AskLine{ID: d.ask, Entry: d.entry, Person: d.Subject, Why: "subject", Settled: true, AskedAt: hour(d.Due+1, 9), LapsesOn: d.Due + 8,
		Answer: &files.AskAnswer{At: hour(d.Due+1, 10), Match: "yes", Useful: 4}}
}

// next is the next step that was agreed.
func (d livedDue) next() files.Line {
	if d.action == 0 {
		return nil
	}
	a := files.ActionLine{ID: d.action, Entry: d.entry, Author: d.Performer, Owner: d.Subject, Subject: d.Subject, What: d.what(), MadeAt: hour(d.Due, 15), Due: d.Due + 7}
	if d.action%4 > 0 {
		a.DoneAt, a.DoneOn = hour(d.Due+6, 12), d.Due+6
	}
	return a
}

// What BenchmarkExchange measures is what coach itself would have written.
func TestALivedCompanyIsExchanged(t *testing.T) {
	var made, back bytes.Buffer
	if err := (lived{20, 13, cadence.NewDate(2026, time.March, 2)}).writeTo(&made); err != nil {
		t.Fatal(err)
	}
	want, db := withoutHeader(made.String()), filepath.Join(t.TempDir(), "coach.db")
	if err := (restoreCommand{File: "-", DB: db}).restore(t.Context(), &made, io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := (exportCommand{DB: db}).exportTo(t.Context(), &back, time.Now()); err != nil {
		t.Fatal(err)
	}
	if withoutHeader(back.String()) != want {
		t.Error("what comes out is not what went in")
	}
	for _, kind := range []string{"occurrence", "entry", "ask", "action"} {
		if strings.Count(want, `{"kind":"`+kind+`"`) < 100 {
			t.Errorf("fewer than a hundred lines of the kind %s", kind)
		}
	}
}
