package measure

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// lifeYAML has a practice of each kind that a report treats differently.
const lifeYAML = `version: 1
calendars:
  gulf: {working_days: [SUN, MON, TUE, WED, THU], week_start: SUN}
practices:
- {key: meeting, name: Meeting, short: Meeting, group: team, enabled: true, levels: [flm, mom, exec], scope: team, cadence: weekly, due: MON, grace_wd: 1, late_wd: 3, lens: leading, minutes: 30}
- {key: visit, name: Visit, short: Visit, group: coach, enabled: true, levels: [flm, mom, exec], scope: report, cadence: weekly, due: THU, grace_wd: 2, late_wd: 2, lens: mixed, confirm: subject, rate: subject, minutes: 30}
- {key: review, name: Review, short: Review, group: coach, enabled: true, levels: [mom, exec], scope: report, cadence: monthly, due: WD-4, grace_wd: 3, late_wd: 5, lens: lagging, confirm: subject, minutes: 60}
- {key: plan, name: Plan, short: Plan, group: direction, enabled: true, levels: [rep], scope: self, cadence: weekly, due: FRI, late_wd: 2, lens: leading, confirm: sample, minutes: 20}
- {key: recognition, name: Recognition, short: Recognition, group: recognition, enabled: true, levels: [everyone], expected_of: [flm], scope: team, cadence: biweekly, due: W2-FRI, minutes: 5}
system_practices:
- {key: inspect_review, enabled: false}
`

// secondLifeYAML has another rhythm, other groups, and asks other things.
var secondLifeYAML = strings.NewReplacer("due: MON", "due: TUE", "key: review, name: Review, short: Review, group: coach", "key: review, name: Review, short: Review, group: direction",
	"lens: lagging, confirm: subject", "lens: lagging, confirm: subject, rate: subject").Replace(lifeYAML)

var (
	lifeBegins, lifeTurns, lifeEnds = date(3, 2), date(4, 8), date(5, 3)
	lifeZones                       = []string{"", "", "Pacific/Kiritimati", "America/Los_Angeles"}
)

// lifeBooks are the two playbooks as published, and their timeline.
var lifeBooks = sync.OnceValues(func() (versions map[int]*practice.Playbook, timeline *practice.Playbook) {
	versions = map[int]*practice.Playbook{}
	for i, text := range []string{lifeYAML, secondLifeYAML} {
		pb, err := files.Load("life.yaml", []byte(text))
		if err != nil {
			panic(err)
		}
		versions[i+1] = pb
	}
	return versions, practice.Timeline([]practice.Publication{{Version: 1, Playbook: versions[1], On: date(1, 1), From: date(1, 1)}, {Version: 2, Playbook: versions[2], On: lifeTurns}})
})

// A life is a company drawn at random, with everything that ever happened in it.
// All words in it contain [mark]. A hundred are drawn for each test; go test
// ./measure -rapid.checks=5000 draws more, in some minutes.
type life struct {
	t *rapid.T
	History
	people   []practice.Person
	lines    []practice.Line
	leaves   []practice.Leave
	standIns []practice.StandIn
	org      Org
	owner    practice.PersonID // of the playbook
	wide     bool              // most report to one of a few
	now      time.Time
	serial   int
	idle     map[duty]bool
	split    bool      // what is rated, one manager does alone
	answers  int       // of twenty asks
	asOf     time.Time // of the questions asked of it
	was      History   // as of then
	kind     WindowKind
	running  bool
	known    map[knowing]Facts
}

// A knowing is the part of a question on which the facts depend, if it is not
// about one person.
type knowing struct {
	window Window
	today  cadence.Date
}

// A duty is a practice of a performer's.
type duty struct {
	performer practice.PersonID
	practice  string
}

