package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

// The reasons for which a playbook cannot be published or taken back.
var (
	ErrPublishedMeanwhile = errors.New("somebody has published another playbook in the meantime; look at what it says and try again")
	ErrNotLatest          = errors.New("only the latest playbook can be taken back")
	ErrFirst              = errors.New("this is the first playbook, so there is none to go back to")
	ErrInUseAlready       = errors.New("somebody has logged something under this playbook, so it stays; publish a new one instead")
)

// A Published is the record of a playbook version: its number, publication and
// author.
type Published struct {
	Version int
	At      time.Time
	On      cadence.Date      // the day of At in the organisation's zone
	By      practice.PersonID // 0 for the operator
	From    cadence.Date      // the day from which it was to be in force; no date: each practice's next full period
	Undone  bool
}

// Publish stores a playbook file as the next version and returns its number.
// Practices that are new or changed take effect on the given day or, for no
// date, with each practice's next full period. The instant is in the
// organisation's time zone. Published versions never change.
func (s *Store) Publish(ctx context.Context, source []byte, from cadence.Date, at time.Time, by practice.PersonID) (version int, err error) {
	return s.publish(ctx, nil, source, from, at, by, Words{})
}

// PublishOver is Publish for a file that was edited from the given version. It
// is ErrPublishedMeanwhile when that version is not the latest in force any
// more.
func (s *Store) PublishOver(ctx context.Context, base int, source []byte, from cadence.Date, at time.Time, by practice.PersonID) (version int, err error) {
	return s.publish(ctx, &base, source, from, at, by, Words{})
}

// PublishWith is PublishOver with the publisher's own words about the version.
func (s *Store) PublishWith(ctx context.Context, base int, source []byte, from cadence.Date, at time.Time, by practice.PersonID, words Words) (version int, err error) {
	return s.publish(ctx, &base, source, from, at, by, words)
}

func (s *Store) publish(ctx context.Context, base *int, source []byte, from cadence.Date, at time.Time, by practice.PersonID, words Words) (version int, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		if version, err = publish(ctx, tx, base, source, from, at, by); err != nil {
			return err
		}
		return words.keep(ctx, tx, version)
	})
	if err != nil {
		return 0, fmt.Errorf("publish playbook: %w", err)
	}
	return version, nil
}

func publish(ctx context.Context, tx *engine.Tx, base *int, source []byte, from cadence.Date, at time.Time, by practice.PersonID) (version int, err error) {
	standing, err := versionInForce(ctx, tx)
	if err != nil {
		return 0, err
	}
	if base != nil && standing != *base {
		return 0, ErrPublishedMeanwhile
	}
	if standing == 1 {
		if _, err := tx.ExecContext(ctx, beganWithSQL); err != nil {
			return 0, err
		}
	}
	err = tx.QueryRowContext(ctx, `
		INSERT INTO playbooks (version, in_force_from, published_at, published_on, published_by, source)
		SELECT coalesce(max(version), 0) + 1, $1, $2, $3, $4, $5 FROM playbooks RETURNING version`,
		day(from), millis(at), day(cadence.DateOf(at)), by, string(source)).Scan(&version)
	if err != nil {
		return 0, err
	}
	return version, playbookChanged(ctx, tx, at, by, practice.DeedPublished, version)
}

// playbookChanged marks everybody to be planned again, and records in the audit
// the person who published a playbook or took one back.
func playbookChanged(ctx context.Context, tx *engine.Tx, at time.Time, by practice.PersonID, deed practice.Deed, version int) error {
	return errors.Join(
		planChanged(ctx, tx, everybody),
		audit(ctx, tx, at, by, deed, fmt.Sprintf("playbook version %d", version)))
}

const versionInForceSQL = `SELECT coalesce(max(version), 0) FROM playbooks WHERE undone_at = 0`

func versionInForce(ctx context.Context, db rowQuerier) (version int, err error) {
	err = db.QueryRowContext(ctx, versionInForceSQL).Scan(&version)
	return version, err
}

