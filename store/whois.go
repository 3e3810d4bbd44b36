package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"coach/practice"
	"coach/store/engine"
)

const knownColumns = personColumns + `, coalesce(file_email, ''), coalesce(lost_email, ''), imported`

func scanKnown(scan func(...any) error, k *practice.Known) error {
	return scan(&k.ID, &k.SlackID, &k.Email, &k.Name, &k.Zone, &k.Calendar, &k.Account, &k.Admin, &k.Morning, &k.Thanks, &k.Erased, &k.FileEmail, &k.LostEmail, &k.Imported)
}

func knownSQL(column string) string {
	return `SELECT ` + knownColumns + ` FROM people WHERE ` + column + ` = $1`
}

// knownBy returns the person whose column has the given value; a Known without
// ID if there is none.
func knownBy(ctx context.Context, tx *engine.Tx, column string, value any) (k practice.Known, err error) {
	if value == "" || value == practice.PersonID(0) {
		return k, nil
	}
	err = scanKnown(tx.QueryRowContext(ctx, knownSQL(column)+` ORDER BY id LIMIT 1`, value).Scan, &k)
	if errors.Is(err, sql.ErrNoRows) {
		return k, nil
	}
	return k, err
}

// candidates returns the people who may be the person of a sighting.
func candidates(ctx context.Context, tx *engine.Tx, s practice.Sighting) (c practice.Candidates, err error) {
	for _, by := range []struct{ column, value string }{{"slack_id", s.SlackID}, {"slack_id", s.OrgID}, {"former_id", s.SlackID}} {
		found, err := knownBy(ctx, tx, by.column, by.value)
		if err != nil {
			return c, err
		}
		if by.column == "former_id" && (s.Standing == practice.Gone || s.Standing != "" && found.Account.Open()) {
			continue // an account that another has taken the place of
		}
		if c.ByID.ID == 0 {
			c.ByID = found
		}
	}
	if c.ByEmail, err = knownBy(ctx, tx, "email", s.Email); err != nil {
		return c, err
	}
	if c.ByFile, err = knownBy(ctx, tx, "file_email", s.Email); err != nil || c.ByFile.ID != 0 {
		return c, err
	}
	if c.ByFile, err = knownBy(ctx, tx, "lost_email", s.Email); c.ByFile.Account.Open() {
		c.ByFile = practice.Known{}
	}
	return c, err
}

// namedBy returns the person whom an email address names in a file: the one
// whom the people file names by it, or else the one whose Slack account has it.
func namedBy(ctx context.Context, tx *engine.Tx, email string) (practice.PersonID, error) {
	for _, column := range []string{"file_email", "email"} {
		if k, err := knownBy(ctx, tx, column, email); err != nil || k.ID != 0 {
			return k.ID, err
		}
	}
	return 0, ErrNotFound
}

