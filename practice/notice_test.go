package practice_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// The latest digest is the one whose time has come, however long ago.
func TestTheLatestDigest(t *testing.T) {
	sub := practice.Subscription{Weekday: time.Monday, At: 9 * 60, Zone: "America/New_York"}
	for now, want := range map[string]cadence.Date{
		"2026-03-09 12:59": date(3, 2), // a minute before nine in New York
		"2026-03-09 13:00": date(3, 9),
		"2026-03-13 23:00": date(3, 9),
		"2026-03-16 03:59": date(3, 9), // Sunday night there
	} {
		if got := sub.Last(instant(t, now), time.UTC); got != want {
			t.Errorf("at %s it is that of %s, want %s", now, got, want)
		}
	}
}

func TestADigestIsDueFromItsTimeUntilTheNextNight(t *testing.T) {
	monday := practice.Subscription{Weekday: time.Monday, At: 9 * 60}
	const berlin, newYork = "Europe/Berlin", "America/New_York"
	tests := []struct {
		name string
		sub  practice.Subscription
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
		{"half past two did not exist that Sunday: before the clocks change", practice.Subscription{Weekday: time.Sunday, At: 150}, newYork, "2026-03-08 06:59", date(3, 8), false},
		{"and when they do, at three", practice.Subscription{Weekday: time.Sunday, At: 150}, newYork, "2026-03-08 07:00", date(3, 8), true},
		{"half past one came twice on 1 November: the first counts", practice.Subscription{Weekday: time.Sunday, At: 90}, newYork, "2026-11-01 05:30", date(11, 1), true},
		{"and not a minute before", practice.Subscription{Weekday: time.Sunday, At: 90}, newYork, "2026-11-01 05:29", date(11, 1), false},
		{"Thursday's on the Friday after, which is in the next year", practice.Subscription{Weekday: time.Thursday, At: 9 * 60}, berlin, "2027-01-01 12:00", date(12, 31), true},
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
	sub := practice.Subscription{Weekday: time.Monday, At: 9 * 60}
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
		notice practice.Notice
		key    string
		kind   practice.NoticeKind
	}{
		{"a bundle is one a person and day", practice.Bundle{Person: 7, On: date(3, 5), More: 2}, "bundle/7/2026-03-05", practice.KindBundle},
		{"a shout-out is one an entry", practice.Shoutout{Entry: 7}, "shoutout/7", practice.KindAnswer},
		{"thanks are one an entry and recipient", practice.Thanks{Entry: 7, To: 8}, "thanks/7/8", practice.KindAnswer},
		{"the question how somebody likes thanks is one an entry and recipient", practice.ThanksAsk{Entry: 7, To: 8}, "thanks_ask/7/8", practice.KindAnswer},
		{"word that thanks could not be shared is one an entry", practice.Unshared{Entry: 7, Archived: true}, "unshared/7", practice.KindAnswer},
		{"word of a focus reached is one a focus and recipient", practice.FocusEnd{Focus: 7, To: 8}, "focus_end/7/8", practice.KindAnswer},
		{"word of time planned is one a time request and day", practice.TimePlanned{Request: 7, On: date(3, 9)}, "time_planned/7/2026-03-09", practice.KindAnswer},
		{"an answer to asking for time is one a time request", practice.TimeAnswered{Request: 7}, "time_answered/7", practice.KindAnswer},
		{"a digest is one a subscription and day", practice.Digest{Subscription: 7, On: date(3, 9)}, "digest/7/2026-03-09", practice.KindSubscription},
		{"a plan is asked for once an entry and person", practice.PlanAsk{Entry: 7, To: 8}, "plan_ask/7/8", practice.KindAnswer},
		{"news of an obstacle is one an event and person", practice.ObstacleNews{Obstacle: 7, Event: 2, To: 8}, "obstacle/7/2/8", practice.KindAnswer},
		{"an agenda is posted once", practice.AgendaPost{Agenda: 7}, "agenda/7", practice.KindAnswer},
		{"that it is not posted is said once", practice.AgendaUnposted{Agenda: 7, Archived: true}, "agenda_unposted/7", practice.KindAnswer},
		{"good news is one a manager and Friday", practice.GoodNews{Manager: 7, On: date(3, 6)}, "friday/7/2026-03-06", practice.KindSubscription},
		{"what is not remembered is said once an ask", practice.NotRemembered{Ask: 7}, "not_remembered/7", practice.KindAnswer},
		{"word of a written plan is one an entry and reader", practice.PlanWritten{Entry: 7, To: 8}, "plan_written/7/8", practice.KindAnswer},
		{"being put down for a session is one a session, person, day and time", practice.SessionGiven{Session: 7, To: 8, On: date(3, 9), At: "10:00"}, "session_given/7/8/2026-03-09//10:00", practice.KindAnswer},
		{"word that a session is not theirs is one a session and person", practice.SessionDeclined{Session: 7, By: 8}, "session_declined/7/8", practice.KindAnswer},
		{"word that a session is off is one a session, person and day", practice.SessionOff{Session: 7, To: 8, On: date(3, 9)}, "session_off/7/8/2026-03-09", practice.KindAnswer},
		{"a manager is asked once a visit", practice.VisitAsk{Visit: 7}, "visit_ask/7", practice.KindAnswer},
		{"word of a visit agreed to is one a visit", practice.VisitAnswered{Visit: 7, Agreed: true}, "visit_answered/7/true", practice.KindAnswer},
		{"and so is word of another day", practice.VisitAnswered{Visit: 7}, "visit_answered/7/false", practice.KindAnswer},
		{"word of a visit that is off is one a visit", practice.VisitOff{Visit: 7}, "visit_off/7", practice.KindAnswer},
		{"who stands in is told once", practice.StandInNamed{StandIn: 7}, "stand_in_named/7", practice.KindAnswer},
		{"and each once that it's over", practice.StandInEnded{StandIn: 7, To: 8}, "stand_in_ended/7/8", practice.KindAnswer},
		{"the table of a digest is one file a press", practice.FileAsked{Person: 7, Request: "p", Digest: &practice.Digest{Subscription: 2, On: date(3, 9)}}, "file/7/digest/2/2026-03-09/p", practice.KindAnswer},
		{"and so is that of a report", practice.FileAsked{Person: 7, Request: "p", Report: &practice.ReportAsked{Viewer: 7, Request: "c"}}, "file/7/report/7/c/p", practice.KindAnswer},
		{"and so is what coach knows about somebody", practice.FileAsked{Person: 7, Request: "p", Own: true}, "file/7/own/p", practice.KindAnswer},
		{"word that Slack did not take a file is one a press", practice.FileRefused{Person: 7, Request: "p", Why: practice.FilesFull}, "file_refused/7/p", practice.KindAnswer},
		{"that somebody was erased is said once to an owner", practice.PersonErased{To: 7, Person: 8, By: 9}, "person_erased/8/7", practice.KindAnswer},
		{"what owners must know is one an owner and day", practice.OwnerNews{To: 7, On: date(3, 9)}, "owner_news/7/2026-03-09", practice.KindConcern},
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
	recognition := func(where string, to ...practice.PersonID) practice.Entry {
		return practice.Entry{ID: 5, Practice: practice.RecognitionKey, Values: practice.Values{"person": {People: to}, practice.ShareWhere: {Text: where}}}
	}
	shared := func(s practice.Sharing) practice.Entry {
		e := recognition(practice.ShareInChannel, 2, 3)
		e.Shared = s
		return e
	}
	tests := []struct {
		name  string
		entry practice.Entry
		want  []practice.Notice
	}{
		{"in the channel, one shout-out for all", recognition(practice.ShareInChannel, 2, 3), []practice.Notice{practice.Shoutout{5}}},
		{"without a choice just to them", recognition("", 2), []practice.Notice{practice.Thanks{5, 2}}},
		{"with a choice nobody understands just to them", recognition("In #wins", 2), []practice.Notice{practice.Thanks{5, 2}}},
		{"in private, thanks for each", recognition(practice.ShareWithThem, 2, 3), []practice.Notice{practice.Thanks{5, 2}, practice.Thanks{5, 3}}},
		{"who likes thanks just to them gets them so, and the others a shout-out", shared(practice.Sharing{Place: practice.ShareInChannel, Alone: []practice.PersonID{3}}), []practice.Notice{practice.Shoutout{5}, practice.Thanks{5, 3}}},
		{"where all like them so there is no shout-out", shared(practice.Sharing{Place: practice.ShareWithThem, Alone: []practice.PersonID{2, 3}}), []practice.Notice{practice.Thanks{5, 2}, practice.Thanks{5, 3}}},
		{"a team's thanks wait for its Friday post", shared(practice.Sharing{Place: practice.ShareInChannel, Channel: "C7", Friday: true, Alone: []practice.PersonID{2}}), []practice.Notice{practice.Thanks{5, 2}}},
		{"an observation", practice.Entry{ID: 5, Practice: "observation", Values: practice.Values{"person": {People: []practice.PersonID{2}}}}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, practice.Causes(test.entry)); diff != "" {
				t.Errorf("notices differ (-want +got):\n%s", diff)
			}
		})
	}
	recognitionForm, _ := files.Default().Practice(practice.RecognitionKey, 0)
	where, ok := recognitionForm.Form.Field(practice.ShareWhere)
	if !ok || where.Options[len(where.Options)-1].Value != practice.ShareWithThem {
		t.Errorf("the form offers %q", where.Options)
	}
	if _, ok := recognitionForm.Form.Field("person"); !ok {
		t.Error("the form does not ask whom it is for")
	}
}
