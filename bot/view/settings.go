package view

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// SettingsFacts is the data behind the form of settings, during set-up and
// later.
type SettingsFacts struct {
	Settings practice.Settings
	Fixed    practice.Settings // of them, those set where coach runs: shown without an input
	Year     practice.WorkYear
	Who      Who
}

// The paths of the inputs in the form of settings for channels and for the
// person the digest is about, at which coach reports problems with them.
const (
	AskRecognition = "recognition"
	AskDigest      = "digest"
	AskRoot        = "root"
)

// The paths of the form's other inputs.
const (
	askWeekday   = "weekday"
	askTime      = "time"
	askZone      = "zone"
	askWeek      = "week"
	askWeekStart = "week_start"
	askFiscal    = "fiscal"
)

// SetUp is the first of the two forms for setting coach up.
func SetUp(f SettingsFacts) slack.ModalViewRequest {
	intro := kit.Line(kit.Text("It takes two short forms. Nobody hears from me before you publish, and you can change all of this later."))
	return kit.Modal(FormSetUp, "Set up coach", "Next", append([]slack.Block{intro}, f.blocks(f.digest()...)...)...)
}

// Settings is the form of settings after set-up. Digests have a list of their
// own by then.
func Settings(f SettingsFacts) slack.ModalViewRequest {
	return kit.Modal(FormSettings, "Settings", "Save", f.blocks(kit.Aside("For the digests that channels get, type /coach settings and press Digests in channels."))...)
}

// fixedHere is the note beside a setting that the form cannot change.
const fixedHere = " This is set where coach runs, not here."

// blocks are the inputs of either form, with what it has about digests.
func (f SettingsFacts) blocks(digest ...slack.Block) []slack.Block {
	blocks := append(f.recognition(), digest...)
	if f.Fixed.Zone == "" {
		blocks = append(blocks, kit.Input(askZone, "Your organisation's time zone", "For the digest, and for people whose own I don't know. For example Europe/London or America/New_York.", true, zoneInput(f.Settings.Zone)))
	} else {
		blocks = append(blocks, kit.Line(kit.Text("Your organisation's time zone is "+f.Settings.Zone+"."+fixedHere)))
	}
	return append(blocks, f.year()...)
}

func (f SettingsFacts) recognition() []slack.Block {
	if f.Fixed.Recognition != "" {
		return []slack.Block{kit.Line(kit.Text("Shout-outs go to "), slack.NewRichTextSectionChannelElement(f.Settings.Recognition, nil), kit.Text("."+fixedHere))}
	}
	return []slack.Block{kit.Input(AskRecognition, "Channel for shout-outs", "Where people thank each other in public. I join a public channel myself. Invite me to a private one with /invite @coach.", true, channelMenu(f.Settings.Recognition))}
}

func (f SettingsFacts) digest() []slack.Block {
	d := f.Settings.Digest
	if f.Fixed.Digest.Channel != "" {
		said := fmt.Sprintf(", %ss at %s, about %s's organisation.%s", d.Weekday, d.At, fullName(f.Who(d.Root)), fixedHere)
		return []slack.Block{kit.Line(kit.Text("The weekly digest goes to "), slack.NewRichTextSectionChannelElement(d.Channel, nil), kit.Text(said))}
	}
	at := slack.NewTimePickerBlockElement(kit.ActionChoose)
	at.InitialTime = d.At.String()
	return []slack.Block{
		kit.Input(AskDigest, "Channel for the weekly digest", "Counts of what happened, for leaders. Leave empty for no digest.", false, channelMenu(d.Channel)),
		kit.Input(AskRoot, "Whose organisation is it about?", "The person at the top of it.", true, picker{who: f.Who, anyone: true}.one(d.Root)),
		kit.Input(askWeekday, "Day of the digest", "", true, kit.Menu("Pick a day", weekdayOptions(), strconv.Itoa(int(d.Weekday)))),
		kit.Input(askTime, "Time of the digest", "", true, at),
	}
}

func (f SettingsFacts) year() []slack.Block {
	var week []string
	for _, d := range f.Year.Week {
		week = append(week, strconv.Itoa(int(d)))
	}
	blocks := []slack.Block{
		kit.Input(askWeek, "Working days", "For everyone without a calendar of their own.", true, kit.AnyOf(weekdayOptions(), week)),
		kit.Input(askWeekStart, "First day of the week", "", true, kit.Menu("Pick a day", weekdayOptions(), strconv.Itoa(int(f.Year.WeekStart)))),
	}
	if f.Year.FiscalStart == 0 {
		return append(blocks, kit.Aside("The months of your fiscal year are in the playbook file."))
	}
	var months []*slack.OptionBlockObject
	for m := time.January; m <= time.December; m++ {
		months = append(months, kit.Choice(strconv.Itoa(int(m)), m.String(), ""))
	}
	return append(blocks, kit.Input(askFiscal, "First month of the fiscal year", "Quarters are counted from here.", true, kit.Menu("Pick a month", months, strconv.Itoa(int(f.Year.FiscalStart)))))
}

