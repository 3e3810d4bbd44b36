package measure

import (
	"errors"
	"time"

	"coach/cadence"
	"coach/practice"
)

// ErrNotYours means that a report is not the viewer's to read.
var ErrNotYours = errors.New("this report is not yours to read")

// An Asking is a report as somebody asks for it.
type Asking struct {
	Viewer  practice.PersonID
	IsOwner bool // the viewer owns the playbook
	Scope   Scope
	Root    practice.PersonID // for the scope manager: about whom
	Kind    WindowKind
	Running bool // the window that is not over yet
	AsOf    time.Time
	Today   cadence.Date // the day it is asked for, where the viewer is
}

// Question returns the question that somebody asks, or [ErrNotYours]. A report
// about oneself is that of the scope me. The window is the full one before the
// day, or the one that contains it: weeks begin as in the root's calendar, the
// rest are periods of the organisation's fiscal year (MEASURES 1.4 and 1.5).
func (k Asking) Question(pb *practice.Playbook, r *practice.Roster, zone *time.Location) (Question, error) {
	if k.Scope == Manager && k.Root == k.Viewer {
		k.Scope = Me
	}
	switch k.Scope {
	case Me, Team:
		k.Root = k.Viewer
	case Company:
		k.Root = 0
	}
	if !k.may(r) {
		return Question{}, ErrNotYours
	}
	return k.About(pb, r, zone), nil
}

// About returns the question about a root, whoever may ask it: that of a digest,
// which has its own readers.
func (k Asking) About(pb *practice.Playbook, r *practice.Roster, zone *time.Location) Question {
	if k.Scope == Team {
		k.Root = k.Viewer
	}
	weekStart := pb.Calendar("").WeekStart
	if k.Root != 0 {
		weekStart = r.Calendar(k.Root).WeekStart
	}
	rhythm := cadence.Rhythm{Cadence: rhythms[k.Kind]}
	period := rhythm.Period(k.Today, pb.Fiscal, weekStart)
	if !k.Running {
		period = rhythm.Period(period.Start-1, pb.Fiscal, weekStart)
	}
	return Question{Viewer: k.Viewer, Scope: k.Scope, Root: k.Root, Window: Window{k.Kind, period, k.Running},
		AsOf: k.AsOf, Today: k.Today, Zone: zone}
}

// rhythms are the cadences whose periods are windows.
var rhythms = map[WindowKind]cadence.Cadence{
	ByWeek: cadence.Weekly, ByMonth: cadence.Monthly, ByQuarter: cadence.Quarterly, ByYear: cadence.Yearly,
}

// may reports whether the viewer may ask: about oneself anybody who takes part
// that day, about a person their line manager, about a team whoever has one, and
// about the company an executive, an admin of the workspace or an owner of the
// playbook.
func (k Asking) may(r *practice.Roster) bool {
	switch k.Scope {
	case Me:
		return r.Participates(k.Viewer, k.Today)
	case Manager:
		return r.ManagerOf(k.Root, k.Today) == k.Viewer
	case Team:
		return len(r.Reports(k.Viewer, k.Today)) > 0
	case Company:
		return k.IsOwner || r.Person(k.Viewer).Admin || r.Participates(k.Viewer, k.Today) && r.Level(k.Viewer, k.Today) == practice.Exec
	}
	return false
}

// WeekBefore returns the week that a digest of a day is about: the last full one
// in its root's calendar, the same dates for everybody in the tree.
func WeekBefore(pb *practice.Playbook, r *practice.Roster, root practice.PersonID, on cadence.Date) cadence.Period {
	return cadence.Rhythm{Cadence: cadence.Weekly}.Period(on-7, pb.Fiscal, r.Calendar(root).WeekStart)
}
