package practice

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"coach/cadence"
)

// StepDays is how many working days a step has where nobody picks a day.
const StepDays = 5

// UntickFor is how long a tick can be taken back.
const UntickFor = 24 * time.Hour

// PlanAuthor is the key of the field that says who writes a session's plan, and
// TheyWrite its value for the person coached.
const (
	PlanAuthor = "plan_author"
	TheyWrite  = "they"
)

// ownSteps are the fields, by practice, in which a manager writes what they
// themselves will do.
var ownSteps = map[string]string{"one_on_one": "support", "quarterly_review": "change"}

// Opens returns the actions that an entry opens: one for each row of its
// fields of actions, and the manager's own step. The calendar, the author's,
// gives a step without a day its due date.
func Opens(e Entry, p *Practice, calendar *cadence.Calendar) []Action {
	var opened []Action
	for _, f := range p.Form {
		for i, row := range e.Values[f.Key].Rows {
			if f.Type == Actions && strings.TrimSpace(row.What) != "" {
				opened = append(opened, e.opens(f, i, row))
			}
		}
		if f.Key != ownSteps[p.Key] || f.Type != Text && f.Type != LongText {
			continue
		}
		if words := strings.TrimSpace(e.Values[f.Key].Text); words != "" {
			opened = append(opened, e.opens(f, 0, Row{What: words, Due: calendar.Add(e.LoggedOn, StepDays), Owner: e.Author}))
		}
	}
	return opened
}

// opens returns the action of one row. A step that only its author may read is
// the author's own.
func (e Entry) opens(f Field, i int, row Row) Action {
	a := Action{Request: fmt.Sprintf("%s/%d/%s.%d", e.Request, e.Subject, f.Key, i), Entry: e.ID, Author: e.Author, Owner: row.Owner, Subject: e.Subject,
		What: row.What, MadeAt: e.LoggedAt, FirstDue: row.Due, Due: row.Due, AgreedAt: e.LoggedAt}
	if f.Vis == Private || f.Vis == Leader {
		a.Subject, a.Owner = 0, e.Author
	}
	if a.Owner == 0 {
		a.Owner = e.Subject
	}
	if a.Owner == 0 {
		a.Owner = e.Author
	}
	return a
}

// Field returns the key of the form's field that an action stands in.
func (a Action) Field() string {
	row := a.Request[strings.LastIndex(a.Request, "/")+1:]
	key, _, _ := strings.Cut(row, ".")
	return key
}

// PlanField returns the field of actions that the person coached writes where
// they write the plan; false where the form does not ask who writes it.
func (p *Practice) PlanField() (Field, bool) {
	if _, asks := p.Form.Field(PlanAuthor); !asks || p.Scope != ScopeReport {
		return Field{}, false
	}
	i := slices.IndexFunc(p.Form, func(f Field) bool { return f.Type == Actions && f.Vis == Shared })
	if i < 0 {
		return Field{}, false
	}
	return p.Form[i], true
}

// AsksForPlan reports whether an entry leaves its plan to the person coached. A
// plan that is in the entry already, because they wrote it in the session, is
// not asked for again.
func AsksForPlan(e Entry, p *Practice) bool {
	plan, asks := p.PlanField()
	return asks && e.Subject != 0 && e.Values[PlanAuthor].Text == TheyWrite && len(e.Values[plan.Key].Rows) == 0
}

// Plan returns the actions of a plan's rows, as its writer submits them. They
// are the writer's own steps at once, and wait for the reader to agree.
func (p PlanRequest) Plan(rows []Row, at time.Time) []Action {
	var plan []Action
	for i, row := range rows {
		plan = append(plan, Action{Request: fmt.Sprintf("%s%d/%d/plan.%d", planRequest, p.Entry, p.Writer, i), Entry: p.Entry, Author: p.Reader, Owner: p.Writer, Subject: p.Writer,
			What: row.What, MadeAt: at, FirstDue: row.Due, Due: row.Due})
	}
	return plan
}

const planRequest = "plan/"

// Touched reports whether somebody has done anything about an action since it
// was opened. An action nobody touched goes with its entry.
func (a Action) Touched() bool {
	return !a.DoneAt.IsZero() || len(a.Moves) > 0 || len(a.Cancels) > 0
}

