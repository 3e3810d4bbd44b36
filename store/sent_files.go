package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/measure"
	"coach/practice"
	"coach/store/engine"
)

// A SentFile is what became of a file that somebody asked for. It moves from
// left to right: asked for, known to Slack under an ID, sent, deleted.
type SentFile struct {
	MadeAt    time.Time
	SlackID   string    // known before anything is uploaded; "" until then
	DoneAt    time.Time // no time while it is not known to have arrived
	DeletedAt time.Time
}

// Expired reports whether the file has been in Slack for long enough.
func (f SentFile) Expired(now time.Time) bool {
	return !f.DoneAt.IsZero() && f.DeletedAt.IsZero() && !now.Before(f.DoneAt.Add(practice.FileLife))
}

const underwaySQL = `SELECT EXISTS (SELECT 1 FROM outbox WHERE key >= $1 AND key < $2 AND (key = $3 OR state IN ('queued', 'held', 'sending')))`

// AskFile queues a file that somebody asked for, at an instant of civil time. A
// press that is delivered twice makes one file, and so do two presses while the
// first file is on its way.
func (s *Store) AskFile(ctx context.Context, f practice.FileAsked, now time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		var known bool
		about := f.About()
		err := tx.QueryRowContext(ctx, underwaySQL, about, about[:len(about)-1]+"0", f.Key()).Scan(&known) // “0” follows “/”
		if err != nil || known {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO sent_files (request, person_id, made_at) VALUES ($1, $2, $3)`, f.Key(), f.Person, millis(now))
		return errors.Join(err, post(ctx, tx, f.Person, f), auditFile(ctx, tx, f, now))
	})
	if err != nil {
		return fmt.Errorf("ask for a file: %w", err)
	}
	return nil
}

// auditFile records that somebody had a table made of data that names others, or
// had what coach knows about them exported, as [Store.RecordExport] does. What a
// table says of its reader alone is no reading of somebody else's.
func auditFile(ctx context.Context, tx *engine.Tx, f practice.FileAsked, at time.Time) error {
	what := ""
	switch {
	case f.Own:
		what = ofPerson(f.Person)
	case f.Digest != nil:
		what = fmt.Sprintf("table of digest %d", f.Digest.Subscription)
	case f.Report != nil && f.Report.Root != 0 && f.Report.Root != f.Person:
		what = "table of the report about " + ofPerson(f.Report.Root)
	case f.Report != nil && f.Report.Scope != string(measure.Me):
		what = "table of the report about the " + f.Report.Scope
	default:
		return nil
	}
	return audit(ctx, tx, at, f.Person, practice.DeedExported, what)
}

// SentFile returns what became of a file; [ErrNotFound] if nobody asked for it.
func (s *Store) SentFile(ctx context.Context, f practice.FileAsked) (sent SentFile, err error) {
	var made, done, deleted int64
	err = s.read.QueryRowContext(ctx, `SELECT slack_id, made_at, done_at, deleted_at FROM sent_files WHERE request = $1`, f.Key()).
		Scan(&sent.SlackID, &made, &done, &deleted)
	if errors.Is(err, sql.ErrNoRows) {
		return sent, ErrNotFound
	}
	if err != nil {
		return sent, fmt.Errorf("sent file: %w", readable(err))
	}
	sent.MadeAt, sent.DoneAt, sent.DeletedAt = instant(made), instant(done), instant(deleted)
	return sent, nil
}

// AttemptFile is [Store.Attempt] for a file: it records, before anything is
// uploaded, under which ID Slack will know it and in which conversation.
func (s *Store) AttemptFile(ctx context.Context, d Delivery, channel, slackID string, now time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE sent_files SET slack_id = $2, done_at = 0, deleted_at = 0 WHERE request = $1`, d.Notice.Key(), slackID); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, attemptSQL, d.ID, millis(tx.Now(now)), channel)
		return err
	})
	if err != nil {
		return fmt.Errorf("delivery: %w", readable(err))
	}
	return nil
}

// FileSent records that a file arrived, at an instant of civil time. Where its
// message stands is known only if it was looked for; ts is "" otherwise.
func (s *Store) FileSent(ctx context.Context, d Delivery, channel, ts string, now time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE sent_files SET done_at = $2 WHERE request = $1`, d.Notice.Key(), millis(now)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE outbox SET state = 'sent', channel = $2, ts = $3, drawn = changes WHERE id = $1`, d.ID, channel, ts); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, servedSQL, d.ID)
		return err
	})
	if err != nil {
		return fmt.Errorf("delivery: %w", readable(err))
	}
	return nil
}

// FileDeleted records that a file is not in Slack any more.
func (s *Store) FileDeleted(ctx context.Context, d Delivery, now time.Time) error {
	return s.withFile(ctx, d, `UPDATE sent_files SET deleted_at = $2 WHERE request = $1`, millis(now), `UPDATE outbox SET drawn = $2 WHERE id = $1`, d.ID, d.changes)
}

// withFile changes a notice and its file together.
func (s *Store) withFile(ctx context.Context, d Delivery, file string, value any, notice string, args ...any) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if _, err := tx.ExecContext(ctx, file, d.Notice.Key(), value); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, notice, args...)
		return err
	})
	if err != nil {
		return fmt.Errorf("delivery: %w", readable(err))
	}
	return nil
}

const expiredSQL = `
	UPDATE outbox SET changes = changes + 1 WHERE state = 'sent' AND changes = drawn AND key IN (
		SELECT request FROM sent_files WHERE deleted_at = 0 AND made_at <= $1 AND done_at > 0 AND done_at <= $1)`

const nextExpirySQL = `SELECT min(done_at) FROM sent_files WHERE deleted_at = 0 AND done_at > $1`

// ExpireFiles has the files deleted that were sent long enough ago, and returns
// when the next one is to be deleted.
func (s *Store) ExpireFiles(ctx context.Context, now time.Time) (next time.Time, err error) {
	until := millis(now.Add(-practice.FileLife))
	if err := s.exec(ctx, expiredSQL, until); err != nil {
		return next, fmt.Errorf("files: %w", readable(err))
	}
	var first sql.NullInt64
	if err := s.read.QueryRowContext(ctx, nextExpirySQL, until).Scan(&first); err != nil {
		return next, fmt.Errorf("files: %w", readable(err))
	}
	if first.Valid {
		next = time.UnixMilli(first.Int64).Add(practice.FileLife)
	}
	return next, nil
}

// Posted returns a notice that was posted, whatever became of it, by its key;
// [ErrNotFound] if there is none or its body is gone.
func (s *Store) Posted(ctx context.Context, key string) (practice.Notice, error) {
	var typ, body string
	err := s.read.QueryRowContext(ctx, `SELECT type, body FROM outbox WHERE key = $1`, key).Scan(&typ, &body)
	if errors.Is(err, sql.ErrNoRows) || err == nil && body == "" {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("notice: %w", readable(err))
	}
	return decode(typ, body)
}
