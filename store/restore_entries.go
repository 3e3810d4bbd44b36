package store

import (
	"slices"
	"strconv"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// occurrence stores an occurrence. What settles it, its entry says.
func (r *restorer) occurrence(l files.OccurrenceLine) error {
	var skip files.Skip
	if l.Skip != nil {
		skip = *l.Skip
	}
	var excuse files.Excuse
	if l.Excuse != nil {
		excuse = *l.Excuse
	}
	return r.insert(clashOccurrence, `INSERT INTO occurrences (id, practice, performer_id, subject_id, period_start, period_end, due_code, seq,
		nominal_on, due_on, grace_until, closes_on, expectation, reason, skip_reason, skipped_at, skip_detail, skip_within, skip_for,
		excused_by, excused_at, excuse, excuse_detail, planned_for, news)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)`,
		l.ID, l.Practice, r.who(l.Performer), r.who(l.Subject), day(l.PeriodStart), day(l.PeriodEnd), l.DueCode, l.Seq,
		day(l.Nominal), day(l.Due), day(l.GraceUntil), day(l.ClosesOn), l.State, l.Reason,
		skip.Reason, orZero(skip.At), skip.Detail, flag(skip.Within), r.who(skip.For),
		r.who(excuse.By), orZero(excuse.At), excuse.Reason, excuse.Detail, day(l.PlannedFor), flag(l.News))
}

// entry stores an entry with its edits, and settles the occurrences that it
// says it does.
func (r *restorer) entry(l files.EntryLine) error {
	e := practice.Entry{ID: practice.EntryID(l.ID), Request: l.Request, Practice: l.Practice, Author: r.who(l.Author), Subject: r.who(l.Subject),
		HappenedOn: l.HappenedOn, LoggedAt: l.LoggedAt, LoggedOn: l.LoggedOn, Version: l.Playbook}
	p := practiceIn(r.books[l.Playbook], l.Practice, l.HappenedOn)
	form := p.Form
	var err error
	if e.Values, err = r.values(form, l.Answers); err != nil {
		return err
	}
	metrics, words := divide(form, e.Values)
	said, err := jsonOf(metrics, words)
	if err != nil {
		return err
	}
	err = r.insert(clashEntry, `INSERT INTO entries (id, request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version, withdrawn_at, place, metrics, words, edits)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		l.ID, keyed(e.Author, l.Request), l.Practice, e.Author, e.Subject, day(l.HappenedOn), millis(l.LoggedAt), day(l.LoggedOn), l.Playbook, orZero(l.WithdrawnAt), l.Place,
		said[0], said[1], len(l.Edits))
	if err != nil {
		return err
	}
	if err := insertValues(r.ctx, r.tx, e.ID, metrics); err != nil {
		return err
	}
	if err := insertNamed(r.ctx, r.tx, e); err != nil {
		return err
	}
	days := r.editDays(l)
	if err := r.edits(l, days); err != nil {
		return err
	}
	for _, s := range l.Settles {
		if err := r.settle(l, s, days); err != nil {
			return err
		}
	}
	if practice.AsksForPlan(e, p) {
		if err := r.exec(`INSERT INTO plans (entry_id, writer_id, reader_id, asked_at) VALUES ($1, $2, $3, $4)`, e.ID, e.Subject, e.Author, millis(l.LoggedAt)); err != nil {
			return err
		}
	}
	return r.alonePart(l, e)
}

func jsonOf(metrics, words practice.Values) (said [2]string, err error) {
	for i, part := range []practice.Values{metrics, words} {
		if said[i], err = toJSON(part); err != nil {
			return said, err
		}
	}
	return said, nil
}

// editDays returns the day of each edit of an entry, for its author: a day from
// which the entry settles something is that of an edit, wherever the author has
// moved to since.
func (r *restorer) editDays(l files.EntryLine) []cadence.Date {
	days := make([]cadence.Date, len(l.Edits))
	for i, edit := range l.Edits {
		days[i] = r.dayOf(edit.At, r.who(l.Author))
	}
	for _, s := range l.Settles {
		if s.On == l.LoggedOn || slices.Contains(days, s.On) {
			continue
		}
		for i := range slices.Backward(days) {
			if days[i] == s.On-1 || days[i] == s.On+1 {
				days[i] = s.On
				break
			}
		}
	}
	return days
}

func (r *restorer) edits(l files.EntryLine, days []cadence.Date) error {
	for i, edit := range l.Edits {
		form := practiceIn(r.books[l.Playbook], edit.Practice, edit.HappenedOn).Form
		values, err := r.values(form, edit.Answers)
		if err != nil {
			return err
		}
		said, err := jsonOf(divide(form, values))
		if err != nil {
			return err
		}
		if err := r.exec(`INSERT INTO entry_edits (entry_id, request, at, edited_on, practice, subject_id, happened_on, metrics, words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			l.ID, unsubmitted(r.who(l.Author), int64(i+1)), millis(edit.At), day(days[i]), edit.Practice, r.who(edit.Subject), day(edit.HappenedOn), said[0], said[1]); err != nil {
			return err
		}
	}
	return nil
}

// settle has an entry settle an occurrence, from the instant when it was logged
// or moved there by the last edit of that day.
func (r *restorer) settle(l files.EntryLine, s files.Settled, edited []cadence.Date) error {
	at := l.LoggedAt
	if s.On != l.LoggedOn {
		for i, d := range edited {
			if d == s.On {
				at = l.Edits[i].At
			}
		}
	}
	return r.exec(`UPDATE occurrences SET entry_id = $2, logged_on = $3, settled_at = $4 WHERE id = $1`, s.Occurrence, l.ID, day(s.On), millis(at))
}

// alonePart stores who of those thanked in a channel like it to be theirs alone:
// those who say so by now.
func (r *restorer) alonePart(l files.EntryLine, e practice.Entry) error {
	if l.Place != practice.ShareInChannel {
		return nil
	}
	shared := practice.Sharing{Place: l.Place}
	for _, id := range e.Recipients() {
		if r.alone[id] {
			shared.Alone = append(shared.Alone, id)
		}
	}
	if len(shared.Alone) == 0 {
		return nil
	}
	return setShared(r.ctx, r.tx, e.ID, shared)
}

// values returns the answers of a file as they are stored, by the fields of
// their form. An answer that is not of its field's type, or to no field, is kept
// as it stands.
func (r *restorer) values(form practice.Form, answers files.Answers) (practice.Values, error) {
	values := practice.Values{}
	for key, a := range answers {
		field, _ := form.Field(key)
		v, err := r.value(field, a)
		if err != nil {
			return nil, err
		}
		values[key] = v
	}
	return values, nil
}

func (r *restorer) value(field practice.Field, a files.Answer) (v practice.Value, err error) {
	people := field.Type == practice.User || field.Type == practice.MultiUser
	switch {
	case field.Type == practice.DateField && a.Text != "":
		if d, err := cadence.ParseDate(a.Text); err == nil {
			return practice.Value{Date: d}, nil
		}
	case people && len(a.Many) > 0:
		for _, ref := range a.Many {
			id := r.who(files.Ref(ref))
			if id == 0 {
				return v, r.fault(faultNobody, field.Key, ref)
			}
			v.People = append(v.People, id)
		}
		return v, nil
	}
	for id, choice := range a.Reviews {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return v, err
		}
		if v.Reviews == nil {
			v.Reviews = map[practice.ObstacleID]string{}
		}
		v.Reviews[practice.ObstacleID(n)] = choice
	}
	v.Text, v.Many = a.Text, a.Many
	return v, r.rowsOf(a, &v)
}

// rowsOf adds the rows of an answer: steps, sessions or obstacles.
func (r *restorer) rowsOf(a files.Answer, v *practice.Value) error {
	for _, row := range a.Actions {
		v.Rows = append(v.Rows, practice.Row{What: row.What, Due: row.Due, Owner: r.who(row.Owner)})
	}
	for _, row := range a.Obstacle {
		v.Rows = append(v.Rows, practice.Row{What: row.What, Due: row.Due, Owner: r.who(row.Owner)})
	}
	for _, row := range a.Sessions {
		on, at, until, err := files.ParseSessionAt(row.At)
		if err != nil {
			return err
		}
		v.Rows = append(v.Rows, practice.Row{What: row.What, Due: on, At: at, Until: until, Owner: r.who(row.Deliverer)})
	}
	return nil
}
