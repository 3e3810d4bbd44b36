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
func Welcome(p practice.Person, waiting int, may []*practice.Practice) Message {
	state := "Nothing is waiting for you."
	switch {
	case waiting == 1:
		state = "One thing is waiting for you."
	case waiting > 1:
		state = capital(counted(waiting, "thing", "things")) + " are waiting for you."
	}
	greeting := fmt.Sprintf("Hello %s. %s", firstName(p), state)
	offered := append(offers(may), button(ActionDue, "", "What is due", ""))
	offered[0].WithStyle(slack.StylePrimary)
	return message(greeting, line(text(greeting)), buttons(offered...))
}

// offers are buttons for what a person may do at any time.
func offers(may []*practice.Practice) []*slack.ButtonBlockElement {
	recognition := func(p *practice.Practice) bool { return p.Key == practice.RecognitionKey }
	var offered []*slack.ButtonBlockElement
	if slices.ContainsFunc(may, func(p *practice.Practice) bool { return !recognition(p) }) {
		offered = append(offered, button(ActionLogAny, "", "Log something", ""))
	}
	if slices.ContainsFunc(may, recognition) {
		offered = append(offered, button(ActionRecognize, "", "Thank somebody", ""))
	}
	return offered
}
