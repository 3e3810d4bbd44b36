package service

import (
	"context"
	"slices"

	"coach/files"
	"coach/practice"
	"coach/store"
)

// Base returns the playbook that a set-up starts from, and its file: the one
// in force, else the default one.
func Base(ctx context.Context, db *store.Store) (*practice.Playbook, []byte, error) {
	over, err := InForce(ctx, db)
	if err != nil {
		return nil, nil, err
	}
	if over.Version != 0 {
		return over.File, over.Source, nil
	}
	source := files.DefaultYAML()
	pb, err := files.Load("playbook", source)
	return pb, source, err
}

// FirstPlaybook returns the playbook with which a set-up ends, and its file:
// the base playbook with the chosen working year and the chosen practices.
// [store.Store.FinishSetUp] publishes it together with the settings.
func FirstPlaybook(ctx context.Context, db *store.Store, year practice.WorkYear, chosen func(practice.Practice) bool) (*practice.Playbook, []byte, error) {
	base, source, err := Base(ctx, db)
	if err != nil {
		return nil, nil, err
	}
	edits := yearEdits(base, year)
	off := false
	for _, p := range base.Practices {
		if p.Enabled && !chosen(p) {
			edits.Practices = append(edits.Practices, practice.Edit{Key: p.Key, Enabled: &off})
		}
	}
	source, pb, err := files.Apply(edits, "playbook", source)
	return pb, source, err
}

// WithYear returns the playbook edited to another working year, over the
// version that its owner looked at; the zero edition if the year is the same.
// [store.Store.ChangeSettings] publishes it together with the settings.
func WithYear(ctx context.Context, db *store.Store, version int, to practice.WorkYear) (next store.Edition, err error) {
	over, err := InForce(ctx, db)
	if err != nil {
		return next, err
	}
	edits := yearEdits(over.InForce, to)
	if edits.IsZero() {
		return next, nil
	}
	next.Over = version
	next.Source, _, err = files.Apply(edits, "playbook", over.Source)
	return next, err
}

// yearEdits returns the edits that give a playbook another working year.
func yearEdits(pb *practice.Playbook, to practice.WorkYear) (e practice.Edits) {
	now := pb.WorkYear()
	if !slices.Equal(now.Week, to.Week) {
		e.WorkingDays = to.Week
	}
	if now.WeekStart != to.WeekStart {
		e.WeekStart = &to.WeekStart
	}
	if now.FiscalStart != to.FiscalStart {
		e.FiscalStart = int(to.FiscalStart)
	}
	return e
}
