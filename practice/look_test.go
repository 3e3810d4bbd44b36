package practice_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// Whatever a digest offers for a practice of the default playbook, the playbook
// file takes, and it asks less of people.
func TestRemediesFitThePlaybook(t *testing.T) {
	for _, p := range files.Default().Practices {
		p.Enabled = true
		for _, r := range p.Remedies() {
			e, _ := p.Remedied(r)
			if r == practice.Paused && (e.Enabled == nil || *e.Enabled) {
				t.Errorf("%s paused is %+v", p.Key, e)
			}
			on := true
			edits := practice.Edits{Practices: []practice.Edit{practice.Edit{Key: p.Key, Enabled: &on}.With(e)}}
			if _, _, err := files.Apply(edits, "playbook", files.DefaultYAML()); err != nil {
				t.Errorf("%s, %s: %v", p.Key, r, err)
			}
		}
	}
}

func TestRemedies(t *testing.T) {
	weekly := practice.Practice{Key: "forecast_review", Enabled: true, Rule: practice.Rule{Rhythm: cadence.Rhythm{Cadence: cadence.Weekly}, Due: []cadence.Due{mustDue(t, "TUE", cadence.Weekly)}}}
	watched := weekly
	watched.Key, watched.Good = "observation", []string{"One thing"}
	recorded := watched
	recorded.Form = practice.Form{{Type: practice.Select, Label: "What?", Options: []practice.Option{{Value: "Call or meeting recording", Label: "Call or meeting recording"}}}}
	wordy := watched
	wordy.Good = []string{"1", "2", "3", "4", "5"}
	yearly := weekly
	yearly.Cadence = cadence.Yearly
	off := watched
	off.Enabled = false
	for name, c := range map[string]struct {
		p    practice.Practice
		want []practice.Remedy
	}{
		"weekly":                      {weekly, []practice.Remedy{practice.AskedLess, practice.Paused}},
		"watched":                     {watched, []practice.Remedy{practice.AskedLess, practice.FromRecordings, practice.Paused}},
		"watched as a recording":      {recorded, []practice.Remedy{practice.AskedLess, practice.Paused}},
		"watched, no room for a line": {wordy, []practice.Remedy{practice.AskedLess, practice.Paused}},
		"once a year":                 {yearly, []practice.Remedy{practice.Paused}},
		"off":                         {off, nil},
	} {
		if got := c.p.Remedies(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if e, _ := weekly.Remedied(practice.AskedLess); e.Cadence != cadence.Biweekly || !slices.Equal(e.Due, []string{"W2-TUE"}) {
		t.Errorf("a weekly practice becomes %+v", e)
	}
	if _, ok := weekly.Remedied("more"); ok {
		t.Error("there is a remedy that nobody knows")
	}
}

// A remedy is added to what an owner has changed already.
func TestARemedyKeepsWhatIsChanged(t *testing.T) {
	off := false
	mine := practice.Edit{Key: "observation", Times: 2, Words: &practice.Words{Why: "Mine", Good: []string{"Look"}}}
	got := mine.With(practice.Edit{Key: "observation", Enabled: &off}).With(practice.Edit{Key: "observation", Cadence: cadence.Monthly, Due: []string{"WD-4"}}).
		With(practice.Edit{Key: "observation", Words: &practice.Words{Why: "Theirs", Good: []string{"One thing", "Watching a recording counts too"}}})
	want := practice.Edit{Key: "observation", Times: 2, Enabled: &off, Cadence: cadence.Monthly, Due: []string{"WD-4"},
		Words: &practice.Words{Why: "Mine", Good: []string{"Look", "Watching a recording counts too"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(mine.Words.Good) != 1 {
		t.Errorf("the draft itself became %q", mine.Words.Good)
	}
}

func mustDue(t *testing.T, code string, c cadence.Cadence) cadence.Due {
	t.Helper()
	d, err := cadence.ParseDue(code, c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
