package view

import (
	"encoding/json"
	"fmt"

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
	Message  string // Slack's name for the message with the words, if they hold more to fill in
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
	if u.On != u.Today {
		said += ", " + weekdayMonth(u.On, u.Today)
	}
	value, _ := json.Marshal(opening{u.Practice.Key, u.Person.ID, u.On, u.Message}) // IDs and a date always can be
	open := button(ActionOpen, string(value), "Open the form", "Open the form for "+said)
	open.WithStyle(slack.StylePrimary)
	return message(said+".", line(bold(said)), buttons(open))
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
