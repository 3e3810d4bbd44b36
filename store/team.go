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

const selectClaims = `SELECT id, manager_id, person_id, answer FROM claims WHERE `

func scanClaim(rows *sql.Rows, c *practice.Claim) error {
	return rows.Scan(&c.ID, &c.Manager, &c.Person, &c.Answer)
}

func claims(ctx context.Context, q querier, where string, args ...any) ([]practice.Claim, error) {
	rows, err := q.QueryContext(ctx, selectClaims+where, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, scanClaim)
}

// Claim returns the claim with the given ID, or ErrNotFound.
func (s *Store) Claim(ctx context.Context, id practice.ClaimID) (practice.Claim, error) {
	found, err := claims(ctx, s.read, `id = $1`, id)
	if err != nil {
		return practice.Claim{}, fmt.Errorf("claim: %w", readable(err))
	}
	if len(found) == 0 {
		return practice.Claim{}, fmt.Errorf("claim: %w", ErrNotFound)
	}
	return found[0], nil
}

const (
	claimsBySQL    = `manager_id = $1 AND answer = '' ORDER BY id`
	claimsAboutSQL = `person_id = $1 AND answer = '' ORDER BY id`
)

// Claims returns the claims that wait for an answer: those a person made, and
// those that others made about them, both in the order in which they were made.
func (s *Store) Claims(ctx context.Context, person practice.PersonID) (by, about []practice.Claim, err error) {
	by, err = claims(ctx, s.read, claimsBySQL, person)
	if err == nil {
		about, err = claims(ctx, s.read, claimsAboutSQL, person)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("claims: %w", readable(err))
	}
	return by, about, nil
}

// ClaimPeople stores a manager's claims that people report to them, and posts
// the question to each of these people. If one of them cannot be claimed, it
// stores none and returns the reasons as practice.Problems. A request that
// arrives twice is stored once.
func (s *Store) ClaimPeople(ctx context.Context, request string, manager practice.PersonID, people []practice.PersonID, today cadence.Date, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		made, err := claims(ctx, tx, `request = $1`, keyed(manager, request))
		if err != nil || len(made) > 0 {
			return err
		}
		r, err := s.Roster(ctx) // nobody else writes meanwhile
		if err != nil {
			return err
		}
		problems := practice.CheckClaim(r, manager, people, today)
		var asked int
		if err := tx.QueryRowContext(ctx, claimedSQL, manager, millis(at.Add(-24*time.Hour))).Scan(&asked); err != nil {
			return err
		}
		if asked+len(people) > practice.ClaimsMost {
			problems = append(problems, practice.ClaimedEnough())
		}
		for _, id := range people {
			asked, err := claims(ctx, tx, askedLately, manager, id, millis(at.Add(-practice.ClaimAgainAfter)))
			switch {
			case err != nil:
				return err
			case len(asked) == 0:
				err = errors.Join(insertClaim(ctx, tx, request, practice.Claim{Manager: manager, Person: id}, at), audit(ctx, tx, at, manager, practice.DeedClaimedPeople, ofPerson(id)))
			case asked[0].Answer == practice.ClaimDenied:
				problems = append(problems, practice.DeniedLately(r.Person(id)))
			case asked[0].Answer == practice.ClaimWithdrawn:
				problems = append(problems, practice.TakenBackLately(r.Person(id)))
			default:
				problems = append(problems, practice.ClaimedAlready(r.Person(id)))
			}
			if err != nil {
				return err
			}
		}
		if len(problems) > 0 {
			return problems
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("claim people: %w", err)
	}
	return nil
}

// askedLately selects the claims that wait, and the denied or withdrawn ones
// made since an instant.
const askedLately = `manager_id = $1 AND person_id = $2 AND (answer = '' OR answer IN ('no', 'withdrawn') AND asked_at > $3) ORDER BY answer`

const claimedSQL = `SELECT count(*) FROM claims WHERE manager_id = $1 AND asked_at > $2`

func insertClaim(ctx context.Context, tx *engine.Tx, request string, c practice.Claim, at time.Time) error {
	err := tx.QueryRowContext(ctx, `INSERT INTO claims (request, manager_id, person_id, asked_at) VALUES ($1, $2, $3, $4) RETURNING id`,
		keyed(c.Manager, request), c.Manager, c.Person, millis(at)).Scan(&c.ID)
	if err != nil {
		return err
	}
	return post(ctx, tx, c.Manager, practice.ClaimAsk{Claim: c.ID})
}

// AnswerClaim stores a person's answer to a claim about them, and notifies its
// manager. On yes the reporting line begins today, if it still can; otherwise
// the claim was overtaken. A claim that waits no longer stays as it is. It
// returns the claim as stored; one about another person is ErrNotFound.
func (s *Store) AnswerClaim(ctx context.Context, id practice.ClaimID, person practice.PersonID, yes bool, today cadence.Date, at time.Time) (c practice.Claim, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		found, err := claims(ctx, tx, `id = $1 AND person_id = $2`, id, person)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		if c = found[0]; c.Answer != practice.ClaimWaiting {
			return nil
		}
		r, err := s.Roster(ctx) // nobody else writes meanwhile
		if err != nil {
			return err
		}
		switch {
		case !yes:
			c.Answer = practice.ClaimDenied
		case len(practice.CheckClaim(r, c.Manager, []practice.PersonID{person}, today)) > 0:
			c.Answer = practice.ClaimOvertaken
		default:
			c.Answer = practice.ClaimConfirmed
			if err := errors.Join(confirm(ctx, tx, r, c, today), audit(ctx, tx, at, person, practice.DeedConfirmedClaim, ofPerson(c.Manager))); err != nil {
				return err
			}
		}
		return closeClaim(ctx, tx, c)
	})
	if err != nil {
		return c, fmt.Errorf("answer claim: %w", err)
	}
	return c, nil
}

