package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// own is the reader's own week, and whether their help of last week helped; in a
// report about somebody else, that person's.
func (f Inspection) own() []slack.Block {
	own, all := f.Report.Own, f.all()
	if f.InChannel || own == nil || f.Asked == nil && own.Expected == 0 && (all == nil || all.Expected == 0) {
		return nil
	}
	name, said := "You", "nothing was expected of you."
	if f.Report.Scope == measure.Manager {
		name = firstName(f.Who(f.Report.Root.ID))
		said = "nothing was expected of " + name + "."
	}
	switch {
	case own.Expected > 0:
		said = fmt.Sprintf("%d of %d done%s.", own.OnTime+own.Late, own.Expected, f.soFar())
	case f.Report.Window.Running:
		said = "nothing is decided yet."
	}
	if f.Asked == nil {
		return []slack.Block{section(name, said)}
	}
	helped := firstName(f.Who(f.Asked.Person))
	chose := fmt.Sprintf(" You chose to help %s last week: ", helped)
	switch f.Asked.Answer {
	case HelpedYes:
		return []slack.Block{section("You", said+chose+"it helped.")}
	case HelpedNotYet:
		return []slack.Block{section("You", said+chose+"it hasn't helped yet.")}
	}
	key := helpKey{f.Digest, f.Asked.Person}.String()
	return []slack.Block{section("You", said+chose+"did it help?"), kit.Buttons(
		kit.Button(ActionHelped, key, "Yes", "Yes, it helped "+helped),
		kit.Button(ActionHelpedNotYet, key, "Not yet", "Not yet: the help for "+helped))}
}

// soFar marks the counts of a window that is not over.
func (f Inspection) soFar() string {
	if f.Report.Window.Running {
		return " so far"
	}
	return ""
}

// maxCelebrated is the number of people named in each part of what is worth
// celebrating.
const maxCelebrated = 3

// celebrated is what is worth celebrating.
func (f Inspection) celebrated() []slack.Block {
	var said []string
	if !f.InChannel {
		for _, k := range f.Good.Kept[:min(len(f.Good.Kept), maxCelebrated)] {
			said = append(said, f.kept(k))
		}
		if more := len(f.Good.Kept) - maxCelebrated; more > 0 {
			said = append(said, "So did "+number(more)+" more.")
		}
	}
	if n := f.Good.Shared; n > 0 {
		said = append(said, capital(counted(n, "best practice", "best practices"))+" shared.")
	}
	if !f.InChannel {
		said = append(said, f.removed()...)
	}
	if thanks := f.thanks(); thanks != "" && (f.InChannel || len(said) == 0) {
		said = append(said, thanks)
	}
	if len(said) == 0 {
		return nil
	}
	return []slack.Block{section("Worth celebrating", strings.Join(said, " · "))}
}

func (f Inspection) kept(k Kept) string {
	said := f.names([]practice.PersonID{k.Person}) + " kept every coaching moment"
	if k.But > 0 {
		said += " but " + number(k.But)
	}
	if k.Away {
		said += " in a week with someone away"
	}
	return said + "."
}

// removed says which obstacles that were passed up to the reader are resolved.
func (f Inspection) removed() (said []string) {
	for _, o := range f.Good.Resolved[:min(len(f.Good.Resolved), maxCelebrated)] {
		line := fmt.Sprintf("The obstacle passed up to you %s ago (%s) is resolved", counted(o.Days, "day", "days"), line(o.What))
		if o.Told {
			line += "; whoever raised it was told"
		}
		said = append(said, line+".")
	}
	if more := len(f.Good.Resolved) - maxCelebrated; more > 0 {
		said = append(said, "So "+counted(more, "more is.", "more are."))
	}
	return said
}

// thanks counts thank-yous, and in a channel names whom those thank that went to
// one.
func (f Inspection) thanks() string {
	r := f.Report.Recognition
	if r == nil || r.Given == 0 {
		return ""
	}
	said := capital(counted(r.Given, "thank-you", "thank-yous")) + " given"
	if len(f.Good.Thanked) > 0 {
		said += ", some of them to " + f.names(f.Good.Thanked)
	}
	return said + "."
}

// names lists people of the digest, and how many more there are.
func (f Inspection) names(ids []practice.PersonID) string {
	call := callNames(ids, f.Who)
	var names []string
	for i, id := range ids {
		if i == maxCelebrated && len(ids) > maxCelebrated+1 {
			names = append(names, number(len(ids)-i)+" more")
			break
		}
		names = append(names, call(id))
	}
	return practice.Listed(names)
}

