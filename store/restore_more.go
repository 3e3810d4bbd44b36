package store

import (
	"database/sql"
	"errors"
	"strings"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// storeMore stores a line of what the kinds up to audit have no room for.
func (r *restorer) storeMore(line files.Line) error {
	switch l := line.(type) {
	case files.PersonMore:
		return r.personMore(l)
	case files.PlaybookWords:
		return r.exec(`INSERT INTO playbook_words (version, practice, words) VALUES ($1, $2, $3)`, l.Version, l.Practice, l.Words)
	case files.HolidayMore:
		return r.exec(`UPDATE holidays SET name = $3 WHERE calendar = $1 AND day = $2`, l.Calendar, day(l.On), l.Name)
	case files.SuggestionMore:
		return r.exec(`UPDATE suggestions SET made_at = $2 WHERE id = $1`, l.ID, millis(l.MadeAt))
	case files.OccurrenceMore:
		return r.keep(occurrenceCue, l.Cue, l.ID)
	case files.EntryMore:
		return r.entryMore(l)
	case files.AskMore:
		return r.exec(`UPDATE asks SET round = $2, waits_until = $3, asked_on = $4, kept_at = $5 WHERE id = $1`, l.ID, l.Round, day(l.WaitsUntil), day(l.AskedOn), orZero(l.KeptAt))
	case files.ActionMore:
		return r.exec(`UPDATE actions SET request = $2, kind = $3, due_on = $4, done_by = $5 WHERE id = $1`, l.ID, l.Request, l.Type, day(l.DueNow), r.who(l.DoneBy))
	case files.TopicMore:
		return errors.Join(r.exec(`UPDATE topics SET request = $2 WHERE id = $1`, l.ID, l.Request), r.keep(topicLink, l.Link, l.ID))
	case files.ObstacleMore:
		return r.obstacleMore(l)
	case files.DigestMore:
		return r.digestMore(l)
	case files.DigestHelpLine:
		return r.insert(clashHelp, `INSERT INTO digest_help (subscription_id, to_on, about_id, practices, previewed_on, previewed_at, comment) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			l.Subscription, day(l.To), r.who(l.About), strings.Join(l.Practices, ","), day(l.PreviewedOn), orZero(l.PreviewedAt), helpComment.of(r.who(l.About), l.Comment, l.Subscription, l.To, r.who(l.About)))
	case files.NoticeMore:
		return r.noticeMore(l)
	}
	return r.storeFurther(line)
}

func (r *restorer) personMore(l files.PersonMore) error {
	if !l.Replan {
		r.planned = append(r.planned, l.ID)
	}
	return r.exec(`UPDATE people SET file_email = $2, former_id = $3, lost_email = $4, begun_on = $5, active_at = $6, left_manager = $7, left_on = $8 WHERE id = $1`,
		l.ID, null(l.FileEmail), null(l.Former), null(l.LostEmail), day(l.BegunOn), orZero(l.ActiveAt), r.who(l.Left), day(l.LeftOn))
}

// entryMore stores what an entry's line does not say.
func (r *restorer) entryMore(l files.EntryMore) error {
	var alone []practice.PersonID
	for _, ref := range l.Alone {
		alone = append(alone, r.who(ref))
	}
	text, err := aloneText(alone)
	if err != nil {
		return err
	}
	err = errors.Join(r.exec(`UPDATE entries SET channel = $2, friday = $3, alone = $4 WHERE id = $1`, l.ID, l.Channel, flag(l.Friday), text), r.keep(entryLink, l.Link, l.ID))
	if l.People != nil {
		err = errors.Join(err, r.exec(`DELETE FROM entry_people WHERE entry_id = $1`, l.ID))
		for _, ref := range l.People {
			err = errors.Join(err, r.exec(`INSERT INTO entry_people (person_id, entry_id) VALUES ($1, $2)`, r.who(ref), l.ID))
		}
	}
	for _, s := range l.Settled {
		err = errors.Join(err, r.exec(`UPDATE occurrences SET settled_at = $2 WHERE id = $1`, s.Occurrence, orZero(s.At)))
	}
	if l.Metrics != nil || len(l.Shapes) > 0 {
		err = errors.Join(err, r.divideAgain(l))
	}
	return errors.Join(err, r.editsMore(l))
}

// divideAgain divides an entry's answers, of which some have other types than
// their form says, or count otherwise in measures.
func (r *restorer) divideAgain(l files.EntryMore) error {
	found, err := entries(r.ctx, r.tx, `id = $1`, l.ID)
	if err != nil {
		return err
	}
	e := found[0]
	said := r.reshaped(r.form(e.Version, e.Practice, e.HappenedOn), e.Values, l.Metrics, l.Shapes)
	metrics, words, err := said.texts()
	if err != nil {
		return err
	}
	return errors.Join(r.exec(`UPDATE entries SET metrics = $2, words = $3 WHERE id = $1`, l.ID, metrics, wordsIn(e, words)),
		r.exec(`DELETE FROM entry_values WHERE entry_id = $1`, l.ID), insertValues(r.ctx, r.tx, e.ID, said.metrics))
}

// editsMore stores what an entry's line does not say of its edits: of all of
// them, in their order, or of none.
func (r *restorer) editsMore(l files.EntryMore) error {
	if len(l.Edits) == 0 {
		return nil
	}
	type divided struct {
		storedAnswers
		id         int64
		version    int
		practice   string
		happenedOn cadence.Date
	}
	found, err := r.tx.QueryContext(r.ctx, `SELECT d.id, e.playbook_version, d.practice, d.happened_on, d.metrics, d.words FROM entry_edits d JOIN entries e ON e.id = d.entry_id
		WHERE d.entry_id = $1 ORDER BY d.id`, l.ID)
	if err != nil {
		return err
	}
	edits, err := collect(found, func(rows *sql.Rows, e *divided) error {
		var metrics, words string
		err := rows.Scan(&e.id, &e.version, &e.practice, (*day)(&e.happenedOn), &metrics, editWords.read(r.tx, &words, &e.id))
		return errors.Join(err, e.read(metrics, words))
	})
	if err != nil {
		return err
	}
	for i, more := range l.Edits {
		edit := edits[i]
		said := r.reshaped(r.form(edit.version, edit.practice, edit.happenedOn), edit.all(), more.Metrics, more.Shapes)
		metrics, words, err := said.texts()
		if err != nil {
			return err
		}
		err = r.exec(`UPDATE entry_edits SET request = $2, edited_on = $3, metrics = $4 WHERE id = $1`, edit.id, more.Request, day(more.On), metrics)
		if err := errors.Join(err, r.keep(editWords, words, edit.id)); err != nil {
			return err
		}
	}
	return nil
}

// obstacleMore stores on which days an obstacle was raised and its events
// happened, and what made them.
func (r *restorer) obstacleMore(l files.ObstacleMore) error {
	err := r.exec(`UPDATE obstacles SET request = $2, raised_on = $3 WHERE id = $1`, l.ID, l.Request, day(l.RaisedOn))
	for i, ev := range l.Events {
		err = errors.Join(err, r.exec(`UPDATE obstacle_events SET request = $3, happened_on = $4 WHERE obstacle_id = $1 AND n = $2`, l.ID, i+1, ev.Request, day(ev.On)))
	}
	return err
}

// digestMore stores on which days people read beforehand what a digest says of
// them, in the order of the people.
func (r *restorer) digestMore(l files.DigestMore) error {
	found, err := r.tx.QueryContext(r.ctx, `SELECT h.about_id FROM digests d JOIN digest_help h ON h.subscription_id = d.subscription_id AND h.to_on = d.to_on WHERE d.id = $1 ORDER BY h.about_id`, l.ID)
	if err != nil {
		return err
	}
	people, err := collect(found, func(rows *sql.Rows, who *practice.PersonID) error { return rows.Scan(who) })
	for i, who := range people {
		err = errors.Join(err, r.exec(`UPDATE digest_help SET previewed_on = $3 WHERE about_id = $2
			AND EXISTS (SELECT 1 FROM digests d WHERE d.id = $1 AND d.subscription_id = digest_help.subscription_id AND d.to_on = digest_help.to_on)`, l.ID, who, day(l.PreviewedOn[i])))
	}
	return err
}

// noticeMore stores what the body of a notice does not say.
func (r *restorer) noticeMore(l files.NoticeMore) error {
	err := r.exec(`UPDATE outbox SET kind = $2, person_id = $3, playbook = $4, since = $5, author_id = $6, held_until = $7 WHERE id = $1`,
		l.ID, l.Class, r.who(l.Person), l.Playbook, l.Since, r.who(l.Author), orZero(l.HeldUntil))
	err = errors.Join(err, r.exec(`UPDATE outbox_shows SET part = 'line' WHERE notice_id = $1`, l.ID))
	for _, p := range l.Parts {
		err = errors.Join(err, r.exec(`UPDATE outbox_shows SET part = $3 WHERE notice_id = $1 AND occurrence_id = $2`, l.ID, p.Occurrence, p.Part))
	}
	return err
}

// keep stores words in a row that is there, sealed by the key of whom the row is
// about.
func (r *restorer) keep(c column, text string, key ...any) error {
	w := c.of(0, text, key...)
	if err := r.holdable([]any{w}); err != nil {
		return err
	}
	if err := r.tx.QueryRowContext(r.ctx, `SELECT `+c.whose+` FROM `+c.table+` WHERE `+c.isRow(1), key...).Scan(&w.who); err != nil {
		return err
	}
	return w.store(r.ctx, r.tx)
}
