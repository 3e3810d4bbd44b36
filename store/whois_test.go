package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"coach/files"
	"coach/practice"
)

// A human of the property is one person, whatever Slack and the people file
// call them.
type human struct {
	name     string
	accounts []practice.Person // oldest first; at most the last is open
	row      files.PeopleRow
	entry    practice.EntryID // what was written about them at the start
	pending  bool             // a new account waits for the file to say whose it is, and its address stays as it is until then
	unread   bool             // nor was the directory read while it was open: the address is still the old account's
}

func (h *human) account() *practice.Person { return &h.accounts[len(h.accounts)-1] }

// A field is a company in which everything changes, and what it was told.
type field struct {
	company
	t      *rapid.T
	humans []*human
	heirs  []practice.Person // who got the address of somebody who left
	serial int
	joined bool
	said   map[practice.Contradiction]bool // what did not fit when the directory was read last
}

func (f *field) fresh(prefix string) string {
	f.serial++
	return fmt.Sprintf("%s%d", prefix, f.serial)
}

func (f *field) must(err error) {
	if err != nil {
		f.t.Fatal(err)
	}
}

func newField(outer *testing.T, t *rapid.T) *field {
	f := &field{company: newCompany(outer), t: t, said: map[practice.Contradiction]bool{}}
	for i, row := range companyRows() {
		account := practice.Person{SlackID: f.fresh("U"), Email: row.Email, Name: row.Name, Account: practice.Member}
		h := &human{name: row.Name, accounts: []practice.Person{account}, row: row}
		if i > 0 {
			e := practice.Entry{Request: f.fresh("V"), Practice: "visit", Author: f.ana, Subject: f.id(outer, row.Email)}
			h.entry = f.log(outer, e, thursday, thursday).Entry.ID
		}
		f.humans = append(f.humans, h)
	}
	f.refresh()
	return f
}

func (f *field) someone() *human { return rapid.SampledFrom(f.humans[1:]).Draw(f.t, "who") }

// listed is what users.list answers, in any order.
func (f *field) listed() (all []practice.Person) {
	for _, h := range f.humans {
		all = append(all, h.accounts...)
	}
	return rapid.Permutation(append(all, f.heirs...)).Draw(f.t, "list")
}

// refresh reads the directory, and holds what is said to what was said before.
func (f *field) refresh() {
	fresh, err := f.RefreshDirectory(f.outer(), f.listed(), thursday)
	f.must(err)
	for _, h := range f.humans {
		h.unread = h.unread && h.account().Account == practice.Gone
	}
	all, unsaid, err := f.Contradictions(f.outer(), thursday)
	f.must(err)
	if len(unsaid) > 0 {
		f.t.Errorf("not said: %v", unsaid)
	}
	for _, c := range fresh {
		if f.said[c] {
			f.t.Errorf("said twice: %v", c)
		}
		if c.Kind.Text() == "" {
			f.t.Errorf("%v has no remedy", c)
		}
	}
	f.said = map[practice.Contradiction]bool{}
	about := map[practice.PersonID]bool{}
	for _, c := range all {
		f.said[c], about[c.Person] = true, true
	}
	f.nobodyDropsOut(about)
}

// nobodyDropsOut holds that whoever the file names takes part by an open
// account, or that it is said why not.
func (f *field) nobodyDropsOut(about map[practice.PersonID]bool) {
	named, err := f.FileAddresses(f.outer())
	f.must(err)
	r, err := f.Roster(f.outer())
	f.must(err)
	for email, id := range named {
		if !r.Person(id).Account.Open() && !about[id] && f.hasLine(id) {
			f.t.Errorf("%s is %s, and nobody is told", email, r.Person(id).Account)
		}
	}
}

func (f *field) hasLine(id practice.PersonID) bool {
	lines, err := f.lines(f.outer())
	f.must(err)
	return slices.ContainsFunc(lines, func(l practice.Line) bool { return l.Report == id && l.On(thursday) })
}

// imports imports the file as it stands, which names everybody.
func (f *field) importFile() {
	for _, h := range f.humans {
		h.pending = h.pending && (h.unread || h.row.Email != h.account().Email)
	}
	var rows []files.PeopleRow
	lead := map[string]string{}
	for i, h := range f.humans {
		lead[companyRows()[i].Email] = h.row.Email
	}
	for i, h := range f.humans {
		row := h.row
		row.ManagerEmail = lead[companyRows()[i].ManagerEmail]
		rows = append(rows, row)
	}
	absent, _, err := f.Absent(f.outer(), rows, thursday)
	f.must(err)
	_, err = f.ImportPeople(f.outer(), rows)
	f.must(err)
	f.must(f.End(f.outer(), absent, thursday))
	again, err := f.ImportPeople(f.outer(), rows)
	f.must(err)
	if again.Unchanged != len(rows) {
		f.t.Errorf("the same file twice changes %+v", again)
	}
}

// exchange gives everybody a new ID, as when the workspace joins an organisation.
func (f *field) exchange() {
	for _, h := range f.humans {
		for i := range h.accounts {
			h.accounts[i].SlackID = f.fresh("W")
			h.accounts[i].OrgID = h.accounts[i].SlackID
		}
	}
	for i := range f.heirs {
		f.heirs[i].SlackID = f.fresh("W")
	}
}

