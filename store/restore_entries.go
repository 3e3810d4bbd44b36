package store

import (
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
		if l.State == string(practice.Excused) && l.Reason == "" {
			l.Reason = string(practice.ByLeader)
		}
	}
	about := aboutOf(r.who(l.Performer), r.who(l.Subject))
	return r.insert(clashOccurrence, `INSERT INTO occurrences (id, practice, performer_id, subject_id, period_start, period_end, due_code, seq,
		nominal_on, due_on, grace_until, closes_on, expectation, reason, skip_reason, skipped_at, skip_detail, skip_within, skip_for,
		excused_by, excused_at, excuse, excuse_detail, planned_for, news)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)`,
		l.ID, l.Practice, r.who(l.Performer), r.who(l.Subject), day(l.PeriodStart), day(l.PeriodEnd), l.DueCode, l.Seq,
		day(l.Nominal), day(l.Due), day(l.GraceUntil), day(l.ClosesOn), l.State, l.Reason,
		skip.Reason, orZero(skip.At), skipDetail.of(about, skip.Detail, l.ID), flag(skip.Within), r.who(skip.For),
		r.who(excuse.By), orZero(excuse.At), excuse.Reason, excuseDetail.of(about, excuse.Detail, l.ID), day(l.PlannedFor), flag(l.News))
}

// entry stores an entry with its edits, and settles the occurrences that it
// says it does.
func (r *restorer) entry(l files.EntryLine) error {
	e := practice.Entry{ID: practice.EntryID(l.ID), Request: l.Request, Practice: l.Practice, Author: r.who(l.Author), Subject: r.who(l.Subject),
		HappenedOn: l.HappenedOn, LoggedAt: l.LoggedAt, LoggedOn: l.LoggedOn, Version: l.Playbook}
	p := r.practice(l.Playbook, l.Practice, l.HappenedOn)
	e.Values = r.values(p.Form, l.Answers)
	metrics, words := divide(p.Form, e.Values)
	countable, rest, err := storedAnswers{metrics, words}.texts()
	if err != nil {
		return err
	}
	alone, err := aloneText(r.alonePart(l.Place, e.Recipients()))
	if err != nil {
		return err
	}
	err = r.insert(clashEntry, `INSERT INTO entries (id, request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version, withdrawn_at, place, alone, metrics, words, edits, has_private)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		l.ID, keyed(e.Author, l.Request), l.Practice, e.Author, e.Subject, day(l.HappenedOn), millis(l.LoggedAt), day(l.LoggedOn), l.Playbook, orZero(l.WithdrawnAt), l.Place, alone,
		countable, wordsIn(e, rest), len(l.Edits), flag(len(l.Edits) > 0 || withPrivate(p.Form, words)))
	if err != nil {
		return err
	}
	if err := insertValues(r.ctx, r.tx, e.ID, metrics); err != nil {
		return err
	}
	if err := insertNamed(r.ctx, r.tx, e); err != nil {
		return err
	}
	days := r.editDays(l, e.Author)
	if err := r.edits(l, days); err != nil {
		return err
	}
	for _, s := range l.Settles {
		if err := r.exec(`UPDATE occurrences SET entry_id = $2, logged_on = $3, settled_at = $4 WHERE id = $1`, s.Occurrence, l.ID, day(s.On), millis(settledAt(l, s, days))); err != nil {
			return err
		}
	}
	if !practice.AsksForPlan(e, p) {
		return nil
	}
	return r.exec(`INSERT INTO plans (entry_id, writer_id, reader_id, asked_at) VALUES ($1, $2, $3, $4)`, e.ID, e.Subject, e.Author, millis(l.LoggedAt))
}

// texts returns answers as the two columns of them.
func (a storedAnswers) texts() (metrics, words string, err error) {
	if metrics, err = toJSON(a.metrics); err != nil {
		return "", "", err
	}
	words, err = toJSON(a.words)
	return metrics, words, err
}

func (r *restorer) edits(l files.EntryLine, days []cadence.Date) error {
	for i, edit := range l.Edits {
		form := r.form(l.Playbook, edit.Practice, edit.HappenedOn)
		metrics, words := divide(form, r.values(form, edit.Answers))
		countable, rest, err := storedAnswers{metrics, words}.texts()
		if err != nil {
			return err
		}
		if err := r.insertEdit(aboutOf(r.who(l.Author), r.who(edit.Subject)), rest,
			l.ID, unsubmitted(r.who(l.Author), int64(i+1)), millis(edit.At), day(days[i]), edit.Practice, r.who(edit.Subject), day(edit.HappenedOn), countable); err != nil {
			return err
		}
	}
	return nil
}

// insertEdit stores what stood in an entry before an edit, of which the words are
// sealed by somebody's key once it has its number.
func (r *restorer) insertEdit(about practice.PersonID, kept string, args ...any) error {
	words := editWords.later(kept)
	if err := r.holdable(append(args, words)); err != nil {
		return err
	}
	var id int64
	err := r.tx.QueryRowContext(r.ctx, `INSERT INTO entry_edits (entry_id, request, at, edited_on, practice, subject_id, happened_on, metrics, words)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`, append(args, words)...).Scan(&id)
	if err != nil {
		return err
	}
	return keep(r.ctx, r.tx, editWords.of(about, kept, id))
}
