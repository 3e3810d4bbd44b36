package store

import (
	"context"

	"coach/practice"
	"coach/store/engine"
)

// A scope is whose plan a change may touch.
type scope struct {
	around practice.PersonID   // one person and whoever has a line over them
	people []practice.PersonID // just these
}

// everybody is whom a playbook, a holiday or an import may touch.
var everybody = scope{}

// around is whom a person's leave may touch: what a manager owes them too.
func around(id practice.PersonID) scope { return scope{around: id} }

// only is for people whose level or team a line decides: its two ends and whoever is
// above.
func only(ids ...practice.PersonID) scope { return scope{people: ids} }

const (
	replanSQL       = `UPDATE people SET replan = (SELECT n FROM revisions WHERE subject = 'roster') WHERE id = $1`
	replanAroundSQL = `
	UPDATE people SET replan = (SELECT n FROM revisions WHERE subject = 'roster')
	WHERE id IN (SELECT $1 UNION ALL SELECT manager_id FROM lines WHERE report_id = $1)`
	replanAllSQL = `UPDATE people SET replan = (SELECT n FROM revisions WHERE subject = 'roster') WHERE imported = 1`
)

// planChanged marks whose plan a change of the roster, leave, holidays or the
// playbook may touch: the next beat plans their current periods anew. It belongs
// into the transaction of the change.
func planChanged(ctx context.Context, tx *engine.Tx, whose scope) error {
	if err := rosterChanged(ctx, tx); err != nil {
		return err
	}
	switch {
	case whose.around != 0:
		_, err := tx.ExecContext(ctx, replanAroundSQL, whose.around)
		return err
	case whose.people == nil:
		_, err := tx.ExecContext(ctx, replanAllSQL)
		return err
	}
	for _, id := range whose.people {
		if _, err := tx.ExecContext(ctx, replanSQL, id); err != nil {
			return err
		}
	}
	return nil
}
