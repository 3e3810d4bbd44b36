package files

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"coach/cadence"
	"coach/practice"
)

var (
	practiceGroups = []string{"direction", "coach", "team", "obstacles", "recognition"}
	cadences       = []cadence.Cadence{cadence.Daily, cadence.Weekly, cadence.Biweekly, cadence.Monthly, cadence.Trimester,
		cadence.Quarterly, cadence.Semiannual, cadence.Yearly}

	ruleKeys      = []string{"cadence", "phase", "due", "times", "grace_wd", "late_wd"}
	levelRuleKeys = append(slices.Clone(ruleKeys), "intensify")
	intensifyKeys = append(slices.Clone(ruleKeys), "window")
	practiceKeys  = append(slices.Clone(levelRuleKeys), "key", "name", "short", "group", "tier", "levels", "expected_of", "subject_levels",
		"scope", "by_level", "lens", "confirm", "rate", "also_satisfies", "bulk", "minutes", "enabled", "effective_from", "effective_to",
		"why", "good", "learn", "form", "any_of")
)

// Bounds that no real practice reaches; beyond them is a slip of the finger.
const (
	timesMax   = 50
	daysMax    = 260  // working days, a year of them
	windowMax  = 92   // working days; no quarter has more days
	minutesMax = 2400 // a working week
)

// practice reads one practice. Keys it lacks are taken from the layers below,
// which only a built-in practice has.
func (l *loader) practice(ls layers) practice.Practice {
	l.require(ls, "key", "short", "levels", "scope", "cadence")
	if l.from != published {
		l.require(ls, "name")
	}
	p := practice.Practice{
		Key:           l.key(ls.value("key")),
		Name:          l.text(ls.value("name"), headerMax),
		Short:         l.text(ls.value("short"), shortMax),
		Why:           l.text(ls.value("why"), sentenceMax),
		Good:          l.lines(ls.value("good"), lineOfGoodMax, practice.MaxGood),
		Learn:         l.link(ls.value("learn")),
		Group:         cmp.Or(choice(l, ls.value("group"), "a group", practiceGroups), "coach"),
		Tier:          cmp.Or(choice(l, ls.value("tier"), "a tier", []practice.Tier{practice.Core, practice.Standard, practice.Full}), practice.Full),
		Levels:        choices(l, ls.value("levels"), "a level", practice.PlaybookLevels),
		ExpectedOf:    choices(l, ls.value("expected_of"), "a level", practice.PlaybookLevels),
		SubjectLevels: choices(l, ls.value("subject_levels"), "a level", practice.PersonLevels),
		Scope:         choice(l, ls.value("scope"), "a scope", []practice.Scope{practice.ScopeReport, practice.ScopeTeam, practice.ScopeSelf}),
		Rule:          l.rule(ls),
		Lens:          cmp.Or(choice(l, ls.value("lens"), "a lens", []practice.Lens{practice.Leading, practice.Lagging, practice.Mixed, practice.Neutral}), practice.Neutral),
		Confirm:       cmp.Or(choice(l, ls.value("confirm"), "somebody to ask", []practice.Confirm{practice.ConfirmSubject, practice.ConfirmManager, practice.ConfirmSample, practice.ConfirmNone}), practice.ConfirmNone),
		Rated:         choice(l, ls.value("rate"), "somebody to ask for a rating", []string{"subject"}) != "",
		Bulk:          l.flag(ls.value("bulk"), false),
		Minutes:       l.whole(ls.value("minutes"), 1, minutesMax, 0),
		From:          l.date(ls.value("effective_from")),
		To:            l.date(ls.value("effective_to")),
		Form:          l.form(ls.value("form"), structuredTypes),
	}
	p.Name = cmp.Or(p.Name, p.Short)
	for _, n := range l.list(ls.value("also_satisfies")) {
		p.AlsoSatisfies = append(p.AlsoSatisfies, l.key(n))
	}
	p.AnyOf = l.anyOf(ls.value("any_of"), p.Form)
	p.Enabled = l.flag(ls.value("enabled"), p.Tier == practice.Core)
	p.ByLevel = l.byLevel(ls, &p)
	l.consistent(ls, &p)
	l.recognition(ls, &p)
	return p
}

// consistent checks keys against each other: each may be right by itself, but
// not all of them together.
func (l *loader) consistent(ls layers, p *practice.Practice) {
	if ls.value("tier").absent() && ls.value("enabled").absent() {
		l.fault(ls.top().node, "This doesn't say whether the practice is on. Add “enabled: true” or “enabled: false”, or a tier.")
	}
	if p.From != 0 && p.To != 0 && p.From > p.To {
		l.fault(ls.value("effective_to"), "It is before effective_from, %s.", p.From)
	}
	if n := ls.value("subject_levels"); !n.absent() && p.Scope != "" && p.Scope != practice.ScopeReport {
		l.fault(n, "This is only for practices of scope report.")
	}
	if p.Bulk && p.Scope != "" && p.Scope != practice.ScopeReport {
		l.fault(ls.value("bulk"), "This is only for practices of scope report.")
	}
	if p.Rated && p.Confirm != practice.ConfirmSubject {
		l.fault(ls.value("rate"), "Only people who are asked to confirm can be asked to rate. Add “confirm: subject”.")
	}
	for _, level := range p.ExpectedOf {
		if !p.IsFor(level) {
			l.fault(ls.value("expected_of"), "It is expected of %s, but they are not in levels.", level)
		}
	}
}

