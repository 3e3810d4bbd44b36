package main

import (
	"fmt"
	"io"
	"strings"

	"coach/practice"
	"coach/service"
)

// report says what an import changed: everybody it added, changed or ended
// with what is different about them, whom it leaves without a line manager, which
// names lead nowhere now, and the totals.
func (c importCommand) report(out io.Writer, r service.PeopleReport, lint []string) {
	for _, some := range []struct {
		what   string
		people []service.PersonChange
	}{{"added", r.Added}, {"changed", r.Changed}, {"ended", r.Ended}} {
		sayChanges(out, some.what, some.people)
	}
	for _, email := range r.OtherID {
		fmt.Fprintf(out, "%s: %s\n", email, practice.OtherID.Text())
	}
	if len(r.Alone) > 0 {
		fmt.Fprintf(out, "Without a line manager now: %s. Name one in the people file, or have the new manager type /coach team.\n", strings.Join(r.Alone, ", "))
	}
	for _, line := range lint {
		fmt.Fprintln(out, line)
	}
	fmt.Fprintf(out, "%d added, %d changed, %d ended, %d unchanged.\n", len(r.Added), len(r.Changed), len(r.Ended), r.Unchanged)
	if r.EndsMost() && !c.Yes {
		fmt.Fprintf(out, "%s. If that's right, add --yes to --complete.\n", tooMany(r))
	}
	switch {
	case c.DryRun:
		fmt.Fprintln(out, "This was a dry run, so nothing has changed. To do it, leave out --dry-run.")
	case len(r.Added) > 0:
		fmt.Fprintln(out, "coach run finds new people in Slack when it starts, or within the hour if it is running.")
	}
}

// tooMany says how many people a complete file would end.
func tooMany(r service.PeopleReport) string {
	return fmt.Sprintf("%d of the %d people who take part are not in the file", r.Ending, r.Of)
}

// sayChanges says what became of some people, with what is different about
// each.
func sayChanges(out io.Writer, what string, people []service.PersonChange) {
	for _, p := range people {
		fmt.Fprintf(out, "%-8s %s\n", what, p.Email)
		for _, phrase := range p.Differences {
			fmt.Fprintf(out, "         %s\n", phrase)
		}
	}
}
