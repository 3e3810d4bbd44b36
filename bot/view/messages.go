package view

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// MessagesFacts is the data behind the form in which a person chooses when and
// about what coach writes to them.
type MessagesFacts struct {
	practice.Preferences
	Week     cadence.Weekdays     // the person's working week
	Expected []*practice.Practice // what is expected of them, to mute
	Today    cadence.Date
	Owner    bool // they may change everybody's settings too

	Leads  bool                  // they lead somebody, and may read their team's week
	Digest practice.Subscription // their own digest of it; none without an ID
}

// quarter is the step between the times that can be chosen.
const quarter cadence.Clock = 15

const weeklyBack = "back"

// The choice of a digest of one's own.
const (
	ownDigest   = "own_digest"
	ownDigestAt = "own_digest_at"
	noDigest    = "none"
)

// asGiven is the option of somebody who has not said how they like to be
// thanked.
const asGiven = "as_given"

// Messages is the form of a person's own messages.
func Messages(f MessagesFacts) slack.ModalViewRequest {
	var blocks []slack.Block
	if f.Owner {
		blocks = append(blocks, kit.Line(kit.Text("These are your own messages. Channels, their digests and the calendar are everyone's.")),
			kit.Buttons(kit.Button(ActionSettings, "", "Everyone's settings", ""), kit.Button(ActionDigests, "", "Digests in channels", ""),
				kit.Button(ActionKept, "", "What is kept", "For how long things are kept"),
				kit.Button(ActionOwners, "", "Owners", "Who owns the playbook, and erasing somebody"), kit.Button(ActionAudit, "", "Audit", "Who changed what, and who read data of others")))
	}
	var times []*slack.OptionBlockObject
	for at := practice.WorkBegins; at <= practice.LatestMorning; at += quarter {
		times = append(times, kit.Choice(at.String(), at.String(), ""))
	}
	blocks = append(blocks,
		kit.Input(practice.PreferMorning, "When shall I write?", "At most one message a day, in your own time.", true, kit.Menu("Pick a time", times, f.Morning.String())),
		kit.Input(practice.PreferDays, "On which days?", "Leave all days empty for every working day. The week's first message has your week.", false, kit.AnyOf(f.weekdays(), f.days())))
	if options := f.practices(); len(options) > 0 {
		menu := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, kit.Plain("Pick any", kit.MaxPlaceholder), kit.ActionChoose, options...)
		menu.InitialOptions = kit.Chosen(options, f.Muted...)
		blocks = append(blocks, kit.Input(practice.PreferMuted, "No reminders about", "They stay on Home and in your week, and count as before.", false, menu))
	}
	if f.Leads || f.Digest.ID != 0 {
		blocks = append(blocks, f.digest()...)
	}
	thanks := []*slack.OptionBlockObject{
		kit.Choice(asGiven, "As the person who thanks me chooses", ""),
		kit.Choice(string(practice.LikesPublic), "In public", ""),
		kit.Choice(string(practice.LikesPrivate), "Just to me", ""),
	}
	blocks = append(blocks, kit.Input(practice.PreferThanks, "How do you like to be thanked?", "If it's just to you, no channel and no list names you, whatever the other person chose.", true,
		kit.Radios(thanks, cmp.Or(string(f.Thanks), asGiven))))
	if f.WeeklyUntil >= f.Today {
		back := []*slack.OptionBlockObject{kit.Choice(weeklyBack, "Write on my other days again too", "")}
		blocks = append(blocks, kit.Input(practice.PreferWeekly, "I write on Mondays only until "+weekdayMonth(f.WeeklyUntil, f.Today), "", false, kit.AnyOf(back, nil)))
	}
	return kit.Modal(FormMessages, "My messages", "Save", blocks...)
}

