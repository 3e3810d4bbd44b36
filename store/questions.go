package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// The latest asking of a question comes last.
const (
	askingsSQL = `SELECT kind, about_id, asked_on, answer FROM questions WHERE person_id = $1 ORDER BY asked_on`
	answerSQL  = `UPDATE questions SET answer = $4 WHERE person_id = $1 AND kind = $2 AND about_id = $3
		AND asked_on = (SELECT max(asked_on) FROM questions WHERE person_id = $1 AND kind = $2 AND about_id = $3 AND asked_on >= $5) RETURNING asked_on`
	hasAnswerSQL = `SELECT EXISTS (SELECT 1 FROM questions WHERE person_id = $1 AND kind = $2 AND about_id = $3 AND asked_on >= $4 AND answer <> '')`
	askSQL       = `INSERT INTO questions (person_id, kind, about_id, asked_on, answer) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`
	notAskSQL    = `DELETE FROM questions WHERE person_id = $1 AND kind = $2 AND about_id = $3 AND asked_on = $4 AND answer = ''`
)

// Askings returns the latest asking of each question that a person was asked,
// by [practice.Question.Topic].
func (s *Store) Askings(ctx context.Context, who practice.PersonID) (map[practice.Question]practice.Asking, error) {
	rows, err := s.read.QueryContext(ctx, askingsSQL, who)
	if err != nil {
		return nil, fmt.Errorf("questions: %w", readable(err))
	}
	all, err := collect(rows, func(rows *sql.Rows, a *practice.Asking) error {
		return rows.Scan(&a.Kind, &a.ID, (*day)(&a.On), &a.Answer)
	})
	latest := map[practice.Question]practice.Asking{}
	for _, a := range all {
		latest[a.Topic()] = a
	}
	return latest, err
}

// Asking returns what came of a question in a person's message of a day.
func (s *Store) Asking(ctx context.Context, who practice.PersonID, q practice.Question, on cadence.Date) (practice.Asking, error) {
	a := practice.Asking{Question: q, On: on}
	err := s.read.QueryRowContext(ctx, `SELECT answer FROM questions WHERE person_id = $1 AND kind = $2 AND about_id = $3 AND asked_on = $4`,
		who, q.Kind, q.ID, day(on)).Scan(&a.Answer)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return a, fmt.Errorf("question: %w", readable(err))
	}
	return a, nil
}

// ChangedOn returns the day on which an entry was logged, or last edited.
func (s *Store) ChangedOn(ctx context.Context, e practice.Entry) (cadence.Date, error) {
	var edited cadence.Date
	err := s.read.QueryRowContext(ctx, `SELECT coalesce(max(edited_on), '') FROM entry_edits WHERE entry_id = $1`, e.ID).Scan((*day)(&edited))
	if err != nil {
		return 0, fmt.Errorf("last edit: %w", readable(err))
	}
	return max(e.LoggedOn, edited), nil
}

// AnswerQuestion records what a person says to a question on a day, and has the
// message drawn again that asked it last, since it began to wait. One that no
// message has asked since then was answered on Home. What has an answer since
// then is ErrNotFound.
func (s *Store) AnswerQuestion(ctx context.Context, who practice.PersonID, q practice.Question, answer practice.QuestionAnswer, today cadence.Date) error {
	if err := s.tx(ctx, func(tx *engine.Tx) error { return answerQuestion(ctx, tx, who, q, answer, today) }); err != nil {
		return fmt.Errorf("answer a question: %w", err)
	}
	return nil
}

func answerQuestion(ctx context.Context, tx *engine.Tx, who practice.PersonID, q practice.Question, answer practice.QuestionAnswer, today cadence.Date) error {
	var answered bool
	if err := tx.QueryRowContext(ctx, hasAnswerSQL, who, q.Kind, q.ID, day(q.Since)).Scan(&answered); err != nil {
		return err
	}
	if answered {
		return ErrNotFound
	}
	var asked cadence.Date
	err := tx.QueryRowContext(ctx, answerSQL, who, q.Kind, q.ID, answer, day(q.Since)).Scan((*day)(&asked))
	if errors.Is(err, sql.ErrNoRows) {
		_, err := tx.ExecContext(ctx, askSQL, who, q.Kind, q.ID, day(today), answer)
		return err
	}
	if err != nil {
		return err
	}
	return redraw(ctx, tx, practice.Bundle{Person: who, On: asked})
}

// NameCustomers records that a person answers the question whom a new manager
// should meet, and puts the customers on that pair's list, all of them or none. A
// request that arrives twice names them once; a question that has an answer
// already is ErrNotFound.
func (s *Store) NameCustomers(ctx context.Context, q practice.Question, customers []practice.Topic, today cadence.Date) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		by := customers[0].By
		if named, err := isTopic(ctx, tx, customers[0]); err != nil || named {
			return err
		}
		err := answerQuestion(ctx, tx, by, q, practice.AnswerNamed, today)
		for _, t := range customers {
			if err == nil {
				_, err = addTopic(ctx, tx, t)
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("name customers: %w", err)
	}
	return nil
}

// showPlan marks a manager's latest message to be redrawn when their team plan
// changes: it may ask whether the plan is still right.
func showPlan(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	if e.Practice != practice.TeamPlanKey {
		return nil
	}
	return staleMorning(ctx, tx, e.Author)
}

// askedOwn records the questions of coach's own that messages ask.
func askedOwn(ctx context.Context, tx *engine.Tx, notices []practice.Notice) error {
	for _, n := range notices {
		if b, ok := n.(practice.Bundle); ok && b.Question != nil {
			if _, err := tx.ExecContext(ctx, askSQL, b.Person, b.Question.Kind, b.Question.ID, day(b.On), practice.QuestionAnswer("")); err != nil {
				return err
			}
		}
	}
	return nil
}

// notAskedOwn takes back the question in a message that was never sent.
func notAskedOwn(ctx context.Context, tx *engine.Tx, n practice.Notice) error {
	b, ok := n.(practice.Bundle)
	if !ok || b.Question == nil {
		return nil
	}
	_, err := tx.ExecContext(ctx, notAskSQL, b.Person, b.Question.Kind, b.Question.ID, day(b.On))
	return err
}
