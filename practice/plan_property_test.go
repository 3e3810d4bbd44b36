package practice

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/cadence"
)

// A firm is a small company with a playbook and a span to plan.
type firm struct {
	playbook *Playbook
	people   []Person
	lines    []Line
	from, to cadence.Date
}

func (f firm) plan(performer PersonID) []Occurrence {
	return Plan(f.playbook, NewRoster(f.people, f.lines, f.playbook), performer, f.from, f.to)
}

// plans are everybody's occurrences.
func (f firm) plans() []Occurrence {
	var all []Occurrence
	for _, p := range f.people {
		all = append(all, f.plan(p.ID)...)
	}
	return all
}

// dayOfSpring is a day from February to July 2026, or no date now and then.
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

// codes that suit each cadence.
var dueCodes = map[cadence.Cadence][]string{
	cadence.Weekly:    {"MON", "THU", "FRI", "SUN", "WD2", "WD-1"},
	cadence.Biweekly:  {"W1-MON", "W2-THU", "W2-SAT", "WD3", "WD-4"},
	cadence.Monthly:   {"WD1", "WD10", "WD-4", "WD-40"},
	cadence.Quarterly: {"WD10", "WD-8"},
}

func drawRule(t *rapid.T) Rule {
	c := rapid.SampledFrom([]cadence.Cadence{cadence.Daily, cadence.Weekly, cadence.Biweekly, cadence.Monthly, cadence.Quarterly}).Draw(t, "cadence")
	r := Rule{Rhythm: cadence.Rhythm{Cadence: c}, Times: rapid.IntRange(1, 3).Draw(t, "times"),
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

func drawPractice(t *rapid.T) Practice {
	levels := rapid.SliceOfNDistinct(rapid.SampledFrom(playbookLevels), 1, 4, rapid.ID).Draw(t, "levels")
	p := Practice{Key: rapid.SampledFrom([]string{"talk", "walk"}).Draw(t, "key"), Levels: levels, Enabled: true, Rule: drawRule(t),
		Scope: rapid.SampledFrom([]Scope{ScopeReport, ScopeTeam, ScopeSelf}).Draw(t, "scope"), From: dayOfSpring(t, "in force from"), To: dayOfSpring(t, "in force to")}
	if rapid.Bool().Draw(t, "tightens") {
		r := drawRule(t)
		p.Intensify = &Intensify{Window: cadence.Window{Days: 10, Of: cadence.Quarterly}, Rhythm: r.Rhythm, Due: r.Due, Times: r.Times, Grace: r.Grace, Late: r.Late}
	}
	if rapid.Bool().Draw(t, "a level of its own") {
		p.ByLevel = map[Level]Rule{rapid.SampledFrom(personLevels).Draw(t, "own level"): drawRule(t)}
	}
	return p
}

var anyFirm = rapid.Custom(func(t *rapid.T) firm {
	f := firm{playbook: &Playbook{Calendars: map[string]*cadence.Calendar{defaultCalendar: drawCalendar(t), "other": drawCalendar(t)}}}
	f.playbook.Practices = rapid.SliceOfN(rapid.Custom(drawPractice), 1, 3).Draw(t, "practices")
	size := rapid.IntRange(2, 5).Draw(t, "people")
	for id := range PersonID(size) {
		f.people = append(f.people, Person{ID: id + 1, Name: string('A' + rune(id)), Standing: Member, Calendar: rapid.SampledFrom([]string{"", "other"}).Draw(t, "calendar")})
	}
	// Everybody reports to somebody before them, so that there is no circle; no two lines of a person start on the same day.
	for id := PersonID(1); id <= PersonID(size); id++ {
		starts := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) cadence.Date { return dayOfSpring(t, "start") }), 1, 3, rapid.ID).Draw(t, "starts")
		for _, from := range starts {
			l := Line{Report: id, Manager: PersonID(rapid.IntRange(0, int(id)-1).Draw(t, "manager")), From: from, To: dayOfSpring(t, "end"), Dotted: rapid.IntRange(0, 5).Draw(t, "dotted") == 0}
			f.lines = append(f.lines, l)
		}
	}
	f.from = date(time.March, 1) + cadence.Date(rapid.IntRange(0, 60).Draw(t, "from"))
	f.to = f.from + cadence.Date(rapid.IntRange(0, 60).Draw(t, "span"))
	return f
})

