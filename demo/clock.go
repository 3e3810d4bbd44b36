package demo

import (
	"sync"
	"time"
)

// A clock is civil time that can be set. It ticks on by itself.
type clock struct {
	mu   sync.Mutex
	at   time.Time
	when time.Time // of the setting, on the runtime's clock
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.when = at, time.Now()
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at.Add(time.Since(c.when))
}
