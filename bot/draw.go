package bot

import (
	"context"
	"fmt"
	"slices"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// A facts is the data that every drawing needs.
type facts struct {
	playbook *practice.Playbook
	version  int // of the playbook
	roster   *practice.Roster
	settings practice.Settings
}

func (b *Bot) facts(ctx context.Context) (f facts, err error) {
	if f.playbook, f.version, err = b.Store.Playbook(ctx); err != nil {
		return f, err
	}
	if f.settings, _, err = b.Store.Settings(ctx); err != nil {
		return f, err
	}
	f.roster, err = b.Store.Roster(ctx)
	return f, err
}

// draw turns a notice into a message and an address, from the current state of
// the database. Drop is the reason for sending nothing, if there is nothing to
// send; a notice that was sent before is drawn all the same.
func (b *Bot) draw(ctx context.Context, d store.Delivery) (to string, msg kit.Message, drop string, err error) {
	f, err := b.facts(ctx)
	if err != nil {
		return "", msg, "", err
	}
	switch n := d.Notice.(type) {
	case practice.Bundle:
		return b.drawBundle(ctx, f, n, d)
	case practice.Digest:
		return b.drawDigest(ctx, f, n, d)
	case practice.ReportAsked:
		return b.drawReport(ctx, f, n)
	case practice.FileAsked:
		return b.drawFile(ctx, f, n)
	case practice.FileRefused:
		to, drop := address(f.roster, n.Person)
		return to, view.FileRefused(n), drop, nil
	case practice.Shoutout:
		return b.drawShoutout(ctx, f, n)
	case practice.Thanks:
		return b.drawThanks(ctx, f, n)
	case practice.ThanksAsk:
		return b.drawThanksAsk(ctx, f, n)
	case practice.Unshared:
		return b.drawUnshared(ctx, f, n)
	case practice.AgendaPost:
		return b.drawAgenda(ctx, f, n)
	case practice.AgendaUnposted:
		return b.drawAgendaUnposted(ctx, f, n)
	case practice.GoodNews:
		return b.drawGoodNews(ctx, f, n, d.Task == store.Redraw)
	case practice.NotRemembered:
		return b.drawNotRemembered(ctx, f, n, d.Task == store.Redraw)
	case practice.Excusal:
		return b.drawExcusal(ctx, f, n, d.Task == store.Redraw)
	case practice.Reassigned:
		return b.drawReassigned(ctx, f, n)
	case practice.LeaveNoted:
		return b.drawLeaveNoted(ctx, f, n)
	case practice.ClaimAsk:
		return b.drawClaimAsk(ctx, f, n)
	case practice.ClaimAnswer:
		return b.drawClaimAnswer(ctx, f, n)
	case practice.Suggested:
		return b.drawSuggested(ctx, f, n)
	case practice.OwnerChanged:
		return b.drawOwnerChanged(f, n)
	case practice.PersonErased:
		return b.drawPersonErased(f, n)
	case practice.FocusEnd:
		return b.drawFocusEnd(ctx, f, n)
	case practice.TimePlanned:
		return b.drawTimePlanned(ctx, f, n)
	case practice.TimeAnswered:
		return b.drawTimeAnswered(ctx, f, n)
	case practice.StandInNamed:
		return b.drawStandInNamed(ctx, f, n)
	case practice.StandInEnded:
		return b.drawStandInEnded(ctx, f, n)
	case practice.VisitAsk:
		return b.drawVisitAsk(ctx, f, n)
	case practice.VisitAnswered:
		return b.drawVisitAnswered(ctx, f, n)
	case practice.VisitOff:
		return b.drawVisitOff(ctx, f, n)
	case practice.SessionGiven:
		return b.drawSessionGiven(ctx, f, n)
	case practice.SessionDeclined:
		return b.drawSessionDeclined(ctx, f, n)
	case practice.SessionOff:
		return b.drawSessionOff(ctx, f, n)
	case practice.ObstacleNews:
		return b.drawObstacleNews(ctx, f, n)
	case practice.OwnerNews:
		return b.drawOwnerNews(ctx, f, n)
	case practice.PlanAsk:
		return b.drawPlanAsk(ctx, f, n)
	case practice.PlanWritten:
		return b.drawPlanWritten(ctx, f, n)
	}
	return "", msg, "", fmt.Errorf("draw: no drawing for %T", d.Notice)
}

// address returns the Slack ID to which a person's messages go, or the reason
// for sending none.
func address(r *practice.Roster, id practice.PersonID) (to, drop string) {
	p := r.Person(id)
	switch {
	case p.SlackID == "", p.Account == practice.Unfound: // a Slack ID that only a file gives may be anybody's
		return "", "not found in the workspace"
	case p.Account == practice.Gone:
		return p.SlackID, "left the workspace"
	case p.Account == practice.Outside:
		return "", "of another company, or an app"
	}
	return p.SlackID, ""
}

// entry returns an entry, and its practice as its form was.
func (b *Bot) entry(ctx context.Context, id practice.EntryID) (practice.Entry, *practice.Practice, error) {
	e, err := b.Store.Entry(ctx, id)
	if err != nil {
		return e, nil, err
	}
	p, err := b.formOf(ctx, e)
	return e, p, err
}

// formOf returns an entry's practice in the playbook version that it was
// written with, whose readers its author was promised.
func (b *Bot) formOf(ctx context.Context, e practice.Entry) (*practice.Practice, error) {
	pb, err := b.Store.WrittenWith(ctx, e)
	if err != nil {
		return nil, err
	}
	p, ok := pb.Practice(e.Practice, e.LoggedOn)
	if !ok {
		return nil, fmt.Errorf("entry %d: no practice %s in the playbook", e.ID, e.Practice)
	}
	return p, nil
}

func (b *Bot) drawBundle(ctx context.Context, f facts, n practice.Bundle, d store.Delivery) (to string, msg kit.Message, drop string, err error) {
	if n.With != nil {
		msg, err = b.drawTogether(ctx, f, n, d)
		return "", msg, "", err
	}
	m, err := b.bundleFacts(ctx, f, n, d.Task == store.Redraw)
	if err != nil {
		return "", msg, "", err
	}
	h, err := b.Store.Habits(ctx, n.Person)
	if err != nil {
		return "", msg, "", err
	}
	to, drop = address(f.roster, n.Person)
	day, morning := h.MayCome(f.roster, n.Person, b.Now(), b.Zone())
	switch {
	case drop != "":
	case !m.HasContent():
		drop = "nothing left to say"
	case day != n.On || !morning:
		drop = "its morning is over"
	}
	return to, view.Morning(m), drop, nil
}

// bundleFacts gathers the data of a morning message as of now; read is whether
// its person may have read it.
func (b *Bot) bundleFacts(ctx context.Context, f facts, n practice.Bundle, read bool) (m view.MorningFacts, err error) {
	if m, err = b.morning(ctx, f, n, f.roster.Person(n.Person).Today(b.Now(), b.Zone())); err != nil {
		return m, err
	}
	m.Announced, err = b.announcement(ctx, f, n, read)
	return m, err
}

// morning gathers the data of a morning message on a day.
func (b *Bot) morning(ctx context.Context, f facts, n practice.Bundle, today cadence.Date) (m view.MorningFacts, err error) {
	shown, err := service.ReadMorning(ctx, b.Store, n, today)
	return b.morningFacts(f, n, today, shown), err
}

func (b *Bot) morningFacts(f facts, n practice.Bundle, today cadence.Date, shown service.Morning) view.MorningFacts {
	m := view.MorningFacts{Person: f.roster.Person(n.Person), On: n.On, Today: today,
		Why:      func(o practice.Occurrence) practice.Because { return practice.Why(o, f.playbook, f.roster, today) },
		Playbook: f.playbook, Who: f.roster.Person, Roster: f.roster, Calendar: f.roster.Calendar(n.Person),
		Reminders: shown.Touches, News: shown.News, More: shown.More,
		Requests: shown.Requests, Plans: shown.Plans, Steps: shown.Steps, ToTake: shown.ToTake, Owned: shown.Owned, Topics: shown.Topics, Pattern: n.Pattern, Answer: shown.Pattern, Version: f.version, Quiet: n.Quiet,
		Sessions: shown.Sessions, Visits: shown.Visits, Question: shown.Question}
	m.Slot, m.Meeting, m.Posted = shown.Slot, shown.Meeting, shown.Posted
	for _, p := range shown.Previews {
		m.Previews = append(m.Previews, previewShown(p))
	}
	if shown.Confirm != nil {
		m.Confirm = f.confirmFacts(*shown.Confirm, n.On, today)
	}
	if n.Monday {
		m.Week = &view.WeekFacts{Occurrences: shown.Week, Last: shown.Last, Talks: shown.Talks, LastWeek: shown.LastWeek}
	}
	return m
}

// drawOwnerNews draws those of a notice's concerns that still hold.
func (b *Bot) drawOwnerNews(ctx context.Context, f facts, n practice.OwnerNews) (to string, msg kit.Message, drop string, err error) {
	standing, err := service.Concerns(ctx, b.Store, b.Owners, b.Store.Today(b.Now()))
	if err != nil {
		return "", msg, "", err
	}
	hold := slices.DeleteFunc(slices.Clone(n.Concerns), func(c practice.Concern) bool { return !slices.Contains(standing, c) })
	if to, drop = address(f.roster, n.To); drop == "" && len(hold) == 0 {
		drop = "nothing left to say"
	}
	return to, view.OwnerNews(hold, f.roster), drop, nil
}
