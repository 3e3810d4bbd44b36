package store

import (
	"testing"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// ofBen asks for Ben's own report.
func (c company) ofBen(q *measure.Question) { q.Viewer, q.Root, q.Scope = c.ben, c.ben, measure.Me }

// How soon somebody writes, and how much they leave to their people, is read
// about themselves alone.
func TestWhatOnlyItsAuthorReads(t *testing.T) {
	c := newCompany(t)
	c.publish(t, []byte(secondYAML), 0, noonOf(monday-60))
	led := func(subject practice.PersonID, answer string, due cadence.Date) practice.Entry {
		vs := practice.Values{practice.FieldRepLed: {Text: answer}, "plan": {Rows: []practice.Row{{What: "Call", Due: due}}}}
		return practice.Entry{Practice: "visit", Author: c.ben, Subject: subject, Values: vs}
	}
	c.logs(t, led(c.cora, "yes", monday+20), monday, friday)
	c.logs(t, led(c.dan, "no", monday+20), monday, friday)
	c.logs(t, led(c.dan, "yes", monday+20), monday-21, monday) // of the four weeks, and not of the week
	c.logs(t, led(c.dan, "yes", monday+20), thursday, monday+20)
	gone := c.logs(t, led(c.cora, "yes", monday+20), thursday, thursday)
	ok(t, c.Withdraw(t.Context(), c.ben, noonOf(monday+30), gone.ID))
	f := c.facts(t, c.ofBen)
	same(t, "written", []measure.Written{{HappenedOn: monday, LoggedOn: friday, N: 2}}, f.Written)
	same(t, "led", measure.Rate{Part: 2, Whole: 3}, f.Led)
	same(t, "open steps", measure.Rate{Part: 3, Whole: 3}, f.Open)
	q := c.asked()
	c.ofBen(&q)
	apart, err := c.Integrity(t.Context(), q)
	ok(t, err)
	same(t, "the same, read apart", measure.Facts{Written: f.Written, Led: f.Led, Open: f.Open}, apart)
	f = c.facts(t)
	same(t, "of a team", measure.Facts{}.Written, f.Written)
	same(t, "led in a team", measure.Rate{}, f.Led)
	same(t, "open in a team", measure.Rate{}, f.Open)
}

func TestCauses(t *testing.T) {
	c := newCompany(t)
	c.publish(t, []byte(secondYAML), 0, noonOf(monday-120))
	noted := func(author, subject practice.PersonID, cause string, factors ...string) practice.Entry {
		vs := practice.Values{}
		if cause != "" {
			vs[practice.FieldCause] = practice.Value{Text: cause}
		}
		if len(factors) > 0 {
			vs["factors"] = practice.Value{Many: factors}
		}
		return practice.Entry{Practice: "visit", Author: author, Subject: subject, Values: vs}
	}
	first := c.logs(t, noted(c.ben, c.cora, "skill", "Tools or data", "Job design"), monday, monday)
	second := c.logs(t, noted(c.ana, c.bea, "obstacle"), monday, monday)
	c.logs(t, noted(c.ben, c.cora, "skill"), monday+15-90, monday) // before the 90 days
	c.logs(t, noted(c.ben, c.dan, "skill"), monday, monday+20)     // logged later
	gone := c.logs(t, noted(c.ben, c.dan, "skill"), monday, monday)
	ok(t, c.Withdraw(t.Context(), c.ben, noonOf(monday+30), gone.ID))
	of := func(e practice.Entry, field, value string) measure.Cause {
		return measure.Cause{Entry: e.ID, Author: e.Author, Subject: e.Subject, On: monday, Field: field, Value: value}
	}
	bens := []measure.Cause{of(first, "cause", "skill"), of(first, "factors", "Tools or data"), of(first, "factors", "Job design")}
	q := c.asked()
	all, err := c.Causes(t.Context(), q)
	ok(t, err)
	same(t, "everybody's", append(bens, of(second, "cause", "obstacle")), all)
	c.ofBen(&q)
	all, err = c.Causes(t.Context(), q)
	ok(t, err)
	same(t, "one's own", bens, all)
}

// A slower cadence drops what is open, which is counted in the week in which it
// would have been decided.
func TestDroppedMomentsAreCounted(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	drop := func(key string, reason practice.Reason) {
		o := c.about(t, c.ben, "visit", c.cora)
		if key == "dan" {
			o = c.about(t, c.ben, "visit", c.dan)
		}
		ok(t, c.exec(t.Context(), `UPDATE occurrences SET expectation = 'cancelled', reason = $2 WHERE id = $1`, o.ID, reason))
	}
	drop("cora", "practice")
	drop("dan", "line") // a transfer is nobody's doing
	got, err := c.Dropped(t.Context(), cadence.Period{Start: monday, End: monday + 6})
	ok(t, err)
	same(t, "dropped", map[practice.PersonID]int{c.ben: 1}, got)
	got, err = c.Dropped(t.Context(), cadence.Period{Start: monday - 7, End: monday - 1})
	ok(t, err)
	same(t, "dropped in the week before", map[practice.PersonID]int{}, got)
}

// Whom a leader chose to help is asked about as of the week of the digest: a
// choice made since is the next one's.
func TestWhomALeaderChose(t *testing.T) {
	c := newCompany(t)
	chose := func(on cadence.Date, who practice.PersonID) practice.Entry {
		return c.logs(t, practice.Entry{Practice: practice.InspectReview, Author: c.ana, Values: practice.Values{practice.FieldSupport: {People: []practice.PersonID{who}}}}, on, on)
	}
	chose(monday-6, c.bea)
	second := chose(monday+1, c.ben)
	chose(monday+8, c.bea)
	got, err := c.LastChosen(t.Context(), c.ana, cadence.Period{Start: monday, End: monday + 6}, noonOf(monday+30))
	ok(t, err)
	if got.ID != second.ID {
		t.Errorf("it is %+v, want %+v", got, second)
	}
	ok(t, c.AnswerHelped(t.Context(), c.ana, got.ID, practice.HelpedYes))
	if err := c.AnswerHelped(t.Context(), c.ben, got.ID, practice.HelpedYes); err == nil {
		t.Error("somebody else answers")
	}
	got, err = c.LastChosen(t.Context(), c.ana, cadence.Period{Start: monday, End: monday + 6}, noonOf(monday+30))
	ok(t, err)
	if got.Values[practice.FieldHelped].Text != practice.HelpedYes {
		t.Errorf("the answer is %+v", got.Values)
	}
	none, err := c.LastChosen(t.Context(), c.ana, cadence.Period{Start: monday + 14, End: monday + 20}, noonOf(monday+30))
	ok(t, err)
	if none.ID != 0 {
		t.Errorf("nobody was chosen, and it is %+v", none)
	}
}
