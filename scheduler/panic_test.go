package scheduler

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"coach/store"
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

// That a copy has lost the lead while it worked is nobody's to mend, so it is no
// error in the log.
func TestALostLeadIsNoError(t *testing.T) {
	var log bytes.Buffer
	s := Scheduler{Log: zerolog.New(&log)}
	for _, ended := range []error{context.Canceled, fmt.Errorf("beat: %w", store.ErrNotLeading)} {
		s.do(t.Context(), "beat", func(context.Context) error { return ended })
	}
	if log.Len() > 0 {
		t.Errorf("coach logs %s", log.String())
	}
	if s.do(t.Context(), "beat", func(context.Context) error { return context.DeadlineExceeded }); log.Len() == 0 {
		t.Error("coach logs nothing of an error")
	}
}
