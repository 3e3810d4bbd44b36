package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"github.com/pressly/goose/v3"
)

//go:embed schema/*.sql
var schema embed.FS

// migrate brings the schema up to date if allowed to, and refuses a database
// that this coach cannot know how to use.
func (s *Store) migrate(ctx context.Context, allowed bool) error {
	if err := s.ours(ctx); err != nil {
		return err
	}
	files, err := fs.Sub(schema, "schema")
	if err != nil {
		return err
	}
	g, err := goose.NewProvider(goose.DialectSQLite3, s.write, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	have, want, err := g.GetVersions(ctx)
	switch {
	case err != nil:
		return err
	case have > want:
		return ErrNewer
	case have == want:
		return nil
	case !allowed:
		return ErrPending
	}
	if _, err := g.Up(ctx); err != nil {
		return fmt.Errorf("upgrade: %w", err)
	}
	return nil
}

// ours refuses a damaged file, and one that holds somebody else's tables. It
// reads only: even to open the writing connection would change the file.
func (s *Store) ours(ctx context.Context) error {
	if s.lock != nil { // the owner looks at every page once; the others trust it
		var verdict string
		if err := s.read.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict); err != nil {
			return err
		}
		if verdict != "ok" {
			return fmt.Errorf("%w (%s)", ErrCorrupt, verdict)
		}
	}
	rows, err := s.read.QueryContext(ctx, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
	if err != nil {
		return err
	}
	tables, err := collect(rows, func(rows *sql.Rows, name *string) error { return rows.Scan(name) })
	if err != nil {
		return err
	}
	if len(tables) > 0 && !slices.Contains(tables, "goose_db_version") {
		return fmt.Errorf("%w (it holds the tables of another program: %s)", ErrCorrupt, tables[0])
	}
	return nil
}
