package view

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// TeamFacts is the data behind the answer to /coach team.
type TeamFacts struct {
	Who       Who
	Manager   practice.PersonID   // the person's manager, or nobody
	Leaves    bool                // they may end that: both confirmed it in Slack
	Asked     []practice.Claim    // claims about the person that wait for their answer
	Locked    []practice.PersonID // reports through the people file
	Profiles  []practice.PersonID // reports through their own Slack profiles
	OwnSlack  bool                // the person's manager is the one in their Slack profile
	Confirmed []practice.PersonID // reports who confirmed it in Slack
	Waiting   []practice.Claim    // the person's own that wait for an answer
	MayClaim  bool                // they may say who else reports to them
	Decides   bool                // they may decide about the team, such as its channel
	Settings  practice.TeamSettings

	Me           practice.PersonID
	ActsFor      practice.PersonID   // for whom the person's manager stands in; nobody for one of their own
	Acting       []practice.PersonID // reports of a manager for whom the person stands in
	StandIns     []practice.StandIn  // for the person, and of the person for others
	NamesStandIn bool                // they may name somebody
	Today        cadence.Date
}

const (
	teamTitle   = "Your team"
	maxClaims   = practice.ClaimsMost // people claimed in one go
	maxTeamRows = 30                  // lines of a kind that have a button; each takes two blocks at most
)

// Team is the form with a person's managers and reports, in which they can name
// further reports.
func Team(f TeamFacts) slack.ModalViewRequest {
	blocks := append(f.above(), kit.Line(kit.Bold("Your people")))
	blocks = append(blocks, f.below()...)
	blocks = append(blocks, f.standIns()...)
	if f.Decides {
		blocks = append(blocks, teamSettingsLine(f.Settings))
	}
	if len(f.Locked) > 0 || f.Manager != 0 && !f.Leaves && !f.OwnSlack && f.ActsFor == 0 {
		blocks = append(blocks, kit.Aside("To change what's in the people file, ask whoever keeps it."))
	}
	if len(f.Profiles) > 0 || f.OwnSlack {
		blocks = append(blocks, kit.Aside("To change what a Slack profile says, change the manager there."))
	}
	if !f.MayClaim {
		return kit.Modal("", teamTitle, "", blocks...)
	}
	element := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, kit.Plain("Pick one or more", kit.MaxPlaceholder), kit.ActionChoose)
	element.MaxSelectedItems = new(maxClaims)
	blocks = append(blocks, kit.Input(practice.FieldPeople, "Who else reports to you?",
		"I'll ask each of them if that's right. Nothing changes until they say yes.", true, element))
	return kit.Modal(FormTeam, teamTitle, "Ask them", blocks...)
}

// above lists the person's managers, and those who claim to be.
func (f TeamFacts) above() []slack.Block {
	var blocks []slack.Block
	switch name := fullName(f.Who(f.Manager)); {
	case f.Manager == 0:
	case f.ActsFor != 0:
		blocks = append(blocks, kit.Line(kit.Text(fmt.Sprintf("You report to %s, who stands in for %s.", name, fullName(f.Who(f.ActsFor))))))
	case f.Leaves:
		leave := kit.AskedAgain(kit.Button(ActionLeave, idValue(f.Manager), "No longer right", ""), "No longer right?",
			fmt.Sprintf("From today you no longer report to %s in coach. Past sessions stay as they are.", name), "End it", "Keep it")
		blocks = append(blocks, kit.Item("You report to "+name+", as you both confirmed.", leave))
	case f.OwnSlack:
		blocks = append(blocks, kit.Line(kit.Text("You report to "+name+" according to your Slack profile.")))
	default:
		blocks = append(blocks, kit.Line(kit.Text("You report to "+name+" according to the people file.")))
	}
	for _, c := range f.Asked[:min(len(f.Asked), maxTeamRows/2)] {
		blocks = append(blocks, claimQuestion(f.Who(c.Manager)), claimButtons(c))
	}
	if len(f.Asked) > 0 {
		blocks = append(blocks, kit.Aside("If you say yes: "+claimShows("your manager")))
	}
	return blocks
}

// below lists the person's reports, and the people they have claimed.
func (f TeamFacts) below() []slack.Block {
	var blocks []slack.Block
	for _, some := range []struct {
		from   string
		people []practice.PersonID
	}{{"From the people file", f.Locked}, {"From their Slack profiles", f.Profiles}, {"While you stand in", f.Acting}} {
		var names []string
		for _, id := range some.people {
			names = append(names, fullName(f.Who(id)))
		}
		if len(names) > 0 {
			blocks = append(blocks, kit.Line(kit.Text(some.from+": "+practice.Listed(names)+".")))
		}
	}
	for _, id := range f.Confirmed[:min(len(f.Confirmed), maxTeamRows)] {
		name := fullName(f.Who(id))
		remove := kit.AskedAgain(kit.Button(ActionRemove, idValue(id), "Remove", "Remove "+name), "Remove from your team?",
			fmt.Sprintf("From today %s no longer reports to you in coach. What you logged stays.", name), "Remove", "Keep")
		blocks = append(blocks, kit.Item(name+" · confirmed", remove))
	}
	for _, c := range f.Waiting[:min(len(f.Waiting), maxTeamRows)] {
		name := fullName(f.Who(c.Person))
		blocks = append(blocks, kit.Item(name+" · asked, hasn't answered yet", kit.Button(ActionTakeBack, idValue(c.ID), "Withdraw", "Withdraw the question to "+name)))
	}
	if more := max(0, len(f.Confirmed)-maxTeamRows) + max(0, len(f.Waiting)-maxTeamRows); more > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more. They move up as you remove some of these.", number(more))))
	}
	isCovered := slices.ContainsFunc(f.StandIns, func(s practice.StandIn) bool { return s.Manager == f.Me && s.From <= f.Today })
	if len(blocks) == 0 && !isCovered {
		blocks = append(blocks, kit.Line(kit.Text("Nobody reports to you in coach yet.")))
	}
	return blocks
}

