package files

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"coach/cadence"
)

// A rule is the repetition of an all-day event (RFC 5545, 3.3.10).
type rule struct {
	rrule.ROption              // without its start, count and end
	count         int          // how often in all; 0 for ever
	until         cadence.Date // the last possible day; no date is no bound
}

// widest is the most periods that a rule may pass over, and the highest number
// it may count to.
const widest = 10_000_000

var weekdayForm = regexp.MustCompile(`^[+-]?([1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)$`)

// readRule reads a rule. A rule with a part that is not understood is refused
// rather than read wrongly; times of day mean nothing for a whole day.
func readRule(text string, home zone) (r rule, err error) {
	var parts []string
	for part := range strings.SplitSeq(strings.ToUpper(text), ";") {
		name, value, _ := strings.Cut(strings.ReplaceAll(part, " ", ""), "=")
		switch name {
		case "":
		case "BYHOUR", "BYMINUTE", "BYSECOND":
		case "UNTIL":
			until, wrong := readStamp(value, nil)
			r.until, err = until.day(home), wrong
		case "COUNT":
			r.count, err = number(value)
		case "INTERVAL":
			_, err = number(value)
			parts = append(parts, name+"="+value)
		case "RSCALE":
			if value != "GREGORIAN" {
				return r, fmt.Errorf("it counts in the %s calendar, so give its days as separate events", strings.ToLower(shortText(value)))
			}
		case "SKIP":
			if value != "OMIT" {
				err = errors.New("not understood")
			}
		default:
			if !strings.HasPrefix(name, "X-") {
				parts, err = append(parts, name+"="+value), checkPart(name, value)
			}
		}
		if err != nil {
			return r, fmt.Errorf("“%s” is not a part of a rule that I understand", shortText(part))
		}
	}
	option, err := rrule.StrToROption(strings.Join(parts, ";"))
	switch {
	case err != nil:
		return r, errors.New("it does not say with FREQ whether it repeats yearly, monthly, weekly or daily")
	case option.Freq > rrule.DAILY:
		return r, fmt.Errorf("it repeats %s, and a whole day cannot", strings.ToLower(option.Freq.String()))
	}
	r.ROption = *option
	return r, r.checkWeekdays()
}

// number reads a count or an interval.
func number(value string) (int, error) {
	n := digits(value[:min(len(value), 8)])
	if strings.Trim(value, "0123456789") != "" || n < 1 || n > widest {
		return 0, errors.New("not a number")
	}
	return n, nil
}

// checkPart looks at one part of a rule by itself.
func checkPart(name, value string) error {
	switch name {
	case "FREQ", "WKST", "BYSETPOS", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO":
	case "BYDAY":
		for weekday := range strings.SplitSeq(value, ",") {
			if !weekdayForm.MatchString(weekday) {
				return errors.New("not a weekday")
			}
		}
	default:
		return errors.New("not understood")
	}
	text := name + "=" + value
	if name != "FREQ" {
		text = "FREQ=YEARLY;" + text
	}
	option, err := rrule.StrToROption(text)
	if err == nil {
		_, err = rrule.NewRRule(*option)
	}
	return err
}

// checkWeekdays refuses a weekday that no month has so often, such as a sixth
// Monday.
func (r rule) checkWeekdays() error {
	ofMonths := r.Freq == rrule.MONTHLY || len(r.Bymonth) > 0
	for _, weekday := range r.Byweekday {
		if n := weekday.N(); ofMonths && r.Freq <= rrule.MONTHLY && (n > 5 || n < -5) {
			return fmt.Errorf("no month has a weekday %d times", max(n, -n))
		}
	}
	return nil
}

// Weekdays and leap years are the same again after four hundred years.
const (
	cycleYears = 400
	cycleDays  = 146_097
	lastYear   = 9999
)

// days returns the days of the rule from the event's first, which is always
// one, up to a last; and how much work it was, in about a microsecond each. A
// rule that no day satisfies is looked for until the end of the year 9999,
// which is why it is worked out as late as the same days come again.
func (r rule) days(first, last cadence.Date) (found []cadence.Date, work int) {
	if r.until != 0 {
		last = min(last, r.until)
	}
	if first > last {
		return nil, 0
	}
	ends, _, _ := last.Civil()
	shift := cadence.Date((lastYear - ends) / cycleYears * cycleDays)
	option := r.ROption
	option.Dtstart = midnight(first + shift)
	option.Until = time.Date(lastYear, time.December, 31, 0, 0, 0, 0, time.UTC)
	repeats, err := rrule.NewRRule(option)
	if err != nil {
		return []cadence.Date{first}, 0 // its parts have been checked
	}
	found = []cadence.Date{first}
	next, reached := repeats.Iterator(), option.Dtstart
	for len(found) != r.count {
		t, more := next()
		if reached = t; !more {
			reached = option.Until
			break
		}
		d := cadence.DateOf(t) - shift
		if d > last {
			break
		}
		if d > first {
			found = append(found, d)
		}
	}
	perYear := []int{2, 4, 6, 20}[r.Freq]
	return found, 1 + perYear*(1+reached.Year()-option.Dtstart.Year())/max(r.Interval, 1)
}

func midnight(d cadence.Date) time.Time {
	year, month, of := d.Civil()
	return time.Date(year, month, of, 0, 0, 0, 0, time.UTC)
}
