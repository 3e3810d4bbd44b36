package practice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// announced returns the novelties of a playbook for a person, in short.
func announced(novelties []practice.Novelty) string {
	var said []string
	for _, n := range novelties {
		kind := "new"
		switch {
		case n.Ended:
			kind = "ended"
		case n.Was != nil:
			kind = "changed"
		}
		word := fmt.Sprintf("%s %s", n.Practice.Key, kind)
		if n.From != 0 {
			word += " from " + n.From.String()
		}
		if n.To != 0 {
			word += " after " + n.To.String()
		}
		said = append(said, word)
	}
	return strings.Join(said, ", ")
}

func TestAPublicationIsAnnouncedToThoseItConcerns(t *testing.T) {
	base := files.Default()
	for i := range base.Practices {
		p := &base.Practices[i]
		p.Enabled = p.Key == "observation" || p.Key == "team_meeting" || p.Key == "observe_coach"
	}
	changed := func(change func(key string, p *practice.Practice)) *practice.Playbook {
		next := *base
		next.Practices = slices.Clone(base.Practices)
		for i := range next.Practices {
			change(next.Practices[i].Key, &next.Practices[i])
		}
		return &next
	}
	tests := []struct {
		name   string
		change func(key string, p *practice.Practice)
		from   cadence.Date
		want   map[string]string
	}{
		{"the same again", func(string, *practice.Practice) {}, 0, nil},
		{"other words for the same", func(_ string, p *practice.Practice) { p.Name, p.Minutes, p.Form = "Other", 5, nil }, 0, nil},
		{"another rhythm for some", func(key string, p *practice.Practice) {
			if key == "observation" {
				p.Due = []cadence.Due{p.Due[0], p.Due[0]}
			}
		}, 0, map[string]string{"Dana": "observation changed from 2026-03-09"}},
		{"switched off for some", func(key string, p *practice.Practice) { p.Enabled = p.Enabled && key != "observe_coach" }, 0,
			map[string]string{"Priya": "observe_coach ended"}},
		{"switched off from a later day", func(key string, p *practice.Practice) { p.Enabled = p.Enabled && key != "observe_coach" }, date(3, 30),
			map[string]string{"Priya": "observe_coach ended after 2026-03-29"}},
		{"switched on for those who have nothing yet", func(key string, p *practice.Practice) { p.Enabled = p.Enabled || key == "business_plan" }, 0,
			map[string]string{"Ana": "business_plan new from 2026-07-01"}},
		{"of other people than before", func(key string, p *practice.Practice) {
			if key == "observation" {
				p.Levels = []practice.Level{practice.MOM, practice.Exec}
			}
		}, 0, map[string]string{"Dana": "observation ended after 2026-03-08", "Priya": "observation new from 2026-03-09"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := found(t, base, "Priya", "Dana < Priya", "Ana < Dana", "Zoe, not taking part")
			first := practice.Publication{Version: 1, Playbook: base, On: date(1, 5), From: date(1, 5)}
			older := practice.Timeline([]practice.Publication{first})
			newer := practice.Timeline([]practice.Publication{first, {Version: 2, Playbook: changed(test.change), On: date(3, 5), From: test.from}})
			for _, who := range []string{"Priya", "Dana", "Ana", "Zoe"} {
				if got := announced(practice.Announce(older, newer, c.roster(), c.id(who), date(3, 5))); got != test.want[who] {
					t.Errorf("%s is told %q, want %q", who, got, test.want[who])
				}
			}
		})
	}
}

func TestWithoutAnOlderPlaybookEverythingIsNewAndWhatStartsLastComesFirst(t *testing.T) {
	pb := files.Default()
	for i := range pb.Practices {
		p := &pb.Practices[i]
		p.Enabled = p.Key == "observation" || p.Key == "team_meeting"
		if p.Key == "team_meeting" {
			p.From = date(3, 9)
		}
	}
	c := found(t, pb, "Priya", "Dana < Priya", "Ana < Dana")
	if got, want := announced(practice.Announce(nil, pb, c.roster(), c.id("Dana"), date(3, 5))), "team_meeting new from 2026-03-09, observation new"; got != want {
		t.Errorf("Dana is told %q, want %q", got, want)
	}
}