// drawLife draws a life in which one of some numbers of sessions are asked about.
func drawLife(t *rapid.T, talks ...int) *life {
	versions, timeline := lifeBooks()
	l := &life{t: t, History: History{Withdrawn: map[practice.EntryID]time.Time{}}, idle: map[duty]bool{}, known: map[knowing]Facts{}}
	l.now = date(4, 13).At(0, time.UTC).Add(l.hours("now", 14*24))
	l.wide = l.oneIn(3, "wide")
	for id := 1; id <= 5+l.upTo("people", 7); id++ {
		l.joins(practice.PersonID(id))
	}
	r := practice.NewRecord(l.people, l.lines, timeline, l.standIns...).WithLeave(l.leaves)
	l.org = Org{Playbook: timeline, Versions: versions, Roster: r, Order: []string{"visit", "meeting"}}
	l.owner = l.somebody("owner")
	l.plans()
	l.answers = rapid.SampledFrom([]int{9, 14, 16}).Draw(t, "answers")
	l.split = l.oneIn(3, "split")
	authors := []practice.PersonID{2, 3, 4, 5}[l.upTo("first author", 2):]
	for range rapid.SampledFrom(talks).Draw(t, "talks") {
		l.talks(authors)
	}
	for range l.upTo("steps", 20) {
		l.agrees()
	}
	for range l.upTo("obstacles", 6) {
		l.raises()
	}
	l.tells()
	l.asOf = l.now.Add(-l.hours("asked", 24*20))
	l.was = l.until(l.asOf)
	l.kind = rapid.SampledFrom([]WindowKind{ByWeek, ByWeek, ByWeek, ByMonth, ByQuarter}).Draw(t, "window")
	l.running = l.oneIn(4, "running")
	return l
}

func (l *life) upTo(label string, n int) int { return rapid.IntRange(0, n).Draw(l.t, label) }

func (l *life) oneIn(n int, label string) bool { return l.upTo(label, n-1) == n-1 }

func (l *life) hours(label string, n int) time.Duration {
	return time.Duration(l.upTo(label, n)) * time.Hour
}

func (l *life) days(label string, n int) cadence.Date { return cadence.Date(l.upTo(label, n)) }

func (l *life) somebody(label string) practice.PersonID {
	return practice.PersonID(1 + l.upTo(label, len(l.people)-1))
}

// mark is in everything that anybody ever wrote, and in nothing else.
const mark = "zqx"

func (l *life) words() string {
	l.serial++
	return fmt.Sprint(mark, l.serial)
}

// zone returns where somebody is.
func (l *life) zone(id practice.PersonID) *time.Location { return l.people[id-1].Location(time.UTC) }

func (l *life) dayOf(at time.Time, id practice.PersonID) cadence.Date {
	return l.people[id-1].Today(at, time.UTC)
}

// joins has somebody join, below anybody who was there before, and perhaps move
// to another, leave, be away, or hand the team over for a while.
func (l *life) joins(id practice.PersonID) {
	p := practice.Person{ID: id, Name: l.words(), SlackID: l.words(), Zone: rapid.SampledFrom(lifeZones).Draw(l.t, "zone"), Account: practice.Member,
		Admin: l.oneIn(4, "admin"), Erased: l.oneIn(12, "erased")}
	if l.oneIn(4, "gulf") {
		p.Calendar = "gulf"
	}
	if !l.oneIn(5, "no address") {
		p.Email = fmt.Sprintf("p%d@example.com", id)
	}
	if l.oneIn(12, "gone") {
		p.Account = practice.Gone
	}
	l.people = append(l.people, p)
	above := func(label string) practice.PersonID {
		least, most := max(1, int(id)-3), int(id)-1
		switch {
		case l.oneIn(12, label+" is nobody") || id == 1:
			return 0
		case l.wide || l.oneIn(4, label+" is far above"):
			least, most = 1, min(3, most)
		}
		return practice.PersonID(least + l.upTo(label, most-least))
	}
	line := practice.Line{Report: id, Manager: above("manager")}
	turn := date(3, 20) + l.days("turn", 35)
	switch l.upTo("turns", 9) {
	case 0:
		line.To = turn
	case 1:
		line.From = turn
	case 2, 3:
		line.To = turn - 1
		l.lines = append(l.lines, practice.Line{Report: id, Manager: above("next manager"), From: turn})
	}
	l.lines = append(l.lines, line)
	if l.oneIn(6, "dotted") {
		l.lines = append(l.lines, practice.Line{Report: id, Manager: above("dotted to"), Dotted: true})
	}
	from := date(3, 15) + l.days("away", 40)
	if l.oneIn(4, "leave") {
		l.leaves = append(l.leaves, practice.Leave{Person: id, From: from, To: from + l.days("days away", 25)})
	}
	if who := above("stand-in"); who != 0 && who != id && l.oneIn(8, "stands in") {
		l.standIns = append(l.standIns, practice.StandIn{Manager: id, Person: who, From: from, To: from + 12})
	}
}

