package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"coach/bot/typed"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/measure"
	"coach/practice"
	"coach/service"
)

// reportCommand answers with a report in the requester's messages with coach,
// where nobody else can read it over their shoulder in a channel.
func (b *Bot) reportCommand(ctx context.Context, req request) (any, error) {
	k, err := b.asking(ctx, req)
	if err != nil {
		return nil, err
	}
	q, err := k.Question(req.Playbook, req.Roster, b.Zone())
	if errors.Is(err, measure.ErrNotYours) {
		b.refused(ctx, req, "report of "+reportOf(k.Scope, k.Root))
		return nil, practice.Problems{{Text: req.notYourReport(k)}}
	}
	if err != nil {
		return nil, err
	}
	if q.Scope != measure.Me {
		if err := b.Store.RecordReport(ctx, k.Viewer, reportOf(q.Scope, q.Root), req.Now); err != nil {
			return nil, err
		}
	}
	err = b.Store.Answer(ctx, k.Viewer, practice.ReportAsked{Request: req.trigger, Viewer: k.Viewer, Scope: string(q.Scope), Root: q.Root,
		Window: string(k.Kind), Running: k.Running, AsOf: k.AsOf, Today: k.Today})
	if err != nil {
		return nil, err
	}
	return view.ReportComes(), nil
}

// reportOf names a report in the audit.
func reportOf(scope measure.Scope, root practice.PersonID) string {
	if scope == measure.Manager {
		return fmt.Sprintf("person %d", root)
	}
	return string(scope)
}

// notYourReport says why a report is not the requester's to read.
func (req request) notYourReport(k measure.Asking) string {
	switch k.Scope {
	case measure.Me:
		return "You don't take part yet, so there's no report about you. Try /coach team."
	case measure.Manager:
		return req.Roster.Person(k.Root).Full() + " doesn't report to you. You can read reports about your own people, and with /coach report me about yourself."
	case measure.Team:
		return "You don't lead anybody yet. Try /coach report me."
	}
	return "The company's report is for executives, admins of the workspace and owners of the playbook. Try /coach report me."
}

// asking reads the words of the command.
func (b *Bot) asking(ctx context.Context, req request) (k measure.Asking, err error) {
	k = measure.Asking{Viewer: req.Person.ID, Scope: measure.Team, Kind: measure.ByWeek, AsOf: req.Now, Today: req.Today}
	if len(req.Roster.Reports(req.Person.ID, req.Today)) == 0 {
		k.Scope = measure.Me
	}
	owners, err := b.Store.Owners(ctx)
	if err != nil {
		return k, err
	}
	k.IsOwner = slices.Contains(owners, req.Person.ID)
	slackIDs, words := mentioned(req.Text)
	slackID, err := onlyOne(slackIDs)
	if err != nil {
		return k, err
	}
	if slackID != "" {
		if k.Root, err = b.mentionedPerson(ctx, slackID); err != nil {
			return k, err
		}
		k.Scope = measure.Manager
	}
	err = b.readReport(req, &k, words)
	return k, err
}

// readReport reads what the words of the command say of scope, window and day,
// in any order.
func (b *Bot) readReport(req request, k *measure.Asking, words string) error {
	var rest []string
	for _, word := range strings.Fields(strings.ToLower(practice.Plain(words))) {
		switch word {
		case "me", "team", "company":
			k.Scope = measure.Scope(word)
		case "week", "month", "quarter", "year":
			k.Kind = measure.WindowKind(word)
		case "this", "running":
			k.Running = true
		case "last", "the", "of", "for":
		default:
			rest = append(rest, word)
		}
	}
	if len(rest) == 0 {
		return nil
	}
	said := strings.Join(rest, " ")
	if on, ok := typed.ReadPast(said, req.Today); ok {
		k.AsOf, k.Today = service.AsOf(on, req.Person, b.Zone(), req.Now)
		return nil
	}
	if named := typed.Named(req.Roster, said, req.Person.ID, req.Today); len(named) == 1 {
		k.Scope, k.Root = measure.Manager, named[0]
		return nil
	}
	return practice.Problems{{Text: "I didn't get “" + said + "”. Try /coach report team month, /coach report me, or /coach report 2026-03-09."}}
}

// drawReport draws a report that somebody asked for, as of the moment they did.
func (b *Bot) drawReport(ctx context.Context, f facts, n practice.ReportAsked) (to string, msg kit.Message, drop string, err error) {
	shown, err := b.reported(ctx, n)
	if errors.Is(err, measure.ErrNotYours) {
		return "", msg, notTheirsAnyMore, nil
	}
	if err != nil {
		return "", msg, "", err
	}
	to, drop = address(f.roster, n.Viewer)
	return to, view.Inspect(shown), drop, nil
}

// notTheirsAnyMore is why somebody does not get what they asked for.
const notTheirsAnyMore = "not theirs to read any more"

// reported is a report as its viewer may read it now; [measure.ErrNotYours]
// where they may not.
func (b *Bot) reported(ctx context.Context, n practice.ReportAsked) (view.Inspection, error) {
	k, err := b.askedFor(ctx, n)
	if err != nil {
		return view.Inspection{}, err
	}
	in, err := service.InspectReport(ctx, b.Store, k)
	if err != nil {
		return view.Inspection{}, err
	}
	shown, err := b.inspection(ctx, in, 0, n.Today)
	shown.Request = n.Request
	return shown, err
}

// askedFor is what somebody asked for, with the rights that they have now.
func (b *Bot) askedFor(ctx context.Context, n practice.ReportAsked) (measure.Asking, error) {
	owners, err := b.Store.Owners(ctx)
	return measure.Asking{Viewer: n.Viewer, IsOwner: slices.Contains(owners, n.Viewer), Scope: measure.Scope(n.Scope), Root: n.Root,
		Kind: measure.WindowKind(n.Window), Running: n.Running, AsOf: n.AsOf, Today: n.Today}, err
}