// byLevel reads the rules of single levels. A rule that equals the base rule
// is dropped.
func (l *loader) byLevel(ls layers, p *practice.Practice) map[practice.Level]practice.Rule {
	rules := map[practice.Level]practice.Rule{}
	for _, e := range l.mapping(ls.value("by_level")).entries {
		level := practice.Level(e.key)
		switch {
		case !slices.Contains(practice.PersonLevels, level):
			l.fault(e.at, "“%s” is not a level. Use %s.", level, oneOf(practice.PersonLevels))
		case !p.IsFor(level):
			l.fault(e.at, "The level %s is not in levels.", level)
		}
		m := l.mapping(e.value, levelRuleKeys...)
		if m.absent() {
			continue
		}
		if rule := l.rule(append(slices.Clone(ls), m)); !reflect.DeepEqual(rule, p.Rule) {
			rules[level] = rule
		}
	}
	return rules
}

// rule reads the rule of a practice, as its uppermost layer has it.
func (l *loader) rule(ls layers) practice.Rule {
	r := l.baseRule(ls)
	n := ls.value("intensify")
	if m := l.mapping(n, intensifyKeys...); !m.absent() {
		r.Intensify = l.intensify(append(slices.Clone(ls), m))
	}
	return r
}

func (l *loader) baseRule(ls layers) practice.Rule {
	rhythm := l.rhythm(ls)
	return practice.Rule{
		Rhythm: rhythm,
		Due:    l.due(ls, rhythm.Cadence),
		Times:  l.whole(ls.value("times"), 1, timesMax, 1),
		Grace:  l.whole(ls.value("grace_wd"), 0, daysMax, 0),
		Late:   l.whole(ls.value("late_wd"), 0, daysMax, 0),
	}
}

// intensify reads the intensified rule: that of the uppermost layer over those
// below.
func (l *loader) intensify(ls layers) *practice.Intensify {
	l.require(ls, "window")
	r := l.baseRule(ls)
	in := practice.Intensify{Rhythm: r.Rhythm, Due: r.Due, Times: r.Times, Grace: r.Grace, Late: r.Late}
	n := ls.value("window")
	if text := l.text(n, wordMax); text != "" {
		var err error
		if in.Window, err = cadence.ParseWindow(text); err != nil {
			l.fault(n, "%v.", err)
		} else if in.Window.Days > windowMax {
			l.fault(n, "It is longer than a quarter.")
		}
	}
	return &in
}

// rhythm reads cadence and phase. A phase from a layer below that of the
// cadence belongs to another cadence.
func (l *loader) rhythm(ls layers) cadence.Rhythm {
	n, from := ls.get("cadence")
	r := cadence.Rhythm{Cadence: choice(l, n, "a cadence", cadences)}
	n, phaseFrom := ls.get("phase")
	phase := choice(l, n, "a phase", []cadence.Phase{cadence.PhaseA, cadence.PhaseB})
	switch {
	case r.Cadence == cadence.Biweekly && phase == cadence.PhaseB:
		r.Phase = phase // phase A is the zero Phase, so that equal rhythms are equal
	case r.Cadence != cadence.Biweekly && r.Cadence != "" && phase != "" && phaseFrom >= from:
		l.fault(n, "Only biweekly practices have a phase. This one is %s.", r.Cadence)
	}
	return r
}

// due reads one due code or a list of them. Codes from a layer below that of
// the cadence were written for another; they stay if they suit this one too.
func (l *loader) due(ls layers, c cadence.Cadence) []cadence.Due {
	n, from := ls.get("due")
	cadenceAt, cadenceFrom := ls.get("cadence")
	inherited := from < cadenceFrom
	switch {
	case c == "", c == cadence.Daily && (n.absent() || inherited):
		return nil
	case c == cadence.Daily:
		l.fault(n, "A daily practice is due on the day itself. Leave out “due”.")
		return nil
	case n.absent():
		l.missing(ls.top(), "due")
		return nil
	}
	var dues []cadence.Due
	seen := map[cadence.Due]bool{}
	for _, item := range l.codes(n) {
		due, err := cadence.ParseDue(item.word, c)
		switch {
		case err != nil && inherited:
			at := node{cadenceAt.Node, join(ls[cadenceFrom].path, "due")}
			l.fault(at, "With another cadence it needs its own due code: %v.", err)
		case err != nil:
			l.fault(item.node, "%v.", err)
		case seen[due]:
			l.fault(item.node, "“%s” is here twice.", item.word)
		default:
			seen[due] = true
			dues = append(dues, due)
		}
	}
	return dues
}

// A written is a word of the file with its position.
type written struct {
	node
	word string
}

func (l *loader) codes(n node) []written {
	items := []node{n}
	if n.Type() == ast.SequenceType {
		items = l.list(n)
		if len(items) == 0 {
			l.fault(n, "The list is empty. Write a due code.")
		}
	}
	var words []written
	for _, item := range items {
		if word := l.text(item, wordMax); word != "" {
			words = append(words, written{item, word})
		}
	}
	return words
}
