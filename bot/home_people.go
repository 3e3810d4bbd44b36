package bot

import (
	"context"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
)

// rhythmDays is how far back a leader reads a manager's rhythm: four weeks.
const rhythmDays = 28

// homePeople returns a page of the people who report to the requester. What is
// coming for the requester and when they last logged what are read for other
// parts of the Home already.
func (b *Bot) homePeople(ctx context.Context, req request, coming []practice.Occurrence, last map[practice.Contact]cadence.Date) (view.PeopleFacts, error) {
	me, r := req.Person.ID, req.Roster
	team := r.Alphabetical(r.Reports(me, req.Today))
	from := b.memory.homePage(ctx, req.slackID)
	if from >= len(team) {
		from = 0
	}
	page := team[from:min(len(team), from+view.PageOfPeople)]
	facts := view.PeopleFacts{From: from, Total: len(team)}
	if len(page) == 0 {
		return facts, nil
	}
	steps, err := b.Store.OpenStepCounts(ctx, me)
	if err != nil {
		return facts, err
	}
	topics, err := b.topicCounts(ctx, req)
	if err != nil {
		return facts, err
	}
	rhythms, err := b.homeRhythms(ctx, req, page)
	if err != nil {
		return facts, err
	}
	for _, id := range page {
		line := view.PersonLine{Person: id, Steps: steps[id], Topics: topics[id], Rhythm: rhythms[id], Leads: practice.MayReadRhythm(r, me, id, req.Today)}
		_, line.Away = r.AwayUntil(id, req.Today)
		for contact, on := range last {
			if contact.Subject == id && on > line.Last {
				line.Last, line.LastWhat = on, contact.Practice
			}
		}
		if i := slices.IndexFunc(coming, func(o practice.Occurrence) bool { return o.Subject == id && o.DueOn >= req.Today }); i >= 0 {
			line.Next, line.NextWhat = coming[i].DueOn, coming[i].Practice
			if day := coming[i].PlannedFor; day >= req.Today {
				line.Next, line.Planned = day, true
			}
		}
		facts.Page = append(facts.Page, line)
	}
	return facts, nil
}

// homeRhythms returns the rhythm of those on a page whose rhythm the requester
// may read by name.
func (b *Bot) homeRhythms(ctx context.Context, req request, page []practice.PersonID) (map[practice.PersonID]practice.Rhythm, error) {
	leaders := slices.DeleteFunc(slices.Clone(page), func(id practice.PersonID) bool {
		return !practice.MayReadRhythm(req.Roster, req.Person.ID, id, req.Today)
	})
	if len(leaders) == 0 {
		return nil, nil
	}
	return b.Store.Rhythms(ctx, leaders, cadence.Period{Start: req.Today - rhythmDays + 1, End: req.Today}, req.Today)
}

// peopleButton turns the page of people on Home. Home is drawn again after each
// request.
func (b *Bot) peopleButton(ctx context.Context, req request) (any, error) {
	from, err := strconv.Atoi(req.Value)
	if err != nil || from < 0 || from >= len(req.Roster.Reports(req.Person.ID, req.Today)) {
		return nil, practice.Problems{{Text: "That page is gone. Open your Home again to see your people."}}
	}
	b.memory.turnHome(ctx, req.slackID, from)
	return nil, nil
}

// personButton opens the page of one of the requester's people.
func (b *Bot) personButton(ctx context.Context, req request) (any, error) {
	id, err := strconv.ParseInt(req.Value, 10, 64)
	if person := practice.PersonID(id); err == nil && practice.MayOpen(req.Roster, req.Person.ID, person, req.Today) {
		facts, err := b.personFacts(ctx, req, person)
		if err != nil {
			return nil, err
		}
		return nil, b.open(ctx, req, view.PersonPage(facts))
	}
	return nil, practice.Problems{{Text: "This person doesn't report to you. Open your Home again to see who does."}}
}

// personAgain draws the page of a person again after something was done on it.
func (b *Bot) personAgain(ctx context.Context, req request) (any, error) {
	person := view.ParsePerson(req.View)
	if !practice.MayOpen(req.Roster, req.Person.ID, person, req.Today) {
		return nil, nil
	}
	facts, err := b.personFacts(ctx, req, person)
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, view.PersonPage(facts))
}

func (b *Bot) personFacts(ctx context.Context, req request, person practice.PersonID) (facts view.PersonFacts, err error) {
	facts = view.PersonFacts{Due: req.dueFacts(nil), Person: person, Now: req.Now}
	_, facts.Away = req.Roster.AwayUntil(person, req.Today)
	pair := practice.Pair{Manager: req.Person.ID, Report: person}
	if facts.Coming, err = b.Store.ComingWith(ctx, pair, req.Today); err != nil {
		return facts, err
	}
	err = b.shared(ctx, req, pair, &facts)
	return facts, err
}

// knownButton opens What coach knows about me, or turns its page.
func (b *Bot) knownButton(ctx context.Context, req request) (any, error) {
	facts, err := b.knownFacts(ctx, req)
	if err != nil {
		return nil, err
	}
	facts.Page, _ = strconv.Atoi(req.Value) // from Home it says nothing: the first
	page := view.WhatCoachKnows(facts)
	if req.View.Type == slack.VTModal { // the other page takes its place
		return b.update(ctx, req, page)
	}
	return nil, b.open(ctx, req, page)
}

func (b *Bot) knownFacts(ctx context.Context, req request) (facts view.KnownFacts, err error) {
	facts = view.KnownFacts{MayFile: b.mayFile.Load(), Me: req.Person.ID, Who: req.Roster.Person, Leads: len(req.Roster.Reports(req.Person.ID, req.Today)) > 0, Playbook: req.Playbook, Today: req.Today}
	if facts.Holdings, err = b.Store.Holdings(ctx, req.Person.ID, req.Today); err != nil {
		return facts, err
	}
	if facts.Kept, err = b.Store.Keeping(ctx); err != nil {
		return facts, err
	}
	if facts.Latest, err = b.Store.LatestAsks(ctx, req.Person.ID, view.KnownListed); err != nil {
		return facts, err
	}
	if facts.Named, err = b.Store.LatestHelps(ctx, req.Person.ID, view.KnownListed); err != nil {
		return facts, err
	}
	manager := req.Roster.ManagerOf(req.Person.ID, req.Today)
	facts.Manager, facts.Leader = req.Roster.Person(manager), req.Roster.Person(req.Roster.ManagerOf(manager, req.Today))
	if manager != 0 {
		facts.Asked = practice.AskedAbout(req.Roster, req.Playbook, practice.Pair{Manager: manager, Report: req.Person.ID}, req.Today)
	}
	for _, p := range req.mayLog() {
		facts.OwnForms = append(facts.OwnForms, p.Form)
	}
	return facts, nil
}
