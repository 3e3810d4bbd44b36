package service

import (
	"context"
	"slices"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store"
)

// A Morning is the present content of a morning message that was composed
// before: what it named, with its state now.
type Morning struct {
	Touches  []practice.Reminder
	News     []practice.Occurrence
	More     int // further reminders of the day; none once the day is over
	Requests []practice.TimeRequest
	Plans    []practice.PlanRequest
	Steps    []practice.Action
	Topics   practice.Occurrence // the 1:1 for which topics are asked for; none without an ID
	Pattern  practice.PatternAnswer
	Week     []practice.Occurrence             // of the plan of the week
	Last     map[practice.Contact]cadence.Date // when the person last logged each practice with each report
	Talks    []practice.Talk                   // the one reason to talk to each report
	LastWeek measure.Tally                     // the person's own

	ToTake   []practice.Obstacle
	Owned    []practice.Obstacle
	Slot     practice.Slot
	Meeting  practice.Meeting    // the team meeting whose agenda was offered; no day for none
	Posted   practice.TeamAgenda // its agenda, once it is posted; none without an ID
	Sessions []practice.Session
	Visits   []practice.Visit
	Question *practice.Asking // of coach's own; nil for none
	Confirm  *Confirm         // whether an entry matches; nil for none
	Previews []Preview        // what digests to come say of the person
}

// ReadMorning reads the content of a morning message as of a day, which is a
// later one when the message is redrawn.
func ReadMorning(ctx context.Context, db *store.Store, b practice.Bundle, today cadence.Date) (m Morning, err error) {
	roster, err := db.Roster(ctx)
	if err != nil {
		return m, err
	}
	pb, _, err := db.Playbook(ctx)
	if err != nil {
		return m, err
	}
	docket, err := readDocket(ctx, db, pb, roster, b.Person, b.On)
	if err != nil {
		return m, err
	}
	for _, ids := range b.Reminders {
		occurrences, err := db.Occurrences(ctx, ids)
		if err != nil {
			return m, err
		}
		m.Touches = append(m.Touches, docket.Shown(occurrences, b.On)...)
	}
	if m.News, err = db.Occurrences(ctx, b.News); err != nil {
		return m, err
	}
	if err := m.readWaiting(ctx, db, b, today); err != nil {
		return m, err
	}
	if err := m.readOwn(ctx, db, roster, b, today); err != nil {
		return m, err
	}
	if err := m.readAgenda(ctx, db, b); err != nil {
		return m, err
	}
	if b.Monday {
		return m, m.readWeek(ctx, db, pb, roster, b, today)
	}
	if today == b.On { // there is no more to see of another day's things
		m.More = docket.Besides(m.Touches, today)
	}
	return m, nil
}

// readWaiting reads what people wait for: time asked for, visits, plans, a
// preview, and obstacles to take.
func (m *Morning) readWaiting(ctx context.Context, db *store.Store, b practice.Bundle, today cadence.Date) (err error) {
	for _, id := range b.Requests {
		t, err := db.TimeRequest(ctx, id)
		if err != nil {
			return err
		}
		if t.Waits() {
			m.Requests = append(m.Requests, t)
		}
	}
	for _, id := range b.Visits {
		v, err := db.Visit(ctx, id)
		if err != nil {
			return err
		}
		m.Visits = append(m.Visits, v)
	}
	if len(b.Plans) > 0 {
		plans, err := plansOf(ctx, db, b.Person)
		if err != nil {
			return err
		}
		m.Plans = slices.DeleteFunc(plans, func(p practice.PlanRequest) bool { return !slices.Contains(b.Plans, p.Entry) })
	}
	if m.Previews, err = previewsOn(ctx, db, b.Person, b.On, max(b.On, today)); err != nil {
		return err
	}
	m.ToTake, err = obstaclesOf(ctx, db, b.ToTake)
	return err
}

