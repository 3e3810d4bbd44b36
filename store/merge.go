package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"coach/practice"
	"coach/store/engine"
)

// mergeSQL moves everything of person $1 to person $2, who is the same human.
// An occurrence that both had, or that both their leaders had about them, is
// kept once: the settled one is kept. So is whatever else both can have once.
var mergeSQL = slices.Concat([]string{
	`DELETE FROM outbox_shows WHERE occurrence_id IN (` + dropped + `)`,
	`DELETE FROM occurrences WHERE id IN (` + dropped + `)`,
	`DELETE FROM outbox_shows WHERE occurrence_id IN (` + superseded + `)`,
	`DELETE FROM occurrences WHERE id IN (` + superseded + `)`,
	`DELETE FROM outbox_shows WHERE occurrence_id IN (` + settledTwice + `)`,
	`DELETE FROM occurrences WHERE id IN (` + settledTwice + `)`,
	moved("occurrences", "performer_id", "subject_id", "excused_by", "skip_for"),
	`UPDATE entries SET request = request || '/again' WHERE subject_id = $1 AND request IN (SELECT request FROM entries WHERE subject_id = $2)`,
	moved("entries", "author_id", "subject_id"),
	moved("entry_edits", "subject_id"),
	once("entry_people", "person_id", "entry_id"), moved("entry_people", "person_id"),
	moved("subscriptions", "root_id"),
	moved("leaves", "person_id", "noted_by"),
	`UPDATE claims SET answer = 'overtaken' WHERE answer = '' AND (manager_id = $1 OR person_id = $1)`,
	again("claims", "person_id"), moved("claims", "manager_id", "person_id"),
	once("pledges", "person_id", "version"), moved("pledges", "person_id"),
	moved("suggestions", "person_id"),
	moved("audit", "by_id"),
	moved("playbooks", "published_by"),
	moved("outbox", "person_id", "author_id"),
	once("outbox_turns", "author_id"), moved("outbox_turns", "author_id"),
	once("mutes", "person_id", "practice"), moved("mutes", "person_id"),
	once("open_questions", "person_id", "practice"), moved("open_questions", "person_id"),
	once("contradictions", "person_id", "kind"), moved("contradictions", "person_id"),
	once("patterns", "person_id", "practice", "quarter"), moved("patterns", "person_id", "subject_id"),
	once("thanks_asked", "person_id"), moved("thanks_asked", "person_id"),
	moved("sent_files", "person_id"),
	`DELETE FROM lines WHERE report_id = $2 AND EXISTS (SELECT 1 FROM lines WHERE report_id = $1)`,
	moved("lines", "report_id", "manager_id"), moved("people", "led_by", "left_manager"),
	`DELETE FROM lines WHERE report_id = $2 AND manager_id = $2 AND report_id <> $1`,
}, mergeTalkSQL, []string{
	once("drafts", "person_id"), once("teams", "manager_id"), once("digest_help", "about_id", "subscription_id", "to_on"), // what is left is handed on
	moved("keys", "person_id"),
	`UPDATE people SET playbook_owner = 1 WHERE id = $2 AND EXISTS (SELECT 1 FROM people WHERE id = $1 AND playbook_owner = 1)`,
})

