package cadence

import (
	"fmt"
	"time"
)

// A Clock is a civil time of day in minutes after midnight, 0 to 1439.
type Clock int

// ParseClock reads a time of day written as 08:45, on a 24-hour clock. Its error says how to write one.
func ParseClock(text string) (Clock, error) {
	t, err := time.Parse("15:04", text)
	c := Clock(t.Hour()*60 + t.Minute())
	if err != nil || c.String() != text {
		return 0, fmt.Errorf("“%s” is not a time of day: write hours and minutes from 00:00 to 23:59, such as 08:45", text)
	}
	return c, nil
}

// String returns the time of day as 08:45.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// MarshalText returns the time of day as String does.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads a time of day as ParseClock does.
func (c *Clock) UnmarshalText(text []byte) error {
	parsed, err := ParseClock(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

// At returns the first instant at which clocks in the zone show the date and time of day, or later. Where clocks are
// set forward over it, that is the instant of the change; where they are set back over it, the earlier of two.
//
// The offset in force a day earlier is tried first. If the clocks do not show the wall time then, they were changed in
// between, and the new offset is tried. If that fails too, the change skipped the wall time.
func (d Date) At(c Clock, zone *time.Location) time.Time {
	wall := d.midnight().Add(time.Duration(c) * time.Minute)
	unchanged := wallIn(zone, wall, wall.AddDate(0, 0, -1))
	if shows(unchanged, wall) {
		return unchanged
	}
	changed := wallIn(zone, wall, unchanged)
	if shows(changed, wall) {
		return changed
	}
	change, _ := unchanged.ZoneBounds()
	return change
}

// wallIn returns the instant at which the zone's clocks would show the wall time if they kept the offset of a moment.
func wallIn(zone *time.Location, wall, moment time.Time) time.Time {
	_, offset := moment.In(zone).Zone()
	return wall.Add(-time.Duration(offset) * time.Second).In(zone)
}

// shows reports whether local clocks show the wall time, which is given in UTC, at an instant.
func shows(instant, wall time.Time) bool {
	_, offset := instant.Zone()
	return instant.Add(time.Duration(offset) * time.Second).Equal(wall)
}
