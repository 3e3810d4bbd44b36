package store

import (
	"context"
	"fmt"

	"coach/practice"
	"coach/store/engine"
)

// Published returns a playbook version with its author and date, or
// ErrNotFound.
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

// An Announcement records that a person knows a playbook version: a message
// announced it, or it changes nothing for them.
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

// Novel returns the two playbooks to compare when a newer version is announced
// to a person: the one they last knew, and the newer one. The older is nil when
// the person knew none. The newer is nil when there is nothing to announce: the
// version that coach itself published first is announced to nobody. First
// reports whether nothing was announced before.
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

// beganWithSQL records the version that coach began with as known to every
// participant, even to those who have had no morning message since. The first
// playbook that a person publishes is then announced as a change to it.
const beganWithSQL = `
	UPDATE people SET told = 1
	WHERE told = 0 AND imported = 1 AND EXISTS (SELECT 1 FROM playbooks WHERE version = 1 AND published_by = 0)`

// AnnouncedVersion returns the last playbook version that a person knows,
// because it was announced to them or changed nothing for them; 0 for none.
func (s *Store) AnnouncedVersion(ctx context.Context, id practice.PersonID) (version int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT told FROM people WHERE id = $1`, id).Scan(&version)
	if err != nil {
		return 0, fmt.Errorf("told: %w", readable(err))
	}
	return version, nil
}

// announceAgainSQL finds the messages that announced a version, where that was the
// last announcement to the person.
const announceAgainSQL = `
	UPDATE outbox SET changes = changes + 1
	WHERE playbook = $1 AND playbook > 0 AND state <> 'dropped' AND EXISTS (SELECT 1 FROM people WHERE id = outbox.person_id AND told = $1)`

// sinceSQL resets people's known version, so that whatever remains in force is
// announced to them again after a version was taken back. It concerns those
// whose message announced several versions at once, and those who got no
// message because the version that was taken back had reverted an earlier
// change.
const sinceSQL = `
	UPDATE people SET told = coalesce((
		SELECT since FROM outbox WHERE playbook = $1 AND playbook > 0 AND person_id = people.id AND state <> 'dropped' ORDER BY id LIMIT 1), told_before)
	WHERE told = $1`

// announceAgain redraws the messages that announced a version which was taken
// back. Other versions that those messages announced are announced again
// another day.
func announceAgain(ctx context.Context, tx *engine.Tx, version int) error {
	for _, query := range []string{announceAgainSQL, sinceSQL} {
		if _, err := tx.ExecContext(ctx, query, version); err != nil {
			return err
		}
	}
	return nil
}

// forgetAnnouncement undoes the announcement in a morning message that was
// never sent, so that a later message makes it.
func forgetAnnouncement(ctx context.Context, tx *engine.Tx, n practice.Notice) error {
	b, ok := n.(practice.Bundle)
	if !ok || b.Playbook == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE people SET told = $3 WHERE id = $1 AND told = $2`, b.Person, b.Playbook, b.Since)
	return err
}
