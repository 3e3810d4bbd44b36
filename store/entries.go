package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// A Logged is the result of storing one entry: the entry, and the occurrence it
// settled, if any.
type Logged struct {
	Entry   practice.Entry
	Settled practice.Occurrence // the occurrence it satisfied; with no ID when the entry is extra
	Again   bool                // the same request had logged it before
}

// Log is [Store.LogAll] for one entry.
func (s *Store) Log(ctx context.Context, e practice.Entry, p *practice.Practice, chosen practice.OccurrenceID, playbookVersion int) (Logged, error) {
	done, err := s.LogAll(ctx, []practice.Entry{e}, p, practice.Choice{Occurrence: chosen}, playbookVersion)
	if err != nil {
		return Logged{}, err
	}
	return done[0], nil
}

// LogAll stores entries of the practice p, one for each subject, or none of
// them if one cannot be stored. Each entry settles the occurrence that
// [practice.Choice.Among] picks, opens its actions, marks the notices it makes
// stale and posts those it causes. A request that arrives twice is stored once for each
// subject. The results are in the order of the entries.
func (s *Store) LogAll(ctx context.Context, es []practice.Entry, p *practice.Practice, chosen practice.Choice, playbookVersion int) (done []Logged, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		done = make([]Logged, len(es))
		for i, e := range es {
			var err error
			if done[i], err = s.log(ctx, tx, e, p, chosen, playbookVersion); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("log: %w", err)
	}
	return done, nil
}

func (s *Store) log(ctx context.Context, tx *engine.Tx, e practice.Entry, p *practice.Practice, chosen practice.Choice, playbookVersion int) (done Logged, err error) {
	metrics, words := divide(p.Form, e.Values)
	countable, err := toJSON(metrics)
	if err != nil {
		return done, err
	}
	rest, err := toJSON(words)
	if err != nil {
		return done, err
	}
	err = tx.QueryRowContext(ctx, `
		INSERT INTO entries (request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version, metrics, words, link, has_private)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (request, subject_id) DO NOTHING RETURNING id`,
		keyed(e.Author, e.Request), e.Practice, e.Author, e.Subject, day(e.HappenedOn), millis(e.LoggedAt), day(e.LoggedOn), playbookVersion, countable, entryWords.later(rest), entryLink.later(e.Link), flag(withPrivate(p.Form, words))).Scan(&e.ID)
	if errors.Is(err, sql.ErrNoRows) {
		done.Again = true
		err = loggedBefore(ctx, tx, e, &done)
		return done, err
	}
	if err != nil {
		return done, err
	}
	if err := keep(ctx, tx, wordsIn(e, rest), linkIn(e)); err != nil {
		return done, err
	}
	if err := withinADay(ctx, tx, e); err != nil {
		return done, err
	}
	if e.Shared, err = share(ctx, tx, practice.Entry{}, e); err != nil {
		return done, err
	}
	e.Version = playbookVersion
	done.Entry = e
	if err := insertValues(ctx, tx, e.ID, metrics); err != nil {
		return done, err
	}
	if err := insertNamed(ctx, tx, e); err != nil {
		return done, err
	}
	if done.Settled, err = settle(ctx, tx, e, e.Practice, chosen); err != nil {
		return done, err
	}
	for _, also := range p.AlsoSatisfies {
		if _, err := settle(ctx, tx, e, also, practice.Choice{}); err != nil {
			return done, err
		}
	}
	if err := s.openActions(ctx, tx, e, p); err != nil {
		return done, err
	}
	if err := s.discuss(ctx, tx, e); err != nil {
		return done, err
	}
	if err := s.askAbout(ctx, tx, e, p, done.Settled.ID != 0, e.LoggedOn); err != nil {
		return done, err
	}
	if err := s.schedule(ctx, tx, e, p); err != nil {
		return done, err
	}
	if err := s.review(ctx, tx, e, p); err != nil {
		return done, err
	}
	return done, thank(ctx, tx, e)
}

// discuss closes what its pair shares and an entry's session has dealt with.
func (s *Store) discuss(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	if err := cover(ctx, tx, e); err != nil {
		return err
	}
	if err := mark(ctx, tx, e); err != nil {
		return err
	}
	if e.Agenda.Mark.Closes() {
		s.erased.Store(true) // the words of a day to look again went with the focus
	}
	return s.meetRequests(ctx, tx, e)
}

// resume takes back what [discuss] did, when the entry is taken back.
func resume(ctx context.Context, tx *engine.Tx, e practice.EntryID) error {
	if err := uncover(ctx, tx, e); err != nil {
		return err
	}
	if err := unmark(ctx, tx, e); err != nil {
		return err
	}
	return unmeet(ctx, tx, e)
}

