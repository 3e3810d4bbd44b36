package practice_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/practice"
)

func TestWhichDigestCarriesAWeek(t *testing.T) {
	c := found(t, only("team_meeting"), "Priya", "Dana < Priya")
	priya, monday := c.person("Priya"), date(3, 9)
	priya.Zone, priya.SlackID = "Europe/London", "UPRIYA"
	at := func(h, m int) cadence.Clock { return cadence.Clock(h*60 + m) }
	for _, test := range []struct {
		name    string
		morning cadence.Clock
		order   practice.Subscription
		want    cadence.Date // of the digest; no date for none
	}{
		{"a quarter of an hour later", at(8, 45), practice.Subscription{Weekday: time.Monday, At: at(9, 0)}, monday},
		{"two hours later", at(8, 45), practice.Subscription{Weekday: time.Monday, At: at(10, 45)}, monday},
		{"more than two hours later", at(8, 45), practice.Subscription{Weekday: time.Monday, At: at(10, 46)}, 0},
		{"an hour earlier", at(10, 0), practice.Subscription{Weekday: time.Monday, At: at(9, 0)}, monday},
		{"more than two hours earlier", at(11, 1), practice.Subscription{Weekday: time.Monday, At: at(9, 0)}, 0},
		{"an own time before eight is eight", at(6, 0), practice.Subscription{Weekday: time.Monday, At: at(10, 0)}, monday},
		{"before eight, which its reader chose", at(8, 45), practice.Subscription{Weekday: time.Monday, At: at(7, 0)}, monday},
		{"when the working day is over", at(16, 30), practice.Subscription{Weekday: time.Monday, At: at(17, 30)}, 0},
		{"in the root's own conversation, by name", at(8, 45), practice.Subscription{Weekday: time.Monday, At: at(9, 0), Channel: "UPRIYA"}, monday},
		{"in a channel", at(8, 45), practice.Subscription{Weekday: time.Monday, At: at(9, 0), Channel: "C1"}, 0},
		{"on another day", at(8, 45), practice.Subscription{At: at(9, 0), Weekday: time.Tuesday}, 0},
		{"kept in New York's time", at(9, 0), practice.Subscription{At: at(5, 0), Zone: "America/New_York", Weekday: time.Monday}, monday},
		{"nine in New York is one in London", at(9, 0), practice.Subscription{At: at(9, 0), Zone: "America/New_York", Weekday: time.Monday}, 0},
		{"Sunday evening where it is kept", at(9, 0), practice.Subscription{At: at(23, 0), Zone: "Pacific/Honolulu", Weekday: time.Sunday}, monday - 1},
	} {
		priya.Morning = test.morning
		test.order.ID, test.order.Root = 1, priya.ID
		got, ok := practice.CarrierOf([]practice.Subscription{test.order}, c.roster(), priya.ID, monday, time.UTC)
		if ok != (test.want != 0) || got.On != test.want {
			t.Errorf("%s: the digest of %s carries the week (%t), want %s", test.name, got.On, ok, test.want)
		}
	}
}

func TestOfSeveralDigestsTheFirstCarriesTheWeek(t *testing.T) {
	c := found(t, only("team_meeting"), "Priya", "Dana < Priya")
	priya := c.person("Priya")
	priya.Morning = 9 * 60
	order := func(id practice.SubscriptionID, root practice.PersonID, hour cadence.Clock) practice.Subscription {
		return practice.Subscription{ID: id, Root: root, Weekday: time.Monday, At: hour * 60}
	}
	orders := []practice.Subscription{order(1, priya.ID, 10), order(2, c.id("Dana"), 8), order(3, priya.ID, 9), order(4, priya.ID, 9)}
	if got, ok := practice.CarrierOf(orders, c.roster(), priya.ID, date(3, 9), time.UTC); !ok || got.Subscription != 3 {
		t.Errorf("digest %d carries the week (%t), want 3", got.Subscription, ok)
	}
}

// A digest carries a week if and only if it comes on that day where its reader
// is, near enough, within the working day; it carries one day's; and a week that
// waits for it may still come then.
func TestADigestCarriesWhatComesNear(t *testing.T) {
	zones := []string{"Europe/London", "America/New_York", "Asia/Tokyo", "Pacific/Honolulu", "Pacific/Kiritimati", "Australia/Lord_Howe"}
	rapid.Check(t, func(r *rapid.T) {
		c := found(t, only("team_meeting"), "Priya", "Dana < Priya")
		priya := c.person("Priya")
		priya.Zone = rapid.SampledFrom(zones).Draw(r, "zone")
		priya.Morning = cadence.Clock(rapid.IntRange(7*60, 17*60).Draw(r, "morning"))
		s := practice.Subscription{ID: 1, Root: priya.ID, Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(r, "weekday")),
			At: cadence.Clock(rapid.IntRange(0, 24*60-1).Draw(r, "at")), Zone: rapid.SampledFrom(zones).Draw(r, "kept in")}
		on := date(3, 1) + cadence.Date(rapid.IntRange(0, 250).Draw(r, "day"))
		roster, zone, kept := c.roster(), zone(t, priya.Zone), zone(t, s.Zone)
		own := on.At(max(priya.Morning, practice.WorkBegins), zone)
		var want cadence.Date
		for day := on - 3; day <= on+3; day++ {
			at := day.At(s.At, kept)
			if day.Weekday() == s.Weekday && cadence.DateOf(at.In(zone)) == on && at.Sub(own).Abs() <= 2*time.Hour && at.Before(on.At(practice.WorkEnds, zone)) {
				want = day
			}
		}
		got, ok := s.Carries(roster, on, time.UTC)
		if ok != (want != 0) || got.On != want {
			r.Fatalf("the digest of %s carries the week of %s (%t), want %s", got.On, on, ok, want)
		}
		if !ok {
			return
		}
		if day, due := s.Due(got.At, kept); !due || day != got.On || !got.Own.Equal(own) {
			r.Errorf("at %s the digest of %s is due (%t), and the week would come at %s", got.At, day, due, got.Own)
		}
		if next, again := s.Carries(roster, on+1, time.UTC); again && next.Digest == got.Digest {
			r.Errorf("the digest of %s carries two days", got.On)
		}
		_, alone := settled.MayCome(roster, priya.ID, got.Own, time.UTC)
		if _, with := settled.MayBeCarried(roster, priya.ID, got.At, time.UTC); alone && !with {
			r.Errorf("a week that may come at %s may not at %s", got.Own, got.At)
		}
	})
}

func TestWhoPlansAWeek(t *testing.T) {
	c := found(t, only("team_meeting"), "Dana", "Ana < Dana")
	had := practice.Habits{BegunOn: 1, Sent: []practice.Sending{{On: date(3, 9), At: instant(t, "2026-03-09 08:45")}}}
	for _, test := range []struct {
		who    string
		habits practice.Habits
		on     cadence.Date
		want   bool
	}{
		{"Dana", settled, date(3, 9), true},
		{"Ana", settled, date(3, 9), false},
		{"Dana", settled, date(3, 10), true},
		{"Dana", had, date(3, 10), false},
	} {
		if got := test.habits.PlansWeek(c.roster(), c.id(test.who), test.on); got != test.want {
			t.Errorf("%s's message of %s has a plan of the week: %t", test.who, test.on, got)
		}
	}
}
