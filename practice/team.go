package practice

import (
	"fmt"
	"slices"
	"time"

	"coach/cadence"
)

// A Claim is a manager's statement that somebody reports to them. That person
// confirms it or denies it; until then nothing changes.
type Claim struct {
	ID      ClaimID
	Manager PersonID
	Person  PersonID
	Answer  ClaimState
}

// A ClaimState is the outcome of a claim, or that it has none yet.
type ClaimState string

// The states of a claim.
const (
	ClaimWaiting   ClaimState = ""
	ClaimConfirmed ClaimState = "yes"
	ClaimDenied    ClaimState = "no"
	ClaimWithdrawn ClaimState = "withdrawn" // the manager took it back before there was an answer
	ClaimOvertaken ClaimState = "overtaken" // reporting lines changed before there was an answer, so that it cannot be any more
)

// FieldPeople is the path of the input for a manager's reports.
const FieldPeople = "people"

// LineOn returns the reporting line of a person in force on a day, if any: of
// those that overlap, the one with the latest start.
func (r *Roster) LineOn(id PersonID, d cadence.Date) (Line, bool) { return r.line(id, d) }

// CheckClaim returns the reasons why a manager cannot claim people as their
// reports on a day: a sentence for each person who cannot be claimed.
func CheckClaim(r *Roster, manager PersonID, people []PersonID, on cadence.Date) Problems {
	if r.Person(manager).Account != Member {
		return Problems{{FieldPeople, textNoTeamHere}}
	}
	var ps Problems
	for _, id := range people {
		if text := r.againstClaim(manager, id, on); text != "" {
			ps = append(ps, Problem{FieldPeople, text})
		}
	}
	return ps
}

// ClaimedAlready is the problem of a claim on somebody who has not answered an
// earlier one yet.
func ClaimedAlready(p Person) Problem {
	return Problem{FieldPeople, fmt.Sprintf(textClaimWaits, p.Name)}
}

// ClaimAgainAfter is how long after a claim that was denied the manager can make
// another on the same person.
const ClaimAgainAfter = 7 * 24 * time.Hour

// DeniedLately is the problem of a new claim on somebody who denied one less
// than [ClaimAgainAfter] ago.
func DeniedLately(p Person) Problem {
	return Problem{FieldPeople, fmt.Sprintf(textClaimDenied, p.Name)}
}

// TakenBackLately is the problem of a new claim on somebody soon after the
// manager withdrew one: they read the first all the same.
func TakenBackLately(p Person) Problem {
	return Problem{FieldPeople, fmt.Sprintf(textClaimWithdrawn, p.Name)}
}

// againstClaim returns the reason why one claim cannot be made; nothing if it
// can.
func (r *Roster) againstClaim(manager, id PersonID, on cadence.Date) string {
	name := r.Person(id).Name
	switch has := r.ManagerOf(id, on); {
	case id == manager:
		return textOwnReport
	case r.Person(id).Account == Gone:
		return fmt.Sprintf(textHasLeft, name)
	case !MayUse(r, id, on):
		return fmt.Sprintf(textNotTakingPart, name)
	case has == manager:
		return fmt.Sprintf(textReportsAlready, name)
	case r.ManagerOf(manager, on) == id:
		return fmt.Sprintf(textOwnManager, name)
	case has != 0: // to whom is between the two of them
		return fmt.Sprintf(textHasManager, name)
	case r.wouldCircle(manager, id, on):
		return fmt.Sprintf(textAboveYou, name)
	}
	return ""
}

// wouldCircle reports whether a line to the manager from a day on would close
// a circle, that day or later: lines that start later can close it too.
func (r *Roster) wouldCircle(manager, id PersonID, on cadence.Date) bool {
	days := []cadence.Date{on}
	for _, lines := range r.lines {
		for _, l := range lines {
			for _, turn := range []cadence.Date{l.From, l.To + 1} {
				if turn > on {
					days = append(days, turn)
				}
			}
		}
	}
	slices.Sort(days)
	return slices.ContainsFunc(slices.Compact(days), func(d cadence.Date) bool {
		later, ok := r.line(id, d)
		return !(ok && later.From > on) && r.isAbove(id, manager, d)
	})
}

// isAbove reports whether somebody is anywhere above a person on a day. It
// follows the lines alone, without regard to who takes part: a person who
// takes part in nothing yet will once they are a manager.
func (r *Roster) isAbove(who, person PersonID, d cadence.Date) bool {
	seen := map[PersonID]bool{0: true}
	for !seen[person] {
		seen[person] = true
		l, _ := r.line(person, d)
		if person = l.Manager; person == who {
			return true
		}
	}
	return false
}
