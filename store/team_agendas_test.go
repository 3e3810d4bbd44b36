package store

import (
	"errors"
	"testing"

	"coach/practice"
)

func TestAnAgendaIsPostedOnce(t *testing.T) {
	c := newCompany(t)
	e := c.visit(t, "V1", c.ben, c.cora, thursday)
	post := func(request, words string) practice.TeamAgenda {
		t.Helper()
		a, err := c.PostAgenda(t.Context(), practice.TeamAgenda{Request: request, Manager: c.ben, On: friday, Channel: "C7", Words: words, News: []practice.EntryID{e.ID}, PostedAt: noon})
		ok(t, err)
		return a
	}
	first := post("V2", "Pricing")
	if again := post("V2", "Pricing"); again.ID != first.ID {
		t.Errorf("a redelivered form posts another: %+v", again)
	}
	d := c.next(t, noon)
	if d.Notice != (practice.AgendaPost{Agenda: first.ID}) {
		t.Fatalf("posted: %v", d.Notice)
	}
	ok(t, c.Sent(t.Context(), d, "C7", "1.1"))
	c.idle(t, noon)
	if changed := post("V3", "Pricing and hiring"); changed.ID != first.ID || changed.Words != "Pricing and hiring" {
		t.Errorf("changed: %+v", changed)
	}
	if d = c.next(t, noon); d.Task != Redraw {
		t.Errorf("the message is to be %v", d.Task)
	}
	used, err := c.NewsUsed(t.Context(), c.ben)
	if err != nil || !used[e.ID] {
		t.Errorf("news used: %v, %v", used, err)
	}
	if err := c.TakeBackAgenda(t.Context(), first.ID, c.ana, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("somebody else takes it back: %v", err)
	}
	for range 2 {
		ok(t, c.TakeBackAgenda(t.Context(), first.ID, c.ben, noon))
	}
	if found := c.tablesWith(t, "Pricing"); found != nil {
		t.Errorf("taken back, its words are in %v", found)
	}
	if used, err = c.NewsUsed(t.Context(), c.ben); err != nil || used[e.ID] {
		t.Errorf("taken back, its news is used: %v, %v", used, err)
	}
	if standing, err := c.TeamAgendas(t.Context(), c.ben, thursday); err != nil || len(standing) > 0 {
		t.Errorf("standing: %v, %v", standing, err)
	}
}

// What Slack does not accept was not shared beforehand; its words are kept for
// its manager.
func TestAnAgendaThatSlackRefuses(t *testing.T) {
	c := newCompany(t)
	a, err := c.PostAgenda(t.Context(), practice.TeamAgenda{Request: "V1", Manager: c.ben, On: friday, Channel: "C7", Words: "Pricing", PostedAt: noon})
	ok(t, err)
	ok(t, c.Fail(t.Context(), c.next(t, noon), "is_archived", practice.AgendaUnposted{Agenda: a.ID, Archived: true}))
	if standing, err := c.TeamAgendas(t.Context(), c.ben, thursday); err != nil || len(standing) > 0 {
		t.Errorf("standing: %v, %v", standing, err)
	}
	if d := c.next(t, noon); d.Notice != (practice.AgendaUnposted{Agenda: a.ID, Archived: true}) {
		t.Errorf("its manager gets %v", d.Notice)
	}
}
