package files

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"coach/cadence"
	"coach/practice"
)

// HolidaysRead is the result of reading a calendar file for the holidays of a
// period. Only all-day events are read, and the file is refused for nothing
// else in it.
type HolidaysRead struct {
	Days   []practice.Holiday // the days off, in order
	Begins cadence.Date       // first day of the earliest event with a day off, within the period or not
	Passed []PassedEvent      // in the order of the file
	Faults []Fault            // the file, or events of it, that cannot be read
	Notes  []Fault            // oddities that were read all the same

	NoCalendar bool // the file is something else or far too large, and its only fault says which
}

// ReadHolidays reads a calendar file (iCalendar, RFC 5545). Events with a time
// of day and cancelled ones are passed over, and so are observances, unless
// their names or descriptions hold one of the words also asked for. Events
// that repeat are worked out.
func ReadHolidays(data []byte, within cadence.Period, also ...string) HolidaysRead {
	if len(data) > calendarMax {
		return noCalendar("The calendar is larger than 16 MiB. Give one with only public holidays.")
	}
	text := calendarText(data)
	r := readParts(text)
	switch {
	case len(r.calendars) == 0:
		return noCalendar(notACalendar(data, text))
	case r.events > eventsMost:
		return noCalendar(fmt.Sprintf("The calendar has more than %d events. Give one with only public holidays.", eventsMost))
	}
	x := expansion{within: within, off: map[cadence.Date]string{}, instead: map[string][]*holiday{}, left: mostWork}
	var all []*holiday
	for _, c := range r.calendars {
		for _, e := range c.events {
			h, err := c.readHoliday(e)
			if err != nil {
				x.fault(e.line, "The event %s cannot be read: %v.", h.called(), err)
				continue
			}
			for _, wrong := range h.amiss {
				x.fault(e.line, "The event %s is read in part: %s.", h.called(), wrong)
			}
			h.take(also)
			if h.instead != nil {
				x.instead[h.uid] = append(x.instead[h.uid], &h)
			}
			all = append(all, &h)
		}
	}
	for _, h := range all {
		x.add(*h)
	}
	for _, h := range all {
		if h.beside && !h.found {
			x.meansNothing(*h.instead, *h)
		}
	}
	if !r.whole {
		x.note(r.lastLine, "The file breaks off here, without END:VCALENDAR. Everything before this was read. Check that the file is complete.")
	}
	return x.result()
}

// calendarText returns the text of a calendar file. Only names in it can have
// letters that depend on the encoding, so that the caller is never asked to
// give one.
func calendarText(data []byte) []byte {
	text, err := ReadText(data, Windows1252)
	if err != nil {
		return bytes.TrimPrefix(data, byteOrderMark) // what can be read of it is read, and what cannot has its line
	}
	return []byte(text.Text)
}

// Bounds of a calendar of holidays. A calendar that somebody has kept for years
// holds 25,000 events in five megabytes.
const (
	calendarMax = 16 << 20
	eventsMost  = 100_000
)

// noCalendar returns the result for a file that is refused.
func noCalendar(why string) HolidaysRead {
	return HolidaysRead{NoCalendar: true, Faults: []Fault{{Line: 1, Text: why}}}
}

// take makes an event a day off that would be passed over, if it has one of
// the requested words.
func (h *holiday) take(also []string) {
	if h.reason == isTimed || h.reason == isCancelled {
		return
	}
	text := strings.ToLower(h.name + "\n" + h.detail + "\n" + h.reason)
	for _, words := range also {
		if words = strings.ToLower(strings.TrimSpace(words)); words != "" && strings.Contains(text, words) {
			h.reason = ""
		}
	}
}