// rhythm is how much was done and done on time, and what is not counted, with a
// fold of details.
func (f Inspection) rhythm(detail []slack.Block) []slack.Block {
	all := f.all()
	if all == nil || all.Due == 0 {
		return nil
	}
	said := []string{f.rates(*all)}
	said = append(said, f.uncounted(*all)...)
	if p := f.Report.Previous; p != nil && p.Restated && p.Now != nil && !f.Report.Window.Running {
		said = append(said, "last week, restated: "+p.Now.String())
	}
	if f.Dropped > 0 {
		said = append(said, fmt.Sprintf("%s dropped by a change of the playbook", countOf(f.Dropped, "open moment was", "open moments were")))
	}
	return append([]slack.Block{section("Rhythm", strings.Join(said, " · "))}, detail...)
}

// rates are the two rates of a tally, which never stand alone; of a window that
// is not over, counts.
func (f Inspection) rates(t measure.TallyShown) string {
	switch {
	case t.Expected == 0:
		return "Nothing expected"
	case f.Report.Window.Running:
		return fmt.Sprintf("%d of %d done so far, %d on time", t.OnTime+t.Late, t.Expected, t.OnTime)
	}
	return fmt.Sprintf("Done %s, on time %s", t.Done, t.InTime)
}

// uncounted says what was skipped and excused. A channel reads nothing of what
// was excused: it is mostly somebody's leave.
func (f Inspection) uncounted(t measure.TallyShown) (said []string) {
	switch {
	case t.Skipped == 1:
		said = append(said, "1 skipped (counts)")
	case t.Skipped > 1:
		said = append(said, fmt.Sprintf("%d skipped (count)", t.Skipped))
	}
	skipped, excused := t.SkippedWithin, t.Excused
	if f.InChannel {
		excused = 0
	}
	var left []string
	if skipped > 0 {
		left = append(left, fmt.Sprintf("%d skipped", skipped))
	}
	if excused > 0 {
		left = append(left, fmt.Sprintf("%d excused%s", excused, f.byLeaders(t)))
	}
	switch {
	case len(left) == 0:
		return said
	case skipped+excused == 1:
		return append(said, left[0]+" is not counted")
	}
	return append(said, strings.Join(left, " and ")+" are not counted")
}

// byLeaders says how many of what was excused leaders excused, as opposed to the
// calendar: the reader, whose direct reports they are, and others.
func (f Inspection) byLeaders(t measure.TallyShown) string {
	mine := 0
	for _, p := range f.Report.People {
		mine += p.ExcusedByLeader
	}
	mine = min(mine, t.ExcusedByLeader)
	var by []string
	if mine > 0 {
		by = append(by, fmt.Sprintf("%d by you", mine))
	}
	switch others := t.ExcusedByLeader - mine; {
	case others == 1:
		by = append(by, "1 by another leader")
	case others > 1:
		by = append(by, fmt.Sprintf("%d by other leaders", others))
	}
	if len(by) == 0 {
		return ""
	}
	return ", " + strings.Join(by, " and ") + ","
}

// maxLines is the number of lines of leaders that stand outside of the table.
const maxLines = 12

// lines are an executive's: everybody below each leader of leaders, in the order
// of their names, and which levels practise.
func (f Inspection) lines() []slack.Block {
	if !f.Executive || f.all() == nil {
		return nil
	}
	var runs []kit.Run
	all := slices.SortedStableFunc(slices.Values(f.Report.Lines), func(a, b measure.Below) int {
		return cmp.Compare(f.sorted(a.Below), f.sorted(b.Below))
	})
	for _, l := range all[:min(len(all), maxLines)] {
		if !f.InChannel {
			runs = append(runs, kit.Text("\nBelow "+fullName(f.Who(l.Below.ID))+": "+within(f.rates(l.TallyShown))))
		}
	}
	var blocks []slack.Block
	if len(runs) > 0 {
		if more := len(all) - maxLines; more > 0 {
			runs = append(runs, kit.Text("\n"+capital(number(more))+" more stand in the table."))
		}
		blocks = append(blocks, kit.Line(append([]kit.Run{kit.Bold("By leader")}, runs...)...))
	}
	if chain := f.chain(); chain != "" {
		blocks = append(blocks, section("Every level", chain))
	}
	return blocks
}

