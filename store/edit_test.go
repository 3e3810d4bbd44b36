package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"coach/cadence"
	"coach/practice"
)

// edit stores a change of an entry, as its author's form would send it.
func (c company) edit(t *testing.T, e practice.Entry, request string, on cadence.Date, change func(*practice.Entry)) (Logged, error) {
	t.Helper()
	e.Request = request
	change(&e)
	return c.Edit(t.Context(), e, c.practice(t, e.Practice), noon, on)
}

func note(text string) func(*practice.Entry) {
	return func(e *practice.Entry) { e.Values = practice.Values{"note": {Text: text}} }
}

// tables returns every text of every table of the database that holds a word.
func (s *Store) tablesWith(t *testing.T, word string) (found []string) {
	t.Helper()
	for _, column := range s.textColumns(t) {
		table, name, _ := strings.Cut(column, ".")
		var n int
		ok(t, s.read.QueryRowContext(t.Context(), `SELECT count(*) FROM `+table+` WHERE `+name+` LIKE $1`, "%"+word+"%").Scan(&n))
		if n > 0 {
			found = append(found, column)
		}
	}
	return found
}

func (s *Store) textColumns(t *testing.T) (columns []string) {
	t.Helper()
	query := `SELECT m.name || '.' || p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table' AND p.type = 'TEXT'`
	if onPostgreSQL() {
		query = `SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'text'`
	}
	rows, err := s.read.QueryContext(t.Context(), query)
	ok(t, err)
	defer rows.Close()
	for rows.Next() {
		var one string
		ok(t, rows.Scan(&one))
		columns = append(columns, one)
	}
	ok(t, rows.Err())
	return columns
}

func TestAnEditKeepsWhatStoodBefore(t *testing.T) {
	onlyInClear(t)
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	was := c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora, Values: practice.Values{"note": {Text: "first words"}}}, thursday, thursday)
	for range 2 { // the second is a redelivery
		done, err := c.edit(t, was.Entry, "V2", friday+7, note("second words"))
		ok(t, err)
		if done.Entry.Values["note"].Text != "second words" || done.Entry.Edits != 1 || done.Entry.LoggedAt != was.Entry.LoggedAt || done.Entry.LoggedOn != thursday {
			t.Errorf("edited, the entry is %+v", done.Entry)
		}
		if done.Settled.ID != was.Settled.ID || done.Settled.LoggedOn != thursday {
			t.Errorf("words alone moved what it counts for: %+v", done.Settled)
		}
	}
	if got := c.tablesWith(t, "first words"); !slices.Equal(got, []string{"entry_edits.words"}) {
		t.Errorf("what stood before is kept in %v", got)
	}
	if c.count(t, "entry_edits") != 1 {
		t.Error("a redelivered form edits twice")
	}
	if got := c.tablesWith(t, "words"); slices.Contains(got, "audit.detail") {
		t.Error("the audit has words")
	}
	ok(t, c.Withdraw(t.Context(), c.ben, noon, was.Entry.ID))
	for _, words := range []string{"first words", "second words"} {
		if got := c.tablesWith(t, words); got != nil {
			t.Errorf("withdrawn, %q is still in %v", words, got)
		}
	}
}

