package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

const (
	// lately is how many of a person's latest messages are looked at: more than
	// a week has, and than may be ignored.
	lately = 6

	habitsSQL = `SELECT begun_on, active_at FROM people WHERE id = $1`
	sentSQL   = `SELECT key, attempted_at, ts FROM outbox WHERE person_id = $1 AND person_id > 0 AND state IN ('sending', 'sent') ORDER BY id DESC LIMIT $2`
	activeSQL = `UPDATE people SET active_at = $2 WHERE id = $1 AND active_at < $2`
)

// Habits returns what is known of a person's dealings with coach's messages, or
// ErrNotFound.
func (s *Store) Habits(ctx context.Context, who practice.PersonID) (h practice.Habits, err error) {
	if h.Preferences, err = s.Preferences(ctx, who); err != nil {
		return h, err
	}
	var active int64
	if err := s.read.QueryRowContext(ctx, habitsSQL, who).Scan((*day)(&h.BegunOn), &active); err != nil {
		return h, fmt.Errorf("habits: %w", readable(err))
	}
	h.ActiveAt = time.UnixMilli(active)
	h.Sent, err = s.sendings(ctx, sentSQL, who, lately)
	return h, err
}

// sendings returns morning messages that a person has had, newest first.
func (s *Store) sendings(ctx context.Context, query string, args ...any) ([]practice.Sending, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("habits: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, sent *practice.Sending) error {
		var key, ts string
		var at int64
		err := rows.Scan(&key, &at, &ts)
		sent.On, sent.At = dayOfKey(key), postedAt(ts, at)
		return err
	})
}

// postedAt returns when a message was posted, in civil time, which Slack's name
// for it says. The time of the attempt is another clock's: in the demo, whose
// days pass in a second, they are months apart. It stands in while the post's
// outcome is unknown.
func postedAt(ts string, attempted int64) time.Time {
	seconds, _, _ := strings.Cut(ts, ".")
	if at, err := strconv.ParseInt(seconds, 10, 64); err == nil {
		return time.Unix(at, 0)
	}
	return time.UnixMilli(attempted)
}

// PostedAt returns when the message of a notice that was sent was posted, in
// civil time.
func (d Delivery) PostedAt() time.Time { return postedAt(d.TS, d.AttemptedAt.UnixMilli()) }

// Active records that a person has used something of coach's.
func (s *Store) Active(ctx context.Context, who practice.PersonID, at time.Time) error {
	if err := s.exec(ctx, activeSQL, who, millis(at)); err != nil {
		return fmt.Errorf("active: %w", readable(err))
	}
	return nil
}

// Begin records that everybody who takes part did so from a day on, unless an
// earlier beat has recorded it: for a company that comes with a history.
func (s *Store) Begin(ctx context.Context, on cadence.Date) error {
	if err := s.exec(ctx, `UPDATE people SET begun_on = $1 WHERE imported = 1 AND begun_on = ''`, day(on)); err != nil {
		return fmt.Errorf("begin: %w", readable(err))
	}
	return nil
}

// isPast selects the occurrences of a performer that were decided lately, or
// may be by now.
const isPast = `performer_id = $1 AND grace_until < $2 AND period_end >= $3 ORDER BY period_start`

// Past returns the performer's occurrences that were on time for the last time
// before a day, of the periods that reach a day or later.
func (s *Store) Past(ctx context.Context, performer practice.PersonID, before, since cadence.Date) ([]practice.Occurrence, error) {
	return s.occurrences(ctx, isPast, performer, day(before), day(since))
}

const aboutSQL = `SELECT practice, max(happened_on) FROM entries WHERE subject_id = $1 AND withdrawn_at = 0 GROUP BY practice`

// LastAboutEach returns the day on which anybody last logged each practice about
// each of some people.
func (s *Store) LastAboutEach(ctx context.Context, people []practice.PersonID) (map[practice.Contact]cadence.Date, error) {
	last := map[practice.Contact]cadence.Date{}
	for _, id := range people {
		rows, err := s.read.QueryContext(ctx, aboutSQL, id)
		if err != nil {
			return nil, fmt.Errorf("last about: %w", readable(err))
		}
		type logged struct {
			key string
			on  day
		}
		all, err := collect(rows, func(rows *sql.Rows, l *logged) error { return rows.Scan(&l.key, &l.on) })
		if err != nil {
			return nil, fmt.Errorf("last about: %w", readable(err))
		}
		for _, l := range all {
			last[practice.Contact{Practice: l.key, Subject: id}] = cadence.Date(l.on)
		}
	}
	return last, nil
}

