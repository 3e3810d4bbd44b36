package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// A Life is what the demo's people do all day: they log some of what is
// expected, some of it late, skip a little, forget a little, and thank each
// other. It does through the store what their hands would do through Slack.
type Life struct {
	db     *store.Store
	random *rand.Rand
	habits map[practice.PersonID]habit
	visit  cadence.Date   // when the visitor arrives
	said   map[string]int // how often each field's words were used
	n      int            // entries so far

	thanked int // how often somebody was thanked

	visitor practice.PersonID // whom the visitor plays; nobody where nobody comes
	first   practice.PersonID // the first of the visitor's reports, if they have any
	courses map[practice.Pair]*course
	plans   map[practice.EntryID][]string // what is to be written, by session

	absences []absence
}

// A habit is how often somebody does what is expected.
type habit struct {
	onTime float64 // on the day it is due
	late   float64 // on each day after that, while it still counts
	skip   float64 // on the day it is due
}

// NewLife gives everybody habits of their own. The same seed gives the same
// company.
func NewLife(db *store.Store, r *practice.Roster, visit cadence.Date, absences []absence) *Life {
	l := &Life{db: db, visit: visit, absences: absences, random: rand.New(rand.NewPCG(2026, 3)),
		habits: map[practice.PersonID]habit{}, said: map[string]int{}, courses: map[practice.Pair]*course{}, plans: map[practice.EntryID][]string{}}
	for _, id := range r.People() {
		l.habits[id] = habit{onTime: 0.5 + 0.45*l.random.Float64(), late: 0.3 * l.random.Float64(), skip: 0.06 * l.random.Float64()}
	}
	return l
}

// Between lets everybody but the visitor live who writes things down in the
// span from after … to now: once a working day, in the afternoon.
func (l *Life) Between(ctx context.Context, after, now time.Time, zone *time.Location, visitor practice.PersonID) error {
	pb, version, err := l.db.Playbook(ctx)
	if err != nil {
		return err
	}
	r, err := l.db.Roster(ctx)
	if err != nil {
		return err
	}
	for _, id := range r.People() {
		there := r.Person(id).Location(zone)
		today := cadence.DateOf(now.In(there))
		writes := today.At(afternoon+cadence.Clock(id*7%150), there)
		if id == visitor || !writes.After(after) || writes.After(now) || !r.Calendar(id).Works(today) || !r.Participates(id, today) {
			continue
		}
		d := workday{Life: l, pb: pb, version: version, r: r, who: id, now: writes, today: today}
		if err := d.live(ctx); err != nil {
			return err
		}
	}
	return nil
}

// afternoon is when the first people write down what they did.
const afternoon cadence.Clock = 14 * 60

// A workday is one person's.
type workday struct {
	*Life
	pb      *practice.Playbook
	version int
	r       *practice.Roster
	who     practice.PersonID
	now     time.Time
	today   cadence.Date
}

func (d workday) live(ctx context.Context) error {
	if away, err := d.db.Leaves(ctx, d.who, d.today); err != nil || len(away) > 0 && away[0].From <= d.today {
		return err
	}
	if err := d.db.Active(ctx, d.who, d.now); err != nil {
		return err
	}
	waiting, err := d.db.Waiting(ctx, d.who, d.today)
	if err != nil {
		return err
	}
	for _, o := range waiting {
		if err := d.face(ctx, o); err != nil {
			return err
		}
	}
	if len(waiting) == 0 && d.random.Float64() < 0.04 { // a colleague's thanks
		p, _ := d.pb.Practice(practice.RecognitionKey, d.today)
		if err := d.log(ctx, p, practice.Occurrence{}); err != nil {
			return err
		}
	}
	if err := d.meetFront(ctx); err != nil {
		return err
	}
	if err := d.tend(ctx); err != nil {
		return err
	}
	return d.goesAway(ctx)
}

// face decides what becomes of one thing that waits.
func (d workday) face(ctx context.Context, o practice.Occurrence) error {
	h, chance := d.habits[d.who], d.random.Float64()
	switch {
	case o.DueOn > d.today+1:
		return nil
	case o.DueOn > d.today && chance > 0.25:
		return nil
	case o.DueOn == d.today && chance > h.onTime:
		if chance > h.onTime+h.skip {
			return nil
		}
		record, _ := d.pb.Record(practice.SkipKey)
		_, _, err := d.db.Skip(ctx, o.ID, practice.Skip{Reason: d.oneOf(record.Form[0].OptionValues()[:4])}, practice.Allowance(d.pb, d.r, o, d.today), d.now)
		return err
	case o.DueOn < d.today && chance > h.late:
		return nil
	}
	p, ok := d.pb.Practice(o.Practice, d.today)
	if !ok {
		return nil
	}
	return d.log(ctx, p, o)
}

func (d workday) log(ctx context.Context, p *practice.Practice, o practice.Occurrence) error {
	e := practice.Entry{
		Request: d.request(), Practice: p.Key, Author: d.who, Subject: o.Subject,
		HappenedOn: d.today, LoggedAt: d.now, LoggedOn: d.today, Values: practice.Values{},
	}
	for _, f := range p.Form {
		if v := d.answer(p, f); !v.IsZero() {
			e.Values[f.Key] = v
		}
	}
	said, err := d.converse(ctx, p, &e)
	if err != nil {
		return err
	}
	if err := d.review(ctx, p, e.Values); err != nil {
		return err
	}
	d.related(p, e.Values)
	if p.Key == practice.RecognitionKey {
		d.thank(p, e.Values)
	}
	if err := e.Validate(p, d.r, d.today); err != nil {
		return fmt.Errorf("demo: %s by %s: %w", p.Key, d.r.Person(d.who).Name, err)
	}
	logged, err := d.db.Log(ctx, e, p, o.ID, d.version)
	if err != nil {
		return err
	}
	return d.parted(ctx, said, logged.Entry.ID)
}

