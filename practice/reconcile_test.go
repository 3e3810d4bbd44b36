package practice_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/practice"
)

// Of the week of 2 March: due on Thursday, on time until Friday, closed on the
// Tuesday after.
func TestWhatBecomesOfAStoredOccurrence(t *testing.T) {
	open := practice.Occurrence{ID: 7, Practice: "observation", Performer: 1, Subject: 2, Period: cadence.Period{Start: date(3, 2), End: date(3, 8)}, Seq: 1,
		Nominal: date(3, 5), DueOn: date(3, 5), GraceUntil: date(3, 6), ClosesOn: date(3, 10), Expectation: practice.Expected}
	due := func(day int) practice.Occurrence {
		o := open
		o.Nominal, o.DueOn, o.GraceUntil, o.ClosesOn = date(3, day), date(3, day), date(3, day+1), date(3, day+5)
		return o
	}
	not := func(e practice.Expectation, why practice.Reason) practice.Occurrence {
		o := open
		o.Expectation, o.Reason, o.GraceUntil, o.ClosesOn = e, why, o.DueOn, o.DueOn
		return o
	}
	without := func(o practice.Occurrence) practice.Stored { return practice.Stored{Occurrence: o} }
	shown := func(o practice.Occurrence) practice.Stored { return practice.Stored{Occurrence: o, Shown: true} }
	on := func(nominal, dueOn, graceUntil, closesOn int) practice.Occurrence {
		o := open
		o.Nominal, o.DueOn, o.GraceUntil, o.ClosesOn = date(3, nominal), date(3, dueOn), date(3, graceUntil), date(3, closesOn)
		return o
	}
	monday, thursday, saturday := date(3, 2), date(3, 5), date(3, 7)
	tests := []struct {
		name    string
		stored  practice.Stored
		planned practice.Occurrence
		today   cadence.Date
		want    practice.Occurrence
	}{
		{"what is planned as it stands stays", without(open), open, monday, open},
		{"it moves to a later day", without(open), due(6), monday, due(6)},
		{"it moves to an earlier day that nobody was shown", without(open), due(4), monday, due(4)},
		{"a date that was shown never moves earlier", shown(open), due(4), monday, on(4, 5, 6, 10)},
		{"one that was shown moves later", shown(open), due(6), thursday, due(6)},
		{"nobody is made late by a move that comes too late", without(open), due(2), thursday, on(2, 5, 6, 10)},
		{"a move to a day that has passed stands while it can be done in time", without(open), due(4), thursday, due(4)},
		{"late leave excuses what is in grace", shown(open), not(practice.Excused, practice.PerformerAway), date(3, 6), not(practice.Excused, practice.PerformerAway)},
		{"a transfer cancels what is open", without(open), not(practice.Cancelled, practice.ByLine), thursday, not(practice.Cancelled, practice.ByLine)},
		{"what is past its grace is not excused", without(open), not(practice.Excused, practice.PerformerAway), saturday, open},
		{"nor cancelled", without(open), not(practice.Cancelled, practice.ByLine), saturday, open},
		{"nor moved", without(open), due(8), saturday, open},
		{"what was done is not cancelled", without(logged(open, thursday)), not(practice.Cancelled, practice.ByLine), thursday, logged(open, thursday)},
		{"what was skipped is not moved", without(skipped(open, true)), due(6), thursday, skipped(open, true)},
		{"what the leader excused is not asked for again", practice.Stored{Occurrence: not(practice.Excused, practice.ByLeader)}, open, monday, not(practice.Excused, practice.ByLeader)},
		{"what was cancelled comes back", without(not(practice.Cancelled, practice.ByLine)), open, thursday, open},
		{"what was excused comes back", without(not(practice.Excused, practice.PerformerAway)), open, thursday, open},
		{"but not on its last day on time", without(not(practice.Excused, practice.PerformerAway)), open, date(3, 6), not(practice.Excused, practice.PerformerAway)},
		{"likewise what was cancelled", without(not(practice.Cancelled, practice.ByLine)), open, saturday, not(practice.Cancelled, practice.ByLine)},
		{"what is excused is cancelled while its day is to come", without(not(practice.Excused, practice.SubjectAway)), not(practice.Cancelled, practice.ByLine), monday, not(practice.Cancelled, practice.ByLine)},
		{"and stays excused from its day on", without(not(practice.Excused, practice.SubjectAway)), not(practice.Cancelled, practice.ByLine), thursday, not(practice.Excused, practice.SubjectAway)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, changed := practice.Reconciled(test.stored, test.planned, test.today)
			if got != test.want || changed != (got != test.stored.Occurrence) {
				t.Errorf("it became %+v (changed: %t)\nwant %+v", got, changed, test.want)
			}
			if again, changed := practice.Reconciled(practice.Stored{got, test.stored.Shown}, test.planned, test.today); changed {
				t.Errorf("a second time it became %+v", again)
			}
		})
	}
}

