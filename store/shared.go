package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/store/engine"
)

// Shared reports whether several copies of coach may serve people from the
// database at a time, so that what one of them knows for a while stands in it:
// events, turns, Homes and looks. None of it raises the revision, and a crash of
// the server may take it away.
func (s *Store) Shared() bool { return s.db.Shared() }

// A Claim is what is known of an event when a copy of coach is about to answer it.
type Claim int

// The claims.
const (
	Fresh       Claim = iota // it comes for the first time
	Interrupted              // it came before, and whoever was to answer it did not
	Answered                 // it came before and was answered
)

// remembered is how long an event that Slack delivers again is recognised:
// longer than until Slack's last attempt.
const remembered = time.Hour

const (
	claimSQL    = `INSERT INTO events (id, until) VALUES ($1, %s + $2) ON CONFLICT (id) DO UPDATE SET times = events.times + 1 RETURNING times, answered`
	eventSQL    = `SELECT times, answered FROM events WHERE id = $1`
	answeredSQL = `UPDATE events SET answered = 1 WHERE id = $1`
)

// ClaimEvent notes that an event is about to be answered, and returns a number by
// which [Store.AnsweredEvent] knows who is about to. Whoever does has the
// person's turn, so of one that came before and was not answered nobody else is
// at it any more.
func (s *Store) ClaimEvent(ctx context.Context, id string) (c Claim, n int, err error) {
	answered := 0
	err = s.db.Brief(ctx, "", func(tx *engine.Tx) error {
		return tx.QueryRowContext(ctx, s.byItsClock(claimSQL), id, remembered.Milliseconds()).Scan(&n, &answered)
	})
	if err != nil {
		return Fresh, 0, fmt.Errorf("claim an event: %w", err)
	}
	return claimed(n-1, answered), n, nil
}

// claimed returns what is known of an event that was claimed some times.
func claimed(times, answered int) Claim {
	switch {
	case answered == 1:
		return Answered
	case times > 0:
		return Interrupted
	}
	return Fresh
}

// EventOf returns what is known of an event, and claims nothing: one that another
// copy is answering is [Interrupted].
func (s *Store) EventOf(ctx context.Context, id string) (Claim, error) {
	var times, answered int
	err := s.read.QueryRowContext(ctx, eventSQL, id).Scan(&times, &answered)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Fresh, fmt.Errorf("read of an event: %w", readable(err))
	}
	return claimed(times, answered), nil
}

// AnsweredEvent notes that an event was acknowledged with its answer, by whoever
// claimed it as number n. It reports whether nobody has claimed it since: a copy
// that was frozen meanwhile says nothing that another has said.
func (s *Store) AnsweredEvent(ctx context.Context, id string, n int) (mine bool, err error) {
	err = s.db.Brief(ctx, "event "+id, func(tx *engine.Tx) error {
		var times, answered int
		err := tx.QueryRowContext(ctx, eventSQL, id).Scan(&times, &answered)
		if errors.Is(err, sql.ErrNoRows) { // the server has forgotten it
			mine = true
			return nil
		}
		if mine = times == n; err != nil || !mine {
			return err
		}
		_, err = tx.ExecContext(ctx, answeredSQL, id)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("note an answered event: %w", err)
	}
	return mine, nil
}

const (
	openHomeSQL = `INSERT INTO homes (slack_id, opened_at) VALUES ($1, %s) ON CONFLICT (slack_id) DO UPDATE SET opened_at = excluded.opened_at, page = 0`
	turnPageSQL = `INSERT INTO homes (slack_id, opened_at, page) VALUES ($1, %s, $2) ON CONFLICT (slack_id) DO UPDATE SET page = excluded.page`
	drawHomeSQL = `INSERT INTO homes (slack_id, opened_at, drawn_by) VALUES ($1, %s, $2) ON CONFLICT (slack_id) DO UPDATE SET drawn_by = excluded.drawn_by`
	homeSQL     = `SELECT page, drawn_by FROM homes WHERE slack_id = $1`
)

// A Home is what is known of coach's Home as somebody sees it.
type Home struct {
	Opened  bool   // or drawn, within thirty days; the rest is of one that was
	Page    int    // how many people stand on the pages before the one shown
	DrawnBy string // the copy of coach that drew what they see; empty for none that knows
}

// HomeOf returns what is known of somebody's Home.
func (s *Store) HomeOf(ctx context.Context, slackID string) (h Home, err error) {
	err = s.read.QueryRowContext(ctx, homeSQL, slackID).Scan(&h.Page, &h.DrawnBy)
	if errors.Is(err, sql.ErrNoRows) {
		return h, nil
	}
	if err != nil {
		return h, fmt.Errorf("read of a Home: %w", readable(err))
	}
	h.Opened = true
	return h, nil
}

// OpenHome notes that somebody has opened their Home, at its first page.
func (s *Store) OpenHome(ctx context.Context, slackID string) error {
	return s.brief(ctx, "note an open Home", s.byItsClock(openHomeSQL), slackID)
}

// TurnHome notes the page of people that an open Home shows.
func (s *Store) TurnHome(ctx context.Context, slackID string, page int) error {
	return s.brief(ctx, "turn a page of a Home", s.byItsClock(turnPageSQL), slackID, page)
}

// DrawHome notes the copy of coach that draws somebody's Home.
func (s *Store) DrawHome(ctx context.Context, slackID, by string) error {
	return s.brief(ctx, "note a drawn Home", s.byItsClock(drawHomeSQL), slackID, by)
}

const (
	lookSQL = `INSERT INTO looks (slack_id, looked_at) VALUES ($1, %[1]s) ON CONFLICT (slack_id) DO UPDATE SET looked_at = excluded.looked_at
		WHERE looks.looked_at <= excluded.looked_at - $2 RETURNING looked_at`
	lookedSQL = `SELECT looked_at + $2 - %s FROM looks WHERE slack_id = $1`
)

// Look notes that somebody is looked up in Slack's directory, unless another
// look was less than a time ago: then it returns how long to wait.
func (s *Store) Look(ctx context.Context, slackID string, atMost time.Duration) (wait time.Duration, err error) {
	err = s.db.Brief(ctx, "", func(tx *engine.Tx) error {
		var at int64
		err := tx.QueryRowContext(ctx, s.byItsClock(lookSQL), slackID, atMost.Milliseconds()).Scan(&at)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		err = tx.QueryRowContext(ctx, s.byItsClock(lookedSQL), slackID, atMost.Milliseconds()).Scan(&at)
		wait = max(0, time.Duration(at)*time.Millisecond)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("look somebody up: %w", err)
	}
	return wait, nil
}

// forgottenSQL are the statements that remove what copies need to know of each
// other no longer.
var forgottenSQL = []string{
	`DELETE FROM events WHERE until <= %s`,
	`DELETE FROM turns WHERE until <= %s`,
	`DELETE FROM homes WHERE opened_at <= %s - 2592000000`, // thirty days
	`DELETE FROM looks WHERE looked_at <= %s - 86400000`,   // a day
}

// forget removes what copies need to know of each other no longer.
func (s *Store) forget(ctx context.Context) error {
	for _, statement := range forgottenSQL {
		if err := s.brief(ctx, "forget", s.byItsClock(statement)); err != nil {
			return err
		}
	}
	return nil
}

// forgetSQL are the statements that remove it of one person.
var forgetSQL = []string{`DELETE FROM turns WHERE slack_id = $1`, `DELETE FROM homes WHERE slack_id = $1`, `DELETE FROM looks WHERE slack_id = $1`}
