package stories

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coach/files"
	"coach/practice"
	"coach/scheduler"
	"coach/service"
	"coach/store"
)

// BenchmarkBeat is the beat with which a month begins for a company in one time
// zone, in which managers lead eight people each: everything that the core
// playbook expects of the week, the block and the month is opened at once, or,
// on the day after, looked through again. Meanwhile somebody logs, every
// twentieth of a second; how long they wait at most bounds the longest
// transaction.
func BenchmarkBeat(b *testing.B) {
	const size = 10_000
	b.Run("opens a month", func(b *testing.B) { benchmarkBeat(b, size, false) })
	b.Run("finds nothing new", func(b *testing.B) { benchmarkBeat(b, size, true) })
}

func benchmarkBeat(b *testing.B, size int, opened bool) {
	ctx, made := b.Context(), filepath.Join(b.TempDir(), "made.db")
	april := time.Date(2026, time.April, 1, 0, 5, 0, 0, time.UTC)
	prepare := func(path string) *store.Store {
		db, err := store.Own(ctx, path)
		if err != nil {
			b.Fatal(err)
		}
		return db
	}
	beat := func(db *store.Store, at time.Time) {
		s := scheduler.Scheduler{Store: db, Flush: func() {}, Zone: db.Zone}
		if err := s.Tick(ctx, at); err != nil {
			b.Fatal(err)
		}
	}
	db := prepare(made)
	if err := db.Fix(ctx, practice.Settings{Recognition: "CWINS0000", Zone: "UTC"}); err != nil {
		b.Fatal(err)
	}
	if err := service.PublishDefault(ctx, db, april.AddDate(0, -1, 0), 0); err != nil {
		b.Fatal(err)
	}
	rows, _, err := files.ParsePeople(strings.NewReader(pyramid(size)), func(string) bool { return false })
	if err != nil {
		b.Fatal(err)
	}
	if _, err := db.ImportPeople(ctx, rows); err != nil {
		b.Fatal(err)
	}
	if opened {
		beat(db, april)
		april = april.AddDate(0, 0, 1)
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	file, err := os.ReadFile(made)
	if err != nil {
		b.Fatal(err)
	}
	var longest time.Duration
	for b.Loop() {
		b.StopTimer()
		path := filepath.Join(b.TempDir(), "coach.db")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			b.Fatal(err)
		}
		db := prepare(path)
		waited, stop := make(chan time.Duration), make(chan struct{})
		go func() { waited <- post(b, db, stop) }()
		b.StartTimer()
		beat(db, april)
		b.StopTimer()
		close(stop)
		longest = max(longest, <-waited)
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(longest.Milliseconds()), "ms/wait")
}

// post writes something small again and again, and returns how long it took at
// most.
func post(b *testing.B, db *store.Store, stop chan struct{}) (longest time.Duration) {
	pace := time.NewTicker(50 * time.Millisecond)
	defer pace.Stop()
	for i := practice.EntryID(1); ; i++ {
		select {
		case <-stop:
			return longest
		case <-pace.C:
		}
		begun := time.Now()
		if err := db.Post(b.Context(), practice.Shoutout{Entry: i}); err != nil {
			b.Error(err)
			return longest
		}
		longest = max(longest, time.Since(begun))
	}
}

// pyramid is a people file in which everybody who leads leads eight.
func pyramid(size int) string {
	var p strings.Builder
	p.WriteString("email,manager_email,time_zone\np0@example.com,,Europe/London\n")
	for i := 1; i < size; i++ {
		fmt.Fprintf(&p, "p%d@example.com,p%d@example.com,Europe/London\n", i, (i-1)/8)
	}
	return p.String()
}
