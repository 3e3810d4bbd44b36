package practice_test

import (
	gocmp "cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"coach/cadence"
	"coach/practice"
)

// A firm is a small company with a playbook and a span to plan.
type firm struct {
	playbook *practice.Playbook
	people   []practice.Person
	lines    []practice.Line
	leaves   []practice.Leave
	from, to cadence.Date
}

func (f firm) roster() *practice.Roster {
	return practice.NewRoster(f.people, f.lines, f.playbook).WithLeave(f.leaves)
}

func (f firm) plan(performer practice.PersonID) []practice.Occurrence {
	return practice.Plan(f.playbook, f.roster(), performer, f.from, f.to)
}

// plans returns everybody's occurrences.
func (f firm) plans() []practice.Occurrence {
	var all []practice.Occurrence
	for _, p := range f.people {
		all = append(all, f.plan(p.ID)...)
	}
	return all
}

// dayOfSpring draws a day from February to July 2026, or no date now and then.
func dayOfSpring(t *rapid.T, label string) cadence.Date {
	if rapid.IntRange(0, 2).Draw(t, label+" is open") == 0 {
		return 0
	}
	return date(time.February, 1) + cadence.Date(rapid.IntRange(0, 180).Draw(t, label))
}

func drawCalendar(t *rapid.T) *cadence.Calendar {
	c := cadence.Standard()
	if rapid.Bool().Draw(t, "weeks from Sunday") {
		c.WeekStart = time.Sunday
		c.Week = cadence.Days(time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday)
	}
	c.Holidays = map[cadence.Date]bool{}
	for _, n := range rapid.SliceOfN(rapid.IntRange(0, 180), 0, 40).Draw(t, "holidays") {
		c.Holidays[date(time.February, 1)+cadence.Date(n)] = true
	}
	return c
}

// dueCodes are due codes that suit each cadence.
var dueCodes = map[cadence.Cadence][]string{
	cadence.Weekly:    {"MON", "THU", "FRI", "SUN", "WD2", "WD-1"},
	cadence.Biweekly:  {"W1-MON", "W2-THU", "W2-SAT", "WD3", "WD-4"},
	cadence.Monthly:   {"WD1", "WD10", "WD-4", "WD-40"},
	cadence.Quarterly: {"WD10", "WD-8"},
}

func drawRule(t *rapid.T) practice.Rule {
	c := rapid.SampledFrom([]cadence.Cadence{cadence.Daily, cadence.Weekly, cadence.Biweekly, cadence.Monthly, cadence.Quarterly}).Draw(t, "cadence")
	r := practice.Rule{Rhythm: cadence.Rhythm{Cadence: c}, Times: rapid.IntRange(1, 3).Draw(t, "times"),
		Grace: rapid.IntRange(0, 6).Draw(t, "grace"), Late: rapid.IntRange(0, 6).Draw(t, "late")}
	if c == cadence.Daily {
		return r
	}
	for _, code := range rapid.SliceOfNDistinct(rapid.SampledFrom(dueCodes[c]), 1, 2, rapid.ID).Draw(t, "due") {
		due, err := cadence.ParseDue(code, c)
		if err != nil {
			t.Fatal(err)
		}
		r.Due = append(r.Due, due)
	}
	return r
}

func drawPractice(t *rapid.T) practice.Practice {
	levels := rapid.SliceOfNDistinct(rapid.SampledFrom(practice.PlaybookLevels), 1, 4, rapid.ID).Draw(t, "levels")
	p := practice.Practice{Key: rapid.SampledFrom([]string{"talk", "walk"}).Draw(t, "key"), Levels: levels, Enabled: true, Rule: drawRule(t),
		Scope: rapid.SampledFrom([]practice.Scope{practice.ScopeReport, practice.ScopeTeam, practice.ScopeSelf}).Draw(t, "scope"), From: dayOfSpring(t, "in force from"), To: dayOfSpring(t, "in force to")}
	if rapid.Bool().Draw(t, "tightens") {
		r := drawRule(t)
		p.Intensify = &practice.Intensify{Window: cadence.Window{Days: 10, Of: cadence.Quarterly}, Rhythm: r.Rhythm, Due: r.Due, Times: r.Times, Grace: r.Grace, Late: r.Late}
	}
	if rapid.Bool().Draw(t, "a level of its own") {
		p.ByLevel = map[practice.Level]practice.Rule{rapid.SampledFrom(practice.PersonLevels).Draw(t, "own level"): drawRule(t)}
	}
	return p
}

