package practice

import (
	"cmp"
	"reflect"
	"slices"

	"coach/cadence"
)

// A Publication is a playbook file with the day it was published.
type Publication struct {
	Version  int
	Playbook *Playbook    // as Load reads it
	On       cadence.Date // the day it was published, in the organisation's time zone
	From     cadence.Date // the first day of its new rules; no date: each practice's next full period
}

// Timeline joins publications, given in their order, into one playbook with
// every version of every practice, each from … to …, of which at most one is
// in force on any day. Everything that has no dates is taken from the latest
// publication.
//
// A practice whose rule and levels a publication leaves alone keeps its dates;
// its name, its form and the rest change at once. Otherwise a new version
// starts on the day that its file gives, or else that of the publication, or
// else with the next full period of its new rhythm, and the version in force
// ends the day before. A practice that is switched off, or that the file no
// longer has, ends at once, unless a day is given; it stays as a version that
// is not enabled. No later publication changes what was expected before its
// day.
func Timeline(pubs []Publication) *Playbook {
	if len(pubs) == 0 {
		return nil
	}
	var before *Playbook
	versions := map[string][]version{}
	var keys []string // in the order of the latest file, and those it no longer has after them
	for i, pub := range pubs {
		file := pub.Playbook
		keys = merged(file.keys(), keys)
		for _, key := range keys {
			step := transition{pub, i == 0, file.versions(key), versions[key]}
			if i > 0 && sameAsks(before.versions(key), step.next) {
				versions[key] = step.reworded()
			} else {
				versions[key] = step.turned()
			}
		}
		before = file
	}
	last := pubs[len(pubs)-1]
	all := *last.Playbook
	all.Version, all.Practices = last.Version, nil
	for _, key := range keys {
		for _, v := range versions[key] {
			all.Practices = append(all.Practices, v.Practice)
		}
	}
	return &all
}

// merged returns the first list, followed by the items that only the second
// has.
func merged(first, second []string) []string {
	return append(first, slices.DeleteFunc(slices.Clone(second), func(key string) bool { return slices.Contains(first, key) })...)
}

