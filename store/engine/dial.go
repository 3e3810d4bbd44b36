package engine

import (
	"net"
	"time"
)

// silence is how long a server may say nothing at all before its connection
// counts as broken, as when a cable was pulled: by default it would be a quarter
// of an hour, or for ever.
const silence = 20 * time.Second

// dialer connects to servers.
var dialer = &net.Dialer{
	Timeout:         connectWithin,
	KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: silence / 4, Interval: silence / 4, Count: 3},
	Control:         impatient,
}
