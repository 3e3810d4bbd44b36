package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// insertAction stores an action. One that its request made before stays as it
// is.
func insertAction(ctx context.Context, tx *engine.Tx, a practice.Action) error {
	err := tx.QueryRowContext(ctx, `
		INSERT INTO actions (request, entry_id, kind, author_id, owner_id, subject_id, what, made_at, due_first, due_on, agreed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (author_id, request) DO NOTHING RETURNING id`,
		keyed(a.Author, a.Request), a.Entry, a.Kind, a.Author, a.Owner, a.Subject, actionWhat.later(a.What), millis(a.MadeAt), day(a.FirstDue), day(a.Due), agreed(a)).Scan(&a.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return keep(ctx, tx, stepOf(a))
}

func stepOf(a practice.Action) words { return actionWhat.of(aboutOf(a.Owner, a.Subject), a.What, a.ID) }

func agreed(a practice.Action) int64 {
	if a.AgreedAt.IsZero() {
		return 0
	}
	return millis(a.AgreedAt)
}

// openActions opens the actions of a newly stored entry, and asks the person coached
// for their plan if the entry leaves it to them.
func (s *Store) openActions(ctx context.Context, tx *engine.Tx, e practice.Entry, p *practice.Practice) error {
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	for _, a := range practice.Opens(e, p, r.Calendar(e.Author)) {
		if err := insertAction(ctx, tx, a); err != nil {
			return err
		}
	}
	if !practice.AsksForPlan(e, p) {
		return nil
	}
	return askForPlan(ctx, tx, e)
}

const untouched = `entry_id = $1 AND entry_id <> 0 AND done_at = 0 AND cancelled_at = 0 AND dropped_at = 0
	AND NOT EXISTS (SELECT 1 FROM action_moves WHERE action_id = actions.id) AND NOT EXISTS (SELECT 1 FROM action_cancels WHERE action_id = actions.id)`

// dropActions takes an entry's actions back with it, words and all, as far as
// nobody has touched them. What somebody ticked, moved or would cancel is theirs
// by now and stays, as does what the person coached wrote themselves. A plan
// that was asked for is not waited for any more.
func dropActions(ctx context.Context, tx *engine.Tx, e practice.Entry, at time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE actions SET dropped_at = $2, what = '' WHERE `+untouched+`
		AND (owner_id = author_id OR NOT EXISTS (SELECT 1 FROM plans WHERE plans.entry_id = $1 AND written_at > 0))`, e.ID, millis(at))
	if err != nil {
		return err
	}
	return dropPlan(ctx, tx, e.ID, at)
}
