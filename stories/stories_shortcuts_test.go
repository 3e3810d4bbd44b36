package stories

import (
	"testing"

	"coach/sandbox"
)

// says has somebody write in a channel, and returns the message.
func (st *stage) says(handle, channel, words string) *sandbox.Message {
	st.User(handle).SayIn(st.Channel(channel), words)
	return st.Channel(channel).Last()
}

// channels makes one that everybody sees, and one of Ana and Dana alone; coach
// is in neither.
func (st *stage) channels() {
	st.AddChannel("deals", sandbox.ChannelOptions{})
	st.AddChannel("board", sandbox.ChannelOptions{Private: true, Members: []string{"ana", "dana"}})
}

// Dana thanks Ana for what she reads in a channel, and then in a private one.
// The shout-out links the message, and neither copies it nor says where it
// stands.
func TestThankForThis(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest, server: true}, func(st *stage) {
		st.channels()
		dana := st.User("dana")
		form := st.says("ana", "deals", "Acme signed, and legal took two days only").Shortcut(dana, "Thank for this").Modal()
		form.Fill("What did they do?", "Got legal to the table early").Fill("Where to share it", "In the channel").Submit().Close()
		st.settle()
		form = st.says("ana", "board", "The numbers are in, have a look").Shortcut(dana, "Thank for this").Modal()
		form.Fill("What did they do?", "Had the numbers ready").Fill("Where to share it", "Just to them").Submit().Close()
		st.settle()
		page := st.User("ana").Command("/coach history @dana").Modal()
		page.Click("Read").Close()
		page.Close()
	})
}

// Dana logs coaching in the moment from what Ana wrote. Fay isn't hers to coach,
// so Dana picks the person. Ana leads nobody, so it isn't a practice of hers.
func TestLogAsAMoment(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		st.channels()
		dana, ana := st.User("dana"), st.User("ana")
		form := st.says("ana", "deals", "I told Acme we need a week").Shortcut(dana, "Log as a moment").Modal()
		form.Fill("What you saw and what you said or asked", "Held the date. Asked what made it easy.").Submit().Close()
		st.settle()
		page := ana.Command("/coach history @dana").Modal()
		page.Click("Read").Close()
		page.Close()
		st.says("fay", "deals", "Who has the case study?").Shortcut(dana, "Log as a moment").Modal().Close()
		st.Channel("deals").Last().Shortcut(ana, "Log as a moment")
	})
}

// Ana puts a message of Dana's on the list for their next 1:1. Dana finds it
// there with its link, and puts on it what Fay wrote, who is no report of hers.
// Once it is dropped, its link is gone with it.
func TestTalkAboutThis(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.channels()
		ana, dana := st.User("ana"), st.User("dana")
		form := st.says("dana", "deals", "We could drop the May campaign").Shortcut(ana, "Talk about this").Modal()
		form.Submit() // without words
		form.Fill("What do you want to talk about?", "What would we do in May instead?")
		form = form.Submit()
		form.Close()
		form = st.says("fay", "deals", "Acme asks for a second visit").Shortcut(dana, "Talk about this").Modal()
		form.Fill("Who with?", "Ana Lima").Fill("What do you want to talk about?", "Go along to Acme?")
		form = form.Submit()
		form.Close()
		st.settle()
		form = ana.Command("/coach topic").Modal()
		form.Click("Drop").Close()
		st.settle()
		dana.Command("/coach topic @ana").Modal().Close()
	})
}

// What people write to each other alone stays there: a form opened from it keeps
// no link, whether coach is in the conversation or not.
func TestAMessageInADirectMessage(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		ana, dana, among := st.User("ana"), st.User("dana"), st.AddDirect("ana", "dana")
		ana.SayIn(among, "I found somebody to cover for Ben")
		form := among.Last().Shortcut(dana, "Thank for this").Modal()
		form.Fill("What did they do?", "Found cover without being asked").Fill("Where to share it", "Just to them").Submit().Close()
		st.settle()
		form = among.Last().Shortcut(dana, "Talk about this").Modal()
		form.Fill("What do you want to talk about?", "Cover in May")
		form = form.Submit()
		form.Close()
		group := st.AddDirect("ana", "dana", "fay")
		st.User("fay").SayIn(group, "Lunch?")
		group.Last().Shortcut(dana, "Thank for this").Modal().Close()
		st.DM("ana").Last().Shortcut(ana, "Talk about this").Modal().Close()
	})
}