// keyed returns a request's ID as it is stored, with the author's ID before it.
// The view ID of a form comes from the person's own client; without the author
// in the key, another person could send that ID first and block the form.
func keyed(by practice.PersonID, request string) string { return fmt.Sprintf("%d/%s", by, request) }

const thankedSQL = `SELECT count(*) FROM entries WHERE practice = 'recognition' AND author_id = $1 AND logged_on = $2`

// withinADay refuses a recognition beyond its author's limit for the day.
// Recognitions that were taken back count, because their messages were sent.
func withinADay(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	if e.Practice != practice.RecognitionKey {
		return nil
	}
	var n int
	if err := tx.QueryRowContext(ctx, thankedSQL, e.Author, day(e.LoggedOn)).Scan(&n); err != nil {
		return err
	}
	if n > practice.ThanksMost {
		return practice.Problems{practice.ThankedEnough()}
	}
	return nil
}

// loggedBefore returns what an earlier delivery of the same request stored.
func loggedBefore(ctx context.Context, tx *engine.Tx, e practice.Entry, done *Logged) error {
	found, err := entries(ctx, tx, `request = $1 AND subject_id = $2`, keyed(e.Author, e.Request), e.Subject)
	if err != nil {
		return err
	}
	done.Entry = found[0]
	done.Settled, err = settledBy(ctx, tx, found[0])
	return err
}

const settledBySQL = `entry_id = $1 AND entry_id <> 0 AND practice = $2`

// settledBy returns the occurrence of its own practice that an entry satisfies,
// if any.
func settledBy(ctx context.Context, q querier, e practice.Entry) (o practice.Occurrence, err error) {
	rows, err := q.QueryContext(ctx, selectOccurrences+settledBySQL, e.ID, e.Practice)
	if err != nil {
		return o, err
	}
	settled, err := collect(rows, scanOccurrence(q))
	if len(settled) > 0 {
		o = settled[0]
	}
	return o, err
}

const loggedBySQL = `request = $1 AND author_id = $2 ORDER BY id`

// LoggedBy returns the results of an author's request, one for each subject, in
// the order they were stored; none if the request was not served yet.
func (s *Store) LoggedBy(ctx context.Context, author practice.PersonID, request string) ([]Logged, error) {
	found, err := entries(ctx, s.read, loggedBySQL, keyed(author, request), author)
	if err != nil {
		return nil, fmt.Errorf("logged by a request: %w", readable(err))
	}
	done := make([]Logged, len(found))
	for i, e := range found {
		done[i] = Logged{Entry: e, Again: true}
		if done[i].Settled, err = settledBy(ctx, s.read, e); err != nil {
			return nil, fmt.Errorf("logged by a request: %w", readable(err))
		}
	}
	return done, nil
}

const isCandidate = `performer_id = $1 AND practice = $2 AND subject_id = $3 AND closes_on >= $4
	AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected'`

// settle marks one occurrence of the practice as satisfied by the entry, if any
// qualifies.
func settle(ctx context.Context, tx *engine.Tx, e practice.Entry, key string, chosen practice.Choice) (practice.Occurrence, error) {
	rows, err := tx.QueryContext(ctx, selectOccurrences+isCandidate, e.Author, key, e.Subject, day(e.LoggedOn))
	if err != nil {
		return practice.Occurrence{}, err
	}
	candidates, err := collect(rows, scanOccurrence(tx))
	if err != nil {
		return practice.Occurrence{}, err
	}
	o, err := chosen.Among(candidates, e.HappenedOn, e.LoggedOn)
	if err != nil || o.ID == 0 {
		return practice.Occurrence{}, err
	}
	o.Entry, o.LoggedOn, o.SettledAt = e.ID, e.LoggedOn, instant(millis(e.LoggedAt))
	return o, satisfy(ctx, tx, o.ID, e.ID, e.LoggedOn, e.LoggedAt)
}

// Withdraw takes an author's entries back, or none of them if one is another's.
// Their answers are erased, the occurrences they satisfied wait again, the
// messages they caused are taken back, and no measure counts them any more. The
// next [Store.Tidy] removes the erased words from the file. An entry that is
// another author's, or does not exist, is ErrNotFound.
func (s *Store) Withdraw(ctx context.Context, author practice.PersonID, at time.Time, ids ...practice.EntryID) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		for _, id := range ids {
			if err := s.withdraw(ctx, tx, author, at, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("withdraw: %w", err)
	}
	s.erased.Store(true)
	return nil
}

