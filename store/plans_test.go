package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/practice"
)

// theirs is a 1:1 of which Cora writes the plan.
func (c company) theirs(t *testing.T) practice.EntryID {
	t.Helper()
	return c.talk(t, c.cora, practice.Values{practice.PlanAuthor: {Text: practice.TheyWrite}, "support": {Text: "Come along"}}).ID
}

func (c company) write(t *testing.T, session practice.EntryID, at time.Time, what ...string) practice.PlanRequest {
	t.Helper()
	var rows []practice.Row
	for _, w := range what {
		rows = append(rows, practice.Row{What: w, Due: friday})
	}
	p, err := c.WritePlan(t.Context(), session, c.cora, rows, at)
	ok(t, err)
	return p
}

// waiting returns whether Cora is to write a plan and Ben to agree to one.
func (c company) waiting(t *testing.T) (toWrite, toAgree int) {
	t.Helper()
	w, err := c.PlansToWrite(t.Context(), c.cora)
	ok(t, err)
	a, err := c.PlansToAgree(t.Context(), c.ben)
	ok(t, err)
	return len(w), len(a)
}

func TestAPlanIsAskedForWrittenAndAgreed(t *testing.T) {
	c := newCompany(t)
	session := c.theirs(t)
	ask := c.next(t, noon)
	if ask.Notice != (practice.PlanAsk{Entry: session, To: c.cora}) {
		t.Fatalf("the next notice is %+v", ask.Notice)
	}
	ok(t, c.Sent(t.Context(), ask, "D1", "1.1"))
	if w, a := c.waiting(t); w != 1 || a != 0 {
		t.Errorf("asked: %d to write, %d to agree", w, a)
	}
	if _, err := c.WritePlan(t.Context(), session, c.dan, nil, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("written by another: %v", err)
	}
	if _, err := c.AgreePlan(t.Context(), session, c.ben, noon); err != nil {
		t.Fatal(err)
	}
	if w, _ := c.waiting(t); w != 1 {
		t.Error("agreed before it was written")
	}
	c.write(t, session, noon.Add(time.Hour), "Call", "Write")
	c.write(t, session, noon.Add(2*time.Hour), "Something else") // a second form
	if w, a := c.waiting(t); w != 0 || a != 1 {
		t.Errorf("written: %d to write, %d to agree", w, a)
	}
	own, err := c.OpenSteps(t.Context(), c.cora)
	ok(t, err)
	if len(own) != 2 || !own[0].AgreedAt.IsZero() || own[0].Author != c.ben || own[0].Subject != c.cora {
		t.Errorf("Cora's steps: %+v", own)
	}
	if _, err := c.AgreePlan(t.Context(), session, c.cora, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("agreed by its writer: %v", err)
	}
	agreed, err := c.AgreePlan(t.Context(), session, c.ben, noon.Add(3*time.Hour))
	ok(t, err)
	again, err := c.AgreePlan(t.Context(), session, c.ben, noon.Add(4*time.Hour))
	ok(t, err)
	if diff := cmp.Diff(agreed, again); diff != "" || agreed.AgreedAt.IsZero() {
		t.Errorf("pressed twice (-first +second):\n%s", diff)
	}
	_, steps, err := c.PlanOf(t.Context(), session)
	ok(t, err)
	if len(steps) != 2 || !steps[1].AgreedAt.Equal(agreed.AgreedAt) {
		t.Errorf("the plan's steps: %+v", steps)
	}
}

func TestWhatHappensToAPlanRedrawsItsMessages(t *testing.T) {
	c := newCompany(t)
	session := c.theirs(t)
	sent := func(want practice.Notice) {
		t.Helper()
		d := c.next(t, noon)
		if d.Notice != want {
			t.Fatalf("the next notice is %#v, want %#v", d.Notice, want)
		}
		ok(t, c.Sent(t.Context(), d, "D1", "1.1"))
	}
	sent(practice.PlanAsk{Entry: session, To: c.cora})
	c.write(t, session, noon, "Call")
	sent(practice.PlanAsk{Entry: session, To: c.cora})
	sent(practice.PlanWritten{Entry: session, To: c.ben})
	_, steps, err := c.PlanOf(t.Context(), session)
	ok(t, err)
	_, err = c.Tick(t.Context(), steps[0].ID, c.cora, noon, thursday)
	ok(t, err)
	sent(practice.PlanWritten{Entry: session, To: c.ben})
	ok(t, c.Withdraw(t.Context(), c.ben, noon, session))
	for range 2 {
		d := c.next(t, noon)
		ok(t, c.Sent(t.Context(), d, "D1", "1.1"))
	}
	c.idle(t, noon)
}

// Her own words are Cora's: they stay when the session is withdrawn. Ben's own
// step, which nobody touched, goes.
func TestAPlanThatWasWrittenOutlivesItsSession(t *testing.T) {
	c := newCompany(t)
	session := c.theirs(t)
	c.write(t, session, noon, "Call")
	ok(t, c.Withdraw(t.Context(), c.ben, noon, session))
	if w, a := c.waiting(t); w != 0 || a != 0 {
		t.Errorf("%d to write, %d to agree", w, a)
	}
	left := c.stepsOf(t, c.cora)
	if len(left) != 1 || left[0].What != "Call" {
		t.Errorf("what is left: %+v", left)
	}
}

func TestAPlanIsNotWrittenOnceItsSessionIsWithdrawn(t *testing.T) {
	c := newCompany(t)
	session := c.theirs(t)
	ok(t, c.Withdraw(t.Context(), c.ben, noon, session))
	c.write(t, session, noon, "Call")
	if w, a := c.waiting(t); w != 0 || a != 0 {
		t.Errorf("%d to write, %d to agree", w, a)
	}
	if got := c.stepsOf(t, c.cora); len(got) != 0 {
		t.Errorf("steps: %+v", got)
	}
}
