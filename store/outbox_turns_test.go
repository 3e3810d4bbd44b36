package store

import (
	"database/sql"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// One author thanks fifty people while ten mornings and two others' answers
// wait: each gets a turn before the author gets another.
func TestAnswersOfOneAuthorTakeTurns(t *testing.T) {
	c := newCompany(t)
	var bundles []practice.Notice
	for i := range 10 {
		bundles = append(bundles, practice.Bundle{Person: c.ben, On: monday + cadence.Date(i)})
	}
	ok(t, c.Post(t.Context(), bundles...))
	for author, n := range map[practice.PersonID]int{c.ben: 50, c.bea: 1, c.ana: 1} {
		ok(t, c.tx(t.Context(), func(tx *engine.Tx) error {
			for i := range n {
				if err := post(t.Context(), tx, author, practice.Thanks{Entry: practice.EntryID(author), To: practice.PersonID(i)}); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	var order []string
	for range 62 {
		d := c.next(t, noon)
		switch n := d.Notice.(type) {
		case practice.Bundle:
			order = append(order, "morning")
		case practice.Thanks:
			order = append(order, c.Store.name(t, practice.PersonID(n.Entry)))
		}
		ok(t, c.Sent(t.Context(), d, "D1", "1.1"))
	}
	c.idle(t, noon)
	slices.Sort(order[:3])
	want := []string{"Ana", "Bea", "Ben"}
	for range 10 {
		want = append(want, "morning", "Ben")
	}
	for range 39 {
		want = append(want, "Ben")
	}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
}

func (s *Store) name(t *testing.T, id practice.PersonID) (name string) {
	t.Helper()
	ok(t, s.read.QueryRowContext(t.Context(), `SELECT name FROM people WHERE id = $1`, id).Scan(&name))
	return name
}

// Whoever causes a notice is its author, and of what is said instead.
func TestWhoeverCausesANoticeIsItsAuthor(t *testing.T) {
	c := newCrew(t)
	o := c.bundle(t)
	c.excuse(t, o.ID)
	l := c.takes(t, c.cora, c.ben, monday+30, monday+31)
	_, err := c.EndLeave(t.Context(), l.ID, c.ben, monday+30, noon)
	ok(t, err)
	ok(t, c.Suggest(t.Context(), Suggestion{Request: "V1", Person: c.cora, Version: 1, Words: "less", At: noon}, []practice.PersonID{c.ana}))
	_, err = c.AnswerClaim(t.Context(), c.claim(t, c.bea, c.gus), c.gus, false, thursday, noon)
	ok(t, err)
	c.log(t, practice.Entry{Request: "V3", Practice: practice.RecognitionKey, Author: c.dan,
		Values: practice.Values{practice.ShareWhere: {Text: practice.ShareInChannel}}}, thursday, thursday)
	for d, found := c.next(t, noon), true; found; d, found, err = c.Next(t.Context(), noon) {
		ok(t, err)
		if _, shared := d.Notice.(practice.Shoutout); shared {
			ok(t, c.Fail(t.Context(), d, "archived", practice.Unshared{Entry: 1, Archived: true}))
			continue
		}
		ok(t, c.Sent(t.Context(), d, "D1", "1.1"))
	}
	rows, err := c.read.QueryContext(t.Context(), `SELECT type || ' by ' || coalesce(name, 'coach') FROM outbox LEFT JOIN people ON people.id = author_id ORDER BY type`)
	ok(t, err)
	got, err := collect(rows, func(rows *sql.Rows, one *string) error { return rows.Scan(one) })
	ok(t, err)
	want := []string{"bundle by coach", "claim_answer by gus", "claim_ask by Bea", "excusal by Ana", "leave_noted by Ben", "shoutout by Dan", "suggested by Cora", "unshared by Dan"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}
