package service

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"coach/files"
	"coach/practice"
	"coach/store"
)

// without returns edits that switch practices off.
func without(keys ...string) (e practice.Edits) {
	off := false
	for _, key := range keys {
		e.Practices = append(e.Practices, practice.Edit{Key: key, Enabled: &off})
	}
	return e
}

// edited returns a proposal to switch practices off in the playbook in force.
func (c company) edited(keys ...string) Proposal {
	c.t.Helper()
	p, err := c.inForce().Edit(without(keys...), "changes", c.roster(), monday)
	ok(c.t, err)
	return p
}

func (c company) publish(p Proposal) int {
	c.t.Helper()
	version, err := Publish(c.t.Context(), c.Store, p, noon, c.person("ana@example.com"), store.Words{})
	ok(c.t, err)
	return version
}

func TestAProposalIsPublishedOnlyOverTheVersionItWasComparedWith(t *testing.T) {
	c := newCompany(t)
	mine, theirs := c.edited("observation"), c.edited("recognition")
	if version := c.publish(theirs); version != 2 {
		t.Fatalf("published version %d", version)
	}
	if _, err := Publish(t.Context(), c.Store, mine, noon, 0, store.Words{}); !errors.Is(err, store.ErrPublishedMeanwhile) {
		t.Fatalf("published over a version that moved on: %v", err)
	}
	if now := c.inForce(); now.Version != 2 || string(now.Source) != string(theirs.Source) {
		t.Errorf("version %d stands", now.Version)
	}
	if version := c.publish(c.edited("observation")); version != 3 {
		t.Errorf("compared anew, it is version %d", version)
	}
}

func TestEditsAndTheFileTheyMakeAreTheSameProposal(t *testing.T) {
	c := newCompany(t)
	byEdits := c.edited("observation", "recognition")
	byFile := Propose(c.inForce(), byEdits.File, byEdits.Source, 0, c.roster(), monday)
	for what, same := range map[string]bool{
		"changes": slices.EqualFunc(byEdits.Changes, byFile.Changes, func(a, b practice.Change) bool { return a.Sentence() == b.Sentence() }),
		"starts":  slices.EqualFunc(byEdits.Starts(), byFile.Starts(), func(a, b practice.Start) bool { return a.Sentence() == b.Sentence() }),
		"load":    slices.Equal(byEdits.Load().Sentences(), byFile.Load().Sentences()),
		"ending":  byEdits.Ending() == byFile.Ending(),
		"readers": byEdits.Readers() == byFile.Readers(),
	} {
		if !same {
			t.Errorf("%s differ", what)
		}
	}
	if len(byEdits.Changes) != 2 || byEdits.Readers() == 0 || byEdits.Ending().Part != 2 {
		t.Errorf("%d changes, %d readers, %+v", len(byEdits.Changes), byEdits.Readers(), byEdits.Ending())
	}
}

func TestWhoIsToldOfAProposalIsToldOfItOncePublished(t *testing.T) {
	c := newCompany(t)
	p := c.edited("observation")
	version := c.publish(p)
	got, err := Readers(t.Context(), c.Store, version, c.roster(), monday)
	ok(t, err)
	if got != p.Readers() {
		t.Errorf("%d people read of it, %d were announced", got, p.Readers())
	}
}

func TestAPublisherIsAskedTwiceOfWhatEndsMostOrTakesMuch(t *testing.T) {
	c := newCompany(t)
	var all []string
	for _, p := range c.inForce().File.Practices {
		if p.Enabled {
			all = append(all, p.Key)
		}
	}
	if p := c.edited(all...); !p.NeedsSecondConfirmation() || p.Load().NeedsSecondConfirmation() {
		t.Errorf("everything ends, and it is published at once: %+v", p.Ending())
	}
	if p := c.edited("observation"); p.NeedsSecondConfirmation() {
		t.Error("one practice ends, and the publisher is asked twice")
	}
	heavy := practice.Edits{}
	for _, key := range all {
		heavy.Practices = append(heavy.Practices, practice.Edit{Key: key, Times: 5})
	}
	p, err := c.inForce().Edit(heavy, "changes", c.roster(), monday)
	ok(t, err)
	if !p.NeedsSecondConfirmation() || p.Ending().NeedsSecondConfirmation() {
		t.Errorf("everything five times, and it is published at once: %s", p.Load().Sentences())
	}
}

func TestTheFirstPlaybookChangesNothingAndIsNotNothing(t *testing.T) {
	db, err := store.Own(t.Context(), t.TempDir()+"/coach.db")
	ok(t, err)
	defer db.Close()
	over, err := InForce(t.Context(), db)
	ok(t, err)
	roster, err := db.Roster(t.Context())
	ok(t, err)
	p := Propose(over, files.Default(), files.DefaultYAML(), monday, roster, monday)
	if p.ChangesNothing() || len(p.Changes)+len(p.Starts())+p.Readers() != 0 || p.Ending() != (practice.Ending{}) || len(p.Load().Sentences()) == 0 {
		t.Errorf("changes %v, starts %v, %d readers, ending %v", p.Changes, p.Starts(), p.Readers(), p.Ending())
	}
	version, err := Publish(t.Context(), db, p, noon, 0, store.Words{})
	ok(t, err)
	if version != 1 {
		t.Errorf("published version %d", version)
	}
	ok(t, PublishDefault(t.Context(), db, noon, 0)) // where one stands, it stays
	if again, err := InForce(t.Context(), db); err != nil || again.Version != 1 {
		t.Errorf("version %d stands: %v", again.Version, err)
	}
}

