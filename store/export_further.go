package store

import (
	"database/sql"
	"time"

	"coach/files"
	"coach/practice"
)

const (
	furtherTeamsSQL    = `SELECT manager_id, channel, friday, slot_day, slot_at, slot_where FROM teams ORDER BY manager_id`
	furtherAgendasSQL  = `SELECT id, request, manager_id, meeting_on, channel, words, posted_at, taken_at FROM team_agendas WHERE id > $1 ORDER BY id LIMIT $2`
	furtherNewsSQL     = `SELECT entry_id, agenda_id FROM team_agenda_news ORDER BY entry_id, agenda_id`
	furtherSessionsSQL = `SELECT id, entry_id, kind, manager_id, deliverer_id, topic, on_day, until_day, starts_at, accepted_at, declined_at, done_at, won_in, dropped_at
		FROM sessions WHERE id > $1 ORDER BY id LIMIT $2`
	furtherVisitsSQL = `SELECT id, request, occurrence_id, leader_id, manager_id, on_day, session_id, practice, rep_id, asked_at, agreed_at, declined_at, instead_on, ended_at
		FROM visits WHERE id > $1 ORDER BY id LIMIT $2`
	furtherReplacesSQL = `SELECT next_id, id FROM visits WHERE next_id > $1 AND next_id <= $2 ORDER BY next_id, id`
	furtherStandInsSQL = `SELECT id, request, manager_id, person_id, from_on, to_on, named_at, ended_by FROM stand_ins WHERE id > $1 ORDER BY id LIMIT $2`
	furtherFocusesSQL  = `SELECT id, manager_id, report_id, skill, opened_by, opened_in, opened_at, closed_at, outcome FROM focuses WHERE id > $1 ORDER BY id LIMIT $2`
	furtherMarksSQL    = `SELECT focus_id, entry_id, mark FROM focus_marks WHERE focus_id > $1 AND focus_id <= $2 ORDER BY focus_id, entry_id`
	furtherRequestsSQL = `SELECT id, request, report_id, manager_id, kind, words, asked_at, asked_on, lapses_on, planned_on, closed_at, outcome, entry_id
		FROM time_requests WHERE id > $1 ORDER BY id LIMIT $2`
	furtherQuestionsSQL      = `SELECT person_id, kind, about_id, asked_on, answer FROM questions ORDER BY person_id, kind, about_id, asked_on`
	furtherOpenSQL           = `SELECT person_id, practice FROM open_questions ORDER BY person_id, practice`
	furtherPatternsSQL       = `SELECT person_id, practice, quarter, subject_id, answer FROM patterns ORDER BY person_id, practice, quarter`
	furtherContradictionsSQL = `SELECT kind, person_id FROM contradictions ORDER BY person_id, kind`
	furtherThanksSQL         = `SELECT person_id, entry_id FROM thanks_asked t WHERE NOT EXISTS (SELECT 1 FROM (` + firstThanksSQL + `) f WHERE f.person_id = t.person_id AND f.entry_id = t.entry_id) ORDER BY person_id`
	furtherTurnsSQL          = `SELECT author_id, served FROM outbox_turns WHERE EXISTS (SELECT 1 FROM outbox WHERE state = 'queued') ORDER BY author_id`
	furtherFilesSQL          = `SELECT id, request, person_id, slack_id, made_at, done_at, deleted_at FROM sent_files WHERE id > $1 ORDER BY id LIMIT $2`
)

