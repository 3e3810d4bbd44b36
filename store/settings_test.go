package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"coach/practice"
)

func (s *Store) deeds(t *testing.T) (deeds []string) {
	t.Helper()
	rows, err := s.read.QueryContext(t.Context(), `SELECT deed FROM audit ORDER BY id`)
	ok(t, err)
	defer rows.Close()
	for rows.Next() {
		var deed string
		ok(t, rows.Scan(&deed))
		deeds = append(deeds, deed)
	}
	return deeds
}

func (c company) said(t *testing.T) (practice.Settings, []practice.Subscription) {
	t.Helper()
	now, _, err := c.Settings(t.Context())
	ok(t, err)
	subs, err := c.Subscriptions(t.Context())
	ok(t, err)
	return now, subs
}

func TestSettingsOfWhereCoachRunsWin(t *testing.T) {
	c := newCompany(t)
	if now, _ := c.said(t); now.Ready() {
		t.Errorf("a new database is ready: %+v", now)
	}
	decided := practice.Settings{Recognition: "C1", Zone: "Asia/Dubai", Digest: practice.Subscription{Channel: "C2", Root: c.ana, Weekday: time.Monday, At: 9 * 60}}
	ok(t, c.ChangeSettings(t.Context(), decided, Edition{}, c.ana, noon))
	now, subs := c.said(t)
	if now.Recognition != "C1" || len(subs) != 1 || subs[0].Channel != "C2" || subs[0].Zone != "Asia/Dubai" || c.Zone().String() != "Asia/Dubai" {
		t.Errorf("what was decided in Slack is read as %+v, %+v", now, subs)
	}
	ok(t, c.Fix(t.Context(), practice.Settings{Recognition: "C9", Zone: "Europe/Berlin"}))
	now, subs = c.said(t)
	if now.Recognition != "C9" || subs[0].Zone != "Europe/Berlin" {
		t.Errorf("what is set where coach runs does not win: %+v, %+v", now, subs)
	}
	ok(t, c.ChangeSettings(t.Context(), practice.Settings{Recognition: "C9", Zone: "Europe/Berlin"}, Edition{}, c.ana, noon))
	ok(t, c.Fix(t.Context(), practice.Settings{}))
	if now, subs = c.said(t); now.Recognition != "C1" || now.Zone != "Asia/Dubai" || len(subs) != 0 {
		t.Errorf("what was decided in Slack is lost: %+v, %+v", now, subs)
	}
	again := beside(t, c.Store)
	if again.Zone().String() != "Asia/Dubai" {
		t.Errorf("a command beside coach is in %s", again.Zone())
	}
}

func TestAChangeOfSettingsIsWrittenDownOnce(t *testing.T) {
	c := newCompany(t)
	before := len(c.deeds(t))
	for range 2 {
		ok(t, c.ChangeSettings(t.Context(), practice.Settings{Recognition: "C1"}, Edition{}, c.ana, noon))
	}
	if deeds := c.deeds(t)[before:]; len(deeds) != 1 || deeds[0] != "changed settings" {
		t.Errorf("the audit says %q", deeds)
	}
}

func TestOneSetsCoachUp(t *testing.T) {
	c := newCompany(t)
	c.admins(t, true)
	before := len(c.deeds(t))
	_, err := c.ClaimSetUp(t.Context(), c.ana, nil, noon)
	ok(t, err)
	_, err = c.ClaimSetUp(t.Context(), c.ana, nil, noon.Add(time.Hour)) // pressed again
	ok(t, err)
	if up, err := c.ClaimSetUp(t.Context(), c.ben, nil, noon.Add(23*time.Hour)); !errors.Is(err, ErrClaimed) || up.By != c.ana {
		t.Errorf("a second one gets %+v, %v", up, err)
	}
	half := practice.SetUp{By: c.ana, Settings: practice.Settings{Recognition: "C1"}}
	ok(t, c.KeepSetUp(t.Context(), half, nil))
	up, err := c.ClaimSetUp(t.Context(), c.ben, nil, noon.Add(24*time.Hour))
	ok(t, err)
	if up.By != c.ben || up.Settings.Recognition != "C1" {
		t.Errorf("after a day another takes over %+v", up)
	}
	owners, err := c.Owners(t.Context())
	ok(t, err)
	if len(owners) != 1 || owners[0] != c.ben {
		t.Errorf("owners are %v, want %d", owners, c.ben)
	}
	if err := c.KeepSetUp(t.Context(), half, nil); !errors.Is(err, ErrClaimed) {
		t.Errorf("who lost it keeps on deciding: %v", err)
	}
	if err := c.FinishSetUp(t.Context(), half, nil, playbookYAML, thursday, noon); !errors.Is(err, ErrClaimed) {
		t.Errorf("who lost it finishes: %v", err)
	}
	if now, _ := c.said(t); now.Ready() {
		t.Errorf("a set-up that failed left %+v", now)
	}
	ok(t, c.FinishSetUp(t.Context(), up, nil, append(playbookYAML, '\n'), thursday, noon.Add(25*time.Hour)))
	if err := c.FinishSetUp(t.Context(), up, nil, playbookYAML, thursday, noon); !errors.Is(err, ErrClaimed) {
		t.Errorf("finished twice: %v", err)
	}
	now, _ := c.said(t)
	if _, version, err := c.Playbook(t.Context()); err != nil || version != 2 || !now.Ready() {
		t.Errorf("version %d is published (%v), settings are %+v", version, err, now)
	}
	if deeds := c.deeds(t)[before:]; len(deeds) != 4 {
		t.Errorf("the audit says %q", deeds)
	}
}

