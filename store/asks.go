package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

const selectAsks = `
	SELECT a.id, a.entry_id, a.person_id, a.why, a.round, a.settled, a.waits_until, a.asked_on, a.asked_at, a.lapses_on, a.cancelled_at,
		a.answered_at, a.matched, a.useful, a.next_clear, a.kept_at, e.practice, e.author_id, e.happened_on, e.logged_at, e.logged_on
	FROM asks a JOIN entries e ON e.id = a.entry_id WHERE `

const (
	asksWaitingSQL = selectAsks + `a.person_id = $1 AND a.asked_on = '' AND a.cancelled_at = 0 AND a.waits_until >= $2 ORDER BY a.id`
	askedSinceSQL  = `SELECT count(*) FROM asks WHERE person_id = $1 AND asked_on <> '' AND asked_on >= $2`
	asksAboutSQL   = selectAsks + `a.entry_id = $1 ORDER BY a.id`
	oneAskSQL      = selectAsks + `a.id = $1`

	openAsksSQL  = selectAsks + `a.person_id = $1 AND a.asked_on <> '' AND a.answered_at = 0 AND a.cancelled_at = 0 AND a.lapses_on >= $2 ORDER BY a.id`
	asksOfDaySQL = selectAsks + `a.person_id = $1 AND e.author_id = $2 AND e.happened_on = $3 AND a.entry_id <> $4 AND e.withdrawn_at = 0 ORDER BY a.id`

	cancelAsksSQL = `UPDATE asks SET cancelled_at = $2 WHERE entry_id = $1 AND answered_at = 0 AND cancelled_at = 0 RETURNING person_id, asked_on`
	answerAskSQL  = `UPDATE asks SET answered_at = $2, matched = $3, useful = $4, next_clear = $5 WHERE id = $1`
	asksSentSQL   = `UPDATE asks SET asked_at = $2 WHERE id = $1 AND asked_at = 0`
	askNowSQL     = `UPDATE asks SET asked_on = $2, lapses_on = $3 WHERE id = $1 AND asked_on = ''`
	notAskedSQL   = `UPDATE asks SET asked_on = '', lapses_on = '' WHERE id = $1 AND asked_at = 0 AND answered_at = 0`
	sameDaySQL    = `
		UPDATE asks SET cancelled_at = $2 WHERE person_id = $1 AND asked_on = '' AND cancelled_at = 0 AND id <> $3 AND entry_id IN (
			SELECT o.id FROM entries o JOIN entries e ON e.author_id = o.author_id AND e.happened_on = o.happened_on AND e.id <> o.id JOIN asks a ON a.entry_id = e.id WHERE a.id = $3)`
)

func asks(ctx context.Context, q querier, query string, args ...any) ([]practice.Ask, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, a *practice.Ask) error {
		var asked, cancelled, answered, kept, logged int64
		err := rows.Scan(&a.ID, &a.Entry, &a.Person, &a.Why, &a.Round, &a.Settled, (*day)(&a.WaitsUntil), (*day)(&a.AskedOn), &asked, (*day)(&a.LapsesOn), &cancelled,
			&answered, &a.Answer.Match, &a.Answer.Useful, &a.Answer.Next, &kept, &a.Practice, &a.Author, (*day)(&a.HappenedOn), &logged, (*day)(&a.LoggedOn))
		a.AskedAt, a.CancelledAt, a.Answer.At, a.KeptAt, a.LoggedAt = instant(asked), instant(cancelled), instant(answered), instant(kept), instant(logged)
		return err
	})
}

// Confirming returns what waits to be asked of a person, and how many asks they
// were sent since the Monday of the week that has today. Which of the practices
// are rated it leaves to the caller.
func (s *Store) Confirming(ctx context.Context, who practice.PersonID, today cadence.Date) (c practice.Confirming, err error) {
	if c.Waiting, err = asks(ctx, s.read, asksWaitingSQL, who, day(today)); err != nil {
		return c, fmt.Errorf("asks: %w", readable(err))
	}
	monday := today.Monday()
	if err := s.read.QueryRowContext(ctx, askedSinceSQL, who, day(monday)).Scan(&c.Asked); err != nil {
		return c, fmt.Errorf("asks: %w", readable(err))
	}
	return c, nil
}

