package stories

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"coach/sandbox"
	"coach/store"
)

// trio is a manager of two.
const trio = `email,name,manager_email,time_zone
dana@example.com,Dana Ruiz,,Europe/London
ana@example.com,Ana Lima,dana@example.com,Europe/London
ben@example.com,Ben Okafor,dana@example.com,Europe/London
`

// noteOut tells what whoever runs coach has read on the terminal so far.
func (st *stage) noteOut() {
	st.t.Helper()
	for line := range strings.Lines(st.out.String()) {
		st.Note("the terminal says: %s", strings.TrimSpace(line))
	}
}

// may ends the story where Slack refuses what it needs.
func (st *stage) may(err error) {
	st.t.Helper()
	if err != nil {
		st.t.Fatal(err)
	}
}

// The workspace joins an organisation, and everybody has a new ID. What Dana
// logged before is hers still, and the file is imported again without anybody
// being there twice.
func TestEverybodyHasANewID(t *testing.T) {
	story(t, setting{start: monday.Add(30 * time.Minute), people: trio, change: withoutDigest}, func(st *stage) {
		st.until(2, 9, 0)
		dana := st.User("dana")
		dana.Command("/coach due")
		st.may(st.JoinOrganisation("E0EXAMPLE"))
		st.until(3, 8, 50)
		dana.Command("/coach due")
		st.Note("the people file is imported again")
		st.importPeople(trio)
		st.until(4, 8, 50)
		dana.Command("/coach due")
		st.noteOut()
	})
}

// The workspace has joined an organisation since coach started, and Ana's home
// is another workspace of it. She is a member of this one too, which her
// account alone says, and goes on as before.
func TestSomebodyAtHomeInAnotherWorkspaceGoesOn(t *testing.T) {
	story(t, setting{start: monday.Add(30 * time.Minute), people: trio, change: withoutDigest}, func(st *stage) {
		st.until(2, 9, 0)
		st.may(st.JoinOrganisation("E0EXAMPLE"))
		st.until(3, 8, 50)
		ana := st.User("ana")
		st.may(ana.HomeElsewhere("T0ELSEWHERE"))
		st.until(4, 8, 50)
		ana.Command("/coach due")
		st.User("dana").Command("/coach due")
		st.beside(func(db *store.Store) error {
			p, err := db.PersonByEmail(context.Background(), "ana@example.com")
			if !p.Account.Open() {
				st.t.Errorf("Ana is %s", p.Account)
			}
			return err
		})
		st.noteOut()
	})
}

// Dana's account is closed, and a new one has her address. Whoever runs coach
// is told once what to do; once the file is imported again she goes on where
// she was.
func TestANewAccountHasTheAddress(t *testing.T) {
	story(t, setting{start: monday.Add(30 * time.Minute), people: trio, change: withoutDigest}, func(st *stage) {
		st.until(2, 9, 0)
		st.User("dana").Command("/coach due")
		st.User("dana").Deactivate()
		again := st.AddPerson(sandbox.Person{Handle: "dana.ruiz", Name: "Dana Ruiz", Email: "dana@example.com", Zone: "Europe/London"})
		st.until(3, 8, 50)
		again.Command("/coach due")
		st.noteOut()
		st.Note("the people file is imported again")
		st.importPeople(trio)
		st.settle()
		again.Command("/coach due")
		st.until(4, 8, 50)
	})
}

// Fifty people of the file whom nobody finds are looked for when the file is
// new, and then once a night.
func TestUnfoundPeopleCostOneListANight(t *testing.T) {
	connection(t, func(st *stage) {
		var many strings.Builder
		many.WriteString(company)
		for i := range 50 {
			fmt.Fprintf(&many, "nobody%d@example.com,Nobody %d,dana@example.com,Europe/London\n", i, i)
		}
		st.importPeople(many.String())
		st.until(2, 12, 0)
		before := st.Calls("users.list")
		if before != 2 {
			t.Errorf("the list is read %d times at the start and after an import, want 2", before)
		}
		st.until(5, 12, 0)
		if days := st.Calls("users.list") - before; days != 3 {
			t.Errorf("in three days the list is read %d times, want once a night", days)
		}
		if said := strings.Count(st.out.String(), "Not found in Slack"); said != 1 {
			t.Errorf("it is said %d times:\n%s", said, st.out)
		}
	})
}

// Slack's word that something changed about somebody is a reason to look, at
// most every ten minutes and only at people coach knows or waits for.
func TestChangesInSlackAreHintsToLook(t *testing.T) {
	connection(t, func(st *stage) {
		st.importPeople(company + "zoe@example.com,Zoe Ito,dana@example.com,Europe/London\n")
		st.until(2, 10, 0)
		looks := func(want int, when string) {
			t.Helper()
			time.Sleep(5 * time.Second)
			if got := st.Calls("users.info"); got != want {
				t.Errorf("%s: %d looks, want %d", when, got, want)
			}
		}
		zoneOf := func(handle string) string {
			var zone string
			st.withStore(func(ctx context.Context, db *store.Store) error {
				p, err := db.PersonByEmail(ctx, handle+"@example.com")
				zone = string(p.Account) + " " + p.Zone
				return err
			})
			return zone
		}
		looks(0, "at the start")
		st.AddPerson(sandbox.Person{Handle: "zoe", Name: "Zoe Ito", Zone: "Asia/Tokyo"})
		looks(1, "somebody coach waits for joins")
		if got := zoneOf("zoe"); got != "member Europe/London" {
			t.Errorf("Zoe is %s", got)
		}
		st.AddPerson(sandbox.Person{Handle: "gus", Zone: "Europe/London"}).SetZone("Europe/Paris")
		looks(1, "somebody coach has never heard of joins and moves")
		ana := st.User("ana")
		for _, name := range []string{"Ana Maria Lima", "Ana M. Lima", "Ana Lima"} {
			st.may(ana.Rename(name))
		}
		ana.Deactivate()
		looks(2, "four things change about somebody at once")
		if got := zoneOf("ana"); got != "member Europe/London" {
			t.Errorf("Ana is %s", got)
		}
		time.Sleep(10 * time.Minute)
		looks(3, "ten minutes later")
		if got := zoneOf("ana"); got != "gone Europe/London" {
			t.Errorf("ten minutes later Ana is %s", got)
		}
		time.Sleep(time.Hour)
		looks(3, "an hour later")
	})
}