func idValue[ID ~int64](id ID) string { return strconv.FormatInt(int64(id), 10) }

// ParseTeam is the inverse of [Team]: the further reports.
func ParseTeam(v slack.View, find directory) ([]practice.PersonID, error) {
	ids, problems := answersOf(v).people(practice.FieldPeople, find)
	if problems == nil && len(ids) == 0 {
		problems = practice.Problems{{Field: practice.FieldPeople, Text: "Pick at least one person, or close this."}}
	}
	if problems != nil {
		return nil, problems
	}
	return ids, nil
}

// TeamAsked replaces the form once the questions to the named people are
// queued.
func TeamAsked(ids []practice.PersonID, who Who) slack.ModalViewRequest {
	var names []string
	for _, id := range ids {
		names = append(names, fullName(who(id)))
	}
	return kit.Modal("", teamTitle, "",
		kit.Line(kit.Text(fmt.Sprintf("I'm asking %s now. I'll message you when they answer.", practice.Listed(names)))),
		kit.Aside("To withdraw a question, type /coach team again."))
}

// ClaimFacts is the data behind messages about a claim.
type ClaimFacts struct {
	Claim   practice.Claim
	Who     Who
	Manager practice.PersonID // the person's present manager, or nobody
}

// ClaimAsk is the question to a person whether they report to the manager who
// claims so, and once it is settled, the outcome.
func ClaimAsk(f ClaimFacts) kit.Message {
	manager := f.Who(f.Claim.Manager)
	if f.Claim.Answer != practice.ClaimWaiting {
		said := ClaimClosed(f)
		return kit.NewMessage(said, kit.Line(kit.Text(said)))
	}
	question := claimQuestion(manager)
	return kit.NewMessage(claimWords(manager), question, kit.Aside(whatCoachIs), kit.Aside("If you say yes: "+claimShows(firstName(manager))), claimButtons(f.Claim))
}

// whatCoachIs introduces coach, and who sees what, to a person who may never
// have heard of it.
const whatCoachIs = "I'm coach. I help managers make time for their people, in 1:1s and with feedback, and keep a note of it. Only the two of you read what you write, unless the form says that the team does."

// claimShows describes the data that a yes makes visible, and to whom.
func claimShows(manager string) string {
	return fmt.Sprintf("%s sees when you're away, and time with you becomes part of %s's rhythm. Others see how often %s's team met, never what was said. You can end it any day with /coach team.",
		manager, manager, manager)
}

func claimWords(manager practice.Person) string {
	return fullName(manager) + " says you're on their team. Is that right?"
}

func claimQuestion(manager practice.Person) slack.Block {
	return kit.Line(kit.Text(claimWords(manager)))
}

func claimButtons(c practice.Claim) slack.Block {
	return kit.Buttons(kit.Button(ActionClaimYes, idValue(c.ID), "Yes", "Yes, I'm on their team"), kit.Button(ActionClaimNo, idValue(c.ID), "No", "No, I'm not on their team"))
}

// ClaimClosed is the text to a person about the outcome of a claim that waits
// no longer.
func ClaimClosed(f ClaimFacts) string {
	manager := fullName(f.Who(f.Claim.Manager))
	switch {
	case f.Claim.Answer == practice.ClaimDenied:
		return fmt.Sprintf("You said you don't report to %s. Nothing changes.", manager)
	case f.Claim.Answer == practice.ClaimWithdrawn:
		return manager + " no longer asks whether you report to them. There's nothing to answer."
	case f.Claim.Answer == practice.ClaimConfirmed && f.Manager == f.Claim.Manager:
		return fmt.Sprintf("You report to %s. %s", manager, claimShows(firstName(f.Who(f.Claim.Manager))))
	case f.Claim.Answer == practice.ClaimConfirmed:
		return fmt.Sprintf("You no longer report to %s in coach.", manager)
	case f.Manager != 0 && f.Manager != f.Claim.Manager:
		return fmt.Sprintf("You report to %s now, so there's no need to say whether you report to %s.", fullName(f.Who(f.Manager)), manager)
	}
	return fmt.Sprintf("Reporting lines have changed since %s asked, so there's nothing to answer. Type /coach team to see yours.", manager)
}

// ClaimAnswer is the message to the manager about the outcome of their claim.
func ClaimAnswer(f ClaimFacts) kit.Message {
	person := f.Who(f.Claim.Person)
	name := fullName(person)
	var said, next string
	var more []slack.Block
	switch {
	case f.Claim.Answer == practice.ClaimConfirmed && f.Manager == f.Claim.Manager:
		said, next = name+" said yes and now reports to you.", "Time together is part of your rhythm from today."
		more = []slack.Block{kit.Buttons(kit.Button(ActionDue, "", "What's due", ""))}
	case f.Claim.Answer == practice.ClaimConfirmed:
		said, next = name+" no longer reports to you in coach.", "What you logged stays. To ask again, type /coach team."
	case f.Claim.Answer == practice.ClaimDenied:
		said, next = name+" said no, so nothing changes.", "If that's a mix-up, talk to "+firstName(person)+"."
	default: // the name of the present manager is not disclosed
		said, next = fmt.Sprintf("Reporting lines have changed since you asked %s, so the question is closed.", name), "If that's a mix-up, talk to "+firstName(person)+"."
	}
	return kit.NewMessage(said, slices.Concat([]slack.Block{kit.Line(kit.Text(said)), kit.Aside(next)}, more)...)
}
