package main

import (
	"fmt"
	"io"
	"strings"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// An importReport is what an import changed, and who was who before and after.
type importReport struct {
	store.Import
	before, after *practice.Roster
	today         cadence.Date
	tooMany       string // who would end, if that is too many without --yes
}

// report says what an import changed: everybody it added, changed or ended
// with what is different about them, whom it leaves without a line manager,
// and the totals.
func (c importCommand) report(out io.Writer, r importReport) {
	byEmail := map[string]practice.PersonID{}
	for _, roster := range []*practice.Roster{r.before, r.after} {
		for _, id := range roster.People() {
			byEmail[roster.Person(id).Email] = id
		}
	}
	for _, some := range []struct {
		what   string
		emails []string
	}{{"added", r.Added}, {"changed", r.Changed}, {"ended", r.Ended}} {
		for _, email := range some.emails {
			fmt.Fprintf(out, "%-8s %s\n", some.what, email)
			for _, phrase := range practice.Differences(r.before, r.after, byEmail[email]) {
				fmt.Fprintf(out, "         %s\n", phrase)
			}
		}
	}
	var alone []string
	for _, id := range practice.LeftWithoutManager(r.before, r.after, r.today) {
		alone = append(alone, r.after.Person(id).Email)
	}
	if len(alone) > 0 {
		fmt.Fprintf(out, "Without a line manager now: %s. Name one in the people file, or have the new manager type /coach team.\n", strings.Join(alone, ", "))
	}
	fmt.Fprintf(out, "%d added, %d changed, %d ended, %d as they were.\n", len(r.Added), len(r.Changed), len(r.Ended), r.Unchanged)
	if r.tooMany != "" {
		fmt.Fprintf(out, "%s. If that is right, the import needs --yes beside --complete.\n", r.tooMany)
	}
	switch {
	case c.DryRun:
		fmt.Fprintln(out, "This was a dry run: nothing has changed. Leave out --dry-run to do it.")
	case len(r.Added) > 0:
		fmt.Fprintln(out, "coach run finds new people in Slack when it starts, or within the hour if it is running.")
	}
}
