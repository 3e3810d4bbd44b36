package practice_test

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

// found makes a company of rows such as
//
//	Priya                            the top of a tree
//	Dana < Priya                     a reporting line
//	Ana < Dana from 2026-04-16       with its first day
//	Ana < Eli until 2026-04-15       with its last
//	Ana ~ Eli                        a dotted line
//	Eli < Priya as mom               with a level of their own
//	Zoe, not taking part             a member of the workspace and nothing else
//	Ana away from 2026-04-27         leave, that was always known and has no end
//	Ana away until 2026-04-30 known 2026-04-28
func found(t *testing.T, pb *practice.Playbook, rows ...string) *company {
	t.Helper()
	c := &company{t: t, playbook: pb}
	for _, row := range rows {
		if name, ok := strings.CutSuffix(row, ", not taking part"); ok {
			c.join(name)
			continue
		}
		words := strings.Fields(row)
		if len(words) > 1 && words[1] == "away" {
			c.leaves = append(c.leaves, c.leave(words))
			continue
		}
		line := practice.Line{Report: c.join(words[0])}
		for i := 1; i < len(words)-1; i += 2 {
			switch value := words[i+1]; words[i] {
			case "<":
				line.Manager = c.join(value)
			case "~":
				line.Manager, line.Dotted = c.join(value), true
			case "from":
				line.From = c.date(value)
			case "until":
				line.To = c.date(value)
			case "as":
				line.Level = practice.Level(value)
			default:
				t.Fatalf("%q in %q", words[i], row)
			}
		}
		c.lines = append(c.lines, line)
	}
	return c
}

func (c *company) leave(words []string) practice.Leave {
	l := practice.Leave{Person: c.join(words[0])}
	for i := 2; i < len(words)-1; i += 2 {
		switch value := c.date(words[i+1]); words[i] {
		case "from":
			l.From = value
		case "until":
			l.To = value
		case "known":
			l.KnownOn = value
		default:
			c.t.Fatalf("%q in %q", words[i], words)
		}
	}
	return l
}

func (c *company) join(name string) practice.PersonID {
	if i := slices.IndexFunc(c.people, func(p practice.Person) bool { return p.Name == name }); i >= 0 {
		return c.people[i].ID
	}
	id := practice.PersonID(len(c.people) + 1)
	c.people = append(c.people, practice.Person{ID: id, Name: name, Account: practice.Member, Morning: practice.DefaultMorning})
	return id
}

// person returns the person of a name, for changes to what is known about
// them.
func (c *company) person(name string) *practice.Person {
	c.t.Helper()
	i := slices.IndexFunc(c.people, func(p practice.Person) bool { return p.Name == name })
	if i < 0 {
		c.t.Fatalf("nobody is called %q", name)
	}
	return &c.people[i]
}

// id returns the person's ID; nobody for the empty name.
func (c *company) id(name string) practice.PersonID {
	c.t.Helper()
	if name == "" {
		return 0
	}
	return c.person(name).ID
}

func (c *company) names(ids []practice.PersonID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = c.people[id-1].Name
	}
	return strings.Join(names, " ")
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

// planned returns a plan line by line: the subject of each occurrence, and its
// due date, end of grace and closing day, or why it is not expected.
func (c *company) planned(name string, from, to cadence.Date) string {
	c.t.Helper()
	return c.tell(c.plan(name, from, to))
}

func (c *company) tell(occurrences []practice.Occurrence) string {
	var told []string
	for _, o := range occurrences {
		about := "-"
		if o.Subject != 0 {
			about = c.people[o.Subject-1].Name
		}
		if o.Expectation == practice.Expected {
			told = append(told, about+" due "+short(o.DueOn)+", grace "+short(o.GraceUntil)+", closes "+short(o.ClosesOn))
		} else {
			told = append(told, about+" "+string(o.Expectation)+" "+short(o.DueOn)+": "+string(o.Reason))
		}
	}
	return strings.Join(told, "\n")
}

func short(d cadence.Date) string { return d.Format("Mon 2 Jan") }

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

// the returns the practice with the given key, for changes to it.
func the(pb *practice.Playbook, key string) *practice.Practice {
	i := slices.IndexFunc(pb.Practices, func(p practice.Practice) bool { return p.Key == key })
	return &pb.Practices[i]
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
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
