package practice

import (
	"slices"

	"coach/cadence"
)

// A TalkKind is the source of a reason to talk to somebody.
type TalkKind string

// The sources, in the order in which they are asked (DOMAIN 3.4 and 5.5).
const (
	TalkAsked    TalkKind = "asked"    // they asked for time
	TalkFocus    TalkKind = "focus"    // a day to look at a focus again
	TalkDue      TalkKind = "due"      // a step due within five days
	TalkStep     TalkKind = "step"     // a step that nobody has talked about since it was done, or due
	TalkGap      TalkKind = "gap"      // the longest gap
	TalkJoined   TalkKind = "joined"   // they are new on the team
	TalkBack     TalkKind = "back"     // they are back from leave
	TalkAway     TalkKind = "away"     // they are away all week
	TalkYears    TalkKind = "years"    // an anniversary
	TalkAnything TalkKind = "anything" // nothing urgent
)

// A Talk is the one reason to talk to a report in a week.
type Talk struct {
	With     PersonID
	Kind     TalkKind
	Request  TimeRequest  // what they asked for
	Action   Action       // the step
	Practice string       // of the gap
	Days     int          // working days of the gap, or years of the anniversary
	On       cadence.Date // the day it is about; of a gap the last time, and no day for never
}

// TalkFacts are what reasons to talk to one report are found in.
type TalkFacts struct {
	With     PersonID
	Manager  PersonID
	Requests []TimeRequest            // of everybody who asks the manager, oldest first
	Steps    []Action                 // of the pair, by due day
	Last     map[Contact]cadence.Date // when anybody last logged a practice about each report
	Met      cadence.Date             // the last session of the two; no date for none
}

const (
	stepDueDays = 5  // days before a step is due in which it is a reason to talk
	newDays     = 28 // days in which somebody is new on a team
	backDays    = 7  // days in which somebody is back from leave
)

// TalkTo returns the one reason to talk to a report in the week of a day.
func TalkTo(pb *Playbook, r *Roster, f TalkFacts, today cadence.Date) Talk {
	for _, found := range []func(*Playbook, *Roster, TalkFacts, cadence.Date) (Talk, bool){
		talkAsked, talkSteps, talkGap, talkLine, talkYears,
	} {
		if t, ok := found(pb, r, f, today); ok {
			t.With = f.With
			return t
		}
	}
	return Talk{With: f.With, Kind: TalkAnything}
}

func talkAsked(_ *Playbook, _ *Roster, f TalkFacts, _ cadence.Date) (Talk, bool) {
	for _, t := range f.Requests {
		if t.Pair == (Pair{f.Manager, f.With}) && t.Waits() {
			return Talk{Kind: TalkAsked, Request: t}, true
		}
	}
	return Talk{}, false
}

// talkSteps finds a reason in the steps of the pair: a focus to look at again,
// then a step due soon, then one to ask about.
func talkSteps(_ *Playbook, _ *Roster, f TalkFacts, today cadence.Date) (Talk, bool) {
	var best Talk
	take := func(kind TalkKind, a Action) {
		if order := []TalkKind{TalkFocus, TalkDue, TalkStep, ""}; slices.Index(order, kind) < slices.Index(order, best.Kind) {
			best = Talk{Kind: kind, Action: a, On: a.Due}
		}
	}
	for _, a := range f.Steps {
		near := a.Due >= today && a.Due <= today+stepDueDays
		switch {
		case a.Kind == Look && a.Open() && a.Due <= today+stepDueDays:
			take(TalkFocus, a)
		case a.Kind == Look:
		case a.Open() && near:
			take(TalkDue, a)
		case a.Open() && a.Due < today, !a.DoneAt.IsZero() && a.DoneOn >= f.Met:
			take(TalkStep, a)
		}
	}
	return best, best.Kind != ""
}

// talkGap finds the practice about the report with the longest gap, if that is
// long for the practice.
func talkGap(pb *Playbook, r *Roster, f TalkFacts, today cadence.Date) (Talk, bool) {
	var best Talk
	for i := range pb.Practices {
		p := &pb.Practices[i]
		if p.Scope != ScopeReport || !IsExpected(r, f.Manager, p, today) || !slices.Contains(about(p, r, f.Manager, today), f.With) {
			continue
		}
		c := Contact{p.Key, f.With}
		if gap := Gap(pb, r, f.Manager, c, f.Last[c], today); gap > best.Days && IsLong(gap, periodDays(pb, r, f.Manager, p.Key, today)) {
			best = Talk{Kind: TalkGap, Practice: p.Key, Days: gap, On: f.Last[c]}
		}
	}
	_, away := r.away(f.With, today)
	return best, best.Kind != "" && !away
}

// talkLine finds somebody who is away, back or new.
func talkLine(_ *Playbook, r *Roster, f TalkFacts, today cadence.Date) (Talk, bool) {
	week := WeekOf(r.Calendar(f.With), today)
	if _, away := r.away(f.With, today); away {
		for d := today; d <= week.End; d++ {
			if _, still := r.away(f.With, d); !still && r.Calendar(f.With).Works(d) {
				return Talk{Kind: TalkBack, On: d}, true
			}
		}
		return Talk{Kind: TalkAway}, true
	}
	for d := today - 1; d >= today-backDays; d-- {
		if _, was := r.away(f.With, d); was {
			return Talk{Kind: TalkBack, On: d + 1}, true
		}
	}
	if l, ok := r.line(f.With, today); ok && l.From > today-newDays && f.Met < l.From {
		return Talk{Kind: TalkJoined, On: l.From}, true
	}
	return Talk{}, false
}

// talkYears finds an anniversary of the reporting line in the week.
func talkYears(_ *Playbook, r *Roster, f TalkFacts, today cadence.Date) (Talk, bool) {
	l, ok := r.line(f.With, today)
	if !ok || l.From == 0 {
		return Talk{}, false
	}
	year, month, day := l.From.Civil()
	for d := today; d < today+7; d++ {
		if y, m, on := d.Civil(); y > year && m == month && on == day {
			return Talk{Kind: TalkYears, Days: y - year, On: d}, true
		}
	}
	return Talk{}, false
}
