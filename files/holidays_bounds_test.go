package files

import (
	"fmt"
	"strings"
	"testing"

	"coach/cadence"
)

// A file that would take too much time or memory is refused before it is read.
func TestACalendarThatHoldsMoreThanHolidaysIsRefused(t *testing.T) {
	around := cadence.Period{Start: cadence.NewDate(2026, 1, 1), End: cadence.NewDate(2032, 12, 31)}
	event := func(lines string) string { return "BEGIN:VEVENT\r\n" + lines + "\r\nEND:VEVENT\r\n" }
	calendar := func(events string) []byte {
		return []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n")
	}
	for name, test := range map[string]struct {
		file []byte
		says string
	}{
		"too large":       {calendar(strings.Repeat("X-NOTE:a\r\n", calendarMax/10)), "larger than 16 MiB"},
		"too many events": {calendar(strings.Repeat(event("DTSTART;VALUE=DATE:20260101"), eventsMost+1)), "more than 100000 events"},
		"in small letters, and in several calendars": {calendar(strings.Repeat("begin:vevent\r\nend:vevent\r\nBEGIN:VCALENDAR\r\n", eventsMost+1)), "more than 100000 events"},
	} {
		t.Run(name, func(t *testing.T) {
			read := ReadHolidays(test.file, around)
			if !read.NoCalendar || len(read.Faults) != 1 || !strings.Contains(read.Faults[0].Text, test.says) || len(read.Days) > 0 {
				t.Errorf("%d days, %.200v", len(read.Days), fmt.Sprint(read.Faults))
			}
		})
	}
	read := ReadHolidays(calendar(strings.Repeat(event("DTSTART;VALUE=DATE:never"), 5000)), around)
	if len(read.Faults) != mostFaults+1 || !strings.Contains(read.Faults[mostFaults].Text, "4900 more such lines") {
		t.Errorf("of five thousand faults %d are told", len(read.Faults))
	}
	for name, lines := range map[string]string{
		"a long line":        "SUMMARY:" + strings.Repeat("a", 2*longestLine) + "\r\nDTSTART;VALUE=DATE:20270101",
		"a long folded line": "SUMMARY:" + strings.Repeat("a\r\n ", 2*longestLine) + "\r\nDTSTART;VALUE=DATE:20270101",
	} {
		if read := ReadHolidays(calendar(event(lines)), around); len(read.Days) != 1 || len([]rune(read.Days[0].Name)) > longestName || len(read.Faults) > 0 {
			t.Errorf("%s: %d days, %.200v", name, len(read.Days), fmt.Sprint(read.Faults))
		}
	}
	read = ReadHolidays([]byte(largeCalendar(5<<20)), around)
	if len(read.Days) == 0 || len(read.Faults) > 0 {
		t.Errorf("a calendar kept for years: %d days, %v", len(read.Days), read.Faults)
	}
}
