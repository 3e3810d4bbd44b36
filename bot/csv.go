package bot

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/measure"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// noteScopes notes, with every answer of Slack's, whether coach may send files:
// without that right no button offers one. An answer to the app-level token,
// which opens connections, tells of other rights.
func (b *Bot) noteScopes(path string, h http.Header) {
	granted := h.Get("X-OAuth-Scopes")
	if granted == "" || strings.HasSuffix(path, "apps.connections.open") {
		return
	}
	b.mayFile.Store(slices.ContainsFunc(strings.Split(granted, ","), func(s string) bool { return strings.TrimSpace(s) == practice.FilesScope }))
}

// digestCSV has the table behind a digest sent to its reader as a file.
func (b *Bot) digestCSV(ctx context.Context, req request) (any, error) {
	key, sub, err := b.digestAlone(ctx, req)
	if err != nil {
		return nil, err
	}
	if key.To >= req.Today { // no digest says anything of a week to come
		return nil, notYourDigest
	}
	return nil, b.Store.AskFile(ctx, practice.FileAsked{Request: req.trigger, Person: req.Person.ID,
		Digest: &practice.Digest{Subscription: sub.ID, On: key.To + 1}}, req.Now)
}

// notYourReport is what somebody is told who presses the button of a report that
// is not theirs, or of which only the key is left.
var notYourReport = practice.Problems{{Text: "This report isn't yours, or it's too long ago. Try /coach report."}}

// reportCSV has the table behind a report sent to who asked for the report, as
// a file.
func (b *Bot) reportCSV(ctx context.Context, req request) (any, error) {
	n, err := b.Store.Posted(ctx, practice.ReportAsked{Viewer: req.Person.ID, Request: req.Value}.Key())
	if errors.Is(err, store.ErrNotFound) {
		return nil, notYourReport
	}
	if err != nil {
		return nil, err
	}
	report := n.(practice.ReportAsked)
	k, err := b.askedFor(ctx, report)
	if err != nil {
		return nil, err
	}
	if _, err := k.Question(req.Playbook, req.Roster, b.Zone()); errors.Is(err, measure.ErrNotYours) {
		return nil, practice.Problems{{Text: req.notYourReport(k)}}
	}
	return nil, b.Store.AskFile(ctx, practice.FileAsked{Request: req.trigger, Person: req.Person.ID, Report: &report}, req.Now)
}

// drawFile draws a file that somebody asked for, if it is still theirs to read.
func (b *Bot) drawFile(ctx context.Context, f facts, n practice.FileAsked) (to string, msg kit.Message, drop string, err error) {
	if n.Own {
		return b.drawOwnFile(ctx, f, n.Person)
	}
	var shown view.Inspection
	switch {
	case n.Digest != nil:
		shown, err = b.digested(ctx, f, n)
	case n.Report != nil:
		shown, err = b.reported(ctx, *n.Report)
	}
	if errors.Is(err, measure.ErrNotYours) {
		return "", msg, notTheirsAnyMore, nil
	}
	if err != nil {
		return "", msg, "", err
	}
	to, drop = address(f.roster, n.Person)
	return to, view.InspectFile(shown), drop, nil
}

// digested gathers what a digest is about, as of now, for who asked for its
// table; [measure.ErrNotYours] where it is not theirs, or was stopped.
func (b *Bot) digested(ctx context.Context, f facts, n practice.FileAsked) (view.Inspection, error) {
	sub, ok, err := b.subscription(ctx, n.Digest.Subscription)
	if err != nil {
		return view.Inspection{}, err
	}
	if !ok || !sub.IsDirect(f.roster) || sub.Root != n.Person {
		return view.Inspection{}, measure.ErrNotYours
	}
	now := b.Now()
	in, err := service.Inspect(ctx, b.Store, sub, n.Digest.On, now)
	if err != nil {
		return view.Inspection{}, err
	}
	return b.inspection(ctx, in, sub.ID, f.roster.Person(n.Person).Today(now, b.Zone()))
}
