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
	"iter"
	"slices"
	"strings"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// A Task is the kind of work that a notice in the outbox needs.
type Task string

// The tasks.
const (
	Send   Task = "send"   // draw it and post it
	Look   Task = "look"   // it may have arrived: look for its token before sending it again
	Redraw Task = "redraw" // it arrived and something it shows has changed since
)

// A Delivery is a notice to be sent, looked for or redrawn. Each attempt to
// send one is recorded before it is made; after a crash in between, coach looks
// for the message before it sends again.
type Delivery struct {
	ID          int64
	Notice      practice.Notice // nil when its body cannot be read
	Type        string          // the name of the notice in the outbox
	Task        Task
	Token       string            // random; travels in the message's metadata
	AttemptedAt time.Time         // of the attempt to look for
	Channel, TS string            // where the sent message is; of a task to look, where it was posted
	By          practice.PersonID // whose deed caused it; nobody for what coach says by itself
	Carried     *Delivery         // the morning message that a digest carries; nil for none
	changes     int               // the number of changes when the delivery was claimed
}

// Settle is how long after an attempt of unknown outcome a search for the
// message is conclusive, if [Store.Settle] does not change it. It is longer
// than any HTTP timeout, so a post still in flight has arrived by then.
const Settle = 60 * time.Second

// itself is the person ID under which coach's own notices are queued, such as
// morning messages, which nobody's action caused.
const itself practice.PersonID = 0

// Post queues notices in the outbox that coach sends of its own accord. A
// notice whose key is there already, sent or not, is left alone.
func (s *Store) Post(ctx context.Context, notices ...practice.Notice) error {
	if err := s.tx(ctx, func(tx *engine.Tx) error { return post(ctx, tx, itself, notices...) }); err != nil {
		return fmt.Errorf("post: %w", err)
	}
	return nil
}

// Answer queues what somebody asked for, which is sent at once, whatever the time.
func (s *Store) Answer(ctx context.Context, to practice.PersonID, notice practice.Notice) error {
	if err := s.tx(ctx, func(tx *engine.Tx) error { return post(ctx, tx, to, notice) }); err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	return nil
}

