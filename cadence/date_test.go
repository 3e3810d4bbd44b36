package cadence_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"coach/cadence"

	"pgregory.net/rapid"
)

// day reads a date that the test itself has written.
func day(text string) cadence.Date {
	d, err := cadence.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func days(texts ...string) []cadence.Date {
	var dates []cadence.Date
	for _, text := range texts {
		dates = append(dates, day(text))
	}
	return dates
}

func period(start, end string) cadence.Period {
	return cadence.Period{Start: day(start), End: day(end)}
}

// anyDate draws dates of two centuries, so that random periods and holidays meet now and then.
func anyDate() *rapid.Generator[cadence.Date] {
	return rapid.Map(rapid.Int32Range(int32(day("1900-01-01")), int32(day("2100-12-31"))),
		func(n int32) cadence.Date { return cadence.Date(n) })
}

func TestDatesAreCountedFromAMonday(t *testing.T) {
	for text, want := range map[string]cadence.Date{"0001-01-01": 1, "0001-01-07": 7, "1970-01-01": 719_163, "9999-12-31": 3_652_059} {
		if got := day(text); got != want {
			t.Errorf("%s is day %d, want %d", text, got, want)
		}
	}
	if got := cadence.Date(1).Weekday(); got != time.Monday {
		t.Errorf("day 1 is a %s", got)
	}
	if got := day("2026-03-01") - day("2026-02-01"); got != 28 {
		t.Errorf("February 2026 has %d days", got)
	}
}

func TestNewDateNormalizesLikeTimeDate(t *testing.T) {
	if got, want := cadence.NewDate(2026, time.October, 32), day("2026-11-01"); got != want {
		t.Errorf("32 October is %s, want %s", got, want)
	}
	if got, want := cadence.NewDate(2026, 14, 0), day("2027-01-31"); got != want {
		t.Errorf("day 0 of month 14 is %s, want %s", got, want)
	}
}

func TestDateOfIsTheDayInTheLocationOfTheInstant(t *testing.T) {
	logged := time.Date(2026, time.March, 7, 7, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{"America/Los_Angeles": "2026-03-06", "Europe/London": "2026-03-07"} {
		if got := cadence.DateOf(logged.In(location(t, zone))); got != day(want) {
			t.Errorf("in %s it is %s, want %s", zone, got, want)
		}
	}
}

func TestADateAgreesWithPackageTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := cadence.Date(rapid.Int32Range(1, int32(day("9999-12-31"))).Draw(t, "date"))
		midnight := time.Date(1, time.January, int(d), 0, 0, 0, 0, time.UTC)
		if got := cadence.NewDate(d.Civil()); got != d {
			t.Fatalf("NewDate(Civil()) = %d", got)
		}
		if d.Weekday() != midnight.Weekday() {
			t.Fatalf("weekday %s, want %s", d.Weekday(), midnight.Weekday())
		}
		if got, want := d.Format(time.RFC1123), midnight.Format(time.RFC1123); got != want {
			t.Fatalf("formatted %q, want %q", got, want)
		}
		if got, err := cadence.ParseDate(d.String()); err != nil || got != d {
			t.Fatalf("parsed %v, %v", got, err)
		}
	})
}

func TestDatesBeforeDayOneHaveWeekdaysToo(t *testing.T) {
	for d := cadence.Date(-20); d < 20; d++ {
		if got, want := (d + 1).Weekday(), (d.Weekday()+1)%7; got != want {
			t.Errorf("after %s comes %s", d.Weekday(), got)
		}
	}
}

var notDates = []string{
	"", "2026-02-30", "2026-2-3", "26-02-03", "2026-13-01", "2026-00-10", "2026-01-00", "2026-03-05 ", "2026-03-05T00:00:00Z",
	"0000-12-31", "0000-06-01", "-001-01-01", "10000-01-01", "5 March 2026", "05/03/2026", "2025-02-29",
}

func TestParseDateRefusesWhatIsNoDayAndSaysHowToWriteOne(t *testing.T) {
	for _, text := range notDates {
		d, err := cadence.ParseDate(text)
		if err == nil || d != 0 || !strings.Contains(err.Error(), "2026-03-05") {
			t.Errorf("ParseDate(%q) = %v, %v", text, d, err)
		}
	}
}

func TestNoDateIsTheEmptyText(t *testing.T) {
	var none cadence.Date
	if got := none.String() + none.Format("Mon"); got != "" {
		t.Errorf("no date is written %q", got)
	}
	d := day("2026-03-05")
	if err := d.UnmarshalText(nil); err != nil || d != 0 {
		t.Errorf("read nothing as %v, %v", d, err)
	}
}

func TestDatesAndClocksSurviveJSON(t *testing.T) {
	type note struct {
		Due, None cadence.Date
		At        cadence.Clock
		Holidays  map[cadence.Date]bool
	}
	text, err := json.Marshal(note{Due: day("2026-03-05"), At: 525, Holidays: map[cadence.Date]bool{day("2026-05-25"): true}})
	if want := `{"Due":"2026-03-05","None":"","At":"08:45","Holidays":{"2026-05-25":true}}`; err != nil || string(text) != want {
		t.Fatalf("wrote %s, %v; want %s", text, err, want)
	}
	var got note
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got.Due != day("2026-03-05") || got.None != 0 || got.At != 525 || !got.Holidays[day("2026-05-25")] {
		t.Errorf("read back %+v", got)
	}
}

func TestAFailedUnmarshalLeavesTheValueAlone(t *testing.T) {
	d, c := day("2026-03-05"), cadence.Clock(525)
	if err := d.UnmarshalText([]byte("tomorrow")); err == nil || d != day("2026-03-05") {
		t.Errorf("date %v, %v", d, err)
	}
	if err := c.UnmarshalText([]byte("")); err == nil || c != 525 {
		t.Errorf("clock %v, %v", c, err)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, text := range append(notDates, "2026-03-05", "2024-02-29", "0001-01-01", "9999-12-31") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := cadence.ParseDate(text)
		if (err == nil) != (d != 0) || err == nil && d.String() != text {
			t.Errorf("ParseDate(%q) = %v, %v", text, d, err)
		}
	})
}
