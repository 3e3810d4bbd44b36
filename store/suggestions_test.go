package store

import (
	"database/sql"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

func TestADraftIsKeptUntilItIsDropped(t *testing.T) {
	c := newCompany(t)
	read := func() Draft {
		t.Helper()
		d, err := c.Draft(t.Context(), c.ben)
		ok(t, err)
		return d
	}
	if d := read(); d.Version != 0 {
		t.Errorf("there is a draft of version %d already", d.Version)
	}
	off := false
	want := Draft{Version: 1, Edits: practice.Edits{Values: []string{"Care"}, Practices: []practice.Edit{
		{Key: "visit", Enabled: &off, Cadence: cadence.Monthly, Due: []string{"WD-4"}, Levels: []practice.Level{practice.FLM}, From: friday}}}}
	for range 2 {
		ok(t, c.SaveDraft(t.Context(), c.ben, want))
	}
	if diff := cmp.Diff(want, read()); diff != "" {
		t.Errorf("the draft (-kept +read):\n%s", diff)
	}
	ok(t, c.DropDraft(t.Context(), c.ben))
	if d := read(); d.Version != 0 {
		t.Errorf("the draft of version %d is still there", d.Version)
	}
}

func TestASuggestionThatComesTwiceIsOne(t *testing.T) {
	c := newCompany(t)
	want := Suggestion{Request: "V1", Person: c.cora, Version: 1, Words: "Less often"}
	for range 2 {
		ok(t, c.Suggest(t.Context(), want, []practice.PersonID{c.ben}))
	}
	d := c.next(t, noon)
	n, _ := d.Notice.(practice.Suggested)
	got, err := c.Suggestion(t.Context(), n.Suggestion)
	ok(t, err)
	if diff := cmp.Diff(want, got); diff != "" || n.To != c.ben {
		t.Errorf("%d is told of (-want +got):\n%s", n.To, diff)
	}
	c.idle(t, noon)
	if _, err := c.Suggestion(t.Context(), n.Suggestion+1); !errors.Is(err, ErrNotFound) {
		t.Errorf("a suggestion nobody made: %v", err)
	}
}

func TestOwnersAreMadeOnceAndForAll(t *testing.T) {
	c := newCompany(t)
	owns := func(id practice.PersonID) error {
		return c.tx(t.Context(), func(tx *sql.Tx) error { return makeOwner(t.Context(), tx, id) })
	}
	for range 2 {
		ok(t, owns(c.ben))
	}
	owners, err := c.Owners(t.Context())
	ok(t, err)
	if diff := cmp.Diff([]practice.PersonID{c.ben}, owners); diff != "" {
		t.Error(diff)
	}
	if err := owns(999); !errors.Is(err, ErrNotFound) {
		t.Errorf("an owner nobody knows: %v", err)
	}
}

// announcing posts and sends two people's messages about a version.
func (c company) announcing(t *testing.T, version int) {
	t.Helper()
	told := Told{Version: version, People: []practice.PersonID{c.ben, c.cora}}
	ok(t, c.Wake(t.Context(), told.People, thursday, []practice.Notice{
		practice.Bundle{Person: c.ben, On: thursday, Playbook: version}, practice.Bundle{Person: c.cora, On: thursday, Playbook: version}}, told))
	for range 2 {
		ok(t, c.Sent(t.Context(), c.next(t, noon), "D1", "1.1"))
	}
	c.idle(t, noon)
}

func TestSayingImInRedrawsOnesOwnMessage(t *testing.T) {
	c := newCompany(t)
	c.announcing(t, 1)
	ok(t, c.Pledge(t.Context(), c.ben, 1))
	d := c.next(t, noon)
	if n, _ := d.Notice.(practice.Bundle); d.Task != Redraw || n.Person != c.ben {
		t.Errorf("the task is to %s the message of %d", d.Task, n.Person)
	}
	ok(t, c.Sent(t.Context(), d, "D1", "1.1"))
	ok(t, c.Pledge(t.Context(), c.ben, 1))
	c.idle(t, noon)
	for who, want := range map[practice.PersonID]bool{c.ben: true, c.cora: false} {
		if in, err := c.Pledged(t.Context(), who, 1); err != nil || in != want {
			t.Errorf("%d is in: %v, %v", who, in, err)
		}
	}
}

func TestWhoWasToldOfWhatWasTakenBackSeesThat(t *testing.T) {
	c := newCompany(t)
	version, err := c.Publish(t.Context(), playbookYAML, 0, noon, c.ben)
	ok(t, err)
	c.announcing(t, version)
	for _, who := range []practice.PersonID{c.ben, c.cora} {
		if told, err := c.Told(t.Context(), who); err != nil || told != version {
			t.Errorf("%d was told of version %d, %v", who, told, err)
		}
	}
	ok(t, c.Unpublish(t.Context(), version, c.ben, noon))
	for range 2 {
		d := c.next(t, noon)
		if d.Task != Redraw {
			t.Errorf("the task is to %s", d.Task)
		}
		ok(t, c.Sent(t.Context(), d, "D1", "1.1"))
	}
	c.idle(t, noon)
}

func TestWhatIsNewSinceSomebodyWasTold(t *testing.T) {
	c := newCompany(t)
	novel := func(told, version int) (older, newer *practice.Playbook) {
		t.Helper()
		older, newer, err := c.Novel(t.Context(), told, version)
		ok(t, err)
		return older, newer
	}
	if older, newer := novel(0, 1); older != nil || newer != nil {
		t.Error("what coach began with is announced")
	}
	second, err := c.Publish(t.Context(), playbookYAML, 0, noon, c.ben)
	ok(t, err)
	if older, newer := novel(1, second); older != nil || newer == nil {
		t.Error("the first that somebody published is not announced as a whole")
	}
	third, err := c.Publish(t.Context(), playbookYAML, 0, noon, c.ben)
	ok(t, err)
	if older, newer := novel(second, third); older == nil || older.Version != second || newer.Version != third {
		t.Errorf("the third is announced as %v after %v", newer, older)
	}
	ok(t, c.Unpublish(t.Context(), third, c.ben, noon))
	fourth, err := c.Publish(t.Context(), playbookYAML, 0, noon, c.ben)
	ok(t, err)
	if older, _ := novel(third, fourth); older == nil || older.Version != second {
		t.Errorf("what was taken back is still what somebody was told: %v", older)
	}
}

func TestWhatWasNotSentIsToldAnotherDay(t *testing.T) {
	c := newCompany(t)
	told := Told{Version: 3, People: []practice.PersonID{c.ben}}
	ok(t, c.Wake(t.Context(), told.People, thursday, []practice.Notice{practice.Bundle{Person: c.ben, On: thursday, Playbook: 3, Since: 2}}, told))
	ok(t, c.Drop(t.Context(), c.next(t, noon), "its morning is over"))
	if version, err := c.Told(t.Context(), c.ben); err != nil || version != 2 {
		t.Errorf("told of version %d, %v; want 2", version, err)
	}
}
