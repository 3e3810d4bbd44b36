package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// SQL counts for ten thousand people in a second, and Go says in the plainest
// terms what there is to count. They must agree whatever happened, in any order,
// and as of any instant.
func TestFactsAreThoseOfTheHistory(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := newLife(t, rt)
		defer l.Close()
		for range rapid.IntRange(50, 80).Draw(rt, "deeds") {
			l.goesOn()
		}
		history := l.history()
		pb, _, err := l.Playbook(t.Context())
		l.must(err)
		for range 4 {
			q := l.anyQuestion(pb)
			got, err := l.Facts(t.Context(), q, pb)
			l.must(err)
			want := history.Facts(q, pb)
			want.Actions = slices.DeleteFunc(want.Actions, func(a practice.Action) bool { return !mayCount(a, history, q.Span()) })
			if diff := cmp.Diff(want, got, likeness); diff != "" {
				rt.Errorf("%+v (-history +SQL):\n%s", q, diff)
			}
			causes, err := l.Causes(t.Context(), q)
			l.must(err)
			if diff := cmp.Diff(history.Causes(q), causes, likeness); diff != "" {
				rt.Errorf("causes: %+v (-history +SQL):\n%s", q, diff)
			}
		}
	})
}

// mayCount reports whether an action was due in a span of days at first, or by
// any of its moves, those made later included.
func mayCount(a practice.Action, h measure.History, span cadence.Period) bool {
	i := slices.IndexFunc(h.Actions, func(b practice.Action) bool { return b.ID == a.ID })
	return span.Contains(a.FirstDue) || slices.ContainsFunc(h.Actions[i].Moves, func(m practice.Move) bool { return span.Contains(m.To) })
}

// history reads everything that ever happened.
func (l *life) history() (h measure.History) {
	ctx, read := l.t.Context(), l.read
	var err error
	h.Occurrences, err = l.occurrences(ctx, `id > 0`)
	l.must(err)
	for i := range h.Occurrences { // no report has words
		o := &h.Occurrences[i]
		o.Skip.Detail, o.Excuse.Detail, o.Cue = "", "", ""
	}
	h.Entries, err = entries(ctx, read, `id > 0`)
	l.must(err)
	h.Withdrawn = map[practice.EntryID]time.Time{}
	_, err = list(ctx, read, func(rows *sql.Rows, _ *struct{}) error {
		var id practice.EntryID
		var at int64
		err := rows.Scan(&id, &at)
		h.Withdrawn[id] = instant(at)
		return err
	}, `SELECT id, withdrawn_at FROM entries WHERE withdrawn_at > 0`)
	l.must(err)
	h.Asks, err = asks(ctx, read, selectAsks+`a.id > 0`)
	l.must(err)
	h.Actions, err = actions(ctx, read, `id > 0`)
	l.must(err)
	for i := range h.Actions {
		h.Actions[i].What = ""
	}
	h.Obstacles, err = obstacles(ctx, read, `id > 0`)
	l.must(err)
	for _, o := range h.Obstacles {
		for n := range o.History {
			o.History[n].Words, o.History[n].Prevent = "", ""
		}
	}
	for i := range h.Obstacles {
		h.Obstacles[i].What, h.Obstacles[i].Link = "", ""
	}
	h.Digests, err = list(ctx, read, func(rows *sql.Rows, d *measure.Digested) error {
		var at int64
		err := rows.Scan(&at, &d.Root, (*day)(&d.From), (*day)(&d.To), &d.Done.Part, &d.Done.Whole, &d.InTime.Part, &d.InTime.Whole)
		d.At = instant(at)
		return err
	}, `SELECT said_at, root_id, from_on, to_on, done_part, done_whole, in_time_part, in_time_whole FROM digests d JOIN subscriptions s ON s.id = d.subscription_id ORDER BY d.id`)
	l.must(err)
	return h
}

// A life is a company in which anything happens, one thing after another.
type life struct {
	company
	outer   *testing.T
	t       *rapid.T
	now     time.Time
	moments []time.Time           // at which something happened
	planned map[cadence.Date]bool // the weeks
	zones   map[practice.PersonID]*time.Location
	serial  int
	digests []practice.SubscriptionID
}

func newLife(outer *testing.T, t *rapid.T) *life { return newLifeOf(newCompany(outer), outer, t) }

func newLifeOf(c company, outer *testing.T, t *rapid.T) *life {
	l := &life{company: c, outer: outer, t: t, now: noonOf(monday - 35), planned: map[cadence.Date]bool{}, zones: map[practice.PersonID]*time.Location{}}
	l.must(l.Durable(outer.Context(), false))
	l.practicesFrom(outer, "2025-10-01")
	rows := companyRows()
	for i, name := range []string{"UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Kiritimati"} {
		zone, err := time.LoadLocation(name)
		l.must(err)
		rows[i].Zone, l.zones[l.everybody()[i]] = name, zone
	}
	l.imports(outer, rows...)
	l.everybodyIsFound(outer)
	for i, root := range []practice.PersonID{l.ana, l.ben, l.ana} {
		sub, err := l.Subscribe(outer.Context(), practice.Subscription{Root: root, Channel: fmt.Sprint("C", i), Weekday: time.Monday, At: 9 * 60}, root, l.now)
		l.must(err)
		l.digests = append(l.digests, sub.ID)
	}
	return l
}

