package cadence

import (
	"fmt"
	"strconv"
)

// Words returns the code in words, as a practice of the cadence has it: Thursday, Thursday of the second week, the 10th
// working day, the 4th working day before month end. The empty code has none.
func (d Due) Words(c Cadence) string {
	switch d.kind {
	case onWeekday:
		return d.weekday.String()
	case onWeekdayOfFirstWeek:
		return d.weekday.String() + " of the first week"
	case onWeekdayOfSecondWeek:
		return d.weekday.String() + " of the second week"
	case onWorkingDay:
		switch {
		case d.n == 1:
			return "the first working day"
		case d.n == -1:
			return "the last working day"
		case d.n < 0:
			return "the " + ordinal(-d.n) + " working day before " + c.end()
		}
		return "the " + ordinal(d.n) + " working day"
	}
	return ""
}

// end returns the end of the cadence's period, as a countdown to it names it.
func (c Cadence) end() string {
	switch c {
	case Monthly, Quarterly, Yearly:
		return c.noun() + " end"
	}
	return "the end of the " + c.noun()
}

func ordinal(n int) string {
	ending := map[int]string{1: "st", 2: "nd", 3: "rd"}[n%10]
	if ending == "" || n/10%10 == 1 {
		ending = "th"
	}
	return strconv.Itoa(n) + ending
}

// Every returns the cadence in words: every day, every two weeks.
func (c Cadence) Every() string { return "every " + c.noun() }

// Times returns the frequency of something due n times in a period, in words: once a week, three times every two weeks.
func (c Cadence) Times(n int) string {
	often := fmt.Sprintf("%d times", n)
	if words := [...]string{"never", "once", "twice", "three times", "four times", "five times"}; n >= 0 && n < len(words) {
		often = words[n]
	}
	switch c {
	case Biweekly, Trimester:
		return often + " " + c.Every()
	}
	return often + " a " + c.noun()
}

func (c Cadence) noun() string {
	return map[Cadence]string{Daily: "day", Weekly: "week", Biweekly: "two weeks", Monthly: "month", Trimester: "four months",
		Quarterly: "quarter", Semiannual: "half-year", Yearly: "year"}[c]
}
