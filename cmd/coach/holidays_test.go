package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"coach/cadence"
)

// An importer imports calendar files one after another into one database.
type importer struct {
	t  *testing.T
	db string
	on time.Time
}

// imports says what an import of files says.
func (d importer) imports(c holidaysImportCommand, files ...string) string {
	d.t.Helper()
	var data [][]byte
	for _, file := range files {
		data, c.Files = append(data, []byte(file)), append(c.Files, "h.ics")
	}
	c.Name, c.DB = "berlin", d.db
	var out bytes.Buffer
	return saying(&out, c.importFrom(d.t.Context(), data, &out, d.on))
}

// lists says which holidays are to come.
func (d importer) lists() string {
	d.t.Helper()
	var out bytes.Buffer
	return saying(&out, holidaysListCommand{DB: d.db}.list(d.t.Context(), &out, d.on))
}

// yearFile is a government's calendar of a year.
func yearFile(year string, more ...string) string {
	return calendarOf(append([]string{"SUMMARY:New Year\nDTSTART;VALUE=DATE:" + year + "0101", "SUMMARY:Christmas\nDTSTART;VALUE=DATE:" + year + "1225"}, more...)...)
}

// One file a year: next year's leaves this year's days alone, in whatever order
// they come, and days to come are taken away by name and only if that is meant.
func TestOneHolidayFileAYear(t *testing.T) {
	d := importer{t, importedCompany(t), time.Date(2026, time.November, 16, 9, 0, 0, 0, time.UTC)}
	const taken26, taken27 = "taken        New Year: 1 Jan 2026\ntaken        Christmas: 25 Dec 2026\n", "taken        New Year: 1 Jan 2027\ntaken        Christmas: 25 Dec 2027\n"
	const both = "berlin: Fri 25 December 2026, Fri 1 January 2027, Sat 25 December 2027\n"
	const again26 = "These days would become working days again: New Year (Fri 1 January 2027), Christmas (Sat 25 December 2027). If they're in another file, give all files at once."
	const without27 = taken26 + "removed      New Year: 1 Jan 2027\nremoved      Christmas: 25 Dec 2027\n"
	for _, step := range []struct {
		name  string
		flags holidaysImportCommand
		files []string
		says  string
		lists string
	}{
		{"this year", holidaysImportCommand{}, []string{yearFile("2026")},
			taken26 + "berlin: 2 public holidays, 2 added, 0 removed. Next: Fri 25 December 2026.\n", "berlin: Fri 25 December 2026\n"},
		{"a look at the next", holidaysImportCommand{DryRun: true}, []string{yearFile("2027")},
			taken27 + "berlin: 2 public holidays, 2 added, 0 removed. Next: Fri 1 January 2027, Sat 25 December 2027.\nThis was a dry run, so nothing has changed. To do it, leave out --dry-run.\n",
			"berlin: Fri 25 December 2026\n"},
		{"the next", holidaysImportCommand{}, []string{yearFile("2027")},
			taken27 + "berlin: 2 public holidays, 2 added, 0 removed. Next: Fri 1 January 2027, Sat 25 December 2027.\n", both},
		{"this year alone", holidaysImportCommand{}, []string{yearFile("2026")},
			without27 + "problems:\nNothing was imported. " + again26 + " If that's right, add --yes.\n", both},
		{"a look at that", holidaysImportCommand{DryRun: true}, []string{yearFile("2026")},
			without27 + again26 + " If that's right, add --yes.\nberlin: 2 public holidays, 0 added, 2 removed. Next: Fri 25 December 2026.\n" +
				"This was a dry run, so nothing has changed. To do it, leave out --dry-run.\n", both},
		{"both at once", holidaysImportCommand{}, []string{yearFile("2027"), yearFile("2026")},
			"taken        New Year: 1 Jan 2026, 1 Jan 2027\ntaken        Christmas: 25 Dec 2026, 25 Dec 2027\n" +
				"berlin: 4 public holidays, 0 added, 0 removed. Next: Fri 25 December 2026, Fri 1 January 2027, Sat 25 December 2027.\n", both},
		{"this year alone, which is meant", holidaysImportCommand{Yes: true}, []string{yearFile("2026")},
			without27 + "berlin: 2 public holidays, 0 added, 2 removed. Next: Fri 25 December 2026.\n", "berlin: Fri 25 December 2026\n"},
		{"days that are over are taken away without a question", holidaysImportCommand{}, []string{calendarOf("SUMMARY:Christmas\nDTSTART;VALUE=DATE:20251225\nRRULE:FREQ=YEARLY;COUNT=2")},
			"taken        Christmas: 25 Dec 2025, 25 Dec 2026\nremoved      New Year: 1 Jan 2026\nberlin: 2 public holidays, 1 added, 1 removed. Next: Fri 25 December 2026.\n",
			"berlin: Fri 25 December 2026\n"},
	} {
		if says := d.imports(step.flags, step.files...); says != step.says {
			t.Errorf("%s: coach says\n%s\nwant\n%s", step.name, says, step.says)
		}
		if lists := d.lists(); lists != step.lists {
			t.Errorf("%s: the days to come are\n%s\nwant\n%s", step.name, lists, step.lists)
		}
	}
}