// mergeTalkSQL is what two people have between them. Of two focuses of one pair
// that are open, and of two agendas of one meeting, that of $2 goes on.
var mergeTalkSQL = []string{
	again("actions", "author_id"), moved("actions", "author_id", "owner_id", "subject_id", "done_by"),
	moved("action_moves", "by_id"),
	once("action_cancels", "by_id", "action_id"), moved("action_cancels", "by_id"),
	moved("plans", "writer_id", "reader_id"),
	again("topics", "by_id"), moved("topics", "manager_id", "report_id", "by_id"),
	`UPDATE focuses SET closed_at = opened_at, outcome = 'aside' WHERE id IN (SELECT a.id FROM focuses a JOIN focuses b ON b.id <> a.id AND b.closed_at = 0
		AND b.manager_id = CASE WHEN a.manager_id = $1 THEN $2 ELSE a.manager_id END AND b.report_id = CASE WHEN a.report_id = $1 THEN $2 ELSE a.report_id END
		WHERE a.closed_at = 0 AND (a.manager_id = $1 OR a.report_id = $1))`,
	moved("focuses", "manager_id", "report_id", "opened_by"),
	again("time_requests", "report_id"), moved("time_requests", "report_id", "manager_id"),
	again("obstacles", "raiser_id"), moved("obstacles", "raiser_id", "owner_id", "offered_to"),
	once("obstacle_people", "person_id", "obstacle_id"), moved("obstacle_people", "person_id"),
	again("obstacle_events", "by_id", "obstacle_id"), moved("obstacle_events", "by_id", "owner_id"),
	`UPDATE team_agendas SET taken_at = posted_at, words = '' WHERE manager_id = $1 AND taken_at = 0 AND meeting_on IN (SELECT meeting_on FROM team_agendas WHERE manager_id = $2 AND taken_at = 0)`,
	again("team_agendas", "manager_id"), moved("team_agendas", "manager_id"),
	moved("sessions", "manager_id", "deliverer_id"),
	once("questions", "person_id", "kind", "about_id", "asked_on"), moved("questions", "person_id"),
	`DELETE FROM questions WHERE kind = 'whom_to_meet' AND about_id = $1 AND EXISTS (SELECT 1 FROM questions b WHERE b.kind = 'whom_to_meet' AND b.about_id = $2
		AND b.person_id = questions.person_id AND b.asked_on = questions.asked_on)`,
	`UPDATE questions SET about_id = $2 WHERE kind = 'whom_to_meet' AND about_id = $1`,
	again("visits", "leader_id"), moved("visits", "leader_id", "manager_id", "rep_id"),
	again("stand_ins", "manager_id"), moved("stand_ins", "manager_id", "person_id", "ended_by"),
	`DELETE FROM asks WHERE person_id = $2 AND answered_at = 0 AND EXISTS (SELECT 1 FROM asks b WHERE b.person_id = $1 AND b.entry_id = asks.entry_id AND b.round = asks.round)`,
	once("asks", "person_id", "entry_id", "round"), moved("asks", "person_id"),
}

// moved is the statement that has columns name person $2 where they name $1.
func moved(table string, columns ...string) string {
	var set, where []string
	for _, c := range columns {
		set, where = append(set, fmt.Sprintf("%[1]s = CASE WHEN %[1]s = $1 THEN $2 ELSE %[1]s END", c)), append(where, c+" = $1")
	}
	return `UPDATE ` + table + ` SET ` + strings.Join(set, ", ") + ` WHERE ` + strings.Join(where, " OR ")
}

// once is the statement that deletes what $1 has and $2 has already: a row with
// the same values in the other columns.
func once(table, who string, same ...string) string {
	return `DELETE FROM ` + table + ` WHERE ` + who + ` = $1 AND EXISTS (SELECT 1 FROM ` + table + ` b WHERE b.` + who + ` = $2` + alike(table, same) + `)`
}

// again is the statement that tells the requests of $1 from equal ones of $2.
func again(table, who string, same ...string) string {
	return `UPDATE ` + table + ` SET request = request || '/again' WHERE ` + who + ` = $1 AND EXISTS (SELECT 1 FROM ` + table + ` b WHERE b.` + who + ` = $2` + alike(table, append(same, "request")) + `)`
}

func alike(table string, columns []string) (conditions string) {
	for _, c := range columns {
		conditions += ` AND b.` + c + ` = ` + table + `.` + c
	}
	return conditions
}

