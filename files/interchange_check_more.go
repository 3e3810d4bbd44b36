package files

import (
	"slices"

	"coach/practice"
)

// counted are how many parts lines have, by their ids in their order; of lines
// without any, nothing is kept.
type counted struct {
	ids   idSet
	parts []int32
}

// count keeps how many parts a line has.
func (c *checks) count(kind string, id int64, parts int) {
	if parts == 0 {
		return
	}
	if c.counts[kind] == nil {
		c.counts[kind] = &counted{}
	}
	of := c.counts[kind]
	of.ids.add(id)
	of.parts = append(of.parts, int32(parts))
}

// asMany refuses a number of parts that is not the other line's.
func (c *checks) asMany(kind string, id int64, field string, parts int) *refusal {
	has := 0
	if of := c.counts[kind]; of != nil {
		if place, ok := of.ids.place(id); ok {
			has = int(of.parts[place])
		}
	}
	if has != parts {
		return refuse(field, textHowMany, parts, has)
	}
	return nil
}

// further checks the kinds after audit.
func (c *checks) further(line Line) *refusal {
	switch l := line.(type) {
	case HolidayMore:
		if !c.holidays[HolidayLine{l.Calendar, l.On}] {
			return refuse("on", textNoHoliday)
		}
	case EntryMore:
		return c.entryMore(l)
	case ObstacleMore:
		return c.asMany("obstacle", l.ID, "events", len(l.Events))
	case DigestMore:
		return c.asMany("digest", l.ID, "previewed_on", len(l.PreviewedOn))
	case DigestHelpLine:
		return noCommas(l.Practices)
	case NoticeMore:
		if !ascends(l.Parts, func(p ShownPart) int64 { return p.Occurrence }) {
			return refuse("parts", textNotAscending)
		}
	case VisitLine:
		if !ascends(l.Replaces, itself[int64]) {
			return refuse("replaces", textNotAscending)
		}
	case FocusLine:
		if !ascends(l.Marks, func(m FocusMark) int64 { return m.Entry }) {
			return refuse("marks", textNotAscending)
		}
	case QuestionLine:
		about := map[string]string{"still_right": "entry", "who_won": "session"}[l.Question]
		if !c.has(about, l.About) {
			return refuse("about", textNoID, about, l.About)
		}
	}
	return nil
}

// fieldTypeNames are the values of shapes.
var fieldTypeNames = []practice.FieldType{practice.Text, practice.MultiSelect, practice.MultiUser, practice.DateField,
	practice.Actions, practice.Sessions, practice.ObstacleNew, practice.ObstacleList}

func (c *checks) entryMore(e EntryMore) *refusal {
	switch {
	case !c.byPeople(e.People):
		return refuse("people", textNotAscending)
	case !ascends(e.Settled, func(s SettledMore) int64 { return s.Occurrence }):
		return refuse("settled", textNotAscending)
	}
	for _, s := range e.Settled {
		if !c.window(s.Occurrence).Settled && c.failed == nil {
			return refuse("settled", textNotSettled, s.Occurrence)
		}
	}
	if no := parted("", e.Metrics, e.Shapes); no != nil {
		return no
	}
	for _, edit := range e.Edits {
		if no := parted("edits.", edit.Metrics, edit.Shapes); no != nil {
			return no
		}
	}
	if len(e.Edits) == 0 {
		return nil
	}
	return c.asMany("entry", e.ID, "edits", len(e.Edits))
}

// parted checks how answers are divided, and their types.
func parted(path string, metrics []string, shapes map[string]string) *refusal {
	if !ascends(metrics, itself[string]) {
		return refuse(path+"metrics", textNotAscending)
	}
	for _, shape := range shapes {
		if !slices.Contains(fieldTypeNames, practice.FieldType(shape)) {
			return refuse(path+"shapes", textNotOneOf, shape, oneOf(fieldTypeNames))
		}
	}
	return nil
}
