package typed

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"coach/cadence"
	"coach/practice"
)

// ReadAway parses the days of leave as people type them, such as “24 Dec - 2
// Jan”, “tomorrow”, “monday to wednesday”, “next week” or “from 24 Dec”, which
// has no last day. A day without a year is the next one of that date, or one of
// the last month: people enter on Monday that they were ill on Friday. Without
// words there are no days. The error is [Problems], one sentence that says what
// to type.
func ReadAway(words string, today cadence.Date) (from, to cadence.Date, err error) {
	if twoReadings.MatchString(words) {
		return 0, 0, practice.Problems{{Field: practice.LeaveFrom, Text: "I could read that date in two ways. Write the month as a word, such as 24 Dec, or the whole date, such as 2026-12-24."}}
	}
	a := dayReader{today: today}
	for _, word := range dayWords.FindAllString(strings.ToLower(words), -1) {
		if replaced, known := awaySynonyms[word]; known {
			word = replaced
		}
		if word != "" {
			a.words = append(a.words, word)
		}
	}
	if len(a.words) == 0 {
		return 0, 0, nil
	}
	from, to, ok := a.span()
	if a.missing != "" {
		return 0, 0, practice.Problems{{Field: practice.LeaveFrom, Text: "There's no " + a.missing + ". Write another day, such as 24 Dec."}}
	}
	if !ok || len(a.words) > 0 {
		return 0, 0, practice.Problems{{Field: practice.LeaveFrom, Text: "I couldn't read these days. Write them like 24 Dec - 2 Jan, tomorrow, or next week."}}
	}
	if err := (practice.Leave{From: from, To: to}).Validate(today); err != nil {
		return 0, 0, err
	}
	return from, to, nil
}

var (
	// twoReadings matches a date in numbers, such as 3/4, that is read
	// differently in different countries.
	twoReadings = regexp.MustCompile(`\d\s*[/.]\s*\d`)

	dayWords = regexp.MustCompile(`\d{4}-\d{2}-\d{2}|\d+(?:st|nd|rd|th)?\b|\p{L}+(?:['’]\p{L}+)?|[^\s\p{L}\d]|\d+`)
)

// awaySynonyms maps words to the ones the parser knows, or to nothing.
var awaySynonyms = map[string]string{
	"–": "-", "—": "-", "−": "-", "to": "-", "until": "-", "till": "-", "til": "-", "through": "-", "thru": "-",
	"starting": "from", "since": "from",
	",": "", ".": "", "!": "", "the": "", "of": "", "on": "", "and": "", "i": "", "am": "", "i'm": "", "i’m": "", "will": "", "be": "",
	"away": "", "off": "", "leave": "", "please": "", "including": "", "inclusive": "",
}

// A dayReader parses every day that people type, of leave and of logged events.
// It reads words from the front and removes those it has read.
type dayReader struct {
	words   []string
	today   cadence.Date
	missing string // a day that was named and does not exist, such as “29 February in 2026”
}

// take removes the given words from the front, and reports whether they were
// there.
func (a *dayReader) take(words ...string) bool {
	if len(a.words) < len(words) || !slices.Equal(a.words[:len(words)], words) {
		return false
	}
	a.words = a.words[len(words):]
	return true
}

// span reads all words as a week, a day, two days, or a day and all that
// follow.
func (a *dayReader) span() (from, to cadence.Date, ok bool) {
	monday := a.today - cadence.Date((int(a.today.Weekday())+6)%7)
	switch {
	case a.take("next", "week"):
		return monday + 7, monday + 13, true
	case a.take("this", "week"):
		return a.today, monday + 6, true
	case a.take("-", "further", "notice"):
		return a.today, 0, true
	case a.take("-"): // until friday
		last, ok := a.day()
		to = last.from(a.today)
		return a.today, to, ok && a.comes(last, a.today) && to != 0
	}
	open := a.take("from")
	first, ok := a.day()
	if !ok {
		return 0, 0, false
	}
	from = first.near(a.today)
	switch {
	case a.take("-", "further", "notice"):
		return from, 0, a.comes(first, a.today-lookBack) && from != 0
	case a.take("-"):
		last, ok := a.day()
		from, to = first.and(last, a.today)
		if last.date == 0 || last.week {
			ok = ok && a.comes(first, a.today-lookBack) && a.comes(last, from)
		}
		return from, to, ok && from != 0 && to != 0
	case open:
		return from, 0, a.comes(first, a.today-lookBack) && from != 0
	}
	return from, from, a.comes(first, a.today-lookBack) && from != 0
}