// keys returns the keys of the practices, each once, in the playbook's order.
func (pb *Playbook) keys() []string {
	var keys []string
	for _, p := range pb.Practices {
		if !slices.Contains(keys, p.Key) {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

// versions returns the versions of one practice by their start.
func (pb *Playbook) versions(key string) []Practice {
	var versions []Practice
	for _, p := range pb.Practices {
		if p.Key == key {
			versions = append(versions, p)
		}
	}
	slices.SortStableFunc(versions, func(a, b Practice) int { return cmp.Compare(a.From, b.From) })
	return versions
}

// sameAsks reports whether the versions of a practice in two files expect the
// same of the same people on the same days.
func sameAsks(a, b []Practice) bool {
	return slices.EqualFunc(a, b, func(a, b Practice) bool { return a.From == b.From && a.To == b.To && a.ExpectsTheSame(&b) })
}

// ExpectsTheSame reports whether two versions of a practice expect the same of
// the same people, whatever their dates.
func (p *Practice) ExpectsTheSame(other *Practice) bool {
	return p.Enabled == other.Enabled && p.Scope == other.Scope && reflect.DeepEqual(p.Rule, other.Rule) &&
		len(p.ByLevel) == len(other.ByLevel) && (len(p.ByLevel) == 0 || reflect.DeepEqual(p.ByLevel, other.ByLevel)) &&
		SameLevels(p.Levels, other.Levels) && SameLevels(p.ExpectedOf, other.ExpectedOf) && SameLevels(p.SubjectLevels, other.SubjectLevels)
}

// A version is one version of a practice in the timeline.
type version struct {
	Practice
	nth int // its index among the practice's versions in the latest file; -1 if it is from an earlier file
}

// A transition is the change of one practice by one publication: the versions
// in its file, and the versions before it.
type transition struct {
	Publication
	first bool // of all publications: even a day long ago is taken literally
	next  []Practice
	stood []version
}

// reworded returns the earlier versions with the new file's name, form and
// other wording, where the file leaves the practice's rule and levels alone.
func (t transition) reworded() []version {
	stood := slices.Clone(t.stood)
	for i, v := range stood {
		if 0 <= v.nth && v.nth < len(t.next) {
			stood[i].Practice = v.wordedAs(&t.next[v.nth])
		}
	}
	return stood
}

// wordedAs returns the practice with its own rule, levels and dates, and
// everything else from another version.
func (p *Practice) wordedAs(other *Practice) Practice {
	worded := *other
	worded.Levels, worded.ExpectedOf, worded.SubjectLevels, worded.Scope = p.Levels, p.ExpectedOf, p.SubjectLevels, p.Scope
	worded.Rule, worded.ByLevel, worded.Enabled, worded.From, worded.To = p.Rule, p.ByLevel, p.Enabled, p.From, p.To
	return worded
}

// turned returns the earlier versions, cut where those of the file begin,
// followed by those of the file.
func (t transition) turned() []version {
	next := t.dated()
	if len(next) == 0 {
		next = t.gone()
	}
	if len(next) == 0 {
		return t.stood
	}
	var versions []version
	for _, v := range t.stood {
		if v.From >= next[0].From {
			continue
		}
		if v.To == 0 || v.To >= next[0].From {
			v.To = next[0].From - 1
		}
		v.nth = -1
		versions = append(versions, v)
	}
	return append(versions, next...)
}

// dated returns the versions of the file with their first days, without those
// that are over before they start. A first version that equals the one in
// force by then continues it, with no new start.
func (t transition) dated() []version {
	opening := true
	var dated []version
	for i, p := range t.next {
		if p.To != 0 && p.To < t.On && !t.first {
			continue
		}
		from := t.start(&p)
		if running := t.inForceOn(t.expectedFrom(&p)); opening && running != nil && running.ExpectsTheSame(&p) {
			from = running.From
		}
		opening = false
		if p.From = from; p.To == 0 || p.From <= p.To {
			dated = append(dated, version{p, i})
		}
	}
	return dated
}

// expectedFrom returns the day from which a version is wanted, if one is
// given; else the day of the publication.
func (t transition) expectedFrom(p *Practice) cadence.Date {
	if said := t.worded(p); said != 0 {
		return said
	}
	return t.On
}

// worded returns the first day that the file, or the publication, gives a
// version. A day before the publication does not count: it is when the version
// in force began.
func (t transition) worded(p *Practice) cadence.Date {
	switch {
	case p.From != 0 && (t.first || p.From >= t.On):
		return p.From
	case t.From != 0 && !t.first:
		return max(t.From, t.On)
	}
	return t.From
}

// start returns the first day of a version whose rule or levels are new.
func (t transition) start(p *Practice) cadence.Date {
	if said := t.worded(p); said != 0 {
		return said
	}
	if !p.Enabled {
		return t.On
	}
	return t.Playbook.NextStart(p, t.On)
}

// inForceOn returns the earlier version that would be in force on a day, or
// nil.
func (t transition) inForceOn(on cadence.Date) *Practice {
	i := slices.IndexFunc(t.stood, func(v version) bool { return v.inForce(on) })
	if i < 0 {
		return nil
	}
	return &t.stood[i].Practice
}

// gone returns the version that replaces a practice which the file no longer
// has: the same, switched off.
func (t transition) gone() []version {
	if len(t.stood) == 0 {
		return nil
	}
	p := t.stood[len(t.stood)-1].Practice
	if !p.Enabled && p.To == 0 {
		return nil
	}
	p.Enabled, p.From, p.To = false, max(t.From, t.On), 0
	return []version{{p, -1}}
}

// NextStart returns the first day of a practice that is published on a day and
// gives no start: that of the next full period of its rhythm.
func (pb *Playbook) NextStart(p *Practice, on cadence.Date) cadence.Date {
	period := p.Period(on, pb.Fiscal, pb.Calendar("").WeekStart)
	if period.IsZero() {
		return on
	}
	return period.End + 1
}

// ProposedStart returns a first day for a new version that leaves no hole:
// where the next full period of the new rhythm begins inside a period of the
// old one, whose occurrence would be cancelled, it is the day after that
// period.
func (pb *Playbook) ProposedStart(old, p *Practice, on cadence.Date) cadence.Date {
	start := pb.NextStart(p, on)
	if !p.Enabled {
		return start
	}
	return pb.afterHole(old, start)
}

// afterHole returns the first day, from a start on, that does not lie inside a
// period of the practice's old rhythm.
func (pb *Playbook) afterHole(old *Practice, start cadence.Date) cadence.Date {
	if old == nil || !old.Enabled {
		return start
	}
	period := old.Period(start, pb.Fiscal, pb.Calendar("").WeekStart)
	if period.IsZero() || period.Start == start {
		return start
	}
	return period.End + 1
}

// A Start is the day on which a practice begins, changes its rule or levels,
// or ends.
type Start struct {
	Practice *Practice // as it is from then on
	On       cadence.Date
	NoHole   cadence.Date // a later day on which no occurrence of the old rhythm would be cancelled; no date: this one is as good
	isNew    bool         // it was not in force the day before
	never    bool         // it was still to start, and now never will
}

// Sentence returns the start in one or two sentences.
func (s Start) Sentence() string {
	const layout = "Monday 2 January 2006"
	switch {
	case s.never:
		return s.Practice.Short + " never starts."
	case !s.Practice.Enabled && s.isNew: // it began on the day on which it is switched off
		return s.Practice.Short + " ends right away."
	case !s.Practice.Enabled:
		return s.Practice.Short + " ends. Its last day is " + (s.On - 1).Format(layout) + "."
	}
	said := s.Practice.Short + " changes on " + s.On.Format(layout)
	switch {
	case s.isNew:
		return s.Practice.Short + " starts on " + s.On.Format(layout) + "."
	case s.NoHole != 0:
		return said + ", in the middle of its old rhythm, so anything still open then is cancelled. To leave no gap, start on " + s.NoHole.Format(layout) + "."
	}
	return said + "."
}

// Starting returns the starts by which a timeline differs from the one before
// it, which has a publication less, in the playbook's order. The new
// publication is of the given day.
func Starting(before, after *Playbook, on cadence.Date) []Start {
	var starts []Start
	for _, key := range after.keys() {
		old := before.versions(key)
		for _, p := range after.versions(key) {
			isOld := func(o Practice) bool { return o.From == p.From && o.ExpectsTheSame(&p) }
			if p.From < on || slices.ContainsFunc(old, isOld) || !p.Enabled && !ends(before, after, key, p.From) {
				continue
			}
			s := Start{Practice: &p, On: p.From, isNew: before.isOff(key, p.From-1)}
			s.never = !p.Enabled && s.isNew && (p.From > on || before.isOff(key, on))
			if was, _ := before.Practice(key, p.From-1); p.Enabled && !s.isNew {
				if later := after.afterHole(was, p.From); later != p.From {
					s.NoHole = later
				}
			}
			starts = append(starts, s)
		}
	}
	return starts
}

// ends reports whether switching a practice off on a day ends anything: it
// would have been expected then, or was still to start and now never does.
func ends(before, after *Playbook, key string, on cadence.Date) bool {
	if !before.isOff(key, on-1) {
		return !before.isOff(key, on)
	}
	_, coming := before.Starts(key, on-1)
	_, again := after.Starts(key, on)
	return coming && !again
}

// isOff reports whether a practice is not expected of anybody on a day.
func (pb *Playbook) isOff(key string, on cadence.Date) bool {
	p, ok := pb.Practice(key, on)
	return !ok || !p.Enabled || !p.inForce(on)
}

// Starts returns the next day on which a practice is in force, if it is not in
// force, or is switched off, on the given one.
func (pb *Playbook) Starts(key string, on cadence.Date) (cadence.Date, bool) {
	for _, p := range pb.versions(key) {
		if p.Enabled && (p.To == 0 || p.To >= on) {
			return p.From, p.From > on
		}
	}
	return 0, false
}
