package files

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCalendarFiles reads files as programs export them and as people damage
// them: every all-day event is read, and nothing else in a file matters.
func TestCalendarFiles(t *testing.T) {
	for file, want := range map[string][]string{
		"google-feed": {"2027-03-01 Republic Day",
			"passed over: Valentine's Day (14 Feb 2027): it is an observance, not a day off",
			"passed over: Tag der Kartografie (10 Mar 2027): it is an observance, not a day off",
			"passed over: River Day (regional holiday) (12 Apr 2027): it is a day off in Upper Borduria, Lower Borduria only",
			"passed over: Special Working Day (17 Apr 2027): it is a working day"},
		"exchange": {"2026-12-25 Founding day", "2027-01-25 Bridge day", "2027-12-27 Shutdown", "2027-12-28 Shutdown", "2027-12-29 Shutdown", "2028-12-25 Founding day",
			"passed over: Dinner (3 Jun 2027): it has a time of day"},
		"several-calendars": {"2027-01-04 South", "2027-01-05 North"},
		"odd-lines":         {"2027-06-04 Harbour Day", "2027-06-05 Hill Day"},
		"letter-case":       {"2027-06-04 Lower Day", "2028-06-04 Lower Day", "passed over: Never (5 Jun 2027): it is cancelled"},
		"carriage-returns":  {"2027-06-04 Old Day"},
		"double-ends":       {"2027-06-04 Double Day"},
		"indented":          {"2027-06-04 Indented Day"},
		"missing-ends":      {"2027-06-04 First", "2027-06-05 Second"},
		"cut-off": {"2027-06-04 First", "2027-06-05 Second",
			"line 12: The file breaks off here, without END:VCALENDAR. Everything before this was read. Check that the file is complete."},
		"outlook-rules": {"2026-08-17 Every twelfth month", "2027-02-08 Three days", "2027-02-09 Three days", "2027-02-10 Three days", "2027-06-30 Last working day of June",
			"2027-08-17 Every twelfth month", "2028-06-30 Last working day of June", "2028-08-17 Every twelfth month"},
	} {
		t.Run(file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", "holidays", file+".ics"))
			if err != nil {
				t.Fatal(err)
			}
			if got, want := told(ReadHolidays(data, years)), strings.Join(want, "\n"); got != want {
				t.Errorf("read\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// told returns everything that is read of a file, a line each.
func told(read HolidaysRead) string {
	var lines []string
	for _, h := range read.Days {
		lines = append(lines, strings.TrimSpace(fmt.Sprint(h.On, " ", h.Name)))
	}
	for _, p := range read.Passed {
		lines = append(lines, "passed over: "+p.String())
	}
	for _, f := range append(read.Faults, read.Notes...) {
		lines = append(lines, f.Error())
	}
	return strings.Join(lines, "\n")
}

// TestWhatIsADayOff checks which all-day events are days off, by the words
// that feeds put in any of three places.
func TestWhatIsADayOff(t *testing.T) {
	for label, reason := range map[string]string{
		"": "", "Public holiday": "", "Bank holiday": "", "Federal Holiday": "", "Bank holiday in lieu of Boxing Day": "", "Substitute day": "", "Holidays": "", "Christmas Day observance": "",
		"Public holiday in Borduria": "", "Public holiday in the borduria": "",
		"Observance": isObservance, "OBSERVANCE": isObservance, "Observance, Christian": isObservance, "United Nations observance": isObservance, "State Observance": isObservance,
		"Season": isObservance, "Sporting event": isObservance, "Not a public holiday": isObservance, "Clock change/Daylight Saving Time": isObservance, "Optional Holiday": isObservance,
		"Regional holiday": isRegional, "Common local holiday": isRegional, "State holiday": isRegional,
		"Public holiday in Upper Borduria": "it is a day off in Upper Borduria only", "Local holiday in Lower Borduria": "it is a day off in Lower Borduria only",
	} {
		for _, event := range []string{"SUMMARY:Day\nDESCRIPTION:" + strings.ReplaceAll(label, ",", `\,`), "SUMMARY:Day\nDESCRIPTION:" + label + `\nAnd more`, "SUMMARY:Day\nCATEGORIES:Days,  " + label, "SUMMARY:Day (" + label + ")"} {
			file := strings.Replace(eventsFile(event+"\nDTSTART:20270601"), "VERSION:2.0", "X-WR-CALNAME:Holidays in Borduria", 1)
			read := ReadHolidays([]byte(file), years)
			switch {
			case reason == "" && (len(read.Days) != 1 || len(read.Passed) > 0):
				t.Errorf("%q is no day off: %v", event, read.Passed)
			case reason != "" && (len(read.Days) > 0 || len(read.Passed) != 1 || read.Passed[0].Reason != reason):
				t.Errorf("%q: days off are %v, passed over %v, want %s", event, read.Days, read.Passed, reason)
			}
		}
	}
	for name, off := range map[string]bool{"Working day": false, "Special Working Day": false, "Workday (for Spring Festival)": false, "Workers' Day": true, "Non-working day": true, "Last working day": true} {
		if read := ReadHolidays([]byte(eventsFile("SUMMARY:"+name+"\nDTSTART:20270601")), years); off != (len(read.Days) == 1) {
			t.Errorf("%s is a day off: %t", name, !off)
		}
	}
}

// TestWhatIsNoCalendar checks the one fault of other files: a sentence with
// the kind of file and the remedy.
func TestWhatIsNoCalendar(t *testing.T) {
	for name, test := range map[string]struct{ file, says string }{
		"nothing":                   {"", "The file is empty. "},
		"spaces":                    {" \r\n\t\n", "The file is empty. "},
		"a page with its type":      {"<!DOCTYPE html>\n<html><body>Sign in</body></html>", "This is a web page, not a calendar. "},
		"a page without":            {"\ufeff\n  <HTML>\n<p>Sign in", "This is a web page, not a calendar. "},
		"a page with a comment":     {"<!-- generated -->\n<html>", "This is a web page, not a calendar. "},
		"xml":                       {"<?xml version=\"1.0\"?><error/>", "This is an XML file, not a calendar. "},
		"an answer":                 {`{"error": "unauthorized"}`, "This is a JSON file, not a calendar. "},
		"an archive":                {"PK\x03\x04\x14\x00", "This is a zip archive. "},
		"an address book":           {"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\n", "This is an address book, not a calendar. "},
		"a table":                   {"date,name\n2027-01-01,New Year\n", "This isn't a calendar, "},
		"something in binary":       {"\x00\x01\x02\xff\xfe", "This isn't a calendar, "},
		"a text about BEGIN:VEVENT": {"Every event begins with BEGIN:VEVENT\n", "This isn't a calendar, "},
	} {
		t.Run(name, func(t *testing.T) {
			read := ReadHolidays([]byte(test.file), years)
			if !read.NoCalendar || len(read.Faults) != 1 || !strings.HasPrefix(read.Faults[0].Error(), "line 1: "+test.says) || len(read.Days) > 0 {
				t.Errorf("read %+v, want %s", read, test.says)
			}
		})
	}
}

// TestCalendarFaults checks the faults of events that cannot be read: each is
// a line in words, and everything else is read.
func TestCalendarFaults(t *testing.T) {
	const first = "SUMMARY:May Day\nDTSTART;VALUE=DATE:20260501\n"
	for name, test := range map[string]struct{ event, says string }{
		"no first day":                  {"SUMMARY:Boxing day", "The event “Boxing day” cannot be read: it has no DTSTART."},
		"no such first day":             {"DTSTART;VALUE=DATE:20260231", "The event without a name cannot be read: its DTSTART is wrong: “20260231” is not a date such as 20261225."},
		"a first day in words":          {"DTSTART:1 May", "its DTSTART is wrong: “1 May” is not a date such as 20261225."},
		"no such end":                   {first + "DTEND;VALUE=DATE:tomorrow", "its DTEND is wrong: “tomorrow” is not a date"},
		"an end before the start":       {first + "DTEND;VALUE=DATE:20260430", "its DTEND 2026-04-30 lies before its DTSTART 2026-05-01."},
		"a duration in hours":           {first + "DURATION:PT3H", "its DURATION “PT3H” is not a number of whole days such as P2D."},
		"a duration in words":           {first + "DURATION:two days", "its DURATION “two days” is not a number of days such as P2D."},
		"a duration of nothing":         {first + "DURATION:P", "its DURATION “P” is not a number of days such as P2D."},
		"no frequency":                  {first + "RRULE:COUNT=3", "its RRULE cannot be worked out: it does not say with FREQ whether it repeats yearly, monthly, weekly or daily."},
		"no rule":                       {first + "RRULE:", "it does not say with FREQ"},
		"a rule of another age":         {first + "RRULE:YM1 12 #0", "“YM1 12 #0” is not a part of a rule that I understand."},
		"another frequency":             {first + "RRULE:FREQ=FORTNIGHTLY", "“FREQ=FORTNIGHTLY” is not a part of a rule that I understand."},
		"every hour":                    {first + "RRULE:FREQ=HOURLY", "it repeats hourly, and a whole day cannot."},
		"every minute":                  {first + "RRULE:FREQ=MINUTELY;COUNT=1000000", "it repeats minutely, and a whole day cannot."},
		"every second":                  {first + "RRULE:FREQ=SECONDLY", "it repeats secondly, and a whole day cannot."},
		"a part that is not understood": {first + "RRULE:FREQ=YEARLY;BYEASTER=0", "“BYEASTER=0” is not a part of a rule that I understand."},
		"another kind of year":          {first + "RRULE:RSCALE=HEBREW;FREQ=YEARLY", "it counts in the hebrew calendar, so give its days as separate events."},
		"no such month":                 {first + "RRULE:FREQ=YEARLY;BYMONTH=13", "“BYMONTH=13” is not a part of a rule that I understand."},
		"no such weekday":               {first + "RRULE:FREQ=YEARLY;BYDAY=4XX", "“BYDAY=4XX” is not"},
		"no such number of weekdays":    {first + "RRULE:FREQ=YEARLY;BYDAY=0MO", "“BYDAY=0MO” is not"},
		"more weekdays than a month":    {first + "RRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=53MO", "no month has a weekday 53 times."},
		"fewer weekdays than a month":   {first + "RRULE:FREQ=MONTHLY;BYDAY=-6MO", "no month has a weekday 6 times."},
		"no such interval":              {first + "RRULE:FREQ=YEARLY;INTERVAL=0", "“INTERVAL=0” is not"},
		"an interval beyond all time":   {first + "RRULE:FREQ=DAILY;INTERVAL=9223372036854775807", "“INTERVAL=9223372036854775807” is not"},
		"no such count":                 {first + "RRULE:FREQ=YEARLY;COUNT=-1", "“COUNT=-1” is not"},
		"no such last day":              {first + "RRULE:FREQ=YEARLY;UNTIL=2026", "“UNTIL=2026” is not"},
		"a day that it replaces":        {first + "RECURRENCE-ID:never", "its RECURRENCE-ID is wrong: “never” is not a date"},
	} {
		t.Run(name, func(t *testing.T) {
			read := ReadHolidays([]byte(eventsFile("SUMMARY:Before\nDTSTART:20260101", test.event, "SUMMARY:After\nDTSTART:20261231")), years)
			if daysOf(read) != "2026-01-01 2026-12-31" || len(read.Faults) != 1 || !strings.Contains(read.Faults[0].Text, test.says) || read.Faults[0].Line != 9 {
				t.Errorf("read\n%s\nwant line 9: %s", told(read), test.says)
			}
		})
	}
}

// TestExceptionsThatMeanNothing checks that an exception that is wrong, or
// that changes nothing, is noted and does not spoil its event.
func TestExceptionsThatMeanNothing(t *testing.T) {
	const yearly = "SUMMARY:May Day\nDTSTART;VALUE=DATE:20250501\nRRULE:FREQ=YEARLY\n"
	for name, test := range map[string]struct{ file, says string }{
		"on another day": {eventsFile(yearly + "EXDATE;VALUE=DATE:20260502"),
			"line 9: An exception from the event “May Day” is on Sat 2 May 2026, but the event does not begin on that day, so the exception changes nothing."},
		"before the first": {eventsFile(yearly + "EXDATE;VALUE=DATE:20240501"), "line 9: An exception from the event “May Day” is on Wed 1 May 2024, "},
		"at another time":  {eventsFile(yearly + "EXDATE:20260503T220000Z"), "line 9: An exception from the event “May Day” is on Mon 4 May 2026, "},
		"twice":            {eventsFile(yearly + "EXDATE:20290501,20260502"), "line 9: An exception from the event “May Day” is on Sat 2 May 2026, "},
		"in words":         {eventsFile(yearly + "EXDATE:never"), "line 4: The event “May Day” is read in part: its EXDATE is wrong: “never” is not a date such as 20261225."},
		"more in words":    {eventsFile(yearly + "RDATE:sometimes"), "line 4: The event “May Day” is read in part: its RDATE is wrong: “sometimes” is not a date such as 20261225."},
		"replaced by itself on another day": {eventsFile(yearly, "SUMMARY:May Day\nRECURRENCE-ID;VALUE=DATE:20270502\nDTSTART;VALUE=DATE:20270501"),
			"line 14: An exception from the event “May Day” is on Sun 2 May 2027, "},
	} {
		t.Run(name, func(t *testing.T) {
			read := ReadHolidays([]byte(test.file), years)
			said := append(read.Faults, read.Notes...)
			if daysOf(read) != "2025-05-01 2026-05-01 2027-05-01 2028-05-01" || len(said) != 1 || !strings.HasPrefix(said[0].Error(), test.says) {
				t.Errorf("read\n%s\nwant %s", told(read), test.says)
			}
		})
	}
	both := eventsFile(yearly+"EXDATE:20260501,20260501\nEXDATE:20260501T000000Z", "RECURRENCE-ID;VALUE=DATE:20260501\nDTSTART;VALUE=DATE:20260504")
	if got := told(ReadHolidays([]byte(both), years)); got != "2025-05-01 May Day\n2026-05-04\n2027-05-01 May Day\n2028-05-01 May Day" {
		t.Errorf("of an exception written more than once, read\n%s", got)
	}
	alone := eventsFile("RECURRENCE-ID;VALUE=DATE:20270502\nDTSTART;VALUE=DATE:20270501")
	if got := told(ReadHolidays([]byte(alone), years)); got != "2027-05-01" {
		t.Errorf("of an event that the file does not have, read\n%s", got)
	}
}
