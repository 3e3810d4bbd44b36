package practice

import (
	"slices"
	"time"
	"unicode/utf8"

	"coach/cadence"
)

// SkipKey is the key of the record with a performer's reason for a skip.
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

// A Skip is a performer's statement that an occurrence will not happen.
type Skip struct {
	Reason string    // one of the skip record's options; empty when not skipped
	Detail string    // read by the performer and its addressee
	For    PersonID  // whom the words were written to: the performer's leader then, or the performer where there was none; 0 if that is not known
	Within bool      // within the allowance: does not count
	At     time.Time // when it was skipped
}

// Validate checks the skip against the playbook's skip record. The error is
// [Problems].
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
		return Problems{{FieldDetail, textOtherReason}}
	}
	if ps := (Field{Key: FieldDetail, Type: Text}).check(Value{Text: detail}, 0); len(ps) > 0 {
		return ps
	}
	return nil
}

// SkipTerms are the consequences of skipping an occurrence for its performer.
// In each fiscal quarter some skips of a practice count against nobody,
// because life happens; but of two in a row with the same person, one always
// counts.
type SkipTerms struct {
	Quarter   cadence.Period // the fiscal quarter of the occurrence's nominal date; none beyond the ends of a fiscal table
	Scheduled int            // occurrences of the practice in it, excused ones too, cancelled ones not
	Used      int            // skips within the allowance taken in it; one that counts uses nothing up
	Follows   bool           // whether what directly precedes it with the same person was skipped
	Late      bool           // whether its last day on time is over
}

// Allowance returns the terms of skipping the occurrence on a day of its
// performer's before anything was skipped: its quarter, and how many occurrences
// of the practice the performer has in it.
func Allowance(pb *Playbook, r *Roster, o Occurrence, today cadence.Date) SkipTerms {
	t := SkipTerms{Late: today > o.GraceUntil, Quarter: cadence.Rhythm{Cadence: cadence.Quarterly}.Period(o.Nominal, r.fiscal, time.Monday)}
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

// Allowed returns how many skips count against nobody: a quarter of the
// scheduled occurrences, rounded down.
func (t SkipTerms) Allowed() int { return t.Scheduled / 4 }

// Left returns how many of the allowed skips are left.
func (t SkipTerms) Left() int { return max(0, t.Allowed()-t.Used) }

// Within reports whether a skip on these terms is within the allowance. After
// the last day on time none is: the reason is still worth having, but by then
// the occurrence counts as not done, and a skip would take it out of the rate.
func (t SkipTerms) Within() bool { return !t.Late && !t.Follows && t.Left() > 0 }