// comes reports whether a day without a year exists the next time its date
// comes, from a day on. If the next 29 February does not exist, that of a later
// year is not meant.
func (a *dayReader) comes(s spoken, earliest cadence.Date) bool {
	if s.month == 0 || s.date != 0 {
		return true
	}
	year, month, day := earliest.Civil()
	if s.month < month || s.month == month && s.day < day {
		year++
	}
	a.named(s, year)
	return a.missing == ""
}

// past returns the date of an event that a person logs: the latest such day
// that is not in the future. A date typed with its year may be in the future
// all the same. It returns no date for a day without a month, and for one that
// did not exist.
func (a *dayReader) past(s spoken) cadence.Date {
	switch {
	case s.date > a.today && s.week:
		return s.date - 7
	case s.date != 0:
		return s.date
	case s.month == 0:
		return 0
	}
	year, month, day := a.today.Civil()
	if s.month > month || s.month == month && s.day > day {
		year--
	}
	a.named(s, year)
	return s.in(year)
}

// A spoken is a day as a person typed it: a date, a day and a month without a
// year, or a day without even the month.
type spoken struct {
	date  cadence.Date
	year  int // 0 for none
	month time.Month
	day   int
	week  bool // the date is of a day of the week, which comes again
}

// in returns the date in a year; no date where that year has none.
func (s spoken) in(year int) cadence.Date {
	if !exists(year, s.month, s.day) {
		return 0
	}
	return cadence.NewDate(year, s.month, s.day)
}

// named records that a day does not exist in a year, if so.
func (a *dayReader) named(s spoken, year int) {
	switch {
	case s.month == 0 || s.in(year) != 0:
	case s.in(2024) == 0: // a leap year has every day
		a.missing = fmt.Sprintf("%d %s", s.day, s.month)
	default:
		a.missing = fmt.Sprintf("%d %s in %d", s.day, s.month, year)
	}
}

// day parses one day from the front.
func (a *dayReader) day() (s spoken, ok bool) {
	if len(a.words) == 0 {
		return s, false
	}
	next := a.take("next")
	if a.take("this"); len(a.words) == 0 {
		return s, false
	}
	word := a.words[0]
	if weekday, ok := weekdayNamed(word); ok {
		a.words = a.words[1:]
		monday := a.today - cadence.Date((int(a.today.Weekday())+6)%7)
		if next {
			return spoken{date: monday + 7 + cadence.Date((int(weekday)+6)%7)}, true
		}
		return a.dated(spoken{date: a.today + cadence.Date((int(weekday)-int(a.today.Weekday())+7)%7), week: true}), true
	}
	if next {
		return s, false
	}
	switch word {
	case "today":
		s.date = a.today
	case "tomorrow":
		s.date = a.today + 1
	case "yesterday":
		s.date = a.today - 1
	default:
		if d, err := cadence.ParseDate(word); err == nil {
			s.date = d
			break
		}
		return a.dayOfMonth()
	}
	a.words = a.words[1:]
	return s, true
}

// dated prefers the date that follows a day of the week, if one does: “Thursday
// 24 December”.
func (a *dayReader) dated(weekday spoken) spoken {
	before := a.words
	if s, ok := a.dayOfMonth(); ok {
		return s
	}
	a.words = before
	return weekday
}

// dayOfMonth reads 24, 24 Dec, Dec 24, and each with a year.
func (a *dayReader) dayOfMonth() (s spoken, ok bool) {
	for range 2 {
		if len(a.words) == 0 {
			break
		}
		if month, named := monthNamed(a.words[0]); named && s.month == 0 {
			s.month = month
		} else if day, numbered := dayNumber(a.words[0]); numbered && s.day == 0 {
			s.day = day
		} else {
			break
		}
		a.words = a.words[1:]
	}
	if s.day == 0 {
		return s, false
	}
	if s.month == 0 {
		return s, true
	}
	a.named(s, 2024)
	if len(a.words) > 0 && len(a.words[0]) == 4 {
		if year, err := strconv.Atoi(a.words[0]); err == nil && year > 0 {
			a.words = a.words[1:]
			s.year, s.date = year, s.in(year)
			a.named(s, year)
		}
	}
	return s, a.missing == ""
}

