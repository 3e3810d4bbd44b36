package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// ErrErased is the error of erasing somebody a second time.
var ErrErased = errors.New("erased already")

// Erase begins to erase a person: from here on nobody reads their name, no list
// names them, nothing is sent to them, and they are somebody else if they come
// back. Their words are removed by [Store.EraseRest], a hundred rows at a time.
// Who did it, or 0 for whoever runs coach, and whom, is recorded, and the owners
// of the playbook whom to tell hear of it.
//
// The numbers stay: what was expected of them and done, answers that measures
// count, what they said of others' sessions, and the lines of who reported to
// whom, all of a person who is a number.
func (s *Store) Erase(ctx context.Context, who, by practice.PersonID, tell []practice.PersonID, at time.Time) error {
	return s.beginErasing(ctx, who, by, at, func(tx *engine.Tx) error {
		for _, to := range tell {
			if err := tellErased(ctx, tx, to, who, by); err != nil {
				return err
			}
		}
		return nil
	})
}

// tellErased tells an owner of the playbook that somebody was erased, unless it
// is them, or they did it.
func tellErased(ctx context.Context, tx *engine.Tx, to, who, by practice.PersonID) error {
	if to == who || to == by {
		return nil
	}
	return post(ctx, tx, by, practice.PersonErased{To: to, Person: who, By: by})
}

