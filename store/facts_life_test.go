package store

import (
	"fmt"
	"testing"
	"time"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// An ask is there from the moment it was sent, and its answer from when it was
// given. That its entry was taken back is always said: it counts in no step
// from then on.
func TestAsksAsOfAnInstant(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	e := c.confirmed(t, "V1", "visit", thursday)
	c.confirmed(t, "V2", "visit", monday) // never asked about
	a := c.put(t, e, friday)
	sent := measure.Asked{Entry: e.ID, Author: c.ben, Person: c.cora, Practice: "visit", Version: 1, Why: practice.ConfirmSubject, Settled: true,
		AskedAt: a.AskedAt, AskedOn: friday, LapsesOn: a.LapsesOn}
	answer := practice.Confirmation{At: instant(millis(a.AskedAt.Add(time.Hour))), Match: practice.MatchedYes, Useful: 4, Next: practice.NextClear}
	_, err := c.AnswerAsk(t.Context(), a.ID, c.cora, answer)
	ok(t, err)
	as := func(at time.Time) []measure.Asked {
		return c.facts(t, func(q *measure.Question) { q.AsOf = at }).Asks
	}
	same(t, "before it was sent", []measure.Asked(nil), as(a.AskedAt.Add(-time.Millisecond)))
	same(t, "when it was sent", []measure.Asked{sent}, as(a.AskedAt))
	sent.Answer = answer
	same(t, "when it was answered", []measure.Asked{sent}, as(answer.At))
	ok(t, c.Withdraw(t.Context(), c.ben, noonOf(monday+30), e.ID))
	sent.WithdrawnAt = instant(millis(noonOf(monday + 30)))
	same(t, "once its entry was taken back", []measure.Asked{sent}, as(answer.At))
}

// An edit cancels an ask that waits for an answer, and asks anew.
func TestCancelledAsksAsOfAnInstant(t *testing.T) {
	c := newCompany(t)
	e := c.confirmed(t, "V1", "visit", thursday)
	a := c.put(t, e, friday)
	p := *c.practice(t, "visit")
	p.Confirm = practice.ConfirmSubject
	e.Request, e.HappenedOn = "V2", monday
	edited := noonOf(friday + 3)
	_, err := c.Edit(t.Context(), e, &p, edited, friday+3)
	ok(t, err)
	for at, want := range map[time.Time]time.Time{edited.Add(-time.Millisecond): {}, edited: instant(millis(edited))} {
		f := c.facts(t, func(q *measure.Question) { q.AsOf = at })
		if len(f.Asks) != 1 || !f.Asks[0].CancelledAt.Equal(want) || f.Asks[0].AskedOn != a.AskedOn {
			t.Errorf("as of %s: %+v", at, f.Asks)
		}
	}
}

// Actions are there whose day was in the four weeks of the question at first, or
// after any move, as they were.
func TestActionsAsOfAnInstant(t *testing.T) {
	c := newCompany(t)
	steps := func(on cadence.Date, due ...cadence.Date) {
		t.Helper()
		var rows []practice.Row
		for i, d := range due {
			rows = append(rows, practice.Row{What: fmt.Sprint("Step ", i), Due: d})
		}
		c.logs(t, practice.Entry{Practice: "one_on_one", Author: c.ben, Subject: c.cora, Values: practice.Values{"plan": {Rows: rows}}}, on, on)
	}
	steps(monday-30, monday-22, monday-21, monday+6)
	steps(monday-29, monday+7, monday+8, monday-23)
	move := func(what int, on, to cadence.Date) practice.ActionID {
		t.Helper()
		id := c.stepDue(t, monday+cadence.Date(what))
		_, err := c.Move(t.Context(), id, c.ben, to, noonOf(on))
		ok(t, err)
		return id
	}
	in := move(7, monday-1, monday+5) // into the four weeks, and out again
	_, err := c.Move(t.Context(), in, c.ben, monday+9, noonOf(monday+1))
	ok(t, err)
	out := move(6, monday, monday+20)
	_, err = c.Tick(t.Context(), out, c.cora, noonOf(friday), friday)
	ok(t, err)
	_, err = c.Cancel(t.Context(), in, c.cora, noonOf(friday), true)
	ok(t, err)
	told := func(on cadence.Date) (all []string) {
		for _, a := range c.facts(t, func(q *measure.Question) { q.AsOf = noonOf(on) }).Actions {
			all = append(all, fmt.Sprintf("%s: %s, %d moves, %d would cancel, done on %s by %d, cancelled %t", a.FirstDue, a.Due, len(a.Moves), len(a.Cancels), a.DoneOn, a.DoneBy, !a.CancelledAt.IsZero()))
		}
		return all
	}
	line := func(first, due cadence.Date, moves int, rest string) string {
		return fmt.Sprintf("%s: %s, %d moves, %s", first, due, moves, rest)
	}
	const untouched = "0 would cancel, done on  by 0, cancelled false"
	still := line(monday-21, monday-21, 0, untouched)
	same(t, "before the second was made", []string{still, line(monday+6, monday+6, 0, untouched)}, told(monday-30))
	same(t, "before the moves", []string{still, line(monday+6, monday+6, 0, untouched), line(monday+7, monday+7, 0, untouched)}, told(monday-29))
	same(t, "after the first moves", []string{still, line(monday+6, monday+20, 1, untouched), line(monday+7, monday+5, 1, untouched)}, told(monday))
	same(t, "after all of it", []string{still, line(monday+6, monday+20, 1, fmt.Sprintf("0 would cancel, done on %s by %d, cancelled false", friday, c.cora)),
		line(monday+7, monday+9, 2, "1 would cancel, done on  by 0, cancelled true")}, told(friday))
}

// stepDue returns the one action that is due on a day.
func (c company) stepDue(t *testing.T, on cadence.Date) practice.ActionID {
	t.Helper()
	found, err := actions(t.Context(), c.read, `due_on = $1`, day(on))
	ok(t, err)
	if len(found) != 1 {
		t.Fatalf("%d actions are due on %s", len(found), on)
	}
	return found[0].ID
}

// What was taken back with its session was never agreed, and a plan counts as
// agreed from when its reader agreed.
func TestActionsOfPlansAndOfWithdrawnEntries(t *testing.T) {
	c := newCompany(t)
	rows := []practice.Row{{What: "Call", Due: friday}}
	gone := c.logs(t, practice.Entry{Practice: "one_on_one", Author: c.ben, Subject: c.dan, Values: practice.Values{"plan": {Rows: rows}}}, monday, monday)
	ok(t, c.Withdraw(t.Context(), c.ben, noonOf(monday+30), gone.ID))
	e := c.logs(t, practice.Entry{Practice: "one_on_one", Author: c.ben, Subject: c.cora, Values: practice.Values{practice.PlanAuthor: {Text: practice.TheyWrite}}}, monday, monday)
	_, err := c.WritePlan(t.Context(), e.ID, c.cora, rows, noonOf(tuesday))
	ok(t, err)
	_, err = c.AgreePlan(t.Context(), e.ID, c.ben, noonOf(thursday))
	ok(t, err)
	for on, want := range map[cadence.Date][]bool{monday: nil, tuesday: {false}, thursday: {true}} {
		var agreed []bool
		for _, a := range c.facts(t, func(q *measure.Question) { q.AsOf = noonOf(on) }).Actions {
			agreed = append(agreed, !a.AgreedAt.IsZero())
		}
		same(t, fmt.Sprintf("as of %s, whether it is agreed", on), want, agreed)
	}
}

func TestObstaclesAsOfAnInstant(t *testing.T) {
	c := newCompany(t)
	c.everybodyIsFound(t)
	id := c.raises(t, c.pricing("V1"))
	c.happens(t, id, owned(c.ben, c.ben))
	resolved := happened(practice.ObstacleResolved, c.ben, friday)
	resolved.Outcome, resolved.Words = "removed", "Done"
	c.happens(t, id, resolved)
	ok(t, c.exec(t.Context(), `UPDATE obstacle_events SET told_at = $1 WHERE event = 'resolved'`, millis(noonOf(friday+1))))
	gone := c.raises(t, c.pricing("V2"))
	c.happens(t, gone, happened(practice.ObstacleWithdrawn, c.cora, monday+30))
	for on, want := range map[cadence.Date]string{thursday - 1: "", thursday: "owned", friday: "owned resolved", friday + 1: "owned resolved told"} {
		var told string
		for _, o := range c.facts(t, func(q *measure.Question) { q.AsOf = noonOf(on) }).Obstacles {
			if o.ID != id {
				t.Errorf("there is obstacle %d", o.ID)
			}
			for _, ev := range o.History {
				told += " " + string(ev.Kind)
				if !ev.ToldAt.IsZero() {
					told += " told"
				}
			}
		}
		if want != "" {
			want = " " + want
		}
		if told != want {
			t.Errorf("as of %s:%s, want%s", on, told, want)
		}
	}
}

// What is restated is what the last digest about the same people said of the
// week before.
func TestWhatTheLastDigestSaid(t *testing.T) {
	c := newCompany(t)
	subscribed := func(root practice.PersonID, channel string) practice.SubscriptionID {
		t.Helper()
		sub, err := c.Subscribe(t.Context(), practice.Subscription{Root: root, Channel: channel, Weekday: time.Monday, At: 9 * 60}, root, noon)
		ok(t, err)
		return sub.ID
	}
	first, second, bens := subscribed(c.ana, "C1"), subscribed(c.ana, "D1"), subscribed(c.ben, "D2")
	before := cadence.Period{Start: monday - 7, End: monday - 1}
	say := func(id practice.SubscriptionID, week cadence.Period, part int, on cadence.Date) {
		t.Helper()
		ok(t, c.Say(t.Context(), id, week, measure.Rate{Part: part, Whole: 9}, measure.Rate{Part: part - 1, Whole: 9}, noonOf(on)))
	}
	say(second, before, 5, monday)
	say(first, before, 6, monday+1)
	say(second, cadence.Period{Start: monday, End: monday + 6}, 8, monday+8)
	say(bens, before, 3, monday+2)
	said := func(part int) measure.Said {
		return measure.Said{From: before.Start, To: before.End, Done: measure.Rate{Part: part, Whole: 9}, InTime: measure.Rate{Part: part - 1, Whole: 9}}
	}
	same(t, "it said", said(6), c.facts(t).Said)
	same(t, "it had said on Monday", said(5), c.facts(t, func(q *measure.Question) { q.AsOf = noonOf(monday) }).Said)
	same(t, "it had said on Sunday", measure.Said{}, c.facts(t, func(q *measure.Question) { q.AsOf = noonOf(monday - 1) }).Said)
	same(t, "Ben's said", said(3), c.facts(t, func(q *measure.Question) { q.Root = c.ben }).Said)
	for what, change := range map[string]func(*measure.Question){
		"a week that is not over": func(q *measure.Question) { q.Window.Running = true },
		"a month":                 func(q *measure.Question) { q.Window.Kind = measure.ByMonth },
		"a company":               func(q *measure.Question) { q.Scope = measure.Company },
	} {
		same(t, "of "+what+" it said", measure.Said{}, c.facts(t, change).Said)
	}
}