func (s *Store) withdraw(ctx context.Context, tx *engine.Tx, author practice.PersonID, at time.Time, id practice.EntryID) error {
	found, err := entries(ctx, tx, `id = $1 AND author_id = $2`, id, author)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return ErrNotFound
	}
	e := found[0]
	if e.Withdrawn {
		return nil
	}
	e.Withdrawn = true
	if _, err := tx.ExecContext(ctx, `UPDATE entries SET withdrawn_at = $2, metrics = '{}', words = '{}', link = '' WHERE id = $1`, id, millis(at)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM entry_values WHERE entry_id = $1`, id); err != nil {
		return err
	}
	if err := errors.Join(forgetEdits(ctx, tx, id), reopen(ctx, tx, id), dropActions(ctx, tx, e, at), cancelAsks(ctx, tx, id, at), s.dropSessions(ctx, tx, e, at), s.dropObstacles(ctx, tx, e, at)); err != nil {
		return err
	}
	if err := resume(ctx, tx, id); err != nil {
		return err
	}
	for _, n := range practice.Shows(e) {
		if err := redraw(ctx, tx, n); err != nil {
			return err
		}
	}
	return errors.Join(unask(ctx, tx, e), showPlan(ctx, tx, e), unwin(ctx, tx, e.ID), redrawFridays(ctx, tx, e))
}

// Entry returns the entry with the given ID, or ErrNotFound.
func (s *Store) Entry(ctx context.Context, id practice.EntryID) (practice.Entry, error) {
	found, err := entries(ctx, s.read, `id = $1`, id)
	if err != nil {
		return practice.Entry{}, fmt.Errorf("entry: %w", readable(err))
	}
	if len(found) == 0 {
		return practice.Entry{}, fmt.Errorf("entry: %w", ErrNotFound)
	}
	return found[0], nil
}

const isLastAbout = `author_id = $1 AND subject_id = $2 AND withdrawn_at = 0 ORDER BY happened_on DESC, id DESC LIMIT 20`

// LastAbout returns an author's last entries about a person, at most twenty,
// the latest first. Withdrawn ones are not among them.
func (s *Store) LastAbout(ctx context.Context, author, subject practice.PersonID) ([]practice.Entry, error) {
	found, err := entries(ctx, s.read, isLastAbout, author, subject)
	if err != nil {
		return nil, fmt.Errorf("last entries: %w", readable(err))
	}
	return found, nil
}

// aboutOf returns by whose key the words of an entry are sealed.
func aboutOf(author, subject practice.PersonID) practice.PersonID {
	if subject != 0 {
		return subject
	}
	return author
}

func wordsIn(e practice.Entry, text string) words {
	return entryWords.of(aboutOf(e.Author, e.Subject), text, e.ID)
}

func linkIn(e practice.Entry) words { return entryLink.of(aboutOf(e.Author, e.Subject), e.Link, e.ID) }

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

const selectEntries = `SELECT id, request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version, edits, metrics, words, link, withdrawn_at <> 0, place, channel, friday, alone FROM entries WHERE `

func entries(ctx context.Context, q querier, where string, args ...any) ([]practice.Entry, error) {
	rows, err := q.QueryContext(ctx, selectEntries+where, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, e *practice.Entry) error {
		var at int64
		var metrics, words, alone string
		if err := rows.Scan(&e.ID, &e.Request, &e.Practice, &e.Author, &e.Subject, (*day)(&e.HappenedOn), &at, (*day)(&e.LoggedOn), &e.Version, &e.Edits, &metrics, entryWords.read(q, &words, &e.ID), entryLink.read(q, &e.Link, &e.ID), &e.Withdrawn,
			&e.Shared.Place, &e.Shared.Channel, &e.Shared.Friday, &alone); err != nil {
			return err
		}
		e.LoggedAt = time.UnixMilli(at).UTC()
		e.Request = strings.TrimPrefix(e.Request, keyed(e.Author, ""))
		err := errors.Join(json.Unmarshal([]byte(metrics), &e.Values), json.Unmarshal([]byte(words), &e.Values)) // the second adds to the first
		if alone != "" {
			err = errors.Join(err, json.Unmarshal([]byte(alone), &e.Shared.Alone))
		}
		if len(e.Values) == 0 {
			e.Values = nil
		}
		e.Values = e.Values.ByValue()
		return err
	})
}

// LastLogged returns the time of the latest entry; no time when there is none.
func (s *Store) LastLogged(ctx context.Context) (time.Time, error) {
	var at sql.NullInt64
	if err := s.read.QueryRowContext(ctx, `SELECT max(logged_at) FROM entries`).Scan(&at); err != nil {
		return time.Time{}, fmt.Errorf("last logged: %w", readable(err))
	}
	if !at.Valid {
		return time.Time{}, nil
	}
	return time.UnixMilli(at.Int64), nil
}
