package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// person is what a test says of somebody: everything but our own ID.
func (c company) person(t *testing.T, email string) practice.Person {
	t.Helper()
	p, err := c.PersonByEmail(t.Context(), email)
	ok(t, err)
	p.ID = 0
	return p
}

func TestImportPeople(t *testing.T) {
	april := cadence.NewDate(2026, time.April, 1)
	ben := companyRows()[1]
	with := func(change func(*files.PeopleRow)) files.PeopleRow {
		row := ben
		change(&row)
		return row
	}
	tests := []struct {
		name string
		rows []files.PeopleRow
		want Import
	}{
		{"the same file again changes nothing", companyRows(), Import{Unchanged: 5}},
		{"rows in another order change nothing", reversed(companyRows()), Import{Unchanged: 5}},
		{"nobody in the file changes nobody", nil, Import{}},
		{"somebody new is added", []files.PeopleRow{{Email: "eve@example.com", ManagerEmail: "ben@example.com"}}, Import{Added: []string{"eve@example.com"}}},
		{"a new manager may stand further down", []files.PeopleRow{{Email: "eve@example.com", ManagerEmail: "fay@example.com"}, {Email: "fay@example.com"}},
			Import{Added: []string{"eve@example.com", "fay@example.com"}}},
		{"another name is a change", []files.PeopleRow{with(func(r *files.PeopleRow) { r.Name = "Benjamin" })}, Import{Changed: []string{"ben@example.com"}}},
		{"another zone is a change", []files.PeopleRow{with(func(r *files.PeopleRow) { r.Zone = "Asia/Dubai" })}, Import{Changed: []string{"ben@example.com"}}},
		{"another calendar is a change", []files.PeopleRow{with(func(r *files.PeopleRow) { r.Calendar = "gulf" })}, Import{Changed: []string{"ben@example.com"}}},
		{"a Slack ID is a change", []files.PeopleRow{with(func(r *files.PeopleRow) { r.SlackID = "U2" })}, Import{Changed: []string{"ben@example.com"}}},
		{"another level is a change", []files.PeopleRow{with(func(r *files.PeopleRow) { r.Level = practice.MOM })}, Import{Changed: []string{"ben@example.com"}}},
		{"another manager is a change", []files.PeopleRow{with(func(r *files.PeopleRow) { r.ManagerEmail = "bea@example.com" })}, Import{Changed: []string{"ben@example.com"}}},
		{"no name and no zone keep what they were", []files.PeopleRow{with(func(r *files.PeopleRow) { r.Name, r.Zone = "", "" })}, Import{Unchanged: 1}},
		{"a last day is an end", []files.PeopleRow{with(func(r *files.PeopleRow) { r.End = april - 1 })}, Import{Ended: []string{"ben@example.com"}}},
		{"a transfer is a change, not an end", []files.PeopleRow{
			with(func(r *files.PeopleRow) { r.End = april - 1 }),
			with(func(r *files.PeopleRow) { r.Start, r.ManagerEmail = april, "bea@example.com" })}, Import{Changed: []string{"ben@example.com"}}},
		{"a dotted line beside the line is a change", []files.PeopleRow{ben, with(func(r *files.PeopleRow) { r.Dotted, r.ManagerEmail = true, "bea@example.com" })},
			Import{Changed: []string{"ben@example.com"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			if diff := cmp.Diff(test.want, c.imports(t, test.rows...)); diff != "" {
				t.Errorf("the import (-want +got):\n%s", diff)
			}
			want := Import{}
			want.Unchanged = len(test.want.Added) + len(test.want.Changed) + len(test.want.Ended) + test.want.Unchanged
			if diff := cmp.Diff(want, c.imports(t, test.rows...)); diff != "" {
				t.Errorf("the same once more (-want +got):\n%s", diff)
			}
		})
	}
}

func reversed(rows []files.PeopleRow) []files.PeopleRow {
	slices.Reverse(rows)
	return rows
}

func TestPeopleOfMoreThanOneTransaction(t *testing.T) {
	c := newCompany(t)
	var rows []files.PeopleRow
	for i := range 2*atOnce + 1 {
		rows = append(rows, files.PeopleRow{Email: "p" + string(rune('a'+i/26)) + string(rune('a'+i%26)) + "@example.com", ManagerEmail: "ana@example.com"})
	}
	if done := c.imports(t, rows...); len(done.Added) != len(rows) {
		t.Errorf("%d added, want %d", len(done.Added), len(rows))
	}
	r, err := c.Roster(t.Context())
	ok(t, err)
	if n := len(r.Reports(c.ana, thursday)); n != len(rows)+2 {
		t.Errorf("Ana has %d reports, want %d", n, len(rows)+2)
	}
}

func TestRosterSaysWhatTheFileSaid(t *testing.T) {
	c := newCompany(t)
	april := cadence.NewDate(2026, time.April, 1)
	c.imports(t,
		files.PeopleRow{Email: "cora@example.com", Name: "Cora Old", ManagerEmail: "ben@example.com", End: april - 1},
		files.PeopleRow{Email: "cora@example.com", Name: "Cora New", ManagerEmail: "bea@example.com", Start: april, Level: practice.FLM, Zone: "Asia/Dubai", Calendar: "gulf", SlackID: "U4"},
		files.PeopleRow{Email: "cora@example.com", ManagerEmail: "ana@example.com", Dotted: true, Start: april + 1, End: april + 9})
	r, err := c.Roster(t.Context())
	ok(t, err)
	want := practice.Person{ID: c.cora, SlackID: "U4", Email: "cora@example.com", Name: "Cora New", Zone: "Asia/Dubai", Calendar: "gulf",
		Account: practice.Unfound, Morning: practice.DefaultMorning}
	if diff := cmp.Diff(want, r.Person(c.cora)); diff != "" {
		t.Errorf("the person (-want +got):\n%s", diff)
	}
	if got := r.ManagerOf(c.cora, april-1); got != c.ben {
		t.Errorf("until March she reports to person %d, want Ben", got)
	}
	if got := r.ManagerOf(c.cora, april); got != c.bea {
		t.Errorf("from April she reports to person %d, want Bea", got)
	}
	if got := r.Level(c.cora, april); got != practice.FLM {
		t.Errorf("from April her level is %q, want the file's", got)
	}
	for day, want := range map[cadence.Date]bool{april: false, april + 1: true, april + 9: true, april + 10: false} {
		if got := mayCoach(t, r, c.ana, c.cora, day); got != want {
			t.Errorf("Ana may coach her on %s: %v, want %v as the dotted line says", day, got, want)
		}
	}
}

// mayCoach reports whether one may log on a day what they did with another.
func mayCoach(t *testing.T, r *practice.Roster, who, subject practice.PersonID, on cadence.Date) bool {
	t.Helper()
	p, found := files.Default().Practice("one_on_one", on)
	if !found {
		t.Fatal("the playbook has no 1:1")
	}
	bad, _ := errors.AsType[practice.Problems](practice.Entry{Author: who, Subject: subject, HappenedOn: on}.Validate(p, r, on))
	return !slices.ContainsFunc(bad, func(b practice.Problem) bool { return b.Field == p.SubjectField() })
}

func TestNamesMadeOfEmails(t *testing.T) {
	tests := []struct{ email, want string }{
		{"maya@example.com", "Maya"},
		{"maya.van-der_berg@example.com", "Maya Van Der Berg"},
		{"élodie.ørsted@example.com", "Élodie Ørsted"},
		{"..@example.com", "..@example.com"},
	}
	for _, test := range tests {
		t.Run(test.email, func(t *testing.T) {
			c := newCompany(t)
			c.imports(t, files.PeopleRow{Email: test.email})
			if got := c.person(t, test.email).Name; got != test.want {
				t.Errorf("the name is %q, want %q", got, test.want)
			}
		})
	}
}

func TestSyncDirectory(t *testing.T) {
	ben := practice.Person{SlackID: "U2", Email: "ben@example.com", Name: "Ben in Slack", Zone: "America/New_York", Account: practice.Member}
	with := func(change func(*practice.Person)) practice.Person {
		p := ben
		change(&p)
		return p
	}
	known := practice.Person{SlackID: "U2", Email: "ben@example.com", Name: "Ben", Zone: "Europe/Berlin", Account: practice.Member, Morning: practice.DefaultMorning}
	knownAs := func(change func(*practice.Person)) practice.Person {
		p := known
		change(&p)
		return p
	}
	tests := []struct {
		name    string
		members []practice.Person // one directory after the other
		email   string
		want    practice.Person
	}{
		{"name and zone of the people file stand", []practice.Person{ben}, "ben@example.com", known},
		{"a name and a zone that no file gave come from Slack",
			[]practice.Person{{SlackID: "U9", Email: "new@example.com", Name: "New", Zone: "Asia/Tokyo", Account: practice.Member}}, "new@example.com",
			practice.Person{SlackID: "U9", Email: "new@example.com", Name: "New", Zone: "Asia/Tokyo", Account: practice.Member, Morning: practice.DefaultMorning}},
		{"a zone that the file left out comes from Slack",
			[]practice.Person{{SlackID: "U4", Email: "cora@example.com", Name: "C", Zone: "Asia/Tokyo", Account: practice.Member}}, "cora@example.com",
			practice.Person{SlackID: "U4", Email: "cora@example.com", Name: "Cora", Zone: "Asia/Tokyo", Account: practice.Member, Morning: practice.DefaultMorning}},
		{"a guest", []practice.Person{with(func(p *practice.Person) { p.Account = practice.Guest })}, "ben@example.com",
			knownAs(func(p *practice.Person) { p.Account = practice.Guest })},
		{"a deactivated account", []practice.Person{ben, with(func(p *practice.Person) { p.Account = practice.Gone })}, "ben@example.com",
			knownAs(func(p *practice.Person) { p.Account = practice.Gone })},
		{"somebody who came back", []practice.Person{ben, with(func(p *practice.Person) { p.Account = practice.Gone }), ben}, "ben@example.com", known},
		{"a new email of a known account", []practice.Person{ben, with(func(p *practice.Person) { p.Email = "benjamin@example.com" })}, "benjamin@example.com",
			knownAs(func(p *practice.Person) { p.Email = "benjamin@example.com" })},
		{"an email that Slack stopped telling", []practice.Person{ben, with(func(p *practice.Person) { p.Email = "" })}, "ben@example.com", known},
		{"a zone that Slack does not tell", []practice.Person{
			{SlackID: "U4", Email: "cora@example.com", Zone: "Asia/Tokyo", Account: practice.Member},
			{SlackID: "U4", Email: "cora@example.com", Account: practice.Member}}, "cora@example.com",
			practice.Person{SlackID: "U4", Email: "cora@example.com", Name: "Cora", Zone: "Asia/Tokyo", Account: practice.Member, Morning: practice.DefaultMorning}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			for _, m := range test.members {
				ok(t, c.SyncDirectory(t.Context(), []practice.Person{m}))
			}
			if diff := cmp.Diff(test.want, c.person(t, test.email)); diff != "" {
				t.Errorf("the person (-want +got):\n%s", diff)
			}
			if n := c.count(t, "people"); n > 6 {
				t.Errorf("%d people, so somebody is there twice", n)
			}
		})
	}
}

