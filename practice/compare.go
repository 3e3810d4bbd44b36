package practice

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"coach/cadence"
)

// A Change is one difference between two playbooks.
type Change struct {
	Practice string // its key; empty for the playbook as a whole
	Name     string // its short name, or what else it is about
	What     string // what of it changes, such as rhythm, levels or form
	Old, New string // in words; no Old: it is new; no New: it is gone
}

// Sentence returns the change in one line: Observation: every two weeks, by
// Thursday of the second week → every month, by the last working day.
func (c Change) Sentence() string {
	switch {
	case c.Old == "":
		return c.Name + ": " + c.New
	case c.New == "":
		return c.Name + ": no longer " + c.Old
	}
	return c.Name + ": " + c.Old + " → " + c.New
}

// Compare returns the changes from an older playbook file to a newer one, in
// the order of its practices. Two files without a change between them are the
// same playbook.
func Compare(old, new *Playbook) []Change {
	var c comparison
	c.purpose(old, new)
	for _, key := range merged(new.keys(), old.keys()) {
		c.practice(old.versions(key), new.versions(key))
	}
	c.calendars(old, new)
	c.fiscal(old.Fiscal, new.Fiscal)
	c.records(old, new)
	return c.changes
}

type comparison struct {
	changes []Change
	key     string
	name    string
}

func (c *comparison) add(what, old, new string) {
	if old != new {
		c.changes = append(c.changes, Change{c.key, c.name, what, old, new})
	}
}

// practice compares the versions of one practice, the last of each file first.
func (c *comparison) practice(old, new []Practice) {
	newest := new
	if len(new) == 0 {
		newest = old
	}
	c.key, c.name = newest[len(newest)-1].Key, newest[len(newest)-1].Short
	last := func(versions []Practice, back int) *Practice {
		if i := len(versions) - 1 - back; i >= 0 {
			return &versions[i]
		}
		return nil
	}
	for back := range max(len(old), len(new)) {
		c.version(last(old, back), last(new, back))
	}
}

// version compares two versions of a practice, of which one may be missing.
func (c *comparison) version(old, new *Practice) {
	switch {
	case old == nil && new.Enabled:
		c.add("on", "", "on, "+new.allInWords())
		return
	case old == nil:
		c.add("on", "", "in the playbook, switched off")
		return
	case new == nil && !old.Enabled:
		c.add("on", "in the playbook", "")
		return
	case new == nil:
		c.add("on", "expected ("+old.allInWords()+")", "")
		return
	case !old.Enabled && new.Enabled:
		c.add("on", "off", "on, "+new.allInWords())
	case old.Enabled && !new.Enabled:
		c.add("on", "on", "off")
	}
	if old.Enabled == new.Enabled {
		c.expectations(old, new)
	} else if !old.ExpectsTheSame(switched(new, old.Enabled)) {
		c.expectations(old, new)
	}
	c.add("starts", dateWords("starts with its next full period", "starts on", old.From), dateWords("starts with its next full period", "starts on", new.From))
	c.add("ends", dateWords("no last day", "last day", old.To), dateWords("no last day", "last day", new.To))
	c.described(old, new)
}

// switched returns the practice, switched on or off.
func switched(p *Practice, on bool) *Practice {
	other := *p
	other.Enabled = on
	return &other
}

// allInWords returns a practice's levels and rule in words, for one that is new
// or gone.
func (p *Practice) allInWords() string {
	said := p.Words() + ", for " + p.LevelWords()
	if p.From != 0 {
		said += ", from " + p.From.Format("2 January 2006")
	}
	if p.To != 0 {
		said += ", until " + p.To.Format("2 January 2006")
	}
	return said
}

func dateWords(none, some string, d cadence.Date) string {
	if d == 0 {
		return none
	}
	return some + " " + d.Format("2 January 2006")
}

func (c *comparison) expectations(old, new *Practice) {
	c.rule("", old.Rule, new.Rule)
	for _, l := range PersonLevels {
		a, hadOwn := old.ByLevel[l]
		b, hasOwn := new.ByLevel[l]
		if !hadOwn {
			a = old.Rule
		}
		if !hasOwn {
			b = new.Rule
		}
		if hadOwn || hasOwn {
			c.rule(levelWords[l]+" ", a, b)
		}
	}
	c.add("levels", "for "+old.LevelWords(), "for "+new.LevelWords())
	c.add("performers", "can be logged by "+levelsInWords(old.Levels), "can be logged by "+levelsInWords(new.Levels))
	c.add("subjects", "about "+subjectWords(old), "about "+subjectWords(new))
}

