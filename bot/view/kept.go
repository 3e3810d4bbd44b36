package view

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

const keptTitle = "What is kept"

// keptWords are what the form says of a retention beside its name, and what goes
// when its period is made shorter: one of it, and many.
var keptWords = map[string]struct{ hint, one, many string }{
	practice.KeepNotes:       {"The words go. The entry, its dates and its numbers stay.", "entry loses its private notes", "entries lose their private notes"},
	practice.KeepLeave:       {"Days only; no reason is stored.", "absence goes", "absences go"},
	practice.KeepRatings:     {"Nobody reads them by name. Reports of later periods don't need them.", "answer goes", "answers go"},
	practice.KeepSuggestions: {"From the day they were made.", "suggestion goes", "suggestions go"},
	practice.KeepMessages:    {"As I store it. What I've posted in Slack stays there.", "message's content goes", "messages' content goes"},
	practice.KeepAudit:       {"Who changed what, and who read data of others by name.", "line goes", "lines go"},
}

// WhatIsKept is the form in which owners choose for how long things are kept.
func WhatIsKept(kept practice.Keeping) slack.ModalViewRequest {
	blocks := []slack.Block{kit.Aside("Every night I delete what's older than this. What I've deleted doesn't come back.")}
	for _, r := range practice.Retentions {
		var options []*slack.OptionBlockObject
		for _, n := range r.Choices {
			said := period(r, n)
			if n == r.Usual {
				said += ", as usual"
			}
			options = append(options, kit.Choice(strconv.Itoa(n), said, ""))
		}
		blocks = append(blocks, kit.Input(keptPath(r), capital(r.What), keptWords[r.Key].hint, true, kit.Menu("Pick a time", options, strconv.Itoa(kept.Of(r)))))
	}
	return kit.Modal(FormKept, keptTitle, "Save", append(blocks, kit.Aside("Not to be changed: what's withdrawn goes at once, and a file that I sent in Slack after 24 hours. Everything else stays until whoever it's about or by is erased."))...)
}

func keptPath(r practice.Retention) string { return "keep_" + strings.ReplaceAll(r.Key, " ", "_") }

// period is for how long something is kept, in words.
func period(r practice.Retention, n int) string {
	if r.InDays {
		return figured(n, "day", "days")
	}
	return figured(n, "month", "months")
}

// ParseKept is the inverse of [WhatIsKept].
func ParseKept(v slack.View) practice.Keeping {
	given, kept := answersOf(v), practice.Keeping{}
	for _, r := range practice.Retentions {
		kept[r.Key], _ = strconv.Atoi(given.option(keptPath(r)))
	}
	return kept.Whole()
}

// KeptFacts is the data behind the question whether things are really to be kept
// for a shorter time.
type KeptFacts struct {
	Before, To practice.Keeping
	Going      map[string]int // how much of each kind goes tonight
}

// KeptSure says how much goes tonight because it is to be kept for a shorter
// time, before that is so.
func KeptSure(f KeptFacts) slack.ModalViewRequest {
	blocks := []slack.Block{kit.Line(kit.Bold("What goes tonight doesn't come back."))}
	_, shorter := f.Before.Changed(f.To)
	for _, r := range practice.Retentions {
		if !slices.Contains(shorter, r.Key) {
			continue
		}
		words := keptWords[r.Key]
		said := fmt.Sprintf(": %s instead of %s. Tonight %s.", period(r, f.To.Of(r)), period(r, f.Before.Of(r)), figured(f.Going[r.Key], words.one, words.many))
		blocks = append(blocks, kit.Line(kit.Bold(capital(r.What)), kit.Text(said)))
	}
	m := kit.Modal(FormKeptSure, keptTitle, "Save", append(blocks, kit.Aside("Cancel, and everything is kept as before."))...)
	m.PrivateMetadata = keptOrigin(f.To)
	return m
}

// A keptChoice is what a form carries of the periods that were chosen, in the
// order of the retentions.
type keptChoice struct {
	Keep []int `json:"keep"`
}

func keptOrigin(kept practice.Keeping) string {
	var c keptChoice
	for _, r := range practice.Retentions {
		c.Keep = append(c.Keep, kept.Of(r))
	}
	text, _ := json.Marshal(c) // numbers alone
	return string(text)
}

// ParseKeptSure is the inverse of [KeptSure]: the periods that were chosen; false
// for what no form of coach's carries.
func ParseKeptSure(v slack.View) (practice.Keeping, bool) {
	var c keptChoice
	if err := json.Unmarshal([]byte(v.PrivateMetadata), &c); err != nil || len(c.Keep) != len(practice.Retentions) {
		return nil, false
	}
	kept := practice.Keeping{}
	for i, r := range practice.Retentions {
		kept[r.Key] = c.Keep[i]
	}
	return kept.Whole(), true
}

// KeptSaved replaces the form once the periods are stored.
func KeptSaved() slack.ModalViewRequest {
	return kit.Modal("", keptTitle, "", kit.Line(kit.Text("Saved. I go by this from tonight on.")))
}
