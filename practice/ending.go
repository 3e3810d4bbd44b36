package practice

import (
	"fmt"
	"slices"

	"coach/cadence"
)

// enabledKeys are the keys of the practices that are on, once everything in the
// playbook has started. The one that inspects the others is none: without them
// there is nothing to inspect.
func (pb *Playbook) enabledKeys(on cadence.Date) []string {
	var keys []string
	for _, p := range pb.inTheEnd(on).Practices {
		if p.Enabled && p.Key != InspectReview {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

// ExpectsNothing reports whether nothing in the playbook is on from a day on.
func (pb *Playbook) ExpectsNothing(on cadence.Date) bool { return len(pb.enabledKeys(on)) == 0 }

// An Ending is how many practices stop being on where a playbook is published
// over another, of how many that are. More than half is rarely meant.
type Ending struct{ Part, Whole int }

// Ended counts what ends where a playbook is published over another on a day;
// nothing before is nil.
func Ended(before, after *Playbook, on cadence.Date) Ending {
	if before == nil {
		return Ending{}
	}
	was, is := before.enabledKeys(on), after.enabledKeys(on)
	e := Ending{Whole: len(was)}
	for _, key := range was {
		if !slices.Contains(is, key) {
			e.Part++
		}
	}
	return e
}

// NeedsSecondConfirmation reports whether the publisher is asked twice.
func (e Ending) NeedsSecondConfirmation() bool { return 2*e.Part > e.Whole }

// Sentence is what would end: 5 of 8 practices would end.
func (e Ending) Sentence() string {
	if e.Whole == 1 {
		return "The only practice would end"
	}
	return fmt.Sprintf("%d of %d practices would end", e.Part, e.Whole)
}
