package files

import (
	"time"

	"coach/cadence"
)

// A TeamLine is what a manager decided about their team.
type TeamLine struct {
	Manager Ref           `key:"manager"`
	Channel string        `key:"channel,null"`
	Friday  bool          `key:"friday"`       // thanks come together on Friday
	Weekday *time.Weekday `key:"weekday,null"` // on which the team meets
	At      cadence.Clock `key:"at"`
	Where   string        `key:"where,null"`
}

// Kind is "team".
func (TeamLine) Kind() string { return "team" }

// An AgendaLine is the agenda of a team's meeting, as it was posted.
type AgendaLine struct {
	ID       int64        `key:"id"`
	Request  string       `key:"request"`
	Manager  Ref          `key:"manager"`
	Meeting  cadence.Date `key:"meeting"`
	Channel  string       `key:"channel,null"`
	Words    string       `key:"words,null"`
	PostedAt time.Time    `key:"posted_at"`
	TakenAt  time.Time    `key:"taken_at,null"`
}

// Kind is "agenda".
func (AgendaLine) Kind() string { return "agenda" }

// An AgendaNews is an entry whose news an agenda passed on.
type AgendaNews struct {
	Entry  int64 `key:"entry" of:"entry"`
	Agenda int64 `key:"agenda" of:"agenda"`
}

// Kind is "agenda_news".
func (AgendaNews) Kind() string { return "agenda_news" }

// A SessionLine is a training session or a contest of a plan.
type SessionLine struct {
	ID         int64        `key:"id"`
	Entry      int64        `key:"entry" of:"entry"` // the plan
	Type       string       `key:"type" oneof:"training contest"`
	Manager    Ref          `key:"manager"`
	Deliverer  Ref          `key:"deliverer,null"`
	Topic      string       `key:"topic,null"`
	On         cadence.Date `key:"on"`
	Until      cadence.Date `key:"until,null"`
	At         string       `key:"at,null"`
	AcceptedAt time.Time    `key:"accepted_at,null"`
	DeclinedAt time.Time    `key:"declined_at,null"`
	DoneAt     time.Time    `key:"done_at,null"`
	WonIn      int64        `key:"won_in,null" of:"entry"` // the entry that thanks a contest's winners
	DroppedAt  time.Time    `key:"dropped_at,null"`
}

// Kind is "session".
func (SessionLine) Kind() string { return "session" }

// A VisitLine is a leader's visit to a session of one of their managers.
type VisitLine struct {
	ID         int64        `key:"id"`
	Request    string       `key:"request"`
	Occurrence int64        `key:"occurrence,null" of:"occurrence"` // the leader's own
	Leader     Ref          `key:"leader"`
	Manager    Ref          `key:"manager"`
	On         cadence.Date `key:"on"`
	Session    int64        `key:"session,null" of:"occurrence"` // the manager's occurrence that it joins
	Practice   string       `key:"practice,null"`
	Rep        Ref          `key:"rep,null"`
	AskedAt    time.Time    `key:"asked_at"`
	AgreedAt   time.Time    `key:"agreed_at,null"`
	DeclinedAt time.Time    `key:"declined_at,null"`
	InsteadOn  cadence.Date `key:"instead_on,null"`
	EndedAt    time.Time    `key:"ended_at,null"`
	Replaces   []int64      `key:"replaces" of:"visit"` // the visits that were planned anew as this one
}

// Kind is "visit".
func (VisitLine) Kind() string { return "visit" }

// A StandInLine is who stands in for a manager, from a day to a day.
type StandInLine struct {
	ID      int64        `key:"id"`
	Request string       `key:"request"`
	Manager Ref          `key:"manager"`
	Person  Ref          `key:"person"`
	From    cadence.Date `key:"from"`
	To      cadence.Date `key:"to"` // before the first for one that was taken back in time
	NamedAt time.Time    `key:"named_at"`
	EndedBy Ref          `key:"ended_by,null"`
}

// Kind is "stand_in".
func (StandInLine) Kind() string { return "stand_in" }

// A FocusLine is the skill that a pair works on, with the marks of its
// sessions.
type FocusLine struct {
	ID       int64       `key:"id"`
	Manager  Ref         `key:"manager"`
	Report   Ref         `key:"report"`
	Skill    string      `key:"skill,null"`
	OpenedBy Ref         `key:"opened_by"`
	OpenedIn int64       `key:"opened_in,null" of:"entry"`
	OpenedAt time.Time   `key:"opened_at"`
	ClosedAt time.Time   `key:"closed_at,null"`
	Outcome  string      `key:"outcome,null" oneof:"reached aside"`
	Marks    []FocusMark `key:"marks"` // by entry
}

