package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// KnownFacts is the data behind What coach knows about me.
type KnownFacts struct {
	practice.Holdings
	Manager  practice.Person        // nobody for a person without one
	Leader   practice.Person        // the manager's own, nobody for none
	Leads    bool                   // somebody reports to the person
	Asked    []practice.Asked       // what the manager's forms about the person ask, by who reads it
	OwnForms []practice.Form        // of the practices that the person does
	Latest   []practice.Ask         // what they were asked to confirm of late, the latest first
	Named    []practice.HelpPreview // lines of digests about them of late, the latest first
	Playbook *practice.Playbook
	Me       practice.PersonID
	Who      Who
	Today    cadence.Date
	Page     int
	Kept     practice.Keeping // for how long things are kept
	MayFile  bool             // coach may send files
	Taken    bool             // they have just asked for theirs
}

// KnownListed is how many of the latest asks and lines of a digest What coach
// knows about me tells one by one.
const KnownListed = 5

// A known is one kind of what is stored about a person, and who reads it.
type known struct {
	title string
	what  string // what it is, and how much
	who   string
}

// knownPages are the pages of What coach knows about me, each with the button on
// the page before that opens it.
var knownPages = []struct {
	label, alt, intro string
	kinds             func(KnownFacts) []known
}{
	{"About me", "Back to what is stored about me", "This is what's stored about you. Whoever runs coach can get at its database. Nobody else reads more than this.", KnownFacts.aboutMe},
	{"What I write", "On to what I write", "This is what's stored of what you write and do. Of what you take back only what it was, about whom and when is kept, and none of its words.", KnownFacts.written},
	{"Answers and choices", "On to what I answer and choose", "This is what's stored of what you answer and choose, and of my messages to you.", KnownFacts.chosen},
	{"What's counted", "On to what is counted of it", "This is every number that's made of it. There's no score of a person, and no ranking.", KnownFacts.measured},
}

// WhatCoachKnows is one page of what is stored about a person, kind by kind,
// and of who reads it.
func WhatCoachKnows(f KnownFacts) slack.ModalViewRequest {
	f.Page = min(max(f.Page, 0), len(knownPages)-1)
	blocks := append(f.taken(), kit.Aside(knownPages[f.Page].intro))
	for _, k := range knownPages[f.Page].kinds(f) {
		blocks = append(blocks, kit.Line(kit.Bold(k.title)), kit.Para(k.what), kit.Aside(k.who))
	}
	next := (f.Page + 1) % len(knownPages)
	buttons := []*slack.ButtonBlockElement{kit.Button(ActionKnown, fmt.Sprint(next), knownPages[next].label, knownPages[next].alt)}
	switch {
	case f.Taken: // it is on its way
	case f.MayFile:
		buttons = append(buttons, kit.Button(ActionTakeData, fmt.Sprint(f.Page), "Take my data with me", "Get all that's stored about me as a file"))
	default:
		blocks = append(blocks, kit.Aside("All of this as a file: ask whoever runs coach. I may not send files in this workspace."))
	}
	return kit.Modal("", "What coach knows", "", append(blocks, kit.Buttons(buttons...))...)
}

// knownButton opens the first page.
func knownButton() *slack.ButtonBlockElement {
	return kit.Button(ActionKnown, "", "What coach knows about me", "")
}

// anyOf returns a kind where there is something of it.
func anyOf(n int, k known) []known {
	if n == 0 {
		return nil
	}
	return []known{k}
}

