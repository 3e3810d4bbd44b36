package view

import (
	"cmp"
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// AskTimeFacts is the data behind the form in which a report asks for their
// manager's time.
type AskTimeFacts struct {
	Manager practice.Person
	Kind    practice.TimeKind
	About   string // what was typed
	Away    bool   // the manager is on leave today
	Hint    string // why somebody else who was named is not asked
	Waiting []practice.TimeRequest
	Who     Who
	Today   cadence.Date
}

const askTitle = "Ask for time"

// timeKinds are what time is asked for, as the form and as a line calls it.
var timeKinds = []struct {
	kind         practice.TimeKind
	label, title string
}{
	{practice.TimeSession, "A session together", "a session"},
	{practice.TimeObstacle, "Help with an obstacle", "help with an obstacle"},
	{practice.TimeRide, "A ride-along on a visit or call", "a ride-along"},
}

func kindTitle(kind practice.TimeKind) string {
	for _, k := range timeKinds {
		if k.kind == kind {
			return k.title
		}
	}
	return timeKinds[0].title
}

// AskTime is the form in which a report asks for their manager's time.
func AskTime(f AskTimeFacts) slack.ModalViewRequest {
	name := firstName(f.Manager)
	var blocks []slack.Block
	if f.Hint != "" {
		blocks = append(blocks, kit.Aside(f.Hint))
	}
	blocks = append(blocks, kit.Line(kit.Text("You ask "), kit.Bold(fullName(f.Manager)), kit.Text(".")))
	if f.Away {
		blocks = append(blocks, kit.Line(kit.Text(name+" is away right now. What you ask waits until they are back.")))
	}
	options := make([]*slack.OptionBlockObject, len(timeKinds))
	for i, k := range timeKinds {
		options[i] = kit.Choice(string(k.kind), k.label, "")
	}
	blocks = append(blocks,
		kit.Input(practice.FieldKind, "What would help?", "", true, kit.Radios(options, string(cmp.Or(f.Kind, practice.TimeSession)))),
		kit.Input(practice.FieldAbout, "About what?", "Only "+name+" reads it, with the next morning's message.", false, textInput(f.About, practice.TextMax)))
	m := kit.Modal(FormAskTime, askTitle, "Ask", append(blocks, f.waiting()...)...)
	m.PrivateMetadata = agendaOrigin{With: f.Manager.ID}.String()
	return m
}

// waiting lists what the report has asked this manager for already.
func (f AskTimeFacts) waiting() []slack.Block {
	if len(f.Waiting) == 0 {
		return nil
	}
	return append([]slack.Block{kit.Line(kit.Bold("You've asked already"))}, RequestLines(RequestsFacts{By: f.Waiting, Who: f.Who, Today: f.Today})...)
}

// ParseAskTime is the inverse of [AskTime]: whom, what for, and about what.
func ParseAskTime(v slack.View) (manager practice.PersonID, kind practice.TimeKind, about string, err error) {
	given := answersOf(v)
	kind = practice.TimeKind(given.option(practice.FieldKind))
	for _, k := range timeKinds {
		if k.kind == kind {
			return agendaOriginOf(v).With, kind, given.text(practice.FieldAbout), nil
		}
	}
	return 0, "", "", practice.Problems{{Field: practice.FieldKind, Text: "Pick one."}}
}

// TimeAsked replaces the form once the request is stored.
func TimeAsked(t practice.TimeRequest, manager practice.Person, away bool, today cadence.Date) slack.ModalViewRequest {
	name := firstName(manager)
	next := name + " reads it in the next morning's message."
	if away {
		next = name + " is away right now and reads it when they are back."
	}
	return kit.Modal("", askTitle, "",
		kit.Line(kit.Bold("Asked for "+kindTitle(t.Kind)+"."), kit.Text(" "+next)),
		kit.Aside(fmt.Sprintf("You'll hear from me when %s plans it, when it has happened, or by %s.", name, weekdayMonth(t.LapsesOn, today))),
		kit.Buttons(kit.Button(ActionTimeWithdraw, idValue(t.ID), "Withdraw", "Withdraw this request")))
}

// TimeTakenBack replaces the view of [TimeAsked] once the request is withdrawn.
func TimeTakenBack(manager practice.Person) slack.ModalViewRequest {
	return kit.Modal("", askTitle, "", kit.Line(kit.Bold("Withdrawn."), kit.Text(" "+firstName(manager)+" won't be asked.")))
}

// NotTheirManager is the answer to a person who asks somebody for time to whom
// they do not report.
func NotTheirManager(p practice.Person, themselves bool) string {
	if themselves {
		return "You'd be asking yourself. Name the person you report to."
	}
	return "You don't report to " + fullName(p) + ". You can only ask your own manager for time here, so talk to them directly."
}

// OfferAskTime answers typed words with a button that opens the form. The hint,
// if any, says why somebody else who was named is not asked.
func OfferAskTime(manager practice.Person, hint, message string) kit.Message {
	open := kit.Button(ActionAskTime, timeOpening(manager.ID, message), "Open the form", "Open the form to ask for time")
	open.WithStyle(slack.StylePrimary)
	said := "Ask " + fullName(manager) + " for time."
	blocks := []slack.Block{kit.Line(kit.Bold(said)), kit.Buttons(open)}
	if hint != "" {
		blocks = append([]slack.Block{kit.Line(kit.Text(hint))}, blocks...)
	}
	return kit.NewMessage(said, blocks...)
}

// timeOpening is the value of a button that opens the form: whom to ask, and
// the typed message that has the words.
func timeOpening(manager practice.PersonID, message string) string {
	return Opening{People: []practice.PersonID{manager}, Message: message}.String()
}

// RequestsFacts is the data behind the lines about time that was asked for.
type RequestsFacts struct {
	To    []practice.TimeRequest // what waits for the person
	By    []practice.TimeRequest // what they asked for themselves
	Who   Who
	Today cadence.Date
}

const requestsAtHome = 10 // lines of a kind

// RequestLines are the blocks of a Home, or of a morning's message, about time
// that was asked for: a line each, with its buttons.
func RequestLines(f RequestsFacts) []slack.Block {
	var blocks []slack.Block
	for _, t := range f.To[:min(len(f.To), requestsAtHome)] {
		name := fullName(f.Who(t.Pair.Report))
		runs := []kit.Run{kit.Bold(name), kit.Text(" asks for " + kindTitle(t.Kind) + about(t))}
		plan := "Plan it"
		if t.PlannedOn != 0 {
			runs, plan = append(runs, kit.Text(" · planned for "+weekdayMonth(t.PlannedOn, f.Today))), "Change the day"
		}
		blocks = append(blocks, kit.Line(runs...), kit.Buttons(
			kit.Button(ActionPlanTime, idValue(t.ID), plan, plan+": time for "+name),
			kit.Button(ActionTimeDone, idValue(t.ID), "Done already", "Done already: time for "+name)))
	}
	if more := len(f.To) - requestsAtHome; more > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more.", number(more))))
	}
	for _, t := range f.By {
		if !t.Waits() {
			continue
		}
		said := fmt.Sprintf("You asked %s for %s%s", firstName(f.Who(t.Pair.Manager)), kindTitle(t.Kind), about(t))
		when := " · asked " + dayMonth(t.AskedOn, f.Today)
		if t.PlannedOn != 0 {
			when = " · planned for " + weekdayMonth(t.PlannedOn, f.Today)
		}
		blocks = append(blocks, kit.Item(said+when, kit.Button(ActionTimeWithdraw, idValue(t.ID), "Withdraw", "Withdraw: "+said)))
	}
	return blocks
}

