package store

import (
	"context"
	"fmt"
)

// Durable says whether what is committed has to survive a power cut, as it does
// unless somebody says otherwise: a demo that makes up twelve weeks of history
// in a file that is thrown away need not wait for the disk two thousand times.
func (s *Store) Durable(ctx context.Context, durable bool) error {
	statement := `PRAGMA synchronous = OFF`
	if durable {
		statement = `PRAGMA synchronous = FULL`
	}
	if _, err := s.write.ExecContext(ctx, statement); err != nil { // there is one writing connection
		return fmt.Errorf("durable: %w", readable(err))
	}
	return nil
}
