package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"coach/practice"
	"coach/store/engine"
)

// aboutPeople are the columns that may hold the number of a person, by table, as
// the schema has them.
func (c company) aboutPeople(t *testing.T) map[string][]string {
	t.Helper()
	rows, err := c.read.QueryContext(t.Context(), `SELECT m.name || '.' || p.name, coalesce((SELECT f."table" FROM pragma_foreign_key_list(m.name) f WHERE f."from" = p.name), '')
		FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND p.type = 'INTEGER' AND m.name NOT LIKE 'goose%'`)
	ok(t, err)
	defer rows.Close()
	found := map[string][]string{}
	for rows.Next() {
		var column, refers string
		ok(t, rows.Scan(&column, &refers))
		table, name, _ := strings.Cut(column, ".")
		if refers == "people" || table != "people" && mayBeAPerson.MatchString(column) && !refersToNobody.MatchString(column) {
			found[table] = append(found[table], name)
		}
	}
	ok(t, rows.Err())
	delete(found, "erasures") // whoever was erased has nothing by which they could be found to be somebody else
	return found
}

// Whoever was merged into another stands nowhere any more: each column that may
// hold a person named them, beside a row that names the other in their place, and
// where it is of one of the two only. Their words can be read after that, and
// are in the row of the other. Of notices see
// TestNoticesNameWhomSomebodyWasMergedInto, which is of both databases; this one
// reads the schema of a SQLite file, and writes rows that refer to nothing.
func TestWhoeverWasMergedStandsNowhere(t *testing.T) {
	onlyFile(t)
	file := newKeyFile(t)
	c := sealedCompany(t, file)
	from, into := c.dan, c.cora
	raw, err := sql.Open("sqlite", c.path) // without foreign keys
	ok(t, err)
	defer raw.Close()
	f := fill{t, raw}
	places := c.aboutPeople(t)
	if n := len(places); n < 30 {
		t.Fatalf("only %d tables are about people", n)
	}
	for table, columns := range places {
		if table == "keys" {
			continue // Dan's is there
		}
		for i, column := range columns {
			set := map[string]any{}
			give := func(values map[string]any) {
				for name, value := range values {
					if c.has(t, table, name) && name != column {
						set[name] = value
					}
				}
			}
			give(map[string]any{"request": fmt.Sprint(table, i), "period_start": fmt.Sprint(i), "meeting_on": fmt.Sprint(i), "kind": string(practice.WhomToMeet),
				"obstacle_id": 100 + i, "entry_id": 100 + i, "action_id": i, "at": i, "n": i, "version": 100 + i, "opened_at": 1, "posted_at": 1})
			for _, other := range columns {
				give(map[string]any{other: c.ben})
			}
			set[column] = from
			f.row(table, set)
			set[column] = into
			give(map[string]any{"n": 50 + i})
			if err := f.add(table, set); err != nil { // the database has it once, whosever it is
				give(map[string]any{"request": fmt.Sprint(table, "of the other", i), "entry_id": 200 + i, "at": 50 + i, "closed_at": 1, "version": 200 + i, "quarter": fmt.Sprint(i), "period_start": fmt.Sprint(50 + i)})
				f.row(table, set)
			}
		}
	}
	sealed := c.sealAll(t, from)
	ok(t, c.exec(t.Context(), `INSERT INTO entries (request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version, alone) VALUES ('alone', 'recognition', $1, 0, '', 0, '', 1, $2)`, c.ben, fmt.Sprintf("[%d]", from)))
	ok(t, c.exec(t.Context(), `INSERT INTO entry_people (person_id, entry_id) SELECT $1, id FROM entries WHERE request = 'alone'`, from))
	ok(t, c.exec(t.Context(), `INSERT INTO audit (at, by_id, deed, detail) VALUES (0, 0, 'explained', $1)`, ofPerson(from)))
	ok(t, c.tx(t.Context(), func(tx *engine.Tx) error { return merge(t.Context(), tx, from, into, false) }))

	for table, columns := range places {
		for _, column := range columns {
			if n := c.count(t, table+` WHERE `+column+` = `+fmt.Sprint(from)); n > 0 {
				t.Errorf("%s.%s names whoever was merged into another, %d times", table, column, n)
			}
			if n := c.count(t, table+` WHERE `+column+` = `+fmt.Sprint(into)); n == 0 {
				t.Errorf("%s.%s names nobody of the two", table, column)
			}
		}
	}
	if n := c.count(t, fmt.Sprintf(`entries WHERE alone = '[%d]'`, into)); n != 1 {
		t.Errorf("%d thanks went alone to whom they went to, want 1", n)
	}
	if n := c.count(t, `audit WHERE detail = '`+ofPerson(into)+`'`); n != 1 {
		t.Errorf("%d lines of the audit are about them, want 1", n)
	}
	found, err := c.CheckKeys(t.Context())
	ok(t, err)
	if found.Lost+found.Damaged > 0 || found.Words < sealed/2 {
		t.Errorf("of %d texts, %+v", sealed, found)
	}
	ok(t, c.DestroyKey(t.Context(), into, noon))
	if found, err = c.CheckKeys(t.Context()); err != nil || found.Words > 0 {
		t.Errorf("once they are forgotten, %+v, %v", found, err)
	}
}

// has reports whether a table has a column.
func (c company) has(t *testing.T, table, column string) bool {
	t.Helper()
	return c.count(t, `pragma_table_info('`+table+`') WHERE name = '`+column+`'`) > 0
}

// sealAll has every column of words hold some, sealed by somebody's key.
func (c company) sealAll(t *testing.T, who practice.PersonID) (sealed int) {
	t.Helper()
	for _, col := range columns {
		rows, err := c.read.QueryContext(t.Context(), `SELECT `+strings.Join(col.key, ", ")+` FROM `+col.table)
		ok(t, err)
		keys, err := collect(rows, func(rows *sql.Rows, key *[]any) error {
			*key = make([]any, len(col.key))
			var to []any
			for i := range *key {
				to = append(to, &(*key)[i])
			}
			return rows.Scan(to...)
		})
		ok(t, err)
		ok(t, c.tx(t.Context(), func(tx *engine.Tx) error {
			for _, key := range keys {
				if err := col.of(who, "WORD 0003", key...).store(t.Context(), tx); err != nil {
					return err
				}
			}
			return nil
		}))
		sealed += len(keys)
		if len(keys) == 0 {
			t.Errorf("there is no row with %s.%s", col.table, col.name)
		}
	}
	return sealed
}

// A number of somebody who was merged into another is nobody else's: notices
// that were sent, and keys, are told by it.
func TestANumberIsGivenOnce(t *testing.T) {
	c := newCompany(t)
	add := func(name string) practice.PersonID {
		t.Helper()
		ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U" + name, Email: name + "@example.com", Name: name, Account: practice.Member}}))
		return c.id(t, name+"@example.com")
	}
	var given []practice.PersonID
	for _, name := range []string{"eva", "fay", "gil", "hal"} {
		id := add(name)
		if slices.Contains(given, id) {
			t.Errorf("%s has the number %d of somebody before", name, id)
		}
		given = append(given, id)
		if name != "gil" {
			ok(t, c.tx(t.Context(), func(tx *engine.Tx) error { return merge(t.Context(), tx, id, c.cora, false) }))
		}
	}
}
