package service

import (
	"context"
	"time"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store"
)

// An Inspection is what a digest is drawn from: a report, and what only a digest
// has besides.
type Inspection struct {
	Report    measure.Report
	Playbook  *practice.Playbook
	Roster    *practice.Roster
	InChannel bool
	First     bool // nothing was expected yet
	Executive bool // the root leads leaders of leaders
	Kept      []Kept
	Shared    int // best practices
	Resolved  []practice.Obstacle
	Thanked   []practice.PersonID // in public
	Waiting   []practice.Obstacle // the root's own that are open
	Help      []Help
	Asked     practice.Entry // in which the root chose whom to help last; none without an ID
	Dropped   int            // open occurrences that a change of the playbook dropped
	Ahead     int            // occurrences due in the seven days that follow
}

// A Kept is a direct report who did all that was expected but at most one.
type Kept struct {
	Person practice.PersonID
	But    int
	Away   bool // one of their own people was away that week
}

// keptFrom is how much has to be expected of somebody before it is worth
// celebrating that they did it.
const keptFrom = 5

// Inspect gathers the digest of a subscription's day: of the week before it.
func Inspect(ctx context.Context, db *store.Store, sub practice.Subscription, on cadence.Date, now time.Time) (Inspection, error) {
	org, err := organisation(ctx, db, now)
	if err != nil {
		return Inspection{}, err
	}
	k := measure.Asking{Viewer: sub.Root, Scope: measure.Team, Kind: measure.ByWeek, AsOf: now, Today: on}
	q := k.About(org.Playbook, org.Roster, db.Zone())
	q.Channel = !sub.IsDirect(org.Roster)
	return inspect(ctx, db, sub, q, org)
}

// InspectReport gathers what a report that somebody asks for is drawn from, as
// [Report] answers it.
func InspectReport(ctx context.Context, db *store.Store, k measure.Asking) (Inspection, error) {
	org, err := organisation(ctx, db, k.AsOf)
	if err != nil {
		return Inspection{}, err
	}
	q, err := k.Question(org.Playbook, org.Roster, db.Zone())
	if err != nil {
		return Inspection{}, err
	}
	facts, err := db.Facts(ctx, q, org.Playbook)
	if err != nil {
		return Inspection{}, err
	}
	return Inspection{Report: measure.Answer(q, org, facts), Playbook: org.Playbook, Roster: org.Roster,
		First: org.Playbook.Begins() > q.Window.Period.End}, nil
}

func inspect(ctx context.Context, db *store.Store, sub practice.Subscription, q measure.Question, org measure.Org) (in Inspection, err error) {
	facts, err := db.Facts(ctx, q, org.Playbook)
	if err != nil {
		return in, err
	}
	week := q.Window.Period
	in = Inspection{Report: measure.Answer(q, org, facts), Playbook: org.Playbook, Roster: org.Roster,
		InChannel: q.Channel, First: org.Playbook.Begins() > week.End}
	in.Executive = len(in.Report.Lines) > 0
	tree := inTree(org.Roster, q.Root, q.Today)
	for id := range tree {
		in.Ahead += practice.Ahead(org.Playbook, org.Roster, id, cadence.Period{Start: week.End + 1, End: week.End + 7})
	}
	if in.Dropped, err = dropped(ctx, db, tree, week); err != nil {
		return in, err
	}
	if in.Shared, err = shared(ctx, db, tree, q); err != nil {
		return in, err
	}
	if q.Channel {
		in.Thanked, err = thankedIn(ctx, db, org.Roster, tree, week)
		return in, err
	}
	if err := in.celebrate(ctx, db, q, facts); err != nil {
		return in, err
	}
	if in.Help, err = helpsIn(ctx, db, org, sub, q); err != nil {
		return in, err
	}
	in.Asked, err = db.LastChosen(ctx, q.Root, week, q.AsOf)
	return in, err
}

// inTree returns everybody below a root on a day, the root included.
func inTree(r *practice.Roster, root practice.PersonID, on cadence.Date) map[practice.PersonID]bool {
	tree := map[practice.PersonID]bool{}
	for _, id := range r.Tree(root, on) {
		tree[id] = true
	}
	return tree
}

