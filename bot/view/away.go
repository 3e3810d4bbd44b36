package view

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// AwayFacts is the data behind the form for entering leave.
type AwayFacts struct {
	Author  practice.PersonID
	Reports []practice.PersonID // the people for whom the author may enter leave too
	Who     Who
	Today   cadence.Date
	Leave   practice.Leave   // whose it is and the days, as far as they are known
	Noted   []practice.Leave // the person's from today on
	Hint    string           // why typed words are not filled in
	Ended   practice.Leave   // the rest of leave that was just ended; no ID for none
}

const (
	awayTitle = "Time away"
	maxNoted  = 20
)

// Away is the form for entering leave, with the leave already stored below it.
// It never asks for the reason.
func Away(f AwayFacts) slack.ModalViewRequest {
	var blocks []slack.Block
	if f.Hint != "" {
		blocks = append(blocks, kit.Aside(f.Hint))
	}
	switch {
	case f.Ended.ID == 0:
	case f.Ended.Any():
		blocks = append(blocks, kit.Line(kit.Bold("Welcome back."), kit.Text(" Earlier days stay as they were.")))
	default:
		blocks = append(blocks, kit.Line(kit.Bold("Removed."), kit.Text(" Anything due then is expected again.")))
	}
	if len(f.Reports) > 0 {
		team := picker{team: slices.Concat([]practice.PersonID{f.Author}, f.Reports), who: f.Who}
		person := slack.NewInputBlock(practice.LeavePerson+"~0", kit.Plain("Who's away?", kit.MaxLabel), nil, team.one(cmp.Or(f.Leave.Person, f.Author)))
		blocks = append(blocks, person.WithDispatchAction(true)) // the leave listed is that person's
	}
	blocks = append(blocks,
		kit.Input(practice.LeaveFrom, "First day", "", true, datePicker(f.Leave.From)),
		kit.Input(practice.LeaveTo, "Last day", "Leave empty if you don't know yet.", false, datePicker(f.Leave.To)),
		kit.Aside("I never ask why."))
	return kit.Modal(FormAway, awayTitle, "Note it", append(blocks, f.noted()...)...)
}

// noted lists the leave already stored, with a button for leave that can be
// changed in Slack.
func (f AwayFacts) noted() []slack.Block {
	if len(f.Noted) == 0 {
		return nil
	}
	blocks := []slack.Block{kit.Line(kit.Bold("Already noted"))}
	for i, l := range f.Noted {
		if i == maxNoted {
			blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s later.", number(len(f.Noted)-i))))
			break
		}
		days := capital(leaveDays(l, f.Today))
		if l.NotedBy == 0 {
			blocks = append(blocks, kit.Line(kit.Text(days+" · from the leave file")))
			continue
		}
		label := "Remove"
		if l.Ended(f.Today).Any() {
			label = "Back today"
		}
		blocks = append(blocks, kit.Item(days, endLeave(l, label, label+": "+days)))
	}
	return blocks
}

func endLeave(l practice.Leave, label, spoken string) *slack.ButtonBlockElement {
	return kit.Button(ActionEndLeave, strconv.FormatInt(int64(l.ID), 10), label, spoken)
}

// leaveDays returns the days of leave in words: Thu 24 December, 24–28
// December, or from 24 December until further notice.
func leaveDays(l practice.Leave, today cadence.Date) string {
	switch l.To {
	case 0:
		return "from " + dayMonth(l.From, today) + " until further notice"
	case l.From:
		return weekdayMonth(l.From, today)
	}
	return span(l.From, l.To, today)
}

// ParseAway is the inverse of [Away]: the person and the days of leave. The
// person is nobody where the form has no field for one. The error is
// [practice.Problems]: the input that cannot be understood.
func ParseAway(v slack.View, lookup func(slackID string) (practice.PersonID, bool)) (l practice.Leave, err error) {
	given := answersOf(v)
	var problems [3]practice.Problems
	l.Person, problems[0] = given.person(practice.LeavePerson, lookup)
	l.From, problems[1] = given.date(practice.LeaveFrom)
	l.To, problems[2] = given.date(practice.LeaveTo)
	if all := slices.Concat(problems[:]...); len(all) > 0 {
		return l, all
	}
	return l, nil
}

// ParseLeave returns the leave that a button refers to, or none.
func ParseLeave(value string) practice.LeaveID {
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0
	}
	return practice.LeaveID(id)
}

