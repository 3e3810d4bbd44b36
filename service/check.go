package service

import (
	"context"
	"fmt"
	"slices"
	"time"

	"coach/practice"
	"coach/store"
)

// A Finding is what a check of coach found about one thing: one or two sentences
// for whoever runs coach, the second with the remedy.
type Finding struct {
	About string `json:"about"` // such as token, scope or database
	State State  `json:"state"`
	Says  string `json:"says"`
}

// A State is how well a thing is.
type State string

// The states. Only what is bad makes a check fail.
const (
	Well      State = "ok"
	Noted     State = "note"    // fine, and worth knowing
	Amiss     State = "bad"     // needs somebody
	Unchecked State = "skipped" // could not be checked
)

// silentDays is after how many days without a planned one coach seems not to run:
// time zones are two apart.
const silentDays = 2

// Check checks what a database shows of coach's health: whether it is set up and
// runs, who its people and owners are, and everything that owners hear of.
func Check(ctx context.Context, db *store.Store, named []string, now time.Time) ([]Finding, error) {
	settings, _, err := db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if !settings.Ready() {
		return []Finding{{"set-up", Amiss, "coach isn't set up in this database yet. Start coach run, and type /coach in Slack."}}, nil
	}
	found := []Finding{{"set-up", Well, "coach is set up, and counts days in " + db.Zone().String() + "."}}
	runs, err := checkBeat(ctx, db, now)
	if err != nil {
		return nil, err
	}
	copies, err := checkCopies(ctx, db)
	if err != nil {
		return nil, err
	}
	people, err := checkPeople(ctx, db, named, now)
	if err != nil {
		return nil, err
	}
	backup, err := checkBackup(ctx, db, now)
	if err != nil {
		return nil, err
	}
	concerns, err := checkConcerns(ctx, db, named, now)
	return slices.Concat(found, []Finding{runs}, copies, []Finding{backup}, people, concerns), err
}

// checkCopies finds out whether one of the copies of coach leads, where there may
// be several.
func checkCopies(ctx context.Context, db *store.Store) ([]Finding, error) {
	l, shared, err := db.Leader(ctx)
	if err != nil || !shared {
		return nil, err
	}
	if l.Vacant {
		return []Finding{{"copies", Amiss, "No copy of coach leads, so nothing is planned and nothing is delivered. Start coach run; if it runs, it logs why it doesn't lead."}}, nil
	}
	says := fmt.Sprintf("The copy on %s leads, since %s.", l.Holder, l.Since.UTC().Format("2 January 2006 15:04 UTC"))
	if others := l.Copies - 1; others > 0 {
		says += fmt.Sprintf(" Beside it, %s and would take over, as it should be.", practice.Counted(others, "copy answers people", "copies answer people"))
	}
	return []Finding{{"copies", Well, says}}, nil
}

// checkBeat finds out whether a coach plans days in the database.
func checkBeat(ctx context.Context, db *store.Store, now time.Time) (Finding, error) {
	last, err := db.LastPlanned(ctx)
	today := db.Today(now)
	switch {
	case err != nil:
		return Finding{}, err
	case last == 0:
		return Finding{"beat", Noted, "Nothing is planned yet. That begins when coach runs and people take part."}, nil
	case today-last > silentDays:
		return Finding{"beat", Amiss, fmt.Sprintf("The last day that coach planned is %s, so it doesn't run, or can't. Start coach run, and read what it says.", last)}, nil
	case last-today > silentDays:
		return Finding{"beat", Amiss, fmt.Sprintf("Days up to %s are planned already, so this machine's clock is behind, or was ahead. Set it, on Linux with timedatectl set-ntp true.", last)}, nil
	}
	return Finding{"beat", Well, fmt.Sprintf("The last day that coach planned is %s.", last)}, nil
}

