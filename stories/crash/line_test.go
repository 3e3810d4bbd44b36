package crash

import (
	"bytes"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// A line is what connects one of the copies to the database's server. It can be
// cut, and it can hold back an answer.
type line struct {
	*crash
	folder, server string // of the socket, and the server's own socket

	mu    sync.Mutex
	cut   chan struct{} // closed once the line is whole again; nil while it is
	ends  map[net.Conn]bool
	holds []hold
}

// A hold is a moment at which an answer is held back: that to a request with some
// words, after one with others on the same connection.
type hold struct {
	after, to string
	*moment
}

// line opens a way of its own to the server.
func (c *crash) line() *line {
	c.t.Helper()
	address, err := url.Parse(c.settings.DB)
	if err != nil {
		c.t.Fatal(err)
	}
	port := address.Query().Get("port")
	if port == "" {
		port = "5432"
	}
	folder, err := os.MkdirTemp("/tmp", "line") // a socket's path must be short
	if err != nil {
		c.t.Fatal(err)
	}
	l := &line{crash: c, folder: folder, server: filepath.Join(address.Query().Get("host"), ".s.PGSQL."+port), ends: map[net.Conn]bool{}}
	listener, err := net.Listen("unix", filepath.Join(folder, ".s.PGSQL."+port))
	if err != nil {
		c.t.Fatal(err)
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { l.carry(conn) })
		}
	})
	c.t.Cleanup(func() {
		l.mend()
		listener.Close()
		l.hangUp()
		serving.Wait()
		os.RemoveAll(folder)
	})
	return l
}

// settings are those of a copy that takes this way.
func (l *line) settings(of childSettings) childSettings {
	l.t.Helper()
	address, err := url.Parse(of.DB)
	if err != nil {
		l.t.Fatal(err)
	}
	query := address.Query()
	query.Set("host", l.folder)
	address.RawQuery = query.Encode()
	of.DB = address.String()
	return of
}

// carry carries what the two ends say to each other.
func (l *line) carry(near net.Conn) {
	far, err := net.Dial("unix", l.server)
	if err != nil {
		near.Close()
		return
	}
	l.mu.Lock()
	l.ends[near], l.ends[far] = true, true
	l.mu.Unlock()
	asked := &talk{}
	var both sync.WaitGroup
	both.Go(func() { l.copy(far, near, func(said []byte) { l.hears(asked, said) }) })
	both.Go(func() { l.copy(near, far, func([]byte) { asked.wait() }) })
	both.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.ends, near)
	delete(l.ends, far)
}

// copy carries one direction, each piece once something was done about it.
func (l *line) copy(to, from net.Conn, before func([]byte)) {
	defer to.Close()
	defer from.Close()
	piece := make([]byte, 1<<16)
	for {
		n, err := from.Read(piece)
		if err != nil {
			return
		}
		before(piece[:n])
		l.whole()
		if _, err := to.Write(piece[:n]); err != nil {
			return
		}
	}
}

// A talk is what was said on one connection, as far as it matters.
type talk struct {
	mu    sync.Mutex
	after map[string]bool
	held  *moment
}

// wait waits with an answer that is held back.
func (k *talk) wait() {
	k.mu.Lock()
	held := k.held
	k.held = nil
	k.mu.Unlock()
	if held != nil {
		held.wait()
	}
}

// hears notes whether the answer to what is said is to be held back.
func (l *line) hears(k *talk, said []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	for i, h := range l.holds {
		switch {
		case bytes.Contains(said, []byte(h.to)) && (h.after == "" || k.after[h.after]):
			k.held = h.moment
			l.holds = append(l.holds[:i], l.holds[i+1:]...)
			return
		case h.after != "" && bytes.Contains(said, []byte(h.after)):
			k.after = map[string]bool{h.after: true}
		}
	}
}

// holdBack has the next such answer held back.
func (l *line) holdBack(after, to string) *moment {
	l.mu.Lock()
	defer l.mu.Unlock()
	m := newMoment()
	l.holds = append(l.holds, hold{after, to, m})
	return m
}

// breakFor cuts the line for some time. Nobody hears of it: what is said until it
// is whole again is lost with its connection.
func (l *line) breakFor(d time.Duration) {
	l.mu.Lock()
	l.cut = make(chan struct{})
	l.mu.Unlock()
	<-time.After(d)
	l.hangUp()
	l.mend()
}

func (l *line) mend() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cut != nil {
		close(l.cut)
		l.cut = nil
	}
}

func (l *line) hangUp() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for conn := range l.ends {
		conn.Close()
	}
}

// whole waits until the line is not cut.
func (l *line) whole() {
	l.mu.Lock()
	cut := l.cut
	l.mu.Unlock()
	if cut != nil {
		<-cut
	}
}
