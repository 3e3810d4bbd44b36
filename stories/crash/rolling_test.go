package crash

import (
	"database/sql"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

var requests = flag.Int("requests", 40, "how many forms are filled in while copies are upgraded one after the other")

// Two copies are upgraded one after the other. An old and a new one work beside
// each other, each leading in turn, and nothing is lost or said twice.
func TestARollingUpgrade(t *testing.T) {
	t.Parallel()
	c := newCrash(t, serverDatabase(t))
	c.settings.Lease = copiesLease
	newer := newerProgram(t)
	w := c.watch()
	two := [2]*process{c.start(), c.start()}
	for _, p := range two {
		p.connects()
	}
	finish := c.submit(4)
	defer finish()
	c.untilLogged(*requests / 4)

	replace := func(i int, program string) {
		two[i].stop()
		two[i] = c.startAs(program, c.settings)
		two[i].connects()
	}
	replace(0, newer) // which migrates
	c.untilLogged(*requests * 2 / 4)
	replace(1, c.program)
	if w.leads(two[:]...) != 0 {
		t.Error("the new copy doesn't lead beside the old one")
	}
	c.untilLogged(*requests * 3 / 4)
	replace(0, newer)
	if w.leads(two[:]...) != 1 {
		t.Error("the old copy doesn't lead beside the new one")
	}
	c.untilLogged(*requests)
	replace(1, newer)
	finish()
	c.stopBoth(w, two)
	c.judge(0)
}

// An old copy that is two migrations behind closes its sockets and ends.
func TestTooOldACopyEnds(t *testing.T) {
	t.Parallel()
	c := newCrash(t, serverDatabase(t))
	c.settings.Lease = copiesLease
	old := c.start()
	old.connects()
	c.watch().leads(old)
	c.look(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9001, true), (9002, true)`, func(*sql.Rows) error { return nil })
	select {
	case err := <-old.ended:
		if err == nil {
			t.Error("the old copy ends as if it had been stopped")
		}
	case <-time.After(30 * time.Second):
		t.Error("the old copy still runs")
	}
	if reply := c.User("m00").Command("/coach log"); reply.Modal() != nil {
		t.Error("the old copy still answers")
	}
}

// newerProgram is the program of a later release, which has one more migration.
func newerProgram(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	schema, err := filepath.Abs("../../store/schema/postgres")
	if err != nil {
		t.Fatal(err)
	}
	const name, migration = "9001_later.sql", "-- +goose Up\nCREATE TABLE later (n BIGINT NOT NULL);\n"
	if err := os.WriteFile(filepath.Join(folder, name), []byte(migration), 0o600); err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(schema, name): filepath.Join(folder, name)}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "overlay.json"), overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folder, "newer")
	if said, err := exec.CommandContext(t.Context(), "go", "test", "-c", "-race=false", "-overlay", filepath.Join(folder, "overlay.json"), "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build a newer coach: %v\n%s", err, said)
	}
	return program
}

// untilLogged waits until so many submissions were logged.
func (c *crash) untilLogged(n int) {
	c.t.Helper()
	for range 6000 {
		done := 0
		c.look(`SELECT count(*) FROM entries`, func(rows *sql.Rows) error { return rows.Scan(&done) })
		if done >= n {
			return
		}
		<-time.After(50 * time.Millisecond)
	}
	c.t.Fatal("for five minutes not enough is logged")
}
