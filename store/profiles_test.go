package store

import (
	"slices"
	"strings"
	"testing"

	"coach/files"
	"coach/practice"
)

// Whom a profile names holds from its day on and as long as its person takes
// part; it is stored with what was in doubt, and a doubt is new once.
func TestFollowProfiles(t *testing.T) {
	c := newCrew(t)
	ctx := t.Context()
	ana, ben, bea, cora := c.id(t, "ana@example.com"), c.id(t, "ben@example.com"), c.id(t, "bea@example.com"), c.id(t, "cora@example.com")
	_, err := c.ImportPeople(ctx, []files.PeopleRow{{Email: "bea@example.com"}})
	ok(t, err)
	follow := func(profiles ...practice.Profile) (followed, doubted, fresh int) {
		t.Helper()
		f, d, n, err := c.FollowProfiles(ctx, profiles, thursday, noon)
		ok(t, err)
		return len(f), len(d), len(n)
	}
	expect := func(what string, got, want practice.PersonID) {
		t.Helper()
		if got != want {
			t.Errorf("%s: the manager is %d, want %d", what, got, want)
		}
	}
	ofBea, ofCora := practice.Profile{Person: bea, Manager: ana}, practice.Profile{Person: cora, Manager: ana}
	if f, d, n := follow(ofBea, ofCora); f != 1 || d != 1 || n != 1 {
		t.Errorf("at first %d are followed and %d in doubt, %d of them anew", f, d, n)
	}
	expect("the day before", c.managerOf(t, bea, thursday-1), 0)
	expect("on the day", c.managerOf(t, bea, thursday), ana)
	if f, d, n := follow(ofBea, ofCora); f != 0 || d != 1 || n != 0 {
		t.Errorf("again %d are followed and %d in doubt, %d of them anew", f, d, n)
	}
	last, err := c.ProfilesRead(ctx)
	ok(t, err)
	if want := []practice.Profile{{Person: cora, Doubt: practice.OtherManager}}; !slices.Equal(last.Doubted, want) || last.On != 0 {
		t.Errorf("stored is %+v", last)
	}
	ok(t, c.NoteProfilesRead(ctx, thursday))
	follow(practice.Profile{Person: bea, Manager: ben})
	expect("changed on the same day", c.managerOf(t, bea, thursday), ben)
	if last, err = c.ProfilesRead(ctx); err != nil || last.On != thursday || len(last.Doubted) > 0 {
		t.Errorf("stored is %+v, %v", last, err)
	}
	if n := c.count(t, "lines WHERE source = 'slack'"); n != 1 {
		t.Errorf("%d lines are from profiles", n)
	}
	file := exported(t, c.Store)
	if moved := exported(t, restored(t, file)); moved != file || !strings.Contains(file, `"source":"slack"`) {
		t.Error("what profiles say is lost on the way to another database")
	}
	ok(t, c.End(ctx, []practice.PersonID{bea}, thursday+7))
	if c.takesPart(t, bea, thursday+7) || !c.takesPart(t, bea, thursday+6) {
		t.Error("a profile has somebody take part whom a complete file ended")
	}
}

// A manager who takes part through a team alone stops when it ends, whatever
// their profile says.
func TestAProfileEndsWithTheTeam(t *testing.T) {
	c := newCrew(t)
	ana := c.id(t, "ana@example.com")
	c.answer(t, c.claim(t, c.hal, c.gus), c.gus, true)
	if followed, _, _, err := c.FollowProfiles(t.Context(), []practice.Profile{{Person: c.hal, Manager: ana}}, thursday, noon); err != nil || len(followed) != 1 {
		t.Fatalf("followed %v, %v", followed, err)
	}
	if lines, err := c.AuditBefore(t.Context(), 1<<62, 1); err != nil || lines[0].Deed != practice.DeedFollowedProfile || !plainDetail.MatchString(lines[0].Detail) {
		t.Errorf("the audit has %+v: %v", lines, err)
	}
	if got := c.managerOf(t, c.hal, thursday); got != ana {
		t.Errorf("Hal reports to %d", got)
	}
	ok(t, c.EndTeamLine(t.Context(), c.hal, c.gus, c.hal, thursday+7, noon))
	if c.takesPart(t, c.hal, thursday+7) || c.takesPart(t, c.gus, thursday+7) {
		t.Error("somebody takes part through their profile alone")
	}
}
