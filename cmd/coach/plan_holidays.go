package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	ics "github.com/arran4/golang-ical"

	"coach/cadence"
	"coach/practice"
)

// readHolidays returns the days within a period on which an iCalendar file has
// an all-day event, in order, and what is wrong with the file. Events with a
// time of day and cancelled ones are passed over; yearly ones are expanded.
func readHolidays(data []byte, within cadence.Period) ([]cadence.Date, []practice.Fault) {
	lines := &lineByLine{rest: bytes.TrimPrefix(data, []byte("\ufeff"))}
	calendar, err := ics.ParseCalendarWithOptions(lines, ics.WithUnknownPropertyHandler(ics.AcceptUnknownPropertyHandler))
	if err == nil && !bytes.HasSuffix(bytes.TrimSpace(data), []byte("END:VCALENDAR")) {
		err = errors.New("it does not end with END:VCALENDAR")
	}
	if err != nil {
		return nil, []practice.Fault{{Line: lines.parsed(), Text: fmt.Sprintf("The calendar cannot be read: %v. Give an iCalendar file (.ics), as a calendar exports it.", err)}}
	}
	events := calendar.Events()
	moved := movedDays(events)
	off := map[cadence.Date]bool{}
	var faults []practice.Fault
	for i, event := range events {
		h, err := readHoliday(event)
		if err != nil {
			faults = append(faults, practice.Fault{Line: eventLine(data, i), Text: fmt.Sprintf("The event %s cannot be read: %v.", summary(event), err)})
			continue
		}
		for start := range h.starts(within.End, moved[event.Id()]) {
			for d := max(start, within.Start); d < start+h.days && d <= within.End; d++ {
				off[d] = true
			}
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

// eventLine is the line on which the event of that index begins.
func eventLine(data []byte, index int) int {
	line := 0
	for text := range bytes.Lines(data) {
		line++
		if string(bytes.TrimSpace(text)) != "BEGIN:VEVENT" {
			continue
		}
		if index == 0 {
			break
		}
		index--
	}
	return line
}

func summary(event *ics.VEvent) string {
	if p := event.GetProperty(ics.ComponentPropertySummary); p != nil {
		return fmt.Sprintf("“%s”", p.Value)
	}
	return "without a SUMMARY"
}
