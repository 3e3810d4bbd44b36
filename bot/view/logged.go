package view

import (
	"cmp"
	"strconv"

	"github.com/slack-go/slack"

	"coach/practice"
)

// LoggedFacts is what the author reads once an entry is stored.
type LoggedFacts struct {
	Practice *practice.Practice
	Entry    practice.Entry
	Who      Who
	Expected bool                 // whether the practice is expected of the author at all
	Settled  *practice.Occurrence // what the entry counts for; nil for an extra
	Late     bool                 // whether it was logged after its last on-time day
	Channel  string               // Slack ID of where recognition is shared, if known
}

// Logged replaces a form once its entry is safely stored.
func Logged(f LoggedFacts) slack.ModalViewRequest {
	thanks := []run{bold("Logged. Thank you.")}
	if counted := f.counted(); counted != "" {
		thanks = append(thanks, text(" "+counted))
	}
	blocks := []slack.Block{line(thanks...)}
	if f.Practice.Key == practice.RecognitionKey {
		blocks = append(blocks, f.delivery())
	}
	if next, ok := f.nextStep(); ok {
		blocks = append(blocks, next)
	}
	if f.Entry.ID != 0 {
		blocks = append(blocks, buttons(button(ActionUndo, strconv.FormatInt(int64(f.Entry.ID), 10), "Undo", "Undo this entry")))
	}
	return modal("", f.Practice.Short, "", blocks...)
}

// Undone replaces what [Logged] showed once the entry is taken back.
func Undone(p *practice.Practice) slack.ModalViewRequest {
	blocks := []slack.Block{line(bold("Taken back."), text(" It is as if it had not been logged."))}
	if p.Key == practice.RecognitionKey {
		blocks = append(blocks, line(text("The message that shared it is removed too.")))
	}
	return modal("", p.Short, "", blocks...)
}

// ParseUndo is the entry that an undo button means.
func ParseUndo(value string) practice.EntryID {
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0
	}
	return practice.EntryID(id)
}

func (f LoggedFacts) counted() string {
	switch {
	case f.Settled == nil && !f.Expected:
		return ""
	case f.Settled == nil:
		return "Kept as an extra."
	case f.Late:
		return "Late, and it still counts."
	default:
		return "On time."
	}
}

// delivery says where a recognition goes.
func (f LoggedFacts) delivery() slack.Block {
	switch {
	case f.Entry.IsPrivate():
		return line(text("Sent to them privately."))
	case f.Channel == "":
		return line(text("On its way to the channel."))
	default:
		return line(text("On its way to "), slack.NewRichTextSectionChannelElement(f.Channel, nil), text("."))
	}
}

// nextStep is the first action agreed, which the next session begins with.
func (f LoggedFacts) nextStep() (slack.Block, bool) {
	for _, field := range f.Practice.Form {
		rows := f.Entry.Values[field.Key].Rows
		if field.Type != practice.Actions || len(rows) == 0 {
			continue
		}
		owner := f.Who(cmp.Or(rows[0].Owner, f.Entry.Subject))
		whose := "Next step"
		if owner.ID != 0 {
			whose = firstName(owner) + "'s next step"
		}
		step := []run{text(whose + ": "), bold(rows[0].What)}
		if due := rows[0].Due; due != 0 {
			step = append(step, text(", by "+weekdayMonth(due, f.Entry.HappenedOn)))
		}
		return line(step...), true
	}
	return nil, false
}
