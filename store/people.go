package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

type cachedRoster struct {
	revision, playbook int
	*practice.Roster
}

// Roster returns everybody with their reporting lines, leave and working days:
// the calendars of the playbook in force, or of the default one before any is
// published, with the public holidays. It is cached until a person, a line,
// leave, a holiday or the playbook changes, and is then read once, however many
// requests wait for it.
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
	if err := s.ring.renew(ctx, s.read); err != nil { // somebody's may be destroyed since, as by another copy
		return nil, fmt.Errorf("roster: %w", readable(err))
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
	s.roster.Store(&cachedRoster{revision, version, r})
	return r, nil
}

// RosterUnder returns the roster with the calendars of a given playbook, which
// need not be published.
func (s *Store) RosterUnder(ctx context.Context, pb *practice.Playbook) (*practice.Roster, error) {
	return s.rosterBy(ctx, pb, practice.NewRoster)
}

// Record returns the roster that reports count by, in which those who have left
// stand where they did ([practice.NewRecord]).
func (s *Store) Record(ctx context.Context, pb *practice.Playbook) (*practice.Roster, error) {
	return s.rosterBy(ctx, pb, practice.NewRecord)
}

type newRoster = func([]practice.Person, []practice.Line, *practice.Playbook, ...practice.StandIn) *practice.Roster

func (s *Store) rosterBy(ctx context.Context, pb *practice.Playbook, made newRoster) (*practice.Roster, error) {
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
	standing, err := standIns(ctx, s.read, selectStandIns+`to_on >= from_on`)
	if err != nil {
		return nil, fmt.Errorf("roster: %w", readable(err))
	}
	return made(people, lines, pb.WithHolidays(off), standing...).WithLeave(away), nil
}

