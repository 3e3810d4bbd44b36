package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"coach/measure"
)

// writeReport writes a report as a person in front of a terminal reads it: the
// counts. Everything else that --json has is in the digest, in sentences.
func writeReport(out io.Writer, r measure.Report) {
	state := ""
	if r.Window.Running {
		state = ", not over yet"
	}
	fmt.Fprintf(out, "%s to %s%s\n\n", r.Window.From.Format("Mon 2 Jan 2006"), r.Window.To.Format("Mon 2 Jan 2006"), state)
	if !r.Shown {
		fmt.Fprint(out, "Too few managers to show what all of them did: it would tell how one or two did.\n\n")
	}
	share := share
	if r.Window.Running {
		share = counts
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\tmanagers\tdue\texcused\tskipped\tdone\ton time")
	row := func(name string, managers any, t *measure.TallyShown) {
		if t != nil {
			fmt.Fprintf(w, "%s\t%v\t%d\t%d\t%d\t%s\t%s\n", name, managers, t.Due, t.Excused, t.SkippedWithin+t.Skipped, share(t.Done), share(t.InTime))
		}
	}
	if r.Root != nil {
		row("Own", "", r.Own)
	}
	row("All", r.Managers, r.All)
	for _, g := range r.Groups {
		row("  "+g.Group, g.Managers, &g.TallyShown)
	}
	for _, p := range r.Practices {
		row("    "+p.Practice, p.Managers, &p.TallyShown)
	}
	for _, p := range r.People {
		row("  "+p.Person.Ref, "", &p.TallyShown)
	}
	for _, l := range r.Lines {
		row("  below "+l.Below.Ref, l.Managers, &l.TallyShown)
	}
	w.Flush()
	fmt.Fprintln(out)
	fmt.Fprintf(out, "Done over four weeks: %s. People reached: %s.\n", share(r.FourWeeks), share(r.Reached))
	fmt.Fprintf(out, "What people say: %s.\n", said(r.Says))
	fmt.Fprintln(out, "The rest is in --json, which docs/report.md explains.")
}

// share returns a rate as its counts, with the percentage where it is not too
// small for one.
func share(r *measure.Rate) string {
	if r == nil || r.Whole < 5 {
		return counts(r)
	}
	return fmt.Sprintf("%s (%s)", counts(r), r)
}

// counts returns a rate as its counts. A window that is not over has nothing else,
// because what is done counts at once, and what is not only when its grace is over:
// on a Tuesday, everything would be 100% (MEASURES 1.6).
func counts(r *measure.Rate) string {
	if r == nil {
		return "–"
	}
	return fmt.Sprintf("%d of %d", r.Part, r.Whole)
}

// said returns the perception gap. Done never stands without it, if only as
// “not enough answers yet”.
func said(s *measure.Says) string {
	if s == nil || s.Matches == nil {
		return "not enough answers yet"
	}
	return fmt.Sprintf("%s match, of %s answered", share(s.Matches), share(s.Response))
}
