package measure

import (
	"slices"
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// A company is people, their lines, and the playbook they work by.
type company struct {
	t        *testing.T
	playbook *practice.Playbook
	people   []practice.Person
	lines    []practice.Line
	leaves   []practice.Leave
}

// found makes a company of rows such as “Dana < Priya”, with a first day (from
// 2026-04-16) or a level (as mom) behind it, and “Dee away from 2026-02-25 until
// 2026-03-06”.
func found(t *testing.T, pb *practice.Playbook, rows ...string) *company {
	t.Helper()
	c := &company{t: t, playbook: pb}
	for _, row := range rows {
		words := strings.Fields(row)
		line := practice.Line{Report: c.join(words[0])}
		away := len(words) > 1 && words[1] == "away"
		for i, word := range words {
			switch word {
			case "<":
				line.Manager = c.join(words[i+1])
			case "from":
				line.From = c.date(words[i+1])
			case "until":
				line.To = c.date(words[i+1])
			case "as":
				line.Level = practice.Level(words[i+1])
			}
		}
		if away {
			c.leaves = append(c.leaves, practice.Leave{Person: line.Report, From: line.From, To: line.To})
		} else {
			c.lines = append(c.lines, line)
		}
	}
	return c
}

func (c *company) join(name string) practice.PersonID {
	if id := c.id(name); id != 0 {
		return id
	}
	id := practice.PersonID(len(c.people) + 1)
	c.people = append(c.people, practice.Person{ID: id, Name: name, Account: practice.Member, Morning: practice.DefaultMorning})
	return id
}

// id returns the person's ID; nobody for an unknown name.
func (c *company) id(name string) practice.PersonID {
	i := slices.IndexFunc(c.people, func(p practice.Person) bool { return p.Name == name })
	if i < 0 {
		return 0
	}
	return c.people[i].ID
}

func (c *company) roster() *practice.Roster {
	return practice.NewRoster(c.people, c.lines, c.playbook).WithLeave(c.leaves)
}

func (c *company) date(text string) cadence.Date {
	c.t.Helper()
	d, err := cadence.ParseDate(text)
	if err != nil {
		c.t.Fatal(err)
	}
	return d
}

// plan returns the person's occurrences in a span of days.
func (c *company) plan(name string, from, to cadence.Date) []practice.Occurrence {
	c.t.Helper()
	return practice.Plan(c.playbook, c.roster(), c.id(name), from, to)
}

// date returns a day of 2026.
func date(month time.Month, day int) cadence.Date { return cadence.NewDate(2026, month, day) }

// only returns the default playbook with nothing switched on but the given
// practices.
func only(keys ...string) *practice.Playbook {
	pb := files.Default()
	for i := range pb.Practices {
		p := &pb.Practices[i]
		p.Enabled = slices.Contains(keys, p.Key)
	}
	return pb
}

// weekly returns a team meeting due on a Thursday.
func weekly(t *testing.T) practice.Occurrence {
	t.Helper()
	pb := only("team_meeting")
	thursday, err := cadence.ParseDue("THU", cadence.Weekly)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(pb.Practices, func(p practice.Practice) bool { return p.Key == "team_meeting" })
	pb.Practices[i].Due = []cadence.Due{thursday}
	planned := found(t, pb, "Dana", "Ana < Dana").plan("Dana", date(3, 2), date(3, 2))
	if len(planned) != 1 {
		t.Fatalf("planned %v", planned)
	}
	return planned[0]
}

// logged returns the occurrence once an entry has satisfied it.
func logged(o practice.Occurrence, on cadence.Date) practice.Occurrence {
	o.Entry, o.LoggedOn = 1, on
	return o
}

// skipped returns the occurrence once its performer has skipped it.
func skipped(o practice.Occurrence, within bool) practice.Occurrence {
	o.Skip = practice.Skip{Reason: "Travel", Within: within}
	return o
}

// excused returns the occurrence once it is excused.
func excused(o practice.Occurrence, why practice.Reason) practice.Occurrence {
	o.Expectation, o.Reason = practice.Excused, why
	return o
}
