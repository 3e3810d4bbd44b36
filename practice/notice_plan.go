package practice

import "fmt"

// A PlanAsk is the message to the person coached in a session who writes the
// plan.
type PlanAsk struct {
	Entry EntryID
	To    PersonID
}

// A PlanWritten is the message to who coached with the plan that the person
// coached wrote.
type PlanWritten struct {
	Entry EntryID
	To    PersonID
}

// Key is one an entry and person: an edit can change who was coached.
func (p PlanAsk) Key() string { return fmt.Sprintf("plan_ask/%d/%d", p.Entry, p.To) }

// Key is one an entry.
func (p PlanWritten) Key() string { return fmt.Sprintf("plan_written/%d/%d", p.Entry, p.To) }

// Kind is KindAnswer.
func (PlanAsk) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (PlanWritten) Kind() NoticeKind { return KindAnswer }

func (PlanAsk) sealed()     {}
func (PlanWritten) sealed() {}
