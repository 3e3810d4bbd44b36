package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/pressly/goose/v3"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// divide separates an entry's answers into metrics, which measures may count,
// and words, which they may not. An answer to no field of the form counts as
// words.
func divide(form practice.Form, answers practice.Values) (metrics, words practice.Values) {
	metrics, words = practice.Values{}, practice.Values{}
	for key, value := range answers {
		if field, known := form.Field(key); known && field.Vis == practice.Metric {
			metrics[key] = value
		} else {
			words[key] = value
		}
	}
	return metrics, words
}

// texts returns the single values of an answer that measures may count: each
// choice where there are several.
func texts(v practice.Value) []string {
	if v.Text != "" {
		return []string{v.Text}
	}
	return v.Many
}

func toJSON(v practice.Values) (string, error) {
	text, err := json.Marshal(v)
	return string(text), err
}

const insertValueSQL = `INSERT INTO entry_values (entry_id, field, value) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`

// An execer runs statements: a transaction of the store or of a migration.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// insertValues stores an entry's metrics, one row for each value.
func insertValues(ctx context.Context, tx execer, id practice.EntryID, metrics practice.Values) error {
	for field, value := range metrics {
		for _, text := range texts(value) {
			if _, err := tx.ExecContext(ctx, insertValueSQL, id, field, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// moves are the migrations that SQL alone cannot do.
var moves = []*goose.Migration{goose.NewGoMigration(4, &goose.GoFunc{RunTx: divideOld}, nil)}

// divideOld divides the answers stored by an older coach into metrics and
// words, by the playbook that each entry was logged under, and fills the
// columns that name the playbook which an old morning message announced. Where
// that playbook cannot be read, or lacks a field, an answer counts as words.
func divideOld(ctx context.Context, tx *sql.Tx) error {
	books, err := playbooksIn(ctx, tx)
	if err != nil {
		return err
	}
	for after := practice.EntryID(0); ; {
		old, err := someOld(ctx, tx, after)
		if err != nil {
			return err
		}
		if len(old) == 0 {
			return nameOldBundles(ctx, tx)
		}
		for _, e := range old {
			if err := e.divide(ctx, tx, books[e.version]); err != nil {
				return fmt.Errorf("entry %d: %w", e.id, err)
			}
			after = e.id
		}
	}
}

// An oldEntry is an entry whose answers were not divided yet.
type oldEntry struct {
	id         practice.EntryID
	practice   string
	happenedOn day
	version    int
	answers    string
}

func someOld(ctx context.Context, tx *sql.Tx, after practice.EntryID) ([]oldEntry, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, practice, happened_on, playbook_version, answers FROM entries WHERE id > $1 ORDER BY id LIMIT 1000`, after)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, e *oldEntry) error {
		return rows.Scan(&e.id, &e.practice, &e.happenedOn, &e.version, &e.answers)
	})
}

func (e oldEntry) divide(ctx context.Context, tx *sql.Tx, pb *practice.Playbook) error {
	var answers practice.Values
	if err := json.Unmarshal([]byte(e.answers), &answers); err != nil {
		return err
	}
	var form practice.Form
	if pb != nil {
		if p, known := pb.Practice(e.practice, cadence.Date(e.happenedOn)); known {
			form = p.Form
		}
	}
	metrics, words := divide(form, answers)
	countable, err := toJSON(metrics)
	if err != nil {
		return err
	}
	rest, err := toJSON(words)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE entries SET metrics = $2, words = $3 WHERE id = $1`, e.id, countable, rest); err != nil {
		return err
	}
	return insertValues(ctx, tx, e.id, metrics)
}

// playbooksIn parses the file of every version. A file that this coach refuses
// is left out.
func playbooksIn(ctx context.Context, tx querier) (map[int]*practice.Playbook, error) {
	type file struct {
		version int
		source  string
	}
	rows, err := tx.QueryContext(ctx, `SELECT version, source FROM playbooks`)
	if err != nil {
		return nil, err
	}
	sources, err := collect(rows, func(rows *sql.Rows, f *file) error { return rows.Scan(&f.version, &f.source) })
	if err != nil {
		return nil, err
	}
	books := map[int]*practice.Playbook{}
	for _, f := range sources {
		if pb, err := files.LoadPublished("", []byte(f.source)); err == nil {
			books[f.version] = pb
		}
	}
	return books, nil
}

// nameOldBundles fills the columns that name the playbook which a morning
// message announced.
func nameOldBundles(ctx context.Context, tx *sql.Tx) error {
	type message struct {
		id   int64
		body string
	}
	rows, err := tx.QueryContext(ctx, `SELECT id, body FROM outbox WHERE type = 'bundle' AND body LIKE '%"Playbook":%'`)
	if err != nil {
		return err
	}
	messages, err := collect(rows, func(rows *sql.Rows, m *message) error { return rows.Scan(&m.id, &m.body) })
	if err != nil {
		return err
	}
	for _, m := range messages {
		var b practice.Bundle
		if json.Unmarshal([]byte(m.body), &b) != nil {
			continue // one that cannot be read is not drawn again either
		}
		if _, err := tx.ExecContext(ctx, `UPDATE outbox SET person_id = $2, playbook = $3, since = $4 WHERE id = $1`, m.id, b.Person, b.Playbook, b.Since); err != nil {
			return err
		}
	}
	return nil
}
