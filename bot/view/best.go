package view

import (
	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// BestFacts is the data behind the answer to /coach best.
type BestFacts struct {
	Reader   practice.PersonID
	Words    string // that were looked for; empty for the newest
	Found    []practice.BestPractice
	More     bool // there are more than those found
	MayShare bool // the reader may log a best practice
	Who      Who
	Today    cadence.Date
}

// Best lists best practices that teams have shared, newest first.
func Best(f BestFacts) kit.Message {
	said := "Best practices that teams have shared, newest first:"
	words := "“" + kit.OneLine(f.Words) + "”"
	if f.Words != "" {
		said = "Best practices with " + words + ", newest first:"
	}
	var more []slack.Block
	switch {
	case len(f.Found) == 0 && f.Words != "":
		said = "Nothing that was shared has " + words + " in it. Try one shorter word, or /coach best for the newest."
	case len(f.Found) == 0:
		said = "Nobody has shared a best practice yet. What works for one is shared in the team meeting, and stands here from then on."
	case f.More:
		more = append(more, kit.Aside("There are older ones. A word finds them, such as /coach best discovery."))
	}
	blocks := []slack.Block{kit.Line(kit.Bold(said))}
	for _, b := range f.Found {
		blocks = append(blocks, f.shared(b)...)
	}
	if f.MayShare {
		more = append(more, kit.Buttons(kit.Button(ActionOpen, Opening{Practice: practice.BestPracticeKey}.String(), "Share one", "Share a best practice")))
	}
	return kit.NewMessage(said, append(blocks, more...)...)
}

// shared is one best practice: what it is, then whose, who tries it, and where
// to see it.
func (f BestFacts) shared(b practice.BestPractice) []slack.Block {
	r := reading{f.Reader, f.Today, f.Who}
	said := "Shared by " + r.names([]practice.PersonID{b.SharedBy})
	if len(b.Whose) > 0 {
		said = "From " + r.names(b.Whose) + ", shared by " + r.names([]practice.PersonID{b.SharedBy})
	}
	said += " · " + weekdayMonth(b.On, f.Today)
	if len(b.Tries) > 0 {
		said += " · next to try it: " + r.names(b.Tries)
	}
	line := []kit.Run{kit.Text(kit.Shorten(onOneLine(b.What), practice.TextMax))}
	if practice.IsLink(b.Link) {
		line = append(line, kit.Text(" · "), kit.Link("See it", b.Link))
	}
	return []slack.Block{kit.Line(line...), kit.Aside(said)}
}
