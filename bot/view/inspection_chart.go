package view

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
)

// A trend is one line over the last weeks, each point of which is four weeks, in
// whole per cent.
type trend struct {
	title, series string
	to            []cadence.Date
	percent       []int
}

// done is the trend of what was done; a window that is not over has none.
func (f Inspection) done() trend {
	return f.trend("Done, four weeks at a time", "Done", func(p measure.Point) *measure.Rate { return p.Done })
}

// reachedTrend is the trend of people for whom somebody made time.
func (f Inspection) reachedTrend() trend {
	return f.trend("People reached, four weeks at a time", "Reached", func(p measure.Point) *measure.Rate { return p.Reached })
}

func (f Inspection) trend(title, series string, value func(measure.Point) *measure.Rate) trend {
	t := trend{title: title, series: series}
	if f.Report.Window.Running || f.all() == nil {
		return t
	}
	for _, p := range f.Report.Trend {
		if percent, ok := percentOf(value(p)); ok { // a rate of fewer than five is no point of a line
			t.to, t.percent = append(t.to, p.To), append(t.percent, percent)
		}
	}
	return t
}

// leastPoints is the number of weeks below which words are clearer than a
// chart.
const leastPoints = 4

// steady is the number of percentage points below which a change is called
// none.
const steady = 5

// drawable reports whether there are enough points for a chart to be clearer
// than words.
func (t trend) drawable() bool { return len(t.percent) >= leastPoints }

// weeksApart is the number of points between two that have no week in common.
const weeksApart = 4

// falls reports whether the line of what was done falls by five points or more:
// from its first point to its last, or over the last four weeks.
func (f Inspection) falls() bool {
	p := f.done().percent
	last := len(p) - 1
	if !f.done().drawable() {
		return false
	}
	return p[0]-p[last] >= steady || last >= weeksApart && p[last-weeksApart]-p[last] >= steady
}

// takeaway says what the line does, and no more than it shows: where it ends,
// where it began, and how far it went to either side between the two.
func (t trend) takeaway(what string, today cadence.Date) string {
	last := len(t.percent) - 1
	low, high := 0, 0
	for i, p := range t.percent {
		if p < t.percent[low] {
			low = i
		}
		if p > t.percent[high] {
			high = i
		}
	}
	first, now := t.percent[0], t.percent[last]
	at := func(i int) string { return fmt.Sprintf("%d%% on %s", t.percent[i], dayMonth(t.to[i], today)) }
	said := fmt.Sprintf("Over the last four weeks: %d%% %s, ", now, what)
	switch {
	case t.percent[high]-t.percent[low] < steady:
		return said + "steady since " + dayMonth(t.to[0], today) + "."
	case now-first >= steady:
		said += "up from " + at(0)
	case first-now >= steady:
		said += "down from " + at(0)
	case now == first:
		said += "as on " + dayMonth(t.to[0], today)
	default:
		said += "close to " + at(0)
	}
	if t.percent[high] >= max(first, now)+steady {
		said += ", after " + at(high)
	}
	if t.percent[low] <= min(first, now)-steady {
		said += ", with a low of " + at(low)
	}
	return said + "."
}

// chart draws the trend as a line.
func (t trend) chart() slack.Block {
	var weeks []string
	var points []slack.DataVisualizationDataPoint
	for i, to := range t.to {
		week := to.Format("2 Jan")
		weeks = append(weeks, week)
		points = append(points, slack.NewDataVisualizationDataPoint(week, float64(t.percent[i])))
	}
	axes := slack.NewDataVisualizationAxisConfig(weeks...).WithXLabel("Four weeks up to").WithYLabel("Percent")
	return slack.NewDataVisualizationBlock(t.title, slack.NewDataVisualizationLineChart(axes, slack.NewDataVisualizationDataSeries(t.series, points...)))
}

// drawing is the one chart of the message, with its meaning in words above it.
func (f Inspection) drawing() []slack.Block {
	done := f.done()
	if !done.drawable() {
		return nil
	}
	return []slack.Block{kit.Aside(done.takeaway("done", f.Today)), done.chart()}
}

// InspectReached is the second chart of a digest, for whoever presses the button
// of it: the people for whom somebody made time.
func InspectReached(f Inspection) kit.Message {
	t := f.reachedTrend()
	switch {
	case t.drawable():
		said := t.takeaway("of people reached", f.Today)
		return simplified(kit.NewMessage(said, kit.Line(kit.Text(said)), t.chart()))
	case f.all() != nil && f.Report.Reached != nil && f.Report.Reached.Whole > 0:
		said := capital(f.reached(*f.Report.Reached)) + ". There are too few weeks for a chart yet."
		return kit.NewMessage(said, kit.Line(kit.Text(said)))
	}
	const said = "There's nothing to show of people reached yet."
	return kit.NewMessage(said, kit.Line(kit.Text(said)))
}

// lettersOf counts the characters that blocks show, as Slack limits them.
func lettersOf(blocks []slack.Block) int {
	data, err := json.Marshal(blocks)
	var all any
	if err != nil || json.Unmarshal(data, &all) != nil {
		return 0
	}
	return shownIn(all)
}

// shownIn counts the characters of all texts in a JSON value.
func shownIn(v any) (n int) {
	switch v := v.(type) {
	case []any:
		for _, in := range v {
			n += shownIn(in)
		}
	case map[string]any:
		for key, in := range v {
			if text, ok := in.(string); ok && key == "text" {
				n += utf8.RuneCountInString(text)
				continue
			}
			n += shownIn(in)
		}
	}
	return n
}
