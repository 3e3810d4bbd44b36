package view

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// Understood is coach's reading of typed words: a form to open, filled in as
// far as the words go. A typed message cannot open a form by itself; a button
// can.
type Understood struct {
	Practice *practice.Practice
	People   []practice.Person // the people named; none if the words name nobody
	On       cadence.Date
	Today    cadence.Date
	Message  string            // the timestamp of the typed message, if it contains more to fill in
	Fits     []practice.Person // the candidates for a name that fits several people
	Missing  string            // a day that the words name and that does not exist
	Rest     string            // words that were not understood
}

// IDs returns the IDs of the people named.
func (u Understood) IDs() []practice.PersonID { return idsOf(u.People) }

func idsOf(people []practice.Person) []practice.PersonID {
	var ids []practice.PersonID
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	return ids
}

// An Opening is the value of the button of [OfferForm]: IDs and a day, never
// words.
type Opening struct {
	Practice string
	People   []practice.PersonID
	On       cadence.Date
	Message  string
}

// openingJSON is the encoding of an Opening. The first person has a key of
// their own, as in older buttons, which allowed only one.
type openingJSON struct {
	Practice string              `json:"practice,omitempty"`
	Person   practice.PersonID   `json:"person,omitempty"`
	Others   []practice.PersonID `json:"others,omitempty"`
	On       cadence.Date        `json:"on,omitzero"`
	Message  string              `json:"message,omitempty"`
}

// String encodes the button's value.
func (o Opening) String() string {
	j := openingJSON{Practice: o.Practice, On: o.On, Message: o.Message}
	if len(o.People) > 0 {
		j.Person, j.Others = o.People[0], o.People[1:]
	}
	value, _ := json.Marshal(j) // IDs and a date always can be
	return string(value)
}

// OfferForm answers typed words with a button that opens the form they mean.
func OfferForm(u Understood) kit.Message {
	said := u.Practice.Short
	if len(u.People) > 0 {
		joint := " with "
		if u.Practice.Key == practice.RecognitionKey {
			joint = " for "
		}
		said += joint + fullNames(u.People)
	}
	if u.On < u.Today {
		said += ", " + weekdayMonth(u.On, u.Today)
	}
	value := Opening{u.Practice.Key, u.IDs(), min(u.On, u.Today), u.Message}.String()
	open := kit.Button(ActionOpen, value, "Open the form", "Open the form for "+said)
	open.WithStyle(slack.StylePrimary)
	blocks := []slack.Block{kit.Line(kit.Bold(said)), kit.Buttons(open)}
	if hint := NotFilledIn(u); hint != "" {
		blocks = append([]slack.Block{kit.Line(kit.Text(hint))}, blocks...)
	}
	return kit.NewMessage(said+".", blocks...)
}

// maxFits is the number of people that are named when a name fits several.
const maxFits = 4

// NotFilledIn describes the parts of a person's words that the form does not
// contain; nothing if it contains all.
func NotFilledIn(u Understood) string {
	rest, isThanks, nobody := "“"+kit.OneLine(u.Rest)+"”", u.Practice.Key == practice.RecognitionKey, len(u.People) == 0
	switch {
	case (nobody || isThanks) && len(u.Fits) > maxFits:
		return "Several people have that name. Pick the one you mean in the form."
	case (nobody || isThanks) && len(u.Fits) > 1:
		var names []string
		for _, p := range u.Fits {
			names = append(names, fullName(p))
		}
		return "That could be " + strings.Join(names, " or ") + ". Pick the one you mean in the form."
	case u.Rest != "" && isThanks && !nobody:
		return "I don't know who " + rest + " is. Add them in the form."
	case u.Rest != "" && nobody && (isThanks || u.Practice.Scope == practice.ScopeReport):
		return "I don't know who " + rest + " is. Pick the person in the form."
	case u.Rest != "" && !isThanks:
		return "I didn't get " + rest + ". Check the form before you send it."
	case u.Missing != "" && !isThanks:
		return "There's no " + u.Missing + ". Pick the day in the form."
	case u.On > u.Today && !isThanks:
		return fullDay(u.On, u.Today) + " hasn't come yet. Log it once it has happened, or pick another day in the form."
	}
	return ""
}

