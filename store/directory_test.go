package store

import (
	"slices"
	"testing"

	"coach/files"
	"coach/practice"
)

// outside is what the directory says of somebody of another company.
func outside(slackID, email string) practice.Person {
	return practice.Person{SlackID: slackID, Email: email, Name: "Olga", Account: practice.Outside}
}

func (c company) standing(t *testing.T, id practice.PersonID) practice.AccountStatus {
	t.Helper()
	r, err := c.Roster(t.Context())
	ok(t, err)
	return r.Person(id).Account
}

func TestPeopleOfOtherCompaniesAreWrittenDownAsSuch(t *testing.T) {
	for _, test := range []struct {
		name string
		do   func(t *testing.T, c company)
	}{
		{"whom the file names by email", func(t *testing.T, c company) {
			ok(t, c.SyncDirectory(t.Context(), []practice.Person{outside("U4", "cora@example.com")}))
		}},
		{"whom the file names by Slack ID", func(t *testing.T, c company) {
			c.imports(t, files.PeopleRow{Email: "cora@example.com", ManagerEmail: "ben@example.com", SlackID: "U4"})
			ok(t, c.SyncDirectory(t.Context(), []practice.Person{outside("U4", "olga@partner.example")}))
		}},
		{"who went to another company", func(t *testing.T, c company) {
			ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U4", Email: "cora@example.com", Name: "Cora", Account: practice.Member}}))
			ok(t, c.SyncDirectory(t.Context(), []practice.Person{outside("U4", "cora@example.com")}))
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			test.do(t, c)
			if got := c.standing(t, c.cora); got != practice.Outside {
				t.Errorf("she is %s", got)
			}
			r, err := c.Roster(t.Context())
			ok(t, err)
			if r.Participates(c.cora, thursday) || practice.MayUse(r, c.cora, thursday) || practice.MayBeThanked(r, c.cora, thursday) {
				t.Error("she takes part")
			}
		})
	}
	c := newCompany(t)
	before := c.count(t, "people")
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{outside("U9", "olga@partner.example"), {SlackID: "U8", Email: "ex@example.com", Name: "Ex", Account: practice.Gone}}))
	if n := c.count(t, "people"); n != before {
		t.Errorf("%d people whom nobody has named are kept", n-before)
	}
}

// Whose account a Slack ID is, the directory says and no file: until it does,
// nothing is sent there.
func TestANewSlackIDInTheFileIsNobodysYet(t *testing.T) {
	c := newCompany(t)
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U4", Email: "cora@example.com", Name: "Cora", Account: practice.Member}}))
	c.imports(t, files.PeopleRow{Email: "cora@example.com", ManagerEmail: "ben@example.com", SlackID: "U9"})
	if got := c.standing(t, c.cora); got != practice.Unfound {
		t.Errorf("she is %s", got)
	}
	c.imports(t, files.PeopleRow{Email: "dan@example.com", ManagerEmail: "ben@example.com", SlackID: "U5"})
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{outside("U9", ""), {SlackID: "U5", Name: "Dan", Account: practice.Member}}))
	if cora, dan := c.standing(t, c.cora), c.standing(t, c.dan); cora != practice.Outside || dan != practice.Member {
		t.Errorf("they are %s and %s", cora, dan)
	}
}

