package files

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"coach/cadence"
)

// TestAnyStyleOfACalendarIsTheSameCalendar writes a made-up calendar in one
// style after another: with other line ends, foldings, letter cases and marks,
// with lines that say nothing about holidays, with its parts in another order,
// as several calendars, and with some of its ENDs left out.
func TestAnyStyleOfACalendarIsTheSameCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := rapid.SliceOfN(rapid.Custom(drawEvent), 1, 8).Draw(t, "events")
		want := map[cadence.Date]bool{}
		for _, e := range events {
			for _, d := range e.days {
				want[d] = years.Contains(d)
			}
		}
		file := drawFile(t, events)
		read := ReadHolidays([]byte(file), years)
		if len(read.Faults)+len(read.Notes) > 0 {
			t.Fatalf("of a good calendar it is told %v %v\n%s", read.Faults, read.Notes, file)
		}
		for _, h := range read.Days {
			if !want[h.On] {
				t.Fatalf("%s is a day off, and no event is then\n%s", h.On, file)
			}
			delete(want, h.On)
		}
		for d, in := range want {
			if in {
				t.Fatalf("%s is not a day off, and an event is then\n%s", d, file)
			}
		}
	})
}

// A drawnEvent is an event and the days that are off because of it.
type drawnEvent struct {
	lines []string
	days  []cadence.Date
}

func drawEvent(t *rapid.T) (e drawnEvent) {
	first := years.Start + cadence.Date(rapid.IntRange(0, 1200).Draw(t, "first"))
	compact := func(d cadence.Date) string { return d.Format("20060102") }
	e.lines = []string{"UID:" + rapid.StringMatching(`[a-z]{12}`).Draw(t, "uid"), "SUMMARY:" + rapid.StringMatching(`[A-Z][a-zäøß,é ]{0,40}`).Draw(t, "name")}
	start := "DTSTART;VALUE=DATE:" + compact(first)
	length := cadence.Date(rapid.IntRange(1, 3).Draw(t, "length"))
	switch rapid.SampledFrom([]string{"end", "duration", "hours", "midnights", "yearly", "daily", "timed", "cancelled"}).Draw(t, "kind") {
	case "end":
		e.lines = append(e.lines, start, "DTEND;VALUE=DATE:"+compact(first+length))
	case "duration":
		e.lines = append(e.lines, start, fmt.Sprintf("DURATION:P%dD", length))
	case "hours":
		e.lines = append(e.lines, start, fmt.Sprintf("DURATION:PT%dH", 24*length))
	case "midnights":
		e.lines = append(e.lines, "DTSTART:"+compact(first)+"T000000", "DTEND:"+compact(first+length)+"T000000")
	case "yearly":
		length = 1
		if _, month, day := first.Civil(); month == time.February && day == 29 {
			first--
		}
		year, month, day := first.Civil()
		out := cadence.NewDate(year+1, month, day)
		e.lines = append(e.lines, "DTSTART;VALUE=DATE:"+compact(first), "RRULE:FREQ=YEARLY;COUNT=3", "EXDATE;VALUE=DATE:"+compact(out))
		e.days = append(e.days, cadence.NewDate(year+2, month, day))
		if !years.Contains(out) {
			e.lines[len(e.lines)-1] = "CLASS:PUBLIC"
		}
	case "daily":
		e.lines = append(e.lines, start, fmt.Sprintf("RRULE:FREQ=DAILY;COUNT=%d", length))
	case "timed":
		length = 0
		e.lines = append(e.lines, "DTSTART:"+compact(first)+"T093000Z", "DTEND:"+compact(first)+"T170000Z")
	case "cancelled":
		length = 0
		e.lines = append(e.lines, start, "STATUS:CANCELLED")
	}
	for d := first; d < first+length; d++ {
		e.days = append(e.days, d)
	}
	e.lines = rapid.Permutation(e.lines).Draw(t, "order")
	return e
}