// ParseOpening is the inverse of [Opening.String].
func ParseOpening(value string) (Opening, error) {
	var j openingJSON
	if err := json.Unmarshal([]byte(value), &j); err != nil {
		return Opening{}, fmt.Errorf("view: value of an opening: %w", err)
	}
	o := Opening{Practice: j.Practice, On: j.On, Message: j.Message}
	if j.Person != 0 {
		o.People = append([]practice.PersonID{j.Person}, j.Others...)
	}
	return o, nil
}

// A Named is the people and the day named in words that did not name a
// practice.
type Named struct {
	People []practice.Person
	On     cadence.Date // no date where the words name none
}

// IDs returns the IDs of the people named.
func (a Named) IDs() []practice.PersonID { return idsOf(a.People) }

// String encodes it for a button or a form: IDs and a day.
func (a Named) String() string {
	if len(a.People) == 0 && a.On == 0 {
		return ""
	}
	return Opening{People: a.IDs(), On: a.On}.String()
}

// ParseNamed is the inverse of [Named.String]; nobody for any other text.
func ParseNamed(value string, who Who) Named {
	o, err := ParseOpening(value)
	if err != nil {
		return Named{}
	}
	a := Named{On: o.On}
	for _, id := range o.People {
		if p := who(id); p.ID != 0 {
			a.People = append(a.People, p)
		}
	}
	return a
}

// OfferPicker answers words that name people and no practice.
func OfferPicker(a Named) kit.Message {
	said := "With " + fullNames(a.People)
	pick := kit.Button(ActionLogAny, a.String(), "Choose what to log", "Choose what to log with "+fullNames(a.People))
	pick.WithStyle(slack.StylePrimary)
	return kit.NewMessage(said+".", kit.Line(kit.Bold(said)), kit.Buttons(pick))
}

// LeftOut names the people that a form cannot include; nothing if it includes
// all.
func LeftOut(p *practice.Practice, ids []practice.PersonID, who Who) string {
	var people []practice.Person
	for _, id := range ids {
		people = append(people, who(id))
	}
	i := slices.IndexFunc(p.Form, func(f practice.Field) bool { return f.Type == practice.User || f.Type == practice.MultiUser })
	switch {
	case len(people) == 0 || i >= 0 && (p.Form[i].Type == practice.MultiUser || len(people) == 1):
		return ""
	case i < 0:
		return "This form has no place for names, so it won't mention " + fullNames(people) + "."
	}
	return "This form takes one person. Log it for " + fullNames(people[1:]) + " after that."
}

func fullNames(people []practice.Person) string {
	var names []string
	for _, p := range people {
		names = append(names, fullName(p))
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// Welcomed answers thanks that were meant for coach. The example, if any,
// thanks a colleague.
func Welcomed(example string) kit.Message {
	const said = "You're welcome."
	if example == "" {
		return kit.NewMessage(said, kit.Line(kit.Text(said)))
	}
	return kit.NewMessage(said, kit.Line(kit.Text(said+" To thank a colleague, try "), kit.Code(example), kit.Text(".")))
}

// NotUnderstood answers typed words that coach could not parse, with examples
// that work for the same person.
func NotUnderstood(examples []string) kit.Message {
	const said = "Sorry, I didn't get that."
	if len(examples) == 0 {
		examples = []string{"help"}
	}
	return kit.NewMessage(said, kit.Line(append([]kit.Run{kit.Text(said + " Try ")}, either(examples)...)...))
}

// either lists examples: a, b or c.
func either(examples []string) []kit.Run {
	var parts []kit.Run
	for i, example := range examples {
		switch {
		case i > 0 && i == len(examples)-1:
			parts = append(parts, kit.Text(" or "))
		case i > 0:
			parts = append(parts, kit.Text(", "))
		}
		parts = append(parts, kit.Code(example))
	}
	return append(parts, kit.Text("."))
}
