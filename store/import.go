package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

// An Import lists the people that a people file changed, by email.
type Import struct {
	Added, Changed, Ended []string
	OtherID               []string // whose slack_id is somebody else's, and was passed over
	Unchanged             int
}

// ImportPeople stores the people and reporting lines of a people file. The file
// is authoritative for every person it names; other people are left alone. Rows
// come checked; where a person has several, the last gives their name, zone and
// the like. Importing the same file twice changes nothing.
func (s *Store) ImportPeople(ctx context.Context, rows []files.PeopleRow) (Import, error) {
	order, byEmail := grouped(rows, func(r files.PeopleRow) string { return r.Email })
	stands := func(email string) bool { return byEmail[email] != nil }
	var done Import
	added := map[string]bool{}
	touched := map[string]bool{}
	people := func(tx *engine.Tx, email string) error {
		how, contradiction, err := importPerson(ctx, tx, byEmail[email], stands)
		if contradiction == practice.OtherID {
			done.OtherID = append(done.OtherID, email)
		}
		added[email], touched[email] = how == "added", how == "changed"
		return err
	}
	lines := func(tx *engine.Tx, email string) error {
		how, err := importLines(ctx, tx, email, byEmail[email])
		switch {
		case err != nil:
			return err
		case added[email]:
			done.Added = append(done.Added, email)
		case how == "ended":
			done.Ended = append(done.Ended, email)
		case how == "changed" || touched[email]:
			done.Changed = append(done.Changed, email)
		default:
			done.Unchanged++
		}
		return nil
	}
	err := s.importChunks(ctx, slices.Collect(slices.Chunk(order, fewAtOnce)), people, lines) // lines name managers, who may come later in the file
	// Half a file would be a company that never existed: the import takes
	// effect at its end, or with what was stored when it failed.
	err = errors.Join(err, s.tx(context.WithoutCancel(ctx), func(tx *engine.Tx) error {
		return planChanged(ctx, tx, everybody)
	}))
	if err != nil {
		return done, fmt.Errorf("import people: %w", err)
	}
	return done, nil
}

// grouped collects the rows of a file by person, and returns the people's email
// addresses in the order in which the file names them.
func grouped[R any](rows []R, email func(R) string) (order []string, byEmail map[string][]R) {
	byEmail = map[string][]R{}
	for _, row := range rows {
		if of := email(row); byEmail[of] == nil {
			order = append(order, of)
		}
		byEmail[email(row)] = append(byEmail[email(row)], row)
	}
	return order, byEmail
}

