package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"coach"
	"coach/sandbox"
)

// TestStoppedWhileSomebodySubmits: SIGTERM finishes what was begun. The
// submission that is on its way is stored and acknowledged.
func TestStoppedWhileSomebodySubmits(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		form := st.User("ben").Command("/coach recognize @ana").Modal()
		form.Fill("What did they do?", "Stayed calm when the demo broke").
			Fill("Which of our values does it show?", "Ownership").
			Fill("What difference did it make?", "The customer laughed with us").
			Fill("Where to share it", "In the team channel")
		var submitting sync.WaitGroup
		submitting.Go(func() { form.Submit() })
		time.Sleep(time.Nanosecond) // the envelope is on its way
		st.stop()
		if err := <-st.done; err != nil {
			t.Error(err)
		}
		submitting.Wait()
		st.Note("coach is stopped and started again")
		st.run()
	})
}

// BenchmarkAcknowledge measures how long people wait for coach over real
// sockets, at a steady rate of envelopes: half commands, half submissions that
// end in a commit. It reports the 50th and 99th percentile and the longest.
func BenchmarkAcknowledge(b *testing.B) {
	const perSecond = 100
	ws := realCoach(b)
	var mu sync.Mutex
	var took []time.Duration
	measure := func(do func()) {
		began := time.Now()
		do()
		mu.Lock()
		defer mu.Unlock()
		took = append(took, time.Since(began))
	}
	pace := time.NewTicker(time.Second / perSecond)
	defer pace.Stop()
	var working sync.WaitGroup
	n := 0
	for b.Loop() {
		<-pace.C
		who := ws.User(fmt.Sprintf("m%d", n%20))
		ready := n%2 == 0
		n++
		working.Go(func() {
			if ready {
				measure(func() { who.Command("/coach due") })
				return
			}
			form := who.Command("/coach recognize @m0").Modal()
			if form == nil {
				return
			}
			form.Fill("Who?", "@boss").Fill("What did they do?", "Helped").Fill("Which of our values does it show?", "Ownership").
				Fill("What difference did it make?", "It worked").Fill("Where to share it", "Just to them")
			measure(func() { form.Submit() })
		})
	}
	working.Wait()
	slices.Sort(took)
	at := func(p float64) float64 { return float64(took[int(p*float64(len(took)-1))].Microseconds()) / 1000 }
	b.ReportMetric(at(0.50), "ms-p50")
	b.ReportMetric(at(0.99), "ms-p99")
	b.ReportMetric(at(1), "ms-max")
	b.ReportMetric(0, "ns/op")
}

// realCoach runs coach against a workspace over loopback sockets and the real
// clock, for a boss, twenty managers and two hundred reps.
func realCoach(b *testing.B) *sandbox.Workspace {
	b.Helper()
	ws, err := sandbox.New(coach.Manifest, sandbox.Options{Latency: time.Microsecond})
	if err != nil {
		b.Fatal(err)
	}
	var csv strings.Builder
	csv.WriteString("email,name,manager_email,time_zone\n")
	add := func(handle, manager string) {
		ws.AddPerson(sandbox.Person{ID: fmt.Sprintf("U%09d", len(csv.String())), Handle: handle, Name: strings.ToUpper(handle), Email: handle + "@example.com"})
		fmt.Fprintf(&csv, "%s@example.com,%s,%s,UTC\n", handle, strings.ToUpper(handle), manager)
	}
	add("boss", "")
	for i := range 20 {
		add(fmt.Sprintf("m%d", i), "boss@example.com")
		for j := range 10 {
			add(fmt.Sprintf("r%d-%d", i, j), fmt.Sprintf("m%d@example.com", i))
		}
	}
	ws.AddChannel("wins", sandbox.ChannelOptions{})
	srv := httptest.NewServer(ws)
	b.Cleanup(srv.Close)
	db := filepath.Join(b.TempDir(), "coach.db")
	if err := (importCommand{File: "people.csv", DB: db}).importFrom(b.Context(), strings.NewReader(csv.String()), io.Discard, time.Now()); err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, config{runCommand: runCommand{DB: db, BotToken: ws.BotToken(), AppToken: ws.AppToken(), APIURL: srv.URL + "/api/",
			RecognitionChannel: "wins", DigestDay: "MON", DigestTime: "09:00", TimeZone: "UTC"},
			Now: time.Now, Out: io.Discard, Log: zerolog.New(io.Discard), HTTP: &http.Client{Timeout: 15 * time.Second}})
	}()
	b.Cleanup(func() {
		stop()
		<-done
	})
	<-ws.Connected()
	return ws
}
