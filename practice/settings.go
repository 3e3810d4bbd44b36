package practice

import (
	"strings"
	"time"
)

// Settings are what an organisation decides about coach itself, beside its
// playbook.
type Settings struct {
	Recognition string       // Slack's ID of the channel for shout-outs; without one coach is not set up
	Digest      Subscription // a channel of "" for no digest; its zone is the organisation's
	Zone        string       // IANA name: of the digest, and of people whose own is not known
}

// Ready reports whether coach is set up. Until it is, it says nothing by
// itself and plans nothing.
func (s Settings) Ready() bool { return s.Recognition != "" }

// Under returns the settings with those that are fixed elsewhere in place of
// their own. A digest is fixed as a whole, or not at all.
func (s Settings) Under(fixed Settings) Settings {
	if fixed.Recognition != "" {
		s.Recognition = fixed.Recognition
	}
	if fixed.Zone != "" {
		s.Zone = fixed.Zone
	}
	if fixed.Digest.Channel != "" {
		s.Digest = fixed.Digest
	}
	s.Digest.Zone = s.Zone
	return s
}

// Except returns the settings without those that are fixed elsewhere: of these,
// what was decided before stays.
func (s Settings) Except(fixed, before Settings) Settings {
	if fixed.Recognition != "" {
		s.Recognition = before.Recognition
	}
	if fixed.Zone != "" {
		s.Zone = before.Zone
	}
	if fixed.Digest.Channel != "" {
		s.Digest = before.Digest
	}
	s.Digest.Zone = ""
	return s
}

// Location is the organisation's time zone.
func (s Settings) Location() *time.Location { return Person{Zone: s.Zone}.Location(time.UTC) }

// A WorkYear is by what an organisation counts days: the default calendar's
// working week and the start of the fiscal year.
type WorkYear struct {
	Week        []time.Weekday // from Monday on
	WeekStart   time.Weekday
	FiscalStart time.Month // 0 where the fiscal months are a table
}

// mondayFirst are the days of the week as people list them.
var mondayFirst = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// WorkYear is by what the playbook counts the days of people without a calendar
// of their own.
func (pb *Playbook) WorkYear() WorkYear {
	c := pb.Calendar("")
	y := WorkYear{WeekStart: c.WeekStart, FiscalStart: max(pb.Fiscal.Start, time.January)}
	if len(pb.Fiscal.Months) > 0 {
		y.FiscalStart = 0
	}
	for _, d := range mondayFirst {
		if c.Week.Has(d) {
			y.Week = append(y.Week, d)
		}
	}
	return y
}

// A SetUp is how far somebody has come in setting coach up. What they have
// decided so far outlives a form that is closed.
type SetUp struct {
	By       PersonID // who took it on; nobody yet
	At       time.Time
	Settings Settings
	Year     WorkYear
}

// claimLasts is how long nobody else can set coach up once somebody took it on.
const claimLasts = 24 * time.Hour

// OpenTo reports whether the person can set coach up now: they took it on, or
// nobody did, or whoever did has let it lie for a day.
func (s SetUp) OpenTo(id PersonID, now time.Time) bool {
	return s.By == 0 || s.By == id || now.Sub(s.At) >= claimLasts
}

// EmailsIn are the emails of a list that a person typed, in lower case: commas
// and spaces part them.
func EmailsIn(list string) []string {
	return strings.FieldsFunc(strings.ToLower(list), func(r rune) bool { return r == ',' || r == ' ' })
}
