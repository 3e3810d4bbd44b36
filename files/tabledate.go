package files

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"coach/cadence"
)

// A dateOrder is the order in which a date names day, month and year.
type dateOrder string

const (
	yearMonthDay dateOrder = "YMD"
	dayMonthYear dateOrder = "DMY"
	monthDayYear dateOrder = "MDY"
)

// A tableDates is the reader of all dates in one file. One program wrote them
// all, so a 31/12 in one row means that 05/04 in another is 5 April.
type tableDates struct {
	orders    []dateOrder // in which each date of the file can be read
	serial    string      // the first that was a number of days
	ambiguous []tableCell
}

// A tableCell is a text in a table, with its position.
type tableCell struct {
	line int
	text string
}

// newTableDates examines all dates of a file before any is read.
func newTableDates(lines []tableLine, columns ...string) *tableDates {
	d := &tableDates{orders: []dateOrder{dayMonthYear, monthDayYear, yearMonthDay}}
	for _, l := range lines {
		for _, column := range columns {
			own := numericDates(l.cells[column])
			if len(own) == 0 {
				continue
			}
			d.orders = slices.DeleteFunc(d.orders, func(o dateOrder) bool { _, may := own[o]; return !may })
		}
	}
	return d
}

// read returns the dates that a text can be: none where it is not a date, and
// several where they cannot be told apart.
func (d *tableDates) read(text string) []cadence.Date {
	text = timeOfDay.ReplaceAllString(text, "")
	readings := numericDates(text)
	var dates []cadence.Date
	for order, date := range readings {
		if (len(d.orders) == 0 || slices.Contains(d.orders, order)) && !slices.Contains(dates, date) {
			dates = append(dates, date)
		}
	}
	if len(readings) > 0 {
		slices.Sort(dates)
		return dates
	}
	if date, ok := d.readSerial(text); ok {
		return []cadence.Date{date}
	}
	if date, ok := namedDate(text); ok {
		return []cadence.Date{date}
	}
	return nil
}

var (
	// timeOfDay is what programs write behind a day: a time there, or midnight
	// in UTC. Another time in UTC may be on another day there.
	timeOfDay = regexp.MustCompile(`(?i)[T ](\d\d?:\d\d(:\d\d(\.\d+)?)?( ?[AP]M)?|00:00(:00(\.0+)?)?Z)$`)
	numeric   = regexp.MustCompile(`^(\d{1,4})([./-]) ?(\d{1,2})[./-] ?(\d{1,4})\.?$`)
	compact   = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)$`)
)

// numericDates returns the dates that three numbers can be, by the order in
// which they would be read.
func numericDates(text string) map[dateOrder]cadence.Date {
	text = timeOfDay.ReplaceAllString(text, "")
	if parts := compact.FindStringSubmatch(text); parts != nil {
		return dated(nil, yearMonthDay, parts[1], parts[2], parts[3])
	}
	parts := numeric.FindStringSubmatch(text)
	if parts == nil {
		return nil
	}
	first, mark, second, third := parts[1], parts[2], parts[3], parts[4]
	if len(first) == 4 {
		return dated(nil, yearMonthDay, first, second, third)
	}
	dates := dated(nil, dayMonthYear, third, second, first)
	if mark == "." { // nobody writes the month first with full stops
		return dates
	}
	dates = dated(dates, monthDayYear, third, first, second)
	if year, _ := strconv.Atoi(first); len(third) <= 2 && year >= 20 && year < 40 { // 26/12/31 of this time
		dates = dated(dates, yearMonthDay, first, second, third)
	}
	return dates
}

// dated adds a date if that day exists.
func dated(dates map[dateOrder]cadence.Date, order dateOrder, year, month, day string) map[dateOrder]cadence.Date {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	switch len(year) {
	case 4:
	case 2:
		if y += 2000; y >= 2070 {
			y -= 100
		}
	default:
		return dates
	}
	date := cadence.NewDate(y, time.Month(m), d)
	if gotYear, gotMonth, gotDay := date.Civil(); y == 0 || gotYear != y || gotMonth != time.Month(m) || gotDay != d {
		return dates
	}
	if dates == nil {
		dates = map[dateOrder]cadence.Date{}
	}
	dates[order] = date
	return dates
}

var serialDay = regexp.MustCompile(`^(\d{5})([.,]\d+)?$`)

// readSerial reads a date of this century from a spreadsheet's number for it.
func (d *tableDates) readSerial(text string) (cadence.Date, bool) {
	parts := serialDay.FindStringSubmatch(text)
	if parts == nil {
		return 0, false
	}
	n, _ := strconv.Atoi(parts[1])
	date := cadence.NewDate(1899, time.December, 30) + cadence.Date(n)
	if date < cadence.NewDate(2000, time.January, 1) || date >= cadence.NewDate(2100, time.January, 1) {
		return 0, false
	}
	if d.serial == "" {
		d.serial = fmt.Sprintf("Read numbers as a spreadsheet's days: %s is %s.", parts[1], date)
	}
	return date, true
}

var (
	ordinal  = regexp.MustCompile(`(\d)(st|nd|rd|th)\b`)
	weekday  = regexp.MustCompile(`^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?\b`)
	betweens = regexp.MustCompile(`[-/., ]+`)
)

// namedDate reads a date whose month is a word: 1 Jan 2026, Jan 1, 2026 or
// 1-Jan-26.
func namedDate(text string) (cadence.Date, bool) {
	text = ordinal.ReplaceAllString(strings.ToLower(text), "$1")
	text = betweens.ReplaceAllString(weekday.ReplaceAllString(text, ""), " ")
	text = strings.Replace(strings.TrimSpace(text), "sept ", "sep ", 1)
	for _, layout := range []string{"2 Jan 2006", "2 January 2006", "Jan 2 2006", "January 2 2006", "2 Jan 06", "2 January 06", "2006 Jan 2", "2006 January 2"} {
		if t, err := time.Parse(layout, text); err == nil {
			return cadence.DateOf(t), true
		}
	}
	return 0, false
}

// noDates matches the words and numbers that programs and people write for no
// date. The last of them is a spreadsheet's date for the number 0.
var noDates = regexp.MustCompile(`(?i)^([-–—]+|#?n/?a|none|null|nil|never|open|ongoing|\(?blank\)?|[0:./ TZ-]+|(0?1/0?0|0?0/0?1)/1900|1900-01-00|0?0-jan-(19)?00|(12/30|30/12)/1899|1899-12-3[01]( 00:00:00)?)$`)

// isNoDate reports whether a cell means that there is no date.
func isNoDate(cell string) bool { return cell == "" || noDates.MatchString(cell) }

// tell adds the faults and notes about all dates of a file: one fault, however
// many can be read in several ways.
func (d *tableDates) tell(f *rowFaults, notes []string) []string {
	if len(d.ambiguous) > 0 {
		first, others := d.ambiguous[0], ""
		if n := len(d.ambiguous) - 1; n > 0 {
			others = fmt.Sprintf(", and so can %d more of the file", n)
		}
		var written []string
		for _, date := range d.read(first.text) {
			written = append(written, date.String())
		}
		f.fault(first.line, "The date “%s” can be read in several ways%s. Write dates as year-month-day: %s.", first.text, others, oneOf(written))
	}
	if d.serial != "" {
		notes = append(notes, d.serial)
	}
	return notes
}
