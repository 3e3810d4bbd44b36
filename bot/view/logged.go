package view

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// LoggedFacts is the data behind the view that replaces a submitted form.
type LoggedFacts struct {
	Practice *practice.Practice
	Logged   []LoggedEntry // one for each person it is about
	Who      Who
	Expected bool   // whether the practice is expected of the author at all
	Channel  string // Slack ID of where recognition is shared, if known
}

// A LoggedEntry is a stored entry and the occurrence it counts for.
type LoggedEntry struct {
	practice.Entry
	Settled *practice.Occurrence // nil for an extra
	Late    bool                 // whether it was logged after its last on-time day
}

// Logged replaces a form once its entries are safely stored.
func Logged(f LoggedFacts) slack.ModalViewRequest {
	thanks := []kit.Run{kit.Bold("Logged. Thank you.")}
	if len(f.Logged) > 1 {
		thanks = []kit.Run{kit.Bold(fmt.Sprintf("Logged for %s. Thank you.", f.names(f.Logged)))}
	}
	if counted := f.counted(); counted != "" {
		thanks = append(thanks, kit.Text(" "+counted))
	}
	blocks := []slack.Block{kit.Line(thanks...)}
	var ids []string
	for _, e := range f.Logged {
		if f.Practice.Key == practice.RecognitionKey {
			blocks = append(blocks, f.delivery(e.Entry))
		}
		if next, ok := f.nextStep(e.Entry); ok {
			blocks = append(blocks, next)
		}
		if practice.AsksForPlan(e.Entry, f.Practice) {
			blocks = append(blocks, f.planAsked(e.Entry))
		}
		if e.ID != 0 {
			ids = append(ids, strconv.FormatInt(int64(e.ID), 10))
		}
	}
	switch len(ids) {
	case 0:
	case 1:
		blocks = append(blocks, kit.Buttons(kit.Button(ActionUndo, ids[0], "Undo", "Undo this entry")))
	default:
		blocks = append(blocks, kit.Buttons(kit.Button(ActionUndo, strings.Join(ids, ","), "Undo", "Undo these entries")))
	}
	return kit.Modal("", f.Practice.Short, "", blocks...)
}

// call returns the name of one of the form's people.
func (f LoggedFacts) call(id practice.PersonID) string {
	ids := make([]practice.PersonID, len(f.Logged))
	for i, e := range f.Logged {
		ids[i] = e.Subject
	}
	return callNames(ids, f.Who)(id)
}

func (f LoggedFacts) names(logged []LoggedEntry) string {
	names := make([]string, len(logged))
	for i, e := range logged {
		names[i] = f.call(e.Subject)
	}
	return practice.Listed(names)
}

// Undone replaces the view of [Logged] once the entry is taken back.
func Undone(p *practice.Practice) slack.ModalViewRequest {
	blocks := []slack.Block{kit.Line(kit.Bold("Taken back."), kit.Text(" It is as if it had not been logged."))}
	if p.Key == practice.RecognitionKey {
		blocks = append(blocks, kit.Line(kit.Text("The message that shared it is removed too.")))
	}
	return kit.Modal("", p.Short, "", blocks...)
}

// ParseUndo returns the entries that an undo button refers to.
func ParseUndo(value string) []practice.EntryID {
	var ids []practice.EntryID
	for text := range strings.SplitSeq(value, ",") {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			ids = append(ids, practice.EntryID(id))
		}
	}
	return ids
}

// counted describes the occurrences that the entries count for, by person where
// these differ.
func (f LoggedFacts) counted() string {
	var said []string
	alike := map[string][]LoggedEntry{}
	for _, e := range f.Logged {
		counts := f.counts(e)
		if _, before := alike[counts]; !before {
			said = append(said, counts)
		}
		alike[counts] = append(alike[counts], e)
	}
	if len(said) == 1 {
		return said[0]
	}
	for i, counts := range said {
		said[i] = f.names(alike[counts]) + ": " + within(counts)
	}
	return strings.Join(said, " ")
}

func (f LoggedFacts) counts(e LoggedEntry) string {
	switch {
	case e.Settled == nil && !f.Expected:
		return ""
	case e.Settled == nil:
		return "Kept as an extra."
	case e.Late:
		return "Late, and it still counts."
	default:
		return "On time."
	}
}

// delivery names the channel or person that a recognition goes to.
func (f LoggedFacts) delivery(e practice.Entry) slack.Block {
	switch {
	case e.IsPrivate():
		return kit.Line(kit.Text("Sent to them privately."))
	case f.Channel == "":
		return kit.Line(kit.Text("On its way to the channel."))
	default:
		return kit.Line(kit.Text("On its way to "), slack.NewRichTextSectionChannelElement(f.Channel, nil), kit.Text("."))
	}
}

// planAsked says that the person coached is asked for the plan, or that they
// cannot be.
func (f LoggedFacts) planAsked(e practice.Entry) slack.Block {
	name := f.call(e.Subject)
	if !f.Who(e.Subject).Account.Open() {
		return kit.Line(kit.Text(name + " isn't in Slack, so I can't ask for the plan. Write it down together next time."))
	}
	return kit.Line(kit.Text(name + " writes the plan: I've asked. You'll hear when it's written."))
}

// nextStep is the first action agreed, with which the next session begins.
func (f LoggedFacts) nextStep(e practice.Entry) (slack.Block, bool) {
	for _, field := range f.Practice.Form {
		rows := e.Values[field.Key].Rows
		if field.Type != practice.Actions || len(rows) == 0 {
			continue
		}
		whose := "Next step"
		if owner := f.Who(cmp.Or(rows[0].Owner, e.Subject)); owner.ID != 0 {
			whose = f.call(owner.ID) + "'s next step"
		}
		step := []kit.Run{kit.Text(whose + ": "), kit.Bold(rows[0].What)}
		if due := rows[0].Due; due != 0 {
			step = append(step, kit.Text(", by "+weekdayMonth(due, e.HappenedOn)))
		}
		return kit.Line(step...), true
	}
	return nil, false
}