// EraseByOwner is [Store.Erase] for an owner of the playbook, who may erase
// themselves, too. The others than who is erased, if that is an owner, are the
// owners left: fixed ones are named where coach runs. It is [ErrLastOwner] where
// none of them owns it any more: of two who erase each other at once, one stays.
// The other owners hear of it.
func (s *Store) EraseByOwner(ctx context.Context, who, by practice.PersonID, others []practice.PersonID, fixed bool, at time.Time) error {
	return s.beginErasing(ctx, who, by, at, func(tx *engine.Tx) error {
		stays := false
		for _, other := range others {
			var still bool
			if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM people WHERE id = $1 AND erased_at = 0 AND (playbook_owner = 1 OR $2 = 1))`, other, flag(fixed)).Scan(&still); err != nil {
				return err
			}
			stays = stays || still
			if err := tellErased(ctx, tx, other, who, by); err != nil {
				return err
			}
		}
		if !stays {
			return ErrLastOwner
		}
		return nil
	})
}

// beginErasing erases a person's name, as [Store.Erase] does, and whatever else
// is to be done in the same transaction.
func (s *Store) beginErasing(ctx context.Context, who, by practice.PersonID, at time.Time, also func(*engine.Tx) error) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		places, err := placesOf(ctx, tx, who)
		if err != nil {
			return err
		}
		if err := erasing(ctx, tx, who, places); err != nil {
			return err
		}
		for _, statement := range eraseSQL {
			if _, err := tx.ExecContext(ctx, statement, who); err != nil {
				return err
			}
		}
		for _, statement := range eraseAtSQL {
			if _, err := tx.ExecContext(ctx, statement, who, millis(at)); err != nil {
				return err
			}
		}
		return errors.Join(audit(ctx, tx, at, by, practice.DeedErased, ofPerson(who)), planChanged(ctx, tx, everybody), also(tx))
	})
	if err != nil {
		return fmt.Errorf("erase: %w", readable(err))
	}
	s.erased.Store(true)
	return nil
}

const (
	placesSQL = `SELECT DISTINCT channel FROM outbox WHERE person_id = $1 AND person_id > 0 AND channel LIKE 'D%'`
	eraseRow  = `UPDATE people SET slack_id = NULL, email = NULL, file_email = NULL, former_id = NULL, lost_email = NULL, name = $2, zone = '', calendar = '',
		standing = 'gone', file_name = 0, file_zone = 0, admin = 0, playbook_owner = 0, morning = $3, days = 0, thanks = '', weekly_until = '', active_at = 0,
		told = 0, told_before = 0, led_by = 0, left_manager = 0, left_on = '' WHERE id = $1`
)

// eraseSQL are the statements that remove the few rows which only concern one
// person: how they like coach to be, and what it would still have asked or told
// them.
var eraseSQL = []string{
	`DELETE FROM drafts WHERE person_id = $1`,
	`DELETE FROM mutes WHERE person_id = $1`,
	`DELETE FROM open_questions WHERE person_id = $1`,
	`DELETE FROM patterns WHERE person_id = $1`,
	`DELETE FROM contradictions WHERE person_id = $1`,
	`DELETE FROM teams WHERE manager_id = $1`,
	`UPDATE outbox SET state = 'dropped', reason = 'erased', carrier = '', held_until = 0 WHERE person_id = $1 AND person_id > 0 AND state IN ('queued', 'held', 'carried')`,
}

var eraseAtSQL = []string{
	`UPDATE people SET erased_at = $2 WHERE id = $1`,
	`UPDATE subscriptions SET stopped_at = $2 WHERE root_id = $1 AND stopped_at = 0`,
	`UPDATE asks SET cancelled_at = $2 WHERE asked_on = '' AND cancelled_at = 0 AND (person_id = $1 OR entry_id IN (SELECT id FROM entries WHERE author_id = $1 OR subject_id = $1))`,
}

// placesOf returns what a person's messages are found by: Slack's IDs of the
// person and of their conversation with coach.
func placesOf(ctx context.Context, tx *engine.Tx, who practice.PersonID) ([]string, error) {
	var slackID string
	var gone bool
	err := tx.QueryRowContext(ctx, `SELECT coalesce(slack_id, ''), erased_at <> 0 FROM people WHERE id = $1`, who).Scan(&slackID, &gone)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, ErrNotFound
	case err != nil:
		return nil, err
	case gone:
		return nil, ErrErased
	}
	rows, err := tx.QueryContext(ctx, placesSQL, who)
	if err != nil {
		return nil, err
	}
	places, err := collect(rows, func(rows *sql.Rows, channel *string) error { return rows.Scan(channel) })
	if slackID != "" {
		places = append(places, slackID)
	}
	return places, err
}

// erasing takes a person's name away, and what copies of coach know of each
// other about them, and notes that their words are to follow.
func erasing(ctx context.Context, tx *engine.Tx, who practice.PersonID, places []string) error {
	text, err := json.Marshal(places)
	if err != nil {
		return err
	}
	for _, place := range places {
		for _, statement := range forgetSQL {
			if _, err := tx.ExecContext(ctx, statement, place); err != nil {
				return err
			}
		}
	}
	_, err = tx.ExecContext(ctx, eraseRow, who, nameless(who), practice.DefaultMorning)
	if err == nil {
		_, err = tx.ExecContext(ctx, `INSERT INTO erasures (person_id, places) VALUES ($1, $2)`, who, string(text))
	}
	return err
}

// nameless is the name of a person who was erased.
func nameless(who practice.PersonID) string { return fmt.Sprintf("#%d", who) }

// erasedAtOnce is how many rows are erased in one transaction, beside whoever
// else writes.
const erasedAtOnce = 100

// An erasure is a person of whom something is left to remove.
type erasure struct {
	who    practice.PersonID
	places []string
}

func erasures(ctx context.Context, q querier) ([]erasure, error) {
	rows, err := q.QueryContext(ctx, `SELECT person_id, places FROM erasures ORDER BY person_id`)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, e *erasure) error {
		var places string
		if err := rows.Scan(&e.who, &places); err != nil {
			return err
		}
		return json.Unmarshal([]byte(places), &e.places)
	})
}

// EraseRest removes what is left of the people who were erased, in transactions
// of at most a hundred rows, of which it makes at most some, and has it removed
// from the database's files. At the end each person's key is destroyed. It
// reports whether something is left: more than that, or what another process is
// reading meanwhile, or a file in Slack that is about to be deleted.
func (s *Store) EraseRest(ctx context.Context, at time.Time, most int) (more bool, err error) {
	all, err := erasures(ctx, s.read)
	for _, e := range all {
		if err != nil {
			break
		}
		var done bool
		for done, err = s.eraseSome(ctx, e, at); !done && err == nil && most > 1; most-- {
			giveWay(ctx)
			done, err = s.eraseSome(ctx, e, at)
		}
		if done && err == nil {
			done, err = s.eraseLast(ctx, e.who)
		}
		more = more || !done
	}
	if err != nil {
		return true, fmt.Errorf("erase: %w", readable(err))
	}
	return more, nil
}

// eraseLast forgets that somebody is being erased, once no file of the database
// has their words.
func (s *Store) eraseLast(ctx context.Context, who practice.PersonID) (done bool, err error) {
	if err := s.Tidy(ctx); err != nil || s.erased.Load() {
		return false, err
	}
	return true, s.exec(ctx, `DELETE FROM erasures WHERE person_id = $1`, who)
}

// eraseSome removes some of somebody's words, or their key once there are none.
func (s *Store) eraseSome(ctx context.Context, e erasure, at time.Time) (done bool, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		for _, step := range s.erasureSteps() {
			n, err := step(ctx, tx, e, at)
			if err != nil || n > 0 {
				return err
			}
		}
		var waits bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM sent_files WHERE person_id = $1 AND deleted_at = 0)`, e.who).Scan(&waits); err != nil || waits {
			return err
		}
		done = true
		_, err := tx.ExecContext(ctx, `UPDATE erasures SET places = '[]' WHERE person_id = $1`, e.who)
		return errors.Join(err, destroyKey(ctx, tx, e.who, at))
	})
	s.erased.Store(true)
	return done, err
}

// EraseOn is [Store.EraseRest] for a beat: it removes some and returns when the
// rest is due.
func (s *Store) EraseOn(ctx context.Context, now time.Time) (next time.Time, err error) {
	more, err := s.EraseRest(ctx, now, erasedABeat)
	if more {
		next = now.Add(time.Minute)
	}
	return next, err
}

// erasedABeat is how many hundreds of rows a beat erases.
const erasedABeat = 20
