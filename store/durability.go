package store

import (
	"context"
	"fmt"
)

// Durable sets whether a commit must survive a power cut, which is the default.
// A demo that invents twelve weeks of history in a temporary file need not wait
// for the disk two thousand times.
func (s *Store) Durable(ctx context.Context, durable bool) error {
	if err := s.db.Durable(ctx, durable); err != nil {
		return fmt.Errorf("durable: %w", err)
	}
	return nil
}