// importChunks runs each step of an import for all people before the next step
// begins.
func (s *Store) importChunks(ctx context.Context, chunks [][]string, steps ...func(*engine.Tx, string) error) error {
	for _, step := range steps {
		for _, chunk := range chunks {
			err := s.tx(ctx, func(tx *engine.Tx) error {
				for _, email := range chunk {
					if err := step(tx, email); err != nil {
						return fmt.Errorf("%s: %w", email, err)
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
			if len(chunks) > 1 {
				giveWay(ctx)
			}
		}
	}
	return nil
}

// importPerson stores a person's own columns, such as name and zone, as opposed
// to their reporting lines. Of the rows that give them, the one with the latest
// start counts.
func importPerson(ctx context.Context, tx *engine.Tx, rows []files.PeopleRow, stands func(email string) bool) (how string, not practice.ContradictionKind, err error) {
	slices.SortStableFunc(rows, func(a, b files.PeopleRow) int { return cmp.Compare(a.Start, b.Start) })
	var p files.PeopleRow
	for _, row := range rows {
		p.Email = row.Email
		p.Name = cmp.Or(row.Name, p.Name)
		p.Zone = cmp.Or(row.Zone, p.Zone)
		p.Calendar = cmp.Or(row.Calendar, p.Calendar)
		p.SlackID = cmp.Or(row.SlackID, p.SlackID)
	}
	who, err := placeRow(ctx, tx, &p, stands)
	if err != nil {
		return "", who.contradiction, err
	}
	if who.ID == 0 {
		name := cmp.Or(p.Name, nameFromEmail(p.Email))
		err = addPerson(ctx, tx, `
			INSERT INTO people (slack_id, email, file_email, name, zone, calendar, standing, file_name, file_zone, imported, morning)
			VALUES ($1, $2, $9, $3, $4, $5, 'unfound', $6, $7, 1, $8)`,
			null(p.SlackID), p.Email, name, p.Zone, p.Calendar, flag(p.Name != ""), flag(p.Zone != ""), practice.DefaultMorning, p.Email)
		return "added", who.contradiction, err
	}
	changed, err := affects(ctx, tx, `
		UPDATE people SET imported = 1, file_email = $2, email = CASE WHEN $7 = 1 THEN $2 ELSE email END, slack_id = coalesce($3, slack_id), calendar = $4,
			name = CASE WHEN $5 <> '' THEN $5 ELSE name END, file_name = CASE WHEN $5 <> '' THEN 1 ELSE file_name END,
			zone = CASE WHEN $6 <> '' THEN $6 ELSE zone END, file_zone = CASE WHEN $6 <> '' THEN 1 ELSE file_zone END,
			standing = CASE WHEN $3 IS NOT NULL AND slack_id IS DISTINCT FROM $3 THEN 'unfound' ELSE standing END -- whose account that is, the directory says
		WHERE id = $1 AND (imported = 0 OR file_email IS DISTINCT FROM $2 OR email IS DISTINCT FROM $2 AND $7 = 1 OR slack_id IS DISTINCT FROM coalesce($3, slack_id) OR calendar <> $4
			OR $5 <> '' AND (name <> $5 OR file_name = 0) OR $6 <> '' AND (zone <> $6 OR file_zone = 0))`,
		who.ID, p.Email, null(p.SlackID), p.Calendar, p.Name, p.Zone, flag(who.takesEmail))
	switch {
	case err != nil || !changed:
		return "", who.contradiction, err
	case !who.Imported:
		return "added", who.contradiction, nil
	}
	return "changed", who.contradiction, nil
}

// A placed row is the person that a row of the people file is about.
type placed struct {
	practice.Known
	takesEmail    bool // the file's address is theirs, as far as is known
	contradiction practice.ContradictionKind
}

// placeRow finds the person that a row of the people file is about, and assigns
// the row's email address to that person alone. An address that an open account
// has in Slack stays with that account, and a closed account keeps its own, by
// which its person may come back. A slack_id that belongs, or belonged,
// to another person is ignored.
func placeRow(ctx context.Context, tx *engine.Tx, p *files.PeopleRow, stands func(email string) bool) (who placed, err error) {
	sighting := practice.Sighting{SlackID: p.SlackID, Email: p.Email, Name: p.Name}
	c, err := candidates(ctx, tx, sighting)
	if err != nil {
		return who, err
	}
	c.RowOfID = c.ByID.FileEmail != p.Email && stands(c.ByID.FileEmail)
	is := practice.Identify(sighting, c)
	if is.Merge != 0 {
		if err := merge(ctx, tx, is.Merge, is.Person, is.Account); err != nil {
			return who, err
		}
	}
	if who.Known, err = knownBy(ctx, tx, "id", is.Person); err != nil {
		return who, err
	}
	who.contradiction = is.Contradiction
	if is.Contradiction != "" || c.ByID.ID != 0 && p.SlackID != c.ByID.SlackID {
		p.SlackID = ""
	}
	if _, err := tx.ExecContext(ctx, `UPDATE people SET file_email = NULL WHERE file_email = $1 AND id <> $2`, p.Email, is.Person); err != nil {
		return who, err
	}
	inUse := c.ByEmail.Account.Open() && c.ByEmail.ID != is.Person && c.ByEmail.ID != is.Merge
	if who.takesEmail = !inUse && (who.Account == practice.Unfound || who.Email == ""); who.takesEmail {
		err = handOver(ctx, tx, p.Email, is.Person)
	}
	return who, err
}

func nameFromEmail(email string) string {
	local, _, _ := strings.Cut(email, "@")
	words := strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '_' || r == '-' })
	for i, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToTitle(first)) + w[size:]
	}
	return cmp.Or(strings.Join(words, " "), email)
}

// importLines replaces a person's reporting lines by those of the file, if they
// differ. Lines confirmed in Slack are replaced too, since the file is
// authoritative. Those from their Slack profile stay where the file names no
// manager.
func importLines(ctx context.Context, tx *engine.Tx, email string, rows []files.PeopleRow) (how string, err error) {
	id, err := namedBy(ctx, tx, email)
	if err != nil {
		return "", err
	}
	var want []practice.Line
	for _, row := range rows {
		l := practice.Line{Report: id, Dotted: row.Dotted, Level: row.Level, From: row.Start, To: row.End}
		if row.ManagerEmail != "" {
			if l.Manager, err = namedBy(ctx, tx, row.ManagerEmail); err != nil {
				return "", fmt.Errorf("manager %s: %w", row.ManagerEmail, err)
			}
		}
		want = append(want, l)
	}
	have, err := tx.QueryContext(ctx, `SELECT `+lineColumns+` FROM lines WHERE report_id = $1`, id)
	if err != nil {
		return "", err
	}
	had, err := collect(have, scanLine)
	if err != nil {
		return "", err
	}
	want = append(want, practice.KeptProfile(had, want)...)
	order := func(a, b practice.Line) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Manager, b.Manager), cmp.Compare(a.To, b.To))
	}
	slices.SortFunc(had, order)
	slices.SortFunc(want, order)
	if slices.Equal(had, want) {
		return "", nil
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM lines WHERE report_id = $1`, id); err != nil {
		return "", err
	}
	if err := redrawClaims(ctx, tx, id); err != nil {
		return "", err
	}
	for _, l := range want {
		manager := sql.NullInt64{Int64: int64(l.Manager), Valid: l.Manager != 0}
		if _, err := tx.ExecContext(ctx, `INSERT INTO lines (report_id, manager_id, dotted, level, from_on, to_on, source) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			l.Report, manager, flag(l.Dotted), l.Level, day(l.From), day(l.To), sourceOf(l)); err != nil {
			return "", err
		}
	}
	if len(had) > 0 && openEnded(had) && !openEnded(want) {
		return "ended", nil
	}
	return "changed", nil
}

// sourceOf returns the source of a line that an import stores.
func sourceOf(l practice.Line) string {
	if l.Slack {
		return fromSlack
	}
	return fromFile
}

func openEnded(lines []practice.Line) bool {
	return slices.ContainsFunc(lines, func(l practice.Line) bool { return l.To == 0 })
}
