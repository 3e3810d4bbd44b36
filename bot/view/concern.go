package view

import (
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// OwnerNews is the message to an owner of the playbook about problems with
// coach itself, and how to fix them.
func OwnerNews(concerns []practice.Concern, r *practice.Roster) kit.Message {
	const intro = "Something about coach itself needs you"
	blocks := []slack.Block{kit.Line(kit.Bold(intro))}
	for _, c := range concerns {
		blocks = append(blocks, concernLine(c, r))
	}
	return kit.NewMessage(intro+".", append(blocks, kit.Aside("I only say this once. It stays on my Home until it's sorted."))...)
}

// concernLine is a concern in words, with its channel as a Slack link.
func concernLine(c practice.Concern, r *practice.Roster, before ...kit.Run) slack.Block {
	said := c.Sentence(r)
	if first, rest, ok := strings.Cut(said, c.About); ok && (c.Kind == practice.ChannelClosed || c.Kind == practice.TeamClosed) {
		return kit.Line(append(before, kit.Text(first), slack.NewRichTextSectionChannelElement(c.About, nil), kit.Text(rest))...)
	}
	return kit.Line(append(before, kit.Text(said))...)
}
