package service

import (
	"iter"
	"maps"
	"slices"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// A Trial is a company read from files, with a span of nominal dates to plan
// for it, so that leaders can try a playbook before it reaches anybody. It
// needs no database.
type Trial struct {
	Playbook *practice.Playbook
	Roster   *practice.Roster
	People   []practice.Person // by email; the first has ID 1
	Span     cadence.Period
}

// TrialFiles are the contents of a trial's files, without fault.
type TrialFiles struct {
	Playbook *practice.Playbook
	People   []files.PeopleRow
	Leave    []files.LeaveRow
	Holidays map[string][]cadence.Date // public holidays of each calendar
}

// NewTrial returns the trial of some files. Leave that became known after the
// day knownOn is left out, as a plan made that day would have been made
// without it; no date leaves nothing out.
func NewTrial(f TrialFiles, span cadence.Period, knownOn cadence.Date) Trial {
	people, lines := files.Enrol(f.People)
	ids := map[string]practice.PersonID{}
	for _, p := range people {
		ids[p.Email] = p.ID
	}
	var leaves []practice.Leave
	for _, row := range f.Leave {
		if row.From != 0 && (knownOn == 0 || row.KnownOn <= knownOn) {
			leaves = append(leaves, practice.Leave{Person: ids[row.Email], From: row.From, To: row.To, KnownOn: row.KnownOn})
		}
	}
	pb := f.Playbook.WithHolidays(f.Holidays)
	return Trial{pb, practice.NewRoster(people, lines, pb).WithLeave(leaves), people, span}
}

// reach is the number of days before and after a span whose holidays matter:
// periods, grace and lateness extend beyond it.
const reach = 15 * 366

// HolidaysOf returns the period whose public holidays the plan of a span
// depends on.
func HolidaysOf(span cadence.Period) cadence.Period {
	return cadence.Period{Start: span.Start - reach, End: span.End + reach}
}

// Plan returns a person's occurrences in the span, by practice, subject's
// email, nominal date and sequence.
func (t Trial) Plan(performer practice.PersonID) []practice.Occurrence {
	return t.plan(t.Playbook, performer)
}

func (t Trial) plan(pb *practice.Playbook, performer practice.PersonID) []practice.Occurrence {
	planned := practice.Plan(pb, t.Roster, performer, t.Span.Start, t.Span.End)
	return slices.DeleteFunc(planned, func(o practice.Occurrence) bool { return !t.Span.Contains(o.Nominal) })
}

// All yields everybody's occurrences, by practice, performer, subject, nominal
// date and sequence. It plans one practice of one person at a time, so that a
// large company needs no more memory than a small one.
func (t Trial) All() iter.Seq[practice.Occurrence] {
	return func(yield func(practice.Occurrence) bool) {
		for _, pb := range byPractice(t.Playbook) {
			for _, p := range t.People {
				for _, o := range t.plan(pb, p.ID) {
					if !yield(o) {
						return
					}
				}
			}
		}
	}
}

// byPractice splits a playbook into one for each practice, by key.
func byPractice(pb *practice.Playbook) []*practice.Playbook {
	versions := map[string][]practice.Practice{}
	for _, p := range pb.Practices {
		versions[p.Key] = append(versions[p.Key], p)
	}
	var parts []*practice.Playbook
	for _, key := range slices.Sorted(maps.Keys(versions)) {
		part := *pb
		part.Practices = versions[key]
		parts = append(parts, &part)
	}
	return parts
}

// A TeamLoad is the time that a playbook takes of one person with a team of a
// given size.
type TeamLoad struct {
	Level   practice.Level
	Reports int
	practice.Workload
}

// Loads returns the load of one person at each level on the last day of the
// span, with teams of usual sizes.
func (t Trial) Loads() []TeamLoad {
	var loads []TeamLoad
	add := func(level practice.Level, reports int) {
		loads = append(loads, TeamLoad{level, reports, t.Playbook.Workload(level, reports, t.Span.End)})
	}
	add(practice.Rep, 0)
	for _, level := range []practice.Level{practice.FLM, practice.MOM, practice.Exec} {
		for _, reports := range []int{5, 8, 12} {
			add(level, reports)
		}
	}
	return loads
}
