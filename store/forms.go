package store

import (
	"context"
	"fmt"

	"coach/practice"
)

// KeepsOpen reports whether a person keeps the questions that can wait open in
// the form of a practice.
func (s *Store) KeepsOpen(ctx context.Context, id practice.PersonID, key string) (open bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM open_questions WHERE person_id = $1 AND practice = $2)`, id, key).Scan(&open)
	if err != nil {
		return false, fmt.Errorf("open questions: %w", readable(err))
	}
	return open, nil
}

// KeepOpen records whether a person keeps the questions that can wait open in
// the form of a practice.
func (s *Store) KeepOpen(ctx context.Context, id practice.PersonID, key string, open bool) error {
	write := `DELETE FROM open_questions WHERE person_id = $1 AND practice = $2`
	if open {
		write = `INSERT INTO open_questions (person_id, practice) VALUES ($1, $2) ON CONFLICT DO NOTHING`
	}
	if err := s.exec(ctx, write, id, key); err != nil {
		return fmt.Errorf("open questions: %w", readable(err))
	}
	return nil
}

const (
	lastBySQL    = `author_id = $1 AND practice = $2 AND withdrawn_at = 0 ORDER BY happened_on DESC, id DESC LIMIT 1`
	lastAboutSQL = `subject_id = $1 AND practice = $2 AND withdrawn_at = 0 ORDER BY happened_on DESC, id DESC LIMIT 1`
)

// LastBy returns an author's last entry of a practice, or ErrNotFound.
func (s *Store) LastBy(ctx context.Context, author practice.PersonID, key string) (practice.Entry, error) {
	return s.lastEntry(ctx, lastBySQL, author, key)
}

// LastOf returns the last entry of a practice about a person, or
// ErrNotFound.
func (s *Store) LastOf(ctx context.Context, subject practice.PersonID, key string) (practice.Entry, error) {
	return s.lastEntry(ctx, lastAboutSQL, subject, key)
}

func (s *Store) lastEntry(ctx context.Context, where string, id practice.PersonID, key string) (practice.Entry, error) {
	found, err := entries(ctx, s.read, where, id, key)
	if err != nil {
		return practice.Entry{}, fmt.Errorf("last entry: %w", readable(err))
	}
	if len(found) == 0 {
		return practice.Entry{}, fmt.Errorf("last entry: %w", ErrNotFound)
	}
	return found[0], nil
}
