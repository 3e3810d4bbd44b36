package demo

import (
	"context"
	"slices"

	"coach/practice"
)

// A course is what a manager and a report have talked about so far: which
// subject, and how far they are in what is said about it.
type course struct {
	subject, seen, talk int
	marks               int // of the focus that is open
}

// course returns the course of a pair. Two people whom one manager leads begin
// with different subjects, and of two who have the same one each hears something
// else.
func (d workday) course(p practice.Pair) *course {
	c := d.courses[p]
	if c == nil {
		n, of := int(p.Report), len(d.subjects(p.Report))
		c = &course{subject: n, seen: n / of, talk: n / of}
		d.courses[p] = c
	}
	return c
}

// subjects are what a person works on with their manager.
func (d workday) subjects(who practice.PersonID) []subject {
	if len(d.r.Reports(who, d.today)) > 0 {
		return ofLeaders
	}
	return ofSellers
}

// A conversation is a session of a pair, and what of it is still to come.
type conversation struct {
	pair    practice.Pair
	subject subject
	opens   bool     // they choose the subject as their focus
	plan    []string // what the report will write, where the plan is left to them
}

// converse gives an entry about a person what was said: out of the subject that
// the two work on, with the topics that waited and a mark for their focus.
func (d workday) converse(ctx context.Context, p *practice.Practice, e *practice.Entry) (s conversation, err error) {
	s.pair = practice.Pair{Manager: e.Author, Report: e.Subject}
	if e.Subject == 0 || !p.AsksFocus() {
		return s, nil
	}
	focus, open, err := d.db.OpenFocus(ctx, s.pair)
	if err != nil {
		return s, err
	}
	all, c := d.subjects(e.Subject), d.course(s.pair)
	if i := slices.IndexFunc(all, func(s subject) bool { return s.skill == focus.Skill }); i >= 0 {
		c.subject = i
	} else {
		c.subject++
	}
	s.subject = all[c.subject%len(all)]
	if open {
		e.Agenda.Focus, e.Agenda.Mark = focus.ID, d.marks(c, d.isFront(s.pair))
	}
	s.opens = !open && (d.isFront(s.pair) || d.random.Float64() < 0.6)
	if s.opens || e.Agenda.Mark.Closes() {
		c.marks = 0
	}
	if p.Key == "one_on_one" {
		c.talk++
		s.plan = d.talks(p, e, s.subject.talks[c.talk%len(s.subject.talks)])
	} else {
		c.seen++
		d.saw(p, e, s.subject.seen[c.seen%len(s.subject.seen)])
	}
	topics, err := d.db.OpenTopics(ctx, s.pair)
	for _, t := range topics {
		if d.random.Float64() < 0.8 {
			e.Agenda.Covered = append(e.Agenda.Covered, t.ID)
		}
	}
	return s, err
}

// marks returns how a focus is going: better more often than not, and reached
// after some sessions. What the visitor sees first is still open when they come.
func (d workday) marks(c *course, front bool) practice.FocusMark {
	c.marks++
	chance := d.random.Float64()
	switch {
	case c.marks > 4 && chance < 0.5 && !(front && d.today > d.visit-6*7):
		return practice.FocusReached
	case chance < 0.6:
		return practice.FocusBetter
	case chance < 0.9:
		return practice.FocusSame
	}
	return practice.FocusWorse
}

// talks writes what was said in a 1:1, and returns the plan that the report is
// to write, where it is left to them.
func (d workday) talks(p *practice.Practice, e *practice.Entry, t talk) (plan []string) {
	d.write(p, e, "strength", t.strength)
	d.write(p, e, "roam", t.results)
	d.write(p, e, "support", t.help)
	if e.Values[practice.PlanAuthor].Text != "" && (d.isFront(practice.Pair{Manager: e.Author, Report: e.Subject}) || d.random.Float64() < 0.7) {
		e.Values[practice.PlanAuthor] = practice.Value{Text: practice.TheyWrite}
	}
	if f, asked := p.PlanField(); asked && e.Values[practice.PlanAuthor].Text == practice.TheyWrite {
		delete(e.Values, f.Key)
		return t.plan
	}
	if f, there := p.Form.Field("plan"); there && f.Type == practice.Actions {
		e.Values["plan"] = practice.Value{Rows: d.steps(e.Subject, t.plan)}
	}
	return nil
}

// saw writes what was seen and what was said about it afterwards.
func (d workday) saw(p *practice.Practice, e *practice.Entry, s seen) {
	for _, w := range []struct{ key, text string }{
		{"setting", s.setting}, {"did_well", s.well}, {"improve", s.better}, {"cause", s.cause}, // of an observation
		{"strength", s.well}, {"one_thing", s.better}, // of a coach who is coached
	} {
		d.write(p, e, w.key, w.text)
	}
	if f, there := p.Form.Field("next_step"); there && f.Type == practice.Actions {
		e.Values["next_step"] = practice.Value{Rows: d.steps(e.Subject, []string{s.step})}
	}
}

// write answers a question, if the form asks it and the answer fits.
func (d workday) write(p *practice.Practice, e *practice.Entry, key, text string) {
	f, there := p.Form.Field(key)
	switch {
	case !there || f.Type == practice.Select && !slices.Contains(f.OptionValues(), text):
	case text == "":
		delete(e.Values, key)
	default:
		e.Values[key] = practice.Value{Text: text}
	}
}

// steps are the rows of steps that somebody takes, each by a working day.
func (d workday) steps(owner practice.PersonID, whats []string) (rows []practice.Row) {
	for _, what := range whats {
		rows = append(rows, practice.Row{What: what, Due: d.r.Calendar(owner).Add(d.today, 2+d.random.IntN(8))})
	}
	return rows
}

// parted stores what a pair leaves a session with: the plan that the report is
// to write, and the focus they have chosen, often with a day to look again.
func (d workday) parted(ctx context.Context, s conversation, entry practice.EntryID) error {
	if s.plan != nil {
		d.plans[entry] = s.plan
	}
	if !s.opens {
		return nil
	}
	f := practice.Focus{Pair: s.pair, Skill: s.subject.skill, OpenedBy: s.pair.Manager, OpenedIn: entry, OpenedAt: d.now}
	if _, opened, err := d.db.OpenAFocus(ctx, f); err != nil || !opened || d.random.Float64() < 0.5 {
		return err
	}
	on := d.r.Calendar(s.pair.Manager).Add(d.today, 8+d.random.IntN(8))
	return d.db.LookAgain(ctx, practice.Action{Request: d.request() + "/look.0", Author: s.pair.Manager, Owner: s.pair.Manager, Subject: s.pair.Report,
		What: "Look again after three tries, or on this day: " + f.Skill, MadeAt: d.now, FirstDue: on, Due: on, AgreedAt: d.now})
}
