package view

import (
	"fmt"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// The paths of the inputs about a team. Coach reports problems with the channel
// at its own.
const (
	AskTeamChannel = "team_channel"
	askTogether    = "together"
)

// The options for when thanks to a team are posted.
const (
	oneByOne = "one_by_one"
	onFriday = "friday"
)

// teamSettingsLine says what a manager has decided about their team, with a
// button to change it.
func teamSettingsLine(t practice.TeamSettings) slack.Block {
	said := "Public thanks to your people go to the organisation's channel, one by one."
	switch {
	case t.Channel != "" && t.Friday:
		said = "Public thanks to your people go to your team's channel, together on Friday."
	case t.Channel != "":
		said = "Public thanks to your people go to your team's channel, one by one."
	}
	return kit.Item(said, kit.Button(ActionTeamSettings, "", "Team's channel", "Your team's channel and its thanks"))
}

// TeamSettings is the form in which a manager decides about their team.
func TeamSettings(t practice.TeamSettings) slack.ModalViewRequest {
	when := oneByOne
	if t.Friday {
		when = onFriday
	}
	return kit.Modal(FormTeamSettings, teamTitle, "Save",
		kit.Input(AskTeamChannel, "Your team's channel", "Public thanks to your people go there. Leave it empty for the organisation's channel. I join a public channel myself. Invite me to a private one with /invite @coach.",
			false, channelMenu(t.Channel)),
		kit.Input(askTogether, "When do thanks come there?", "On Friday, they come in one post with the week's other good news.", true, kit.Radios([]*slack.OptionBlockObject{
			kit.Choice(oneByOne, "One by one, when they're given", ""),
			kit.Choice(onFriday, "Together, on Friday", ""),
		}, when)),
		kit.Input(practice.FieldSlotDay, "When does your team meet?", "Its agenda and my reminders know it then.", false, kit.Menu("Pick a day", weekdayOptions(), slotDay(t.Slot))),
		kit.Input(practice.FieldSlotAt, "At what time?", "", false, slotTime(t.Slot)),
		kit.Input(practice.FieldWhere, "Where?", "A room or a link.", false, textInput(t.Slot.Where, practice.SlotPlaceMost)))
}

// ParseTeamSettings is the inverse of [TeamSettings]. What the form does not ask
// stays as it is.
func ParseTeamSettings(v slack.View, t practice.TeamSettings) (practice.TeamSettings, error) {
	given := answersOf(v)
	t.Channel, t.Friday = given[AskTeamChannel].SelectedConversation, given.option(askTogether) == onFriday
	slot, err := slotOf(given)
	if t.Slot = slot; err != nil {
		return t, err
	}
	if t.Friday && t.Channel == "" {
		return t, practice.Problems{{Field: AskTeamChannel, Text: "Pick the channel that Friday's post goes to."}}
	}
	return t, nil
}

// TeamSettingsSaved replaces the form once the decisions are stored.
func TeamSettingsSaved() slack.ModalViewRequest {
	return kit.Modal("", teamTitle, "", kit.Line(kit.Text("Saved. The next thanks go by this.")))
}

func slotDay(s practice.Slot) string {
	if !s.Set {
		return ""
	}
	return strconv.Itoa(int(s.Day))
}

func slotTime(s practice.Slot) slack.BlockElement {
	at := slack.NewTimePickerBlockElement(kit.ActionChoose)
	if s.Set {
		at.InitialTime = s.At.String()
	}
	return at
}

// slotOf reads when and where a team meets: a day and a time, or neither.
func slotOf(given answers) (s practice.Slot, err error) {
	day, at := given.option(practice.FieldSlotDay), given[practice.FieldSlotAt].SelectedTime
	s.Where = given.text(practice.FieldWhere)
	switch {
	case day == "" && at == "" && s.Where == "":
		return s, nil
	case day == "":
		return s, practice.Problems{{Field: practice.FieldSlotDay, Text: "Pick the day too, or leave all three empty."}}
	case at == "":
		return s, practice.Problems{{Field: practice.FieldSlotAt, Text: "Pick the time too, or leave all three empty."}}
	}
	n, err := strconv.Atoi(day)
	if err != nil {
		return s, fmt.Errorf("view: weekday of a slot: %w", err)
	}
	s.Set, s.Day = true, time.Weekday(n)
	if s.At, err = cadence.ParseClock(at); err != nil {
		return s, fmt.Errorf("view: time of a slot: %w", err)
	}
	return s, s.Problem()
}
