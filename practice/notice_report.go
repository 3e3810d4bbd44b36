package practice

import (
	"fmt"
	"time"

	"coach/cadence"
)

// A ReportAsked is the report that somebody asked for. It is drawn from what is
// known when it is sent, as of the moment it was asked for.
type ReportAsked struct {
	Request string // the command; a redelivered one is answered once
	Viewer  PersonID
	Scope   string
	Root    PersonID // whose, of one person
	Window  string
	Running bool
	AsOf    time.Time
	Today   cadence.Date
}

// Key is one a command.
func (r ReportAsked) Key() string { return fmt.Sprintf("report/%d/%s", r.Viewer, r.Request) }

// Kind is KindAnswer.
func (ReportAsked) Kind() NoticeKind { return KindAnswer }

func (ReportAsked) sealed() {}
