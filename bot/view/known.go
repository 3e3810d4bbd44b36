package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// KnownFacts is the data behind What coach knows about me.
type KnownFacts struct {
	practice.Holdings
	Manager  practice.Person // nobody for a person without one
	Leader   practice.Person // the manager's own, nobody for none
	Leads    bool            // somebody reports to the person
	Forms    []practice.Form // of the practices that the manager does with the person
	OwnForms []practice.Form // of the practices that the person does
	Page     int
}

// A known is one kind of what is stored about a person, and who reads it.
type known struct {
	title string
	what  string // what it is, and how much
	who   string
}

// knownPages is the number of pages of What coach knows about me.
const knownPages = 2

// WhatCoachKnows is one page of what is stored about a person, kind by kind,
// and of who reads it.
func WhatCoachKnows(f KnownFacts) slack.ModalViewRequest {
	f.Page = min(max(f.Page, 0), knownPages-1)
	kinds, other := f.aboutMe(), kit.Button(ActionKnown, "1", "What I write", "On to what I write")
	intro := "What is stored about you. Whoever runs coach can reach its database; nobody else reads more than this."
	if f.Page > 0 {
		kinds, other = f.written(), kit.Button(ActionKnown, "0", "About me", "Back to what is stored about me")
		intro = "What is stored of what you write and do."
	}
	blocks := []slack.Block{kit.Aside(intro)}
	for _, k := range kinds {
		blocks = append(blocks, kit.Line(kit.Bold(k.title)), kit.Para(k.what), kit.Aside(k.who))
	}
	return kit.Modal("", "What coach knows", "", append(blocks, kit.Buttons(other))...)
}

// aboutMe lists what others, or their company, have stored about a person.
func (f KnownFacts) aboutMe() []known {
	kinds := []known{{"Your account", "Your name, email, time zone and Slack ID, and whom you report to since when.", "Read by: you and everybody who takes part. Your email is shown to nobody."}}
	if f.Manager.ID != 0 {
		kinds = append(kinds,
			known{"Sessions about you", fmt.Sprintf("%s: which practice, on which day, logged by whom.", figured(f.Sessions, "session", "sessions")), f.statusReaders()},
			known{"What was said in them", "Your strengths, what to work on, your plan.", f.wordReaders()},
			known{"Private notes", "A form may have a note that is the author's own.", "Read by: whoever wrote it, and nobody else in the app. You can ask your company for what it holds about you."},
			known{"What you two share", fmt.Sprintf("%s, %s, %s, %s.", figured(f.Steps, "next step", "next steps"), figured(f.Topics, "topic", "topics"),
				figured(f.Focuses, "focus", "focuses"), figured(f.Requests, "request for time", "requests for time")),
				"Read by: you and the manager it is with. Whoever comes after them does not read it, and nobody above does."})
	}
	return append(kinds, known{"Your leave", fmt.Sprintf("%s, as days. No reason is stored.", figured(f.Leave, "run of days away", "runs of days away")), f.leaveReaders()})
}

// written lists what a person has written and done themselves.
func (f KnownFacts) written() []known {
	kinds := []known{{"What you logged", fmt.Sprintf("%s, thanks included.", figured(f.Logged, "entry", "entries")), f.ownReaders()}}
	if f.Leads {
		kinds = append(kinds,
			known{"Your rhythm", "What was due, done, late, skipped or excused.", f.rhythmReaders()},
			known{"Skips and excuses", fmt.Sprintf("%s, with the reason and a few words.", figured(f.Skips, "skip or excuse", "skips and excuses")),
				"Read by: you, and the leader you had that day. Others read counts."})
	}
	return append(kinds,
		known{"Thanks", "Thanks you gave or were given.", "Read by: everybody in the channel they went to. Thanks given privately: the two of you."},
		known{"My messages to you", "When I wrote to you, what each message named, and your choices about them.", "Read by: you."})
}

// statusReaders names who reads that a session about the person took place.
func (f KnownFacts) statusReaders() string {
	said := "Read by: you, and " + firstName(f.Manager)
	if f.Leader.ID != 0 {
		said += fmt.Sprintf("; %s reads whether it took place", firstName(f.Leader))
	}
	return said + ". Everybody above reads sums of at least three managers."
}

// wordReaders names who reads the words of sessions about the person, by the
// visibilities of the forms that their manager fills in.
func (f KnownFacts) wordReaders() string {
	said := "Read by: you and whoever led the session. Nobody above them reads it, ever."
	if asks(f.Forms, practice.Leader) {
		said += " A field that says so is also read by their leader."
	}
	if asks(f.Forms, practice.Team) {
		said += " A field that says so is read by the team."
	}
	return said
}

// ownReaders names who reads what the person logged.
func (f KnownFacts) ownReaders() string {
	if f.Leads {
		said := "Read by: whoever each entry is about. Your private notes: you alone."
		if asks(f.OwnForms, practice.Team) {
			said += " What a form says is for the team: your team, and whoever stands above you."
		}
		return said
	}
	if f.Manager.ID != 0 {
		return fmt.Sprintf("Read by: you, and %s where it is your own practice.", firstName(f.Manager))
	}
	return "Read by: you, and whoever it names."
}

func (f KnownFacts) rhythmReaders() string {
	if f.Manager.ID == 0 {
		return "Read by: you. It counts in sums of at least three managers."
	}
	return fmt.Sprintf("Read by: you, and %s by name. Everybody above reads sums of at least three managers.", firstName(f.Manager))
}

func (f KnownFacts) leaveReaders() string {
	if f.Manager.ID == 0 {
		return "Read by: you. Others read only that you are away."
	}
	return fmt.Sprintf("Read by: you and %s. Others read only that you are away.", firstName(f.Manager))
}

// asks reports whether any of the forms has a field of a visibility.
func asks(forms []practice.Form, v practice.Visibility) bool {
	for _, form := range forms {
		for _, f := range form {
			if f.Vis == v {
				return true
			}
		}
	}
	return false
}
