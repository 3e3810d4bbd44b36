package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// trainingPlan is the default playbook's, which is not the tests'.
func trainingPlan(t *testing.T, key string) *practice.Practice {
	t.Helper()
	p, found := files.Default().Practice(key, 0)
	if !found {
		t.Fatalf("there is no %s", key)
	}
	return p
}

// trains stores Ben's plan of some sessions on the Thursday of the tests.
func (c company) trains(t *testing.T, rows ...practice.Row) practice.Entry {
	t.Helper()
	return c.plans(t, "training_plan", "sessions", rows...)
}

func (c company) plans(t *testing.T, key, field string, rows ...practice.Row) practice.Entry {
	t.Helper()
	e := practice.Entry{Request: "V1" + key, Practice: key, Author: c.ben, HappenedOn: thursday, LoggedOn: thursday, LoggedAt: noon, Values: practice.Values{field: {Rows: rows}}}
	done, err := c.Log(t.Context(), e, trainingPlan(t, key), 0, 1)
	ok(t, err)
	return done.Entry
}

// replans edits the rows of Ben's training plan.
func (c company) replans(t *testing.T, e practice.Entry, request string, rows ...practice.Row) practice.Entry {
	t.Helper()
	e.Request, e.Values = request, practice.Values{"sessions": {Rows: rows}}
	done, err := c.Edit(t.Context(), e, trainingPlan(t, "training_plan"), noon, thursday)
	ok(t, err)
	return done.Entry
}

func (c company) sessions(t *testing.T) []practice.Session {
	t.Helper()
	all, err := c.SessionsOfTeam(t.Context(), c.ben)
	ok(t, err)
	return all
}

// off is word to somebody that a session on the Monday after is not theirs.
func off(s practice.Session) practice.SessionOff {
	return practice.SessionOff{Session: s.ID, To: s.Deliverer, On: s.On}
}

