// Package practice is the heart of coach: what leaders expect, what managers
// did, and what is worth saying about it. It is pure. It reads no clock, opens
// no file, and has never heard of Slack or SQL.
//
// Bottom up:
//
//   - A [Playbook] is a list of practices. Each [Practice] has a [Rule] that says
//     when it is due and a [Form] that says what is worth writing down. The
//     default playbook is embedded; any other is read by package files.
//   - What was published in the course of time is one [Timeline]: every practice
//     in its versions, each in force from … to …. [Edits] make the next file of
//     the last one, [Compare] says in words what it changes, [Starting] from when,
//     and [Weigh] what it takes of managers. [ExpectedOf] is what it asks of one
//     person, [Announce] what of that they have not read yet.
//   - A [Roster] knows people, their reporting lines and their [Leave], day by
//     day. From it follow everybody's [Level], team and calendar. A [Claim] is a
//     manager's word that somebody reports to them, until that person answers.
//   - [Plan] turns a playbook and a roster into occurrences. An [Occurrence] is
//     one expected performance; its [Status] follows from its dates, what
//     happened to it, and today. When the plan changes, [Reconcile] says what
//     becomes of what is stored, and [News] what is worth telling of that.
//   - [Settings] are what an organisation decides about coach once.
//   - An [Entry] is what somebody says they did. [Match] finds the occurrence it
//     satisfies. What is wrong with it is a [Problem] at a field.
//   - A [Skip] is a performer's word that nothing will happen, on [SkipTerms]; an
//     [Excuse] is their leader's.
//   - A [Notice] is something coach says by itself. [Morning] decides what is worth
//     one message a day; [Digest] is what a leader reads on Monday.
//   - Who may do what to whom is asked in one place: access.go.
package practice

import (
	"slices"

	"coach/cadence"
)

// A PersonID is our own number for a person. It never changes, whatever
// happens to their Slack account or email. Zero is nobody.
type PersonID int64

// An OccurrenceID is our own number for an occurrence. Zero is none.
type OccurrenceID int64

// An EntryID is our own number for an entry. Zero is none.
type EntryID int64

// A LeaveID is our own number for a run of leave.
type LeaveID int64

// A ClaimID is our own number for a manager's word that somebody reports to
// them.
type ClaimID int64

// A SuggestionID is our own number for a suggested change of the playbook.
type SuggestionID int64

// A SubscriptionID is our own number for a digest subscription.
type SubscriptionID int64

// A Practice is something managers are expected to do on a regular cadence, as
// published in a playbook.
type Practice struct {
	Key   string // identifies the practice for ever: one_on_one
	Name  string // as leaders read it: Monthly 1:1 performance planning
	Short string // as everybody else does, at most 24 characters: 1:1 planning
	Group string // direction, coach, team, obstacles or recognition
	Tier  Tier

	Levels        []Level // who may perform it
	ExpectedOf    []Level // of whom it is expected; empty means Levels
	SubjectLevels []Level // whose line counts, for scope report; empty means anybody's
	Scope         Scope

	Rule                   // when it is due
	ByLevel map[Level]Rule // where a level's rule differs, the whole rule

	Lens          Lens
	Confirm       Confirm  // who is asked whether it happened
	Rated         bool     // whether the coached person is asked how useful it was
	AlsoSatisfies []string // practices whose occurrence for the same person this one settles too
	Bulk          bool     // one form covers several people
	Minutes       int      // what one performance takes, for the load shown before publishing

	Enabled  bool         // whether it is expected of anybody
	From, To cadence.Date // in force from … to …, both included; no date is no bound

	Form Form
}

// A Rule says when a practice is due.
type Rule struct {
	cadence.Rhythm
	Due       []cadence.Due // each code gives Times occurrences; empty for daily
	Times     int           // at least 1
	Grace     int           // working days after the due date that are still on time
	Late      int           // working days after grace in which an entry still counts, as late
	Intensify *Intensify    // what changes near the end of a fiscal period; nil for nothing
}

// Intensify replaces a rule during a window at the end of a fiscal period.
// What it leaves out stays as in the base rule.
type Intensify struct {
	Window cadence.Window
	Rhythm cadence.Rhythm
	Due    []cadence.Due
	Times  int
	Grace  int
	Late   int
}

// RuleFor is when the practice is due for performers of the given level.
func (p *Practice) RuleFor(l Level) Rule {
	if r, ok := p.ByLevel[l]; ok {
		return r
	}
	return p.Rule
}

// A Level is a person's place in the organisation, day by day.
type Level string

// The levels. Everyone stands in a playbook for all of them, and for members
// of the workspace who take no part otherwise.
const (
	Rep      Level = "rep"  // nobody reports to them
	FLM      Level = "flm"  // front-line manager: has reports, none of whom has reports
	MOM      Level = "mom"  // manager of managers: at least one report leads others
	Exec     Level = "exec" // a manager of managers with nobody above
	Everyone Level = "everyone"
)

