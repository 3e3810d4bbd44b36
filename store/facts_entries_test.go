package store

import (
	"testing"
	"time"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// With whom something happened, and when, is as the entries stand now: of those
// that were logged by then and not withdrawn.
func TestPeopleReached(t *testing.T) {
	c := newCompany(t)
	c.logs(t, practice.Entry{Practice: "visit", Author: c.ben, Subject: c.cora}, thursday, friday)
	c.logs(t, practice.Entry{Practice: "one_on_one", Author: c.bea, Subject: c.cora}, thursday, friday) // on the same day
	c.logs(t, practice.Entry{Practice: "visit", Author: c.ben, Subject: c.cora}, monday, monday+10)
	c.logs(t, practice.Entry{Practice: "visit", Author: c.ben, Subject: c.dan}, monday+6-104, monday) // the first day of the trend
	c.logs(t, practice.Entry{Practice: "visit", Author: c.ben, Subject: c.dan}, monday+6-105, monday)
	c.thank(t, "thanks", c.ben, thursday, c.bea) // about nobody in particular
	gone := c.logs(t, practice.Entry{Practice: "visit", Author: c.ben, Subject: c.dan}, friday, friday)
	ok(t, c.Withdraw(t.Context(), c.ben, noonOf(monday+30), gone.ID))
	touch := func(who practice.PersonID, on cadence.Date) measure.Touch { return measure.Touch{Person: who, On: on} }
	f := c.facts(t)
	same(t, "reached", []measure.Touch{touch(c.cora, thursday), touch(c.cora, monday), touch(c.dan, monday+6-104)}, f.Touched)
	same(t, "last", map[practice.Contact]cadence.Date{{Practice: "visit", Subject: c.cora}: thursday, {Practice: "one_on_one", Subject: c.cora}: thursday,
		{Practice: "visit", Subject: c.dan}: monday + 6 - 104}, f.LastAbout)
	same(t, "when each logged last", map[practice.PersonID]cadence.Date{c.ben: monday + 10, c.bea: friday}, f.Logged)
	f = c.facts(t, func(q *measure.Question) { q.AsOf = noonOf(thursday) })
	same(t, "reached as of Thursday", []measure.Touch{touch(c.dan, monday+6-104)}, f.Touched)
	same(t, "last as of Thursday", map[practice.Contact]cadence.Date{{Practice: "visit", Subject: c.dan}: monday + 6 - 104}, f.LastAbout)
	same(t, "when each logged last, as of Thursday", map[practice.PersonID]cadence.Date{c.ben: thursday}, f.Logged)
}

// It may be tomorrow where an author is already.
func TestContactsUpToTheViewersDay(t *testing.T) {
	c := newCompany(t)
	c.logs(t, practice.Entry{Practice: "visit", Author: c.ben, Subject: c.cora}, monday, monday)
	c.logs(t, practice.Entry{Practice: "visit", Author: c.ben, Subject: c.cora}, friday, thursday)
	for on, want := range map[cadence.Date]cadence.Date{thursday: monday, friday: friday} {
		if got := c.facts(t, asOf(on)).LastAbout[practice.Contact{Practice: "visit", Subject: c.cora}]; got != want {
			t.Errorf("on %s the last visit was on %s, want %s", on, got, want)
		}
	}
}

func TestWhatEntriesAnswer(t *testing.T) {
	c := newCompany(t)
	c.publish(t, []byte(secondYAML), 0, noonOf(monday-60))
	about := func(key string, subject practice.PersonID, focus, author string) practice.Entry {
		vs := practice.Values{}
		for key, text := range map[string]string{"time_focus": focus, practice.PlanAuthor: author} {
			if text != "" {
				vs[key] = practice.Value{Text: text}
			}
		}
		return practice.Entry{Practice: key, Author: c.ben, Subject: subject, Values: vs}
	}
	c.logs(t, about("visit", c.cora, "back", ""), monday, monday)
	c.logs(t, about("visit", c.dan, "back", ""), monday, monday)
	c.logs(t, about("visit", c.ana, "ahead", ""), monday, monday)
	c.logs(t, about("visit", c.bea, "", ""), monday, monday)
	c.logs(t, about("one_on_one", c.cora, "", "they"), monday, monday)
	c.logs(t, about("one_on_one", c.dan, "", "they"), monday, monday+20)
	c.logs(t, about("visit", c.cora, "back", ""), monday-21, monday) // the first of the four weeks
	c.logs(t, about("visit", c.cora, "back", ""), monday-22, monday)
	spent := func(key, focus string, on cadence.Date, n int) measure.Spent {
		return measure.Spent{Author: c.ben, On: on, Practice: key, Version: 1, TimeFocus: focus, N: n}
	}
	f := c.facts(t)
	same(t, "spent", []measure.Spent{spent("visit", "back", monday, 2), spent("visit", "ahead", monday, 1), spent("visit", "", monday, 1),
		spent("one_on_one", "", monday, 1), spent("visit", "back", monday-21, 1)}, f.Spent)
	same(t, "plans", []measure.Plan{{Author: c.ben, On: monday, Wrote: "they", N: 1}}, f.Plans)
	f = c.facts(t, asOf(monday+20))
	same(t, "plans once both are logged", []measure.Plan{{Author: c.ben, On: monday, Wrote: "they", N: 2}}, f.Plans)
	month := cadence.Period{Start: cadence.NewDate(2026, time.March, 1), End: cadence.NewDate(2026, time.March, 31)}
	f = c.facts(t, func(q *measure.Question) { q.Window = measure.Window{Kind: measure.ByMonth, Period: month} })
	if len(f.Spent) != 4 {
		t.Errorf("of March itself there are %+v", f.Spent)
	}
}

// Answers from before options had values are counted by these.
func TestOldAnswersCount(t *testing.T) {
	c := newCompany(t)
	e := c.logs(t, practice.Entry{Practice: "one_on_one", Author: c.ben, Subject: c.cora}, monday, monday)
	for field, value := range map[string]string{"time_focus": "Mostly looking ahead", "plan_author": "We wrote it together"} {
		ok(t, c.exec(t.Context(), insertValueSQL, e.ID, field, value))
	}
	f := c.facts(t)
	same(t, "spent", []measure.Spent{{Author: c.ben, On: monday, Practice: "one_on_one", Version: 1, TimeFocus: "ahead", N: 1}}, f.Spent)
	same(t, "plans", []measure.Plan{{Author: c.ben, On: monday, Wrote: "both", N: 1}}, f.Plans)
}

func TestThanksGivenAndReceived(t *testing.T) {
	c := newCompany(t)
	thanks := func(by practice.PersonID, on, loggedOn cadence.Date, where string, to ...practice.PersonID) practice.Entry {
		return c.logs(t, practice.Entry{Practice: practice.RecognitionKey, Author: by, Values: practice.Values{
			practice.RecognitionWho: {People: to}, practice.ShareWhere: {Text: where}}}, on, loggedOn)
	}
	thanks(c.ben, thursday, thursday, practice.ShareInChannel, c.cora, c.dan)
	thanks(c.cora, thursday, friday, practice.ShareWithThem, c.ben) // in private
	thanks(c.cora, friday, friday, practice.ShareWithThem, c.ben)
	thanks(c.bea, thursday, monday+20, practice.ShareWithThem, c.ben) // logged later than the question
	thanks(c.bea, monday-14, monday, practice.ShareWithThem, c.dan)   // the first of the thirty days that end on the fifteenth
	thanks(c.bea, monday-15, monday, practice.ShareWithThem, c.dan)
	gone := thanks(c.ana, thursday, thursday, practice.ShareInChannel, c.ben)
	ok(t, c.Withdraw(t.Context(), c.ana, noonOf(monday+30), gone.ID))
	f := c.facts(t)
	same(t, "given in the week", []measure.Given{{Author: c.ben, On: thursday, N: 1}, {Author: c.cora, On: thursday, N: 1}, {Author: c.cora, On: friday, N: 1}}, f.Given)
	same(t, "thanked", []measure.Touch{{Person: c.cora, By: c.ben, On: thursday}, {Person: c.dan, By: c.ben, On: thursday}, {Person: c.ben, By: c.cora, On: thursday},
		{Person: c.ben, By: c.cora, On: friday}, {Person: c.dan, By: c.bea, On: monday - 14}}, f.Thanked)
}
