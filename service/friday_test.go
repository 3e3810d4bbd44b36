package service

import (
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// fridayCompany is Ana's and Ben's teams, who share a channel, and the beats of
// their Fridays.
type fridayCompany struct {
	company
	ana, ben, cora practice.PersonID
}

func newFridayCompany(t *testing.T) fridayCompany {
	t.Helper()
	c := live(t, monday-35, monday-3)
	ok(t, c.Fix(t.Context(), practice.Settings{Recognition: "C0WINS", Zone: "UTC"}))
	f := fridayCompany{c.company, c.person("ana@example.com"), c.person("ben@example.com"), c.person("cora@example.com")}
	ok(t, f.SyncDirectory(t.Context(), []practice.Person{{SlackID: "UANA", Email: "ana@example.com", Name: "Ana", Account: practice.Member},
		{SlackID: "UBEN", Email: "ben@example.com", Name: "Ben", Account: practice.Member, Zone: "Europe/Berlin"}}))
	return f
}

// thank has Ana thank Cora in the channel.
func (f fridayCompany) thank(request string, at time.Time) {
	f.t.Helper()
	pb, version, err := f.Playbook(f.t.Context())
	ok(f.t, err)
	on := cadence.DateOf(at)
	p, _ := pb.Practice(practice.RecognitionKey, on)
	_, err = f.Log(f.t.Context(), practice.Entry{Request: request, Practice: p.Key, Author: f.ana, HappenedOn: on, LoggedOn: on, LoggedAt: at, Shared: practice.Sharing{Place: practice.ShareInChannel},
		Values: practice.Values{practice.RecognitionWho: {People: []practice.PersonID{f.cora}}, practice.RecognitionWhat: {Text: "Helped with " + request}, practice.ShareWhere: {Text: practice.ShareInChannel}}}, p, 0, version)
	ok(f.t, err)
}

// beats runs the rule from one instant to another, each time when it says that
// it is due, and returns when it posted what.
func (f fridayCompany) beats(from, to time.Time) map[string]practice.GoodNews {
	f.t.Helper()
	posted := map[string]practice.GoodNews{}
	for now := from; now.Before(to); {
		next, err := PostFridays(f.t.Context(), f.Store, now)
		ok(f.t, err)
		for {
			d, found, err := f.Next(f.t.Context(), to)
			ok(f.t, err)
			if !found {
				break
			}
			if g, is := d.Notice.(practice.GoodNews); is {
				posted[now.UTC().Format("2 Jan 15:04")] = g
				f.settle(d, g)
				continue
			}
			ok(f.t, f.Drop(f.t.Context(), d, "not of this test"))
		}
		if next.IsZero() || !next.After(now) {
			break
		}
		now = next
	}
	return posted
}

// settle sends good news, or drops it where there is none.
func (f fridayCompany) settle(d store.Delivery, g practice.GoodNews) {
	f.t.Helper()
	if news := f.read(g); len(news.Teams) == 0 {
		ok(f.t, f.Drop(f.t.Context(), d, "nothing"))
	} else {
		ok(f.t, f.Sent(f.t.Context(), d, news.Group.Channel, "1.1"))
	}
}

func (f fridayCompany) read(g practice.GoodNews) FridayNews {
	f.t.Helper()
	r, err := f.Roster(f.t.Context())
	ok(f.t, err)
	news, err := ReadFriday(f.t.Context(), f.Store, r, g, "C0WINS")
	ok(f.t, err)
	return news
}

func afternoon(day, hour, minute int) time.Time {
	return time.Date(2026, time.March, day, hour, minute, 0, 0, time.UTC)
}

// Nobody has set a channel, so nothing is ever due; with one, the good news of
// two teams that share it is one post, at three where its first manager is, and
// a Friday on which coach was down leaves nothing out.
func TestFridayIsPostedOnceAndLosesNothing(t *testing.T) {
	f := newFridayCompany(t)
	if got := f.beats(afternoon(2, 0, 0), afternoon(8, 0, 0)); len(got) != 0 {
		t.Errorf("without a channel: %v", got)
	}
	for _, manager := range []practice.PersonID{f.ana, f.ben} {
		ok(t, f.SetTeam(t.Context(), practice.TeamSettings{Manager: manager, Channel: "C7"}, noon))
	}
	f.thank("the demo", afternoon(4, 12, 0))
	got := f.beats(afternoon(2, 0, 0), afternoon(9, 0, 0))
	first := practice.GoodNews{Manager: min(f.ana, f.ben), On: monday + 4}
	if len(got) != 1 || got["6 Mar 15:00"] != first {
		t.Errorf("the first week: %v", got)
	}
	if again := f.beats(afternoon(6, 15, 0), afternoon(6, 18, 0)); len(again) != 0 {
		t.Errorf("after a restart: %v", again)
	}
	f.thank("the renewal", afternoon(10, 12, 0)) // coach is down on the 13th
	got = f.beats(afternoon(14, 0, 0), afternoon(21, 0, 0))
	news := f.read(practice.GoodNews{Manager: first.Manager, On: monday + 18})
	if len(got) != 1 || len(news.Teams) != 1 || len(news.Teams[0].Thanks) != 1 {
		t.Errorf("after a Friday on which coach was down: %v, %+v", got, news.Teams)
	}
	if redrawn := f.read(first); len(redrawn.Teams) != 1 || len(redrawn.Teams[0].Thanks) != 1 || redrawn.Teams[0].Thanks[0].Request != "the demo" {
		t.Errorf("the first one, drawn again: %+v", redrawn.Teams)
	}
}

// On Friday afternoon, after the good news, another team comes to the channel,
// whose manager is the first of its managers now: there is no second post, and the
// first one stays when it is drawn again.
func TestATeamComesToTheChannelAfterFridaysPost(t *testing.T) {
	f := newFridayCompany(t)
	first, second := max(f.ana, f.ben), min(f.ana, f.ben)
	ok(t, f.SetTeam(t.Context(), practice.TeamSettings{Manager: first, Channel: "C7"}, noon))
	f.thank("the demo", afternoon(4, 12, 0))
	posted := practice.GoodNews{Manager: first, On: monday + 4}
	if got := f.beats(afternoon(6, 0, 0), afternoon(6, 15, 5)); len(got) != 1 {
		t.Fatalf("at three: %v", got)
	}
	ok(t, f.SetTeam(t.Context(), practice.TeamSettings{Manager: second, Channel: "C7"}, noon))
	if got := f.beats(afternoon(6, 15, 10), afternoon(7, 0, 0)); len(got) != 0 {
		t.Errorf("ten minutes later: %v", got)
	}
	if news := f.read(posted); len(news.Teams) == 0 || news.Group.Channel != "C7" {
		t.Errorf("drawn again, it is %+v", news)
	}
}

// A Friday that the manager's calendar has as a holiday has no post; the next
// one has both weeks.
func TestFridayIsAHoliday(t *testing.T) {
	f := newFridayCompany(t)
	ok(t, f.SetTeam(t.Context(), practice.TeamSettings{Manager: f.ben, Channel: "C7"}, noon))
	r, err := f.Roster(t.Context())
	ok(t, err)
	good := monday + 11 // Friday 13 March
	r.Calendar(f.ben).Holidays[good] = true
	teams, err := f.AllTeamSettings(t.Context())
	ok(t, err)
	if got := practice.FridayGroups(r, teams, "C0WINS", good); got != nil {
		t.Errorf("on the holiday: %+v", got)
	}
	if got := practice.FridayGroups(r, teams, "C0WINS", good+7); len(got) != 1 {
		t.Errorf("a week later: %+v", got)
	}
	if from, _ := practice.FridayWindow(r, f.ben, 0, good+7, time.UTC); !from.Equal(afternoon(6, 15, 0)) {
		t.Errorf("a week later it is about what happened since %s", from)
	}
}
