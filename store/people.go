package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

type heldRoster struct {
	revision, playbook int
	*practice.Roster
}

// Roster returns who is who, who is away when, and when who works: the
// calendars of the playbook in force, or of the default one before any is
// published, with the public holidays there are. It is kept in memory until a
// person, a line, leave, a holiday or the playbook changes; then it is read
// once, however many ask for it.
func (s *Store) Roster(ctx context.Context) (*practice.Roster, error) {
	s.reread.Lock()
	defer s.reread.Unlock()
	pb, version, err := s.Playbook(ctx)
	if errors.Is(err, ErrNotFound) {
		pb, err = files.Default(), nil
	}
	if err != nil {
		return nil, err
	}
	var revision int
	if err := s.read.QueryRowContext(ctx, `SELECT n FROM revisions WHERE subject = 'roster'`).Scan(&revision); err != nil {
		return nil, fmt.Errorf("roster: %w", readable(err))
	}
	if held := s.roster.Load(); held != nil && held.revision == revision && held.playbook == version {
		return held.Roster, nil
	}
	r, err := s.RosterUnder(ctx, pb)
	if err != nil {
		return nil, err
	}
	s.roster.Store(&heldRoster{revision, version, r})
	return r, nil
}

// RosterUnder is who is who, with the calendars of a playbook that need not be
// published.
func (s *Store) RosterUnder(ctx context.Context, pb *practice.Playbook) (*practice.Roster, error) {
	people, err := s.people(ctx)
	if err != nil {
		return nil, fmt.Errorf("roster: %w", readable(err))
	}
	lines, err := s.lines(ctx)
	if err != nil {
		return nil, fmt.Errorf("roster: %w", readable(err))
	}
	off, err := s.Holidays(ctx)
	if err != nil {
		return nil, fmt.Errorf("roster: %w", err)
	}
	away, err := leaves(ctx, s.read, hasDays)
	if err != nil {
		return nil, fmt.Errorf("roster: %w", err)
	}
	return practice.NewRoster(people, lines, pb.WithHolidays(off)).WithLeave(away), nil
}

func rosterChanged(ctx context.Context, tx *engine.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE revisions SET n = n + 1 WHERE subject = 'roster'`)
	return err
}

const personColumns = `id, coalesce(slack_id, ''), coalesce(email, ''), name, zone, calendar, standing, admin, morning`

func scanPerson(scan func(...any) error, p *practice.Person) error {
	return scan(&p.ID, &p.SlackID, &p.Email, &p.Name, &p.Zone, &p.Calendar, &p.Standing, &p.Admin, &p.Morning)
}

func (s *Store) people(ctx context.Context) ([]practice.Person, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+personColumns+` FROM people ORDER BY id`)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, p *practice.Person) error { return scanPerson(rows.Scan, p) })
}

const lineColumns = `report_id, coalesce(manager_id, 0), dotted, level, from_on, to_on, source = 'team'`

func scanLine(rows *sql.Rows, l *practice.Line) error {
	return rows.Scan(&l.Report, &l.Manager, &l.Dotted, &l.Level, (*day)(&l.From), (*day)(&l.To), &l.Team)
}

func (s *Store) lines(ctx context.Context) ([]practice.Line, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+lineColumns+` FROM lines ORDER BY id`)
	if err != nil {
		return nil, err
	}
	return collect(rows, scanLine)
}

// PersonBySlackID returns the person with a Slack ID, or ErrNotFound.
func (s *Store) PersonBySlackID(ctx context.Context, id string) (practice.Person, error) {
	return s.personBy(ctx, "slack_id", id)
}

// PersonByEmail returns the person with a lower-case email, or ErrNotFound.
func (s *Store) PersonByEmail(ctx context.Context, email string) (practice.Person, error) {
	return s.personBy(ctx, "email", email)
}

func personSQL(column string) string {
	return `SELECT ` + personColumns + ` FROM people WHERE ` + column + ` = $1`
}

func (s *Store) personBy(ctx context.Context, column, value string) (p practice.Person, err error) {
	if value == "" {
		return p, ErrNotFound
	}
	row := s.read.QueryRowContext(ctx, personSQL(column), value)
	err = scanPerson(row.Scan, &p)
	if errors.Is(err, sql.ErrNoRows) {
		return p, ErrNotFound
	}
	if err != nil {
		return p, fmt.Errorf("person: %w", readable(err))
	}
	return p, nil
}

// atOnce is how many rows bulk work writes in one transaction: more would keep
// people waiting for their acknowledgement.
const atOnce = 100

// SyncDirectory brings people in line with the members of the workspace, each
// matched by Slack ID, else by the email of somebody not found so far. What the
// people file says of a name or a zone stands.
// Whoever's account is closed or turns out to be of another company, or is
// opened again, changes what others owe: the current periods are planned anew.
// Of closed accounts and other companies' people only those are kept that
// somebody has named; a closed account takes no address from anybody.
func (s *Store) SyncDirectory(ctx context.Context, members []practice.Person) error {
	changed, turned := false, false
	sync := func(tx *engine.Tx, chunk []practice.Person) error {
		for _, m := range chunk {
			c, err := syncMember(ctx, tx, m, &turned)
			if err != nil {
				return err
			}
			changed = changed || c
		}
		return nil
	}
	var err error
	for chunk := range slices.Chunk(members, atOnce) {
		if err = s.tx(ctx, func(tx *engine.Tx) error { return sync(tx, chunk) }); err != nil {
			break
		}
	}
	if changed || turned { // told once, or the roster would be read again after every chunk
		err = errors.Join(err, s.tx(context.WithoutCancel(ctx), func(tx *engine.Tx) error {
			if turned {
				return planChanged(ctx, tx, everybody)
			}
			return rosterChanged(ctx, tx)
		}))
	}
	if err != nil {
		return fmt.Errorf("directory: %w", err)
	}
	return nil
}

// syncMember reports whether anything about the member changed, and sets turned
// if their account was closed or opened again.
func syncMember(ctx context.Context, tx *engine.Tx, m practice.Person, turned *bool) (changed bool, err error) {
	if m.Standing == practice.Gone {
		m.Email = "" // a closed account has no say about whose the address is now
	}
	id, err := findMember(ctx, tx, m.SlackID, m.Email)
	if errors.Is(err, ErrNotFound) && (m.Standing == practice.Gone || m.Standing == practice.Outside) {
		return false, nil // nobody named them yet, and nothing is kept about them
	}
	if errors.Is(err, ErrNotFound) {
		if err := handOver(ctx, tx, m.Email, 0); err != nil {
			return false, err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO people (slack_id, email, name, zone, calendar, standing, admin, morning) VALUES ($1, $2, $3, $4, '', $5, $6, $7)`,
			null(m.SlackID), null(m.Email), m.Name, m.Zone, m.Standing, flag(m.Admin), practice.DefaultMorning)
		return true, err
	}
	if err != nil {
		return false, err
	}
	if err := handOver(ctx, tx, m.Email, id); err != nil {
		return false, err
	}
	done, err := tx.ExecContext(ctx, `UPDATE people SET standing = $2 WHERE id = $1 AND (standing IN ('gone', 'outside')) <> ($2 IN ('gone', 'outside'))`, id, m.Standing)
	if err != nil {
		return false, err
	}
	if n, err := done.RowsAffected(); err != nil {
		return false, err
	} else if n > 0 {
		*turned = true
	}
	done, err = tx.ExecContext(ctx, `
		UPDATE people SET slack_id = $2, email = coalesce($3, email), standing = $4, admin = $7,
			name = CASE WHEN file_name = 1 OR $5 = '' THEN name ELSE $5 END,
			zone = CASE WHEN file_zone = 1 OR $6 = '' THEN zone ELSE $6 END
		WHERE id = $1 AND (slack_id IS DISTINCT FROM $2 OR email IS DISTINCT FROM coalesce($3, email) OR standing <> $4 OR admin <> $7
			OR file_name = 0 AND $5 <> '' AND name <> $5 OR file_zone = 0 AND $6 <> '' AND zone <> $6)`,
		id, m.SlackID, null(m.Email), m.Standing, m.Name, m.Zone, flag(m.Admin))
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