// An account is a person and an email is not: what was written about one must
// never be read by whoever has the address today.
func TestAnEmailHandedToAnotherAccount(t *testing.T) {
	before := practice.Person{SlackID: "U2", Email: "ben@example.com", Name: "Ben", Account: practice.Member}
	renamed := practice.Person{SlackID: "U2", Email: "benjamin@example.com", Name: "Ben", Account: practice.Member}
	gone := practice.Person{SlackID: "U2", Name: "Ben", Account: practice.Gone}
	heir := practice.Person{SlackID: "U9", Email: "ben@example.com", Name: "Benedict", Account: practice.Member}
	tests := []struct {
		name      string
		directory []practice.Person
	}{
		{"the old owner stands first", []practice.Person{renamed, heir}},
		{"the new owner stands first", []practice.Person{heir, renamed}},
		{"the old owner is gone", []practice.Person{gone, heir}},
		{"the old owner went after the new one came", []practice.Person{heir, gone}},
		{"the old owner is not in the directory", []practice.Person{heir}},
	}
	for _, test := range tests {
		for _, knownBefore := range []bool{false, true} {
			name := test.name
			if knownBefore {
				name += ", and the new owner was known with another email"
			}
			t.Run(name, func(t *testing.T) {
				c := newCompany(t)
				ok(t, c.SyncDirectory(t.Context(), []practice.Person{before}))
				if knownBefore {
					ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U9", Email: "benedict@example.com", Name: "Benedict", Account: practice.Member}}))
				}
				_, err := c.RefreshDirectory(t.Context(), test.directory, thursday)
				ok(t, err)
				old, err := c.PersonBySlackID(t.Context(), "U2")
				ok(t, err)
				if old.ID != c.ben {
					t.Errorf("the old account is person %d, want %d as before", old.ID, c.ben)
				}
				if got := c.id(t, "ben@example.com"); got == c.ben {
					t.Error("the new owner of the email became the person of the old one")
				}
			})
		}
	}
}

