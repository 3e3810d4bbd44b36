package files

import (
	"slices"
	"strings"
	"testing"
	"time"

	"coach/cadence"
)

// years from 2025 to 2028.
var years = cadence.Period{Start: cadence.NewDate(2025, time.January, 1), End: cadence.NewDate(2028, time.December, 31)}

func TestHolidaysOfACalendar(t *testing.T) {
	const first = "DTSTART;VALUE=DATE:20261225"
	tests := []struct {
		name string
		file string
		want string
	}{
		{"one day", eventsFile(first), "2026-12-25"},
		{"the end is the day after the last", eventsFile(first + "\nDTEND;VALUE=DATE:20261228"), "2026-12-25 2026-12-26 2026-12-27"},
		{"an end on the first day, as some programs write it", eventsFile(first + "\nDTEND;VALUE=DATE:20261225"), "2026-12-25"},
		{"a duration in days", eventsFile(first + "\nDURATION:P2D"), "2026-12-25 2026-12-26"},
		{"a duration in weeks", eventsFile("DTSTART;VALUE=DATE:20281225\nDURATION:P9W"), "2028-12-25 2028-12-26 2028-12-27 2028-12-28 2028-12-29 2028-12-30 2028-12-31"},
		{"a date that does not say that it is one", eventsFile("DTSTART:20261225"), "2026-12-25"},
		{"a time of day", eventsFile("DTSTART:20261225T090000Z"), ""},
		{"a time of day in a zone", eventsFile("DTSTART;TZID=Europe/London:20261225T000000\nDTEND;TZID=Europe/London:20261226T000000"), ""},
		{"cancelled", eventsFile(first + "\nSTATUS:CANCELLED"), ""},
		{"confirmed", eventsFile(first + "\nSTATUS:CONFIRMED"), "2026-12-25"},
		{"two of them, one day in common, in order", eventsFile(first+"\nDURATION:P2D", "DTSTART;VALUE=DATE:20261224\nDURATION:P2D"), "2026-12-24 2026-12-25 2026-12-26"},
		{"no event", eventsFile(), ""},
		{"byte order mark, CRLF, folded lines and text after the events",
			"\ufeff" + strings.ReplaceAll(strings.Replace(eventsFile("SUMMARY:Christ\n mas\n"+first), "END:VCALENDAR", "X-NAME:Holidays\nEND:VCALENDAR", 1), "\n", "\r\n"), "2026-12-25"},

		{"every year", eventsFile("DTSTART;VALUE=DATE:19990501\nRRULE:FREQ=YEARLY"), "2025-05-01 2026-05-01 2027-05-01 2028-05-01"},
		{"every year from its first", eventsFile("DTSTART;VALUE=DATE:20270501\nRRULE:FREQ=YEARLY"), "2027-05-01 2028-05-01"},
		{"two days every year", eventsFile("DTSTART;VALUE=DATE:20271231\nDTEND;VALUE=DATE:20280102\nRRULE:FREQ=YEARLY"), "2027-12-31 2028-01-01 2028-12-31"},
		{"every other year", eventsFile("DTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY;INTERVAL=2"), "2026-05-01 2028-05-01"},
		{"so many times", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY;COUNT=3"), "2025-05-01 2026-05-01"},
		{"until a day", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY;UNTIL=20260501"), "2025-05-01 2026-05-01"},
		{"until a time", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY;UNTIL=20260430T235959Z"), "2025-05-01"},
		{"29 February is in leap years", eventsFile("DTSTART;VALUE=DATE:20000229\nRRULE:FREQ=YEARLY"), "2028-02-29"},
		{"the fourth Thursday of November", eventsFile("DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"), "2025-11-27 2026-11-26 2027-11-25 2028-11-23"},
		{"the last Monday of May", eventsFile("DTSTART;VALUE=DATE:20200525\nRRULE:FREQ=YEARLY;WKST=SU;BYDAY=-1MO;BYMONTH=5"), "2025-05-26 2026-05-25 2027-05-31 2028-05-29"},
		{"the Tuesday after the first Monday of November", eventsFile("DTSTART;VALUE=DATE:20241105\nRRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8"), "2028-11-07"},
		{"the first Monday of the year", eventsFile("DTSTART;VALUE=DATE:20240101\nRRULE:FREQ=YEARLY;BYDAY=1MO"), "2025-01-06 2026-01-05 2027-01-04 2028-01-03"},
		{"the last day of two months", eventsFile("DTSTART;VALUE=DATE:20270630\nRRULE:FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"), "2027-06-30 2027-12-31 2028-06-30 2028-12-31"},
		{"but for some years", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20250501,20280501\nEXDATE;VALUE=DATE:20270501"), "2026-05-01"},
		{"and some further days", eventsFile("DTSTART;VALUE=DATE:20250501\nRDATE;VALUE=DATE:20250502,20250504"), "2025-05-01 2025-05-02 2025-05-04"},
		{"moved in one year and cancelled in another", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY",
			"RECURRENCE-ID;VALUE=DATE:20260501\nDTSTART;VALUE=DATE:20260504", "RECURRENCE-ID;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270501\nSTATUS:CANCELLED"), "2025-05-01 2026-05-04 2028-05-01"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			days, faults := ReadHolidays([]byte(test.file), years)
			var got []string
			for _, d := range days {
				got = append(got, d.String())
			}
			if strings.Join(got, " ") != test.want || len(faults) > 0 {
				t.Errorf("got %s, faults %v, want %s", got, faults, test.want)
			}
		})
	}
}

func TestFaultsOfACalendar(t *testing.T) {
	const first = "DTSTART;VALUE=DATE:20261225\n"
	tests := []struct{ name, file, want string }{
		{"nothing", "", "line 1: The calendar cannot be read: it does not end with END:VCALENDAR. Give an iCalendar file (.ics), as a calendar exports it."},
		{"another kind of file", "email,name\nana@example.com,Ana\n", "line 1: The calendar cannot be read: "},
		{"cut off between events", strings.TrimSuffix(eventsFile(first), "END:VCALENDAR\n"), "line 8: The calendar cannot be read: it does not end with END:VCALENDAR. Give an iCalendar file (.ics), as a calendar exports it."},
		{"cut off in an event", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\n", "line 3: The calendar cannot be read: failed to parse event: ran out of lines. Give an iCalendar file (.ics), as a calendar exports it."},
		{"a line that is none", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nwhat?\nDTSTART:20261225\nEND:VEVENT\nEND:VCALENDAR\n", "line 3: The calendar cannot be read: "},
		{"no first day", eventsFile("DTSTART:20261225", "SUMMARY:Boxing day"), "line 8: The event “Boxing day” cannot be read: it has no DTSTART."},
		{"no such first day", eventsFile("DTSTART;VALUE=DATE:20260231"), `line 4: The event without a SUMMARY cannot be read: its DTSTART is wrong: “20260231” is not a date such as 20261225.`},
		{"no such end", eventsFile(first + "DTEND;VALUE=DATE:tomorrow"), "its DTEND is wrong: "},
		{"an end before the start", eventsFile(first + "DTEND;VALUE=DATE:20261224"), "its DTEND 2026-12-24 lies before its DTSTART 2026-12-25"},
		{"a duration in hours", eventsFile(first + "DURATION:PT3H"), `its DURATION “PT3H” is not a number of days such as P2D`},
		{"no such exception", eventsFile(first + "EXDATE:never"), "its EXDATE is wrong: "},
		{"no such further day", eventsFile(first + "RDATE:,"), "its RDATE is wrong: "},
		{"another frequency", eventsFile(first + "RRULE:FREQ=WEEKLY"), "its RRULE is wrong: a holiday repeats yearly, not weekly"},
		{"no frequency", eventsFile(first + "RRULE:COUNT=3"), "a holiday repeats yearly, not without FREQ"},
		{"a rule that is not understood", eventsFile(first + "RRULE:FREQ=YEARLY;BYWEEKNO=3"), "its RRULE is wrong: BYWEEKNO=3: this part is not understood"},
		{"no such month", eventsFile(first + "RRULE:FREQ=YEARLY;BYMONTH=13"), `BYMONTH=13: “13” is not a number from 1 to 12`},
		{"no such weekday", eventsFile(first + "RRULE:FREQ=YEARLY;BYDAY=4XX"), `BYDAY=4XX: “4XX” is not a weekday such as MO, 4TH or -1MO`},
		{"no such number of weekdays", eventsFile(first + "RRULE:FREQ=YEARLY;BYDAY=0MO"), "BYDAY=0MO: "},
		{"no such interval", eventsFile(first + "RRULE:FREQ=YEARLY;INTERVAL=0"), "INTERVAL=0: "},
		{"no such last day", eventsFile(first + "RRULE:FREQ=YEARLY;UNTIL=2026"), "UNTIL=2026: "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, faults := ReadHolidays([]byte(test.file), years)
			if len(faults) != 1 || !strings.Contains(faults[0].Error(), test.want) {
				t.Errorf("got %v, want %s", faults, test.want)
			}
		})
	}
}

func FuzzReadHolidays(f *testing.F) {
	f.Add(eventsFile("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261228\nSUMMARY:Christmas"))
	f.Add(eventsFile("DTSTART;VALUE=DATE:20241105\nDURATION:P9999W\nRRULE:FREQ=YEARLY;INTERVAL=4;COUNT=9;BYMONTH=11;BYDAY=TU,-1MO;BYMONTHDAY=2,-3"))
	f.Add(eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY;UNTIL=20270101\nEXDATE:20250501", "RECURRENCE-ID:20260501\nDTSTART:20260504"))
	f.Add("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:00010101\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR")
	f.Fuzz(func(t *testing.T, file string) {
		days, faults := ReadHolidays([]byte(file), years)
		if !slices.IsSorted(days) || slices.ContainsFunc(days, func(d cadence.Date) bool { return !years.Contains(d) }) {
			t.Errorf("days out of order or beyond the years asked for: %v", days)
		}
		lines := strings.Count(file, "\n") + 1
		for _, fault := range faults {
			if fault.Line < 1 || fault.Line > lines {
				t.Errorf("a fault in line %d of %d: %s", fault.Line, lines, fault.Text)
			}
		}
	})
}

// eventsFile is an iCalendar file of events, each a few properties.
func eventsFile(events ...string) string {
	text := "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Holidays//EN\n"
	for _, e := range events {
		text += "BEGIN:VEVENT\nUID:1\n" + e + "\nEND:VEVENT\n"
	}
	return text + "END:VCALENDAR\n"
}
