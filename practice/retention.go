package practice

import (
	"maps"
	"slices"
)

// A Retention is a kind of thing that is not kept for ever, and how long it may
// be kept: owners of the playbook choose.
type Retention struct {
	Key     string // by which settings and the audit name it
	What    string // as people call it
	InDays  bool   // periods are days; else months
	Usual   int    // the period where nobody has chosen one
	Choices []int  // from the shortest period to the longest
}

// The retentions. Their keys are stored, so none is renamed.
const (
	KeepNotes       = "private notes"
	KeepLeave       = "leave"
	KeepRatings     = "ratings"
	KeepSuggestions = "suggestions"
	KeepMessages    = "messages"
	KeepAudit       = "audit"
)

// Retentions are all of them. Beside these, withdrawn words go at once and a
// file in Slack after [FileLife]. Leave is needed to plan for half a year, a
// rating for its quarter, the content of a message while it is brought up to date,
// and the audit for whoever looks back a year later.
var Retentions = []Retention{
	{KeepNotes, "private notes", false, 12, []int{1, 3, 6, 12, 18, 24}},
	{KeepLeave, "leave, after its end", false, 13, []int{6, 13, 18, 24, 36}},
	{KeepRatings, "how useful somebody found a session, and whether the next step was clear", false, 13, []int{6, 13, 18, 24}},
	{KeepSuggestions, "suggestions for the playbook", false, 12, []int{3, 6, 12, 24}},
	{KeepMessages, "the content of a message that was sent", true, 30, []int{7, 14, 30, 60, 90}},
	{KeepAudit, "the record of changes and refusals", false, 24, []int{12, 24, 36, 60}},
}

// A Keeping is how long owners chose to keep things, by the keys of retentions:
// days or months, as each has it. What is not in it is kept as long as usual.
type Keeping map[string]int

// Of returns for how long things of a kind are kept. What is none of the choices,
// as a setting of another version of coach may be, is not chosen.
func (k Keeping) Of(r Retention) int {
	if n := k[r.Key]; slices.Contains(r.Choices, n) {
		return n
	}
	return r.Usual
}

// Whole returns the keeping with a period for each retention.
func (k Keeping) Whole() Keeping {
	whole := Keeping{}
	for _, r := range Retentions {
		whole[r.Key] = k.Of(r)
	}
	return whole
}

// Changed returns the keys of the retentions of which another keeping has another
// period, and of those among them whose period is shorter there.
func (k Keeping) Changed(to Keeping) (changed, shorter []string) {
	for _, r := range Retentions {
		if k.Of(r) != to.Of(r) {
			changed = append(changed, r.Key)
		}
		if to.Of(r) < k.Of(r) {
			shorter = append(shorter, r.Key)
		}
	}
	return changed, shorter
}

// Chosen returns the keeping without the usual periods.
func (k Keeping) Chosen() Keeping {
	chosen := maps.Clone(k.Whole())
	for _, r := range Retentions {
		if chosen[r.Key] == r.Usual {
			delete(chosen, r.Key)
		}
	}
	return chosen
}
