package scheduler

import (
	"bytes"
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"
)

// A beat that panics is logged and ends alone: the next one still looks, after
// the first beat as after a later one. So does the hourly search for people.
func TestABeatThatPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		var looked atomic.Int64
		s := Scheduler{Log: zerolog.New(zerolog.SyncWriter(&log)), Now: func() time.Time {
			looked.Add(1)
			panic("no time")
		}}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- s.Run(ctx) }()
		time.Sleep(70 * time.Minute) // find has no store to ask
		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		if n := looked.Load(); n < 60 {
			t.Errorf("%d beats looked in seventy minutes", n)
		}
		for _, job := range []string{"panic: beat", "panic: find"} {
			if n := strings.Count(log.String(), job); n == 0 {
				t.Errorf("coach logs no %q", job)
			}
		}
	})
}
