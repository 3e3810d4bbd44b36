package service

import (
	"context"
	"errors"
	"slices"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// A Current is the playbook in force: the latest version that was not taken
// back.
type Current struct {
	Version  int                    // 0 before anything was published
	Source   []byte                 // that version's file
	File     *practice.Playbook     // the same, read; nil before anything was published
	InForce  *practice.Playbook     // the timeline of it and the versions before it; nil as File
	versions []practice.Publication // that stand, in order
}

// InForce reads the playbook in force.
func InForce(ctx context.Context, db *store.Store) (c Current, err error) {
	if c.versions, err = db.Publications(ctx); err != nil || len(c.versions) == 0 {
		return c, err
	}
	last := c.versions[len(c.versions)-1]
	c.Version, c.File, c.InForce = last.Version, last.Playbook, practice.Timeline(c.versions)
	c.Source, err = db.Source(ctx, c.Version)
	return c, err
}

// A Proposal is a playbook file compared with the playbook it would be
// published over. It holds the changes but writes nothing: [Publish] does.
type Proposal struct {
	Over    Current
	Source  []byte
	File    *practice.Playbook // the same, read
	Next    *practice.Playbook // the timeline of it and the versions before it
	From    cadence.Date       // first day of its new rules; no date: each practice's next full period
	Changes []practice.Change  // none for the first playbook
	roster  *practice.Roster
	today   cadence.Date
}

// Propose returns the proposal to publish a playbook file over the current
// one, on a day of the organisation.
func Propose(over Current, file *practice.Playbook, source []byte, from cadence.Date, roster *practice.Roster, today cadence.Date) Proposal {
	next := practice.Publication{Version: over.Version + 1, Playbook: file, On: today, From: from}
	p := Proposal{Over: over, Source: source, File: file, Next: practice.Timeline(append(slices.Clone(over.versions), next)), From: from, roster: roster, today: today}
	if over.Version != 0 {
		p.Changes = practice.Compare(over.File, file)
	}
	return p
}

// Edit is [Propose] for the current file with some edits. Edits that the file
// cannot take are [practice.Problems].
func (c Current) Edit(edits practice.Edits, name string, roster *practice.Roster, today cadence.Date) (Proposal, error) {
	source, file, err := files.Apply(edits, name, c.Source)
	if err != nil {
		return Proposal{}, err
	}
	return Propose(c, file, source, 0, roster, today), nil
}

// ChangesNothing reports whether there is nothing to publish: the file equals
// the one in force. The first playbook always changes something.
func (p Proposal) ChangesNothing() bool { return p.Over.Version != 0 && len(p.Changes) == 0 }

// Starts returns the days on which practices start or end; none for the first
// playbook.
func (p Proposal) Starts() []practice.Start {
	if p.Over.Version == 0 {
		return nil
	}
	return practice.Starting(p.Over.InForce, p.Next, p.today)
}

// Load returns the time that the playbook takes of managers, beside what it
// took before.
func (p Proposal) Load() practice.Impact {
	return practice.Weigh(p.Over.InForce, p.Next, p.roster, p.today)
}

// Ending returns how many of the practices that are on would end.
func (p Proposal) Ending() practice.Ending {
	return practice.Ended(p.Over.InForce, p.Next, p.today)
}

// Readers counts the people to whom the proposal would be announced. The first
// playbook is announced to nobody before it is published.
func (p Proposal) Readers() int {
	if p.Over.Version == 0 {
		return 0
	}
	return readers(p.Over.InForce, p.Next, p.roster, p.today)
}

// NeedsSecondConfirmation reports whether the publisher has to confirm the
// proposal twice: it takes too much of somebody's time, or ends most practices
// that are on.
func (p Proposal) NeedsSecondConfirmation() bool {
	return p.Load().NeedsSecondConfirmation() || p.Ending().NeedsSecondConfirmation()
}

// readers counts the people for whom a newer playbook has novelties.
func readers(older, newer *practice.Playbook, roster *practice.Roster, today cadence.Date) int {
	n := 0
	for _, id := range roster.People() {
		if len(practice.Announce(older, newer, roster, id, today)) > 0 {
			n++
		}
	}
	return n
}

// Publish makes a proposal the next version, and only over the playbook it was
// compared with: [store.ErrPublishedMeanwhile] when another is in force by
// now. The instant is in the organisation's time zone. The words are the
// publisher's own.
func Publish(ctx context.Context, db *store.Store, p Proposal, at time.Time, by practice.PersonID, words store.Words) (version int, err error) {
	return db.PublishWith(ctx, p.Over.Version, p.Source, p.From, at, by, words)
}

// Readers counts the people for whom a published version has novelties.
func Readers(ctx context.Context, db *store.Store, version int, roster *practice.Roster, today cadence.Date) (int, error) {
	older, newer, _, err := db.Novel(ctx, version-1, version)
	if err != nil {
		return 0, err
	}
	return readers(older, newer, roster, today), nil
}

// PublishDefault gives a new database the default playbook, in force from the
// day of an instant: nobody owes anything for the time before coach came. By
// may be nobody. Where a playbook is in force already it does nothing.
func PublishDefault(ctx context.Context, db *store.Store, at time.Time, by practice.PersonID) error {
	over, err := InForce(ctx, db)
	if err != nil || over.Version != 0 {
		return err
	}
	_, err = db.PublishOver(ctx, over.Version, files.DefaultYAML(), cadence.DateOf(at), at, by)
	if errors.Is(err, store.ErrPublishedMeanwhile) { // as by another copy that starts
		return nil
	}
	return err
}

// ErrNothingPublished means that there is no playbook to take back.
var ErrNothingPublished = errors.New("nothing is published yet, so there is nothing to take back")

// Unpublish takes back a version, or the one in force for 0, as long as it is
// the latest and nobody has logged anything under it; else it is
// [store.ErrNotLatest], [store.ErrFirst] or [store.ErrInUseAlready]. Taking a
// version back twice, as when a button is pressed twice, is no error. It
// returns the version taken back and the one in force from now on.
func Unpublish(ctx context.Context, db *store.Store, version int, by practice.PersonID, at time.Time) (taken, stands int, err error) {
	if version == 0 {
		over, err := InForce(ctx, db)
		if err != nil {
			return 0, 0, err
		}
		if version = over.Version; version == 0 {
			return 0, 0, ErrNothingPublished
		}
	}
	err = db.Unpublish(ctx, version, by, at)
	if errors.Is(err, store.ErrNotLatest) {
		if p, lookErr := db.Published(ctx, version); lookErr == nil && p.Undone {
			err = nil
		}
	}
	if err != nil {
		return version, 0, err
	}
	over, err := InForce(ctx, db)
	return version, over.Version, err
}