func TestTheFirstAnnouncementSaysAllThatIsExpectedOfWhomItChangesSomethingFor(t *testing.T) {
	base := files.Default()
	for i := range base.Practices {
		p := &base.Practices[i]
		p.Enabled = p.Key == "observation" || p.Key == "team_meeting" || p.Key == "observe_coach"
	}
	next := *base
	next.Practices = slices.Clone(base.Practices)
	the(&next, "observation").Enabled, the(&next, "recognition").Enabled = false, true
	the(&next, "recognition").Levels, the(&next, "recognition").ExpectedOf = []practice.Level{practice.FLM}, nil
	c := found(t, base, "Priya", "Dana < Priya", "Ana < Dana", "Zoe, not taking part")
	first := practice.Publication{Version: 1, Playbook: base, On: date(1, 5), From: date(1, 5)}
	older := practice.Timeline([]practice.Publication{first})
	newer := practice.Timeline([]practice.Publication{first, {Version: 2, Playbook: &next, On: date(3, 5)}})
	tests := map[string]string{"Dana": "observation ended, recognition new from 2026-03-09, team_meeting new", "Priya": "", "Ana": "", "Zoe": ""}
	for who, want := range tests {
		if got := announced(practice.AnnounceFirst(older, newer, c.roster(), c.id(who), date(3, 5))); got != want {
			t.Errorf("%s is told %q, want %q", who, got, want)
		}
	}
	if got, want := announced(practice.AnnounceFirst(nil, newer, c.roster(), c.id("Priya"), date(3, 5))), "observe_coach new, team_meeting new"; got != want {
		t.Errorf("without an older one Priya is told %q, want %q", got, want)
	}
}

func TestWhatIsExpectedAndWhatIsOwed(t *testing.T) {
	pb := files.Default()
	for i := range pb.Practices {
		p := &pb.Practices[i]
		p.Enabled = p.Key == "observation" || p.Key == "observe_coach" || p.Key == "team_meeting"
	}
	c := found(t, pb, "Priya", "Dana < Priya", "Sam < Priya", "Ana < Dana", "Ben < Dana", "Zoe, not taking part")
	asked := func(all []practice.Obligation) string {
		var said []string
		for _, a := range all {
			said = append(said, fmt.Sprintf("%s %d", a.Practice.Key, len(a.People)))
		}
		return strings.Join(said, ", ")
	}
	expected := map[string]string{"Priya": "observe_coach 1, team_meeting 0", "Dana": "observation 2, team_meeting 0", "Ana": "", "Zoe": ""}
	for who, want := range expected {
		if got := asked(practice.ExpectedOf(pb, c.roster(), c.id(who), date(3, 5))); got != want {
			t.Errorf("of %s is expected %q, want %q", who, got, want)
		}
	}
	owed := map[string]string{"Priya": "", "Dana": "observe_coach 1", "Sam": "", "Ana": "observation 2", "Zoe": ""}
	for who, want := range owed {
		if _, all := practice.OwedTo(pb, c.roster(), c.id(who), date(3, 5)); asked(all) != want {
			t.Errorf("%s can expect %q, want %q", who, asked(all), want)
		}
	}
}

func TestWhoMayPublish(t *testing.T) {
	member := practice.Person{Account: practice.Member, Email: "ana@example.com"}
	guest, gone, nameless := member, member, member
	guest.Account, gone.Account, nameless.Email = practice.Guest, practice.Gone, ""
	tests := []struct {
		name  string
		who   practice.Person
		named []string
		owns  bool
		want  bool
	}{
		{"somebody who became an owner", member, nil, true, true},
		{"somebody who did not", member, nil, false, false},
		{"somebody who is named", member, []string{"ana@example.com"}, false, true},
		{"an owner who is not named where others are", member, []string{"ben@example.com"}, true, false},
		{"somebody without an email", nameless, []string{""}, true, false},
		{"a guest who is named", guest, []string{"ana@example.com"}, true, false},
		{"somebody who left", gone, nil, true, false},
	}
	for _, test := range tests {
		if got := practice.MayPublish(test.who, test.named, test.owns); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
