package practice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"coach/cadence"
)

// An Agenda is what a session adds to what its pair shares: the topics it
// covered, and how their focus is going. It goes with the entry into its
// transaction, and is stored with the topics and the focus.
type Agenda struct {
	Covered []TopicID
	Focus   FocusID   // the focus that the question was about; 0 where it was not asked
	Mark    FocusMark // its answer; none where the question was left open
}

// The paths of the inputs of what a pair shares.
const (
	FieldTopic = "topic" // the words of a topic
	FieldWith  = "with"  // the other of the pair
	FieldSkill = "skill" // a focus, from the playbook's list
	FieldOwn   = "own"   // a focus, in the pair's own words
	FieldKind  = "kind"  // what time is asked for
	FieldAbout = "about" // what the time is asked for about
	FieldOn    = "on"    // the day for which it is planned
	FieldWhat  = "what"  // a step that a topic becomes
	FieldOwner = "owner" // whose step it is
)

// PairOf returns two people as a manager and a report, whoever of the two
// leads the other on a day, on a solid or a dotted line; false if neither does.
func PairOf(r *Roster, a, b PersonID, on cadence.Date) (Pair, bool) {
	for _, p := range []Pair{{Manager: a, Report: b}, {Manager: b, Report: a}} {
		if a != b && MayCoach(r, p.Manager, p.Report, on, on) {
			return p, true
		}
	}
	return Pair{}, false
}

// Shares returns the people with whom somebody shares an agenda on a day: their
// manager, and then their reports by name. People whose account is closed are
// left out.
func Shares(r *Roster, who PersonID, on cadence.Date) []PersonID {
	others := r.Reports(who, on)
	if m := r.ManagerOf(who, on); m != 0 {
		others = slices.Concat([]PersonID{m}, others)
	}
	return slices.DeleteFunc(others, func(id PersonID) bool { return r.Person(id).Account == Gone })
}

// TopicProblem returns what is wrong with the words of a topic, if anything.
func TopicProblem(words string) error { return wordsProblem(FieldTopic, words, true) }

// AboutProblem returns what is wrong with the words of a time request, if
// anything.
func AboutProblem(words string) error { return wordsProblem(FieldAbout, words, false) }

// SkillProblem returns what is wrong with a focus in a pair's own words.
func SkillProblem(words string) error { return wordsProblem(FieldOwn, words, true) }

func wordsProblem(field, words string, needed bool) error {
	switch n := utf8.RuneCountInString(words); {
	case needed && strings.TrimSpace(words) == "":
		return Problems{{field, textFewWords}}
	case n > TextMax:
		return Problems{{field, fmt.Sprintf(textTooLong, TextMax, n)}}
	}
	return nil
}

// StepProblem returns what is wrong with a step that a topic of a pair is to
// become on a day, if anything.
func StepProblem(p Pair, row Row, today cadence.Date) error {
	switch err := wordsProblem(FieldWhat, row.What, true); {
	case err != nil:
		return err
	case !p.Has(row.Owner):
		return Problems{{FieldOwner, textOneOfYouTwo}}
	case row.Due < today:
		return Problems{{FieldDue, textDayPassed}}
	}
	return nil
}

// AsksFocus reports whether sessions of a practice are asked how the focus of
// the two is going.
func (p *Practice) AsksFocus() bool { return p.Scope == ScopeReport && p.Confirm == ConfirmSubject }

// isOneOnOne reports whether a practice is a 1:1, or stands in for one.
func (p *Practice) isOneOnOne() bool {
	return p.Scope == ScopeReport && (p.Key == OneOnOneKey || slices.Contains(p.AlsoSatisfies, OneOnOneKey))
}

// A TopicsAsk is the question to a report whether they want anything on the
// agenda of the next 1:1.
type TopicsAsk struct {
	Occurrence Occurrence
	Pair       Pair
	On         cadence.Date // the day by which the 1:1 is due, or for which it is planned
	Planned    bool
}

// TopicsAhead is how many working days before a 1:1 the question is asked.
const TopicsAhead = 2

// TopicsAsks returns the questions that are due to a report today, by day: one
// for each manager whose 1:1 with them is due, or planned, two of the report's
// working days from now, or one if yesterday's message had no room. Planned
// returns the day for which an occurrence is planned, or none; asked reports
// whether the report was asked about it before. Nothing is asked about a 1:1
// that is settled, or on whose day one of the two is away.
func TopicsAsks(occurrences []Occurrence, pb *Playbook, r *Roster, report PersonID, today cadence.Date,
	planned func(Occurrence) cadence.Date, asked func(OccurrenceID) bool) []TopicsAsk {
	var asks []TopicsAsk
	for _, o := range occurrences {
		p, ok := pb.Practice(o.Practice, o.Nominal)
		day := planned(o)
		a := TopicsAsk{Occurrence: o, Pair: Pair{o.Performer, o.Subject}, On: cmp.Or(day, o.DueOn), Planned: day != 0}
		if !ok || !p.isOneOnOne() || o.Subject != report || asked(o.ID) || !r.asksTopics(a, today) {
			continue
		}
		asks = append(asks, a)
	}
	slices.SortStableFunc(asks, func(a, b TopicsAsk) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Pair.Manager, b.Pair.Manager), cmp.Compare(a.Occurrence.ID, b.Occurrence.ID))
	})
	met := map[PersonID]bool{}
	return slices.DeleteFunc(asks, func(a TopicsAsk) bool { // two 1:1s of a pair are one question
		again := met[a.Pair.Manager]
		met[a.Pair.Manager] = true
		return again
	})
}

// asksTopics reports whether today is a day for a question about a 1:1.
func (r *Roster) asksTopics(a TopicsAsk, today cadence.Date) bool {
	status := a.Occurrence.Status(today)
	if status != Upcoming && status != Open || !MayShareAgenda(r, a.Pair.Report, a.Pair, today) {
		return false
	}
	for _, id := range []PersonID{a.Pair.Manager, a.Pair.Report} {
		if r.IsAway(id, a.On) {
			return false
		}
	}
	return r.Calendar(a.Pair.Report).Add(a.On, -TopicsAhead) <= today && today < a.On
}

// TimeWaits is how many of the manager's working days a time request waits.
const TimeWaits = 20

// LapsesOn returns the last day on which a time request waits that is made on a
// day: the manager's twentieth working day after it. It is their time that is
// asked for, so days on which they are known to be away do not count.
func LapsesOn(r *Roster, manager PersonID, asked cadence.Date) cadence.Date {
	return workingDayAfter(r, manager, asked, TimeWaits)
}

// Ends returns how a time request that waits ends by itself on a day of its
// manager's: they are no pair any more, or it has waited long enough; nothing
// while it waits on.
func (t TimeRequest) Ends(r *Roster, today cadence.Date) TimeOutcome {
	switch {
	case !MayShareAgenda(r, t.Pair.Report, t.Pair, today):
		return TimeMoved
	case today > t.LapsesOn:
		return TimeLapsed
	}
	return ""
}
