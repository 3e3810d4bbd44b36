package service

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

// told has the beat tell owners at an hour of a day, and returns the owners
// and concerns of the messages since the last time.
func (c company) told(t *testing.T, on cadence.Date, hour int, named ...string) map[string][]practice.Concern {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	_, err := NotifyOwners(ctx, c.Store, named, on.At(cadence.Clock(hour*60), time.UTC))
	ok(t, err)
	roster, err := c.Roster(ctx)
	ok(t, err)
	told := map[string][]practice.Concern{}
	for {
		d, some, err := c.Next(ctx, time.Now())
		ok(t, err)
		if !some {
			return told
		}
		ok(t, c.Sent(ctx, d, "D1", "1.1"))
		if n, is := d.Notice.(practice.OwnerNews); is {
			told[roster.Person(n.To).Name] = n.Concerns
		}
	}
}

// Owners read of a concern once while it lasts, in one message a day that
// names everything new, in working hours of working days.
func TestOwnersAreToldOnceOfEachConcern(t *testing.T) {
	c := newCompany(t)
	ctx := t.Context()
	ok(t, PublishDefault(ctx, c.Store, noon.AddDate(0, 0, -7), 0))
	ok(t, c.Fix(ctx, practice.Settings{Recognition: "C1"}))
	for _, name := range []string{"Ana", "Bea", "Zoe"} {
		ok(t, c.SyncDirectory(ctx, []practice.Person{{SlackID: "U" + name, Email: map[string]string{"Ana": "ana@example.com", "Bea": "bea@example.com"}[name],
			Name: name, Account: practice.Member, Admin: name == "Zoe"}}))
	}
	first, second, third := practice.Concern{Kind: practice.NoMessages}, practice.Concern{Kind: practice.ChannelClosed, About: "C1"}, practice.Concern{Kind: practice.NoScope, About: "groups:history"}
	owners := []string{"ana@example.com", "bea@example.com"}
	expect := func(what string, got map[string][]practice.Concern, want ...practice.Concern) {
		t.Helper()
		if len(want) == 0 && len(got) > 0 {
			t.Errorf("%s: told %v", what, got)
		}
		if len(want) > 0 && (len(got) != 2 || !slices.Equal(got["Ana"], want) || !slices.Equal(got["Bea"], want)) {
			t.Errorf("%s: told %v, want Ana and Bea %v", what, got, want)
		}
	}
	expect("nothing is wrong", c.told(t, monday, 9, owners...))
	ok(t, c.Observe(ctx, first, true))
	ok(t, c.Observe(ctx, second, true))
	expect("before the morning", c.told(t, monday, 7, owners...))
	expect("after work", c.told(t, monday, 18, owners...))
	expect("on a Sunday", c.told(t, monday-1, 10, owners...))
	expect("in the morning", c.told(t, monday, 9, owners...), first, second)
	ok(t, c.Observe(ctx, third, true))
	expect("the same day", c.told(t, monday, 10, owners...))
	expect("a day later", c.told(t, monday+1, 9, owners...), third)
	expect("two days later", c.told(t, monday+2, 9, owners...))
	ok(t, c.Observe(ctx, first, false))
	expect("one has gone", c.told(t, monday+3, 9, owners...))
	ok(t, c.Observe(ctx, first, true))
	expect("it has come back", c.told(t, monday+4, 9, owners...), first)

	if got := c.told(t, monday+7, 9, "nobody@example.com"); len(got) != 1 || !slices.Equal(got["Zoe"], []practice.Concern{{Kind: practice.NoOwner}}) {
		t.Errorf("with no owner left, told %v, want the admin", got)
	}
}

// What is wrong with a team's channel is its manager's to mend: no owner reads
// of it. One that the organisation uses too is the owners' as well, and one that
// nobody uses any more is nobody's.
func TestATeamsChannelIsItsManagersToMend(t *testing.T) {
	c := newCompany(t)
	ctx := t.Context()
	ok(t, PublishDefault(ctx, c.Store, noon.AddDate(0, 0, -7), 0))
	ok(t, c.Fix(ctx, practice.Settings{Recognition: "C1"}))
	ids := map[string]practice.PersonID{}
	for _, name := range []string{"Ana", "Bea"} {
		email := map[string]string{"Ana": "ana@example.com", "Bea": "bea@example.com"}[name]
		ok(t, c.SyncDirectory(ctx, []practice.Person{{SlackID: "U" + name, Email: email, Name: name, Account: practice.Member}}))
		p, err := c.PersonByEmail(ctx, email)
		ok(t, err)
		ids[name] = p.ID
	}
	closed := func(channel string) practice.Concern {
		return practice.Concern{Kind: practice.ChannelClosed, About: channel}
	}
	ok(t, c.SetTeam(ctx, practice.TeamSettings{Manager: ids["Bea"], Channel: "C7"}, noon))
	for _, channel := range []string{"C7", "C1", "CGONE"} {
		ok(t, c.Observe(ctx, closed(channel), true))
	}
	got := c.told(t, monday, 9, "ana@example.com")
	want := map[string][]practice.Concern{"Ana": {closed("C1")}, "Bea": {{Kind: practice.TeamClosed, About: "C7"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	ok(t, c.SetTeam(ctx, practice.TeamSettings{Manager: ids["Bea"], Channel: "C8"}, noon))
	if got := c.told(t, monday+1, 9, "ana@example.com"); len(got) > 0 {
		t.Errorf("after another channel was chosen, told %v", got)
	}
}
