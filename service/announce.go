package service

import (
	"context"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// An announcer finds out whom the playbook as it stands has something new to
// tell. It remembers who was decided about, for the transaction that wakes
// them.
type announcer struct {
	store   *store.Store
	version int
	novel   map[int]novelty // by the version somebody was told of
	told    store.Announcement
}

// A novelty is the playbook as somebody was told of it, and as it stands.
type novelty struct{ older, newer *practice.Playbook }

func newAnnouncer(ctx context.Context, db *store.Store) (*announcer, error) {
	_, version, err := db.Playbook(ctx)
	return &announcer{store: db, version: version, novel: map[int]novelty{}, told: store.Announcement{Version: version}}, err
}

// forPerson is the version to announce to a person in their message of the day,
// and the one they were told of before; 0 where there is nothing to tell. The
// playbook that coach began with is announced to nobody.
func (a *announcer) forPerson(ctx context.Context, roster *practice.Roster, id practice.PersonID, today cadence.Date) (version, since int, err error) {
	since, err = a.store.AnnouncedVersion(ctx, id)
	if err != nil || since >= a.version {
		return 0, 0, err
	}
	a.told.People = append(a.told.People, id)
	n, ok := a.novel[since]
	if !ok {
		if n.older, n.newer, _, err = a.store.Novel(ctx, since, a.version); err != nil {
			return 0, 0, err
		}
		a.novel[since] = n
	}
	if n.newer == nil || len(practice.Announce(n.older, n.newer, roster, id, today)) == 0 {
		return 0, 0, nil
	}
	return a.version, since, nil
}

// Announced is what a morning message says of the playbook version that it
// announces, and whether that is the first its person is told of, which says all
// that is expected of them.
func Announced(ctx context.Context, db *store.Store, roster *practice.Roster, b practice.Bundle) (said []practice.Novelty, first bool, err error) {
	older, newer, first, err := db.Novel(ctx, b.Since, b.Playbook)
	if err != nil {
		return nil, false, err
	}
	if first {
		return practice.AnnounceFirst(older, newer, roster, b.Person, b.On), true, nil
	}
	return practice.Announce(older, newer, roster, b.Person, b.On), false, nil
}
