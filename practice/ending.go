package practice

import (
	"fmt"
	"slices"

	"coach/cadence"
)

// enabledKeys returns the keys of the practices that are on, once everything
// in the playbook has started. The built-in inspect_review is left out:
// without other practices there is nothing to inspect.
func (pb *Playbook) enabledKeys(on cadence.Date) []string {
	var keys []string
	for _, p := range pb.inTheEnd(on).Practices {
		if p.Enabled && p.Key != InspectReview {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

// ExpectsNothing reports whether no practice of the playbook is on from a day
// on.
func (pb *Playbook) ExpectsNothing(on cadence.Date) bool { return len(pb.enabledKeys(on)) == 0 }

// An Ending is the number of practices that publishing a playbook switches
// off, of those that were on. More than half is rarely meant.
type Ending struct{ Part, Whole int }

// Ended counts the practices that end where a playbook is published over
// another on a day; before is nil for the first playbook.
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

// NeedsSecondConfirmation reports whether so many practices end that the
// publisher has to confirm it twice.
func (e Ending) NeedsSecondConfirmation() bool { return 2*e.Part > e.Whole }

// Sentence returns the ending in words: 5 of 8 practices would end.
func (e Ending) Sentence() string {
	if e.Whole == 1 {
		return "The only practice would end"
	}
	return fmt.Sprintf("%d of %d practices would end", e.Part, e.Whole)
}