const topicsAskedSQL = `
	SELECT EXISTS (SELECT 1 FROM outbox_shows s JOIN outbox n ON n.id = s.notice_id
		WHERE s.occurrence_id = $1 AND s.part = 'topics' AND n.person_id = $2 AND n.state IN ('sending', 'sent'))`

// TopicsAsked returns for which of some occurrences a message has asked a
// person for topics.
func (s *Store) TopicsAsked(ctx context.Context, who practice.PersonID, about []practice.Occurrence) (map[practice.OccurrenceID]bool, error) {
	asked := map[practice.OccurrenceID]bool{}
	for _, o := range about {
		var was bool
		if err := s.read.QueryRowContext(ctx, topicsAskedSQL, o.ID, who).Scan(&was); err != nil {
			return nil, fmt.Errorf("topics asked: %w", readable(err))
		}
		asked[o.ID] = was
	}
	return asked, nil
}

// asked records the questions about patterns that messages ask.
func asked(ctx context.Context, tx *engine.Tx, notices []practice.Notice) error {
	for _, n := range notices {
		b, ok := n.(practice.Bundle)
		if !ok || b.Pattern == nil {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO patterns (person_id, practice, quarter, subject_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			b.Person, b.Pattern.Practice, day(b.Quarter), b.Pattern.Subject); err != nil {
			return err
		}
	}
	return nil
}

// notAsked takes back the question in a message that was never sent.
func notAsked(ctx context.Context, tx *engine.Tx, n practice.Notice) error {
	b, ok := n.(practice.Bundle)
	if !ok || b.Pattern == nil {
		return nil
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM patterns WHERE person_id = $1 AND practice = $2 AND quarter = $3 AND answer = ''`,
		b.Person, b.Pattern.Practice, day(b.Quarter))
	return err
}

// PatternsAsked returns the practices about whose pattern a person was asked in
// the quarter that begins on a day, with what they answered.
func (s *Store) PatternsAsked(ctx context.Context, who practice.PersonID, quarter cadence.Date) (map[string]practice.PatternAnswer, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT practice, answer FROM patterns WHERE person_id = $1 AND quarter = $2`, who, day(quarter))
	if err != nil {
		return nil, fmt.Errorf("patterns: %w", readable(err))
	}
	asked := map[string]practice.PatternAnswer{}
	_, err = collect(rows, func(rows *sql.Rows, _ *struct{}) error {
		var key string
		var answer practice.PatternAnswer
		err := rows.Scan(&key, &answer)
		asked[key] = answer
		return err
	})
	return asked, err
}

// AnswerPattern records a person's answer to the question about a pattern, and
// has their latest message redrawn. It reports false where they were not asked.
func (s *Store) AnswerPattern(ctx context.Context, who practice.PersonID, key string, quarter cadence.Date, answer practice.PatternAnswer) (was bool, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		was, err = affects(ctx, tx, `UPDATE patterns SET answer = $4 WHERE person_id = $1 AND practice = $2 AND quarter = $3`, who, key, day(quarter), answer)
		if err != nil || !was {
			return err
		}
		return staleMorning(ctx, tx, who)
	})
	if err != nil {
		return false, fmt.Errorf("pattern: %w", err)
	}
	return was, nil
}

const staleMorningSQL = `UPDATE outbox SET changes = changes + 1 WHERE id = (SELECT max(id) FROM outbox WHERE person_id = $1 AND person_id > 0)`

// staleMorning marks a person's latest morning message to be redrawn, when
// something changes that is no occurrence, such as a next step that it shows.
func staleMorning(ctx context.Context, tx *engine.Tx, who practice.PersonID) error {
	_, err := tx.ExecContext(ctx, staleMorningSQL, who)
	return err
}
