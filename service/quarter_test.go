package service

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// A quarter is thirteen weeks of a leader, two managers and ten reps, played
// day by day: everybody is planned, has their morning, and does some of what
// is asked of them.
type quarter struct {
	t      *testing.T
	db     *store.Store
	pb     *practice.Playbook
	random *rand.Rand
	people map[string]practice.PersonID
	sent   map[practice.PersonID][]practice.Bundle
	named  map[practice.OccurrenceID]map[practice.Rung]cadence.Date // the days on which a line named it
	inWeek map[practice.OccurrenceID]bool                           // a Monday's plan named it
	crowds map[practice.PersonID]map[cadence.Date]bool              // messages with more to say than there was room for
	quiet  map[practice.PersonID]map[cadence.Date]bool              // days on which only Monday's message comes
	steps  map[practice.ActionID][]cadence.Date
	topics map[practice.OccurrenceID]int
	asked  map[string]int // patterns, by person, practice and quarter
}

// from and to are the first quarter of a fiscal year that begins in April.
var (
	quarterFrom = cadence.NewDate(2026, time.April, 6) // a Monday
	quarterTo   = quarterFrom + 13*7 - 1
)

func newQuarter(t *testing.T) *quarter {
	t.Helper()
	db, err := store.Own(t.Context(), t.TempDir()+"/coach.db")
	ok(t, err)
	t.Cleanup(func() { db.Close() })
	q := &quarter{t: t, db: db, random: rand.New(rand.NewPCG(3, 8)), people: map[string]practice.PersonID{},
		sent: map[practice.PersonID][]practice.Bundle{}, named: map[practice.OccurrenceID]map[practice.Rung]cadence.Date{},
		inWeek: map[practice.OccurrenceID]bool{}, crowds: map[practice.PersonID]map[cadence.Date]bool{}, quiet: map[practice.PersonID]map[cadence.Date]bool{},
		steps: map[practice.ActionID][]cadence.Date{}, topics: map[practice.OccurrenceID]int{}, asked: map[string]int{}}
	source := string(files.DefaultYAML())
	for _, key := range []string{"coaching_session", "pipeline_review", "proactive_touch", "business_plan", "rep_scorecard"} {
		source = enabled(t, source, key)
	}
	_, err = db.Publish(t.Context(), []byte(source), quarterFrom-90, noon, 0)
	ok(t, err)
	rows := []files.PeopleRow{{Email: "lea@example.com", Name: "Lea"}, {Email: "max@example.com", Name: "Max", ManagerEmail: "lea@example.com"}, {Email: "mia@example.com", Name: "Mia", ManagerEmail: "lea@example.com"}}
	for i := range 10 {
		manager := "max@example.com" // eight of them
		if i >= 8 {
			manager = "mia@example.com"
		}
		rows = append(rows, files.PeopleRow{Email: fmt.Sprintf("rep%d@example.com", i), Name: fmt.Sprintf("Rep%d", i), ManagerEmail: manager})
	}
	_, err = db.ImportPeople(t.Context(), rows)
	ok(t, err)
	for i, row := range rows {
		ok(t, db.SyncDirectory(t.Context(), []practice.Person{{SlackID: fmt.Sprintf("U%d", i), Email: row.Email, Name: row.Name, Account: practice.Member}}))
		p, err := db.PersonByEmail(t.Context(), row.Email)
		ok(t, err)
		q.people[row.Email[:strings.Index(row.Email, "@")]] = p.ID
	}
	ok(t, db.Begin(t.Context(), quarterFrom-21))
	q.pb, _, err = db.Playbook(t.Context())
	ok(t, err)
	return q
}

// enabled switches a practice on in a playbook file.
func enabled(t *testing.T, source, key string) string {
	t.Helper()
	at := strings.Index(source, "key: "+key+"\n")
	if at < 0 {
		t.Fatalf("no practice %s", key)
	}
	end := at + len("key: "+key+"\n")
	rest := source[end:]
	next := strings.Index(rest, "- key: ")
	if next < 0 {
		next = len(rest)
	}
	body := rest[:next]
	if i := strings.Index(body, "enabled: false"); i >= 0 {
		return source[:end] + strings.Replace(body, "enabled: false", "enabled: true", 1) + rest[next:]
	}
	indent := "  "
	return source[:end] + indent + "enabled: true\n" + rest
}

