package main

import (
	"sync"
	"time"
)

// A demoClock is civil time that can be set. It ticks on by itself.
type demoClock struct {
	mu   sync.Mutex
	at   time.Time
	when time.Time // of the setting, on the runtime's clock
}

func (c *demoClock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.when = at, time.Now()
}

func (c *demoClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at.Add(time.Since(c.when))
}
