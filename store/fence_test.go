package store

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/practice"
	"coach/store/engine"
)

// fenced are the ways by which beats and deliveries write. Each is refused once
// another copy leads.
var fenced = map[string]func(ctx context.Context, c company, d Delivery) error{
	"Attempt":     func(ctx context.Context, c company, d Delivery) error { return c.Attempt(ctx, d, "D1", noon) },
	"AttemptFile": func(ctx context.Context, c company, d Delivery) error { return c.AttemptFile(ctx, d, "D1", "F1", noon) },
	"Drop":        func(ctx context.Context, c company, d Delivery) error { return c.Drop(ctx, d, "gone") },
	"EndTime": func(ctx context.Context, c company, d Delivery) error {
		return c.EndTime(ctx, practice.TimeRequest{ID: 1}, practice.TimeLapsed, noon)
	},
	"Fail":        func(ctx context.Context, c company, d Delivery) error { return c.Fail(ctx, d, "gone") },
	"FileDeleted": func(ctx context.Context, c company, d Delivery) error { return c.FileDeleted(ctx, d, noon) },
	"FileSent":    func(ctx context.Context, c company, d Delivery) error { return c.FileSent(ctx, d, "D1", "1.0", noon) },
	"Found":       func(ctx context.Context, c company, d Delivery) error { return c.Found(ctx, d, "D1", "1.0") },
	"Hold":        func(ctx context.Context, c company, d Delivery) error { return c.Hold(ctx, d, noon) },
	"Later":       func(ctx context.Context, c company, d Delivery) error { return c.Later(ctx, d, noon) },
	"Observe": func(ctx context.Context, c company, d Delivery) error {
		return c.Observe(ctx, practice.Concern{Kind: practice.NoMessages}, true)
	},
	"Learn": func(ctx context.Context, c company, d Delivery) error {
		_, err := c.Learn(ctx, practice.Concern{Kind: practice.NoMessages}, true)
		return err
	},
	"Pause": func(ctx context.Context, c company, d Delivery) error {
		return c.Pause(ctx, d, noon, noon.Add(time.Second))
	},
	"PauseAll": func(ctx context.Context, c company, d Delivery) error {
		return c.PauseAll(ctx, noon, noon.Add(time.Second))
	},
	"Post": func(ctx context.Context, c company, d Delivery) error {
		return c.Post(ctx, practice.Shoutout{Entry: 8})
	},
	"PutBack": func(ctx context.Context, c company, d Delivery) error {
		_, err := c.PutBack(ctx, "Europe/Berlin", monday-10)
		return err
	},
	"Reconcile": func(ctx context.Context, c company, d Delivery) error {
		return c.Reconcile(ctx, []Plan{{Performer: c.ben, From: friday, To: friday}})
	},
	"Release": func(ctx context.Context, c company, d Delivery) error {
		_, err := c.Release(ctx, noon.AddDate(1, 0, 0))
		return err
	},
	"Sent": func(ctx context.Context, c company, d Delivery) error { return c.Sent(ctx, d, "D1", "1.0") },
	"Sweep": func(ctx context.Context, c company, d Delivery) error {
		return c.Sweep(ctx, time.Now().AddDate(9, 0, 0))
	},
	"Unchanged": func(ctx context.Context, c company, d Delivery) error { return c.Unchanged(ctx, d) },
	"ExpireFiles": func(ctx context.Context, c company, d Delivery) error {
		_, err := c.ExpireFiles(ctx, noon)
		return err
	},
	"RefreshDirectory": func(ctx context.Context, c company, d Delivery) error {
		_, err := c.RefreshDirectory(ctx, []practice.Person{{SlackID: "U9", Name: "Eve", Email: "eve@example.com", Account: practice.Member}}, thursday)
		return err
	},
}

// unfenced are those that write nothing, or nothing here.
var unfenced = []string{"Busy", "GiveUpObstacles", "Contradictions", "LastPlanned", "Next", "NextAt", "NextMorning", "Paused", "Playbook", "Roster", "RequestsWaiting", "SentFile", "Settings", "Settle", "Subscriptions",
	"Today", "Unplanned", "Version", "Waking", "Zones", "Tidy", "EraseOn", "SealRest"}

var storeCall = regexp.MustCompile(`\bStore\.([A-Z]\w*)\b`)

// Whatever a beat or a delivery writes is refused once another copy leads.
func TestWhatALeaderWritesIsFenced(t *testing.T) {
	for _, folder := range []string{"../scheduler", "../bot/delivery"} {
		sources, err := filepath.Glob(folder + "/*.go")
		ok(t, err)
		for _, name := range sources {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			ok(t, err)
			for _, call := range storeCall.FindAllStringSubmatch(string(source), -1) {
				if fenced[call[1]] == nil && !slices.Contains(unfenced, call[1]) {
					t.Errorf("%s: whether %s is refused after a leader's term, no test says", name, call[1])
				}
			}
		}
	}
	if !onPostgreSQL() {
		return
	}
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	ok(t, c.Post(t.Context(), practice.Shoutout{Entry: 6}))
	held, _, err := c.Next(t.Context(), noon)
	ok(t, errors.Join(err, c.Store.Hold(t.Context(), held, noon), c.Post(t.Context(), practice.Shoutout{Entry: 7})))
	d, _, err := c.Next(t.Context(), noon)
	ok(t, err)
	l, err := c.db.Leader(t.Context())
	ok(t, err)
	before := everyRow(t, c.read)
	for _, name := range slices.Sorted(maps.Keys(fenced)) {
		if err := fenced[name](engine.Leading(t.Context(), l.Term+1), c, d); !errors.Is(err, ErrNotLeading) {
			t.Errorf("%s in another's term: %v, want ErrNotLeading", name, err)
		}
	}
	if diff := cmp.Diff(before, everyRow(t, c.read)); diff != "" {
		t.Errorf("rows have changed (-before +after):\n%s", diff)
	}
	ok(t, fenced["Post"](engine.Leading(t.Context(), l.Term), c, d))
}
