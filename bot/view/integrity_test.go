package view_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"coach/bot/view"
	"coach/measure"
	"coach/practice"
)

// What was done says nothing of what it was worth. Wherever one person reads how
// much was done they read what people say beside it, if only that it is too
// early, and how much was skipped and excused.
func TestDoneNeverStandsAlone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := anyInspection(r)
		f.Report.All.Due = max(f.Report.All.Due, 1)
		if rapid.Bool().Draw(r, "no answers") {
			f.Report.Says = nil
		}
		said := drawn(r, view.Inspect(f))
		if !strings.Contains(said, "What people say (90 days)") {
			r.Error("what was done stands without what people say")
		}
		if all := f.Report.All; all.SkippedWithin > 0 && !strings.Contains(said, "skipped") {
			r.Error("what was done stands without what was skipped")
		}
		if !strings.Contains(said, "777 excused") {
			r.Error("what was done stands without what was excused")
		}
	})
}

// A leader's own excuses stand beside the rate that they improve, apart from
// those of the calendar.
func TestALeadersOwnExcusesAreSaid(t *testing.T) {
	said := drawn(t, view.Inspect(digestOf(func(f *view.Inspection) {
		f.Report.All.ExcusedByLeader, f.Report.People[0].ExcusedByLeader = 1, 1
	})))
	if !strings.Contains(said, "1 skipped and 2 excused, 1 by you, are not counted") {
		t.Errorf("it says %s", said)
	}
}

// Whoever makes a practice rarer on a Friday has a better rate on Monday, and
// the digest says of how many open moments that is.
func TestDroppedMomentsAreSaid(t *testing.T) {
	dropped := func(n int) string {
		return drawn(t, view.Inspect(digestOf(func(f *view.Inspection) { f.Dropped = n })))
	}
	if said := dropped(3); !strings.Contains(said, "3 open moments were dropped by a change of the playbook") {
		t.Errorf("of three dropped it says %s", said)
	}
	if strings.Contains(dropped(0), "open moment") {
		t.Error("it speaks of dropped moments where there are none")
	}
}

// What everything takes stands in the digest.
func TestTheLoadIsShown(t *testing.T) {
	if said := drawn(t, view.Inspect(digestOf())); !strings.Contains(said, "Load · about") {
		t.Errorf("it says %s", said)
	}
}

// A review without obstacles has to say how its author looked for them, which is
// asked only where there are none.
func TestZeroObstaclesAskHowOneLooked(t *testing.T) {
	p := practiceOf("obstacle_review")
	k := known(p.Key)
	question, _ := p.Form.Field(practice.FieldNoneReason)
	asks := func() bool { return strings.Contains(drawn(t, view.Log(k)), question.Label) }
	if k.Review = (&view.ObstacleReview{ObstacleFacts: obstaclesRead(dana)}); !asks() {
		t.Error("a review of no obstacles does not ask how its author looked")
	}
	if !slices.Contains(p.AnyOf, practice.FieldNoneReason) {
		t.Errorf("a review may say nothing at all: it needs one of %v", p.AnyOf)
	}
	k.Review = &view.ObstacleReview{ObstacleFacts: obstaclesRead(dana), Open: []practice.Obstacle{obstacleOf(ana, legal, taken)}}
	if asks() {
		t.Error("a review of an obstacle asks how its author looked for some")
	}
}

// A report about one manager, and one for a channel, has nothing of what was
// written late or of who owns the next steps, whatever it is made of.
func TestIntegrityIsSaidToOneselfAlone(t *testing.T) {
	hints := func(f *view.Inspection) {
		f.Report.Fresh, f.Report.Independence = rate(1, 12), &measure.Independence{Steps: rate(1, 9)}
	}
	if said := drawn(t, view.Inspect(digestOf(danasOwn, hints))); !strings.Contains(said, "For you alone") {
		t.Error("somebody does not read their own")
	}
	if said := drawn(t, view.Inspect(digestOf(inChannel, hints))); strings.Contains(said, "For you alone") {
		t.Error("a channel reads it")
	}
}
