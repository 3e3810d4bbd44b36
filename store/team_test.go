package store

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// A crew is a company in which everybody is a member of the workspace, and two
// more are whom no file names: Gus and Hal.
type crew struct {
	company
	gus, hal practice.PersonID
}

func newCrew(t *testing.T) crew {
	t.Helper()
	c := crew{company: newCompany(t)}
	var members []practice.Person
	for _, name := range []string{"ana", "ben", "bea", "cora", "dan", "gus", "hal"} {
		members = append(members, practice.Person{SlackID: "U" + name, Email: name + "@example.com", Name: name, Account: practice.Member})
	}
	ok(t, c.SyncDirectory(t.Context(), members))
	c.gus, c.hal = c.id(t, "gus@example.com"), c.id(t, "hal@example.com")
	return c
}

// claim has a manager claim somebody, and returns the claim.
func (c crew) claim(t *testing.T, manager, person practice.PersonID) practice.ClaimID {
	t.Helper()
	n := c.count(t, "claims")
	ok(t, c.ClaimPeople(t.Context(), "V"+string(rune('a'+n)), manager, []practice.PersonID{person}, thursday, noon))
	by, _, err := c.Claims(t.Context(), manager)
	ok(t, err)
	return by[len(by)-1].ID
}

func (c crew) answer(t *testing.T, id practice.ClaimID, person practice.PersonID, yes bool) practice.ClaimState {
	t.Helper()
	claim, err := c.AnswerClaim(t.Context(), id, person, yes, thursday, noon)
	ok(t, err)
	return claim.Answer
}

func (c crew) managerOf(t *testing.T, id practice.PersonID, on cadence.Date) practice.PersonID {
	t.Helper()
	r, err := c.Roster(t.Context())
	ok(t, err)
	return r.ManagerOf(id, on)
}

func (c crew) takesPart(t *testing.T, id practice.PersonID, on cadence.Date) bool {
	t.Helper()
	r, err := c.Roster(t.Context())
	ok(t, err)
	return r.Participates(id, on)
}

// told counts the answers that managers are told of.
func (c crew) told(t *testing.T) (n int) {
	t.Helper()
	ok(t, c.read.QueryRowContext(t.Context(), `SELECT count(*) FROM outbox WHERE type = 'claim_answer'`).Scan(&n))
	return n
}

