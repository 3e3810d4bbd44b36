package demo

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"coach/cadence"
)

// TestDemo builds a company with a few days behind it and reads its page.
func TestDemo(t *testing.T) {
	url := startDemo(t, 0)
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %v", answer.Status, err)
	}
	for _, want := range []string{"Good morning Dana", "Next Monday", "#wins", "#leaders", "You are Dana"} {
		if !strings.Contains(string(page), want) && !strings.Contains(string(page), strings.TrimPrefix(want, "#")) {
			t.Errorf("the first page does not say %q", want)
		}
	}
}

func TestTheVisitIsAThursdayOnWhichObservationsAreDue(t *testing.T) {
	for _, c := range []struct {
		name         string
		today, visit cadence.Date
	}{
		{"on that day itself", cadence.NewDate(2026, 3, 5), cadence.NewDate(2026, 3, 5)},
		{"the day before it the one before counts", cadence.NewDate(2026, 3, 4), cadence.NewDate(2026, 2, 19)},
		{"on Christmas Day nobody works", cadence.NewDate(2025, 12, 31), cadence.NewDate(2025, 12, 11)},
	} {
		if got := Acme().VisitOn(c.today.At(visitTime, time.UTC)); got != c.visit {
			t.Errorf("%s: seen from %s the visit is on %s, not on %s", c.name, c.today, got, c.visit)
		}
	}
}

// BenchmarkTwelveWeeks measures how long the demo's history takes.
func BenchmarkTwelveWeeks(b *testing.B) {
	for b.Loop() {
		startDemo(b, MostWeeks)
	}
}

// startDemo plays Acme until the test ends, and returns the page's address once a
// visitor may come. It is always the same Thursday.
func startDemo(t testing.TB, weeks int) (url string) {
	t.Helper()
	return startCompany(t, Acme(), weeks)
}

func startCompany(t testing.TB, played *Company, weeks int) (url string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() {
		done <- Serve(ctx, listener, Options{Company: played, Visit: cadence.NewDate(2026, 3, 5), Weeks: weeks,
			Report: func(string) {}, Ready: func(net.Addr) { close(ready) }})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the demo ended with: %v", err)
		}
	})
	select {
	case <-ready:
	case err := <-done:
		done <- err
		t.Fatal("the demo did not start")
	}
	return "http://" + listener.Addr().String() + "/"
}