var anyFirm = rapid.Custom(func(t *rapid.T) firm {
	f := firm{playbook: &practice.Playbook{Calendars: map[string]*cadence.Calendar{practice.DefaultCalendar: drawCalendar(t), "other": drawCalendar(t)}}}
	f.playbook.Practices = rapid.SliceOfN(rapid.Custom(drawPractice), 1, 3).Draw(t, "practices")
	size := rapid.IntRange(2, 5).Draw(t, "people")
	for id := range practice.PersonID(size) {
		f.people = append(f.people, practice.Person{ID: id + 1, Name: string('A' + rune(id)), Account: practice.Member, Calendar: rapid.SampledFrom([]string{"", "other"}).Draw(t, "calendar")})
	}
	// Everybody reports to somebody before them, so that there is no circle; no two lines of a person start on the same day.
	for id := practice.PersonID(1); id <= practice.PersonID(size); id++ {
		starts := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) cadence.Date { return dayOfSpring(t, "start") }), 1, 3, rapid.ID).Draw(t, "starts")
		for _, from := range starts {
			l := practice.Line{Report: id, Manager: practice.PersonID(rapid.IntRange(0, int(id)-1).Draw(t, "manager")), From: from, To: dayOfSpring(t, "end"), Dotted: rapid.IntRange(0, 5).Draw(t, "dotted") == 0}
			f.lines = append(f.lines, l)
		}
	}
	f.leaves = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) practice.Leave {
		l := practice.Leave{Person: practice.PersonID(rapid.IntRange(1, size).Draw(t, "away")), From: dayOfSpring(t, "leave from"), KnownOn: dayOfSpring(t, "known on")}
		if rapid.IntRange(0, 9).Draw(t, "comes back") > 0 {
			l.To = l.From + cadence.Date(rapid.IntRange(0, 30).Draw(t, "days of leave"))
		}
		return l
	}), 0, 8).Draw(t, "leaves")
	f.from = date(time.March, 1) + cadence.Date(rapid.IntRange(0, 60).Draw(t, "from"))
	f.to = f.from + cadence.Date(rapid.IntRange(0, 60).Draw(t, "span"))
	return f
})

func TestAnythingPlannedIsDueInItsPeriodOnTimeWithinItAndOnceOnly(t *testing.T) {
	type identity struct {
		practice           string
		performer, subject practice.PersonID
		period             cadence.Period
		due                cadence.Due
		seq                int
	}
	type ask struct {
		practice           string
		performer, subject practice.PersonID
		on                 cadence.Date
		seq                int
	}
	rapid.Check(t, func(t *rapid.T) {
		f := anyFirm.Draw(t, "firm")
		roster := f.roster()
		known, asked := map[identity]bool{}, map[ask]bool{}
		for _, o := range f.plans() {
			calendar := roster.Calendar(o.Performer)
			id := identity{o.Practice, o.Performer, o.Subject, o.Period, o.Due, o.Seq}
			nominal := ask{o.Practice, o.Performer, o.Subject, o.Nominal, o.Seq}
			work := calendar.WorkingDays(o.Period)
			switch {
			case known[id] || asked[nominal]:
				t.Fatalf("planned twice: %+v", o)
			case !o.Period.Contains(o.DueOn) || !o.Period.Contains(o.Nominal):
				t.Fatalf("due outside its period: %+v", o)
			case o.Period.End < f.from || o.Period.Start > f.to:
				t.Fatalf("its period has no day of the span: %+v", o)
			case o.DueOn > o.GraceUntil || o.GraceUntil > o.ClosesOn:
				t.Fatalf("closed before it is due: %+v", o)
			case (o.Expectation == practice.Expected) != (o.Reason == practice.NoReason):
				t.Fatalf("%s for the reason %q: %+v", o.Expectation, o.Reason, o)
			case o.Expectation == practice.Expected && !calendar.Works(o.DueOn):
				t.Fatalf("due on a day off: %+v", o)
			case o.Expectation == practice.Expected && o.GraceUntil > work[len(work)-1]:
				t.Fatalf("on time after the period's last working day, %s: %+v", work[len(work)-1], o)
			case o.Subject == o.Performer:
				t.Fatalf("about oneself: %+v", o)
			}
			known[id], asked[nominal] = true, true
		}
	})
}

