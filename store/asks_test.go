package store

import (
	"errors"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// confirmed logs that Ben visited Cora, of which she is asked whether it
// matches.
func (c company) confirmed(t *testing.T, request, key string, on cadence.Date) practice.Entry {
	t.Helper()
	p := *c.practice(t, key)
	p.Confirm, p.Rated = practice.ConfirmSubject, true
	done, err := c.Log(t.Context(), practice.Entry{Request: request, Practice: key, Author: c.ben, Subject: c.cora, HappenedOn: on, LoggedOn: on, LoggedAt: noon}, &p, 0, 1)
	ok(t, err)
	return done.Entry
}

// put sends Cora's message of a day, with the ask about an entry.
func (c company) put(t *testing.T, e practice.Entry, on cadence.Date) practice.Ask {
	t.Helper()
	a := c.asksAbout(t, e)[0]
	ok(t, c.Wake(t.Context(), on, Waking{Bundles: []practice.Notice{practice.Bundle{Person: c.cora, On: on, Ask: a.ID}}}))
	ok(t, c.Sent(t.Context(), c.next(t, noon), "D1", "1772700000.1"))
	return c.asksAbout(t, e)[0]
}

func (c company) asksAbout(t *testing.T, e practice.Entry) []practice.Ask {
	t.Helper()
	all, err := c.AsksAbout(t.Context(), e.ID)
	ok(t, err)
	if len(all) == 0 {
		t.Fatal("nobody is asked")
	}
	return all
}

func (c company) confirming(t *testing.T, today cadence.Date) practice.Confirming {
	t.Helper()
	waiting, err := c.Confirming(t.Context(), c.cora, today)
	ok(t, err)
	return waiting
}

// drain concludes all that is to be delivered, which is as wanted.
func (c company) drain(t *testing.T, want map[string]Task) {
	t.Helper()
	for len(want) > 0 {
		d := c.next(t, noon)
		if want[d.Notice.Key()] != d.Task {
			t.Fatalf("%s is to be %v, want %v", d.Notice.Key(), d.Task, want)
		}
		delete(want, d.Notice.Key())
		if d.Task == Send {
			ok(t, c.Sent(t.Context(), d, "D2", "2.1"))
		} else {
			ok(t, c.Unchanged(t.Context(), d))
		}
	}
	c.idle(t, noon)
}

func TestAnEntryIsAskedAboutOnce(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	e := c.confirmed(t, "V1", "visit", thursday)
	c.confirmed(t, "V1", "visit", thursday) // redelivered
	waiting := c.confirming(t, friday)
	if len(waiting.Waiting) != 1 || waiting.Asked != 0 {
		t.Fatalf("there wait %+v", waiting)
	}
	if a := waiting.Waiting[0]; a.Entry != e.ID || a.Author != c.ben || !a.Settled || a.Why != practice.ConfirmSubject || a.LoggedOn != thursday || a.Practice != "visit" {
		t.Errorf("there waits %+v", a)
	}
	if later := c.confirming(t, friday+14); len(later.Waiting) != 0 {
		t.Error("it waits for more than ten working days")
	}
	a := c.put(t, e, friday)
	if a.AskedOn != friday || a.AskedAt.Unix() != 1772700000 || a.LapsesOn != friday+7 {
		t.Errorf("asked, it is %+v", a)
	}
	if after := c.confirming(t, friday+2); len(after.Waiting) != 0 || after.Asked != 1 {
		t.Errorf("on Sunday there wait %+v", after)
	}
	if monday := c.confirming(t, friday+3); monday.Asked != 0 {
		t.Error("on Monday the week begins anew")
	}
}

func TestAMessageThatIsNeverSentAsksNothing(t *testing.T) {
	c := newCompany(t)
	e := c.confirmed(t, "V1", "visit", thursday)
	a := c.asksAbout(t, e)[0]
	for _, conclude := range []func(Delivery) error{
		func(d Delivery) error { return c.Drop(t.Context(), d, "its morning is over") },
		func(d Delivery) error { return c.Fail(t.Context(), d, "no such conversation") },
	} {
		today := friday
		ok(t, c.Wake(t.Context(), today, Waking{Bundles: []practice.Notice{practice.Bundle{Person: c.cora, On: today, Ask: a.ID}}}))
		ok(t, conclude(c.next(t, noon)))
		if again := c.confirming(t, friday); len(again.Waiting) != 1 || again.Asked != 0 {
			t.Errorf("afterwards there wait %+v", again)
		}
		ok(t, c.exec(t.Context(), `DELETE FROM outbox`))
	}
}

func TestAnswersToAsks(t *testing.T) {
	c := newCompany(t)
	e := c.confirmed(t, "V1", "visit", thursday)
	a := c.put(t, e, friday)
	answer := func(match practice.Matched, useful int, at time.Time) practice.Ask {
		t.Helper()
		_, err := c.AnswerAsk(t.Context(), a.ID, c.cora, practice.Confirmation{At: at, Match: match, Useful: useful})
		ok(t, err)
		return c.asksAbout(t, e)[0]
	}
	if got := answer(practice.MatchedYes, 4, noon); got.Answer.Match != practice.MatchedYes || got.Answer.Useful != 4 || !got.Answer.At.Equal(noon) {
		t.Errorf("answered, it is %+v", got)
	}
	if d := c.next(t, noon); d.Task != Redraw || d.Notice.Key() != (practice.Bundle{Person: c.cora, On: friday}).Key() {
		t.Errorf("the message that asked is to be %v", d.Task)
	} else {
		ok(t, c.Unchanged(t.Context(), d))
	}
	c.idle(t, noon)
	if got := answer(practice.MatchedNo, 4, noon.Add(time.Hour)); got.Answer.Match != practice.MatchedNo || got.Answer.Useful != 0 {
		t.Errorf("not remembered, it is %+v", got)
	}
	c.drain(t, map[string]Task{"not_remembered/1": Send, "bundle/4/2026-03-06": Redraw})
	answer(practice.MatchedYes, 0, noon.Add(2*time.Hour))
	c.drain(t, map[string]Task{"not_remembered/1": Redraw, "bundle/4/2026-03-06": Redraw})
	answer(practice.MatchedNo, 0, noon.Add(3*time.Hour))
	c.drain(t, map[string]Task{"not_remembered/1": Redraw, "bundle/4/2026-03-06": Redraw})
	if err := c.KeepAsked(t.Context(), a.ID, c.cora, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("who is asked keeps the entry: %v", err)
	}
	ok(t, c.KeepAsked(t.Context(), a.ID, c.ben, noon))
	if d := c.next(t, noon); d.Notice != (practice.NotRemembered{Ask: a.ID}) || d.Task != Redraw {
		t.Errorf("kept, %v is to be %v", d.Notice, d.Task)
	}
	if _, err := c.AnswerAsk(t.Context(), a.ID, c.dan, practice.Confirmation{At: noon, Match: practice.MatchedYes}); !errors.Is(err, ErrNotFound) {
		t.Errorf("somebody else answers: %v", err)
	}
}

func TestAnEditAsksAgain(t *testing.T) {
	c := newCompany(t)
	e := c.confirmed(t, "V1", "visit", thursday)
	a := c.put(t, e, friday)
	p := *c.practice(t, "visit")
	p.Confirm = practice.ConfirmSubject
	edit := func(request string, edits int, change func(*practice.Entry)) {
		t.Helper()
		e.Request, e.Edits = request, edits
		change(&e)
		_, err := c.Edit(t.Context(), e, &p, noon, friday)
		ok(t, err)
	}
	edit("V2", 0, note("other words"))
	if all := c.asksAbout(t, e); len(all) != 1 || !all[0].CancelledAt.IsZero() {
		t.Errorf("words alone ask again: %+v", all)
	}
	_, err := c.AnswerAsk(t.Context(), a.ID, c.cora, practice.Confirmation{At: noon, Match: practice.MatchedYes})
	ok(t, err)
	edit("V3", 1, func(e *practice.Entry) { e.HappenedOn-- })
	all := c.asksAbout(t, e)
	if len(all) != 2 || !all[0].Answered() || all[1].Round != 2 || all[1].AskedOn != 0 {
		t.Fatalf("the day was changed, and the asks are %+v", all)
	}
	edit("V4", 2, func(e *practice.Entry) { e.Subject = c.dan })
	all = c.asksAbout(t, e)
	if len(all) != 3 || all[1].CancelledAt.IsZero() || all[2].Person != c.dan {
		t.Errorf("the person was changed, and the asks are %+v", all)
	}
	ok(t, c.Withdraw(t.Context(), c.ben, noon, e.ID))
	if all = c.asksAbout(t, e); !all[0].CancelledAt.IsZero() || all[2].CancelledAt.IsZero() {
		t.Errorf("withdrawn, its asks are %+v", all)
	}
}

// Two sessions of a pair on one day are asked about once.
func TestTwoEntriesOfADayAreAskedAboutOnce(t *testing.T) {
	c := newCompany(t)
	first := c.confirmed(t, "V1", "visit", thursday)
	second := c.confirmed(t, "V2", "visit", thursday)
	other := c.confirmed(t, "V3", "visit", thursday-1)
	c.put(t, first, friday)
	if a := c.asksAbout(t, second)[0]; a.CancelledAt.IsZero() {
		t.Error("the second of the day is asked about, too")
	}
	if a := c.asksAbout(t, other)[0]; !a.CancelledAt.IsZero() {
		t.Error("one of another day is not")
	}
}