func TestUnpublishTakesBackWhatStandsAndStandsAPressTwice(t *testing.T) {
	c := newCompany(t)
	ctx, ana := t.Context(), c.person("ana@example.com")
	if _, _, err := Unpublish(ctx, c.Store, 0, ana, noon); !errors.Is(err, store.ErrFirst) {
		t.Errorf("the first: %v", err)
	}
	second := c.publish(c.edited("observation"))
	for _, press := range []string{"once", "twice"} {
		taken, stands, err := Unpublish(ctx, c.Store, second, ana, noon)
		if err != nil || taken != second || stands != 1 {
			t.Errorf("pressed %s: %d taken back, %d stands: %v", press, taken, stands, err)
		}
	}
	third := c.publish(c.edited("recognition"))
	if _, _, err := Unpublish(ctx, c.Store, 1, ana, noon); !errors.Is(err, store.ErrNotLatest) {
		t.Errorf("one that is not the latest: %v", err)
	}
	if taken, stands, err := Unpublish(ctx, c.Store, 0, ana, noon); err != nil || taken != third || stands != 1 {
		t.Errorf("%d taken back, %d stands: %v", taken, stands, err)
	}
}

func TestADraftFollowsThePlaybookThatMovedOn(t *testing.T) {
	c := newCompany(t)
	ctx, ben := t.Context(), c.person("ben@example.com")
	open := func() Draft {
		d, err := OpenDraft(ctx, c.Store, ben, c.roster(), monday)
		ok(t, err)
		return d
	}
	d := open()
	for _, e := range without("observation", "one_on_one").Practices {
		d.Change(e)
	}
	ok(t, d.Check())
	ok(t, d.Save(ctx, c.Store, ben))
	gone := c.edited()
	source := strings.ReplaceAll(string(gone.Source), "one_on_one", "talk")
	file, err := files.Load("next", []byte(source))
	ok(t, err)
	c.publish(Propose(c.inForce(), file, []byte(source), 0, c.roster(), monday))

	d = open()
	if d.Meanwhile == nil || d.Meanwhile.Version != 2 || !d.LeftOut || d.Over.Version != 2 {
		t.Errorf("meanwhile %+v, left out: %t, over version %d", d.Meanwhile, d.LeftOut, d.Over.Version)
	}
	if len(d.Edits.Practices) != 1 || d.Edits.Practices[0].Key != "observation" || len(d.Changes) != 1 {
		t.Errorf("kept are %+v, which change %v", d.Edits.Practices, d.Changes)
	}
	if again := open(); again.Meanwhile != nil || again.LeftOut {
		t.Errorf("it is said twice: %+v, %t", again.Meanwhile, again.LeftOut)
	}
	c.publish(c.edited("recognition")) // with which the draft goes well
	if d = open(); d.Meanwhile == nil || d.Meanwhile.Version != 3 || d.LeftOut {
		t.Errorf("meanwhile %+v, left out: %t", d.Meanwhile, d.LeftOut)
	}
	if again := open(); again.Meanwhile != nil {
		t.Errorf("it is said twice: %+v", again.Meanwhile)
	}
	d.Change(practice.Edit{Key: "observation"}) // changed back
	if ok(t, d.Save(ctx, c.Store, ben)); !open().ChangesNothing() {
		t.Error("a change that was dropped is still there")
	}
}

func TestASetUpEndsWithThePracticesThatWereChosen(t *testing.T) {
	c := newCompany(t)
	year := c.inForce().InForce.WorkYear()
	year.FiscalStart = 4
	pb, source, err := FirstPlaybook(t.Context(), c.Store, year, func(p practice.Practice) bool { return p.Key == "one_on_one" })
	ok(t, err)
	for _, p := range pb.Practices {
		if p.Enabled != (p.Key == "one_on_one") && p.Key != practice.InspectReview {
			t.Errorf("%s is on: %t", p.Key, p.Enabled)
		}
	}
	if again, err := files.Load("again", source); err != nil || again.WorkYear().FiscalStart != 4 {
		t.Errorf("the fiscal year starts in %s: %v", again.WorkYear().FiscalStart, err)
	}
}

func TestAnotherWorkingYearIsPublishedOnceAndOnlyOverWhatItsOwnerSaw(t *testing.T) {
	c := newCompany(t)
	ctx, ana := t.Context(), c.person("ana@example.com")
	year := c.inForce().InForce.WorkYear()
	year.FiscalStart = 4
	change := func(version int) error {
		next, err := WithYear(ctx, c.Store, version, year)
		ok(t, err)
		return c.ChangeSettings(ctx, practice.Settings{Recognition: "C1"}, next, ana, noon)
	}
	if err := change(7); !errors.Is(err, store.ErrPublishedMeanwhile) {
		t.Errorf("over another version: %v", err)
	}
	for range 2 {
		ok(t, change(c.inForce().Version))
	}
	if now := c.inForce(); now.Version != 2 || now.InForce.WorkYear().FiscalStart != 4 {
		t.Errorf("version %d stands, whose year starts in %s", now.Version, now.InForce.WorkYear().FiscalStart)
	}
}

// Two copies of coach that start on one new database give it one playbook, and
// neither fails.
func TestTwoCopiesPublishTheDefault(t *testing.T) {
	path := t.TempDir() + "/coach.db"
	one, err := store.Own(t.Context(), path)
	ok(t, err)
	t.Cleanup(func() { one.Close() })
	var starting sync.WaitGroup
	for range 8 {
		db, err := store.Open(t.Context(), path)
		ok(t, err)
		t.Cleanup(func() { db.Close() })
		starting.Go(func() {
			if err := PublishDefault(t.Context(), db, noon, 0); err != nil {
				t.Error(err)
			}
		})
	}
	starting.Wait()
	if history, err := one.History(t.Context()); err != nil || len(history) != 1 {
		t.Errorf("%d versions are published (%v), want one", len(history), err)
	}
}
