package practice

import (
	"slices"
	"time"

	"coach/cadence"
)

// A Day is everything that a person's message of a day may have, before it is
// decided whether one comes.
type Day struct {
	Docket
	Leads     bool
	Steps     []Action              // the person's own that are open
	Requests  []TimeRequest         // for the person's time, that wait
	Plans     []PlanRequest         // that the person is to write or to agree
	About     []Occurrence          // about the person and open, whoever performs them
	Asked     map[OccurrenceID]bool // for whose 1:1 a message has asked for topics
	Changed   []Occurrence          // that a message has shown otherwise
	Announced bool                  // a new playbook version is to be announced to them
	Since     time.Time             // the last message

	ToTake    []Obstacle   // that wait for the person to take them, or to name an owner
	Owned     []Obstacle   // the person's own that are open
	Meetings  []Meeting    // their team's next ones whose agenda is not posted
	Sessions  []Session    // that they deliver and that are not done
	Questions []Question   // of coach's own that no message has asked, oldest first
	Confirms  Confirming   // what waits to be asked of the person
	PreviewOn cadence.Date // the day whose message says that a digest is going to name the person; no date for none
	Visits    []Visit      // of a leader to a session that they lead or are in, from today on
}

// topics returns the 1:1 for which a message of a day asks for topics, if any.
func (d Day) topics(on cadence.Date) OccurrenceID {
	planned := func(o Occurrence) cadence.Date { return o.PlannedFor }
	asked := func(id OccurrenceID) bool { return d.Asked[id] }
	for _, a := range TopicsAsks(d.About, d.Playbook, d.Roster, d.Person, on, planned, asked) {
		return a.Occurrence.ID
	}
	return 0
}

// agenda returns the team meeting whose agenda a message of a day offers, if
// any: the working day before it.
func (d Day) agenda(on cadence.Date) Meeting {
	for _, m := range d.Meetings {
		if m.asksForAgenda(d.Roster.Calendar(d.Person), on) {
			return m
		}
	}
	return Meeting{}
}

// waits returns what people wait for and have not been said to wait for yet;
// the week's first message has all of it.
func (d Day) waits(first bool) (requests []TimeRequest, plans []PlanRequest) {
	for _, t := range d.Requests {
		if first || t.AskedAt.After(d.Since) {
			requests = append(requests, t)
		}
	}
	for _, p := range d.Plans {
		at := p.AskedAt
		if p.WaitsForReader() {
			at = p.WrittenAt
		}
		if first || at.After(d.Since) {
			plans = append(plans, p)
		}
	}
	return requests, plans
}

// visits returns the visits of which a message of a day tells the person.
func (d Day) visits(on cadence.Date) (told []VisitID, asGuest bool) {
	for _, v := range d.Visits {
		if v.Tells(d.Roster, d.Person, on) {
			told, asGuest = append(told, v.ID), asGuest || v.Session.Rep == d.Person
		}
	}
	return told, asGuest
}

// Openings returns the reasons for a message on a day, today or later in the
// week.
func (d Day) Openings(on cadence.Date, first bool) Openings {
	var o Openings
	open := d.open(on)
	for _, waits := range open {
		rung := d.rung(waits, on)
		o.Last = o.Last || rung == LastDay
		o.Waited = o.Waited || rung == Planned
		o.Own = o.Own || rung != HeadsUp && !d.Leads
	}
	for _, a := range StepsFor(d.Steps, d.Roster.Calendar(d.Person), on) {
		o.Own, o.Soon = o.Own || a.Due == on, o.Soon || a.Due > on
	}
	for _, obstacle := range DueObstacles(d.Owned, d.Roster, d.Person, on, first) {
		o.Own, o.Soon = o.Own || obstacle.Due() <= on, o.Soon || obstacle.Due() > on
	}
	requests, plans := d.waits(first)
	near := SessionsNear(d.Sessions, d.Person, d.Roster.Calendar(d.Person), on)
	o.Soon = o.Soon || slices.ContainsFunc(near, func(s Session) bool { return s.Last() > on })
	o.Own = o.Own || slices.ContainsFunc(d.Questions, func(q Question) bool { return q.Kind == WhoWon && q.Since == on })
	o.Topics = d.topics(on) != 0
	o.Waited = o.Waited || len(requests)+len(plans)+len(d.obstaclesToTake(on, first)) > 0 || d.agenda(on).On != 0
	if a, asks := d.Confirms.Next(on); asks {
		o.Confirm, o.Lapses = true, d.Roster.Calendar(d.Person).Add(on, 1) > a.WaitsUntil
	}
	_, o.Visited = d.visits(on)
	o.Waited = o.Waited || o.Visited || d.PreviewOn == on
	o.Any = len(open) > 0 || o.Own || o.Soon || o.Topics || o.Waited || o.Confirm || len(d.Changed) > 0 || d.Announced || len(d.Questions)+len(near) > 0 || first && d.Leads
	return o
}

// Compose returns the content of the day's message in the order in which there
// is room for it (DOMAIN 3.8). Monday's has the plan of the week for who leads
// somebody.
func (d Day) Compose(today cadence.Date, first bool) Bundle {
	b := Bundle{Person: d.Person, On: today, Monday: first && d.Leads}
	lines, more := d.Reminders(today)
	if b.Monday {
		lines = slices.DeleteFunc(lines, func(t Reminder) bool { return t.Rung == HeadsUp })
		for _, o := range d.Docket.Week(today) {
			b.Week = append(b.Week, o.ID)
		}
		more = 0
	}
	for _, t := range lines {
		var ids []OccurrenceID
		for _, o := range t.Occurrences {
			ids = append(ids, o.ID)
		}
		b.Reminders = append(b.Reminders, ids)
	}
	b.More, b.News = more, News(d.Changed, lines, today)
	requests, plans := d.waits(first)
	for _, t := range requests {
		b.Requests = append(b.Requests, t.ID)
	}
	for _, p := range plans {
		b.Plans = append(b.Plans, p.Entry)
	}
	for _, a := range StepsFor(d.Steps, d.Roster.Calendar(d.Person), today) {
		b.Steps = append(b.Steps, a.ID)
	}
	for _, s := range SessionsNear(d.Sessions, d.Person, d.Roster.Calendar(d.Person), today) {
		b.Sessions = append(b.Sessions, s.ID)
	}
	for _, o := range d.obstaclesToTake(today, first) {
		b.ToTake = append(b.ToTake, o.ID)
	}
	for _, o := range DueObstacles(d.Owned, d.Roster, d.Person, today, first) {
		b.Owned = append(b.Owned, o.ID)
	}
	b.Topics, b.Agenda = d.topics(today), d.agenda(today).On
	b.Visits, _ = d.visits(today)
	if a, asks := d.Confirms.Next(today); asks {
		b.Ask = a.ID
	}
	if len(d.Questions) > 0 {
		b.Question = &d.Questions[0]
	}
	return b
}

// lookAhead is how many days after the week something about a person may be due
// to stand in its plan: the second week of a block.
const lookAhead = 7

// Week returns the occurrences of the plan of a day's week: what falls due in
// it, what was due before and can still be logged, what is planned for it, and
// what is about a person and due the week after.
func (d Docket) Week(today cadence.Date) []Occurrence {
	week := WeekOf(d.Roster.Calendar(d.Person), today)
	return slices.DeleteFunc(slices.Clone(d.Waiting), func(o Occurrence) bool {
		ahead := o.Subject != 0 && o.DueOn <= week.End+lookAhead
		return !o.Waiting(today) || o.DueOn > week.End && !ahead && !week.Contains(o.PlannedFor)
	})
}
