package main

import (
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
	if unknown, is := errors.AsType[*files.UnknownEncoding](err); is {
		p.encoding(file, unknown)
	} else if err != nil {
		p.add("%s:1: %v", file, err)
	}
}

// encoding adds what a file would say in Windows-1252, for the person to judge.
func (p *problems) encoding(file string, unknown *files.UnknownEncoding) {
	if len(unknown.Preview) == 0 {
		p.add("%s:%d: This isn't UTF-8 text. Save it as UTF-8, which spreadsheets call “CSV UTF-8”.", file, unknown.Line)
		return
	}
	p.add("%s:%d: This isn't UTF-8 text. As Windows-1252, which spreadsheets often write, it says:", file, unknown.Line)
	for _, line := range unknown.Preview {
		p.add("    %s", line)
	}
	p.add("If that looks right, add --encoding windows-1252. If not, save the file as UTF-8, which spreadsheets call “CSV UTF-8”.")
}

// fail tells people what went wrong and returns the exit status: 2 for bad
// input, 3 for what is not theirs to see, else 1.
func fail(stderr io.Writer, err error) int {
	if bad, ok := errors.AsType[problems](err); ok {
		fmt.Fprintln(stderr, bad)
		return 2
	}
	if no, is := errors.AsType[refusal](err); is {
		fmt.Fprintln(stderr, no)
		return 3
	}
	fmt.Fprintln(stderr, "coach:", err)
	return 1
}

// A planReader reads the files of a plan and collects what is wrong with them.
type planReader struct {
	planCommand
	problems
	told []string // how the files were read
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
	return planInput{service.NewTrial(f, span, knownOn), r.told}, nil
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
		r.add("--to %s is before --from %s", span.End, span.Start)
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
		r.told = append(r.told, file+": "+n)
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
		return files.Default()
	}
	data, ok := r.file(r.Playbook)
	if !ok {
		return nil
	}
	pb, _ := r.load(data)
	return pb
}

// load reads a playbook file, and returns its text too.
func (r *planReader) load(data []byte) (*practice.Playbook, files.TextFile) {
	pb, text, err := files.LoadWritten(r.Playbook, data, r.Encoding)
	if faults, bad := errors.AsType[files.Faults](err); bad {
		for _, f := range faults {
			r.add("%v", f)
		}
	} else {
		r.table(r.Playbook, err)
	}
	return pb, text
}

// people reads the people file; nobody where it has a fault.
func (r *planReader) people() []files.PeopleRow {
	data, ok := r.file(r.People)
	if !ok {
		return nil
	}
	file, err := files.ParsePeople(data, r.Encoding, nil)
	r.table(r.People, err)
	r.rows(r.People, file.Faults)
	r.note(r.People, file.Notes)
	if err != nil || len(file.Faults) > 0 {
		return nil
	}
	return file.Rows
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
	file, err := files.ParseLeave(data, r.Encoding, known)
	r.table(r.Leave, err)
	r.rows(r.Leave, file.Faults)
	r.note(r.Leave, file.Notes)
	return file.Rows
}

// holidays returns the public holidays of each calendar that the flags name.
func (r *planReader) holidays(span cadence.Period) map[string][]cadence.Date {
	off := map[string][]cadence.Date{}
	for _, holidays := range r.Holidays {
		name, file, named := strings.Cut(holidays, "=")
		if !named {
			name, file = practice.EveryCalendar, holidays
		}
		data, ok := r.file(file)
		if !ok {
			continue
		}
		read := files.ReadHolidays(data, service.HolidaysOf(span))
		r.rows(file, read.Faults)
		r.tell(file, read)
		for _, h := range read.Days {
			off[name] = append(off[name], h.On)
		}
	}
	return off
}

// tell says what is strange about a calendar file, and which of its all-day
// events are passed over.
func (r *planReader) tell(file string, read files.HolidaysRead) {
	if r.notes == nil {
		return
	}
	for _, note := range read.Notes {
		fmt.Fprintf(r.notes, "%s:%d: %s\n", file, note.Line, note.Text)
	}
	for _, p := range read.Passed {
		if p.CanBeTaken() {
			fmt.Fprintf(r.notes, "%s:%d: passed over: %s\n", file, p.Line, p)
		}
	}
}
