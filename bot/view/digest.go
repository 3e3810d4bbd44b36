package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/cadence"
	"coach/practice"
)

// DigestFacts is what the weekly message about a person's tree is drawn from.
type DigestFacts struct {
	Week      practice.Week
	Root      practice.Person
	Today     cadence.Date
	InChannel bool // whether others than Root read it
}

// Digest is a week in words and counts. In a channel it names nobody, says
// nothing of anybody's absence, and shows rates only when enough managers are
// pooled.
func Digest(f DigestFacts) Message {
	title, takeaway := f.title(), f.takeaway()
	blocks := []slack.Block{heading(title), line(text(takeaway))}
	if n := f.Week.Thanks; n > 0 {
		blocks = append(blocks, line(bold("Worth celebrating"), text(" · "+counted(n, "thank-you", "thank-yous")+" given.")))
	}
	rates := f.showsRates()
	if rates {
		blocks = append(blocks, line(bold("Cadence"), text(" · "+f.cadence())))
		for _, g := range f.Week.Groups {
			if g.Tally.Expected() > 0 && (!f.InChannel || g.ShowsRates()) {
				blocks = append(blocks, line(bold(groupName(g.Group)), text(" · "+rhythm(g.Tally))))
			}
		}
	}
	blocks = append(blocks, line(bold("Looking ahead"), text(" · "+f.ahead())))
	if rates {
		blocks = append(blocks, aside("Counts leave out what was excused or skipped within the allowance. Nobody's notes are read to make this."))
	}
	return message(title+". "+takeaway, blocks...)
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

// takeaway is the week in one sentence.
func (f DigestFacts) takeaway() string {
	happened := f.Week.All.Done()
	percent, ok := happened.Percent()
	switch {
	case f.Week.First:
		return "Coach begins here this week. Next week's message says how it went."
	case !ok:
		return "A quiet week: nothing was expected."
	case !f.showsRates():
		return "Rates appear once three managers take part."
	}
	return fmt.Sprintf("%s of the rhythm held: %d of %d expected moments happened.", share(happened, percent), happened.Part, happened.Whole)
}

// share says in words how much of something there was.
func share(r practice.Rate, percent int) string {
	switch {
	case r.Part == r.Whole:
		return "All"
	case percent >= 90:
		return "Nearly all"
	case percent >= 60:
		return "Most"
	case percent >= 40:
		return "About half"
	case percent >= 20:
		return "Some"
	default:
		return "Little"
	}
}

// cadence is how the whole tree kept its rhythm.
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

func rhythm(t practice.Tally) string {
	return fmt.Sprintf("done %s · on time %s", t.Done(), t.InTime())
}

func (f DigestFacts) ahead() string {
	if f.Week.Ahead == 0 {
		return "nothing is due this week."
	}
	return counted(f.Week.Ahead, "moment", "moments") + " this week."
}

// groupNames are the groups of practices as people say them.
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
	return capital(oneLine(group))
}
