package practice_test

import (
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// week is Dana's from Monday 2 March 2026 on.
var weekdays = []cadence.Date{date(3, 2), date(3, 3), date(3, 4), date(3, 5), date(3, 6)}

// comes plays a week: on which days a message comes, given the reasons for one
// by weekday. A day without any has nothing to say.
func comes(leads bool, reasons map[time.Weekday]practice.Openings) string {
	var days []string
	sent := 0
	at := func(d cadence.Date) practice.Openings {
		o, any := reasons[d.Weekday()]
		o.Any = any
		return o
	}
	for _, d := range weekdays {
		w := practice.Week{Today: d, Mornings: weekdays, Sent: sent, Leads: leads}
		if w.Opens(at(d), at) {
			days = append(days, d.Format("Mon"))
			sent++
		}
	}
	return strings.Join(days, " ")
}

var (
	merely = practice.Openings{}
	last   = practice.Openings{Last: true}
	waited = practice.Openings{Waited: true}
	own    = practice.Openings{Own: true}
	topics = practice.Openings{Topics: true}
	soon   = practice.Openings{Soon: true}
)

func daily(o practice.Openings) map[time.Weekday]practice.Openings {
	all := map[time.Weekday]practice.Openings{}
	for d := time.Monday; d <= time.Friday; d++ {
		all[d] = o
	}
	return all
}

func TestAtMostFourMessagesAWeekForWhoLeadsAndThreeForWhoDoesNot(t *testing.T) {
	if got := comes(true, daily(last)); got != "Mon Tue Wed Fri" {
		t.Errorf("for who leads: %s", got)
	}
	if got := comes(false, daily(own)); len(strings.Fields(got)) != 3 {
		t.Errorf("for who does not: %s", got)
	}
}

func TestMondaysPlanAndTheWeeksLastWorkingDayAreKept(t *testing.T) {
	reasons := daily(last)
	if got := comes(true, reasons); !strings.HasPrefix(got, "Mon") || !strings.HasSuffix(got, "Fri") {
		t.Errorf("with something that ends on Friday: %s", got)
	}
	reasons[time.Friday] = merely
	if got := comes(true, reasons); got != "Mon Tue Wed Thu" {
		t.Errorf("with nothing that ends on Friday: %s", got)
	}
	if got := comes(false, map[time.Weekday]practice.Openings{time.Monday: merely, time.Tuesday: own, time.Wednesday: own, time.Thursday: own, time.Friday: last}); got != "Mon Tue Fri" {
		t.Errorf("for who leads nobody: %s", got)
	}
}

func TestAMorningBetweenIsUsedIfSomethingEndsIfSomebodyWaitsOrIfMessagesWouldBeLeftOver(t *testing.T) {
	tests := []struct {
		name    string
		reasons map[time.Weekday]practice.Openings
		want    string
	}{
		{"something ends on Tuesday", map[time.Weekday]practice.Openings{time.Monday: merely, time.Tuesday: last, time.Wednesday: merely, time.Friday: last}, "Mon Tue Fri"},
		{"somebody waits on Tuesday", map[time.Weekday]practice.Openings{time.Monday: merely, time.Tuesday: waited, time.Friday: last}, "Mon Tue Fri"},
		{"two are left over, and Friday is kept", map[time.Weekday]practice.Openings{time.Monday: merely, time.Tuesday: merely, time.Wednesday: merely, time.Thursday: merely, time.Friday: last}, "Mon Wed Thu Fri"},
		{"three are left over", daily(merely), "Mon Wed Thu Fri"},
		{"Tuesday's is used, so one is left over", map[time.Weekday]practice.Openings{time.Monday: merely, time.Tuesday: last, time.Wednesday: merely, time.Thursday: merely, time.Friday: last}, "Mon Tue Thu Fri"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := comes(true, test.reasons); got != test.want {
				t.Errorf("they come on %s, want %s", got, test.want)
			}
		})
	}
}