// rule compares two rules; of names the levels that follow them, and ends with
// a space.
func (c *comparison) rule(of string, old, new Rule) {
	c.add("rhythm", of+old.Words(), of+new.Words())
	phase := func(r Rule) string { return "in weeks of phase " + string(cmp.Or(r.Phase, cadence.PhaseA)) }
	if old.Cadence == new.Cadence {
		c.add("phase", of+phase(old), of+phase(new))
	}
	grace := func(grace, late int) string {
		onTime, after := "on time on the due day alone", "then closed"
		if grace > 0 {
			onTime = "on time until " + workingDays(grace) + " after the due day"
		}
		if late > 0 {
			after = "then late for " + workingDays(late)
		}
		return of + onTime + ", " + after
	}
	c.add("grace", grace(old.Grace, old.Late), grace(new.Grace, new.Late))
	if a, b := old.Intensify, new.Intensify; a != nil && b != nil {
		c.add("grace", "near the end "+grace(a.Grace, a.Late), "near the end "+grace(b.Grace, b.Late))
		c.add("phase", "near the end "+phase(Rule{Rhythm: a.Rhythm}), "near the end "+phase(Rule{Rhythm: b.Rhythm}))
	}
}

func workingDays(n int) string { return Counted(n, "working day", "working days") }

func subjectWords(p *Practice) string {
	switch {
	case p.Scope == ScopeTeam:
		return "the team"
	case p.Scope == ScopeSelf:
		return "oneself"
	case len(p.SubjectLevels) > 0:
		return "each report among " + levelsInWords(p.SubjectLevels)
	}
	return "each report"
}

// described compares everything but the rule and the levels.
func (c *comparison) described(old, new *Practice) {
	c.add("name", "called “"+old.Name+"”", "called “"+new.Name+"”")
	c.add("short", "“"+old.Short+"” for short", "“"+new.Short+"” for short")
	c.add("group", "group "+old.Group, "group "+new.Group)
	c.add("tier", "tier "+string(old.Tier), "tier "+string(new.Tier))
	c.add("lens", lensWords[old.Lens], lensWords[new.Lens])
	c.add("minutes", minuteWords(old.Minutes), minuteWords(new.Minutes))
	c.add("confirm", confirmWords[old.Confirm], confirmWords[new.Confirm])
	c.add("rate", ratedWords(old.Rated), ratedWords(new.Rated))
	c.add("satisfies", satisfiesWords(old), satisfiesWords(new))
	c.add("bulk", bulkWords(old.Bulk), bulkWords(new.Bulk))
	c.prepared(old, new)
	c.form(old.Form, new.Form)
	c.add("form", anyOfWords(old), anyOfWords(new))
}

// prepared compares what people read before they do it.
func (c *comparison) prepared(old, new *Practice) {
	c.text("why", "why", old.Why, new.Why)
	c.text("good", "what good looks like", strings.Join(old.Good, " · "), strings.Join(new.Good, " · "))
	c.text("learn", "where to learn more", old.Learn, new.Learn)
}

// text compares a text of which either may be missing.
func (c *comparison) text(what, about, old, new string) {
	words := func(s string) string {
		if s == "" {
			return ""
		}
		return about + " “" + s + "”"
	}
	c.add(what, words(old), words(new))
}

// purpose compares what stands over all practices.
func (c *comparison) purpose(old, new *Playbook) {
	c.key, c.name = "", "Vision"
	if old.Vision != new.Vision {
		quoted := func(s string) string {
			if s == "" {
				return ""
			}
			return "“" + s + "”"
		}
		c.add("vision", quoted(old.Vision), quoted(new.Vision))
	}
	c.name = "Skills"
	c.add("skills", Listed(old.Skills), Listed(new.Skills))
}

func anyOfWords(p *Practice) string {
	var labels []string
	for _, key := range p.AnyOf {
		f, _ := p.Form.Field(key)
		labels = append(labels, "“"+f.Label+"”")
	}
	if len(labels) == 0 {
		return "needs no particular answer"
	}
	return "needs an answer to one of " + Listed(labels)
}

var lensWords = map[Lens]string{Leading: "looks ahead", Lagging: "looks back", Mixed: "looks ahead and back", Neutral: "looks neither ahead nor back"}

var confirmWords = map[Confirm]string{ConfirmSubject: "for the person to confirm", ConfirmManager: "for the manager to confirm",
	ConfirmSample: "for one in five to confirm", ConfirmNone: "for nobody to confirm"}

func minuteWords(n int) string { return "takes " + minutes(n) }

func ratedWords(rated bool) string {
	if rated {
		return "for the person to rate"
	}
	return "for nobody to rate"
}

func bulkWords(bulk bool) string {
	if bulk {
		return "one form for several people"
	}
	return "a form for each person"
}

func satisfiesWords(p *Practice) string {
	if len(p.AlsoSatisfies) == 0 {
		return "settles nothing else"
	}
	return "also settles " + Listed(p.AlsoSatisfies)
}

