package service

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

const header = "email,name,manager_email\n"

// theCompany is the people file of the tests' company.
const theCompany = header + "ana@example.com,Ana,\nben@example.com,Ben,ana@example.com\nbea@example.com,Bea,ana@example.com\n" +
	"cora@example.com,Cora,ben@example.com\ndan@example.com,Dan,ben@example.com\n"

func (c company) importPeople(file string, how PeopleImport) (PeopleReport, error) {
	return ImportPeople(c.t.Context(), c.Store, strings.NewReader(file), how, noon)
}

// version rises with every change of the database.
func (c company) version() int {
	c.t.Helper()
	n, err := c.Version(c.t.Context())
	ok(c.t, err)
	return int(n)
}

func TestImportingTwiceChangesNothing(t *testing.T) {
	c := newCompany(t)
	ctx := t.Context()
	days := func(cadence.Period) ([]cadence.Date, []files.Fault) {
		return []cadence.Date{monday, monday + 60}, nil
	}
	for name, imports := range map[string]func() (changed, unchanged int, err error){
		"people": func() (int, int, error) {
			r, err := c.importPeople(strings.Replace(theCompany, "Dan,ben", "Dan Li,bea", 1), PeopleImport{Complete: true})
			return len(r.Added) + len(r.Changed) + len(r.Ended), r.Unchanged, err
		},
		"leave": func() (int, int, error) {
			r, err := ImportLeave(ctx, c.Store, strings.NewReader("email,from,to\nben@example.com,2026-04-01,2026-04-03\n"))
			return r.Changed, r.Unchanged, err
		},
		"holidays": func() (int, int, error) {
			r, err := ImportHolidays(ctx, c.Store, Everyone, days, noon)
			return r.Added + r.Ended, len(r.Days) - r.Added, err
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

// Whoever is left out of a complete file ends yesterday by the organisation's
// calendar, whatever the machine's or the reader's says.
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
			r, err := ImportPeople(t.Context(), c.Store, strings.NewReader(without), PeopleImport{Complete: true}, now)
			ok(t, err)
			if diff := cmp.Diff([]PersonChange{{"dan@example.com", []string{"last day open → " + (want - 1).String()}}}, r.Ended); diff != "" {
				t.Errorf("in %s, on a machine in %s (-want +got):\n%s", zone, machine, diff)
			}
			read := func(within cadence.Period) ([]cadence.Date, []files.Fault) {
				return []cadence.Date{monday, monday + 1, monday + 2}, nil
			}
			h, err := ImportHolidays(t.Context(), c.Store, "default", read, now)
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
	r, err := ImportLeave(t.Context(), c.Store, strings.NewReader("email,from,to\nben@example.com,2026-04-01,2026-04-03\nwho@example.com,2026-04-01,\n"))
	if !errors.Is(err, ErrRefused) || len(r.Faults) != 1 || r.LeaveImport != (store.LeaveImport{}) {
		t.Errorf("it changes %+v, faults %v: %v", r.LeaveImport, r.Faults, err)
	}
	if left, err := c.Leaves(t.Context(), c.person("ben@example.com"), 0); err != nil || len(left) != 0 {
		t.Errorf("Ben is away %v: %v", left, err)
	}
	if _, err := ImportLeave(t.Context(), c.Store, strings.NewReader("who\n")); !errors.As(err, new(Unreadable)) {
		t.Errorf("no table: %v", err)
	}
}

func TestHolidaysAreRefusedWithoutADayOrAName(t *testing.T) {
	c := newCompany(t)
	read := func(days ...cadence.Date) HolidayReader {
		return func(within cadence.Period) (kept []cadence.Date, faults []files.Fault) {
			if within.Start != cadence.NewDate(2024, time.March, 2) || within.End != cadence.NewDate(2032, time.March, 2) {
				t.Errorf("kept are %s to %s", within.Start, within.End)
			}
			return days, nil
		}
	}
	for name, test := range map[string]struct {
		calendar string
		read     HolidayReader
		used     bool
		refused  bool
	}{
		"no day":                        {Everyone, read(), false, true},
		"no name":                       {" ", read(monday), false, true},
		"for everybody":                 {Everyone, read(monday), true, false},
		"for people without a calendar": {"default", read(monday), true, false},
		"for nobody":                    {"paris", read(monday), false, false},
	} {
		r, err := ImportHolidays(t.Context(), c.Store, test.calendar, test.read, noon)
		if refused := errors.Is(err, ErrRefused); refused != test.refused || err != nil && !refused || r.Used != test.used {
			t.Errorf("%s: used %t, %v", name, r.Used, err)
		}
	}
}
