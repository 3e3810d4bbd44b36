package practice

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"time"

	"coach/cadence"
)

// An AskID is our own number for an ask. Zero is none.
type AskID int64

// An Ask is the question to a person whether an entry matches what they
// remember (DOMAIN 3.6, MEASURES 5). It waits from the moment the entry is
// logged, is asked once, and lapses.
type Ask struct {
	ID          AskID
	Entry       EntryID
	Person      PersonID // who is asked
	Why         Confirm  // why it is them: subject, manager or sample
	Round       int      // how many edits had moved the entry when it began to wait
	Settled     bool     // the entry had settled an occurrence by then
	WaitsUntil  cadence.Date
	AskedOn     cadence.Date // the person's day of the message that asks; no date while it waits
	AskedAt     time.Time    // when that message was sent; zero until then
	LapsesOn    cadence.Date // the last day on which it may be answered
	CancelledAt time.Time    // taken back or edited before there was an answer
	Answer      Confirmation
	KeptAt      time.Time // the author keeps the entry although the person does not remember it

	Practice   string // of the entry
	Author     PersonID
	HappenedOn cadence.Date
	LoggedAt   time.Time
	LoggedOn   cadence.Date
}

// A Confirmation is the answer to an ask. The last one given counts.
type Confirmation struct {
	At     time.Time // zero for none
	Match  Matched
	Useful int    // from 1 to 5; 0 where they did not say
	Next   string // Yes or No, whether they left with a clear next step; "" where they did not say
}

// A Matched is how well an entry matches what somebody remembers.
type Matched string

// The answers. They are values of the playbook's confirmation record.
const (
	MatchedYes  Matched = "yes"
	MatchedLike Matched = "like" // something like it
	MatchedNo   Matched = "no"   // they do not remember it
)

// The answers to whether they left with a clear next step.
const (
	NextClear   = "yes"
	NextUnclear = "no"
)

// Bounds of asking.
const (
	AsksAWeek   = 2  // from Monday to Sunday
	askWaits    = 10 // working days of the person for which an entry waits to be asked about
	askLapses   = 5  // working days of the person after which an ask lapses
	sampleOneIn = 5
	usefulMost  = 5
	usefulLeast = 1
)

// Answered reports whether the person has answered.
func (a Ask) Answered() bool { return !a.Answer.At.IsZero() }

// Waits reports whether the ask is still to be put to the person on a day of
// theirs.
func (a Ask) Waits(today cadence.Date) bool {
	return a.AskedOn == 0 && a.CancelledAt.IsZero() && today <= a.WaitsUntil
}

// Open reports whether the person may answer on a day of theirs, or change
// what they answered.
func (a Ask) Open(today cadence.Date) bool {
	return a.AskedOn != 0 && (a.CancelledAt.IsZero() || a.Answered()) && today <= a.LapsesOn
}

// Asks returns the asks that a newly logged entry gives rise to, or one that
// an edit moved to another person, day or practice. Nobody is asked about their
// own entry, and nobody who takes no part.
func Asks(r *Roster, e Entry, p *Practice, settled bool, on cadence.Date) []Ask {
	var asks []Ask
	for _, id := range confirmers(r, e, p) {
		if id == e.Author || !r.Participates(id, on) {
			continue
		}
		asks = append(asks, Ask{Entry: e.ID, Person: id, Why: p.Confirm, Settled: settled, WaitsUntil: workingDayAfter(r, id, on, askWaits)})
	}
	return asks
}

// confirmers returns who may be asked about an entry.
func confirmers(r *Roster, e Entry, p *Practice) []PersonID {
	switch p.Confirm {
	case ConfirmSubject:
		return e.About(p)
	case ConfirmManager:
		return only(r.ManagerOf(e.Author, e.LoggedOn)).People
	case ConfirmSample:
		named := e.About(p)
		if !p.IsAboutPeople() {
			named = r.Reports(e.Author, e.HappenedOn)
		}
		return Sampled(r, e.ID, named)
	}
	return nil
}

