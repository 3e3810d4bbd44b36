package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// An ObstacleTold is the data behind the message to the reader about something
// that happened to an obstacle.
type ObstacleTold struct {
	ObstacleFacts
	Obstacle practice.Obstacle
	Event    int  // its place in the history, from 1
	Outside  bool // the reader takes no part in coach, and may never have heard of it
}

// ObstacleNews is the message to somebody about something that happened to an
// obstacle: to whom it gives something to do, or to whoever raised it. Once more
// has happened it has no buttons, and says what.
func ObstacleNews(f ObstacleTold) kit.Message {
	o := f.Obstacle
	if o.State() == practice.ObstacleIsWithdrawn {
		said := capital(f.raiser(o)) + " took an obstacle back, so there's nothing left to do."
		return kit.NewMessage(said, kit.Line(kit.Text(said)))
	}
	ev := o.History[f.Event-1]
	said := f.says(ev)
	blocks := []slack.Block{kit.Line(kit.Text(said)), kit.Quote(o.What)}
	if ev.Words != "" {
		blocks = append(blocks, kit.Line(kit.Text(capital(f.called(ev.By))+" writes:")), kit.Quote(ev.Words))
	}
	if ev.Owner == f.Reader {
		blocks = append(blocks, aboutMessage(o.LinkFor(f.Reader))...)
	}
	if o.Hidden && o.Owner() == f.Reader && o.Raiser != f.Reader {
		blocks = append(blocks, kit.Aside("Only you are shown the name, as the owner."))
	}
	if f.Outside {
		blocks = append(blocks, kit.Aside(whatCoachDoes))
	}
	return kit.NewMessage(said, append(blocks, f.foot(ev)...)...)
}

// whatCoachDoes introduces coach to somebody who takes no part, and to whom a
// colleague gives something.
const whatCoachDoes = "I'm coach, and I pass on what people here ask of each other. I'll write to you about this one only if you take it."

// says is the message in one sentence, which is its preview too: names and days,
// and nobody's words.
func (f ObstacleTold) says(ev practice.ObstacleEvent) string {
	by := capital(f.does(f.Obstacle, ev.By))
	if f.Obstacle.Raiser == f.Reader && ev.Owner != f.Reader {
		return f.saysToRaiser(ev, by)
	}
	switch ev.Kind {
	case practice.ObstacleOwned, practice.ObstacleAccepted:
		if ev.Owner != f.Reader && ev.Owner == ev.By {
			return fmt.Sprintf("%s took the obstacle that you held, by %s.", by, weekdayMonth(ev.Due, f.Today))
		}
		if ev.Owner != f.Reader {
			return fmt.Sprintf("%s owns an obstacle now that was yours, by %s.", fullName(f.Who(ev.Owner)), weekdayMonth(ev.Due, f.Today))
		}
		if ev.By == f.Obstacle.Raiser {
			return fmt.Sprintf("%s raised an obstacle, and asks you to own it, by %s.", by, weekdayMonth(ev.Due, f.Today))
		}
		return fmt.Sprintf("%s asks you to own an obstacle that %s raised, by %s.", by, f.raiser(f.Obstacle), weekdayMonth(ev.Due, f.Today))
	case practice.ObstacleOffered:
		return by + " passes an obstacle up to you."
	case practice.ObstacleDeclined:
		if ev.By == 0 {
			return "Nobody owns an obstacle any more that you named somebody for."
		}
		return by + " says that the obstacle isn't theirs, so nobody owns it now."
	case practice.ObstacleReopened:
		return fmt.Sprintf("What you resolved isn't gone for %s, so it's open again.", f.raiser(f.Obstacle))
	case practice.ObstacleResolved:
		return by + " noted in a review that an obstacle you own is resolved."
	case practice.ObstacleGone:
		return fmt.Sprintf("What you resolved is gone for %s, too.", f.raiser(f.Obstacle))
	}
	return by + " changed an obstacle."
}

