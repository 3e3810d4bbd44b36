package stories

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/sandbox"
	"coach/store"
)

// likes has somebody say in the form of their own messages how they like to be
// thanked.
func (st *stage) likes(who, how string) {
	st.t.Helper()
	st.User(who).Command("/coach settings").Modal().Fill("How do you like to be thanked?", how).Submit().Close()
	st.settle()
}

// teamChannel has a manager choose their team's channel.
func (st *stage) teamChannel(manager, channel, when string) *sandbox.Modal {
	st.t.Helper()
	form := st.User(manager).Command("/coach team").Modal().Click("Team's channel")
	form = form.Fill("Your team's channel", channel).Fill("When do thanks come there?", when).Submit()
	st.settle()
	return form
}

// channelSays reports whether a channel has a word.
func (st *stage) channelSays(channel, word string) bool {
	for _, m := range st.Channel(channel).Messages() {
		if m.Exists() && strings.Contains(m.Text()+m.Notification(), word) {
			return true
		}
	}
	return false
}

// Ben thanks Ana in the channel, and she is asked once how she likes it: just to
// her. From then on she is thanked so, whatever Ben chooses, and Ben reads why.
// The old post stays where it was, but Cy finds it in no list any more.
func TestThanksAreLikedPrivate(t *testing.T) {
	story(t, setting{server: true, change: withoutDigest}, func(st *stage) {
		ana := st.User("ana")
		st.thank("ben", "ana", "Rehearsed my demo with me", "In the channel")
		st.settle()
		history(st, "cy", "@ben").Close()
		st.DM("ana").Last().Click(ana, "Just to me")
		st.settle()
		history(st, "cy", "@ben").Close()
		history(st, "ana", "@ben").Close()
		st.thank("ben", "ana", "Wrote the tender in a day", "In the channel")
		st.settle()
		if st.channelSays("wins", "tender") || !st.channelSays("wins", "demo") {
			st.t.Error("#wins has the thanks that were just for Ana, or lost the earlier ones")
		}
		st.likes("ana", "In public")
		st.thank("ben", "ana", "Opened the door at Acme", "In the channel")
		st.settle()
	})
}

// Cy likes thanks just to him. Those to the three name Ana and Ben in the
// channel, he gets his alone, and neither reads of him. Ben then likes them so
// too, and Dana corrects a word: the post goes on without him.
func TestThanksToThreeOfWhomOneLikesItPrivate(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		st.likes("cy", "Just to me")
		st.thank("dana", "ana @ben @cy", "Won Acme together", "In the channel")
		st.settle()
		history(st, "fay", "@dana").Click("Read").Close()
		st.User("fay").Modal().Close()
		history(st, "ana", "@dana").Close()
		history(st, "cy", "@dana").Click("Read").Close()
		st.User("cy").Modal().Close()
		st.likes("ben", "Just to me")
		history(st, "dana", "@dana").Click("Edit").Fill("What did they do?", "Won Acme in a week").Submit().Close()
		st.settle()
		if st.channelSays("wins", "Cy") {
			st.t.Error("#wins names Cy")
		}
		st.User("dana").Command("/coach undo")
		st.settle()
	})
}

// Dana's team has a channel of its own. The form names it as soon as it is clear
// who is thanked, and the organisation's for people of two teams. Taking the
// thanks back deletes them there.
func TestTheTeamsChannel(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		st.AddChannel("dana-team", sandbox.ChannelOptions{Members: []string{"dana", "ana", "ben", "cy"}})
		st.teamChannel("dana", "", "Together, on Friday").Close()
		st.User("dana").Modal().Close()
		st.teamChannel("dana", "#dana-team", "One by one, when they're given").Close()
		st.User("dana").Modal().Close()
		st.User("ana").Command("/coach team").Modal().Close()
		form := st.User("ben").Command("/coach recognize").Modal().Fill("Who?", "@ana")
		form.Fill("Who?", "@ana, @fay")
		form.Fill("Who?", "@ana, @cy").Fill("What did they do?", "Rehearsed my demo with me").Fill("Where to share it", "In the channel").Submit().Close()
		st.settle()
		if !st.channelSays("dana-team", "Rehearsed") {
			st.t.Error("#dana-team has no thanks")
		}
		st.User("ben").Command("/coach undo")
		st.settle()
		if st.channelSays("dana-team", "Rehearsed") {
			st.t.Error("#dana-team still has what Ben took back")
		}
	})
}

// Dana would have her team's thanks on Friday. Ana then likes hers just to her:
// those that wait come to her alone. Dana changes her mind, and the others come
// one by one.
func TestThanksWaitForFriday(t *testing.T) {
	story(t, setting{server: true, change: withoutDigest}, func(st *stage) {
		st.AddChannel("dana-team", sandbox.ChannelOptions{})
		st.teamChannel("dana", "#dana-team", "Together, on Friday").Close()
		st.User("dana").Modal().Close()
		st.thank("ben", "ana", "Rehearsed my demo with me", "In the channel")
		st.thank("ana", "ben", "Wrote the tender in a day", "In the channel")
		st.settle()
		if n := len(st.Channel("dana-team").Messages()); n > 0 {
			st.t.Errorf("#dana-team has %d messages before Friday", n)
		}
		st.likes("ana", "Just to me")
		st.teamChannel("dana", "#dana-team", "One by one, when they're given").Close()
		st.User("dana").Modal().Close()
		if st.channelSays("dana-team", "Ana thanks") || st.channelSays("dana-team", "demo") {
			st.t.Error("#dana-team has what was for Ana alone")
		}
	})
}

