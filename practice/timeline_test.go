package practice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// edition returns the default playbook with nothing on but 1:1s and
// observations, changed.
func edition(changes ...func(*practice.Playbook)) *practice.Playbook {
	pb := only("one_on_one", "observation")
	for _, change := range changes {
		change(pb)
	}
	return pb
}

func biweekly(pb *practice.Playbook) {
	p := the(pb, "one_on_one")
	p.Rhythm, p.Due = cadence.Rhythm{Cadence: cadence.Biweekly}, codes(cadence.Biweekly, "W2-THU")
}

func off(pb *practice.Playbook) { the(pb, "one_on_one").Enabled = false }

func without(pb *practice.Playbook) {
	pb.Practices = slices.DeleteFunc(pb.Practices, func(p practice.Practice) bool { return p.Key == "one_on_one" })
}

func reworded(pb *practice.Playbook) {
	p := the(pb, "one_on_one")
	p.Short, p.Minutes = "Monthly talk", 50
}

func from(d cadence.Date) func(*practice.Playbook) {
	return func(pb *practice.Playbook) { the(pb, "one_on_one").From = d }
}

func until(d cadence.Date) func(*practice.Playbook) {
	return func(pb *practice.Playbook) { the(pb, "one_on_one").To = d }
}

func codes(c cadence.Cadence, words ...string) []cadence.Due {
	var due []cadence.Due
	for _, w := range words {
		d, err := cadence.ParseDue(w, c)
		if err != nil {
			panic(err)
		}
		due = append(due, d)
	}
	return due
}

// versionsOf returns a practice's versions in words, in the order of time.
func versionsOf(pb *practice.Playbook, key string) string {
	var told []string
	for _, p := range pb.Practices {
		if p.Key != key {
			continue
		}
		what := p.Short + " " + string(p.Cadence)
		if !p.Enabled {
			what = "off"
		}
		told = append(told, strings.TrimSpace(fmt.Sprintf("%s %s–%s", what, dayMonth(p.From), dayMonth(p.To))))
	}
	return strings.Join(told, "; ")
}

func dayMonth(d cadence.Date) string { return d.Format("2 Jan") }