// The weeks of a calendar come to begin on Sunday in the middle of one: what
// was asked for, and what was done, is the same as before.
func TestOtherWeeksAskForTheSameThings(t *testing.T) {
	pb, wednesday := only("team_meeting", "observation", "in_moment"), date(3, 4)
	c := found(t, pb, "Dana", "Ana < Dana")
	var stored []practice.Stored
	for i, o := range c.plan("Dana", wednesday, wednesday) {
		if o.ID = practice.OccurrenceID(i + 1); o.Practice == "team_meeting" {
			o = logged(o, date(3, 2))
			o.ID = practice.OccurrenceID(i + 1)
		}
		stored = append(stored, practice.Stored{Occurrence: o, Shown: true})
	}
	fromSunday := cadence.Standard()
	fromSunday.WeekStart = time.Sunday
	pb.Calendars[practice.DefaultCalendar] = fromSunday
	planned := c.plan("Dana", wednesday, wednesday)
	if len(planned) != len(stored) || planned[0].Period == stored[0].Period {
		t.Fatalf("the weeks are as before: %+v", planned)
	}
	if amendments := practice.Reconcile(stored, planned, pb, wednesday, wednesday); len(amendments) > 0 {
		t.Errorf("it changed %+v", amendments)
	}
}

// Somebody is said to have reported to Dana all along: nobody is made late by
// that. Yet a beat that was missed changes nothing of what was expected.
func TestWhatComesToLightTooLateIsExcused(t *testing.T) {
	o := weekly(t)
	o.ID = 0
	for _, test := range []struct {
		name        string
		from, today cadence.Date
		want        practice.Expectation
	}{
		{"at the beginning of its period", o.Period.Start, o.Period.Start, practice.Expected},
		{"while there is a day left", o.Period.Start + 1, o.GraceUntil - 1, practice.Expected},
		{"on its last day on time", o.GraceUntil, o.GraceUntil, practice.Excused},
		{"when it could only be late", o.GraceUntil + 1, o.GraceUntil + 1, practice.Excused},
		{"after a pause since before its period", o.Period.Start, o.GraceUntil + 1, practice.Expected},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := practice.Reconcile(nil, []practice.Occurrence{o}, only("team_meeting"), test.from, test.today)
			if len(got) != 1 || got[0].Expectation != test.want || got[0].News {
				t.Fatalf("got %+v, want it %s and no news", got, test.want)
			}
			now := applied(nil, got)
			if again := practice.Reconcile(now, []practice.Occurrence{o}, only("team_meeting"), test.from, test.today); len(again) > 0 {
				t.Errorf("a second time changed %+v", again)
			}
		})
	}
}

func TestWhatNothingAsksForIsCancelled(t *testing.T) {
	pb := only("team_meeting", "observation")
	the(pb, "observation").To = date(3, 3)
	o := weekly(t)
	tests := []struct {
		name, practice string
		want           practice.Reason
	}{
		{"because of the line while the practice is in force", "team_meeting", practice.ByLine},
		{"because of the practice that has ended by its day", "observation", practice.ByPractice},
		{"because of the practice that is switched off", "recognition", practice.ByPractice},
		{"because of the practice that the playbook lacks", "roam", practice.ByPractice},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := o
			o.ID, o.Practice = 7, test.practice
			got := practice.Reconcile([]practice.Stored{{Occurrence: o, Shown: true}}, nil, pb, o.Period.Start, o.Period.Start)
			if len(got) != 1 || got[0].ID != 7 || got[0].Expectation != practice.Cancelled || got[0].Reason != test.want || !got[0].News {
				t.Errorf("got %+v, want it cancelled by %s, and told", got, test.want)
			}
		})
	}
}

// A publication is taken back after its first block was opened.
func TestWhatIsAskedInAnotherRhythmIsCancelledByThePractice(t *testing.T) {
	old := weekly(t)
	old.ID = 7
	now := old
	now.ID, now.Period, now.Nominal, now.DueOn = 0, cadence.Period{Start: date(3, 1), End: date(3, 31)}, date(3, 26), date(3, 26)
	pb := only(old.Practice)
	got := practice.Reconcile([]practice.Stored{{Occurrence: old, Shown: true}}, []practice.Occurrence{now}, pb, old.Period.Start, old.Period.Start)
	if len(got) != 2 || got[1].ID != 7 || got[1].Expectation != practice.Cancelled || got[1].Reason != practice.ByPractice {
		t.Errorf("got %+v, want it cancelled by %s", got, practice.ByPractice)
	}
	if why := practice.Why(got[1].Occurrence, pb, nil, old.Period.Start); why != practice.IsRewritten {
		t.Errorf("because: %q, want %q", why, practice.IsRewritten)
	}
}