func dayNumber(word string) (day int, ok bool) {
	digits := strings.TrimRight(word, "stndrh")
	if ending := word[len(digits):]; ending != "" && !slices.Contains([]string{"st", "nd", "rd", "th"}, ending) {
		return 0, false
	}
	day, err := strconv.Atoi(digits)
	return day, err == nil && 1 <= day && day <= 31
}

func exists(year int, month time.Month, day int) bool {
	_, m, d := cadence.NewDate(year, month, day).Civil()
	return m == month && d == day
}

// monthNamed returns the month whose name begins with a word of at least three
// letters.
func monthNamed(word string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), word) {
			return m, true
		}
	}
	return 0, false
}

// weekdayNamed returns the day of the week whose name begins with a word of at
// least three letters.
func weekdayNamed(word string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(d.String()), word) || d == time.Wednesday && word == "weds" {
			return d, true
		}
	}
	return 0, false
}

// lookBack is how many days ago a day without a year may be.
const lookBack = 31

// near returns the date of a day typed alone: the first that is at most
// [lookBack] days ago. A day without a month is in the future.
func (s spoken) near(today cadence.Date) cadence.Date {
	if s.month == 0 {
		return s.from(today)
	}
	return s.from(today - lookBack)
}

// from returns the first such date from another date on; no date if there is
// none soon.
func (s spoken) from(earliest cadence.Date) cadence.Date {
	switch {
	case s.date != 0 && s.week && s.date < earliest:
		return s.date + (earliest-s.date+6)/7*7
	case s.date != 0:
		return s.date
	}
	year, month, _ := earliest.Civil()
	for i := range 24 {
		y, m := year+(int(month)-1+i)/12, time.Month((int(month)-1+i)%12+1)
		if d := cadence.NewDate(y, m, s.day); d >= earliest && exists(y, m, s.day) && (s.month == 0 || s.month == m) {
			return d
		}
	}
	return 0
}

// and returns the dates of a first and a last day typed together. A day without
// a month has that of the other, and one without a year is in the year that
// puts it next to the other.
func (s spoken) and(last spoken, today cadence.Date) (from, to cadence.Date) {
	if s.month == 0 && s.date == 0 && last.month != 0 {
		s.month = last.month
		if last.date != 0 { // a year too
			year, _, _ := last.date.Civil()
			return cadence.NewDate(year, s.month, s.day), last.date
		}
	}
	if last.date != 0 && !last.week && s.date == 0 {
		for from = s.from(last.date - practice.MaxLeave); from != 0; {
			next := s.from(from + 1)
			if next == 0 || next > last.date {
				break
			}
			from = next
		}
		return from, last.date
	}
	from = s.near(today)
	to = last.from(from)
	year, _, _ := from.Civil()
	if last.month != 0 && last.date == 0 && to-from > halfAYear && exists(year, last.month, last.day) {
		to = cadence.NewDate(year, last.month, last.day) // the two are the wrong way round
	}
	return from, to
}

// halfAYear is the longest leave, in days, whose last day is looked for in the
// next year.
const halfAYear = 183

// ReadPast parses a day that is over, or today: “2026-03-09”, “9 March”,
// “yesterday”. A day without a year is the latest of that date. It is false for
// words that are no day.
func ReadPast(words string, today cadence.Date) (cadence.Date, bool) {
	if twoReadings.MatchString(words) {
		return 0, false
	}
	a := dayReader{today: today}
	a.words = dayWords.FindAllString(strings.ToLower(words), -1)
	from, _, ok := a.span()
	if !ok || a.missing != "" || len(a.words) > 0 {
		return 0, false
	}
	if year, month, day := from.Civil(); from > today && !strings.Contains(words, strconv.Itoa(year)) {
		from = cadence.NewDate(year-1, month, day)
	}
	return from, from <= today
}
