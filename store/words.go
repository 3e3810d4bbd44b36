package store

import (
	"context"
	"database/sql"
	"fmt"

	"coach/store/engine"
)

// Words are what an owner wrote about a version when they published it.
type Words struct {
	Why   string            // why the playbook changes, for everybody whom it concerns
	Helps map[string]string // by practice that is done more often: what will show that it still helps, for the owners
}

// keep stores the words about a version. The reason stands under no practice.
func (w Words) keep(ctx context.Context, tx *engine.Tx, version int) error {
	all := map[string]string{"": w.Why}
	for key, helps := range w.Helps {
		all[key] = helps
	}
	for key, words := range all {
		if words == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO playbook_words (version, practice, words) VALUES ($1, $2, $3)`, version, key, words); err != nil {
			return err
		}
	}
	return nil
}

// WordsAbout returns what owners wrote about each version, by its number.
func (s *Store) WordsAbout(ctx context.Context) (map[int]Words, error) {
	type row struct {
		version    int
		key, words string
	}
	rows, err := s.read.QueryContext(ctx, `SELECT version, practice, words FROM playbook_words`)
	if err != nil {
		return nil, fmt.Errorf("words about playbooks: %w", readable(err))
	}
	found, err := collect(rows, func(rows *sql.Rows, r *row) error { return rows.Scan(&r.version, &r.key, &r.words) })
	if err != nil {
		return nil, fmt.Errorf("words about playbooks: %w", readable(err))
	}
	about := map[int]Words{}
	for _, r := range found {
		w := about[r.version]
		if r.key == "" {
			w.Why = r.words
		} else {
			if w.Helps == nil {
				w.Helps = map[string]string{}
			}
			w.Helps[r.key] = r.words
		}
		about[r.version] = w
	}
	return about, nil
}
