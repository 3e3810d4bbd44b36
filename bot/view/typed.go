package view

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/cadence"
	"coach/practice"
)

// Understood is what coach made of words that somebody typed: a form to open,
// filled in as far as the words go. A typed message cannot open a form by
// itself; a button can.
type Understood struct {
	Practice *practice.Practice
	Person   practice.Person // whom the words name; nobody if they do not
	On       cadence.Date
	Today    cadence.Date
	Message  string            // Slack's name for the message with the words, if they hold more to fill in
	Fits     []practice.Person // whom the words may name, where that is more than one
	Missing  string            // a day that the words name and that does not exist
	Rest     string            // words that were not understood
}

// An opening is what the button of [Understood] carries: IDs and a day, never
// words.
type opening struct {
	Practice string            `json:"practice"`
	Person   practice.PersonID `json:"person,omitempty"`
	On       cadence.Date      `json:"on,omitzero"`
	Message  string            `json:"message,omitempty"`
}

// OfferForm answers typed words with a button that opens the form they mean.
func OfferForm(u Understood) Message {
	said := u.Practice.Short
	if u.Person.ID != 0 {
		joint := " with "
		if u.Practice.Key == practice.RecognitionKey {
			joint = " for "
		}
		said += joint + fullName(u.Person)
	}
	if u.On < u.Today {
		said += ", " + weekdayMonth(u.On, u.Today)
	}
	value, _ := json.Marshal(opening{u.Practice.Key, u.Person.ID, min(u.On, u.Today), u.Message}) // IDs and a date always can be
	open := button(ActionOpen, string(value), "Open the form", "Open the form for "+said)
	open.WithStyle(slack.StylePrimary)
	blocks := []slack.Block{line(bold(said)), buttons(open)}
	if hint := NotFilledIn(u); hint != "" {
		blocks = append([]slack.Block{line(text(hint))}, blocks...)
	}
	return message(said+".", blocks...)
}

// maxFits is how many people are named between whom somebody has to choose.
const maxFits = 4

// NotFilledIn says what of somebody's words the form leaves to them; nothing if
// it holds all.
func NotFilledIn(u Understood) string {
	rest, isThanks := "“"+oneLine(u.Rest)+"”", u.Practice.Key == practice.RecognitionKey
	switch {
	case u.Person.ID == 0 && len(u.Fits) > maxFits:
		return "Several people have that name. Pick who you mean in the form."
	case u.Person.ID == 0 && len(u.Fits) > 1:
		var names []string
		for _, p := range u.Fits {
			names = append(names, fullName(p))
		}
		return "That could be " + strings.Join(names, " or ") + ". Pick who you mean in the form."
	case u.Rest != "" && u.Person.ID == 0 && (isThanks || u.Practice.Scope == practice.ScopeReport):
		return "coach does not know who " + rest + " is. Pick the person in the form."
	case u.Rest != "" && !isThanks:
		return "coach did not understand " + rest + ". Check the form before you send it."
	case u.Missing != "" && !isThanks:
		return "There is no " + u.Missing + ". Pick the day in the form."
	case u.On > u.Today && !isThanks:
		return capital(weekdayMonth(u.On, u.Today)) + " is still to come. Log it once it has happened, or pick another day in the form."
	}
	return ""
}

// ParseOpening is the inverse of [OfferForm]'s button.
func ParseOpening(value string) (key string, person practice.PersonID, on cadence.Date, message string, err error) {
	var o opening
	if err := json.Unmarshal([]byte(value), &o); err != nil {
		return "", 0, 0, "", fmt.Errorf("view: value of an opening: %w", err)
	}
	return o.Practice, o.Person, o.On, o.Message, nil
}

// NotUnderstood answers typed words that coach cannot make sense of.
func NotUnderstood() Message {
	const said = "coach did not understand that."
	return message(said, line(text(said+" Try "), code("log 1:1 ana"), text(", "), code("thank ben for the demo"), text(" or "), code("due"), text(".")))
}
