package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/cadence"
	"coach/practice"
)

// Publish stores a playbook file as the next version, in force from a day, and
// returns its number. Published versions never change.
func (s *Store) Publish(ctx context.Context, source []byte, from cadence.Date, at time.Time) (version int, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `
			INSERT INTO playbooks (version, in_force_from, published_at, source)
			SELECT coalesce(max(version), 0) + 1, $1, $2, $3 FROM playbooks RETURNING version`,
			day(from), millis(at), string(source)).Scan(&version)
	})
	if err != nil {
		return 0, fmt.Errorf("publish playbook: %w", err)
	}
	return version, nil
}

// Playbook returns the latest published playbook and its version. It is
// ErrNotFound before anything was published.
func (s *Store) Playbook(ctx context.Context) (*practice.Playbook, int, error) {
	var version int
	err := s.read.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM playbooks`).Scan(&version)
	if err != nil {
		return nil, 0, fmt.Errorf("playbook: %w", readable(err))
	}
	if held := s.book.Load(); held != nil && held.version == version {
		return held.Playbook, version, nil
	}
	var from day
	var source string
	err = s.read.QueryRowContext(ctx, `SELECT in_force_from, source FROM playbooks WHERE version = $1`, version).Scan(&from, &source)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, 0, fmt.Errorf("playbook: %w", ErrNotFound)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("playbook: %w", readable(err))
	}
	pb, err := practice.Load(fmt.Sprintf("playbook version %d", version), []byte(source))
	if err != nil {
		return nil, 0, fmt.Errorf("playbook: %w", err)
	}
	pb = pb.StartingOn(cadence.Date(from))
	s.book.Store(&heldPlaybook{version, pb})
	return pb, version, nil
}
