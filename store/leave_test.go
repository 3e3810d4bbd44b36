package store

import (
	"errors"
	"slices"
	"testing"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// takes notes leave known on the Thursday of the tests.
func (c company) takes(t *testing.T, person, by practice.PersonID, from, to cadence.Date) practice.Leave {
	t.Helper()
	l, err := c.TakeLeave(t.Context(), practice.Leave{Person: person, From: from, To: to, KnownOn: thursday, NotedBy: by}, noon)
	ok(t, err)
	return l
}

func (c company) away(t *testing.T, person practice.PersonID) []practice.Leave {
	t.Helper()
	all, err := c.Leaves(t.Context(), person, monday)
	ok(t, err)
	for i := range all {
		all[i].ID = 0
	}
	return all
}

// unplanned returns who is to be planned again on the Thursday.
func (c company) unplanned(t *testing.T) (ids []practice.PersonID) {
	t.Helper()
	for _, zone := range []string{"", "Europe/Berlin"} {
		people, err := c.Unplanned(t.Context(), zone, thursday)
		ok(t, err)
		for _, p := range people {
			ids = append(ids, p.Person)
		}
	}
	slices.Sort(ids)
	return ids
}

func (c company) everybody() []practice.PersonID {
	return []practice.PersonID{c.ana, c.ben, c.bea, c.cora, c.dan}
}

func TestLeaveThatIsNotedTwiceIsStoredOnce(t *testing.T) {
	c := newCompany(t)
	if l := c.takes(t, c.ben, c.ben, friday, friday+3); l.ID == 0 || l.From != friday {
		t.Errorf("stored %+v", l)
	}
	if l := c.takes(t, c.ben, c.ana, friday, friday+3); l.Any() {
		t.Errorf("stored again: %+v", l)
	}
	if l := c.takes(t, c.ben, c.ben, friday+2, friday+5); l.From != friday+4 {
		t.Errorf("of days that overlap %+v is stored", l)
	}
	want := []practice.Leave{
		{Person: c.ben, From: friday, To: friday + 3, KnownOn: thursday, NotedBy: c.ben},
		{Person: c.ben, From: friday + 4, To: friday + 5, KnownOn: thursday, NotedBy: c.ben}}
	if got := c.away(t, c.ben); !slices.Equal(got, want) {
		t.Errorf("leave is %+v, want %+v", got, want)
	}
	c.idle(t, noon)
}

func TestLeaveIsPlannedForAndAgainWhenItEnds(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.everybody()...)
	expected := func(want practice.Expectation, why practice.Reason) {
		t.Helper()
		if got := c.unplanned(t); !slices.Equal(got, []practice.PersonID{c.ben, c.cora}) {
			t.Errorf("planned again are %v, want Ben and Cora", got)
		}
		c.plan(t, thursday, c.ben, c.cora)
		if o := c.about(t, c.ben, "visit", c.cora); o.Expectation != want || o.Reason != why {
			t.Errorf("the visit is %s, %s, want %s, %s", o.Expectation, o.Reason, want, why)
		}
	}
	if o := c.about(t, c.ben, "visit", c.cora); o.Expectation != practice.Expected {
		t.Fatalf("the visit is %s", o.Expectation)
	}
	l := c.takes(t, c.cora, c.cora, tuesday, 0)
	expected(practice.Excused, practice.SubjectAway)
	for range 2 { // pressed twice
		_, err := c.EndLeave(t.Context(), l.ID, c.cora, thursday, noon)
		ok(t, err)
	}
	if got := c.away(t, c.cora); got != nil {
		t.Errorf("leave that was noted by mistake is %+v", got)
	}
	expected(practice.Expected, practice.NoReason)
	c.idle(t, noon)
}

