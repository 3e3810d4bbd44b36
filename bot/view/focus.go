package view

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// FocusFacts is the data behind what two people work on.
type FocusFacts struct {
	Me     practice.PersonID
	With   practice.PersonID
	Open   *practice.Focus  // nil where they work on nothing
	Before []practice.Focus // closed ones, newest first
	Skills []string         // the playbook's list
	Entry  practice.EntryID // the entry after whose logging the focus is chosen; 0 for none
	Hint   string
	Who    Who
	Today  cadence.Date
	Day    func(time.Time) cadence.Date // the day of an instant where the person is
	Ended  bool                         // the two are no pair any more: nothing is changed
}

const (
	focusTitle     = "Focus"
	focusesBefore  = 5  // closed ones that a screen shows
	marksInHistory = 10 // the latest marks of one focus that a line shows
)

// focusHistory is a focus's marks in a line (better 5 March · same 12 March), or
// nothing where it has none.
func focusHistory(f practice.Focus) string {
	if len(f.Marks) == 0 {
		return ""
	}
	marks := f.Marks[max(0, len(f.Marks)-marksInHistory):]
	said := make([]string, len(marks))
	for i, m := range marks {
		said[i] = markName(m.Mark) + " " + dayMonth(m.On, m.On)
	}
	return capital(strings.Join(said, " · "))
}

// focusValue is the value of the button that opens what two people work on.
func focusValue(other practice.PersonID, e practice.EntryID) string {
	if e == 0 {
		return idValue(other)
	}
	return idValue(other) + "," + idValue(e)
}

// ParseFocusValue is the inverse of the value of a focus button: the other of
// the pair, and the entry that the focus is opened in.
func ParseFocusValue(value string) (practice.PersonID, practice.EntryID) {
	other, entry, _ := strings.Cut(value, ",")
	id, _ := strconv.ParseInt(other, 10, 64) // 0, which is nobody, if it is not a number
	e, _ := strconv.ParseInt(entry, 10, 64)
	return practice.PersonID(id), practice.EntryID(e)
}

// Focus is what two people work on, or where there is nothing, the form in
// which one of them chooses it.
func Focus(f FocusFacts) slack.ModalViewRequest {
	name := firstName(f.Who(f.With))
	var blocks []slack.Block
	if f.Hint != "" {
		blocks = append(blocks, kit.Line(kit.Text(f.Hint)))
	}
	if f.Open != nil {
		return kit.Modal("", focusTitle, "", append(append(blocks, f.open()...), f.before()...)...)
	}
	if f.Ended {
		return kit.Modal("", focusTitle, "", append(append(blocks, kit.Line(kit.Text("You and "+name+" work on nothing together right now."))), f.before()...)...)
	}
	label := "What do you want to work on with " + name + "?"
	if len(f.Skills) > 0 {
		options := make([]*slack.OptionBlockObject, min(len(f.Skills), kit.MaxOptions))
		for i := range options {
			options[i] = kit.Choice(f.Skills[i], f.Skills[i], "")
		}
		blocks = append(blocks, kit.Input(practice.FieldSkill, label, "", false, kit.Menu("Pick a skill", options, "")))
		label = "Or in your own words"
	}
	blocks = append(blocks, kit.Input(practice.FieldOwn, label, "One thing at a time. Only you and "+name+" read it.", len(f.Skills) == 0, textInput("", practice.TextMax)))
	m := kit.Modal(FormFocus, focusTitle, "Choose it", append(blocks, f.before()...)...)
	m.PrivateMetadata = agendaOrigin{With: f.With, Entry: f.Entry}.String()
	return m
}

// open is the open focus with its history and what can be done about it.
func (f FocusFacts) open() []slack.Block {
	blocks := []slack.Block{kit.Line(kit.Text("You and "+firstName(f.Who(f.With))+" work on "), kit.Bold(kit.Flat(f.Open.Skill)), kit.Text("."))}
	blocks = append(blocks, kit.Aside(cmp.Or(focusHistory(*f.Open), "Your next session asks how it is going.")))
	if f.Ended {
		return blocks
	}
	id := idValue(f.Open.ID)
	aside := kit.AskedAgain(kit.Button(ActionFocusAside, id, "Set aside", "Set this focus aside"), "Set it aside?",
		"You can choose another then. What your sessions said of it stays.", "Set it aside", "Keep it")
	return append(blocks, kit.Buttons(kit.Button(ActionLookAgain, id, "Look again", "Choose a day to look again"), aside))
}

