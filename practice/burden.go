package practice

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"coach/cadence"
)

// What a playbook may take of somebody's working month before its publisher is
// warned, and before they are asked twice. In the best organisations managers
// give about a fifth.
const (
	warnShare  = 0.30
	askTwiceAt = 0.40
)

// usualTeam is the team size assumed where an organisation has no managers
// yet.
const usualTeam = 8

// A burden is the working time that a playbook takes of one manager.
type burden struct {
	Manager PersonID // nobody where the organisation has no managers yet
	Level   Level
	Reports int
	Workload
}

// burdens returns the burdens of two managers on a day: the one whose team has
// the median size, and the one with the largest team. Everything in the
// playbook is taken to have started. Without managers, both lead a front-line
// team of eight.
func burdens(pb *Playbook, r *Roster, on cadence.Date) (median, largest burden) {
	teams := managers(r, on)
	for i := range teams {
		teams[i].Workload = pb.inTheEnd(on).Workload(teams[i].Level, teams[i].Reports, on)
	}
	slices.SortStableFunc(teams, func(a, b burden) int {
		return cmp.Or(cmp.Compare(a.Reports, b.Reports), cmp.Compare(a.Hours, b.Hours))
	})
	return teams[(len(teams)-1)/2], teams[len(teams)-1]
}

// managers returns the people with reports on a day, by ID.
func managers(r *Roster, on cadence.Date) []burden {
	var teams []burden
	for _, id := range r.People() {
		if n := len(r.Reports(id, on)); n > 0 {
			teams = append(teams, burden{Manager: id, Level: r.Level(id, on), Reports: n})
		}
	}
	if len(teams) == 0 {
		teams = []burden{{Level: FLM, Reports: usualTeam}}
	}
	return teams
}

// inTheEnd returns the playbook as if the last version of every practice that
// does not end before a day were in force on it.
func (pb *Playbook) inTheEnd(on cadence.Date) *Playbook {
	end := *pb
	end.Practices = nil
	for _, key := range pb.keys() {
		p := *pb.LastVersion(key)
		if p.To != 0 && p.To < on {
			continue
		}
		p.From, p.To = 0, 0
		end.Practices = append(end.Practices, p)
	}
	return &end
}

// An Impact is the difference that publishing a playbook over another makes to
// managers' time.
type Impact struct {
	median, Largest burden // with the new playbook
	before          [2]Workload
	first           bool // there was no playbook before
}

// Weigh returns the impact of publishing one playbook over another on the
// managers of a day; before is nil for the first playbook.
func Weigh(before, after *Playbook, r *Roster, on cadence.Date) Impact {
	var i Impact
	i.median, i.Largest = burdens(after, r, on)
	if i.first = before == nil; !i.first {
		for n, b := range []burden{i.median, i.Largest} {
			i.before[n] = before.inTheEnd(on).Workload(b.Level, b.Reports, on)
		}
	}
	return i
}

// NeedsSecondConfirmation reports whether the new playbook takes so much of
// somebody's time that the publisher has to confirm it twice.
func (i Impact) NeedsSecondConfirmation() bool { return i.share() >= askTwiceAt }

// isHeavy reports whether the publisher is warned of the impact.
func (i Impact) isHeavy() bool { return i.share() >= warnShare }

func (i Impact) share() float64 { return max(i.median.Share(), i.Largest.Share()) }

// Sentences returns the impact in sentences, the warning last if there is one.
func (i Impact) Sentences() []string {
	whom, several := "a manager with "+i.median.people(), i.Largest.Reports != i.median.Reports || i.Largest.Level != i.median.Level
	if several {
		whom = "your middle team, " + i.median.people() + ","
	}
	said := []string{i.says(i.median.Workload, i.before[0], whom)}
	if several {
		said = append(said, i.says(i.Largest.Workload, i.before[1], "your largest team, "+i.Largest.people()+","))
	}
	switch {
	case i.NeedsSecondConfirmation():
		said = append(said, fmt.Sprintf("That's %.0f%% of a working month, more than most people can keep up. Fewer practices, or the same less often, last longer.", 100*i.share()))
	case i.isHeavy():
		said = append(said, fmt.Sprintf("That's %.0f%% of a working month. Above %.0f%%, practices start to crowd each other out, so consider fewer.", 100*i.share(), 100*warnShare))
	}
	return said
}

func (i Impact) says(b, before Workload, whom string) string {
	logging := "less than a minute"
	if n := int(math.Round(b.Logging)); n > 0 {
		logging = minutes(n)
	}
	total := fmt.Sprintf("%s (%.0f%% of working time), with %s of logging a week", aMonth(b.Hours), 100*b.Share(), logging)
	change := b.Hours - before.Hours
	const hardly = 0.05 // hours, too few to speak of
	switch {
	case b.Hours < hardly && (i.first || before.Hours < hardly):
		return fmt.Sprintf("For %s this takes no time.", whom)
	case b.Hours < hardly:
		return fmt.Sprintf("For %s this frees about %s, which is all of it.", whom, aMonth(-change))
	case i.first:
		return fmt.Sprintf("For %s this takes about %s.", whom, total)
	case math.Abs(change) < hardly:
		return fmt.Sprintf("For %s this takes as long as before: about %s.", whom, total)
	case change < 0:
		return fmt.Sprintf("For %s this frees about %s. That makes %s.", whom, aMonth(-change), total)
	}
	return fmt.Sprintf("For %s this adds about %s. That makes %s.", whom, aMonth(change), total)
}

// people returns the size of the manager's team in words.
func (b burden) people() string {
	return Counted(b.Reports, "person", "people")
}

func minutes(n int) string { return Counted(n, "minute", "minutes") }

func aMonth(h float64) string { return hours(h) + " a month" }

// hours returns a number of hours in words: whole hours where there are many,
// minutes where there are few.
func hours(h float64) string {
	if h < 0.95 {
		return minutes(int(math.Round(60 * h)))
	}
	return Counted(int(math.Round(h)), "hour", "hours")
}
