package files

import (
	"hash/maphash"

	"coach/cadence"
)

// A duty is what an occurrence is one of: a practice of a person about another,
// or about nobody.
type duty struct {
	practice           string
	performer, subject int64
}

// An identity is what two occurrences never share.
type identity struct {
	duty
	start, end cadence.Date
	code       string
	seq        int
}

// expected are the occurrences above, in the order of their ids. There may be
// millions of them: of each, an entry that settles it needs the window and the
// duty; of its identity a hash is enough to find it again.
type expected struct {
	duties     []duty
	number     map[duty]int32 // in duties
	all        chunked[window]
	identities map[uint64]struct{}
	seed       maphash.Seed
}

// A window is the days on which an entry can settle an occurrence.
type window struct {
	start, closes    cadence.Date
	duty             int32
	skipped, settled bool
}

// add keeps an occurrence. It reports false if one above has its identity.
func (x *expected) add(is identity, w window) bool {
	hash := maphash.Comparable(x.seed, is)
	if _, again := x.identities[hash]; again {
		return false
	}
	x.identities[hash] = struct{}{}
	n, known := x.number[is.duty]
	if !known {
		n = int32(len(x.duties))
		x.duties = append(x.duties, is.duty)
		x.number[is.duty] = n
	}
	w.duty = n
	x.all.add(w)
	return true
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
	of := duty{o.Practice, c.people[o.Performer], c.people[o.Subject]}
	is := identity{of, o.PeriodStart, o.PeriodEnd, o.DueCode, o.Seq}
	if !c.occurrences.add(is, window{start: o.PeriodStart, closes: o.ClosesOn, skipped: o.Skip != nil}) {
		return refuse("", textTwiceIdentity)
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
	place, _ := c.ids["occurrence"].place(s.Occurrence)
	w := c.occurrences.all.at(place)
	of := c.occurrences.duties[w.duty]
	no := func(format string, args ...any) *refusal { return refuse("settles", format, args...) }
	switch {
	case w.settled:
		return no(textTwiceSettled, s.Occurrence)
	case w.skipped:
		return no(textSettledSkip, s.Occurrence)
	case of.performer != c.people[e.Author] || of.subject != c.people[e.Subject]:
		return no(textOtherPerformer, s.Occurrence)
	case !c.books.satisfy(e.Practice, of.practice):
		return no(textOtherPractice, s.Occurrence)
	case e.HappenedOn < w.start || e.HappenedOn > w.closes:
		return no(textOutside, e.HappenedOn, s.Occurrence, w.start, w.closes)
	case s.On > w.closes:
		return no(textClosedBefore, s.Occurrence, w.closes, s.On)
	case !e.countsFrom(s.On):
		return no(textNoSuchEdit, e.LoggedOn, s.On)
	}
	w.settled = true
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
