package store

import (
	"strings"
	"testing"
	"time"

	"coach/practice"
)

// Everything of which the table says how long it is kept stands until then, and
// not a day longer; and what is left can be exported and imported.
func TestNothingIsKeptTooLong(t *testing.T) {
	s, err := Own(t.Context(), companyDatabase(t), asTested...)
	c := companyOf(t, opened(t, s, err))
	for i, who := range []practice.PersonID{c.cora, c.dan} { // the last row of a table is another case
		ok(t, c.Suggest(t.Context(), Suggestion{Request: "S", Person: who, Version: 1, Words: "WORD 0001", At: noon}, []practice.PersonID{c.ana}))
		_, err := c.TakeLeave(t.Context(), practice.Leave{Person: who, From: thursday, To: thursday + 1, KnownOn: thursday - 1, NotedBy: c.ben}, noon)
		ok(t, err)
		e := c.log(t, practice.Entry{Request: "E", Practice: "visit", Author: c.ben, Subject: who}, thursday, thursday).Entry
		ok(t, c.exec(t.Context(), `INSERT INTO asks (entry_id, person_id, why, round, settled, waits_until, asked_on, asked_at, lapses_on, answered_at, matched, useful, next_clear)
			VALUES ($1, $2, 'subject', $3, 0, '2026-03-10', '2026-03-05', 1, '2026-03-12', $4, 'yes', 4, 'yes')`, e.ID, who, i+5, millis(noon)))
	}
	ok(t, c.RecordExport(t.Context(), 0, c.cora, false, noon))
	ok(t, c.exec(t.Context(), `UPDATE outbox SET state = 'sent', attempted_at = $1, changes = 1`, millis(noon)))
	left := func() (left []string) {
		for _, one := range [][2]string{
			{"leave", `SELECT count(*) FROM leaves WHERE ` + hasDays}, {"answers", `SELECT count(*) FROM asks WHERE useful <> 0 AND next_clear <> ''`},
			{"suggestions", `SELECT count(*) FROM suggestions WHERE words <> ''`}, {"messages", `SELECT count(*) FROM outbox WHERE body <> ''`},
			{"audit", `SELECT count(*) FROM audit WHERE deed = 'exported'`}} {
			var n int
			ok(t, c.read.QueryRowContext(t.Context(), one[1]).Scan(&n))
			if n > 0 {
				left = append(left, one[0])
			}
		}
		return left
	}
	for _, step := range []struct {
		on   time.Time
		want string
	}{
		{noon, "leave answers suggestions messages audit"},
		{noon.AddDate(0, 0, 30), "leave answers suggestions messages audit"},
		{noon.AddDate(0, 0, 31), "leave answers suggestions audit"},
		{noon.AddDate(0, 12, 0), "leave answers suggestions audit"},
		{noon.AddDate(0, 12, 1), "leave answers audit"},
		{noon.AddDate(0, 13, 1), "leave audit"},
		{noon.AddDate(0, 13, 2), "audit"},
		{noon.AddDate(0, 24, 0), "audit"},
		{noon.AddDate(0, 24, 1), ""},
	} {
		ok(t, c.Sweep(t.Context(), step.on))
		if got := strings.Join(left(), " "); got != step.want {
			t.Errorf("on %s left are %q, want %q", step.on.Format(time.DateOnly), got, step.want)
		}
	}
	var keys int
	ok(t, c.read.QueryRowContext(t.Context(), `SELECT count(*) FROM outbox WHERE key <> ''`).Scan(&keys))
	if keys == 0 {
		t.Error("the keys of messages are gone")
	}
	if d, some, err := c.Next(t.Context(), noon.AddDate(3, 0, 0)); err != nil || some {
		t.Errorf("a message without its content is drawn: %+v, %v", d, err)
	}
	if in := c.tablesWith(t, "WORD 0001"); len(in) > 0 {
		t.Errorf("words are in %v", in)
	}
	importsAgain(t, exported(t, c.Store))
}
