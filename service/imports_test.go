package service

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

const header = "email,name,manager_email\n"

// theCompany is the people file of the tests' company.
const theCompany = header + "ana@example.com,Ana,\nben@example.com,Ben,ana@example.com\nbea@example.com,Bea,ana@example.com\n" +
	"cora@example.com,Cora,ben@example.com\ndan@example.com,Dan,ben@example.com\n"

func (c company) importPeople(file string, how PeopleImport) (PeopleReport, error) {
	return ImportPeople(c.t.Context(), c.Store, []byte(file), how, noon)
}

// version returns a number that rises with every change of the database.
func (c company) version() int {
	c.t.Helper()
	n, err := c.Version(c.t.Context())
	ok(c.t, err)
	return int(n)
}

func TestImportingTwiceChangesNothing(t *testing.T) {
	c := newCompany(t)
	ctx := t.Context()
	in := HolidayImport{Calendar: Everyone, Files: [][]byte{calendarOf(monday, monday+60)}}
	for name, imports := range map[string]func() (changed, unchanged int, err error){
		"people": func() (int, int, error) {
			r, err := c.importPeople(strings.Replace(theCompany, "Dan,ben", "Dan Li,bea", 1), PeopleImport{Complete: true})
			return len(r.Added) + len(r.Changed) + len(r.Ended), r.Unchanged, err
		},
		"leave": func() (int, int, error) {
			r, err := ImportLeave(ctx, c.Store, []byte("email,from,to\nben@example.com,2026-04-01,2026-04-03\n"), LeaveImport{}, noon)
			return r.Changed, r.Unchanged, err
		},
		"holidays": func() (int, int, error) {
			r, err := ImportHolidays(ctx, c.Store, in, noon)
			return len(r.Added) + len(r.Removed), len(r.Given) - len(r.Added), err
		},
	} {
		changed, _, err := imports()
		if err != nil || changed == 0 {
			t.Errorf("%s: the first import changes %d: %v", name, changed, err)
		}
		again, unchanged, err := imports()
		if err != nil || again != 0 || unchanged == 0 {
			t.Errorf("%s: the second import changes %d and leaves %d: %v", name, again, unchanged, err)
		}
	}
}

func TestAPeopleFileIsRefusedWholeOrNotAtAll(t *testing.T) {
	const bad = theCompany + "eve@example.com,Eve,nobody@example.com\n"
	tests := []struct {
		name    string
		file    string
		how     PeopleImport
		refused bool
		faults  int
	}{
		{"a bad row", bad, PeopleImport{}, true, 1},
		{"a bad row to skip", bad, PeopleImport{SkipBad: true}, false, 1},
		{"a bad row of a complete file, which cannot be skipped", bad, PeopleImport{SkipBad: true, Complete: true}, true, 1},
		{"a circle with lines that stand", header + "ana@example.com,Ana,dan@example.com\n", PeopleImport{}, true, 1},
		{"a complete file that ends most", header + "ana@example.com,Ana,\n", PeopleImport{Complete: true}, true, 0},
		{"the same, confirmed", header + "ana@example.com,Ana,\n", PeopleImport{Complete: true, EndMost: true}, false, 0},
		{"the same, on a copy", header + "ana@example.com,Ana,\n", PeopleImport{Complete: true, Try: true}, false, 0},
		{"a complete file that ends a few", strings.Replace(theCompany, "dan@example.com,Dan,ben@example.com\n", "", 1), PeopleImport{Complete: true}, false, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			before := c.version()
			r, err := c.importPeople(test.file, test.how)
			if refused := errors.Is(err, ErrRefused); refused != test.refused || err != nil && !refused {
				t.Fatalf("refused: %t, error %v", refused, err)
			}
			if len(r.Faults) != test.faults {
				t.Errorf("its faults are %v", r.Faults)
			}
			if test.refused && c.version() != before {
				t.Error("it is refused, and changed something")
			}
		})
	}
	c := newCompany(t)
	if _, err := c.importPeople("name\nAna\n", PeopleImport{}); !errors.As(err, new(Unreadable)) {
		t.Errorf("a table without emails: %v", err)
	}
}

