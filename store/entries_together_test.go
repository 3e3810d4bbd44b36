package store

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

func (c company) pair(request string) []practice.Entry {
	e := practice.Entry{Request: request, Practice: "visit", Author: c.ben, HappenedOn: thursday, LoggedOn: thursday, LoggedAt: noon}
	cora, dan := e, e
	cora.Subject, cora.Values = c.cora, practice.Values{"note": {Text: "for Cora"}}
	dan.Subject, dan.Values = c.dan, practice.Values{"note": {Text: "for Dan"}}
	return []practice.Entry{cora, dan}
}

func TestOneFormAboutTwoMakesTwoEntries(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	chosen := c.about(t, c.ben, "visit", c.dan)
	first, err := c.LogAll(t.Context(), c.pair("V1"), c.practice(t, "visit"), practice.Choice{Occurrence: chosen.ID}, 1)
	ok(t, err)
	for i, e := range c.pair("V1") {
		done := first[i]
		if done.Again || done.Entry.Subject != e.Subject || done.Entry.Values["note"].Text != e.Values["note"].Text {
			t.Errorf("entry %d is %+v, again: %v", i, done.Entry, done.Again)
		}
		if o := c.about(t, c.ben, "visit", e.Subject); o.Entry != done.Entry.ID || done.Settled.ID != o.ID {
			t.Errorf("entry %d of %d settled occurrence %d; occurrence %d has entry %d", i, done.Entry.ID, done.Settled.ID, o.ID, o.Entry)
		}
	}
	second, err := c.LogAll(t.Context(), c.pair("V1"), c.practice(t, "visit"), practice.Choice{}, 1)
	ok(t, err)
	for i := range second {
		if !second[i].Again || second[i].Entry.ID != first[i].Entry.ID {
			t.Errorf("a redelivery made entry %d, again: %v; want %d", second[i].Entry.ID, second[i].Again, first[i].Entry.ID)
		}
	}
	again, err := c.LoggedBy(t.Context(), c.ben, "V1")
	ok(t, err)
	if diff := cmp.Diff(second, again, dues); diff != "" {
		t.Errorf("what the request has logged (-want +got):\n%s", diff)
	}
	for who, request := range map[practice.PersonID]string{c.ben: "V2", c.cora: "V1"} {
		if none, err := c.LoggedBy(t.Context(), who, request); len(none) > 0 || err != nil {
			t.Errorf("%s of person %d has logged %v, %v", request, who, none, err)
		}
	}
	if n := c.count(t, "entries"); n != 2 {
		t.Errorf("there are %d entries, want 2", n)
	}
}

// What a form asked is taken at its word: an occurrence that cannot be had any
// more, or never could, is a problem at the question, and nothing is stored.
func TestWhatAFormAskedIsSettledOrNothing(t *testing.T) {
	for name, test := range map[string]struct {
		day    cadence.Date
		choose func(company) practice.OccurrenceID
		stored bool
	}{
		"last week's, which still counts": {monday + 7, func(c company) practice.OccurrenceID { return c.weeksWith(t, c.cora)[0].ID }, true},
		"this week's":                     {monday + 7, func(c company) practice.OccurrenceID { return c.weeksWith(t, c.cora)[1].ID }, true},
		"this week's for a day of last week's": {friday, func(c company) practice.OccurrenceID {
			return c.weeksWith(t, c.cora)[1].ID
		}, false},
		"one that is settled meanwhile": {monday + 7, func(c company) practice.OccurrenceID { return c.skip(t, c.weeksWith(t, c.cora)[0].ID).ID }, false},
		"one about somebody else":       {monday + 7, func(c company) practice.OccurrenceID { return c.weeksWith(t, c.dan)[0].ID }, false},
		"somebody else's":               {monday + 7, func(c company) practice.OccurrenceID { return c.stored(t, c.ana, "visit")[0].ID }, false},
		"none at all":                   {monday + 7, func(company) practice.OccurrenceID { return 0 }, false},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCompany(t)
			c.plan(t, thursday, c.ana, c.ben)
			c.plan(t, thursday+7, c.ana, c.ben)
			choice := practice.Choice{Occurrence: test.choose(c), Asked: true}
			e := practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora, HappenedOn: test.day, LoggedOn: monday + 7, LoggedAt: noon}
			done, err := c.LogAll(t.Context(), []practice.Entry{e}, c.practice(t, "visit"), choice, 1)
			if test.stored {
				ok(t, err)
				if done[0].Settled.ID != choice.Occurrence {
					t.Errorf("it settles occurrence %d, want %d", done[0].Settled.ID, choice.Occurrence)
				}
				return
			}
			if ps, theirs := errors.AsType[practice.Problems](err); !theirs || ps[0].Field != practice.FieldWhich {
				t.Errorf("logged %v, %v; want a problem at the question", done, err)
			}
			if n := c.count(t, "entries"); n != 0 {
				t.Errorf("%d entries are stored", n)
			}
		})
	}
}

// weeksWith are Ben's visits to somebody, a week each.
func (c company) weeksWith(t *testing.T, subject practice.PersonID) []practice.Occurrence {
	t.Helper()
	return slices.DeleteFunc(c.stored(t, c.ben, "visit"), func(o practice.Occurrence) bool { return o.Subject != subject })
}

func TestOfOneFormAllIsLoggedOrNothing(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	es := c.pair("V1")
	es[1].Author = 99 // nobody
	if done, err := c.LogAll(t.Context(), es, c.practice(t, "visit"), practice.Choice{}, 1); err == nil || done != nil {
		t.Fatalf("logged %v, %v", done, err)
	}
	if o := c.about(t, c.ben, "visit", c.cora); o.Entry != 0 || c.count(t, "entries") != 0 {
		t.Errorf("Cora's visit has entry %d, and there are %d entries", o.Entry, c.count(t, "entries"))
	}
}

func TestOfOneFormAllIsTakenBackOrNothing(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	done, err := c.LogAll(t.Context(), c.pair("V1"), c.practice(t, "visit"), practice.Choice{}, 1)
	ok(t, err)
	withdrawn := func() (n int) {
		for _, d := range done {
			e, err := c.Entry(t.Context(), d.Entry.ID)
			ok(t, err)
			if o := c.about(t, c.ben, "visit", e.Subject); e.Withdrawn != (o.Entry == 0) {
				t.Errorf("entry %d is taken back: %v; its occurrence has entry %d", e.ID, e.Withdrawn, o.Entry)
			}
			if e.Withdrawn {
				n++
			}
		}
		return n
	}
	cora, dan := done[0].Entry.ID, done[1].Entry.ID
	if err := c.Withdraw(t.Context(), c.ben, noon, cora, dan+1); !errors.Is(err, ErrNotFound) || withdrawn() != 0 {
		t.Errorf("with one that is not there: %v, and %d are taken back", err, withdrawn())
	}
	if err := c.Withdraw(t.Context(), c.bea, noon, cora, dan); !errors.Is(err, ErrNotFound) || withdrawn() != 0 {
		t.Errorf("by somebody else: %v, and %d are taken back", err, withdrawn())
	}
	for range 2 { // pressed twice
		ok(t, c.Withdraw(t.Context(), c.ben, noon, cora, dan))
		if n := withdrawn(); n != 2 {
			t.Errorf("%d are taken back, want both", n)
		}
	}
}