func TestASetUpOverTheSamePlaybookPublishesNothing(t *testing.T) {
	c := newCompany(t)
	c.admins(t, true)
	up, err := c.ClaimSetUp(t.Context(), c.ana, nil, noon)
	ok(t, err)
	up.Settings.Recognition = "C1"
	ok(t, c.FinishSetUp(t.Context(), up, nil, playbookYAML, thursday, noon))
	if _, version, err := c.Playbook(t.Context()); err != nil || version != 1 {
		t.Errorf("version %d, %v", version, err)
	}
}

// One press of Save is one change: the playbook with another working year and
// the settings come together, or neither does.
func TestSettingsAndTheirPlaybookAreSavedTogether(t *testing.T) {
	c := newCompany(t)
	to := practice.Settings{Recognition: "C1", Zone: "Asia/Dubai"}
	before, _ := c.said(t)
	err := c.ChangeSettings(t.Context(), to, Edition{Over: 7, Source: more}, c.ana, noon)
	if now, _ := c.said(t); !errors.Is(err, ErrPublishedMeanwhile) || now != before || c.count(t, "playbooks") != 1 {
		t.Errorf("over a version that does not stand: %v; settings are %+v with %d playbooks", err, now, c.count(t, "playbooks"))
	}
	ok(t, c.exec(t.Context(), `ALTER TABLE settings RENAME TO away`))
	err = c.ChangeSettings(t.Context(), to, Edition{Over: 1, Source: more}, c.ana, noon)
	ok(t, c.exec(t.Context(), `ALTER TABLE away RENAME TO settings`))
	if err == nil || c.count(t, "playbooks") != 1 {
		t.Errorf("settings that cannot be stored: %v; there are %d playbooks, want the first alone", err, c.count(t, "playbooks"))
	}
	ok(t, c.ChangeSettings(t.Context(), to, Edition{Over: 1, Source: more}, c.ana, noon))
	if now, _ := c.said(t); now.Zone != to.Zone || c.count(t, "playbooks") != 2 {
		t.Errorf("settings are %+v with %d playbooks", now, c.count(t, "playbooks"))
	}
}

// admins makes Ana and Ben members of the workspace, and admins of it or not.
func (c company) admins(t *testing.T, are bool) {
	t.Helper()
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{
		{SlackID: "Uana", Email: "ana@example.com", Name: "Ana", Account: practice.Member, Admin: are},
		{SlackID: "Uben", Email: "ben@example.com", Name: "Ben", Account: practice.Member, Admin: are}}))
}

// Whether somebody may set coach up is decided with the rows that the same
// transaction writes, at every step: what a handler has read before may be old.
func TestTheRightToSetUpIsAskedInEachTransaction(t *testing.T) {
	c := newCompany(t)
	c.admins(t, true)
	up, err := c.ClaimSetUp(t.Context(), c.ana, nil, noon)
	ok(t, err)
	owners := func(want ...practice.PersonID) {
		t.Helper()
		if got, err := c.Owners(t.Context()); err != nil || !slices.Equal(got, want) {
			t.Errorf("owners are %v, %v, want %v", got, err, want)
		}
	}
	c.admins(t, false)
	notTheirs := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, ErrNotTheirs) {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err = c.ClaimSetUp(t.Context(), c.ana, nil, noon)
	notTheirs("going on", err)
	_, err = c.ClaimSetUp(t.Context(), c.ben, nil, noon.Add(48*time.Hour))
	notTheirs("taking over", err)
	notTheirs("deciding", c.KeepSetUp(t.Context(), up, nil))
	notTheirs("finishing", c.FinishSetUp(t.Context(), up, nil, playbookYAML, thursday, noon))
	owners(c.ana)
	c.admins(t, true)
	notTheirs("deciding where others are named", c.KeepSetUp(t.Context(), up, []string{"zoe@example.com"}))
	ok(t, c.FinishSetUp(t.Context(), practice.SetUp{By: c.ana, Settings: practice.Settings{Recognition: "C1"}}, nil, playbookYAML, thursday, noon))
	if _, err := c.ClaimSetUp(t.Context(), c.ben, nil, noon.Add(48*time.Hour)); !errors.Is(err, ErrSetUp) {
		t.Errorf("setting up what is set up: %v", err)
	}
	owners(c.ana)
}