// A year with more working days off than any country has is asked about: the
// file may hold the leave of a team, or a phone's calendar. Weekends do not
// matter, and days that were taken before are not asked about again.
func TestAYearOfTooManyHolidaysIsAskedAbout(t *testing.T) {
	const asked = "problems:\nNothing was imported. 2027 would have 26 working days off, more than any country has public holidays. Check whether the file has other events too. If that's right, add --yes.\n"
	weekly := func(first cadence.Date, count string) string {
		return calendarOf("SUMMARY:Every week\nDTSTART;VALUE=DATE:" + first.Format("20060102") + "\nRRULE:FREQ=WEEKLY;COUNT=" + count)
	}
	saturday, monday27 := cadence.NewDate(2027, time.January, 2), cadence.NewDate(2027, time.January, 4)
	for name, test := range map[string]struct {
		files []string
		asks  bool
	}{
		"25 Mondays":                   {[]string{weekly(monday27, "25")}, false},
		"26 Mondays":                   {[]string{weekly(monday27, "26")}, true},
		"52 Saturdays":                 {[]string{weekly(saturday, "52")}, false},
		"26 days in two files":         {[]string{weekly(monday27, "13"), weekly(monday27+1, "13")}, true},
		"a fortnight in each of years": {[]string{calendarOf("DTSTART;VALUE=DATE:20260817\nDURATION:P2W\nRRULE:FREQ=YEARLY")}, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := importer{t, importedCompany(t), monday}
			says := d.imports(holidaysImportCommand{}, test.files...)
			if test.asks != strings.HasSuffix(says, asked) || test.asks != strings.HasPrefix(d.lists(), "There are no public holidays yet.") {
				t.Errorf("coach says\n%s\nand lists\n%s", says, d.lists())
			}
			if !test.asks {
				return
			}
			if says := d.imports(holidaysImportCommand{Yes: true}, test.files...); !strings.Contains(says, "26 added, 0 removed.") {
				t.Errorf("with --yes coach says\n%s", says)
			}
			if says := d.imports(holidaysImportCommand{}, test.files...); !strings.Contains(says, "0 added, 0 removed.") {
				t.Errorf("again coach says\n%s", says)
			}
		})
	}
}

