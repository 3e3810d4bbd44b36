package files

import (
	"strings"
	"time"
)

// A calendar is the part of a file between BEGIN:VCALENDAR and END:VCALENDAR.
type calendar struct {
	name      string
	cancels   bool            // it cancels events of an earlier one
	place     string          // name of its time zone
	zones     map[string]zone // that it describes
	firstZone string
	places    places
	events    []event
}

// An event is the part of a file between BEGIN:VEVENT and END:VEVENT.
type event struct {
	line       int // on which it begins
	properties []property
}

// get returns the event's first property of that name.
func (e event) get(name string) (property, bool) {
	for _, p := range e.properties {
		if p.name == name {
			return p, true
		}
	}
	return property{}, false
}

// A partReader splits the lines of a file into calendars and their events. A
// part without an END ends where the next begins.
type partReader struct {
	calendars []calendar
	open      string // a calendar's part that is open: VEVENT, VTIMEZONE or one without holidays
	within    bool   // a part of that part, such as an alarm
	whole     bool   // the last calendar has its END
	zone      string
	lastLine  int
	events    int // in all calendars
	places    places
}

// readParts splits a file into its calendars.
func readParts(data []byte) *partReader {
	r := &partReader{places: places{}}
	for line, text := range contentLines(data) {
		r.lastLine = line
		p, ok := parseProperty(line, text)
		switch {
		case !ok:
		case p.name == "BEGIN":
			r.begin(strings.ToUpper(p.value), line)
		case p.name == "END":
			r.end(strings.ToUpper(p.value))
		case len(r.calendars) > 0:
			r.add(p)
		}
	}
	return r
}

func (r *partReader) begin(part string, line int) {
	if part == "VCALENDAR" || part == "VEVENT" && len(r.calendars) == 0 {
		r.calendars = append(r.calendars, calendar{zones: map[string]zone{}, places: r.places})
		r.open, r.within, r.whole = "", false, false
	}
	switch {
	case part == "VCALENDAR" || len(r.calendars) == 0:
	case part == "VEVENT":
		c := r.last()
		c.events = append(c.events, event{line: line})
		r.events++
		r.open, r.within = part, false
	case part == "VTIMEZONE" || part == "VTODO" || part == "VJOURNAL" || part == "VFREEBUSY" || r.open == "":
		r.open, r.within, r.zone = part, false, ""
	default:
		r.within = true
	}
}

func (r *partReader) end(part string) {
	switch {
	case part == "VCALENDAR":
		r.open, r.within, r.whole = "", false, true
	case part == r.open:
		r.open, r.within = "", false
	default:
		r.within = false
	}
}

func (r *partReader) last() *calendar { return &r.calendars[len(r.calendars)-1] }

// ofAlarms are the properties that an alarm may have too.
var ofAlarms = map[string]bool{"SUMMARY": true, "DESCRIPTION": true, "DURATION": true, "UID": true}

// add adds a property to the part that is open. A property inside an alarm, or
// another part of an event, does not belong to the event, unless it is one
// that only events have: then an END is missing.
func (r *partReader) add(p property) {
	c := r.last()
	switch r.open {
	case "VEVENT":
		if !r.within || !ofAlarms[p.name] {
			e := &c.events[len(c.events)-1]
			e.properties = append(e.properties, p)
		}
	case "VTIMEZONE":
		r.addToZone(c, p)
	case "":
		switch p.name {
		case "METHOD":
			c.cancels = strings.EqualFold(p.value, "CANCEL")
		case "NAME", "X-WR-CALNAME":
			c.name = plainText(p.value)
		case "X-WR-TIMEZONE", "TIMEZONE-ID":
			c.place = p.value
		}
	}
}

// addToZone adds a property to the time zone that the file describes under a
// name: the place by which it is known, or else its offsets in the course of
// the year.
func (r *partReader) addToZone(c *calendar, p property) {
	switch p.name {
	case "TZID":
		r.zone = p.value
		if c.firstZone == "" {
			c.firstZone = p.value
		}
		if at := r.places.find(p.value); at != nil {
			c.zones[r.zone] = at
		}
	case "X-LIC-LOCATION":
		if at := r.places.find(p.value); at != nil {
			c.zones[r.zone] = at
		}
	case "TZOFFSETTO":
		known := len(c.zones[r.zone]) == 1 && c.zones[r.zone][0].String() != ""
		if offset, err := time.Parse("-0700", strings.TrimSpace(p.value)); err == nil && !known {
			_, seconds := offset.Zone()
			c.zones[r.zone] = append(c.zones[r.zone], time.FixedZone("", seconds))
		}
	}
}

// where returns the time zone of a name in the calendar's properties; nil for
// an unknown one.
func (c *calendar) where(name string) zone {
	if z := c.zones[name]; z != nil {
		return z
	}
	return c.places.find(name)
}

// home returns the time zone of the calendar itself, or nil if it has none.
func (c *calendar) home() zone {
	if z := c.where(c.place); z != nil {
		return z
	}
	return c.where(c.firstZone)
}
