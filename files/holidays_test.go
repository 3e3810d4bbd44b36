package files

import (
	"os"
	"path/filepath"
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
		{"a time of day in a zone", eventsFile("DTSTART;TZID=Europe/London:20261225T000000\nDTEND;TZID=Europe/London:20261226T000000"), "2026-12-25"},
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
		{"until a midnight elsewhere", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY;UNTIL=20260430T220000Z"), "2025-05-01 2026-05-01"},
		{"never again after its first", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=YEARLY;COUNT=1"), "2025-05-01"},
		{"a rule that ended before it began", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=YEARLY;UNTIL=20240501"), ""},
		{"a rule that ended long ago", eventsFile("DTSTART;VALUE=DATE:16010101\nRRULE:FREQ=YEARLY;UNTIL=19800101T000000Z", first), "2026-12-25"},
		{"a rule that began long ago", eventsFile("DTSTART;VALUE=DATE:16010501\nRRULE:FREQ=YEARLY"), "2025-05-01 2026-05-01 2027-05-01 2028-05-01"},
		{"29 February is in leap years", eventsFile("DTSTART;VALUE=DATE:20000229\nRRULE:FREQ=YEARLY"), "2028-02-29"},
		{"the fourth Thursday of November", eventsFile("DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"), "2025-11-27 2026-11-26 2027-11-25 2028-11-23"},
		{"the last Monday of May", eventsFile("DTSTART;VALUE=DATE:20200525\nRRULE:FREQ=YEARLY;WKST=SU;BYDAY=-1MO;BYMONTH=5"), "2025-05-26 2026-05-25 2027-05-31 2028-05-29"},
		{"the Tuesday after the first Monday of November", eventsFile("DTSTART;VALUE=DATE:20241105\nRRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8"), "2028-11-07"},
		{"the first Monday of the year", eventsFile("DTSTART;VALUE=DATE:20240101\nRRULE:FREQ=YEARLY;BYDAY=1MO"), "2025-01-06 2026-01-05 2027-01-04 2028-01-03"},
		{"the last day of two months", eventsFile("DTSTART;VALUE=DATE:20270630\nRRULE:FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"), "2027-06-30 2027-12-31 2028-06-30 2028-12-31"},
		{"the first Monday of September, as Outlook says it", eventsFile("DTSTART;VALUE=DATE:20250901\nRRULE:FREQ=YEARLY;BYDAY=MO;BYMONTH=9;BYSETPOS=1"), "2025-09-01 2026-09-07 2027-09-06 2028-09-04"},
		{"the last weekday of May", eventsFile("DTSTART;VALUE=DATE:20250530\nRRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYMONTH=5;BYSETPOS=-1"), "2025-05-30 2026-05-29 2027-05-31 2028-05-31"},
		{"every twelfth month", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=MONTHLY;INTERVAL=12"), "2025-05-01 2026-05-01 2027-05-01 2028-05-01"},
		{"every twelfth month, a weekday", eventsFile("DTSTART;VALUE=DATE:20250526\nRRULE:FREQ=MONTHLY;INTERVAL=12;BYDAY=-1MO"), "2025-05-26 2026-05-25 2027-05-31 2028-05-29"},
		{"every month of one month", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=MONTHLY;BYMONTH=5;BYMONTHDAY=1"), "2025-05-01 2026-05-01 2027-05-01 2028-05-01"},
		{"every day of one day", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=DAILY;BYMONTH=5;BYMONTHDAY=1"), "2025-05-01 2026-05-01 2027-05-01 2028-05-01"},
		{"every week of one week", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=WEEKLY;BYMONTH=5;BYDAY=TH;UNTIL=20250510"), "2025-05-01 2025-05-08"},
		{"every fifty-second week", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=WEEKLY;INTERVAL=52"), "2025-05-01 2026-04-30 2027-04-29 2028-04-27"},
		{"every 365th day", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=DAILY;INTERVAL=365"), "2025-05-01 2026-05-01 2027-05-01 2028-04-30"},
		{"the 256th day of the year", eventsFile("DTSTART;VALUE=DATE:20250913\nRRULE:FREQ=YEARLY;BYYEARDAY=256"), "2025-09-13 2026-09-13 2027-09-13 2028-09-12"},
		{"the Monday of the twentieth week", eventsFile("DTSTART;VALUE=DATE:20250512\nRRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"), "2025-05-12 2026-05-11 2027-05-17 2028-05-15"},
		{"a first day that is not one of the rule counts", eventsFile("DTSTART;VALUE=DATE:20250502\nRRULE:FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1;COUNT=3"), "2025-05-02 2026-05-01 2027-05-01"},
		{"three days", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=DAILY;COUNT=3"), "2025-05-01 2025-05-02 2025-05-03"},
		{"three days until", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=DAILY;UNTIL=20250503"), "2025-05-01 2025-05-02 2025-05-03"},
		{"times of day in a rule say nothing", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=YEARLY;BYHOUR=9;BYMINUTE=30;BYSECOND=0;COUNT=2"), "2025-05-01 2026-05-01"},
		{"what others add to a rule says nothing", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:X-KIND=9;RSCALE=GREGORIAN;SKIP=OMIT;FREQ=YEARLY;COUNT=2;"), "2025-05-01 2026-05-01"},
		{"two rules", eventsFile("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=YEARLY;COUNT=2\nRRULE:FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1;COUNT=2"), "2025-05-01 2025-06-01 2026-05-01"},
		{"a rule of exceptions", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY\nEXRULE:FREQ=YEARLY;INTERVAL=2"), "2025-05-01 2027-05-01"},

		{"a duration in hours", eventsFile(first + "\nDURATION:PT24H"), "2026-12-25"},
		{"a duration of two days in hours", eventsFile(first + "\nDURATION:PT48H"), "2026-12-25 2026-12-26"},
		{"a duration in days and hours", eventsFile(first + "\nDURATION:P1DT0H0M0S"), "2026-12-25"},
		{"a duration in days and a day in hours", eventsFile(first + "\nDURATION:P1DT24H"), "2026-12-25 2026-12-26"},
		{"a duration in minutes, small and with a sign", eventsFile(first + "\nDURATION:+pt1440m"), "2026-12-25"},
		{"a duration of nothing", eventsFile(first + "\nDURATION:PT0S"), "2026-12-25"},

		{"midnight to midnight", eventsFile("DTSTART:20261225T000000\nDTEND:20261227T000000"), "2026-12-25 2026-12-26"},
		{"midnight to midnight in universal time", eventsFile("DTSTART:20261225T000000Z\nDTEND:20261226T000000Z"), "2026-12-25"},
		{"midnight for a day", eventsFile("DTSTART:20261225T000000\nDURATION:P1D"), "2026-12-25"},
		{"midnight for 24 hours", eventsFile("DTSTART:20261225T000000\nDURATION:PT24H"), "2026-12-25"},
		{"midnight to the last minute", eventsFile("DTSTART:20261225T000000\nDTEND:20261225T235900"), "2026-12-25"},
		{"midnight to the last second of the next day", eventsFile("DTSTART:20261225T000000\nDTEND:20261226T235959"), "2026-12-25 2026-12-26"},
		{"midnight to noon", eventsFile("DTSTART:20261225T000000\nDTEND:20261225T120000"), ""},
		{"midnight alone", eventsFile("DTSTART:20261225T000000"), ""},
		{"midnight to the same", eventsFile("DTSTART:20261225T000000\nDTEND:20261225T000000"), ""},
		{"noon to noon", eventsFile("DTSTART:20261225T120000\nDTEND:20261226T120000"), ""},
		{"one of whole days, as it says", eventsFile("DTSTART:20261224T230000Z\nDTEND:20261225T230000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE"), "2026-12-25"},
		{"not one of whole days, as it says", eventsFile("DTSTART:20261224T230000Z\nDTEND:20261225T230000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:FALSE"), ""},
		{"one of whole days without an end", eventsFile("DTSTART:20261225T000000\nX-FUNAMBOL-ALLDAY:1"), "2026-12-25"},
		{"a date with an instant for an end", eventsFile(first + "\nDTEND:20261227T000000Z"), "2026-12-25 2026-12-26"},
		{"midnights every year", eventsFile("DTSTART;TZID=Europe/Berlin:20260101T000000\nDTEND;TZID=Europe/Berlin:20260102T000000\nRRULE:FREQ=YEARLY;UNTIL=20271231T230000Z\nEXDATE;TZID=Europe/Berlin:20270101T000000"), "2026-01-01 2028-01-01"},
		{"dates with dashes", eventsFile("DTSTART;VALUE=DATE:2026-12-25\nDTEND;VALUE=DATE:2026-12-27"), "2026-12-25 2026-12-26"},
		{"times with colons", eventsFile("DTSTART:2026-12-25T00:00:00\nDTEND:2026-12-26T00:00:00"), "2026-12-25"},
		{"times with an offset", eventsFile("DTSTART:20261225T000000+0100\nDTEND:20261226T000000+0100"), "2026-12-25"},

		{"but for some years, in any separator", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20250501;20260501, 20270501,"), "2028-05-01"},
		{"but for its only day", eventsFile(first + "\nEXDATE;VALUE=DATE:20261225"), ""},
		{"and some periods", eventsFile("DTSTART;VALUE=DATE:20250501\nRDATE;VALUE=PERIOD:20250601T000000Z/P2D,20250701T000000Z/20250703T000000Z"), "2025-05-01 2025-06-01 2025-06-02 2025-07-01 2025-07-02"},
		{"moved from one year on", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260501\nDTSTART;VALUE=DATE:20260503\nDURATION:P2D"),
			"2025-05-01 2026-05-03 2026-05-04 2027-05-03 2027-05-04 2028-05-03 2028-05-04"},
		{"cancelled from one year on", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270501\nSTATUS:CANCELLED"), "2025-05-01 2026-05-01"},
		{"a year's is at a time", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY;COUNT=3", "RECURRENCE-ID;VALUE=DATE:20260501\nDTSTART:20260501T090000Z"), "2025-05-01"},
		{"taken back as a whole", strings.Replace(eventsFile(first), "VERSION:2.0", "METHOD:CANCEL", 1), ""},
		{"but for some years", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20250501,20280501\nEXDATE;VALUE=DATE:20270501"), "2026-05-01"},
		{"and some further days", eventsFile("DTSTART;VALUE=DATE:20250501\nRDATE;VALUE=DATE:20250502,20250504"), "2025-05-01 2025-05-02 2025-05-04"},
		{"moved in one year and cancelled in another", eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY",
			"RECURRENCE-ID;VALUE=DATE:20260501\nDTSTART;VALUE=DATE:20260504", "RECURRENCE-ID;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270501\nSTATUS:CANCELLED"), "2025-05-01 2026-05-04 2028-05-01"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := ReadHolidays([]byte(test.file), years); daysOf(got) != test.want || len(got.Faults)+len(got.Notes) > 0 {
				t.Errorf("got %s, faults %v, notes %v, want %s", daysOf(got), got.Faults, got.Notes, test.want)
			}
		})
	}
}

// daysOf returns the days that were read, in words.
func daysOf(read HolidaysRead) string {
	var days []string
	for _, h := range read.Days {
		days = append(days, h.On.String())
	}
	return strings.Join(days, " ")
}

func FuzzReadHolidays(f *testing.F) {
	f.Add(eventsFile("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261228\nSUMMARY:Christmas"))
	f.Add(eventsFile("DTSTART;VALUE=DATE:20241105\nDURATION:P9999W\nRRULE:FREQ=YEARLY;INTERVAL=4;COUNT=9;BYMONTH=11;BYDAY=TU,-1MO;BYMONTHDAY=2,-3"))
	f.Add(eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY;UNTIL=20270101\nEXDATE:20250501", "RECURRENCE-ID:20260501\nDTSTART:20260504"))
	f.Add(eventsFile("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=DAILY;INTERVAL=3;BYDAY=5MO,-5SU;BYWEEKNO=53,-1;BYYEARDAY=366,-366;BYSETPOS=-1,2;WKST=SA;UNTIL=20270101T230000Z"))
	f.Add(eventsFile("DTSTART:20240501T000000\nDTEND:20240502T235900\nRDATE;VALUE=PERIOD:20250101T000000Z/P2D\nEXRULE:FREQ=WEEKLY;BYDAY=MO", "RECURRENCE-ID;RANGE=THISANDFUTURE:20250101\nDTSTART:20250102"))
	exported, err := filepath.Glob("testdata/holidays/*.ics")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range exported {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:00010101\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR")
	f.Fuzz(func(t *testing.T, file string) {
		read := ReadHolidays([]byte(file), years)
		for i, h := range read.Days {
			if !years.Contains(h.On) || i > 0 && h.On <= read.Days[i-1].On {
				t.Errorf("days out of order or beyond the years asked for: %v", read.Days)
			}
		}
		lines := strings.Count(file, "\n") + strings.Count(file, "\r") + 1
		for _, fault := range append(read.Faults, read.Notes...) {
			if fault.Line < 1 || fault.Line > lines {
				t.Errorf("a fault in line %d of %d: %s", fault.Line, lines, fault.Text)
			}
		}
	})
}

// eventsFile returns an iCalendar file of events, each a few properties.
func eventsFile(events ...string) string {
	text := "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Holidays//EN\n"
	for _, e := range events {
		text += "BEGIN:VEVENT\nUID:1\n" + e + "\nEND:VEVENT\n"
	}
	return text + "END:VCALENDAR\n"
}
