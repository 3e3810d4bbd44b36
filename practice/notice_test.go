package practice

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
)

func TestADigestIsDueFromItsTimeUntilTheNextNight(t *testing.T) {
	monday := Subscription{Weekday: time.Monday, At: 9 * 60}
	const berlin, newYork = "Europe/Berlin", "America/New_York"
	tests := []struct {
		name string
		sub  Subscription
		zone string
		now  string // UTC
		day  cadence.Date
		due  bool
	}{
		{"Monday a minute before nine", monday, berlin, "2026-03-09 07:59", date(3, 9), false},
		{"Monday at nine", monday, berlin, "2026-03-09 08:00", date(3, 9), true},
		{"Monday night", monday, berlin, "2026-03-09 22:59", date(3, 9), true},
		{"Tuesday night, after a day without coach", monday, berlin, "2026-03-10 22:59", date(3, 9), true},
		{"Wednesday is too late", monday, berlin, "2026-03-10 23:00", date(3, 9), false},
		{"Sunday", monday, berlin, "2026-03-15 12:00", date(3, 9), false},
		{"in New York clocks went forward the day before", monday, newYork, "2026-03-09 12:59", date(3, 9), false},
		{"so nine is 13:00 UTC", monday, newYork, "2026-03-09 13:00", date(3, 9), true},
		{"a week before it was 14:00 UTC", monday, newYork, "2026-03-02 13:59", date(3, 2), false},
		{"and then it was due", monday, newYork, "2026-03-02 14:00", date(3, 2), true},
		{"half past two did not exist that Sunday: before the clocks change", Subscription{Weekday: time.Sunday, At: 150}, newYork, "2026-03-08 06:59", date(3, 8), false},
		{"and when they do, at three", Subscription{Weekday: time.Sunday, At: 150}, newYork, "2026-03-08 07:00", date(3, 8), true},
		{"half past one came twice on 1 November: the first counts", Subscription{Weekday: time.Sunday, At: 90}, newYork, "2026-11-01 05:30", date(11, 1), true},
		{"and not a minute before", Subscription{Weekday: time.Sunday, At: 90}, newYork, "2026-11-01 05:29", date(11, 1), false},
		{"Thursday's on the Friday after, which is in the next year", Subscription{Weekday: time.Thursday, At: 9 * 60}, berlin, "2027-01-01 12:00", date(12, 31), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			day, due := test.sub.Due(instant(t, test.now), zone(t, test.zone))
			if day != test.day || due != test.due {
				t.Errorf("%s: %t, want %s: %t", day, due, test.day, test.due)
			}
		})
	}
}

func TestADigestOfEveryMinuteOfAMonthIsDueOnOneDayAWeek(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	sub := Subscription{Weekday: time.Monday, At: 9 * 60}
	minutes := map[cadence.Date]int{}
	end := instant(t, "2026-04-01 00:00")
	for now := instant(t, "2026-03-01 00:00"); now.Before(end); now = now.Add(time.Minute) {
		if day, due := sub.Due(now, berlin); due {
			minutes[day]++
		}
	}
	const fromNineToTheNextMidnight = (15 + 24) * 60
	want := map[cadence.Date]int{date(3, 2): fromNineToTheNextMidnight, date(3, 9): fromNineToTheNextMidnight, date(3, 16): fromNineToTheNextMidnight,
		date(3, 23): fromNineToTheNextMidnight, date(3, 30): fromNineToTheNextMidnight}
	if diff := cmp.Diff(want, minutes); diff != "" {
		t.Errorf("minutes in which it was due differ (-want +got):\n%s", diff)
	}
}

func TestANoticeIsSaidOnceForItsKey(t *testing.T) {
	tests := []struct {
		name   string
		notice Notice
		key    string
		kind   NoticeKind
	}{
		{"a bundle is one a person and day", Bundle{Person: 7, On: date(3, 5), More: 2}, "bundle/7/2026-03-05", KindBundle},
		{"a shout-out is one an entry", Shoutout{Entry: 7}, "shoutout/7", KindAnswer},
		{"thanks are one an entry and recipient", Thanks{Entry: 7, To: 8}, "thanks/7/8", KindAnswer},
		{"word that thanks could not be shared is one an entry", Unshared{Entry: 7, Archived: true}, "unshared/7", KindAnswer},
		{"a digest is one a subscription and day", Digest{Subscription: 7, On: date(3, 9)}, "digest/7/2026-03-09", KindSubscription},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.notice.Key() != test.key || test.notice.Kind() != test.kind {
				t.Errorf("got %s, %s", test.notice.Key(), test.notice.Kind())
			}
		})
	}
}

func TestOnlyRecognitionIsPassedOn(t *testing.T) {
	recognition := func(where string, to ...PersonID) Entry {
		return Entry{ID: 5, Practice: RecognitionKey, Values: Values{"person": {People: to}, ShareWhere: {Text: where}}}
	}
	tests := []struct {
		name  string
		entry Entry
		want  []Notice
	}{
		{"in the channel, one shout-out for all", recognition(ShareInChannel, 2, 3), []Notice{Shoutout{5}}},
		{"without a choice just to them", recognition("", 2), []Notice{Thanks{5, 2}}},
		{"with a choice nobody understands just to them", recognition("In #wins", 2), []Notice{Thanks{5, 2}}},
		{"in private, thanks for each", recognition(ShareWithThem, 2, 3), []Notice{Thanks{5, 2}, Thanks{5, 3}}},
		{"an observation", Entry{ID: 5, Practice: "observation", Values: Values{"person": {People: []PersonID{2}}}}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Causes(test.entry)); diff != "" {
				t.Errorf("notices differ (-want +got):\n%s", diff)
			}
		})
	}
	recognitionForm, _ := Default().Practice(RecognitionKey, 0)
	where, ok := recognitionForm.Form.Field(ShareWhere)
	if !ok || where.Options[len(where.Options)-1].Value != ShareWithThem {
		t.Errorf("the form offers %q", where.Options)
	}
	if _, ok := recognitionForm.Form.Field("person"); !ok {
		t.Error("the form does not ask whom it is for")
	}
}
