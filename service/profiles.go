package service

import (
	"context"
	"errors"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// A ProfileReport is the result of following Slack profiles: who reports to
// somebody else now, and whose profile is not followed.
type ProfileReport struct {
	Read, Naming int // profiles, and those of them that name a manager
	Changed      []PersonChange
	Doubted      []practice.Profile
	Fresh        []practice.Profile // of the doubted, those that were not in doubt for the same reason before
	Roster       *practice.Roster   // as it stands now
}

// Empty reports whether there was something to read, and none of it names a
// manager: then the field is probably not the right one.
func (r ProfileReport) Empty() bool { return r.Read > 0 && r.Naming == 0 }

// FollowProfiles has people report to the managers whom their Slack profiles
// name, from today on, where nothing that weighs more says otherwise.
func FollowProfiles(ctx context.Context, db *store.Store, profiles []practice.Profile, now time.Time) (r ProfileReport, err error) {
	r.Read = len(profiles)
	for _, p := range profiles {
		if p.Manager != 0 || p.Doubt != "" {
			r.Naming++
		}
	}
	before, err := db.Roster(ctx)
	if err != nil || r.Empty() {
		r.Roster = before
		return r, err
	}
	followed, doubted, fresh, err := db.FollowProfiles(ctx, profiles, db.Today(now), now)
	if err != nil {
		return r, err
	}
	r.Doubted, r.Fresh = doubted, fresh
	if r.Roster, err = db.Roster(ctx); err != nil {
		return r, err
	}
	for _, p := range followed {
		r.Changed = append(r.Changed, PersonChange{addressOf(r.Roster, p.Person), practice.Differences(before, r.Roster, p.Person)})
	}
	return r, nil
}

// addressOf returns the email of a person, or their name where Slack tells
// none.
func addressOf(r *practice.Roster, id practice.PersonID) string {
	if p := r.Person(id); p.Email != "" {
		return p.Email
	}
	return r.Person(id).Name
}

// profilesFrom is the time of day, in the organisation's zone, from which the
// night's reading of Slack profiles may begin: after midnight everywhere it
// matters, and hours before anybody's morning message.
const profilesFrom cadence.Clock = 2 * 60

// ProfilesDue reports whether Slack profiles are to be read, for today: once a
// day of the organisation, at night or as soon after as coach runs.
func ProfilesDue(ctx context.Context, db *store.Store, now time.Time) (bool, error) {
	today := db.Today(now)
	if now.Before(today.At(profilesFrom, db.Zone())) {
		return false, nil
	}
	last, err := db.ProfilesRead(ctx)
	return err == nil && last.On < today, err
}

// FollowProfilesTonight reads Slack profiles and follows them, and has the
// owners of the playbook hear of what changed and what they have to mend, with
// their next message about coach itself. An error that may pass is returned, to
// be tried again; nothing has changed then.
func FollowProfilesTonight(ctx context.Context, db *store.Store, read func(context.Context) ([]practice.Profile, error), now time.Time) error {
	today := db.Today(now)
	profiles, err := read(ctx)
	if unread, is := errors.AsType[practice.UnreadProfiles](err); is {
		c := practice.Concern{Kind: unread.Concern}
		if c.Kind == practice.NoScope {
			c.About = practice.ProfileScope
		}
		return errors.Join(observeProfiles(ctx, db, func(was practice.Concern) bool { return news(was) }, c), db.NoteProfilesRead(ctx, today))
	}
	if err != nil {
		return err
	}
	r, err := FollowProfiles(ctx, db, profiles, now)
	if err != nil {
		return err
	}
	told, err := db.OwnersKnow(ctx)
	if err != nil {
		return err
	}
	observed, err := db.Observed(ctx)
	if err != nil {
		return err
	}
	unheard := slices.DeleteFunc(observed, func(c practice.Concern) bool { return slices.Contains(told.Concerns, c) })
	var found []practice.Concern
	switch {
	case r.Empty():
		found = append(found, practice.Concern{Kind: practice.ProfilesEmpty})
	case len(r.Fresh) > 0:
		found = append(found, practice.Concern{Kind: practice.ProfilesDoubted, About: today.String()})
	}
	if len(r.Changed) > 0 {
		found = append(found, practice.FollowedProfiles(today, len(r.Changed), unheard))
	}
	stays := func(was practice.Concern) bool {
		switch was.Kind {
		case practice.ProfilesDoubted:
			return len(r.Doubted) > 0 && len(r.Fresh) == 0 || r.Empty()
		case practice.ProfilesFollowed:
			return len(r.Changed) == 0 && slices.Contains(unheard, was)
		}
		return false
	}
	return errors.Join(observeProfiles(ctx, db, stays, found...), db.NoteProfilesRead(ctx, today))
}

// news reports whether a concern about profiles is about what they say, as
// opposed to their not being read.
func news(c practice.Concern) bool {
	return c.Kind == practice.ProfilesDoubted || c.Kind == practice.ProfilesFollowed
}

// observeProfiles makes the given concerns about Slack profiles, and those that
// stay, the only ones.
func observeProfiles(ctx context.Context, db *store.Store, stays func(practice.Concern) bool, found ...practice.Concern) error {
	observed, err := db.Observed(ctx)
	if err != nil {
		return err
	}
	for _, was := range observed {
		if was.AboutProfiles() && !stays(was) && !slices.Contains(found, was) {
			err = errors.Join(err, db.Observe(ctx, was, false))
		}
	}
	for _, c := range found {
		err = errors.Join(err, db.Observe(ctx, c, true))
	}
	return err
}

// ForgetProfiles has owners hear nothing about Slack profiles any more, once
// they are not read at night.
func ForgetProfiles(ctx context.Context, db *store.Store) error {
	return observeProfiles(ctx, db, func(practice.Concern) bool { return false })
}
