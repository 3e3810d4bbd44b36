package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// DigestFacts is the data behind the weekly digest about a person's tree.
type DigestFacts struct {
	Week      measure.Week
	Root      practice.Person
	Today     cadence.Date
	InChannel bool // whether others than Root read it
}

// Digest is the weekly message about a tree in words and counts. In a channel
// it names nobody, does not mention anybody's absence, and shows rates only
// when enough managers are pooled.
func Digest(f DigestFacts) kit.Message {
	title, takeaway := f.title(), f.takeaway()
	blocks := []slack.Block{kit.Heading(title), kit.Line(kit.Text(takeaway))}
	if n := f.Week.Thanks; n > 0 {
		blocks = append(blocks, kit.Line(kit.Bold("Worth celebrating"), kit.Text(" · "+counted(n, "thank-you", "thank-yous")+" given.")))
	}
	rates := f.showsRates()
	if rates {
		blocks = append(blocks, kit.Line(kit.Bold("Cadence"), kit.Text(" · "+f.cadence())))
		for _, g := range f.Week.Groups {
			if g.Tally.Expected() > 0 && (!f.InChannel || g.ShowsRates()) {
				blocks = append(blocks, kit.Line(kit.Bold(groupName(g.Group)), kit.Text(" · "+rhythm(g.Tally))))
			}
		}
	}
	if reach := f.reach(); rates && reach != "" {
		blocks = append(blocks, kit.Line(kit.Bold("Reach"), kit.Text(" · "+reach)))
	}
	blocks = append(blocks, kit.Line(kit.Bold("Looking ahead"), kit.Text(" · "+f.ahead())))
	words := len(blocks)
	if rates {
		blocks = append(blocks, f.charts()...)
	}
	charts := len(blocks) - words
	if rates {
		blocks = append(blocks, kit.Aside("Excused moments and skips within the allowance aren't counted. Nobody's notes are read to make this."))
	}
	m := kit.NewMessage(title+". "+takeaway, blocks...)
	if charts > 0 {
		m.Simpler = slices.Delete(slices.Clone(blocks), words, words+charts)
	}
	return m
}

func (f DigestFacts) title() string {
	week := span(f.Week.From, f.Week.To, f.Today)
	if f.InChannel {
		return "The week of " + week
	}
	return fmt.Sprintf("%s, your team's week of %s", firstName(f.Root), week)
}

func (f DigestFacts) showsRates() bool {
	return f.Week.All.Expected() > 0 && (!f.InChannel || f.Week.ShowsRates())
}

// reach returns in words how many people had a conversation with a manager.
func (f DigestFacts) reach() string {
	r := f.Week.Reached
	if r.Whole == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d people had a one-to-one conversation in the last four weeks", r.Part, r.Whole)
}

// charts draws trends: two lines over at most twelve weeks, each point a
// rolling four weeks, each with its meaning in words beside it. In a channel it
// leaves out points to which too few managers contributed.
func (f DigestFacts) charts() []slack.Block {
	if f.InChannel {
		f.Week.Trend = slices.DeleteFunc(slices.Clone(f.Week.Trend), func(s measure.Span) bool { return !s.ShowsRates() })
	}
	if len(f.Week.Trend) < leastPoints {
		return nil
	}
	done := func(s measure.Span) measure.Rate { return s.Done }
	reached := func(s measure.Span) measure.Rate { return s.Reached }
	return []slack.Block{
		kit.Aside(f.heading("done", done)), f.chart("Share done, four weeks at a time", "Done", done),
		kit.Aside(f.heading("of people reached", reached)), f.chart("People reached, four weeks at a time", "Reached", reached),
	}
}

// heading describes a chart in words: its last value, which is over four weeks
// and so differs from the week's own, and its trend.
func (f DigestFacts) heading(what string, value func(measure.Span) measure.Rate) string {
	then, _ := value(f.Week.Trend[0]).Percent()
	now, _ := value(f.Week.Trend[len(f.Week.Trend)-1]).Percent()
	since := dayMonth(f.Week.Trend[0].To, f.Today)
	said := fmt.Sprintf("Over the last four weeks: %d%% %s, ", now, what)
	switch {
	case now-then >= steady:
		return said + fmt.Sprintf("up from %d%% on %s.", then, since)
	case then-now >= steady:
		return said + fmt.Sprintf("down from %d%% on %s.", then, since)
	default:
		return said + "steady since " + since + "."
	}
}

func (f DigestFacts) chart(title, series string, value func(measure.Span) measure.Rate) slack.Block {
	var weeks []string
	var points []slack.DataVisualizationDataPoint
	for _, s := range f.Week.Trend {
		week := s.To.Format("2 Jan")
		percent, _ := value(s).Percent()
		weeks = append(weeks, week)
		points = append(points, slack.NewDataVisualizationDataPoint(week, float64(percent)))
	}
	axes := slack.NewDataVisualizationAxisConfig(weeks...).WithXLabel("Four weeks up to").WithYLabel("Percent")
	return slack.NewDataVisualizationBlock(title, slack.NewDataVisualizationLineChart(axes, slack.NewDataVisualizationDataSeries(series, points...)))
}

// takeaway summarises the week in one sentence.
func (f DigestFacts) takeaway() string {
	happened := f.Week.All.Done()
	percent, ok := happened.Percent()
	switch {
	case f.Week.First:
		return "This is the first week. Next week you'll read how it went."
	case !ok:
		return "A quiet week. Nothing was planned."
	case !f.showsRates():
		return "Percentages appear once three managers take part."
	}
	return fmt.Sprintf("%d of %d planned moments happened (%d%%).", happened.Part, happened.Whole, percent)
}

// cadence describes how well the whole tree kept its rhythm.
func (f DigestFacts) cadence() string {
	all := f.Week.All
	var left []string
	if skipped := all.SkipCounts + all.SkipWithin; skipped > 0 {
		left = append(left, fmt.Sprintf("%d skipped", skipped))
	}
	if all.Excused > 0 && !f.InChannel {
		left = append(left, fmt.Sprintf("%d excused", all.Excused))
	}
	if len(left) == 0 {
		return rhythm(all)
	}
	return rhythm(all) + " · " + strings.Join(left, ", ")
}

func rhythm(t measure.Tally) string {
	return fmt.Sprintf("done %s · on time %s", t.Done(), t.InTime())
}

func (f DigestFacts) ahead() string {
	if f.Week.Ahead == 0 {
		return "nothing is planned this week."
	}
	return counted(f.Week.Ahead, "moment", "moments") + " planned this week."
}
