package cadence

import (
	"fmt"
	"strconv"
)

// Words returns the code in words: Thursday, Thursday of the second week, the 10th working day, the 4th-last working
// day. The empty code has none.
func (d Due) Words() string {
	switch d.kind {
	case onWeekday:
		return d.weekday.String()
	case onWeekdayOfFirstWeek:
		return d.weekday.String() + " of the first week"
	case onWeekdayOfSecondWeek:
		return d.weekday.String() + " of the second week"
	case onWorkingDay:
		return "the " + place(d.n) + " working day"
	}
	return ""
}

// place returns the ordinal of a counted day in words: first, 10th, 4th-last, last.
func place(n int) string {
	switch {
	case n == -1:
		return "last"
	case n < 0:
		return ordinal(-n) + "-last"
	case n == 1:
		return "first"
	}
	return ordinal(n)
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