// A person whom a complete file leaves out ends yesterday by the
// organisation's calendar, whatever the machine's or the reader's date.
func TestImportsGoByTheOrganisationsDay(t *testing.T) {
	kiritimati, err := time.LoadLocation("Pacific/Kiritimati") // fourteen hours ahead of UTC
	ok(t, err)
	for _, zone := range []string{"UTC", "Pacific/Kiritimati"} {
		for _, machine := range []*time.Location{time.UTC, kiritimati} {
			c := newCompany(t)
			ok(t, c.Fix(t.Context(), practice.Settings{Recognition: "CWINS", Zone: zone}))
			now := noon.In(machine)
			want := monday
			if zone != "UTC" {
				want++
			}
			without := strings.Replace(theCompany, "dan@example.com,Dan,ben@example.com\n", "", 1)
			r, err := ImportPeople(t.Context(), c.Store, []byte(without), PeopleImport{Complete: true}, now)
			ok(t, err)
			if diff := cmp.Diff([]PersonChange{{"dan@example.com", []string{"last day open → " + (want - 1).String()}}}, r.Ended); diff != "" {
				t.Errorf("in %s, on a machine in %s (-want +got):\n%s", zone, machine, diff)
			}
			in := HolidayImport{Calendar: "default", Files: [][]byte{calendarOf(monday, monday+1, monday+2)}}
			h, err := ImportHolidays(t.Context(), c.Store, in, now)
			ok(t, err)
			if h.Next[0] != want {
				t.Errorf("in %s, on a machine in %s, the next holiday is %s, want %s", zone, machine, h.Next[0], want)
			}
			all, err := HolidaysToCome(t.Context(), c.Store, now)
			if err != nil || all["default"][0] != want {
				t.Errorf("the list begins with %v: %v", all, err)
			}
		}
	}
}

