package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// olderNotes are the entries that were logged before an instant and may have
// private answers.
const olderNotes = `has_private = 1 AND withdrawn_at = 0 AND logged_at < $1`

// withPrivate reports whether answers have one that only their author may read.
func withPrivate(form practice.Form, answers practice.Values) bool {
	_, removed := withoutPrivate(form, answers)
	return len(removed) > 0
}

// withoutPrivate returns answers without the private ones, and the keys of those.
func withoutPrivate(form practice.Form, answers practice.Values) (rest practice.Values, removed []string) {
	rest = practice.Values{}
	for key, value := range answers {
		if f, _ := form.Field(key); f.Vis == practice.Private {
			removed = append(removed, key)
			continue
		}
		rest[key] = value
	}
	return rest, removed
}

// A noteSweep removes private answers of old entries. Which of them are private
// says the form in the version of the playbook that they were given in.
type noteSweep struct {
	books map[int]*practice.Playbook // read once there is something to sweep
}

func (s *Store) sweepNotes() sweeping { return new(noteSweep).sweep }

// sweep removes the private answers of some entries, and those that stood in them
// before an edit. The entries stay, with their dates and counts.
func (s *noteSweep) sweep(ctx context.Context, tx *engine.Tx, before time.Time) (int, error) {
	found, err := entries(ctx, tx, olderNotes+` ORDER BY logged_at LIMIT $2`, millis(before), erasedAtOnce)
	if err == nil && len(found) > 0 && s.books == nil {
		s.books, err = playbooksIn(ctx, tx)
	}
	if err != nil {
		return 0, err
	}
	for _, e := range found {
		if err := s.entry(ctx, tx, e); err != nil {
			return 0, fmt.Errorf("entry %d: %w", e.ID, err)
		}
	}
	return len(found), nil
}

func (s *noteSweep) entry(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	form := s.form(e)
	rest, removed := withoutPrivate(form, e.Values)
	if len(removed) > 0 {
		if err := errors.Join(keepRest(ctx, tx, e, form, rest), forgetSteps(ctx, tx, e, removed)); err != nil {
			return err
		}
	}
	if e.Edits > 0 {
		if err := s.edits(ctx, tx, e); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `UPDATE entries SET has_private = 0 WHERE id = $1`, e.ID)
	return err
}

// form returns the form that an entry was written with; nil, by which no answer is
// private, where that cannot be known.
func (s *noteSweep) form(e practice.Entry) practice.Form {
	pb := s.books[e.Version]
	if pb == nil {
		return nil
	}
	if p, known := pb.Practice(e.Practice, e.HappenedOn); known {
		return p.Form
	}
	if p := pb.LastVersion(e.Practice); p != nil {
		return p.Form
	}
	return nil
}

// keepRest stores the answers of an entry that stay, and whom they name.
func keepRest(ctx context.Context, tx *engine.Tx, e practice.Entry, form practice.Form, rest practice.Values) error {
	e.Values = rest
	_, words := divide(form, rest)
	text, err := toJSON(words)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE entries SET words = $2 WHERE id = $1`, e.ID, wordsIn(e, text)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM entry_people WHERE entry_id = $1`, e.ID); err != nil {
		return err
	}
	return insertNamed(ctx, tx, e)
}

// forgetSteps takes the words out of the steps that private answers opened.
func forgetSteps(ctx context.Context, tx *engine.Tx, e practice.Entry, fields []string) error {
	steps, err := actions(ctx, tx, `entry_id = $1 AND entry_id <> 0 AND what <> ''`, e.ID)
	if err != nil {
		return err
	}
	for _, a := range steps {
		if !slices.Contains(fields, a.Field()) {
			continue
		}
		if _, err := tx.ExecContext(ctx, `UPDATE actions SET what = '' WHERE id = $1`, a.ID); err != nil {
			return err
		}
	}
	return nil
}

// An oldEdit is what stood in an entry before an edit.
type oldEdit struct {
	id    int64
	entry practice.Entry
}

// edits removes the private answers that stood in an entry before it was edited.
func (s *noteSweep) edits(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	rows, err := tx.QueryContext(ctx, `SELECT id, practice, subject_id, happened_on, words FROM entry_edits WHERE entry_id = $1 AND words <> '{}'`, e.ID)
	if err != nil {
		return err
	}
	found, err := collect(rows, func(rows *sql.Rows, o *oldEdit) error {
		var words string
		o.entry = practice.Entry{Author: e.Author, Version: e.Version}
		err := rows.Scan(&o.id, &o.entry.Practice, &o.entry.Subject, (*day)(&o.entry.HappenedOn), editWords.read(tx, &words, &o.id))
		return errors.Join(err, json.Unmarshal([]byte(words), &o.entry.Values))
	})
	if err != nil {
		return err
	}
	for _, o := range found {
		was := o.entry
		rest, removed := withoutPrivate(s.form(was), was.Values)
		if len(removed) == 0 {
			continue
		}
		text, err := toJSON(rest)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE entry_edits SET words = $2 WHERE id = $1`, o.id, editWords.of(aboutOf(was.Author, was.Subject), text, o.id)); err != nil {
			return err
		}
	}
	return nil
}
