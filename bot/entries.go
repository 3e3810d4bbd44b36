package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/typed"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// latelyMost is the number of entries on a Home.
const latelyMost = 5

// readable returns the part of an entry that the requester may read. It reports
// false for an entry of which they may read nothing: they do not learn that it
// exists. Its author, and the people it is about, know of it in any case.
func (req request) readable(e practice.Entry, p *practice.Practice) (view.ReadableEntry, bool) {
	fields := practice.Readable(req.Roster, req.Person.ID, e, p, req.Today)
	if !practice.MayReadLink(req.Roster, req.Person.ID, e, p, req.Today) {
		e.Link = ""
	}
	knows := len(fields) > 0 || e.Author == req.Person.ID || slices.Contains(e.About(p), req.Person.ID)
	return view.ReadableEntry{Entry: req.Roster.AsReadBy(req.Person.ID, e), Practice: p, Fields: fields}, knows && !e.Withdrawn
}

// readables returns the readable ones of some entries, at most the given
// number. One whose form cannot be read any more is left out, and does not keep
// the others from being read.
func (b *Bot) readables(ctx context.Context, req request, es []practice.Entry, most int) ([]view.ReadableEntry, error) {
	var all []view.ReadableEntry
	for _, e := range es {
		p, err := b.formOf(ctx, e)
		if ctx.Err() != nil {
			return nil, err
		}
		if err != nil {
			b.Log.Warn().Err(err).Int64("entry", int64(e.ID)).Msg("an entry cannot be read")
			continue
		}
		if r, knows := req.readable(e, p); knows && len(all) < most {
			all = append(all, r)
		}
	}
	return all, nil
}

// lately draws what was said lately, for the requester's Home.
func (b *Bot) lately(ctx context.Context, req request) ([]slack.Block, error) {
	es, err := b.Store.Lately(ctx, req.Person.ID, 4*latelyMost) // some may only name the person
	if err != nil {
		return nil, err
	}
	f := view.LatelyFacts{Person: req.Person.ID, Playbook: req.Playbook, Now: req.Now, Today: req.Today, Who: req.Roster.Person}
	if f.Entries, err = b.readables(ctx, req, es, latelyMost); err != nil {
		return nil, err
	}
	ofTeams, err := b.ofTeams(ctx, req)
	if err != nil {
		return nil, err
	}
	for _, e := range ofTeams {
		isThis := func(own view.ReadableEntry) bool { return own.ID == e.ID }
		if !slices.ContainsFunc(f.Entries, isThis) {
			f.Entries = append(f.Entries, e)
		}
	}
	slices.SortStableFunc(f.Entries, func(a, b view.ReadableEntry) int {
		return cmp.Or(cmp.Compare(b.HappenedOn, a.HappenedOn), cmp.Compare(b.ID, a.ID))
	})
	if f.Waived, err = b.waived(ctx, req); err != nil {
		return nil, err
	}
	return view.LatelyBlocks(f), nil
}

// What the requester's manager wrote for the team, or their own managers for
// theirs, is on their Home for two weeks.
const (
	ofTeamsMost = 2
	ofTeamsDays = 14
)

// ofTeams returns what was written for a team lately: by the requester's
// manager, and by those who report to them.
func (b *Bot) ofTeams(ctx context.Context, req request) ([]view.ReadableEntry, error) {
	authors := slices.DeleteFunc(slices.Clone(req.Roster.Reports(req.Person.ID, req.Today)), func(id practice.PersonID) bool {
		return len(req.Roster.Reports(id, req.Today)) == 0 // who leads nobody has no team to write for
	})
	if manager := req.Roster.ManagerOf(req.Person.ID, req.Today); manager != 0 {
		authors = append(authors, manager)
	}
	es, err := b.Store.OfTeams(ctx, authors, req.Today-ofTeamsDays, 2*ofTeamsMost) // some may not be for the team
	if err != nil {
		return nil, err
	}
	return b.readables(ctx, req, es, ofTeamsMost)
}