func TestEditsThatComeTooLate(t *testing.T) {
	c := newCompany(t)
	e := c.visit(t, "V1", c.ben, c.cora, thursday)
	both := c.visit(t, "V1", c.ben, c.dan, thursday)
	problem := func(err error) string {
		ps, _ := errors.AsType[practice.Problems](err)
		if len(ps) == 0 {
			t.Fatalf("the error is %v", err)
		}
		return ps[0].Text
	}
	_, err := c.edit(t, e, "V2", thursday, note("on the phone"))
	ok(t, err)
	if _, err = c.edit(t, e, "V3", thursday, note("on the desk")); problem(err) != practice.EditedMeanwhile().Text {
		t.Errorf("two edits at once: %v", err)
	}
	if _, err = c.edit(t, both, "V4", thursday, func(e *practice.Entry) { e.Subject = c.cora }); !strings.Contains(problem(err), "for Cora in the same form") {
		t.Errorf("two entries of one form about one person: %v", err)
	}
	if _, err = c.edit(t, e, "V5", thursday, func(e *practice.Entry) { e.Author = c.ana }); !errors.Is(err, ErrNotFound) {
		t.Errorf("another's entry: %v", err)
	}
	ok(t, c.Withdraw(t.Context(), c.ben, noon, e.ID))
	e.Edits = 1
	if _, err = c.edit(t, e, "V6", thursday, note("too tardy")); problem(err) != practice.EditOfWithdrawn().Text {
		t.Errorf("a withdrawn entry: %v", err)
	}
	if got := c.tablesWith(t, "too tardy"); got != nil {
		t.Errorf("the edit of a withdrawn entry is in %v", got)
	}
}

func TestAnEditThatChangesThePersonTakesTheWordsOut(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	was := c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora, Values: practice.Values{"note": {Text: "of Cora"}}}, thursday, thursday)
	again, err := c.edit(t, was.Entry, "V2", thursday, note("still of Cora"))
	ok(t, err)
	done, err := c.edit(t, again.Entry, "V3", friday, func(e *practice.Entry) { e.Subject = c.dan; note("of Dan")(e) })
	ok(t, err)
	if got := c.tablesWith(t, "of Cora"); got != nil {
		t.Errorf("what was said of Cora is still in %v", got)
	}
	if done.Settled.Subject != c.dan || done.Settled.LoggedOn != friday {
		t.Errorf("it counts for %+v, want Dan's from Friday on", done.Settled)
	}
	if o := c.about(t, c.ben, "visit", c.cora); o.Entry != 0 {
		t.Error("Cora's occurrence does not wait again")
	}
	if got := c.tablesWith(t, fmt.Sprintf("reassigned/%d/2/%d", done.Entry.ID, c.cora)); !slices.Contains(got, "outbox.key") {
		t.Error("Cora is not told")
	}
	if lately, err := c.Lately(t.Context(), c.cora, 5); err != nil || len(lately) > 0 {
		t.Errorf("Cora still finds %q (%v)", told(lately), err)
	}
}

// The visits of two weeks close on 10 and 17 March.
func TestAnEditFindsAnewWhatCounts(t *testing.T) {
	const first, second, none = 0, 1, -1
	tests := []struct {
		name            string
		logged, edited  cadence.Date
		happened, moved cadence.Date
		want            int
		counts          cadence.Date
	}{
		{"another day of the same week", thursday, friday + 30, thursday, monday, first, thursday},
		{"from this week to the last, which still counts", monday + 7, tuesday + 7, monday + 7, friday, first, tuesday + 7},
		{"from this week to the last, which is closed", monday + 7, friday + 7, monday + 7, friday, none, 0},
		{"from last week to this one", monday + 7, tuesday + 7, friday, monday + 7, second, tuesday + 7},
		{"to before both", monday + 7, tuesday + 7, monday + 7, monday - 3, none, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			c.plan(t, thursday, c.ben)
			c.plan(t, thursday+7, c.ben)
			ids := func() (ids []practice.Occurrence) {
				for _, o := range c.stored(t, c.ben, "visit") {
					if o.Subject == c.cora {
						ids = append(ids, o)
					}
				}
				return ids
			}
			was := c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora}, test.happened, test.logged)
			_, err := c.edit(t, was.Entry, "V2", test.edited, func(e *practice.Entry) { e.HappenedOn = test.moved })
			ok(t, err)
			for i, o := range ids() {
				switch {
				case i == test.want && (o.Entry != was.Entry.ID || o.LoggedOn != test.counts):
					t.Errorf("it should count for %s from %s: %+v", o.DueOn, test.counts, o)
				case i != test.want && o.Entry != 0:
					t.Errorf("it counts for %s", o.DueOn)
				}
			}
		})
	}
}

