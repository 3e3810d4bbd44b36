package practice

import (
	"strings"
	"time"
)

// Settings are an organisation's decisions about coach itself, beside its
// playbook.
type Settings struct {
	Recognition string       // Slack's ID of the channel for shout-outs; without one coach is not set up
	Digest      Subscription // a channel of "" for no digest; its zone is the organisation's
	Zone        string       // IANA name: of the digest, and of people whose own is not known
}

// Ready reports whether coach is set up. Until it is, it sends no message of
// its own accord and plans nothing.
func (s Settings) Ready() bool { return s.Recognition != "" }

// Under returns the settings, overridden by the fixed ones that the
// configuration gives. A digest is fixed as a whole, or not at all.
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

// Except returns the settings to store: those that the configuration fixes
// keep their value from before.
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

// Location returns the organisation's time zone.
func (s Settings) Location() *time.Location { return Person{Zone: s.Zone}.Location(time.UTC) }

// A WorkYear is the calendar of an organisation in brief: the default
// calendar's working week and the start of the fiscal year.
type WorkYear struct {
	Week        []time.Weekday // from Monday on
	WeekStart   time.Weekday
	FiscalStart time.Month // 0 where the fiscal months are a table
}

// mondayFirst are the days of the week as people list them.
var mondayFirst = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// WorkYear returns the working year of people without a calendar of their own.
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

// A SetUp is the state of setting coach up. Decisions made so far outlive a
// form that is closed.
type SetUp struct {
	By       PersonID // the person who began it; nobody if none has
	At       time.Time
	Settings Settings
	Year     WorkYear
}

// claimLasts is how long nobody else can set coach up once somebody has begun.
const claimLasts = 24 * time.Hour

// OpenTo reports whether the person can set coach up now: they began it,
// nobody did, or the person who did has left it for a day.
func (s SetUp) OpenTo(id PersonID, now time.Time) bool {
	return s.By == 0 || s.By == id || now.Sub(s.At) >= claimLasts
}

// EmailsIn returns the emails in a list that a person typed, in lower case:
// commas and spaces part them.
func EmailsIn(list string) []string {
	return strings.FieldsFunc(strings.ToLower(list), func(r rune) bool { return r == ',' || r == ' ' })
}
