package practice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"coach/cadence"
)

// TeamSettings are a manager's decisions about their team, the people who
// report to them directly.
type TeamSettings struct {
	Manager PersonID
	Channel string // Slack's ID of the team's channel; "" for the organisation's
	Friday  bool   // thanks to the team come together on Friday, and not one by one
	Slot    Slot
}

// ChannelOr returns the channel in which the team reads what is for all of it:
// its own, else the organisation's.
func (t TeamSettings) ChannelOr(organisation string) string { return cmp.Or(t.Channel, organisation) }

// A Slot is when and where a team meets.
type Slot struct {
	Set   bool
	Day   time.Weekday
	At    cadence.Clock
	Where string // a room or a link; may be empty
}

// SlotPlaceMost is the longest place of a slot, in characters.
const SlotPlaceMost = 100

// Problem returns what is wrong with a slot, if anything.
func (s Slot) Problem() error {
	if n := utf8.RuneCountInString(s.Where); n > SlotPlaceMost {
		return Problems{{FieldWhere, fmt.Sprintf(textTooLong, SlotPlaceMost, n)}}
	}
	return nil
}

// The paths of the inputs of a slot, and of the form of an agenda.
const (
	FieldSlotDay = "slot_day"
	FieldSlotAt  = "slot_at"
	FieldWhere   = "where_met"
	FieldAgenda  = "agenda" // of a team meeting's form, too
)

// TeamMeetingKey is the practice for whose meetings coach drafts an agenda.
const TeamMeetingKey = "team_meeting"

// AgendaSent is the key of the team meeting's question whether its agenda was
// shared beforehand. An agenda that was posted answers it.
const AgendaSent = "agenda_sent"

// A Meeting is one that a manager's team is going to have.
type Meeting struct {
	On   cadence.Date // no date for none
	Slot Slot
}

// InSlot reports whether the meeting is on the day on which the team usually
// meets, so that the slot's time and place are known to be the meeting's.
func (m Meeting) InSlot() bool { return m.Slot.Set && m.On.Weekday() == m.Slot.Day }

// meetingsAhead is how many days ahead the next team meeting is looked for:
// more than a month, for those who meet monthly.
const meetingsAhead = 45

// Meetings returns the team meetings that are expected of a manager from a day
// on, by day: each on the day for which it is planned, else in the team's slot,
// else on the day it is due. Waiting are the manager's open occurrences; those
// of periods to come are not stored yet. A meeting that is settled is left out,
// and so is one on a day on which the manager does not work.
func Meetings(pb *Playbook, r *Roster, manager PersonID, slot Slot, waiting []Occurrence, today cadence.Date) []Meeting {
	meetings := *pb
	meetings.Practices = slices.DeleteFunc(slices.Clone(pb.Practices), func(p Practice) bool { return p.Key != TeamMeetingKey })
	var found []Meeting
	for _, o := range Plan(&meetings, r, manager, today, today+meetingsAhead) {
		if o.Expectation != Expected {
			continue
		}
		if o.Period.Start <= today {
			i := slices.IndexFunc(waiting, func(w Occurrence) bool {
				return w.Practice == o.Practice && w.Period == o.Period && w.Due == o.Due && w.Seq == o.Seq
			})
			if i < 0 {
				continue // it is settled
			}
			o = waiting[i]
		}
		day := slot.dayOf(o, r.Calendar(manager))
		if day < today || !r.Calendar(manager).Works(day) || r.IsAway(manager, day) {
			continue
		}
		found = append(found, Meeting{On: day, Slot: slot})
	}
	slices.SortFunc(found, func(a, b Meeting) int { return cmp.Compare(a.On, b.On) })
	return slices.Compact(found)
}

