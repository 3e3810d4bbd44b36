package bot

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// submitPlaybook shows the review of the draft before it is published.
func (b *Bot) submitPlaybook(ctx context.Context, req request) (any, error) {
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	if len(r.Changes) == 0 {
		r.note = "There's nothing to publish yet. Press Change next to a practice."
		return slack.NewUpdateViewSubmissionResponse(new(r.list(req))), nil
	}
	return slack.NewUpdateViewSubmissionResponse(new(b.review(req, r))), nil
}

// review draws the changes to be published, and the time that they take.
func (b *Bot) review(req request, r revision) slack.ModalViewRequest {
	load := r.Load()
	f := view.ReviewFacts{Version: r.Over.Version, Changes: r.Changes, Today: req.Today, Readers: r.Readers(),
		Load: load.Sentences(), AskTwice: load.NeedsSecondConfirmation(), Note: r.note, Starts: map[string]cadence.Date{}}
	if e := r.Ending(); e.NeedsSecondConfirmation() {
		f.Ending = e.Sentence()
	}
	for _, c := range r.Changes {
		if p, ok := find(r.Next, c.Practice); ok {
			f.Starts[c.Practice] = p.From
			if before, was := find(r.Over.InForce, c.Practice); was && before.From == p.From {
				f.Starts[c.Practice] = req.Today // its words change at once
			}
		}
	}
	return view.Review(f)
}

// submitPublish publishes the owner's draft.
func (b *Bot) submitPublish(ctx context.Context, req request) (any, error) {
	seen, sure, why, err := view.ParseReview(req.View)
	if err != nil {
		return nil, err
	}
	r, err := b.revision(ctx, req)
	switch {
	case err != nil:
		return nil, err
	case len(r.Changes) == 0:
		return b.publishedBefore(ctx, req, r, seen)
	case seen != r.Over.Version:
		return b.reviewAgain(ctx, req, r)
	case r.NeedsSecondConfirmation() && !sure:
		return b.confirmTwice(req, r)
	case why == "" && r.Readers() > 0:
		return nil, view.NoReason()
	}
	version, err := service.Publish(ctx, b.Store, r.Proposal, req.Now.In(b.Zone()), req.Person.ID, r.Words(why))
	if errors.Is(err, store.ErrPublishedMeanwhile) {
		if r, err = b.revision(ctx, req); err != nil {
			return nil, err
		}
		return slack.NewUpdateViewSubmissionResponse(new(b.review(req, r))), nil
	}
	if err != nil {
		return nil, err
	}
	return b.published(ctx, req, version)
}

// reviewAgain shows the draft on top of a newer version than the owner had
// reviewed, and names the publisher of that version.
func (b *Bot) reviewAgain(ctx context.Context, req request, r revision) (any, error) {
	if r.note == "" {
		latest, err := service.Latest(ctx, b.Store)
		if err != nil {
			return nil, err
		}
		r.note = b.meanwhile(req, *latest, r.Over.Version)
	}
	return slack.NewUpdateViewSubmissionResponse(new(b.review(req, r))), nil
}

// confirmTwice shows the confirmation to an owner who has not seen it, or marks
// it as unanswered.
func (b *Bot) confirmTwice(req request, r revision) (any, error) {
	if view.NeedsConfirmation(req.View) {
		return nil, view.NotSure()
	}
	return slack.NewUpdateViewSubmissionResponse(new(b.review(req, r))), nil
}

// published deletes the draft and tells the owner how many people will read
// about the version.
func (b *Bot) published(ctx context.Context, req request, version int) (any, error) {
	if err := b.Store.DropDraft(ctx, req.Person.ID); err != nil {
		return nil, err
	}
	n, err := service.Readers(ctx, b.Store, version, req.Roster, b.Store.Today(req.Now))
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.Published(version, n))), nil
}

