package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// A Suggestion is a person's proposal to change a playbook. Only the playbook's
// owners may read its words.
type Suggestion struct {
	Request string // the request that made it: one that arrives twice is the same suggestion
	Person  practice.PersonID
	Version int // of the playbook
	Words   string
	At      time.Time
}

// Suggest stores a suggestion and notifies the playbook's owners.
func (s *Store) Suggest(ctx context.Context, g Suggestion, owners []practice.PersonID) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		var id practice.SuggestionID
		err := tx.QueryRowContext(ctx, `
			INSERT INTO suggestions (request, person_id, version, words, made_at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (request) DO NOTHING RETURNING id`, keyed(g.Person, g.Request), g.Person, g.Version, suggested.later(g.Words), millis(g.At)).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil {
			err = keep(ctx, tx, suggested.of(g.Person, g.Words, id))
		}
		if err != nil {
			return err
		}
		var made int
		if err := tx.QueryRowContext(ctx, suggestedSQL, g.Person, millis(g.At.Add(-24*time.Hour))).Scan(&made); err != nil {
			return err
		}
		if made > practice.SuggestionsMost {
			return practice.Problems{practice.SuggestedEnough()}
		}
		var notices []practice.Notice
		for _, to := range owners {
			notices = append(notices, practice.Suggested{Suggestion: id, To: to})
		}
		return post(ctx, tx, g.Person, notices...)
	})
	if err != nil {
		return fmt.Errorf("suggest: %w", err)
	}
	return nil
}

const suggestedSQL = `SELECT count(*) FROM suggestions WHERE person_id = $1 AND made_at > $2`

// Suggestion returns a suggestion, or ErrNotFound.
func (s *Store) Suggestion(ctx context.Context, id practice.SuggestionID) (g Suggestion, err error) {
	var at int64
	err = s.read.QueryRowContext(ctx, `SELECT request, person_id, version, words, made_at FROM suggestions WHERE id = $1`, id).
		Scan(&g.Request, &g.Person, &g.Version, suggested.read(s.read, &g.Words, &id), &at)
	if errors.Is(err, sql.ErrNoRows) {
		return g, ErrNotFound
	}
	if err != nil {
		return g, fmt.Errorf("suggestion: %w", readable(err))
	}
	g.At = time.UnixMilli(at)
	g.Request = strings.TrimPrefix(g.Request, keyed(g.Person, ""))
	return g, nil
}

// announcedSQL finds a person's messages that announced a playbook version.
const announcedSQL = `UPDATE outbox SET changes = changes + 1 WHERE playbook = $2 AND playbook > 0 AND person_id = $1`

// Pledge records that a person agreed to a playbook version ("I'm in"), and
// redraws the message that announced it. A second pledge changes nothing.
func (s *Store) Pledge(ctx context.Context, id practice.PersonID, version int) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		done, err := tx.ExecContext(ctx, `INSERT INTO pledges (person_id, version) VALUES ($1, $2) ON CONFLICT DO NOTHING`, id, version)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return err
		}
		_, err = tx.ExecContext(ctx, announcedSQL, id, version)
		return err
	})
	if err != nil {
		return fmt.Errorf("pledge: %w", err)
	}
	return nil
}

// Pledged reports whether a person has pledged to a playbook version.
func (s *Store) Pledged(ctx context.Context, id practice.PersonID, version int) (pledged bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pledges WHERE person_id = $1 AND version = $2)`, id, version).Scan(&pledged)
	if err != nil {
		return false, fmt.Errorf("pledge: %w", readable(err))
	}
	return pledged, nil
}
