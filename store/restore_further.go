package store

import (
	"errors"
	"fmt"

	"coach/files"
)

// storeFurther stores a line of the kinds for which those up to audit have no
// place.
func (r *restorer) storeFurther(line files.Line) error {
	switch l := line.(type) {
	case files.TeamLine:
		return r.team(l)
	case files.AgendaLine:
		return r.insert(clashRequest, `INSERT INTO team_agendas (id, request, manager_id, meeting_on, channel, words, posted_at, taken_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			l.ID, l.Request, r.who(l.Manager), day(l.Meeting), l.Channel, agendaWords.of(r.who(l.Manager), l.Words, l.ID), millis(l.PostedAt), orZero(l.TakenAt))
	case files.AgendaNews:
		return r.exec(`INSERT INTO team_agenda_news (entry_id, agenda_id) VALUES ($1, $2)`, l.Entry, l.Agenda)
	case files.SessionLine:
		return r.session(l)
	case files.VisitLine:
		return r.visit(l)
	case files.StandInLine:
		return r.insert(clashRequest, `INSERT INTO stand_ins (id, request, manager_id, person_id, from_on, to_on, named_at, ended_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			l.ID, l.Request, r.who(l.Manager), r.who(l.Person), day(l.From), day(l.To), millis(l.NamedAt), r.who(l.EndedBy))
	case files.FocusLine:
		return r.focus(l)
	case files.TimeRequestLine:
		return r.timeRequest(l)
	case files.PlanLine:
		return r.plan(l)
	case files.OpenQuestions:
		return r.exec(`INSERT INTO open_questions (person_id, practice) VALUES ($1, $2)`, r.who(l.Person), l.Practice)
	case files.QuestionLine:
		return r.exec(`INSERT INTO questions (person_id, kind, about_id, asked_on, answer) VALUES ($1, $2, $3, $4, $5)`, r.who(l.Person), l.Question, l.About, day(l.AskedOn), l.Answer)
	case files.PatternLine:
		return r.exec(`INSERT INTO patterns (person_id, practice, quarter, subject_id, answer) VALUES ($1, $2, $3, $4, $5)`,
			r.who(l.Person), l.Practice, day(l.Quarter), r.who(l.Subject), l.Answer)
	case files.ContradictionLine:
		return r.exec(`INSERT INTO contradictions (kind, person_id) VALUES ($1, $2)`, l.Type, r.who(l.Person))
	case files.ThanksAsked:
		return r.exec(`INSERT INTO thanks_asked (person_id, entry_id) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET entry_id = excluded.entry_id`, r.who(l.Person), l.Entry)
	case files.TurnLine:
		return r.exec(`INSERT INTO outbox_turns (author_id, served) VALUES ($1, $2)`, r.who(l.Author), l.Served)
	case files.SentFileLine:
		return r.insert(clashRequest, `INSERT INTO sent_files (id, request, person_id, slack_id, made_at, done_at, deleted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			l.ID, l.Request, r.who(l.Person), l.Slack, millis(l.MadeAt), orZero(l.DoneAt), orZero(l.DeletedAt))
	}
	return fmt.Errorf("nothing stores a line of the kind %s", line.Kind())
}

func (r *restorer) team(l files.TeamLine) error {
	slot := -1
	if l.Weekday != nil {
		slot = int(*l.Weekday)
	}
	return r.exec(`INSERT INTO teams (manager_id, channel, friday, slot_day, slot_at, slot_where) VALUES ($1, $2, $3, $4, $5, $6)`,
		r.who(l.Manager), l.Channel, flag(l.Friday), slot, l.At, slotWhere.of(r.who(l.Manager), l.Where, r.who(l.Manager)))
}

func (r *restorer) session(l files.SessionLine) error {
	return r.exec(`INSERT INTO sessions (id, entry_id, kind, manager_id, deliverer_id, topic, on_day, until_day, starts_at, accepted_at, declined_at, done_at, won_in, dropped_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		l.ID, l.Entry, l.Type, r.who(l.Manager), r.who(l.Deliverer), sessionTopic.of(r.who(l.Manager), l.Topic, l.ID), day(l.On), day(l.Until), l.At,
		orZero(l.AcceptedAt), orZero(l.DeclinedAt), orZero(l.DoneAt), l.WonIn, orZero(l.DroppedAt))
}

func (r *restorer) visit(l files.VisitLine) error {
	err := r.insert(clashRequest, `INSERT INTO visits (id, request, occurrence_id, leader_id, manager_id, on_day, session_id, practice, rep_id, asked_at, agreed_at, declined_at, instead_on, ended_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		l.ID, l.Request, l.Occurrence, r.who(l.Leader), r.who(l.Manager), day(l.On), l.Session, l.Practice, r.who(l.Rep),
		millis(l.AskedAt), orZero(l.AgreedAt), orZero(l.DeclinedAt), day(l.InsteadOn), orZero(l.EndedAt))
	for _, id := range l.Replaces {
		err = errors.Join(err, r.exec(`UPDATE visits SET next_id = $2 WHERE id = $1`, id, l.ID))
	}
	return err
}

func (r *restorer) focus(l files.FocusLine) error {
	err := r.insert(clashFocus, `INSERT INTO focuses (id, manager_id, report_id, skill, opened_by, opened_in, opened_at, closed_at, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		l.ID, r.who(l.Manager), r.who(l.Report), focusSkill.of(r.who(l.Report), l.Skill, l.ID), r.who(l.OpenedBy), l.OpenedIn, millis(l.OpenedAt), orZero(l.ClosedAt), l.Outcome)
	for _, m := range l.Marks {
		err = errors.Join(err, r.exec(`INSERT INTO focus_marks (focus_id, entry_id, mark) VALUES ($1, $2, $3)`, l.ID, m.Entry, m.Mark))
	}
	return err
}

func (r *restorer) timeRequest(l files.TimeRequestLine) error {
	return r.insert(clashRequest, `INSERT INTO time_requests (id, request, report_id, manager_id, kind, words, asked_at, asked_on, lapses_on, planned_on, closed_at, outcome, entry_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		l.ID, l.Request, r.who(l.Report), r.who(l.Manager), l.Type, requestWords.of(r.who(l.Report), l.Words, l.ID), millis(l.AskedAt), day(l.AskedOn), day(l.LapsesOn), day(l.PlannedOn),
		orZero(l.ClosedAt), l.Outcome, l.Entry)
}

// plan stores a plan in place of what followed from the entry and its steps.
func (r *restorer) plan(l files.PlanLine) error {
	return r.exec(`INSERT INTO plans (entry_id, writer_id, reader_id, asked_at, written_at, agreed_at, talk_at, dropped_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (entry_id) DO UPDATE SET writer_id = excluded.writer_id, reader_id = excluded.reader_id, asked_at = excluded.asked_at,
			written_at = excluded.written_at, agreed_at = excluded.agreed_at, talk_at = excluded.talk_at, dropped_at = excluded.dropped_at`,
		l.Entry, r.who(l.Writer), r.who(l.Reader), millis(l.AskedAt), orZero(l.WrittenAt), orZero(l.AgreedAt), orZero(l.TalkAt), orZero(l.DroppedAt))
}
