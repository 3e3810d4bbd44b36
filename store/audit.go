package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// audit records a deed of a person, or of whoever runs coach for nobody. The
// detail has names of fields and settings, IDs and numbers, never a person's
// words, a day of leave or an answer: the audit is read by owners of the
// playbook, whom most of that is not for.
func audit(ctx context.Context, tx *engine.Tx, at time.Time, by practice.PersonID, deed practice.Deed, detail string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO audit (at, by_id, deed, detail) VALUES ($1, $2, $3, $4)`, millis(at), by, deed, detail)
	return err
}

// ofPerson is the detail of a deed that is about one person. Whoever reads the
// audit sees a name in place of the number.
func ofPerson(id practice.PersonID) string { return fmt.Sprintf("person %d", id) }

// auditOccurrence records a deed about an occurrence, and whose it is.
func auditOccurrence(ctx context.Context, tx *engine.Tx, at time.Time, by practice.PersonID, deed practice.Deed, o practice.Occurrence) error {
	return audit(ctx, tx, at, by, deed, fmt.Sprintf("%s of %s, occurrence %d", o.Practice, ofPerson(o.Performer), o.ID))
}

// RecordExport records that somebody, or 0 for whoever runs coach, had a file
// made of what coach knows about a person, or about everybody for 0. A lawful
// one has private answers about them.
func (s *Store) RecordExport(ctx context.Context, by, about practice.PersonID, lawful bool, at time.Time) error {
	detail := "everything"
	switch {
	case lawful:
		detail = ofPerson(about) + ", with private answers about them"
	case about != 0:
		detail = ofPerson(about)
	}
	return s.record(ctx, by, practice.DeedExported, detail, at)
}

// RecordImport records that whoever runs coach is about to import rows of a file.
// They are stored in many transactions, so this comes before the first: an
// import that ends halfway has changed something, too.
func (s *Store) RecordImport(ctx context.Context, deed practice.Deed, rows int, at time.Time) error {
	return s.record(ctx, 0, deed, fmt.Sprintf("%d rows", rows), at)
}

// RecordReading records that somebody, or 0 for whoever runs coach, is about to
// read what is known of a person by name.
func (s *Store) RecordReading(ctx context.Context, by practice.PersonID, deed practice.Deed, about practice.PersonID, at time.Time) error {
	return s.record(ctx, by, deed, ofPerson(about), at)
}

// RecordReport records that somebody, or 0 for whoever runs coach, is about to
// read a report, which names people: me, team, company or a person, and in whose
// place.
func (s *Store) RecordReport(ctx context.Context, by practice.PersonID, what string, at time.Time) error {
	return s.record(ctx, by, practice.DeedReadReport, what, at)
}

func (s *Store) record(ctx context.Context, by practice.PersonID, deed practice.Deed, detail string, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error { return audit(ctx, tx, at, by, deed, detail) })
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

// refusedAgain is how long after a refusal the same one is not recorded again:
// whoever presses a button twenty times is refused once.
const refusedAgain = time.Hour

const refusedLatelySQL = `SELECT EXISTS (SELECT 1 FROM audit WHERE at > $1 AND by_id = $2 AND deed = $3 AND detail = $4)`

// RecordRefusal records that a person was refused what only others may do or
// read, at most once an hour. What they asked for is named by coach's own name
// for it.
func (s *Store) RecordRefusal(ctx context.Context, by practice.PersonID, what string, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		var lately bool
		if err := tx.QueryRowContext(ctx, refusedLatelySQL, millis(at.Add(-refusedAgain)), by, practice.DeedRefused, what).Scan(&lately); err != nil || lately {
			return err
		}
		return audit(ctx, tx, at, by, practice.DeedRefused, what)
	})
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

// An Audited is a line of the audit.
type Audited struct {
	ID     int64
	At     time.Time
	By     practice.PersonID // nobody for whoever runs coach
	Deed   practice.Deed
	Detail string
}

const (
	auditSinceSQL  = `SELECT id, at, by_id, deed, detail FROM audit WHERE at >= $1 AND id > $2 ORDER BY id LIMIT $3`
	auditBeforeSQL = `SELECT id, at, by_id, deed, detail FROM audit WHERE id < $1 ORDER BY id DESC LIMIT $2`
)

func scanAudited(rows *sql.Rows, a *Audited) error {
	var at int64
	err := rows.Scan(&a.ID, &at, &a.By, &a.Deed, &a.Detail)
	a.At = instant(at)
	return err
}

// AuditSince returns lines of the audit since a time, after the one with an ID,
// oldest first.
func (s *Store) AuditSince(ctx context.Context, since time.Time, after int64, most int) ([]Audited, error) {
	return s.audited(ctx, auditSinceSQL, millis(since), after, most)
}

// AuditBefore returns the latest lines of the audit before the one with an ID,
// newest first.
func (s *Store) AuditBefore(ctx context.Context, before int64, most int) ([]Audited, error) {
	return s.audited(ctx, auditBeforeSQL, before, most)
}

func (s *Store) audited(ctx context.Context, query string, args ...any) ([]Audited, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("audit: %w", readable(err))
	}
	return collect(rows, scanAudited)
}
