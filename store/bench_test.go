package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// BenchmarkCommit measures how many entries are committed one by one, each with
// the notice it causes, and beside it bare transactions of one row. On a
// PostgreSQL server that waits for its disk:
// COACH_STORE_TEST_ENGINE=postgres COACH_POSTGRES_DURABLE=1 go test ./store -run '^$' -bench Commit
func BenchmarkCommit(b *testing.B) {
	b.Run("an entry and its notice", func(b *testing.B) {
		s, pb := benchmarked(b)
		p, _ := pb.Practice(practice.RecognitionKey, thursday)
		for n := 0; b.Loop(); n++ {
			_, err := s.Log(b.Context(), practice.Entry{Request: fmt.Sprint("V", n), Practice: p.Key, Author: 2, HappenedOn: thursday, LoggedOn: thursday, LoggedAt: noon,
				Values: practice.Values{"behaviour": {Text: "Stayed late to help with the demo"}}}, p, 0, 1)
			if err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b)
	})
	b.Run("a bare row", func(b *testing.B) {
		s, _ := benchmarked(b)
		for b.Loop() {
			err := s.db.Tx(b.Context(), func(tx *engine.Tx) error {
				_, err := tx.ExecContext(b.Context(), `INSERT INTO audit (at, by_id, deed, detail) VALUES ($1, 0, 'nothing', '')`, millis(noon))
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b)
	})
}

func benchmarked(b *testing.B) (*Store, *practice.Playbook) {
	b.Helper()
	s, err := Own(context.Background(), companyDatabase(b), asTested...)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	pb, _, err := s.Playbook(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return s, pb
}

// perSecond reports the commits of a second instead of the time of one.
func perSecond(b *testing.B) {
	b.Helper()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkShared measures what a request costs more where several copies share
// a database: taking a turn and ending it, and claiming an event, beside one
// transaction that waits for the disk.
// COACH_STORE_TEST_ENGINE=postgres COACH_POSTGRES_DURABLE=1 go test ./store -run '^$' -bench Shared
func BenchmarkShared(b *testing.B) {
	for name, do := range map[string]func(ctx context.Context, s *Store, n int) error{
		"a turn": func(ctx context.Context, s *Store, _ int) error {
			turn, _, _, err := s.TakeTurn(ctx, "U1", 3, time.Hour)
			return errors.Join(err, s.EndTurn(ctx, turn))
		},
		"an event": func(ctx context.Context, s *Store, n int) error {
			_, claim, err := s.ClaimEvent(ctx, fmt.Sprint("Ev", n))
			if err == nil {
				_, err = s.AnsweredEvent(ctx, fmt.Sprint("Ev", n), claim)
			}
			return err
		},
		"a commit": func(ctx context.Context, s *Store, _ int) error {
			return s.exec(ctx, `INSERT INTO audit (at, by_id, deed, detail) VALUES ($1, 0, 'nothing', '')`, millis(noon))
		},
		"the roster": func(ctx context.Context, s *Store, _ int) error {
			_, err := s.Roster(ctx)
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			s, _ := benchmarked(b)
			took := make([]time.Duration, 0, 10_000)
			for n := 0; b.Loop(); n++ {
				began := time.Now()
				if err := do(b.Context(), s, n); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs-p50")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "µs-p99")
		})
	}
}