// form compares the questions of two forms by their keys.
func (c *comparison) form(old, new Form) {
	for _, f := range old {
		if _, kept := new.Field(f.Key); !kept {
			c.add("form", "asks “"+f.Label+"”", "")
		}
	}
	for _, f := range new {
		before, had := old.Field(f.Key)
		if !had {
			c.add("form", "", "now asks “"+f.Label+"”")
			continue
		}
		c.field(before, f)
	}
	kept := func(f, other Form) (keys []string) {
		for _, field := range f {
			if _, ok := other.Field(field.Key); ok {
				keys = append(keys, field.Key)
			}
		}
		return keys
	}
	if !slices.Equal(kept(old, new), kept(new, old)) {
		c.add("form", "", "asks its questions in another order")
	}
}

// field compares two versions of a question.
func (c *comparison) field(old, new Field) {
	c.add("form", "asks “"+old.Label+"”", "asks “"+new.Label+"”")
	about := "“" + new.Label + "” "
	c.add("form", about+old.needs(), about+new.needs())
	c.add("form", about+readBy[old.Vis], about+readBy[new.Vis])
	c.add("form", about+"offers "+strings.Join(old.OptionLabels(), ", "), about+"offers "+strings.Join(new.OptionLabels(), ", "))
	if slices.Equal(old.OptionLabels(), new.OptionLabels()) && !slices.Equal(old.OptionValues(), new.OptionValues()) {
		c.add("form", "", about+"keeps its answers under other values")
	}
	if old.Help != new.Help {
		c.add("form", "", about+"has other help")
	}
	if old.Type != new.Type {
		c.add("form", about+"takes "+typeWords(old.Type), about+"takes "+typeWords(new.Type))
	}
	if !reflect.DeepEqual(old.Min, new.Min) || !reflect.DeepEqual(old.Max, new.Max) || old.Decimal != new.Decimal {
		c.add("form", "", about+"has other limits")
	}
	if !reflect.DeepEqual(old.Follows, new.Follows) {
		c.add("form", "", about+"is suggested by other answers")
	}
}

func (f Field) needs() string {
	switch {
	case f.More:
		return "is behind More questions"
	case !f.Unless.IsZero():
		return fmt.Sprintf("needs an answer unless %s is %s", f.Unless.Field, f.Unless.Value)
	case f.Required:
		return "needs an answer"
	}
	return "may stay empty"
}

func typeWords(t FieldType) string {
	if t == Number {
		return "a number"
	}
	return strings.ReplaceAll(string(t), "_", " ")
}

var readBy = map[Visibility]string{Shared: "is for the author and the people named", Private: "is for the author alone", Team: "is for the team", Everywhere: "is for everyone",
	Leader: "is for the author and their leader", Metric: "is only counted"}

// calendars compares working weeks.
func (c *comparison) calendars(old, new *Playbook) {
	c.key = ""
	names := slices.Sorted(maps.Keys(old.Calendars))
	for _, name := range slices.Sorted(maps.Keys(new.Calendars)) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		if c.name = "Working week"; name != DefaultCalendar {
			c.name = "Working week of " + name
		}
		c.add("calendar", weekWords(old.Calendar(name)), weekWords(new.Calendar(name)))
	}
}

func weekWords(c *cadence.Calendar) string {
	var days []string
	for i := range 7 {
		if day := (c.WeekStart + time.Weekday(i)) % 7; c.Week.Has(day) {
			days = append(days, day.String())
		}
	}
	return Listed(days) + ", weeks start on " + c.WeekStart.String()
}

func (c *comparison) fiscal(old, new cadence.Fiscal) {
	c.name = "Fiscal year"
	words := func(f cadence.Fiscal) string {
		if len(f.Months) > 0 {
			return fmt.Sprintf("a table of months from %s to %s", f.Months[0], f.Months[len(f.Months)-1])
		}
		return "starts in " + max(f.Start, time.January).String()
	}
	if a, b := words(old), words(new); a != b || slices.Equal(old.Months, new.Months) {
		c.add("fiscal", a, b)
	} else {
		c.add("fiscal", "", b+", with other months")
	}
}

// records compares the small forms.
func (c *comparison) records(old, new *Playbook) {
	for _, r := range new.Records {
		before, had := old.Record(r.Key)
		if c.name = r.Short; !had {
			c.add("record", "", "a new small form")
			continue
		}
		if before.Short != r.Short || !slices.Equal(before.Lifecycle, r.Lifecycle) {
			c.add("record", "", "has other words")
		}
		c.form(before.Form, r.Form)
	}
	for _, r := range old.Records {
		if _, kept := new.Record(r.Key); !kept {
			c.name = r.Short
			c.add("record", "a small form", "")
		}
	}
}
