package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// A picker offers people to choose from. For a practice that everyone may
// perform it offers the whole workspace; for any other it offers the person's
// team, because Slack's own list of people cannot be narrowed to it.
type picker struct {
	team   []practice.PersonID
	who    Who
	anyone bool
}

const personPlaceholder = "Pick a person"

// one is an input for choosing one person, or nil if there is nobody to choose.
func (p picker) one(id practice.PersonID) slack.BlockElement {
	options, listed := p.options([]practice.PersonID{id})
	switch {
	case !listed:
		element := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, kit.Plain(personPlaceholder, kit.MaxPlaceholder), kit.ActionChoose)
		element.InitialUser = p.who(id).SlackID
		return element
	case len(options) == 0:
		return nil
	default:
		return kit.Menu(personPlaceholder, options, personValue(id))
	}
}

// several is an input for choosing any number of people, or nil if there is
// nobody to choose.
func (p picker) several(ids []practice.PersonID) slack.BlockElement {
	options, listed := p.options(ids)
	placeholder := kit.Plain("Pick one or more", kit.MaxPlaceholder)
	switch {
	case !listed:
		element := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, placeholder, kit.ActionChoose)
		for _, id := range ids {
			if slackID := p.who(id).SlackID; slackID != "" {
				element.InitialUsers = append(element.InitialUsers, slackID)
			}
		}
		return element
	case len(options) == 0:
		return nil
	default:
		element := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, placeholder, kit.ActionChoose, options...)
		for _, id := range ids {
			element.InitialOptions = append(element.InitialOptions, kit.Chosen(options, personValue(id))...)
		}
		return element
	}
}

// options returns the people to list: the team, and the people chosen already.
// It lists none when the whole workspace is offered, or when they are more than
// Slack's limit.
func (p picker) options(prefilled []practice.PersonID) (options []*slack.OptionBlockObject, listed bool) {
	ids := slices.Clone(p.team)
	for _, id := range prefilled {
		if id != 0 && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if p.anyone || len(ids) > kit.MaxOptions {
		return nil, false
	}
	for _, id := range ids {
		options = append(options, kit.Choice(personValue(id), fullName(p.who(id)), ""))
	}
	return options, true
}

// personValue returns the option value of a person.
func personValue(id practice.PersonID) string { return "p" + strconv.FormatInt(int64(id), 10) }

func parsePerson(value string) (practice.PersonID, bool) {
	digits, ok := strings.CutPrefix(value, "p")
	id, err := strconv.ParseInt(digits, 10, 64)
	return practice.PersonID(id), ok && err == nil && id > 0
}