// play goes through the quarter.
func (q *quarter) play() {
	for today := quarterFrom; today <= quarterTo; today++ {
		q.plan(today)
		now := today.At(practice.DefaultMorning, time.UTC)
		ids := slices.Sorted(func(yield func(practice.PersonID) bool) {
			for _, id := range q.people {
				if !yield(id) {
					return
				}
			}
		})
		ok(q.t, Wake(q.t.Context(), q.db, ids, today, now))
		q.deliver(today, now)
		for _, id := range ids {
			q.live(id, today)
		}
	}
}

func (q *quarter) roster() *practice.Roster {
	r, err := q.db.Roster(q.t.Context())
	ok(q.t, err)
	return r
}

func (q *quarter) plan(today cadence.Date) {
	people, err := q.db.Unplanned(q.t.Context(), "", today)
	ok(q.t, err)
	var plans []store.Plan
	for _, p := range people {
		plans = append(plans, store.Plan{Performer: p.Person, Revision: p.Revision, From: today, To: today, Occurrences: practice.Plan(q.pb, q.roster(), p.Person, today, today)})
	}
	ok(q.t, q.db.Reconcile(q.t.Context(), plans))
}

// deliver sends what waits, and writes down what it names.
func (q *quarter) deliver(today cadence.Date, now time.Time) {
	for {
		d, more, err := q.db.Next(q.t.Context(), now)
		ok(q.t, err)
		if !more {
			return
		}
		if d.Task != store.Send {
			ok(q.t, q.db.Unchanged(q.t.Context(), d))
			continue
		}
		ok(q.t, q.db.Attempt(q.t.Context(), d, "U1", now))
		ok(q.t, q.db.Sent(q.t.Context(), d, "D1", fmt.Sprint(d.ID)))
		if b, is := d.Notice.(practice.Bundle); is {
			q.read(b, today)
		}
	}
}

// read writes down what a message names, and finds what it says twice.
func (q *quarter) read(b practice.Bundle, today cadence.Date) {
	q.sent[b.Person] = append(q.sent[b.Person], b)
	for _, id := range b.Week {
		q.inWeek[id] = true
	}
	m, err := ReadMorning(q.t.Context(), q.db, b, today)
	ok(q.t, err)
	if b.More > 0 {
		if q.crowds[b.Person] == nil {
			q.crowds[b.Person] = map[cadence.Date]bool{}
		}
		q.crowds[b.Person][today] = true
	}
	for _, line := range m.Touches {
		for _, o := range line.Occurrences {
			if q.named[o.ID] == nil {
				q.named[o.ID] = map[practice.Rung]cadence.Date{}
			}
			if before, was := q.named[o.ID][line.Rung]; was && line.Rung != practice.Planned && len(line.Occurrences) == 1 {
				q.t.Errorf("%s of person %d is named on the same rung on %s and on %s", o.Practice, o.Performer, before, today)
			}
			q.named[o.ID][line.Rung] = today
		}
	}
	if len(m.Touches) > practice.MaxReminders {
		q.t.Errorf("%d lines on %s", len(m.Touches), today)
	}
	for _, id := range b.Steps {
		q.steps[id] = append(q.steps[id], today)
	}
	if b.Topics != 0 {
		q.topics[b.Topics]++
	}
	if b.Pattern != nil {
		q.asked[fmt.Sprintf("%d/%s/%s", b.Person, b.Pattern.Practice, b.Quarter)]++
	}
	seen := map[practice.PersonID]bool{}
	for _, talk := range m.Talks {
		if seen[talk.With] {
			q.t.Errorf("two reasons to talk to %d on %s", talk.With, today)
		}
		seen[talk.With] = true
	}
	if reports := q.roster().Reports(b.Person, today); b.Monday && len(seen) != len(reports) {
		q.t.Errorf("%d reasons to talk to %d people on %s", len(seen), len(reports), today)
	}
}