// post queues notices in the outbox that a person's action caused.
func post(ctx context.Context, tx *engine.Tx, by practice.PersonID, notices ...practice.Notice) error {
	for _, n := range notices {
		typ, body, err := encode(n)
		if err != nil {
			return err
		}
		var id int64
		b, _ := n.(practice.Bundle)
		state, carrier := "queued", ""
		if b.With != nil {
			state, carrier = stateCarried, b.With.Key()
		}
		err = tx.QueryRowContext(ctx, `
			INSERT INTO outbox (key, kind, type, body, turn, token, state, person_id, playbook, since, author_id, carrier)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (key) DO NOTHING RETURNING id`,
			n.Key(), n.Kind(), typ, body, turnOf(n), rand.Text(), state, b.Person, b.Playbook, b.Since, by, carrier).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return err
		}
		for part, ids := range shows(n) {
			for _, o := range ids {
				if _, err := tx.ExecContext(ctx, `INSERT INTO outbox_shows (occurrence_id, notice_id, part) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, o, id, part); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// lastTurn is after every [queueOrder].
const lastTurn = 1 << 32

// turnOf returns a notice's place among those of its author: the question how
// somebody likes thanks comes after the thanks.
func turnOf(n practice.Notice) int64 {
	if _, asks := n.(practice.ThanksAsk); asks {
		return lastTurn
	}
	return queueOrder(n.Key())
}

// queueOrder returns a number by which notices of equal rank are served. It
// spreads keys evenly, so that the same person is not always served last. A
// hash such as FNV would not: keys that differ only in the day keep their
// order.
func queueOrder(key string) int64 {
	sum := sha256.Sum256([]byte(key))
	return int64(binary.BigEndian.Uint32(sum[:]))
}

// The parts of a message that show an occurrence. One that stands in two parts
// is stored with the first.
const (
	partLine   = "line"
	partNews   = "news"
	partWeek   = "week"
	partTopics = "topics"
)

// shows returns the occurrences whose state a notice displays, by the part of
// it that does.
func shows(n practice.Notice) iter.Seq2[string, []practice.OccurrenceID] {
	return func(yield func(string, []practice.OccurrenceID) bool) {
		b, ok := n.(practice.Bundle)
		if !ok {
			return
		}
		var topics []practice.OccurrenceID
		if b.Topics != 0 {
			topics = append(topics, b.Topics)
		}
		_ = yield(partLine, slices.Concat(b.Reminders...)) && yield(partNews, b.News) && yield(partWeek, b.Week) && yield(partTopics, topics)
	}
}

const staleSQL = `UPDATE outbox SET changes = changes + 1 WHERE id IN (SELECT notice_id FROM outbox_shows WHERE occurrence_id = $1)`

// stale marks every notice that shows the occurrence to be redrawn.
func stale(ctx context.Context, tx *engine.Tx, id practice.OccurrenceID) error {
	_, err := tx.ExecContext(ctx, staleSQL, id)
	return err
}

// redraw marks one notice, if it exists, to be redrawn.
func redraw(ctx context.Context, tx *engine.Tx, n practice.Notice) error {
	_, err := tx.ExecContext(ctx, `UPDATE outbox SET changes = changes + 1 WHERE key = $1`, n.Key())
	return err
}

const nextSQL = `
	SELECT id, type, body, token, state, attempted_at, channel, ts, due.author_id, changes FROM (
		SELECT * FROM outbox WHERE state = 'queued' AND not_before <= $1
		UNION ALL
		SELECT * FROM outbox WHERE state = 'sending' AND not_before <= $1 AND attempted_at <= $2
		UNION ALL
		SELECT * FROM outbox WHERE state = 'sent' AND changes > drawn AND body <> '' AND not_before <= $1) AS due
	LEFT JOIN outbox_turns ON outbox_turns.author_id = due.author_id
	ORDER BY CASE WHEN kind = 'answer' AND state = 'sent' THEN -1 ELSE coalesce(served, 0) END, CASE kind WHEN 'answer' THEN 0 ELSE 1 END, CASE state WHEN 'sent' THEN 0 ELSE 1 END, turn LIMIT 1`

// settled returns until when the attempts were made, at an instant of real time,
// whose outcome a search finds out by now. They are of the database's clock where
// there may be several copies: the next leader looks for what the last one tried.
func (s *Store) settled(ctx context.Context, now time.Time) (time.Time, error) {
	at, err := s.db.Now(ctx, now)
	return at.Add(-s.Settle), err
}

// Next returns the next delivery due at an instant of real time; false when
// there is none. Messages that a person has answered go first, such as a
// question whose buttons are now to disappear. Otherwise the people who caused
// notices take turns with each other and with coach's own notices, such as
// everybody's morning messages: the one served longest ago is next, and on a
// tie a person goes before coach. Next returns a notice to be sent again and
// again until [Store.Attempt] or a conclusion is recorded. One whose body is
// gone is never drawn again.
func (s *Store) Next(ctx context.Context, now time.Time) (d Delivery, ok bool, err error) {
	var body, state string
	var attempted int64
	until, err := s.settled(ctx, now)
	if err != nil {
		return d, false, fmt.Errorf("next delivery: %w", err)
	}
	err = s.read.QueryRowContext(ctx, nextSQL, millis(now), millis(until)).
		Scan(&d.ID, &d.Type, &body, &d.Token, &state, &attempted, &d.Channel, &d.TS, &d.By, &d.changes)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	if err != nil {
		return d, false, fmt.Errorf("next delivery: %w", readable(err))
	}
	d.Notice, _ = decode(d.Type, body) // an unreadable one must not delay the others
	d.AttemptedAt = time.UnixMilli(attempted)
	switch state {
	case "sending":
		d.Task = Look
	case "sent":
		d.Task = Redraw
	default:
		d.Task = Send
	}
	if d.Carried, err = s.carried(ctx, d); err != nil {
		return d, false, fmt.Errorf("next delivery: %w", readable(err))
	}
	return d, true, nil
}

// NextAt returns the time at which Next will return a delivery; no time when
// the outbox is empty. Like now, it is of this machine's clock.
func (s *Store) NextAt(ctx context.Context, now time.Time) (time.Time, error) {
	until, err := s.settled(ctx, now)
	if err != nil {
		return time.Time{}, fmt.Errorf("next delivery: %w", err)
	}
	var at sql.NullInt64
	err = s.read.QueryRowContext(ctx, `
		SELECT min(at) FROM (
			SELECT min(not_before) AS at FROM outbox WHERE state = 'queued'
			UNION ALL
			SELECT min(CASE WHEN not_before > attempted_at + $1 THEN not_before ELSE attempted_at + $1 END) FROM outbox WHERE state = 'sending'
			UNION ALL
			SELECT min(not_before) FROM outbox WHERE state = 'sent' AND changes > drawn AND body <> '') AS ways`, millis(now)-millis(until)).Scan(&at)
	if err != nil {
		return time.Time{}, fmt.Errorf("next delivery: %w", readable(err))
	}
	if !at.Valid {
		return time.Time{}, nil
	}
	return time.UnixMilli(at.Int64), nil
}

// Busy reports whether any notice is queued, being sent, or to be redrawn.
func (s *Store) Busy(ctx context.Context) (busy bool, err error) {
	err = s.read.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'queued') OR EXISTS (SELECT 1 FROM outbox WHERE state = 'sending')
			OR EXISTS (SELECT 1 FROM outbox WHERE state = 'sent' AND changes > drawn AND body <> '')`).Scan(&busy)
	if err != nil {
		return false, fmt.Errorf("outbox: %w", readable(err))
	}
	return busy, nil
}

// Attempt records, before a message leaves, that it is about to be posted, and
// to which channel or person. If the outcome stays unknown, the message is
// looked for there, even if the settings name another channel by then.
func (s *Store) Attempt(ctx context.Context, d Delivery, to string, now time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		_, err := tx.ExecContext(ctx, attemptSQL, d.ID, millis(tx.Now(now)), to)
		return err
	})
	if err != nil {
		return fmt.Errorf("delivery: %w", readable(err))
	}
	return nil
}

