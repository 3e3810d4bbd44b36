package sandbox

import (
	"context"
	"net"
	"sync"
)

// A Pipe is an in-memory [net.Listener]. Unlike one on a real socket, a goroutine
// that waits for it is durably blocked, so that testing/synctest can move time.
// Give its DialContext to an http.Transport and, as NetDialContext, to a
// websocket.Dialer.
type Pipe struct {
	conns chan net.Conn
	done  chan struct{}
	close sync.Once
}

// NewPipe makes a listener that is open.
func NewPipe() *Pipe { return &Pipe{conns: make(chan net.Conn), done: make(chan struct{})} }

// Accept waits for the next dial.
func (p *Pipe) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

// Close refuses further dials; connections made before stay open.
func (p *Pipe) Close() error {
	p.close.Do(func() { close(p.done) })
	return nil
}

// Addr names the listener.
func (p *Pipe) Addr() net.Addr { return pipeAddr }

var pipeAddr = &net.UnixAddr{Name: "sandbox", Net: "pipe"}

// DialContext connects to the listener, whatever the network and address.
func (p *Pipe) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := connection()
	select {
	case p.conns <- far:
		return near, nil
	case <-p.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
