package view

import (
	"cmp"
	"fmt"
	"slices"
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
	Expected bool          // whether the practice is expected of the author at all
	Agenda   []slack.Block // what became of what the two share; see [AgendaLogged]
	Channel  string        // Slack ID of where recognition is shared, if known
	Asks     bool          // the author's next digest asks whether the help they chose helped
}

// A LoggedEntry is a stored entry and the occurrence it counts for.
type LoggedEntry struct {
	practice.Entry
	Settled *practice.Occurrence // nil for an extra
	Late    bool                 // whether it was logged after its last on-time day
}

// Logged replaces a form once its entries are safely stored.
func Logged(f LoggedFacts) slack.ModalViewRequest {
	said := []kit.Run{kit.Bold("Logged.")}
	switch {
	case f.Practice.Key == practice.RecognitionKey:
		said = f.sent(f.Logged[0].Entry)
	case len(f.Logged) > 1:
		said = []kit.Run{kit.Bold(fmt.Sprintf("Logged for %s.", f.names(f.Logged)))}
	}
	if counted := f.counted(); counted != "" {
		said = append(said, kit.Text(" "+counted))
	}
	blocks := []slack.Block{kit.Line(said...)}
	if chosen := f.chosen(); chosen != "" {
		blocks = append(blocks, kit.Line(kit.Text(chosen)))
	}
	var ids []string
	for _, e := range f.Logged {
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
	blocks = append(blocks, f.Agenda...)
	blocks = append(blocks, MadeObstacles(f.Logged[0].Entry, f.asksOnce())...)
	switch len(ids) {
	case 0:
	case 1:
		blocks = append(blocks, kit.Buttons(kit.Button(ActionUndo, ids[0], "Undo", "Undo this entry")))
	default:
		blocks = append(blocks, kit.Buttons(kit.Button(ActionUndo, strings.Join(ids, ","), "Undo", "Undo these entries")))
	}
	return kit.Modal("", f.Practice.Short, "", blocks...)
}

// asksOnce is the practice with the questions whose answers hold for everybody
// it was logged for.
func (f LoggedFacts) asksOnce() *practice.Practice {
	if len(f.Logged) == 1 {
		return f.Practice
	}
	p := *f.Practice
	p.Form = slices.DeleteFunc(slices.Clone(p.Form), func(q practice.Field) bool { return perPerson(f.Practice, q) })
	return &p
}

// chosen says whom a leader chose to help, with which a review of the digest
// ends; "" for any other practice.
func (f LoggedFacts) chosen() string {
	people := f.Logged[0].Values[practice.FieldSupport].People
	if f.Practice.Key != practice.InspectReview || len(people) == 0 {
		return ""
	}
	said := "You help " + firstName(f.Who(people[0])) + " this week."
	if f.Asks {
		said += " Your next digest asks whether it helped."
	}
	return said
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
	blocks := []slack.Block{kit.Line(kit.Bold("Undone."), kit.Text(" Nothing was logged."))}
	if p.Key == practice.RecognitionKey {
		blocks = append(blocks, kit.Line(kit.Text("The message with your thanks is gone too.")))
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
		return "An extra, since nothing was due."
	case e.Late:
		return "Late, but it still counts."
	default:
		return "On time."
	}
}

// sent says where a recognition appears: in the channel, or only to the people
// thanked.
func (f LoggedFacts) sent(e practice.Entry) []kit.Run {
	said := []kit.Run{kit.Bold("Sent.")}
	listed := func(ids []practice.PersonID) string {
		var names []string
		for _, id := range ids {
			names = append(names, callNames(e.Recipients(), f.Who)(id))
		}
		return practice.Listed(names)
	}
	prefer := " prefer thanks in private, so "
	if len(e.Shared.Alone) == 1 {
		prefer = " prefers thanks in private, so "
	}
	alone := listed(e.Shared.Alone)
	switch {
	case e.IsPrivate() && e.Values[practice.ShareWhere].Text == practice.ShareInChannel:
		return append(said, kit.Text(fmt.Sprintf(" %s%sonly %s will see it.", alone, prefer, alone)))
	case e.IsPrivate():
		return append(said, kit.Text(fmt.Sprintf(" Only %s will see it.", listed(e.Recipients()))))
	case f.Channel == "":
		said = append(said, kit.Text(" It will appear in the channel in a moment."))
	case e.Shared.Friday:
		said = append(said, kit.Text(" It will appear in "), slack.NewRichTextSectionChannelElement(f.Channel, nil), kit.Text(" on Friday, with the team's other thanks."))
	default:
		said = append(said, kit.Text(" It will appear in "), slack.NewRichTextSectionChannelElement(f.Channel, nil), kit.Text(" in a moment."))
	}
	if alone != "" {
		said = append(said, kit.Text(" "+alone+prefer+"they get a message of their own and aren't named there."))
	}
	return said
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