// readOwn reads what is the person's own: steps, obstacles, the 1:1 they may add
// topics to, what they are asked and the question of coach's own.
func (m *Morning) readOwn(ctx context.Context, db *store.Store, roster *practice.Roster, b practice.Bundle, today cadence.Date) (err error) {
	for _, id := range b.Steps {
		a, err := db.Action(ctx, id)
		if err != nil {
			return err
		}
		if a.DroppedAt.IsZero() && a.Owner == b.Person {
			m.Steps = append(m.Steps, a)
		}
	}
	if m.Owned, err = obstaclesOf(ctx, db, b.Owned); err != nil {
		return err
	}
	if b.Topics != 0 {
		if found, err := db.Occurrences(ctx, []practice.OccurrenceID{b.Topics}); err != nil {
			return err
		} else if len(found) > 0 {
			m.Topics = found[0]
		}
	}
	if b.Ask != 0 {
		c, err := ReadConfirm(ctx, db, b.Ask)
		if err != nil {
			return err
		}
		m.Confirm = &c
	}
	for _, id := range b.Sessions {
		s, err := db.Session(ctx, id)
		if err != nil {
			return err
		}
		m.Sessions = append(m.Sessions, s)
	}
	if b.Question != nil {
		a, err := readAsking(ctx, db, roster, b, today)
		if err != nil {
			return err
		}
		m.Question = &a
	}
	if b.Pattern == nil {
		return nil
	}
	asked, err := db.PatternsAsked(ctx, b.Person, b.Quarter)
	m.Pattern = asked[b.Pattern.Practice]
	return err
}

// obstaclesOf reads obstacles as they stand now. One that was taken back has
// nothing left to say.
func obstaclesOf(ctx context.Context, db *store.Store, ids []practice.ObstacleID) (all []practice.Obstacle, err error) {
	for _, id := range ids {
		o, err := db.Obstacle(ctx, id)
		if err != nil {
			return nil, err
		}
		if o.State() != practice.ObstacleIsWithdrawn {
			all = append(all, o)
		}
	}
	return all, nil
}

// readAgenda reads when the person's team meets, and whether the agenda that the
// message offers is posted.
func (m *Morning) readAgenda(ctx context.Context, db *store.Store, b practice.Bundle) error {
	team, err := db.TeamSettings(ctx, b.Person)
	if err != nil {
		return err
	}
	m.Slot = team.Slot
	if b.Agenda == 0 {
		return nil
	}
	m.Meeting = practice.Meeting{On: b.Agenda, Slot: team.Slot}
	posted, err := db.TeamAgendas(ctx, b.Person, b.Agenda)
	for _, a := range posted {
		if a.On == b.Agenda {
			m.Posted = a
		}
	}
	return err
}

// readWeek reads the plan of a week: what falls due in it, a reason to talk to
// each report, and how the person's last week went.
func (m *Morning) readWeek(ctx context.Context, db *store.Store, pb *practice.Playbook, roster *practice.Roster, b practice.Bundle, today cadence.Date) (err error) {
	if m.Week, err = db.Occurrences(ctx, b.Week); err != nil {
		return err
	}
	week := practice.WeekOf(roster.Calendar(b.Person), b.On)
	if m.Last, err = db.Last(ctx, b.Person); err != nil {
		return err
	}
	before := cadence.Period{Start: week.Start - 7, End: week.Start - 1}
	past, err := db.Past(ctx, b.Person, week.Start, before.Start-practice.PatternDays)
	if err != nil {
		return err
	}
	for _, o := range past {
		if measure.InWindow(o, before) {
			m.LastWeek.Add(o, today)
		}
	}
	if today > week.End {
		return nil // whom to talk to is of that week
	}
	m.Talks, err = Talks(ctx, db, pb, roster, b.Person, today)
	return err
}

// Talks returns the one reason to talk to each of a manager's reports, by name.
func Talks(ctx context.Context, db *store.Store, pb *practice.Playbook, roster *practice.Roster, manager practice.PersonID, today cadence.Date) ([]practice.Talk, error) {
	reports := roster.Reports(manager, today)
	if len(reports) == 0 {
		return nil, nil
	}
	f := practice.TalkFacts{Manager: manager}
	var err error
	if f.Requests, err = db.RequestsTo(ctx, manager); err != nil {
		return nil, err
	}
	if f.Last, err = db.LastAboutEach(ctx, reports); err != nil {
		return nil, err
	}
	own, err := db.Last(ctx, manager)
	if err != nil {
		return nil, err
	}
	var talks []practice.Talk
	for _, id := range reports {
		f.With, f.Met = id, 0
		for c, on := range own {
			if c.Subject == id {
				f.Met = max(f.Met, on)
			}
		}
		if f.Steps, err = db.StepsOf(ctx, practice.Pair{Manager: manager, Report: id}); err != nil {
			return nil, err
		}
		talks = append(talks, practice.TalkTo(pb, roster, f, today))
	}
	return talks, nil
}
