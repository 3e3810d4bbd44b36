package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
)

// taken says that the file is under way to whoever has just asked for it.
func (f KnownFacts) taken() []slack.Block {
	if !f.Taken {
		return nil
	}
	return []slack.Block{kit.Line(kit.Bold("I'm putting your file together. "), kit.Text("It comes to you alone, as a direct message from me."))}
}

// OwnFile is the message with what coach knows about its reader, as an archive
// that holds a page to read and the same for a computer.
func OwnFile(archive string, today cadence.Date) kit.Message {
	const said = "Here's your data."
	m := kit.NewMessage(said,
		kit.Line(kit.Bold(said), kit.Text(" I'll delete this file in 24 hours, so save it now if you want to keep it.")),
		kit.Line(kit.Text("Open it, then "), kit.Code("data.html"), kit.Text(" in it: a page to read, on a phone, too. "), kit.Code("data.jsonl"), kit.Text(" has all of it, for a computer.")),
		kit.Aside("Where somebody wrote a private note about you, the page says so and leaves out the words. Your company can give you those if the law says so; I never send them through Slack."))
	m.File = &kit.File{Name: fmt.Sprintf("coach-my-data-%s.zip", today), Title: "What coach knows about you", Content: archive}
	return m
}
