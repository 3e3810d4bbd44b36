package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

const (
	exportOccurrencesSQL = `SELECT id, practice, performer_id, subject_id, period_start, period_end, due_code, seq, nominal_on, due_on, grace_until, closes_on, expectation, reason,
		skip_reason, skipped_at, skip_detail, skip_within, skip_for, excused_by, excused_at, excuse, excuse_detail, planned_for, news FROM occurrences WHERE id > $1 ORDER BY id LIMIT $2`
	exportEntriesSQL = `SELECT id, request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version, withdrawn_at, place, metrics, words
		FROM entries WHERE id > $1 ORDER BY id LIMIT $2`
	exportSettlesSQL = `SELECT entry_id, id, logged_on FROM occurrences WHERE entry_id > $1 AND entry_id <= $2 AND entry_id <> 0 ORDER BY entry_id, id`
	exportEditsSQL   = `SELECT entry_id, at, practice, subject_id, happened_on, metrics, words FROM entry_edits WHERE entry_id > $1 AND entry_id <= $2 ORDER BY entry_id, id`
)

func (e *exporter) occurrences() error {
	return numbered(e, exportOccurrencesSQL, e.scanOccurrence, func(o files.OccurrenceLine) int64 { return o.ID })
}

func (e *exporter) scanOccurrence(rows *sql.Rows, o *files.OccurrenceLine) error {
	var performer, subject, skipFor, excusedBy practice.PersonID
	var skip files.Skip
	var excuse files.Excuse
	err := rows.Scan(&o.ID, &o.Practice, &performer, &subject, (*day)(&o.PeriodStart), (*day)(&o.PeriodEnd), &o.DueCode, &o.Seq, (*day)(&o.Nominal), (*day)(&o.Due),
		(*day)(&o.GraceUntil), (*day)(&o.ClosesOn), &o.State, &o.Reason, &skip.Reason, (*when)(&skip.At), &skip.Detail, &skip.Within, &skipFor,
		&excusedBy, (*when)(&excuse.At), &excuse.Reason, &excuse.Detail, (*day)(&o.PlannedFor), &o.News)
	o.Performer, o.Subject = e.ref(performer), e.ref(subject)
	if skip.Reason != "" {
		skip.For = e.ref(skipFor)
		o.Skip = &skip
	}
	if excusedBy != 0 {
		excuse.By = e.ref(excusedBy)
		o.Excuse = &excuse
	}
	return err
}

// A storedAnswers are the answers of an entry, or of what stood in it before an
// edit, with what says of which type each is.
type storedAnswers struct {
	practice   string
	happenedOn cadence.Date
	metrics    string
	words      string
}

func (e *exporter) entries() error {
	type row struct {
		files.EntryLine
		said storedAnswers
	}
	scan := func(rows *sql.Rows, r *row) error {
		var author, subject practice.PersonID
		err := rows.Scan(&r.ID, &r.Request, &r.Practice, &author, &subject, (*day)(&r.HappenedOn), (*when)(&r.LoggedAt), (*day)(&r.LoggedOn), &r.Playbook,
			(*when)(&r.WithdrawnAt), &r.Place, &r.said.metrics, &r.said.words)
		r.Author, r.Subject, r.Request = e.ref(author), e.ref(subject), unkeyed(author, r.Request)
		r.said.practice, r.said.happenedOn = r.Practice, r.HappenedOn
		return err
	}
	return inPages(e, exportEntriesSQL, scan, func(r row) int64 { return r.ID }, func(rows []row, after, last int64) error {
		settled, err := children(e, exportSettlesSQL, after, last, func(rows *sql.Rows, of *int64, s *files.Settled) error {
			return rows.Scan(of, &s.Occurrence, (*day)(&s.On))
		})
		if err != nil {
			return err
		}
		edits, err := children(e, exportEditsSQL, after, last, e.scanEdit)
		if err != nil {
			return err
		}
		for _, r := range rows {
			r.Settles = settled[r.ID]
			if r.Answers, err = e.answers(r.Playbook, r.said); err != nil {
				return err
			}
			for _, edit := range edits[r.ID] {
				if edit.Answers, err = e.answers(r.Playbook, edit.said); err != nil {
					return err
				}
				r.Edits = append(r.Edits, edit.EntryEdit)
			}
			if err := e.write(r.EntryLine); err != nil {
				return err
			}
		}
		return nil
	})
}

type editRow struct {
	files.EntryEdit
	said storedAnswers
}

func (e *exporter) scanEdit(rows *sql.Rows, of *int64, r *editRow) error {
	var subject practice.PersonID
	err := rows.Scan(of, (*when)(&r.At), &r.Practice, &subject, (*day)(&r.HappenedOn), &r.said.metrics, &r.said.words)
	r.Subject = e.ref(subject)
	r.said.practice, r.said.happenedOn = r.Practice, r.HappenedOn
	return err
}

// answers returns stored answers as the file has them. What a row of an answer
// is, a step, a session or an obstacle, the form says that it was given in.
func (e *exporter) answers(version int, said storedAnswers) (files.Answers, error) {
	values := practice.Values{}
	if err := errors.Join(json.Unmarshal([]byte(said.metrics), &values), json.Unmarshal([]byte(said.words), &values)); err != nil { // the second adds to the first
		return nil, err
	}
	form := practiceIn(e.books[version], said.practice, said.happenedOn).Form
	answers := files.Answers{}
	for key, v := range values {
		field, _ := form.Field(key)
		answers[key] = e.answer(field.Type, v)
	}
	return answers, nil
}

// practiceIn returns a practice on a day, as a playbook has it; one without a
// form where the playbook cannot be read or lacks the practice.
func practiceIn(pb *practice.Playbook, key string, on cadence.Date) *practice.Practice {
	if pb == nil {
		return &practice.Practice{}
	}
	if p, known := pb.Practice(key, on); known {
		return p
	}
	if p := pb.LastVersion(key); p != nil {
		return p
	}
	return &practice.Practice{}
}

func (e *exporter) answer(t practice.FieldType, v practice.Value) (a files.Answer) {
	switch {
	case v.Text != "":
		a.Text = v.Text
	case v.Date != 0:
		a.Text = v.Date.String()
	case len(v.People) > 0:
		for _, id := range v.People {
			a.Many = append(a.Many, string(e.ref(id)))
		}
	case len(v.Reviews) > 0:
		a.Reviews = map[string]string{}
		for id, choice := range v.Reviews {
			a.Reviews[strconv.FormatInt(int64(id), 10)] = choice
		}
	case len(v.Rows) > 0:
		e.rows(t, v.Rows, &a)
	default:
		a.Many = v.Many
	}
	return a
}

func (e *exporter) rows(t practice.FieldType, rows []practice.Row, a *files.Answer) {
	for _, r := range rows {
		switch t {
		case practice.Sessions:
			a.Sessions = append(a.Sessions, files.SessionRow{What: r.What, At: files.SessionAt(r.Due, r.At, r.Until), Deliverer: e.ref(r.Owner)})
		case practice.ObstacleNew:
			a.Obstacle = append(a.Obstacle, files.ObstacleRow{What: r.What, Owner: e.ref(r.Owner), Due: r.Due})
		default:
			a.Actions = append(a.Actions, files.ActionRow{What: r.What, Due: r.Due, Owner: e.ref(r.Owner)})
		}
	}
}

// unkeyed returns a request as the file has it, without the author's ID that
// stands before it in the database.
func unkeyed(by practice.PersonID, request string) string {
	return strings.TrimPrefix(request, keyed(by, ""))
}