// The conditions for duplicate occurrences in a merge of person $1 into $2. An
// unsettled occurrence of $1 is dropped, because it is planned again; so is one
// that $2 still owes and $1 has settled. One that both have settled is kept
// once.
const (
	isUnsettled = `entry_id = 0 AND skip_reason = '' AND excused_by = 0`
	dropped     = `SELECT id FROM occurrences WHERE (performer_id = $1 OR subject_id = $1) AND ` + isUnsettled
	twice       = ` FROM occurrences a JOIN occurrences b ON b.id <> a.id AND b.practice = a.practice AND b.period_start = a.period_start
			AND b.period_end = a.period_end AND b.due_code = a.due_code AND b.seq = a.seq
			AND b.performer_id = CASE WHEN a.performer_id = $1 THEN $2 ELSE a.performer_id END
			AND b.subject_id = CASE WHEN a.subject_id = $1 THEN $2 ELSE a.subject_id END
		WHERE (a.performer_id = $1 OR a.subject_id = $1)`
	superseded   = `SELECT b.id` + twice + ` AND b.entry_id = 0 AND b.skip_reason = '' AND b.excused_by = 0`
	settledTwice = `SELECT a.id` + twice
)

// merge combines two people who turned out to be the same human. Rows of the
// people file about the one that is removed apply to the other from now on; so
// does the Slack account, if the removed person's is the open one.
func merge(ctx context.Context, tx *engine.Tx, from, into practice.PersonID, account bool) error {
	if err := errors.Join(mergeAlone(ctx, tx, from, into), mergeAudit(ctx, tx, from, into), mergeNotices(ctx, tx, from, into)); err != nil {
		return err
	}
	for _, statement := range mergeSQL {
		args := []any{from, into}
		if !strings.Contains(statement, "$2") {
			args = args[:1]
		}
		if _, err := tx.ExecContext(ctx, statement, args...); err != nil {
			return err
		}
	}
	for _, one := range []struct {
		column
		who string
	}{{draftEdits, "person_id"}, {slotWhere, "manager_id"}, {helpComment, "about_id"}} {
		if err := one.handOn(ctx, tx, one.who, from, into); err != nil {
			return err
		}
	}
	return errors.Join(mergeRow(ctx, tx, from, into, account), neverAgain(ctx, tx, from))
}

// mergeAlone has the thanks that $1 got alone be those of $2.
func mergeAlone(ctx context.Context, tx *engine.Tx, from, into practice.PersonID) error {
	return rewritten(ctx, tx, "entries", "alone", `alone <> '' AND id IN (SELECT entry_id FROM entry_people WHERE person_id = $1)`, from, func(kept string) (string, error) {
		var alone []practice.PersonID
		if err := json.Unmarshal([]byte(kept), &alone); err != nil {
			return "", err
		}
		for i, id := range alone {
			if id == from {
				alone[i] = into
			}
		}
		slices.Sort(alone)
		text, err := json.Marshal(slices.Compact(alone))
		return string(text), err
	})
}

// mergeAudit has the lines of the audit that are about one name the other.
func mergeAudit(ctx context.Context, tx *engine.Tx, from, into practice.PersonID) error {
	named := regexp.MustCompile(`\b` + ofPerson(from) + `\b`)
	return rewritten(ctx, tx, "audit", "detail", `detail LIKE $1`, "%"+ofPerson(from)+"%", func(kept string) (string, error) {
		return named.ReplaceAllLiteralString(kept, ofPerson(into)), nil
	})
}

// rewritten changes the texts in a column of the rows that a condition on $1
// selects.
func rewritten(ctx context.Context, tx *engine.Tx, table, column, which string, arg any, change func(string) (string, error)) error {
	type row struct {
		id   int64
		text string
	}
	rows, err := tx.QueryContext(ctx, `SELECT id, `+column+` FROM `+table+` WHERE `+which, arg)
	if err != nil {
		return err
	}
	found, err := collect(rows, func(rows *sql.Rows, r *row) error { return rows.Scan(&r.id, &r.text) })
	for _, r := range found {
		var text string
		if text, err = change(r.text); err == nil {
			_, err = tx.ExecContext(ctx, `UPDATE `+table+` SET `+column+` = $2 WHERE id = $1`, r.id, text)
		}
		if err != nil {
			break
		}
	}
	return err
}