// historyCommand answers /coach history [@person].
func (b *Bot) historyCommand(ctx context.Context, req request) (any, error) {
	slackIDs, words := mentioned(req.Text)
	slackID, err := onlyOne(slackIDs)
	if err != nil {
		return nil, err
	}
	other, err := b.mentionedPerson(ctx, slackID)
	if err != nil {
		return nil, err
	}
	if named := typed.Named(req.Roster, words, req.Person.ID, req.Today); other == 0 && len(named) == 1 {
		other = named[0]
	}
	switch {
	case other == 0 && words != "":
		return nil, practice.Problems{{Text: "I don't know anybody called “" + words + "”. Try /coach history @name."}}
	case other == 0:
		other = req.Person.ID
	}
	form, err := b.historyView(ctx, req, view.BetweenAt{Other: other})
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, form)
}

// historyWithButton opens the history with a person.
func (b *Bot) historyWithButton(ctx context.Context, req request) (any, error) {
	at, err := view.ParseBetweenAt(req.Value)
	if err != nil {
		return nil, err
	}
	form, err := b.historyView(ctx, req, at)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, form)
}

// olderButton turns to the next page of a history.
func (b *Bot) olderButton(ctx context.Context, req request) (any, error) {
	at, err := view.ParseBetweenAt(req.Value)
	if err != nil {
		return nil, err
	}
	form, err := b.historyView(ctx, req, at)
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, form)
}

// historyView draws a page of a history. It reads on until the page is full,
// since the requester may read little of what the other person wrote.
func (b *Bot) historyView(ctx context.Context, req request, at view.BetweenAt) (slack.ModalViewRequest, error) {
	f := view.BetweenFacts{Reader: req.Person.ID, Other: at.Other, Before: at.Before, Now: req.Now, Today: req.Today, Who: req.Roster.Person}
	if req.Roster.Person(at.Other).ID == 0 {
		return slack.ModalViewRequest{}, practice.Problems{{Text: "I don't know that person. Try /coach history @name."}}
	}
	const wanted = view.BetweenPage + 1 // one more tells whether there is an older page
	for before, done := at.Before, false; !done && len(f.Entries) < wanted; {
		es, err := b.Store.HistoryWith(ctx, req.Person.ID, at.Other, 5*view.BetweenPage, before)
		if err != nil {
			return slack.ModalViewRequest{}, err
		}
		more, err := b.readables(ctx, req, es, wanted-len(f.Entries))
		if err != nil {
			return slack.ModalViewRequest{}, err
		}
		f.Entries = append(f.Entries, more...)
		if done = len(es) < 5*view.BetweenPage; !done {
			before = es[len(es)-1].ID
		}
	}
	if f.Older = len(f.Entries) == wanted; f.Older {
		f.Entries = f.Entries[:view.BetweenPage]
	}
	return view.Between(f), nil
}

// notReadable is the answer to a request for an entry of which the person may
// read nothing, or that was taken back.
var notReadable = practice.Problems{{Text: "This one was withdrawn, or isn't yours to read."}}

// readButton shows an entry in full, as far as the requester may read it.
func (b *Bot) readButton(ctx context.Context, req request) (any, error) {
	stored, p, err := b.entry(ctx, view.ParseEntryID(req.Value))
	if errors.Is(err, store.ErrNotFound) {
		return nil, notReadable
	}
	if err != nil {
		return nil, err
	}
	e, knows := req.readable(stored, p)
	if !knows {
		return nil, notReadable
	}
	asks, err := b.Store.AsksAbout(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.ReadEntry(view.EntryFacts{Reader: req.Person.ID, Entry: e, Asks: asks, Now: req.Now, Today: req.Today, Who: req.Roster.Person}))
}

func (b *Bot) drawReassigned(ctx context.Context, f facts, n practice.Reassigned) (to string, msg kit.Message, drop string, err error) {
	e, p, err := b.entry(ctx, n.Entry)
	if err != nil {
		return "", msg, "", err
	}
	to, drop = address(f.roster, n.To)
	if drop == "" && slices.Contains(e.About(p), n.To) {
		drop = "it is about them again"
	}
	today := f.roster.Person(n.To).Today(b.Now(), b.Zone())
	return to, view.Reassigned(e, p, n.On, today, f.roster.Person), drop, nil
}
