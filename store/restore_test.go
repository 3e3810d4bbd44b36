package store

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/files"
)

func exported(t *testing.T, s *Store, at time.Time) []byte {
	t.Helper()
	var out bytes.Buffer
	ok(t, s.Export(t.Context(), files.NewWriter(&out).Write, at))
	return out.Bytes()
}

func TestTheExampleComesBack(t *testing.T) {
	data, err := os.ReadFile("../files/testdata/interchange_example.jsonl")
	ok(t, err)
	s := own(t)
	done, err := s.Import(t.Context(), files.NewReader("example", bytes.NewReader(data)))
	ok(t, err)
	t.Log(done)
	at, _ := time.Parse(time.RFC3339, "2026-03-09T09:00:00.000Z")
	if diff := cmp.Diff(string(data), string(exported(t, s, at))); diff != "" {
		t.Errorf("(-file +export):\n%s", diff)
	}
}
