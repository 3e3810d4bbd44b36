package stories

import (
	"testing"

	"coach/sandbox"
)

// Dana reads in a channel what Ana did, and thanks her for it from there. The
// shout-out links the message; whoever is not in its channel reads no more than
// that there is one.
func TestThankForThis(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		st.AddChannel("deals", sandbox.ChannelOptions{Members: []string{"ana", "dana"}})
		st.User("ana").SayIn(st.Channel("deals"), "Acme signed, and the legal review took two days only")
		form := st.Channel("deals").Last().Shortcut(st.User("dana"), "Thank for this").Modal()
		form.Fill("What did they do?", "Got legal to the table early").Fill("Where to share it", "In the channel").Submit().Close()
		st.settle()
		st.AddChannel("board", sandbox.ChannelOptions{Private: true, Members: []string{"ana", "dana"}})
		st.User("ana").SayIn(st.Channel("board"), "Numbers are in")
		form = st.Channel("board").Last().Shortcut(st.User("dana"), "Thank for this").Modal()
		form.Fill("What did they do?", "Had the numbers ready").Fill("Where to share it", "Just to them").Submit().Close()
		st.settle()
	})
}