// aboutMe lists what others, or their company, have stored about a person.
func (f KnownFacts) aboutMe() []known {
	kinds := []known{
		{"Your account", "Your name, email, time zone, calendar and Slack ID, earlier ones too, and the addresses of the people file. Whether your account is open, whether you're an admin of the workspace or an owner of the playbook, " +
			"since when you take part and when you last used me. " + figured(f.Lines, "reporting line", "reporting lines") + ", and claims of one: who reports to whom, since when.",
			"Read by: you and everybody who takes part. I don't show your email to anybody, nor when you last used me."},
	}
	kinds = append(kinds, anyOf(f.Doubts, known{"What doesn't fit", figured(f.Doubts, "thing", "things") + " in which Slack and the people file say different things about you.", "Read by: whoever runs coach. Ask them to put it right."})...)
	kinds = append(kinds, known{"What names you", fmt.Sprintf("%s: what it was, on which day, and who logged it.", figured(f.Sessions, "session or thanks", "sessions and thanks")), f.statusReaders()})
	kinds = append(kinds, anyOf(f.Owed, known{"What was due with you", fmt.Sprintf("%s: when, and whether it took place.", figured(f.Owed, "moment", "moments")), f.statusReaders()})...)
	if f.Manager.ID != 0 {
		kinds = append(kinds, known{"What was said in them", "Your strengths, what to work on, your plan.", f.wordReaders()})
	}
	kinds = append(kinds, known{"Private notes", "A form can have a private note that only its author reads. There may be some about you. " + f.goes(practice.KeepNotes, "They go", "after they were logged"), "Read by: whoever wrote it, and nobody else in the app. You can ask your company for what it holds about you."})
	if f.Manager.ID != 0 || f.shared() > 0 {
		kinds = append(kinds, known{"What you two share", f.pairHas(), "Read by: you and the manager or report you share it with. Nobody who comes after them reads it, and nobody above."})
	}
	kinds = append(kinds, anyOf(f.Visits, known{"Visits", figured(f.Visits, "visit", "visits") + " of a leader to a session.", "Read by: the leader, and the manager whose session it is. Whoever is in it with them, on that morning."})...)
	kinds = append(kinds, anyOf(f.StandIns, known{"Stand-ins", figured(f.StandIns, "time", "times") + " that you stood in for somebody, or they for you.", "Read by: the two of you, and the team."})...)
	kinds = append(kinds, anyOf(f.Helps, known{"Where help may be useful", f.helps(), "Read by: you, the working day before, and the leader whose digest it is. Nobody else."})...)
	kinds = append(kinds, anyOf(f.Obstacles, known{"Obstacles", figured(f.Obstacles, "obstacle", "obstacles") + " that you raised, own, acted on or are named in.",
		"Read by: whoever raised it, whoever owns it and your manager. Once it's passed up, the leader it went to. Others read counts. If you asked for it, only the owner reads that it was you."})...)
	return append(kinds, known{"Leave", fmt.Sprintf("%s, yours or noted by you. No reason is stored. %s", figured(f.Leave, "absence", "absences"), f.goes(practice.KeepLeave, "Leave goes", "after its end")), f.leaveReaders()})
}

// goes says when something is deleted, such as: They go 12 months after they were
// logged.
func (f KnownFacts) goes(key, what, since string) string {
	for _, r := range practice.Retentions {
		if r.Key == key {
			return fmt.Sprintf("%s %s %s.", what, period(r, f.Kept.Of(r)), since)
		}
	}
	return ""
}

// helps tells what digests said about the person.
func (f KnownFacts) helps() string {
	said := []string{figured(f.Helps, "time", "times") + " a digest was to say so of you."}
	for _, h := range f.Named {
		line := fmt.Sprintf("%s, for %s: %s.", weekdayMonth(h.To, f.Today), firstName(f.Who(h.Leader)), HelpLine{Practices: h.Practices}.titles(f.Playbook, h.To))
		if h.Comment != "" {
			line += " You said: " + quoted(HelpLine{Comment: h.Comment}.comment())
		}
		said = append(said, line)
	}
	return strings.Join(said, "\n")
}

// shared is how much the person shares with a manager or a report.
func (f KnownFacts) shared() int { return f.Steps + f.Plans + f.Topics + f.Focuses + f.Requests }

// pairHas counts what the person shares with their manager and their people.
func (f KnownFacts) pairHas() string {
	var said []string
	for _, one := range []struct {
		n         int
		one, many string
	}{{f.Steps, "next step", "next steps"}, {f.Plans, "plan that one of you writes", "plans that one of you writes"}, {f.Topics, "topic", "topics"}, {f.Focuses, "focus", "focuses"}, {f.Requests, "request for time", "requests for time"}} {
		if one.n > 0 {
			said = append(said, figured(one.n, one.one, one.many))
		}
	}
	if len(said) == 0 {
		return "Next steps, topics, a focus and requests for time: none yet."
	}
	return capital(practice.Listed(said)) + "."
}

// statusReaders names who reads that a session about the person took place.
func (f KnownFacts) statusReaders() string {
	if f.Manager.ID == 0 {
		return "Read by: you, and whoever logged it. It counts in totals for at least three managers."
	}
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
