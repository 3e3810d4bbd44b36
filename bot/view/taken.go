package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// Edited replaces the form once an edit is stored. Former are the people whom
// the entry is not about any more.
func Edited(p *practice.Practice, former []practice.PersonID, who Who) slack.ModalViewRequest {
	blocks := []slack.Block{kit.Line(kit.Bold("Saved."), kit.Text(" Everybody who can read it sees it as it is now."))}
	if len(former) > 0 {
		names := reading{Who: who}.names(former)
		blocks = append(blocks, kit.Line(kit.Text(fmt.Sprintf("What you had written about %s is deleted, and I'll let them know it wasn't about them.", names))))
	}
	return kit.Modal("", p.Short, "", blocks...)
}

// Reassigned is the message to somebody that an entry about them was meant for
// somebody else. It says neither for whom nor what it said.
func Reassigned(e practice.Entry, p *practice.Practice, on, today cadence.Date, who Who) kit.Message {
	author := fullName(who(e.Author))
	text := fmt.Sprintf("%s had logged %s on %s with your name by mistake, and has corrected it. What it said is deleted.",
		author, within(kit.OneLine(p.Short)), weekdayMonth(on, today))
	if p.Key == practice.RecognitionKey {
		text = fmt.Sprintf("The thanks you got from %s on %s were meant for somebody else. %s has corrected it.", author, weekdayMonth(on, today), firstName(who(e.Author)))
	}
	return kit.NewMessage(text, kit.Line(kit.Text(text)))
}

// TooLateToUndo is the answer to an undo after a day: the entry can still be
// withdrawn.
func TooLateToUndo(e practice.Entry, p *practice.Practice) slack.ModalViewRequest {
	return kit.Modal("", "Too late to undo", "",
		kit.Line(kit.Text("You can undo an entry for 24 hours, and this one is older. You can still withdraw it.")),
		kit.Buttons(withdrawButton(e.ID, within(kit.OneLine(p.Short)))))
}

// UndoneWords is the answer to a typed undo: what was undone.
func UndoneWords(es []ReadableEntry, today cadence.Date, who Who) kit.Message {
	r := reading{es[0].Author, today, who}
	text := fmt.Sprintf("Undone: %s, %s. Nothing is logged, and what you wrote is deleted.", within(r.title(es[0])), weekdayMonth(es[0].HappenedOn, today))
	if thanks := es[0].Entry.Practice == practice.RecognitionKey; thanks {
		text = fmt.Sprintf("Undone: your thanks to %s. They're deleted, and so is the message.", r.names(es[0].Recipients()))
	} else if len(es) > 1 {
		var about []practice.PersonID
		for _, e := range es {
			about = append(about, e.Subject)
		}
		text = fmt.Sprintf("Undone: %s with %s, %s. Nothing is logged, and what you wrote is deleted.",
			within(kit.OneLine(es[0].Practice.Short)), r.names(about), weekdayMonth(es[0].HappenedOn, today))
	}
	return Sorry(text)
}

// NothingToUndo is the answer to a typed undo of nothing.
func NothingToUndo() kit.Message {
	return Sorry("There's nothing to undo from the last 24 hours. To withdraw something older, type /coach history.")
}

// TookBack tells what became of a skip or an excuse that was taken back.
func TookBack(w practice.Waived, today cadence.Date, pb *practice.Playbook, who Who) kit.Message {
	title := titleOf(w.Occurrence, pb, who)
	due := ", due " + weekdayMonth(w.DueOn, today)
	if w.ByLeader() {
		name := fullName(who(w.Performer))
		return Sorry(fmt.Sprintf("Undone. %s%s, is expected of %s again, and their message about it says so.", title, due, name))
	}
	return Sorry(fmt.Sprintf("Undone. %s%s, is open again. To log it, type /coach due.", title, due))
}

// ExcusalTakenBack is the message of [Excusal] once the leader took the excuse
// back.
func ExcusalTakenBack(o practice.Occurrence, today cadence.Date, pb *practice.Playbook, who Who) kit.Message {
	text := fmt.Sprintf("Your leader withdrew the excuse for %s, due %s, so it's expected again.", within(titleOf(o, pb, who)), dayMonth(o.DueOn, today))
	blocks := []slack.Block{kit.Line(kit.Text(text))}
	if o.Waiting(today) {
		title := within(titleOf(o, pb, who))
		blocks = append(blocks, kit.Buttons(
			kit.Button(ActionLog, fmt.Sprint(o.ID), "Log", "Log "+title),
			kit.Button(ActionSkip, fmt.Sprint(o.ID), "Skip", "Skip "+title)))
	}
	return kit.NewMessage(text, blocks...)
}