func TestWhatBecomesOfAClaim(t *testing.T) {
	bea := func(c crew) practice.PersonID { return c.bea }
	nobody := func(crew) practice.PersonID { return 0 }
	tests := []struct {
		name    string
		happens func(*testing.T, crew, practice.ClaimID) practice.ClaimState
		want    practice.ClaimState
		manager func(crew) practice.PersonID
		told    int
	}{
		{"yes", func(t *testing.T, c crew, id practice.ClaimID) practice.ClaimState {
			return c.answer(t, id, c.gus, true)
		}, practice.ClaimConfirmed, bea, 1},
		{"no", func(t *testing.T, c crew, id practice.ClaimID) practice.ClaimState {
			return c.answer(t, id, c.gus, false)
		}, practice.ClaimDenied, nobody, 1},
		{"yes twice", func(t *testing.T, c crew, id practice.ClaimID) practice.ClaimState {
			c.answer(t, id, c.gus, true)
			return c.answer(t, id, c.gus, true)
		}, practice.ClaimConfirmed, bea, 1},
		{"no after yes", func(t *testing.T, c crew, id practice.ClaimID) practice.ClaimState {
			c.answer(t, id, c.gus, true)
			return c.answer(t, id, c.gus, false)
		}, practice.ClaimConfirmed, bea, 1},
		{"yes after it was taken back", func(t *testing.T, c crew, id practice.ClaimID) practice.ClaimState {
			ok(t, c.WithdrawClaim(t.Context(), id, c.bea, noon))
			return c.answer(t, id, c.gus, true)
		}, practice.ClaimWithdrawn, nobody, 0},
		{"taking it back after yes", func(t *testing.T, c crew, id practice.ClaimID) practice.ClaimState {
			c.answer(t, id, c.gus, true)
			ok(t, c.WithdrawClaim(t.Context(), id, c.bea, noon))
			return c.answer(t, id, c.gus, true)
		}, practice.ClaimConfirmed, bea, 1},
		{"taken back by somebody else", func(t *testing.T, c crew, id practice.ClaimID) practice.ClaimState {
			ok(t, c.WithdrawClaim(t.Context(), id, c.ben, noon))
			return c.answer(t, id, c.gus, true)
		}, practice.ClaimConfirmed, bea, 1},
		{"yes after the file gave them a manager", func(t *testing.T, c crew, id practice.ClaimID) practice.ClaimState {
			c.imports(t, files.PeopleRow{Email: "gus@example.com", ManagerEmail: "ben@example.com"})
			return c.answer(t, id, c.gus, true)
		}, practice.ClaimOvertaken, func(c crew) practice.PersonID { return c.ben }, 1},
		{"yes to the claim of another", func(t *testing.T, c crew, id practice.ClaimID) practice.ClaimState {
			c.answer(t, c.claim(t, c.ben, c.gus), c.gus, true)
			return c.answer(t, id, c.gus, true)
		}, practice.ClaimOvertaken, func(c crew) practice.PersonID { return c.ben }, 2},
		{"yes after the file put them above the manager", func(t *testing.T, c crew, id practice.ClaimID) practice.ClaimState {
			c.imports(t, files.PeopleRow{Email: "gus@example.com"}, files.PeopleRow{Email: "bea@example.com", ManagerEmail: "gus@example.com"})
			return c.answer(t, id, c.gus, true)
		}, practice.ClaimOvertaken, nobody, 1},
		{"yes after the manager left the workspace", func(t *testing.T, c crew, id practice.ClaimID) practice.ClaimState {
			ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "Ubea", Name: "bea", Account: practice.Gone}}))
			return c.answer(t, id, c.gus, true)
		}, practice.ClaimOvertaken, nobody, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCrew(t)
			if got := test.happens(t, c, c.claim(t, c.bea, c.gus)); got != test.want {
				t.Errorf("the claim is %q, want %q", got, test.want)
			}
			if got, want := c.managerOf(t, c.gus, thursday), test.manager(c); got != want {
				t.Errorf("Gus reports to person %d, want %d", got, want)
			}
			if got := c.told(t); got != test.told {
				t.Errorf("managers are told %d times, want %d", got, test.told)
			}
		})
	}
}

func TestAClaimIsAnsweredByWhomItIsAbout(t *testing.T) {
	c := newCrew(t)
	id := c.claim(t, c.bea, c.gus)
	for _, other := range []practice.PersonID{c.bea, c.hal} {
		if _, err := c.AnswerClaim(t.Context(), id, other, true, thursday, noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("person %d answers: %v, want ErrNotFound", other, err)
		}
	}
}

func TestWhoCannotBeClaimedIsNotAsked(t *testing.T) {
	c := newCrew(t)
	c.answer(t, c.claim(t, c.bea, c.hal), c.hal, false)
	tests := []struct {
		name   string
		at     time.Time
		people []practice.PersonID
		want   string
	}{
		{"one of two has a manager, so nobody is asked", noon, []practice.PersonID{c.gus, c.dan}, "people: I can't ask Dan that now. Talk to them first. They can see why with /coach team."},
		{"one who said no the other day", noon.Add(6 * 24 * time.Hour), []practice.PersonID{c.hal}, "people: hal said no recently. Talk first. You can ask here again a week after you last did."},
		{"a week later", noon.Add(7 * 24 * time.Hour), []practice.PersonID{c.hal}, ""},
		{"again while it waits", noon.Add(7 * 24 * time.Hour), []practice.PersonID{c.hal}, "people: hal hasn't answered your last question yet. Take the name out."},
		{"and again a month later", noon.Add(30 * 24 * time.Hour), []practice.PersonID{c.hal}, "people: hal hasn't answered your last question yet. Take the name out."},
	}
	for i, test := range tests {
		before := c.count(t, "claims")
		err := c.ClaimPeople(t.Context(), "W"+string(rune('a'+i)), c.bea, test.people, thursday, test.at)
		ps, _ := errors.AsType[practice.Problems](err)
		if ps.Error() != test.want || err != nil && test.want == "" {
			t.Errorf("%s: coach says %q (%v), want %q", test.name, ps.Error(), err, test.want)
		}
		if asked := c.count(t, "claims") > before; asked != (test.want == "") {
			t.Errorf("%s: somebody was asked: %v", test.name, asked)
		}
	}
}