// celebrate adds what is worth celebrating, and what waits for the root. Facts
// have no words, so those that are shown are read here.
func (in *Inspection) celebrate(ctx context.Context, db *store.Store, q measure.Question, facts measure.Facts) error {
	week := q.Window.Period
	for _, p := range in.Report.People {
		if but := p.Expected - p.OnTime - p.Late; p.Expected >= keptFrom && but <= 1 {
			in.Kept = append(in.Kept, Kept{p.Person.ID, but, in.anyAway(p.Person.ID, week)})
		}
	}
	for _, o := range facts.Obstacles {
		waits, resolved := o.Open() && o.Owner() == q.Root, o.PassedUp(q.Root).On != 0 && week.Contains(o.Resolution().On)
		if !waits && !resolved {
			continue
		}
		written, err := db.Obstacle(ctx, o.ID)
		if err != nil {
			return err
		}
		o.What = written.What
		if waits {
			in.Waiting = append(in.Waiting, o)
		}
		if resolved {
			in.Resolved = append(in.Resolved, o)
		}
	}
	return nil
}

// anyAway reports whether one of a manager's people was away on a working day of
// a week.
func (in *Inspection) anyAway(manager practice.PersonID, week cadence.Period) bool {
	for d := week.Start; d <= week.End; d++ {
		for _, report := range in.Roster.Reports(manager, d) {
			if in.Roster.Calendar(report).Works(d) && in.Roster.IsAway(report, d) {
				return true
			}
		}
	}
	return false
}

// dropped counts what a change of the playbook dropped of what a tree would have
// owed in a week.
func dropped(ctx context.Context, db *store.Store, tree map[practice.PersonID]bool, week cadence.Period) (n int, err error) {
	counts, err := db.Dropped(ctx, week)
	for id, count := range counts {
		if tree[id] {
			n += count
		}
	}
	return n, err
}

// shared counts the best practices that a tree shared in the window of a
// question.
func shared(ctx context.Context, db *store.Store, tree map[practice.PersonID]bool, q measure.Question) (n int, err error) {
	const page = 100
	week := q.Window.Period
	for before := practice.EntryID(0); ; {
		some, err := db.SharedPractices(ctx, before, page)
		if err != nil || len(some) == 0 {
			return n, err
		}
		for _, e := range some {
			if week.Contains(e.HappenedOn) && tree[e.Author] && !e.LoggedAt.After(q.AsOf) {
				n++
			}
		}
		last := some[len(some)-1]
		if before = last.ID; last.HappenedOn < week.Start {
			return n, nil
		}
	}
}

// thankedIn returns whom thanks name that a channel has read in a week, by name.
func thankedIn(ctx context.Context, db *store.Store, r *practice.Roster, tree map[practice.PersonID]bool, week cadence.Period) ([]practice.PersonID, error) {
	entries, err := db.EntriesOf(ctx, practice.RecognitionKey, week.Start.At(0, db.Zone()), (week.End+1).At(0, db.Zone()))
	if err != nil {
		return nil, err
	}
	seen := map[practice.PersonID]bool{}
	var all []practice.PersonID
	for _, e := range entries {
		for _, id := range r.ThankedInPublic(e) {
			if tree[id] && !seen[id] {
				seen[id] = true
				all = append(all, id)
			}
		}
	}
	return r.Alphabetical(all), nil
}

// ByName returns the occurrences of a report's window that its reader sees by
// name: their own, and those of their direct reports, on days on which they were
// that. Whom an occurrence is about is not for the reader.
func ByName(ctx context.Context, db *store.Store, in Inspection) ([]practice.Occurrence, error) {
	viewer, w := in.Report.Viewer.ID, in.Report.Window
	performers := []practice.PersonID{viewer}
	for _, p := range in.Report.People {
		performers = append(performers, p.Person.ID)
	}
	var all []practice.Occurrence
	for _, id := range performers {
		found, err := db.OccurrencesIn(ctx, id, cadence.Period{Start: w.From, End: w.To})
		if err != nil {
			return nil, err
		}
		for _, o := range found {
			if id == viewer || in.Roster.ManagerOf(id, o.DueOn) == viewer {
				o.Subject = 0
				all = append(all, o)
			}
		}
	}
	return all, nil
}
