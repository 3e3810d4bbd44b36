package view

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// maxMarks is the number of sessions that a focus's line goes back, and
// maxFocuses the number of earlier focuses that a Home lists.
const (
	maxMarks   = 3
	maxFocuses = 5
)

// focus is the skill that the person works on, with its history, and those
// before it folded away.
func (f HomeFacts) focus(c CoachedFacts) []slack.Block {
	var open, past []slack.Block
	for _, one := range c.Focuses {
		skill := kit.Shorten(line(one.Skill), maxFew)
		switch {
		case one.ClosedAt.IsZero() && one.Pair.Manager == c.Manager && open == nil:
			more := kit.Button(ActionFocus, focusValue(c.Manager, 0), "Open", "Open your focus")
			open = []slack.Block{kit.Heading("Your focus"), kit.Item(capital(skill)+"\n"+f.Due.marks(one), more)}
		case !one.ClosedAt.IsZero() && len(past) < maxFocuses:
			past = append(past, kit.Para(fmt.Sprintf("%s: %s %s", capital(skill), markName(one.Outcome), dayMonth(f.Due.Person.Today(one.ClosedAt, time.UTC), f.Due.Today))))
		}
	}
	if len(past) > 0 {
		past = []slack.Block{kit.Fold("focuses", "Earlier focus", false, past...)}
		if open == nil {
			open = []slack.Block{kit.Heading("Your focus"), kit.Item("Choose what to work on next.", kit.Button(ActionFocus, focusValue(c.Manager, 0), "Choose", "Choose your next focus"))}
		}
	}
	return append(open, past...)
}

// marks is how the last sessions answered the question about a focus, the
// newest first.
func (f DueFacts) marks(focus practice.Focus) string {
	if len(focus.Marks) == 0 {
		return "Since " + dayMonth(f.Person.Today(focus.OpenedAt, time.UTC), f.Today) + ". Your next session asks how it goes."
	}
	var said []string
	for i := len(focus.Marks) - 1; i >= 0 && len(said) < maxMarks; i-- {
		said = append(said, markName(focus.Marks[i].Mark)+" "+dayMonth(focus.Marks[i].On, f.Today))
	}
	return capital(strings.Join(said, ", "))
}

// ownPlan is the business plan's multiple beside its aim.
func (f HomeFacts) ownPlan(c CoachedFacts) []slack.Block {
	if c.Plan == "" {
		return nil
	}
	return []slack.Block{kit.Heading("Your business plan"),
		kit.Para(fmt.Sprintf("Forecast against quota: %s of %s\nWritten %s", c.Plan, practice.MultipleAim, dayMonth(c.PlanOn, f.Due.Today)))}
}

// fewNumbers is the number of weeks below which a chart shows nothing that the
// words do not.
const fewNumbers = 4

// ownNumbers is the person's own leading number of the last weeks, in words and
// as a line.
func (f HomeFacts) ownNumbers(c CoachedFacts) []slack.Block {
	if len(c.Numbers) == 0 {
		return nil
	}
	last := c.Numbers[len(c.Numbers)-1]
	said := fmt.Sprintf("Lead activity: %s on %s", figure(last.Count), dayMonth(last.On, f.Due.Today))
	var before, weeks []string
	var points []slack.DataVisualizationDataPoint
	for _, n := range c.Numbers {
		week := n.On.Format("2 Jan")
		weeks, points = append(weeks, week), append(points, slack.NewDataVisualizationDataPoint(week, n.Count))
	}
	for _, n := range c.Numbers[:len(c.Numbers)-1] {
		before = append(before, figure(n.Count))
	}
	if len(before) > 0 {
		said += "\nBefore that: " + strings.Join(before, ", ")
	}
	blocks := []slack.Block{kit.Heading("Your numbers"), kit.Para(said)}
	if len(c.Numbers) < fewNumbers {
		return blocks
	}
	axes := slack.NewDataVisualizationAxisConfig(weeks...).WithXLabel("Week").WithYLabel("Lead activity")
	return append(blocks, slack.NewDataVisualizationBlock("Your lead activity", slack.NewDataVisualizationLineChart(axes, slack.NewDataVisualizationDataSeries("Lead activity", points...))))
}

func figure(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
