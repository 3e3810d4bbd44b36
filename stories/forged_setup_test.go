package stories

import (
	"strings"
	"sync/atomic"
	"testing"

	"coach/bot"
	"coach/bot/view"
)

// TestForgedSetUp is [TestForgedRequests] while Zoe, an admin, sets coach up:
// nobody else gets on with it, with her forms or without. An owner of the
// playbook is not one yet.
func TestForgedSetUp(t *testing.T) {
	var rows []forgedRow
	for _, route := range bot.Routes() {
		switch route {
		case "button " + view.ActionSetUp, "submit " + view.FormSetUp, "submit " + view.FormCore:
		default:
			rows = append(rows, forgedRow{route, refused(notSetUp, bare(route)), nil})
		}
	}
	rows = append(rows, forgedSetUp(notSetUp, notSetUp)...) // last, for a button pressed on a Home draws it, and looking at it then changes nothing
	var sent atomic.Int64
	t.Cleanup(func() { t.Logf("%d requests", sent.Load()) })
	for _, who := range senders {
		if who.own {
			continue // nobody has left before there is anything to leave
		}
		who.owner = false
		t.Run(who.kind, func(t *testing.T) { forgeAll(t, unset, (*scene).beginSetUp, who, rows, &sent) })
	}
	t.Run("another admin", func(t *testing.T) {
		yan := sender{kind: "another admin", handle: "yan"}
		forgeAll(t, unset, (*scene).beginSetUp, yan, forgedSetUp("Zoe Adler is setting me up.", "Zoe Adler has taken over"), &sent)
	})
}

const notSetUp = "I'm not set up yet."

// forgedSetUp are the rows of the set-up, with what whoever presses the button
// hears, and whoever sends a form.
func forgedSetUp(said, submitted string) []forgedRow {
	return []forgedRow{
		{"button " + view.ActionSetUp, refused(said, presses(view.ActionSetUp, (*scene).anyID)), nil},
		{"submit " + view.FormSetUp, refused(submitted, submits(view.FormSetUp)), nil},
		{"submit " + view.FormCore, refused(submitted, submits(view.FormCore)), nil},
	}
}

// beginSetUp has Zoe decide what the first form asks, and leave the second open.
func (s *scene) beginSetUp() {
	s.t.Helper()
	s.addAdmin("zoe", "Zoe Adler")
	s.addAdmin("yan", "Yan Hu")
	s.begin()
	form := s.User("zoe").Command("/coach").Click("Set up coach").Modal()
	form.Fill("Channel for shout-outs", "#wins").Fill("Your organisation's time zone", "Europe/London")
	s.forms[view.FormSetUp] = form.Payload()
	core := form.Submit()
	s.forms[view.FormCore] = core.Payload()
	s.forms[view.FormTeam] = changed(core.Payload(), view.FormCore, view.FormTeam)
	s.settle()
}

// bare is a request of a route with nothing in it.
func bare(route string) func(*scene) []forgery {
	kind, name, _ := strings.Cut(route, " ")
	switch kind {
	case "command":
		return commands(name)
	case "button":
		return presses(name, (*scene).anyID)
	case "submit":
		return submitsBare(name)
	case "home":
		return looks
	}
	return typed("due")
}
