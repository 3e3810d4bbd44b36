package view

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// What a pair shares. The value of a button is the ID of what it is about, or
// of the other of the pair.
const (
	ActionTopics    = "topics" // the other; empty to choose
	ActionTopicDrop = "topic_drop"
	ActionTopicStep = "topic_step"
	FormTopics      = "topics_form"
	FormTopicStep   = "topic_step_form"

	ActionFocus      = "focus" // the other, and the entry that the focus is opened in
	ActionFocusAside = "focus_aside"
	ActionLookAgain  = "look_again"
	FormFocus        = "focus_form"
	FormLookAgain    = "look_again_form"

	ActionAskTime      = "ask_time"
	ActionPlanTime     = "plan_time"
	ActionTimeDone     = "time_done"
	ActionTimeWithdraw = "time_withdraw"
	FormAskTime        = "ask_time_form"
	FormPlanTime       = "plan_time_form"
)

// NoPair is the answer to a person who would share an agenda with somebody who
// neither leads them nor reports to them.
func NoPair(p practice.Person, themselves bool) string {
	switch {
	case themselves:
		return "That's you. Name the person you want to talk to."
	case p.ID == 0:
		return "Pick the person you want to talk to."
	}
	return "You and " + fullName(p) + " don't share a list. Lists are for a manager and the people who report to them."
}

// An agendaOrigin is what a form about what a pair shares was drawn for. It
// travels through the person's Slack client, so it has IDs only, and is not to
// be trusted.
type agendaOrigin struct {
	With    practice.PersonID      `json:"with,omitempty"`
	Added   int                    `json:"added,omitempty"`
	Topic   practice.TopicID       `json:"topic,omitempty"`
	Focus   practice.FocusID       `json:"focus,omitempty"`
	Entry   practice.EntryID       `json:"entry,omitempty"`
	Request practice.TimeRequestID `json:"request,omitempty"`
	Visit   practice.VisitID       `json:"visit,omitempty"`
	Message string                 `json:"message,omitempty"` // see [Linked]
}

func (o agendaOrigin) String() string {
	text, _ := json.Marshal(o) // a struct of numbers and a text always can be
	return string(text)
}

// agendaOriginOf reads a form's metadata; what cannot be read names nothing.
func agendaOriginOf(v slack.View) (o agendaOrigin) {
	if json.Unmarshal([]byte(v.PrivateMetadata), &o) != nil {
		return agendaOrigin{}
	}
	return o
}

// AgendaFacts is what a pair shares, as the form for a session of theirs asks
// about it.
type AgendaFacts struct {
	Report practice.PersonID
	Topics []practice.Topic // open ones, oldest first
	Who    Who
	Focus  *practice.Focus // nil where the practice does not ask about one, or there is none

	NoFocus bool // the practice asks about one, and there is none: it can be chosen
}

// The paths of the inputs about what a pair shares, followed by the report's
// ID: Slack would keep what was ticked for one person where the form turns to
// another. No field's key has a hyphen.
const (
	coveredPath = "shared-topics"
	markPath    = "shared-focus"
)

// AgendaBlocks are the blocks above a form's questions: how the focus of the
// two is going, and the topics to tick as covered.
func AgendaBlocks(f AgendaFacts) []slack.Block {
	var blocks []slack.Block
	if f.Focus != nil {
		if history := focusHistory(*f.Focus); history != "" {
			blocks = append(blocks, kit.Aside(history))
		}
		blocks = append(blocks, kit.Input(markInput(f.Report)+idValue(f.Focus.ID), "Focus: "+kit.Flat(f.Focus.Skill), "", false, kit.Menu("How is it going?", markOptions(), "")))
	}
	if len(f.Topics) == 0 {
		return blocks
	}
	shown := f.Topics[:min(len(f.Topics), topicsInForms)]
	options := make([]*slack.OptionBlockObject, len(shown))
	for i, t := range shown {
		from := ""
		if !t.Pair.Has(t.By) {
			from = "From " + fullName(f.Who(t.By))
		}
		options[i] = kit.Choice(idValue(t.ID), kit.Flat(t.Words), from)
	}
	hint := ""
	if more := len(f.Topics) - len(shown); more > 0 {
		hint = capital(number(more)) + " more on your Home."
	}
	return append(blocks, kit.Input(personPath(coveredPath, f.Report), "Which of these did you cover?", hint, false, kit.AnyOf(options, nil)))
}

