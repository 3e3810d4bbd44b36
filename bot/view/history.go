package view

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// BetweenPage is the number of entries on a page of a history.
const BetweenPage = 10

// BetweenFacts is the data behind a page of the history between two people.
type BetweenFacts struct {
	Reader  practice.PersonID
	Other   practice.PersonID // the reader for their own history
	Entries []ReadableEntry   // newest first, at most BetweenPage
	Before  practice.EntryID  // the page's entries are older than this one; 0 for the newest
	Older   bool              // there are more
	Now     time.Time
	Today   cadence.Date
	Who     Who
}

// A BetweenAt is the place of a page: with whom, and before which entry. It
// travels through the person's Slack client.
type BetweenAt struct {
	Other  practice.PersonID `json:"other"`
	Before practice.EntryID  `json:"before,omitempty"`
}

// ParseBetweenAt returns the page that a button leads to. An error means that
// it is not one of [Between]'s.
func ParseBetweenAt(value string) (at BetweenAt, err error) {
	if err := json.Unmarshal([]byte(value), &at); err != nil {
		return at, fmt.Errorf("view: page of a history: %w", err)
	}
	return at, nil
}

func (at BetweenAt) value() string {
	text, _ := json.Marshal(at) // a struct of numbers always can be
	return string(text)
}

// BetweenButton opens the history between its reader and another person.
func BetweenButton(other practice.Person) *slack.ButtonBlockElement {
	return kit.Button(ActionBetween, BetweenAt{Other: other.ID}.value(), "History", "History with "+fullName(other))
}

// Between is a page of everything between its reader and another person that
// the reader may read.
func Between(f BetweenFacts) slack.ModalViewRequest {
	r := reading{f.Reader, f.Today, f.Who}
	own := f.Reader == f.Other
	name := fullName(f.Who(f.Other))
	said := "Between " + name + " and you: only what you may read."
	if own {
		said = "What you wrote, and what others wrote about you."
	}
	blocks := []slack.Block{kit.Aside(said)}
	for _, e := range f.Entries {
		blocks = append(blocks, r.entry(e, f.Now)...)
	}
	switch {
	case len(f.Entries) == 0 && f.Before != 0:
		blocks = append(blocks, kit.Line(kit.Text("That's all of it.")))
	case len(f.Entries) == 0 && own:
		blocks = append(blocks, kit.Line(kit.Text("Nothing yet. What you log, and what others log about you, will be here.")))
	case len(f.Entries) == 0:
		blocks = append(blocks, kit.Line(kit.Text(fmt.Sprintf("Nothing here that you can read yet. What you and %s write to each other will be here.", firstName(f.Who(f.Other))))))
	}
	if f.Older {
		last := f.Entries[len(f.Entries)-1].ID
		blocks = append(blocks, kit.Buttons(kit.Button(ActionOlder, BetweenAt{f.Other, last}.value(), "Older", "Older entries")))
	}
	return kit.Modal("", "History", "", blocks...)
}

// EntryFacts is the data behind an entry as one person reads it.
type EntryFacts struct {
	Reader practice.PersonID
	Entry  ReadableEntry
	Asks   []practice.Ask // about the entry
	Now    time.Time
	Today  cadence.Date
	Who    Who
}

// ReadEntry is an entry in full: all that its reader may read of it.
func ReadEntry(f EntryFacts) slack.ModalViewRequest {
	r := reading{f.Reader, f.Today, f.Who}
	e := f.Entry
	by := "you"
	if e.Author != f.Reader {
		by = fullName(f.Who(e.Author))
	}
	stood := "Written by " + by + " on " + weekdayMonth(e.LoggedOn, f.Today)
	if e.Edits > 0 {
		stood += ", and edited since"
	}
	blocks := []slack.Block{
		kit.Line(kit.Bold(r.title(e)), kit.Text(" · "+weekdayMonth(e.HappenedOn, f.Today))),
		kit.Aside(stood + "."),
	}
	blocks = append(blocks, aboutMessage(e.Link)...)
	answers := r.answers(e)
	if room := kit.MaxBlocks - len(blocks) - len(f.Asks) - 1; len(answers) > room {
		answers = answers[:room]
	}
	blocks = append(blocks, answers...)
	if len(answers) == 0 {
		blocks = append(blocks, kit.Line(kit.Text("Nothing more was written.")))
	}
	blocks = append(blocks, f.matches()...)
	if e.Author == f.Reader {
		blocks = append(blocks, MadeObstacles(e.Entry, e.Practice)...)
	}
	if e.Author == f.Reader {
		blocks = append(blocks, kit.Buttons(r.authors(e, f.Now)...))
	}
	return kit.Modal("", e.Practice.Short, "", blocks...)
}

// matches says whether the entry matches what those who were asked remember, to
// its author and to them.
func (f EntryFacts) matches() []slack.Block {
	var blocks []slack.Block
	for _, a := range f.Asks {
		if !a.Answered() || !practice.MayReadMatch(f.Reader, a) {
			continue
		}
		who, they := firstName(f.Who(a.Person))+" says ", "they"
		if a.Person == f.Reader {
			who, they = "You said ", "you"
		}
		said := "it matches."
		switch a.Answer.Match {
		case practice.MatchedLike:
			said = "something like it happened."
		case practice.MatchedNo:
			said = they + " don't remember it."
		}
		blocks = append(blocks, kit.Aside(who+said))
	}
	return blocks
}
