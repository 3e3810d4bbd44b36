package practice_test

import (
	"testing"

	"coach/files"
	"coach/practice"
)

func TestEndingMostOfWhatIsOnIsAskedTwice(t *testing.T) {
	without := func(n int) *practice.Playbook {
		pb := tiers(files.Default(), practice.Core)
		for i := range pb.Practices {
			if p := &pb.Practices[i]; p.Enabled && p.Key != practice.InspectReview && n > 0 {
				p.Enabled, n = false, n-1
			}
		}
		return pb
	}
	empty, err := files.Load("empty.yaml", []byte("practices: []\n"))
	if err != nil {
		t.Fatal(err)
	}
	ended := tiers(files.Default(), practice.Core)
	for i := range ended.Practices {
		ended.Practices[i].To = date(3, 4)
	}
	one := without(7)
	for _, test := range []struct {
		name          string
		before, after *practice.Playbook
		want          practice.Ending
		twice         bool
		says          string
	}{
		{"a first playbook", nil, empty, practice.Ending{}, false, ""},
		{"the same", without(0), without(0), practice.Ending{0, 8}, false, ""},
		{"half", without(0), without(4), practice.Ending{4, 8}, false, ""},
		{"more than half", without(0), without(5), practice.Ending{5, 8}, true, "5 of 8 practices would end"},
		{"a file without any", without(0), empty, practice.Ending{8, 8}, true, "8 of 8 practices would end"},
		{"all with a last day that has passed", without(0), ended, practice.Ending{8, 8}, true, "8 of 8 practices would end"},
		{"the only one", one, empty, practice.Ending{1, 1}, true, "The only practice would end"},
		{"none was on", without(8), empty, practice.Ending{}, false, ""},
		{"more than before", without(6), without(0), practice.Ending{0, 2}, false, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := practice.Ended(test.before, test.after, date(3, 5))
			if got != test.want || got.NeedsSecondConfirmation() != test.twice {
				t.Errorf("got %+v, asked twice: %t", got, got.NeedsSecondConfirmation())
			}
			if test.twice && got.Sentence() != test.says {
				t.Errorf("it says %q, want %q", got.Sentence(), test.says)
			}
		})
	}
	if !empty.ExpectsNothing(date(3, 5)) || one.ExpectsNothing(date(3, 5)) {
		t.Error("only the empty playbook asks nothing")
	}
}
