package delivery

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"coach/store"
)

// At the last moment, with the connection there, a request is held back by a term
// that is over or a time that has passed; otherwise it goes out as it is.
func TestTheLastMoment(t *testing.T) {
	var arrived atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.FormValue("text") != "" {
			arrived.Add(1)
		}
	}))
	defer srv.Close()
	post := func(ctx context.Context, confirm func(context.Context) error) error {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, srv.URL, strings.NewReader("text=Well+done"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := Client{Through: srv.Client(), Confirm: confirm}.Do(r)
		if err == nil {
			answer.Body.Close()
		}
		return err
	}
	leads := func(context.Context) error { return nil }
	if err := post(t.Context(), leads); err != nil || arrived.Swap(0) != 1 {
		t.Errorf("while it leads, it does not arrive: %v", err)
	}
	if err := post(t.Context(), func(context.Context) error { return store.ErrNotLeading }); !errors.Is(err, store.ErrNotLeading) {
		t.Errorf("once it leads no more: %v, want ErrNotLeading", err)
	}
	soon, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	late := func(context.Context) error { <-time.After(100 * time.Millisecond); return nil }
	if err := post(soon, late); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("once its time has passed: %v, want the deadline", err)
	}
	if n := arrived.Load(); n != 0 {
		t.Errorf("%d requests arrived all the same", n)
	}
}
