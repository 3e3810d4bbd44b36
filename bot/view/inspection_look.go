package view

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// remedies are the buttons below a practice to look at: an owner of the playbook
// is offered what could be asked of people instead, anybody else can suggest it
// to the owners.
func (f Inspection) remedies(key string) (buttons []*slack.ButtonBlockElement) {
	p, ok := f.Playbook.Practice(key, f.Today)
	if ok && f.Owner {
		for _, r := range p.Remedies() {
			buttons = append(buttons, remedyButton(p, r))
		}
	}
	if len(buttons) > 0 {
		return buttons
	}
	buttons = append(buttons, kit.Button(ActionExpected, "", "Open the playbook", ""))
	if !f.Owner && f.Version != 0 {
		buttons = append(buttons, kit.Button(ActionSuggest, strconv.Itoa(f.Version), "Suggest a change", "Suggest a change of the playbook to its owners"))
	}
	return buttons
}

func remedyButton(p *practice.Practice, r practice.Remedy) *slack.ButtonBlockElement {
	name := kit.OneLine(p.Short)
	switch r {
	case practice.AskedLess:
		e, _ := p.Remedied(r)
		label := capital(e.Cadence.Every())
		return kit.Button(ActionLookLess, lookValue(p.Key, e.Cadence), label, label+": "+name)
	case practice.FromRecordings:
		return kit.Button(ActionLookRecordings, p.Key, "Allow recordings", "Allow recordings: "+name)
	}
	return kit.Button(ActionLookPause, p.Key, "Pause", "Pause: "+name)
}

// everyWeek are the buttons below a report that somebody asked for, with which
// it comes every week: to a leader about their team, and for an owner of the
// playbook to a channel.
func (f Inspection) everyWeek() (buttons []*slack.ButtonBlockElement) {
	if f.Report.Scope == measure.Team {
		buttons = append(buttons, kit.Button(ActionMessages, "", "Send it every week", "Choose when your team's week comes"))
	}
	if f.Owner && (f.Report.Scope == measure.Team || f.Report.Scope == measure.Company) {
		buttons = append(buttons, kit.Button(ActionDigests, "", digestsTitle, ""))
	}
	return buttons
}

// lookValue names a practice in a button, and how often it was to come round
// when the button was drawn.
func lookValue(key string, c cadence.Cadence) string { return key + "/" + string(c) }

// ParseLook reads the value of a button below a practice to look at: the
// practice, and how often it is to come round, where the button says so.
func ParseLook(value string) (key string, c cadence.Cadence) {
	key, rest, _ := strings.Cut(value, "/")
	return key, cadence.Cadence(rest)
}

// The notes above an owner's changes after they pressed such a button.
const (
	LookFilledIn = "I've filled this in for you. Nothing changes until you publish it."
	LookPassed   = "The playbook has changed since I wrote that, so I've filled nothing in. This is what it says now."
)
