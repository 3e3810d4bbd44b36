package practice

import "fmt"

// A StandInNamed is the message to somebody whom a manager named to stand in for
// them.
type StandInNamed struct{ StandIn StandInID }

// A StandInEnded is the message to one of the two that the other took it back.
type StandInEnded struct {
	StandIn StandInID
	To      PersonID
}

// Key is one a stand-in.
func (s StandInNamed) Key() string { return fmt.Sprintf("stand_in_named/%d", s.StandIn) }

// Key is one a stand-in and recipient.
func (s StandInEnded) Key() string { return fmt.Sprintf("stand_in_ended/%d/%d", s.StandIn, s.To) }

// Kind is KindAnswer.
func (StandInNamed) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (StandInEnded) Kind() NoticeKind { return KindAnswer }

func (StandInNamed) sealed() {}
func (StandInEnded) sealed() {}