const attemptSQL = `UPDATE outbox SET state = 'sending', attempted_at = $2, channel = $3 WHERE id = $1`

// Sent records where Slack put the message, and that it shows the state at the
// time the delivery was claimed.
func (s *Store) Sent(ctx context.Context, d Delivery, channel, ts string) error {
	return s.arrived(ctx, d, channel, ts, false, `UPDATE outbox SET state = 'sent', channel = $2, ts = $3, drawn = $4 WHERE id = $1`, channel, ts, d.changes)
}

// Found records where a message of unknown outcome was found. It may show an
// old state, so it is redrawn.
func (s *Store) Found(ctx context.Context, d Delivery, channel, ts string) error {
	return s.arrived(ctx, d, channel, ts, true, `UPDATE outbox SET state = 'sent', channel = $2, ts = $3, changes = changes + 1 WHERE id = $1`, channel, ts)
}

// Drop records that a notice will not be sent, because it has no content left
// or its recipient cannot be reached. If it was a morning message, the changes
// and the playbook version it would have reported are reported the next day. If
// it was a digest that carries a week, the week goes alone.
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
		return errors.Join(forgetAnnouncement(ctx, tx, d.Notice), notAsked(ctx, tx, d.Notice), notAskedOwn(ctx, tx, d.Notice), askNotSent(ctx, tx, d.Notice), goAlone(ctx, tx, d.Carried))
	})
	if err != nil {
		return fmt.Errorf("delivery: %w", err)
	}
	return nil
}

