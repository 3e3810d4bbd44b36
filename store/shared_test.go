package store

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"coach/practice"
)

// long is longer than any test.
const long = time.Hour

// Of one person's requests, which come to two copies of coach, one is served
// after the other, in the order in which they came. Somebody else's is not held
// up, and the fifth at a time is not taken.
func TestTurnsOfOnePersonOnTwoCopies(t *testing.T) {
	ctx := t.Context()
	one := own(t)
	two := beside(t, one)
	take := func(s *Store, who string, wantMine, wantTaken bool) Turn {
		t.Helper()
		turn, mine, taken, err := s.TakeTurn(ctx, who, 3, long)
		ok(t, err)
		if mine != wantMine || taken != wantTaken {
			t.Errorf("a request of %s has its turn: %t, is taken: %t; want %t, %t", who, mine, taken, wantMine, wantTaken)
		}
		return turn
	}
	first := take(one, "U1", true, true)
	second, third, fourth := take(two, "U1", false, true), take(one, "U1", false, true), take(two, "U1", false, true)
	take(one, "U1", false, false)
	take(two, "U2", true, true)
	has := func(s *Store, turn Turn, want bool, when string) {
		t.Helper()
		mine, err := s.HasTurn(ctx, turn)
		ok(t, err)
		if mine != want {
			t.Errorf("%s request %d has its turn: %t, want %t", when, turn.id, mine, want)
		}
	}
	has(two, second, false, "while the first is served")
	ok(t, one.EndTurn(ctx, first))
	has(two, second, true, "after the first")
	has(one, third, false, "after the first")
	ok(t, one.EndTurn(ctx, third)) // who gives up
	ok(t, two.EndTurn(ctx, second))
	has(two, fourth, true, "after all before it")
	ok(t, two.EndTurn(ctx, fourth))
	if n := one.count(t, "turns"); n != 1 {
		t.Errorf("%d turns are left, want that of the other person", n)
	}
}

// A copy that was killed while it served somebody holds them up no longer than a
// request takes.
func TestATurnOfADeadCopyEnds(t *testing.T) {
	ctx := t.Context()
	one := own(t)
	two := beside(t, one)
	_, _, _, err := one.TakeTurn(ctx, "U1", 3, long)
	ok(t, err)
	waits, mine, _, err := two.TakeTurn(ctx, "U1", 3, long)
	ok(t, err)
	if mine {
		t.Fatal("two requests have their turn")
	}
	ok(t, one.exec(ctx, `UPDATE turns SET until = 0 WHERE id < $1`, waits.id))
	if mine, err = two.HasTurn(ctx, waits); err != nil || !mine {
		t.Errorf("after the time of the dead copy the next has its turn: %t, %v", mine, err)
	}
	ok(t, two.EndTurn(ctx, waits))
	if _, mine, taken, err := two.TakeTurn(ctx, "U1", 0, long); err != nil || !mine || !taken {
		t.Errorf("the turn of the dead is still counted: %t, %t, %v", mine, taken, err)
	}
}

