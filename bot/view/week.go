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

// WeekFacts is the data behind the plan of a week, which Monday's message has
// for who leads somebody.
type WeekFacts struct {
	Occurrences []practice.Occurrence // with their current state
	Last        map[practice.Contact]cadence.Date
	Talks       []practice.Talk // by name; none once the week is over
	LastWeek    measure.Tally   // the person's own
	Yields      bool            // there is no room for it, and it is on Home
}

// week returns the days of the plan's week.
func (f MorningFacts) week() cadence.Period { return practice.WeekOf(f.Calendar, f.On) }

// weekGreeting is the first line: whose week it is, and about how much of it
// the plan takes.
func (f MorningFacts) weekGreeting() string {
	minutes := 0
	for _, o := range f.Week.Occurrences {
		if p, ok := f.Playbook.Practice(o.Practice, f.On); ok && o.Expectation == practice.Expected && f.planDay(o) <= f.week().End {
			minutes += p.Minutes
		}
	}
	said := fmt.Sprintf("Good morning %s. Your week from %s", firstName(f.Person), f.On.Format("Monday 2 January"))
	if minutes > 0 {
		said += " (about " + aboutHours(minutes) + ")"
	}
	return said + "."
}

// aboutHours returns a number of minutes in whole hours, or in minutes below
// one.
func aboutHours(minutes int) string {
	if minutes < 55 {
		return fmt.Sprintf("%d minutes", minutes)
	}
	return countOf((minutes+30)/60, "hour", "hours")
}

// weekOnHome is what stands in place of a plan that there is no room for.
func weekOnHome() slack.Block {
	return kit.Item("Your week is on Home.", kit.Button(ActionPlanWeek, "", "Plan my week", ""))
}

// planDay returns the day in the plan on which an occurrence stands: the one
// for which it is planned, or on which it is due; what was due before stands on
// the plan's first day.
func (f MorningFacts) planDay(o practice.Occurrence) cadence.Date {
	return max(cmp.Or(o.PlannedFor, o.DueOn), f.On)
}

// weekDays are a line for each day of the week on which something falls due,
// without what has a line of its own, then what is about a person and due the
// week after.
func (f MorningFacts) weekDays() []slack.Block {
	var blocks []slack.Block
	week := f.week()
	days := map[cadence.Date][]practice.Occurrence{}
	var later []practice.Occurrence
	for _, o := range f.Week.Occurrences {
		switch {
		case f.hasLine(o):
		case f.planDay(o) <= week.End:
			days[f.planDay(o)] = append(days[f.planDay(o)], o)
		case o.Waiting(f.Today):
			later = append(later, o)
		}
	}
	for d := f.On; d <= week.End; d++ {
		if len(days[d]) > 0 {
			blocks = append(blocks, kit.Line(kit.Bold(d.Format("Mon 2")), kit.Text("  "+f.dayItems(days[d]))))
		}
	}
	if len(blocks)+len(f.Reminders) == 0 {
		blocks = append(blocks, kit.Line(kit.Text("Nothing falls due this week.")))
	}
	if len(later) > 0 {
		slices.SortStableFunc(later, func(a, b practice.Occurrence) int {
			return cmp.Compare(f.Week.Last[practice.Contact{Practice: a.Practice, Subject: a.Subject}], f.Week.Last[practice.Contact{Practice: b.Practice, Subject: b.Subject}])
		})
		blocks = append(blocks, kit.Line(kit.Bold("Open until next week"), kit.Text("  "+f.dayItems(later))))
	}
	return blocks
}

// hasLine reports whether an occurrence stands in a line with buttons.
func (f MorningFacts) hasLine(o practice.Occurrence) bool {
	return slices.ContainsFunc(f.Reminders, func(t practice.Reminder) bool {
		return slices.ContainsFunc(t.Occurrences, func(in practice.Occurrence) bool { return in.ID == o.ID })
	})
}