func TestVersionsOfAPracticeFollowEachOther(t *testing.T) {
	first := practice.Publication{Version: 1, Playbook: edition(), On: date(1, 5), From: date(1, 5)}
	on := date(3, 16)
	then := func(from cadence.Date, changes ...func(*practice.Playbook)) []practice.Publication {
		return []practice.Publication{first, {Version: 2, Playbook: edition(changes...), On: on, From: from}}
	}
	and := func(pubs []practice.Publication, on, from cadence.Date, changes ...func(*practice.Playbook)) []practice.Publication {
		return append(pubs, practice.Publication{Version: len(pubs) + 1, Playbook: edition(changes...), On: on, From: from})
	}
	for _, test := range []struct {
		name string
		pubs []practice.Publication
		want string
	}{
		{"the first starts on the day it says", []practice.Publication{first}, "1:1 planning monthly 5 Jan–"},
		{"the first without a day starts with the next full period", []practice.Publication{{Version: 1, Playbook: edition(), On: date(1, 5)}}, "1:1 planning monthly 1 Feb–"},
		{"a day in the first file is taken literally", []practice.Publication{{Version: 1, Playbook: edition(from(date(1, 1))), On: date(3, 5), From: date(3, 5)}}, "1:1 planning monthly 1 Jan–"},
		{"the same again", then(0), "1:1 planning monthly 5 Jan–"},
		{"the same again, from today", then(on), "1:1 planning monthly 5 Jan–"},
		{"other words, at once", then(0, reworded), "Monthly talk monthly 5 Jan–"},
		{"E13: another rhythm starts with its own next full period", then(0, biweekly), "1:1 planning monthly 5 Jan–22 Mar; 1:1 planning biweekly 23 Mar–"},
		{"another rhythm from the day of the publication", then(date(4, 1), biweekly), "1:1 planning monthly 5 Jan–31 Mar; 1:1 planning biweekly 1 Apr–"},
		{"E12: another rhythm now", then(on, biweekly), "1:1 planning monthly 5 Jan–15 Mar; 1:1 planning biweekly 16 Mar–"},
		{"a publication reaches no further back than its own day", then(date(3, 1), biweekly), "1:1 planning monthly 5 Jan–15 Mar; 1:1 planning biweekly 16 Mar–"},
		{"the file's own day goes before", then(date(4, 1), biweekly, from(date(4, 20))), "1:1 planning monthly 5 Jan–19 Apr; 1:1 planning biweekly 20 Apr–"},
		{"the file's own day has passed, so that it says nothing new", then(0, biweekly, from(date(1, 1))), "1:1 planning monthly 5 Jan–22 Mar; 1:1 planning biweekly 23 Mar–"},
		{"the same, with a day that has passed", then(0, from(date(1, 1))), "1:1 planning monthly 5 Jan–"},
		{"the same, with a last day", then(0, until(date(6, 30))), "1:1 planning monthly 5 Jan–30 Jun"},
		{"the same, with a last day that has passed", then(0, until(date(2, 27))), "1:1 planning monthly 5 Jan–15 Mar; off 16 Mar–"},
		{"E14: switched off, at once", then(0, off), "1:1 planning monthly 5 Jan–15 Mar; off 16 Mar–"},
		{"E14: switched off, on a day", then(date(4, 1), off), "1:1 planning monthly 5 Jan–31 Mar; off 1 Apr–"},
		{"E14: no longer in the file", then(0, without), "1:1 planning monthly 5 Jan–15 Mar; off 16 Mar–"},
		{"no longer in the file, from a day", then(date(4, 1), without), "1:1 planning monthly 5 Jan–31 Mar; off 1 Apr–"},
		{"switched off and on again", and(then(0, off), date(3, 20), 0), "1:1 planning monthly 5 Jan–15 Mar; off 16 Mar–31 Mar; 1:1 planning monthly 1 Apr–"},
		{"out of the file and back in it", and(then(0, without), date(3, 20), 0), "1:1 planning monthly 5 Jan–15 Mar; off 16 Mar–31 Mar; 1:1 planning monthly 1 Apr–"},
		{"out of the file for good", and(then(0, without), date(3, 20), 0, without), "1:1 planning monthly 5 Jan–15 Mar; off 16 Mar–"},
		{"changed, and back before it started", and(then(0, biweekly), date(3, 18), 0), "1:1 planning monthly 5 Jan–"},
		{"changed, and back after it started", and(then(0, biweekly), date(3, 25), 0), "1:1 planning monthly 5 Jan–22 Mar; 1:1 planning biweekly 23 Mar–31 Mar; 1:1 planning monthly 1 Apr–"},
		{"changed, and switched off before it started", and(then(0, biweekly), date(3, 18), 0, off), "1:1 planning monthly 5 Jan–17 Mar; off 18 Mar–"},
		{"changed, and reworded before it started", and(then(0, biweekly), date(3, 18), 0, biweekly, reworded), "1:1 planning monthly 5 Jan–22 Mar; Monthly talk biweekly 23 Mar–"},
		{"changed, and reworded after it started", and(then(0, biweekly), date(3, 25), 0, biweekly, reworded), "1:1 planning monthly 5 Jan–22 Mar; Monthly talk biweekly 23 Mar–"},
	} {
		t.Run(test.name, func(t *testing.T) {
			pb := practice.Timeline(test.pubs)
			if got := versionsOf(pb, "one_on_one"); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			if got := versionsOf(pb, "observation"); !strings.HasPrefix(got, "Observation biweekly") || strings.Contains(got, ";") {
				t.Errorf("the other practice changed too: %s", got)
			}
			if pb.Version != len(test.pubs) {
				t.Errorf("its version is %d", pb.Version)
			}
		})
	}
	if practice.Timeline(nil) != nil {
		t.Error("nothing published is a playbook")
	}
}

