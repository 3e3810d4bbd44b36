package store

import (
	"fmt"
	"strconv"
	"testing"

	"coach/cadence"
	"coach/practice"
)

// Whoever was told "Logged" is right for ever. A process is killed in the
// middle of its work, several times over the same database: every entry whose
// commit was announced is there, and each entry has its notice.
func TestNothingAnnouncedIsLostInACrash(t *testing.T) {
	c := newCompany(t)
	ok(t, c.Close())
	var announced []practice.EntryID
	for _, entries := range []int{1, 7, 20, 3} {
		logger := startChild(t, "logger", c.path)
		var lines []string
		for range entries {
			lines = append(lines, logger.line(t))
		}
		for _, line := range append(lines, logger.kill(t)...) {
			id, err := strconv.ParseInt(line, 10, 64)
			ok(t, err)
			announced = append(announced, practice.EntryID(id))
		}
	}
	s := ownAt(t, c.path)
	for _, id := range announced {
		if _, err := s.Entry(t.Context(), id); err != nil {
			t.Errorf("entry %d was announced: %v", id, err)
		}
	}
	entries, notices := s.count(t, "entries"), s.count(t, "outbox")
	if entries < len(announced) || entries != notices {
		t.Errorf("%d entries were announced; %d are there, with %d notices", len(announced), entries, notices)
	}
}

// A full disk refuses an entry as a whole, says so, and keeps what was there.
// Once there is room, the same form can be sent again.
func TestAFullDiskLosesNothing(t *testing.T) {
	onlyFile(t)
	c := newCompany(t)
	limit := func(pages string) {
		ok(t, c.exec(t.Context(), `PRAGMA max_page_count = `+pages))
	}
	var pages int
	ok(t, c.read.QueryRowContext(t.Context(), `PRAGMA page_count`).Scan(&pages))
	limit(strconv.Itoa(pages + 2))
	p := c.practice(t, practice.RecognitionKey)
	entry := func(i int) practice.Entry {
		return practice.Entry{Request: strconv.Itoa(i), Practice: p.Key, Author: c.ben, HappenedOn: thursday, LoggedOn: thursday + cadence.Date(i), LoggedAt: noon,
			Values: practice.Values{practice.ShareWhere: {Text: practice.ShareInChannel}, "behaviour": {Text: fmt.Sprintf("%3000d", i)}}}
	}
	taken := 0
	var full error
	for full == nil && taken < 100 {
		if _, full = c.Log(t.Context(), entry(taken), p, 0, 1); full == nil {
			taken++
		}
	}
	const want = "log: the disk is full; free some space, nothing was lost (database or disk is full (13))"
	if full == nil || full.Error() != want {
		t.Fatalf("the error is %v, want %s", full, want)
	}
	if entries, notices := c.count(t, "entries"), c.count(t, "outbox"); entries != taken || notices != taken {
		t.Errorf("after %d entries were taken there are %d with %d notices", taken, entries, notices)
	}
	limit(strconv.Itoa(pages + 1000))
	if done, err := c.Log(t.Context(), entry(taken), p, 0, 1); err != nil || done.Again {
		t.Errorf("with room again: %v, logged before: %v", err, done.Again)
	}
}
