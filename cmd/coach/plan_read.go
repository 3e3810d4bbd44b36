package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"coach/cadence"
	"coach/practice"
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
func (p *problems) rows(file string, faults []practice.Fault) {
	for _, f := range faults {
		p.add("%s:%d: %s", file, f.Line, f.Text)
	}
}

// table adds why a CSV file cannot be read, which is most often its header.
func (p *problems) table(file string, err error) {
	if unknown, is := errors.AsType[*practice.UnknownEncoding](err); is {
		p.encoding(file, unknown)
	} else if err != nil {
		p.add("%s:1: %v", file, err)
	}
}

// encoding adds what a file would say in Windows-1252, for the person to judge.
func (p *problems) encoding(file string, unknown *practice.UnknownEncoding) {
	if len(unknown.Preview) == 0 {
		p.add("%s:%d: It is not UTF-8 text. Save it as UTF-8; spreadsheets call that “CSV UTF-8”.", file, unknown.Line)
		return
	}
	p.add("%s:%d: It is not UTF-8 text. As Windows-1252, which spreadsheets often write, it says:", file, unknown.Line)
	for _, line := range unknown.Preview {
		p.add("    %s", line)
	}
	p.add("If that reads right, add --encoding windows-1252. If not, save the file as UTF-8; spreadsheets call that “CSV UTF-8”.")
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
	notes []string
}

// read reads everything that the plan is made of. Its error is of type
// problems and tells all of them at once.
func (c planCommand) read() (planInput, error) {
	r := planReader{planCommand: c}
	span := r.span()
	knownOn := r.date("--known-on", c.KnownOn)
	pb := r.playbook()
	people, lines := r.people()
	leaves := r.leave(people, knownOn)
	off := r.holidays(span)
	if len(r.problems) > 0 {
		return planInput{}, r.problems
	}
	pb = pb.WithHolidays(off)
	return planInput{pb, practice.NewRoster(people, lines, pb).WithLeave(leaves), people, span, r.notes}, nil
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

// note keeps how a file was read.
func (r *planReader) note(file string, notes []string) {
	for _, n := range notes {
		r.notes = append(r.notes, file+": "+n)
	}
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
		return practice.Default()
	}
	data, ok := r.file(r.Playbook)
	if !ok {
		return nil
	}
	pb, _ := r.load(data)
	return pb
}

// load reads a playbook file, and returns its text too.
func (r *planReader) load(data []byte) (*practice.Playbook, practice.TextFile) {
	pb, text, err := practice.LoadWritten(r.Playbook, data, r.Encoding)
	if faults, bad := errors.AsType[practice.Faults](err); bad {
		for _, f := range faults {
			r.add("%v", f)
		}
	} else {
		r.table(r.Playbook, err)
	}
	return pb, text
}

func (r *planReader) people() ([]practice.Person, []practice.Line) {
	data, ok := r.file(r.People)
	if !ok {
		return nil, nil
	}
	file, err := practice.ParsePeople(data, r.Encoding, nil)
	r.table(r.People, err)
	r.rows(r.People, file.Faults)
	r.note(r.People, file.Notes)
	if err != nil || len(file.Faults) > 0 {
		return nil, nil
	}
	return practice.Enrol(file.Rows)
}

// leave reads the leave that was known on a day, if one is given. While the
// people file has faults of its own, nobody in it is called unknown.
func (r *planReader) leave(people []practice.Person, knownOn cadence.Date) []practice.Leave {
	data, ok := r.file(r.Leave)
	if !ok {
		return nil
	}
	ids := map[string]practice.PersonID{}
	for _, p := range people {
		ids[p.Email] = p.ID
	}
	known := func(email string) bool { return len(people) == 0 || ids[email] != 0 }
	file, err := practice.ParseLeave(data, r.Encoding, known)
	r.table(r.Leave, err)
	r.rows(r.Leave, file.Faults)
	r.note(r.Leave, file.Notes)
	var leaves []practice.Leave
	for _, row := range file.Rows {
		if row.From != 0 && (knownOn == 0 || row.KnownOn <= knownOn) {
			leaves = append(leaves, practice.Leave{Person: ids[row.Email], From: row.From, To: row.To, KnownOn: row.KnownOn})
		}
	}
	return leaves
}

// around is for how many days before and after the span holidays are read:
// periods, grace and lateness reach beyond it.
const around = 15 * 366

// holidays returns the public holidays of each calendar that the flags name.
func (r *planReader) holidays(span cadence.Period) map[string][]cadence.Date {
	off := map[string][]cadence.Date{}
	for _, holidays := range r.Holidays {
		name, file, named := strings.Cut(holidays, "=")
		if !named {
			name, file = practice.EveryCalendar, holidays
		}
		if data, ok := r.file(file); ok {
			days, faults := readHolidays(calendarText(data), cadence.Period{Start: span.Start - around, End: span.End + around})
			r.rows(file, faults)
			off[name] = append(off[name], days...)
		}
	}
	return off
}