// twice are two versions in one file: one until the end of March, and another
// rhythm from April on.
func twice(pb *practice.Playbook) {
	old, next := *the(pb, "one_on_one"), *the(pb, "one_on_one")
	old.To = date(3, 31)
	next.Rhythm, next.Due, next.From = cadence.Rhythm{Cadence: cadence.Biweekly}, codes(cadence.Biweekly, "W2-THU"), date(4, 1)
	*the(pb, "one_on_one") = old
	pb.Practices = append(pb.Practices, next)
}

func TestAFileWithTwoVersionsOfAPracticeHasBoth(t *testing.T) {
	pubs := []practice.Publication{
		{Version: 1, Playbook: edition(), On: date(1, 5), From: date(1, 5)},
		{Version: 2, Playbook: edition(twice), On: date(3, 16)},
		{Version: 3, Playbook: edition(twice, reworded), On: date(3, 18)},
	}
	const want = "1:1 planning monthly 5 Jan–31 Mar; 1:1 planning biweekly 1 Apr–"
	if got := versionsOf(practice.Timeline(pubs[:2]), "one_on_one"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	const renamed = "Monthly talk monthly 5 Jan–31 Mar; 1:1 planning biweekly 1 Apr–" // reworded finds the first
	if got := versionsOf(practice.Timeline(pubs), "one_on_one"); got != renamed {
		t.Errorf("got\n%s\nwant\n%s", got, renamed)
	}
	again := append(pubs[:2], practice.Publication{Version: 3, Playbook: edition(twice, off), On: date(3, 18)})
	const half = "1:1 planning monthly 5 Jan–17 Mar; off 18 Mar–31 Mar; 1:1 planning biweekly 1 Apr–"
	if got := versionsOf(practice.Timeline(again), "one_on_one"); got != half {
		t.Errorf("got\n%s\nwant\n%s", got, half)
	}
}

func TestWhatHasNoDatesIsTheLatestPublications(t *testing.T) {
	later := edition(func(pb *practice.Playbook) { pb.Fiscal.Start, pb.Records = 4, nil })
	pb := practice.Timeline([]practice.Publication{{Version: 1, Playbook: edition(), On: date(1, 5)}, {Version: 3, Playbook: later, On: date(3, 16)}})
	if pb.Fiscal.Start != 4 || pb.Records != nil || pb.Version != 3 {
		t.Errorf("got the fiscal year from %v, %d records, version %d", pb.Fiscal.Start, len(pb.Records), pb.Version)
	}
}

func TestE12E13E14AsPublished(t *testing.T) {
	rows := []string{"Dana", "Ana < Dana"}
	first := practice.Publication{Version: 1, Playbook: edition(), On: date(1, 5), From: date(1, 5)}
	none := practice.Publication{Version: 1, Playbook: edition(off), On: date(1, 5), From: date(1, 5)}
	second := func(on, from cadence.Date, changes ...func(*practice.Playbook)) practice.Publication {
		return practice.Publication{Version: 2, Playbook: edition(changes...), On: on, From: from}
	}
	onlyTalks := func(pubs ...practice.Publication) *practice.Playbook {
		pb := practice.Timeline(pubs)
		pb.Practices = slices.DeleteFunc(pb.Practices, func(p practice.Practice) bool { return p.Key != "one_on_one" })
		return pb
	}
	march, april := date(3, 1), date(4, 30)
	const owedInMarch = "Ana due Thu 26 Mar, grace Tue 31 Mar, closes Tue 7 Apr"
	const owedInApril = "Ana due Mon 27 Apr, grace Thu 30 Apr, closes Thu 7 May"
	for _, test := range []struct {
		name string
		pb   *practice.Playbook
		want string
	}{
		{"E12: switched on in mid-March, it starts in April", onlyTalks(none, second(date(3, 16), 0)), owedInApril},
		{"E12: started on Thursday 16 April it has half of the month", onlyTalks(none, second(date(4, 16), date(4, 16))), owedInApril},
		{"E12: started on Friday 17 April it is excused", onlyTalks(none, second(date(4, 17), date(4, 17))), "Ana excused Mon 27 Apr: practice"},
		{"E13: March's is cancelled, and the first block starts on 23 March", onlyTalks(first, second(date(3, 16), 0, biweekly)),
			"Ana cancelled Thu 26 Mar: practice\nAna due Thu 2 Apr, grace Fri 3 Apr, closes Fri 10 Apr\n" +
				"Ana due Thu 16 Apr, grace Fri 17 Apr, closes Fri 24 Apr\nAna due Thu 30 Apr, grace Fri 1 May, closes Fri 8 May"},
		{"E13: from 1 April there is no hole", onlyTalks(first, second(date(3, 16), date(4, 1), biweekly)),
			owedInMarch + "\nAna excused Thu 2 Apr: practice\nAna due Thu 16 Apr, grace Fri 17 Apr, closes Fri 24 Apr\nAna due Thu 30 Apr, grace Fri 1 May, closes Fri 8 May"},
		{"E14: retired, what is open is cancelled and what is over stays", onlyTalks(first, second(date(4, 15), 0, off)),
			owedInMarch + "\nAna cancelled Mon 27 Apr: practice"},
		{"E14: out of the file", onlyTalks(first, second(date(4, 15), 0, without)), owedInMarch + "\nAna cancelled Mon 27 Apr: practice"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := found(t, test.pb, rows...).planned("Dana", march, april)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Dana owes (-want +got)\n%s", diff)
			}
		})
	}
}