func TestPlanningTwiceOrWithEverythingShuffledGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFirm.Draw(t, "firm")
		seed := rapid.Uint64().Draw(t, "seed")
		shuffled := f
		shuffled.people, shuffled.lines, shuffled.leaves = slices.Clone(f.people), slices.Clone(f.lines), slices.Clone(f.leaves)
		rng := rand.New(rand.NewPCG(seed, seed))
		rng.Shuffle(len(shuffled.people), func(i, j int) {
			shuffled.people[i], shuffled.people[j] = shuffled.people[j], shuffled.people[i]
		})
		rng.Shuffle(len(shuffled.lines), func(i, j int) {
			shuffled.lines[i], shuffled.lines[j] = shuffled.lines[j], shuffled.lines[i]
		})
		rng.Shuffle(len(shuffled.leaves), func(i, j int) {
			shuffled.leaves[i], shuffled.leaves[j] = shuffled.leaves[j], shuffled.leaves[i]
		})
		otherwise := *f.playbook // practices the other way round, versions of one in their order
		otherwise.Practices = slices.SortedStableFunc(slices.Values(f.playbook.Practices), func(a, b practice.Practice) int { return strings.Compare(b.Key, a.Key) })
		shuffled.playbook = &otherwise
		for _, p := range f.people {
			first := f.plan(p.ID)
			if diff := cmp.Diff(first, f.plan(p.ID), dueComparer); diff != "" {
				t.Fatalf("planned again (-first +again):\n%s", diff)
			}
			if diff := cmp.Diff(first, shuffled.plan(p.ID), dueComparer); diff != "" {
				t.Fatalf("shuffled (-first +shuffled):\n%s", diff)
			}
		}
	})
}

func TestEveryPlannedPeriodIsJudgedByItsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFirm.Draw(t, "firm")
		f.playbook.Practices = f.playbook.Practices[:1] // so that no other version's occurrence stands for this one's
		p := &f.playbook.Practices[0]
		p.Scope, p.Levels, p.ByLevel, p.Intensify = practice.ScopeReport, []practice.Level{practice.Everyone}, nil, nil
		for _, o := range f.plans() {
			roster := f.roster()
			calendar := roster.Calendar(o.Performer)
			work := calendar.WorkingDays(o.Period)
			there := f.countingDays(o, f.leaves)
			heldFromNominal := len(work) > 0 && o.Nominal > work[len(work)-1] && heldOn(roster, p, o, work[len(work)-1])
			for _, d := range work {
				heldFromNominal = heldFromNominal || heldOn(roster, p, o, d) && d >= o.Nominal
			}
			want, due := practice.Expected, o.Nominal
			switch {
			case len(work) == 0:
				want = practice.Excused
			case !heldFromNominal:
				want = practice.Cancelled
			case 2*len(there) < len(work):
				want = practice.Excused
			default:
				if due = rolled(there, o.Nominal); due < o.Nominal {
					// Had what was not known in time not happened, would a later day count?
					inTime := slices.DeleteFunc(slices.Clone(f.leaves), func(l practice.Leave) bool { return l.KnownOn > calendar.Add(due, -3) })
					if believed := f.countingDays(o, inTime); believed[len(believed)-1] > due {
						want, due = practice.Excused, o.Nominal
					}
				}
			}
			if o.Expectation != want || o.DueOn != due {
				t.Fatalf("%d of %d working days count, so it is %s on %s: %+v", len(there), len(work), want, due, o)
			}
		}
	})
}

// countingDays returns the working days of an occurrence's period on which the
// reporting line is in force and, but for the given leave, both people are at
// work.
func (f firm) countingDays(o practice.Occurrence, leaves []practice.Leave) []cadence.Date {
	r := f.roster()
	return slices.DeleteFunc(r.Calendar(o.Performer).WorkingDays(o.Period), func(d cadence.Date) bool {
		return !heldOn(r, &f.playbook.Practices[0], o, d) || r.Calendar(o.Subject).Holidays[d] || slices.ContainsFunc(leaves, func(l practice.Leave) bool {
			return (l.Person == o.Performer || l.Person == o.Subject) && l.From <= d && (l.To == 0 || d <= l.To)
		})
	})
}

// rolled returns the first of some days from the nominal date on, else the
// last.
func rolled(days []cadence.Date, nominal cadence.Date) cadence.Date {
	for _, d := range days {
		if d >= nominal {
			return d
		}
	}
	return days[len(days)-1]
}