// plans has everything fall due, and something become of it.
func (l *life) plans() {
	for _, p := range l.people {
		for _, o := range practice.Plan(l.org.Playbook, l.org.Roster, p.ID, lifeBegins, lifeEnds) {
			d := duty{p.ID, o.Practice}
			if _, drawn := l.idle[d]; !drawn {
				l.idle[d] = l.oneIn(4, "idle")
			}
			o.Cue, o.ID = l.words(), practice.OccurrenceID(len(l.Occurrences)+1)
			l.becomes(&o, l.idle[d], l.upTo("fate", 799))
			l.Occurrences = append(l.Occurrences, o)
		}
	}
}

// becomes has something become of an occurrence: of what is idle, nothing that
// would count.
func (l *life) becomes(o *practice.Occurrence, idle bool, fate int) {
	at := o.DueOn.At(9*60, l.zone(o.Performer)).Add(time.Duration(fate/16-10) * 4 * time.Hour)
	kind := fate % 16
	if idle {
		kind = 8 + kind%2*3
	}
	skip := practice.Skip{Reason: fmt.Sprint("Reason ", fate%3), Detail: l.words(), For: 1, Within: kind == 8, At: at}
	switch {
	case o.Expectation == practice.Excused:
	case kind < 7 || kind == 15:
		logged := at
		if kind == 15 { // an edit moved it here
			logged = at.Add(-50 * time.Hour)
		}
		e := l.logs(o.Practice, o.Performer, o.Subject, logged, fate)
		o.Entry, o.LoggedOn, o.SettledAt = e.ID, l.dayOf(at, o.Performer), at
	case o.Expectation == practice.Cancelled:
	case kind == 7: // taken back
		l.takesBack(l.logs(o.Practice, o.Performer, o.Subject, at, fate).ID, at.Add(20*time.Hour))
	case kind == 8 || kind == 9:
		o.Skip = skip
	case kind <= 11:
		if kind == 10 {
			o.Skip = skip
		}
		o.Expectation, o.Reason = practice.Excused, practice.ByLeader
		o.Excuse = practice.Excuse{By: 1, Reason: l.words(), Detail: l.words(), At: at.Add(time.Hour)}
	}
}

// logs has somebody write an entry.
func (l *life) logs(key string, author, subject practice.PersonID, at time.Time, n int) practice.Entry {
	e := practice.Entry{ID: practice.EntryID(len(l.Entries) + 1), Request: l.words(), Practice: key, Author: author, Subject: subject,
		LoggedAt: at, LoggedOn: l.dayOf(at, author), Version: 1, Link: l.words(), Values: practice.Values{"note": {Text: l.words()}, "topics": {Rows: []practice.Row{{What: l.words()}}}}}
	e.HappenedOn = e.LoggedOn - cadence.Date(n%3)
	if e.LoggedOn >= lifeTurns {
		e.Version = 2
	}
	if n%2 == 0 {
		e.Values["time_focus"] = practice.Value{Text: []string{"back", "balanced", "ahead"}[n%3]}
		e.Values[practice.PlanAuthor] = practice.Value{Text: []string{"they", "both", "manager"}[n%3]}
	}
	if key == practice.RecognitionKey {
		e.Values[practice.RecognitionWho] = practice.Value{People: []practice.PersonID{practice.PersonID(1 + n%len(l.people))}}
	}
	l.Entries = append(l.Entries, e)
	return e
}

