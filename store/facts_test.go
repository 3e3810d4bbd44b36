package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store/engine"
)

// noonOf is noon of a day in UTC.
func noonOf(d cadence.Date) time.Time { return noon.AddDate(0, 0, int(d-thursday)) }

// asked is Ana's question about her team in the week of the tests, asked two
// weeks later.
func (c company) asked() measure.Question {
	return measure.Question{Viewer: c.ana, Scope: measure.Team, Root: c.ana, AsOf: noonOf(monday + 15), Today: monday + 15, Zone: time.UTC,
		Window: measure.Window{Kind: measure.ByWeek, Period: cadence.Period{Start: monday, End: monday + 6}}}
}

// facts are the facts of Ana's question, changed in some way.
func (c company) facts(t *testing.T, changes ...func(*measure.Question)) measure.Facts {
	t.Helper()
	q := c.asked()
	for _, change := range changes {
		change(&q)
	}
	pb, _, err := c.Playbook(t.Context())
	ok(t, err)
	f, err := c.Facts(t.Context(), q, pb)
	ok(t, err)
	return f
}

// asOf has a question asked as of noon of a day.
func asOf(d cadence.Date) func(*measure.Question) {
	return func(q *measure.Question) { q.AsOf, q.Today = noonOf(d), d }
}

// logs stores an entry that happened on a day and is logged at noon of another.
func (c company) logs(t *testing.T, e practice.Entry, happenedOn, loggedOn cadence.Date) practice.Entry {
	t.Helper()
	e.HappenedOn, e.LoggedOn, e.LoggedAt = happenedOn, loggedOn, noonOf(loggedOn)
	if e.Request == "" {
		e.Request = fmt.Sprint(e.Practice, e.Subject, happenedOn, loggedOn)
	}
	done, err := c.Log(t.Context(), e, c.practice(t, e.Practice), 0, 1)
	ok(t, err)
	return done.Entry
}

// likeness has cmp compare facts whatever the order of their lists.
var likeness = cmp.Options{cmpopts.EquateEmpty(), cmpopts.SortSlices(func(a, b any) bool { return fmt.Sprintf("%+v", a) < fmt.Sprintf("%+v", b) }), dues}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, likeness); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// Everything that can happen to what is due on the Thursday, as of one day after
// another: what was recorded later is not there.
func TestCountsAreAsOfAnInstant(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben, c.bea, c.ana)
	cora, dan := c.about(t, c.ben, "visit", c.cora), c.about(t, c.ben, "visit", c.dan)
	ben, bea := c.about(t, c.ana, "visit", c.ben), c.about(t, c.ana, "visit", c.bea)
	c.logs(t, practice.Entry{Practice: "visit", Author: c.ben, Subject: c.cora}, thursday, thursday)
	c.logs(t, practice.Entry{Practice: "visit", Author: c.ana, Subject: c.ben}, friday, friday+3) // the grace ends on Friday
	_, _, err := c.Skip(t.Context(), dan.ID, practice.Skip{Reason: "Travel"}, practice.SkipTerms{}, noonOf(friday))
	ok(t, err)
	_, err = c.Excuse(t.Context(), dan.ID, practice.Excuse{By: c.ana, Reason: "Away"}, noonOf(friday+4))
	ok(t, err)
	_, _, err = c.Skip(t.Context(), bea.ID, practice.Skip{Reason: "Travel"}, allowed, noonOf(friday))
	ok(t, err)
	if cora.DueOn != thursday || cora.GraceUntil != friday || ben.GraceUntil != friday {
		t.Fatalf("the visits are due %s, until %s", cora.DueOn, cora.GraceUntil)
	}
	for _, test := range []struct {
		on       cadence.Date
		ben, ana measure.Tally
		byLeader int
	}{
		{on: monday, ben: measure.Tally{NotDone: 2}, ana: measure.Tally{NotDone: 2}},
		{on: thursday, ben: measure.Tally{OnTime: 1, NotDone: 1}, ana: measure.Tally{NotDone: 2}},
		{on: friday, ben: measure.Tally{OnTime: 1, SkipCounts: 1}, ana: measure.Tally{NotDone: 1, SkipWithin: 1}},
		{on: friday + 3, ben: measure.Tally{OnTime: 1, SkipCounts: 1}, ana: measure.Tally{Late: 1, SkipWithin: 1}},
		{on: friday + 4, ben: measure.Tally{OnTime: 1, Excused: 1}, ana: measure.Tally{Late: 1, SkipWithin: 1}, byLeader: 1},
	} {
		f := c.facts(t, asOf(test.on))
		visits := []measure.Count{
			{Performer: c.ben, Practice: "visit", DueOn: thursday, GraceUntil: friday, Tally: test.ben, ByLeader: test.byLeader},
			{Performer: c.ana, Practice: "visit", DueOn: thursday, GraceUntil: friday, Tally: test.ana},
		}
		others := []measure.Count{ // two recognitions a team, on the Friday without grace; Bea leads nobody
			{Performer: c.ana, Practice: "inspect_review", DueOn: tuesday, GraceUntil: tuesday, Tally: measure.Tally{Excused: 1}}, // its day had passed when it was planned
			{Performer: c.ben, Practice: "recognition", DueOn: friday, GraceUntil: friday, Tally: measure.Tally{NotDone: 2}},
			{Performer: c.ana, Practice: "recognition", DueOn: friday, GraceUntil: friday, Tally: measure.Tally{NotDone: 2}},
		}
		same(t, fmt.Sprintf("as of %s, the window", test.on), append(visits, others...), f.Window)
		for _, counts := range [][]measure.Count{visits, others} {
			for i := range counts {
				counts[i].Practice = ""
			}
		}
		same(t, fmt.Sprintf("as of %s, the trend", test.on), append(visits, others...), f.Trend)
	}
	same(t, "of the week after", []measure.Count(nil), c.facts(t, func(q *measure.Question) { q.Window.Period = cadence.Period{Start: monday + 7, End: monday + 13} }).Window)
}