// about is what a request is about, as a line goes on with it.
func about(t practice.TimeRequest) string {
	if t.Words == "" {
		return ""
	}
	return ": " + kit.Flat(t.Words)
}

// PlanTime is the form for the day on which a manager gives the time that was
// asked for.
func PlanTime(t practice.TimeRequest, on cadence.Date, who Who) slack.ModalViewRequest {
	name := firstName(who(t.Pair.Report))
	m := kit.Modal(FormPlanTime, "Plan it", "Plan it",
		kit.Line(kit.Bold(fullName(who(t.Pair.Report))), kit.Text(" asks for "+kindTitle(t.Kind)+about(t))),
		kit.Input(practice.FieldOn, "On which day?", name+" reads the day at once.", true, datePicker(on)))
	m.PrivateMetadata = agendaOrigin{Request: t.ID}.String()
	return m
}

// ParsePlanTime is the inverse of [PlanTime].
func ParsePlanTime(v slack.View) (practice.TimeRequestID, cadence.Date, error) {
	on, problems := answersOf(v).date(practice.FieldOn)
	if len(problems) == 0 && on == 0 {
		problems = practice.Problems{{Field: practice.FieldOn, Text: "Pick a day."}}
	}
	if len(problems) > 0 {
		return 0, 0, problems
	}
	return agendaOriginOf(v).Request, on, nil
}