// A FocusMark is how a session answered the question about the focus.
type FocusMark struct {
	Entry int64  `key:"entry" of:"entry"`
	Mark  string `key:"mark" oneof:"better same worse reached aside"`
}

// Kind is "focus".
func (FocusLine) Kind() string { return "focus" }

// A TimeRequestLine is a report's request for their manager's time.
type TimeRequestLine struct {
	ID        int64        `key:"id"`
	Request   string       `key:"request"`
	Report    Ref          `key:"report"`
	Manager   Ref          `key:"manager"`
	Type      string       `key:"type" oneof:"session obstacle ride_along"`
	Words     string       `key:"words,null"`
	AskedAt   time.Time    `key:"asked_at"`
	AskedOn   cadence.Date `key:"asked_on"`
	LapsesOn  cadence.Date `key:"lapses_on"`
	PlannedOn cadence.Date `key:"planned_on,null"`
	ClosedAt  time.Time    `key:"closed_at,null"`
	Outcome   string       `key:"outcome,null" oneof:"met done lapsed withdrawn moved"`
	Entry     int64        `key:"entry,null" of:"entry"` // that closed it
}

// Kind is "time_request".
func (TimeRequestLine) Kind() string { return "time_request" }

// A PlanLine is a plan that the person coached writes after a session.
type PlanLine struct {
	Entry     int64     `key:"entry" of:"entry"`
	Writer    Ref       `key:"writer"`
	Reader    Ref       `key:"reader"`
	AskedAt   time.Time `key:"asked_at"`
	WrittenAt time.Time `key:"written_at,null"`
	AgreedAt  time.Time `key:"agreed_at,null"`
	TalkAt    time.Time `key:"talk_at,null"`
	DroppedAt time.Time `key:"dropped_at,null"`
}

// Kind is "plan".
func (PlanLine) Kind() string { return "plan" }

// An OpenQuestions is a form whose further questions somebody keeps open.
type OpenQuestions struct {
	Person   Ref    `key:"person"`
	Practice string `key:"practice"`
}

// Kind is "open_questions".
func (OpenQuestions) Kind() string { return "open_questions" }

// A QuestionLine is a question of coach's own, and its answer.
type QuestionLine struct {
	Person   Ref          `key:"person"`
	Question string       `key:"question" oneof:"still_right who_won whom_to_meet"`
	About    int64        `key:"about"` // the id of an entry, a session or a person
	AskedOn  cadence.Date `key:"asked_on"`
	Answer   string       `key:"answer,null"`
}

// Kind is "question".
func (QuestionLine) Kind() string { return "question" }

// A PatternLine is the question whether it is the practice, the timing or the
// load.
type PatternLine struct {
	Person   Ref          `key:"person"`
	Practice string       `key:"practice"`
	Quarter  cadence.Date `key:"quarter"` // the first day of the fiscal quarter
	Subject  Ref          `key:"subject,null"`
	Answer   string       `key:"answer,null" oneof:"day load mine"`
}

// Kind is "pattern".
func (PatternLine) Kind() string { return "pattern" }

// A ContradictionLine is what the workspace and the people file do not agree
// on, as it was said last.
type ContradictionLine struct {
	Person Ref    `key:"person,null"` // nobody for the workspace as a whole
	Type   string `key:"type"`
}

// Kind is "contradiction".
func (ContradictionLine) Kind() string { return "contradiction" }

// A ThanksAsked is who was asked how they like to be thanked, and with which
// thanks.
type ThanksAsked struct {
	Person Ref   `key:"person"`
	Entry  int64 `key:"entry" of:"entry"`
}

// Kind is "thanks_asked".
func (ThanksAsked) Kind() string { return "thanks_asked" }

// A TurnLine is the last delivery of somebody's notices, in the order of all
// deliveries.
type TurnLine struct {
	Author Ref   `key:"author,null"` // nobody for what coach begins by itself
	Served int64 `key:"served"`
}

// Kind is "turn".
func (TurnLine) Kind() string { return "turn" }

// A SentFileLine is a file that coach has put into a conversation.
type SentFileLine struct {
	ID        int64     `key:"id"`
	Request   string    `key:"request"`
	Person    Ref       `key:"person"`
	Slack     string    `key:"slack,null"` // Slack's ID of the file
	MadeAt    time.Time `key:"made_at"`
	DoneAt    time.Time `key:"done_at,null"`
	DeletedAt time.Time `key:"deleted_at,null"`
}

// Kind is "sent_file".
func (SentFileLine) Kind() string { return "sent_file" }