// strange are lines that say nothing about holidays, right or wrong.
var strange = []string{
	"X-NOTHING:1", "X_UNDER_SCORE:1", "NO COLON AT ALL", `ATTENDEE;CN="an "odd" name":mailto:hr@example.com`, `X-HALF="open:1`, ";;;", ":", "ATTACH;ENCODING=BASE64:AAAA",
	"BEGIN:VALARM\nTRIGGER-PT5M\nSUMMARY:Soon\nDURATION:PT5M\nEND:VALARM", "GEO:;", "EXDATE-OLD:20270101", "CLASS", "DTSTAMP:soon", "",
}

func drawFile(t *rapid.T, events []drawnEvent) string {
	var lines []string
	junk := func() {
		for _, line := range rapid.SliceOfN(rapid.SampledFrom(strange), 0, 2).Draw(t, "strange") {
			lines = append(lines, strings.Split(line, "\n")...)
		}
	}
	begin := func(mark string) {
		lines = append(lines, mark+"BEGIN:VCALENDAR", "VERSION:2.0")
		junk()
	}
	begin("")
	for _, e := range events {
		if rapid.IntRange(0, 3).Draw(t, "another calendar") == 0 {
			lines = append(lines, "END:VCALENDAR")
			begin(rapid.SampledFrom([]string{"", "\ufeff"}).Draw(t, "its mark"))
		}
		lines = append(lines, "BEGIN:VEVENT")
		for _, line := range e.lines {
			junk()
			lines = append(lines, line)
		}
		if rapid.IntRange(0, 4).Draw(t, "without its end") != 0 {
			lines = append(lines, "END:VEVENT")
		}
	}
	lines = append(lines, "END:VCALENDAR")
	end := rapid.SampledFrom([]string{"\n", "\r\n", "\r", "\r\r\n", "\n\n"}).Draw(t, "line end")
	mark := rapid.SampledFrom([]string{"", "\ufeff"}).Draw(t, "mark")
	for i, line := range lines {
		lines[i] = drawLine(t, line, end)
	}
	return mark + strings.Join(lines, end) + rapid.SampledFrom([]string{"", end, end + end}).Draw(t, "last line end")
}

// drawLine writes a line in another letter case and folded, between any two
// bytes, as often as one likes.
func drawLine(t *rapid.T, line, end string) string {
	if name, rest, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, "SUMMARY") && !strings.HasPrefix(line, "UID") && rapid.Bool().Draw(t, "small letters") {
		line = strings.ToLower(name) + ":" + rest
		if rapid.Bool().Draw(t, "small values") {
			line = strings.ToLower(line)
		}
	}
	if rapid.Bool().Draw(t, "folded") || len(line) < 4 {
		return line
	}
	at := rapid.IntRange(1, len(line)-1).Draw(t, "fold")
	return line[:at] + end + rapid.SampledFrom([]string{" ", "\t"}).Draw(t, "white") + line[at:]
}

