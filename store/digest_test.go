package store

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/practice"
	"coach/store/engine"
)

func TestSubscriptions(t *testing.T) {
	c := newCompany(t)
	first := practice.Subscription{ID: 1, Root: c.ana, Channel: "C1", Weekday: time.Monday, At: 9 * 60, Zone: "Europe/Berlin"}
	second := practice.Subscription{ID: 2, Root: c.ben, Channel: "D2", Weekday: time.Sunday, At: 0, Zone: "Asia/Dubai"}
	check := func(when string, want ...practice.Subscription) {
		t.Helper()
		got, err := c.Subscriptions(t.Context())
		ok(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	check("at first")
	ok(t, c.subscribed(t.Context(), second))
	ok(t, c.subscribed(t.Context(), first))
	check("after two", first, second)
	first.Root, first.Channel, first.Weekday, first.At, first.Zone = c.bea, "C9", time.Friday, 17*60, ""
	ok(t, c.subscribed(t.Context(), first))
	check("after the first was changed", first, second)
}

func (s *Store) subscribed(ctx context.Context, sub practice.Subscription) error {
	return s.tx(ctx, func(tx *engine.Tx) error { return subscribe(ctx, tx, sub) })
}

// replaceOccurrences makes these all there are.
func (c company) replaceOccurrences(t *testing.T, occurrences []practice.Occurrence) error {
	ctx := t.Context()
	return c.tx(ctx, func(tx *engine.Tx) error {
		r := reconciler{tx: tx}
		if _, err := tx.ExecContext(ctx, `DELETE FROM occurrences`); err != nil {
			return err
		}
		for _, o := range occurrences {
			if err := r.amend(ctx, practice.Amendment{Occurrence: o}); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE occurrences SET entry_id = $1, logged_on = $2, skip_reason = $3, skip_within = $4 WHERE seq = $5`,
				o.Entry, day(o.LoggedOn), o.Skip.Reason, flag(o.Skip.Within), o.Seq); err != nil {
				return err
			}
		}
		return nil
	})
}
