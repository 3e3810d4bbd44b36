package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// The keys of the recognition form's fields that messages pass on.
const (
	thanksBehaviour = practice.RecognitionWhat
	thanksImpact    = "impact"
	thanksValue     = "value"
)

// Shoutout is the public message about a recognition. It mentions the
// recipients, so that Slack notifies them, and passes on only the fields that
// the team may read.
func Shoutout(e practice.Entry, p *practice.Practice, who Who) kit.Message {
	giver := fullName(who(e.Author))
	runs := []kit.Run{kit.Bold(giver), kit.Text(" thanks ")}
	var names []string
	recipients := e.Recipients()
	for i, id := range recipients {
		if i > 0 {
			runs = append(runs, kit.Text(separator(i, len(recipients))))
		}
		runs = append(runs, mention(who(id)))
		names = append(names, fullName(who(id)))
	}
	told := thankful{e, p, func(f practice.Field) bool { return inChannel(f.Vis) }}
	return kit.NewMessage(fmt.Sprintf("%s thanks %s.", giver, practice.Listed(names)), append([]slack.Block{kit.Line(runs...)}, told.blocks()...)...)
}

// Thanks is the private message about a recognition to one recipient.
func Thanks(e practice.Entry, p *practice.Practice, who Who, to practice.PersonID) kit.Message {
	giver := who(e.Author)
	told := thankful{e, p, func(f practice.Field) bool { return slices.Contains(practice.ReadersOf(0, e, p, f).People, to) }}
	blocks := append([]slack.Block{kit.Line(kit.Bold(fullName(giver)), kit.Text(" thanks you."))}, told.blocks()...)
	company := []string{"you"}
	for _, id := range e.Recipients() {
		if id != to {
			company = append(company, fullName(who(id)))
		}
	}
	blocks = append(blocks, kit.Aside(fmt.Sprintf("%s sent this only to %s.", firstName(giver), practice.Listed(company))))
	return kit.NewMessage(fullName(giver)+" thanks you.", blocks...)
}

// Unshared is the message to the giver of a recognition that the channel, given
// by its Slack ID, did not accept it.
func Unshared(e practice.Entry, channel string, archived, shared bool, who Who) kit.Message {
	var names []string
	for _, id := range e.Recipients() {
		names = append(names, fullName(who(id)))
	}
	kept := fmt.Sprintf("I couldn't post your thanks to %s", practice.Listed(names))
	why := []kit.Run{kit.Text("I'm not allowed to post in "), slack.NewRichTextSectionChannelElement(channel, nil)}
	switch {
	case archived:
		why = []kit.Run{slack.NewRichTextSectionChannelElement(channel, nil), kit.Text(" is archived")}
	case shared:
		why = []kit.Run{slack.NewRichTextSectionChannelElement(channel, nil), kit.Text(" is now shared with another company, and what I say about people stays inside yours")}
	}
	return kit.NewMessage(kept+".",
		kit.Line(slices.Concat([]kit.Run{kit.Text(kept + ": ")}, why, []kit.Run{kit.Text(".")})...),
		kit.Aside("This time, tell them yourself. Whoever runs coach can let me back into the channel, or choose another."))
}

// mention is a person as a Slack mention, so that they are notified; the plain
// name of a person without an account.
func mention(p practice.Person) kit.Run {
	if p.SlackID == "" {
		return kit.Bold(fullName(p))
	}
	return slack.NewRichTextSectionUserElement(p.SlackID, nil)
}

// separator returns the text before the ith of n names.
func separator(i, n int) string {
	if i == n-1 {
		return " and "
	}
	return ", "
}

// A thankful message passes on a recognition's answers, as far as its readers
// may read them.
type thankful struct {
	entry    practice.Entry
	practice *practice.Practice
	readable func(practice.Field) bool
}

// inChannel reports whether a channel's members read an answer of a recognition
// that is shared there.
func inChannel(v practice.Visibility) bool {
	return v == practice.Team || v == practice.Everywhere || v == practice.Metric
}

// answer returns the answer to a field; nothing if it is not for the readers.
func (t thankful) answer(key string) string {
	f, ok := t.practice.Form.Field(key)
	if !ok || !t.readable(f) {
		return ""
	}
	return f.LabelOf(t.entry.Values[key].Text)
}

func (t thankful) blocks() []slack.Block {
	var blocks []slack.Block
	if behaviour := t.answer(thanksBehaviour); behaviour != "" {
		blocks = append(blocks, kit.Quote(behaviour))
	}
	if impact := t.answer(thanksImpact); impact != "" {
		blocks = append(blocks, kit.Line(kit.Bold("The difference it made:"), kit.Text(" "+impact)))
	}
	if value := t.answer(thanksValue); value != "" {
		blocks = append(blocks, kit.Aside(value))
	}
	return append(blocks, aboutMessage(t.entry.Link)...)
}
