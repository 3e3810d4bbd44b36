package view

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// OfferSetUp is the message that invites a person to set coach up. Begun is the
// person who began already: nobody, the same person, or one who has abandoned
// it.
func OfferSetUp(p, begun practice.Person) kit.Message {
	said, label := "I'm not set up yet. It takes two short forms and about five minutes.", "Set up coach"
	switch begun.ID {
	case 0:
	case p.ID:
		said, label = "You started setting me up, and I kept what you decided.", "Continue"
	default:
		said, label = fullName(begun)+" started setting me up but hasn't finished. You can take over from where they stopped.", "Take over"
	}
	said = fmt.Sprintf("Hello %s. %s", firstName(p), said)
	start := kit.Button(ActionSetUp, "", label, "")
	start.WithStyle(slack.StylePrimary)
	return kit.NewMessage(said, kit.Line(kit.Text(said)), kit.Buttons(start))
}

// NotSetUp is the message to everybody else while coach is not set up. It names
// the people to contact, or any admin if none are named.
func NotSetUp(named []string) kit.Message {
	ask := "an admin of this workspace"
	if len(named) > 0 {
		ask = practice.Listed(named)
	}
	said := "I'm not set up yet. Ask " + ask + " to type "
	return kit.NewMessage(said+"/coach.", kit.Line(kit.Text(said), kit.Code("/coach"), kit.Text(".")))
}

// BeingSetUp is the message to a second admin while another is setting coach
// up.
func BeingSetUp(by practice.Person) kit.Message {
	return Sorry(fmt.Sprintf("%s is setting me up. You can offer to help, or take over if it isn't done within a day.", fullName(by)))
}

// CoreFacts is the data behind the second form of the set-up.
type CoreFacts struct {
	Playbook *practice.Playbook // as it would be published, in force from On
	On       cadence.Date
	Chosen   []string        // keys of the practices that are to be on
	Load     practice.Impact // of those chosen
	AskAgain bool            // whether to show the confirmation of a heavy load
}

const (
	askPractices = "practices"
	askSure      = "sure"
	sure         = "sure"
	typicalTeam  = 8 // people, of the manager whose load is shown
)

// Core is the second form of the set-up: the practices that the playbook begins
// with, how often each is due, and the time they take.
func Core(f CoreFacts) slack.ModalViewRequest {
	blocks := []slack.Block{kit.Line(kit.Text("These practices start on " + f.On.Format("Monday 2 January") + ". Leave out what doesn't suit you. You can change each of them later."))}
	on := f.offered()
	for i := 0; i*kit.MaxBoxes < len(on); i++ {
		some := on[i*kit.MaxBoxes : min(len(on), (i+1)*kit.MaxBoxes)]
		var options []*slack.OptionBlockObject
		for _, p := range some {
			usual := p.Rule
			usual.Intensify = nil // the rhythm at the end of a quarter has no room here
			options = append(options, kit.Choice(p.Key, p.Short+" · "+usual.Words(), f.takes(p)))
		}
		label := "What's expected"
		if i > 0 {
			label = "What's expected, continued"
		}
		blocks = append(blocks, kit.Input(corePath(i), label, "", false, kit.AnyOf(options, f.Chosen)))
	}
	blocks = append(blocks, f.load()...)
	return kit.Modal(FormCore, "Your playbook", "Publish", blocks...)
}

func corePath(i int) string { return askPractices + "." + strconv.Itoa(i) }

// offered returns the practices that are switched on in the playbook, each
// once.
func (f CoreFacts) offered() []*practice.Practice {
	var on []*practice.Practice
	for i := range f.Playbook.Practices {
		key := f.Playbook.Practices[i].Key
		p, _ := f.Playbook.Practice(key, f.On)
		if p.Enabled && !slices.ContainsFunc(on, func(other *practice.Practice) bool { return other.Key == key }) {
			on = append(on, p)
		}
	}
	return on
}

