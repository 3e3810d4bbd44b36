package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/practice"
)

// A Command is something coach can be asked, and what it does.
type Command struct{ Name, Help string }

// Help lists what coach can be asked.
func Help(commands []Command) Message {
	const intro = "What you can ask coach"
	blocks := []slack.Block{line(bold(intro))}
	names := make([]string, len(commands))
	for i, c := range commands {
		names[i] = c.Name
		blocks = append(blocks, line(code(c.Name), text("  "+c.Help)))
	}
	return message(intro+": "+strings.Join(names, ", "), blocks...)
}

// Welcome answers a bare /coach: how many things wait for the person, and
// buttons for what they may do.
func Welcome(p practice.Person, waiting int, doors Doors) Message {
	state := "Nothing is waiting for you."
	switch {
	case waiting == 1:
		state = "One thing is waiting for you."
	case waiting > 1:
		state = capital(counted(waiting, "thing", "things")) + " are waiting for you."
	}
	greeting := fmt.Sprintf("Hello %s. %s", firstName(p), state)
	offered := doors.buttons()
	if waiting > 0 {
		offered = slices.Insert(offered, 0, button(ActionDue, "", "What is due", ""))
	}
	if len(offered) == 0 {
		return message(greeting, line(text(greeting)))
	}
	offered[0].WithStyle(slack.StylePrimary)
	return message(greeting, line(text(greeting)), buttons(offered...))
}

// Doors are what a person may do at any time, whatever waits for them.
type Doors struct {
	May   []*practice.Practice // what they may log
	Part  bool                 // they take part, so something may be expected of them
	Team  bool                 // they lead somebody, or may come to
	Owner bool                 // of the playbook
}

// buttons open the doors, those first that people need most.
func (d Doors) buttons() []*slack.ButtonBlockElement {
	recognition := func(p *practice.Practice) bool { return p.Key == practice.RecognitionKey }
	var offered []*slack.ButtonBlockElement
	offer := func(may bool, action, label, spoken string) {
		if may {
			offered = append(offered, button(action, "", label, spoken))
		}
	}
	offer(slices.ContainsFunc(d.May, func(p *practice.Practice) bool { return !recognition(p) }), ActionLogAny, "Log something", "")
	offer(slices.ContainsFunc(d.May, recognition), ActionRecognize, "Thank somebody", "")
	offer(d.Part, ActionExpected, "What is expected of me", "")
	offer(d.Part, ActionAway, "I'm away", "Note when I am away")
	offer(d.Team, ActionTeam, "My team", "")
	offer(d.Owner, ActionSettings, "Settings", "Settings of coach")
	return offered
}
