package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/service"
)

// problems are what is wrong with what a command was given, one line each.
// They are for the person who can mend it: main prints them as they are, and
// exits with status 2.
type problems []string

// Error returns all lines.
func (p problems) Error() string { return strings.Join(p, "\n") }

// add adds a line; what a file holds may have breaks of its own.
func (p *problems) add(format string, args ...any) {
	*p = append(*p, strings.NewReplacer("\r", " ", "\n", " ").Replace(fmt.Sprintf(format, args...)))
}

// rows adds what is wrong with the rows of a file.
func (p *problems) rows(file string, faults []files.Fault) {
	for _, f := range faults {
		p.add("%s:%d: %s", file, f.Line, f.Text)
	}
}

// table adds why a CSV file cannot be read, which is most often its header.
func (p *problems) table(file string, err error) {
	if broken, ok := errors.AsType[*csv.ParseError](err); ok {
		p.add("%s:%d: %v", file, broken.Line, broken.Err)
	} else if err != nil {
		p.add("%s:1: %v", file, err)
	}
}

// fail tells people what went wrong and returns the exit status: 2 for bad
// input, else 1.
func fail(stderr io.Writer, err error) int {
	if bad, ok := errors.AsType[problems](err); ok {
		fmt.Fprintln(stderr, bad)
		return 2
	}
	fmt.Fprintln(stderr, "coach:", err)
	return 1
}

// A planReader reads the files of a plan and collects what is wrong with them.
type planReader struct {
	planCommand
	problems
}

// read reads everything that the plan is made of. Its error is of type
// problems and tells all of them at once.
func (c planCommand) read() (planInput, error) {
	r := planReader{planCommand: c}
	span := r.span()
	knownOn := r.date("--known-on", c.KnownOn)
	f := service.TrialFiles{Playbook: r.playbook(), People: r.people()}
	f.Leave = r.leave(f.People)
	f.Holidays = r.holidays(span)
	if len(r.problems) > 0 {
		return planInput{}, r.problems
	}
	return planInput{service.NewTrial(f, span, knownOn)}, nil
}

func (r *planReader) span() cadence.Period {
	for _, flag := range []struct{ name, value, means string }{
		{"--people", r.People, "the file of people and reporting lines"},
		{"--from", r.From, "the first day, such as 2026-03-01"},
		{"--to", r.To, "the last day, such as 2026-03-31"},
	} {
		if flag.value == "" {
			r.add("%s is missing: give %s", flag.name, flag.means)
		}
	}
	span := cadence.Period{Start: r.date("--from", r.From), End: r.date("--to", r.To)}
	if span.End != 0 && span.End < span.Start {
		r.add("--to %s lies before --from %s", span.End, span.Start)
	}
	return span
}

// date reads a flag; an empty one is no date.
func (r *planReader) date(flag, value string) cadence.Date {
	if value == "" {
		return 0
	}
	d, err := cadence.ParseDate(value)
	if err != nil {
		r.add("%s: %v", flag, err)
	}
	return d
}

// file returns what a file holds, or nothing for no file.
func (r *planReader) file(name string) (data []byte, ok bool) {
	if name == "" {
		return nil, false
	}
	data, err := readFile(name)
	if err != nil {
		r.add("%v", err)
	}
	return data, err == nil
}

func (r *planReader) playbook() *practice.Playbook {
	if r.Playbook == "" {
		return files.Default()
	}
	data, ok := r.file(r.Playbook)
	if !ok {
		return nil
	}
	return r.load(data)
}

func (r *planReader) load(data []byte) *practice.Playbook {
	pb, err := files.Load(r.Playbook, data)
	if faults, bad := errors.AsType[files.Faults](err); bad {
		for _, f := range faults {
			r.add("%v", f)
		}
	} else if err != nil {
		r.add("%s: %v", r.Playbook, err)
	}
	return pb
}

// people reads the people file; nobody where it has a fault.
func (r *planReader) people() []files.PeopleRow {
	data, ok := r.file(r.People)
	if !ok {
		return nil
	}
	rows, faults, err := files.ParsePeople(bytes.NewReader(data), nil)
	r.table(r.People, err)
	r.rows(r.People, faults)
	if err != nil || len(faults) > 0 {
		return nil
	}
	return rows
}

// leave reads the leave file, if one is given. While the people file has faults
// of its own, nobody in it is called unknown.
func (r *planReader) leave(people []files.PeopleRow) []files.LeaveRow {
	data, ok := r.file(r.Leave)
	if !ok {
		return nil
	}
	stands := map[string]bool{}
	for _, p := range people {
		stands[p.Email] = true
	}
	known := func(email string) bool { return len(people) == 0 || stands[email] }
	rows, faults, err := files.ParseLeave(bytes.NewReader(data), known)
	r.table(r.Leave, err)
	r.rows(r.Leave, faults)
	return rows
}

// holidays returns the public holidays of each calendar that the flags name.
func (r *planReader) holidays(span cadence.Period) map[string][]cadence.Date {
	off := map[string][]cadence.Date{}
	for _, holidays := range r.Holidays {
		name, file, named := strings.Cut(holidays, "=")
		if !named {
			name, file = practice.EveryCalendar, holidays
		}
		if data, ok := r.file(file); ok {
			days, faults := files.ReadHolidays(data, service.HolidaysOf(span))
			r.rows(file, faults)
			off[name] = append(off[name], days...)
		}
	}
	return off
}
