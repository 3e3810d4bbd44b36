package stories

import (
	"os"
	"runtime/debug"
	"testing"
)

// TestMain collects garbage less often than Go would, unless GOGC says
// otherwise: a story is a whole program that is soon thrown away, and a quarter
// of the time went into looking after what little it keeps.
func TestMain(m *testing.M) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	os.Exit(m.Run())
}
