package files

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"coach/cadence"
)

// A zone is where a calendar is: a place by its name, or the offsets of a time
// zone that only the file itself describes, each a location without a name.
type zone []*time.Location

// places are the zones that have been looked up by their names.
type places map[string]zone

func (p places) find(name string) zone {
	z, ok := p[name]
	if !ok {
		z = place(name)
		p[name] = z
	}
	return z
}

// place returns the zone of a name such as Europe/Berlin, which some programs
// write as /example.org/2021/Europe/Berlin; nil if there is none. Universal
// time is no place: feeds use it when they do not know where they are.
func place(name string) zone {
	if len(name) > 120 {
		return nil
	}
	for rest, more := strings.Trim(name, `" `), true; more; _, rest, more = strings.Cut(rest, "/") {
		switch strings.ToUpper(rest) {
		case "", "LOCAL", "UTC", "GMT", "Z", "UCT", "ZULU", "UNIVERSAL", "GREENWICH", "ETC/UTC", "ETC/GMT":
			continue
		}
		if location, err := time.LoadLocation(rest); err == nil {
			return zone{location}
		}
	}
	return nil
}

// A stamp is a date, or a time on a date, as a calendar file writes it.
type stamp struct {
	date  cadence.Date
	timed bool
	clock time.Duration // since midnight, as written
	zone  zone          // in which it is written; nil for whatever is local
	utc   bool
}

const fullDay = 24 * time.Hour

var stampForm = regexp.MustCompile(`^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]([01]\d|2[0-3]):?([0-5]\d)(?::?([0-5]\d|60))?(Z|[+-]\d{4})?)?$`)

// readStamp reads a date, or a time in the zone that its property names.
func readStamp(value string, where zone) (s stamp, err error) {
	parts := stampForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(value)))
	if parts == nil {
		return s, fmt.Errorf("“%s” is not a date such as 20261225", shortText(value))
	}
	on, err := time.Parse("20060102", parts[1]+parts[2]+parts[3])
	if err != nil || on.Year() < 1 {
		return s, fmt.Errorf("“%s” is not a date such as 20261225", shortText(value))
	}
	s = stamp{date: cadence.DateOf(on), timed: parts[4] != "", zone: where, utc: parts[7] == "Z"}
	if !s.timed {
		return s, nil
	}
	for i, unit := range []time.Duration{time.Hour, time.Minute, time.Second} {
		s.clock += time.Duration(digits(parts[4+i])) * unit
	}
	if offset, err := time.Parse("-0700", parts[7]); err == nil {
		_, seconds := offset.Zone()
		s.zone = zone{time.FixedZone("", seconds)}
	}
	return s, nil
}

// digits is the number that a few digits make, and 0 for none.
func digits(text string) (n int) {
	for _, d := range text {
		n = 10*n + int(d-'0')
	}
	return n
}

// moments are the instants that the stamp may mean: one in each of its
// offsets, and none where it does not say in which zone it is.
func (s stamp) moments() []time.Time {
	year, month, of := s.date.Civil()
	at := func(in *time.Location) time.Time {
		return time.Date(year, month, of, 0, 0, int(s.clock.Seconds()), 0, in)
	}
	if s.utc {
		return []time.Time{at(time.UTC)}
	}
	var all []time.Time
	for _, in := range s.zone {
		all = append(all, at(in))
	}
	return all
}

// nearMidnight is from when on a day has ended for programs that write the
// last minute of a day for its end.
const nearMidnight = fullDay - time.Minute

// A reading is how a stamp can be understood as a day.
type reading struct {
	day      cadence.Date
	midnight bool // the day begins there
	late     bool // it is the day's last minute
}

func readingAt(date cadence.Date, clock time.Duration) reading {
	return reading{day: date, midnight: clock == 0, late: clock >= nearMidnight}
}

// readingIn is that of a local time. Where clocks go forward at midnight, a
// day begins at one o'clock.
func readingIn(local time.Time) reading {
	clock := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute
	r := readingAt(cadence.DateOf(local), clock)
	r.midnight = cadence.DateOf(local.Add(-time.Second)) < r.day
	return r
}

// readings are the ways to understand a stamp as a day, the likeliest first: as
// a midnight, or the last minute of a day, where the calendar is; as such a
// time where it is written; whatever time it is where the calendar is; as the
// midnight that is nearest in universal time, because nearly everywhere a day
// begins less than half a day before or after it; and as it is written.
func (s stamp) readings(home zone) []reading {
	written := readingAt(s.date, s.clock)
	if !s.timed {
		return []reading{written}
	}
	var sure, likely, nearest []reading
	for _, t := range s.moments() {
		for _, in := range home {
			if r := readingIn(t.In(in)); r.midnight || r.late {
				sure = append(sure, r)
			} else {
				likely = append(likely, r)
			}
		}
		nearest = append(nearest, reading{day: nearestDay(t)})
	}
	if written.midnight || written.late {
		sure = append(sure, written)
	}
	return append(append(append(sure, likely...), nearest...), written)
}

// nearestDay returns the day that begins at the midnight of universal time
// nearest to t. A second before a full minute is the end of a day.
func nearestDay(t time.Time) cadence.Date {
	t = t.UTC()
	if t.Second() == 59 {
		return nearestDay(t.Add(time.Second)) - 1
	}
	return cadence.DateOf(t.Add(fullDay / 2))
}

// day returns the likeliest day of the stamp.
func (s stamp) day(home zone) cadence.Date { return s.readings(home)[0].day }