// AwayNoted replaces the form once leave is stored: it shows the days entered,
// and those of them that are new.
func AwayNoted(asked, stored practice.Leave, author practice.PersonID, who Who, today cadence.Date) slack.ModalViewRequest {
	if !stored.Any() {
		return kit.Modal("", awayTitle, "", kit.Line(kit.Bold("Already noted."), kit.Text(" Nothing has changed. To change the days, type "), kit.Code("/coach away"), kit.Text(".")))
	}
	title, effect := "Noted: ", " Anything due then moves, or is dropped."
	if asked.Person != author {
		name := firstName(who(asked.Person))
		title = "Noted for " + fullName(who(asked.Person)) + ": "
		effect = fmt.Sprintf(" Anything due with %s then moves, or is dropped. I'll tell %s that you noted it.", name, name)
	}
	runs := []kit.Run{kit.Bold(title + leaveDays(stored, today) + "."), kit.Text(effect)}
	if stored.From != asked.From || stored.To != asked.To {
		runs = append(runs, kit.Text(" I had the other days already."))
	}
	return kit.Modal("", awayTitle, "", kit.Line(runs...), kit.Buttons(endLeave(stored, "Undo", "Undo this note")))
}

// AwayTakenBack replaces the view of [AwayNoted] once the leave is undone.
func AwayTakenBack() slack.ModalViewRequest {
	return kit.Modal("", awayTitle, "", kit.Line(kit.Bold("Undone."), kit.Text(" Nothing was noted.")))
}

// LeaveNoted is the message to a person whose leave somebody else entered or
// took back.
func LeaveNoted(l practice.Leave, who Who, today cadence.Date) kit.Message {
	by := fullName(who(l.NotedBy))
	if l.NotedBy == l.Person {
		by = "You"
	}
	change := kit.Buttons(kit.Button(ActionAway, "", "Change", "Change when you're away"))
	if !l.Any() {
		return kit.NewMessage(by+" removed days away.",
			kit.Line(kit.Bold(by), kit.Text(" removed your time away from "+dayMonth(l.From, today)+". Anything due then is expected again.")), change)
	}
	return kit.NewMessage(by+" noted days away for you.",
		kit.Line(kit.Bold(by), kit.Text(" noted that you're away: "), kit.Bold(leaveDays(l, today)), kit.Text(". Anything due then moves, or is dropped.")),
		kit.Aside("I never ask why. If the days aren't right, change them."), change)
}

// TheirsToNote is the hint for a person who names somebody whose leave they may
// not enter.
func TheirsToNote(p practice.Person) string {
	return fullName(p) + " doesn't report to you, so only they can note it."
}

// An awayOpening is the value of the button of [OfferAway].
type awayOpening struct {
	Person   practice.PersonID `json:"person,omitempty"`
	From, To cadence.Date      `json:",omitzero"`
}

// OfferAway answers typed words with a button that opens the leave form, with
// their days filled in. The hint, if any, explains why days are not filled in.
func OfferAway(l practice.Leave, who Who, today cadence.Date, hint string) kit.Message {
	said := "Away? Note the days here."
	switch {
	case hint != "":
		said = hint
	case l.From != 0 && l.Person != 0:
		said = fullName(who(l.Person)) + " away: " + leaveDays(l, today)
	case l.From != 0:
		said = "Away: " + leaveDays(l, today)
	}
	value, _ := json.Marshal(awayOpening{l.Person, l.From, l.To}) // numbers and dates always can be
	open := kit.Button(ActionAway, string(value), "Open the form", "Open the form for time away")
	open.WithStyle(slack.StylePrimary)
	return kit.NewMessage("Time away: open the form.", kit.Line(kit.Bold(said)), kit.Buttons(open))
}

// ParseAwayOpening is the inverse of the value of [OfferAway]'s button; no
// leave for the button of [LeaveNoted].
func ParseAwayOpening(value string) (practice.Leave, error) {
	var o awayOpening
	if value == "" {
		return practice.Leave{}, nil
	}
	if err := json.Unmarshal([]byte(value), &o); err != nil {
		return practice.Leave{}, fmt.Errorf("view: value of an opening: %w", err)
	}
	return practice.Leave{Person: o.Person, From: o.From, To: o.To}, nil
}