// Fail records that a notice cannot be delivered as it is, and queues the
// notices to be sent instead.
func (s *Store) Fail(ctx context.Context, d Delivery, reason string, instead ...practice.Notice) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE outbox SET state = 'failed', reason = $2 WHERE id = $1`, d.ID, reason); err != nil {
			return err
		}
		var by practice.PersonID
		if err := tx.QueryRowContext(ctx, `SELECT author_id FROM outbox WHERE id = $1`, d.ID).Scan(&by); err != nil {
			return err
		}
		if err := s.refuseAgenda(ctx, tx, d.Notice); err != nil {
			return err
		}
		return errors.Join(askNotSent(ctx, tx, d.Notice), goAlone(ctx, tx, d.Carried), post(ctx, tx, by, instead...))
	})
	if err != nil {
		return fmt.Errorf("delivery: %w", err)
	}
	return nil
}

// Unchanged records that a sent message needs no new drawing after all, or
// cannot be redrawn.
func (s *Store) Unchanged(ctx context.Context, d Delivery) error {
	return s.conclude(ctx, `UPDATE outbox SET drawn = $2 WHERE id = $1`, d.ID, d.changes)
}

// Later postpones a delivery that Slack certainly did not accept. A delivery
// whose task is to look keeps that task.
func (s *Store) Later(ctx context.Context, d Delivery, until time.Time) error {
	return s.conclude(ctx, laterSQL, d.ID, notBefore(until), d.Task)
}

const laterSQL = `UPDATE outbox SET not_before = $2, state = CASE WHEN state = 'sending' AND $3 = 'send' THEN 'queued' ELSE state END WHERE id = $1`

// notBefore is an instant in whole milliseconds: never before it, however short
// the wait.
func notBefore(t time.Time) int64 { return millis(t.Add(time.Millisecond - 1)) }

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

// arrived concludes a delivery, and ends the turn of the person who caused the
// notice.
func (s *Store) arrived(ctx context.Context, d Delivery, channel, ts string, found bool, query string, args ...any) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if _, err := tx.ExecContext(ctx, query, append([]any{d.ID}, args...)...); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, servedSQL, d.ID)
		return errors.Join(err, askSent(ctx, tx, d, ts), helpRead(ctx, tx, d, ts), obstacleTold(ctx, tx, d, ts), arrivedWith(ctx, tx, d, channel, ts, found))
	})
	if err != nil {
		return fmt.Errorf("delivery: %w", readable(err))
	}
	return nil
}

// decoders maps the type of a notice, as stored in the outbox, to the function
// that reads its body.
var decoders = map[string]func(body string) (practice.Notice, error){
	"bundle":         as[practice.Bundle],
	"shoutout":       as[practice.Shoutout],
	"thanks":         as[practice.Thanks],
	"unshared":       as[practice.Unshared],
	"digest":         as[practice.Digest],
	"claim_ask":      as[practice.ClaimAsk],
	"claim_answer":   as[practice.ClaimAnswer],
	"excusal":        as[practice.Excusal],
	"reassigned":     as[practice.Reassigned],
	"leave_noted":    as[practice.LeaveNoted],
	"suggested":      as[practice.Suggested],
	"owner_changed":  as[practice.OwnerChanged],
	"person_erased":  as[practice.PersonErased],
	"owner_news":     as[practice.OwnerNews],
	"not_remembered": as[practice.NotRemembered],
	"plan_ask":       as[practice.PlanAsk],
	"plan_written":   as[practice.PlanWritten],
	"focus_end":      as[practice.FocusEnd],
	"time_planned":   as[practice.TimePlanned],
	"stand_in_named": as[practice.StandInNamed],
	"stand_in_ended": as[practice.StandInEnded],
	"visit_ask":      as[practice.VisitAsk],
	"visit_answered": as[practice.VisitAnswered],
	"visit_off":      as[practice.VisitOff],
	"report":         as[practice.ReportAsked],
	"file":           as[practice.FileAsked],
	"file_refused":   as[practice.FileRefused],
	"time_answered":  as[practice.TimeAnswered],
	"obstacle":       as[practice.ObstacleNews],
	"thanks_ask":     as[practice.ThanksAsk],

	"session_given":    as[practice.SessionGiven],
	"session_declined": as[practice.SessionDeclined],
	"session_off":      as[practice.SessionOff],

	"agenda":          as[practice.AgendaPost],
	"agenda_unposted": as[practice.AgendaUnposted],
	"friday":          as[practice.GoodNews],
}

// encode returns a notice's type, which is the part of its key before the first
// slash, and its body.
func encode(n practice.Notice) (typ, body string, err error) {
	typ, _, _ = strings.Cut(n.Key(), "/")
	if decoders[typ] == nil {
		return "", "", fmt.Errorf("outbox: no name for %T", n)
	}
	data, err := json.Marshal(n)
	return typ, string(data), err
}

// decode reads a notice. It returns nil with an error if the body cannot be
// read, as when a newer coach has written it.
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