// TimeIsPlanned replaces the form once the day is stored.
func TimeIsPlanned(t practice.TimeRequest, on, today cadence.Date, who Who) slack.ModalViewRequest {
	return kit.Modal("", "Plan it", "", kit.Line(kit.Bold("Planned for "+weekdayMonth(on, today)+"."),
		kit.Text(" "+firstName(who(t.Pair.Report))+" reads it now. Put it in your calendar too.")))
}

// TimePlanned is the message to a report about the day for which their manager
// planned the time they asked for.
func TimePlanned(t practice.TimeRequest, on, today cadence.Date, who Who) kit.Message {
	manager := fullName(who(t.Pair.Manager))
	preview := manager + " planned the time you asked for."
	if t.PlannedOn != on || t.Outcome.Fails() {
		return kit.NewMessage(preview, kit.Line(kit.Text(fmt.Sprintf("%s had planned %s with you for %s. That has changed since.", manager, kindTitle(t.Kind), weekdayMonth(on, today)))))
	}
	return kit.NewMessage(preview, kit.Line(kit.Bold(manager), kit.Text(" plans "+kindTitle(t.Kind)+" with you for "), kit.Bold(weekdayMonth(on, today)), kit.Text(about(t)+".")))
}

// TimeAnsweredFacts is the data behind the message with what became of a time
// request.
type TimeAnsweredFacts struct {
	Request  practice.TimeRequest
	Practice string            // the name of the session that met it
	On       cadence.Date      // the day of that session
	Manager  practice.PersonID // whom the report could ask now; nobody where there is none
	Who      Who
	Today    cadence.Date
}

// TimeAnswered is the message to a report with what became of the time they
// asked for.
func TimeAnswered(f TimeAnsweredFacts) kit.Message {
	t := f.Request
	manager, name := fullName(f.Who(t.Pair.Manager)), firstName(f.Who(t.Pair.Manager))
	asked := fmt.Sprintf("You asked %s for %s on %s", manager, kindTitle(t.Kind), dayMonth(t.AskedOn, f.Today)) + about(t) + ". "
	again := kit.Button(ActionAskTime, timeOpening(f.Manager, ""), "Ask again", "Ask for time again")
	talk := kit.Button(ActionTopics, idValue(t.Pair.Manager), "Add a topic", "Add a topic for "+name)
	say := func(what string, buttons ...*slack.ButtonBlockElement) kit.Message {
		blocks := []slack.Block{kit.Line(kit.Text(asked), kit.Text(what))}
		if len(buttons) > 0 && f.Manager != 0 {
			blocks = append(blocks, kit.Buttons(buttons...))
		}
		return kit.NewMessage("About the time you asked "+manager+" for.", blocks...)
	}
	switch t.Outcome {
	case practice.TimeMet:
		return say(fmt.Sprintf("%s has noted %s with you on %s, so I've closed it.", name, within(kit.OneLine(f.Practice)), weekdayMonth(f.On, f.Today)))
	case practice.TimeDone:
		return say(name+" says it has happened already, so I've closed it.", again)
	case practice.TimeLapsed:
		return say("It has waited for 20 of "+name+"'s working days, so I've closed it. You can ask again, or put it on your list for the next 1:1.", again, talk)
	case practice.TimeMoved:
		if f.Manager == 0 {
			return say("You don't report to " + name + " any more, so I've closed it.")
		}
		return say("You don't report to "+name+" any more, so I've closed it. "+firstName(f.Who(f.Manager))+" hasn't read it.", kit.Button(ActionAskTime, timeOpening(f.Manager, ""), "Ask "+firstName(f.Who(f.Manager)), ""))
	}
	return say("It's open again.")
}
