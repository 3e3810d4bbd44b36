package main

import (
	"cmp"
	"fmt"

	"coach/practice"
)

// passes says that a reason to withhold the message does not hold.
func (x explained) passes(w practice.Withheld) string {
	switch w {
	case practice.WithheldNoPart:
		return "they take part"
	case practice.WithheldNoAccount:
		return "their account may use coach"
	case practice.WithheldDayOff:
		return "it is a working day of theirs"
	case practice.WithheldAway:
		return "they are not away"
	case practice.WithheldEarly:
		return fmt.Sprintf("their own time is %s", x.clock(x.own()))
	case practice.WithheldLate:
		return fmt.Sprintf("their working day goes on, until %s", practice.WorkEnds)
	case practice.WithheldUnwanted:
		return fmt.Sprintf("they want messages on %ss", x.On.Weekday())
	case practice.WithheldAfterLast:
		return "the last message is 20 hours old"
	case practice.WithheldBeforeNext:
		return "the next message is 20 hours away"
	case practice.WithheldSpent:
		return fmt.Sprintf("the week has room: %d of %d messages have come", x.Week.Sent, x.Week.Most())
	case practice.WithheldFirstWeeks, practice.WithheldQuiet:
		return x.passesWeekly(w)
	case practice.WithheldNothing:
		return "there is something to say"
	case practice.WithheldNotOpen:
		return "it is one of the mornings of their week"
	}
	return "no later day of the week needs the message more"
}

// passesWeekly says why a time in which only a week's first message comes does
// not withhold this one.
func (x explained) passesWeekly(w practice.Withheld) string {
	if x.Week.Weekly && x.Week.First() {
		return "it is the week's first message, and no other comes for now"
	}
	if w == practice.WithheldFirstWeeks {
		return "their first two weeks with coach are over"
	}
	return "messages are not down to one a week"
}

// reason says why the message is withheld. Of leave it says that there is some,
// and not until when.
func (x explained) reason(w practice.Withheld) string {
	switch w {
	case practice.WithheldNoPart:
		return cmp.Or(x.account(), "they take no part on that day. The people file does not have them, or has them later or no longer")
	case practice.WithheldNoAccount:
		return cmp.Or(x.account(), "their account is a guest's, and guests take part only if the people file has them")
	case practice.WithheldDayOff:
		return "it is no working day of theirs, by their calendar and its holidays"
	case practice.WithheldAway:
		return "they are away"
	case practice.WithheldEarly:
		return fmt.Sprintf("their own time, %s, has not come", x.clock(x.own()))
	case practice.WithheldLate:
		return fmt.Sprintf("their working day is over: messages come until %s", practice.WorkEnds)
	case practice.WithheldUnwanted:
		return fmt.Sprintf("they want no messages on %ss", x.On.Weekday())
	case practice.WithheldAfterLast:
		return "the last message came less than 20 hours before"
	case practice.WithheldBeforeNext:
		return "it would be late, and the next one would come less than 20 hours after it"
	case practice.WithheldSpent:
		return fmt.Sprintf("the week has had its messages, %d of %d", x.Week.Sent, x.Week.Most())
	case practice.WithheldFirstWeeks:
		return x.begun()
	case practice.WithheldQuiet:
		return "only the week's first message comes for now, because three in a row were left alone"
	case practice.WithheldNothing:
		return "there is nothing to say"
	case practice.WithheldNotOpen:
		return "it is none of the mornings of their week"
	}
	return "later days of the week have better reasons for the messages that are left"
}

// account says why nobody with such an account may use coach; nothing for one
// that may.
func (x explained) account() string {
	switch x.Person.Account {
	case practice.Unfound:
		return "nobody in the workspace has their email. Compare it with their Slack profile"
	case practice.Gone:
		return "their account in Slack is closed"
	case practice.Outside:
		return "they belong to another company, or are an app"
	}
	return ""
}

// begun says when the person began with coach, if only the week's first message
// comes for that.
func (x explained) begun() string {
	const rule = "in the first two weeks only the week's first message comes"
	switch on := x.Habits.BegunOn; {
	case on == 0:
		return "they have not begun with coach yet, and " + rule
	case on > x.On:
		return fmt.Sprintf("they began with coach later, on %s, and %s", on.Format("2 January 2006"), rule)
	default:
		return fmt.Sprintf("they began with coach on %s, and %s", on.Format("2 January 2006"), rule)
	}
}