func TestE13TheProposedStartLeavesNoHole(t *testing.T) {
	pb := edition()
	monthly, fortnightly := *the(pb, "one_on_one"), *the(edition(biweekly), "one_on_one")
	weekly := monthly
	weekly.Rhythm, weekly.Due = cadence.Rhythm{Cadence: cadence.Weekly}, codes(cadence.Weekly, "THU")
	switchedOff := monthly
	switchedOff.Enabled = false
	for _, test := range []struct {
		name           string
		old, new       *practice.Practice
		on             cadence.Date
		next, proposed cadence.Date
	}{
		{"monthly to every two weeks", &monthly, &fortnightly, date(3, 16), date(3, 23), date(4, 1)},
		{"every two weeks to monthly", &fortnightly, &monthly, date(3, 16), date(4, 1), date(4, 6)},
		{"where both begin on one day", &fortnightly, &weekly, date(3, 18), date(3, 23), date(3, 23)},
		{"where the next week is in the middle of a block", &fortnightly, &weekly, date(3, 11), date(3, 16), date(3, 23)},
		{"a practice that was off", &switchedOff, &fortnightly, date(3, 16), date(3, 23), date(3, 23)},
		{"a practice that is new", nil, &fortnightly, date(3, 16), date(3, 23), date(3, 23)},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := pb.NextStart(test.new, test.on); got != test.next {
				t.Errorf("by itself it starts on %s, want %s", got, test.next)
			}
			if got := pb.ProposedStart(test.old, test.new, test.on); got != test.proposed {
				t.Errorf("proposed is %s, want %s", got, test.proposed)
			}
		})
	}
}

