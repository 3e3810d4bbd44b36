package sandbox

import (
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// connection makes the two ends of one, in memory. Unlike [net.Pipe] it holds
// some bytes, as a network does: a writer need not meet a reader, so that the
// pings of a month in virtual time cost little.
func connection() (near, far net.Conn) {
	there, back := newStream(), newStream()
	return &end{in: back, out: there}, &end{in: there, out: back}
}

// An end of a connection reads one stream and writes another.
type end struct{ in, out *stream }

func (e *end) Read(p []byte) (int, error)  { return e.in.read(p) }
func (e *end) Write(p []byte) (int, error) { return e.out.write(p) }

func (e *end) Close() error {
	e.in.close(true)
	e.out.close(false)
	return nil
}

func (e *end) LocalAddr() net.Addr  { return pipeAddr }
func (e *end) RemoteAddr() net.Addr { return pipeAddr }

func (e *end) SetDeadline(t time.Time) error {
	e.in.setDeadline(&e.in.readBy, t)
	e.out.setDeadline(&e.out.writeBy, t)
	return nil
}

func (e *end) SetReadDeadline(t time.Time) error {
	e.in.setDeadline(&e.in.readBy, t)
	return nil
}

func (e *end) SetWriteDeadline(t time.Time) error {
	e.out.setDeadline(&e.out.writeBy, t)
	return nil
}

// streamHolds is how many bytes are under way before a writer waits.
const streamHolds = 64 << 10

// A stream is bytes on their way from one end to the other.
type stream struct {
	mu      sync.Mutex
	changed sync.Cond
	bytes   []byte
	ended   bool // by its writer
	left    bool // by its reader
	readBy  time.Time
	writeBy time.Time
}

func newStream() *stream {
	s := &stream{}
	s.changed.L = &s.mu
	return s
}

func (s *stream) read(p []byte) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.left:
			return 0, io.ErrClosedPipe
		case past(s.readBy):
			return 0, os.ErrDeadlineExceeded
		case len(s.bytes) > 0:
			n = copy(p, s.bytes)
			s.bytes = append(s.bytes[:0], s.bytes[n:]...)
			s.changed.Broadcast()
			return n, nil
		case s.ended:
			return 0, io.EOF
		case len(p) == 0:
			return 0, nil
		}
		s.wait(s.readBy)
	}
}

func (s *stream) write(p []byte) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.ended, s.left:
			return n, io.ErrClosedPipe
		case past(s.writeBy):
			return n, os.ErrDeadlineExceeded
		}
		room := min(len(p)-n, streamHolds-len(s.bytes))
		if room > 0 {
			s.bytes = append(s.bytes, p[n:n+room]...)
			n += room
			s.changed.Broadcast()
		}
		if n == len(p) {
			return n, nil
		}
		s.wait(s.writeBy)
	}
}

// past reports whether a deadline, if there is one, has come.
func past(by time.Time) bool { return !by.IsZero() && !time.Now().Before(by) }

// wait returns when the stream has changed, or by a deadline, if there is one.
// It expects the mutex to be held.
func (s *stream) wait(by time.Time) {
	if !by.IsZero() {
		alarm := time.AfterFunc(time.Until(by), func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.changed.Broadcast()
		})
		defer alarm.Stop()
	}
	s.changed.Wait()
}

func (s *stream) setDeadline(which *time.Time, t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*which = t
	s.changed.Broadcast()
}

// close ends the stream for its reader or its writer.
func (s *stream) close(reader bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if reader {
		s.left = true
	} else {
		s.ended = true
	}
	s.changed.Broadcast()
}