// checkBackup finds out how old the last backup is.
func checkBackup(ctx context.Context, db *store.Store, now time.Time) (Finding, error) {
	const remedy = " To have that done every night, start coach run with COACH_BACKUP_DIR; for one now, run coach backup."
	if db.OnServer() {
		return Finding{"backup", Noted, "PostgreSQL's own tools back this database up, and coach doesn't see whether they do. Run pg_dump -Fc --exclude-table-data=keys every night, and coach keys export beside it."}, nil
	}
	last, err := db.LastBackup(ctx)
	switch says := "The last backup was made on " + last.In(db.Zone()).Format("2 January 2006 at 15:04 MST"); {
	case err != nil:
		return Finding{}, err
	case last.IsZero():
		return Finding{"backup", Noted, "coach hasn't backed this database up yet." + remedy}, nil
	case isOld(db, last, db.Today(now)):
		return Finding{"backup", Amiss, says + ", which is more than two nights ago." + remedy}, nil
	default:
		return Finding{"backup", Well, says + "."}, nil
	}
}

// checkPeople counts who takes part, who owns the playbook, and on whom the
// people file and Slack disagree.
func checkPeople(ctx context.Context, db *store.Store, named []string, now time.Time) ([]Finding, error) {
	roster, err := db.Roster(ctx)
	if err != nil {
		return nil, err
	}
	today := db.Today(now)
	found := []Finding{{"people", Well, fmt.Sprintf("Taking part: %s.", practice.Counted(roster.Participants(today), "person", "people"))}}
	if roster.Participants(today) == 0 {
		found[0] = Finding{"people", Noted, "Nobody takes part yet. Import people with coach people import, or have managers add theirs with /coach team."}
	}
	owners, err := Owners(ctx, db, roster, named)
	if err != nil {
		return nil, err
	}
	switch {
	case len(owners) > 0:
		found = append(found, Finding{"owners", Well, fmt.Sprintf("Owning the playbook: %s.", practice.Counted(len(owners), "person", "people"))})
	case len(named) == 0:
		found = append(found, Finding{"owners", Amiss, "Nobody owns the playbook, so nobody can change it or the settings in Slack. Name owners by email in COACH_OWNERS."})
	}
	apart, _, err := db.Contradictions(ctx, today)
	if len(apart) > 0 {
		found = append(found, Finding{"people", Noted, fmt.Sprintf("The people file and Slack disagree in %s. To see them, run coach people unfound.", practice.Counted(len(apart), "thing", "things"))})
	}
	return found, err
}

// checkConcerns finds everything that owners of the playbook hear of.
func checkConcerns(ctx context.Context, db *store.Store, named []string, now time.Time) ([]Finding, error) {
	concerns, err := Concerns(ctx, db, named, db.Today(now))
	if err != nil {
		return nil, err
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return nil, err
	}
	var found []Finding
	if len(concerns) == 0 {
		found = append(found, Finding{"playbook", Well, "Every calendar, digest and owner that is named exists."})
	}
	if !slices.Contains(concerns, practice.Concern{Kind: practice.ManySockets}) {
		found = append(found, Finding{"sockets", Well, "When Slack last greeted coach, it counted no connections that nobody answers."})
	}
	for _, c := range concerns {
		if c.Kind == practice.OldBackup || c.Kind == practice.NeverBackedUp {
			continue // as checkBackup says
		}
		found = append(found, Finding{aboutOf(c.Kind), Amiss, c.Sentence(roster)})
	}
	return found, nil
}

// aboutOf is what a concern is about.
func aboutOf(kind practice.ConcernKind) string {
	switch kind {
	case practice.ManySockets:
		return "sockets"
	case practice.ChannelClosed, practice.TeamClosed:
		return "channel"
	case practice.NoScope, practice.NoMessages:
		return "scope"
	case practice.NoOwner:
		return "owners"
	case practice.NoDigest:
		return "digest"
	case practice.NoBackup:
		return "backup"
	}
	return "playbook"
}

// Channels returns the channels in which coach posts, by their IDs in Slack.
func Channels(ctx context.Context, db *store.Store) ([]string, error) {
	settings, _, err := db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	digests, err := db.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	teams, err := db.AllTeamSettings(ctx)
	if err != nil {
		return nil, err
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return nil, err
	}
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	add(settings.Recognition)
	for _, d := range digests {
		if !d.IsDirect(roster) {
			add(d.Channel)
		}
	}
	for _, t := range teams {
		add(t.Channel)
	}
	return ids, nil
}