// neverAgain notes the number of somebody who was removed, if it is the highest:
// SQLite would give it to the next person, whom notices and keys of words would
// then take for the former.
func neverAgain(ctx context.Context, tx *engine.Tx, gone practice.PersonID) error {
	highest, err := numbers(ctx, tx, `SELECT coalesce(max(id), 0) FROM people`)
	if err != nil || int64(gone) < highest[0] {
		return err
	}
	return setSetting(ctx, tx, settingGone, int64(gone))
}

// addPerson runs a statement that inserts a person, and gives them a number that
// nobody has had.
func addPerson(ctx context.Context, tx *engine.Tx, insert string, args ...any) error {
	const given = `(SELECT CAST(value AS BIGINT) FROM settings WHERE name = '` + settingGone + `')`
	var id practice.PersonID
	if err := tx.QueryRowContext(ctx, insert+` RETURNING id`, args...).Scan(&id); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE people SET id = `+given+` + 1 WHERE id = $1 AND id <= `+given, id)
	return err
}

// handOn moves rows that are told from others by their person. Their words are
// sealed anew: they opened in no other row.
func (c column) handOn(ctx context.Context, tx *engine.Tx, who string, from, into practice.PersonID) error {
	rows, err := tx.QueryContext(ctx, `SELECT `+strings.Join(c.key, ", ")+`, `+c.name+` FROM `+c.table+` WHERE `+who+` = $1 AND `+c.name+` <> '`+c.empty+`'`, from)
	if err != nil {
		return err
	}
	found, err := collect(rows, func(rows *sql.Rows, w *words) error {
		w.column, w.who, w.key = c, into, make([]any, len(c.key))
		var to, key []any
		for i := range w.key {
			key = append(key, &w.key[i])
		}
		to = append(to, key...)
		return rows.Scan(append(to, c.export(tx, &w.text, key...))...)
	})
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, moved(c.table, who), from, into); err != nil {
		return err
	}
	for _, w := range found {
		w.key[slices.Index(c.key, who)] = into
		if err := w.store(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// mergeRow combines the two rows in the table of people.
func mergeRow(ctx context.Context, tx *engine.Tx, from, into practice.PersonID, account bool) error {
	var slackID, email, fileEmail, standing, name, zone, calendar sql.NullString
	var fileName, fileZone, imported, admin bool
	err := tx.QueryRowContext(ctx, `SELECT slack_id, email, file_email, standing, name, zone, calendar, file_name, file_zone, imported, admin FROM people WHERE id = $1`, from).
		Scan(&slackID, &email, &fileEmail, &standing, &name, &zone, &calendar, &fileName, &fileZone, &imported, &admin)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM people WHERE id = $1`, from); err != nil {
		return err
	}
	if account {
		_, err = tx.ExecContext(ctx, `UPDATE people SET former_id = slack_id, slack_id = $2, email = $3, lost_email = NULL, standing = $4, admin = $5 WHERE id = $1`,
			into, slackID, email, standing, flag(admin))
	}
	if err == nil && imported {
		_, err = tx.ExecContext(ctx, `
			UPDATE people SET imported = 1, file_email = coalesce($2, file_email), calendar = $3,
				name = CASE WHEN $4 = 1 THEN $5 ELSE name END, file_name = CASE WHEN $4 = 1 THEN 1 ELSE file_name END,
				zone = CASE WHEN $6 = 1 THEN $7 ELSE zone END, file_zone = CASE WHEN $6 = 1 THEN 1 ELSE file_zone END WHERE id = $1`,
			into, fileEmail, calendar, flag(fileName), name, flag(fileZone), zone)
	}
	return err
}
