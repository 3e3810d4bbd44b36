package view

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// An ObstacleReview is the data behind the obstacles in the form of their review.
type ObstacleReview struct {
	ObstacleFacts
	Open []practice.Obstacle // that the author reviews, oldest first
}

// choiceLabels are the choices in a review, as people read them.
var choiceLabels = map[practice.ReviewChoice]string{
	practice.ReviewOpen: "Still open", practice.ReviewTake: "I'll take it", practice.ReviewResolved: "Resolved", practice.ReviewPassUp: "Pass it up",
}

// reviews draws an input for each obstacle that is reviewed, ten at most. What an
// entry once said of them is not edited: it stands with each obstacle.
func (s sheet) reviews(q question) []slack.Block {
	switch {
	case s.editing:
		return []slack.Block{kit.Aside("What became of each obstacle stands with it, on Home. It isn't changed here.")}
	case s.review == nil || len(s.review.Open) == 0:
		return []slack.Block{kit.Aside(q.label("No open obstacles."))}
	}
	blocks := []slack.Block{kit.Line(kit.Bold("Open obstacles, the oldest first"))}
	for _, o := range s.review.Open[:min(len(s.review.Open), practice.ReviewMost)] {
		var options []*slack.OptionBlockObject
		for _, c := range practice.ReviewChoices(s.review.Roster, s.review.Reader, o, s.review.Today) {
			options = append(options, kit.Choice(string(c), choiceLabels[c], ""))
		}
		chosen := string(practice.ReviewOpen)
		if said := q.answer.Reviews[o.ID]; said != "" {
			chosen = said
		}
		hint := capital(s.review.state(o)) + ", " + s.review.age(o) + "."
		blocks = append(blocks, kit.Input(reviewPath(q.path, o.ID), kit.Shorten(line(o.What), kit.MaxLabel), hint, false, kit.Radios(options, chosen)))
	}
	if more := len(s.review.Open) - practice.ReviewMost; more > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more on Home.", number(more))))
	}
	return blocks
}

func reviewPath(path string, id practice.ObstacleID) string { return fmt.Sprintf("%s.%d", path, id) }

// reviews reads what became of each obstacle.
func (a answers) reviews(path string) map[practice.ObstacleID]string {
	said := map[practice.ObstacleID]string{}
	for at := range a {
		digits, is := strings.CutPrefix(at, path+".")
		id, err := strconv.ParseInt(digits, 10, 64)
		if choice := a.option(at); is && err == nil && choice != "" {
			said[practice.ObstacleID(id)] = choice
		}
	}
	if len(said) == 0 {
		return nil
	}
	return said
}

// reviewed counts what an entry says became of obstacles: 2 still open, 1
// resolved.
func reviewed(v practice.Value) string {
	counts := map[practice.ReviewChoice]int{}
	for _, choice := range v.Reviews {
		counts[practice.ReviewChoice(choice)]++
	}
	var said []string
	for _, one := range []struct {
		choice practice.ReviewChoice
		words  string
	}{{practice.ReviewOpen, "still open"}, {practice.ReviewTake, "taken"}, {practice.ReviewResolved, "resolved"}, {practice.ReviewPassUp, "passed up"}} {
		if n := counts[one.choice]; n > 0 {
			said = append(said, number(n)+" "+one.words)
		}
	}
	return capital(strings.Join(said, ", "))
}

// madeObstacle is the button that makes an obstacle of an answer; nil for an
// answer of which none is made.
func madeObstacle(e practice.Entry, f practice.Field) *slack.ButtonBlockElement {
	if practice.MakesObstacle(f, e.Values[f.Key]).Words == "" {
		return nil
	}
	return kit.Button(ActionMakeObstacle, MakeObstacleValue(e.ID, f.Key), "Make it an obstacle", "Make an obstacle of: "+f.Label)
}

// MadeObstacles are a line and a button for each answer of an entry of which its
// author can make an obstacle.
func MadeObstacles(e practice.Entry, p *practice.Practice) []slack.Block {
	var blocks []slack.Block
	for _, f := range p.Form {
		if button := madeObstacle(e, f); button != nil {
			m := practice.MakesObstacle(f, e.Values[f.Key])
			if m.Private {
				m.Words = f.Label
			}
			blocks = append(blocks, kit.Item("“"+kit.Shorten(line(m.Words), maxWords)+"”", button))
		}
	}
	return blocks
}

// ParseMakeObstacle returns the entry and the key of the answer that a button
// names; none if it names none.
func ParseMakeObstacle(value string) (practice.EntryID, string) {
	digits, key, _ := strings.Cut(value, ".")
	return ParseEntryID(digits), key
}

// MadeOf is what stands above the form in which an obstacle is raised from an
// answer whose words are not to be read by others, or don't say what is in the
// way.
func MadeOf(m practice.Makings) string {
	if m.Private {
		return "Your note, which only you can read: “" + kit.Shorten(onOneLine(m.Words), practice.TextMax) + "” Say it here as others may read it."
	}
	return "You noted “" + kit.Shorten(onOneLine(m.Words), practice.TextMax) + "”. Say what it is, as others may read it."
}