// What planning excused is excused at any time, and what it cancelled is not
// counted, unless it was done by then.
func TestCountsOfWhatPlanningChanged(t *testing.T) {
	c := newCompany(t)
	occurrence := func(seq int, change func(*practice.Occurrence)) practice.Occurrence {
		o := practice.Occurrence{Practice: "visit", Performer: c.ben, Subject: c.cora, Period: cadence.Period{Start: monday, End: monday + 6}, Seq: seq,
			Nominal: thursday, DueOn: thursday, GraceUntil: thursday, ClosesOn: friday, Expectation: practice.Expected}
		change(&o)
		return o
	}
	ok(t, c.replaceOccurrences(t, []practice.Occurrence{
		occurrence(1, func(o *practice.Occurrence) { o.Expectation, o.Reason = practice.Excused, practice.PerformerAway }),
		occurrence(2, func(o *practice.Occurrence) { o.Expectation = practice.Cancelled }),
		occurrence(3, func(o *practice.Occurrence) { o.Expectation, o.Entry, o.LoggedOn = practice.Cancelled, 7, friday }),
		occurrence(4, func(o *practice.Occurrence) { o.Expectation, o.Entry, o.LoggedOn = practice.Excused, 8, thursday }),
	}))
	ok(t, c.exec(t.Context(), `UPDATE occurrences SET settled_at = $1 WHERE entry_id > 0`, millis(noonOf(friday))))
	count := measure.Count{Performer: c.ben, Practice: "visit", DueOn: thursday, GraceUntil: thursday}
	owed := measure.Owed{Performer: c.ben, Subject: c.cora, DueOn: thursday, GraceUntil: thursday, Expected: true, Settled: true}
	count.Tally = measure.Tally{Excused: 2}
	before := c.facts(t, asOf(thursday))
	same(t, "before they were done", []measure.Count{count}, before.Window)
	same(t, "before they were done, people owed", []measure.Owed(nil), before.Owed)
	count.Tally = measure.Tally{Excused: 1, Late: 1, OnTime: 1}
	after := c.facts(t, asOf(friday))
	same(t, "once they were done", []measure.Count{count}, after.Window)
	same(t, "once they were done, people owed", []measure.Owed{owed}, after.Owed)
}

