package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// Edit stores an entry of the practice p as its author has edited it, in the
// playbook version it was written with. Its request is that of the edit, and
// its number of edits the one the form was drawn after: another one since is a
// problem. What stood before is kept, unless the entry is about other people
// now: then nobody keeps what was said of the former ones, who are told. Where
// the person or the day changed, the occurrence is found anew, and counts from
// the day of the edit unless it is the same one. An edit that arrives twice is
// stored once. Another's entry, or none, is ErrNotFound.
func (s *Store) Edit(ctx context.Context, e practice.Entry, p *practice.Practice, at time.Time, on cadence.Date) (done Logged, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		found, err := entries(ctx, tx, `id = $1 AND author_id = $2`, e.ID, e.Author)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		before := found[0]
		if done.Again, err = editedBefore(ctx, tx, e); err != nil {
			return err
		}
		if !done.Again {
			err = s.edit(ctx, tx, before, e, p, at, on)
		}
		if err != nil {
			return err
		}
		if found, err = entries(ctx, tx, `id = $1`, e.ID); err != nil {
			return err
		}
		done.Entry = found[0]
		done.Settled, err = settledBy(ctx, tx, done.Entry)
		return err
	})
	if err != nil {
		return Logged{}, fmt.Errorf("edit: %w", err)
	}
	return done, nil
}

