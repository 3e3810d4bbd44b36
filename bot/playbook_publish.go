package bot

import (
	"context"
	"errors"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// submitPlaybook shows what would be published.
func (b *Bot) submitPlaybook(ctx context.Context, req request) (any, error) {
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	if len(r.changes) == 0 {
		r.note = "There is nothing to publish yet. Press Change beside a practice."
		return slack.NewUpdateViewSubmissionResponse(new(r.list(req))), nil
	}
	return slack.NewUpdateViewSubmissionResponse(new(b.review(req, r))), nil
}

// review draws what would be published, and what it takes.
func (b *Bot) review(req request, r revision) slack.ModalViewRequest {
	weight := practice.Weigh(r.standing, r.next, req.Roster, req.Today)
	f := view.ReviewFacts{Version: r.version, Changes: r.changes, Today: req.Today, Readers: readers(r.told, r.next, req.Roster, req.Today),
		Load: weight.Says(), AskTwice: weight.NeedsSecondConfirmation(), Note: r.note, Starts: map[string]cadence.Date{}}
	if e := practice.Ended(r.standing, r.next, req.Today); e.NeedsSecondConfirmation() {
		f.Ending = e.Says()
	}
	for _, c := range r.changes {
		if p, ok := find(r.next, c.Practice); ok {
			f.Starts[c.Practice] = p.From
			if before, was := find(r.standing, c.Practice); was && before.From == p.From {
				f.Starts[c.Practice] = req.Today // its words change at once
			}
		}
	}
	return view.Review(f)
}

// readers counts those whom a newer playbook has something to tell.
func readers(older, newer *practice.Playbook, roster *practice.Roster, today cadence.Date) int {
	n := 0
	for _, id := range roster.People() {
		if len(practice.Announce(older, newer, roster, id, today)) > 0 {
			n++
		}
	}
	return n
}

// submitPublish publishes the owner's draft.
func (b *Bot) submitPublish(ctx context.Context, req request) (any, error) {
	seen, sure, err := view.ParseReview(req.View)
	if err != nil {
		return nil, err
	}
	r, err := b.revision(ctx, req)
	switch {
	case err != nil:
		return nil, err
	case len(r.changes) == 0:
		return b.publishedBefore(ctx, req, r, seen)
	case seen != r.version:
		if r.note == "" {
			r.note, err = b.meanwhile(ctx, req, r.version)
		}
		return slack.NewUpdateViewSubmissionResponse(new(b.review(req, r))), err
	case r.needsSure(req) && !sure:
		return b.askTwice(req, r)
	}
	version, err := b.Store.PublishOver(ctx, r.version, r.source, 0, req.Now.In(b.Zone()), req.Person.ID)
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

// needsSure reports whether the owner is asked twice: it takes too much of
// somebody's time, or ends most of what is on.
func (r revision) needsSure(req request) bool {
	return practice.Weigh(r.standing, r.next, req.Roster, req.Today).NeedsSecondConfirmation() ||
		practice.Ended(r.standing, r.next, req.Today).NeedsSecondConfirmation()
}

// askTwice puts the second question to who did not see it, or points at it.
func (b *Bot) askTwice(req request, r revision) (any, error) {
	if view.AsksTwice(req.View) {
		return nil, view.NotSure()
	}
	return slack.NewUpdateViewSubmissionResponse(new(b.review(req, r))), nil
}

// published forgets the draft and says who will read about it.
func (b *Bot) published(ctx context.Context, req request, version int) (any, error) {
	if err := b.Store.DropDraft(ctx, req.Person.ID); err != nil {
		return nil, err
	}
	n, err := b.told(ctx, req, version)
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.Published(version, n))), nil
}

// told counts who will read about a version.
func (b *Bot) told(ctx context.Context, req request, version int) (int, error) {
	older, newer, _, err := b.Store.Novel(ctx, version-1, version)
	if err != nil {
		return 0, err
	}
	return readers(older, newer, req.Roster, req.Today), nil
}

// publishedBefore answers a review whose changes are published already: the
// form came twice.
func (b *Bot) publishedBefore(ctx context.Context, req request, r revision, seen int) (any, error) {
	latest, err := b.Store.Published(ctx, r.version)
	if err != nil {
		return nil, err
	}
	if latest.By == req.Person.ID && r.version > seen {
		return b.published(ctx, req, r.version)
	}
	r.note = "There is nothing left to publish: the playbook already says all this."
	return slack.NewUpdateViewSubmissionResponse(new(r.list(req))), nil
}

// unpublishButton takes a version back.
func (b *Bot) unpublishButton(ctx context.Context, req request) (any, error) {
	version, err := strconv.Atoi(req.Value)
	if err != nil {
		return nil, practice.Problems{{Text: "This button is not one of coach's any more. Type /coach playbook and press History."}}
	}
	err = b.Store.Unpublish(ctx, version, req.Person.ID, req.Now.In(b.Zone()))
	switch {
	case errors.Is(err, store.ErrInUseAlready):
		return b.update(ctx, req, view.SorryView("It stands", "Somebody has logged something with this version, so it stands. To change it, type /coach playbook and publish again."))
	case errors.Is(err, store.ErrNotLatest):
		if p, err := b.Store.Published(ctx, version); err == nil && p.Undone { // pressed twice
			return b.update(ctx, req, view.Unpublished(version))
		}
		return b.update(ctx, req, view.SorryView("It stands", "Only the latest version can be taken back, and this one is not. Type /coach playbook and press History to see what stands."))
	case errors.Is(err, store.ErrFirst):
		return b.update(ctx, req, view.SorryView("It stands", "This is the first version, so there is none to go back to. Change it and publish again."))
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
	f := view.HistoryFacts{Zone: req.Person.Location(b.Zone()), Today: req.Today, Who: req.Roster.Person}
	for i, p := range history {
		v := view.PublishedVersion{Version: p.Version, By: p.By, At: p.At, From: p.From, Undone: p.Undone, First: i == len(history)-1}
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

// standingBefore is the version that stood when another was published, as far
// as it stands still.
func standingBefore(history []store.Published, i int) int {
	for _, p := range history[i+1:] {
		if !p.Undone {
			return p.Version
		}
	}
	return history[len(history)-1].Version
}

// differences are those of two files.
func (b *Bot) differences(ctx context.Context, before, after int) ([]practice.Change, error) {
	var versions [2]*practice.Playbook
	for i, version := range []int{before, after} {
		source, err := b.Store.Source(ctx, version)
		if err != nil {
			return nil, err
		}
		if versions[i], err = practice.Load(draftName, source); err != nil {
			return nil, err
		}
	}
	return practice.Compare(versions[0], versions[1]), nil
}