const (
	findPersonSQL = `
		SELECT id FROM people WHERE slack_id = $1 OR email = $2
		ORDER BY CASE WHEN slack_id = $1 THEN 0 ELSE 1 END LIMIT 1`
	findMemberSQL = `
		SELECT id FROM people WHERE slack_id = $1 OR email = $2 AND standing = 'unfound'
		ORDER BY CASE WHEN slack_id = $1 THEN 0 ELSE 1 END LIMIT 1`
)

// findPerson matches a row of the people file by Slack ID first, then by email.
func findPerson(ctx context.Context, tx *engine.Tx, slackID, email string) (practice.PersonID, error) {
	return find(ctx, tx, findPersonSQL, slackID, email)
}

// findMember matches an account of the workspace by Slack ID first, then by
// the email of somebody who has no account yet. An address that belonged to
// another account says nothing: what was written about its old owner is not
// for the new one to read.
func findMember(ctx context.Context, tx *engine.Tx, slackID, email string) (practice.PersonID, error) {
	return find(ctx, tx, findMemberSQL, slackID, email)
}

func find(ctx context.Context, tx *engine.Tx, query, slackID, email string) (id practice.PersonID, err error) {
	err = tx.QueryRowContext(ctx, query, null(slackID), null(email)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, ErrNotFound
	}
	return id, err
}

// handOver takes an address from everybody but its new owner.
func handOver(ctx context.Context, tx *engine.Tx, email string, to practice.PersonID) error {
	_, err := tx.ExecContext(ctx, `UPDATE people SET email = NULL WHERE email = $1 AND id <> $2`, null(email), to)
	return err
}

// MarkUnlisted closes the accounts of those whom a whole directory does not
// list any more, by Slack ID: the workspace has deleted or lost them.
func (s *Store) MarkUnlisted(ctx context.Context, listed []string) error {
	is := make(map[string]bool, len(listed))
	for _, id := range listed {
		is[id] = true
	}
	err := s.tx(ctx, func(tx *engine.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT `+personColumns+` FROM people WHERE slack_id IS NOT NULL AND standing IN ('member', 'guest')`)
		if err != nil {
			return err
		}
		known, err := collect(rows, func(rows *sql.Rows, p *practice.Person) error { return scanPerson(rows.Scan, p) })
		if err != nil {
			return err
		}
		known = slices.DeleteFunc(known, func(p practice.Person) bool { return is[p.SlackID] })
		if len(known) == 0 {
			return nil
		}
		for _, p := range known {
			if _, err := tx.ExecContext(ctx, `UPDATE people SET standing = 'gone' WHERE id = $1`, p.ID); err != nil {
				return err
			}
		}
		return planChanged(ctx, tx, everybody)
	})
	if err != nil {
		return fmt.Errorf("directory: %w", err)
	}
	return nil
}

// Unfound returns those of the people file whom the workspace does not have,
// by email.
func (s *Store) Unfound(ctx context.Context) ([]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT coalesce(email, name) FROM people WHERE imported = 1 AND standing = 'unfound' ORDER BY 1`)
	if err != nil {
		return nil, fmt.Errorf("unfound: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, email *string) error { return rows.Scan(email) })
}