// Unpublish takes the latest playbook version back, as long as no entry was
// logged under it. It is ErrNotLatest, ErrFirst or ErrInUseAlready where that
// is not possible any more.
func (s *Store) Unpublish(ctx context.Context, version int, by practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if err := undoable(ctx, tx, version); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE playbooks SET undone_at = $2 WHERE version = $1`, version, millis(at)); err != nil {
			return err
		}
		return errors.Join(announceAgain(ctx, tx, version), playbookChanged(ctx, tx, at, by, practice.DeedTookBack, version))
	})
	if err != nil {
		return fmt.Errorf("take back playbook: %w", err)
	}
	return nil
}

// Undoable reports whether a version can be taken back. It only reads, so it
// delays no writer; the final decision is that of [Store.Unpublish].
func (s *Store) Undoable(ctx context.Context, version int) (bool, error) {
	err := undoable(ctx, s.read, version)
	for _, no := range []error{ErrNotLatest, ErrFirst, ErrInUseAlready} {
		if errors.Is(err, no) {
			return false, nil
		}
	}
	if err != nil {
		return false, fmt.Errorf("take back playbook: %w", readable(err))
	}
	return true, nil
}

const (
	firstStandingSQL = `SELECT count(*) FROM playbooks WHERE undone_at = 0 AND version < $1`

	// An entry is logged after the version that it names was published. The day
	// of margin allows for clocks that were set back.
	loggedUnderSQL = `
		SELECT EXISTS (SELECT 1 FROM entries
			WHERE logged_at >= (SELECT published_at FROM playbooks WHERE version = $1) - 86400000 AND playbook_version = $1)`
)

func undoable(ctx context.Context, db rowQuerier, version int) error {
	standing, err := versionInForce(ctx, db)
	if err != nil {
		return err
	}
	if version != standing || version == 0 {
		return ErrNotLatest
	}
	var before int
	if err := db.QueryRowContext(ctx, firstStandingSQL, version).Scan(&before); err != nil {
		return err
	}
	if before == 0 {
		return ErrFirst
	}
	var used bool
	if err := db.QueryRowContext(ctx, loggedUnderSQL, version).Scan(&used); err != nil {
		return err
	}
	if used {
		return ErrInUseAlready
	}
	return nil
}

// Playbook returns the combined playbook of all published versions that were
// not taken back, and the number of the latest. It is ErrNotFound before
// anything was published.
func (s *Store) Playbook(ctx context.Context) (*practice.Playbook, int, error) {
	var version int
	if err := s.read.QueryRowContext(ctx, versionInForceSQL).Scan(&version); err != nil {
		return nil, 0, fmt.Errorf("playbook: %w", readable(err))
	}
	// Only the latest version can be taken back, so its number identifies all
	// the versions in force.
	held := s.book.Load()
	if held != nil && held.version == version {
		return held.Playbook, version, nil
	}
	pubs, err := s.Publications(ctx)
	if err != nil {
		return nil, 0, err
	}
	if len(pubs) == 0 {
		return nil, 0, fmt.Errorf("playbook: %w", ErrNotFound)
	}
	version = pubs[len(pubs)-1].Version
	pb := practice.Timeline(pubs)
	s.book.Store(&cachedPlaybook{version, pubs, pb})
	return pb, version, nil
}

const selectPublished = `
	SELECT version, published_at, published_on, published_by, in_force_from, undone_at <> 0 FROM playbooks `

func scanPublished(rows *sql.Rows, p *Published) error {
	var at int64
	if err := rows.Scan(&p.Version, &at, (*day)(&p.On), &p.By, (*day)(&p.From), &p.Undone); err != nil {
		return err
	}
	p.At = time.UnixMilli(at)
	if p.On == 0 {
		p.On = cadence.DateOf(p.At.UTC())
	}
	return nil
}

// History returns every version that was ever published, the latest first.
func (s *Store) History(ctx context.Context) ([]Published, error) {
	return s.published(ctx, `ORDER BY version DESC`)
}

func (s *Store) published(ctx context.Context, which string, args ...any) ([]Published, error) {
	rows, err := s.read.QueryContext(ctx, selectPublished+which, args...)
	if err != nil {
		return nil, fmt.Errorf("playbooks: %w", readable(err))
	}
	published, err := collect(rows, scanPublished)
	if err != nil {
		return nil, fmt.Errorf("playbooks: %w", readable(err))
	}
	return published, nil
}

// Publications returns the versions that were not taken back, parsed, in their
// order. To find out what a file would change, add it to them.
func (s *Store) Publications(ctx context.Context) ([]practice.Publication, error) {
	standing, err := s.published(ctx, `WHERE undone_at = 0 ORDER BY version`)
	if err != nil {
		return nil, err
	}
	var pubs []practice.Publication
	for _, p := range standing {
		pb, err := s.fileOf(ctx, p.Version)
		if err != nil {
			return nil, err
		}
		pubs = append(pubs, practice.Publication{Version: p.Version, Playbook: pb, On: p.On, From: p.From})
	}
	return pubs, nil
}

// WrittenWith returns the parsed playbook file under which an entry was logged.
func (s *Store) WrittenWith(ctx context.Context, e practice.Entry) (*practice.Playbook, error) {
	return s.fileOf(ctx, e.Version)
}

// fileOf returns the parsed file of a version.
func (s *Store) fileOf(ctx context.Context, version int) (*practice.Playbook, error) {
	if pb, known := s.book.Load().file(version); known {
		return pb, nil
	}
	source, err := s.Source(ctx, version)
	if err != nil {
		return nil, err
	}
	pb, err := files.LoadPublished(fmt.Sprintf("playbook version %d", version), source)
	if err != nil {
		return nil, fmt.Errorf("playbook: %w", err)
	}
	return pb, nil
}

// Source returns the source text of a version's file, or ErrNotFound.
func (s *Store) Source(ctx context.Context, version int) ([]byte, error) {
	var source string
	err := s.read.QueryRowContext(ctx, `SELECT source FROM playbooks WHERE version = $1`, version).Scan(&source)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("playbook version %d: %w", version, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("playbook version %d: %w", version, readable(err))
	}
	return []byte(source), nil
}