// What a feed marks as no day off for everybody is passed over, by name, and
// taken by its words.
func TestObservancesAreTakenByTheirWords(t *testing.T) {
	file := calendarOf("SUMMARY:Republic Day\nDTSTART;VALUE=DATE:20270301\nDESCRIPTION:Public holiday", "SUMMARY:Valentine's Day\nDTSTART;VALUE=DATE:20270214\nDESCRIPTION:Observance\\nTo hide\\, …",
		"SUMMARY:River Day\nDTSTART;VALUE=DATE:20270412\nDESCRIPTION:Public holiday in Upper Borduria", "SUMMARY:Carnival\nDTSTART:20270209T110000Z\nDESCRIPTION:Observance")
	const republic, valentine, river = "taken        Republic Day: 1 Mar 2027\n", "Valentine's Day (14 Feb 2027): it is an observance, not a day off\n", "River Day (12 Apr 2027): it is a day off in Upper Borduria only\n"
	const carnival, hint = "passed over  Carnival (9 Feb 2027): it has a time of day\n", "To take a day that was passed over, add --also with words from its name or description.\n"
	for _, test := range []struct {
		also []string
		want string
	}{
		{nil, republic + "passed over  " + valentine + "passed over  " + river + carnival + hint + "berlin: 1 public holiday, 1 added, 0 removed. Next: Mon 1 March 2027.\n"},
		{[]string{"upper borduria"}, republic + "taken        River Day: 12 Apr 2027\npassed over  " + valentine + carnival + hint +
			"berlin: 2 public holidays, 2 added, 0 removed. Next: Mon 1 March 2027, Mon 12 April 2027.\n"},
		{[]string{"observance", "River"}, "taken        Valentine's Day: 14 Feb 2027\n" + republic + "taken        River Day: 12 Apr 2027\n" + carnival +
			"berlin: 3 public holidays, 3 added, 0 removed. Next: Sun 14 February 2027, Mon 1 March 2027, Mon 12 April 2027.\n"},
	} {
		d := importer{t, importedCompany(t), monday}
		if got := d.imports(holidaysImportCommand{Also: test.also}, file); got != test.want {
			t.Errorf("also %q: coach says\n%s\nwant\n%s", test.also, got, test.want)
		}
	}
}

// What cannot be read is said, and the rest is imported; a file that is no
// calendar stops all of them.
func TestAnUnreadableEventIsSaidAndTheRestIsImported(t *testing.T) {
	d := importer{t, importedCompany(t), monday}
	const want = "h.ics:14: The event “Odd” cannot be read: its RRULE cannot be worked out: it repeats hourly, and a whole day cannot.\n" +
		"taken        New Year: 1 Jan 2027\ntaken        Christmas: 25 Dec 2027\nberlin: 2 public holidays, 2 added, 0 removed. Next: Fri 1 January 2027, Sat 25 December 2027.\n"
	if got := d.imports(holidaysImportCommand{}, yearFile("2027", "SUMMARY:Odd\nDTSTART;VALUE=DATE:20270501\nRRULE:FREQ=HOURLY")); got != want {
		t.Errorf("coach says\n%s\nwant\n%s", got, want)
	}
	got := d.imports(holidaysImportCommand{}, yearFile("2028"), "<html>Sign in</html>")
	if !strings.HasPrefix(got, "problems:\nh.ics:1: This is a web page, not a calendar. ") || d.lists() != "berlin: Fri 1 January 2027, Sat 25 December 2027\n" {
		t.Errorf("coach says\n%s\nand lists\n%s", got, d.lists())
	}
}

// A phone's whole calendar is told in a few lines.
func TestManyEventsPassedOverAreToldInFewLines(t *testing.T) {
	events := []string{"SUMMARY:New Year\nDTSTART;VALUE=DATE:20270101"}
	for i := range 400 {
		day := cadence.NewDate(2026, time.April, 1) + cadence.Date(i%100)
		name := "Stand-up"
		if i >= 100 {
			name = "Meeting " + strings.Repeat("I", i)
		}
		events = append(events, "SUMMARY:"+name+"\nDTSTART:"+day.Format("20060102")+"T090000Z")
	}
	d := importer{t, importedCompany(t), monday}
	got := d.imports(holidaysImportCommand{}, calendarOf(events...))
	if lines := strings.Count(got, "\n"); lines > 2*holidaysNamed || !strings.Contains(got, "11 Apr 2026, 12 Apr 2026 and 88 more): it has a time of day\n") || !strings.Contains(got, "passed over  ") {
		t.Errorf("coach says, in %d lines,\n%s", lines, got)
	}
}
