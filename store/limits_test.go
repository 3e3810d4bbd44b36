package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// refused wants one problem at a field.
func refused(t *testing.T, err error, want practice.Problem) {
	t.Helper()
	ps, theirs := errors.AsType[practice.Problems](err)
	if !theirs || len(ps) != 1 || ps[0] != want {
		t.Errorf("the error is %v, want %s", err, want.Text)
	}
}

func TestTwentyThanksADay(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	p := c.practice(t, practice.RecognitionKey)
	thank := func(n int, author practice.PersonID, on int) error {
		_, err := c.Log(t.Context(), practice.Entry{Request: fmt.Sprint("V", n), Practice: p.Key, Author: author, HappenedOn: thursday,
			LoggedOn: thursday + cadence.Date(on), LoggedAt: noon, Values: practice.Values{
				practice.RecognitionWho: {People: []practice.PersonID{c.cora}}, practice.ShareWhere: {Text: practice.ShareInChannel}}}, p, 0, 1)
		return err
	}
	for n := range practice.ThanksMost {
		ok(t, thank(n, c.ben, 0))
	}
	ok(t, c.Withdraw(t.Context(), c.ben, noon, 1)) // its message was sent
	refused(t, thank(100, c.ben, 0), practice.ThankedEnough())
	if n := c.count(t, "entries"); n != practice.ThanksMost {
		t.Errorf("%d are stored", n)
	}
	ok(t, thank(0, c.ben, 0)) // delivered again
	ok(t, thank(101, c.ben, 1))
	ok(t, thank(102, c.ana, 0))
}

func TestTenClaimsADayAndNoneTakenBackToAskAgain(t *testing.T) {
	c := newCrew(t)
	var crowd []practice.Person
	for i := range practice.ClaimsMost + 2 {
		crowd = append(crowd, practice.Person{SlackID: fmt.Sprint("UX", i), Email: fmt.Sprintf("x%d@example.com", i), Name: fmt.Sprint("X", i), Account: practice.Member})
	}
	ok(t, c.SyncDirectory(t.Context(), crowd))
	ask := func(request string, at time.Time, from, to int) error {
		var ids []practice.PersonID
		for i := from; i < to; i++ {
			ids = append(ids, c.id(t, crowd[i].Email))
		}
		return c.ClaimPeople(t.Context(), request, c.gus, ids, thursday, at)
	}
	refused(t, ask("V1", noon, 0, practice.ClaimsMost+1), practice.ClaimedEnough())
	ok(t, ask("V2", noon, 0, practice.ClaimsMost))
	refused(t, ask("V3", noon.Add(23*time.Hour), practice.ClaimsMost, practice.ClaimsMost+1), practice.ClaimedEnough())
	by, _, err := c.Claims(t.Context(), c.gus)
	ok(t, err)
	ok(t, c.WithdrawClaim(t.Context(), by[0].ID, c.gus, noon))
	refused(t, ask("V4", noon.Add(6*24*time.Hour), 0, 1), practice.TakenBackLately(practice.Person{Name: "X0"}))
	ok(t, ask("V5", noon.Add(practice.ClaimAgainAfter), 0, 1))
}

func TestFiveSuggestionsADay(t *testing.T) {
	c := newCompany(t)
	suggest := func(n int, by practice.PersonID, at time.Time) error {
		return c.Suggest(t.Context(), Suggestion{Request: fmt.Sprint("V", n), Person: by, Version: 1, Words: "Less often", At: at}, nil)
	}
	for n := range practice.SuggestionsMost {
		ok(t, suggest(n, c.cora, noon))
	}
	refused(t, suggest(100, c.cora, noon.Add(time.Hour)), practice.SuggestedEnough())
	ok(t, suggest(0, c.cora, noon.Add(time.Hour))) // delivered again
	ok(t, suggest(101, c.dan, noon))
	ok(t, suggest(102, c.cora, noon.Add(24*time.Hour)))
}

// The view ID of a form travels through a person's own client. Whoever sends
// that of somebody else's form first takes nothing from them, and reads nothing
// of it by sending it afterwards.
func TestARequestIsItsAuthors(t *testing.T) {
	c := newCrew(t)
	p := c.practice(t, practice.RecognitionKey)
	thank := func(author practice.PersonID, words string) Logged {
		done, err := c.Log(t.Context(), practice.Entry{Request: "V1", Practice: p.Key, Author: author, HappenedOn: thursday, LoggedOn: thursday, LoggedAt: noon,
			Values: practice.Values{practice.RecognitionWhat: {Text: words}}}, p, 0, 1)
		ok(t, err)
		return done
	}
	forged, own := thank(c.gus, "forged"), thank(c.ben, "my own")
	if own.Again || own.Entry.Values[practice.RecognitionWhat].Text != "my own" || own.Entry.ID == forged.Entry.ID {
		t.Errorf("an entry is swallowed by somebody else's: %+v", own)
	}
	if again := thank(c.ben, "again"); !again.Again || again.Entry.ID != own.Entry.ID || again.Entry.Request != "V1" {
		t.Errorf("delivered again it is %+v", again)
	}
	for _, by := range []practice.PersonID{c.gus, c.hal} {
		ok(t, c.Suggest(t.Context(), Suggestion{Request: "V1", Person: by, Version: 1, Words: "Less often", At: noon}, nil))
	}
	if n := c.count(t, "suggestions"); n != 2 {
		t.Errorf("%d suggestions of two people", n)
	}
	ok(t, c.ClaimPeople(t.Context(), "V1", c.gus, []practice.PersonID{c.hal}, thursday, noon))
	ok(t, c.ClaimPeople(t.Context(), "V1", c.ben, []practice.PersonID{c.hal}, thursday, noon))
	if n := c.count(t, "claims"); n != 2 {
		t.Errorf("%d claims of two managers", n)
	}
}