// TestADayIsReadWhereTheCalendarIs writes an all-day series as programs do that
// keep instants: its first day, its last and its exceptions are midnights
// somewhere on earth, in universal time. Where that is, the calendar says by
// name, or describes under a name of its own, or the event says.
func TestADayIsReadWhereTheCalendarIs(t *testing.T) {
	places := []string{"Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Chatham", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Beirut", "Africa/Cairo", "Europe/Berlin",
		"Atlantic/Azores", "America/Sao_Paulo", "America/St_Johns", "America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "Pacific/Pago_Pago", "Australia/Lord_Howe"}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(places).Draw(t, "place")
		where, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		first := years.Start + cadence.Date(rapid.IntRange(0, 300).Draw(t, "first"))
		instant := func(d cadence.Date) time.Time { return dayBegins(d, where) }
		utc := func(d cadence.Date) string { return instant(d).UTC().Format("20060102T150405Z") }
		until := utc(first + 4)
		if rapid.Bool().Draw(t, "until the end of a day") {
			until = instant(first + 5).Add(-time.Second).UTC().Format("20060102T150405Z")
		}
		calendar := "X-WR-TIMEZONE:" + name
		start := "DTSTART;VALUE=DATE:" + first.Format("20060102")
		switch rapid.SampledFrom([]string{"by name", "described", "event", "instants"}).Draw(t, "said") {
		case "described":
			calendar = "BEGIN:VTIMEZONE\nTZID:Where We Are"
			for season := range cadence.Date(4) {
				_, offset := instant(first + 90*season).Zone()
				calendar += "\nBEGIN:STANDARD\nTZOFFSETTO:" + time.Time{}.In(time.FixedZone("", offset)).Format("-0700") + "\nEND:STANDARD"
			}
			calendar += "\nEND:VTIMEZONE"
		case "event":
			calendar, start = "X-NOTHING:1", "DTSTART;VALUE=DATE;TZID=/example.org/1/"+name+":"+first.Format("20060102")
		case "instants":
			start = "DTSTART:" + utc(first) + "\nDTEND:" + utc(first+1)
		}
		file := "BEGIN:VCALENDAR\n" + calendar + "\nBEGIN:VEVENT\nUID:a\n" + start + "\nRRULE:FREQ=DAILY;UNTIL=" + until + "\nEXDATE:" + utc(first+1) +
			"\nRDATE:" + utc(first+8) + "\nEND:VEVENT\nBEGIN:VEVENT\nUID:a\nRECURRENCE-ID:" + utc(first+2) + "\nDTSTART;VALUE=DATE:" + (first + 6).Format("20060102") +
			"\nEND:VEVENT\nEND:VCALENDAR\n"
		if rapid.Bool().Draw(t, "one day alone") {
			file = "BEGIN:VCALENDAR\nX-WR-TIMEZONE:" + name + "\nBEGIN:VEVENT\nDTSTART:" + utc(first) + "\nDTEND:" + utc(first+1) + "\nEND:VEVENT\nEND:VCALENDAR"
			if got := told(ReadHolidays([]byte(file), years)); got != first.String() {
				t.Fatalf("read\n%s\nwant %s of\n%s", got, first, file)
			}
			return
		}
		want := fmt.Sprint(first, first+3, first+4, first+6, first+8)
		if got := told(ReadHolidays([]byte(file), years)); strings.ReplaceAll(got, "\n", " ") != want {
			t.Fatalf("read\n%s\nwant %s of\n%s", got, want, file)
		}
	})
}

// dayBegins is the first minute of a day.
func dayBegins(d cadence.Date, where *time.Location) time.Time {
	year, month, day := d.Civil()
	t := time.Date(year, month, day, 12, 0, 0, 0, where)
	for t.Add(-time.Minute).Day() == day {
		t = t.Add(-time.Minute)
	}
	return t
}

// TestAMidnightOfNobodyKnowsWhere: where the file does not say where it is, an
// instant is the midnight that is nearest, which is right from eleven hours
// behind to twelve hours before universal time.
func TestAMidnightOfNobodyKnowsWhere(t *testing.T) {
	christmas := time.Date(2027, time.December, 25, 0, 0, 0, 0, time.UTC)
	for minutes := -11*60 - 45; minutes <= 12*60; minutes += 15 {
		at := christmas.Add(time.Duration(-minutes) * time.Minute).Format("20060102T150405Z")
		for _, zone := range []string{"", "X-WR-TIMEZONE:UTC\n", "X-WR-TIMEZONE:Etc/GMT\n", "X-WR-TIMEZONE:Middle-earth\n"} {
			event := "BEGIN:VCALENDAR\n" + zone + "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20261225\n%s\nEND:VEVENT\nEND:VCALENDAR\n"
			without := fmt.Sprintf(event, "RRULE:FREQ=YEARLY;COUNT=3\nEXDATE:"+at)
			if got := told(ReadHolidays([]byte(without), years)); got != "2026-12-25\n2028-12-25" {
				t.Errorf("without %s%s:\n%s", zone, at, got)
			}
			until := fmt.Sprintf(event, "RRULE:FREQ=YEARLY;UNTIL="+at)
			if got := told(ReadHolidays([]byte(until), years)); got != "2026-12-25\n2027-12-25" {
				t.Errorf("until %s%s:\n%s", zone, at, got)
			}
			end := christmas.Add(time.Duration(24*60-minutes)*time.Minute - time.Second).Format("20060102T150405Z")
			until = fmt.Sprintf(event, "RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24,25,26;UNTIL="+end)
			if got := told(ReadHolidays([]byte(until), years)); got != "2026-12-25\n2026-12-26\n2027-12-24\n2027-12-25" {
				t.Errorf("until %s%s:\n%s", zone, end, got)
			}
		}
	}
}

