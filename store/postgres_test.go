package store

import (
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"coach/store/engine"
	"coach/store/engine/pgtest"
)

// onPostgreSQL reports whether the databases of this process's tests are
// PostgreSQL's. To run one test so:
// COACH_STORE_TEST_ENGINE=postgres go test ./store -run …
func onPostgreSQL() bool { return os.Getenv(engineOfTests) == "postgres" }

const engineOfTests = "COACH_STORE_TEST_ENGINE"

// All that is tested of a SQLite file, but what is about the file, holds for a
// PostgreSQL database: the same tests run once more, in another process. Only
// the random orders of events are fewer: what they try is the same SQL, and took
// longer than all the rest.
func TestEverythingOnPostgreSQL(t *testing.T) {
	inAnother(t, 100, engineOfTests+"=postgres", "-rapid.checks=10")
}

// Where a pooler hands each transaction to another connection, too, one coach
// owns the database, and nothing relies on what a connection was told before.
func TestThroughAPooler(t *testing.T) {
	if _, err := exec.LookPath("pgbouncer"); err != nil {
		t.Skip("PgBouncer is not installed")
	}
	inAnother(t, 10, engineOfTests+"=postgres", "-test.run=TestAnEntryComes|TestOnlyOne|TestVersion|TestReconcile|TestTheSame|TestPost|TestPublish|TestAnOwner|TestTurns|TestAnEventIsClaimed", "COACH_POSTGRES_POOLER=1")
}

// inAnother runs tests in another process, of which at least some must pass. What
// has no dash is for its environment.
func inAnother(t *testing.T, least int, more ...string) {
	t.Helper()
	if onPostgreSQL() || os.Getenv(keyOfTests) != "" {
		t.Skip("this is that process")
	}
	if slices.Contains(more, engineOfTests+"=postgres") {
		pgtestAddress(t) // or skip
	}
	program, err := os.Executable()
	ok(t, err)
	cmd := exec.CommandContext(t.Context(), program, "-test.v", "-test.timeout=20m")
	cmd.Env = os.Environ()
	for _, one := range more {
		if strings.HasPrefix(one, "-") {
			cmd.Args = append(cmd.Args, one)
		} else {
			cmd.Env = append(cmd.Env, one)
		}
	}
	said, err := cmd.CombinedOutput()
	ran := strings.Count(string(said), "\n--- PASS: ")
	if err != nil || ran < least {
		t.Errorf("%d tests pass, want at least %d: %v\n%s", ran, least, err, failures(string(said)))
	}
}

func pgtestAddress(t *testing.T) string {
	t.Helper()
	return pgtest.Database(t, "empty", func(string) error { return nil })
}

// failures are the lines of a test's output that say what went wrong.
func failures(said string) string {
	var kept []string
	for line := range strings.Lines(said) {
		if !strings.HasPrefix(line, "=== ") && !strings.Contains(line, "--- PASS") && !strings.Contains(line, "--- SKIP") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// A database of somebody else's is left alone.
func TestAServersDatabaseOfAnotherProgram(t *testing.T) {
	if !onPostgreSQL() {
		t.Skip("about a PostgreSQL server")
	}
	address := pgtestAddress(t)
	db, err := sql.Open("pgx", address)
	ok(t, err)
	defer db.Close()
	if _, err := Open(t.Context(), address, asTested...); !errors.Is(err, ErrNoDatabase) {
		t.Errorf("an empty one, opened: %v, want ErrNoDatabase", err)
	}
	_, err = db.ExecContext(t.Context(), `CREATE TABLE invoices (id BIGINT)`)
	ok(t, err)
	if _, err := Own(t.Context(), address, asTested...); !errors.Is(err, engine.ErrForeign) || !strings.Contains(err.Error(), "invoices") {
		t.Errorf("%v, want a refusal that names invoices", err)
	}
	if _, err := Own(t.Context(), strings.Replace(address, "/test", "/nowhere", 1), asTested...); err == nil || !strings.Contains(err.Error(), "no such database; create it (createdb)") {
		t.Errorf("%v, want advice to create it", err)
	}
}