// before lists what the two worked on earlier.
func (f FocusFacts) before() []slack.Block {
	if len(f.Before) == 0 {
		return nil
	}
	blocks := []slack.Block{kit.Line(kit.Bold("Before"))}
	for _, b := range f.Before[:min(len(f.Before), focusesBefore)] {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("%s · %s %s", kit.Flat(b.Skill), markName(b.Outcome), dayMonth(f.Day(b.ClosedAt), f.Today))))
	}
	if more := len(f.Before) - focusesBefore; more > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more.", number(more))))
	}
	return blocks
}

// ParseFocus is the inverse of [Focus]: with whom, the entry it is opened in,
// and the skill. Own words take precedence over the list.
func ParseFocus(v slack.View) (with practice.PersonID, e practice.EntryID, skill string) {
	from, given := agendaOriginOf(v), answersOf(v)
	return from.With, from.Entry, cmp.Or(given.text(practice.FieldOwn), given.option(practice.FieldSkill))
}

// FocusOpened replaces the form once a focus is chosen.
func FocusOpened(f practice.Focus, other practice.Person) slack.ModalViewRequest {
	name := firstName(other)
	return kit.Modal("", focusTitle, "",
		kit.Line(kit.Bold("Your focus with "+name+": "), kit.Text(kit.Flat(f.Skill)+".")),
		kit.Line(kit.Text("Your next session asks how it is going. Give it three tries, or choose a day on which the two of you look again.")),
		kit.Buttons(kit.Button(ActionLookAgain, idValue(f.ID), "Look again on a day", "")))
}

// FocusStands says which focus stands, to somebody who would have chosen
// another.
func FocusStands(f practice.Focus, me practice.PersonID, who Who) string {
	if f.OpenedBy == me {
		return "You chose one already. Set it aside before you choose another."
	}
	return firstName(who(f.OpenedBy)) + " just chose one for the two of you. Set it aside before you choose another."
}

// LookAgain is the form for the day on which a pair looks at its focus again.
func LookAgain(f practice.Focus, on cadence.Date) slack.ModalViewRequest {
	m := kit.Modal(FormLookAgain, focusTitle, "Look again",
		kit.Line(kit.Text("Look again at "), kit.Bold(kit.Flat(f.Skill)), kit.Text(" after three tries, or on this day.")),
		kit.Input(practice.FieldDue, "On which day at the latest?", "", true, datePicker(on)))
	m.PrivateMetadata = agendaOrigin{Focus: f.ID}.String()
	return m
}

// ParseLookAgain is the inverse of [LookAgain].
func ParseLookAgain(v slack.View) (practice.FocusID, cadence.Date, error) {
	on, problems := answersOf(v).date(practice.FieldDue)
	if len(problems) == 0 && on == 0 {
		problems = practice.Problems{{Field: practice.FieldDue, Text: "Pick a day."}}
	}
	if len(problems) > 0 {
		return 0, 0, problems
	}
	return agendaOriginOf(v).Focus, on, nil
}

// LookWords are the words of the step on whose day a pair looks at its focus
// again.
func LookWords(f practice.Focus) string {
	return kit.Shorten("Look again after three tries, or on this day: "+kit.Flat(f.Skill), practice.TextMax)
}

// LookingAgain replaces the form once the day is set.
func LookingAgain(on, today cadence.Date, manager practice.Person, mine bool) slack.ModalViewRequest {
	whose := "It's one of your next steps until then."
	if !mine {
		whose = "It's one of " + firstName(manager) + "'s next steps until then."
	}
	return kit.Modal("", focusTitle, "", kit.Line(kit.Bold("After three tries, or on "+weekdayMonth(on, today)+"."), kit.Text(" "+whose)))
}

// FocusEnd is the message to one of a pair that a session of theirs found their
// focus reached; where that was taken back, the message says so.
func FocusEnd(f practice.Focus, to practice.PersonID, who Who) kit.Message {
	other := who(f.Pair.Other(to))
	if f.Outcome != practice.FocusReached {
		return kit.NewMessage("About your focus with "+fullName(other)+".",
			kit.Line(kit.Bold(fullName(other)), kit.Text(" no longer says you reached your focus: "+kit.Flat(f.Skill)+".")))
	}
	blocks := []slack.Block{kit.Line(kit.Text("You and "), kit.Bold(fullName(other)), kit.Text(" have reached your focus: "), kit.Bold(kit.Flat(f.Skill)), kit.Text("."))}
	if history := focusHistory(f); history != "" {
		blocks = append(blocks, kit.Aside(history))
	}
	thank := kit.Button(ActionOpen, Opening{Practice: practice.RecognitionKey, People: []practice.PersonID{other.ID}}.String(), "Thank "+firstName(other), "")
	next := kit.Button(ActionFocus, focusValue(other.ID, 0), "Choose the next focus", "")
	return kit.NewMessage("You and "+fullName(other)+" have reached your focus.", append(blocks, kit.Buttons(thank, next))...)
}