// dayItems lists what falls due on a day in compact form: Team meeting ·
// Observation with Cy (19 working days) and Dee · 3 moments to catch.
func (f MorningFacts) dayItems(occurrences []practice.Occurrence) string {
	var items []string
	var keys []string
	of := map[string][]practice.Occurrence{}
	for _, o := range occurrences {
		group := o.Practice + "/" + o.Cue
		if of[group] == nil {
			keys = append(keys, group)
		}
		of[group] = append(of[group], o)
	}
	for _, key := range keys {
		items = append(items, f.planItem(of[key]))
	}
	return strings.Join(items, " · ")
}

// planItem is what a practice's occurrences of a day are called, with what is
// done of them.
func (f MorningFacts) planItem(all []practice.Occurrence) string {
	var waiting []practice.Occurrence
	for _, o := range all {
		if o.Waiting(f.Today) {
			waiting = append(waiting, o)
		}
	}
	shown := waiting
	var notes []string
	switch done := len(all) - len(waiting); {
	case len(waiting) == 0 && slices.ContainsFunc(all, func(o practice.Occurrence) bool { return o.Entry != 0 }):
		shown, notes = all, []string{"done"}
	case len(waiting) == 0:
		shown, notes = all, []string{"nothing left to do"}
	case done > 0 && all[0].Subject == 0:
		notes = []string{fmt.Sprintf("%d done", done)}
	}
	if shown[0].DueOn < f.On && len(waiting) > 0 {
		notes = append(notes, "still open")
	}
	said := f.itemTitle(shown)
	if cue := shown[0].Cue; cue != "" {
		said += ", " + kit.OneLine(cue)
	}
	return withNotes(said, notes)
}

// withNotes adds notes to what is said, in parentheses unless it ends with some.
func withNotes(said string, notes []string) string {
	switch {
	case len(notes) == 0:
		return said
	case strings.HasSuffix(said, ")"):
		return said + ", " + strings.Join(notes, ", ")
	}
	return said + " (" + strings.Join(notes, ", ") + ")"
}

// itemTitle names a practice with its people, each once, and how long they have
// waited, or how often it is to happen.
func (f MorningFacts) itemTitle(shown []practice.Occurrence) string {
	o := shown[0]
	short := o.Practice
	if p, ok := f.Playbook.Practice(o.Practice, f.On); ok {
		short = kit.OneLine(p.Short)
	}
	if o.Subject == 0 {
		return times(o.Practice, short, len(shown))
	}
	call := f.callTeam()
	var people []practice.Occurrence // one of each person's
	often := map[practice.PersonID]int{}
	for _, o := range shown {
		if often[o.Subject]++; often[o.Subject] == 1 {
			people = append(people, o)
		}
	}
	var names []string
	for i, o := range people {
		if i == maxNewsNames && len(people) > maxNewsNames+1 {
			names = append(names, number(len(people)-i)+" more")
			break
		}
		var notes []string
		if last := f.Week.Last[practice.Contact{Practice: o.Practice, Subject: o.Subject}]; last != 0 && o.Waiting(f.Today) {
			notes = append(notes, countOf(f.Calendar.Between(last, f.On), "working day", "working days"))
		}
		if n := often[o.Subject]; n > 1 {
			notes = append(notes, fmt.Sprintf("%d times", n))
		}
		names = append(names, withNotes(call(o.Subject), notes))
	}
	return short + " with " + practice.Listed(names)
}

// times names something that is to happen a number of times.
func times(key, short string, n int) string {
	switch {
	case key == practice.RecognitionKey:
		return countOf(n, "thank-you to give", "thank-yous to give")
	case key == inMomentKey:
		return countOf(n, "moment to catch", "moments to catch")
	case n > 1:
		return fmt.Sprintf("%s, %d times", short, n)
	}
	return short
}

// countOf is [counted] in figures, as a list shows it: 3 moments to catch.
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// inMomentKey is the practice whose performances are moments.
const inMomentKey = "in_moment"

// callTeam names the people of the plan.
func (f MorningFacts) callTeam() caller {
	var ids []practice.PersonID
	for _, t := range f.Week.Talks {
		ids = append(ids, t.With)
	}
	for _, o := range f.Week.Occurrences {
		ids = append(ids, o.Subject)
	}
	return callNames(ids, f.Who)
}

