package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"coach/cadence"
	"coach/store/engine/pgtest"
)

// BenchmarkExchange takes a company with two years behind it from a file into
// SQLite, out again, into PostgreSQL and out again, and fails unless what comes
// out is the same. Then the first person reads their report on each. It tells
// how long every process took and how much memory it held at most. The larger
// company takes most of an hour:
// go test ./cmd/coach -run '^$' -bench Exchange -benchtime 1x -timeout 3h
func BenchmarkExchange(b *testing.B) {
	coach := filepath.Join(b.TempDir(), "coach")
	if out, err := exec.Command("go", "build", "-o", coach, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	for _, people := range []int{50, 1000, 10_000} {
		b.Run(fmt.Sprintf("%d people", people), func(b *testing.B) {
			folder := b.TempDir()
			file, sqlite := filepath.Join(folder, "made.jsonl"), filepath.Join(folder, "coach.db")
			today := cadence.DateOf(time.Now())
			made, err := os.Create(file)
			if err != nil {
				b.Fatal(err)
			}
			c := lived{people, 104, today - cadence.Date(today.Weekday()+6)%7 - 7*104}
			if err := c.writeTo(made); err != nil {
				b.Fatal(err)
			}
			made.Close()
			b.Run("SQLite", func(b *testing.B) { exchanged(b, coach, file, sqlite) })
			b.Run("PostgreSQL", func(b *testing.B) {
				exchanged(b, coach, filepath.Join(filepath.Dir(sqlite), "SQLite.jsonl"), pgtest.Database(b, "empty", func(string) error { return nil }))
			})
		})
	}
}

// exchanged imports a file into a database, exports it, holds the two files
// against each other and reads a report.
func exchanged(b *testing.B, coach, file, db string) {
	out := filepath.Join(filepath.Dir(file), filepath.Base(b.Name())+".jsonl")
	measured := func(name string, args ...string) {
		b.Run(name, func(b *testing.B) { run(b, coach, append(args, "--db", db)...) })
	}
	measured("import", "import", file)
	measured("export", "export", out)
	measured("report", "report", "company", "--month", "--as", string(lived{}.ref(1)), "--json")
	in, back := digest(b, file), digest(b, out)
	if in != back {
		b.Errorf("%s is not %s", out, file)
	}
}

// run runs coach once for each round, and reports the most memory that it held.
func run(b *testing.B, coach string, args ...string) {
	most := int64(0)
	for b.Loop() {
		var said bytes.Buffer
		c := exec.Command(coach, args...)
		c.Stderr = &said
		if err := c.Run(); err != nil {
			b.Fatalf("coach %s: %v: %s", strings.Join(args, " "), err, said.String())
		}
		most = max(most, c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	}
	b.ReportMetric(float64(most)/1024, "MiB")
}

// digest is what a file holds but for its first line, which says when it was
// made, and for what the audit has of earlier exports.
func digest(b *testing.B, name string) (sum [sha256.Size]byte) {
	b.Helper()
	file, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	hash := sha256.New()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<21)
	for lines.Scan() {
		if line := lines.Bytes(); !bytes.HasPrefix(line, []byte(`{"kind":"header"`)) && !earlierExport.Match(append(line, '\n')) {
			hash.Write(line)
		}
	}
	if lines.Err() != nil {
		b.Fatal(lines.Err())
	}
	return [sha256.Size]byte(hash.Sum(nil))
}