// notCalendars are the beginnings of files that people take for a calendar, and
// what to do.
var notCalendars = []struct {
	begins *regexp.Regexp
	text   string
}{
	{regexp.MustCompile(`^\s*$`), "The file is empty. Give an iCalendar file (.ics), as a calendar exports it."},
	{regexp.MustCompile(`(?i)^\s*<(!doctype html|html|head|body|script|!--|meta)`), "This is a web page, not a calendar. The address may ask for a login, or show the calendar instead of exporting it. Open it in a browser and save the iCalendar file (.ics) it offers."},
	{regexp.MustCompile(`(?i)^\s*<`), "This is an XML file, not a calendar. Give an iCalendar file (.ics), as a calendar exports it."},
	{regexp.MustCompile(`^\s*[{\[]`), "This is a JSON file, not a calendar. A service may have answered with an error instead. Give an iCalendar file (.ics), as a calendar exports it."},
	{regexp.MustCompile(`^PK\x03\x04`), "This is a zip archive. Unpack it, and give the iCalendar file (.ics) within."},
	{regexp.MustCompile(`(?i)^\s*BEGIN:VCARD`), "This is an address book, not a calendar. Give an iCalendar file (.ics), as a calendar exports it."},
}

// notACalendar returns, in words for people, the kind of a file in which no
// calendar begins, by its bytes and by its text.
func notACalendar(data, text []byte) string {
	for _, kind := range notCalendars {
		if kind.begins.Match(data) || kind.begins.Match(text) {
			return kind.text
		}
	}
	return "This isn't a calendar, because it has no line BEGIN:VCALENDAR. Give an iCalendar file (.ics), as a calendar exports it."
}

// An expansion is the working out of a file's events into days.
type expansion struct {
	within  cadence.Period
	off     map[cadence.Date]string
	instead map[string][]*holiday // by UID, what replaces some days of an event
	left    int                   // work that may still be done, in about a microsecond each
	read    HolidaysRead
	unsaid  int // faults and notes beyond the most that are reported
}

const (
	mostWork   = 300_000
	mostFaults = 100
)

func (x *expansion) fault(line int, format string, args ...any) {
	if len(x.read.Faults)+len(x.read.Notes) >= mostFaults {
		x.unsaid++
		return
	}
	x.read.Faults = append(x.read.Faults, Fault{Line: line, Text: fmt.Sprintf(format, args...)})
}

func (x *expansion) note(line int, format string, args ...any) {
	if len(x.read.Faults)+len(x.read.Notes) >= mostFaults {
		x.unsaid++
		return
	}
	x.read.Notes = append(x.read.Notes, Fault{Line: line, Text: fmt.Sprintf(format, args...)})
}

// add adds the days of an event.
func (x *expansion) add(h holiday) {
	if h.reason == isTimed || h.reason == isCancelled {
		if h.first <= x.within.End && (h.repeats || h.first+h.days > x.within.Start) {
			p := PassedEvent{Line: h.line, Name: h.name, Reason: h.reason}
			if !h.repeats && h.first != 0 {
				p.Days = []cadence.Date{h.first}
			}
			x.read.Passed = append(x.read.Passed, p)
		}
		return
	}
	spans := x.spans(h)
	if x.left < 0 {
		x.fault(h.line, "The event %s was not read, because there would be too many days to work out. Give a file with only public holidays.", h.called())
		return
	}
	days := x.days(spans)
	if h.reason != "" {
		if len(days) > 0 {
			x.read.Passed = append(x.read.Passed, PassedEvent{h.line, h.name, h.reason, days})
		}
		return
	}
	if len(days) > 0 {
		begins := min(h.first, spans[0].first)
		x.read.Begins = min(begins, cmp.Or(x.read.Begins, begins))
	}
	for _, d := range days {
		if x.off[d] == "" {
			x.off[d] = h.name
		}
	}
}

// days returns the days of the period that spans cover; the spans are in
// order.
func (x *expansion) days(spans []span) (days []cadence.Date) {
	next := x.within.Start
	for _, s := range spans {
		for d := max(s.first, next); d < s.first+s.days && d <= x.within.End; d++ {
			days = append(days, d)
			next = d + 1
		}
	}
	x.left -= len(days)/16 + len(spans)/4 + 1
	return days
}

// The starts of an event are the days on which it begins, each with its length
// in days, and those of them on which it does not.
type starts struct{ all, gone map[cadence.Date]cadence.Date }

