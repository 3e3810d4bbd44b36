package practice

import (
	"cmp"
	"slices"
	"time"

	"coach/cadence"
)

// A SessionID is our own number for a session. Zero is none.
type SessionID int64

// A Session is one row of a training plan or of a contest plan: somebody
// delivers or runs it, on a day (DOMAIN 5.7).
type Session struct {
	ID        SessionID
	Entry     EntryID // the plan it stands in
	Kind      SessionKind
	Manager   PersonID     // who wrote the plan
	PlannedOn cadence.Date // the day on which they wrote it
	Deliverer PersonID     // who delivers it, or runs the contest; nobody where nobody is named
	Topic     string
	On        cadence.Date // its day; a contest's first
	Until     cadence.Date // a contest's last day; no date for training
	At        string       // the time of day, as 15:04; empty where none is given
	Accepted  time.Time
	Declined  time.Time
	DoneAt    time.Time // ticked as delivered, or won; zero until then
	WonIn     EntryID   // the recognition of a contest's winners; 0 for none
	DroppedAt time.Time // taken out of its plan, or back with it
}

// A SessionKind is what kind of plan a session stands in.
type SessionKind string

// The kinds of session.
const (
	Training SessionKind = "training"
	Contest  SessionKind = "contest"
)

// FieldContests is the field of rows that have a first and a last day.
const FieldContests = "contests"

// Contests reports whether the rows of a field are contests, which have a first
// and a last day.
func (f Field) Contests() bool { return f.Type == Sessions && f.Key == FieldContests }

// Open reports whether a session is still to come, or to be ticked.
func (s Session) Open() bool { return s.DoneAt.IsZero() && s.DroppedAt.IsZero() }

// Waits reports whether whoever is put down for a session has not said whether
// they take it.
func (s Session) Waits() bool {
	return s.Open() && s.Deliverer != 0 && s.Deliverer != s.Manager && s.Accepted.IsZero() && s.Declined.IsZero()
}

// Runs returns who delivers a session or runs a contest: whoever was put down
// for it, else the manager who planned it.
func (s Session) Runs() PersonID {
	if s.Deliverer == 0 || !s.Declined.IsZero() {
		return s.Manager
	}
	return s.Deliverer
}

// Last returns the last day of a session.
func (s Session) Last() cadence.Date { return max(s.On, s.Until) }

// MayReadSession reports whether somebody may read that a session is planned:
// the manager, who delivers it, and who read the plan's answers to the team.
func MayReadSession(r *Roster, who PersonID, s Session) bool {
	return who != 0 && (who == s.Manager || who == s.Deliverer || r.ManagerOf(who, s.PlannedOn) == s.Manager)
}

// MayAnswerSession reports whether somebody may say that they take a session, or
// that it is not theirs: the manager put them down for it.
func MayAnswerSession(who PersonID, s Session) bool {
	return who != 0 && s.Open() && who == s.Deliverer && who != s.Manager
}

// MayTickSession reports whether somebody may tick a session as delivered, or
// say who won a contest: they run it, or planned it, and its last day has come.
func MayTickSession(who PersonID, s Session, today cadence.Date) bool {
	return who != 0 && s.Open() && (who == s.Runs() || who == s.Manager) && s.Last() <= today
}

// Schedules returns the sessions that an entry plans.
func Schedules(e Entry, p *Practice) []Session {
	var all []Session
	for _, f := range p.Form {
		if f.Type != Sessions {
			continue
		}
		for _, row := range e.Values[f.Key].Rows {
			s := Session{Entry: e.ID, Kind: Training, Manager: e.Author, PlannedOn: e.LoggedOn, Deliverer: row.Owner, Topic: row.What, On: row.Due, At: row.At}
			if f.Contests() {
				s.Kind, s.Until, s.At = Contest, row.Until, ""
			}
			if s.On != 0 { // plans of an older coach may have no day
				all = append(all, s)
			}
		}
	}
	return all
}

// Reschedule compares the sessions of a plan with those that it schedules once
// it is edited: those to add, those to change, as they are to be, and those to
// drop. The same topic is the same session; the others take the new rows in
// their order. What was delivered or won stays. Who is put down anew, or for
// another day, is asked again whether they take it.
func Reschedule(stood, wanted []Session) (added, changed, dropped []Session) {
	left := slices.Clone(stood)
	take := func(fits func(Session) bool) (Session, bool) {
		i := slices.IndexFunc(left, fits)
		if i < 0 {
			return Session{}, false
		}
		s := left[i]
		left = slices.Delete(left, i, i+1)
		return s, true
	}
	match := func(s, w Session) {
		if next := s.restated(w); next != s && s.Open() {
			changed = append(changed, next)
		}
	}
	var others []Session
	for _, w := range wanted {
		if s, same := take(func(s Session) bool { return s.Kind == w.Kind && s.Topic == w.Topic }); same {
			match(s, w)
		} else {
			others = append(others, w)
		}
	}
	for _, w := range others {
		if s, ok := take(func(s Session) bool { return s.Kind == w.Kind && s.Open() }); ok {
			match(s, w)
		} else {
			added = append(added, w)
		}
	}
	return added, changed, slices.DeleteFunc(left, func(s Session) bool { return !s.Open() })
}

// restated returns the session as a row of the edited plan has it.
func (s Session) restated(w Session) Session {
	if s.Deliverer != w.Deliverer || s.On != w.On || s.Until != w.Until || s.At != w.At {
		s.Accepted, s.Declined = time.Time{}, time.Time{}
	}
	s.Deliverer, s.Topic, s.On, s.Until, s.At = w.Deliverer, w.Topic, w.On, w.Until, w.At
	return s
}

// SessionsNear returns the sessions that stand in a person's message of a day:
// those that they run, which take place, begin or end on the day or up to the
// next working day, the earliest first. The last day itself of a contest is for
// the question who won.
func SessionsNear(sessions []Session, who PersonID, c *cadence.Calendar, today cadence.Date) []Session {
	next := c.Add(today, 1)
	near := func(d cadence.Date) bool { return today <= d && d <= next }
	found := slices.DeleteFunc(slices.Clone(sessions), func(s Session) bool {
		return !s.Open() || s.Runs() != who || !near(s.On) && (!near(s.Until) || s.Until == today)
	})
	slices.SortStableFunc(found, func(a, b Session) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.At, b.At)) })
	return found
}

// contestDays is how long after its last day it is still asked who won a
// contest.
const contestDays = 60

// WonBy returns the questions who won each contest that has ended and that a
// person runs.
func WonBy(sessions []Session, who PersonID, today cadence.Date) []Question {
	var ask []Question
	for _, s := range sessions {
		if s.Kind == Contest && s.Runs() == who && MayTickSession(who, s, today) && today <= s.Until+contestDays {
			ask = append(ask, Question{Kind: WhoWon, ID: int64(s.ID), Since: s.Until})
		}
	}
	return ask
}
