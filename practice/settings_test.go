package practice_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

func anySettings(t *rapid.T, label string) practice.Settings {
	word := rapid.SampledFrom([]string{"", "C1", "C2"})
	return practice.Settings{Recognition: word.Draw(t, label+" channel"), Zone: rapid.SampledFrom([]string{"", "Europe/London", "Asia/Dubai"}).Draw(t, label+" zone"),
		Digest: practice.Subscription{Channel: word.Draw(t, label+" digest"), Root: practice.PersonID(rapid.IntRange(0, 3).Draw(t, label+" root"))}}
}

func TestWhatIsFixedWinsAndIsNeverTakenForADecision(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fixed, decided := anySettings(t, "fixed"), anySettings(t, "decided")
		now := decided.Under(fixed)
		if fixed.Recognition != "" && now.Recognition != fixed.Recognition || fixed.Digest.Channel != "" && now.Digest.Root != fixed.Digest.Root {
			t.Errorf("%+v under %+v is %+v", decided, fixed, now)
		}
		if now.Digest.Zone != now.Zone {
			t.Errorf("the digest's zone is %q, the organisation's %q", now.Digest.Zone, now.Zone)
		}
		if kept := now.Except(fixed, decided); kept.Under(fixed) != now || kept.Recognition != decided.Recognition || kept.Zone != decided.Zone {
			t.Errorf("what was decided was %+v, and is kept as %+v", decided, kept)
		}
	})
}

func TestASetUpIsOpenToOthersAfterADay(t *testing.T) {
	took := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	up := practice.SetUp{By: 1, At: took}
	for name, c := range map[string]struct {
		up   practice.SetUp
		who  practice.PersonID
		at   time.Time
		open bool
	}{
		"nobody took it on":               {practice.SetUp{}, 2, took, true},
		"whoever took it on goes on":      {up, 1, took.Add(time.Minute), true},
		"another asks at once":            {up, 2, took, false},
		"another asks a minute too early": {up, 2, took.Add(24*time.Hour - time.Minute), false},
		"another asks after a day":        {up, 2, took.Add(24 * time.Hour), true},
		"the first asks after a week":     {up, 1, took.Add(7 * 24 * time.Hour), true},
	} {
		if got := c.up.OpenTo(c.who, c.at); got != c.open {
			t.Errorf("%s: open %t, want %t", name, got, c.open)
		}
	}
}

func TestWhoMaySetUp(t *testing.T) {
	admin := practice.Person{Email: "ana@example.com", Account: practice.Member, Admin: true}
	owner := practice.Person{Email: "ben@example.com", Account: practice.Member}
	for name, c := range map[string]struct {
		p     practice.Person
		named []string
		may   bool
	}{
		"an admin where nobody is named":           {admin, nil, true},
		"anybody else where nobody is named":       {owner, nil, false},
		"an admin who is not named":                {admin, []string{"ben@example.com"}, false},
		"somebody named who is no admin":           {owner, []string{"ben@example.com"}, true},
		"an admin who has left":                    {practice.Person{Account: practice.Gone, Admin: true}, nil, false},
		"a guest who is named":                     {practice.Person{Email: "gia@example.com", Account: practice.Guest}, []string{"gia@example.com"}, false},
		"an admin whose address nobody knows":      {practice.Person{Account: practice.Member, Admin: true}, []string{"ben@example.com"}, false},
		"an admin of another company in a channel": {practice.Person{Account: practice.Outside, Admin: true}, nil, false},
	} {
		if got := practice.MaySetUp(c.p, c.named); got != c.may {
			t.Errorf("%s: %t, want %t", name, got, c.may)
		}
	}
}

func TestWhoLeads(t *testing.T) {
	c := found(t, files.Default(), "Max", "Priya < Max", "Dana < Priya", "Ana < Dana", "Lone", "Zoe, not taking part")
	for name, top := range map[string]string{"Ana": "Max", "Max": "Max", "Lone": "Lone", "Zoe": "Max"} {
		if got := c.roster().Top(c.id(name), date(3, 5)); got != c.id(top) {
			t.Errorf("at the top of %s's organisation is %s, want %s", name, c.roster().Person(got).Name, top)
		}
	}
	if n := c.roster().Participants(date(3, 5)); n != 5 {
		t.Errorf("%d people take part, want 5", n)
	}
	alone := found(t, files.Default(), "Zoe, not taking part")
	if got := alone.roster().Top(alone.id("Zoe"), date(3, 5)); got != alone.id("Zoe") {
		t.Errorf("where nobody leads, %d is at the top", got)
	}
}

func TestTheWorkYearOfAPlaybook(t *testing.T) {
	pb := files.Default()
	if y := pb.WorkYear(); !slices.Equal(y.Week, practice.MondayFirst[:5]) || y.WeekStart != time.Monday || y.FiscalStart != time.January {
		t.Errorf("coach's own playbook counts by %+v", y)
	}
	pb.Calendars = map[string]*cadence.Calendar{"default": {Week: cadence.Days(time.Sunday, time.Monday), WeekStart: time.Sunday}}
	pb.Fiscal = cadence.Fiscal{Months: []cadence.Date{date(1, 1)}}
	if y := pb.WorkYear(); !slices.Equal(y.Week, []time.Weekday{time.Monday, time.Sunday}) || y.WeekStart != time.Sunday || y.FiscalStart != 0 {
		t.Errorf("a playbook with a calendar and fiscal months counts by %+v", y)
	}
}
