package store

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// Whoever reads one thing by its ID learns from the error what was read, whether
// it is missing or could not be read.
func TestAnErrorSaysWhatWasRead(t *testing.T) {
	c := newCompany(t)
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for what, read := range map[string]func(context.Context) error{
		"ask":          func(ctx context.Context) error { _, err := c.Ask(ctx, 99); return err },
		"focus":        func(ctx context.Context) error { _, err := c.Focus(ctx, 99); return err },
		"leave":        func(ctx context.Context) error { _, err := c.Leave(ctx, 99); return err },
		"obstacle":     func(ctx context.Context) error { _, err := c.Obstacle(ctx, 99); return err },
		"time request": func(ctx context.Context) error { _, err := c.TimeRequest(ctx, 99); return err },
		"session":      func(ctx context.Context) error { _, err := c.Session(ctx, 99); return err },
		"stand-in":     func(ctx context.Context) error { _, err := c.StandIn(ctx, 99); return err },
		"subscription": func(ctx context.Context) error { _, err := c.Subscription(ctx, 99); return err },
		"agenda":       func(ctx context.Context) error { _, err := c.TeamAgenda(ctx, 99); return err },
		"topic":        func(ctx context.Context) error { _, err := c.Topic(ctx, 99); return err },
		"visit":        func(ctx context.Context) error { _, err := c.Visit(ctx, 99); return err },
	} {
		if err := read(t.Context()); !errors.Is(err, ErrNotFound) || !strings.HasPrefix(err.Error(), what+": ") {
			t.Errorf("one that is missing: %v, want %s: …", err, what)
		}
		if err := read(stopped); err == nil || errors.Is(err, ErrNotFound) || !strings.HasPrefix(err.Error(), what+": ") || strings.Contains(err.Error(), what+": "+what) {
			t.Errorf("one that can't be read: %v, want %s: …", err, what)
		}
	}
}