func TestWhatIsMerelyDueOpensNoMessageWhileItCanBeLoggedOnTimeTomorrow(t *testing.T) {
	if got := comes(true, map[time.Weekday]practice.Openings{time.Monday: merely, time.Tuesday: merely, time.Friday: last}); got != "Mon Fri" {
		t.Errorf("due on Tuesday: %s", got)
	}
}

func TestWhatOpensADayForWhoLeadsNobodyInItsOrder(t *testing.T) {
	tests := []struct {
		name    string
		reasons map[time.Weekday]practice.Openings
		want    string
	}{
		{"nothing but news rides along or waits", map[time.Weekday]practice.Openings{time.Tuesday: merely, time.Wednesday: waited, time.Thursday: merely}, ""},
		{"Monday's carries the rest", map[time.Weekday]practice.Openings{time.Monday: merely, time.Tuesday: merely}, "Mon"},
		{"a step due tomorrow opens a day", map[time.Weekday]practice.Openings{time.Wednesday: soon}, "Wed"},
		{"but not the one that better reasons need", map[time.Weekday]practice.Openings{time.Monday: merely, time.Tuesday: soon, time.Wednesday: own, time.Thursday: topics}, "Mon Wed Thu"},
		{"own steps go before topics", map[time.Weekday]practice.Openings{time.Monday: merely, time.Tuesday: topics, time.Wednesday: own, time.Thursday: own}, "Mon Wed Thu"},
		{"of equals the first", map[time.Weekday]practice.Openings{time.Monday: merely, time.Tuesday: topics, time.Wednesday: topics, time.Thursday: topics}, "Mon Tue Wed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := comes(false, test.reasons); got != test.want {
				t.Errorf("they come on %q, want %q", got, test.want)
			}
		})
	}
}

func TestIntensificationAddsOccurrencesNotMessages(t *testing.T) {
	c := found(t, only("forecast_review", "pipeline_review"), "Dana", "Ana < Dana", "Ben < Dana")
	sent := 0
	days := []cadence.Date{date(3, 23), date(3, 24), date(3, 25), date(3, 26), date(3, 27)} // forecast is due on Tuesday and Thursday
	day := practice.Day{Docket: c.docket(c.plan("Dana", date(3, 23), date(3, 23)), nil, nil), Leads: true}
	for _, d := range days {
		w := practice.Week{Today: d, Mornings: days, Sent: sent, Leads: true}
		if w.Opens(day.Openings(d, w.First()), func(d cadence.Date) practice.Openings { return day.Openings(d, false) }) {
			sent++
		}
	}
	if sent > 4 || sent < 3 {
		t.Errorf("%d messages come", sent)
	}
}

// settled is somebody who has been with coach for long, and has had no message.
var settled = practice.Habits{BegunOn: 1}

func TestAtMostOneMessageAWorkingDayTwentyHoursApart(t *testing.T) {
	c := found(t, only("team_meeting"), "Dana", "Ana < Dana")
	c.person("Dana").Morning = 8 * 60
	for sent, want := range map[string]bool{"2026-03-04 12:01": false, "2026-03-04 11:59": true, "2026-03-05 08:00": true} {
		h := practice.Habits{BegunOn: 1, Sent: []practice.Sending{{On: cadence.DateOf(instant(t, sent)), At: instant(t, sent)}}}
		if _, has := h.MayCome(c.roster(), c.id("Dana"), instant(t, "2026-03-05 08:00"), time.UTC); has != want {
			t.Errorf("after a message at %s one may come on Thursday at 08:00: %t", sent, has)
		}
	}
}

