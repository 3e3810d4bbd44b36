package service

import (
	"iter"
	"maps"
	"slices"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// A Trial is a company out of files and a span of nominal dates to plan for it,
// so that leaders can try a playbook before anybody is asked for anything. It
// needs no database.
type Trial struct {
	Playbook *practice.Playbook
	Roster   *practice.Roster
	People   []practice.Person // by email; the first has ID 1
	Span     cadence.Period
}

// TrialFiles are the files of a trial, read and without fault.
type TrialFiles struct {
	Playbook *practice.Playbook
	People   []files.PeopleRow
	Leave    []files.LeaveRow
	Holidays map[string][]cadence.Date // public holidays of each calendar
}

// NewTrial makes a company of files. Leave that became known after a day is left
// out, unless that is no date: what was planned on that day did not know of it.
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

// reach is for how many days before and after a span its holidays matter:
// periods, grace and lateness reach beyond it.
const reach = 15 * 366

// HolidaysOf is the period whose public holidays a plan of a span depends on.
func HolidaysOf(span cadence.Period) cadence.Period {
	return cadence.Period{Start: span.Start - reach, End: span.End + reach}
}

// Plan returns what is expected of a person in the span, by practice, subject's
// email, nominal date and sequence.
func (t Trial) Plan(performer practice.PersonID) []practice.Occurrence {
	return t.plan(t.Playbook, performer)
}

func (t Trial) plan(pb *practice.Playbook, performer practice.PersonID) []practice.Occurrence {
	planned := practice.Plan(pb, t.Roster, performer, t.Span.Start, t.Span.End)
	return slices.DeleteFunc(planned, func(o practice.Occurrence) bool { return !t.Span.Contains(o.Nominal) })
}

// All yields what is expected of everybody, by practice, performer, subject,
// nominal date and sequence. It plans one practice of one person at a time, so
// that a large company needs no more memory than a small one.
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

// byPractice takes a playbook apart into one for each practice, by key.
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

// A TeamLoad is the time that a playbook takes of one person with a team of some
// size.
type TeamLoad struct {
	Level   practice.Level
	Reports int
	practice.Workload
}

// Loads are those of one person at each level on the last day of the span, with
// teams of usual sizes.
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
