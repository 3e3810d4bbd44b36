package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"coach/practice"
	"coach/service"
)

// A planCommand is coach plan: what a playbook would expect of whom and when.
// It reads files alone, so that leaders can try a playbook before anybody is
// asked for anything.
type planCommand struct {
	Playbook string   `env:"COACH_PLAN_PLAYBOOK" placeholder:"FILE.yaml" help:"Playbook file. Without it, the default playbook."`
	People   string   `env:"COACH_PLAN_PEOPLE" placeholder:"FILE.csv" help:"People and reporting lines, as for coach people import."`
	Leave    string   `env:"COACH_PLAN_LEAVE" placeholder:"FILE.csv" help:"Leave, with the columns email, from, to, known_on. An empty to means no end yet, an empty known_on that it was always known."`
	Holidays []string `env:"COACH_PLAN_HOLIDAYS" sep:"none" placeholder:"[NAME=]FILE.ics" help:"Public holidays of the calendar NAME, or of everybody; can be repeated."`
	From     string   `env:"COACH_PLAN_FROM" placeholder:"DATE" help:"First day, such as 2026-03-01."`
	To       string   `env:"COACH_PLAN_TO" placeholder:"DATE" help:"Last day."`
	KnownOn  string   `env:"COACH_PLAN_KNOWN_ON" placeholder:"DATE" help:"Plan as of that day, without leave that became known later."`
	encodingFlag
	JSON bool `name:"json" env:"COACH_PLAN_JSON" help:"Print one JSON object per line."`

	notes io.Writer // what is strange about its files; nil for nobody who wants to know
}

// Run implements the command.
func (c planCommand) Run() error {
	c.notes = os.Stderr
	return c.planTo(os.Stdout)
}

// planTo writes the plan to out. What is wrong with the input is an error of
// type problems, and then nothing is written.
func (c planCommand) planTo(out io.Writer) error {
	in, err := c.read()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	if c.JSON {
		err = in.writeJSON(w)
	} else {
		for _, note := range in.notes {
			fmt.Fprintln(w, note)
		}
		in.writeMonth(w)
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// A planInput is what there is to plan, read and checked.
type planInput struct {
	service.Trial
	notes []string // how the files were read
}

// email is that of a person, and empty for nobody.
func (in planInput) email(id practice.PersonID) string { return in.Roster.Person(id).Email }

// A planLine is an occurrence as others read it. What does not apply is empty.
type planLine struct {
	Practice    string `json:"practice"`
	Performer   string `json:"performer"`
	Subject     string `json:"subject"`
	PeriodStart string `json:"period_start"`
	PeriodEnd   string `json:"period_end"`
	Seq         int    `json:"seq"`
	Nominal     string `json:"nominal"`
	Due         string `json:"due"`
	GraceUntil  string `json:"grace_until"`
	ClosesOn    string `json:"closes_on"`
	State       string `json:"state"`
	Reason      string `json:"reason"`
}

func (in planInput) line(o practice.Occurrence) planLine {
	l := planLine{
		Practice: o.Practice, Performer: in.email(o.Performer), Subject: in.email(o.Subject),
		PeriodStart: o.Period.Start.String(), PeriodEnd: o.Period.End.String(), Seq: o.Seq,
		Nominal: o.Nominal.String(), Due: o.DueOn.String(), State: string(o.Expectation), Reason: string(o.Reason),
	}
	if o.Expectation == practice.Expected {
		l.GraceUntil, l.ClosesOn = o.GraceUntil.String(), o.ClosesOn.String()
	}
	return l
}

// writeJSON writes a line for each occurrence.
func (in planInput) writeJSON(w io.Writer) error {
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for o := range in.All() {
		if err := lines.Encode(in.line(o)); err != nil {
			return err
		}
	}
	return nil
}
