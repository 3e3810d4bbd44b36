// Package practice is the domain of coach: the practices that leaders expect
// of managers, the occurrences that follow from them, and the entries that
// managers log. It is pure. It reads no clock, opens no file, and knows
// neither Slack nor SQL.
//
// Bottom up:
//
//   - A [Playbook] is a list of practices. Each [Practice] has a [Rule] for when it
//     is due and a [Form] for what is worth writing down. The default playbook is
//     embedded; any other is read by package files.
//   - A [Timeline] joins all published playbooks: every practice in its versions,
//     each in force from … to …. [Edits] make the next file out of the last one,
//     [Compare] lists what a new file changes, [Starting] from when, and [Weigh]
//     how much of managers' time it takes. [ExpectedOf] lists one person's
//     obligations, [Announce] those they have not read about yet.
//   - A [Roster] knows people, their reporting lines and their [Leave], day by
//     day. Everybody's [Level], team and calendar follow from it. A [Claim] is a
//     manager's statement that somebody reports to them, until that person
//     confirms or denies it.
//   - [Plan] makes occurrences out of a playbook and a roster. An [Occurrence] is
//     one expected performance; its [Status] follows from its dates, what
//     happened to it, and today. When the plan changes, [Reconcile] works out the
//     changes to the stored occurrences, and [News] which of them the performer
//     should read about.
//   - [Settings] are an organisation's decisions about coach itself.
//   - An [Entry] is a performer's log of something they did. [Match] finds the
//     occurrence that it satisfies. A [Problem] is a mistake in one field of it.
//   - [ReadersOf] an answer are named under its question, and [MayReadAnswer] is
//     asked by every screen that shows one. An author edits an entry at any time;
//     [Resteps] says what becomes of its actions.
//   - A [Skip] is a performer's statement that an occurrence will not happen, on
//     [SkipTerms]; an [Excuse] is their leader's that it need not. What was
//     [Waived] so can be taken back until a digest counts it.
//   - A [Notice] is a message that coach sends of its own accord. [Morning] chooses
//     the lines of the one message a day; a digest is the leader's on Monday.
//   - Permissions, who may do what to whom, are all in access.go.
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

// A ClaimID is our own number for a [Claim].
type ClaimID int64

// A SuggestionID is our own number for a suggested change of the playbook.
type SuggestionID int64

// A SubscriptionID is our own number for a digest subscription.
type SubscriptionID int64

// A Practice is a coaching activity that managers are expected to repeat at a
// regular cadence, such as a monthly 1:1, as published in a playbook.
type Practice struct {
	Key   string   // identifies the practice for ever: one_on_one
	Name  string   // as leaders read it: Monthly 1:1 performance planning
	Short string   // as everybody else does, at most 24 characters: 1:1 planning
	Why   string   // its purpose in one sentence; empty where the playbook gives none: see Purpose
	Good  []string // what good looks like, at most MaxGood lines
	Learn string   // a link to read more; empty for none
	Group string   // direction, coach, team, obstacles or recognition
	Tier  Tier

	Levels        []Level // who may perform it
	ExpectedOf    []Level // the levels that are expected to do it; empty means Levels
	SubjectLevels []Level // the levels of the reports it is for, for scope report; empty means any
	Scope         Scope

	Rule                   // when it is due
	ByLevel map[Level]Rule // where a level's rule differs, the whole rule

	Lens          Lens
	Confirm       Confirm  // who confirms that it happened
	Rated         bool     // whether the coached person is asked how useful it was
	AlsoSatisfies []string // practices whose occurrence for the same person this one settles too
	Bulk          bool     // one form covers several people
	Minutes       int      // what one performance takes, for the load shown before publishing

	Enabled  bool         // whether it is expected of anybody
	From, To cadence.Date // in force from … to …, both included; no date is no bound

	Form  Form
	AnyOf []string // keys of its questions of which at least one needs an answer; empty for no such rule
}

// MaxGood is the most lines in which a practice describes what good looks like.
const MaxGood = 5

// A Rule is the schedule of a practice: its rhythm, due codes and deadlines.
type Rule struct {
	cadence.Rhythm
	Due       []cadence.Due // each code gives Times occurrences; empty for daily
	Times     int           // at least 1
	Grace     int           // working days after the due date that are still on time
	Late      int           // working days after grace in which an entry still counts, as late
	Intensify *Intensify    // the stricter rule near the end of a fiscal period; nil for none
}

// Intensify is a stricter rule that replaces the base rule during a window at
// the end of a fiscal period. Its zero fields stay as in the base rule.
type Intensify struct {
	Window cadence.Window
	Rhythm cadence.Rhythm
	Due    []cadence.Due
	Times  int
	Grace  int
	Late   int
}

// RuleFor returns the practice's rule for performers of the given level.
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

// IsFor reports whether people of a level may perform the practice.
func (p *Practice) IsFor(level Level) bool {
	return slices.Contains(p.Levels, level) || slices.Contains(p.Levels, Everyone)
}

// IsOften reports whether the practice is due weekly or more often at any
// level, at least near the end of a fiscal period.
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

// A Scope is the unit for which a practice gives each performer an occurrence:
// every direct report, the team, or the performer themselves.
type Scope string

// The scopes.
const (
	ScopeReport Scope = "report" // one for each direct report
	ScopeTeam   Scope = "team"   // one for the team they lead
	ScopeSelf   Scope = "self"   // one
)

// A Tier is the stage at which a practice suits an organisation that is new to
// coaching.
type Tier string

// The tiers. Core practices are on unless the playbook says otherwise.
const (
	Core     Tier = "core"
	Standard Tier = "standard"
	Full     Tier = "full"
)

// A Lens is the direction in which a practice looks: ahead, back or both.
type Lens string

// The lenses.
const (
	Leading Lens = "leading"
	Lagging Lens = "lagging"
	Mixed   Lens = "mixed"
	Neutral Lens = "neutral"
)

// Confirm is the person who confirms that a performance happened.
type Confirm string

// Who can be asked.
const (
	ConfirmSubject Confirm = "subject" // the coached person
	ConfirmManager Confirm = "manager" // the performer's line manager
	ConfirmSample  Confirm = "sample"  // one in five, at random
	ConfirmNone    Confirm = "none"
)

// A Form is the list of questions about one performance. Every form also has
// the date it happened and, for scope report, the person; those two are not
// fields.
type Form []Field

// A Field is one question of a form.
type Field struct {
	Key      string
	Type     FieldType
	Label    string
	Help     string
	Required bool
	Unless   Condition // where it holds, a required question may stay empty
	More     bool      // behind More questions; never required
	Follows  Follows   // how its answer is suggested by another one
	Vis      Visibility
	Options  []Option // for select and multi_select
	Min, Max *float64 // for number the range; for actions, sessions and obstacles the number of rows
	Decimal  bool     // a number may have a fraction
}

// A FieldType is the kind of answer that a field takes.
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

// A Visibility is the set of people who may read a field's answer.
type Visibility string

// The visibilities. Only metric answers are ever aggregated; shared and
// private text never leaves its readers.
const (
	Shared     Visibility = "shared"  // the author and the person it is about
	Private    Visibility = "private" // the author
	Team       Visibility = "team"
	Everywhere Visibility = "everyone" // all who take part, such as public thanks
	Leader     Visibility = "leader"   // the author and the author's direct leader
	Metric     Visibility = "metric"   // a structured value that may be counted
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
