package store

import (
	"context"
	"fmt"
)

// Durable says whether what is committed has to survive a power cut, as it does
// unless somebody says otherwise: a demo that makes up twelve weeks of history
// in a file that is thrown away need not wait for the disk two thousand times.
func (s *Store) Durable(ctx context.Context, durable bool) error {
	if err := s.db.Durable(ctx, durable); err != nil {
		return fmt.Errorf("durable: %w", err)
	}
	return nil
}
