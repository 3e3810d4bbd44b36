// Package cadence answers one question: when is something due?
//
// It is arithmetic on civil days. It reads no clock, knows no people and no practices, and gives the same answer
// whenever it is asked. Bottom-up:
//
//   - A [Date] is a day on the wall calendar, without a time or a place, and a [Clock] is a time of day. What is due is
//     always a Date, so that nobody is made late by a time zone. [Date.At] is the one place where civil time becomes an
//     instant.
//   - A [Calendar] says on which days somebody works. Deadlines are counted in working days.
//   - A [Rhythm] divides time into periods, without gaps or overlaps: days, weeks, two-week blocks counted from a fixed
//     Monday, and runs of months of the organisation's [Fiscal] calendar.
//   - A [Due] code names a day of a [Period], such as THU or WD-4. [Due.Nominal] finds that day; leave and public
//     holidays may then move what is due, which is for the caller to decide.
//   - [Deadlines] turns the day on which something is due into the last day on which it is on time and the last on
//     which it counts at all. Grace never runs past the period's last working day: when a period is over, it is known
//     who was on time.
//   - A [Window] is the end of a fiscal month or quarter, when a rhythm may be tighter.
//
// Where a question has no answer, the answer is no date or the zero Period. A text that cannot be read is refused with a
// sentence that says what would be right.
package cadence

// A Cadence is how often a practice comes round: the length of its periods.
type Cadence string

// The cadences. From monthly on they follow the organisation's fiscal calendar; a trimester is four months.
const (
	Daily      Cadence = "daily"
	Weekly     Cadence = "weekly"
	Biweekly   Cadence = "biweekly"
	Monthly    Cadence = "monthly"
	Trimester  Cadence = "trimester"
	Quarterly  Cadence = "quarterly"
	Semiannual Cadence = "semiannual"
	Yearly     Cadence = "yearly"
)

// Valid reports whether c is one of the cadences.
func (c Cadence) Valid() bool {
	return c == Daily || c == Weekly || c == Biweekly || c.months() > 0
}

// months returns the length of a fiscal cadence in fiscal months, and 0 for the others.
func (c Cadence) months() int {
	switch c {
	case Monthly:
		return 1
	case Quarterly:
		return 3
	case Trimester:
		return 4
	case Semiannual:
		return 6
	case Yearly:
		return 12
	}
	return 0
}

// A Phase is the choice between two alternating weeks in which the blocks of a biweekly rhythm start. Other cadences
// have none.
type Phase string

// The phases; an empty Phase is phase A.
const (
	PhaseA Phase = "A"
	PhaseB Phase = "B" // a week after phase A
)