func (l *life) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// may passes over what the company's rules refuse.
func (l *life) may(err error) {
	l.t.Helper()
	if refused := (practice.Problems)(nil); err != nil && !errors.As(err, &refused) {
		l.t.Fatal(err)
	}
}

func (l *life) request() string {
	l.serial++
	return fmt.Sprint("R", l.serial)
}

// today is the day where somebody is.
func (l *life) today(who practice.PersonID) cadence.Date {
	return l.dayOf(l.now, who)
}

func (l *life) dayOf(at time.Time, who practice.PersonID) cadence.Date {
	return cadence.DateOf(at.In(l.zones[who]))
}

func (l *life) roster() *practice.Roster {
	r, err := l.Roster(l.t.Context())
	l.must(err)
	return r
}

func (l *life) wording(key string) (*practice.Practice, int) {
	pb, version, err := l.Playbook(l.t.Context())
	l.must(err)
	return pb.LastVersion(key), version
}

// one draws one of some things, which is none where there are none.
func one[T any](t *rapid.T, label string, of []T) (drawn T, some bool) {
	if len(of) == 0 {
		return drawn, false
	}
	return rapid.SampledFrom(of).Draw(t, label), true
}

func (l *life) someone(label string) practice.PersonID {
	return rapid.SampledFrom(l.everybody()).Draw(l.t, label)
}

func (l *life) manager() practice.PersonID {
	return rapid.SampledFrom([]practice.PersonID{l.ana, l.ben, l.bea}).Draw(l.t, "manager")
}

func (l *life) days(label string, least, most int) cadence.Date {
	return cadence.Date(rapid.IntRange(least, most).Draw(l.t, label))
}

// goesOn has some time pass, and something happen.
func (l *life) goesOn() {
	l.pass()
	if week := l.today(l.ana) / 7; !l.planned[week] {
		l.planned[week] = true
		l.plans()
	}
	rapid.SampledFrom(lifes).Draw(l.t, "what").do(l)
}

// pass has some time pass.
func (l *life) pass() {
	l.now = l.now.Add(time.Duration(rapid.IntRange(1, 30).Draw(l.t, "hours")) * time.Hour)
	l.moments = append(l.moments, l.now)
}

func (l *life) plans() { l.plan(l.outer, l.today(l.ana), l.everybody()...) }

// anyQuestion draws a question as of a moment at which something happened, or
// just before it.
func (l *life) anyQuestion(pb *practice.Playbook) measure.Question {
	q := measure.Question{
		Viewer: l.someone("viewer"), Root: rapid.SampledFrom([]practice.PersonID{l.ana, l.ben}).Draw(l.t, "root"), Zone: time.UTC,
		Scope: rapid.SampledFrom([]measure.Scope{measure.Me, measure.Manager, measure.Team, measure.Team, measure.Company}).Draw(l.t, "scope"),
		AsOf:  rapid.SampledFrom(l.moments).Draw(l.t, "moment"),
	}
	if rapid.Bool().Draw(l.t, "before it") {
		q.AsOf = q.AsOf.Add(-time.Millisecond)
	}
	q.Today = l.dayOf(q.AsOf, q.Viewer)
	kind := rapid.SampledFrom([]measure.WindowKind{measure.ByWeek, measure.ByWeek, measure.ByMonth, measure.ByQuarter, measure.ByYear}).Draw(l.t, "window")
	rhythm := cadence.Rhythm{Cadence: map[measure.WindowKind]cadence.Cadence{measure.ByWeek: cadence.Weekly, measure.ByMonth: cadence.Monthly,
		measure.ByQuarter: cadence.Quarterly, measure.ByYear: cadence.Yearly}[kind]}
	period := rhythm.Period(q.Today, pb.Fiscal, time.Monday)
	running := rapid.Bool().Draw(l.t, "running")
	if !running {
		period = rhythm.Period(period.Start-1, pb.Fiscal, time.Monday)
	}
	q.Window = measure.Window{Kind: kind, Period: period, Running: running}
	return q
}

// secondYAML has another rhythm and other questions.
var secondYAML = strings.NewReplacer("due: THU", "due: WED", "- {key: note, type: long_text, label: Note, required: false, vis: shared}",
	`- {key: note, type: long_text, label: Note, required: false, vis: shared}
  - {key: time_focus, type: select, label: Where did the time go?, required: false, vis: metric, options: [{back: Back}, {balanced: Balanced}, {ahead: Ahead}]}
  - {key: plan, type: actions, label: Plan, required: false, vis: shared, max: 3}
  - {key: rep_led, type: yes_no, label: Did they lead?, required: false, vis: metric}
  - {key: cause, type: select, label: What is behind it?, required: false, vis: metric, options: [{skill: Skill}, {obstacle: Something}]}
  - {key: factors, type: multi_select, label: Outside their control?, required: false, vis: metric, options: [None, Tools or data, Job design]}`,
	"also_satisfies: [one_on_one]\n  lens: mixed\n  confirm: subject", "also_satisfies: [one_on_one]\n  lens: mixed\n  confirm: manager").Replace(string(playbookYAML))
