package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// A Task says what delivery has to do with a notice.
type Task string

// The tasks.
const (
	Send   Task = "send"   // draw it and post it
	Look   Task = "look"   // it may have arrived: look for its token before sending it again
	Redraw Task = "redraw" // it arrived and something it shows has changed since
)

// A Delivery is a notice on its way. An attempt to send it is written down
// before it is made, so that a crash in between leaves a task to look.
type Delivery struct {
	ID          int64
	Notice      practice.Notice // nil when its body cannot be read
	Type        string          // the name of the notice in the outbox
	Task        Task
	Token       string    // random; travels in the message's metadata
	AttemptedAt time.Time // of the attempt to look for
	Channel, TS string    // where the sent message is; of a task to look, where it was posted
	changes     int       // what the drawing shows
}

// Settle is how long after an attempt of unknown outcome a look is conclusive,
// if [Store.Settle] does not say otherwise: longer than any HTTP timeout, so a
// post still in flight has landed.
const Settle = 60 * time.Second

// itself is the author of what coach begins by itself.
const itself practice.PersonID = 0

// Post puts notices in the outbox that coach begins by itself. One with a key
// that is there already, sent or not, is left alone.
func (s *Store) Post(ctx context.Context, notices ...practice.Notice) error {
	if err := s.tx(ctx, func(tx *engine.Tx) error { return post(ctx, tx, itself, notices...) }); err != nil {
		return fmt.Errorf("post: %w", err)
	}
	return nil
}