func TestWhenAPracticeStarts(t *testing.T) {
	pb := practice.Timeline([]practice.Publication{
		{Version: 1, Playbook: edition(off), On: date(1, 5), From: date(1, 5)},
		{Version: 2, Playbook: edition(), On: date(3, 16)},
	})
	for _, test := range []struct {
		name  string
		key   string
		on    cadence.Date
		start cadence.Date // none: it does not start later
	}{
		{"before it is switched on", "one_on_one", date(3, 16), date(4, 1)},
		{"once it is in force", "one_on_one", date(4, 1), 0},
		{"what was on from the first day", "observation", date(3, 16), 0},
		{"what is off", "team_plan", date(3, 16), 0},
		{"what is none", "chat", date(3, 16), 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			start, later := pb.Starts(test.key, test.on)
			if later != (test.start != 0) || later && start != test.start {
				t.Errorf("got %s, %t, want %s", start, later, test.start)
			}
		})
	}
	c := found(t, pb, "Dana", "Ana < Dana")
	if p, _ := pb.Practice("one_on_one", date(3, 20)); practice.MayLog(c.roster(), c.id("Dana"), p, date(3, 20)) || practice.IsExpected(c.roster(), c.id("Dana"), p, date(3, 20)) {
		t.Error("it can be logged before it is in force")
	}
	if p, _ := pb.Practice("one_on_one", date(4, 1)); !practice.MayLog(c.roster(), c.id("Dana"), p, date(4, 1)) || practice.MayLog(c.roster(), c.id("Dana"), p, date(3, 31)) {
		t.Error("it can be logged from its first day on, and not before")
	}
}

// drawnPublications draws up to six editions of one practice, a few days
// apart.
func drawnPublications(t *rapid.T) []practice.Publication {
	changes := []func(*practice.Playbook){biweekly, off, without, reworded, twice,
		from(date(3, 10)), from(date(4, 20)), until(date(3, 31)), until(date(2, 1)), func(pb *practice.Playbook) { the(pb, "one_on_one").Levels = []practice.Level{practice.FLM} }}
	on := date(2, 2)
	var pubs []practice.Publication
	for i := range rapid.IntRange(1, 6).Draw(t, "publications") {
		pub := practice.Publication{Version: i + 1, Playbook: edition(), On: on}
		for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(changes)-1), 0, 2, rapid.ID[int]).Draw(t, "changes") {
			pub.Playbook = changed(pub.Playbook, changes[n])
		}
		if rapid.Bool().Draw(t, "from a day") {
			pub.From = on + cadence.Date(rapid.IntRange(0, 40).Draw(t, "days ahead"))
		}
		pubs = append(pubs, pub)
		on += cadence.Date(rapid.IntRange(0, 25).Draw(t, "days later"))
	}
	return pubs
}

// changed makes a change unless the practice is gone, or the dates of a file
// would contradict each other, which Load refuses.
func changed(pb *practice.Playbook, change func(*practice.Playbook)) *practice.Playbook {
	if len(pb.Versions("one_on_one")) != 1 {
		return pb
	}
	copied := *pb
	copied.Practices = slices.Clone(pb.Practices)
	change(&copied)
	for _, p := range copied.Versions("one_on_one") {
		if p.To != 0 && p.From > p.To {
			return pb
		}
	}
	if vs := copied.Versions("one_on_one"); len(vs) == 2 && vs[0].To >= vs[1].From || len(vs) == 2 && vs[0].To == 0 {
		return pb
	}
	return &copied
}

func TestVersionsOfAPracticeNeverOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pb := practice.Timeline(drawnPublications(t))
		versions := pb.Versions("one_on_one")
		for i, p := range versions {
			if p.To != 0 && p.From > p.To {
				t.Fatalf("a version has no day: %s", versionsOf(pb, "one_on_one"))
			}
			if i > 0 && (versions[i-1].To == 0 || versions[i-1].To >= p.From) {
				t.Fatalf("two versions are in force: %s", versionsOf(pb, "one_on_one"))
			}
		}
	})
}

func TestPublishingTheSameFileAgainChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pubs := drawnPublications(t)
		once := practice.Timeline(pubs)
		again := pubs[len(pubs)-1]
		again.On += cadence.Date(rapid.IntRange(0, 60).Draw(t, "days later"))
		if diff := cmp.Diff(versionsOf(once, "one_on_one"), versionsOf(practice.Timeline(append(pubs, again)), "one_on_one")); diff != "" {
			t.Fatalf("published again (-once +twice)\n%s", diff)
		}
	})
}