// The levels that a person can be of, and those that a playbook can name.
var (
	PersonLevels   = []Level{Rep, FLM, MOM, Exec}
	PlaybookLevels = append(slices.Clone(PersonLevels), Everyone)
)

// SameLevels reports whether two lists name the same levels, in any order.
func SameLevels(a, b []Level) bool {
	within := func(a, b []Level) bool {
		return !slices.ContainsFunc(a, func(l Level) bool { return !slices.Contains(b, l) })
	}
	return within(a, b) && within(b, a)
}

// IsFor reports whether people of a level may do the practice.
func (p *Practice) IsFor(level Level) bool {
	return slices.Contains(p.Levels, level) || slices.Contains(p.Levels, Everyone)
}

// IsOften reports whether anybody owes the practice weekly or more often, at
// least for a time.
func (p *Practice) IsOften() bool {
	often := func(r Rule) bool {
		cs := []cadence.Cadence{r.Cadence}
		if r.Intensify != nil {
			cs = append(cs, r.Intensify.Rhythm.Cadence)
		}
		return slices.Contains(cs, cadence.Daily) || slices.Contains(cs, cadence.Weekly)
	}
	for _, rule := range p.ByLevel {
		if often(rule) {
			return true
		}
	}
	return often(p.Rule)
}

// A Scope says how many occurrences a practice gives each performer.
type Scope string

// The scopes.
const (
	ScopeReport Scope = "report" // one for each direct report
	ScopeTeam   Scope = "team"   // one for the team they lead
	ScopeSelf   Scope = "self"   // one
)

// A Tier says how soon a practice suits a new organisation.
type Tier string

// The tiers. Core practices are on unless the playbook says otherwise.
const (
	Core     Tier = "core"
	Standard Tier = "standard"
	Full     Tier = "full"
)

// A Lens says whether a practice looks ahead or back.
type Lens string

// The lenses.
const (
	Leading Lens = "leading"
	Lagging Lens = "lagging"
	Mixed   Lens = "mixed"
	Neutral Lens = "neutral"
)

// Confirm says who is asked whether a performance happened.
type Confirm string

// Who can be asked.
const (
	ConfirmSubject Confirm = "subject" // the coached person
	ConfirmManager Confirm = "manager" // the performer's line manager
	ConfirmSample  Confirm = "sample"  // one in five, at random
	ConfirmNone    Confirm = "none"
)

// A Form is what is worth writing down about a performance. Every form also
// has the date it happened and, for scope report, the person; they are not
// fields.
type Form []Field

// A Field is one question of a form.
type Field struct {
	Key      string
	Type     FieldType
	Label    string
	Help     string
	Required bool
	Vis      Visibility
	Options  []Option // for select and multi_select
	Min, Max *float64 // for number the range; for actions and sessions the number of rows
	Decimal  bool     // a number may have a fraction
}

// A FieldType says what kind of answer a field takes.
type FieldType string

// The field types.
const (
	Text         FieldType = "text"      // one line, at most TextMax characters
	LongText     FieldType = "long_text" // at most LongTextMax
	Select       FieldType = "select"
	MultiSelect  FieldType = "multi_select"
	User         FieldType = "user"
	MultiUser    FieldType = "multi_user"
	Rating       FieldType = "rating" // 1 to 5
	YesNo        FieldType = "yes_no"
	Number       FieldType = "number"
	URL          FieldType = "url"
	DateField    FieldType = "date"
	Actions      FieldType = "actions"       // rows of what and by when
	Sessions     FieldType = "sessions"      // rows of topic, when and who delivers
	ObstacleNew  FieldType = "obstacle"      // what is in the way, who owns it, by when
	ObstacleList FieldType = "obstacle_list" // what became of each open obstacle
)

// How long answers may be, in characters.
const (
	TextMax     = 300
	LongTextMax = 3000
)

// A Visibility says who may read a field's answer.
type Visibility string

// The visibilities. Only metric answers are ever aggregated; shared and
// private text never leaves its readers.
const (
	Shared  Visibility = "shared"  // the author and the person it is about
	Private Visibility = "private" // the author
	Team    Visibility = "team"
	Leader  Visibility = "leader" // the author and the author's direct leader
	Metric  Visibility = "metric" // a structured value that may be counted
)

// Field returns the field with the given key.
func (f Form) Field(key string) (Field, bool) {
	for _, field := range f {
		if field.Key == key {
			return field, true
		}
	}
	return Field{}, false
}

// A Record is a small form that is not a practice: an obstacle, a skip.
type Record struct {
	Key, Short string
	Form       Form
	Lifecycle  []string
}
