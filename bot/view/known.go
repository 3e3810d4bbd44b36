package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// KnownFacts is the data behind What coach knows about me.
type KnownFacts struct {
	practice.Holdings
	Manager  practice.Person  // nobody for a person without one
	Leader   practice.Person  // the manager's own, nobody for none
	Leads    bool             // somebody reports to the person
	Asked    []practice.Asked // what the manager's forms about the person ask, by who reads it
	OwnForms []practice.Form  // of the practices that the person does
	Me       practice.PersonID
	Who      Who
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
	intro := "This is what's stored about you. Whoever runs coach can get at its database. Nobody else reads more than this."
	if f.Page > 0 {
		kinds, other = f.written(), kit.Button(ActionKnown, "0", "About me", "Back to what is stored about me")
		intro = "This is what's stored of what you write and do."
	}
	blocks := []slack.Block{kit.Aside(intro)}
	for _, k := range kinds {
		blocks = append(blocks, kit.Line(kit.Bold(k.title)), kit.Para(k.what), kit.Aside(k.who))
	}
	return kit.Modal("", "What coach knows", "", append(blocks, kit.Buttons(other))...)
}

// aboutMe lists what others, or their company, have stored about a person.
func (f KnownFacts) aboutMe() []known {
	kinds := []known{{"Your account", "Your name, email, time zone and Slack ID, and who you report to, since when.", "Read by: you and everybody who takes part. I don't show your email to anybody."}}
	if f.Manager.ID != 0 {
		kinds = append(kinds,
			known{"What names you", fmt.Sprintf("%s: what it was, on which day, and who logged it.", figured(f.Sessions, "session or thanks", "sessions and thanks")), f.statusReaders()},
			known{"What was said in them", "Your strengths, what to work on, your plan.", f.wordReaders()},
			known{"Private notes", "A form can have a private note that only its author reads.", "Read by: whoever wrote it, and nobody else in the app. You can ask your company for what it holds about you."},
			known{"What you two share", f.pairHas(),
				"Read by: you and the manager you share it with. Nobody who comes after them reads it, and nobody above."})
	}
	return append(kinds, known{"Your leave", fmt.Sprintf("%s. No reason is stored.", figured(f.Leave, "absence", "absences")), f.leaveReaders()})
}

// pairHas counts what the person shares with their manager and their people.
func (f KnownFacts) pairHas() string {
	var said []string
	for _, one := range []struct {
		n         int
		one, many string
	}{{f.Steps, "next step", "next steps"}, {f.Topics, "topic", "topics"}, {f.Focuses, "focus", "focuses"}, {f.Requests, "request for time", "requests for time"}} {
		if one.n > 0 {
			said = append(said, figured(one.n, one.one, one.many))
		}
	}
	if len(said) == 0 {
		return "Next steps, topics, a focus and requests for time: none yet."
	}
	return capital(practice.Listed(said)) + "."
}

// written lists what a person has written and done themselves.
func (f KnownFacts) written() []known {
	kinds := []known{{"What you logged", fmt.Sprintf("%s, thanks included.", figured(f.Logged, "entry", "entries")), f.ownReaders()}}
	if f.Leads {
		kinds = append(kinds,
			known{"Your rhythm", "What was due, done, late, skipped or excused.", f.rhythmReaders()},
			known{"Your habits", "How soon you write down a conversation, and how much of plans, reviews and next steps your people do themselves. It's counted when you ask, from what you logged.",
				"Read by: you, in /coach report me."},
			known{"Skips and excuses", fmt.Sprintf("%s, with the reason and a few words.", figured(f.Skips, "skip or excuse", "skips and excuses")),
				"Read by: you, and the leader you had that day. Others read counts."})
	}
	return append(kinds,
		known{"Thanks", "Thanks you gave or were given, and how you like them.", "Read by: everybody in the channel they went to. Thanks given privately: the two of you. How you like them: whoever thanks you, if it's just to you. That nobody has thanked you in 30 days: your manager."},
		known{"Links to messages", "What you write from somebody's message in Slack keeps its link, and not its words. Of a direct message there's no link either.", "Read by: whoever reads what you wrote. Slack opens it only for people who are in that channel, if it's private."},
		known{"My messages to you", "When I wrote to you, what each message named, and your choices about them.", "Read by: you."})
}

// statusReaders names who reads that a session about the person took place.
func (f KnownFacts) statusReaders() string {
	said := "Read by: you, and " + firstName(f.Manager)
	if f.Leader.ID != 0 {
		said += fmt.Sprintf(". %s reads whether it took place", firstName(f.Leader))
	}
	return said + ". Everybody above reads totals for at least three managers."
}

// wordReaders names who reads the words of sessions about the person, question
// by question, as the forms themselves do.
func (f KnownFacts) wordReaders() string {
	var said []string
	for _, a := range f.Asked {
		said = append(said, figured(a.Questions, "question", "questions")+": "+f.readersOf(a.Readers))
	}
	if len(said) == 0 {
		return "Read by: you and whoever led the session."
	}
	return "In " + firstName(f.Manager) + "'s forms. " + strings.Join(said, ". ") + ". Nobody else in coach reads it, whoever asks."
}

// readersOf names the readers of some questions, their author among them.
func (f KnownFacts) readersOf(r practice.Readers) string {
	author := firstName(f.Manager)
	switch {
	case r.Everyone:
		return "everybody who takes part"
	case r.Team:
		return author + "'s team, and those above"
	case len(r.People) == 0:
		return author + " alone"
	}
	names := []string{author}
	for _, id := range r.People {
		if id == f.Me {
			names = append(names, "you")
		} else {
			names = append(names, firstName(f.Who(id)))
		}
	}
	return practice.Listed(names)
}

// ownReaders names who reads what the person logged.
func (f KnownFacts) ownReaders() string {
	if f.Leads {
		said := "Read by: whoever each entry is about. Only you read your private notes."
		if asks(f.OwnForms, practice.Team) {
			said += " Fields for the team are read by your team and everybody above you."
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
		return "Read by: you. It counts in totals for at least three managers."
	}
	return fmt.Sprintf("Read by: you, and %s by name. Everybody above reads totals for at least three managers.", firstName(f.Manager))
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
