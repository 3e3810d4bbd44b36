package practice

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"coach/cadence"
)

// A Playbook is an organisation's list of expected practices, with the small
// forms around them and the calendars by which they fall due. Once published
// it never changes; a leader's edit makes a new one.
type Playbook struct {
	Version   int
	Vision    string     // one sentence over everything; empty for none
	Skills    []string   // the organisation's own list, offered where a skill is asked for
	Practices []Practice // in file order; the built-in inspect_review last when the file lacks it
	Records   []Record
	Calendars map[string]*cadence.Calendar // by name; "default" serves people without one
	Fiscal    cadence.Fiscal

	undescribed *cadence.Calendar // serves calendars that are not among Calendars; nil for the standard one
}

// InspectReview is the key of the practice that every playbook has: a leader's
// review of the coaching below them, so that inspection too is expected.
const InspectReview = "inspect_review"

// DefaultCalendar is the name of the calendar of people without one.
const DefaultCalendar = "default"

// Practice returns the version of a practice in force on a day, or else the
// latest with that key, so that entries under a retired practice can still be
// read.
func (pb *Playbook) Practice(key string, on cadence.Date) (*Practice, bool) {
	for i := range pb.Practices {
		if p := &pb.Practices[i]; p.Key == key && p.inForce(on) {
			return p, true
		}
	}
	latest := pb.LastVersion(key)
	return latest, latest != nil
}

// LastVersion returns the version of a practice that starts last, or nil.
func (pb *Playbook) LastVersion(key string) *Practice {
	var latest *Practice
	for i := range pb.Practices {
		if p := &pb.Practices[i]; p.Key == key && (latest == nil || p.From >= latest.From) {
			latest = p
		}
	}
	return latest
}

func (p *Practice) inForce(on cadence.Date) bool {
	return p.From <= on && (p.To == 0 || on <= p.To)
}

// Record returns the small form with the given key.
func (pb *Playbook) Record(key string) (Record, bool) {
	i := slices.IndexFunc(pb.Records, func(r Record) bool { return r.Key == key })
	if i < 0 {
		return Record{}, false
	}
	return pb.Records[i], true
}

// Calendar returns the working calendar of the given name. No name means
// "default", and an undescribed calendar is the standard one.
func (pb *Playbook) Calendar(name string) *cadence.Calendar {
	if c, ok := pb.Calendars[cmp.Or(name, DefaultCalendar)]; ok {
		return c
	}
	return pb.others()
}

// others returns the calendar of people whose own is not described in the
// playbook.
func (pb *Playbook) others() *cadence.Calendar {
	if pb.undescribed != nil {
		return pb.undescribed
	}
	return cadence.Standard()
}

// EveryCalendar is the calendar name of public holidays that hold in every
// calendar.
const EveryCalendar = ""

// WithHolidays returns a copy of the playbook with further public holidays in
// its calendars, given by the calendar's name.
func (pb *Playbook) WithHolidays(off map[string][]cadence.Date) *Playbook {
	with := *pb
	closed := func(c cadence.Calendar, days ...cadence.Date) *cadence.Calendar {
		c.Holidays = maps.Clone(c.Holidays)
		if c.Holidays == nil {
			c.Holidays = make(map[cadence.Date]bool, len(days))
		}
		for _, d := range days {
			c.Holidays[d] = true
		}
		return &c
	}
	with.Calendars = map[string]*cadence.Calendar{}
	for _, names := range []iter.Seq[string]{maps.Keys(pb.Calendars), maps.Keys(off)} {
		for name := range names {
			with.Calendars[name] = closed(*pb.Calendar(name), slices.Concat(off[EveryCalendar], off[name])...)
		}
	}
	delete(with.Calendars, EveryCalendar)
	with.undescribed = closed(*pb.others(), off[EveryCalendar]...)
	return &with
}

// StartingOn returns a copy in which practices without a start of their own
// are in force from d: a company that installs coach today owes nothing for
// yesterday. A start in the playbook is taken literally.
func (pb *Playbook) StartingOn(d cadence.Date) *Playbook {
	started := *pb
	started.Practices = slices.Clone(pb.Practices)
	for i := range started.Practices {
		if p := &started.Practices[i]; p.From == 0 {
			p.From = d
		}
	}
	return &started
}

// Begins returns the first day on which the playbook expects anything; no date
// when it always did.
func (pb *Playbook) Begins() cadence.Date {
	var starts []cadence.Date
	for _, p := range pb.Practices {
		if p.Enabled {
			starts = append(starts, p.From)
		}
	}
	if len(starts) == 0 {
		return 0
	}
	return slices.Min(starts)
}
