package store

import (
	"context"
	"database/sql"
	"fmt"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// Contradictions returns the facts on which the workspace and the people file
// disagree, and those of them that were not reported yet.
func (s *Store) Contradictions(ctx context.Context, today cadence.Date) (all, unsaid []practice.Contradiction, err error) {
	known, err := s.known(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("contradictions: %w", err)
	}
	lines, err := s.lines(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("contradictions: %w", readable(err))
	}
	said, err := s.said(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("contradictions: %w", readable(err))
	}
	all = practice.Contradictions(known, lines, today)
	for _, c := range all {
		if !said[saying{c.Kind, c.Person}] {
			unsaid = append(unsaid, c)
		}
	}
	return all, unsaid, nil
}

// A saying is the row of a contradiction that was reported to the operator.
type saying struct {
	kind   practice.ContradictionKind
	person practice.PersonID
}

func (s *Store) said(ctx context.Context) (map[saying]bool, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT kind, person_id FROM contradictions`)
	if err != nil {
		return nil, err
	}
	all, err := collect(rows, func(rows *sql.Rows, c *saying) error { return rows.Scan(&c.kind, &c.person) })
	said := make(map[saying]bool, len(all))
	for _, c := range all {
		said[c] = true
	}
	return said, err
}

// sayContradictions records new contradictions as reported, deletes those that
// were resolved so that they would be reported again, and returns the new ones.
func (s *Store) sayContradictions(ctx context.Context, today cadence.Date, missed bool) (fresh []practice.Contradiction, err error) {
	all, fresh, err := s.Contradictions(ctx, today)
	if err != nil {
		return nil, err
	}
	said, err := s.said(ctx)
	if err != nil {
		return nil, readable(err)
	}
	if missed {
		vanished := practice.Contradiction{Kind: practice.ManyVanished}
		all = append(all, vanished)
		if !said[saying{vanished.Kind, 0}] {
			fresh = append(fresh, vanished)
		}
	}
	for _, c := range all {
		delete(said, saying{c.Kind, c.Person})
	}
	if len(fresh) == 0 && len(said) == 0 {
		return nil, nil
	}
	return fresh, s.tx(ctx, func(tx *engine.Tx) error {
		for passed := range said {
			if _, err := tx.ExecContext(ctx, `DELETE FROM contradictions WHERE kind = $1 AND person_id = $2`, passed.kind, passed.person); err != nil {
				return err
			}
		}
		for _, c := range fresh {
			if _, err := tx.ExecContext(ctx, `INSERT INTO contradictions (kind, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, c.Kind, c.Person); err != nil {
				return err
			}
		}
		return nil
	})
}

// FileAddresses returns the person behind each email address in the people
// file.
func (s *Store) FileAddresses(ctx context.Context) (map[string]practice.PersonID, error) {
	known, err := s.known(ctx)
	if err != nil {
		return nil, fmt.Errorf("addresses: %w", err)
	}
	named := map[string]practice.PersonID{}
	for _, k := range known {
		if k.FileEmail != "" {
			named[k.FileEmail] = k.ID
		}
	}
	return named, nil
}
