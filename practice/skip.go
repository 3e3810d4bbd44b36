package practice

import (
	"slices"
	"time"
	"unicode/utf8"

	"coach/cadence"
)

// SkipKey is the record that asks why something is skipped.
const SkipKey = "skip"

// The fields of the records that ask why: of a skip and of an excuse.
const (
	FieldReason = "reason"
	FieldDetail = "detail"
)

// OtherReason is the value of the reason that says nothing by itself, so words go with it:
// at least as many characters.
const (
	OtherReason = "other"
	leastDetail = 10
)

// A Skip is a performer's word that a performance will not happen.
type Skip struct {
	Reason string   // one of the skip record's options; empty when not skipped
	Detail string   // for the performer and whom it was written to
	For    PersonID // whom the words were written to: the performer's leader then, or the performer where there was none; 0 if that is not known
	Within bool     // within the allowance: does not count
}

// Validate checks what the performer says against the playbook's skip record.
// The error is [Problems].
func (s Skip) Validate(pb *Playbook) error { return checkWhy(pb, SkipKey, s.Reason, s.Detail) }

// checkWhy checks a reason, which is one of a record's options, and the words
// that may go with it.
func checkWhy(pb *Playbook, key, reason, detail string) error {
	record, _ := pb.Record(key)
	options, _ := record.Form.Field(FieldReason)
	options.Required = true
	if ps := options.check(Value{Text: reason}, 0); len(ps) > 0 {
		return ps
	}
	if reason == OtherReason && utf8.RuneCountInString(detail) < leastDetail {
		return Problems{{FieldDetail, "Say in a few words what it was: 10 characters or more."}}
	}
	if ps := (Field{Key: FieldDetail, Type: Text}).check(Value{Text: detail}, 0); len(ps) > 0 {
		return ps
	}
	return nil
}

// SkipTerms are what skipping an occurrence means for its performer. Some
// skips of a practice count against nobody in each fiscal quarter, so that life
// can happen; two in a row for the same person never both do.
type SkipTerms struct {
	Quarter   cadence.Period // the fiscal quarter of the occurrence's nominal date; none beyond the ends of a fiscal table
	Scheduled int            // occurrences of the practice in it, excused ones too, cancelled ones not
	Used      int            // skips within the allowance taken in it; one that counts uses nothing up
	Follows   bool           // whether what directly precedes it with the same person was skipped
}

// Allowance is what skipping the occurrence would mean if nothing had been
// skipped before: its quarter, and how much of the practice the performer has
// in it.
func Allowance(pb *Playbook, r *Roster, o Occurrence) SkipTerms {
	t := SkipTerms{Quarter: cadence.Rhythm{Cadence: cadence.Quarterly}.Period(o.Nominal, r.fiscal, time.Monday)}
	if t.Quarter.IsZero() {
		return t
	}
	alone := *pb
	alone.Practices = slices.DeleteFunc(slices.Clone(pb.Practices), func(p Practice) bool { return p.Key != o.Practice })
	for _, planned := range Plan(&alone, r, o.Performer, t.Quarter.Start, t.Quarter.End) {
		if t.Quarter.Contains(planned.Nominal) && planned.Expectation != Cancelled {
			t.Scheduled++
		}
	}
	return t
}

// Allowed is how many skips count against nobody: a quarter of what is
// scheduled, rounded down.
func (t SkipTerms) Allowed() int { return t.Scheduled / 4 }

// Left is how many of them are left.
func (t SkipTerms) Left() int { return max(0, t.Allowed()-t.Used) }

// Within reports whether a skip on these terms is within the allowance.
func (t SkipTerms) Within() bool { return !t.Follows && t.Left() > 0 }
