package files

import (
	"time"

	"coach/cadence"
)

// A PlaybookLine is a published version of the playbook, with the text of its
// file.
type PlaybookLine struct {
	Version     int          `key:"version"`
	InForceFrom cadence.Date `key:"in_force_from,null"`
	PublishedAt time.Time    `key:"published_at"`
	PublishedOn cadence.Date `key:"published_on,null"`
	PublishedBy Ref          `key:"published_by,null"` // nobody for whoever runs coach
	UndoneAt    time.Time    `key:"undone_at,null"`
	Source      string       `key:"source,free"`
}

// Kind is "playbook".
func (PlaybookLine) Kind() string { return "playbook" }

// A HolidayLine is a day off of a working calendar, or of every one.
type HolidayLine struct {
	Calendar string       `key:"calendar,null"`
	On       cadence.Date `key:"on"`
}

// Kind is "holiday".
func (HolidayLine) Kind() string { return "holiday" }

// A ReportingLine says to whom somebody reports, from a day to a day.
type ReportingLine struct {
	ID      int64        `key:"id"`
	Report  Ref          `key:"report"`
	Manager Ref          `key:"manager,null"` // nobody at the top of a tree
	Dotted  bool         `key:"dotted"`
	Level   string       `key:"level,null"`
	From    cadence.Date `key:"from,null"`
	To      cadence.Date `key:"to,null"`
	Source  string       `key:"source" oneof:"file team slack"`
}

// Kind is "line".
func (ReportingLine) Kind() string { return "line" }

// A LeaveLine is a span of days on which somebody is away.
type LeaveLine struct {
	ID      int64        `key:"id"`
	Person  Ref          `key:"person"`
	From    cadence.Date `key:"from"`
	To      cadence.Date `key:"to,null"`
	KnownOn cadence.Date `key:"known_on,null"`
	Source  string       `key:"source" oneof:"file slack"`
	NotedBy Ref          `key:"noted_by,null"`
}

// Kind is "leave".
func (LeaveLine) Kind() string { return "leave" }

// A ClaimLine is a manager's question to somebody whether they report to them.
type ClaimLine struct {
	ID      int64     `key:"id"`
	Request string    `key:"request"`
	Manager Ref       `key:"manager"`
	Person  Ref       `key:"person"`
	AskedAt time.Time `key:"asked_at"`
	Answer  string    `key:"answer,null" oneof:"yes no withdrawn overtaken"`
}

// Kind is "claim".
func (ClaimLine) Kind() string { return "claim" }

// A PledgeLine is somebody's “I'm in” to a version of the playbook.
type PledgeLine struct {
	Person  Ref `key:"person"`
	Version int `key:"version" of:"playbook"`
}

// Kind is "pledge".
func (PledgeLine) Kind() string { return "pledge" }

// A SuggestionLine is what somebody would change in a version of the playbook.
type SuggestionLine struct {
	ID      int64  `key:"id"`
	Request string `key:"request"`
	Person  Ref    `key:"person"`
	Version int    `key:"version" of:"playbook"`
	Words   string `key:"words,null"`
}

// Kind is "suggestion".
func (SuggestionLine) Kind() string { return "suggestion" }

// A DraftLine is an owner's draft of the next version of the playbook.
type DraftLine struct {
	Person  Ref     `key:"person"`
	Version int     `key:"version" of:"playbook"` // from which it starts
	Edits   RawJSON `key:"edits"`                 // an object, as it is stored
}

// Kind is "draft".
func (DraftLine) Kind() string { return "draft" }

// A SubscriptionLine is a weekly digest of a tree of people.
type SubscriptionLine struct {
	ID        int64         `key:"id"`
	Root      Ref           `key:"root"`
	Channel   string        `key:"channel,null"` // null: the root's direct messages
	Weekday   time.Weekday  `key:"weekday"`
	At        cadence.Clock `key:"at"`
	Zone      string        `key:"zone"`
	StoppedAt time.Time     `key:"stopped_at,null"`
}

// Kind is "subscription".
func (SubscriptionLine) Kind() string { return "subscription" }

// An OccurrenceLine is a practice that somebody is expected to do, with its
// dates, its skip and its excuse. What settled it is said by the entry.
type OccurrenceLine struct {
	ID          int64        `key:"id"`
	Practice    string       `key:"practice"`
	Performer   Ref          `key:"performer"`
	Subject     Ref          `key:"subject,null"`
	PeriodStart cadence.Date `key:"period_start"`
	PeriodEnd   cadence.Date `key:"period_end"`
	DueCode     string       `key:"due_code,null"`
	Seq         int          `key:"seq"`
	Nominal     cadence.Date `key:"nominal"`
	Due         cadence.Date `key:"due"`
	GraceUntil  cadence.Date `key:"grace_until"`
	ClosesOn    cadence.Date `key:"closes_on"`
	State       string       `key:"state" oneof:"expected excused cancelled"`
	Reason      string       `key:"reason,null"`
	Skip        *Skip        `key:"skip,null"`
	Excuse      *Excuse      `key:"excuse,null"`
	PlannedFor  cadence.Date `key:"planned_for,null"`
	News        bool         `key:"news"`
}

// A Skip is a performer's decision not to do an occurrence. In somebody's own
// file, another's is [Withheld].
type Skip struct {
	At       time.Time `key:"at,null"`
	Reason   string    `key:"reason"`
	Detail   string    `key:"detail,null"`
	Within   bool      `key:"within"`   // within the allowance
	For      Ref       `key:"for,null"` // the leader it was written to
	Withheld Withheld  `withholds:"all"`
}

// An Excuse is a leader's decision that an occurrence is not expected. In
// somebody's own file, another's is [Withheld].
type Excuse struct {
	At       time.Time `key:"at,null"`
	By       Ref       `key:"by"`
	Reason   string    `key:"reason,null"`
	Detail   string    `key:"detail,null"`
	Withheld Withheld  `withholds:"all"`
}

// A Withheld says why something stands in somebody's own file without its
// words: it is for a leader, private, or a rating. Empty, it is not withheld. The
// tag “withholds” of a field has the keys whose values give way to it.
type Withheld string

// Why something is withheld.
const (
	WithheldLeader  Withheld = "leader"
	WithheldPrivate Withheld = "private"
	WithheldRating  Withheld = "rating"
)

// Kind is "occurrence".
func (OccurrenceLine) Kind() string { return "occurrence" }