// post puts notices in the outbox that a person has caused.
func post(ctx context.Context, tx *engine.Tx, by practice.PersonID, notices ...practice.Notice) error {
	for _, n := range notices {
		typ, body, err := encode(n)
		if err != nil {
			return err
		}
		var id int64
		b, _ := n.(practice.Bundle)
		err = tx.QueryRowContext(ctx, `
			INSERT INTO outbox (key, kind, type, body, turn, token, state, person_id, playbook, since, author_id)
			VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $9, $10) ON CONFLICT (key) DO NOTHING RETURNING id`,
			n.Key(), n.Kind(), typ, body, queueOrder(n.Key()), rand.Text(), b.Person, b.Playbook, b.Since, by).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return err
		}
		for _, o := range shows(n) {
			if _, err := tx.ExecContext(ctx, `INSERT INTO outbox_shows (occurrence_id, notice_id) VALUES ($1, $2)`, o, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// queueOrder spreads keys evenly, so that nobody is always the last to be served. A
// hash such as FNV does not: keys that differ in the day only keep their order.
func queueOrder(key string) int64 {
	sum := sha256.Sum256([]byte(key))
	return int64(binary.BigEndian.Uint32(sum[:]))
}

// shows are the occurrences whose state a notice draws.
func shows(n practice.Notice) []practice.OccurrenceID {
	var ids []practice.OccurrenceID
	if b, ok := n.(practice.Bundle); ok {
		for _, touch := range b.Reminders {
			ids = append(ids, touch...)
		}
		ids = append(ids, b.News...)
	}
	return ids
}

const staleSQL = `UPDATE outbox SET changes = changes + 1 WHERE id IN (SELECT notice_id FROM outbox_shows WHERE occurrence_id = $1)`

// stale marks every notice that shows the occurrence as out of date.
func stale(ctx context.Context, tx *engine.Tx, id practice.OccurrenceID) error {
	_, err := tx.ExecContext(ctx, staleSQL, id)
	return err
}

// redraw marks a notice, if there is one, as out of date.
func redraw(ctx context.Context, tx *engine.Tx, n practice.Notice) error {
	_, err := tx.ExecContext(ctx, `UPDATE outbox SET changes = changes + 1 WHERE key = $1`, n.Key())
	return err
}

const nextSQL = `
	SELECT id, type, body, token, state, attempted_at, channel, ts, changes FROM (
		SELECT * FROM outbox WHERE state = 'queued' AND not_before <= $1
		UNION ALL
		SELECT * FROM outbox WHERE state = 'sending' AND not_before <= $1 AND attempted_at <= $2
		UNION ALL
		SELECT * FROM outbox WHERE state = 'sent' AND changes > drawn AND not_before <= $1) AS due
	LEFT JOIN outbox_turns ON outbox_turns.author_id = due.author_id
	ORDER BY CASE WHEN kind = 'answer' AND state = 'sent' THEN -1 ELSE coalesce(served, 0) END, CASE kind WHEN 'answer' THEN 0 ELSE 1 END, CASE state WHEN 'sent' THEN 0 ELSE 1 END, turn LIMIT 1`

// Next returns the next thing to deliver at an instant of real time; false when
// there is nothing. Answers that were read and have changed, such as a question
// that somebody has just answered, go first. Else those who have caused a notice take turns with each other and
// with what coach begins by itself, such as everybody's mornings: whose last
// delivery is longest ago is next, and in doubt what somebody waits for. A notice
// that is to be sent comes again until [Store.Attempt] or a conclusion is written
// down.
func (s *Store) Next(ctx context.Context, now time.Time) (d Delivery, ok bool, err error) {
	var body, state string
	var attempted int64
	err = s.read.QueryRowContext(ctx, nextSQL, millis(now), millis(now.Add(-s.Settle))).
		Scan(&d.ID, &d.Type, &body, &d.Token, &state, &attempted, &d.Channel, &d.TS, &d.changes)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	if err != nil {
		return d, false, fmt.Errorf("next delivery: %w", readable(err))
	}
	d.Notice, _ = decode(d.Type, body) // one that cannot be read must not hold up the others
	d.AttemptedAt = time.UnixMilli(attempted)
	switch state {
	case "sending":
		d.Task = Look
	case "sent":
		d.Task = Redraw
	default:
		d.Task = Send
	}
	return d, true, nil
}

// NextAt is when Next will have something, as things stand; no time when the
// outbox has nothing to do.
func (s *Store) NextAt(ctx context.Context) (time.Time, error) {
	var at sql.NullInt64
	err := s.read.QueryRowContext(ctx, `
		SELECT min(at) FROM (
			SELECT min(not_before) AS at FROM outbox WHERE state = 'queued'
			UNION ALL
			SELECT min(CASE WHEN not_before > attempted_at + $1 THEN not_before ELSE attempted_at + $1 END) FROM outbox WHERE state = 'sending'
			UNION ALL
			SELECT min(not_before) FROM outbox WHERE state = 'sent' AND changes > drawn) AS ways`, s.Settle.Milliseconds()).Scan(&at)
	if err != nil {
		return time.Time{}, fmt.Errorf("next delivery: %w", readable(err))
	}
	if !at.Valid {
		return time.Time{}, nil
	}
	return time.UnixMilli(at.Int64), nil
}

// Busy reports whether anything is still on its way: queued, being sent, or to
// be drawn again.
func (s *Store) Busy(ctx context.Context) (busy bool, err error) {
	err = s.read.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'queued') OR EXISTS (SELECT 1 FROM outbox WHERE state = 'sending')
			OR EXISTS (SELECT 1 FROM outbox WHERE state = 'sent' AND changes > drawn)`).Scan(&busy)
	if err != nil {
		return false, fmt.Errorf("outbox: %w", readable(err))
	}
	return busy, nil
}

// Attempt writes down, before a message leaves, that it does and where it is
// posted: in a channel, or with the person whose conversation it is. If the
// attempt ends uncertainly it is looked for there, whatever settings say by then.
func (s *Store) Attempt(ctx context.Context, d Delivery, to string, now time.Time) error {
	return s.conclude(ctx, `UPDATE outbox SET state = 'sending', attempted_at = $2, channel = $3 WHERE id = $1`, d.ID, millis(now), to)
}

// Sent records where Slack put the message, and that it shows what was true
// when it was claimed.
func (s *Store) Sent(ctx context.Context, d Delivery, channel, ts string) error {
	return s.arrived(ctx, `UPDATE outbox SET state = 'sent', channel = $2, ts = $3, drawn = $4 WHERE id = $1`, d.ID, channel, ts, d.changes)
}

// Found records where a message of unknown outcome turned out to be. What it
// shows may be old, so it is drawn again.
func (s *Store) Found(ctx context.Context, d Delivery, channel, ts string) error {
	return s.arrived(ctx, `UPDATE outbox SET state = 'sent', channel = $2, ts = $3, changes = changes + 1 WHERE id = $1`, d.ID, channel, ts)
}

// Drop records that a notice has nothing left to say, or nobody to say it to.
// The news that a message of the morning would have told is news the next day,
// and so is what it would have told of the playbook.
func (s *Store) Drop(ctx context.Context, d Delivery, reason string) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if b, ok := d.Notice.(practice.Bundle); ok {
			for _, id := range b.News {
				if _, err := tx.ExecContext(ctx, `UPDATE occurrences SET news = 1 WHERE id = $1`, id); err != nil {
					return err
				}
			}
		}
		if _, err := tx.ExecContext(ctx, `UPDATE outbox SET state = 'dropped', reason = $2 WHERE id = $1`, d.ID, reason); err != nil {
			return err
		}
		return forgetAnnouncement(ctx, tx, d.Notice)
	})
	if err != nil {
		return fmt.Errorf("delivery: %w", err)
	}
	return nil
}

// Fail records that a notice cannot be delivered as it is, and posts what is to
// be said instead.
func (s *Store) Fail(ctx context.Context, d Delivery, reason string, instead ...practice.Notice) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE outbox SET state = 'failed', reason = $2 WHERE id = $1`, d.ID, reason); err != nil {
			return err
		}
		var by practice.PersonID
		if err := tx.QueryRowContext(ctx, `SELECT author_id FROM outbox WHERE id = $1`, d.ID).Scan(&by); err != nil {
			return err
		}
		return post(ctx, tx, by, instead...)
	})
	if err != nil {
		return fmt.Errorf("delivery: %w", err)
	}
	return nil
}