// TestARuleIsTheSameInAnotherCycle: a rule is worked out some multiples of four
// hundred years later, and has the same days there.
func TestARuleIsTheSameInAnotherCycle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawRule(t)
		r, err := readRule(text, nil)
		if err != nil {
			t.Skip(err)
		}
		first := cadence.NewDate(rapid.IntRange(1990, 2026).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 31).Draw(t, "day"))
		r.count = rapid.IntRange(0, 9).Draw(t, "count")
		got, _ := r.days(first, years.End)
		const late = 19 * cycleDays
		want, _ := r.days(first+late, years.End+late)
		for i := range want {
			want[i] -= late
		}
		if !slices.Equal(got, want) || got[0] != first || r.count > 0 && len(got) > r.count {
			t.Fatalf("%s, %d times from %s on: %v, want %v", text, r.count, first, got, want)
		}
	})
}

// drawRule draws rules with all parts that have to do with days, also such that
// no day ever satisfies.
func drawRule(t *rapid.T) string {
	parts := []string{"FREQ=" + rapid.SampledFrom([]string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}).Draw(t, "freq")}
	add := func(name string, least, most int) {
		if rapid.IntRange(0, 2).Draw(t, name) == 0 {
			n := rapid.IntRange(least, most).Filter(func(n int) bool { return n != 0 })
			var values []string
			for _, v := range rapid.SliceOfN(n, 1, 3).Draw(t, name) {
				values = append(values, fmt.Sprint(v))
			}
			parts = append(parts, name+"="+strings.Join(values, ","))
		}
	}
	add("BYMONTH", 1, 12)
	add("BYMONTHDAY", -31, 31)
	add("BYYEARDAY", -366, 366)
	add("BYWEEKNO", -53, 53)
	add("BYSETPOS", -5, 5)
	if rapid.Bool().Draw(t, "BYDAY") {
		parts = append(parts, "BYDAY="+rapid.StringMatching(`([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,-1(MO|FR))?`).Draw(t, "weekday"))
	}
	if rapid.Bool().Draw(t, "INTERVAL") {
		parts = append(parts, fmt.Sprintf("INTERVAL=%d", rapid.IntRange(1, 500).Draw(t, "interval")))
	}
	return strings.Join(append(parts, "WKST="+rapid.SampledFrom([]string{"MO", "SU", "SA"}).Draw(t, "week start")), ";")
}

// TestADayThatBeginsAtOne: where clocks go forward at midnight, that is when a
// day begins.
func TestADayThatBeginsAtOne(t *testing.T) {
	for name, on := range map[string]string{"Africa/Cairo": "20250424T220000Z 20250425T210000Z 2025-04-25", "Asia/Beirut": "20250329T220000Z 20250330T210000Z 2025-03-30", "America/Santiago": "20250907T040000Z 20250908T030000Z 2025-09-07"} {
		parts := strings.Fields(on)
		file := "BEGIN:VCALENDAR\nX-WR-TIMEZONE:" + name + "\nBEGIN:VEVENT\nDTSTART:" + parts[0] + "\nDTEND:" + parts[1] + "\nEND:VEVENT\nEND:VCALENDAR"
		if got := told(ReadHolidays([]byte(file), years)); got != parts[2] {
			t.Errorf("%s: read %s, want %s", name, got, parts[2])
		}
	}
}