// An app wrote the message, or the person themselves, or somebody of another
// company, or somebody who has left: nobody is filled in, and the form says why.
// Whatever a message is made of, a form opens.
func TestAMessageOfABot(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		st.AddPerson(sandbox.Person{Handle: "crm", Name: "CRM", Bot: true})
		st.AddPerson(sandbox.Person{Handle: "xeno", Name: "Xeno Park", Team: "T0ELSEWHERE"})
		st.AddChannel("deals", sandbox.ChannelOptions{Shared: true})
		dana := st.User("dana")
		form := st.says("crm", "deals", "Acme: stage changed to Won").Shortcut(dana, "Thank for this").Modal()
		form.Fill("Who?", "@ana").Fill("What did they do?", "Won Acme").Fill("Where to share it", "In the channel").Submit().Close()
		st.settle()
		st.says("dana", "deals", "Who was it?").Shortcut(dana, "Thank for this").Modal().Close()
		st.says("xeno", "deals", "Congratulations").Shortcut(dana, "Thank for this").Modal().Close()
		left := st.says("fay", "deals", "Well done")
		st.User("fay").Deactivate()
		st.settle()
		left.Shortcut(dana, "Thank for this").Modal().Close()
		st.Channel("deals").Last().Shortcut(dana, "Log as a moment").Modal().Close()
		dana.Forge("interactive", map[string]any{"type": "message_action", "callback_id": "thank_for_this", "channel": map[string]any{"id": "CDEALS000", "name": "deals"},
			"message": map[string]any{"type": "message", "user": "UANA00000", "ts": "1772438405.000900", "text": "From a newer client", "client_msg_id": 7,
				"blocks": []any{map[string]any{"type": "context", "elements": []any{map[string]any{"type": "hologram"}}}}}})
		dana.Modal().Close()
	})
}

// Gus is at the company and in no team: he can thank whoever wrote a message,
// and hears of the rest why it isn't for him. A guest hears that about all.
func TestAShortcutByAStranger(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		st.channels()
		st.newcomers("gus")
		st.AddPerson(sandbox.Person{Handle: "gil", Name: "Gil Ray", Guest: true})
		gus, gil := st.User("gus"), st.User("gil")
		message := st.says("ana", "deals", "Lunch is on me")
		form := message.Shortcut(gus, "Thank for this").Modal()
		form.Fill("What did they do?", "Bought lunch").Fill("Where to share it", "Just to them").Submit().Close()
		st.settle()
		message.Shortcut(gus, "Log as a moment")
		message.Shortcut(gus, "Talk about this")
		gus.Shortcut("Log something").Modal().Close()
		message.Shortcut(gil, "Thank for this")
		gil.Shortcut("Thank somebody").Modal().Close()
	})
}

// Dana logs from wherever she is in Slack, and thanks somebody.
func TestLogSomethingAnywhere(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		dana := st.User("dana")
		form := dana.Shortcut("Log something").Modal().Fill("What did you do?", "In-the-moment coaching").Submit()
		form.Fill("Who? (one, several or the whole team)", "Ana Lima").Fill("What you saw and what you said or asked", "Asked before she told").Submit().Close()
		st.settle()
		form = dana.Shortcut("Thank somebody").Modal()
		form.Fill("Who?", "@ana").Fill("What did they do?", "Asked before she told").Fill("Where to share it", "Just to them").Submit().Close()
	})
}

// Dana reads in a channel what is in Ana's way, and raises it from there. Priya,
// her manager, is asked in her next message to take it, and finds the message it came
// up in. Ana raises something from a message of her own and hides her name: only
// Priya, who is to own it, is shown the link, because it leads to Ana.
func TestThisIsAnObstacle(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest, server: true}, func(st *stage) {
		st.channels()
		dana, ana, priya := st.User("dana"), st.User("ana"), st.User("priya")
		form := st.says("ana", "deals", "Legal wants six weeks again").Shortcut(dana, "This is an obstacle").Modal()
		form.Fill("What is in the way?", "Legal review takes six weeks").Submit().Close()
		st.settle()
		form = st.says("ana", "board", "I can't see the numbers of my own region").Shortcut(ana, "This is an obstacle").Modal()
		form.Fill("What is in the way?", "No access to the numbers of the region").Fill("Who will own removing it?", "@priya").Fill("By when?", "2026-03-09").
			Fill("Your name", "Show my name to the owner only").Submit().Close()
		st.settle()
		for _, reader := range []*sandbox.User{priya, dana} {
			page := reader.Command("/coach obstacles").Modal()
			for n := range 2 {
				page.ClickNth("Open", n+1).Close()
			}
			page.Close()
		}
		st.until(2, 9, 0)
		dana.Shortcut("Raise an obstacle").Modal().Close()
	})
}

// Until coach is set up a shortcut says so, and offers it to an admin.
func TestAShortcutBeforeSetUp(t *testing.T) {
	story(t, setting{change: unset}, func(st *stage) {
		st.channels()
		st.addAdmin("zoe", "Zoe Adler")
		st.User("dana").Shortcut("Log something").Modal().Close()
		st.says("ana", "deals", "Lunch is on me").Shortcut(st.User("dana"), "Thank for this")
		st.User("zoe").Shortcut("Thank somebody").Modal().Click("Set up coach")
		st.User("zoe").Modal().Close()
	})
}

// Slack takes longer than the three seconds for which a form can be opened: what
// there is to say comes as a message instead, and nothing is lost in silence.
func TestAShortcutThatCameTooLate(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest, refusal: "expired_trigger_id"}, func(st *stage) {
		st.channels()
		st.Fail("views.open", 2, "expired_trigger_id")
		st.User("dana").Shortcut("Log something")
		st.settle()
		st.Fail("views.open", 1, "expired_trigger_id")
		st.says("ana", "deals", "Lunch is on me").Shortcut(st.User("dana"), "Thank for this")
	})
}
