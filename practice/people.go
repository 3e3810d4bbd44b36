package practice

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"coach/cadence"
)

// A Person is a human whom coach knows: a member of the workspace, a row of
// the people file, or both.
type Person struct {
	ID       PersonID
	SlackID  string // empty until found in the workspace
	Email    string // lower case; may be empty
	Name     string
	Zone     string // IANA name; empty means the organisation's
	Calendar string // name of a working calendar; empty means the default one
	Account  AccountStatus
	Admin    bool          // an admin or owner of the workspace
	Erased   bool          // their name and words were erased: no list names them
	Morning  cadence.Clock // when the day's one message comes, local time
	Thanks   Liking        // how they like to be thanked; empty until they say
	OrgID    string        // the account's ID throughout an organisation; known from the directory alone, and not stored
}

// An AccountStatus is what a person's account in the workspace allows.
type AccountStatus string

// The account statuses.
const (
	Unfound AccountStatus = "unfound" // in the people file, not found in the workspace yet
	Member  AccountStatus = "member"
	Guest   AccountStatus = "guest"   // takes part only if imported
	Outside AccountStatus = "outside" // a bot or somebody of another company: refused everywhere
	Gone    AccountStatus = "gone"    // deactivated
)

// Open reports whether the account can receive messages.
func (s AccountStatus) Open() bool { return s == Member || s == Guest }

// First returns the name that a colleague would use, for greetings.
func (p Person) First() string {
	return cmp.Or(ReadName(p.Name).First, "there")
}

// Full returns the whole name, for lines: “Ruiz, Dana” is Dana Ruiz.
func (p Person) Full() string { return ReadName(p.Name).Full }

// Today returns the date in the person's time zone. The fallback is as for
// [Person.Location].
func (p Person) Today(now time.Time, fallback *time.Location) cadence.Date {
	return cadence.DateOf(now.In(p.Location(fallback)))
}

// Location returns the person's time zone, or fallback where they have none or
// its name is unknown.
func (p Person) Location(fallback *time.Location) *time.Location {
	if p.Zone == "" {
		return fallback
	}
	if known, ok := zones.Load(p.Zone); ok {
		return known.(*time.Location)
	}
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return fallback
	}
	zones.Store(p.Zone, zone)
	return zone
}

// zones are the time zones loaded so far, by name: there are some hundreds,
// and each takes a while to read.
var zones sync.Map

// A Line is a reporting line, as in a row of the people file: from … to …,
// both included, the person takes part and reports to Manager. Nobody as
// Manager is the top of a tree; no date is no bound.
type Line struct {
	Report, Manager PersonID
	Dotted          bool  // counts in coverage only
	Level           Level // overrides the derived level; usually empty
	From, To        cadence.Date
	ActsFor         PersonID // the manager for whom Manager stands in; nobody for a line of their own
	Team            bool     // confirmed by both in Slack; otherwise it is from the people file, and only that can change it
	Slack           bool     // from the report's Slack profile, which counts only where nobody else names a manager
}

// On reports whether the line is in force on d.
func (l Line) On(d cadence.Date) bool {
	return l.From <= d && (l.To == 0 || d <= l.To)
}

// A Roster is the organisation day by day: people, reporting lines, levels and
// leave on any given date.
type Roster struct {
	people    map[PersonID]Person
	lines     map[PersonID][]Line     // by report, latest start first
	reports   map[PersonID][]PersonID // everybody who ever reported to the key
	places    map[PersonID][]place    // of everybody with a line, in order of time
	leaves    map[PersonID][]Leave
	calendars func(name string) *cadence.Calendar
	fiscal    cadence.Fiscal
	spellings func() map[PersonID]spelling // of everybody's name
}

// NewRoster returns the roster of some people and their lines. Somebody whose
// account is closed, or of another company, takes no part: the account that is
// closed ends the line that a file leaves open. Calendars and the
// fiscal year come from the playbook. Who stands in for a manager has an acting
// line to each of their reports.
func NewRoster(people []Person, lines []Line, pb *Playbook, standIns ...StandIn) *Roster {
	closed := map[PersonID]bool{}
	for _, p := range people {
		closed[p.ID] = p.Account == Gone
	}
	return NewRecord(people, slices.DeleteFunc(slices.Clone(lines), func(l Line) bool { return closed[l.Report] }), pb, standIns...)
}

// NewRecord returns the roster as it is counted by: whoever has left since took
// part while they did, and what they did then still counts.
func NewRecord(people []Person, lines []Line, pb *Playbook, standIns ...StandIn) *Roster {
	r := &Roster{
		people:    make(map[PersonID]Person, len(people)),
		lines:     map[PersonID][]Line{},
		reports:   map[PersonID][]PersonID{},
		places:    make(map[PersonID][]place, len(people)),
		calendars: pb.Calendar,
		fiscal:    pb.Fiscal,
	}
	for _, p := range people {
		r.people[p.ID] = p
	}
	r.spellings = sync.OnceValue(r.spell)
	r.add(lines)
	var acting []Line
	for _, s := range standIns {
		acting = append(acting, r.acting(s)...)
	}
	r.add(acting)
	for manager, ids := range r.reports {
		slices.SortFunc(ids, r.byName)
		r.reports[manager] = slices.Compact(ids)
	}
	for id := range r.lines {
		r.places[id] = r.placesOf(id)
	}
	return r
}

