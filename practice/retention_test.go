package practice_test

import (
	"slices"
	"testing"

	"coach/practice"
)

// Nothing can be kept for longer or shorter than its choices, whatever a
// setting says, and the usual period is one of them.
func TestOnlyWhatIsOfferedIsKept(t *testing.T) {
	for _, r := range practice.Retentions {
		if !slices.Contains(r.Choices, r.Usual) || !slices.IsSorted(r.Choices) {
			t.Errorf("%s: %d of %v", r.Key, r.Usual, r.Choices)
		}
		for _, n := range []int{-1, 0, 1000} {
			if got := (practice.Keeping{r.Key: n}).Of(r); got != r.Usual {
				t.Errorf("%s is kept for %d where a setting says %d", r.Key, got, n)
			}
		}
	}
	before := practice.Keeping{practice.KeepNotes: 6, practice.KeepLeave: 36, "of a coach to come": 7}
	changed, shorter := before.Changed(practice.Keeping{practice.KeepNotes: 12, practice.KeepAudit: 12})
	if !slices.Equal(changed, []string{practice.KeepNotes, practice.KeepLeave, practice.KeepAudit}) || !slices.Equal(shorter, []string{practice.KeepLeave, practice.KeepAudit}) {
		t.Errorf("changed are %q, shorter %q", changed, shorter)
	}
	if got := before.Whole().Chosen(); len(got) != 2 || got[practice.KeepNotes] != 6 || got[practice.KeepLeave] != 36 {
		t.Errorf("chosen are %v", got)
	}
}
