package practice

import (
	"time"

	"coach/cadence"
)

// TeamSettings are a manager's decisions about their team, the people who
// report to them directly.
type TeamSettings struct {
	Manager PersonID
	Channel string // Slack's ID of the team's channel; "" for the organisation's
	Friday  bool   // thanks to the team come together on Friday, and not one by one
	Slot    Slot
}

// A Slot is when and where a team meets.
type Slot struct {
	Set   bool
	Day   time.Weekday
	At    cadence.Clock
	Where string // a room or a link; may be empty
}