// markNames are the answers to how a focus is going.
var markNames = []struct {
	mark practice.FocusMark
	name string
}{
	{practice.FocusBetter, "Better"}, {practice.FocusSame, "Same"}, {practice.FocusWorse, "Worse"},
	{practice.FocusReached, "Reached"}, {practice.FocusAside, "Set aside"},
}

func markOptions() []*slack.OptionBlockObject {
	options := make([]*slack.OptionBlockObject, len(markNames))
	for i, m := range markNames {
		options[i] = kit.Choice(string(m.mark), m.name, "")
	}
	return options
}

func markName(mark practice.FocusMark) string {
	for _, m := range markNames {
		if m.mark == mark {
			return within(m.name)
		}
	}
	return ""
}

// ParseAgenda is the inverse of [AgendaBlocks] in a form about one report. A
// form about several, or about nobody yet, says nothing of what a pair shares.
func ParseAgenda(v slack.View, report practice.PersonID) practice.Agenda {
	var a practice.Agenda
	if v.State == nil || report == 0 {
		return a
	}
	given := answersOf(v)
	for _, option := range given[personPath(coveredPath, report)].SelectedOptions {
		if id, err := strconv.ParseInt(option.Value, 10, 64); err == nil {
			a.Covered = append(a.Covered, practice.TopicID(id))
		}
	}
	for path := range given {
		focus, asked := strings.CutPrefix(path, markInput(report))
		mark := practice.FocusMark(given.option(path))
		if id, err := strconv.ParseInt(focus, 10, 64); asked && err == nil && markName(mark) != "" {
			a.Focus, a.Mark = practice.FocusID(id), mark
		}
	}
	return a
}

// markInput is the path of the question how a report's focus is going, as far as
// the focus's ID.
func markInput(report practice.PersonID) string { return personPath(markPath, report) + "." }

// AgendaLogged are the blocks of the view after a session was logged: what it
// covered, and what comes after a focus that was reached.
func AgendaLogged(f AgendaFacts, a practice.Agenda, e practice.EntryID, who Who) []slack.Block {
	var blocks []slack.Block
	name := firstName(who(f.Report))
	if n := len(a.Covered); n > 0 {
		blocks = append(blocks, kit.Aside(capital(counted(n, "topic is", "topics are"))+" off your list with "+name+"."))
	}
	next := kit.Button(ActionFocus, focusValue(f.Report, e), "Choose the next focus", "Choose the next focus with "+name)
	switch {
	case f.NoFocus:
		first := kit.Button(ActionFocus, focusValue(f.Report, e), "Choose a focus", "Choose a focus with "+name)
		blocks = append(blocks, kit.Buttons(first))
	case f.Focus == nil || !a.Mark.Closes():
	case a.Mark == practice.FocusReached:
		thank := kit.Button(ActionOpen, Opening{Practice: practice.RecognitionKey, People: []practice.PersonID{f.Report}}.String(), "Thank "+name, "")
		blocks = append(blocks, kit.Line(kit.Bold("You've both reached it: "), kit.Text(kit.Flat(f.Focus.Skill)+". "+name+" hears of it too.")), kit.Buttons(thank, next))
	default:
		blocks = append(blocks, kit.Line(kit.Text("Set aside: "+kit.Flat(f.Focus.Skill)+".")), kit.Buttons(next))
	}
	return blocks
}
