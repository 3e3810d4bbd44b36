package service

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store"
)

// A life is some weeks of the company, with the entries logged in them.
type life struct {
	company
	pb      *practice.Playbook
	entries []practice.Entry
}

// live plans some weeks up to a day and has managers log some of their waiting
// occurrences, late or in time, skip some, and leave the rest.
func live(t *testing.T, from, to cadence.Date) *life {
	l := &life{company: newCompany(t)}
	var err error
	l.pb, _, err = l.Playbook(t.Context())
	ok(t, err)
	for _, zone := range []string{"", "Europe/Berlin"} {
		people, err := l.Unplanned(t.Context(), zone, to)
		ok(t, err)
		var plans []store.Plan
		for _, p := range people {
			plans = append(plans, store.Plan{Performer: p.Person, Revision: p.Revision, From: from, To: to,
				Occurrences: practice.Plan(l.pb, l.roster(), p.Person, from, to)})
		}
		ok(t, l.Reconcile(t.Context(), plans))
	}
	for day := from; day <= to; day++ {
		for _, email := range []string{"ana@example.com", "ben@example.com"} {
			l.day(l.person(email), day)
		}
	}
	return l
}

// day is one of a manager's days.
func (l *life) day(manager practice.PersonID, day cadence.Date) {
	waiting, err := l.Waiting(l.t.Context(), manager, day)
	ok(l.t, err)
	for _, o := range waiting {
		switch (int(o.ID) + int(day)) % 11 {
		case 0, 1, 2:
			e := practice.Entry{Request: fmt.Sprint("V", o.ID), Practice: o.Practice, Author: manager, Subject: o.Subject,
				HappenedOn: day, LoggedOn: day, LoggedAt: day.At(12*60, time.UTC)}
			p, _ := l.pb.Practice(o.Practice, day)
			_, err := l.Log(l.t.Context(), e, p, o.ID, 1)
			ok(l.t, err)
			l.entries = append(l.entries, e)
		case 3:
			_, _, err := l.Skip(l.t.Context(), o.ID, practice.Skip{Reason: "Travel"}, practice.Allowance(l.pb, l.roster(), o), day.At(12*60, time.UTC))
			ok(l.t, err)
		}
	}
}

// facts returns the facts of a digest as the domain counts them, occurrence by
// occurrence.
func (l *life) facts(week cadence.Period, on cadence.Date) (f measure.DigestFacts) {
	ids := make([]practice.OccurrenceID, 3000)
	for i := range ids {
		ids[i] = practice.OccurrenceID(i + 1)
	}
	all, err := l.Occurrences(l.t.Context(), ids)
	ok(l.t, err)
	weeks, fourWeeks := measure.DigestWindows(week)
	for _, window := range weeks {
		f.Tallies = append(f.Tallies, tallies(all, window, on))
	}
	for _, window := range fourWeeks {
		f.Reached = append(f.Reached, l.touched(all, window))
	}
	f.Thanks = map[practice.PersonID]int{}
	for _, e := range l.entries {
		if e.Practice == practice.RecognitionKey && week.Contains(e.HappenedOn) {
			f.Thanks[e.Author]++
		}
	}
	return f
}

func tallies(all []practice.Occurrence, window cadence.Period, on cadence.Date) (tallied []measure.PerformerTally) {
	at := map[measure.PerformerTally]int{}
	for _, o := range all {
		key := measure.PerformerTally{Performer: o.Performer, Practice: o.Practice}
		if !measure.InWindow(o, window) {
			continue
		}
		if _, known := at[key]; !known {
			at[key], tallied = len(tallied), append(tallied, key)
		}
		tallied[at[key]].Tally.Add(o, on)
	}
	return tallied
}

func (l *life) touched(all []practice.Occurrence, window cadence.Period) (touched []measure.Reached) {
	for _, o := range all {
		if o.Subject == 0 || !measure.InWindow(o, window) || o.Entry == 0 && o.Expectation != practice.Expected {
			continue
		}
		done := o.Entry != 0
		for _, e := range l.entries {
			done = done || e.Subject == o.Subject && window.Contains(e.HappenedOn)
		}
		touched = append(touched, measure.Reached{Performer: o.Performer, Subject: o.Subject, Done: done})
	}
	return touched
}

func TestADigestsNumbersAreThoseOfItsFacts(t *testing.T) {
	l := live(t, monday-7*12, monday+6)
	kinds := measure.Tally{}
	for _, root := range []string{"ana@example.com", "ben@example.com"} {
		for _, on := range []cadence.Date{monday, monday + 3, monday + 7} {
			id := l.person(root)
			got, err := Digest(t.Context(), l.Store, l.pb, l.roster(), id, on)
			ok(t, err)
			week := measure.WeekBefore(l.pb, l.roster(), id, on)
			if week.End >= on || week.Start != week.End-6 || week.End < on-7 {
				t.Errorf("the digest of %s is about %s to %s", on, week.Start, week.End)
			}
			want := measure.Digest(l.pb, l.roster(), id, on, l.facts(week, on))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s on %s (-facts +digest):\n%s", root, on, diff)
			}
			kinds = kinds.Plus(got.All)
			if len(got.Trend) == 0 || got.Reached.Whole == 0 || got.Ahead == 0 {
				t.Errorf("%s on %s: trend of %d, reached %v, %d ahead", root, on, len(got.Trend), got.Reached, got.Ahead)
			}
		}
	}
	if kinds.OnTime == 0 || kinds.Late == 0 || kinds.NotDone == 0 || kinds.SkipCounts+kinds.SkipWithin == 0 {
		t.Errorf("not everything happens in these weeks: %+v", kinds)
	}
}