// confirm creates the reporting line of a claim, and a top line for a manager
// who does not take part yet. Other claims about the person are marked as
// overtaken.
func confirm(ctx context.Context, tx *engine.Tx, r *practice.Roster, c practice.Claim, today cadence.Date) error {
	if err := addTeamLine(ctx, tx, c.Person, null64(c.Manager), today); err != nil {
		return err
	}
	if !r.Participates(c.Manager, today) {
		if err := addTeamLine(ctx, tx, c.Manager, sql.NullInt64{}, today); err != nil {
			return err
		}
	}
	others, err := claims(ctx, tx, `person_id = $1 AND answer = '' AND id <> $2`, c.Person, c.ID)
	if err != nil {
		return err
	}
	for _, other := range others {
		other.Answer = practice.ClaimOvertaken
		if err := closeClaim(ctx, tx, other); err != nil {
			return err
		}
	}
	return planChanged(ctx, tx, only(c.Manager, c.Person, r.ManagerOf(c.Manager, today)))
}

func null64(id practice.PersonID) sql.NullInt64 {
	return sql.NullInt64{Int64: int64(id), Valid: id != 0}
}

func addTeamLine(ctx context.Context, tx *engine.Tx, report practice.PersonID, manager sql.NullInt64, from cadence.Date) error {
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO lines (report_id, manager_id, dotted, level, from_on, to_on, source) VALUES ($1, $2, 0, '', $3, '', 'team')`,
		report, manager, day(from)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE people SET imported = 1 WHERE id = $1`, report)
	return err
}

// closeClaim stores a claim's answer, redraws its question without buttons, and
// notifies its manager of the answer unless they withdrew the claim themselves.
func closeClaim(ctx context.Context, tx *engine.Tx, c practice.Claim) error {
	if _, err := tx.ExecContext(ctx, `UPDATE claims SET answer = $2 WHERE id = $1`, c.ID, c.Answer); err != nil {
		return err
	}
	if err := redraw(ctx, tx, practice.ClaimAsk{Claim: c.ID}); err != nil {
		return err
	}
	if c.Answer == practice.ClaimWithdrawn {
		return nil
	}
	return post(ctx, tx, c.Person, practice.ClaimAnswer{Claim: c.ID})
}

// WithdrawClaim withdraws a manager's claim that waits for an answer. Any other
// claim stays as it is.
func (s *Store) WithdrawClaim(ctx context.Context, id practice.ClaimID, manager practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		found, err := claims(ctx, tx, `id = $1 AND manager_id = $2 AND answer = ''`, id, manager)
		if err != nil || len(found) == 0 {
			return err
		}
		c := found[0]
		c.Answer = practice.ClaimWithdrawn
		return errors.Join(closeClaim(ctx, tx, c), audit(ctx, tx, at, manager, practice.DeedWithdrewClaim, ofPerson(c.Person)))
	})
	if err != nil {
		return fmt.Errorf("withdraw claim: %w", err)
	}
	return nil
}

// EndTeamLine ends a reporting line that a manager and a report confirmed in
// Slack, as of yesterday. A manager who takes part only through that team stops
// taking part when it is empty. Without such a line nothing changes.
func (s *Store) EndTeamLine(ctx context.Context, manager, report, by practice.PersonID, today cadence.Date, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		r, err := s.Roster(ctx) // nobody else writes meanwhile
		if err != nil {
			return err
		}
		const teamLine = `source = 'team' AND (to_on = '' OR to_on >= $1) AND report_id = $2 AND `
		ended, err := endLines(ctx, tx, today, teamLine+`manager_id = $3`, day(today), report, manager)
		if err != nil || !ended {
			return err
		}
		if slices.Equal(r.Reports(manager, today), []practice.PersonID{report}) {
			if _, err := endLines(ctx, tx, today, teamLine+`manager_id IS NULL`, day(today), manager); err != nil {
				return err
			}
		}
		if err := errors.Join(endProfile(ctx, tx, report, today), endProfile(ctx, tx, manager, today), redrawClaims(ctx, tx, report)); err != nil {
			return err
		}
		return errors.Join(planChanged(ctx, tx, only(manager, report, r.ManagerOf(manager, today))),
			audit(ctx, tx, at, by, practice.DeedEndedLine, fmt.Sprintf("%s under %s", ofPerson(report), ofPerson(manager))))
	})
	if err != nil {
		return fmt.Errorf("end a line: %w", err)
	}
	return nil
}

// redrawClaims redraws the messages about a person's confirmed claims, which
// show whether the line still exists.
func redrawClaims(ctx context.Context, tx *engine.Tx, report practice.PersonID) error {
	made, err := claims(ctx, tx, `person_id = $1 AND answer = 'yes'`, report)
	for _, c := range made {
		err = errors.Join(err, redraw(ctx, tx, practice.ClaimAsk{Claim: c.ID}), redraw(ctx, tx, practice.ClaimAnswer{Claim: c.ID}))
	}
	return err
}
