package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

// Export writes everything that the database holds, as it is at one instant, as
// the lines of an interchange file. Left out is what follows from the rest of
// the file, such as an occurrence's status. It takes as long as it takes: no
// deadline of the readers applies, and nobody who writes meanwhile waits. The
// lines are read and written a few at a time, whatever their number.
func (s *Store) Export(ctx context.Context, write func(files.Line) error, madeAt time.Time) error {
	err := s.db.Snapshot(ctx, func(q engine.Snapshot) error {
		e := exporter{ctx: ctx, q: q, write: write, madeAt: madeAt}
		return e.export()
	})
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// An exporter writes the lines of one export.
type exporter struct {
	ctx    context.Context
	q      engine.Snapshot
	write  func(files.Line) error
	madeAt time.Time
	refs   map[practice.PersonID]files.Ref
	own    *ownFile // whose file it is; nil for everything
	derivation
}

func (e *exporter) export() error {
	if err := e.know(); err != nil {
		return err
	}
	steps := []func() error{
		e.header, e.settings, e.people, e.playbooks, e.holidays, e.reporting, e.leave, e.claims, e.pledges, e.suggestions, e.drafts, e.subscriptions,
		e.occurrences, e.entries, e.asks, e.actions, e.topics, e.obstacles, e.digests, e.notices, e.audit, e.more, e.further,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// know reads what other lines are written with: how each person is named and
// where they are, and the playbooks, which say of what type an answer is.
func (e *exporter) know() (err error) {
	if e.books, err = playbooksIn(e.ctx, e.q); err != nil {
		return err
	}
	now, _, err := settings(e.ctx, e.q)
	if err != nil {
		return err
	}
	e.zone = now.Location()
	e.refs, e.ids = map[practice.PersonID]files.Ref{0: ""}, map[files.Ref]practice.PersonID{}
	e.zones, e.alone = map[practice.PersonID]string{}, map[practice.PersonID]bool{}
	rows, err := e.q.QueryContext(e.ctx, `SELECT id, coalesce(email, ''), erased_at <> 0, zone, thanks FROM people`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id practice.PersonID
		var email, zone string
		var erased bool
		var likes practice.Liking
		if err := rows.Scan(&id, &email, &erased, &zone, &likes); err != nil {
			return err
		}
		ref := refTo(id, email, erased)
		e.refs[id], e.ids[ref], e.zones[id], e.alone[id] = ref, id, zone, likes == practice.LikesPrivate
	}
	return rows.Err()
}

// refTo returns how a file names a person: somebody without an address, or who
// was erased, by their number.
func refTo(id practice.PersonID, email string, erased bool) files.Ref {
	if email == "" || erased {
		return files.Ref(fmt.Sprintf("#%d", id))
	}
	return files.Ref(email)
}

// ref returns how the file names a person; nobody for 0.
func (e *exporter) ref(id practice.PersonID) files.Ref { return e.refs[id] }

// pageOf is how many rows an export holds at a time.
const pageOf = 500

// inPages reads the rows of a query that ends in “id > $1 ORDER BY id LIMIT $2”,
// [pageOf] of them at a time, and hands each page on with the IDs before its
// first row and of its last. Of somebody's own file it reads what is theirs, and
// a page is one row.
func inPages[T any](e *exporter, query string, scan func(*sql.Rows, *T) error, id func(T) int64, page func(rows []T, after, last int64) error) error {
	query, args := e.own.narrowed(query)
	for after := int64(0); ; {
		found, err := e.q.QueryContext(e.ctx, query, append([]any{after, pageOf}, args...)...)
		if err != nil {
			return err
		}
		rows, err := collect(found, scan)
		if err != nil || len(rows) == 0 {
			return err
		}
		for some := range slices.Chunk(rows, e.own.page()) {
			last := id(some[len(some)-1])
			if e.own != nil {
				after = last - 1 // others' rows lie between one's own
			}
			if err := page(some, after, last); err != nil {
				return err
			}
			after = last
		}
	}
}

// numbered writes a line for each row of a query as [inPages] takes it.
func numbered[L files.Line](e *exporter, query string, scan func(*sql.Rows, *L) error, id func(L) int64) error {
	return inPages(e, query, scan, id, func(lines []L, _, _ int64) error { return writeAll(e, lines) })
}

// each writes a line for each of the few rows of a query.
func each[L files.Line](e *exporter, query string, scan func(*sql.Rows, *L) error) error {
	found, err := e.q.QueryContext(e.ctx, query)
	if err != nil {
		return err
	}
	lines, err := collect(found, scan)
	if err != nil {
		return err
	}
	return writeAll(e, lines)
}

func writeAll[L files.Line](e *exporter, lines []L) error {
	for _, line := range lines {
		if err := e.write(line); err != nil {
			return err
		}
	}
	return nil
}

// children reads the rows that belong to some others, such as the moves of
// actions, by the ID of what they belong to. The query takes the IDs before the
// first and of the last of those.
func children[T any](e *exporter, query string, after, last int64, scan func(*sql.Rows, *int64, *T) error) (map[int64][]T, error) {
	type child struct {
		of  int64
		one T
	}
	found, err := e.q.QueryContext(e.ctx, query, after, last)
	if err != nil {
		return nil, err
	}
	rows, err := collect(found, func(rows *sql.Rows, c *child) error { return scan(rows, &c.of, &c.one) })
	if err != nil {
		return nil, err
	}
	of := map[int64][]T{}
	for _, c := range rows {
		of[c.of] = append(of[c.of], c.one)
	}
	return of, nil
}

// A when is an instant as a column of milliseconds holds it, 0 for none.
type when time.Time

// Scan implements sql.Scanner.
func (w *when) Scan(src any) error {
	ms, ok := src.(int64)
	if !ok {
		return fmt.Errorf("a column of instants holds %T", src)
	}
	*w = when(instant(ms))
	return nil
}
