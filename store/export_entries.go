package store

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

const (
	exportOccurrencesSQL = `SELECT id, practice, performer_id, subject_id, period_start, period_end, due_code, seq, nominal_on, due_on, grace_until, closes_on, expectation, reason,
		skip_reason, skipped_at, skip_detail, skip_within, skip_for, excused_by, excused_at, excuse, excuse_detail, planned_for, news FROM occurrences WHERE id > $1 ORDER BY id LIMIT $2`
	exportEntriesSQL = `SELECT id, request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version, withdrawn_at, place, metrics, words,
		link, channel, friday, alone FROM entries WHERE id > $1 ORDER BY id LIMIT $2`
	exportSettlesSQL = `SELECT entry_id, id, logged_on, settled_at FROM occurrences WHERE entry_id > $1 AND entry_id <= $2 AND entry_id <> 0 ORDER BY entry_id, id`
	exportEditsSQL   = `SELECT entry_id, id, at, practice, subject_id, happened_on, metrics, words, request, edited_on FROM entry_edits WHERE entry_id > $1 AND entry_id <= $2 ORDER BY entry_id, id`
	exportNamedSQL   = `SELECT entry_id, person_id FROM entry_people WHERE entry_id > $1 AND entry_id <= $2 ORDER BY entry_id, person_id`
)

func (e *exporter) occurrences() error {
	return numbered(e, exportOccurrencesSQL, e.scanOccurrence, func(o files.OccurrenceLine) int64 { return o.ID })
}

func (e *exporter) scanOccurrence(rows *sql.Rows, o *files.OccurrenceLine) error {
	var performer, subject, skipFor, excusedBy practice.PersonID
	var skip files.Skip
	var excuse files.Excuse
	err := rows.Scan(&o.ID, &o.Practice, &performer, &subject, (*day)(&o.PeriodStart), (*day)(&o.PeriodEnd), &o.DueCode, &o.Seq, (*day)(&o.Nominal), (*day)(&o.Due),
		(*day)(&o.GraceUntil), (*day)(&o.ClosesOn), &o.State, &o.Reason, &skip.Reason, (*when)(&skip.At), skipDetail.export(e.q, &skip.Detail, &o.ID), &skip.Within, &skipFor,
		&excusedBy, (*when)(&excuse.At), &excuse.Reason, excuseDetail.export(e.q, &excuse.Detail, &o.ID), (*day)(&o.PlannedFor), &o.News)
	o.Performer, o.Subject = e.ref(performer), e.ref(subject)
	if skip.Reason != "" {
		skip.For = e.ref(skipFor)
		o.Skip = &skip
	}
	if excusedBy != 0 {
		excuse.By = e.ref(excusedBy)
		if o.Reason == string(practice.ByLeader) {
			o.Reason = "" // the excuse says it
		}
		o.Excuse = &excuse
	}
	return err
}

// A storedEntry is an entry with what the database has of it beside its line.
type storedEntry struct {
	files.EntryLine
	storedAnswers
	author  practice.PersonID
	subject practice.PersonID
	link    string
	shared  practice.Sharing
	settled []storedSettled
	edits   []storedEdit
	people  []practice.PersonID
}

// A storedAnswers are the answers of an entry, or of what stood in it before an
// edit, in their two parts.
type storedAnswers struct{ metrics, words practice.Values }

func (a storedAnswers) all() practice.Values {
	all := practice.Values{}
	maps.Copy(all, a.metrics)
	maps.Copy(all, a.words)
	return all
}

type storedSettled struct {
	files.Settled
	at time.Time
}

type storedEdit struct {
	files.EntryEdit
	storedAnswers
	request string
	on      cadence.Date
}

func (e *exporter) entries() error {
	return e.eachEntry(func(s storedEntry) error { return e.write(s.EntryLine) })
}

