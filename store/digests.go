package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store/engine"
)

const saySQL = `
	INSERT INTO digests (subscription_id, from_on, to_on, said_at, done_part, done_whole, in_time_part, in_time_whole) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
	ON CONFLICT (subscription_id, to_on) DO UPDATE SET said_at = excluded.said_at, done_part = excluded.done_part, done_whole = excluded.done_whole,
		in_time_part = excluded.in_time_part, in_time_whole = excluded.in_time_whole`

// Say records the two fractions that a digest says of a week, so that the next
// one can restate them (MEASURES 1.7). A digest that is drawn again because it
// was not sent says what it says then.
func (s *Store) Say(ctx context.Context, id practice.SubscriptionID, week cadence.Period, done, inTime measure.Rate, at time.Time) error {
	if err := s.exec(ctx, saySQL, id, day(week.Start), day(week.End), millis(at), done.Part, done.Whole, inTime.Part, inTime.Whole); err != nil {
		return fmt.Errorf("digest: %w", err)
	}
	return nil
}

const (
	helpSQL = `SELECT h.subscription_id, h.to_on, s.root_id, h.about_id, h.practices, h.previewed_on, h.previewed_at, h.comment
		FROM digest_help h JOIN subscriptions s ON s.id = h.subscription_id WHERE `
	helpOfSQL      = helpSQL + `h.subscription_id = $1 AND h.to_on = $2 ORDER BY h.about_id`
	helpAboutSQL   = helpSQL + `h.about_id = $1 AND h.previewed_on = $2 ORDER BY h.subscription_id`
	lastNamedSQL   = `SELECT about_id, max(to_on) FROM digest_help WHERE subscription_id = $1 AND previewed_at > 0 GROUP BY about_id`
	previewSQL     = `INSERT INTO digest_help (subscription_id, to_on, about_id, practices, previewed_on) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`
	previewedSQL   = `UPDATE digest_help SET previewed_at = $3 WHERE about_id = $1 AND previewed_on = $2 AND previewed_at = 0`
	commentHelpSQL = `UPDATE digest_help SET comment = $4 WHERE subscription_id = $1 AND to_on = $2 AND about_id = $3`
)

func helps(ctx context.Context, q querier, query string, args ...any) ([]practice.HelpPreview, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, h *practice.HelpPreview) error {
		var keys string
		var at int64
		err := rows.Scan(&h.Subscription, (*day)(&h.To), &h.Leader, &h.About, &keys, (*day)(&h.On), &at, helpComment.read(q, &h.Comment, &h.Subscription, &h.To, &h.About))
		h.Practices, h.ReadAt = strings.Split(keys, ","), instant(at)
		return err
	})
}

// HelpsOf returns where a digest about the days up to one says that help may be
// useful.
func (s *Store) HelpsOf(ctx context.Context, id practice.SubscriptionID, to cadence.Date) ([]practice.HelpPreview, error) {
	found, err := helps(ctx, s.read, helpOfSQL, id, day(to))
	if err != nil {
		return nil, fmt.Errorf("digest: %w", readable(err))
	}
	return found, nil
}

// HelpsAbout returns what a person's message of a day says of the digests to
// come.
func (s *Store) HelpsAbout(ctx context.Context, about practice.PersonID, on cadence.Date) ([]practice.HelpPreview, error) {
	found, err := helps(ctx, s.read, helpAboutSQL, about, day(on))
	if err != nil {
		return nil, fmt.Errorf("digest: %w", readable(err))
	}
	return found, nil
}

// LastNamed returns the last day of the week about which a subscription's
// digests named each person last.
func (s *Store) LastNamed(ctx context.Context, id practice.SubscriptionID) (map[practice.PersonID]cadence.Date, error) {
	type naming struct {
		who practice.PersonID
		to  cadence.Date
	}
	rows, err := s.read.QueryContext(ctx, lastNamedSQL, id)
	if err != nil {
		return nil, fmt.Errorf("digest: %w", readable(err))
	}
	all, err := collect(rows, func(rows *sql.Rows, n *naming) error { return rows.Scan(&n.who, (*day)(&n.to)) })
	named := make(map[practice.PersonID]cadence.Date, len(all))
	for _, n := range all {
		named[n.who] = n.to
	}
	return named, err
}

// putHelps stores what people are to read beforehand. What is stored for a
// digest already stays as it was said.
func putHelps(ctx context.Context, tx *engine.Tx, previews []practice.HelpPreview) error {
	for _, h := range previews {
		if _, err := tx.ExecContext(ctx, previewSQL, h.Subscription, day(h.To), h.About, strings.Join(h.Practices, ","), day(h.On)); err != nil {
			return err
		}
	}
	return nil
}

