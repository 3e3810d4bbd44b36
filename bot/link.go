package bot

import (
	"context"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// quiet is how long a socket may be silent before it counts as dead. Slack
// pings each of them more often than that.
const quiet = 30 * time.Second

// A link is what is known about one socket's connection: whether Slack has
// greeted it, and when bytes last came by it. The client answers pings by
// itself and tells nobody, so they are noticed where they are read.
type link struct {
	opened  time.Time    // when the bot was made; the instant that heard counts from
	heard   atomic.Int64 // nanoseconds
	greeted atomic.Bool  // since the connection was last opened
}

// live reports whether requests can arrive by the link.
func (l *link) live() bool {
	return l.greeted.Load() && time.Since(l.opened)-time.Duration(l.heard.Load()) <= quiet
}

// dialer returns a dialer like d whose connections tell the link what they read.
func (l *link) dialer(d *websocket.Dialer) *websocket.Dialer {
	if d == nil {
		d = &websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: 45 * time.Second}
	}
	noticing := *d
	dial := d.NetDialContext
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	noticing.NetDialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return heardConn{conn, l}, nil
	}
	return &noticing
}

// A heardConn is a connection that tells its link of every read.
type heardConn struct {
	net.Conn
	link *link
}

// Read reads from the connection.
func (c heardConn) Read(p []byte) (n int, err error) {
	if n, err = c.Conn.Read(p); n > 0 {
		c.link.heard.Store(int64(time.Since(c.link.opened)))
	}
	return n, err
}

// Links returns how many sockets can bring requests: Slack has greeted them, and
// has been heard on them within the last half minute.
func (b *Bot) Links() (live int) {
	for _, l := range b.links {
		if l.live() {
			live++
		}
	}
	return live
}
