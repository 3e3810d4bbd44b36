package practice

import "fmt"

// A VisitAsk is the question to a manager whether their leader may sit in on a
// session of theirs.
type VisitAsk struct{ Visit VisitID }

// A VisitAnswered is the message to a leader with what the manager said to a
// visit.
type VisitAnswered struct {
	Visit  VisitID
	Agreed bool // they agreed; otherwise they asked for another day
}

// A VisitOff is the message to a manager that a visit they agreed to was called
// off.
type VisitOff struct{ Visit VisitID }

// Key is one a visit.
func (v VisitAsk) Key() string { return fmt.Sprintf("visit_ask/%d", v.Visit) }

// Key is one a visit and answer: who agreed may ask for another day later.
func (v VisitAnswered) Key() string { return fmt.Sprintf("visit_answered/%d/%t", v.Visit, v.Agreed) }

// Key is one a visit.
func (v VisitOff) Key() string { return fmt.Sprintf("visit_off/%d", v.Visit) }

// Kind is KindAnswer.
func (VisitAsk) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (VisitAnswered) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (VisitOff) Kind() NoticeKind { return KindAnswer }

func (VisitAsk) sealed()      {}
func (VisitAnswered) sealed() {}
func (VisitOff) sealed()      {}
