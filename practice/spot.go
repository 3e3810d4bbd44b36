package practice

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"coach/cadence"
)

// FieldSpot is the question of [InspectReview] whether the leader has asked
// somebody how a session of theirs went.
const FieldSpot = "spot"

// SpotCheck returns whom a leader is to ask in the week of a day how a session
// of theirs went: one of the people of the leader's direct reports who take part
// and are not away, or nobody where there are none. It follows from the leader
// and the week alone, so that neither picks whom it suits, and from nobody's
// sessions, so that it tells nothing of them.
func SpotCheck(r *Roster, leader PersonID, on cadence.Date) PersonID {
	var below []PersonID
	for _, manager := range r.Reports(leader, on) {
		for _, id := range r.Reports(manager, on) {
			if r.Participates(id, on) && !r.IsAway(id, on) {
				below = append(below, id)
			}
		}
	}
	if len(below) == 0 {
		return 0
	}
	slices.SortFunc(below, func(a, b PersonID) int { return strings.Compare(r.Person(a).Email, r.Person(b).Email) })
	week := int(on-1) / 7 // day 1 is a Monday
	sum := sha256.Sum256(fmt.Appendf(nil, "spot/%d/%d", leader, week))
	return below[binary.BigEndian.Uint64(sum[:8])%uint64(len(below))]
}