// The subject confirms visits and 1:1s, and no recognition.
func TestWhatIsConfirmed(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	c.logs(t, practice.Entry{Practice: "visit", Author: c.ben, Subject: c.cora}, thursday, thursday)
	count := measure.Count{Performer: c.ben, DueOn: thursday, GraceUntil: friday, Tally: measure.Tally{OnTime: 1, NotDone: 1}}
	same(t, "fifteen days after", []measure.Count{count}, c.facts(t).Confirmed)
	same(t, "on the ninetieth day", []measure.Count{count}, c.facts(t, asOf(friday+89)).Confirmed[:1])
	for _, count := range c.facts(t, asOf(friday+90)).Confirmed {
		if count.DueOn == thursday {
			t.Errorf("after ninety days there is still %+v", count)
		}
	}
}

// Somebody is owed what was expected or skipped, and no longer what was excused.
func TestPeopleOwed(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben, c.ana)
	about := func(by, subject practice.PersonID) practice.OccurrenceID { return c.about(t, by, "visit", subject).ID }
	for id, terms := range map[practice.OccurrenceID]practice.SkipTerms{about(c.ben, c.cora): {}, about(c.ana, c.bea): allowed} {
		_, _, err := c.Skip(t.Context(), id, practice.Skip{Reason: "Travel"}, terms, noonOf(friday))
		ok(t, err)
	}
	_, err := c.Excuse(t.Context(), about(c.ben, c.dan), practice.Excuse{By: c.ana, Reason: "Away"}, noonOf(friday))
	ok(t, err)
	c.logs(t, practice.Entry{Practice: "visit", Author: c.ana, Subject: c.ben}, friday, friday)
	owed := func(by, subject practice.PersonID, expected, settled bool) measure.Owed {
		return measure.Owed{Performer: by, Subject: subject, DueOn: thursday, GraceUntil: friday, Expected: expected, Settled: settled}
	}
	same(t, "before anything was said", []measure.Owed{owed(c.ben, c.cora, true, false), owed(c.ben, c.dan, true, false), owed(c.ana, c.ben, true, false), owed(c.ana, c.bea, true, false)},
		c.facts(t, asOf(thursday)).Owed)
	same(t, "afterwards", []measure.Owed{owed(c.ben, c.cora, true, true), owed(c.ana, c.ben, true, true), owed(c.ana, c.bea, false, false)}, c.facts(t).Owed)
}

// Coverage is of the periods that end in the window, and of the last that ended
// before it.
func TestCoverage(t *testing.T) {
	c := newCompany(t)
	c.practicesFrom(t, "2026-01-01")
	february := cadence.Period{Start: cadence.NewDate(2026, time.February, 1), End: cadence.NewDate(2026, time.February, 28)}
	for _, on := range []cadence.Date{february.Start, thursday, thursday + 7} {
		c.plan(t, on, c.ben)
	}
	c.logs(t, practice.Entry{Practice: "visit", Author: c.bea, Subject: c.cora}, monday, monday) // whoever did it
	c.logs(t, practice.Entry{Practice: "visit", Author: c.ben, Subject: c.dan}, monday-1, monday)
	c.logs(t, practice.Entry{Practice: "one_on_one", Author: c.ben, Subject: c.dan}, february.End, thursday)
	gone := c.logs(t, practice.Entry{Practice: "visit", Author: c.ben, Subject: c.dan}, friday, friday)
	ok(t, c.Withdraw(t.Context(), c.ben, noonOf(monday+20), gone.ID))
	week := cadence.Period{Start: monday, End: monday + 6}
	due := c.about(t, c.ben, "quarterly_review", c.cora)
	if due.Period.End < week.End {
		t.Fatalf("a quarter has ended by %s", due.Period.End)
	}
	covered := func(changes ...func(*measure.Question)) map[string]bool {
		all := map[string]bool{}
		for _, one := range c.facts(t, changes...).Covered {
			want := week
			switch {
			case one.Practice == "one_on_one":
				want = february
			case one.Period.End < monday:
				want = cadence.Period{Start: monday - 7*5, End: monday - 7*4 - 1} // when it was planned last
			}
			if one.Performer != c.ben || one.Period != want || !want.Contains(one.DueOn) {
				t.Errorf("there is %+v", one)
			}
			all[fmt.Sprint(one.Practice, " ", one.Subject, " ", one.Period.End, " ", one.Owed)] = one.Done
		}
		return all
	}
	key := func(key string, subject practice.PersonID, end cadence.Date, owed bool) string {
		return fmt.Sprint(key, " ", subject, " ", end, " ", owed)
	}
	want := map[string]bool{key("visit", c.cora, week.End, true): true, key("visit", c.dan, week.End, true): false,
		key("visit", c.cora, monday-29, false): false, key("visit", c.dan, monday-29, false): false, // it came to light too late
		key("one_on_one", c.cora, february.End, true): false, key("one_on_one", c.dan, february.End, true): true}
	same(t, "coverage", want, covered())
	same(t, "coverage of a window on whose first day the week ends", want, covered(func(q *measure.Question) { q.Window.Period = cadence.Period{Start: week.End, End: week.End + 6} }))
	want[key("one_on_one", c.dan, february.End, true)] = false
	same(t, "coverage before the 1:1 was logged", want, covered(asOf(monday)))
}