func TestImportMatchesBySlackIDThenEmail(t *testing.T) {
	tests := []struct {
		name string
		row  files.PeopleRow
		is   func(company) practice.PersonID
	}{
		{"a Slack ID that is known with another email", files.PeopleRow{Email: "benjamin@example.com", SlackID: "U2"}, func(c company) practice.PersonID { return c.ben }},
		{"an email that is known with no Slack ID", files.PeopleRow{Email: "cora@example.com", SlackID: "U4"}, func(c company) practice.PersonID { return c.cora }},
		{"a Slack ID of one and the email of another", files.PeopleRow{Email: "cora@example.com", SlackID: "U2"}, func(c company) practice.PersonID { return c.cora }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U2", Email: "ben@example.com", Name: "Ben", Account: practice.Member}}))
			done := c.imports(t, test.row)
			if got := c.id(t, test.row.Email); got != test.is(c) {
				t.Errorf("the row went to person %d, want person %d", got, test.is(c))
			}
			if p, err := c.PersonBySlackID(t.Context(), "U2"); err != nil || p.ID != c.ben {
				t.Errorf("the account is person %d's (%v), want Ben's", p.ID, err)
			}
			if wrong := test.is(c) == c.cora && test.row.SlackID == "U2"; (len(done.OtherID) > 0) != wrong {
				t.Errorf("of contradicting IDs it says %v", done.OtherID)
			}
		})
	}
}

