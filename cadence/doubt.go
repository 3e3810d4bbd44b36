package cadence

import "time"

// A Doubt is the reason why the day on a machine's clock may be wrong.
type Doubt int

// The doubts.
const (
	NoDoubt     Doubt = iota
	BeforeBuild       // earlier than the program was written
	FarAhead          // more than a week after the last day that was planned
	FarBehind         // days before it
)

const (
	longestPause = 7 // days after which a machine that was only switched off may as well have a wrong clock
	zonesApart   = 2 // days that two time zones, at most, are apart
	agreement    = 24 * time.Hour
)

// DoubtOf returns the doubt about a machine's clock, if any, given when the program was built and the last day that was
// planned. A zero built is not known; a zero last, where nothing was planned yet, is a doubt in itself.
func DoubtOf(now, built time.Time, last Date) Doubt {
	today := DateOf(now.UTC())
	switch {
	case !built.IsZero() && now.Before(built.Add(-agreement)):
		return BeforeBuild
	case last == 0 || today > last+longestPause:
		return FarAhead
	case today < last-zonesApart:
		return FarBehind
	}
	return NoDoubt
}

// HoldsAgainst reports whether the doubt remains when another clock shows a time.
// One that agrees within a day dispels it, for a machine may have been switched
// off for long; but it was not switched on before the program was built.
func (d Doubt) HoldsAgainst(other, now time.Time) bool {
	switch d {
	case BeforeBuild:
		return true
	case FarAhead:
		return now.After(other.Add(agreement))
	case FarBehind:
		return now.Before(other.Add(-agreement))
	}
	return false
}

// IsAt reports whether a zone is at an offset from UTC, in seconds, at an instant
// or a day around it: another table may be read some hours before or after a
// change.
func IsAt(zone *time.Location, offset int, at time.Time) bool {
	for _, near := range []time.Time{at, at.AddDate(0, 0, -1), at.AddDate(0, 0, 1)} {
		if _, here := near.In(zone).Zone(); here == offset {
			return true
		}
	}
	return false
}