// Slack lists closed accounts too. One that is listed no more is gone; many at
// once are a page that came back short, and nobody is taken out.
func TestWhoIsNoLongerListedIsMarked(t *testing.T) {
	c := newCompany(t)
	ben := practice.Person{SlackID: "U2", Email: "ben@example.com", Name: "Ben", Account: practice.Member}
	cora := practice.Person{SlackID: "U4", Email: "cora@example.com", Name: "Cora", Account: practice.Guest}
	dan := practice.Person{SlackID: "U5", Email: "dan@example.com", Name: "Dan", Account: practice.Member}
	refresh := func(listed ...practice.Person) (kinds []practice.ContradictionKind) {
		t.Helper()
		fresh, err := c.RefreshDirectory(t.Context(), listed, thursday)
		ok(t, err)
		for _, f := range fresh {
			kinds = append(kinds, f.Kind)
		}
		return kinds
	}
	refresh(ben, cora, dan)
	ok(t, c.exec(t.Context(), `UPDATE people SET replan = 0`))
	if fresh := refresh(ben, cora, dan); len(fresh) > 0 || c.count(t, "people WHERE replan > 0") != 0 {
		t.Errorf("nobody is missing, and it says %v or plans anew", fresh)
	}
	for _, first := range []bool{true, false} {
		fresh := refresh(ben)
		for _, id := range []practice.PersonID{c.ben, c.cora, c.dan} {
			if got := c.standing(t, id); !got.Open() {
				t.Errorf("person %d is %s after a page came back short", id, got)
			}
		}
		if said := slices.Contains(fresh, practice.ManyVanished); said != first {
			t.Errorf("it says %v; first: %v", fresh, first)
		}
	}
	refresh(ben, cora)
	for id, want := range map[practice.PersonID]practice.AccountStatus{c.ben: practice.Member, c.cora: practice.Guest, c.dan: practice.Gone, c.bea: practice.Unfound} {
		if got := c.standing(t, id); got != want {
			t.Errorf("person %d is %s, want %s", id, got, want)
		}
	}
	if n := c.count(t, "people WHERE replan > 0"); n == 0 {
		t.Error("nobody is planned anew")
	}
	if fresh := refresh(); len(fresh) > 0 || c.standing(t, c.ben) != practice.Member {
		t.Errorf("an empty list takes somebody out, or says %v", fresh)
	}
}

func TestAClosedAccountNeitherTakesNorMatchesAnAddress(t *testing.T) {
	c := newCompany(t)
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{
		{SlackID: "U2", Email: "ben@example.com", Name: "Ben", Account: practice.Member},
		{SlackID: "U3", Name: "Old", Email: "old@example.com", Account: practice.Member}}))
	closed := []practice.Person{ // both had these addresses before
		{SlackID: "U3", Email: "ben@example.com", Name: "Old", Account: practice.Gone},
		{SlackID: "U9", Email: "cora@example.com", Name: "Older", Account: practice.Gone}}
	ok(t, c.SyncDirectory(t.Context(), closed))
	if got := c.id(t, "ben@example.com"); got != c.ben || c.standing(t, c.ben) != practice.Member {
		t.Errorf("the address is person %d's, who is %s", got, c.standing(t, c.ben))
	}
	if got := c.standing(t, c.cora); got != practice.Unfound {
		t.Errorf("who has no account yet is %s", got)
	}
	if p := c.person(t, "old@example.com"); p.Account != practice.Gone {
		t.Errorf("the closed account is %s", p.Account)
	}
}

// The file may still have the old address when the account is closed. Whoever
// is back by a new account under the later one gets what was written about them.
func TestAClosedAccountKeepsTheAddressItHadInSlack(t *testing.T) {
	c := newCompany(t)
	row := files.PeopleRow{Email: "cora@example.com", Name: "Cora", ManagerEmail: "ben@example.com"}
	for _, account := range []practice.Person{
		{SlackID: "U4", Email: "cora@example.com", Name: "Cora", Account: practice.Member},
		{SlackID: "U4", Email: "married@example.com", Name: "Cora", Account: practice.Member},
		{SlackID: "U4", Email: "married@example.com", Name: "Cora", Account: practice.Gone},
	} {
		ok(t, c.SyncDirectory(t.Context(), []practice.Person{account}))
	}
	c.imports(t, row)
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U9", Email: "married@example.com", Name: "Cora", Account: practice.Member}}))
	row.Email = "married@example.com"
	c.imports(t, row)
	p, err := c.PersonBySlackID(t.Context(), "U9")
	ok(t, err)
	if p.ID != c.cora || !p.Account.Open() {
		t.Errorf("the new account is person %d's (%s), want %d", p.ID, p.Account, c.cora)
	}
}