// actions are what may happen, in any order.
func (f *field) actions() map[string]func(*rapid.T) {
	step := func(do func(*human)) func(*rapid.T) {
		return func(t *rapid.T) { f.t = t; do(f.someone()) }
	}
	whole := func(do func()) func(*rapid.T) { return func(t *rapid.T) { f.t = t; do() } }
	return map[string]func(*rapid.T){
		"import":  whole(f.importFile),
		"refresh": whole(f.refresh),
		"exchange": whole(func() {
			if f.joined { // a workspace joins an organisation once
				return
			}
			f.joined = true
			f.refresh()
			f.exchange()
			f.refresh()
		}), // whose ID and address both change unseen is nobody's to know
		"look": step(f.look),
		"Slack changes the address": step(func(h *human) {
			if h.account().Account == practice.Member && !h.pending {
				h.account().Email = f.fresh("slack") + "@example.com"
			}
		}),
		"the file follows": step(func(h *human) { h.row.Email = h.account().Email }),
		"the file is first": step(func(h *human) {
			if h.account().Account == practice.Gone || h.pending {
				return
			}
			h.row.Email = f.fresh("file") + "@example.com"
			f.importFile()
			h.account().Email = h.row.Email
		}),
		"close":  step(func(h *human) { f.look(h); h.account().Account = practice.Gone }),
		"reopen": step(func(h *human) { f.open(h) }),
		"anew": step(func(h *human) {
			if a := *h.account(); a.Account == practice.Gone && !f.taken(a.Email) {
				a.SlackID, a.OrgID, a.Account = f.fresh("U"), "", practice.Member
				h.accounts, h.pending, h.unread = append(h.accounts, a), true, true
				f.look(h)
			}
		}),
		"an heir": step(func(h *human) {
			if a := *h.account(); a.Account == practice.Gone && !f.taken(a.Email) {
				a.SlackID, a.OrgID, a.Name, a.Account = f.fresh("U"), "", f.fresh("Heir"), practice.Member
				f.heirs = append(f.heirs, a)
			}
		}),
	}
}

// look is what a hint of Slack's leads to.
func (f *field) look(h *human) {
	f.must(f.SyncDirectory(f.outer(), []practice.Person{*h.account()}))
}

func (f *field) open(h *human) {
	if !f.taken(h.account().Email) {
		h.account().Account = practice.Member
	}
}

func (f *field) taken(email string) bool {
	return slices.ContainsFunc(f.heirs, func(a practice.Person) bool { return a.Email == email })
}

// noHeirInherits holds that nobody reads what was written about whoever had
// their address before.
func (f *field) noHeirInherits() {
	for _, heir := range f.heirs {
		p, err := f.PersonBySlackID(f.outer(), heir.SlackID)
		if err != nil {
			continue // not seen yet
		}
		for _, h := range f.humans[1:] {
			if e, err := f.Entry(f.outer(), h.entry); err != nil || e.Subject == p.ID {
				f.t.Fatalf("%s reads what was written about %s (%v)", heir.Name, h.name, err)
			}
		}
	}
}

// settled holds, once Slack and the file agree and were both read, that each
// human is one person with their history.
func (f *field) settled() {
	for _, h := range f.humans {
		f.open(h)
		h.row.Email = h.account().Email
	}
	f.refresh()
	f.importFile()
	f.refresh()
	r, err := f.Roster(f.outer())
	f.must(err)
	open := 0
	for _, h := range f.humans {
		if h.account().Account == practice.Gone {
			continue // an heir has the address
		}
		open++
		p, err := f.PersonBySlackID(f.outer(), h.account().SlackID)
		f.must(err)
		if !r.Participates(p.ID, thursday) {
			f.t.Errorf("%s takes no part", h.name)
		}
		if h.entry == 0 {
			continue
		}
		if e, err := f.Entry(f.outer(), h.entry); err != nil || e.Subject != p.ID {
			f.t.Errorf("what was written about %s is person %d's, and they are person %d (%v)", h.name, e.Subject, p.ID, err)
		}
	}
	if n := r.Participants(thursday); n != open+len(f.rowsOfHeirs(r)) {
		f.t.Errorf("%d people take part, of %d humans", n, open)
	}
}

// rowsOfHeirs are the heirs whom the file names, by the address they got.
func (f *field) rowsOfHeirs(r *practice.Roster) (ids []practice.PersonID) {
	for _, heir := range f.heirs {
		if p, err := f.PersonBySlackID(f.outer(), heir.SlackID); err == nil && r.Participates(p.ID, thursday) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// stepsMost is how much happens in one run of the property.
const stepsMost = 100

// In whatever order Slack changes, files are imported and the directory is
// read, there is one person per human, with their history, and nobody drops out
// without a word.
func TestWhoIsWhoInAnyOrder(t *testing.T) {
	steps := 0
	rapid.Check(t, func(r *rapid.T) {
		f := newField(t, r)
		defer f.Close()
		actions := f.actions()
		for name, do := range actions {
			actions[name] = func(t *rapid.T) { steps++; do(t) }
		}
		names := slices.Sorted(maps.Keys(actions))
		for range rapid.IntRange(1, stepsMost).Draw(r, "steps") {
			actions[rapid.SampledFrom(names).Draw(r, "action")](r)
			f.noHeirInherits()
		}
		f.t = r
		f.settled()
		f.noHeirInherits()
	})
	t.Logf("%d steps", steps)
}

func (f *field) outer() context.Context { return f.t.Context() }