// helpRead records that a person's message with what digests are going to say
// of them was sent.
func helpRead(ctx context.Context, tx *engine.Tx, d Delivery, ts string) error {
	b, ok := d.Notice.(practice.Bundle)
	if !ok {
		return nil
	}
	_, err := tx.ExecContext(ctx, previewedSQL, b.Person, day(b.On), millis(postedAt(ts, d.AttemptedAt.UnixMilli())))
	return err
}

// CommentHelp stores what a person says of a line about them in a digest to
// come, and marks their message, which shows it. It is ErrNotFound for a line
// that does not exist or that they have not read.
func (s *Store) CommentHelp(ctx context.Context, about practice.PersonID, id practice.SubscriptionID, to cadence.Date, words string) (h practice.HelpPreview, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		found, err := helps(ctx, tx, helpSQL+`h.subscription_id = $1 AND h.to_on = $2 AND h.about_id = $3 AND h.previewed_at > 0`, id, day(to), about)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		h = found[0]
		h.Comment = words
		if _, err := tx.ExecContext(ctx, commentHelpSQL, id, day(to), about, helpComment.of(about, words, id, to, about)); err != nil {
			return err
		}
		return redraw(ctx, tx, practice.Bundle{Person: about, On: h.On})
	})
	if err != nil {
		return h, fmt.Errorf("comment: %w", err)
	}
	return h, nil
}

const helpedSQL = `SELECT author_id, subject_id, words FROM entries WHERE id = $1 AND author_id = $2 AND practice = $3 AND withdrawn_at = 0`

// AnswerHelped stores whether helping somebody helped, with the entry in which a
// leader chose them. It is ErrNotFound for an entry that is not the leader's, or
// was taken back.
func (s *Store) AnswerHelped(ctx context.Context, leader practice.PersonID, id practice.EntryID, answer string) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		rows, err := tx.QueryContext(ctx, helpedSQL, id, leader, practice.InspectReview)
		if err != nil {
			return err
		}
		e := practice.Entry{ID: id}
		found, err := collect(rows, func(rows *sql.Rows, words *string) error {
			return rows.Scan(&e.Author, &e.Subject, entryWords.read(tx, words, &id))
		})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		words := practice.Values{}
		if err := json.Unmarshal([]byte(found[0]), &words); err != nil {
			return err
		}
		words[practice.FieldHelped] = practice.Value{Text: answer}
		text, err := toJSON(words)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE entries SET words = $2 WHERE id = $1`, id, wordsIn(e, text))
		return err
	})
	if err != nil {
		return fmt.Errorf("did it help: %w", err)
	}
	return nil
}

const droppedSQL = `SELECT performer_id, count(*) FROM occurrences
	WHERE grace_until BETWEEN $1 AND $2 AND expectation = 'cancelled' AND reason = 'practice' AND entry_id = 0 GROUP BY performer_id`

// Dropped counts, by performer, the occurrences of some days that a change of
// the playbook dropped.
func (s *Store) Dropped(ctx context.Context, days cadence.Period) (map[practice.PersonID]int, error) {
	type count struct {
		who practice.PersonID
		n   int
	}
	rows, err := s.read.QueryContext(ctx, droppedSQL, day(days.Start), day(days.End))
	if err != nil {
		return nil, fmt.Errorf("digest: %w", readable(err))
	}
	all, err := collect(rows, func(rows *sql.Rows, c *count) error { return rows.Scan(&c.who, &c.n) })
	counts := make(map[practice.PersonID]int, len(all))
	for _, c := range all {
		counts[c.who] = c.n
	}
	return counts, err
}

const lastChosenSQL = `author_id = $1 AND practice = $2 AND withdrawn_at = 0 AND happened_on BETWEEN $3 AND $4 AND logged_at <= $5 ORDER BY happened_on DESC, id DESC LIMIT 1`

// LastChosen returns the entry in which a leader chose somebody to help last, on
// some days and as of an instant; none has no ID.
func (s *Store) LastChosen(ctx context.Context, leader practice.PersonID, days cadence.Period, at time.Time) (practice.Entry, error) {
	found, err := entries(ctx, s.read, lastChosenSQL, leader, practice.InspectReview, day(days.Start), day(days.End), millis(at))
	if err != nil {
		return practice.Entry{}, fmt.Errorf("digest: %w", readable(err))
	}
	if len(found) == 0 {
		return practice.Entry{}, nil
	}
	return found[0], nil
}