func TestWhoWasShownSomethingElseIsTold(t *testing.T) {
	o := weekly(t)
	o.ID = 7
	moved, longer := o, o
	moved.DueOn, moved.GraceUntil = o.DueOn+1, o.GraceUntil+1
	longer.ClosesOn++
	cancelled := excused(o, practice.ByLine)
	cancelled.Expectation = practice.Cancelled
	tests := []struct {
		name         string
		was, planned practice.Occurrence
		want         bool
	}{
		{"it moved", o, moved, true},
		{"it is not expected any more", o, excused(o, practice.PerformerAway), true},
		{"it is expected again", excused(o, practice.PerformerAway), o, true},
		{"it is not expected for another reason", excused(o, practice.PerformerAway), cancelled, false},
		{"it is open for longer", o, longer, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, shown := range []bool{true, false} {
				got := practice.Reconcile([]practice.Stored{{Occurrence: test.was, Shown: shown}}, []practice.Occurrence{test.planned}, only("team_meeting"), o.Period.Start, o.Period.Start)
				if len(got) != 1 || got[0].News != (test.want && shown) {
					t.Errorf("shown: %t, got %+v", shown, got)
				}
			}
		})
	}
}

// What was stored for the first rows is brought in line with the second. Ana's
// 1:1 of April is due on Monday the 27th and on time until Thursday the 30th.
func TestWhateverChangesWhatIsStoredFollows(t *testing.T) {
	team := []string{"Dana", "Ana < Dana", "Eli"}
	const untouched = "Ana due Mon 27 Apr, grace Thu 30 Apr, closes Thu 7 May"
	tests := []struct {
		name   string
		rows   []string
		change func(*company)
		today  int // of April
		want   string
		why    practice.Because
	}{
		{"nothing changed", team, nil, 20, untouched, practice.Unsaid},
		{"E3: a transfer", []string{"Dana", "Ana < Dana until 2026-04-12", "Ana < Eli from 2026-04-13", "Eli"}, nil, 14, "Ana cancelled Mon 27 Apr: line", practice.HasMoved},
		{"a transfer that is told of after the grace", []string{"Dana", "Ana < Dana until 2026-04-12", "Ana < Eli from 2026-04-13", "Eli"}, nil, 31, untouched, practice.Unsaid},
		{"a transfer as if it had always been so", []string{"Dana", "Ana < Eli", "Eli"}, nil, 14, "Ana cancelled Mon 27 Apr: line", practice.HasMoved},
		{"E5: leave over the end of the month, known in time, before anybody was shown the date", append(team, "Dana away from 2026-04-27 until 2026-04-30 known 2026-04-10"), nil, 10,
			"Ana due Fri 24 Apr, grace Wed 29 Apr, closes Wed 6 May", practice.Unsaid},
		{"E6: leave that is entered on the day after the due date", append(team, "Dana away from 2026-04-27 until 2026-04-30 known 2026-04-28"), nil, 28, "Ana excused Mon 27 Apr: performer_away", practice.YouAreAway},
		{"a report's leave that is entered late", append(team, "Ana away from 2026-04-27 until 2026-04-30 known 2026-04-28"), nil, 28, "Ana excused Mon 27 Apr: subject_away", practice.SubjectIsAway},
		{"a holiday that is added", team, func(c *company) {
			c.playbook.Calendars[practice.DefaultCalendar] = cadence.Standard()
			c.playbook.Calendars[practice.DefaultCalendar].Holidays = map[cadence.Date]bool{date(4, 27): true}
		}, 20, "Ana due Fri 24 Apr, grace Thu 30 Apr, closes Thu 7 May", practice.Unsaid},
		{"E14: a practice that is retired", team, func(c *company) { the(c.playbook, "one_on_one").To = date(4, 20) }, 21, "Ana cancelled Mon 27 Apr: practice", practice.IsRetired},
		{"a practice that is switched off", team, func(c *company) { the(c.playbook, "one_on_one").Enabled = false }, 21, "Ana cancelled Mon 27 Apr: practice", practice.IsRetired},
		{"E13: a practice that is asked in another way", team, func(c *company) {
			monthly, weekly := *the(c.playbook, "one_on_one"), *the(c.playbook, "team_meeting")
			weekly.Key, weekly.Enabled, weekly.From = monthly.Key, true, date(4, 20)
			monthly.To = date(4, 19)
			c.playbook.Practices = []practice.Practice{monthly, weekly}
		}, 21, "Ana cancelled Mon 27 Apr: practice", practice.IsRewritten},
		{"E28: a move to a manager outside", []string{"Dana", "Ana < Dana until 2026-04-12", "Ana < Zoe from 2026-04-13", "Zoe, not taking part"}, nil, 14, "Ana cancelled Mon 27 Apr: line", practice.HasMoved},
		{"E29: a manager who leaves", []string{"Dana until 2026-04-12", "Ana < Dana"}, nil, 14, "Ana cancelled Mon 27 Apr: line", practice.HasMoved},
		{"E30: an acting manager from the due date on", append(team, "Ana < Eli from 2026-04-27 until 2026-04-30"), nil, 27, "Ana cancelled Mon 27 Apr: line", practice.HasMoved},
		{"a report whose account is closed", team, func(c *company) { c.person("Ana").Account = practice.Gone }, 21, "Ana cancelled Mon 27 Apr: line", practice.HasLeft},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			first := found(t, only("one_on_one"), team...).plan("Dana", date(4, 1), date(4, 30))
			first[0].ID = 7
			c := found(t, only("one_on_one"), test.rows...)
			if test.change != nil {
				test.change(c)
			}
			today := date(4, 0) + cadence.Date(test.today)
			now := applied([]practice.Stored{{Occurrence: first[0]}}, practice.Reconcile([]practice.Stored{{Occurrence: first[0]}}, c.plan("Dana", date(4, 1), date(4, 30)), c.playbook, today, today))
			if got := c.tell([]practice.Occurrence{now[0].Occurrence}); got != test.want {
				t.Errorf("it became %s\nwant %s", got, test.want)
			}
			if got := practice.Why(now[0].Occurrence, c.playbook, c.roster(), today); got != test.why {
				t.Errorf("because: %q, want %q", got, test.why)
			}
		})
	}
}

