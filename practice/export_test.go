package practice

import "coach/cadence"

// LongestAgo is how many days before today an entry may have happened.
const LongestAgo = longestAgo

// What tests look at that nobody else needs.
var (
	Burdens     = burdens
	MondayFirst = mondayFirst
	FormerTexts = formerTexts
	Reconciled  = reconciled
)

func (i Impact) IsHeavy() bool { return i.isHeavy() }

func (l Leave) Covers(d cadence.Date) bool { return l.covers(d) }

func (p *Practice) InForce(on cadence.Date) bool { return p.inForce(on) }

func (pb *Playbook) Versions(key string) []Practice { return pb.versions(key) }

// DerivedPlace returns a person's level and whether they lead anybody, worked
// out from the lines of the day alone; PlaceOn returns the same from the
// roster's index.
func (r *Roster) DerivedPlace(id PersonID, d cadence.Date) (Level, bool) {
	return r.deriveLevel(id, d), r.leads(id, d)
}

func (r *Roster) PlaceOn(id PersonID, d cadence.Date) (Level, bool) {
	p := r.place(id, d)
	return p.level, p.leads
}

func (f Field) Check(v Value, author PersonID) Problems { return f.check(v, author) }
