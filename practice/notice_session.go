package practice

import (
	"fmt"

	"coach/cadence"
)

// A SessionGiven is the message to somebody whom a manager has put down for a
// session, on a day and at a time. One that is moved is given again.
type SessionGiven struct {
	Session SessionID
	To      PersonID
	On      cadence.Date
	Until   cadence.Date // the last day of a contest
	At      string
}

// A SessionDeclined is the message to a manager that whom they have put down
// for a session says that it is not theirs.
type SessionDeclined struct {
	Session SessionID
	By      PersonID
}

// A SessionOff is the message to somebody that they are not needed for a
// session any more: it is off the plan, or somebody else delivers it.
type SessionOff struct {
	Session SessionID
	To      PersonID
	On      cadence.Date // the day it was for
}

// Given returns the message to who is put down for a session.
func (s Session) Given() SessionGiven {
	return SessionGiven{Session: s.ID, To: s.Deliverer, On: s.On, Until: s.Until, At: s.At}
}

// Key is one a session, person, and day and time.
func (s SessionGiven) Key() string {
	return fmt.Sprintf("session_given/%d/%d/%s/%s/%s", s.Session, s.To, s.On, s.Until, s.At)
}

// Key is one a session and person.
func (s SessionDeclined) Key() string { return fmt.Sprintf("session_declined/%d/%d", s.Session, s.By) }

// Key is one a session, person and day.
func (s SessionOff) Key() string {
	return fmt.Sprintf("session_off/%d/%d/%s", s.Session, s.To, s.On)
}

// Kind is KindAnswer.
func (SessionGiven) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (SessionDeclined) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (SessionOff) Kind() NoticeKind { return KindAnswer }

func (SessionGiven) sealed()    {}
func (SessionDeclined) sealed() {}
func (SessionOff) sealed()      {}