const (
	talksShown  = 10 // people whose reasons stand in the message, and not in the fold
	talksInPara = 9  // people in a paragraph of the fold
)

// weekPeople are one reason to talk to each person, how last week went, and the
// buttons of the week.
func (f MorningFacts) weekPeople() []slack.Block {
	var blocks []slack.Block
	call := f.callTeam()
	if talks := f.Week.Talks; len(talks) > 0 {
		blocks = append(blocks, kit.Line(kit.Bold("One reason to talk to each person")))
		shown := talks
		if len(shown) > talksShown+2 {
			shown = shown[:talksShown]
		}
		var runs []kit.Run
		for i, t := range shown {
			if i > 0 {
				runs = append(runs, kit.Text("\n"))
			}
			runs = append(runs, kit.Bold(call(t.With)), kit.Text(": "+f.reason(t)))
		}
		blocks = append(blocks, kit.Line(runs...))
		if rest := talks[len(shown):]; len(rest) > 0 {
			blocks = append(blocks, f.foldedTalks(rest, call))
		}
	}
	if last := f.Week.LastWeek; last.Expected() > 0 {
		blocks = append(blocks, kit.Line(kit.Bold("Last week"), kit.Text(fmt.Sprintf(" · %d of %d", last.Done().Part, last.Done().Whole))))
	}
	plan := kit.Button(ActionPlanWeek, "", "Plan my week", "")
	plan.WithStyle(slack.StylePrimary)
	return append(blocks, kit.Buttons(plan, kit.Button(ActionLogAny, "", "Log something", ""), kit.Button(ActionMoveDay, "", "Move a day", "Move something to another day")))
}

// foldedTalks are the reasons there is no room for above.
func (f MorningFacts) foldedTalks(talks []practice.Talk, call caller) slack.Block {
	var paras []slack.Block
	for chunk := range slices.Chunk(talks, talksInPara) {
		var lines []string
		for _, t := range chunk {
			lines = append(lines, call(t.With)+": "+f.reason(t))
		}
		paras = append(paras, kit.Para(strings.Join(lines, "\n")))
	}
	return kit.Fold("talks", "And "+counted(len(talks), "more person", "more people"), false, paras...)
}

// reason is a reason to talk to somebody in words, without a pronoun for them.
func (f MorningFacts) reason(t practice.Talk) string {
	step := kit.OneLine(t.Action.What)
	switch t.Kind {
	case practice.TalkAsked:
		return "asks for " + kindTitle(t.Request.Kind) + about(t.Request)
	case practice.TalkFocus:
		return "time to look at the focus again: " + step
	case practice.TalkDue:
		return fmt.Sprintf("“%s” is due %s", step, weekdayMonth(t.On, f.On))
	case practice.TalkStep:
		if !t.Action.DoneAt.IsZero() {
			return fmt.Sprintf("“%s” is done, ask how it went", step)
		}
		return fmt.Sprintf("“%s” was due %s, ask how it's going", step, weekdayMonth(t.On, f.On))
	case practice.TalkGap:
		short := t.Practice
		if p, ok := f.Playbook.Practice(t.Practice, f.On); ok {
			short = kit.OneLine(p.Short)
		}
		if t.On == 0 {
			return "no " + within(short) + " yet"
		}
		return fmt.Sprintf("no %s for %d working days", within(short), t.Days)
	case practice.TalkJoined:
		return fmt.Sprintf("new on your team since %s, a welcome chat?", dayMonth(t.On, f.On))
	case practice.TalkBack:
		if t.On > f.On {
			return "back on " + weekdayMonth(t.On, f.On) + ", welcome back"
		}
		return "welcome back"
	case practice.TalkAway:
		return "away this week"
	case practice.TalkYears:
		return fmt.Sprintf("%s on your team on %s", counted(t.Days, "year", "years"), t.On.Format("Monday"))
	}
	return "nothing urgent, ask what is going well"
}