// request is the key of one thing that somebody does.
func (d workday) request() string {
	d.Life.n++
	return fmt.Sprintf("demo/%s/%d/%d", d.today, d.who, d.Life.n)
}

// related gives answers what they have to do with each other: a cause has its
// response, and one of the questions of which one needs an answer has it.
func (d workday) related(p *practice.Practice, values practice.Values) {
	for _, f := range p.Form {
		if follows := f.Follows.Values[values[f.Follows.Field].Text]; follows != "" {
			values[f.Key] = practice.Value{Text: follows}
		}
	}
	if slices.ContainsFunc(p.AnyOf, func(key string) bool { return !values[key].IsZero() }) {
		return
	}
	for _, key := range p.AnyOf {
		f, _ := p.Form.Field(key)
		f.Required = true
		if v := d.answer(p, f); !v.IsZero() {
			values[key] = v
			return
		}
	}
}

// thank writes what somebody did and what came of it, which belong together.
func (d workday) thank(p *practice.Practice, values practice.Values) {
	written := allThanks[d.thanked%len(allThanks)]
	d.Life.thanked++
	words := map[string]string{"behaviour": written.what, "impact": written.impact, "value": written.value}
	for _, f := range p.Form {
		text, ok := words[f.Key]
		if ok && (f.Type != practice.Select || slices.Contains(f.OptionValues(), text)) {
			values[f.Key] = practice.Value{Text: text}
		}
	}
}

// answer fills in a field as a busy person would: what is required, and the
// rest now and then.
func (d workday) answer(p *practice.Practice, f practice.Field) practice.Value {
	if !f.Required && (f.Vis == practice.Private || d.random.Float64() < 0.6) {
		return practice.Value{}
	}
	key := p.Key + "." + f.Key
	switch f.Type {
	case practice.Select:
		if f.Key == practice.ShareWhere {
			return practice.Value{Text: f.OptionValues()[min(1, d.random.IntN(5)/4)]} // mostly in the channel
		}
		return practice.Value{Text: d.oneOf(f.OptionValues())}
	case practice.MultiSelect:
		return practice.Value{Many: d.some(f.OptionValues())}
	case practice.YesNo:
		return practice.Value{Text: []string{"yes", "yes", "yes", "no"}[d.random.IntN(4)]}
	case practice.Rating:
		return practice.Value{Text: strconv.Itoa(3 + d.random.IntN(3))}
	case practice.Number:
		return practice.Value{Text: strconv.Itoa(80 + d.random.IntN(240))}
	case practice.User, practice.MultiUser:
		return practice.Value{People: d.people(p)}
	case practice.ObstacleNew:
		if team := d.r.Reports(d.who, d.today); len(team) > 0 && d.random.Float64() < 0.3 {
			return practice.Value{Rows: []practice.Row{{What: d.say(key), Owner: team[d.random.IntN(len(team))], Due: d.r.Calendar(d.who).Add(d.today, 3+d.random.IntN(8))}}}
		}
	case practice.Actions:
		return practice.Value{Rows: []practice.Row{{What: d.say(key), Due: d.r.Calendar(d.who).Add(d.today, 2+d.random.IntN(8))}}}
	case practice.Text, practice.LongText:
		return practice.Value{Text: d.say(key)}
	}
	return practice.Value{}
}

// say takes the next of a field's words. Everybody begins somewhere else.
func (d workday) say(key string) string {
	all := words[key]
	mine := fmt.Sprint(key, d.who)
	if len(all) > 0 && d.said[mine] == 0 {
		d.said[mine] = int(d.who) * 5 % len(all)
	}
	return next(d.Life, mine, all)
}

// next takes the next of some things that are said in turn; nothing where there
// are none.
func next[T any](l *Life, key string, all []T) (taken T) {
	if len(all) == 0 {
		return taken
	}
	l.said[key]++
	return all[l.said[key]%len(all)]
}

func (d workday) oneOf(options []string) string { return options[d.random.IntN(len(options))] }

func (d workday) some(options []string) []string {
	picked := slices.DeleteFunc(slices.Clone(options), func(string) bool { return d.random.Float64() < 0.6 })
	if len(picked) == 0 {
		return []string{d.oneOf(options)}
	}
	return picked
}

// people are one or two of the person's team, or anybody for recognition by
// somebody without one.
func (d workday) people(p *practice.Practice) []practice.PersonID {
	candidates := d.r.Reports(d.who, d.today)
	if len(candidates) == 0 || p.Key == practice.RecognitionKey && d.random.Float64() < 0.3 {
		candidates = slices.DeleteFunc(d.r.People(), func(id practice.PersonID) bool { return id == d.who })
	}
	first := candidates[d.random.IntN(len(candidates))]
	if second := candidates[d.random.IntN(len(candidates))]; second != first && d.random.Float64() < 0.15 {
		return []practice.PersonID{first, second}
	}
	return []practice.PersonID{first}
}
