package practice

import (
	"time"

	"coach/cadence"
)

// carriesWithin is how far the time of somebody's digest may be from that of
// their own morning message for the digest to carry their week.
const carriesWithin = 2 * time.Hour

// A Carrier is a digest that carries the week of whoever reads it: the two are
// one message.
type Carrier struct {
	Digest
	At  time.Time // when it comes
	Own time.Time // when the week would come by itself
}

// Carries returns the digest of this order that carries its root's week on a day
// of the root's, if any: one that nobody else reads, that comes on that day where
// the root is, at most two hours from their own morning message, and before their
// working day ends. A leader in Tokyo whose digest keeps New York's time may read
// Sunday's on Monday.
func (s Subscription) Carries(r *Roster, on cadence.Date, fallback *time.Location) (Carrier, bool) {
	root := r.Person(s.Root)
	zone, orders := root.Location(fallback), Person{Zone: s.Zone}.Location(fallback)
	own := on.At(max(root.Morning, WorkBegins), zone)
	for day := on - 1; day <= on+1; day++ {
		at := day.At(s.At, orders)
		if day.Weekday() != s.Weekday || !s.IsDirect(r) || root.Today(at, fallback) != on {
			continue
		}
		if at.Sub(own).Abs() <= carriesWithin && at.Before(on.At(WorkEnds, zone)) {
			return Carrier{Digest{s.ID, day}, at, own}, true
		}
	}
	return Carrier{}, false
}

// CarrierOf returns the digest that carries a person's week on a day of theirs:
// of several, the one that comes first.
func CarrierOf(orders []Subscription, r *Roster, id PersonID, on cadence.Date, fallback *time.Location) (first Carrier, ok bool) {
	for _, s := range orders {
		if s.Root != id {
			continue
		}
		if c, carries := s.Carries(r, on, fallback); carries && (!ok || c.At.Before(first.At)) {
			first, ok = c, true
		}
	}
	return first, ok
}