func TestAnImportSaysWhatIsDifferentAndWhoIsLeftAlone(t *testing.T) {
	c := newCompany(t)
	r, err := c.importPeople(header+"ana@example.com,Ana,\nbea@example.com,Bea Roth,ana@example.com\ncora@example.com,Cora,ben@example.com\ndan@example.com,Dan,bea@example.com\n"+
		"eve@example.com,Eve,bea@example.com\n", PeopleImport{Complete: true})
	ok(t, err)
	want := PeopleReport{
		Added: []PersonChange{{"eve@example.com", []string{"name Eve", "reports to bea@example.com"}}},
		Changed: []PersonChange{{"bea@example.com", []string{"name Bea → Bea Roth"}},
			{"dan@example.com", []string{"manager ben@example.com → bea@example.com"}}},
		Ended:     []PersonChange{{"ben@example.com", []string{"last day open → 2026-03-01"}}},
		Unchanged: 2, Alone: []string{"cora@example.com"}, Ending: 1, Of: 5,
	}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestALeaveFileIsRefusedWhereARowIsBad(t *testing.T) {
	c := newCompany(t)
	r, err := ImportLeave(t.Context(), c.Store, []byte("email,from,to\nben@example.com,2026-04-01,2026-04-03\ndan@example.com,soon,\n"), LeaveImport{}, noon)
	if !errors.Is(err, ErrRefused) || len(r.Faults) != 1 || r.LeaveImport != (store.LeaveImport{}) {
		t.Errorf("it changes %+v, faults %v: %v", r.LeaveImport, r.Faults, err)
	}
	if left, err := c.Leaves(t.Context(), c.person("ben@example.com"), 0); err != nil || len(left) != 0 {
		t.Errorf("Ben is away %v: %v", left, err)
	}
	if _, err := ImportLeave(t.Context(), c.Store, []byte("who\n"), LeaveImport{}, noon); !errors.As(err, new(Unreadable)) {
		t.Errorf("no table: %v", err)
	}
}

// calendarOf returns a calendar file of days off.
func calendarOf(days ...cadence.Date) []byte {
	file := "BEGIN:VCALENDAR\n"
	for _, d := range days {
		file += "BEGIN:VEVENT\nSUMMARY:Off\nDTSTART;VALUE=DATE:" + d.Format("20060102") + "\nEND:VEVENT\n"
	}
	return []byte(file + "END:VCALENDAR\n")
}

// A leave file with a likely mistake is imported only once it is confirmed.
func TestADoubtfulLeaveFileHasToBeMeant(t *testing.T) {
	const head, good = "email,from,to\n", "ben@example.com,2026-04-01,2026-04-03\ndan@example.com,2026-04-01,2026-04-03\n"
	for name, test := range map[string]struct {
		file    string
		how     LeaveImport
		refused bool
		left    int // people with leave afterwards, of two before
	}{
		"a bad row":                        {"dan@example.com,soon,\n", LeaveImport{}, true, 2},
		"a bad row to skip":                {"dan@example.com,soon,\nbea@example.com,2026-05-01,\n", LeaveImport{SkipBad: true}, false, 3},
		"none but bad rows":                {"dan@example.com,soon,\n", LeaveImport{SkipBad: true}, true, 2},
		"a bad row of a complete file":     {good + "bea@example.com,soon,\n", LeaveImport{SkipBad: true, Complete: true}, true, 2},
		"a year that is far away":          {"bea@example.com,2062-04-01,2062-04-03\n", LeaveImport{}, true, 2},
		"which is meant":                   {"bea@example.com,2062-04-01,2062-04-03\n", LeaveImport{Sure: true}, false, 3},
		"a complete file without half":     {"ben@example.com,2026-04-01,2026-04-03\n", LeaveImport{Complete: true}, false, 1},
		"a complete file without anybody":  {"", LeaveImport{Complete: true}, true, 2},
		"which is meant too":               {"", LeaveImport{Complete: true, Sure: true}, false, 0},
		"cancelled, which is not complete": {"ben@example.com,,\n", LeaveImport{}, false, 1},
	} {
		c := newCompany(t)
		_, err := ImportLeave(t.Context(), c.Store, []byte(head+good), LeaveImport{}, noon)
		ok(t, err)
		_, err = ImportLeave(t.Context(), c.Store, []byte(head+test.file), test.how, noon)
		if refused := errors.Is(err, ErrRefused); refused != test.refused || err != nil && !refused {
			t.Errorf("%s: %v", name, err)
		}
		left, err := c.FileLeave(t.Context(), monday)
		if ok(t, err); peopleIn(left) != test.left {
			t.Errorf("%s: %d people have leave, want %d", name, peopleIn(left), test.left)
		}
	}
}

func TestHolidaysAreRefusedWithoutADayOrAName(t *testing.T) {
	c := newCompany(t)
	first, last := cadence.NewDate(2024, time.March, 2), cadence.NewDate(2032, time.March, 2)
	for name, test := range map[string]struct {
		calendar string
		files    [][]byte
		used     bool
		refused  bool
	}{
		"no day":                        {Everyone, [][]byte{calendarOf()}, false, true},
		"no day of these years":         {Everyone, [][]byte{calendarOf(first-1, last+1)}, false, true},
		"a day of these years":          {"paris", [][]byte{calendarOf(first), calendarOf(last)}, false, false},
		"no calendar beside one":        {Everyone, [][]byte{calendarOf(monday), []byte("<html>")}, false, true},
		"no name":                       {" ", [][]byte{calendarOf(monday)}, false, true},
		"for everybody":                 {Everyone, [][]byte{calendarOf(monday)}, true, false},
		"for people without a calendar": {"default", [][]byte{calendarOf(monday)}, true, false},
		"for nobody":                    {"oslo", [][]byte{calendarOf(monday)}, false, false},
	} {
		r, err := ImportHolidays(t.Context(), c.Store, HolidayImport{Calendar: test.calendar, Files: test.files}, noon)
		if refused := errors.Is(err, ErrRefused); refused != test.refused || err != nil && !refused || r.Used != test.used {
			t.Errorf("%s: used %t, %v", name, r.Used, err)
		}
	}
}

// Holidays to come become working days again only once that is confirmed, and
// a trial run changes nothing.
func TestADoubtfulChangeOfHolidaysHasToBeMeant(t *testing.T) {
	c := newCompany(t)
	imports := func(in HolidayImport) (HolidayReport, error) {
		in.Calendar = "default"
		return ImportHolidays(t.Context(), c.Store, in, noon)
	}
	_, err := imports(HolidayImport{Files: [][]byte{calendarOf(monday, monday+30)}})
	ok(t, err)
	before, fewer := c.version(), [][]byte{calendarOf(monday)}
	r, err := imports(HolidayImport{Files: fewer})
	if !errors.Is(err, ErrRefused) || len(r.Undone) != 1 || r.Undone[0].On != monday+30 {
		t.Errorf("without a word it is %v, undone are %v", err, r.Undone)
	}
	if r, err := imports(HolidayImport{Files: fewer, Try: true}); err != nil || !r.Doubtful() || c.version() != before {
		t.Errorf("a look: %v, the database is %d after %d", err, c.version(), before)
	}
	if r, err := imports(HolidayImport{Files: fewer, Sure: true}); err != nil || len(r.Removed) != 1 || c.version() == before {
		t.Errorf("when it is meant: %v, removed are %v", err, r.Removed)
	}
}
