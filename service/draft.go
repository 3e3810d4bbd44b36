package service

import (
	"context"
	"slices"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// A Draft is an owner's unpublished edits of the playbook, compared with the
// playbook in force.
type Draft struct {
	Proposal
	Edits     practice.Edits
	Meanwhile *store.Published // the latest version, where it was published or taken back after the owner began
	LeftOut   bool             // some edits fit the playbook no more and are gone from the draft
}

// draftName is the file name in faults of a draft.
const draftName = "your changes"

// OpenDraft reads an owner's draft. A draft of a playbook that is no longer in
// force is brought up to date and stored: edits that do not fit the newer
// playbook are left out.
func OpenDraft(ctx context.Context, db *store.Store, owner practice.PersonID, roster *practice.Roster, today cadence.Date) (d Draft, err error) {
	saved, err := db.Draft(ctx, owner)
	if err != nil {
		return d, err
	}
	over, err := InForce(ctx, db)
	if err != nil {
		return d, err
	}
	d.Edits = saved.Edits
	moved := saved.Version != 0 && saved.Version != over.Version
	if moved {
		if d.Meanwhile, err = Latest(ctx, db); err != nil {
			return d, err
		}
	}
	if d.Proposal, err = over.Edit(d.Edits, draftName, roster, today); err != nil { // what it is about is gone, or it fits no more
		d.LeftOut = true
		d.Edits = fitting(d.Edits, over.Source)
		if d.Proposal, err = over.Edit(d.Edits, draftName, roster, today); err != nil {
			return d, err
		}
	}
	if moved || d.LeftOut {
		err = d.Save(ctx, db, owner)
	}
	return d, err
}

// Latest returns the version that was published last, taken back or not; nil
// before anything was published.
func Latest(ctx context.Context, db *store.Store) (*store.Published, error) {
	history, err := db.History(ctx)
	if err != nil || len(history) == 0 {
		return nil, err
	}
	return &history[0], nil
}

// fitting returns the edits that the playbook file accepts, tried one by one.
func fitting(edits practice.Edits, source []byte) practice.Edits {
	kept := practice.Edits{}
	for i := range len(edits.Practices) + 2 {
		try := kept
		switch i - len(edits.Practices) {
		case 0:
			try.Values = edits.Values
		case 1:
			try.Purpose = edits.Purpose
		default:
			try.Practices = append(slices.Clone(kept.Practices), edits.Practices[i])
		}
		if _, _, err := files.Apply(try, draftName, source); err == nil {
			kept = try
		}
	}
	return kept
}

// Change puts an edit into the draft in place of an earlier one of the same
// practice; an edit that changes nothing only takes the earlier one out.
func (d *Draft) Change(e practice.Edit) {
	d.Edits.Practices = slices.DeleteFunc(slices.Clone(d.Edits.Practices), func(old practice.Edit) bool { return old.Key == e.Key })
	if !e.IsZero() {
		d.Edits.Practices = append(d.Edits.Practices, e)
	}
}

// Edit returns the draft's edit of a practice; one that changes nothing where
// there is none.
func (d *Draft) Edit(key string) practice.Edit {
	i := slices.IndexFunc(d.Edits.Practices, func(e practice.Edit) bool { return e.Key == key })
	if i < 0 {
		return practice.Edit{Key: key}
	}
	return d.Edits.Practices[i]
}

// Words returns what the owner wrote about the draft, with why they publish it.
func (d *Draft) Words(why string) store.Words {
	words := store.Words{Why: why, Helps: map[string]string{}}
	for _, e := range d.Edits.Practices {
		if e.Helps != "" {
			words.Helps[e.Key] = e.Helps
		}
	}
	return words
}

// Check returns the reasons why the playbook file cannot take the draft's
// edits, as [practice.Problems]; nothing if it can.
func (d Draft) Check() error {
	_, _, err := files.Apply(d.Edits, draftName, d.Over.Source)
	return err
}

// Save stores the draft's edits, together with the version of the playbook
// they were made over.
func (d Draft) Save(ctx context.Context, db *store.Store, owner practice.PersonID) error {
	return db.SaveDraft(ctx, owner, store.Draft{Version: d.Over.Version, Edits: d.Edits})
}
