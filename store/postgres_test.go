package store

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"coach/store/engine/pgtest"
)

// onPostgreSQL is whether the databases of this process's tests are PostgreSQL's.
// To run one test so: COACH_STORE_TEST_ENGINE=postgres go test ./store -run …
var onPostgreSQL = os.Getenv(engineOfTests) == "postgres"

const engineOfTests = "COACH_STORE_TEST_ENGINE"

// All that is tested of a SQLite file, but what is about the file, holds for a
// PostgreSQL database: the same tests run once more, in another process.
func TestEverythingOnPostgreSQL(t *testing.T) {
	if onPostgreSQL {
		t.Skip("this is that process")
	}
	own := pgtestAddress(t) // or skip
	program, err := os.Executable()
	ok(t, err)
	cmd := exec.CommandContext(t.Context(), program, "-test.v", "-test.timeout=10m")
	cmd.Env = append(os.Environ(), engineOfTests+"=postgres")
	said, err := cmd.CombinedOutput()
	ran := strings.Count(string(said), "\n--- PASS: ")
	if err != nil || ran < 50 {
		t.Errorf("%d tests pass on a server such as %s: %v\n%s", ran, own, err, failures(string(said)))
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
