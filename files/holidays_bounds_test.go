package files

import (
	"fmt"
	"strings"
	"testing"

	"coach/cadence"
)

// What a reader would take more than its share of time or memory for, it
// refuses before it does.
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
		"too large":        {calendar(strings.Repeat("X-NOTE:a\r\n", calendarMax/10)), "larger than 4 MiB"},
		"too many events":  {calendar(strings.Repeat(event("DTSTART;VALUE=DATE:20260101"), eventsMost+1)), "more than 10000 events"},
		"a long line":      {calendar(event("SUMMARY:" + strings.Repeat("a", calendarLine))), "a line of more than 16 KiB"},
		"a long fold":      {calendar(event("SUMMARY:" + strings.Repeat("a\r\n ", calendarLine))), "a line of more than 16 KiB"},
		"endless repeats":  {calendar(strings.Repeat(event("DTSTART;VALUE=DATE:00010101\r\nRRULE:FREQ=YEARLY;BYDAY=MO,TU,WE"), 100)), "repeat more often"},
		"endless holidays": {calendar(strings.Repeat(event("DTSTART;VALUE=DATE:20200101\r\nDURATION:P9999W\r\nRRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR"), 10)), "repeat more often"},
		"many faults":      {calendar(strings.Repeat(event("DTSTART;VALUE=DATE:never"), 5000)), "There may be more"},
	} {
		t.Run(name, func(t *testing.T) {
			days, faults := ReadHolidays(test.file, around)
			if len(faults) == 0 || len(faults) > holidayFaults+1 || !strings.Contains(faults[len(faults)-1].Text, test.says) || len(days) > 0 {
				t.Errorf("%d days, %d faults, the last %.200v", len(days), len(faults), fmt.Sprint(faults))
			}
		})
	}
	days, faults := ReadHolidays(calendar(strings.Repeat(event("UID:a\r\nDTSTART;VALUE=DATE:19700101\r\nRRULE:FREQ=YEARLY"), 150)), around)
	if len(days) != 7 || len(faults) > 0 {
		t.Errorf("a large calendar of holidays: %d days, %v", len(days), faults)
	}
}
