package measure

import (
	"time"

	"coach/cadence"
	"coach/practice"
)

// Facts are what a report is computed from. They are everybody's: which of them
// a viewer's report may count is decided by [Answer]. [History.Facts] derives
// them from whole histories, the store from SQL; a property test holds the two
// to each other. Everything is as of the question's instant: what was recorded
// later is not there, and what was withdrawn or corrected never was.
type Facts struct {
	Window    []Count // of the question's window, by practice
	Trend     []Count // of its Trend, all practices together
	Confirmed []Count // of its Said days, of practices that the subject confirms, all of them together
	Owed      []Owed  // of its Trend
	Touched   []Touch // of its Trend
	Covered   []Covered
	LastAbout map[practice.Contact]cadence.Date // when each practice last happened with a person, whoever did it

	Spent     []Spent // of its Span
	Plans     []Plan  // of its Span
	Given     []Given // recognitions of its window
	Thanked   []Touch // by whom and when people were thanked, of its Thanked days
	Asks      []Asked // all that were ever sent
	Actions   []practice.Action
	Obstacles []practice.Obstacle
	Health    []PeriodCount
	Logged    map[practice.PersonID]cadence.Date // the day of each author's last entry that stands

	// Of the root, for the scope me alone.
	Own     []practice.Occurrence // by date
	Written []Written             // entries of its window
	Led     Rate                  // answers to rep_led of its Span: those that say that the person coached led
	Open    Rate                  // next steps that the root agreed and that are open: those that somebody else owns

	Said Said // what the last digest of a subscription with this root said; for a team's week alone
}

// A Count is the number of a performer's occurrences by outcome, of those that
// fell due on one day with the same last day of grace. Cancelled ones are not
// among them.
type Count struct {
	Performer  practice.PersonID
	Practice   string       // "" where all practices are counted together
	DueOn      cadence.Date // decides whose tree it is in
	GraceUntil cadence.Date // decides its window; of what planning excused, DueOn
	Tally                   // NotDone holds what nothing settles, decided or not: see Judged
	ByLeader   int          // of Excused, those that a leader's word excused
}

// An Owed is a person about whom a practice was owed: expected or skipped, and
// neither excused nor cancelled. One for all occurrences of the same days.
type Owed struct {
	Performer, Subject practice.PersonID
	DueOn, GraceUntil  cadence.Date
	Expected           bool // one of them was not skipped within the allowance
	Settled            bool // one of those was done or skipped
}

// A Touch is a day on which something happened with a person, or on which they
// were thanked.
type Touch struct {
	Person practice.PersonID
	By     practice.PersonID // who wrote it; nobody where it does not matter
	On     cadence.Date
}

// A Covered is a person about whom a practice had an occurrence in a period, not
// a cancelled one, and whether the practice happened with them in it, whoever did
// it (MEASURES M8). There are those of the periods that end in the window, and
// those of each performer's last period that ended before it.
type Covered struct {
	Practice           string
	Performer, Subject practice.PersonID
	Period             cadence.Period
	DueOn              cadence.Date
	Owed               bool // expected or skipped, and not excused
	Done               bool
}

// A Spent is a number of standing entries of an author on one day, of one
// practice, version and answer to how it looked ahead or back.
type Spent struct {
	Author    practice.PersonID
	On        cadence.Date // the day it happened
	Practice  string
	Version   int    // of the playbook it was written with
	TimeFocus string // its answer to time_focus: back, balanced, ahead; "" for none
	N         int
}

// A Plan is a number of answers to plan_author of an author's standing entries of
// one day.
type Plan struct {
	Author practice.PersonID
	On     cadence.Date
	Wrote  string // they, both, manager
	N      int
}

// A Given is a number of recognitions that an author gave on one day.
type Given struct {
	Author practice.PersonID
	On     cadence.Date
	N      int
}

// An Asked is an ask that was sent, with its answer if that was given by the
// question's instant, and the fate of its entry.
type Asked struct {
	Entry          practice.EntryID
	Author, Person practice.PersonID // of the entry; who was asked
	Practice       string            // of the entry, as it stands
	Version        int               // of the playbook that the entry was written with
	Round          int               // how many edits had moved the entry when it was asked about
	Why            practice.Confirm
	Settled        bool // the entry had settled an occurrence when it was asked about
	AskedAt        time.Time
	AskedOn        cadence.Date // the person's day of AskedAt
	LapsesOn       cadence.Date
	CancelledAt    time.Time // zero for never
	Answer         practice.Confirmation
	WithdrawnAt    time.Time // when its entry was taken back; zero while it stands
}

// LatestPeriods is how many of each performer's periods of a practice there are
// in [Facts.Health]: two that are over wherever the performer is, whose day may
// be the one before the question's or the one after it.
const LatestPeriods = 4

// A PeriodCount is the number of a performer's occurrences of one practice and
// period, as a Count has them. There are those of the last [LatestPeriods]
// periods that end by the question's day.
type PeriodCount struct {
	Count
	Period  cadence.Period
	Reasons map[string]int // why they were skipped
}

// Said is what a digest said of the week before.
type Said struct {
	From, To     cadence.Date // no dates: no digest said anything
	Done, InTime Rate
}

// Judged returns the count's tally as of a day of its performer's, and how many
// of it are not decided by then.
func (c Count) Judged(today cadence.Date) (decided Tally, undecided int) {
	decided = c.Tally
	if c.GraceUntil >= today {
		decided.NotDone, undecided = 0, c.NotDone
	}
	return decided, undecided
}
