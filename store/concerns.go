package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// Observe records whether a concern holds that only Slack's answers reveal,
// such as a channel that accepts no posts.
func (s *Store) Observe(ctx context.Context, c practice.Concern, holds bool) error {
	_, err := s.Learn(ctx, c, holds)
	return err
}

// Learn is [Store.Observe], and reports whether it was otherwise before.
func (s *Store) Learn(ctx context.Context, c practice.Concern, holds bool) (news bool, err error) {
	known, err := s.Observed(ctx)
	if err != nil || slices.Contains(known, c) == holds {
		return false, err
	}
	err = s.tx(ctx, func(tx *engine.Tx) error {
		var observed []practice.Concern
		if err := setting(ctx, tx, settingObserved, &observed); err != nil {
			return err
		}
		observed = slices.DeleteFunc(observed, func(other practice.Concern) bool { return other == c })
		if holds {
			observed = append(observed, c)
		}
		return setSetting(ctx, tx, settingObserved, observed)
	})
	if err != nil {
		return false, fmt.Errorf("concerns: %w", err)
	}
	return true, nil
}

// Observed returns the concerns recorded with [Store.Observe] that hold.
func (s *Store) Observed(ctx context.Context) (observed []practice.Concern, err error) {
	if err := setting(ctx, s.read, settingObserved, &observed); err != nil {
		return nil, fmt.Errorf("concerns: %w", readable(err))
	}
	return observed, nil
}

// An OwnersKnowledge is the list of concerns that each owner of the playbook
// was last notified of.
type OwnersKnowledge struct {
	On       cadence.Date // the last day on which owners were notified
	Concerns []practice.Concern
}

// OwnersKnow returns the concerns that each owner was last notified of.
func (s *Store) OwnersKnow(ctx context.Context) (told OwnersKnowledge, err error) {
	if err := setting(ctx, s.read, settingTold, &told); err != nil {
		return told, fmt.Errorf("concerns: %w", readable(err))
	}
	return told, nil
}

// TellOwners posts notices about concerns to owners, and records the concerns
// their recipients know of from then on.
func (s *Store) TellOwners(ctx context.Context, told OwnersKnowledge, notices ...practice.Notice) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		return errors.Join(setSetting(ctx, tx, settingTold, told), post(ctx, tx, itself, notices...))
	})
	if err != nil {
		return fmt.Errorf("concerns: %w", err)
	}
	return nil
}
