package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"coach/practice"
)

// A Draft is an owner's unpublished changes to the playbook.
type Draft struct {
	Version int // the playbook it starts from; 0 where there is no draft
	Edits   practice.Edits
}

// Draft returns a person's draft of the next playbook; the zero Draft if they
// have none.
func (s *Store) Draft(ctx context.Context, id practice.PersonID) (d Draft, err error) {
	var edits string
	err = s.read.QueryRowContext(ctx, `SELECT version, edits FROM drafts WHERE person_id = $1`, id).Scan(&d.Version, draftEdits.read(s.read, &edits, &id))
	if errors.Is(err, sql.ErrNoRows) {
		return Draft{}, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(edits), &d.Edits)
	}
	if err != nil {
		return d, fmt.Errorf("draft: %w", readable(err))
	}
	return d, nil
}

// SaveDraft stores a person's draft in place of the one before.
func (s *Store) SaveDraft(ctx context.Context, id practice.PersonID, d Draft) error {
	edits, err := json.Marshal(d.Edits)
	if err != nil {
		return fmt.Errorf("draft: %w", err)
	}
	err = s.exec(ctx, `
		INSERT INTO drafts (person_id, version, edits) VALUES ($1, $2, $3)
		ON CONFLICT (person_id) DO UPDATE SET version = excluded.version, edits = excluded.edits`, id, d.Version, draftEdits.of(id, string(edits), id))
	if err != nil {
		return fmt.Errorf("draft: %w", readable(err))
	}
	return nil
}

// DropDraft deletes a person's draft.
func (s *Store) DropDraft(ctx context.Context, id practice.PersonID) error {
	if err := s.exec(ctx, `DELETE FROM drafts WHERE person_id = $1`, id); err != nil {
		return fmt.Errorf("draft: %w", readable(err))
	}
	return nil
}
