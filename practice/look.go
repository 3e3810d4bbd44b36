package practice

import (
	"slices"
	"strings"

	"coach/cadence"
)

// A Remedy is one way to ask less of people by a practice that few of them have
// room for: the practice is to blame then, not they.
type Remedy string

// The remedies that a digest offers to the playbook's owners.
const (
	AskedLess      Remedy = "less"       // it comes round less often
	FromRecordings Remedy = "recordings" // watching a recording counts
	Paused         Remedy = "pause"      // it is switched off for now
)

// recordingCounts is the line of what good looks like that [FromRecordings]
// adds.
const recordingCounts = "Watching a recording counts too"

// Remedies returns the remedies that make sense for a practice as published, in
// the order in which they are offered.
func (p *Practice) Remedies() []Remedy {
	return slices.DeleteFunc([]Remedy{AskedLess, FromRecordings, Paused}, func(r Remedy) bool {
		_, ok := p.Remedied(r)
		return !ok
	})
}

// Remedied returns the edit by which a practice is remedied; false for one that
// changes nothing, as when it is off already. Only what somebody watches can be
// watched as a recording.
func (p *Practice) Remedied(r Remedy) (Edit, bool) {
	e := Edit{Key: p.Key}
	switch r {
	case AskedLess:
		if e.Cadence = slower[p.Cadence]; e.Cadence == "" || !p.Enabled {
			return e, false
		}
		e.Due = []string{p.laterDue(e.Cadence)}
	case FromRecordings:
		if !p.isWatched() || p.takesRecordings() || len(p.Good) >= MaxGood || !p.Enabled {
			return e, false
		}
		e.Words = &Words{Why: p.Why, Good: append(slices.Clone(p.Good), recordingCounts), Learn: p.Learn}
	case Paused:
		off := false
		e.Enabled = &off
		return e, p.Enabled
	default:
		return e, false
	}
	return e, true
}

// With returns an edit of a practice with what another changes of it besides.
func (e Edit) With(other Edit) Edit {
	if other.Enabled != nil {
		e.Enabled = other.Enabled
	}
	if other.Cadence != "" {
		e.Cadence, e.Phase, e.Due = other.Cadence, other.Phase, other.Due
	}
	if other.Words != nil {
		words := *other.Words
		if e.Words != nil {
			words = *e.Words
			if add := other.Words.Good; len(words.Good) < MaxGood && !slices.Contains(words.Good, recordingCounts) {
				words.Good = append(slices.Clone(words.Good), add[len(add)-1])
			}
		}
		e.Words = &words
	}
	return e
}

// slower maps each cadence to the next one that comes round less often.
var slower = map[cadence.Cadence]cadence.Cadence{
	cadence.Daily: cadence.Weekly, cadence.Weekly: cadence.Biweekly, cadence.Biweekly: cadence.Monthly, cadence.Monthly: cadence.Quarterly,
	cadence.Trimester: cadence.Semiannual, cadence.Quarterly: cadence.Semiannual, cadence.Semiannual: cadence.Yearly,
}

// laterDue is the due code at a slower cadence: the same weekday while there is
// one, and the usual day otherwise.
func (p *Practice) laterDue(c cadence.Cadence) string {
	if p.Cadence == cadence.Weekly && len(p.Due) > 0 {
		return "W2-" + p.Due[len(p.Due)-1].String()
	}
	return UsualDue(c)
}

// UsualDue is the due code that is proposed at a cadence.
func UsualDue(c cadence.Cadence) string {
	switch c {
	case cadence.Weekly:
		return "THU"
	case cadence.Biweekly:
		return "W2-THU"
	case cadence.Monthly:
		return "WD-4"
	}
	return "WD10"
}

// observationKey is the practice of watching somebody at work.
const observationKey = "observation"

func (p *Practice) isWatched() bool { return p.Key == observationKey || p.Key == ObserveCoachKey }

// takesRecordings reports whether a practice says already that a recording can
// be watched: in what good looks like, in a question or in one of its answers.
func (p *Practice) takesRecordings() bool {
	said := func(words string) bool { return strings.Contains(strings.ToLower(words), "recording") }
	return slices.ContainsFunc(p.Good, said) || slices.ContainsFunc(p.Form, func(f Field) bool {
		return said(f.Label) || said(f.Help) || slices.ContainsFunc(f.OptionLabels(), said)
	})
}