// mergeSQL moves everything of person $1 to person $2, who is the same human.
// An occurrence that both had, or that both their leaders had about them, is
// kept once: the settled one is kept.
var mergeSQL = []string{
	`DELETE FROM outbox_shows WHERE occurrence_id IN (` + dropped + `)`,
	`DELETE FROM occurrences WHERE id IN (` + dropped + `)`,
	`DELETE FROM outbox_shows WHERE occurrence_id IN (` + superseded + `)`,
	`DELETE FROM occurrences WHERE id IN (` + superseded + `)`,
	`DELETE FROM outbox_shows WHERE occurrence_id IN (` + settledTwice + `)`,
	`DELETE FROM occurrences WHERE id IN (` + settledTwice + `)`,
	`UPDATE occurrences SET performer_id = CASE WHEN performer_id = $1 THEN $2 ELSE performer_id END,
		subject_id = CASE WHEN subject_id = $1 THEN $2 ELSE subject_id END WHERE performer_id = $1 OR subject_id = $1`,
	`UPDATE occurrences SET excused_by = $2 WHERE excused_by = $1`,
	`UPDATE occurrences SET skip_for = $2 WHERE skip_for = $1`,
	`UPDATE entries SET request = request || '/again' WHERE subject_id = $1 AND request IN (SELECT request FROM entries WHERE subject_id = $2)`,
	`UPDATE entries SET author_id = $2 WHERE author_id = $1`,
	`UPDATE entries SET subject_id = $2 WHERE subject_id = $1`,
	`UPDATE entry_edits SET subject_id = $2 WHERE subject_id = $1`,
	`DELETE FROM entry_people WHERE person_id = $1 AND entry_id IN (SELECT entry_id FROM entry_people WHERE person_id = $2)`,
	`UPDATE entry_people SET person_id = $2 WHERE person_id = $1`,
	`UPDATE subscriptions SET root_id = $2 WHERE root_id = $1`,
	`UPDATE leaves SET person_id = $2 WHERE person_id = $1`,
	`UPDATE leaves SET noted_by = $2 WHERE noted_by = $1`,
	`UPDATE claims SET answer = 'overtaken' WHERE answer = '' AND (manager_id = $1 OR person_id = $1)`,
	`UPDATE claims SET request = request || '/again' WHERE person_id = $1 AND request IN (SELECT request FROM claims WHERE person_id = $2)`,
	`UPDATE claims SET manager_id = $2 WHERE manager_id = $1`,
	`UPDATE claims SET person_id = $2 WHERE person_id = $1`,
	`DELETE FROM drafts WHERE person_id = $1 AND EXISTS (SELECT 1 FROM drafts WHERE person_id = $2)`,
	`UPDATE drafts SET person_id = $2 WHERE person_id = $1`,
	`DELETE FROM pledges WHERE person_id = $1 AND version IN (SELECT version FROM pledges WHERE person_id = $2)`,
	`UPDATE pledges SET person_id = $2 WHERE person_id = $1`,
	`UPDATE suggestions SET person_id = $2 WHERE person_id = $1`,
	`UPDATE audit SET by_id = $2 WHERE by_id = $1`,
	`UPDATE playbooks SET published_by = $2 WHERE published_by = $1`,
	`UPDATE outbox SET person_id = $2 WHERE person_id = $1`,
	`DELETE FROM mutes WHERE person_id = $1 AND practice IN (SELECT practice FROM mutes WHERE person_id = $2)`,
	`UPDATE mutes SET person_id = $2 WHERE person_id = $1`,
	`DELETE FROM patterns WHERE person_id = $1 AND EXISTS (SELECT 1 FROM patterns b WHERE b.person_id = $2 AND b.practice = patterns.practice AND b.quarter = patterns.quarter)`,
	`UPDATE patterns SET person_id = $2 WHERE person_id = $1`,
	`UPDATE patterns SET subject_id = $2 WHERE subject_id = $1`,
	`DELETE FROM lines WHERE report_id = $2 AND EXISTS (SELECT 1 FROM lines WHERE report_id = $1)`,
	`UPDATE lines SET report_id = $2 WHERE report_id = $1`,
	`UPDATE lines SET manager_id = $2 WHERE manager_id = $1`,
	`DELETE FROM lines WHERE report_id = $2 AND manager_id = $2 AND report_id <> $1`,
	`UPDATE visits SET leader_id = $2, request = request || '/again' WHERE leader_id = $1`,
	`UPDATE visits SET manager_id = $2 WHERE manager_id = $1`,
	`UPDATE visits SET rep_id = $2 WHERE rep_id = $1`,
	`UPDATE stand_ins SET manager_id = $2, request = request || '/again' WHERE manager_id = $1`,
	`UPDATE stand_ins SET person_id = $2 WHERE person_id = $1`,
	`UPDATE keys SET person_id = $2 WHERE person_id = $1`,
	`UPDATE people SET playbook_owner = 1 WHERE id = $2 AND EXISTS (SELECT 1 FROM people WHERE id = $1 AND playbook_owner = 1)`,
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
	for _, statement := range mergeSQL {
		args := []any{from, into}
		if !strings.Contains(statement, "$2") {
			args = args[:1]
		}
		if _, err := tx.ExecContext(ctx, statement, args...); err != nil {
			return err
		}
	}
	return mergeRow(ctx, tx, from, into, account)
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

// Concerns reports whether a Slack account belongs, or may belong, to a person
// coach knows or expects: by Slack ID, or by an email address that one of them
// has.
func (s *Store) Concerns(ctx context.Context, slackID, email string) (concerns bool, err error) {
	err = s.read.QueryRowContext(ctx, concernsSQL, null(slackID), null(email)).Scan(&concerns)
	if err != nil {
		return false, fmt.Errorf("concerns: %w", readable(err))
	}
	return concerns, nil
}

const concernsSQL = `
	SELECT EXISTS (SELECT 1 FROM people WHERE slack_id = $1) OR EXISTS (SELECT 1 FROM people WHERE former_id = $1)
		OR EXISTS (SELECT 1 FROM people WHERE email = $2) OR EXISTS (SELECT 1 FROM people WHERE file_email = $2)`