func TestLateArrivalsAreDroppedIfTheNextMessageIsWithinTwentyHours(t *testing.T) {
	c := found(t, only("team_meeting"), "Dana", "Ana < Dana", "Dana away from 2026-03-06 until 2026-03-06")
	weekly := practice.Habits{BegunOn: date(3, 2)}
	for _, test := range []struct {
		now    string
		habits practice.Habits
		want   bool
	}{
		{"2026-03-03 12:45", settled, true},
		{"2026-03-03 12:46", settled, false},
		{"2026-03-03 17:29", settled, false},
		{"2026-03-05 17:29", settled, true}, // Friday is leave
		{"2026-03-03 17:29", weekly, true},
		{"2026-03-03 15:00", practice.Habits{BegunOn: 1, Preferences: practice.Preferences{Days: []time.Weekday{time.Tuesday}}}, true},
	} {
		if _, has := test.habits.MayCome(c.roster(), c.id("Dana"), instant(t, test.now), time.UTC); has != test.want {
			t.Errorf("at %s a message may come: %t, want %t", test.now, has, test.want)
		}
	}
}

func TestThreeMessagesInARowIgnoredThenMondayOnlyForTwoWeeks(t *testing.T) {
	at := func(d cadence.Date) practice.Sending { return practice.Sending{On: d, At: d.At(9*60, time.UTC)} }
	h := practice.Habits{BegunOn: 1, Sent: []practice.Sending{at(date(3, 5)), at(date(3, 4)), at(date(3, 2))}}
	for active, want := range map[cadence.Date]bool{date(3, 1): true, date(3, 3): false, date(3, 6): false} {
		h.ActiveAt = active.At(12*60, time.UTC)
		if got := h.Ignores(date(3, 6)); got != want {
			t.Errorf("active on %s, they ignore: %t", active, got)
		}
	}
	h.ActiveAt = time.Time{}
	h.WeeklyUntil = practice.QuietUntil(date(3, 6))
	if h.WeeklyUntil != date(3, 19) || !h.Weekly(date(3, 6)) || !h.Weekly(date(3, 19)) || h.Weekly(date(3, 20)) {
		t.Errorf("only Monday's comes until %s", h.WeeklyUntil)
	}
	if !h.SaysQuiet(date(3, 9)) || h.EndsQuiet(date(3, 9)) {
		t.Error("the first Monday does not say so")
	}
	back := h
	back.ActiveAt = date(3, 6).At(12*60, time.UTC)
	if !back.EndsQuiet(date(3, 9)) {
		t.Error("who comes back before it was said gets only Monday's all the same")
	}
	h.Sent = append([]practice.Sending{at(date(3, 9))}, h.Sent...)
	if h.ActiveAt = date(3, 12).At(12*60, time.UTC); h.EndsQuiet(date(3, 16)) {
		t.Error("what was said is taken back")
	}
	h.ActiveAt = time.Time{}
	if h.SaysQuiet(date(3, 16)) || h.Ignores(date(3, 16)) {
		t.Error("the second Monday says so again")
	}
	h.Sent = append([]practice.Sending{at(date(3, 16))}, h.Sent...)
	if h.Ignores(date(3, 20)) || h.SaysQuiet(date(3, 20)) {
		t.Error("it would never end")
	}
	if two := (practice.Habits{BegunOn: 1, Sent: h.Sent[:2]}); two.Ignores(date(3, 20)) {
		t.Error("two messages are enough")
	}
}

func TestTheFirstTwoWeeksAreMondayOnly(t *testing.T) {
	c := found(t, only("team_meeting"), "Dana", "Ana < Dana")
	h := practice.Habits{BegunOn: date(3, 4)} // a Wednesday
	for d, want := range map[cadence.Date]bool{date(3, 4): false, date(3, 6): false, date(3, 9): true, date(3, 10): false, date(3, 16): true, date(3, 17): false, date(3, 18): true} {
		w := h.WeekOf(c.roster(), c.id("Dana"), d)
		if got := w.Opens(practice.Openings{Last: true, Any: true}, func(cadence.Date) practice.Openings { return merely }); got != want {
			t.Errorf("on %s a message comes: %t, want %t", d.Format("Mon 2"), got, want)
		}
	}
	if !(practice.Habits{}).Weekly(date(3, 4)) {
		t.Error("before their first day more than Monday's comes")
	}
}

