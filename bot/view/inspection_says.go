package view

import (
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// said is what people say of the sessions with them: what was done never stands
// without it, if only as a word that it is too early. A channel reads nothing of
// it.
func (f Inspection) said() []slack.Block {
	const title = "What people say (90 days)"
	switch all := f.all(); {
	case f.InChannel, f.Report.Says == nil && (all == nil || all.Due == 0):
		return nil
	case f.Report.Says == nil:
		return []slack.Block{section(title, strings.Join(append([]string{"not enough answers yet"}, f.spots()...), " · "))}
	}
	s := f.Report.Says
	var said []string
	if s.Response != nil && s.Response.Whole > 0 {
		said = append(said, fmt.Sprintf("%d of %d answered", s.Response.Part, s.Response.Whole))
	}
	said = append(said, f.matches(*s)...)
	if u := s.Usefulness; u != nil {
		said = append(said, fmt.Sprintf("felt usefulness %s of 5 (%s, %s)", u.Mean, countOf(u.N, "answer", "answers"), f.asOf(u.Since)))
	}
	said = append(said, f.spots()...)
	return []slack.Block{section(title, strings.Join(said, " · "))}
}

// spots says how many of the entries that people were asked about at random
// match, which counts in nothing else.
func (f Inspection) spots() []string {
	s := f.Report.SpotChecks
	if s == nil {
		return nil
	}
	return []string{fmt.Sprintf("spot checks: %d of %d matched (%s)", s.Part, s.Whole, f.asOf(s.Since))}
}

// matches says how many answers were a yes, and how far that leaves what people
// confirm from what managers report.
func (f Inspection) matches(s measure.Says) []string {
	if s.Matches == nil {
		return []string{"not enough answers yet"}
	}
	since := ""
	if s.Since != nil {
		since = " (" + f.asOf(*s.Since) + ")"
	}
	yes := fmt.Sprintf("%s “yes, that matches”", s.Matches)
	report, reported := percentOf(s.Claimed)
	_, answered := percentOf(s.Matches)
	if !reported || !answered {
		return []string{yes + since}
	}
	confirmed, _ := measure.Rate{Part: s.Claimed.Part * s.Matches.Part, Whole: s.Claimed.Whole * s.Matches.Whole}.Percent()
	gap := "no gap"
	if report != confirmed {
		gap = "a gap of " + counted(report-confirmed, "point", "points")
	}
	return []string{yes, fmt.Sprintf("managers report %d%%, people confirm %d%%: %s%s", report, confirmed, gap, since)}
}

// asOf is the day of an instant where the reader is, as figures that change in
// steps are shown with.
func (f Inspection) asOf(at measure.Instant) string {
	return "as of " + dayMonth(f.day(at), f.Today)
}

func (f Inspection) day(at measure.Instant) cadence.Date {
	return f.Who(f.Report.Viewer.ID).Today(time.Time(at), f.Zone)
}

// balance is how much of the coaching looked ahead, who wrote the plans, and
// what became of next steps.
func (f Inspection) balance() []slack.Block {
	if f.all() == nil {
		return nil
	}
	var said []string
	over := !f.Report.Window.Running // of one that is not, there are counts alone
	if b := f.Report.Balance; b != nil && over {
		said = append(said, fmt.Sprintf("%d%% of coaching time looked ahead", (int(b.Percent)+5)/10))
	}
	if p := f.Report.Plans; p != nil && p.Whole > 0 && (f.Report.Independence == nil || f.Report.Independence.Plans == nil) {
		said = append(said, fmt.Sprintf("%d of %s written by the person coached", p.Part, countOf(p.Whole, "plan was", "plans were")))
	}
	if steps := f.steps(); steps != "" && over {
		said = append(said, steps)
	}
	if len(said) == 0 {
		return nil
	}
	title := "Looking ahead or back"
	if f.Report.Window.Kind == measure.ByWeek {
		title += " (4 weeks)"
	}
	return []slack.Block{section(title, strings.Join(said, " · "))}
}

// steps says how many actions were done on time, by whose they were where both
// are known.
func (f Inspection) steps() string {
	a := f.Report.Actions
	switch {
	case a == nil:
		return ""
	case a.Rep != nil && a.Rep.OnTime != nil && a.Manager != nil && a.Manager.OnTime != nil:
		return fmt.Sprintf("next steps done on time %s, those of managers %s", a.Rep.OnTime, a.Manager.OnTime)
	case a.Rep != nil && a.Rep.OnTime != nil:
		return fmt.Sprintf("next steps done on time %s", a.Rep.OnTime)
	case a.Manager != nil && a.Manager.OnTime != nil:
		return fmt.Sprintf("managers' own next steps done on time %s", a.Manager.OnTime)
	}
	return ""
}

// ahead says how much the coming week has.
func (f Inspection) ahead() []slack.Block {
	if f.Report.Window.Running || f.Report.Window.Kind != measure.ByWeek {
		return nil
	}
	if f.Ahead == 0 {
		return []slack.Block{section("This week", "nothing is due.")}
	}
	return []slack.Block{section("This week", counted(f.Ahead, "moment is", "moments are")+" due.")}
}

const (
	detailLines = 12 // lines of a paragraph in the fold
	detailParas = 6  // of practices, which leaves room for the rest of the fold
)

// detail is each group and practice, and what else is counted, folded away.
func (f Inspection) detail() []slack.Block {
	var paras []slack.Block
	lines := f.practices()
	for len(lines) > 0 && len(paras) < detailParas {
		n := min(len(lines), detailLines)
		paras, lines = append(paras, kit.Para(strings.Join(lines[:n], "\n"))), lines[n:]
	}
	if rest := f.besides(); len(rest) > 0 {
		paras = append(paras, kit.Para(strings.Join(rest, "\n")))
	}
	if len(paras) == 0 {
		return nil
	}
	return []slack.Block{kit.Fold("digest_detail", "In detail", false, paras...)}
}

// practices are a line for each group, then one for each of its practices where
// there are several.
func (f Inspection) practices() (lines []string) {
	of := map[string][]measure.PracticeLine{}
	var groups []string
	for _, p := range f.Report.Practices {
		group := ""
		if in, ok := f.Playbook.Practice(p.Practice, f.Report.Window.To); ok {
			group = in.Group
		}
		if f.pooled(p.Managers) {
			if of[group] == nil {
				groups = append(groups, group)
			}
			of[group] = append(of[group], p)
		}
	}
	for _, g := range f.Report.Groups {
		alone := len(of[g.Group]) == 1 && of[g.Group][0].Due == g.Due
		if f.pooled(g.Managers) && !alone {
			lines = append(lines, groupName(g.Group)+" · "+within(f.rates(g.TallyShown)))
		}
		for _, p := range of[g.Group] {
			lines = append(lines, f.practice(p, !alone))
		}
		delete(of, g.Group)
	}
	for _, group := range groups { // whose group has no line of its own
		for _, p := range of[group] {
			lines = append(lines, f.practice(p, false))
		}
	}
	return lines
}

// practice is a practice's line, set back below its group.
func (f Inspection) practice(p measure.PracticeLine, below bool) string {
	said := f.short(p.Practice) + " · " + within(f.rates(p.TallyShown))
	if below {
		said = "– " + said
	}
	if p.Coverage != nil && p.Coverage.Whole > 0 {
		said += fmt.Sprintf(" · %d of %s", p.Coverage.Part, countOf(p.Coverage.Whole, "person", "people"))
	}
	if gap := f.gap(p.LongestGap); gap != "" && p.LongestGap.Flagged {
		said += " · " + gap
	}
	return said
}

// besides is what else is counted: next steps that people found clear, obstacles,
// thanks and the load.
func (f Inspection) besides() (lines []string) {
	r := f.Report
	if r.Says != nil && r.Says.NextStep != nil && !f.InChannel {
		lines = append(lines, fmt.Sprintf("Left with a clear next step · %s of those who answered (%s)", r.Says.NextStep.Rate, f.asOf(r.Says.NextStep.Since)))
	}
	if o := r.Obstacles; o != nil && o.Open+o.Resolved > 0 {
		lines = append(lines, obstaclesSaid(*o))
	}
	if g := r.Recognition; g != nil && !f.InChannel {
		if g.Thanked != nil && g.Thanked.Whole > 0 {
			lines = append(lines, fmt.Sprintf("Thanks · %d given, %d of %s thanked by anybody in 30 days", g.Given, g.Thanked.Part, countOf(g.Thanked.Whole, "person", "people")))
		}
		if len(g.Waiting) > 0 {
			var ids []practice.PersonID
			for _, w := range g.Waiting {
				ids = append(ids, w.ID)
			}
			lines = append(lines, "Nobody has thanked "+f.names(ids)+" in 30 days")
		}
	}
	if l := r.Load; l != nil && l.People > 0 && !f.InChannel {
		lines = append(lines, fmt.Sprintf("Load · about %s for a manager in the middle, %s at most (%d%% of the time)", aboutHours(int(l.MedianMinutes)/2), aboutHours(l.MostMinutes), l.MostPercent))
	}
	return lines
}

// obstaclesSaid counts obstacles.
func obstaclesSaid(o measure.Obstacles) string {
	said := fmt.Sprintf("Obstacles · %d open", o.Open)
	if o.Oldest != nil && o.Open > 0 {
		said += fmt.Sprintf(", the oldest for %s", countOf(*o.Oldest, "working day", "working days"))
	}
	if o.Overdue != nil && o.Overdue.Part > 0 {
		said += fmt.Sprintf(", %d overdue", o.Overdue.Part)
	}
	if o.WithoutOwner > 0 {
		said += fmt.Sprintf(", %d without an owner", o.WithoutOwner)
	}
	return said + fmt.Sprintf(", %d resolved", o.Resolved)
}

// groupNames maps the groups of practices to their names in the digest.
var groupNames = map[string]string{
	"direction":   "Direction",
	"coach":       "Coaching",
	"team":        "Team",
	"obstacles":   "Removing obstacles",
	"recognition": "Recognition",
}

func groupName(group string) string {
	if name, ok := groupNames[group]; ok {
		return name
	}
	return capital(kit.OneLine(group))
}
