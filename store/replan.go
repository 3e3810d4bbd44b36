package store

import (
	"context"

	"coach/practice"
	"coach/store/engine"
)

// A scope is the set of people whose plan a change may affect.
type scope struct {
	around practice.PersonID   // one person and the managers with a line over them
	people []practice.PersonID // just these
}

// everybody is the scope of a change to a playbook, to a holiday or by an
// import.
var everybody = scope{}

// around is the scope of a person's leave. It includes the managers with a line
// over that person, since the leave also moves what they owe.
func around(id practice.PersonID) scope { return scope{around: id} }

// only is the scope of a new or ended reporting line: its two ends and the
// people above them, whose level or team it may change.
func only(ids ...practice.PersonID) scope { return scope{people: ids} }

const (
	replanSQL       = `UPDATE people SET replan = (SELECT n FROM revisions WHERE subject = 'roster') WHERE id = $1`
	replanAroundSQL = `
	UPDATE people SET replan = (SELECT n FROM revisions WHERE subject = 'roster')
	WHERE id IN (SELECT $1 UNION ALL SELECT manager_id FROM lines WHERE report_id = $1)`
	replanAllSQL = `UPDATE people SET replan = (SELECT n FROM revisions WHERE subject = 'roster') WHERE imported = 1`
)

// planChanged marks the people whose plan may be affected by a change to the
// roster, leave, holidays or the playbook. The next beat plans their current
// periods again. It must be called in the transaction of the change.
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
