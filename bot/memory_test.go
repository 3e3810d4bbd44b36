package bot

import (
	"bytes"
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"coach/store"
)

// shared returns the memories of copies of coach on one database.
func shared(t *testing.T, copies int) (all []*sharedMemory) {
	t.Helper()
	b, _ := anybody(t)
	for range copies {
		all = append(all, newSharedMemory(b.Store, b.Log))
	}
	return all
}

// An event that Slack delivers again is known by its ID, and only by that.
func TestAnEventIsServedOnce(t *testing.T) {
	two := shared(t, 2)
	for name, copies := range map[string][]memory{"one copy": {&ownMemory{}, nil}, "two copies": {two[0], two[1]}} {
		if copies[1] == nil {
			copies[1] = copies[0]
		}
		for i, c := range []struct {
			id   string
			want store.Claim
		}{{"Ev1", store.Fresh}, {"Ev2", store.Fresh}, {"Ev1", store.Answered}, {"Ev2", store.Answered}, {"Ev3", store.Fresh}} {
			known, err := copies[(i+1)%2].known(t.Context(), c.id)
			if err != nil || known != c.want {
				t.Errorf("%s: number %d, %s, is known as %d (%v), want %d", name, i+1, c.id, known, err, c.want)
			}
			claim, n, err := copies[i%2].claim(t.Context(), c.id)
			if err != nil || claim != c.want {
				t.Errorf("%s: number %d, %s, is claimed as %d (%v), want %d", name, i+1, c.id, claim, err, c.want)
			}
			if _, err := copies[i%2].answered(t.Context(), c.id, n); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Whichever copies one person's requests come to, they are served in their
// order; the one that is too many is answered, with words once.
func TestTurnsOfTwoCopies(t *testing.T) {
	two := shared(t, 2)
	leave, wait := two[0].enter(t.Context(), "U1")
	if wait != nil {
		t.Fatal("the first does not get its turn")
	}
	var mu sync.Mutex
	var served []int
	var waiting sync.WaitGroup
	for i := range waitingMost {
		in := make(chan bool)
		waiting.Go(func() {
			m := two[(i+1)%2]
			turn, mine, _, err := m.TakeTurn(t.Context(), "U1", waitingMost, turnLasts)
			close(in)
			for err == nil && !mine {
				mine, err = m.HasTurn(t.Context(), turn)
			}
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			served = append(served, i)
			mu.Unlock()
			if err := m.EndTurn(t.Context(), turn); err != nil {
				t.Error(err)
			}
		})
		<-in
	}
	for i, again := range []bool{false, true} {
		if _, wait := two[1].enter(t.Context(), "U1"); wait == nil || wait.again != again {
			t.Errorf("number %d that is too many is answered %+v", i+1, wait)
		}
	}
	if other, wait := two[1].enter(t.Context(), "U2"); wait != nil {
		t.Error("somebody else is held up")
	} else {
		other()
	}
	leave()
	waiting.Wait()
	if !slices.IsSorted(served) || len(served) != waitingMost {
		t.Errorf("served in the order %v", served)
	}
	if leave, wait = two[1].enter(t.Context(), "U1"); wait != nil {
		t.Error("the queue is stuck")
	} else {
		leave()
	}
}

// A turn that does not come in time is given up, and holds up nobody.
func TestATurnOnTheOtherCopyThatDoesNotComeInTime(t *testing.T) {
	two := shared(t, 2)
	leave, _ := two[0].enter(t.Context(), "U1")
	began := time.Now()
	if _, wait := two[1].enter(t.Context(), "U1"); wait == nil || time.Since(began) < waitFor {
		t.Errorf("after %s the answer is %+v", time.Since(began), wait)
	}
	leave()
	leave, wait := two[1].enter(t.Context(), "U1")
	if wait != nil {
		t.Fatal("the turn that was given up is waited for")
	}
	leave()
}

// Where the database does not answer, whoever asks is served: the answer itself
// says that it cannot be done now.
func TestWithoutADatabaseNobodyWaitsForATurn(t *testing.T) {
	b, log := anybody(t)
	m := newSharedMemory(b.Store, b.Log)
	b.Store.Close()
	leave, wait := m.enter(t.Context(), "U1")
	if wait != nil {
		t.Fatal("they are told to wait")
	}
	leave()
	if !bytes.Contains(log.Bytes(), []byte("without its turn")) {
		t.Errorf("nothing is said of it: %s", log)
	}
	if m.drawing(t.Context(), "U1", slack.HomeTabViewRequest{}) || m.hasHome(t.Context(), "U1") || m.homePage(t.Context(), "U1") != 0 {
		t.Error("a Home is known without a database")
	}
}

// A Home that another copy has drawn since is drawn again, though this one drew
// the same before; one that nobody has drawn since is not.
func TestAHomeDrawnByTheOtherCopy(t *testing.T) {
	two := shared(t, 2)
	before, after := slack.HomeTabViewRequest{CallbackID: "before"}, slack.HomeTabViewRequest{CallbackID: "after"}
	for i, c := range []struct {
		by      int
		home    slack.HomeTabViewRequest
		already bool
	}{{0, before, false}, {0, before, true}, {1, after, false}, {0, before, false}, {0, before, true}, {1, after, false}, {1, after, true}, {1, before, false}} {
		if already := two[c.by].drawing(t.Context(), "U1", c.home); already != c.already {
			t.Errorf("drawing %d, by copy %d: it is there already: %t, want %t", i+1, c.by, already, c.already)
		}
	}
	if !two[0].hasHome(t.Context(), "U1") || two[0].hasHome(t.Context(), "U2") {
		t.Error("a copy does not know who has a Home that the other drew")
	}
	two[0].turnHome(t.Context(), "U1", 15)
	if page := two[1].homePage(t.Context(), "U1"); page != 15 {
		t.Errorf("the other copy shows the page after %d people, want 15", page)
	}
	two[1].homeOpened(t.Context(), "U1")
	if page := two[0].homePage(t.Context(), "U1"); page != 0 {
		t.Errorf("opened again it shows the page after %d people", page)
	}
	two[1].forget("U1")
	if two[1].drawing(t.Context(), "U1", before) {
		t.Error("a Home that Slack refused counts as seen")
	}
}

// Two copies are told of one person's changes, and look once.
func TestALookByTheOtherCopy(t *testing.T) {
	two := shared(t, 2)
	for i, want := range []bool{true, false} {
		if wait, err := two[i].mayLook(context.Background(), "U1"); err != nil || (wait == 0) != want || wait > lookAtMost {
			t.Errorf("copy %d waits %s (%v)", i+1, wait, err)
		}
	}
	h := hints{due: map[string]time.Time{}, looked: map[string]time.Time{}, more: make(chan struct{}, 1)}
	h.add("U1")
	id, _ := h.next()
	h.postpone(id, time.Minute)
	if again, wait := h.next(); id != "U1" || again != "" || wait > time.Minute {
		t.Errorf("after %s was put off, %q is looked up, or after %s", id, again, wait)
	}
}
