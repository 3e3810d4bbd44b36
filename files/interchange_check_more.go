package files

import (
	"cmp"
	"slices"
	"time"

	"coach/cadence"
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
	case AskMore:
		return c.asks.rest(&l)
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
		if place, _ := c.ids["occurrence"].place(s.Occurrence); !c.occurrences.all.at(place).settled {
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

// A personWeek is a person and the Monday of a week.
type personWeek struct {
	person int64
	monday cadence.Date
}

// asked counts the asks of a person and week. Where the instant of an ask leaves
// open in which week of the person's it was, the ask waits for the day that is
// stored with it below.
type asked struct {
	weeks map[personWeek]int
	open  []openAsk // in the order of their ids
}

// An openAsk is an ask whose week is open.
type openAsk struct {
	id, person int64
	who        Ref
	on         cadence.Date // the day where none is stored below; no date where that needs a zone
	line       int
}

// asksAWeek is how many asks somebody gets from Monday to Sunday.
const asksAWeek = 2

// The clocks of the world are between twelve hours behind UTC and fourteen
// before it.
const (
	mostBehind = 12 * time.Hour
	mostBefore = 14 * time.Hour
)

func (c *checks) ask(a AskLine, at int) *refusal {
	if a.Answer != nil && a.Answer.Useful > 5 {
		return refuse("answer.useful", textUseful, a.Answer.Useful)
	}
	open := openAsk{id: a.ID, person: c.people[a.Person], who: a.Person, line: at}
	if day := utcDay(a.AskedAt); day != 0 && monday(day) == monday(c.dayOf(a.AskedAt, open.person)) {
		open.on = day
	}
	if first := monday(utcDay(a.AskedAt.Add(-mostBehind))); open.on != 0 && first == monday(utcDay(a.AskedAt.Add(mostBefore))) {
		return c.asks.add(open)
	}
	c.asks.open = append(c.asks.open, open)
	return nil
}

// dayOf returns the day of an instant where a person is now.
func (c *checks) dayOf(at time.Time, person int64) cadence.Date {
	if zone := c.zones.find(cmp.Or(c.zoneOf[person], c.zone)); zone != nil {
		return cadence.DateOf(at.In(zone))
	}
	return utcDay(at)
}

// monday returns the Monday of a day's week.
func monday(d cadence.Date) cadence.Date { return d - cadence.Date(fromMonday(d.Weekday())) }

// add counts an ask on its day, and refuses the third of a week.
func (a *asked) add(o openAsk) *refusal {
	if o.on == 0 {
		return nil
	}
	week := personWeek{o.person, monday(o.on)}
	if a.weeks[week]++; a.weeks[week] > asksAWeek {
		no := refuse("asked_at", textThirdAsk, o.who, week.monday)
		no.line = o.line
		return no
	}
	return nil
}

// rest counts the asks that wait, up to one of which the day is stored; all of
// them once there are no more days to come.
func (a *asked) rest(more *AskMore) *refusal {
	for len(a.open) > 0 {
		o := a.open[0]
		if more != nil && o.id > more.ID {
			return nil
		}
		if a.open = a.open[1:]; more != nil && o.id == more.ID {
			o.on = more.AskedOn
		}
		if no := a.add(o); no != nil {
			return no
		}
	}
	return nil
}
