package view_test

import (
	"encoding/json"
	"strings"
	"testing"

	"coach/bot/view"
	"coach/practice"
)

func TestNotSentIfEverythingInItIsDoneOrPlanned(t *testing.T) {
	planned := func(o *practice.Occurrence) { o.PlannedFor = march(6) }
	today := func(o *practice.Occurrence) { o.PlannedFor = thursday }
	for name, c := range map[string]struct {
		touch practice.Reminder
		want  bool
	}{
		"due":                   {observation(cy, lastOne, due(11, cy)), true},
		"logged":                {observation(cy, lastOne, in(logged, due(11, cy))...), false},
		"skipped":               {observation(cy, lastOne, in(skipped, due(11, cy))...), false},
		"planned for tomorrow":  {observation(cy, lastOne, in(planned, due(11, cy))...), false},
		"planned for today":     {observation(cy, lastOne, in(today, due(11, cy))...), true},
		"one of two is planned": {observation(cy, lastOne, append(in(planned, due(11, cy)), due(12, cy))...), true},
	} {
		if got := morningOf(c.touch).HasContent(); got != c.want {
			t.Errorf("%s: it is sent: %t, want %t", name, got, c.want)
		}
	}
	f := morningOf(observation(cy, lastOne, in(logged, due(11, cy))...))
	f.Steps = []practice.Action{ownStep(1, "Call", thursday)}
	if !f.HasContent() {
		t.Error("a step beside what is done is not sent")
	}
}

func TestNeverIdenticalTextTwiceRunning(t *testing.T) {
	for name, change := range map[string]func(*view.MorningFacts){
		"a day's": func(*view.MorningFacts) {},
		"a week's": func(f *view.MorningFacts) {
			w := weekOf(nil)
			f.Week, f.Calendar = w.Week, w.Calendar
		},
		"a step's": func(f *view.MorningFacts) {
			f.Reminders, f.Steps = nil, []practice.Action{ownStep(1, "Call", march(6))}
		},
	} {
		var said []string
		for _, on := range []int{5, 12} {
			f := morningOf(practice.Reminder{Practice: "in_moment", Occurrences: moments(1)})
			change(&f)
			f.On, f.Today = march(on), march(on)
			text, err := json.Marshal(view.Morning(f))
			if err != nil {
				t.Fatal(err)
			}
			said = append(said, string(text))
		}
		if said[0] == said[1] {
			t.Errorf("%s message says the same a week later: %s", name, said[0])
		}
	}
}

// A preview has nobody's words: not of a step, a request or a cue.
func TestAMorningsPreviewHasNobodysWords(t *testing.T) {
	const words = "Quetzal"
	f := morningOf(observation(cy, lastOne, in(func(o *practice.Occurrence) { o.PlannedFor, o.Cue = thursday, words }, due(11, cy))...))
	f.Steps = []practice.Action{ownStep(1, words, thursday)}
	f.Requests = []practice.TimeRequest{waitsFor(1, ana, words)}
	w := weekOf(nil, practice.Talk{With: ana, Kind: practice.TalkDue, Action: ownStep(1, words, march(6)), On: march(6)})
	f.Week, f.Calendar = w.Week, w.Calendar
	m := view.Morning(f)
	if strings.Contains(m.Text, words) {
		t.Errorf("the preview says %q", m.Text)
	}
	if text, _ := json.Marshal(m.Blocks); strings.Count(string(text), words) != 4 {
		t.Errorf("the message has the words %d times, want 4", strings.Count(string(text), words))
	}
}
