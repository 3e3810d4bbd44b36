package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// ExpectedFacts is the data behind the answer to /coach playbook.
type ExpectedFacts struct {
	Person   practice.Person
	Today    cadence.Date
	Expected []practice.Obligation // of the person
	Manager  practice.Person       // nobody if they have none
	Owed     []practice.Obligation // the practices that their manager does with them
	Who      Who
	Owner    bool // may change the playbook
	Vision   string
	Outside  bool // the people file does not name the person
}

// maxAsked is the number of practices listed, so that everything fits one
// message.
const maxAsked = 40

// Expected lists the practices expected of a person, and describes how they are
// inspected.
func Expected(f ExpectedFacts) kit.Message {
	var blocks []slack.Block
	preview := fmt.Sprintf("%s expected of you, %s.", capital(counted(len(f.Expected), "practice is", "practices are")), firstName(f.Person))
	switch {
	case f.Outside:
		preview = "Nothing is expected of you yet."
		blocks = append(blocks, kit.Line(kit.Text(preview+" Ask whoever runs coach to add you to the people file.")))
	case len(f.Expected) == 0:
		preview = "Nothing is expected of you right now."
		blocks = append(blocks, kit.Line(kit.Bold(preview), kit.Text(" You can thank somebody any time: "), kit.Code("/coach recognize")))
	default:
		if f.Vision != "" {
			blocks = append(blocks, kit.Line(kit.Bold("Our vision"), kit.Text(" · "+f.Vision)))
		}
		blocks = append(blocks, kit.Line(kit.Bold("What's expected of you")))
		blocks = append(blocks, f.asked(f.Expected)...)
	}
	if len(f.Owed) > 0 {
		blocks = append(blocks, kit.Line(kit.Bold("What you can expect of "+firstName(f.Manager))))
		for _, a := range f.Owed[:min(len(f.Owed), maxAsked-min(len(f.Expected), maxAsked-1))] {
			blocks = append(blocks, kit.Line(kit.Bold(kit.OneLine(a.Practice.Short)), kit.Text(" · "+f.owed(a))))
		}
		preview += fmt.Sprintf(" %s with %s.", capital(counted(len(f.Owed), "practice", "practices")), firstName(f.Manager))
	}
	if !f.Outside {
		blocks = append(blocks, kit.Aside("What leaders see: "+within(inspected)+" "+whoSees))
	}
	if f.Owner {
		blocks = append(blocks, kit.Buttons(kit.Button(ActionChangePlaybook, "", "Change the playbook", ""), kit.Button(ActionHistory, "", "History", "History of the playbook")))
	}
	return kit.NewMessage(preview, blocks...)
}

// whoSees is the privacy rule of every practice: leaders see the rhythm, never
// the words.
const whoSees = "Your own leader sees this by name. Leaders above see only totals of three managers or more. What you write about somebody, or they about you, stays between the two of you. Private notes are yours alone in the app."

// inspected describes what leaders see of every practice.
const inspected = "Whether it happened, and when it was logged."

// asked lists practices, each in a line. It mentions readers only where they
// differ from [whoSees].
func (f ExpectedFacts) asked(all []practice.Obligation) []slack.Block {
	var blocks []slack.Block
	room := roomForWords
	for _, a := range all[:min(len(all), maxAsked)] {
		said := []string{a.Rule.Words()}
		if a.From != 0 {
			said[0] = "from " + dayMonth(a.From, f.Today) + ": " + said[0]
		}
		if with := withWhom(a, f.Who); with != "" {
			said = append(said, with)
		}
		if a.To != 0 {
			said = append(said, "until "+dayMonth(a.To, f.Today))
		}
		if a.Practice.Minutes > 0 {
			said = append(said, fmt.Sprintf("about %d min", a.Practice.Minutes))
		}
		if readers := a.Practice.ReaderWords(); readers != "" {
			said = append(said, readers)
		}
		line := []kit.Run{kit.Bold(kit.OneLine(a.Practice.Short)), kit.Text(" · " + strings.Join(said, " · "))}
		card, length := prepared(a.Practice)
		if room -= length; room > 0 {
			line = append(line, card...)
		}
		blocks = append(blocks, kit.Line(line...))
	}
	if more := len(all) - maxAsked; more > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more.", number(more))))
	}
	return blocks
}

// roomForWords is how many characters a message spends on what good looks like,
// of the 12,000 that Slack takes.
const roomForWords = 6000

// prepared returns why a practice is worth its time, what good looks like and
// where to learn more, and how long that is.
func prepared(p *practice.Practice) (card []kit.Run, length int) {
	card = []kit.Run{kit.Text("\n" + p.Purpose())}
	if len(p.Good) > 0 {
		card = append(card, kit.Text(" Good: "+strings.Join(p.Good, " · ")+"."))
	}
	length = len([]rune(kit.Words(card)))
	if p.Learn != "" {
		card = append(card, kit.Text(" "), kit.Link("Learn more", p.Learn), kit.Text(" · "+host(p.Learn)))
		length += len(p.Learn)
	}
	return card, length
}

// withWhom names the people a practice is about.
func withWhom(a practice.Obligation, who Who) string {
	switch {
	case a.Practice.Scope == practice.ScopeTeam:
		return "for your team"
	case a.Practice.Scope != practice.ScopeReport:
		return ""
	case len(a.People) == 0:
		return "with each of your people"
	case len(a.People) == 1:
		return "with " + firstName(who(a.People[0]))
	}
	return fmt.Sprintf("with each of your %s people", number(len(a.People)))
}

// owed describes how often a manager does something with the person.
func (f ExpectedFacts) owed(a practice.Obligation) string {
	said := a.Rule.Words() + ", with you"
	if a.From != 0 {
		said += ", from " + dayMonth(a.From, f.Today)
	}
	return said
}
