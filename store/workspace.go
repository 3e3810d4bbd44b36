package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"coach/store/engine"
)

// BelongTo binds a new database to a Slack workspace for good, and refuses one
// that is bound to another with ErrOtherWorkspace.
func (s *Store) BelongTo(ctx context.Context, teamID, name string) error {
	return s.tx(ctx, func(tx *engine.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO workspace (id, team_id, name) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING`, teamID, name); err != nil {
			return err
		}
		var bound, boundName string
		if err := tx.QueryRowContext(ctx, `SELECT team_id, name FROM workspace WHERE id = 1`).Scan(&bound, &boundName); err != nil {
			return err
		}
		if bound != teamID {
			return fmt.Errorf("%w (it belongs to “%s”, the tokens to “%s”)", ErrOtherWorkspace, boundName, name)
		}
		return nil
	})
}

// Workspace returns the Slack workspace that the database belongs to, by its ID
// and name; none for a new database.
func (s *Store) Workspace(ctx context.Context) (teamID, name string, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT team_id, name FROM workspace WHERE id = 1`).Scan(&teamID, &name)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", "", fmt.Errorf("workspace: %w", readable(err))
	}
	return teamID, name, nil
}

// Names returns the Slack and person IDs behind the names configured where
// coach runs, as the last start resolved them.
func (s *Store) Names(ctx context.Context) (map[string]string, error) {
	names := map[string]string{}
	if err := setting(ctx, s.read, settingsNames, &names); err != nil {
		return nil, fmt.Errorf("names: %w", readable(err))
	}
	return names, nil
}

// KeepNames stores the resolved IDs in place of those of the last start.
func (s *Store) KeepNames(ctx context.Context, names map[string]string) error {
	if err := s.tx(ctx, func(tx *engine.Tx) error { return setSetting(ctx, tx, settingsNames, names) }); err != nil {
		return fmt.Errorf("names: %w", err)
	}
	return nil
}