// publishedBefore answers a review that arrives twice: its changes are
// published already.
func (b *Bot) publishedBefore(ctx context.Context, req request, r revision, seen int) (any, error) {
	latest, err := b.Store.Published(ctx, r.Over.Version)
	if err != nil {
		return nil, err
	}
	if latest.By == req.Person.ID && r.Over.Version > seen {
		return b.published(ctx, req, r.Over.Version)
	}
	r.note = "There's nothing left to publish. The playbook already says all this."
	return slack.NewUpdateViewSubmissionResponse(new(r.list(req))), nil
}

// unpublishButton takes a version back.
func (b *Bot) unpublishButton(ctx context.Context, req request) (any, error) {
	version, err := strconv.Atoi(req.Value)
	if err != nil {
		return nil, practice.Problems{{Text: "This button no longer works. Type /coach playbook and press History."}}
	}
	_, _, err = service.Unpublish(ctx, b.Store, version, req.Person.ID, req.Now.In(b.Zone()))
	switch {
	case errors.Is(err, store.ErrInUseAlready):
		return b.update(ctx, req, view.SorryView("Too late to undo", "Somebody has already logged something with this version. To change it, type /coach playbook and publish again."))
	case errors.Is(err, store.ErrNotLatest):
		return b.update(ctx, req, view.SorryView("Too late to undo", "Only the latest version can be undone. Type /coach playbook and press History to see which one that is."))
	case errors.Is(err, store.ErrFirst):
		return b.update(ctx, req, view.SorryView("Too late to undo", "This is the first version, so there's none to go back to. Change it and publish again."))
	case err != nil:
		return nil, err
	}
	return b.update(ctx, req, view.Unpublished(version))
}

// historyButton shows every version: who, when, and what changed.
func (b *Bot) historyButton(ctx context.Context, req request) (any, error) {
	history, err := b.Store.History(ctx)
	if err != nil {
		return nil, err
	}
	words, err := b.Store.WordsAbout(ctx)
	if err != nil {
		return nil, err
	}
	f := view.HistoryFacts{Zone: req.Person.Location(b.Zone()), Today: req.Today, Who: req.Roster.Person}
	for i, p := range history {
		v := view.PublishedVersion{Version: p.Version, By: p.By, At: p.At, From: p.From, Undone: p.Undone, First: i == len(history)-1, Why: words[p.Version].Why}
		for _, key := range slices.Sorted(maps.Keys(words[p.Version].Helps)) {
			v.Helps = append(v.Helps, req.named(key)+": "+words[p.Version].Helps[key])
		}
		if before := i + 1; before < len(history) && i < view.MaxVersions {
			if v.Changes, err = b.differences(ctx, standingBefore(history, i), p.Version); err != nil {
				return nil, err
			}
		}
		if i == 0 {
			if v.MayUndo, err = b.Store.Undoable(ctx, p.Version); err != nil {
				return nil, err
			}
		}
		f.Versions = append(f.Versions, v)
	}
	return nil, b.open(ctx, req, view.History(f))
}

// named returns a practice's short name, or its key where the playbook has it no
// more.
func (req request) named(key string) string {
	if p, ok := req.Playbook.Practice(key, req.Today); ok {
		return p.Short
	}
	return key
}

// standingBefore returns the version in force before another was published,
// leaving out those that were taken back.
func standingBefore(history []store.Published, i int) int {
	for _, p := range history[i+1:] {
		if !p.Undone {
			return p.Version
		}
	}
	return history[len(history)-1].Version
}

// differences returns the changes between two versions.
func (b *Bot) differences(ctx context.Context, before, after int) ([]practice.Change, error) {
	var versions [2]*practice.Playbook
	for i, version := range []int{before, after} {
		source, err := b.Store.Source(ctx, version)
		if err != nil {
			return nil, err
		}
		if versions[i], err = files.LoadPublished("playbook", source); err != nil {
			return nil, err
		}
	}
	return practice.Compare(versions[0], versions[1]), nil
}
