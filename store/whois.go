package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

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
