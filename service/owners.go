package service

import (
	"context"
	"slices"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// Owners returns the people who may change and publish the playbook: those
// named in the configuration by email, or those who became owners in Slack.
func Owners(ctx context.Context, db *store.Store, r *practice.Roster, named []string) ([]practice.PersonID, error) {
	made, err := db.Owners(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(r.People(), func(id practice.PersonID) bool {
		return !practice.MayPublish(r.Person(id), named, slices.Contains(made, id))
	}), nil
}

// Erase begins to erase a person for whoever runs coach, as [store.Store.Erase]
// does, and has every owner of the playbook hear of it.
func Erase(ctx context.Context, db *store.Store, who practice.PersonID, named []string, now time.Time) error {
	roster, err := db.Roster(ctx)
	if err != nil {
		return err
	}
	owners, err := Owners(ctx, db, roster, named)
	if err != nil {
		return err
	}
	return db.Erase(ctx, who, 0, owners, now)
}

// Concerns returns the concerns about coach itself on a day: names and tables
// that lead nowhere, and faults that Slack's answers have shown.
func Concerns(ctx context.Context, db *store.Store, named []string, today cadence.Date) ([]practice.Concern, error) {
	found, err := observed(ctx, db)
	if err != nil {
		return nil, err
	}
	over, err := InForce(ctx, db)
	if err != nil || over.Version == 0 {
		return found, err
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return nil, err
	}
	owners, err := Owners(ctx, db, roster, named)
	if err != nil {
		return nil, err
	}
	if len(named) > 0 && len(owners) == 0 {
		found = append(found, practice.Concern{Kind: practice.NoOwner})
	}
	linted, err := lint(ctx, db, over.File, roster, today)
	return append(found, linted...), err
}

// observed returns the faults that Slack's answers have shown.
func observed(ctx context.Context, db *store.Store) ([]practice.Concern, error) {
	found, err := db.Observed(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	settings, _, err := db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	digests, err := db.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	teams, err := db.AllTeamSettings(ctx)
	return practice.Concerning(found, settings, digests, teams), err
}

func lint(ctx context.Context, db *store.Store, file *practice.Playbook, roster *practice.Roster, today cadence.Date) ([]practice.Concern, error) {
	digests, err := db.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	off, err := db.Holidays(ctx)
	if err != nil {
		return nil, err
	}
	return practice.Lint(file, roster, digests, off, today), nil
}

// Lint returns a line for each calendar or table that leads nowhere now that
// people, holidays or the playbook have changed, without the concerns that the
// caller has reported already. The file is that of the playbook, or nil for
// the one in force.
func Lint(ctx context.Context, db *store.Store, file *practice.Playbook, today cadence.Date, said ...practice.Concern) (lines []string, err error) {
	roster, err := db.Roster(ctx)
	if err != nil {
		return nil, err
	}
	if file == nil {
		over, err := InForce(ctx, db)
		if err != nil {
			return nil, err
		}
		if file = over.File; file == nil {
			file = files.Default()
		}
	}
	concerns, err := lint(ctx, db, file, roster, today)
	for _, c := range concerns {
		if !slices.Contains(said, c) {
			lines = append(lines, c.Sentence(roster))
		}
	}
	return lines, err
}

// NotifyOwners sends the owners of the playbook the concerns about coach itself
// that are new since their last message: one message each and day, on working
// mornings of the organisation. Where nobody owns the playbook, admins of the
// workspace get it. What is wrong with a team's channel goes to its manager. It returns when there may be a next message if nothing is
// written until then.
func NotifyOwners(ctx context.Context, db *store.Store, named []string, now time.Time) (next time.Time, err error) {
	today := db.Today(now)
	morning := today.At(practice.DefaultMorning, db.Zone())
	if now.Before(morning) {
		return morning, nil
	}
	tomorrow := (today + 1).At(practice.DefaultMorning, db.Zone())
	if !now.Before(today.At(practice.WorkEnds, db.Zone())) {
		return tomorrow, nil
	}
	concerns, err := Concerns(ctx, db, named, today)
	if err != nil {
		return next, err
	}
	told, err := db.OwnersKnow(ctx)
	if err != nil {
		return next, err
	}
	known := func(c practice.Concern) bool { return slices.Contains(told.Concerns, c) }
	news := slices.DeleteFunc(slices.Clone(concerns), known)
	still := slices.DeleteFunc(slices.Clone(concerns), func(c practice.Concern) bool { return !known(c) })
	var notices []practice.Notice
	if len(news) > 0 && told.On != today {
		if notices, err = ownerNews(ctx, db, named, news, today); err != nil {
			return next, err
		}
	}
	switch {
	case len(notices) > 0:
		return tomorrow, db.TellOwners(ctx, store.OwnersKnowledge{On: today, Concerns: append(still, news...)}, notices...)
	case len(still) < len(told.Concerns): // what comes back is news again
		return tomorrow, db.TellOwners(ctx, store.OwnersKnowledge{On: told.On, Concerns: still})
	}
	return tomorrow, nil
}

// ownerNews returns the messages with some concerns: none on a day off, and
// none where there is nobody to receive them.
func ownerNews(ctx context.Context, db *store.Store, named []string, news []practice.Concern, today cadence.Date) ([]practice.Notice, error) {
	pb, _, err := db.Playbook(ctx)
	if err != nil || !pb.Calendar("").Works(today) {
		return nil, err
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return nil, err
	}
	to, err := Owners(ctx, db, roster, named)
	if err != nil {
		return nil, err
	}
	if len(to) == 0 {
		to = slices.DeleteFunc(roster.People(), func(id practice.PersonID) bool {
			p := roster.Person(id)
			return !p.Admin || p.Account != practice.Member
		})
	}
	teams, err := db.AllTeamSettings(ctx)
	if err != nil {
		return nil, err
	}
	var notices []practice.Notice
	for _, id := range roster.People() {
		theirs := slices.DeleteFunc(slices.Clone(news), func(c practice.Concern) bool { return !c.Needs(id, slices.Contains(to, id), teams) })
		if len(theirs) > 0 {
			notices = append(notices, practice.OwnerNews{To: id, On: today, Concerns: theirs})
		}
	}
	return notices, nil
}