func TestAWrongSlackIDInTheFileIsCorrected(t *testing.T) {
	c := newCompany(t)
	c.imports(t, files.PeopleRow{Email: "cora@example.com", ManagerEmail: "ben@example.com", SlackID: "U404"})
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U4", Email: "cora@example.com", Name: "Cora", Account: practice.Member}}))
	p, err := c.PersonBySlackID(t.Context(), "U4")
	ok(t, err)
	if p.ID != c.cora {
		t.Errorf("the member is person %d, want %d, whom no account had claimed", p.ID, c.cora)
	}
}

func TestUnfound(t *testing.T) {
	c := newCompany(t)
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U2", Email: "ben@example.com", Name: "Ben", Account: practice.Member}}))
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{
		{SlackID: "U1", Email: "ana@example.com", Name: "Ana", Account: practice.Member},
		{SlackID: "U2", Email: "ben@example.com", Name: "Ben", Account: practice.Gone},
		{SlackID: "U7", Email: "zoe@example.com", Name: "Zoe", Account: practice.Member}}))
	all, _, err := c.Contradictions(t.Context(), thursday)
	ok(t, err)
	var got []string
	for _, one := range all {
		if one.Kind == practice.NotFound {
			got = append(got, one.Email)
		}
	}
	if diff := cmp.Diff([]string{"bea@example.com", "cora@example.com", "dan@example.com"}, got); diff != "" {
		t.Errorf("not found (-want +got):\n%s", diff)
	}
}

func TestNobodyIsNotFound(t *testing.T) {
	c := newCompany(t)
	for _, key := range []string{"", "nobody"} {
		if _, err := c.PersonBySlackID(t.Context(), key); !errors.Is(err, ErrNotFound) {
			t.Errorf("Slack ID %q: %v, want ErrNotFound", key, err)
		}
		if _, err := c.PersonByEmail(t.Context(), key); !errors.Is(err, ErrNotFound) {
			t.Errorf("email %q: %v, want ErrNotFound", key, err)
		}
	}
}