// add adds reporting lines, and has each person's in order: from the same day,
// an acting manager goes before the one they stand in for, and a manager before
// none.
func (r *Roster) add(lines []Line) {
	for _, l := range lines {
		if r.people[l.Report].Account == Outside {
			continue // nobody of another company has one
		}
		r.lines[l.Report] = append(r.lines[l.Report], l)
		if l.Manager != 0 && !slices.Contains(r.reports[l.Manager], l.Report) {
			r.reports[l.Manager] = append(r.reports[l.Manager], l.Report)
		}
	}
	for _, rows := range r.lines {
		slices.SortStableFunc(rows, func(a, b Line) int {
			return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(flagged(a.ActsFor == 0), flagged(b.ActsFor == 0)), cmp.Compare(b.Manager, a.Manager))
		})
	}
}

// spell returns everybody's name in the form that typed words are compared
// with.
func (r *Roster) spell() map[PersonID]spelling {
	all := make(map[PersonID]spelling, len(r.people))
	for id, p := range r.people {
		all[id] = spellingOf(p)
	}
	return all
}

func (r *Roster) byName(a, b PersonID) int {
	if c := strings.Compare(r.people[a].Name, r.people[b].Name); c != 0 {
		return c
	}
	return int(a - b)
}

// Person returns the person with the given ID; an unknown ID gives a person
// without a name.
func (r *Roster) Person(id PersonID) Person { return r.people[id] }

// People returns everybody's ID, in no particular order.
func (r *Roster) People() []PersonID {
	ids := make([]PersonID, 0, len(r.people))
	for id := range r.people {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Calendar returns the person's working calendar.
func (r *Roster) Calendar(id PersonID) *cadence.Calendar {
	return r.calendars(r.people[id].Calendar)
}

// Participates reports whether the person takes part in coaching on d. Coach
// starts a conversation with nobody else.
func (r *Roster) Participates(id PersonID, d cadence.Date) bool {
	return slices.ContainsFunc(r.lines[id], func(l Line) bool { return l.On(d) })
}

// ParticipatesFrom reports whether the person takes part on d or later.
func (r *Roster) ParticipatesFrom(id PersonID, d cadence.Date) bool {
	return slices.ContainsFunc(r.lines[id], func(l Line) bool { return l.To == 0 || l.To >= d })
}

// TookPart reports whether the person took part once, and does so on d and
// later no more.
func (r *Roster) TookPart(id PersonID, d cadence.Date) bool {
	return len(r.lines[id]) > 0 && !r.ParticipatesFrom(id, d)
}

// Lines returns all reporting lines of a person, past and to come, the latest
// start first.
func (r *Roster) Lines(id PersonID) []Line { return r.lines[id] }

// line returns the person's reporting line in force on d: of those that
// overlap, the one with the latest start (an acting manager).
func (r *Roster) line(id PersonID, d cadence.Date) (Line, bool) {
	for _, l := range r.lines[id] {
		if !l.Dotted && l.On(d) {
			return l, true
		}
	}
	return Line{}, false
}

// ManagerOf returns the person's line manager on d, or nobody. A line counts
// only on days on which the manager takes part too.
func (r *Roster) ManagerOf(id PersonID, d cadence.Date) PersonID {
	l, ok := r.line(id, d)
	if !ok || !r.Participates(l.Manager, d) {
		return 0
	}
	return l.Manager
}

// Reports returns the person's direct reports on d, by name.
func (r *Roster) Reports(id PersonID, d cadence.Date) []PersonID {
	if !r.Participates(id, d) {
		return nil
	}
	var team []PersonID
	for _, report := range r.reports[id] {
		if l, ok := r.line(report, d); ok && l.Manager == id {
			team = append(team, report)
		}
	}
	return team
}

// Level returns the person's level on d: the one in the people file, or else
// the one that follows from the reporting lines.
func (r *Roster) Level(id PersonID, d cadence.Date) Level { return r.place(id, d).level }

// Top returns the head of the person's part of the organisation on d. For a
// person who takes no part it is the head of the largest tree, and where
// nobody leads anybody it is the person.
func (r *Roster) Top(id PersonID, d cadence.Date) PersonID {
	if !r.Participates(id, d) {
		most := 1
		for _, other := range r.People() {
			if n := len(r.Tree(other, d)); n > most {
				id, most = other, n
			}
		}
	}
	for seen := map[PersonID]bool{}; !seen[id]; {
		seen[id] = true
		if manager := r.ManagerOf(id, d); manager != 0 {
			id = manager
		}
	}
	return id
}

// Participants returns how many people take part on d.
func (r *Roster) Participants(d cadence.Date) int {
	n := 0
	for id := range r.lines {
		if r.Participates(id, d) {
			n++
		}
	}
	return n
}

// Tree returns the root and everybody who reports to them, directly or through
// others, on d: each once, managers before their reports.
func (r *Roster) Tree(root PersonID, d cadence.Date) []PersonID {
	tree, seen := []PersonID{root}, map[PersonID]bool{root: true}
	for i := 0; i < len(tree); i++ {
		for _, report := range r.Reports(tree[i], d) {
			if !seen[report] {
				seen[report] = true
				tree = append(tree, report)
			}
		}
	}
	return tree
}

// IsZone reports whether a name is an IANA time zone's. "Local" is none: it
// means whatever zone the machine is set to.
func IsZone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && name != "" && name != "Local"
}