// takes describes the hours a month that one practice takes of a manager with a
// team of the usual size, and of the one with the largest team.
func (f CoreFacts) takes(p *practice.Practice) string {
	alone := *f.Playbook
	alone.Practices = []practice.Practice{*p}
	level, whose := practice.FLM, ""
	if alone.Workload(level, typicalTeam, f.On).Hours == 0 {
		level, whose = practice.MOM, "for managers of managers, "
	}
	said := fmt.Sprintf("%sabout %s a month", whose, hours(alone.Workload(level, typicalTeam, f.On)))
	if p.Scope != practice.ScopeReport {
		return said
	}
	said += fmt.Sprintf(" with %d people", typicalTeam)
	if most := f.Load.Largest; most.Manager != 0 && most.Reports != typicalTeam && whose == "" {
		said += fmt.Sprintf(", %s with %d", hours(alone.Workload(level, most.Reports, f.On)), most.Reports)
	}
	return said
}

func (f CoreFacts) load() []slack.Block {
	var blocks []slack.Block
	for _, said := range f.Load.Sentences() {
		blocks = append(blocks, kit.Line(kit.Text(said)))
	}
	if f.AskAgain {
		blocks = append(blocks, kit.Input(askSure, "Publish anyway?", "Or leave a practice out above.", false,
			kit.AnyOf([]*slack.OptionBlockObject{kit.Choice(sure, "Yes, publish this much", "")}, nil)))
	}
	return blocks
}

func hours(w practice.Workload) string {
	if w.Hours < 1 {
		return counted(int(math.Round(w.Hours*60)), "minute", "minutes")
	}
	return counted(int(math.Round(w.Hours)), "hour", "hours")
}

// ParseCore is the inverse of [Core]: the keys of the practices to switch on,
// and whether the person confirmed a heavy load. If none is chosen, the error
// is [practice.Problems].
func ParseCore(v slack.View) (keys []string, isSure bool, err error) {
	given := answersOf(v)
	for i := 0; ; i++ {
		answer, asked := given[corePath(i)]
		if !asked {
			break
		}
		for _, o := range answer.SelectedOptions {
			keys = append(keys, o.Value)
		}
	}
	if len(keys) == 0 {
		return nil, false, practice.Problems{{Field: corePath(0), Text: "Keep at least one practice."}}
	}
	return keys, len(given[askSure].SelectedOptions) > 0, nil
}

// DoneFacts is the data behind the last view of the set-up.
type DoneFacts struct {
	Settings practice.Settings
	People   int // who take part
	Today    cadence.Date
	AtOnce   bool            // whether the first messages come today
	Digest   cadence.Date    // the day of the first digest, if there is one
	Root     practice.Person // the person the digest is about
}

// SetUpDone is the last view of the set-up: it describes what happens next.
func SetUpDone(f DoneFacts) slack.ModalViewRequest {
	said := capital(counted(f.People, "person takes", "people take")) + " part. "
	said += "In the first two weeks I write on Mondays only"
	if f.AtOnce {
		said += ", beginning in a minute"
	}
	who := []kit.Run{kit.Text(said + ". Messages come at " + practice.DefaultMorning.String() + ", one a day at most. Everyone can choose another time.")}
	if f.People == 0 {
		who = []kit.Run{kit.Text("Nobody takes part yet. Start with your own team: type "), kit.Code("/coach team"), kit.Text(" and say who reports to you. Other managers can do the same, or whoever runs coach can import everybody with "), kit.Code("coach people import"), kit.Text(".")}
	}
	blocks := []slack.Block{kit.Line(kit.Bold("You're all set. The playbook is published.")), kit.Line(who...),
		kit.Line(kit.Text("Public thanks appear in "), slack.NewRichTextSectionChannelElement(f.Settings.Recognition, nil), kit.Text("."))}
	if d := f.Settings.Digest; d.Channel != "" {
		blocks = append(blocks, kit.Line(kit.Text("The digest appears in "), slack.NewRichTextSectionChannelElement(d.Channel, nil),
			kit.Text(fmt.Sprintf(" every %s at %s, starting on %s. It's about %s's organisation.", d.Weekday, d.At, dayMonth(f.Digest, f.Today), fullName(f.Root)))))
	}
	m := kit.Modal("", "coach is set up", "", append(blocks, kit.Line(kit.Text("To change any of this, type "), kit.Code("/coach settings"), kit.Text(".")))...)
	m.ClearOnClose = true
	return m
}