// What one process changes, another that has the file open sees at once,
// though both keep the roster in memory.
func TestTwoStoresSeeEachOthersRoster(t *testing.T) {
	c := newCompany(t)
	other := beside(t, c.Store)
	name := func(s *Store) string {
		r, err := s.Roster(t.Context())
		ok(t, err)
		return r.Person(c.ben).Name
	}
	if a, b := name(c.Store), name(other); a != "Ben" || b != "Ben" {
		t.Fatalf("at first %q and %q, want Ben", a, b)
	}
	company{Store: other}.imports(t, files.PeopleRow{Email: "ben@example.com", Name: "Benjamin", ManagerEmail: "ana@example.com"})
	if got := name(c.Store); got != "Benjamin" {
		t.Errorf("after an import by the other it is %q, want Benjamin", got)
	}
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U2", Email: "ben@example.com", Account: practice.Guest}}))
	for _, s := range []*Store{c.Store, other} {
		r, err := s.Roster(t.Context())
		ok(t, err)
		if got := r.Person(c.ben).Account; got != practice.Guest {
			t.Errorf("after a sync by the first it is %q, want guest", got)
		}
	}
	_, err := other.Publish(t.Context(), append(playbookYAML, "\ncalendars: {default: {working_days: [SUN]}}\n"...), monday, noon, 0)
	ok(t, err)
	if r, err := c.Roster(t.Context()); err != nil || !r.Calendar(c.ben).Works(monday-1) {
		t.Errorf("after a playbook by the other the first keeps the old calendar (%v)", err)
	}
}

func TestRosterIsKeptUntilSomethingChanges(t *testing.T) {
	c := newCompany(t)
	first, err := c.Roster(t.Context())
	ok(t, err)
	member := practice.Person{SlackID: "U2", Email: "ben@example.com", Account: practice.Member}
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{member}))
	second, err := c.Roster(t.Context())
	ok(t, err)
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{member}))
	third, err := c.Roster(t.Context())
	ok(t, err)
	if first == second || second != third {
		t.Errorf("a change made a new roster: %v; a sync without one kept it: %v", first != second, second == third)
	}
}

func TestAnImportPlansAnew(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ana, c.ben, c.bea, c.cora, c.dan)
	unplanned := func() (n int) {
		zones, err := c.Zones(t.Context())
		ok(t, err)
		for _, zone := range zones {
			people, err := c.Unplanned(t.Context(), zone, thursday)
			ok(t, err)
			n += len(people)
		}
		return n
	}
	if n := unplanned(); n != 0 {
		t.Fatalf("%d are unplanned after planning", n)
	}
	c.imports(t, files.PeopleRow{Email: "cora@example.com", ManagerEmail: "bea@example.com"})
	if n := unplanned(); n != 5 {
		t.Errorf("%d are to be planned anew, want all five: a line concerns more than its two ends", n)
	}
}

// Somebody whom the directory brought is planned for only once a file names
// them, and is then new to the person who imports.
func TestAMemberOfTheDirectoryIsAddedByTheFile(t *testing.T) {
	c := newCompany(t)
	zoe := practice.Person{SlackID: "U7", Email: "zoe@example.com", Name: "Zoe", Zone: "Asia/Tokyo", Account: practice.Member}
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{zoe}))
	row := files.PeopleRow{Email: "zoe@example.com", ManagerEmail: "ben@example.com"}
	if diff := cmp.Diff(Import{Added: []string{"zoe@example.com"}}, c.imports(t, row)); diff != "" {
		t.Errorf("the import (-want +got):\n%s", diff)
	}
	planned, err := c.Unplanned(t.Context(), "Asia/Tokyo", thursday)
	ok(t, err)
	if diff := cmp.Diff([]Unplanned{{Person: c.id(t, "zoe@example.com")}}, planned, anyRevision); diff != "" {
		t.Errorf("to be planned in Tokyo (-want +got):\n%s", diff)
	}
	zoe.Morning = practice.DefaultMorning
	if diff := cmp.Diff(zoe, c.person(t, "zoe@example.com")); diff != "" {
		t.Errorf("what Slack says of her stands (-want +got):\n%s", diff)
	}
}
