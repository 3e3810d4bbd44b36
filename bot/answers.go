package bot

import (
	"context"
	"strings"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
)

// unknown answers a command that does not exist.
func unknown(a envelope) kit.Message {
	if a.kind == "shortcut" || a.kind == "message" { // of a newer manifest
		return view.Sorry("I don't know this shortcut yet. Whoever runs coach can update me.")
	}
	return view.Sorry("I don't know “" + strings.TrimPrefix(a.route, "command ") + "”. Type /coach help to see what you can ask me.")
}

// takingPart wraps a handler so that only people who take part, today or later,
// and owners reach it. Everybody else gets one and the same answer.
func (b *Bot) takingPart(do handler) handler {
	return func(ctx context.Context, req request) (any, error) {
		if req.Roster.ParticipatesFrom(req.Person.ID, req.Today) {
			return do(ctx, req)
		}
		doors, err := b.homeLinks(ctx, req)
		if err != nil || doors.Owner {
			return do(ctx, req)
		}
		return view.NotTakingPart(doors), nil
	}
}

// welcome answers a bare /coach with the number of open practices and the next
// step.
func (b *Bot) welcome(ctx context.Context, req request) (any, error) {
	touches, err := b.reminders(ctx, req)
	if err != nil {
		return nil, err
	}
	doors, err := b.homeLinks(ctx, req)
	return view.Welcome(req.Person, touches, req.Today, doors), err
}

// due answers /coach due with everything that is open for the person.
func (b *Bot) due(ctx context.Context, req request) (any, error) {
	touches, err := b.reminders(ctx, req)
	if err != nil {
		return nil, err
	}
	return view.Due(req.dueFacts(touches)), nil
}

func (req request) dueFacts(touches []practice.Reminder) view.DueFacts {
	return view.DueFacts{
		Person: req.Person, Today: req.Today, Touches: touches, Playbook: req.Playbook, Who: req.Roster.Person,
		Outside: !req.Roster.Participates(req.Person.ID, req.Today), Left: req.left(),
	}
}

// reminders returns the person's open occurrences, one reminder for each
// practice and subject, in the order of their due dates.
func (b *Bot) reminders(ctx context.Context, req request) ([]practice.Reminder, error) {
	waiting, err := b.Store.Waiting(ctx, req.Person.ID, req.Today)
	if err != nil {
		return nil, err
	}
	last, err := b.Store.Last(ctx, req.Person.ID)
	if err != nil {
		return nil, err
	}
	return practice.Reminders(waiting, last), nil
}

// mayLog returns the practices the person may log, in the playbook's order.
func (req request) mayLog() []*practice.Practice {
	var may []*practice.Practice
	for i := range req.Playbook.Practices {
		if p := &req.Playbook.Practices[i]; practice.MayLog(req.Roster, req.Person.ID, p, req.Today) {
			may = append(may, p)
		}
	}
	return may
}
