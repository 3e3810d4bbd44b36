package files

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"coach/cadence"
)

// TestWorkIsBounded reads files that would take endless work: each is read
// within bounds, or refused with its reason.
func TestWorkIsBounded(t *testing.T) {
	for name, test := range map[string]struct {
		event string
		times int
		says  string // empty if the file is read
		days  int
	}{
		"a million times":                           {"DTSTART;VALUE=DATE:19000101\nRRULE:FREQ=DAILY;COUNT=1000000", 1, "", 4*365 + 1},
		"every day since the year 1":                {"DTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY", 1, "", 4*365 + 1},
		"so often, and for so long":                 {"DTSTART;VALUE=DATE:19000101\nDURATION:P9999W\nRRULE:FREQ=DAILY", 10, "", 4*365 + 1},
		"for ever":                                  {"DTSTART;VALUE=DATE:00010101\nDTEND;VALUE=DATE:99991231", 1000, "", 4*365 + 1},
		"never":                                     {"DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 1, "", 1},
		"never, again and again":                    {"DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 1_000, "too many days to work out", 1},
		"every day, again and again":                {"DTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY", 1_000, "too many days to work out", 4*365 + 1},
		"a rule of a thousand parts":                {"DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=YEARLY;BYMONTHDAY=" + strings.Repeat("1,", 1000) + "1;COUNT=3", 1, "", 3},
		"a hundred thousand exceptions":             {"DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:" + strings.Repeat("20250102,", 7000) + "20250102", 14, "", 4 * 365},
		"ten thousand exceptions that mean nothing": {"DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=DAILY\nEXDATE:" + strings.Repeat("20240102,", 10_000), 1, "There are 9900 more such lines.", 4*365 + 1},
		"a line of a megabyte":                      {"DTSTART;VALUE=DATE:20250101\nSUMMARY:" + strings.Repeat("long", 250_000), 1, "", 1},
		"a line folded a hundred thousand":          {"DTSTART;VALUE=DATE:20250101\nATTACH:" + strings.Repeat("AAAA\n ", 100_000), 1, "", 1},
		"parts within parts":                        {"DTSTART;VALUE=DATE:20250101\n" + strings.Repeat("BEGIN:VALARM\n", 50_000), 1, "", 1},
		"birthdays of a whole company":              {"DTSTART;VALUE=DATE:19700601\nRRULE:FREQ=YEARLY", 2_000, "", 4},
	} {
		t.Run(name, func(t *testing.T) {
			events := make([]string, test.times)
			for i := range events {
				events[i] = test.event
			}
			read := ReadHolidays([]byte(eventsFile(events...)), years)
			said := append(read.Faults, read.Notes...)
			if len(read.Days) != test.days || len(said) > mostFaults+1 || test.says == "" && len(said) > 0 {
				t.Errorf("%d days, and it is said %.300v", len(read.Days), said)
			}
			if test.says != "" && !strings.Contains(fmt.Sprint(said), test.says) {
				t.Errorf("it is said %.300v, want %s", said, test.says)
			}
		})
	}
}

// TestTheWorkOfARuleIsCounted: what a rule may cost is known whether or not any
// day satisfies it, and does not grow with the years in which nothing can.
func TestTheWorkOfARuleIsCounted(t *testing.T) {
	for rule, most := range map[string]int{
		"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30":  20 * 800,
		"FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30": 6 * 800,
		"FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1": 4 * 800,
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30": 2 * 800,
		"FREQ=DAILY":                          20 * 6,
		"FREQ=YEARLY":                         2 * 6,
		"FREQ=DAILY;INTERVAL=10000000":        20,
		"FREQ=MONTHLY;INTERVAL=12":            4 * 6,
		"FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO":    2 * 20,
	} {
		r, err := readRule(rule, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, work := r.days(years.Start, years.End); work < 1 || work > most {
			t.Errorf("%s is %d of work, want at most %d", rule, work, most)
		}
	}
}

// BenchmarkReadHolidays reads a calendar of five megabytes, as of somebody who
// has kept one for years: meetings, some of them repeating, birthdays, and a few
// holidays.
func BenchmarkReadHolidays(b *testing.B) {
	file := []byte(largeCalendar(5 << 20))
	within := cadence.Period{Start: cadence.NewDate(2024, time.November, 28), End: cadence.NewDate(2032, time.November, 28)}
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if read := ReadHolidays(file, within); len(read.Days) == 0 || len(read.Faults) > 0 {
			b.Fatal(len(read.Days), read.Faults)
		}
	}
}

func largeCalendar(size int) string {
	var text strings.Builder
	text.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:Europe/London\r\n")
	for i := 0; text.Len() < size; i++ {
		on := (cadence.NewDate(2015, time.January, 1) + cadence.Date(i%5000)).Format("20060102")
		fmt.Fprintf(&text, "BEGIN:VEVENT\r\nUID:%d@example.com\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Event %d\r\n", i, i%300)
		switch i % 20 {
		case 0:
			fmt.Fprintf(&text, "DTSTART;VALUE=DATE:%s\r\nRRULE:FREQ=YEARLY\r\n", on)
		case 1:
			fmt.Fprintf(&text, "DTSTART;VALUE=DATE:%s\r\nDESCRIPTION:Observance\r\n", on)
		case 2:
			fmt.Fprintf(&text, "DTSTART;TZID=Europe/London:%sT093000\r\nDTEND;TZID=Europe/London:%sT100000\r\nRRULE:FREQ=WEEKLY\r\n", on, on)
		default:
			fmt.Fprintf(&text, "DTSTART:%sT093000Z\r\nDTEND:%sT100000Z\r\nDESCRIPTION:What we talk about every week is what we talked about las\r\n t week and so on\r\nATTENDEE;CN=\"An odd\" name\":mailto:ana@example.com\r\n", on, on)
		}
		text.WriteString("END:VEVENT\r\n")
	}
	return text.String() + "END:VCALENDAR\r\n"
}