// editedBefore reports whether the edit of a request is stored.
func editedBefore(ctx context.Context, tx *engine.Tx, e practice.Entry) (again bool, err error) {
	err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM entry_edits WHERE entry_id = $1 AND request = $2)`, e.ID, keyed(e.Author, e.Request)).Scan(&again)
	return again, err
}

func (s *Store) edit(ctx context.Context, tx *engine.Tx, before, e practice.Entry, p *practice.Practice, at time.Time, on cadence.Date) error {
	switch {
	case before.Withdrawn:
		return practice.Problems{practice.EditOfWithdrawn()}
	case before.Edits != e.Edits:
		return practice.Problems{practice.EditedMeanwhile()}
	}
	if err := alone(ctx, tx, before, e, p); err != nil {
		return err
	}
	if err := keepBefore(ctx, tx, before, e, at, on); err != nil {
		return err
	}
	former := practice.Former(before, e, p)
	if len(former) > 0 {
		if err := forgetEdits(ctx, tx, e.ID); err != nil {
			return err
		}
		s.erased.Store(true)
	}
	e.Link = before.Link // what it was written from stays
	err := rewrite(ctx, tx, e, p)
	if err != nil {
		return err
	}
	if err := thanksMore(ctx, tx, before, e, on); err != nil {
		return err
	}
	if e.Shared, err = share(ctx, tx, before, e); err != nil {
		return err
	}
	if before.Subject != e.Subject || before.HappenedOn != e.HappenedOn {
		if err := rematch(ctx, tx, e, p, at, on); err != nil {
			return err
		}
	}
	if err := s.reschedule(ctx, tx, e, p, at, on); err != nil {
		return err
	}
	if err := s.syncActions(ctx, tx, before, e, p, at); err != nil {
		return err
	}
	if err := s.syncObstacles(ctx, tx, e, p, at, on); err != nil {
		return err
	}
	if err := s.askAgain(ctx, tx, before, e, p, at, on); err != nil {
		return err
	}
	if err := audit(ctx, tx, at, e.Author, practice.DeedEditedEntry, fmt.Sprintf("entry %d", e.ID)); err != nil {
		return err
	}
	return noticeEdit(ctx, tx, before, e, former)
}

const thankedAgainSQL = `SELECT count(*) FROM entry_edits d JOIN entries e ON e.id = d.entry_id
	WHERE e.author_id = $1 AND e.practice = 'recognition' AND d.edited_on = $2`

// thanksMore refuses an edit that thanks more people, once its author's limit
// for the day is reached: each of them gets a message.
func thanksMore(ctx context.Context, tx *engine.Tx, before, e practice.Entry, on cadence.Date) error {
	isNew := func(id practice.PersonID) bool { return !slices.Contains(before.Recipients(), id) }
	if e.Practice != practice.RecognitionKey || !slices.ContainsFunc(e.Recipients(), isNew) {
		return nil
	}
	var sent, edited int
	if err := tx.QueryRowContext(ctx, thankedSQL, e.Author, day(on)).Scan(&sent); err != nil {
		return err
	}
	if err := tx.QueryRowContext(ctx, thankedAgainSQL, e.Author, day(on)).Scan(&edited); err != nil {
		return err
	}
	if sent+edited > practice.ThanksMost {
		return practice.Problems{practice.ThankedEnough()}
	}
	return nil
}

// alone refuses an edit by which two entries of one form would be about the
// same person.
func alone(ctx context.Context, tx *engine.Tx, before, e practice.Entry, p *practice.Practice) error {
	var name string
	err := tx.QueryRowContext(ctx, `SELECT p.name FROM entries e JOIN people p ON p.id = e.subject_id
		WHERE e.request = $1 AND e.subject_id = $2 AND e.id <> $3`, keyed(before.Author, before.Request), e.Subject, e.ID).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return practice.Problems{practice.LoggedTogether(practice.Person{Name: name}, p.SubjectField())}
}

// keepBefore stores what stood in an entry before an edit.
func keepBefore(ctx context.Context, tx *engine.Tx, before, e practice.Entry, at time.Time, on cadence.Date) error {
	var kept string
	if err := tx.QueryRowContext(ctx, `SELECT words FROM entries WHERE id = $1`, before.ID).Scan(entryWords.read(tx, &kept, &before.ID)); err != nil {
		return err
	}
	var id int64
	err := tx.QueryRowContext(ctx, `
		INSERT INTO entry_edits (entry_id, request, at, edited_on, practice, subject_id, happened_on, metrics, words)
		SELECT id, $2, $3, $4, practice, subject_id, happened_on, metrics, $5 FROM entries WHERE id = $1 RETURNING id`,
		before.ID, keyed(e.Author, e.Request), millis(at), day(on), editWords.later(kept)).Scan(&id)
	if err != nil {
		return err
	}
	return keep(ctx, tx, editWords.of(aboutOf(before.Author, before.Subject), kept, id))
}

// forgetEdits takes out the words, and all other answers, that stood in an
// entry before it was edited.
func forgetEdits(ctx context.Context, tx *engine.Tx, id practice.EntryID) error {
	_, err := tx.ExecContext(ctx, `UPDATE entry_edits SET metrics = '{}', words = '{}' WHERE entry_id = $1`, id)
	return err
}

// rewrite stores an entry's person, day and answers over those it had. The
// instant at which it was logged stays.
func rewrite(ctx context.Context, tx *engine.Tx, e practice.Entry, p *practice.Practice) error {
	metrics, words := divide(p.Form, e.Values)
	countable, err := toJSON(metrics)
	if err != nil {
		return err
	}
	rest, err := toJSON(words)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE entries SET subject_id = $2, happened_on = $3, metrics = $4, words = $5, link = $6, edits = edits + 1,
		has_private = CASE WHEN $7 = 1 THEN 1 ELSE has_private END WHERE id = $1`,
		e.ID, e.Subject, day(e.HappenedOn), countable, wordsIn(e, rest), linkIn(e), flag(withPrivate(p.Form, words))); err != nil {
		return err
	}
	for _, table := range []string{"entry_values", "entry_people"} {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE entry_id = $1`, e.ID); err != nil {
			return err
		}
	}
	if err := insertValues(ctx, tx, e.ID, metrics); err != nil {
		return err
	}
	return insertNamed(ctx, tx, e)
}

// noticeEdit has the messages about an entry drawn again, posts those to people
// whom it thanks from now on, and tells those whom it is not about any more.
func noticeEdit(ctx context.Context, tx *engine.Tx, before, e practice.Entry, former []practice.PersonID) error {
	for _, n := range append(practice.Shows(before), practice.Causes(e)...) {
		if err := redraw(ctx, tx, n); err != nil {
			return err
		}
	}
	var notices []practice.Notice
	for _, id := range former {
		if _, err := tx.ExecContext(ctx, `DELETE FROM thanks_asked WHERE entry_id = $1 AND person_id = $2`, e.ID, id); err != nil {
			return err
		}
		notices = append(notices, practice.Reassigned{Entry: e.ID, To: id, On: before.HappenedOn, Edit: before.Edits + 1})
	}
	if err := redrawFridays(ctx, tx, e); err != nil {
		return err
	}
	return errors.Join(thank(ctx, tx, e), post(ctx, tx, e.Author, notices...))
}