// OpenAsks returns what a person has been asked and can still answer, but has
// not.
func (s *Store) OpenAsks(ctx context.Context, who practice.PersonID, today cadence.Date) ([]practice.Ask, error) {
	open, err := asks(ctx, s.read, openAsksSQL, who, day(today))
	if err != nil {
		return nil, fmt.Errorf("open asks: %w", readable(err))
	}
	return open, nil
}

// AsksAbout returns the asks about an entry, whatever became of them.
func (s *Store) AsksAbout(ctx context.Context, id practice.EntryID) ([]practice.Ask, error) {
	all, err := asks(ctx, s.read, asksAboutSQL, id)
	if err != nil {
		return nil, fmt.Errorf("asks: %w", readable(err))
	}
	return all, nil
}

// AsksOfDay returns the asks of the same person about what the same author
// logged of the same day, but for those about the same entry.
func (s *Store) AsksOfDay(ctx context.Context, a practice.Ask) ([]practice.Ask, error) {
	all, err := asks(ctx, s.read, asksOfDaySQL, a.Person, a.Author, day(a.HappenedOn), a.Entry)
	if err != nil {
		return nil, fmt.Errorf("asks of a day: %w", readable(err))
	}
	return all, nil
}

// Ask returns an ask, or ErrNotFound.
func (s *Store) Ask(ctx context.Context, id practice.AskID) (practice.Ask, error) {
	a, err := ask(ctx, s.read, id)
	if err != nil {
		return a, fmt.Errorf("ask: %w", readable(err))
	}
	return a, nil
}

func ask(ctx context.Context, q querier, id practice.AskID) (practice.Ask, error) {
	return theOne(asks(ctx, q, oneAskSQL, id))
}

