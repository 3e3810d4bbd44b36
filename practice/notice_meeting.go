package practice

import (
	"fmt"

	"coach/cadence"
)

// An AgendaPost is the agenda of a team meeting in the team's channel.
type AgendaPost struct{ Agenda TeamAgendaID }

// An AgendaUnposted is the message to a manager that the channel did not accept
// their agenda.
type AgendaUnposted struct {
	Agenda   TeamAgendaID
	Archived bool // the channel is archived
	Shared   bool // it is shared with another company by now; if neither, coach may not post there
}

// A GoodNews is Friday's message to the channel of a team, or of several teams
// that share one: under the first of their managers.
type GoodNews struct {
	Manager PersonID
	On      cadence.Date
}

// Key is one an agenda.
func (a AgendaPost) Key() string { return fmt.Sprintf("agenda/%d", a.Agenda) }

// Key is one an agenda.
func (a AgendaUnposted) Key() string { return fmt.Sprintf("agenda_unposted/%d", a.Agenda) }

// Key is one a manager and Friday.
func (g GoodNews) Key() string { return fmt.Sprintf("friday/%d/%s", g.Manager, g.On) }

// Kind is KindAnswer.
func (AgendaPost) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (AgendaUnposted) Kind() NoticeKind { return KindAnswer }

// Kind is KindSubscription.
func (GoodNews) Kind() NoticeKind { return KindSubscription }

func (AgendaPost) sealed()     {}
func (AgendaUnposted) sealed() {}
func (GoodNews) sealed()       {}
