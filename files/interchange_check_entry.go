package files

import (
	"cmp"

	"coach/cadence"
)

// A Window is an occurrence as far as an entry that settles it is held to it.
type Window struct {
	Practice           string
	Performer, Subject int64 // the ids of their lines; 0 for nobody
	Start, Closes      cadence.Date
	Skipped, Settled   bool
}

// Windows look an occurrence up of which the reader gave the line before, by its
// id. A file may have millions, so that they are for whoever keeps the lines.
type Windows func(occurrence int64) (Window, error)

// window looks an occurrence up. The first error ends the reading.
func (c *checks) window(occurrence int64) Window {
	w, err := c.windows(occurrence)
	c.failed = cmp.Or(c.failed, err)
	return w
}

func (c *checks) occurrence(o OccurrenceLine) *refusal {
	switch planned := o.State == "excused" && o.Excuse == nil && o.Reason != "leader"; {
	case o.PeriodStart > o.PeriodEnd:
		return refuse("period_end", textPeriodEnds)
	case o.Due > o.GraceUntil:
		return refuse("grace_until", textDueAfterGrace, o.Due, o.GraceUntil)
	case o.GraceUntil > o.ClosesOn:
		return refuse("closes_on", textGraceAfter, o.GraceUntil, o.ClosesOn)
	case planned && o.Due != o.ClosesOn:
		return refuse("closes_on", textPlanningDates)
	}
	return nil
}

func (c *checks) entry(e EntryLine, at int) *refusal {
	if no := withdrawn(e); no != nil {
		return no
	}
	if !ascends(e.Settles, func(s Settled) int64 { return s.Occurrence }) {
		return refuse("settles", textNotAscending)
	}
	for _, s := range e.Settles {
		if no := c.settles(e, s); no != nil {
			return no
		}
	}
	if no := c.answers(e.Playbook, e.Practice, e.Answers, "answers", at); no != nil {
		return no
	}
	for _, edit := range e.Edits {
		if no := c.answers(e.Playbook, edit.Practice, edit.Answers, "edits.answers", at); no != nil {
			return no
		}
	}
	c.count("entry", e.ID, len(e.Edits))
	return nil
}

// withdrawn refuses a withdrawn entry of which something is left.
func withdrawn(e EntryLine) *refusal {
	if e.WithdrawnAt.IsZero() {
		return nil
	}
	if len(e.Settles) > 0 {
		return refuse("settles", textWithdrawn)
	}
	if len(e.Answers) > 0 {
		return refuse("answers", textWithdrawn)
	}
	for _, edit := range e.Edits {
		if len(edit.Answers) > 0 {
			return refuse("edits.answers", textWithdrawn)
		}
	}
	return nil
}

// settles refuses an occurrence that an entry cannot settle.
func (c *checks) settles(e EntryLine, s Settled) *refusal {
	w := c.window(s.Occurrence)
	no := func(format string, args ...any) *refusal { return refuse("settles", format, args...) }
	switch {
	case c.failed != nil:
		return nil
	case w.Settled:
		return no(textTwiceSettled, s.Occurrence)
	case w.Skipped:
		return no(textSettledSkip, s.Occurrence)
	case w.Performer != c.people[e.Author] || w.Subject != c.people[e.Subject]:
		return no(textOtherPerformer, s.Occurrence)
	case !c.books.satisfy(e.Practice, w.Practice):
		return no(textOtherPractice, s.Occurrence)
	case e.HappenedOn < w.Start || e.HappenedOn > w.Closes:
		return no(textOutside, e.HappenedOn, s.Occurrence, w.Start, w.Closes)
	case s.On > w.Closes:
		return no(textClosedBefore, s.Occurrence, w.Closes, s.On)
	case !e.countsFrom(s.On):
		return no(textNoSuchEdit, e.LoggedOn, s.On)
	}
	return nil
}

// countsFrom reports whether an entry can settle something from a day on: when
// it was logged, or the day of one of its edits, in whatever zone that was.
func (e EntryLine) countsFrom(on cadence.Date) bool {
	if on == e.LoggedOn {
		return true
	}
	for _, day := range e.editDays() {
		if near(day, on) {
			return true
		}
	}
	return false
}

// answers refuses answers that name people of whom the file has none. Obstacles
// stand below, and are looked for there.
func (c *checks) answers(version int, practice string, all Answers, field string, at int) *refusal {
	for key, a := range all {
		for id := range a.Reviews {
			if id := obstacleID(id); !c.has("obstacle", id) && c.reviewed[id] == 0 {
				c.reviewed[id] = at
			}
		}
		if !c.books.namesPeople(version, practice, key) {
			continue
		}
		named := a.Many
		if a.Text != "" {
			named = []string{a.Text}
		}
		for _, who := range named {
			if !c.knows(Ref(who)) {
				return refuse(field+"."+key, textNobody, who)
			}
		}
	}
	return nil
}
