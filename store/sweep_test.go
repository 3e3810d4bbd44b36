package store

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"coach/practice"
)

// keptThings are what is not kept for ever, each with a query for how much is
// left of it.
var keptThings = [][2]string{
	{"notes", `SELECT count(*) FROM entries WHERE has_private = 1`},
	{"leave", `SELECT count(*) FROM leaves WHERE ` + hasDays}, {"answers", `SELECT count(*) FROM asks WHERE useful <> 0 AND next_clear <> ''`},
	{"suggestions", `SELECT count(*) FROM suggestions WHERE words <> ''`}, {"messages", `SELECT count(*) FROM outbox WHERE body <> ''`},
	{"audit", `SELECT count(*) FROM audit WHERE deed = 'exported'`}}

// keeps is a company in which one of everything was written at noon that is not
// kept for ever, by two people: the last row of a table is another case.
func keeps(t *testing.T) company {
	t.Helper()
	s, err := Own(t.Context(), companyDatabase(t), asTested...)
	c := companyOf(t, opened(t, s, err))
	for i, who := range []practice.PersonID{c.cora, c.dan} {
		ok(t, c.Suggest(t.Context(), Suggestion{Request: "S", Person: who, Version: 1, Words: "WORD 0001", At: noon}, []practice.PersonID{c.ana}))
		_, err := c.TakeLeave(t.Context(), practice.Leave{Person: who, From: thursday, To: thursday + 1, KnownOn: thursday - 1, NotedBy: c.ben}, noon)
		ok(t, err)
		e := c.log(t, practice.Entry{Request: "E", Practice: "visit", Author: c.ben, Subject: who}, thursday, thursday).Entry
		ok(t, c.exec(t.Context(), `INSERT INTO asks (entry_id, person_id, why, round, settled, waits_until, asked_on, asked_at, lapses_on, answered_at, matched, useful, next_clear)
			VALUES ($1, $2, 'subject', $3, 0, '2026-03-10', '2026-03-05', 1, '2026-03-12', $4, 'yes', 4, 'yes')`, e.ID, who, i+5, millis(noon)))
		c.noteAlone(t, "N", who)
	}
	ok(t, c.RecordExport(t.Context(), 0, c.cora, false, noon))
	ok(t, c.exec(t.Context(), `UPDATE outbox SET state = 'sent', attempted_at = $1, changes = 1`, millis(noon)))
	return c
}

// noteAlone has Ben log a 1:1 with somebody, with a private answer beside a
// shared one, and put another in place of each.
func (c company) noteAlone(t *testing.T, request string, with practice.PersonID) practice.EntryID {
	t.Helper()
	mine := func(what string) practice.Value {
		return practice.Value{Rows: []practice.Row{{What: what, Due: friday}}}
	}
	e := c.log(t, practice.Entry{Request: request, Practice: "one_on_one", Author: c.ben, Subject: with,
		Values: practice.Values{"note": {Text: "SHARED 0001"}, "mine": mine("WORD 0002")}}, thursday, thursday).Entry
	e.Request, e.Values = request+"2", practice.Values{"note": {Text: "SHARED 0002"}, "mine": mine("WORD 0003")}
	_, err := c.Edit(t.Context(), e, c.practice(t, "one_on_one"), noon, thursday)
	ok(t, err)
	return e.ID
}

// left names what is left of the things that are not kept for ever.
func (c company) left(t *testing.T) string {
	t.Helper()
	var left []string
	for _, one := range keptThings {
		var n int
		ok(t, c.read.QueryRowContext(t.Context(), one[1]).Scan(&n))
		if n > 0 {
			left = append(left, one[0])
		}
	}
	return strings.Join(left, " ")
}

