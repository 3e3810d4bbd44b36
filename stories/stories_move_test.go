package stories

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/files"
	"coach/store"
)

var moved = flag.Bool("moved", false, "move the database of every story through a file at its end")

// exported is everything in a database as a file, at one and the same time.
func exported(t *testing.T, address string) []byte {
	t.Helper()
	db, err := store.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var file bytes.Buffer
	if err := db.Export(t.Context(), files.NewWriter(&file).Write, monday); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// movedTo fills another database with everything in one, and finds fault with
// what is not the same in both.
func movedTo(t *testing.T, from, to string) {
	t.Helper()
	file := exported(t, from)
	db, err := store.Open(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Import(t.Context(), files.NewReader("the file", bytes.NewReader(file)))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if again := exported(t, to); !bytes.Equal(file, again) {
		t.Errorf("after the move (-before +after):\n%s", cmp.Diff(string(file), string(again)))
	}
}

// newDatabase is a new SQLite file.
func newDatabase(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "moved.db")
	if err := os.WriteFile(path, migrated(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// move moves everything into another database while coach is down, and starts it
// there.
func (st *stage) move(to string) {
	st.t.Helper()
	st.end()
	time.Sleep(time.Minute) // Slack has noticed, and sends coach nothing
	synctest.Wait()
	movedTo(st.t, st.config.DB, to)
	st.config.DB = to
	st.run()
}

// A company moves to PostgreSQL, and back to a file a day later. Nobody notices:
// the buttons under messages from before still work, mornings come once and go on
// where they were, and what was asked is asked once.
func TestMovedToAnotherDatabase(t *testing.T) {
	story(t, setting{}, func(st *stage) { playMove(st, newDatabase(st.t)) })
}

// The same on the way over a server is the same story.
func TestMovedToAServerAndBack(t *testing.T) {
	unwritten(t, setting{}, func(st *stage) { playMove(st, serverDatabase(st.t)) })
}

func playMove(st *stage, to string) {
	st.until(3, 9, 0)
	st.observe("ana", "Asked about the budget early", "Open with it")
	st.thank("ben", "cy", "Stayed late to rehearse my demo with me", "In the channel")
	st.move(to)
	st.until(4, 9, 0)
	st.DM("ana").Last().Click(st.User("ana"), "Yes")
	st.settle()
	st.logTeamMeeting("dana")
	st.move(newDatabase(st.t))
	st.until(5, 9, 0)
	st.User("dana").Command("/coach undo")
	st.settle()
	st.until(9, 9, 5)
}