func TestTheSameFormAsksOnce(t *testing.T) {
	c := newCrew(t)
	for range 2 {
		ok(t, c.ClaimPeople(t.Context(), "V1", c.bea, []practice.PersonID{c.gus, c.hal}, thursday, noon))
		_, about, err := c.Claims(t.Context(), c.gus)
		ok(t, err)
		for _, claim := range about {
			c.answer(t, claim.ID, c.gus, true)
		}
	}
	if n := c.count(t, "claims"); n != 2 {
		t.Errorf("%d claims, want 2", n)
	}
}

func TestTwoYesAtOnceMakeOneLine(t *testing.T) {
	c := newCrew(t)
	ids := []practice.ClaimID{c.claim(t, c.bea, c.gus), c.claim(t, c.ben, c.gus)}
	var both sync.WaitGroup
	answers := make([]practice.ClaimState, len(ids))
	for i, id := range ids {
		both.Go(func() {
			claim, err := c.AnswerClaim(t.Context(), id, c.gus, true, thursday, noon)
			if err != nil {
				t.Error(err)
			}
			answers[i] = claim.Answer
		})
	}
	both.Wait()
	slices.Sort(answers)
	if want := []practice.ClaimState{practice.ClaimOvertaken, practice.ClaimConfirmed}; !slices.Equal(answers, want) {
		t.Errorf("the claims are %q, want one %q", answers, want)
	}
}

// Who takes part in nothing but the team they made does so while it lasts.
func TestATeamLasts(t *testing.T) {
	april := cadence.NewDate(2026, time.April, 1)
	tests := []struct {
		name  string
		ends  cadence.Date
		until cadence.Date // the last day on which Hal reports to Gus
	}{
		{"a line that ends on the day it began never was", thursday, thursday - 1},
		{"a line that ends later was until the day before", april, april - 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCrew(t)
			c.answer(t, c.claim(t, c.gus, c.hal), c.hal, true)
			for range 2 {
				ok(t, c.EndTeamLine(t.Context(), c.gus, c.hal, c.gus, test.ends, noon))
			}
			for d := range april + 2 - thursday {
				on := thursday + d
				want := on <= test.until
				if got := c.managerOf(t, c.hal, on) == c.gus; got != want {
					t.Errorf("on %s Hal reports to Gus: %v", on, got)
				}
				if gus, hal := c.takesPart(t, c.gus, on), c.takesPart(t, c.hal, on); gus != want || hal != want {
					t.Errorf("on %s Gus takes part: %v, and Hal: %v", on, gus, hal)
				}
			}
		})
	}
}

func TestOnlyLinesConfirmedInSlackEndThere(t *testing.T) {
	c := newCrew(t)
	ok(t, c.EndTeamLine(t.Context(), c.ben, c.cora, c.ben, thursday, noon))
	if got := c.managerOf(t, c.cora, thursday); got != c.ben {
		t.Errorf("the file's line of Cora leads to person %d, want Ben still", got)
	}
	c.answer(t, c.claim(t, c.ben, c.gus), c.gus, true)
	ok(t, c.EndTeamLine(t.Context(), c.ben, c.gus, c.ben, thursday, noon))
	if !c.takesPart(t, c.ben, thursday) || c.takesPart(t, c.gus, thursday) {
		t.Error("Ben, whom the file names, takes part still, and Gus does not")
	}
}