// Unchanged records that a sent message needs no new drawing after all, or can
// have none.
func (s *Store) Unchanged(ctx context.Context, d Delivery) error {
	return s.conclude(ctx, `UPDATE outbox SET drawn = $2 WHERE id = $1`, d.ID, d.changes)
}

// Later puts a delivery off: Slack certainly did not take it. A task to look
// stays one.
func (s *Store) Later(ctx context.Context, d Delivery, notBefore time.Time) error {
	return s.conclude(ctx, `
		UPDATE outbox SET not_before = $2, state = CASE WHEN state = 'sending' AND $3 = 'send' THEN 'queued' ELSE state END WHERE id = $1`,
		d.ID, millis(notBefore.Add(time.Millisecond-1)), d.Task) // never before it, however short the wait
}

func (s *Store) conclude(ctx context.Context, query string, args ...any) error {
	if err := s.exec(ctx, query, args...); err != nil {
		return fmt.Errorf("delivery: %w", readable(err))
	}
	return nil
}

const servedSQL = `
	INSERT INTO outbox_turns (author_id, served)
	SELECT author_id, (SELECT coalesce(max(served), 0) + 1 FROM outbox_turns) FROM outbox WHERE id = $1
	ON CONFLICT (author_id) DO UPDATE SET served = excluded.served`

// arrived concludes a delivery: whoever caused the notice has had their turn.
func (s *Store) arrived(ctx context.Context, query string, id int64, args ...any) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if _, err := tx.ExecContext(ctx, query, append([]any{id}, args...)...); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, servedSQL, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("delivery: %w", readable(err))
	}
	return nil
}

// decoders know every notice by the name that stands in the outbox.
var decoders = map[string]func(body string) (practice.Notice, error){
	"bundle":       as[practice.Bundle],
	"shoutout":     as[practice.Shoutout],
	"thanks":       as[practice.Thanks],
	"unshared":     as[practice.Unshared],
	"digest":       as[practice.Digest],
	"claim_ask":    as[practice.ClaimAsk],
	"claim_answer": as[practice.ClaimAnswer],
	"excusal":      as[practice.Excusal],
	"leave_noted":  as[practice.LeaveNoted],
	"suggested":    as[practice.Suggested],
	"owner_news":   as[practice.OwnerNews],
}

// encode names a notice as its key does: what comes before the first slash.
func encode(n practice.Notice) (typ, body string, err error) {
	typ, _, _ = strings.Cut(n.Key(), "/")
	if decoders[typ] == nil {
		return "", "", fmt.Errorf("outbox: no name for %T", n)
	}
	data, err := json.Marshal(n)
	return typ, string(data), err
}

// decode is no notice if the body cannot be read, as a newer coach may have
// written it.
func decode(typ, body string) (practice.Notice, error) {
	if read := decoders[typ]; read != nil {
		return read(body)
	}
	return nil, fmt.Errorf("outbox: unknown notice %q", typ)
}

func as[N practice.Notice](body string) (practice.Notice, error) {
	var n N
	if err := json.Unmarshal([]byte(body), &n); err != nil {
		return nil, err // half a notice would draw as one with nothing left to say
	}
	return n, nil
}