// askAbout has the asks about an entry wait to be put to people. An entry that
// arrives twice is asked about once.
func (s *Store) askAbout(ctx context.Context, tx *engine.Tx, e practice.Entry, p *practice.Practice, settled bool, on cadence.Date) error {
	if p.Confirm == practice.ConfirmNone {
		return nil
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	for _, a := range practice.Asks(r, e, p, settled, on) {
		if _, err := tx.ExecContext(ctx, `INSERT INTO asks (entry_id, person_id, why, round, settled, waits_until) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
			a.Entry, a.Person, a.Why, e.Edits, flag(a.Settled), day(a.WaitsUntil)); err != nil {
			return err
		}
	}
	return nil
}

// cancelAsks takes back the asks about an entry that nobody has answered, and
// has the messages that ask drawn again.
func cancelAsks(ctx context.Context, tx *engine.Tx, id practice.EntryID, at time.Time) error {
	rows, err := tx.QueryContext(ctx, cancelAsksSQL, id, millis(at))
	if err != nil {
		return err
	}
	cancelled, err := collect(rows, func(rows *sql.Rows, a *practice.Ask) error { return rows.Scan(&a.Person, (*day)(&a.AskedOn)) })
	if err != nil {
		return err
	}
	for _, a := range cancelled {
		if err := showAsk(ctx, tx, a); err != nil {
			return err
		}
	}
	return nil
}

// showAsk has the message that puts an ask drawn again, if there is one.
func showAsk(ctx context.Context, tx *engine.Tx, a practice.Ask) error {
	if a.AskedOn == 0 {
		return nil
	}
	return redraw(ctx, tx, practice.Bundle{Person: a.Person, On: a.AskedOn})
}

// askAgain takes back the open asks about an entry whose person, day or practice
// an edit has changed, and has it asked about once more. An answer that was given
// stands until the next one.
func (s *Store) askAgain(ctx context.Context, tx *engine.Tx, before, e practice.Entry, p *practice.Practice, at time.Time, on cadence.Date) error {
	if before.Subject == e.Subject && before.HappenedOn == e.HappenedOn && before.Practice == e.Practice && len(practice.Former(before, e, p)) == 0 {
		return nil
	}
	if err := cancelAsks(ctx, tx, e.ID, at); err != nil {
		return err
	}
	settled, err := settledBy(ctx, tx, e)
	if err != nil {
		return err
	}
	e.Edits = before.Edits + 1
	return s.askAbout(ctx, tx, e, p, settled.ID != 0, on)
}

// AnswerAsk stores what a person answers to an ask of theirs, and notifies the
// author of an entry that they do not remember. An answer may be changed; the
// last one counts. The ask of somebody else is ErrNotFound.
func (s *Store) AnswerAsk(ctx context.Context, id practice.AskID, who practice.PersonID, c practice.Confirmation) (answered practice.Ask, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		a, err := ask(ctx, tx, id)
		if err != nil {
			return err
		}
		if a.Person != who {
			return ErrNotFound
		}
		before := a.Answer
		c = c.Kept()
		answered, answered.Answer = a, c
		if _, err := tx.ExecContext(ctx, answerAskSQL, id, millis(c.At), string(c.Match), c.Useful, c.Next); err != nil {
			return err
		}
		n := practice.NotRemembered{Ask: id}
		switch {
		case c.Match == practice.MatchedNo && before.Match != practice.MatchedNo:
			err = errors.Join(redraw(ctx, tx, n), post(ctx, tx, who, n))
		case before.Match == practice.MatchedNo:
			err = redraw(ctx, tx, n)
		}
		return errors.Join(err, showAsk(ctx, tx, a))
	})
	if err != nil {
		return answered, fmt.Errorf("answer an ask: %w", err)
	}
	return answered, nil
}

// KeepAsked records that the author keeps an entry that the person it is about
// does not remember. The ask about another's entry is ErrNotFound.
func (s *Store) KeepAsked(ctx context.Context, id practice.AskID, author practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		a, err := ask(ctx, tx, id)
		if err != nil {
			return err
		}
		if a.Author != author {
			return ErrNotFound
		}
		if _, err := tx.ExecContext(ctx, `UPDATE asks SET kept_at = $2 WHERE id = $1 AND kept_at = 0`, id, millis(at)); err != nil {
			return err
		}
		return redraw(ctx, tx, practice.NotRemembered{Ask: id})
	})
	if err != nil {
		return fmt.Errorf("keep an entry: %w", err)
	}
	return nil
}

// putAsks records that messages of a day ask, and until when their asks can be
// answered.
func (s *Store) putAsks(ctx context.Context, tx *engine.Tx, today cadence.Date, notices []practice.Notice) error {
	var r *practice.Roster
	for _, n := range notices {
		b, ok := n.(practice.Bundle)
		if !ok || b.Ask == 0 {
			continue
		}
		var err error
		if r == nil {
			if r, err = s.Roster(ctx); err != nil {
				return err
			}
		}
		if _, err = tx.ExecContext(ctx, askNowSQL, b.Ask, day(today), day(practice.LapsesAfter(r, b.Person, today))); err != nil {
			return err
		}
	}
	return nil
}

// askSent records when a message that asks was sent. What else the same author
// logged with the person on the same day is not asked about any more: the message
// mentions it.
func askSent(ctx context.Context, tx *engine.Tx, d Delivery, ts string) error {
	b, ok := d.Notice.(practice.Bundle)
	if !ok || b.Ask == 0 {
		return nil
	}
	at := millis(postedAt(ts, d.AttemptedAt.UnixMilli()))
	if _, err := tx.ExecContext(ctx, asksSentSQL, b.Ask, at); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, sameDaySQL, b.Person, at, b.Ask)
	return err
}

// askNotSent has an ask wait again whose message was never sent.
func askNotSent(ctx context.Context, tx *engine.Tx, n practice.Notice) error {
	b, ok := n.(practice.Bundle)
	if !ok || b.Ask == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, notAskedSQL, b.Ask)
	return err
}
