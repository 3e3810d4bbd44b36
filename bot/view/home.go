package view

import (
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// HomeFacts is the data behind a person's Home.
type HomeFacts struct {
	Due   DueFacts
	Doors HomeLinks
	Amiss []string // problems in the settings for an owner to fix, a sentence each

	Concerns []practice.Concern // other problems for an owner to fix
	Roster   *practice.Roster   // names the people in Concerns
	First    *FirstMorning      // nil once the first message has come
}

// maxAtHome is the number of reminders that a Home lists: more than anybody
// has, within Slack's limit of blocks.
const maxAtHome = 60

// Home is the Home tab of a person: links to what they can do, and everything
// that is open for them.
func Home(f HomeFacts) slack.HomeTabViewRequest {
	blocks := []slack.Block{kit.Heading("Hello " + firstName(f.Due.Person))}
	if offered := f.Doors.buttons(); len(offered) > 0 {
		offered[0].WithStyle(slack.StylePrimary)
		blocks = append(blocks, kit.Buttons(offered...))
	}
	for _, said := range f.Amiss {
		blocks = append(blocks, kit.Line(kit.Bold("Please look at the settings: "), kit.Text(said)))
	}
	for _, c := range f.Concerns {
		blocks = append(blocks, concernLine(c, f.Roster, kit.Bold("This needs you: ")))
	}
	if f.First != nil {
		blocks = append(blocks, f.First.blocks()...)
	}
	listed, titles, left := f.Due.list(maxAtHome)
	if begins := f.First != nil && f.First.NoPeople; len(titles) == 0 && !begins {
		listed = []slack.Block{kit.Line(f.nothingWaits()...)}
	}
	if blocks = append(blocks, listed...); left > 0 {
		blocks = append(blocks, andMore(left))
	}
	return home(blocks...)
}

// nothingWaits is the text on the Home of a person without open practices.
func (f HomeFacts) nothingWaits() []kit.Run {
	if f.Due.Outside {
		return f.Due.nothingWaits()
	}
	return []kit.Run{kit.Text("Nothing is waiting for you.")}
}

// HomeSays is a Home that consists of a message: how to set coach up, or the
// people who can.
func HomeSays(m kit.Message) slack.HomeTabViewRequest { return home(m.Blocks...) }

func home(blocks ...slack.Block) slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks}}
}

// Reading shows a message as a modal, for Home, where there is no conversation
// to post it in.
func Reading(m kit.Message) slack.ModalViewRequest {
	return kit.Modal("", "coach", "", slices.Clone(m.Blocks)...)
}