// However many requests of one person come at the same instant, and to whichever
// copy, one at a time has its turn.
func TestTurnsTakenAtTheSameInstant(t *testing.T) {
	ctx := t.Context()
	one := own(t)
	copies := []*Store{one, beside(t, one), beside(t, one)}
	var mu sync.Mutex
	var served []int64
	inside := 0
	var all sync.WaitGroup
	for i := range 30 {
		s := copies[i%len(copies)]
		all.Go(func() {
			turn, mine, _, err := s.TakeTurn(ctx, "U1", 100, long)
			for err == nil && !mine {
				mine, err = s.HasTurn(ctx, turn)
			}
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			inside++
			if inside > 1 {
				t.Errorf("%d are served at a time", inside)
			}
			served = append(served, turn.id)
			mu.Unlock()
			mu.Lock()
			inside--
			mu.Unlock()
			if err := s.EndTurn(ctx, turn); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(served) != 30 || !slices.IsSorted(served) {
		t.Errorf("served in the order %v", served)
	}
}

// An event that comes to both copies, or again, is known as what it is.
func TestAnEventIsClaimedOnce(t *testing.T) {
	ctx := t.Context()
	one := own(t)
	two := beside(t, one)
	claim := func(s *Store, id string, want Claim, when string) (n int) {
		t.Helper()
		known, err := s.EventOf(ctx, id)
		ok(t, err)
		got, n, err := s.ClaimEvent(ctx, id)
		ok(t, err)
		if got != want || known != want {
			t.Errorf("%s %s is %d, and known as %d; want %d", when, id, got, known, want)
		}
		return n
	}
	answered := func(s *Store, id string, n int, want bool, who string) {
		t.Helper()
		mine, err := s.AnsweredEvent(ctx, id, n)
		ok(t, err)
		if mine != want {
			t.Errorf("%s answers %s: %t, want %t", who, id, mine, want)
		}
	}
	frozen := claim(one, "Ev1", Fresh, "first")
	mine := claim(two, "Ev1", Interrupted, "after a copy was frozen with it")
	answered(two, "Ev1", mine, true, "the other")
	answered(one, "Ev1", frozen, false, "the copy that goes on")
	claim(one, "Ev1", Answered, "once answered")
	other := claim(one, "Ev2", Fresh, "another")
	ok(t, one.exec(ctx, `UPDATE events SET until = 1 WHERE id = 'Ev1'`))
	ok(t, one.Sweep(ctx, noon))
	claim(two, "Ev1", Fresh, "an hour later")
	claim(two, "Ev2", Interrupted, "within the hour")
	ok(t, one.exec(ctx, `DELETE FROM events`)) // as a crash of the server
	answered(one, "Ev2", other, true, "a copy of a server that was started again")
}

// What one copy shows in somebody's Home the other knows.
func TestAHomeIsKnownToBothCopies(t *testing.T) {
	ctx := t.Context()
	one := own(t)
	two := beside(t, one)
	home := func(want Home, when string) {
		t.Helper()
		got, err := two.HomeOf(ctx, "U1")
		ok(t, err)
		if got != want {
			t.Errorf("%s the other copy knows %+v, want %+v", when, got, want)
		}
	}
	home(Home{}, "before it was opened")
	ok(t, one.TurnHome(ctx, "U1", 5)) // as after a crash of the server
	home(Home{Opened: true, Page: 5}, "on a page of a Home that it had forgotten")
	ok(t, one.OpenHome(ctx, "U1"))
	ok(t, one.DrawHome(ctx, "U1", "one"))
	home(Home{Opened: true, DrawnBy: "one"}, "once it is drawn")
	ok(t, one.TurnHome(ctx, "U1", 15))
	home(Home{Opened: true, Page: 15, DrawnBy: "one"}, "on another page")
	ok(t, one.Sweep(ctx, noon))
	home(Home{Opened: true, Page: 15, DrawnBy: "one"}, "the next night")
	ok(t, one.exec(ctx, `UPDATE homes SET opened_at = opened_at - $1`, (30*24*time.Hour).Milliseconds()))
	ok(t, one.Sweep(ctx, noon))
	home(Home{}, "after thirty days")
}

// Two copies look a person up no more often than one.
func TestALookOfTheOtherCopyCounts(t *testing.T) {
	ctx := t.Context()
	one := own(t)
	two := beside(t, one)
	look := func(s *Store, who string, now bool) {
		t.Helper()
		wait, err := s.Look(ctx, who, long)
		ok(t, err)
		if now != (wait == 0) || wait > long {
			t.Errorf("a look at %s waits %s", who, wait)
		}
	}
	look(one, "U1", true)
	look(two, "U1", false)
	look(two, "U2", true)
	ok(t, one.exec(ctx, `UPDATE looks SET looked_at = looked_at - $1 WHERE slack_id = 'U1'`, long.Milliseconds()))
	look(two, "U1", true)
	look(one, "U1", false)
}

// Of somebody who is erased no copy knows anything.
func TestAnErasedPersonsTurnsAreForgotten(t *testing.T) {
	ctx := t.Context()
	c := newCompany(t)
	ok(t, c.exec(ctx, `UPDATE people SET slack_id = 'U7' WHERE id = $1`, c.cora))
	_, _, _, err := c.TakeTurn(ctx, "U7", 3, long)
	ok(t, err)
	ok(t, c.OpenHome(ctx, "U7"))
	_, err = c.Look(ctx, "U7", long)
	ok(t, err)
	ok(t, c.Erase(ctx, c.cora, 0, nil, noon))
	for _, table := range []string{"turns", "homes", "looks"} {
		if n := c.count(t, table); n > 0 {
			t.Errorf("%s still has the erased person", table)
		}
	}
}

// None of what copies tell each other makes a beat look for work.
func TestWhatCopiesTellEachOtherIsNoChange(t *testing.T) {
	ctx := t.Context()
	s := own(t)
	before, err := s.Version(ctx)
	ok(t, err)
	turn, _, _, err := s.TakeTurn(ctx, "U1", 3, long)
	_, n, claimed := s.ClaimEvent(ctx, "Ev1")
	_, answered := s.AnsweredEvent(ctx, "Ev1", n)
	_, looked := s.Look(ctx, "U1", long)
	ok(t, errors.Join(err, claimed, answered, looked, s.OpenHome(ctx, "U1"), s.DrawHome(ctx, "U1", "one"), s.EndTurn(ctx, turn)))
	after, err := s.Version(ctx)
	ok(t, err)
	if after != before {
		t.Errorf("the revision rose from %d to %d", before, after)
	}
}

// A pause that Slack has told one copy is kept by the other, and after a start.
// A longer one is not shortened; one that a wrong clock wrote down holds nobody
// up.
func TestAPauseIsKeptByTheOtherCopy(t *testing.T) {
	ctx := t.Context()
	one := own(t)
	two := beside(t, one)
	ok(t, one.Post(ctx, practice.Shoutout{Entry: 7}))
	d, _, err := one.Next(ctx, noon)
	ok(t, err)
	paused := func(now, want time.Time, when string) {
		t.Helper()
		got, err := two.Paused(ctx, now)
		ok(t, err)
		if !got.Equal(want) {
			t.Errorf("%s messages wait until %s, want %s", when, got.UTC(), want)
		}
	}
	paused(noon, time.Time{}, "at first")
	end := noon.Add(30 * time.Second)
	ok(t, one.Pause(ctx, d, noon, end))
	paused(noon, end, "after a 429")
	paused(end, time.Time{}, "at the end of the pause")
	if at, err := two.NextAt(ctx, noon); err != nil || !at.Equal(end) {
		t.Errorf("the message itself is due at %s, want %s (%v)", at.UTC(), end, err)
	}
	ok(t, two.PauseAll(ctx, noon, noon.Add(time.Second)))
	paused(noon, end, "after another copy was told a shorter time")
	ok(t, two.PauseAll(ctx, noon.AddDate(1, 0, 0), noon.AddDate(1, 0, 0).Add(time.Second)))
	paused(noon, time.Time{}, "by a clock of next year")
	ok(t, one.PauseAll(ctx, noon, end))
	paused(noon, end, "once the clock is right")
	ok(t, one.PauseAll(ctx, noon, noon.Add(24*time.Hour)))
	paused(noon, noon.Add(longestPause), "where more is asked for than is believed")
}