// dayOf returns the day on which an expected team meeting takes place.
func (s Slot) dayOf(o Occurrence, c *cadence.Calendar) cadence.Date {
	if o.PlannedFor != 0 || !s.Set {
		return cmp.Or(o.PlannedFor, o.DueOn)
	}
	week := WeekOf(c, o.Nominal)
	day := week.Start + cadence.Date((int(s.Day)-int(week.Start.Weekday())+7)%7)
	if !o.Period.Contains(day) || !c.Works(day) {
		return o.DueOn
	}
	return day
}

// asksForAgenda reports whether a day is the manager's working day before the
// meeting, on which coach offers the agenda that it has drafted.
func (m Meeting) asksForAgenda(c *cadence.Calendar, on cadence.Date) bool {
	return m.On != 0 && c.Works(on) && c.Add(m.On, -1) == on
}

// OfferedOn returns the day on which coach offers the agenda of a meeting: the
// manager's working day before it.
func (m Meeting) OfferedOn(c *cadence.Calendar) cadence.Date { return c.Add(m.On, -1) }

// A TeamAgendaID is our own number for the agenda of a team meeting.
type TeamAgendaID int64

// A TeamAgenda is the agenda that a manager has posted before a meeting of
// their team (DOMAIN 5.7), in the manager's own words by then.
type TeamAgenda struct {
	ID       TeamAgendaID
	Request  string // the submission that posted it; a redelivered form posts it once
	Manager  PersonID
	On       cadence.Date // the day of the meeting
	Channel  string       // Slack's ID of where it was posted
	Words    string
	News     []EntryID // whose customer news it was drafted from: news is offered once
	PostedAt time.Time
	TakenAt  time.Time // taken back by the manager, or refused by Slack; zero while it stands
}

// MayPostAgenda reports whether somebody may post the agenda of a team meeting
// on a day: people report to them.
func MayPostAgenda(r *Roster, who PersonID, on cadence.Date) bool {
	return MayUse(r, who, on) && r.Participates(who, on) && len(r.Reports(who, on)) > 0
}

// AgendaProblem returns what is wrong with the words of an agenda, if anything.
func AgendaProblem(words string) error {
	switch n := utf8.RuneCountInString(words); {
	case strings.TrimSpace(words) == "":
		return Problems{{FieldAgenda, textFewWords}}
	case n > LongTextMax:
		return Problems{{FieldAgenda, fmt.Sprintf(textTooLong, LongTextMax, n)}}
	}
	return nil
}

// agendaReach is how many days a meeting may be away from the day for which its
// agenda was posted: it was moved within its week.
const agendaReach = 6

// AgendaOf returns the agenda that was posted for the team meeting of a day:
// the nearest of some that stand; none without an ID. One that was posted only
// after that day was not shared beforehand.
func AgendaOf(posted []TeamAgenda, manager Person, happenedOn cadence.Date, fallback *time.Location) TeamAgenda {
	var nearest TeamAgenda
	away := func(a TeamAgenda) cadence.Date { return max(a.On-happenedOn, happenedOn-a.On) }
	for _, a := range posted {
		switch {
		case !a.TakenAt.IsZero(), away(a) > agendaReach, manager.Today(a.PostedAt, fallback) > happenedOn:
		case nearest.ID == 0, away(a) < away(nearest):
			nearest = a
		}
	}
	return nearest
}

// InShort returns the agenda as an answer of one line that the team meeting's
// form has room for: its headings where it has too many words for that.
func (a TeamAgenda) InShort() string {
	var all, headings []string
	for line := range strings.Lines(a.Words) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			continue
		}
		item, isItem := strings.CutPrefix(line, agendaItem)
		if all = append(all, item); !isItem {
			headings = append(headings, line)
		}
	}
	short := strings.Join(all, " · ")
	if utf8.RuneCountInString(short) > TextMax && len(headings) > 0 {
		short = strings.Join(headings, " · ")
	}
	return cutTo(short, TextMax)
}

// cutTo returns a text of one line that is no longer than a number of
// characters.
func cutTo(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return strings.TrimSpace(string(runes[:most-1])) + "…"
}