// sorted is a person's name as an alphabetical list is sorted by it.
func (f Inspection) sorted(w measure.Who) string { return strings.ToLower(fullName(f.Who(w.ID))) }

// levelNames are the levels of leaders as the chain of them names these.
var levelNames = map[practice.Level]string{practice.FLM: "managers", practice.MOM: "directors", practice.Exec: "executives"}

// chain says which levels practise, the reader's own included.
func (f Inspection) chain() string {
	var said, silent []string
	for _, c := range f.Report.Chain {
		switch name := levelNames[c.Level]; {
		case name == "" || c.People == 0 || !f.pooled(c.People):
		case c.Practising:
			said = append(said, capital(name)+": practising.")
		default:
			silent = append(silent, name)
		}
	}
	if len(silent) > 0 {
		said = append(said, "Nothing logged by "+practice.Listed(silent)+" for two weeks.")
	}
	return strings.Join(said, " ")
}

// reach is whom the practice reached that reached the fewest, and the longest
// time that one of its people has waited.
func (f Inspection) reach() []slack.Block {
	if f.all() == nil {
		return nil
	}
	var fewest *measure.PracticeLine
	for i, p := range f.Report.Practices {
		if p.Coverage != nil && p.Coverage.Whole > 0 && f.pooled(p.Managers) &&
			(fewest == nil || p.Coverage.Part*fewest.Coverage.Whole < fewest.Coverage.Part*p.Coverage.Whole) {
			fewest = &f.Report.Practices[i]
		}
	}
	switch {
	case fewest != nil:
		said := f.covered(*fewest)
		if gap := f.gap(fewest.LongestGap); gap != "" {
			said += " · " + gap
		}
		return []slack.Block{section("Reach", said)}
	case f.Report.Reached != nil && f.Report.Reached.Whole > 0:
		return []slack.Block{section("Reach", f.reached(*f.Report.Reached))}
	}
	return nil
}

// reached says for how many people somebody made time.
func (f Inspection) reached(r measure.Rate) string {
	return fmt.Sprintf("somebody made time for %d of %s in four weeks", r.Part, countOf(r.Whole, "person", "people"))
}

// covered says how many people a practice reached in its last period.
func (f Inspection) covered(p measure.PracticeLine) string {
	short, people := f.short(p.Practice), fmt.Sprintf("%d of %s", p.Coverage.Part, countOf(p.Coverage.Whole, "person", "people"))
	if strings.ContainsAny(short, " &:") { // a title of several words takes no article
		return fmt.Sprintf("%s with %s %s", short, people, f.period(p.Practice))
	}
	article := "a"
	if strings.ContainsAny(within(short)[:1], "aeiou") {
		article = "an"
	}
	return fmt.Sprintf("%s had %s %s %s", people, article, within(short), f.period(p.Practice))
}

// periodNames are the last full periods of a practice by its cadence.
var periodNames = map[cadence.Cadence]string{
	cadence.Daily: "day by day", cadence.Weekly: "in the week", cadence.Monthly: "in the last full month", cadence.Trimester: "in the last full four months",
	cadence.Quarterly: "in the last full quarter", cadence.Semiannual: "in the last full half-year", cadence.Yearly: "in the last full year",
}

// period names the period whose people a practice's coverage counts: the one
// that ends in the window, or the last that ended.
func (f Inspection) period(key string) string {
	p, ok := f.Playbook.Practice(key, f.Report.Window.To)
	if !ok {
		return "in its last period"
	}
	if p.Cadence != cadence.Biweekly {
		return periodNames[p.Cadence]
	}
	if to := f.Report.Window.To; p.Rule.Period(to, f.Playbook.Fiscal, f.Playbook.Calendar("").WeekStart).End == to {
		return "in this two-week block"
	}
	return "in the last two-week block"
}

// gap is the longest time that a practice has not happened with one person, who
// is not named; their manager is, where the reader sees that manager by name.
func (f Inspection) gap(g *measure.LongestGap) string {
	if g == nil || g.WorkingDays == 0 {
		return ""
	}
	said := "longest gap " + countOf(g.WorkingDays, "working day", "working days")
	switch {
	case g.Manager == nil || f.InChannel:
		return said
	case g.Manager.ID == f.Report.Viewer.ID:
		return said + " (one person on your own team)"
	}
	return fmt.Sprintf("%s (one person on %s's team)", said, firstName(f.Who(g.Manager.ID)))
}