// Everything of which the table says how long it is kept stands until then, and
// not a day longer; and what is left can be exported and imported.
func TestNothingIsKeptTooLong(t *testing.T) {
	c := keeps(t)
	for _, step := range []struct {
		on   time.Time
		want string
	}{
		{noon, "notes leave answers suggestions messages audit"},
		{noon.AddDate(0, 0, 30), "notes leave answers suggestions messages audit"},
		{noon.AddDate(0, 0, 31), "notes leave answers suggestions audit"},
		{noon.AddDate(0, 12, 0), "notes leave answers suggestions audit"},
		{noon.AddDate(0, 12, 1), "leave answers audit"},
		{noon.AddDate(0, 13, 1), "leave audit"},
		{noon.AddDate(0, 13, 2), "audit"},
		{noon.AddDate(0, 24, 0), "audit"},
		{noon.AddDate(0, 24, 1), ""},
	} {
		ok(t, c.Sweep(t.Context(), step.on))
		if got := c.left(t); got != step.want {
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
	if in := c.tablesWith(t, "WORD 000"); len(in) > 0 || strings.Contains(exported(t, c.Store), "WORD 000") {
		t.Errorf("words are in %v", in)
	}
	for _, words := range []string{"SHARED 0001", "SHARED 0002"} {
		if !strings.Contains(exported(t, c.Store), words) {
			t.Errorf("%s is gone, which was not private", words)
		}
	}
	importsAgain(t, exported(t, c.Store))
}

// Owners choose for how long things are kept: it holds from the next sweep on, and
// what goes in it is said before. What is no choice is kept as long as usual. The
// audit names what changed, and a copy of the database has it, too.
func TestThingsAreKeptAsLongAsOwnersChoose(t *testing.T) {
	c := keeps(t)
	month := noon.AddDate(0, 3, 1)
	shorter := practice.Keeping{practice.KeepNotes: 1, practice.KeepSuggestions: 3, practice.KeepMessages: 90, practice.KeepLeave: 1}
	going, err := c.Going(t.Context(), shorter, month)
	ok(t, err)
	if going[practice.KeepNotes] != 2 || going[practice.KeepSuggestions] != 2 || going[practice.KeepLeave] != 0 || going[practice.KeepMessages] == 0 || going[practice.KeepAudit] != 0 {
		t.Errorf("going are %v", going)
	}
	for range 2 {
		ok(t, c.ChangeKeeping(t.Context(), shorter, c.ana, noon))
	}
	kept, err := c.Keeping(t.Context())
	ok(t, err)
	if kept[practice.KeepNotes] != 1 || kept[practice.KeepLeave] != 13 || kept[practice.KeepAudit] != 24 {
		t.Errorf("kept is %v", kept)
	}
	ok(t, c.Sweep(t.Context(), noon.AddDate(0, 1, 1)))
	if got := c.left(t); got != "leave answers suggestions messages audit" {
		t.Errorf("after a month left are %q", got)
	}
	ok(t, c.Sweep(t.Context(), month))
	if got := c.left(t); got != "leave answers audit" {
		t.Errorf("after three months left are %q", got)
	}
	lines, err := c.AuditSince(t.Context(), time.Time{}, 0, 100)
	ok(t, err)
	lines = slices.DeleteFunc(lines, func(l Audited) bool { return l.Deed != practice.DeedChangedSettings })
	if len(lines) != 1 || lines[0].Detail != "keeping private notes, suggestions, messages" || lines[0].By != c.ana {
		t.Errorf("the audit has %+v", lines)
	}
	copied := own(t)
	_, err = copied.restores(t, exported(t, c.Store))
	ok(t, err)
	if again, err := copied.Keeping(t.Context()); err != nil || again[practice.KeepNotes] != 1 {
		t.Errorf("a copy keeps %v: %v", again, err)
	}
}

// A private note that was kept for long enough is in no file of the database, and
// whoever edits the entry finds it gone. What is written into an old entry
// afterwards goes as well.
func TestOldPrivateNotesLeaveTheFile(t *testing.T) {
	c := keeps(t)
	id := c.noteAlone(t, "M", c.cora)
	later := noon.AddDate(0, 12, 1)
	ok(t, c.Sweep(t.Context(), later))
	ok(t, c.Tidy(t.Context()))
	if c.path != "" && bytes.Contains(bytesOf(t, c.path), []byte("WORD 000")) {
		t.Error("the words are still in the file")
	}
	e, err := c.Entry(t.Context(), id)
	ok(t, err)
	if len(e.Values["mine"].Rows) > 0 || e.Values["note"].Text != "SHARED 0002" || e.Edits != 1 || e.HappenedOn != thursday {
		t.Errorf("the entry is %+v", e)
	}
	e.Request, e.Values["mine"] = "M3", practice.Value{Rows: []practice.Row{{What: "WORD 0004", Due: friday}}}
	_, err = c.Edit(t.Context(), e, c.practice(t, "one_on_one"), later, thursday+366)
	ok(t, err)
	if in := c.tablesWith(t, "WORD 0004"); len(in) == 0 && !c.Sealed() {
		t.Error("nothing was written, so that this test shows nothing")
	}
	ok(t, c.Sweep(t.Context(), later))
	if in := c.tablesWith(t, "WORD 0004"); len(in) > 0 {
		t.Errorf("the new note is in %v", in)
	}
}
