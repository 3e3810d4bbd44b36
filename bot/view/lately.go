package view

import (
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// LatelyFacts is the data behind what was said lately: by a person, about them,
// and in thanks to them.
type LatelyFacts struct {
	Person   practice.PersonID
	Entries  []ReadableEntry   // newest first
	Waived   []practice.Waived // what the person skipped or excused, and can still take back
	Playbook *practice.Playbook
	Now      time.Time
	Today    cadence.Date
	Who      Who
}

// LatelyBlocks lists what was said lately, an entry in one or two lines and its
// buttons, followed by what can still be taken back. It is empty for somebody of
// whom there is nothing.
func LatelyBlocks(f LatelyFacts) []slack.Block {
	r := reading{f.Person, f.Today, brief(f.Who)}
	var blocks []slack.Block
	for _, e := range f.Entries {
		blocks = append(blocks, r.entry(e, f.Now)...)
	}
	for _, w := range f.Waived {
		blocks = append(blocks, kit.Item(f.waived(w), takeBackButton(w, titleOf(w.Occurrence, f.Playbook, f.Who))))
	}
	return blocks
}

// entry draws an entry with what its reader can do about it. A reader who did
// not write it has one button, at the end of its line.
func (r reading) entry(e ReadableEntry, now time.Time) []slack.Block {
	read := kit.Button(ActionRead, entryValue(e.ID), "Read", "Read "+within(r.title(e)))
	if e.Author != r.Reader {
		return []slack.Block{kit.Item(r.item(e), read)}
	}
	return []slack.Block{
		slack.NewSectionBlock(kit.Plain(r.item(e), kit.MaxText), nil, nil),
		kit.Buttons(append([]*slack.ButtonBlockElement{read}, r.authors(e, now)...)...),
	}
}

// authors are the buttons of an entry's author: [Edit], and [Undo] or, after a
// day, [Withdraw].
func (r reading) authors(e ReadableEntry, now time.Time) []*slack.ButtonBlockElement {
	title := within(r.title(e))
	edit := kit.Button(ActionEdit, entryValue(e.ID), "Edit", "Edit "+title)
	if e.Undoable(now) {
		return []*slack.ButtonBlockElement{edit, kit.Button(ActionUndo, entryValue(e.ID), "Undo", "Undo "+title)}
	}
	return []*slack.ButtonBlockElement{edit, withdrawButton(e.ID, title)}
}

// withdrawButton takes an entry back that is more than a day old. It asks
// again.
func withdrawButton(id practice.EntryID, title string) *slack.ButtonBlockElement {
	return kit.AskedAgain(kit.Button(ActionWithdraw, entryValue(id), "Withdraw", "Withdraw "+title),
		"Withdraw this?", "What was written is deleted for everybody who could read it, and it no longer counts. You can't get it back.", "Withdraw it", "Keep it")
}

// waived describes what a person skipped, or excused.
func (f LatelyFacts) waived(w practice.Waived) string {
	title := titleOf(w.Occurrence, f.Playbook, f.Who)
	if w.ByLeader() {
		return "You excused " + fullName(f.Who(w.Performer)) + ": " + within(title) + ", due " + weekdayMonth(w.DueOn, f.Today)
	}
	return "You skipped " + within(title) + ", due " + weekdayMonth(w.DueOn, f.Today)
}

// takeBackButton takes back a skip or an excuse.
func takeBackButton(w practice.Waived, title string) *slack.ButtonBlockElement {
	action := ActionTakeBackSkip
	if w.ByLeader() {
		action = ActionTakeBackExcuse
	}
	return kit.Button(action, strconv.FormatInt(int64(w.ID), 10), "Undo", "Undo: "+title)
}

func entryValue(id practice.EntryID) string { return strconv.FormatInt(int64(id), 10) }

// ParseEntryID returns the entry that a button names; none if it names none.
func ParseEntryID(value string) practice.EntryID {
	id, _ := strconv.ParseInt(value, 10, 64)
	return practice.EntryID(id)
}
