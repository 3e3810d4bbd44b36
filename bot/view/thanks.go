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

// Shoutout is the public message about a recognition to some of its recipients:
// those who may be named in public. It mentions them, so that Slack notifies
// them, and passes on only the fields that the team may read.
func Shoutout(e practice.Entry, p *practice.Practice, recipients []practice.PersonID, who Who) kit.Message {
	giver := fullName(who(e.Author))
	runs := []kit.Run{kit.Bold(giver), kit.Text(" thanks ")}
	var names []string
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

// ThanksFacts is the data behind the private message about a recognition to one
// of its recipients.
type ThanksFacts struct {
	Entry    practice.Entry
	Practice *practice.Practice
	Who      Who
	To       practice.PersonID
	With     []practice.PersonID // the recipients whom this one may read of, among them this one
	Asks     bool                // the message that asks how they like to be thanked
}

// Thanks is the private message about a recognition to one recipient.
func Thanks(f ThanksFacts) kit.Message {
	giver := f.Who(f.Entry.Author)
	told := thankful{f.Entry, f.Practice, func(field practice.Field) bool {
		return slices.Contains(practice.ReadersOf(0, f.Entry, f.Practice, field).People, f.To)
	}}
	blocks := append([]slack.Block{kit.Line(kit.Bold(fullName(giver)), kit.Text(" thanks you."))}, told.blocks()...)
	if slices.Contains(f.Entry.Shared.Alone, f.To) {
		blocks = append(blocks, kit.Aside("Just to you, as you like it."))
	} else {
		company := []string{"you"}
		for _, id := range f.With {
			if id != f.To {
				company = append(company, fullName(f.Who(id)))
			}
		}
		blocks = append(blocks, kit.Aside(fmt.Sprintf("%s sent this to %s, and not to a channel.", firstName(giver), practice.Listed(company))))
	}
	if f.Asks {
		blocks = append(blocks, liking(f.Who(f.To))...)
	}
	return kit.NewMessage(fullName(giver)+" thanks you.", blocks...)
}

// ThanksAsk is the question to somebody who was thanked in a channel for the
// first time how they like to be thanked, and once they have said, the answer.
func ThanksAsk(e practice.Entry, to practice.Person, who Who) kit.Message {
	giver := fullName(who(e.Author))
	thanked := kit.Line(kit.Bold(giver), kit.Text(" just thanked you."))
	return kit.NewMessage(giver+" just thanked you.", append([]slack.Block{thanked}, liking(to)...)...)
}

// liking asks somebody how they like to be thanked, or says what they answered.
func liking(p practice.Person) []slack.Block {
	const change = " You can change it with /coach settings."
	switch p.Thanks {
	case practice.LikesPublic:
		return []slack.Block{kit.Aside("You like thanks in public." + change)}
	case practice.LikesPrivate:
		return []slack.Block{kit.Aside("You like thanks just to you. From now on, that's how they come." + change)}
	}
	return []slack.Block{
		kit.Line(kit.Text("How do you like to be thanked?")),
		kit.Buttons(
			kit.Button(ActionLikePublic, "", "In public", "I like to be thanked in public"),
			kit.Button(ActionLikePrivate, "", "Just to me", "I like thanks to be just to me")),
		kit.Aside("I only ask once. Until you say, it's as the person who thanks you chooses."),
	}
}

// Unshared is the message to the giver of a recognition that the channel, given
// by its Slack ID, did not accept it.
// Manager is who chose it for their team; nobody for the organisation's.
func Unshared(e practice.Entry, channel string, manager practice.PersonID, archived, shared bool, who Who) kit.Message {
	var names []string
	for _, id := range e.Recipients() {
		if slices.Contains(e.Shared.Alone, id) {
			continue // they have theirs
		}
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
	mends := "Whoever runs coach"
	switch {
	case manager == e.Author:
		mends = "You"
	case manager != 0:
		mends = fullName(who(manager))
	}
	return kit.NewMessage(kept+".",
		kit.Line(slices.Concat([]kit.Run{kit.Text(kept + ": ")}, why, []kit.Run{kit.Text(".")})...),
		kit.Aside("This time, tell them yourself. "+mends+" can let me back into the channel, or choose another."))
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