// applied returns the stored occurrences once amendments are written.
func applied(stored []practice.Stored, amendments []practice.Amendment) []practice.Stored {
	after := slices.Clone(stored)
	for _, a := range amendments {
		if a.ID == 0 {
			a.ID = practice.OccurrenceID(len(after) + 1)
			after = append(after, practice.Stored{Occurrence: a.Occurrence})
			continue
		}
		i := slices.IndexFunc(after, func(s practice.Stored) bool { return s.ID == a.ID })
		after[i].Occurrence = a.Occurrence
	}
	return after
}

// A firm's plan is stored, life goes on, and then it is another firm's: lines,
// leave, holidays and playbook are all different.
func TestReconcilingTwiceChangesNothingAndRewritesNothingThatIsDecided(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := anyFirm.Draw(t, "before"), anyFirm.Draw(t, "after")
		today := before.from + cadence.Date(rapid.IntRange(0, 40).Draw(t, "days on"))
		var stored []practice.Stored
		for _, o := range before.plan(1) {
			s := practice.Stored{Occurrence: o, Shown: rapid.Bool().Draw(t, "shown")}
			s.ID = practice.OccurrenceID(len(stored) + 1)
			switch rapid.IntRange(0, 4).Draw(t, "what happened") {
			case 0:
				s.Entry, s.LoggedOn = 1, today
			case 1:
				s.Skip.Reason = "Travel"
			case 2:
				s.Expectation, s.Reason = practice.Excused, practice.ByLeader
			}
			stored = append(stored, s)
		}
		planned := practice.Plan(after.playbook, after.roster(), 1, before.from, before.to)
		amendments := practice.Reconcile(stored, planned, after.playbook, today, today)
		for _, a := range amendments {
			if a.ID == 0 {
				continue
			}
			was := stored[a.ID-1]
			switch {
			case was.Entry != 0 || was.Skip.Reason != "" || was.Reason == practice.ByLeader || was.Expectation == practice.Expected && was.Decided(today):
				t.Fatalf("on %s this was decided: %+v\nand became %+v", today, was, a)
			case a.Expectation == practice.Expected && a.GraceUntil < today:
				t.Fatalf("on %s this became late: %+v\nand was %+v", today, a, was)
			case was.Shown && was.Expectation == practice.Expected && a.Expectation == practice.Expected && a.DueOn < was.DueOn:
				t.Fatalf("this was shown: %+v\nand is due earlier: %+v", was, a)
			case a.News && !was.Shown:
				t.Fatalf("told without having been shown: %+v", a)
			}
		}
		now := applied(stored, amendments)
		if again := practice.Reconcile(now, planned, after.playbook, today, today); len(again) > 0 {
			t.Fatalf("a second time changed %+v", again)
		}
		// Half of it may be all that is written before a crash.
		half := applied(stored, amendments[:len(amendments)/2])
		if rest := applied(half, practice.Reconcile(half, planned, after.playbook, today, today)); len(rest) != len(now) {
			t.Fatalf("%d occurrences after a pause, want %d", len(rest), len(now))
		}
	})
}