func TestSomebodyElsesNoteIsToldAndToldAgainWhenItIsTakenBack(t *testing.T) {
	c := newCompany(t)
	l := c.takes(t, c.cora, c.ben, friday, friday+3)
	d := c.next(t, noon)
	if d.Notice != (practice.LeaveNoted{Leave: l.ID}) {
		t.Fatalf("the notice is %+v", d.Notice)
	}
	ok(t, c.Sent(t.Context(), d, "D1", "1.1"))
	left, err := c.EndLeave(t.Context(), l.ID, c.cora, thursday, noon)
	ok(t, err)
	if stored, err := c.Leave(t.Context(), l.ID); err != nil || stored != left || stored.Any() || stored.NotedBy != c.cora {
		t.Errorf("stored is %+v, %v", stored, err)
	}
	if again := c.next(t, noon); again.Task != Redraw || again.ID != d.ID {
		t.Errorf("then the outbox has %+v", again)
	}
}

func TestThatSomebodyElseTakesLeaveBackIsTold(t *testing.T) {
	c := newCompany(t)
	l := c.takes(t, c.cora, c.cora, friday, friday+3)
	c.idle(t, noon)
	_, err := c.EndLeave(t.Context(), l.ID, c.ben, thursday, noon)
	ok(t, err)
	if d := c.next(t, noon); d.Notice != (practice.LeaveNoted{Leave: l.ID}) || d.Task != Send {
		t.Errorf("the notice is %+v", d)
	}
}

func TestOnlyWhatWasSaidInSlackIsEndedThere(t *testing.T) {
	c := newCompany(t)
	rows := []files.LeaveRow{{Email: "ben@example.com", From: friday}}
	_, err := c.ImportLeave(t.Context(), rows)
	ok(t, err)
	all, err := c.Leaves(t.Context(), c.ben, thursday)
	ok(t, err)
	for _, id := range []practice.LeaveID{all[0].ID, 99} {
		if _, err := c.EndLeave(t.Context(), id, c.ben, thursday, noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("ending leave %d: %v", id, err)
		}
	}
	if _, err := c.Leave(t.Context(), 99); !errors.Is(err, ErrNotFound) {
		t.Errorf("leave that there is not: %v", err)
	}
}

func TestALeaveFileReplacesWhatFilesSaidOfThoseItNames(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.everybody()...)
	file := func(rows ...files.LeaveRow) LeaveImport {
		t.Helper()
		done, err := c.ImportLeave(t.Context(), rows)
		ok(t, err)
		return done
	}
	ben, dan := files.LeaveRow{Email: "ben@example.com", From: friday, To: friday + 7}, files.LeaveRow{Email: "dan@example.com", From: monday, KnownOn: monday}
	if done := file(ben, dan); done != (LeaveImport{Changed: 2}) {
		t.Errorf("first: %+v", done)
	}
	c.takes(t, c.ben, c.ben, friday+10, friday+11)
	c.plan(t, thursday, c.everybody()...)
	if done := file(ben); done != (LeaveImport{Unchanged: 1}) || c.unplanned(t) != nil {
		t.Errorf("the same rows: %+v, and %v are planned again", done, c.unplanned(t))
	}
	ben.To = 0
	if done := file(ben); done != (LeaveImport{Changed: 1}) {
		t.Errorf("other days: %+v", done)
	}
	want := []practice.Leave{{Person: c.ben, From: friday}, {Person: c.ben, From: friday + 10, To: friday + 11, KnownOn: thursday, NotedBy: c.ben}}
	if got := c.away(t, c.ben); !slices.Equal(got, want) {
		t.Errorf("Ben's leave is %+v, want %+v", got, want)
	}
	if got := c.away(t, c.dan); !slices.Equal(got, []practice.Leave{{Person: c.dan, From: monday, KnownOn: monday}}) {
		t.Errorf("Dan's leave is %+v", got)
	}
	c.idle(t, noon)
}