func TestACompleteFileEndsWhomOnlyAFileMadeTakePart(t *testing.T) {
	c := newCrew(t)
	c.answer(t, c.claim(t, c.cora, c.gus), c.gus, true)
	rows := companyRows()[:3] // neither Cora nor Dan
	absent, of, err := c.Absent(t.Context(), rows, thursday)
	ok(t, err)
	if want := []practice.PersonID{c.cora, c.dan}; !slices.Equal(absent, want) || of != 5 {
		t.Errorf("absent are %v of %d, want %v of 5", absent, of, want)
	}
	ok(t, c.End(t.Context(), absent, thursday))
	for id, want := range map[practice.PersonID]bool{c.ana: true, c.cora: false, c.dan: false, c.gus: true} {
		if got := c.takesPart(t, id, thursday); got != want {
			t.Errorf("person %d takes part: %v, want %v", id, got, want)
		}
	}
	if got := c.managerOf(t, c.gus, thursday); got != 0 {
		t.Errorf("E29: with Cora gone, Gus reports to person %d, want nobody", got)
	}
	if got := c.managerOf(t, c.dan, thursday-1); got != c.ben {
		t.Errorf("until yesterday Dan reports to person %d, want Ben", got)
	}
	again, of, err := c.Absent(t.Context(), rows, thursday)
	ok(t, err)
	if len(again) != 0 || of != 3 {
		t.Errorf("afterwards absent are %v of %d, want nobody of 3", again, of)
	}
}

func TestAFileIsTheWholeTruthAboutWhomItNames(t *testing.T) {
	c := newCrew(t)
	c.answer(t, c.claim(t, c.bea, c.gus), c.gus, true)
	file := files.PeopleRow{Email: "gus@example.com", ManagerEmail: "bea@example.com", Start: thursday}
	if done := c.imports(t, file); len(done.Changed) != 1 {
		t.Errorf("the file takes the line over: %+v", done)
	}
	ok(t, c.EndTeamLine(t.Context(), c.bea, c.gus, c.bea, thursday, noon))
	if got := c.managerOf(t, c.gus, thursday); got != c.bea {
		t.Errorf("Gus reports to person %d, want Bea as the file says", got)
	}
}

// A vacancy, an acting manager and a dotted line, from the file to the roster.
func TestLinesOfAFileHoldOnTheirDays(t *testing.T) {
	april := cadence.NewDate(2026, time.April, 1)
	c := newCompany(t)
	cora := files.PeopleRow{Email: "cora@example.com", ManagerEmail: "ben@example.com"}
	acting, dotted := cora, cora
	acting.ManagerEmail, acting.Start, acting.End = "bea@example.com", april, april+13
	dotted.ManagerEmail, dotted.Dotted = "ana@example.com", true
	ben := companyRows()[1]
	ben.End = april + 29
	c.imports(t, cora, acting, dotted, ben)
	r, err := c.Roster(t.Context())
	ok(t, err)
	for _, want := range []struct {
		name    string
		on      cadence.Date
		manager practice.PersonID
	}{
		{"the line", april - 1, c.ben},
		{"E30: the acting manager's first day", april, c.bea},
		{"E30: their last", april + 13, c.bea},
		{"E30: the line again", april + 14, c.ben},
		{"E29: the manager's last day", april + 29, c.ben},
		{"E29: vacant", april + 30, 0},
	} {
		if got := r.ManagerOf(c.cora, want.on); got != want.manager {
			t.Errorf("%s: Cora reports to person %d, want %d", want.name, got, want.manager)
		}
		if !mayCoach(t, r, c.ana, c.cora, want.on) || slices.Contains(r.Reports(c.ana, want.on), c.cora) {
			t.Errorf("%s: E31: Ana may coach Cora by her dotted line, and owes her nothing", want.name)
		}
	}
}