func (l *life) takesBack(id practice.EntryID, at time.Time) {
	l.Withdrawn[id], l.Entries[id-1].Withdrawn = at, true
}

// talks has a manager hold a session of which somebody is asked afterwards.
func (l *life) talks(authors []practice.PersonID) {
	author, person := rapid.SampledFrom(authors).Draw(l.t, "author"), l.somebody("person")
	at := l.now.Add(-l.hours("ago", 24*110))
	key := rapid.SampledFrom([]string{"visit", "visit", "visit", "review", "meeting"}).Draw(l.t, "talk")
	if l.split && author != authors[0] {
		key = "meeting"
	}
	e := l.logs(key, author, person, at.Add(-20*time.Hour), l.upTo("n", 5))
	a := practice.Ask{Entry: e.ID, Practice: e.Practice, Author: author, HappenedOn: e.HappenedOn, LoggedAt: e.LoggedAt, LoggedOn: e.LoggedOn,
		Why: practice.ConfirmSubject, Settled: !l.oneIn(5, "extra")}
	if l.oneIn(6, "sample") {
		a.Why = practice.ConfirmSample
	}
	first := l.asks(a, person, at)
	edited := at.Add(l.hours("edited after", 24*14))
	switch l.upTo("fate of the talk", 9) {
	case 0: // taken back
		l.takesBack(e.ID, edited)
		l.cancels(first, edited)
	case 1: // edited, and asked about again
		l.cancels(first, edited)
		a.Round = 1
		l.asks(a, l.somebody("other person"), edited.Add(10*time.Hour))
	}
}

// asks has somebody asked, who perhaps answers. It returns which ask it is.
func (l *life) asks(a practice.Ask, person practice.PersonID, at time.Time) int {
	a.ID, a.Person, a.AskedAt, a.AskedOn = practice.AskID(len(l.Asks)+1), person, at, l.dayOf(at, person)
	a.WaitsUntil, a.LapsesOn = a.AskedOn+14, a.AskedOn+7
	if n := l.upTo("answer", 19); n < l.answers {
		a.Answer = practice.Confirmation{At: at.Add(l.hours("thinks", 24*6)), Match: practice.MatchedYes}
		switch {
		case n == 0:
			a.Answer.Match = practice.MatchedNo
		case n < 4:
			a.Answer.Match = practice.MatchedLike
		}
		if n > 1 {
			a.Answer.Useful, a.Answer.Next = 1+n%5, []string{practice.NextClear, practice.NextUnclear, ""}[n%3]
		}
	}
	l.Asks = append(l.Asks, a)
	return len(l.Asks) - 1
}

// cancels takes back an ask that was not answered by a moment.
func (l *life) cancels(i int, at time.Time) {
	if a := &l.Asks[i]; a.Answer.At.IsZero() || a.Answer.At.After(at) {
		a.CancelledAt, a.Answer = at, practice.Confirmation{}
	}
}

// agrees has two people agree on a next step, and something become of it.
func (l *life) agrees() {
	a := practice.Action{ID: practice.ActionID(len(l.Actions) + 1), Request: l.words(), What: l.words(), Author: l.somebody("coach"), Owner: l.somebody("coached"), FirstDue: l.dayOf(l.now, 1) - l.days("due", 40)}
	a.Subject, a.MadeAt = a.Owner, (a.FirstDue-10).At(9*60, time.UTC).Add(l.hours("made", 24*12))
	a.AgreedAt, a.Due = a.MadeAt.Add(l.hours("agreed", 48)), a.FirstDue
	at := a.MadeAt
	for range l.upTo("moves", 2) {
		at = at.Add(l.hours("moved", 24*7))
		a.Due += l.days("later", 20)
		a.Moves = append(a.Moves, practice.Move{At: at, By: a.Owner, To: a.Due})
	}
	at = at.Add(l.hours("ends", 24*12))
	switch l.upTo("ending", 5) {
	case 0:
		a.Cancels = []practice.Cancel{{At: at, By: a.Owner}, {At: at.Add(9 * time.Hour), By: a.Author}}
		a.CancelledAt = at.Add(9 * time.Hour)
	case 1:
		a.DroppedAt = at
	case 2, 3, 4:
		a.DoneAt, a.DoneOn, a.DoneBy = at, l.dayOf(at, a.Owner), a.Owner
	}
	l.Actions = append(l.Actions, a)
}

