package store

import (
	"fmt"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// window returns an occurrence that was stored, as the reader of the file holds
// entries to it.
func (r *restorer) window(occurrence int64) (w files.Window, err error) {
	err = r.tx.QueryRowContext(r.ctx, `SELECT practice, performer_id, subject_id, period_start, closes_on, skip_reason <> '', entry_id > 0 FROM occurrences WHERE id = $1`, occurrence).
		Scan(&w.Practice, &w.Performer, &w.Subject, (*day)(&w.Start), (*day)(&w.Closes), &w.Skipped, &w.Settled)
	return w, err
}

// askedTooOften refuses a file in which somebody was asked more often than
// [practice.AsksAWeek] from a Monday to a Sunday.
func (r *restorer) askedTooOften() error {
	id, week, err := r.thirdAsk()
	if err != nil || id == 0 {
		return err
	}
	var nth int
	var email string
	var who practice.PersonID
	err = r.tx.QueryRowContext(r.ctx, `SELECT p.id, coalesce(p.email, ''), (SELECT count(*) FROM asks o WHERE o.id < a.id) FROM asks a JOIN people p ON p.id = a.person_id WHERE a.id = $1`, id).
		Scan(&who, &email, &nth)
	if err != nil {
		return err
	}
	return r.lines.FaultAbove(files.AskLine{}.Kind(), nth, "asked_at", fmt.Sprintf(faultThirdAsk, refTo(who, email, false), week))
}

// thirdAsk returns an ask that is one too many, and the Monday of its week; 0
// where there is none. An ask that another zone would have in another week counts
// for none, unless the file says the day.
func (r *restorer) thirdAsk() (practice.AskID, cadence.Date, error) {
	rows, err := r.tx.QueryContext(r.ctx, `SELECT id, person_id, asked_on, asked_at FROM asks WHERE asked_on <> '' ORDER BY person_id, asked_on, id`)
	if err != nil {
		return 0, 0, err
	}
	defer rows.Close()
	var of practice.PersonID
	var week cadence.Date
	asked := 0
	for rows.Next() {
		var id practice.AskID
		var who practice.PersonID
		var on cadence.Date
		var at int64
		if err := rows.Scan(&id, &who, (*day)(&on), &at); err != nil {
			return 0, 0, err
		}
		instant := time.UnixMilli(at).UTC()
		if on == r.dayOf(instant, who) && on.Monday() != cadence.DateOf(instant).Monday() {
			continue
		}
		if who != of || on.Monday() != week {
			of, week, asked = who, on.Monday(), 0
		}
		if asked++; asked > practice.AsksAWeek {
			return id, week, nil
		}
	}
	return 0, 0, rows.Err()
}
