package practice_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// Names and tables that lead nowhere, of every kind and only those.
func TestLint(t *testing.T) {
	const today = "2026-03-02"
	days := map[string][]cadence.Date{"": nil, "uk": nil}
	for name, c := range map[string]struct {
		calendar, ended string
		ends            string // last day of a table
		root            practice.PersonID
		want            string
	}{
		"a company in order":                     {calendar: "uk"},
		"no calendar at all":                     {want: "calendar unused uk"},
		"the default calendar by name":           {calendar: "default", want: "calendar unused uk"},
		"a calendar that the playbook describes": {calendar: "night", want: "calendar unused uk"},
		"a slip in a calendar's name":            {calendar: "UK", want: "calendar unknown UK, calendar unused uk"},
		"a slip on a row that has ended":         {calendar: "uk", ended: "UK"},
		"a table with a year to go":              {calendar: "uk", ends: "2027-01-31"},
		"a table with 61 days to go":             {calendar: "uk", ends: "2026-05-02"},
		"a table with 60 days to go":             {calendar: "uk", ends: "2026-05-01", want: "fiscal table ends 2026-05-01"},
		"a table that ends today":                {calendar: "uk", ends: today, want: "fiscal table ends 2026-03-02"},
		"a table that ended yesterday":           {calendar: "uk", ends: "2026-03-01", want: "fiscal table ended 2026-03-01"},
		"a digest about somebody who takes part": {calendar: "uk", root: 1},
		"a digest about somebody who ended":      {calendar: "uk", root: 2, want: "no digest 2"},
		"a digest about who leads nobody":        {calendar: "uk", root: 3, want: "no digest 3"},
		"a digest about nobody":                  {calendar: "uk", root: 9, want: "no digest 9"},
	} {
		t.Run(name, func(t *testing.T) {
			on := day(t, today)
			pb := files.Default()
			pb.Calendars["night"] = pb.Calendar("")
			if c.ends != "" {
				last := day(t, c.ends) + 1
				for m := 12; m >= 0; m-- {
					pb.Fiscal.Months = append(pb.Fiscal.Months, last-cadence.Date(28*m))
				}
			}
			people := []practice.Person{{ID: 1, Name: "Ana", Calendar: c.calendar, Account: practice.Member}, {ID: 2, Name: "Ben", Calendar: c.ended, Account: practice.Member},
				{ID: 3, Name: "Cy", Calendar: c.calendar, Account: practice.Member}}
			r := practice.NewRoster(people, []practice.Line{{Report: 1}, {Report: 2, To: on - 1}, {Report: 3, Manager: 1}}, pb)
			var digests []practice.Subscription
			if c.root != 0 {
				digests = []practice.Subscription{{ID: 1, Root: c.root, Channel: "C1"}, {ID: 2, Root: c.root, Channel: "C2"}, {ID: 3, Root: 9}}
			}
			var got []string
			for _, found := range practice.Lint(pb, r, digests, days, on) {
				got = append(got, strings.TrimSpace(string(found.Kind)+" "+found.About))
				if found.Sentence(r) == "" {
					t.Errorf("%v has no words", found)
				}
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("found (-want +got):\n%s", diff)
			}
		})
	}
}

func day(t *testing.T, text string) cadence.Date {
	t.Helper()
	d, err := time.Parse("2006-01-02", text)
	if err != nil {
		t.Fatal(err)
	}
	return cadence.DateOf(d)
}