// Has reports whether somebody is one of an action's people: who coaches, whose
// step it is, and who is coached.
func (a Action) Has(who PersonID) bool {
	return who != 0 && (who == a.Author || who == a.Owner || who == a.Subject)
}

// MayReadAction reports whether somebody may read an action: they are one of
// its people. A later manager of its owner is not, nor is anybody above them.
func MayReadAction(who PersonID, a Action) bool { return a.Has(who) && a.DroppedAt.IsZero() }

// MayTick reports whether somebody may say that an action is done: its owner,
// or the other of the two.
func MayTick(who PersonID, a Action) bool { return MayReadAction(who, a) && a.Open() }

// MayUntick reports whether somebody may take a tick back at an instant: either
// of the two, within a day.
func MayUntick(who PersonID, a Action, at time.Time) bool {
	return MayReadAction(who, a) && !a.DoneAt.IsZero() && at.Sub(a.DoneAt) < UntickFor
}

// MayMove reports whether somebody may move an action to another day.
func MayMove(who PersonID, a Action) bool { return MayReadAction(who, a) && a.Open() }

// MayCancel reports whether somebody may propose, or agree, to cancel an action.
func MayCancel(who PersonID, a Action) bool { return MayReadAction(who, a) && a.Open() }

// CancelsAlone reports whether one person's word cancels an action: there is no
// other, or the other can answer no more, because they have left or have no
// account yet.
func CancelsAlone(r *Roster, who PersonID, a Action) bool {
	other := a.Other(who)
	return other == 0 || !r.Person(other).Account.Open()
}

// CancelledBy reports whether somebody has proposed or agreed to cancel an
// action.
func (a Action) CancelledBy(who PersonID) bool {
	return slices.ContainsFunc(a.Cancels, func(c Cancel) bool { return c.By == who })
}

// MayWritePlan reports whether somebody may write a plan: they were coached in
// its session, and it is not written yet.
func MayWritePlan(who PersonID, p PlanRequest) bool { return who == p.Writer && p.WaitsForWriter() }

// MayAgree reports whether somebody may agree to a plan: they coached in its
// session, and it is written. After they have talked about it they still may.
func MayAgree(who PersonID, p PlanRequest) bool {
	return who == p.Reader && !p.WrittenAt.IsZero() && p.AgreedAt.IsZero() && p.DroppedAt.IsZero()
}

// MayTalk reports whether somebody may ask to talk about a plan before they
// agree.
func MayTalk(who PersonID, p PlanRequest) bool { return who == p.Reader && p.WaitsForReader() }

// CheckPlan returns the mistakes in the rows of a plan, which are for days from
// today on.
func CheckPlan(f Field, rows []Row, today cadence.Date) Problems {
	f.Required, f.Min = true, nil
	if len(rows) == 0 {
		return f.check(Value{}, 0)
	}
	ps := f.checkRows(rows)
	for i, row := range rows {
		if row.Due != 0 {
			ps = append(ps, checkDay(fmt.Sprintf("%s.%d.due", f.Key, i), row.Due, today)...)
		}
	}
	return ps
}

// FieldDue is the path of the day in the form that moves an action.
const FieldDue = "due"

// CheckMove returns what is wrong with the day to which an action is moved.
func CheckMove(to, today cadence.Date) Problems {
	if to == 0 {
		return Problems{{FieldDue, textPickDay}}
	}
	return checkDay(FieldDue, to, today)
}

func checkDay(path string, d, today cadence.Date) Problems {
	switch {
	case d < today:
		return Problems{{path, textStepPassed}}
	case d > today+longestAgo:
		return Problems{{path, textStepFarAhead}}
	}
	return nil
}

// StepsFor returns those of somebody's open actions that their message of a
// morning names: the ones due today, and the ones due on the next working day
// or before it. So each is named the working day before its day and on it, and
// never again. The order is that of the actions.
func StepsFor(open []Action, calendar *cadence.Calendar, today cadence.Date) []Action {
	next := calendar.Add(today, 1)
	var due []Action
	for _, a := range open {
		if a.Open() && today <= a.Due && a.Due <= next {
			due = append(due, a)
		}
	}
	return due
}
