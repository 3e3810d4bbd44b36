package store

import (
	"context"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// syncActions brings an entry's actions in line with an edit of it. With
// another person the former's go, as far as nobody has touched them, and new
// ones are opened. Otherwise a step that was reworded keeps its place, one that
// was taken out goes, and what somebody ticked, moved or would cancel is theirs
// by now and stays.
func (s *Store) syncActions(ctx context.Context, tx *engine.Tx, before, e practice.Entry, p *practice.Practice, at time.Time) error {
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	wanted := practice.Opens(e, p, r.Calendar(e.Author))
	if before.Subject != e.Subject {
		if err := dropActions(ctx, tx, before, at); err != nil {
			return err
		}
		if err := resume(ctx, tx, e.ID); err != nil {
			return err
		}
		if err := insertActions(ctx, tx, wanted); err != nil || !practice.AsksForPlan(e, p) {
			return err
		}
		return askForPlan(ctx, tx, e)
	}
	stood, err := actions(ctx, tx, `entry_id = $1 AND entry_id <> 0 AND dropped_at = 0`, e.ID)
	if err != nil {
		return err
	}
	added, changed, dropped := practice.Resteps(stood, wanted)
	for _, a := range append(changed, dropped...) {
		if err := s.showStep(ctx, tx, a, at); err != nil {
			return err
		}
	}
	for _, a := range changed {
		if _, err := tx.ExecContext(ctx, `UPDATE actions SET what = $2, owner_id = $3, due_first = $4, due_on = $5 WHERE id = $1`,
			a.ID, stepOf(a), a.Owner, day(a.FirstDue), day(a.Due)); err != nil {
			return err
		}
	}
	for _, a := range dropped {
		if _, err := tx.ExecContext(ctx, `UPDATE actions SET dropped_at = $2, what = '' WHERE id = $1`, a.ID, millis(at)); err != nil {
			return err
		}
	}
	if err := insertActions(ctx, tx, added); err != nil {
		return err
	}
	return syncPlan(ctx, tx, before, e, p, at)
}

func insertActions(ctx context.Context, tx *engine.Tx, all []practice.Action) error {
	for _, a := range all {
		if err := insertAction(ctx, tx, a); err != nil {
			return err
		}
	}
	return nil
}

// syncPlan asks for a plan that an edit leaves to the person coached, and waits
// no longer for one that it does not.
func syncPlan(ctx context.Context, tx *engine.Tx, before, e practice.Entry, p *practice.Practice, at time.Time) error {
	switch was, is := practice.AsksForPlan(before, p), practice.AsksForPlan(e, p); {
	case is && !was:
		return askForPlan(ctx, tx, e)
	case was && !is:
		_, err := tx.ExecContext(ctx, `UPDATE plans SET dropped_at = $2 WHERE entry_id = $1 AND written_at = 0 AND dropped_at = 0`, e.ID, millis(at))
		if err != nil {
			return err
		}
		return redrawPlan(ctx, tx, e.ID)
	}
	return nil
}
