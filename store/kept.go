package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// settingKept is the name of the row with how long owners chose to keep things.
const settingKept = "kept"

// Keeping returns for how long owners chose to keep things, each kind of which
// has a period.
func (s *Store) Keeping(ctx context.Context) (practice.Keeping, error) {
	var kept practice.Keeping
	if err := setting(ctx, s.read, settingKept, &kept); err != nil {
		return nil, fmt.Errorf("how long things are kept: %w", readable(err))
	}
	return kept.Whole(), nil
}

// ChangeKeeping stores for how long an owner chose to keep things. The next sweep goes by
// it. The audit names the kinds whose period changed.
func (s *Store) ChangeKeeping(ctx context.Context, kept practice.Keeping, by practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		var before practice.Keeping
		if err := setting(ctx, tx, settingKept, &before); err != nil {
			return err
		}
		changed, _ := before.Changed(kept)
		if len(changed) == 0 {
			return nil
		}
		if err := setSetting(ctx, tx, settingKept, kept.Chosen()); err != nil {
			return err
		}
		return audit(ctx, tx, at, by, practice.DeedChangedSettings, "keeping "+strings.Join(changed, ", "))
	})
	if err != nil {
		return fmt.Errorf("how long things are kept: %w", readable(err))
	}
	return nil
}