// eachEntry reads the entries with all that belongs to them.
func (e *exporter) eachEntry(each func(storedEntry) error) error {
	return inPages(e, exportEntriesSQL, e.scanEntry, func(s storedEntry) int64 { return s.ID }, func(page []storedEntry, after, last int64) error {
		settled, err := children(e, exportSettlesSQL, after, last, func(rows *sql.Rows, of *int64, s *storedSettled) error {
			return rows.Scan(of, &s.Occurrence, (*day)(&s.On), (*when)(&s.at))
		})
		if err != nil {
			return err
		}
		edits, err := children(e, exportEditsSQL, after, last, e.scanEdit)
		if err != nil {
			return err
		}
		people, err := children(e, exportNamedSQL, after, last, func(rows *sql.Rows, of *int64, who *practice.PersonID) error { return rows.Scan(of, who) })
		if err != nil {
			return err
		}
		for _, s := range page {
			s.settled, s.edits, s.people = settled[s.ID], edits[s.ID], people[s.ID]
			for _, one := range s.settled {
				s.Settles = append(s.Settles, one.Settled)
			}
			s.Answers = e.answers(s.Playbook, s.Practice, s.HappenedOn, s.all())
			for _, edit := range s.edits {
				edit.Answers = e.answers(s.Playbook, edit.Practice, edit.HappenedOn, edit.all())
				s.Edits = append(s.Edits, edit.EntryEdit)
			}
			if err := each(s); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *exporter) scanEntry(rows *sql.Rows, s *storedEntry) error {
	var metrics, words, alone string
	err := rows.Scan(&s.ID, &s.Request, &s.Practice, &s.author, &s.subject, (*day)(&s.HappenedOn), (*when)(&s.LoggedAt), (*day)(&s.LoggedOn), &s.Playbook,
		(*when)(&s.WithdrawnAt), &s.Place, &metrics, entryWords.export(e.q, &words, &s.ID), entryLink.export(e.q, &s.link, &s.ID), &s.shared.Channel, &s.shared.Friday, &alone)
	if err != nil {
		return err
	}
	s.Author, s.Subject, s.Request = e.ref(s.author), e.ref(s.subject), unkeyed(s.author, s.Request)
	if alone != "" {
		err = json.Unmarshal([]byte(alone), &s.shared.Alone)
	}
	return errors.Join(err, s.read(metrics, words))
}

func (e *exporter) scanEdit(rows *sql.Rows, of *int64, s *storedEdit) error {
	var id int64
	var subject practice.PersonID
	var metrics, words string
	if err := rows.Scan(of, &id, (*when)(&s.At), &s.Practice, &subject, (*day)(&s.HappenedOn), &metrics, editWords.export(e.q, &words, &id), &s.request, (*day)(&s.on)); err != nil {
		return err
	}
	s.Subject = e.ref(subject)
	return s.read(metrics, words)
}

func (a *storedAnswers) read(metrics, words string) error {
	return errors.Join(json.Unmarshal([]byte(metrics), &a.metrics), json.Unmarshal([]byte(words), &a.words))
}

// answers returns stored answers as the file has them. What a row of an answer
// is, a step, a session or an obstacle, the form says that it was given in.
func (e *exporter) answers(version int, key string, on cadence.Date, values practice.Values) files.Answers {
	form := e.form(version, key, on)
	answers := files.Answers{}
	for key, v := range values {
		field, _ := form.Field(key)
		answers[key] = e.answer(field.Type, v)
	}
	return answers
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
		e.rows(cmp.Or(v.As, t), v.Rows, &a)
	default:
		a.Many = v.Many
	}
	return a
}

// rows adds the rows of an answer. Those of no type that has rows are sessions
// where one of them has a time or a last day, else steps.
func (e *exporter) rows(t practice.FieldType, rows []practice.Row, a *files.Answer) {
	if slices.ContainsFunc(rows, func(r practice.Row) bool { return r.At != "" || r.Until != 0 }) {
		t = practice.Sessions
	}
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