// further writes the kinds for which the ones above have no place.
func (e *exporter) further() error {
	for _, step := range []func() error{e.teams, e.agendas, e.agendaNews, e.sessions, e.visits, e.standIns, e.focuses, e.timeRequests, e.plans, e.openQuestions,
		e.questions, e.patterns, e.contradictions, e.thanksAsked, e.turns, e.sentFiles} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (e *exporter) teams() error {
	return each(e, furtherTeamsSQL, func(rows *sql.Rows, t *files.TeamLine) error {
		var manager practice.PersonID
		var slot int
		err := rows.Scan(&manager, &t.Channel, &t.Friday, &slot, &t.At, slotWhere.export(e.q, &t.Where, &manager))
		t.Manager = e.ref(manager)
		if d := time.Weekday(slot); slot >= 0 {
			t.Weekday = &d
		}
		return err
	})
}

func (e *exporter) agendas() error {
	return numbered(e, furtherAgendasSQL, func(rows *sql.Rows, a *files.AgendaLine) error {
		var manager practice.PersonID
		err := rows.Scan(&a.ID, &a.Request, &manager, (*day)(&a.Meeting), &a.Channel, agendaWords.export(e.q, &a.Words, &a.ID), (*when)(&a.PostedAt), (*when)(&a.TakenAt))
		a.Manager = e.ref(manager)
		return err
	}, func(a files.AgendaLine) int64 { return a.ID })
}

func (e *exporter) agendaNews() error {
	return each(e, furtherNewsSQL, func(rows *sql.Rows, n *files.AgendaNews) error { return rows.Scan(&n.Entry, &n.Agenda) })
}

func (e *exporter) sessions() error {
	return numbered(e, furtherSessionsSQL, func(rows *sql.Rows, s *files.SessionLine) error {
		var manager, deliverer practice.PersonID
		err := rows.Scan(&s.ID, &s.Entry, &s.Type, &manager, &deliverer, sessionTopic.export(e.q, &s.Topic, &s.ID), (*day)(&s.On), (*day)(&s.Until), &s.At,
			(*when)(&s.AcceptedAt), (*when)(&s.DeclinedAt), (*when)(&s.DoneAt), &s.WonIn, (*when)(&s.DroppedAt))
		s.Manager, s.Deliverer = e.ref(manager), e.ref(deliverer)
		return err
	}, func(s files.SessionLine) int64 { return s.ID })
}

// visits writes the planned visits. A visit that was planned anew is named by
// the one that replaces it, since a line names lines above it.
func (e *exporter) visits() error {
	scan := func(rows *sql.Rows, v *files.VisitLine) error {
		var leader, manager, rep practice.PersonID
		err := rows.Scan(&v.ID, &v.Request, &v.Occurrence, &leader, &manager, (*day)(&v.On), &v.Session, &v.Practice, &rep,
			(*when)(&v.AskedAt), (*when)(&v.AgreedAt), (*when)(&v.DeclinedAt), (*day)(&v.InsteadOn), (*when)(&v.EndedAt))
		v.Leader, v.Manager, v.Rep = e.ref(leader), e.ref(manager), e.ref(rep)
		return err
	}
	return inPages(e, furtherVisitsSQL, scan, func(v files.VisitLine) int64 { return v.ID }, func(visits []files.VisitLine, after, last int64) error {
		replaces, err := children(e, furtherReplacesSQL, after, last, func(rows *sql.Rows, of, id *int64) error { return rows.Scan(of, id) })
		if err != nil {
			return err
		}
		for i := range visits {
			visits[i].Replaces = replaces[visits[i].ID]
		}
		return writeAll(e, visits)
	})
}

func (e *exporter) standIns() error {
	return numbered(e, furtherStandInsSQL, func(rows *sql.Rows, s *files.StandInLine) error {
		var manager, who, by practice.PersonID
		err := rows.Scan(&s.ID, &s.Request, &manager, &who, (*day)(&s.From), (*day)(&s.To), (*when)(&s.NamedAt), &by)
		s.Manager, s.Person, s.EndedBy = e.ref(manager), e.ref(who), e.ref(by)
		return err
	}, func(s files.StandInLine) int64 { return s.ID })
}

func (e *exporter) focuses() error {
	scan := func(rows *sql.Rows, f *files.FocusLine) error {
		var manager, report, by practice.PersonID
		err := rows.Scan(&f.ID, &manager, &report, focusSkill.export(e.q, &f.Skill, &f.ID), &by, &f.OpenedIn, (*when)(&f.OpenedAt), (*when)(&f.ClosedAt), &f.Outcome)
		f.Manager, f.Report, f.OpenedBy = e.ref(manager), e.ref(report), e.ref(by)
		return err
	}
	return inPages(e, furtherFocusesSQL, scan, func(f files.FocusLine) int64 { return f.ID }, func(focuses []files.FocusLine, after, last int64) error {
		marks, err := children(e, furtherMarksSQL, after, last, func(rows *sql.Rows, of *int64, m *files.FocusMark) error { return rows.Scan(of, &m.Entry, &m.Mark) })
		if err != nil {
			return err
		}
		for i := range focuses {
			focuses[i].Marks = marks[focuses[i].ID]
		}
		return writeAll(e, focuses)
	})
}

func (e *exporter) timeRequests() error {
	return numbered(e, furtherRequestsSQL, func(rows *sql.Rows, t *files.TimeRequestLine) error {
		var report, manager practice.PersonID
		err := rows.Scan(&t.ID, &t.Request, &report, &manager, &t.Type, requestWords.export(e.q, &t.Words, &t.ID), (*when)(&t.AskedAt), (*day)(&t.AskedOn), (*day)(&t.LapsesOn), (*day)(&t.PlannedOn),
			(*when)(&t.ClosedAt), &t.Outcome, &t.Entry)
		t.Report, t.Manager = e.ref(report), e.ref(manager)
		return err
	}, func(t files.TimeRequestLine) int64 { return t.ID })
}

func (e *exporter) openQuestions() error {
	return each(e, furtherOpenSQL, func(rows *sql.Rows, q *files.OpenQuestions) error {
		var who practice.PersonID
		err := rows.Scan(&who, &q.Practice)
		q.Person = e.ref(who)
		return err
	})
}

func (e *exporter) questions() error {
	return each(e, furtherQuestionsSQL, func(rows *sql.Rows, q *files.QuestionLine) error {
		var who practice.PersonID
		err := rows.Scan(&who, &q.Question, &q.About, (*day)(&q.AskedOn), &q.Answer)
		q.Person = e.ref(who)
		return err
	})
}

func (e *exporter) patterns() error {
	return each(e, furtherPatternsSQL, func(rows *sql.Rows, p *files.PatternLine) error {
		var who, subject practice.PersonID
		err := rows.Scan(&who, &p.Practice, (*day)(&p.Quarter), &subject, &p.Answer)
		p.Person, p.Subject = e.ref(who), e.ref(subject)
		return err
	})
}

func (e *exporter) contradictions() error {
	return each(e, furtherContradictionsSQL, func(rows *sql.Rows, c *files.ContradictionLine) error {
		var who practice.PersonID
		err := rows.Scan(&c.Type, &who)
		c.Person = e.ref(who)
		return err
	})
}

func (e *exporter) thanksAsked() error {
	return each(e, furtherThanksSQL, func(rows *sql.Rows, t *files.ThanksAsked) error {
		var who practice.PersonID
		err := rows.Scan(&who, &t.Entry)
		t.Person = e.ref(who)
		return err
	})
}

// turns writes whose notices were delivered last. It matters only while notices
// wait for their turn.
func (e *exporter) turns() error {
	return each(e, furtherTurnsSQL, func(rows *sql.Rows, t *files.TurnLine) error {
		var author practice.PersonID
		err := rows.Scan(&author, &t.Served)
		t.Author = e.ref(author)
		return err
	})
}

func (e *exporter) sentFiles() error {
	return numbered(e, furtherFilesSQL, func(rows *sql.Rows, f *files.SentFileLine) error {
		var who practice.PersonID
		err := rows.Scan(&f.ID, &f.Request, &who, &f.Slack, (*when)(&f.MadeAt), (*when)(&f.DoneAt), (*when)(&f.DeletedAt))
		f.Person = e.ref(who)
		return err
	}, func(f files.SentFileLine) int64 { return f.ID })
}