func TestAPlanOpensItsSessionsAndTellsWhoDelivers(t *testing.T) {
	c := newCompany(t)
	next := monday + 7
	closing := practice.Row{What: "Closing", Due: next, Owner: c.cora, At: "10:00"}
	own, past := practice.Row{What: "Demo", Due: next, Owner: c.ben, At: "11:00"}, practice.Row{What: "Prospecting", Due: monday, Owner: c.dan}
	e := c.trains(t, closing, own, past, practice.Row{What: "Objections", Due: next + 1})
	c.trains(t, closing, own, past) // the same form again
	all := c.sessions(t)
	if len(all) != 4 || c.count(t, "outbox") != 1 {
		t.Fatalf("%d notices about %+v", c.count(t, "outbox"), all)
	}
	one := all[1] // the earliest is Dan's
	if one.Topic != "Closing" || c.told(t, one.Given()) != 1 || !one.Waits() || one.PlannedOn != thursday {
		t.Errorf("the first is %+v", one)
	}
	if mine, err := c.SessionsOf(t.Context(), c.cora); err != nil || len(mine) != 1 || mine[0] != one {
		t.Errorf("Cora's are %+v, %v", mine, err)
	}
	if mine, err := c.SessionsOf(t.Context(), c.ben); err != nil || len(mine) != 4 {
		t.Errorf("Ben's are %+v, %v", mine, err)
	}

	ok(t, c.AnswerSession(t.Context(), one.ID, c.cora, true, noon))
	ok(t, c.AnswerSession(t.Context(), one.ID, c.cora, true, noon.Add(time.Hour))) // pressed twice
	for name, err := range map[string]error{
		"somebody else takes it":         c.AnswerSession(t.Context(), one.ID, c.dan, true, noon),
		"somebody else refuses it":       c.AnswerSession(t.Context(), one.ID, c.ben, false, noon),
		"it is ticked before its day":    c.TickSession(t.Context(), one.ID, c.cora, noon, next-1),
		"it is ticked by somebody else":  c.TickSession(t.Context(), one.ID, c.dan, noon, next),
		"there is no such session":       c.TickSession(t.Context(), 99, c.cora, noon, next),
		"another's own plan is answered": c.AnswerSession(t.Context(), all[2].ID, c.ben, true, noon),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ok(t, c.TickSession(t.Context(), one.ID, c.cora, noon, next))
	one, err := c.Session(t.Context(), one.ID)
	if err != nil || !one.DoneAt.Equal(noon) || len(c.sessions(t)) != 3 {
		t.Errorf("delivered it is %+v, %v", one, err)
	}
	if e.ID != one.Entry {
		t.Errorf("it stands in %d, not in %d", one.Entry, e.ID)
	}
}

// An edit moves a session and names somebody else: each hears of what concerns
// them, once.
func TestAnEditedPlanMovesItsSessions(t *testing.T) {
	c := newCompany(t)
	next := monday + 7
	e := c.trains(t, practice.Row{What: "Closing", Due: next, Owner: c.cora})
	before := c.sessions(t)[0]
	ok(t, c.AnswerSession(t.Context(), before.ID, c.cora, true, noon))

	e = c.replans(t, e, "V2", practice.Row{What: "Closing", Due: next + 1, Owner: c.cora})
	moved := c.sessions(t)[0]
	if moved.ID != before.ID || moved.On != next+1 || !moved.Waits() || c.told(t, moved.Given()) != 1 || c.told(t, off(before)) != 0 {
		t.Errorf("moved it is %+v, told %d times", moved, c.told(t, moved.Given()))
	}
	ok(t, c.AnswerSession(t.Context(), moved.ID, c.cora, false, noon))
	if n := c.told(t, practice.SessionDeclined{Session: moved.ID, By: c.cora}); n != 1 {
		t.Errorf("Ben hears %d times that it is not hers", n)
	}
	e = c.replans(t, e, "V3", practice.Row{What: "Closing", Due: next + 1, Owner: c.dan})
	dans := c.sessions(t)[0]
	if dans.ID != before.ID || !dans.Waits() || c.told(t, dans.Given()) != 1 || c.told(t, off(moved)) != 0 {
		t.Errorf("of Dan it is %+v; she, who refused it, is told %d times that it is off", dans, c.told(t, off(moved)))
	}
	ok(t, c.AnswerSession(t.Context(), dans.ID, c.dan, true, noon))
	e = c.replans(t, e, "V4", practice.Row{What: "Demo", Due: next + 2, Owner: c.bea}, practice.Row{What: "Closing", Due: next + 1, Owner: c.dan})
	if all := c.sessions(t); len(all) != 2 || all[0].ID != dans.ID || all[0].Waits() || c.told(t, off(dans)) != 0 {
		t.Errorf("with one more they are %+v", all)
	}
	c.replans(t, e, "V5", practice.Row{What: "Demo", Due: next + 2, Owner: c.bea})
	if all := c.sessions(t); len(all) != 1 || all[0].Topic != "Demo" || c.told(t, off(dans)) != 1 {
		t.Errorf("without Dan's they are %+v; he is told %d times", all, c.told(t, off(dans)))
	}
}

// What was planned goes with the plan that is taken back, words and all.
func TestAPlanTakenBackTakesItsSessions(t *testing.T) {
	c := newCompany(t)
	e := c.trains(t, practice.Row{What: "Juniper secrets", Due: monday + 7, Owner: c.cora}, practice.Row{What: "Juniper, the past", Due: monday, Owner: c.dan})
	before := c.sessions(t)
	ok(t, c.Withdraw(t.Context(), c.ben, noon, e.ID))
	if all := c.sessions(t); len(all) != 0 || c.told(t, off(before[1])) != 1 || c.told(t, off(before[0])) != 0 {
		t.Errorf("left are %+v; Cora is told %d times, Dan of what is past %d times", all, c.told(t, off(before[1])), c.told(t, off(before[0])))
	}
	if found := c.tablesWith(t, "Juniper"); len(found) > 0 {
		t.Errorf("its words are still in %v", found)
	}
	if err := c.AnswerSession(t.Context(), before[1].ID, c.cora, true, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("it can be taken: %v", err)
	}
}

// The thanks to the winners close a contest, if who thanks runs it; taken back,
// it is open again.
func TestThanksToWhoWonCloseAContest(t *testing.T) {
	c := newCompany(t)
	c.plans(t, "contest_plan", practice.FieldContests, practice.Row{What: "Sprint", Due: monday, Until: friday, Owner: c.cora})
	contest := c.sessions(t)[0]
	thank := func(request string, by practice.PersonID, on cadence.Date) practice.Entry {
		e := practice.Entry{Request: request, Practice: practice.RecognitionKey, Author: by, Contest: contest.ID, Values: practice.Values{"person": {People: []practice.PersonID{c.dan}}}}
		return c.log(t, e, on, on).Entry
	}
	thank("V1", c.dan, friday)
	thank("V2", c.cora, thursday)
	if all := c.sessions(t); len(all) != 1 {
		t.Fatalf("closed by another's thanks, or too early")
	}
	thanks := thank("V3", c.cora, friday)
	if now, err := c.Session(t.Context(), contest.ID); err != nil || now.WonIn != thanks.ID || now.DoneAt.IsZero() || len(c.sessions(t)) != 0 {
		t.Errorf("won it is %+v, %v", now, err)
	}
	ok(t, c.Withdraw(t.Context(), c.cora, noon, thanks.ID))
	if now := c.sessions(t); len(now) != 1 || now[0].WonIn != 0 {
		t.Errorf("taken back they are %+v", now)
	}
	if asked := practice.WonBy(c.sessions(t), c.cora, friday); !slices.Equal(asked, []practice.Question{{Kind: practice.WhoWon, ID: int64(contest.ID), Since: friday}}) {
		t.Errorf("and asked is %+v", asked)
	}
}

// Somebody who takes no part hears of a session once. What changes later they
// are told only if they took it.
func TestWhoTakesNoPartIsToldOnce(t *testing.T) {
	c := newCompany(t)
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "UZOE", Email: "zoe@example.com", Name: "Zoe", Account: practice.Member}}))
	zoe, err := c.PersonByEmail(t.Context(), "zoe@example.com")
	ok(t, err)
	e := c.trains(t, practice.Row{What: "Closing", Due: monday + 7, Owner: zoe.ID}, practice.Row{What: "Demo", Due: monday + 8, Owner: zoe.ID})
	before := c.sessions(t)
	ok(t, c.AnswerSession(t.Context(), before[1].ID, zoe.ID, true, noon))
	c.replans(t, e, "V2", practice.Row{What: "Prospecting", Due: monday + 9, Owner: c.ben})
	if n, taken := c.told(t, off(before[0])), c.told(t, off(before[1])); n != 0 || taken != 1 {
		t.Errorf("she is told %d times of what she has not answered, %d times of what she took", n, taken)
	}
}