// practicesFrom has the practices begin on a day long ago, so that periods before
// the week of the tests are planned.
func (c company) practicesFrom(t *testing.T, day string) {
	t.Helper()
	ok(t, c.exec(t.Context(), `UPDATE playbooks SET in_force_from = $1, published_on = $1`, day))
	c.book.Store(nil)
}

// The last periods of each practice, for each manager, with the reasons for which
// it was skipped.
func TestPracticeHealth(t *testing.T) {
	c := newCompany(t)
	c.practicesFrom(t, "2025-10-01")
	for on := cadence.NewDate(2025, time.October, 6); on < monday+21; on += 7 {
		c.plan(t, on, c.ben)
	}
	var visits []practice.Occurrence
	for _, o := range c.stored(t, c.ben, "visit") {
		if o.DueOn == thursday {
			visits = append(visits, o)
		}
	}
	for i, at := range []cadence.Date{thursday, friday} {
		_, _, err := c.Skip(t.Context(), visits[i].ID, practice.Skip{Reason: "Travel"}, practice.SkipTerms{}, noonOf(at))
		ok(t, err)
	}
	count := func(f measure.Facts, key string) (all []measure.PeriodCount) {
		for _, one := range f.Health {
			if one.Practice == key {
				all = append(all, one)
			}
		}
		return all
	}
	week := func(n int, tally measure.Tally, reasons map[string]int) measure.PeriodCount {
		return measure.PeriodCount{Count: measure.Count{Performer: c.ben, Practice: "visit", DueOn: thursday + cadence.Date(7*n), GraceUntil: friday + cadence.Date(7*n), Tally: tally},
			Period: cadence.Period{Start: monday + cadence.Date(7*n), End: monday + 6 + cadence.Date(7*n)}, Reasons: reasons}
	}
	before := []measure.PeriodCount{week(-2, measure.Tally{NotDone: 2}, nil), week(-1, measure.Tally{NotDone: 2}, nil)}
	f := c.facts(t)
	same(t, "visits", append(before, week(0, measure.Tally{SkipCounts: 2}, map[string]int{"Travel": 2}), week(1, measure.Tally{NotDone: 2}, nil)), count(f, "visit"))
	var months []string
	for _, one := range count(f, "one_on_one") {
		months = append(months, one.Period.End.String())
	}
	same(t, "the months", []string{"2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28"}, months)
	var quarters []string
	for _, one := range count(f, "quarterly_review") {
		quarters = append(quarters, one.Period.End.String())
	}
	same(t, "the quarters", []string{"2025-12-31"}, quarters)
	f = c.facts(t, func(q *measure.Question) { q.AsOf = noonOf(thursday) })
	same(t, "visits as of Thursday", append(before, week(0, measure.Tally{SkipCounts: 1, NotDone: 1}, map[string]int{"Travel": 1}), week(1, measure.Tally{NotDone: 2}, nil)), count(f, "visit"))
}