func TestHolidaysAreMergedIntoCalendars(t *testing.T) {
	c := newCompany(t)
	c.imports(t, files.PeopleRow{Email: "ben@example.com", ManagerEmail: "ana@example.com", Calendar: "berlin"})
	c.plan(t, thursday, c.everybody()...)
	file := func(calendar string, days ...cadence.Date) [2]int {
		t.Helper()
		var given []practice.Holiday
		for _, d := range days {
			given = append(given, practice.Holiday{On: d, Name: d.Format("Monday")})
		}
		added, ended, err := c.ImportHolidays(t.Context(), calendar, cadence.Period{Start: monday, End: friday}, given)
		ok(t, err)
		return [2]int{len(added), len(ended)}
	}
	if got := file("", thursday); got != [2]int{1, 0} {
		t.Errorf("added and ended: %v", got)
	}
	if got := c.unplanned(t); !slices.Equal(got, c.everybody()) {
		t.Errorf("planned again are %v, want everybody", got)
	}
	c.plan(t, thursday, c.everybody()...)
	if o := c.about(t, c.ben, "visit", c.cora); o.DueOn != friday {
		t.Errorf("the visit is due on %s, want Friday", o.DueOn)
	}
	if got := file("berlin", monday, friday); got != [2]int{2, 0} {
		t.Errorf("added and ended: %v", got)
	}
	c.plan(t, thursday, c.everybody()...)
	if got := file("berlin", friday, monday); got != [2]int{} || c.unplanned(t) != nil {
		t.Errorf("the same days: %v, and %v are planned again", got, c.unplanned(t))
	}
	if got := file("berlin", friday); got != [2]int{0, 1} {
		t.Errorf("added and ended: %v", got)
	}
	for name, want := range map[string]bool{"": true, "default": true, "berlin": true, "paris": false} {
		if used, err := c.UsesCalendar(t.Context(), name); err != nil || used != want {
			t.Errorf("somebody has the calendar “%s”: %t, %v", name, used, err)
		}
	}
	r, err := c.Roster(t.Context())
	ok(t, err)
	for id, off := range map[practice.PersonID][]cadence.Date{c.ben: {thursday, friday}, c.ana: {thursday}} {
		for d := monday; d <= friday; d++ {
			if r.Calendar(id).Works(d) == slices.Contains(off, d) {
				t.Errorf("person %d works on %s: %t", id, d, r.Calendar(id).Works(d))
			}
		}
	}
}

// TestHolidaysKeepTheirNames: a name comes back with its day, another name
// plans nobody again, and what lies outside the imported period stays.
func TestHolidaysKeepTheirNames(t *testing.T) {
	c := newCompany(t)
	imports := func(within cadence.Period, given ...practice.Holiday) (added, removed []practice.Holiday) {
		t.Helper()
		added, removed, err := c.ImportHolidays(t.Context(), "berlin", within, given)
		ok(t, err)
		return added, removed
	}
	named := func() []practice.Holiday {
		t.Helper()
		all, err := c.NamedHolidays(t.Context())
		ok(t, err)
		return all["berlin"]
	}
	before, on := practice.Holiday{On: monday, Name: "Monday off"}, practice.Holiday{On: friday, Name: "Friday off"}
	imports(cadence.Period{Start: monday, End: friday}, before, on)
	if got := named(); !slices.Equal(got, []practice.Holiday{before, on}) {
		t.Errorf("the holidays are %v", got)
	}
	c.plan(t, thursday, c.everybody()...)
	on.Name = "Harbour Day"
	if added, removed := imports(cadence.Period{Start: thursday, End: friday}, on); len(added)+len(removed) > 0 || c.unplanned(t) != nil {
		t.Errorf("for a name %v are added, %v removed, and %v planned again", added, removed, c.unplanned(t))
	}
	if got := named(); !slices.Equal(got, []practice.Holiday{before, on}) {
		t.Errorf("with another name the holidays are %v", got)
	}
	if _, removed := imports(cadence.Period{Start: monday, End: friday}, before); !slices.Equal(removed, []practice.Holiday{on}) || !slices.Equal(named(), []practice.Holiday{before}) {
		t.Errorf("removed are %v, and %v stays", removed, named())
	}
}
