package bot

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// playbook answers /coach playbook with the practices expected of the person
// and how they are inspected.
func (b *Bot) playbook(ctx context.Context, req request) (any, error) {
	owner, err := b.owns(ctx, req)
	if err != nil {
		return nil, err
	}
	manager, owed := practice.OwedTo(req.Playbook, req.Roster, req.Person.ID, req.Today)
	return view.Expected(view.ExpectedFacts{
		Person: req.Person, Today: req.Today, Expected: practice.ExpectedOf(req.Playbook, req.Roster, req.Person.ID, req.Today),
		Vision:  req.Playbook.Vision,
		Manager: req.Roster.Person(manager), Owed: owed, Who: req.Roster.Person, Owner: owner,
		Outside: !req.Roster.Participates(req.Person.ID, req.Today),
	}), nil
}

// announcement returns the part of a morning message that presents a playbook
// version; nil for a message without one, or if the version was taken back
// before the message was read.
func (b *Bot) announcement(ctx context.Context, f facts, n practice.Bundle, read bool) (*view.Announcement, error) {
	if n.Playbook == 0 {
		return nil, nil
	}
	published, err := b.Store.Published(ctx, n.Playbook)
	if err != nil {
		return nil, err
	}
	a := view.Announcement{Version: n.Playbook, By: f.roster.Person(published.By), ByReader: published.By == n.Person, TakenBack: published.Undone}
	if published.Undone {
		if !read {
			return nil, nil
		}
		return &a, nil
	}
	words, err := b.Store.WordsAbout(ctx)
	if err != nil {
		return nil, err
	}
	a.Why, a.Vision = words[n.Playbook].Why, f.playbook.Vision
	if a.Novelties, a.First, err = service.Announced(ctx, b.Store, f.roster, n); err != nil {
		return nil, err
	}
	a.In, err = b.Store.Pledged(ctx, n.Person, n.Playbook)
	if len(a.Novelties) == 0 {
		return nil, err
	}
	return &a, err
}

// pledgeButton records that the person agreed ("I'm in"). The announcement
// shows it when it is redrawn.
func (b *Bot) pledgeButton(ctx context.Context, req request) (any, error) {
	version, err := b.versionPressed(ctx, req.Value)
	if err != nil {
		return nil, err
	}
	return nil, b.Store.Pledge(ctx, req.Person.ID, version)
}

// versionPressed reads the version from a button's value. One that was taken
// back is a problem for the person to read.
func (b *Bot) versionPressed(ctx context.Context, value string) (int, error) {
	version, err := strconv.Atoi(value)
	if err != nil {
		return 0, practice.Problems{{Text: "This button no longer works. Type /coach playbook to see what's expected."}}
	}
	published, err := b.Store.Published(ctx, version)
	if errors.Is(err, store.ErrNotFound) || err == nil && published.Undone {
		return 0, practice.Problems{{Text: "This change to the playbook was undone. Type /coach playbook to see what's expected now."}}
	}
	return version, err
}

// suggestButton opens the form for suggesting a change.
func (b *Bot) suggestButton(ctx context.Context, req request) (any, error) {
	version, err := b.versionPressed(ctx, req.Value)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.Suggest(version))
}

// submitSuggest stores a suggestion and notifies the playbook's owners, even if
// the version it is about was taken back meanwhile.
func (b *Bot) submitSuggest(ctx context.Context, req request) (any, error) {
	version, words, err := view.ParseSuggest(req.View)
	if err != nil {
		return nil, err
	}
	published, err := b.Store.Published(ctx, version)
	if err != nil {
		return nil, err
	}
	owners, err := b.owners(ctx, req.Roster)
	if err != nil {
		return nil, err
	}
	g := store.Suggestion{Request: req.View.ID, Person: req.Person.ID, Version: version, Words: words, At: req.Now}
	if err := b.Store.Suggest(ctx, g, owners); err != nil {
		return nil, err
	}
	var people []practice.Person
	for _, id := range owners {
		people = append(people, req.Roster.Person(id))
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.SuggestionSent(people, published.Undone))), nil
}

// drawSuggested draws a suggestion for an owner.
func (b *Bot) drawSuggested(ctx context.Context, f facts, n practice.Suggested) (to string, msg kit.Message, drop string, err error) {
	g, err := b.Store.Suggestion(ctx, n.Suggestion)
	if errors.Is(err, store.ErrNotFound) || err == nil && g.Words == "" { // it was erased
		return "", msg, delivery.TakenBack, nil
	}
	if err != nil {
		return "", msg, "", err
	}
	published, err := b.Store.Published(ctx, g.Version)
	if err != nil {
		return "", msg, "", err
	}
	owners, err := b.owners(ctx, f.roster)
	if err != nil {
		return "", msg, "", err
	}
	if to, drop = address(f.roster, n.To); !slices.Contains(owners, n.To) {
		drop = "not an owner of the playbook any more"
	}
	return to, view.Suggested(view.SuggestedFacts{From: f.roster.Person(g.Person), Version: g.Version, TakenBack: published.Undone, Words: g.Words}), drop, nil
}