func TestAPublicationAsksNothingElseOfTheDaysBeforeIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pubs := drawnPublications(t)
		if len(pubs) < 2 {
			return
		}
		last := pubs[len(pubs)-1]
		before, after := practice.Timeline(pubs[:len(pubs)-1]), practice.Timeline(pubs)
		for d := date(1, 1); d < last.On; d++ {
			a, b := inForceOn(before, d), inForceOn(after, d)
			if (a == nil) != (b == nil) || a != nil && !a.ExpectsTheSame(b) {
				t.Fatalf("%s was asked otherwise before version %d was published on %s:\n%s\n%s", d, last.Version, last.On,
					versionsOf(before, "one_on_one"), versionsOf(after, "one_on_one"))
			}
		}
	})
}

// inForceOn returns the enabled version in force on a day, or nil.
func inForceOn(pb *practice.Playbook, d cadence.Date) *practice.Practice {
	for _, p := range pb.Versions("one_on_one") {
		if p.Enabled && p.InForce(d) {
			return &p
		}
	}
	return nil
}

func TestWhenAPublicationStartsInWords(t *testing.T) {
	first := practice.Publication{Version: 1, Playbook: edition(), On: date(1, 5), From: date(1, 5)}
	for _, test := range []struct {
		name   string
		from   cadence.Date
		change func(*practice.Playbook)
		want   string
	}{
		{"nothing else is asked", 0, reworded, ""},
		{"another rhythm", 0, biweekly, "1:1 planning changes on Monday 23 March 2026, in the middle of its old rhythm, " +
			"so anything still open then is cancelled. To leave no gap, start on Wednesday 1 April 2026."},
		{"another rhythm without a hole", date(4, 1), biweekly, "1:1 planning changes on Wednesday 1 April 2026."},
		{"switched off", 0, off, "1:1 planning ends. Its last day is Sunday 15 March 2026."},
		{"out of the file", 0, without, "1:1 planning ends. Its last day is Sunday 15 March 2026."},
		{"switched on", 0, func(pb *practice.Playbook) { the(pb, "best_practice").Enabled = true }, "Best practice starts on Monday 30 March 2026."},
		{"another rhythm of what is off", 0, func(pb *practice.Playbook) { the(pb, "best_practice").Times = 2 }, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			pubs := []practice.Publication{first, {Version: 2, Playbook: edition(test.change), On: date(3, 16), From: test.from}}
			var said []string
			for _, s := range practice.Starting(practice.Timeline(pubs[:1]), practice.Timeline(pubs), date(3, 16)) {
				said = append(said, s.Sentence())
			}
			if got := strings.Join(said, "\n"); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestWhatIsSwitchedOffBeforeItBeganNeverStarts(t *testing.T) {
	today := date(3, 16)
	for from, want := range map[cadence.Date]string{0: "1:1 planning never starts.", today: "1:1 planning ends right away.", date(4, 1): "1:1 planning never starts."} {
		for how, change := range map[string]func(*practice.Playbook){
			"switched off": func(pb *practice.Playbook) { the(pb, "one_on_one").Enabled = false },
			"out of the file": func(pb *practice.Playbook) {
				pb.Practices = slices.DeleteFunc(pb.Practices, func(p practice.Practice) bool { return p.Key == "one_on_one" })
			},
		} {
			next := files.Default()
			change(next)
			pubs := []practice.Publication{{Version: 1, Playbook: files.Default(), On: today, From: from}, {Version: 2, Playbook: next, On: today}}
			var said []string
			for _, s := range practice.Starting(practice.Timeline(pubs[:1]), practice.Timeline(pubs), today) {
				said = append(said, s.Sentence())
			}
			if got := strings.Join(said, "\n"); got != want {
				t.Errorf("%s, first asked from %s: got\n%s\nwant\n%s", how, from, got, want)
			}
		}
	}
}
