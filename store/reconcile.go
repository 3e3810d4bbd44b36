package store

import (
	"context"
	"database/sql"
	"fmt"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// A Plan is the list of occurrences that a performer should have in the periods
// that have a day from … to ….
type Plan struct {
	Performer   practice.PersonID
	Revision    int // of the roster it was made by, at least
	From, To    cadence.Date
	Occurrences []practice.Occurrence
}

// Reconcile makes stored occurrences match plans, and marks each performer as
// planned up to the plan's end, and as led by whoever leads them then. A transaction writes about a hundred rows: a
// manager with many reports needs several, and is marked as planned in the
// last. If coach stops in between, or the roster has changed since a plan was
// made, the next planning does the rest.
func (s *Store) Reconcile(ctx context.Context, plans []Plan) error {
	pb, _, err := s.Playbook(ctx)
	if err != nil {
		return err
	}
	roster, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	for len(plans) > 0 {
		done := 0
		err := s.tx(ctx, func(tx *engine.Tx) error {
			r := reconciler{tx, pb, roster}
			for left := atOnce; done < len(plans) && left > 0; done++ {
				rows, all, err := r.reconcile(ctx, plans[done], left)
				if err != nil || !all {
					return err
				}
				left -= rows
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("reconcile: %w", err)
		}
		plans = plans[done:]
	}
	return nil
}

// The SQL statements of reconciliation. An occurrence in a message that Slack
// may have accepted counts as shown.
const (
	isPlanned = `performer_id = $1 AND period_start <= $3 AND period_end >= $2`
	storedSQL = `SELECT ` + occurrenceColumns + `, EXISTS (
			SELECT 1 FROM outbox_shows JOIN outbox n ON n.id = notice_id WHERE occurrence_id = occurrences.id AND n.state IN ('sending', 'sent'))
		FROM occurrences WHERE ` + isPlanned + ` ORDER BY id`
	addSQL = `
		INSERT INTO occurrences (practice, performer_id, subject_id, period_start, period_end, due_code, seq,
			nominal_on, due_on, grace_until, closes_on, expectation, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`
	moveSQL = `
		UPDATE occurrences SET nominal_on = $2, due_on = $3, grace_until = $4, closes_on = $5, expectation = $6, reason = $7, news = CASE WHEN $8 = 1 THEN 1 ELSE news END
		WHERE id = $1`
	plannedSQL = `UPDATE people SET planned_on = CASE WHEN planned_on < $2 THEN $2 ELSE planned_on END, replan = CASE WHEN replan <= $3 THEN 0 ELSE replan END WHERE id = $1`
)

// A reconciler reconciles plans within one transaction.
type reconciler struct {
	tx       *engine.Tx
	playbook *practice.Playbook
	roster   *practice.Roster
}

// reconcile writes at most the given number of rows of a plan, and marks the
// performer as planned if no row is left.
func (r reconciler) reconcile(ctx context.Context, p Plan, most int) (rows int, all bool, err error) {
	found, err := r.tx.QueryContext(ctx, storedSQL, p.Performer, day(p.From), day(p.To))
	if err != nil {
		return 0, false, err
	}
	stored, err := collect(found, func(rows *sql.Rows, o *practice.Stored) error {
		return scanOccurrenceAnd(r.tx, rows, &o.Occurrence, &o.Shown)
	})
	if err != nil {
		return 0, false, err
	}
	amendments := practice.Reconcile(stored, p.Occurrences, r.playbook, p.From, p.To)
	if all = len(amendments) < most; !all {
		amendments = amendments[:most]
	}
	for _, a := range amendments {
		if err := r.amend(ctx, a); err != nil {
			return 0, false, err
		}
	}
	if !all {
		return len(amendments), false, nil
	}
	if err := follow(ctx, r.tx, r.roster, p.Performer, p.To); err != nil {
		return 0, false, err
	}
	_, err = r.tx.ExecContext(ctx, plannedSQL, p.Performer, day(p.To), p.Revision)
	return len(amendments) + 1, true, err
}

func (r reconciler) amend(ctx context.Context, a practice.Amendment) error {
	if a.ID == 0 {
		_, err := r.tx.ExecContext(ctx, addSQL,
			a.Practice, a.Performer, a.Subject, day(a.Period.Start), day(a.Period.End), a.Due.String(), a.Seq,
			day(a.Nominal), day(a.DueOn), day(a.GraceUntil), day(a.ClosesOn), a.Expectation, a.Reason)
		return err
	}
	_, err := r.tx.ExecContext(ctx, moveSQL,
		a.ID, day(a.Nominal), day(a.DueOn), day(a.GraceUntil), day(a.ClosesOn), a.Expectation, a.Reason, flag(a.News))
	if err != nil {
		return err
	}
	return stale(ctx, r.tx, a.ID)
}