// Ben thanks in a sentence, by command and in coach's messages: the form has the
// people and what for, and whoever is unknown is said.
func TestRecognizeInWords(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		ben := st.User("ben")
		ben.Command("/coach recognize @ana @cy for the Acme demo").Modal().Fill("Where to share it", "In the channel").Submit().Close()
		st.settle()
		ben.Say("thank @fay for the deck that won Northwind over")
		st.settle()
		st.DM("ben").Last().Click(ben, "Open the form").Modal().Fill("Where to share it", "Just to them").Submit().Close()
		st.settle()
		ben.Command("/coach recognize @ana and zoe for the coffee").Modal().Close()
	})
}

// Ana has thanked twenty times today. The next waits for tomorrow.
func TestTwentyThanksADay(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		st.Cast("ana", "ben")
		st.withStore(func(ctx context.Context, db *store.Store) error {
			pb, version, err := db.Playbook(ctx)
			if err != nil {
				return err
			}
			ana, err := db.PersonByEmail(ctx, "ana@example.com")
			if err != nil {
				return err
			}
			p, _ := pb.Practice(practice.RecognitionKey, cadence.DateOf(time.Now()))
			for n := range practice.ThanksMost {
				e := practice.Entry{Request: fmt.Sprint("V", n), Practice: p.Key, Author: ana.ID, HappenedOn: cadence.DateOf(time.Now()), LoggedOn: cadence.DateOf(time.Now()), LoggedAt: time.Now(), Values: practice.Values{}}
				if _, err := db.Log(ctx, e, p, 0, version); err != nil {
					return err
				}
			}
			return nil
		})
		form := st.User("ana").Command("/coach recognize @ben for the coffee").Modal().Fill("Where to share it", "Just to them").Submit()
		if said := fmt.Sprint(form.Errors()); !strings.Contains(said, "more than 20 thank-yous today") {
			st.t.Errorf("the twenty-first is answered %s", said)
		}
		form.Close()
		st.until(3, 9, 0)
		st.User("ana").Command("/coach recognize @ben for the coffee").Modal().Fill("Where to share it", "Just to them").Submit().Close()
		st.settle()
	})
}

// The channel of Dana's team is archived. Ben, who thanked, hears of it at once;
// Dana, whose channel it is, on her Home and that morning. Nobody else does, and
// the other channel goes on. Dana has coach back in another channel, and reads
// no more of it.
func TestATeamChannelIsArchived(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		st.Cast("dana", "ana", "ben", "fay")
		st.AddChannel("dana-team", sandbox.ChannelOptions{})
		st.teamChannel("dana", "#dana-team", "One by one, when they're given").Close()
		st.User("dana").Modal().Close()
		st.Channel("dana-team").Archive()
		st.thank("ben", "ana", "Rehearsed my demo with me", "In the channel")
		st.thank("ana", "fay", "Lent me her deck", "In the channel")
		st.settle()
		st.noteLog()
		st.User("dana").OpenHome()
		st.until(2, 9, 0)
		st.AddChannel("dana-crew", sandbox.ChannelOptions{})
		st.teamChannel("dana", "#dana-crew", "One by one, when they're given").Close()
		st.User("dana").Modal().Close()
		st.thank("ben", "cy", "Rehearsed my demo with me", "In the channel")
		st.settle()
		st.User("dana").OpenHome()
	})
}

// After a month Dana reads on her Home whom nobody has thanked; Carla, far above,
// reads how many, and by name only who reports to her. Ben, who was thanked in
// private, stands nowhere, nor does Cy, who is away.
func TestNobodyThankedInThirtyDays(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(company), "\n")
	rows = append([]string{rows[0] + ",start_on"}, append(rows[1:], "dee@example.com,Dee Park,dana@example.com,Europe/London")...)
	for i := 1; i < len(rows)-1; i++ {
		rows[i] += ","
	}
	rows[len(rows)-1] += ",2026-03-02"
	story(t, setting{change: withoutDigest, people: strings.Join(rows, "\n") + "\n"}, func(st *stage) {
		st.Cast("dana", "carla", "ana", "ben", "cy")
		st.publish(switched(false, "one_on_one", "observation", "in_moment", "forecast_review", "observe_coach", "team_meeting", "obstacle_review", "inspect_review"))
		st.thank("ana", "ben", "Lent me his deck", "Just to them")
		st.settle()
		st.User("cy").Command("/coach away 19 Mar - 27 Mar").Modal().Submit().Close()
		st.settle()
		st.until(23, 10, 0)
		for _, reader := range []string{"dana", "carla", "ana"} {
			st.User(reader).OpenHome()
		}
	})
}