// digest asks when the person's own digest of their team's week comes. Whoever
// leads nobody any more can stop it.
func (f MessagesFacts) digest() []slack.Block {
	days := append([]*slack.OptionBlockObject{kit.Choice(noDigest, "Not for now", "")}, f.weekdays()...)
	chosen, hint := noDigest, "What happened, what your people say, and where help may be useful. Only you read it."
	at := slack.NewTimePickerBlockElement(kit.ActionChoose)
	at.InitialTime = practice.UsualDigestAt.String()
	if f.Digest.ID != 0 {
		at.InitialTime = f.Digest.At.String()
		chosen = strconv.Itoa(int(f.Digest.Weekday))
		if !f.Week.Has(f.Digest.Weekday) {
			days = append(days, kit.Choice(chosen, f.Digest.Weekday.String(), ""))
		}
	}
	if !f.Leads {
		hint = "Nobody reports to you at present, so nothing comes."
	}
	return []slack.Block{
		kit.Input(ownDigest, "Your team's week", hint, true, kit.Menu("Pick a day", days, chosen)),
		kit.Input(ownDigestAt, "Your team's week, at what time?", "In your own time.", true, at),
	}
}

// weekdays are the days of the person's working week, from Monday on.
func (f MessagesFacts) weekdays() []*slack.OptionBlockObject {
	var options []*slack.OptionBlockObject
	for _, o := range weekdayOptions() {
		if d := weekday(o.Value); f.Week.Has(d) {
			options = append(options, o)
		}
	}
	return options
}

func (f MessagesFacts) days() []string {
	var chosen []string
	for _, d := range f.Days {
		chosen = append(chosen, strconv.Itoa(int(d)))
	}
	return chosen
}

// practices are the practices that can be muted.
func (f MessagesFacts) practices() []*slack.OptionBlockObject {
	var options []*slack.OptionBlockObject
	for _, p := range f.Expected[:min(len(f.Expected), kit.MaxOptions)] {
		options = append(options, kit.Choice(p.Key, kit.OneLine(p.Short), ""))
	}
	return options
}

// ParseMessages is the inverse of [Messages].
func ParseMessages(v slack.View, f MessagesFacts) (practice.Preferences, error) {
	given, p := answersOf(v), f.Preferences
	at, err := cadence.ParseClock(given.option(practice.PreferMorning))
	if err != nil {
		return p, practice.Problems{{Field: practice.PreferMorning, Text: "Pick a time."}}
	}
	p.Morning, p.Days, p.Muted = at, nil, nil
	for _, o := range given[practice.PreferDays].SelectedOptions {
		if d := weekday(o.Value); f.Week.Has(d) && !slices.Contains(p.Days, d) {
			p.Days = append(p.Days, d)
		}
	}
	slices.SortFunc(p.Days, func(a, b time.Weekday) int { return int(a - b) })
	for _, o := range given[practice.PreferMuted].SelectedOptions {
		if slices.ContainsFunc(f.Expected, func(p *practice.Practice) bool { return p.Key == o.Value }) {
			p.Muted = append(p.Muted, o.Value)
		}
	}
	switch liking := practice.Liking(given.option(practice.PreferThanks)); liking {
	case practice.LikesPublic, practice.LikesPrivate:
		p.Thanks = liking
	default:
		p.Thanks = ""
	}
	if len(given[practice.PreferWeekly].SelectedOptions) > 0 {
		p.WeeklyUntil = 0
	}
	return p, p.Validate()
}

// ParseOwnDigest reads from the form when its sender wants a digest of their own:
// wanted is false for not at all, asked where the form does not ask.
func ParseOwnDigest(v slack.View) (day time.Weekday, at cadence.Clock, wanted, asked bool, err error) {
	given := answersOf(v)
	switch chosen := given.option(ownDigest); chosen {
	case "":
		return 0, 0, false, false, nil
	case noDigest:
		return 0, 0, false, true, nil
	default:
		if at, err = cadence.ParseClock(given[ownDigestAt].SelectedTime); err != nil {
			err = practice.Problems{{Field: ownDigestAt, Text: "Pick a time."}}
		}
		return weekday(chosen), at, true, true, err
	}
}

// MessagesSaved replaces the form once the choices are stored.
func MessagesSaved() slack.ModalViewRequest {
	return kit.Modal("", "My messages", "", kit.Line(kit.Text("Saved. I go by this from the next message on.")))
}
