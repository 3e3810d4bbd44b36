package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store/engine"
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
		return c.tx(t.Context(), func(tx *engine.Tx) error { return makeOwner(t.Context(), tx, id) })
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
	told := Announcement{Version: version, People: []practice.PersonID{c.ben, c.cora}}
	ok(t, c.Wake(t.Context(), thursday, Waking{People: told.People, Told: told, Bundles: []practice.Notice{
		practice.Bundle{Person: c.ben, On: thursday, Playbook: version}, practice.Bundle{Person: c.cora, On: thursday, Playbook: version}}}))
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
		if told, err := c.AnnouncedVersion(t.Context(), who); err != nil || told != version {
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

// The third version asks of somebody what the first did, so that they read
// nothing of the second either; with the third taken back the second is news.
func TestWhoHadNothingToReadOfWhatWasTakenBackIsToldOfWhatStands(t *testing.T) {
	c := newCompany(t)
	nothing := func(version int) {
		t.Helper()
		ok(t, c.Wake(t.Context(), thursday, Waking{People: []practice.PersonID{c.ben}, Told: Announcement{Version: version, People: []practice.PersonID{c.ben}}}))
	}
	nothing(1)
	c.publish(t, more, 0, noon)
	third := c.publish(t, playbookYAML, 0, noon)
	nothing(third)
	nothing(third)
	ok(t, c.Unpublish(t.Context(), third, c.ben, noon))
	for who, want := range map[practice.PersonID]int{c.ben: 1, c.cora: 1} {
		if told, err := c.AnnouncedVersion(t.Context(), who); err != nil || told != want {
			t.Errorf("%d was told of version %d, %v; want %d", who, told, err, want)
		}
	}
}

func TestWhatIsNewSinceSomebodyWasTold(t *testing.T) {
	c := newCompany(t)
	novel := func(told, version int) (older, newer int, first bool) {
		t.Helper()
		before, now, first, err := c.Novel(t.Context(), told, version)
		ok(t, err)
		if before != nil {
			older = before.Version
		}
		if now != nil {
			newer = now.Version
		}
		return older, newer, first
	}
	check := func(name string, told, version, wantOlder, wantNewer int, wantFirst bool) {
		t.Helper()
		if older, newer, first := novel(told, version); older != wantOlder || newer != wantNewer || first != wantFirst {
			t.Errorf("%s: version %d after %d, first %v; want %d after %d, first %v", name, newer, older, first, wantNewer, wantOlder, wantFirst)
		}
	}
	check("what coach began with, to anybody", 0, 1, 0, 0, true)
	check("what coach began with, to who knows it", 1, 1, 1, 0, true)
	second := c.publish(t, playbookYAML, 0, noon)
	check("the first that somebody published", 1, second, 1, second, true)
	check("the first that somebody published, to who came after", 0, second, 0, second, true)
	third := c.publish(t, playbookYAML, 0, noon)
	check("the next", second, third, second, third, false)
	ok(t, c.Unpublish(t.Context(), third, c.ben, noon))
	fourth := c.publish(t, playbookYAML, 0, noon)
	check("what comes after one that was taken back", third, fourth, second, fourth, false)
}

func TestWhoTakesPartAtTheFirstPublicationKnowsWhatCoachBeganWith(t *testing.T) {
	tests := []struct {
		name  string
		by    func(company) practice.PersonID
		there int // the version that those who take part by then were told of
	}{
		{"coach began", func(company) practice.PersonID { return 0 }, 1},
		{"somebody began", func(c company) practice.PersonID { return c.ana }, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			ok(t, c.exec(t.Context(), `UPDATE playbooks SET published_by = $1`, test.by(c)))
			c.publish(t, more, 0, noon)
			_, err := c.ImportPeople(t.Context(), append(companyRows(), files.PeopleRow{Email: "eve@example.com", Name: "Eve"}))
			ok(t, err)
			for who, want := range map[practice.PersonID]int{c.ben: test.there, c.id(t, "eve@example.com"): 0} {
				if told, err := c.AnnouncedVersion(t.Context(), who); err != nil || told != want {
					t.Errorf("%d was told of version %d, %v; want %d", who, told, err, want)
				}
			}
		})
	}
}

func TestWhatWasNotSentIsToldAnotherDay(t *testing.T) {
	c := newCompany(t)
	told := Announcement{Version: 3, People: []practice.PersonID{c.ben}}
	ok(t, c.Wake(t.Context(), thursday, Waking{People: told.People, Told: told, Bundles: []practice.Notice{practice.Bundle{Person: c.ben, On: thursday, Playbook: 3, Since: 2}}}))
	ok(t, c.Drop(t.Context(), c.next(t, noon), "its morning is over"))
	if version, err := c.AnnouncedVersion(t.Context(), c.ben); err != nil || version != 2 {
		t.Errorf("told of version %d, %v; want 2", version, err)
	}
}

// U+0000, which PostgreSQL cannot store, is left out of what people write.
func TestWordsWithANullCharacterAreStoredWithoutIt(t *testing.T) {
	c := newCompany(t)
	ok(t, c.Suggest(t.Context(), Suggestion{Request: "V1", Person: c.ben, Version: 1, Words: "Less\x00 often"}, nil))
	g, err := c.Suggestion(t.Context(), 1)
	ok(t, err)
	if g.Words != "Less often" {
		t.Errorf("the words are %q", g.Words)
	}
}