// without removes the start that an exception means, and returns it. It may
// have been removed before: some programs write both an exception and a
// replacement for the same day.
func (s starts) without(e exception, home zone) (d cadence.Date, ok bool) {
	if d, ok = e.meant(s.all, home); ok {
		s.gone[d] = s.all[d]
		delete(s.all, d)
		return d, true
	}
	return e.meant(s.gone, home)
}

// spans returns the days of an event, up to the end of the period, in order.
func (x *expansion) spans(h holiday) []span {
	s := starts{map[cadence.Date]cadence.Date{}, map[cadence.Date]cadence.Date{}}
	if len(h.rules) == 0 {
		s.all[h.first] = h.days
	}
	for _, r := range h.rules {
		for _, d := range x.workOut(r, h) {
			s.all[d] = h.days
		}
	}
	for _, further := range h.more {
		s.all[further.first] = max(s.all[further.first], further.days)
	}
	for _, r := range h.not {
		for _, d := range x.workOut(r, h) {
			delete(s.all, d)
		}
	}
	for _, e := range h.except {
		if _, ok := s.without(e, h.home); !ok {
			x.meansNothing(e, h)
		}
	}
	if h.instead == nil {
		x.replace(h, s)
	}
	spans := make([]span, 0, len(s.all))
	for first, days := range s.all {
		spans = append(spans, span{first, days})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	return spans
}

// workOut returns the days of an event's rule. Those long before the period
// matter only for what may be an exception from them.
func (x *expansion) workOut(r rule, h holiday) []cadence.Date {
	if x.left < 0 {
		return nil
	}
	days, work := r.days(h.first, x.within.End)
	if len(h.except) == 0 && len(x.instead[h.uid]) == 0 {
		matters, _ := slices.BinarySearch(days, x.within.Start-h.days)
		days = days[matters:]
	}
	x.left -= work + len(days)/4
	return days
}

// replace removes from an event's starts those that have an event of their own
// in the file. A replacement that holds for later days too moves them as far
// as the first.
func (x *expansion) replace(h holiday, s starts) {
	moved := map[cadence.Date]cadence.Date{}
	for _, other := range x.instead[h.uid] {
		from, ok := s.without(*other.instead, h.home)
		other.beside, other.found = true, other.found || ok
		if !ok || !other.onwards {
			continue
		}
		for d := range s.all {
			if d > from {
				delete(s.all, d)
				if other.reason == "" {
					moved[d-from+other.first] = other.days
				}
			}
		}
	}
	maps.Copy(s.all, moved)
}

// meant returns the event's start that the exception means, if any: the
// likeliest of its readings that is one.
func (e exception) meant(starts map[cadence.Date]cadence.Date, home zone) (cadence.Date, bool) {
	for _, r := range e.at.readings(home) {
		if starts[r.day] != 0 {
			return r.day, true
		}
	}
	return 0, false
}

// meansNothing notes an exception that means none of the event's starts,
// unless it is beyond the days that are worked out.
func (x *expansion) meansNothing(e exception, h holiday) {
	if d := e.at.day(h.home); d <= x.within.End {
		x.note(e.line, "An exception from the event %s is on %s, but the event does not begin on that day, so the exception changes nothing.", h.called(), d.Format("Mon 2 January 2006"))
	}
}

func (x *expansion) result() HolidaysRead {
	for d, name := range x.off {
		x.read.Days = append(x.read.Days, practice.Holiday{On: d, Name: name})
	}
	slices.SortFunc(x.read.Days, func(a, b practice.Holiday) int { return cmp.Compare(a.On, b.On) })
	if x.unsaid > 0 && len(x.read.Faults) > 0 {
		x.read.Faults = append(x.read.Faults, Fault{Line: x.read.Faults[len(x.read.Faults)-1].Line, Text: fmt.Sprintf("There are %d more such lines.", x.unsaid)})
	} else if x.unsaid > 0 {
		x.read.Notes = append(x.read.Notes, Fault{Line: x.read.Notes[len(x.read.Notes)-1].Line, Text: fmt.Sprintf("There are %d more such lines.", x.unsaid)})
	}
	return x.read
}
