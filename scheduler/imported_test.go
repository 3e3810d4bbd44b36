package scheduler

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"coach/files"
	"coach/store"
)

// A database that a file filled goes on: the beat plans for its people, has
// mornings for them, and puts no occurrence of the file's in question.
func TestAnImportedDatabaseHasMornings(t *testing.T) {
	data, err := os.ReadFile("../files/testdata/interchange_example.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Own(t.Context(), t.TempDir()+"/coach.db")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Import(t.Context(), files.NewReader("example", bytes.NewReader(data))); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	beat := &Scheduler{Store: db, Flush: func() {}, Zone: db.Zone, Log: zerolog.New(&log)}
	for day := range 12 {
		for _, clock := range []time.Duration{8*time.Hour + 45*time.Minute, 9 * time.Hour} {
			if err := beat.Tick(t.Context(), time.Date(2026, 3, 9+day, 0, 0, 0, 0, time.UTC).Add(clock)); err != nil {
				t.Fatal(err)
			}
		}
	}
	var after bytes.Buffer
	if err := db.Export(t.Context(), files.NewWriter(&after).Write, time.Now()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`{"kind":"occurrence","id":6,"practice":"observation","performer":"dana@x.test"`, `"key":"bundle/2/2026-03-09"`, `"key":"digest/1/2026-03-16"`} {
		if !strings.Contains(after.String(), want) {
			t.Errorf("after two weeks there is no %s", want)
		}
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, `{"kind":"occurrence"`) && !strings.Contains(after.String(), line) {
			t.Errorf("this was changed: %s", line)
		}
	}
	if log.Len() > 0 {
		t.Errorf("it logs %s", log.String())
	}
}
