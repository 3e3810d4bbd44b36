package practice

import "fmt"

// A PlanAsk is the message to the person coached in a session who writes the
// plan.
type PlanAsk struct{ Entry EntryID }

// A PlanWritten is the message to who coached with the plan that the person
// coached wrote.
type PlanWritten struct{ Entry EntryID }

// Key is one an entry.
func (p PlanAsk) Key() string { return fmt.Sprintf("plan_ask/%d", p.Entry) }

// Key is one an entry.
func (p PlanWritten) Key() string { return fmt.Sprintf("plan_written/%d", p.Entry) }

// Kind is KindAnswer.
func (PlanAsk) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (PlanWritten) Kind() NoticeKind { return KindAnswer }

func (PlanAsk) sealed()     {}
func (PlanWritten) sealed() {}
