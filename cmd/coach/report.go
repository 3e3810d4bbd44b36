package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// A reportCommand is coach report: what coach counts about somebody's week,
// month, quarter or year, as one person may read it.
type reportCommand struct {
	Scope   string `arg:"" optional:"" default:"team" help:"Whose: me, team, company, or the email of one of the viewer's direct reports."`
	Week    bool   `xor:"window" help:"The last full week. This is the default."`
	Month   bool   `xor:"window" help:"The last full month of the fiscal year."`
	Quarter bool   `xor:"window" help:"The last full quarter of the fiscal year."`
	Year    bool   `xor:"window" help:"The last full fiscal year."`
	Running bool   `help:"The one that is not over yet."`
	On      string `placeholder:"DATE|INSTANT" help:"As of the end of that day where the viewer is, or as of an instant such as 2026-03-09T09:00:00Z. Without it, now."`
	As      string `required:"" placeholder:"EMAIL" help:"Who reads it. What isn't theirs to read is refused."`
	JSON    bool   `name:"json" env:"COACH_REPORT_JSON" help:"Print one JSON object."`
	DB      string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// A refusal is why somebody may not have what they asked for. Main exits with
// status 3.
type refusal string

// Error returns the refusal.
func (r refusal) Error() string { return string(r) }

// Run implements the command.
func (c reportCommand) Run(ctx context.Context) error {
	return c.reportTo(ctx, os.Stdout, time.Now())
}

// reportTo writes the report to out, and nothing if there is none.
func (c reportCommand) reportTo(ctx context.Context, out io.Writer, now time.Time) error {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	asking, err := c.asking(ctx, db, now)
	if err != nil {
		return err
	}
	if err := c.record(ctx, db, asking, now); err != nil {
		return err
	}
	report, err := service.Report(ctx, db, asking)
	switch {
	case errors.Is(err, measure.ErrNotYours):
		return refusal(c.refusal(asking))
	case errors.Is(err, store.ErrNotFound):
		return problems{"There's no playbook yet, so there's nothing to report. Publish one with coach playbook publish."}
	case err != nil:
		return err
	}
	if !c.JSON {
		writeReport(out, report)
		return nil
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(report)
}

// record records whose report is about to be read in whose place: by whoever runs
// coach, who may read them all. One that is refused is recorded, too.
func (c reportCommand) record(ctx context.Context, db *store.Store, k measure.Asking, now time.Time) error {
	what := fmt.Sprintf("%s as person %d", k.Scope, k.Viewer)
	if k.Root != 0 {
		what = fmt.Sprintf("person %d as person %d", k.Root, k.Viewer)
	}
	return db.RecordReport(ctx, 0, what, now)
}

// refusal says why a report is not the viewer's to read, and who may.
func (c reportCommand) refusal(k measure.Asking) string {
	switch k.Scope {
	case measure.Me:
		return c.As + " doesn't take part, so there's no report about them."
	case measure.Manager:
		return fmt.Sprintf("%s isn't %s's line manager, and only their manager may read this report.", c.As, c.Scope)
	case measure.Team:
		return c.As + " leads nobody, so they have no team's report. Try coach report me."
	}
	return "Only executives, admins of the workspace and owners of the playbook may read the company's report."
}

// asking returns what is asked for. What is wrong with it is an error of type
// problems.
func (c reportCommand) asking(ctx context.Context, db *store.Store, now time.Time) (k measure.Asking, err error) {
	viewer, err := personNamed(ctx, db, "--as", c.As)
	if err != nil {
		return k, err
	}
	k = measure.Asking{Viewer: viewer.ID, Kind: c.window(), Running: c.Running}
	switch scope := measure.Scope(c.Scope); scope {
	case measure.Me, measure.Team, measure.Company:
		k.Scope = scope
	default:
		root, err := personNamed(ctx, db, "the report", c.Scope)
		if err != nil {
			return k, err
		}
		k.Scope, k.Root = measure.Manager, root.ID
	}
	owners, err := db.Owners(ctx)
	if err != nil {
		return k, err
	}
	for _, id := range owners {
		k.IsOwner = k.IsOwner || id == viewer.ID
	}
	k.AsOf, k.Today, err = c.moment(viewer, db.Zone(), now)
	return k, err
}

// personNamed returns the person with an email, or with a number such as #17, which
// is how reports name somebody without one.
func personNamed(ctx context.Context, db *store.Store, what, ref string) (practice.Person, error) {
	if strings.Contains(ref, "@") {
		p, err := db.PersonByEmail(ctx, strings.ToLower(ref))
		if !errors.Is(err, store.ErrNotFound) {
			return p, err
		}
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return practice.Person{}, err
	}
	for _, id := range roster.People() {
		if p := roster.Person(id); p.Email == "" && fmt.Sprintf("#%d", id) == ref {
			return p, nil
		}
	}
	var bad problems
	bad.add("Coach knows nobody with the email %s, which %s names. Check the spelling.", ref, what)
	return practice.Person{}, bad
}

func (c reportCommand) window() measure.WindowKind {
	switch {
	case c.Month:
		return measure.ByMonth
	case c.Quarter:
		return measure.ByQuarter
	case c.Year:
		return measure.ByYear
	}
	return measure.ByWeek
}

// moment returns the moment of the report and its day where the viewer is.
func (c reportCommand) moment(viewer practice.Person, zone *time.Location, now time.Time) (time.Time, cadence.Date, error) {
	var on cadence.Date
	if c.On != "" {
		if at, err := time.Parse(time.RFC3339, c.On); err == nil {
			if at.After(now) {
				at = now
			}
			return at, viewer.Today(at, zone), nil
		}
		var err error
		if on, err = cadence.ParseDate(c.On); err != nil {
			var bad problems
			bad.add("--on needs a day such as 2026-03-09, or an instant such as 2026-03-09T09:00:00Z, not %q.", c.On)
			return now, 0, bad
		}
	}
	at, today := service.AsOf(on, viewer, zone, now)
	return at, today, nil
}
