package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// Owners returns the people whom the database lists as owners of the playbook,
// in no particular order. [practice.MayPublish] decides who really may publish.
func (s *Store) Owners(ctx context.Context) ([]practice.PersonID, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id FROM people WHERE playbook_owner = 1`)
	if err != nil {
		return nil, fmt.Errorf("owners: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, id *practice.PersonID) error { return rows.Scan(id) })
}

// makeOwner makes a person an owner of the playbook. Doing it twice changes
// nothing; an unknown person is ErrNotFound.
func makeOwner(ctx context.Context, tx *engine.Tx, id practice.PersonID) error {
	done, err := tx.ExecContext(ctx, `UPDATE people SET playbook_owner = 1 WHERE id = $1`, id)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return ErrNotFound
	}
	return nil
}

// ErrLastOwner means that an owner cannot be removed, since nobody else would own
// the playbook.
var ErrLastOwner = errors.New("somebody has to own the playbook")

// AddOwner makes a person an owner of the playbook, in the name of another, and
// tells the other owners. Doing it twice changes nothing.
func (s *Store) AddOwner(ctx context.Context, id, by practice.PersonID, tell []practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		is, err := isOwner(ctx, tx, id)
		if err != nil || is {
			return err
		}
		if err := makeOwner(ctx, tx, id); err != nil {
			return err
		}
		return ownerChanged(ctx, tx, practice.OwnerChanged{Owner: id, By: by, Added: true}, tell, at)
	})
	if err != nil {
		return fmt.Errorf("add an owner: %w", err)
	}
	return nil
}

// RemoveOwner takes the playbook from an owner who became one in Slack, in the
// name of another, and tells the owners and whoever was removed. It is
// ErrLastOwner where others is empty or is no owner any more: of two who remove
// each other at once, one stays.
func (s *Store) RemoveOwner(ctx context.Context, id, by practice.PersonID, others, tell []practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		is, err := isOwner(ctx, tx, id)
		if err != nil || !is {
			return err
		}
		stays := false
		for _, other := range others {
			still, err := isOwner(ctx, tx, other)
			if err != nil {
				return err
			}
			stays = stays || still && other != id
		}
		if !stays {
			return ErrLastOwner
		}
		if _, err := tx.ExecContext(ctx, `UPDATE people SET playbook_owner = 0 WHERE id = $1`, id); err != nil {
			return err
		}
		return ownerChanged(ctx, tx, practice.OwnerChanged{Owner: id, By: by}, tell, at)
	})
	if err != nil {
		return fmt.Errorf("remove an owner: %w", err)
	}
	return nil
}

func isOwner(ctx context.Context, tx *engine.Tx, id practice.PersonID) (is bool, err error) {
	err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM people WHERE id = $1 AND playbook_owner = 1)`, id).Scan(&is)
	return is, err
}

// ownerChanged records that somebody was added or removed, and tells the given
// people but who did it.
func ownerChanged(ctx context.Context, tx *engine.Tx, n practice.OwnerChanged, tell []practice.PersonID, at time.Time) error {
	deed := practice.DeedRemovedOwner
	if n.Added {
		deed = practice.DeedAddedOwner
	}
	if err := audit(ctx, tx, at, n.By, deed, ofPerson(n.Owner)); err != nil {
		return err
	}
	if err := tx.QueryRowContext(ctx, `SELECT max(id) FROM audit WHERE by_id = $1`, n.By).Scan(&n.Line); err != nil {
		return err
	}
	for _, id := range append([]practice.PersonID{n.Owner}, tell...) {
		if n.To = id; id == n.By {
			continue
		}
		if err := post(ctx, tx, n.By, n); err != nil {
			return err
		}
	}
	return nil
}
