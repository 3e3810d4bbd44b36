package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	ics "github.com/arran4/golang-ical"

	"coach/cadence"
)

// readHolidays returns the days within a period on which an iCalendar file has
// an all-day event, in order, and what is wrong with the file. Events with a
// time of day and cancelled ones are passed over; yearly ones are expanded.
func ReadHolidays(data []byte, within cadence.Period) ([]cadence.Date, []Fault) {
	if why := tooLarge(data); why != "" {
		return nil, []Fault{{Line: 1, Text: why}}
	}
	lines := &lineByLine{rest: bytes.TrimPrefix(data, []byte("\ufeff"))}
	calendar, err := ics.ParseCalendarWithOptions(lines, ics.WithUnknownPropertyHandler(ics.AcceptUnknownPropertyHandler))
	if err == nil && !bytes.HasSuffix(bytes.TrimSpace(data), []byte("END:VCALENDAR")) {
		err = errors.New("it does not end with END:VCALENDAR")
	}
	if err != nil {
		return nil, []Fault{{Line: lines.parsed(), Text: fmt.Sprintf("The calendar cannot be read: %v. Give an iCalendar file (.ics), as a calendar exports it.", err)}}
	}
	events := calendar.Events()
	moved := movedDays(events)
	off := map[cadence.Date]bool{}
	var faults []Fault
	at := eventLines(data)
	steps := holidaySteps
	for i, event := range events {
		h, err := readHoliday(event)
		if err != nil {
			if len(faults) == holidayFaults {
				return nil, append(faults, Fault{Line: at[min(i, len(at)-1)], Text: "There may be more. Mend these first."})
			}
			faults = append(faults, Fault{Line: at[min(i, len(at)-1)], Text: fmt.Sprintf("The event %s cannot be read: %v.", summary(event), err)})
			continue
		}
		for start := range h.starts(within.End, moved[event.Id()], &steps) {
			for d := max(start, within.Start); d < start+h.days && d <= within.End && steps > 0; d++ {
				off[d] = true
				steps--
			}
		}
		if steps <= 0 {
			return nil, append(faults, Fault{Line: at[min(i, len(at)-1)], Text: "Here the events repeat more often than any calendar of holidays. Take out those that are none."})
		}
	}
	return slices.Sorted(maps.Keys(off)), faults
}

// lineByLine hands out a line at a time, so that it knows how far a parser has
// come that does not tell.
type lineByLine struct {
	rest  []byte
	lines int // handed out
	ended bool
}

// Read implements io.Reader.
func (r *lineByLine) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		r.ended = true
		return 0, io.EOF
	}
	line, _, _ := bytes.Cut(r.rest, []byte("\n"))
	n := copy(p, r.rest[:min(len(line)+1, len(r.rest))])
	if r.rest = r.rest[n:]; n > len(line) || len(r.rest) == 0 {
		r.lines++
	}
	return n, nil
}

// parsed is the line at which the parser stopped: unless it came to the end,
// the one before that at which it looked to see whether it was a continuation.
func (r *lineByLine) parsed() int {
	if !r.ended {
		return max(r.lines-1, 1)
	}
	return max(r.lines, 1)
}

// Bounds of a calendar of holidays, far above what any has.
const (
	calendarMax   = 4 << 20
	calendarLine  = 16 << 10 // a line, with those that continue it
	eventsMost    = 10_000
	holidayFaults = 100
	holidaySteps  = 5_000_000 // days looked at to expand what repeats
)

// tooLarge says why a file is no calendar of holidays; nothing if it may be one.
func tooLarge(data []byte) string {
	if len(data) > calendarMax {
		return "The calendar is larger than 4 MiB. Give one with public holidays alone."
	}
	if len(eventLines(data)) > eventsMost {
		return fmt.Sprintf("The calendar has more than %d events. Give one with public holidays alone.", eventsMost)
	}
	long := 0
	for line := range bytes.Lines(data) {
		if line[0] != ' ' && line[0] != '\t' {
			long = 0
		}
		if long += len(line); long > calendarLine {
			return "The calendar has a line of more than 16 KiB. Export it anew."
		}
	}
	return ""
}

// eventLines are the lines on which events begin.
func eventLines(data []byte) []int {
	var at []int
	line := 0
	for text := range bytes.Lines(data) {
		if line++; string(bytes.TrimSpace(text)) == "BEGIN:VEVENT" {
			at = append(at, line)
		}
	}
	return append(at, max(line, 1))
}

func summary(event *ics.VEvent) string {
	if p := event.GetProperty(ics.ComponentPropertySummary); p != nil {
		return fmt.Sprintf("“%s”", p.Value)
	}
	return "without a SUMMARY"
}