// heldOn reports whether the practice and the reporting line were in force on
// a day.
func heldOn(r *practice.Roster, p *practice.Practice, o practice.Occurrence, d cadence.Date) bool {
	return p.InForce(d) && r.ManagerOf(o.Subject, d) == o.Performer
}

func TestNobodyOnLeaveForAWholePeriodOwesAnythingOfIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFirm.Draw(t, "firm")
		for _, p := range f.people {
			planned := f.plan(p.ID)
			if len(planned) == 0 {
				continue
			}
			o := rapid.SampledFrom(planned).Draw(t, "occurrence")
			away := f
			away.leaves = append(slices.Clone(f.leaves), practice.Leave{Person: p.ID, From: o.Period.Start, To: o.Period.End})
			for _, again := range away.plan(p.ID) {
				if again.Expectation == practice.Expected && o.Period.Start <= again.Period.Start && again.Period.End <= o.Period.End {
					t.Fatalf("away from %s to %s, but %+v", o.Period.Start, o.Period.End, again)
				}
			}
		}
	})
}

var dueComparer = cmp.Comparer(func(a, b cadence.Due) bool { return a == b })

func TestAPlanDoesNotDependOnTheSpanItIsAskedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFirm.Draw(t, "firm")
		if rapid.Bool().Draw(t, "one practice replaces another") {
			f.replace(t)
		}
		wide := f
		wide.from -= cadence.Date(rapid.IntRange(0, 120).Draw(t, "days before"))
		wide.to += cadence.Date(rapid.IntRange(0, 120).Draw(t, "days after"))
		for _, p := range f.people {
			within := slices.DeleteFunc(wide.plan(p.ID), func(o practice.Occurrence) bool { return o.Period.End < f.from || f.to < o.Period.Start })
			if diff := cmp.Diff(within, f.plan(p.ID), dueComparer, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("from %s to %s (-of %s to %s +asked):\n%s", f.from, f.to, wide.from, wide.to, diff)
			}
		}
	})
}

// replace leaves the firm with two versions of one practice.
func (f *firm) replace(t *rapid.T) {
	earlier, later := drawPractice(t), drawPractice(t)
	earlier.To = dayOfSpring(t, "replaced")
	later.Key, later.Scope, later.Levels, earlier.Levels = earlier.Key, earlier.Scope, []practice.Level{practice.Everyone}, []practice.Level{practice.Everyone}
	earlier.From, later.From, later.To = 0, earlier.To+1, 0
	f.playbook.Practices = []practice.Practice{earlier, later}
}

// nominally returns a person's occurrences with a nominal date in a span.
func (f firm) nominally(performer practice.PersonID, from, to cadence.Date) []practice.Occurrence {
	return slices.DeleteFunc(practice.Plan(f.playbook, f.roster(), performer, from, to), func(o practice.Occurrence) bool { return o.Nominal < from || to < o.Nominal })
}

func TestJanuaryPlusFebruaryIsJanuaryToFebruary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFirm.Draw(t, "firm")
		middle := f.from + cadence.Date(rapid.IntRange(0, int(f.to-f.from)).Draw(t, "middle"))
		byDate := func(a, b practice.Occurrence) int {
			return gocmp.Or(strings.Compare(a.Practice, b.Practice), gocmp.Compare(a.Subject, b.Subject), gocmp.Compare(a.Nominal, b.Nominal), gocmp.Compare(a.Seq, b.Seq))
		}
		for _, p := range f.people {
			parts := append(f.nominally(p.ID, f.from, middle), f.nominally(p.ID, middle+1, f.to)...)
			slices.SortFunc(parts, byDate)
			if diff := cmp.Diff(parts, f.nominally(p.ID, f.from, f.to), dueComparer, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("the parts are not the whole (-parts +whole):\n%s", diff)
			}
		}
	})
}

// Figures place an occurrence by its grace_until, and what planning excuses by
// its due_on: for these the two are one.
func TestWhatPlanningExcusesHasNoGrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, o := range anyFirm.Draw(t, "firm").plans() {
			if o.GraceUntil < o.DueOn || o.Expectation == practice.Excused && o.GraceUntil != o.DueOn {
				t.Fatalf("due on %s with grace until %s: %+v", o.DueOn, o.GraceUntil, o)
			}
		}
	})
}
