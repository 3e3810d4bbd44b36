package store

import (
	"testing"

	"coach/cadence"
	"coach/store/engine"
)

// Whatever day a clock once showed, nobody stays planned or messaged for more
// than a day after today, and what is planned already stays so.
func TestWhatLiesInTheFutureIsPutBack(t *testing.T) {
	today := cadence.NewDate(2026, 3, 5)
	for _, c := range []struct{ planned, bundled, wantPlanned, wantBundled string }{
		{"2026-03-05", "2026-03-05", "2026-03-05", "2026-03-05"},
		{"2026-03-06", "2026-03-06", "2026-03-06", "2026-03-06"},
		{"2026-03-07", "2026-03-05", "2026-03-04", "2026-03-05"},
		{"2026-03-05", "2027-04-03", "2026-03-05", "2026-03-04"},
		{"2027-04-03", "2027-04-03", "2026-03-04", "2026-03-04"},
		{"", "", "", ""},
	} {
		s := newCompany(t).Store
		ok(t, s.tx(t.Context(), func(tx *engine.Tx) error {
			_, err := tx.ExecContext(t.Context(), `UPDATE people SET planned_on = $1, bundled_on = $2 WHERE id = 1`, c.planned, c.bundled)
			return err
		}))
		var zone, planned, bundled string
		ok(t, s.read.QueryRowContext(t.Context(), `SELECT zone FROM people WHERE id = 1`).Scan(&zone))
		n, err := s.PutBack(t.Context(), zone, today)
		ok(t, err)
		ok(t, s.read.QueryRowContext(t.Context(), `SELECT planned_on, bundled_on FROM people WHERE id = 1`).Scan(&planned, &bundled))
		if planned != c.wantPlanned || bundled != c.wantBundled || (n > 0) != (planned != c.planned || bundled != c.bundled) {
			t.Errorf("%+v becomes %s and %s, of %d people", c, planned, bundled, n)
		}
	}
}
