package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// The SQL statements that every beat of the scheduler runs.
const (
	unplannedSQL = `
		SELECT id, planned_on, (SELECT n FROM revisions WHERE subject = 'roster') FROM (
			SELECT id, planned_on FROM people WHERE imported = 1 AND zone = $1 AND planned_on < $2
			UNION ALL
			SELECT id, planned_on FROM people WHERE imported = 1 AND zone = $1 AND replan > 0 AND planned_on || '' >= $2) AS unplanned -- || keeps SQLite from the index on planned_on`
	wakingSQL      = `SELECT id FROM people WHERE imported = 1 AND zone = $1 AND morning <= $2 AND bundled_on < $3`
	nextMorningSQL = `SELECT min(morning) FROM people WHERE imported = 1 AND zone = $1 AND morning > $2`
)

// Zones returns the time zones of all participants.
func (s *Store) Zones(ctx context.Context) ([]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT DISTINCT zone FROM people WHERE imported = 1`)
	if err != nil {
		return nil, fmt.Errorf("zones: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, zone *string) error { return rows.Scan(zone) })
}

// An Unplanned is a person whose occurrences are not planned up to today, or
// were planned before a change that affects them.
type Unplanned struct {
	Person    practice.PersonID
	PlannedOn cadence.Date // no date: never
	Revision  int          // of the roster, at least, when their plan is made now
}

// Unplanned returns the people of a zone who are not planned up to today, or
// were marked to be planned again.
func (s *Store) Unplanned(ctx context.Context, zone string, today cadence.Date) ([]Unplanned, error) {
	rows, err := s.read.QueryContext(ctx, unplannedSQL, zone, day(today))
	if err != nil {
		return nil, fmt.Errorf("unplanned: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, u *Unplanned) error {
		return rows.Scan(&u.Person, (*day)(&u.PlannedOn), &u.Revision)
	})
}

// Waking returns the people of a zone whose time for the morning message has
// come, and whose message of the day is not decided yet.
func (s *Store) Waking(ctx context.Context, zone string, today cadence.Date, at cadence.Clock) ([]practice.PersonID, error) {
	rows, err := s.read.QueryContext(ctx, wakingSQL, zone, at, day(today))
	if err != nil {
		return nil, fmt.Errorf("waking: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, id *practice.PersonID) error { return rows.Scan(id) })
}

// NextMorning returns the earliest time of day after the given one at which a
// person of a zone gets their morning message; false when there is none that
// day.
func (s *Store) NextMorning(ctx context.Context, zone string, after cadence.Clock) (at cadence.Clock, ok bool, err error) {
	var morning sql.NullInt64
	if err := s.read.QueryRowContext(ctx, nextMorningSQL, zone, after).Scan(&morning); err != nil {
		return 0, false, fmt.Errorf("next morning: %w", readable(err))
	}
	return cadence.Clock(morning.Int64), morning.Valid, nil
}

// lapsedSQL marks for redrawing the messages with an occurrence that closed
// since the person's last morning message: its buttons would no longer work.
const lapsedSQL = `
	UPDATE outbox SET changes = changes + 1 WHERE id IN (
		SELECT s.notice_id FROM occurrences o JOIN outbox_shows s ON s.occurrence_id = o.id
		WHERE o.performer_id = $1 AND o.closes_on < $2 AND o.closes_on >= (SELECT bundled_on FROM people WHERE id = $1)
			AND o.entry_id = 0 AND o.skip_reason = '' AND o.expectation = 'expected')`

const isNews = `performer_id = $1 AND news = 1 ORDER BY due_on, practice, subject_id, seq`

// News returns the performer's occurrences that were moved or cancelled after a
// message showed them, if no later message has reported it.
func (s *Store) News(ctx context.Context, performer practice.PersonID) ([]practice.Occurrence, error) {
	return s.occurrences(ctx, isNews, performer)
}

// namedSQL selects the messages that Slack has, or may have, in which a
// performer's open occurrences appear.
const namedSQL = `
	SELECT s.occurrence_id, n.key, s.part = 'week' FROM occurrences o JOIN outbox_shows s ON s.occurrence_id = o.id JOIN outbox n ON n.id = s.notice_id
	WHERE o.performer_id = $1 AND o.closes_on >= $2 AND o.entry_id = 0 AND o.skip_reason = '' AND o.expectation = 'expected'
		AND n.state IN ('sending', 'sent') AND n.person_id = $1`

// Named returns the messages before a day that named each of the performer's
// occurrences, of those that can still be logged.
func (s *Store) Named(ctx context.Context, performer practice.PersonID, on cadence.Date) (map[practice.OccurrenceID][]practice.Naming, error) {
	return s.named(ctx, namedSQL, performer, on)
}

func (s *Store) named(ctx context.Context, query string, performer practice.PersonID, on cadence.Date) (map[practice.OccurrenceID][]practice.Naming, error) {
	type naming struct {
		practice.Naming
		id practice.OccurrenceID
	}
	rows, err := s.read.QueryContext(ctx, query, performer, day(on))
	if err != nil {
		return nil, fmt.Errorf("named: %w", readable(err))
	}
	all, err := collect(rows, func(rows *sql.Rows, n *naming) error {
		var key string
		err := rows.Scan(&n.id, &key, &n.Week)
		n.On = dayOfKey(key)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("named: %w", readable(err))
	}
	named := make(map[practice.OccurrenceID][]practice.Naming, len(all))
	for _, n := range all {
		if n.On < on {
			named[n.id] = append(named[n.id], n.Naming)
		}
	}
	return named, nil
}

// dayOfKey returns the day in the key of a morning message.
func dayOfKey(key string) cadence.Date {
	d, _ := cadence.ParseDate(key[strings.LastIndexByte(key, '/')+1:])
	return d
}

// heardSQL records that a posted message reports the changes it shows, so that
// the next one does not repeat them.
const heardSQL = `
	UPDATE occurrences SET news = 0 WHERE performer_id = $1 AND news = 1 AND EXISTS (
		SELECT 1 FROM outbox n JOIN outbox_shows s ON s.notice_id = n.id WHERE n.key = $2 AND s.occurrence_id = occurrences.id)`

func heard(ctx context.Context, tx *engine.Tx, notices []practice.Notice) error {
	for _, n := range notices {
		if b, ok := n.(practice.Bundle); ok {
			if _, err := tx.ExecContext(ctx, heardSQL, b.Person, b.Key()); err != nil {
				return err
			}
		}
	}
	return nil
}

// A Waking is what a morning has decided: for whom, and what their messages
// are.
type Waking struct {
	People  []practice.PersonID
	Begun   []practice.PersonID // for whom it is the first day with coach
	Quiet   []practice.PersonID // who gets only Monday's message, from today on
	Back    []practice.PersonID // whose quiet time ended before they were told of it
	Bundles []practice.Notice
	Told    Announcement
	Helps   []practice.HelpPreview // what digests to come are going to say of people
	Carrier *practice.Carrier      // the digest that carries the one message; nil for messages of their own
}

// Wake records what was decided about a day's messages, and posts them. The
// changes and the playbook version that these report count as reported, and
// earlier messages that show a closed occurrence are redrawn. A digest that
// carries the message is posted with it; if it is out already, nothing is
// recorded, since the message has to go alone.
func (s *Store) Wake(ctx context.Context, today cadence.Date, w Waking) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if w.Carrier != nil {
			if out, err := isPosted(ctx, tx, w.Carrier); err != nil || out {
				return err
			}
		}
		each := func(ids []practice.PersonID, statement string, on cadence.Date) error {
			for _, id := range ids {
				if _, err := tx.ExecContext(ctx, statement, id, day(on)); err != nil {
					return err
				}
			}
			return nil
		}
		err := errors.Join(
			each(w.People, lapsedSQL, today),
			each(w.People, `UPDATE people SET bundled_on = $2 WHERE id = $1`, today),
			each(w.Begun, `UPDATE people SET begun_on = $2 WHERE id = $1 AND begun_on = ''`, today),
			each(w.Quiet, `UPDATE people SET weekly_until = $2 WHERE id = $1`, practice.QuietUntil(today)),
			each(w.Back, `UPDATE people SET weekly_until = '' WHERE id = $1 AND weekly_until >= $2`, today))
		if err != nil {
			return err
		}
		if err := errors.Join(post(ctx, tx, itself, w.Bundles...), w.postCarrier(ctx, tx)); err != nil {
			return err
		}
		return errors.Join(heard(ctx, tx, w.Bundles), asked(ctx, tx, w.Bundles), askedOwn(ctx, tx, w.Bundles), s.putAsks(ctx, tx, today, w.Bundles), putHelps(ctx, tx, w.Helps), w.Told.note(ctx, tx))
	})
	if err != nil {
		return fmt.Errorf("wake: %w", err)
	}
	return nil
}

// postCarrier posts the digest that carries the message, and notes when that
// would go alone.
func (w Waking) postCarrier(ctx context.Context, tx *engine.Tx) error {
	if w.Carrier == nil {
		return nil
	}
	if err := post(ctx, tx, itself, w.Carrier.Digest); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, ownTimeSQL, w.Carrier.Key(), millis(w.Carrier.Own))
	return err
}

// HadMorning reports whether a person has had a morning message; for person 0,
// whether any person has.
func (s *Store) HadMorning(ctx context.Context, id practice.PersonID) (had bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM outbox WHERE kind = 'bundle' AND state = 'sent' AND (person_id = $1 OR $1 = 0))`, id).Scan(&had)
	if err != nil {
		return false, fmt.Errorf("mornings: %w", readable(err))
	}
	return had, nil
}
