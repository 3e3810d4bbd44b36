package store

import (
	"context"
	"fmt"

	"coach/practice"
	"coach/store/engine"
)

// Published returns a version and its story, or ErrNotFound.
func (s *Store) Published(ctx context.Context, version int) (Published, error) {
	found, err := s.published(ctx, `WHERE version = $1`, version)
	if err != nil {
		return Published{}, err
	}
	if len(found) == 0 {
		return Published{}, ErrNotFound
	}
	return found[0], nil
}

// An Announcement is who was told of a playbook version, or has nothing to be told of it.
type Announcement struct {
	Version int
	People  []practice.PersonID
}

func (t Announcement) note(ctx context.Context, tx *engine.Tx) error {
	for _, id := range t.People {
		if _, err := tx.ExecContext(ctx, `UPDATE people SET told = $2, told_before = told WHERE id = $1 AND told <> $2`, id, t.Version); err != nil {
			return err
		}
	}
	return nil
}

// Novel returns what the playbook said when somebody was last told of it, at a
// version, and what it says with a newer one. The older is nil when there was
// none yet, and the newer is nil when there is nothing to tell: what coach itself
// published first is announced to nobody. First is whether nothing was announced
// before.
func (s *Store) Novel(ctx context.Context, told, version int) (older, newer *practice.Playbook, first bool, err error) {
	pubs, err := s.Publications(ctx)
	if err != nil {
		return nil, nil, false, err
	}
	began, err := s.Published(ctx, 1)
	if err != nil {
		return nil, nil, false, err
	}
	automatic := func(pubs []practice.Publication) bool {
		return len(pubs) == 1 && pubs[0].Version == 1 && began.By == 0
	}
	var before, until []practice.Publication
	for _, p := range pubs {
		if p.Version <= told {
			before = append(before, p)
		}
		if p.Version <= version {
			until = append(until, p)
		}
	}
	older, first = practice.Timeline(before), len(before) == 0 || automatic(before)
	if automatic(until) {
		return older, nil, first, nil
	}
	return older, practice.Timeline(until), first, nil
}

// beganWithSQL notes that whoever takes part knows what coach began with, also
// those who had no morning since, so that the first playbook that somebody
// publishes is told to them as what it changes.
const beganWithSQL = `
	UPDATE people SET told = 1
	WHERE told = 0 AND imported = 1 AND EXISTS (SELECT 1 FROM playbooks WHERE version = 1 AND published_by = 0)`

// AnnouncedVersion returns the last playbook version that a person was told of, or that
// had nothing to tell them; 0 for none.
func (s *Store) AnnouncedVersion(ctx context.Context, id practice.PersonID) (version int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT told FROM people WHERE id = $1`, id).Scan(&version)
	if err != nil {
		return 0, fmt.Errorf("told: %w", readable(err))
	}
	return version, nil
}

// retellSQL finds the messages that told people of a version, where it was the
// last they were told of.
const retellSQL = `
	UPDATE outbox SET changes = changes + 1
	WHERE playbook = $1 AND playbook > 0 AND state <> 'dropped' AND EXISTS (SELECT 1 FROM people WHERE id = outbox.person_id AND told = $1)`

// sinceSQL has people told anew of what still stands: those whom such a message
// told of several versions at once, and those who had no message, because the
// version took back what another had changed for them.
const sinceSQL = `
	UPDATE people SET told = coalesce((
		SELECT since FROM outbox WHERE playbook = $1 AND playbook > 0 AND person_id = people.id AND state <> 'dropped' ORDER BY id LIMIT 1), told_before)
	WHERE told = $1`

// announceAgain has the messages drawn again that told people of a version, and the
// people told another day of whatever else those messages told them.
func announceAgain(ctx context.Context, tx *engine.Tx, version int) error {
	for _, query := range []string{retellSQL, sinceSQL} {
		if _, err := tx.ExecContext(ctx, query, version); err != nil {
			return err
		}
	}
	return nil
}

// forgetAnnouncement has somebody told another day of what a message that is not sent would
// have told them.
func forgetAnnouncement(ctx context.Context, tx *engine.Tx, n practice.Notice) error {
	b, ok := n.(practice.Bundle)
	if !ok || b.Playbook == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE people SET told = $3 WHERE id = $1 AND told = $2`, b.Person, b.Playbook, b.Since)
	return err
}