func rosterChanged(ctx context.Context, tx *engine.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE revisions SET n = n + 1 WHERE subject = 'roster'`)
	return err
}

const personColumns = `id, coalesce(slack_id, ''), coalesce(email, ''), name, zone, calendar, standing, admin, morning, thanks, erased_at > 0`

func scanPerson(scan func(...any) error, p *practice.Person) error {
	return scan(&p.ID, &p.SlackID, &p.Email, &p.Name, &p.Zone, &p.Calendar, &p.Account, &p.Admin, &p.Morning, &p.Thanks, &p.Erased)
}

func (s *Store) people(ctx context.Context) ([]practice.Person, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+personColumns+` FROM people ORDER BY id`)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, p *practice.Person) error { return scanPerson(rows.Scan, p) })
}

const lineColumns = `report_id, coalesce(manager_id, 0), dotted, level, from_on, to_on, source = 'team', source = 'slack'`

func scanLine(rows *sql.Rows, l *practice.Line) error {
	return rows.Scan(&l.Report, &l.Manager, &l.Dotted, &l.Level, (*day)(&l.From), (*day)(&l.To), &l.Team, &l.Slack)
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

// PersonByEmail returns the person with a lower-case email, or ErrNotFound. An
// address that no Slack account has any more still belongs to the person whom
// the people file names by it.
func (s *Store) PersonByEmail(ctx context.Context, email string) (practice.Person, error) {
	p, err := s.personBy(ctx, "email", email)
	if errors.Is(err, ErrNotFound) {
		return s.personBy(ctx, "file_email", email)
	}
	return p, err
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

// atOnce is the number of rows that bulk work writes in one transaction. With
// more, people would wait for Slack's acknowledgement of their clicks.
const atOnce = 100

// SyncDirectory updates people from some accounts of the workspace. A name or a
// zone given in the people file is kept. When an account is closed or reopened,
// or turns out to belong to another company, other people's obligations change,
// so the current periods are planned again. Closed accounts and people of other
// companies are kept only if somebody has named them. An address that an open
// account has stays with it: only [Store.RefreshDirectory], which reads all
// accounts, can see that it has moved to another.
func (s *Store) SyncDirectory(ctx context.Context, accounts []practice.Person) error {
	d := directory{}
	if err := s.syncAll(ctx, &d, accounts); err != nil {
		return fmt.Errorf("directory: %w", err)
	}
	return nil
}

// RefreshDirectory updates people from all accounts of the workspace. A person
// with a new Slack ID keeps their history, and an account that is no longer
// listed is closed. It returns the new contradictions between the workspace and
// the people file.
func (s *Store) RefreshDirectory(ctx context.Context, accounts []practice.Person, today cadence.Date) (fresh []practice.Contradiction, err error) {
	fresh, err = s.refresh(ctx, accounts, today)
	if err != nil {
		return nil, fmt.Errorf("directory: %w", err)
	}
	return fresh, nil
}

func (s *Store) refresh(ctx context.Context, accounts []practice.Person, today cadence.Date) ([]practice.Contradiction, error) {
	var missed bool
	if len(accounts) > 0 { // a workspace without anybody, its apps included, was not read
		known, err := s.known(ctx)
		if err != nil {
			return nil, err
		}
		d := directory{whole: true}
		d.see(known, accounts)
		if err := s.syncAll(ctx, &d, knownFirst(known, accounts)); err != nil {
			return nil, err
		}
		if missed, err = s.markVanished(ctx, accounts); err != nil {
			return nil, err
		}
	}
	return s.sayContradictions(ctx, today, missed)
}

// knownFirst sorts accounts with known Slack IDs before the others, and of the
// others the open ones before the closed: once the known
// are stored, the addresses they gave up are free for new accounts.
func knownFirst(known []practice.Known, accounts []practice.Person) []practice.Person {
	ids := map[string]bool{}
	for _, k := range known {
		ids[k.SlackID] = true
	}
	rank := func(a practice.Person) int {
		switch {
		case ids[a.SlackID]:
			return 0
		case a.Account != practice.Gone:
			return 1 // of two exchanged IDs of one address, the open account's is the person's
		}
		return 2
	}
	accounts = slices.Clone(accounts)
	slices.SortStableFunc(accounts, func(a, b practice.Person) int { return cmp.Compare(rank(a), rank(b)) })
	return accounts
}

// A directory is the state of one synchronisation of accounts.
type directory struct {
	whole            bool            // these are all accounts of the workspace
	exchanged        bool            // most of them have new IDs
	listed           map[string]bool // Slack IDs
	shared           map[string]bool // addresses that a closed account has
	changed, replans bool
}

// see reads all accounts of the workspace before any of them is stored.
func (d *directory) see(known []practice.Known, accounts []practice.Person) {
	_, d.exchanged = practice.Vanished(known, accounts)
	d.listed, d.shared = map[string]bool{}, map[string]bool{}
	for _, a := range accounts {
		d.listed[a.SlackID], d.listed[a.OrgID] = true, true
		if a.Account == practice.Gone {
			d.shared[a.Email] = true // an open account with it may be somebody else's
		}
	}
}

// syncAll synchronises accounts, [atOnce] of them in a transaction.
func (s *Store) syncAll(ctx context.Context, d *directory, accounts []practice.Person) (err error) {
	for chunk := range slices.Chunk(accounts, atOnce) {
		err = s.tx(ctx, func(tx *engine.Tx) error {
			for _, a := range chunk {
				if err := d.sync(ctx, tx, a); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			break
		}
	}
	if d.changed || d.replans { // marked once, or the roster would be read again after every chunk
		err = errors.Join(err, s.tx(context.WithoutCancel(ctx), func(tx *engine.Tx) error {
			if d.replans {
				return planChanged(ctx, tx, everybody)
			}
			return rosterChanged(ctx, tx)
		}))
	}
	return err
}

// sync finds the person whom one account belongs to, and stores the account.
func (d *directory) sync(ctx context.Context, tx *engine.Tx, a practice.Person) error {
	sighting := practice.Sighting{SlackID: a.SlackID, OrgID: a.OrgID, Email: a.Email, Name: a.Name, Standing: a.Account}
	c, err := candidates(ctx, tx, sighting)
	if err != nil {
		return err
	}
	for _, held := range []*practice.Known{&c.ByEmail, &c.ByFile} {
		held.Vanished = d.whole && held.SlackID != "" && !d.listed[held.SlackID]
	}
	c.Exchanged = d.exchanged && !d.shared[a.Email]
	is := practice.Identify(sighting, c)
	if a.Account == practice.Gone {
		a.Email = "" // a closed account has no say about whose the address is now
	}
	if is.Person == 0 && (a.Account == practice.Gone || a.Account == practice.Outside) {
		return nil // nobody named them yet, and nothing is kept about them
	}
	if is.Merge != 0 {
		d.replans = true
		if err := merge(ctx, tx, is.Merge, is.Person, false); err != nil {
			return err
		}
	}
	if held := c.ByEmail; held.ID != 0 && held.ID != is.Person && held.ID != is.Merge {
		if !d.whole && held.Account.Open() {
			a.Email = ""
		} else if err := handOver(ctx, tx, a.Email, is.Person); err != nil {
			return err
		}
	}
	return d.write(ctx, tx, is.Person, a)
}

// write stores an account as that of a person, or of a new person.
func (d *directory) write(ctx context.Context, tx *engine.Tx, id practice.PersonID, a practice.Person) error {
	if id == 0 {
		d.changed = true
		return addPerson(ctx, tx, `
			INSERT INTO people (slack_id, email, name, zone, calendar, standing, admin, morning) VALUES ($1, $2, $3, $4, '', $5, $6, $7)`,
			null(a.SlackID), null(a.Email), a.Name, a.Zone, a.Account, flag(a.Admin), practice.DefaultMorning)
	}
	reopened, err := affects(ctx, tx, `UPDATE people SET standing = $2 WHERE id = $1 AND (standing IN ('gone', 'outside')) <> ($2 IN ('gone', 'outside'))`, id, a.Account)
	if err != nil {
		return err
	}
	changed, err := affects(ctx, tx, `
		UPDATE people SET former_id = CASE WHEN slack_id IS DISTINCT FROM $2 AND standing <> 'unfound' THEN slack_id ELSE former_id END,
			slack_id = $2, email = coalesce($3, email), lost_email = CASE WHEN $3 IS NULL THEN lost_email ELSE NULL END, standing = $4, admin = $7,
			name = CASE WHEN file_name = 1 OR $5 = '' THEN name ELSE $5 END,
			zone = CASE WHEN file_zone = 1 OR $6 = '' THEN zone ELSE $6 END
		WHERE id = $1 AND (slack_id IS DISTINCT FROM $2 OR email IS DISTINCT FROM coalesce($3, email) OR standing <> $4 OR admin <> $7
			OR file_name = 0 AND $5 <> '' AND name <> $5 OR file_zone = 0 AND $6 <> '' AND zone <> $6)`,
		id, a.SlackID, null(a.Email), a.Account, a.Name, a.Zone, flag(a.Admin))
	d.replans, d.changed = d.replans || reopened, d.changed || changed
	return err
}

// affects runs a statement and reports whether it changed a row.
func affects(ctx context.Context, tx *engine.Tx, statement string, args ...any) (bool, error) {
	done, err := tx.ExecContext(ctx, statement, args...)
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

// handOver removes an email address from everybody but its new owner. Its
// former owner's row remembers it until their account names another: if that
// account turns out to be closed, both may be the same person.
func handOver(ctx context.Context, tx *engine.Tx, email string, to practice.PersonID) error {
	_, err := tx.ExecContext(ctx, `UPDATE people SET lost_email = email, email = NULL WHERE email = $1 AND id <> $2`, null(email), to)
	return err
}

// known returns everybody with only the columns that matching looks at.
func (s *Store) known(ctx context.Context) ([]practice.Known, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+knownColumns+` FROM people ORDER BY id`)
	if err != nil {
		return nil, readable(err)
	}
	return collect(rows, func(rows *sql.Rows, k *practice.Known) error { return scanKnown(rows.Scan, k) })
}

// markVanished closes the accounts that a complete directory no longer lists.
// If they are implausibly many, it closes none and reports so: a page that came
// back short must not remove a whole company.
func (s *Store) markVanished(ctx context.Context, accounts []practice.Person) (missed bool, err error) {
	known, err := s.known(ctx)
	if err != nil {
		return false, err
	}
	vanished, _ := practice.Vanished(known, accounts)
	if len(vanished) == 0 {
		return false, nil
	}
	if !practice.Believable(len(vanished), known) {
		return true, nil
	}
	return false, s.tx(ctx, func(tx *engine.Tx) error {
		for id := range vanished {
			if _, err := tx.ExecContext(ctx, `UPDATE people SET standing = 'gone' WHERE slack_id = $1`, id); err != nil {
				return err
			}
		}
		return planChanged(ctx, tx, everybody)
	})
}