func TestAnythingPlannedIsDueInItsPeriodOnTimeWithinItAndOnceOnly(t *testing.T) {
	type identity struct {
		practice           string
		performer, subject PersonID
		period             cadence.Period
		due                cadence.Due
		seq                int
	}
	type ask struct {
		practice           string
		performer, subject PersonID
		on                 cadence.Date
		seq                int
	}
	rapid.Check(t, func(t *rapid.T) {
		f := anyFirm.Draw(t, "firm")
		roster := NewRoster(f.people, f.lines, f.playbook)
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
			case (o.Expectation == Expected) != (o.Reason == NoReason):
				t.Fatalf("%s for the reason %q: %+v", o.Expectation, o.Reason, o)
			case o.Expectation == Expected && !calendar.Works(o.DueOn):
				t.Fatalf("due on a day off: %+v", o)
			case o.Expectation == Expected && o.GraceUntil > work[len(work)-1]:
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
		shuffled.people, shuffled.lines = slices.Clone(f.people), slices.Clone(f.lines)
		rng := rand.New(rand.NewPCG(seed, seed))
		rng.Shuffle(len(shuffled.people), func(i, j int) {
			shuffled.people[i], shuffled.people[j] = shuffled.people[j], shuffled.people[i]
		})
		rng.Shuffle(len(shuffled.lines), func(i, j int) {
			shuffled.lines[i], shuffled.lines[j] = shuffled.lines[j], shuffled.lines[i]
		})
		comparable := cmp.Comparer(func(a, b cadence.Due) bool { return a == b })
		for _, p := range f.people {
			first := f.plan(p.ID)
			if diff := cmp.Diff(first, f.plan(p.ID), comparable); diff != "" {
				t.Fatalf("planned again (-first +again):\n%s", diff)
			}
			if diff := cmp.Diff(first, shuffled.plan(p.ID), comparable); diff != "" {
				t.Fatalf("shuffled (-first +shuffled):\n%s", diff)
			}
		}
	})
}

func TestTheHalfRuleHoldsForEveryPlannedPeriod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFirm.Draw(t, "firm")
		f.playbook.Practices = f.playbook.Practices[:1] // so that no other version's occurrence stands for this one's
		p := &f.playbook.Practices[0]
		p.Scope, p.Levels, p.ByLevel, p.Intensify = ScopeReport, []Level{Everyone}, nil, nil
		roster := NewRoster(f.people, f.lines, f.playbook)
		for _, o := range f.plans() {
			work := roster.Calendar(o.Performer).WorkingDays(o.Period)
			there, heldFromNominal := 0, len(work) > 0 && o.Nominal > work[len(work)-1] && heldOn(roster, p, o, work[len(work)-1])
			for _, d := range work {
				held := heldOn(roster, p, o, d)
				heldFromNominal = heldFromNominal || held && d >= o.Nominal
				if held && !roster.Calendar(o.Subject).Holidays[d] {
					there++
				}
			}
			want := Expected
			switch {
			case len(work) == 0:
				want = Excused
			case !heldFromNominal:
				want = Cancelled
			case 2*there < len(work):
				want = Excused
			}
			if o.Expectation != want {
				t.Fatalf("%d of %d working days count, so it is %s: %+v", there, len(work), want, o)
			}
		}
	})
}

// heldOn is whether the practice was in force and the line held.
func heldOn(r *Roster, p *Practice, o Occurrence, d cadence.Date) bool {
	return p.inForce(d) && r.ManagerOf(o.Subject, d) == o.Performer
}