func TestEveryoneCanChooseTheirTimeAndDaysAndMuteAPractice(t *testing.T) {
	c := found(t, only("team_meeting", "in_moment", "forecast_review"), "Dana", "Ana < Dana")
	h := practice.Habits{BegunOn: 1, Preferences: practice.Preferences{Days: []time.Weekday{time.Tuesday, time.Thursday}}}
	if got := h.Mornings(c.roster(), c.id("Dana"), date(3, 4)); len(got) != 2 || got[0] != date(3, 3) || got[1] != date(3, 5) {
		t.Errorf("messages may come on %v", got)
	}
	if w := h.WeekOf(c.roster(), c.id("Dana"), date(3, 3)); !w.First() {
		t.Error("the first of their days has no plan")
	}
	for at, want := range map[cadence.Clock]bool{practice.WorkBegins - 1: false, practice.WorkBegins: true, practice.LatestMorning: true, practice.LatestMorning + 1: false} {
		if err := (practice.Preferences{Morning: at}).Validate(); (err == nil) != want {
			t.Errorf("%s: %v", at, err)
		}
	}
	d := c.docket(c.plan("Dana", date(3, 3), date(3, 3)), nil, nil)
	d.Muted = []string{"team_meeting"}
	if lines, _ := d.Reminders(date(3, 3)); c.named(lines) != "forecast_review" {
		t.Errorf("with team meetings muted, named %s", c.named(lines))
	}
	if week := d.Week(date(3, 3)); len(week) != 5 {
		t.Errorf("the plan of the week has %d things, want all 5", len(week))
	}
	if o := (practice.Day{Docket: d, Leads: true}).Openings(date(3, 3), false); o.Last {
		t.Error("what is muted opens a message")
	}
}

func TestTheCapsBindWhatCoachStarts(t *testing.T) {
	if k := (practice.Bundle{}).Kind(); k != practice.KindBundle {
		t.Errorf("the day's message is %s", k)
	}
	for _, n := range []practice.Notice{practice.Shoutout{}, practice.Thanks{}, practice.Excusal{}, practice.LeaveNoted{}, practice.ClaimAsk{}, practice.PlanAsk{}, practice.PlanWritten{}, practice.SessionGiven{}, practice.SessionDeclined{}, practice.SessionOff{}} {
		if n.Kind() != practice.KindAnswer {
			t.Errorf("%T is %s", n, n.Kind())
		}
	}
}

func TestAnswersComeInWorkingHours(t *testing.T) {
	c := found(t, only("team_meeting"), "Dana < Priya", "Ana < Dana", "Ben < Dana", "Ana away from 2026-03-09", "Ben away from 2026-03-03 until 2026-03-04", "Zoe, not taking part")
	for _, test := range []struct {
		now, who, want string
	}{
		{"2026-03-05 08:00", "Dana", ""},
		{"2026-03-05 17:29", "Dana", ""},
		{"2026-03-05 07:59", "Dana", "2026-03-05 08:00"},
		{"2026-03-05 17:30", "Dana", "2026-03-06 08:00"},
		{"2026-03-06 17:30", "Dana", "2026-03-09 08:00"}, // a weekend
		{"2026-03-07 12:00", "Zoe", "2026-03-09 08:00"},
		{"2026-03-02 20:00", "Ben", "2026-03-05 08:00"}, // leave
		{"2026-03-09 12:00", "Ana", "2026-05-08 08:00"}, // leave without an end
	} {
		want := time.Time{}
		if test.want != "" {
			want = instant(t, test.want)
		}
		if got := practice.AnswerFrom(c.roster(), c.id(test.who), instant(t, test.now), time.UTC); !got.Equal(want) {
			t.Errorf("at %s an answer to %s comes from %s, want %s", test.now, test.who, got, want)
		}
	}
}
