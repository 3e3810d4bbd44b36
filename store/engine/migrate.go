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

// migrations returns all that this program has, and notes the number of the last.
func (db *DB) migrations(schema fs.FS, moves []*goose.Migration) (*goose.Provider, error) {
	files, err := fs.Sub(schema, folders[db.kind.dialect()])
	if err != nil {
		return nil, err
	}
	g, err := goose.NewProvider(db.kind.dialect(), db.write, files, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(moves...))
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	sources := g.ListSources()
	db.newest = sources[len(sources)-1].Version
	return g, nil
}

// migrate updates the schema if the role allows it, and refuses a database
// whose schema this version of coach cannot use.
func (db *DB) migrate(ctx context.Context, g *goose.Provider) error {
	empty, err := db.kind.inspect(ctx, db.Read, db.role.delivers())
	if err != nil {
		return err
	}
	if empty && db.role == Beside {
		return ErrNoDatabase
	}
	have, want, err := g.GetVersions(ctx)
	switch {
	case err != nil:
		return err
	case have > want:
		return db.newer(ctx)
	case have == want:
		return nil
	case !db.role.delivers() && !empty:
		return ErrPending
	}
	if _, err := g.Up(ctx); err != nil {
		return fmt.Errorf("upgrade: %w", err)
	}
	return nil
}

// newer refuses a schema that is too far ahead of this program.
func (db *DB) newer(ctx context.Context) error {
	var ahead int
	if err := db.write.QueryRowContext(ctx, `SELECT count(*) FROM `+versionTable+` WHERE version_id > $1`, db.newest).Scan(&ahead); err != nil {
		return err
	}
	if !db.kind.serves(ahead) {
		return ErrNewer
	}
	return nil
}

// folders maps each database to the folder of its migrations.
var folders = map[goose.Dialect]string{goose.DialectSQLite3: "schema/sqlite", goose.DialectPostgres: "schema/postgres"}
