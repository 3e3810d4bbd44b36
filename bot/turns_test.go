package bot

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestRequestsOfOnePersonAreServedInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all turns
		var served []int
		leave, wait := all.enter(t.Context(), "U1")
		if wait != nil {
			t.Fatal("the first does not get its turn")
		}
		for i := range waitingMost {
			go func() {
				leave, wait := all.enter(t.Context(), "U1")
				if wait != nil {
					t.Errorf("number %d is refused", i)
					return
				}
				served = append(served, i) // a race without turns
				leave()
			}()
			synctest.Wait()
		}
		if len(served) > 0 {
			t.Fatalf("served at once: %v", served)
		}
		if _, wait := all.enter(t.Context(), "U1"); wait == nil || wait.again {
			t.Errorf("one too many is answered %+v", wait)
		}
		if _, wait := all.enter(t.Context(), "U1"); wait == nil || !wait.again {
			t.Errorf("the next is answered %+v", wait)
		}
		if other, wait := all.enter(t.Context(), "U2"); wait != nil {
			t.Error("somebody else is held up")
		} else {
			other()
		}
		leave()
		synctest.Wait()
		if len(served) != waitingMost || served[0] != 0 || served[2] != 2 {
			t.Errorf("served in the order %v", served)
		}
		if len(all.people) > 0 {
			t.Errorf("%d people are remembered", len(all.people))
		}
	})
}

func TestATurnThatDoesNotComeInTimeIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all turns
		leave, _ := all.enter(t.Context(), "U1")
		began := time.Now()
		if _, wait := all.enter(context.Background(), "U1"); wait == nil || time.Since(began) != waitFor {
			t.Errorf("after %s the answer is %+v", time.Since(began), wait)
		}
		leave()
		if leave, wait := all.enter(t.Context(), "U1"); wait != nil {
			t.Error("the queue is stuck")
		} else {
			leave()
		}
	})
}