// live is a person's day after the morning: they log, skip, plan and press, or
// do not.
func (q *quarter) live(id practice.PersonID, today cadence.Date) {
	if !cadence.Standard().Works(today) {
		return
	}
	at := today.At(14*60, time.UTC)
	if p, err := q.db.Preferences(q.t.Context(), id); err != nil {
		q.t.Fatal(err)
	} else if today <= p.WeeklyUntil {
		if q.quiet[id] == nil {
			q.quiet[id] = map[cadence.Date]bool{}
		}
		q.quiet[id][today] = true
	}
	waiting, err := q.db.Waiting(q.t.Context(), id, today)
	ok(q.t, err)
	if q.random.IntN(3) > 0 {
		ok(q.t, q.db.Active(q.t.Context(), id, at))
	}
	for _, o := range waiting {
		switch n := q.random.IntN(100); {
		case o.DueOn <= today+2 && n < 30:
			p, _ := q.pb.Practice(o.Practice, today)
			e := practice.Entry{Request: fmt.Sprint("V", o.ID), Practice: o.Practice, Author: id, Subject: o.Subject, HappenedOn: today, LoggedOn: today, LoggedAt: at}
			_, err := q.db.Log(q.t.Context(), e, p, o.ID, 1)
			ok(q.t, err)
		case o.DueOn <= today && n < 34:
			_, _, err := q.db.Skip(q.t.Context(), o.ID, practice.Skip{Reason: "Travel"}, practice.Allowance(q.pb, q.roster(), o, today), at)
			ok(q.t, err)
		case today.Weekday() == time.Monday && n < 60 && o.PlannedFor == 0 && o.GraceUntil > today:
			ok(q.t, q.db.PlanFor(q.t.Context(), []practice.OccurrenceID{o.ID}, min(o.GraceUntil, today+cadence.Date(q.random.IntN(4)+1)), "after lunch"))
		}
	}
}

// A quarter in which nobody hears more than the caps allow, nothing is said
// twice, and nothing that matters is passed over.
func TestASimulatedQuarter(t *testing.T) {
	q := newQuarter(t)
	q.play()
	for who, most := range map[string]int{"lea": 4, "max": 4, "mia": 4, "rep0": 3, "rep9": 3} {
		q.heard(who, most)
	}
	q.starved()
	for id, days := range q.steps {
		if len(days) > 2 {
			t.Errorf("step %d is named on %v", id, days)
		}
	}
	for id, n := range q.topics {
		if n > 1 {
			t.Errorf("topics for 1:1 %d are asked for %d times", id, n)
		}
	}
	for key, n := range q.asked {
		if n > 1 {
			t.Errorf("the pattern %s is asked about %d times", key, n)
		}
	}
	if len(q.topics) == 0 || len(q.asked) == 0 {
		t.Errorf("%d topics and %d patterns are asked about", len(q.topics), len(q.asked))
	}
}

// heard holds a person's messages to the caps, and reports how many they had.
func (q *quarter) heard(who string, most int) {
	weeks := map[cadence.Date]int{}
	for _, b := range q.sent[q.people[who]] {
		weeks[practice.WeekOf(cadence.Standard(), b.On).Start]++
		if !cadence.Standard().Works(b.On) {
			q.t.Errorf("%s hears something on %s", who, b.On.Format("Mon 2 January"))
		}
	}
	total := 0
	for week, n := range weeks {
		total += n
		if n > most {
			q.t.Errorf("%s has %d messages in the week of %s", who, n, week)
		}
	}
	q.t.Logf("%s: %d messages in 13 weeks, %.1f a week", who, total, float64(total)/13)
}

// starved finds what was never named before its last day on time had passed,
// though it was neither done nor planned by then: the caps have to explain it,
// and a Monday's plan has to have named it.
func (q *quarter) starved() {
	all, unnamed := 0, 0
	for id := range practice.OccurrenceID(5000) {
		found, err := q.db.Occurrences(q.t.Context(), []practice.OccurrenceID{id})
		ok(q.t, err)
		if len(found) == 0 || found[0].Expectation != practice.Expected || found[0].GraceUntil > quarterTo {
			continue
		}
		o := found[0]
		all++
		done := o.Entry != 0 && o.LoggedOn <= o.GraceUntil
		if done || o.Skip.Reason != "" || o.PlannedFor != 0 || len(q.named[o.ID]) > 0 {
			continue
		}
		unnamed++
		crowded := false
		for d := o.DueOn; d <= o.GraceUntil; d++ {
			crowded = crowded || q.crowds[o.Performer][d]
		}
		if leads := len(q.roster().Reports(o.Performer, o.DueOn)) > 0; !leads || !crowded && !q.full(o) && !q.quiet[o.Performer][o.GraceUntil] || !q.inWeek[o.ID] {
			q.t.Errorf("%s of person %d, due %s and on time until %s, is never named (crowded: %t, in a plan: %t)", o.Practice, o.Performer, o.DueOn, o.GraceUntil, crowded, q.inWeek[o.ID])
		}
	}
	q.t.Logf("%d of %d were named in Monday's plan alone", unnamed, all)
}

// full reports whether a performer had all messages of the week in which an
// occurrence was on time for the last time.
func (q *quarter) full(o practice.Occurrence) bool {
	n := 0
	for _, b := range q.sent[o.Performer] {
		if practice.WeekOf(cadence.Standard(), o.GraceUntil).Contains(b.On) {
			n++
		}
	}
	return n >= 4
}
