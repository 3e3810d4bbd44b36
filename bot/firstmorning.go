package bot

import (
	"context"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
	"coach/service"
)

// firstMorning returns the note on Home about the first morning message, for
// people with reports and for owners, until it has come; nil for everybody
// else.
func (b *Bot) firstMorning(ctx context.Context, req request, doors view.HomeLinks) (*view.FirstMorning, error) {
	leads := len(req.Roster.Reports(req.Person.ID, req.Today)) > 0
	switch {
	case leads:
	case !doors.Owner:
		return nil, nil
	case req.Roster.Participants(req.Today) == 0:
		return &view.FirstMorning{NoPeople: true}, nil
	}
	whose := req.Person.ID
	if !leads {
		whose = 0 // anybody's: an owner has none of their own
	}
	if had, err := b.Store.HadMorning(ctx, whose); err != nil || had {
		return nil, err
	}
	f := &view.FirstMorning{Own: leads, At: practice.DefaultMorning, Today: req.Today, On: b.nextMorning(req)}
	if !leads {
		return f, nil
	}
	first, comes, err := service.FirstMorning(ctx, b.Store, req.Roster, req.Person.ID, req.Now)
	if err != nil || !comes {
		return nil, err
	}
	at := first.At.In(req.Person.Location(b.Zone()))
	f.On, f.At, f.Carried = first.On, cadence.Clock(at.Hour()*60+at.Minute()), first.With != nil
	return f, nil
}

// nextMorning returns the next working day whose morning has not passed, by the
// calendar of people without one of their own.
func (b *Bot) nextMorning(req request) cadence.Date {
	on := b.Store.Today(req.Now)
	if !req.Now.Before(on.At(practice.DefaultMorning, b.Zone())) {
		on++
	}
	week := req.Playbook.Calendar("")
	for range 21 {
		if week.Works(on) {
			break
		}
		on++
	}
	return on
}

// showMeButton shows a preview of the first message: the person's own or, for a
// person without reports, an example with made-up people.
func (b *Bot) showMeButton(ctx context.Context, req request) (any, error) {
	if len(req.Roster.Reports(req.Person.ID, req.Today)) == 0 {
		return nil, b.open(ctx, req, b.exampleMorning(req))
	}
	first, comes, err := service.FirstMorning(ctx, b.Store, req.Roster, req.Person.ID, req.Now)
	if err != nil {
		return nil, err
	}
	if !comes {
		return nil, practice.Problems{{Text: "Nothing is due for you in the coming weeks, so you won't hear from me yet. To see what's expected of you, type /coach playbook."}}
	}
	f := facts{req.Playbook, req.Version, req.Roster, req.Settings}
	m := b.morningFacts(f, first.Bundle, first.On, first.Morning)
	if m.Announced, err = b.announcement(ctx, f, first.Bundle, false); err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.MorningToCome(m, false))
}

// exampleMorning is the first morning message with a reminder for a manager of
// three made-up people.
func (b *Bot) exampleMorning(req request) slack.ModalViewRequest {
	people := []practice.Person{{ID: 1, Name: req.Person.Name, Account: practice.Member, Morning: practice.DefaultMorning}}
	lines := []practice.Line{{Report: 1}}
	for i, name := range []string{"Alex", "Kim", "Sam"} {
		id := practice.PersonID(i + 2)
		people, lines = append(people, practice.Person{ID: id, Name: name, Account: practice.Member}), append(lines, practice.Line{Report: id, Manager: 1})
	}
	roster := practice.NewRoster(people, lines, req.Playbook)
	n, shown := practice.Bundle{Person: 1, On: b.nextMorning(req)}, service.Morning{}
	for range 28 {
		if shown = service.Foreseen(req.Playbook, roster, 1, n.On, false); len(shown.Touches) > 1 {
			break
		}
		n.On++
	}
	return view.MorningToCome(b.morningFacts(facts{req.Playbook, req.Version, roster, req.Settings}, n, n.On, shown), true)
}
