package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/cadence"
	"coach/practice"
)

const (
	decidedSQL   = `SELECT planned_on, bundled_on FROM people WHERE id = $1`
	sentToSQL    = `SELECT key, attempted_at, ts FROM outbox WHERE person_id = $1 AND person_id > 0 AND state IN ('sending', 'sent') AND key <= $2 ORDER BY key DESC LIMIT $3`
	stoodSQL     = `performer_id = $1 AND closes_on >= $2 AND period_start <= $2 ORDER BY due_on, practice, subject_id, seq`
	namedOnceSQL = `
		SELECT s.occurrence_id, n.key, s.part = 'week' FROM occurrences o JOIN outbox_shows s ON s.occurrence_id = o.id JOIN outbox n ON n.id = s.notice_id
		WHERE o.performer_id = $1 AND o.closes_on >= $2 AND n.state IN ('sending', 'sent') AND n.person_id = $1`
	becameSQL = `SELECT type, body, state, reason, attempted_at, held_until, ts, carrier FROM outbox WHERE key = $1`
)

// DecidedUpTo returns the last day for which a person's occurrences are planned,
// and the last one whose morning message is decided, whether or not one came;
// no date for none.
func (s *Store) DecidedUpTo(ctx context.Context, id practice.PersonID) (planned, decided cadence.Date, err error) {
	if err := s.read.QueryRowContext(ctx, decidedSQL, id).Scan((*day)(&planned), (*day)(&decided)); err != nil {
		return 0, 0, fmt.Errorf("mornings: %w", readable(err))
	}
	return planned, decided, nil
}

// HabitsOn returns what is known of a person's dealings with coach's messages
// up to a day.
func (s *Store) HabitsOn(ctx context.Context, who practice.PersonID, on cadence.Date) (h practice.Habits, err error) {
	if h, err = s.Habits(ctx, who); err != nil {
		return h, err
	}
	if h.Sent, err = s.sendings(ctx, sentToSQL, who, practice.Bundle{Person: who, On: on}.Key(), lately); err != nil {
		return h, err
	}
	return h.AsOf(on), nil
}

// Stood returns the performer's occurrences that could be logged on a day,
// whatever became of them since, by due date.
func (s *Store) Stood(ctx context.Context, performer practice.PersonID, on cadence.Date) ([]practice.Occurrence, error) {
	return s.occurrences(ctx, stoodSQL, performer, day(on))
}

// NamedBefore returns the messages before a day that named each of the performer's
// occurrences that could be logged on it, whatever became of them since.
func (s *Store) NamedBefore(ctx context.Context, performer practice.PersonID, on cadence.Date) (map[practice.OccurrenceID][]practice.Naming, error) {
	return s.named(ctx, namedOnceSQL, performer, on)
}

// A Posting is what became of a notice.
type Posting struct {
	Notice    practice.Notice // nil if this coach cannot read it
	State     string          // queued, held, carried, sending, sent, dropped or failed
	Reason    string          // why it was dropped or failed
	At        time.Time       // when it was posted in Slack; the time of the last attempt while that is unknown
	HeldUntil time.Time       // until when it waits for somebody's working hours
	Carrier   string          // key of the digest that carries it
}

// Became returns what became of the notice with a key, or ErrNotFound.
func (s *Store) Became(ctx context.Context, key string) (p Posting, err error) {
	var typ, body, ts string
	var attempted, held int64
	err = s.read.QueryRowContext(ctx, becameSQL, key).Scan(&typ, &body, &p.State, &p.Reason, &attempted, &held, &ts, &p.Carrier)
	if errors.Is(err, sql.ErrNoRows) {
		return p, ErrNotFound
	}
	if err != nil {
		return p, fmt.Errorf("outbox: %w", readable(err))
	}
	p.Notice, _ = decode(typ, body) // its state can be told without its content
	if p.HeldUntil = instant(held); attempted != 0 || ts != "" {
		p.At = postedAt(ts, attempted)
	}
	return p, nil
}
