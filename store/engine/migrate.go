package engine

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// versionTable is the table in which goose records the migrations that have
// run.
const versionTable = "goose_db_version"

// migrate updates the schema if the role allows it, and refuses a database
// whose schema this version of coach cannot use.
func (db *DB) migrate(ctx context.Context, schema fs.FS, moves []*goose.Migration) error {
	empty, err := db.kind.inspect(ctx, db.Read, db.role == Owner)
	if err != nil {
		return err
	}
	if empty && db.role == Beside {
		return ErrNoDatabase
	}
	files, err := fs.Sub(schema, folders[db.kind.dialect()])
	if err != nil {
		return err
	}
	g, err := goose.NewProvider(db.kind.dialect(), db.write, files, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(moves...))
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
	case db.role != Owner && !empty:
		return ErrPending
	}
	if _, err := g.Up(ctx); err != nil {
		return fmt.Errorf("upgrade: %w", err)
	}
	return nil
}

// folders maps each database to the folder of its migrations.
var folders = map[goose.Dialect]string{goose.DialectSQLite3: "schema/sqlite", goose.DialectPostgres: "schema/postgres"}