// saysToRaiser is the sentence to whoever raised the obstacle.
func (f ObstacleTold) saysToRaiser(ev practice.ObstacleEvent, by string) string {
	switch ev.Kind {
	case practice.ObstacleOwned, practice.ObstacleAccepted:
		if ev.Owner == ev.By {
			return fmt.Sprintf("%s owns your obstacle, by %s.", by, weekdayMonth(ev.Due, f.Today))
		}
		return fmt.Sprintf("%s named %s as the owner of your obstacle, by %s.", by, fullName(f.Who(ev.Owner)), weekdayMonth(ev.Due, f.Today))
	case practice.ObstacleUpdated:
		return by + " sent an update about your obstacle."
	case practice.ObstacleDue:
		return fmt.Sprintf("%s moved your obstacle to %s.", by, weekdayMonth(ev.Due, f.Today))
	case practice.ObstacleOffered:
		return fmt.Sprintf("%s passed your obstacle up to %s.", by, fullName(f.Who(ev.Owner)))
	case practice.ObstacleDeclined:
		if ev.By == 0 {
			return "Whoever owned your obstacle has left, so nobody owns it now."
		}
		return by + " says that your obstacle isn't theirs, so nobody owns it now."
	case practice.ObstacleResolved:
		return fmt.Sprintf("%s resolved your obstacle: %s.", by, within(f.outcome(ev.Outcome)))
	}
	return by + " changed your obstacle."
}

// foot is what the reader can do now, or what has happened since.
func (f ObstacleTold) foot(ev practice.ObstacleEvent) []slack.Block {
	o := f.Obstacle
	if f.Event < len(o.History) {
		return f.since()
	}
	switch {
	case practice.MayConfirmGone(f.Reader, o):
		return []slack.Block{kit.Line(kit.Bold("Is it gone for you?")), kit.Buttons(goneButtons(o)...)}
	case f.Outside && o.Owner() == f.Reader:
		return []slack.Block{kit.Buttons(takeButton(o).WithStyle(slack.StylePrimary), f.button(ActionObstacleDecline, o, "Not mine"))}
	case o.Raiser == f.Reader && o.Owner() != f.Reader:
		return f.next(o)
	}
	buttons := f.buttons(o)
	if len(buttons) == 0 {
		return nil
	}
	return []slack.Block{kit.Buttons(buttons...)}
}

// next says to the raiser what comes next, where nobody owns the obstacle.
func (f ObstacleTold) next(o practice.Obstacle) []slack.Block {
	asked := o.Asked(f.Roster, f.Today)
	switch {
	case o.Owner() == 0 && asked != 0 && slices.Contains(o.Tells(), practice.Notice(practice.ObstacleNews{Obstacle: o.ID, Event: f.Event, To: asked})):
		return []slack.Block{kit.Aside(firstName(f.Who(asked)) + " is asked again to take it or to name somebody.")}
	case o.Owner() == 0 && asked != 0:
		return []slack.Block{kit.Aside("I'll ask " + firstName(f.Who(asked)) + " on the next working morning to take it or to name somebody.")}
	case o.Owner() == 0:
		return []slack.Block{kit.Buttons(f.buttons(o)...)}
	case o.OfferedTo() != 0:
		return []slack.Block{kit.Aside(fmt.Sprintf("Until %s takes it, it stays with %s.", firstName(f.Who(o.OfferedTo())), firstName(f.Who(o.Owner()))))}
	}
	return nil
}

// since says what happened last, where the message waited for an answer.
func (f ObstacleTold) since() []slack.Block {
	o := f.Obstacle
	asks := o
	asks.History = o.History[:f.Event]
	if !slices.Contains(asks.Asks(), practice.Notice(practice.ObstacleNews{Obstacle: o.ID, Event: f.Event, To: f.Reader})) {
		return nil
	}
	for _, ev := range slices.Backward(o.History[f.Event:]) {
		if said := f.happened(o, ev); said != "" {
			return []slack.Block{kit.Aside(fmt.Sprintf("Since then, on %s: %s.", weekdayMonth(ev.On, f.Today), said))}
		}
	}
	return nil
}
