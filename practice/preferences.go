package practice

import (
	"slices"
	"time"

	"coach/cadence"
)

// Preferences are a person's choices about coach's messages to them: at what
// time, on which days, about what, and how they like to be thanked. They change
// no numbers.
type Preferences struct {
	Morning     cadence.Clock  // when the day's one message comes, in the person's own time
	Days        []time.Weekday // the days on which it may come; nil for every working day
	Muted       []string       // keys of the practices they want no reminders of
	WeeklyUntil cadence.Date   // the last day on which only the week's first message comes; no date for none
	Thanks      Liking         // how they like to be thanked; empty for as the giver chooses
}

// Paths of the fields of preferences.
const (
	PreferMorning = "morning"
	PreferDays    = "days"
	PreferMuted   = "muted"
	PreferWeekly  = "weekly"
	PreferThanks  = "thanks"
)

// LatestMorning is the latest time that can be chosen for the day's one
// message: before the working day ends there must be time to act on it.
const LatestMorning cadence.Clock = 17 * 60

// Validate checks preferences; its error is [Problems].
func (p Preferences) Validate() error {
	if p.Morning < WorkBegins || p.Morning > LatestMorning {
		return Problems{{PreferMorning, textMorningOutside}}
	}
	return nil
}

// Allows reports whether a message may come on the weekday of a day.
func (p Preferences) Allows(d cadence.Date) bool {
	return len(p.Days) == 0 || slices.Contains(p.Days, d.Weekday())
}