// raises has somebody raise an obstacle, and others act on it.
func (l *life) raises() {
	at := l.now.Add(-l.hours("raised", 24*40))
	o := practice.Obstacle{ID: practice.ObstacleID(len(l.Obstacles) + 1), Request: l.words(), Raiser: l.somebody("raiser"), RaisedAt: at, What: l.words(), Link: l.words(), Impact: l.words(), Category: l.words(), Hidden: l.oneIn(3, "hidden")}
	o.RaisedOn = l.dayOf(at, o.Raiser)
	for range l.upTo("events", 4) {
		at = at.Add(l.hours("next event", 24*10))
		ev := practice.ObstacleEvent{At: at, By: l.somebody("by"), Words: l.words(), Prevent: l.words(), Outcome: "removed",
			Kind: rapid.SampledFrom([]practice.ObstacleEventKind{practice.ObstacleOwned, practice.ObstacleOwned, practice.ObstacleUpdated, practice.ObstacleResolved, practice.ObstacleReopened, practice.ObstacleWithdrawn}).Draw(l.t, "event")}
		ev.On = l.dayOf(at, ev.By)
		if ev.Kind == practice.ObstacleOwned {
			ev.Owner, ev.Due = ev.By, ev.On+5
		}
		if l.oneIn(2, "told") {
			ev.ToldAt = at.Add(30 * time.Hour)
		}
		o.History = append(o.History, ev)
	}
	l.Obstacles = append(l.Obstacles, o)
}

// tells has digests say something of the weeks.
func (l *life) tells() {
	for range l.upTo("digests", 12) {
		monday := date(3, 16) + 7*l.days("week", 4)
		n := l.upTo("done", 9)
		l.Digests = append(l.Digests, Digested{At: (monday + 7).At(9*60, time.UTC).Add(l.hours("told", 24*14)), Root: practice.PersonID(1 + l.upTo("root", 2)), From: monday, To: monday + 6, Done: Rate{n, 9}, InTime: Rate{n / 2, 9}})
	}
	slices.SortStableFunc(l.Digests, func(a, b Digested) int { return cmp.Or(a.At.Compare(b.At), int(a.Root-b.Root)) })
}

// question returns what somebody asks; false where they may not.
func (l *life) question(viewer practice.PersonID, scope Scope, root practice.PersonID) (Question, bool) {
	k := Asking{Viewer: viewer, IsOwner: viewer == l.owner, Scope: scope, Root: root, Kind: l.kind, Running: l.running, AsOf: l.asOf, Today: l.dayOf(l.asOf, viewer)}
	q, err := k.Question(l.org.Playbook, l.org.Roster, time.UTC)
	return q, err == nil
}

// questions returns all that anybody may ask, and what is posted in a channel.
func (l *life) questions() []Question {
	var all []Question
	for _, p := range l.people {
		for _, scope := range []Scope{Me, Team, Company} {
			q, may := l.question(p.ID, scope, 0)
			if !may {
				continue
			}
			all = append(all, q)
			if q.Channel = true; scope != Me {
				all = append(all, q)
			}
		}
		for _, about := range l.people {
			if q, may := l.question(p.ID, Manager, about.ID); may && about.ID != p.ID {
				all = append(all, q)
			}
		}
	}
	return all
}

// answer answers a question from facts that are everybody's: without the
// viewer's own occurrences, and without what a digest said.
func (l *life) answer(q Question) Report {
	k := knowing{q.Window, q.Today}
	if _, known := l.known[k]; !known {
		everybodys := q
		everybodys.Scope = Company
		l.known[k] = l.Facts(everybodys, l.org.Playbook)
	}
	return Answer(q, l.org, l.known[k])
}
