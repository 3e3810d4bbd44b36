package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// A Command is one of coach's commands, and its description.
type Command struct{ Name, Help string }

// Help lists the commands that the reader can use, and examples of plain words
// that work for them in coach's messages.
func Help(commands []Command, examples []string) kit.Message {
	const intro = "What you can ask me"
	blocks := []slack.Block{kit.Line(kit.Bold(intro))}
	names := make([]string, len(commands))
	for i, c := range commands {
		names[i] = c.Name
		blocks = append(blocks, kit.Line(kit.Code(c.Name), kit.Text("  "+c.Help)))
	}
	if len(examples) > 0 {
		blocks = append(blocks, kit.Line(append([]kit.Run{kit.Text("Or write to me in plain words, such as ")}, either(examples)...)...))
	}
	return kit.NewMessage(intro+": "+strings.Join(names, ", "), blocks...)
}

// Welcome answers a bare /coach with the number of open practices, and buttons
// for what the person may do.
func Welcome(p practice.Person, touches []practice.Reminder, today cadence.Date, doors HomeLinks) kit.Message {
	greeting := fmt.Sprintf("Hello %s. %s", firstName(p), waits(touches, today))
	offered := doors.buttons()
	if len(touches) > 0 {
		offered = slices.Insert(offered, 0, kit.Button(ActionDue, "", "What's due", ""))
	}
	if len(offered) == 0 {
		return kit.NewMessage(greeting, kit.Line(kit.Text(greeting)))
	}
	offered[0].WithStyle(slack.StylePrimary)
	return kit.NewMessage(greeting, kit.Line(kit.Text(greeting)), kit.Buttons(offered...))
}

// waits describes the number of open practices: those of today as the morning
// message counts them, late ones that can still be logged, and later ones.
func waits(touches []practice.Reminder, today cadence.Date) string {
	isToday := func(o practice.Occurrence) bool {
		return o.Waiting(today) && (o.DueOn == today || o.GraceUntil == today)
	}
	isOpen := func(o practice.Occurrence) bool { return o.Waiting(today) && o.DueOn < today }
	var now, open, later int
	for _, t := range touches {
		switch {
		case slices.ContainsFunc(t.Occurrences, isToday):
			now++
		case slices.ContainsFunc(t.Occurrences, isOpen):
			open++
		default:
			later++
		}
	}
	var said []string
	add := func(n int, begins, goesOn string) {
		switch {
		case n > 0 && len(said) == 0:
			said = append(said, counted(n, "thing", "things")+begins)
		case n > 0:
			said = append(said, number(n)+goesOn)
		}
	}
	add(now, " today", "")
	add(open, " still open", " still open")
	add(later, " in the coming days", " more in the coming days")
	switch {
	case len(said) == 0:
		return "Nothing is waiting for you."
	case now+open == 0:
		return "Nothing today, " + said[0] + "."
	}
	return capital(strings.Join(said, ", ")) + "."
}

// HomeLinks are the actions that a person may take at any time.
type HomeLinks struct {
	May   []*practice.Practice // the practices they may log
	Part  bool                 // they take part, so something may be expected of them
	Team  bool                 // they lead somebody, or may come to
	Owner bool                 // of the playbook
	Known bool                 // they may read what coach knows about them
	Left  bool                 // they take no part any more, or are a guest who takes none
}

// buttons returns a button for each link, the most needed first.
func (d HomeLinks) buttons() []*slack.ButtonBlockElement { return append(d.front(), d.back()...) }

// front returns the buttons for what people do every day.
func (d HomeLinks) front() []*slack.ButtonBlockElement {
	recognition := func(p *practice.Practice) bool { return p.Key == practice.RecognitionKey }
	var offered []*slack.ButtonBlockElement
	if slices.ContainsFunc(d.May, func(p *practice.Practice) bool { return !recognition(p) }) {
		offered = append(offered, kit.Button(ActionLogAny, "", "Log something", ""))
	}
	if slices.ContainsFunc(d.May, recognition) {
		offered = append(offered, kit.Button(ActionRecognize, "", "Thank somebody", ""))
	}
	if d.Part {
		offered = append(offered, kit.Button(ActionObstacle, "", "Raise an obstacle", "Raise what's in the way"))
	}
	return offered
}

// back returns the buttons for what people seldom do.
func (d HomeLinks) back() []*slack.ButtonBlockElement {
	var offered []*slack.ButtonBlockElement
	offer := func(may bool, action, label, spoken string) {
		if may {
			offered = append(offered, kit.Button(action, "", label, spoken))
		}
	}
	offer(d.Part, ActionExpected, "What's expected of me", "")
	offer(d.Part, ActionAway, "I'm away", "Note when I'm away")
	offer(d.Team, ActionTeam, "My team", "")
	offer(d.Owner, ActionSettings, "Settings", "Settings of coach")
	return offered
}