// A report about oneself has all that one was to do, by date. Nobody else's has
// it.
func TestOwnOccurrences(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben, c.bea, c.ana)
	c.plan(t, thursday+7, c.ben)
	own := func(scope measure.Scope, on cadence.Date) (told []string) {
		for _, o := range c.facts(t, asOf(on), func(q *measure.Question) { q.Scope, q.Root = scope, c.ben }).Own {
			told = append(told, fmt.Sprint(o.Practice, o.Subject, o.DueOn))
		}
		return told
	}
	one := func(key string, subject practice.PersonID, on cadence.Date) string {
		return fmt.Sprint(key, subject, on)
	}
	quarterly, monthly := c.about(t, c.ben, "quarterly_review", c.cora).DueOn, c.about(t, c.ben, "one_on_one", c.cora).DueOn
	rest := []string{one("quarterly_review", c.cora, quarterly), one("quarterly_review", c.dan, quarterly), one("one_on_one", c.cora, monthly), one("one_on_one", c.dan, monthly)}
	week := func(n cadence.Date) []string {
		return []string{one("visit", c.cora, thursday+7*n), one("visit", c.dan, thursday+7*n), one("recognition", 0, friday+7*n), one("recognition", 0, friday+7*n)}
	}
	if diff := cmp.Diff(slices.Concat(week(0), week(1), rest), own(measure.Me, monday)); diff != "" {
		t.Errorf("one's own (-want +got):\n%s", diff)
	}
	for _, scope := range []measure.Scope{measure.Manager, measure.Team, measure.Company} {
		if got := own(scope, monday+7); got != nil {
			t.Errorf("a report of %s has %v", scope, got)
		}
	}
}

// What somebody logged, skipped or was excused later had not happened, and no
// words are in any report.
func TestAnOccurrenceAsItWas(t *testing.T) {
	c := newCompany(t)
	o := practice.Occurrence{Practice: "visit", Performer: c.ben, Subject: c.cora, Period: cadence.Period{Start: monday, End: monday + 6}, Seq: 1,
		Nominal: thursday, DueOn: thursday, GraceUntil: friday, ClosesOn: friday, Expectation: practice.Expected}
	done, skipped, excused := o, o, o
	done.Seq, done.Entry, done.LoggedOn = 1, 7, friday
	skipped.Seq, skipped.Skip = 2, practice.Skip{Reason: "Travel", Within: true}
	excused.Seq, excused.Expectation, excused.Reason = 3, practice.Excused, practice.ByLeader
	ok(t, c.replaceOccurrences(t, []practice.Occurrence{done, skipped, excused}))
	ok(t, c.tx(t.Context(), func(tx *engine.Tx) error {
		for _, statement := range []string{`UPDATE occurrences SET settled_at = $1 WHERE seq = 1`, `UPDATE occurrences SET skipped_at = $1, skip_detail = 'secret' WHERE seq = 2`,
			`UPDATE occurrences SET excused_at = $1, excused_by = 1, excuse = 'Away', excuse_detail = 'secret', cue = 'secret' WHERE seq = 3`} {
			if _, err := tx.ExecContext(t.Context(), statement, millis(noonOf(friday))); err != nil {
				return err
			}
		}
		return nil
	}))
	at := func(on cadence.Date) []practice.Occurrence {
		own := c.facts(t, asOf(on), func(q *measure.Question) { q.Scope, q.Root = measure.Me, c.ben }).Own
		for i := range own {
			own[i].ID = 0
		}
		return own
	}
	o2, o3 := o, o
	o2.Seq, o3.Seq = 2, 3
	same(t, "on Thursday", []practice.Occurrence{o, o2, o3}, at(thursday))
	done.SettledAt, skipped.Skip.At = instant(millis(noonOf(friday))), instant(millis(noonOf(friday)))
	excused.Excuse = practice.Excuse{By: 1, Reason: "Away", At: instant(millis(noonOf(friday)))}
	same(t, "on Friday", []practice.Occurrence{done, skipped, excused}, at(friday))
}