// weekdayOptions are the days of the week, from Monday on.
func weekdayOptions() []*slack.OptionBlockObject {
	var options []*slack.OptionBlockObject
	for i := range 7 {
		d := time.Weekday((i + 1) % 7)
		options = append(options, kit.Choice(strconv.Itoa(int(d)), d.String(), ""))
	}
	return options
}

func channelMenu(slackID string) slack.BlockElement {
	element := slack.NewOptionsSelectBlockElement(slack.OptTypeConversations, kit.Plain("Pick a channel", kit.MaxPlaceholder), kit.ActionChoose)
	element.Filter = &slack.SelectBlockElementFilter{Include: []string{"public", "private"}}
	element.InitialConversation = slackID
	return element
}

func zoneInput(zone string) slack.BlockElement {
	element := slack.NewPlainTextInputBlockElement(nil, kit.ActionChoose).WithMaxLength(maxZone)
	element.InitialValue = zone
	return element
}

// maxZone is the limit for a time zone's name, longer than any real one.
const maxZone = 60

// ParseSettings is the inverse of [SetUp] and [Settings]. Settings without an
// input stay as they are in f. Missing or wrong input is [practice.Problems].
func ParseSettings(v slack.View, f SettingsFacts, lookup func(slackID string) (practice.PersonID, bool)) (practice.Settings, practice.WorkYear, error) {
	given, s, y := answersOf(v), f.Settings, f.Year
	var problems practice.Problems
	if f.Fixed.Recognition == "" {
		s.Recognition = given[AskRecognition].SelectedConversation
	}
	if f.Fixed.Zone == "" {
		s.Zone = given.text(askZone)
		if !practice.IsZone(s.Zone) {
			problems = append(problems, practice.Problem{Field: askZone, Text: "I don't know this time zone. Write a name such as Europe/London or America/New_York."})
		}
	}
	switch _, asked := given[AskRoot]; {
	case f.Fixed.Digest.Channel != "":
	case !asked && s.Digest.Channel == "": // what was suggested for it
		s.Digest = practice.Subscription{}
	case asked:
		root, unknown := given.person(AskRoot, lookup)
		at, err := cadence.ParseClock(given[askTime].SelectedTime)
		if err != nil {
			problems = append(problems, practice.Problem{Field: askTime, Text: "Pick a time."})
		}
		problems = append(problems, unknown...)
		s.Digest = practice.Subscription{Channel: given[AskDigest].SelectedConversation, Root: root, Weekday: weekday(given.option(askWeekday)), At: at}
		if s.Digest.Channel == "" {
			s.Digest = practice.Subscription{}
		}
	}
	s.Digest.Zone = s.Zone
	y.Week, y.WeekStart = nil, weekday(given.option(askWeekStart))
	for i := range 7 {
		d := time.Weekday((i + 1) % 7)
		if slices.ContainsFunc(given[askWeek].SelectedOptions, func(o slack.OptionBlockObject) bool { return weekday(o.Value) == d }) {
			y.Week = append(y.Week, d)
		}
	}
	if m, err := strconv.Atoi(given.option(askFiscal)); err == nil && f.Year.FiscalStart != 0 {
		y.FiscalStart = time.Month(m)
	}
	if len(problems) > 0 {
		return s, y, problems
	}
	return s, y, nil
}

// weekday reads the value of an option of [weekdayOptions].
func weekday(value string) time.Weekday {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > 6 {
		return time.Monday
	}
	return time.Weekday(n)
}

// SettingsSaved replaces the form once the settings are stored.
func SettingsSaved() slack.ModalViewRequest {
	return kit.Modal("", "Settings", "", kit.Line(kit.Text("Saved. This applies from now on.")))
}

// NotAnOwner is the message to a person who may not change settings; it names
// the owners.
func NotAnOwner(owners []string) kit.Message {
	if len(owners) == 0 {
		return Sorry("Nobody owns the playbook yet, so the settings can't be changed here. Ask whoever runs coach to name an owner.")
	}
	for i, name := range owners {
		owners[i] = kit.OneLine(name)
	}
	return Sorry("Only the owners of the playbook can change settings. Ask " + practice.Listed(owners[:min(len(owners), 5)]) + ".")
}
