package service

import (
	"context"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// An announcer finds the people to whom the playbook in force is still to be
// announced. It remembers those for whom that is done, for the transaction that
// wakes them.
type announcer struct {
	store   *store.Store
	version int
	novel   map[int]novelty // by the version somebody was told of
	told    store.Announcement
}

// A novelty is a pair of playbooks: the one last announced to a person, and
// the one in force.
type novelty struct{ older, newer *practice.Playbook }

func newAnnouncer(ctx context.Context, db *store.Store) (*announcer, error) {
	_, version, err := db.Playbook(ctx)
	return &announcer{store: db, version: version, novel: map[int]novelty{}, told: store.Announcement{Version: version}}, err
}

// forPerson returns the playbook version to announce in a person's message of
// the day, and the version announced to them before; 0 where nothing in it is
// new to them, which is remembered at once. The playbook that coach began with
// is announced to nobody.
func (a *announcer) forPerson(ctx context.Context, roster *practice.Roster, id practice.PersonID, today cadence.Date) (version, since int, err error) {
	since, err = a.store.AnnouncedVersion(ctx, id)
	if err != nil || since >= a.version {
		return 0, 0, err
	}
	n, ok := a.novel[since]
	if !ok {
		if n.older, n.newer, _, err = a.store.Novel(ctx, since, a.version); err != nil {
			return 0, 0, err
		}
		a.novel[since] = n
	}
	if n.newer == nil || len(practice.Announce(n.older, n.newer, roster, id, today)) == 0 {
		a.told.People = append(a.told.People, id)
		return 0, 0, nil
	}
	return a.version, since, nil
}

// Announced returns the novelties of the playbook version that a morning
// message announces, and whether it is the person's first announcement, which
// lists everything that is expected of them.
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