// Sampled returns the one of some people who is asked about an entry as a spot
// check, or nobody. One entry in five is drawn. Whether it is, and who is
// asked, follows from the entry's ID alone (MEASURES 5.4): nobody can aim for
// or around it, and another copy of the data says the same.
func Sampled(r *Roster, id EntryID, named []PersonID) []PersonID {
	sum := sha256.Sum256(fmt.Appendf(nil, "sample/%d", id))
	if binary.BigEndian.Uint64(sum[:8])%sampleOneIn != 0 || len(named) == 0 {
		return nil
	}
	sorted := slices.Clone(named)
	slices.SortFunc(sorted, func(a, b PersonID) int { return strings.Compare(r.Person(a).Email, r.Person(b).Email) })
	i := binary.BigEndian.Uint64(sum[8:16]) % uint64(len(sorted))
	return sorted[i : i+1]
}

// farAhead is how many days ahead something lapses at the latest, however long
// the person is away.
const farAhead = 120

// workingDayAfter returns a person's n-th working day after a day; days on which
// they are known to be away are none.
func workingDayAfter(r *Roster, id PersonID, after cadence.Date, n int) cadence.Date {
	calendar := r.Calendar(id)
	for d := after + 1; d < after+farAhead; d++ {
		if calendar.Works(d) && !r.IsAway(id, d) {
			n--
		}
		if n == 0 {
			return d
		}
	}
	return after + farAhead
}

// LapsesAfter returns the last day on which an ask may be answered that is put to
// a person on a day.
func LapsesAfter(r *Roster, id PersonID, asked cadence.Date) cadence.Date {
	return workingDayAfter(r, id, asked, askLapses)
}

// Confirming is what is known of the asks of a person on a morning.
type Confirming struct {
	Waiting []Ask
	Rated   map[string]bool // the practices about which they are asked how useful it was
	Asked   int             // how many they were asked this week, from Monday on
}

// Next returns the ask that a message of a day has, if any: of those that wait,
// one about a practice that is rated before others, one whose entry settled
// something before an extra, then the oldest. It is never asked on the day on
// which the entry was logged, nor more than twice a week.
func (c Confirming) Next(today cadence.Date) (Ask, bool) {
	if c.Asked >= AsksAWeek {
		return Ask{}, false
	}
	waiting := slices.DeleteFunc(slices.Clone(c.Waiting), func(a Ask) bool { return !a.Waits(today) || a.LoggedOn >= today })
	if len(waiting) == 0 {
		return Ask{}, false
	}
	return slices.MinFunc(waiting, func(a, b Ask) int {
		for _, first := range []func(Ask) bool{func(a Ask) bool { return c.Rated[a.Practice] }, func(a Ask) bool { return a.Settled }} {
			if first(a) != first(b) {
				return flagged(first(b)) - flagged(first(a))
			}
		}
		if diff := a.LoggedAt.Compare(b.LoggedAt); diff != 0 {
			return diff
		}
		return int(a.ID - b.ID)
	}), true
}

// MayAnswer reports whether somebody may answer an ask on a day of theirs: they
// are asked, and it has not lapsed.
func MayAnswer(who PersonID, a Ask, today cadence.Date) bool {
	return who != 0 && a.Person == who && a.Open(today)
}

// MayReadMatch reports whether somebody may read whether an entry matches what
// the other remembers: they were asked, or they wrote the entry. Nobody else
// does, and what it was worth to the person only they read.
func MayReadMatch(who PersonID, a Ask) bool { return who != 0 && (who == a.Person || who == a.Author) }

// Check returns what is wrong with an answer.
func (c Confirmation) Check() error {
	switch {
	case c.Match != MatchedYes && c.Match != MatchedLike && c.Match != MatchedNo:
		return Problems{{Field: FieldMatch, Text: textPickOne}}
	case c.Useful != 0 && (c.Useful < usefulLeast || c.Useful > usefulMost):
		return Problems{{Field: FieldUseful, Text: textPickOne}}
	case c.Next != "" && c.Next != NextClear && c.Next != NextUnclear:
		return Problems{{Field: FieldNextClear, Text: textPickOne}}
	}
	return nil
}

// Kept returns the answer as it is stored: who does not remember a session is
// not asked what it was worth.
func (c Confirmation) Kept() Confirmation {
	if c.Match == MatchedNo {
		c.Useful, c.Next = 0, ""
	}
	return c
}

// Fields of the playbook's confirmation record.
const (
	ConfirmationRecord = "confirmation"
	FieldMatch         = "match"
	FieldUseful        = "useful"
	FieldNextClear     = "next_clear"
)