// An extra entry takes the place of one that is taken back, by its own day.
func TestAnExtraEntryTakesThePlace(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	counted := c.visit(t, "V1", c.ben, c.cora, monday)
	c.visit(t, "V2", c.ben, c.cora, friday)
	c.visit(t, "V3", c.ben, c.cora, thursday)
	ok(t, c.Withdraw(t.Context(), c.ben, noon, counted.ID))
	o := c.about(t, c.ben, "visit", c.cora)
	if e, err := c.Entry(t.Context(), o.Entry); err != nil || e.Request != "V2" || o.LoggedOn != friday {
		t.Errorf("the place is %q's, from %s (%v); want that of the entry logged first", e.Request, o.LoggedOn, err)
	}
}

func TestSkipsAndExcusesAreTakenBack(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	o := c.about(t, c.ben, "visit", c.cora)
	_, _, err := c.Skip(t.Context(), o.ID, practice.Skip{Reason: "other", Detail: "skip words", For: c.ana}, practice.SkipTerms{}, noon)
	ok(t, err)
	waived, err := c.Waived(t.Context(), c.ben, noon.AddDate(0, 0, -1))
	ok(t, err)
	if len(waived) != 1 || waived[0].ID != o.ID || !waived[0].At.Equal(noon) || waived[0].ByLeader() {
		t.Fatalf("waived: %+v", waived)
	}
	if undone, err := c.TakeBackSkip(t.Context(), c.ana, o.ID); err != nil || undone {
		t.Errorf("somebody else's skip: %v, %v", undone, err)
	}
	for _, want := range []bool{true, false} {
		if undone, err := c.TakeBackSkip(t.Context(), c.ben, o.ID); err != nil || undone != want {
			t.Errorf("taking the skip back: %v, %v; want %v", undone, err, want)
		}
	}
	if got := c.tablesWith(t, "skip words"); got != nil {
		t.Errorf("the words of the skip are in %v", got)
	}
	_, err = c.Excuse(t.Context(), o.ID, practice.Excuse{By: c.ana, Reason: "other", Detail: "excuse words"}, noon)
	ok(t, err)
	if waived, err = c.Waived(t.Context(), c.ana, noon); err != nil || len(waived) != 1 || !waived[0].ByLeader() {
		t.Errorf("waived by the leader: %+v, %v", waived, err)
	}
	for _, want := range []bool{true, false} {
		if undone, err := c.TakeBackExcuse(t.Context(), c.ana, o.ID, noon); err != nil || undone != want {
			t.Errorf("taking the excuse back: %v, %v; want %v", undone, err, want)
		}
	}
	if got := c.tablesWith(t, "excuse words"); got != nil {
		t.Errorf("the words of the excuse are in %v", got)
	}
	if o = c.about(t, c.ben, "visit", c.cora); !o.Waiting(thursday) {
		t.Errorf("it does not wait again: %+v", o)
	}
}

// Each person thanked gets a message, by an edit too: it counts against the
// day's limit where it thanks somebody more.
func TestAnEditCannotThankWithoutEnd(t *testing.T) {
	c := newCompany(t)
	var last practice.Entry
	for i := range practice.ThanksMost {
		last = c.thank(t, fmt.Sprint("V", i), c.ben, thursday, c.cora)
	}
	last.Version = 1
	words := func(e *practice.Entry) {
		e.Values = practice.Values{practice.RecognitionWho: {People: []practice.PersonID{c.cora}}, "note": {Text: "x"}}
	}
	done, err := c.edit(t, last, "W1", thursday, words)
	ok(t, err)
	_, err = c.edit(t, done.Entry, "W2", thursday, func(e *practice.Entry) {
		e.Values = practice.Values{practice.RecognitionWho: {People: []practice.PersonID{c.cora, c.dan}}}
	})
	if ps, _ := errors.AsType[practice.Problems](err); len(ps) == 0 || ps[0] != practice.ThankedEnough() {
		t.Errorf("one more is thanked: %v", err)
	}
}
