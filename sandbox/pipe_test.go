package sandbox

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"testing/synctest"
	"time"
)

// joined is a connection in virtual time.
func joined(t *testing.T, do func(t *testing.T, near, far net.Conn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		near, far := connection()
		defer near.Close()
		defer far.Close()
		do(t, near, far)
	})
}

func TestAConnectionHoldsSomeBytesAndThenAWriterWaits(t *testing.T) {
	joined(t, func(t *testing.T, near, far net.Conn) {
		long := bytes.Repeat([]byte("0123456789"), streamHolds/5) // twice as much as it holds
		written := make(chan error, 1)
		go func() {
			_, err := near.Write(long)
			written <- errors.Join(err, near.Close())
		}()
		synctest.Wait()
		select {
		case err := <-written:
			t.Errorf("a writer does not wait for a reader: %v", err)
		default:
		}
		got, err := io.ReadAll(far)
		if err != nil || !bytes.Equal(got, long) {
			t.Errorf("%d of %d bytes come, %v", len(got), len(long), err)
		}
		if err := <-written; err != nil {
			t.Error(err)
		}
	})
}

func TestDeadlinesOfAConnection(t *testing.T) {
	full := make([]byte, streamHolds+1)
	for name, wait := range map[string]struct {
		set func(net.Conn, time.Time) error
		do  func(net.Conn) (int, error)
	}{
		"a reader":              {net.Conn.SetReadDeadline, func(c net.Conn) (int, error) { return c.Read(make([]byte, 1)) }},
		"a writer":              {net.Conn.SetWriteDeadline, func(c net.Conn) (int, error) { return c.Write(full) }},
		"a reader, set as both": {net.Conn.SetDeadline, func(c net.Conn) (int, error) { return c.Read(make([]byte, 1)) }},
		"a writer, set as both": {net.Conn.SetDeadline, func(c net.Conn) (int, error) { return c.Write(full) }},
	} {
		t.Run(name, func(t *testing.T) {
			joined(t, func(t *testing.T, near, _ net.Conn) {
				began := time.Now()
				if err := wait.set(near, began.Add(time.Minute)); err != nil {
					t.Fatal(err)
				}
				go func() { // while it waits
					time.Sleep(10 * time.Second)
					_ = wait.set(near, began.Add(20*time.Second))
				}()
				if _, err := wait.do(near); !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(began) != 20*time.Second {
					t.Errorf("%v after %v", err, time.Since(began))
				}
			})
		})
	}
}

func TestTheEndsOfAConnection(t *testing.T) {
	joined(t, func(t *testing.T, near, far net.Conn) {
		if _, err := near.Write([]byte("last words")); err != nil {
			t.Fatal(err)
		}
		near.Close()
		if got, err := io.ReadAll(far); string(got) != "last words" || err != nil {
			t.Errorf("what was written before the end comes as %q, %v", got, err)
		}
		if _, err := far.Write([]byte("hello?")); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("to write to who has left: %v", err)
		}
		if _, err := near.Read(make([]byte, 1)); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("to read from one's own closed end: %v", err)
		}
	})
	joined(t, func(t *testing.T, near, far net.Conn) {
		go func() {
			time.Sleep(time.Second)
			far.Close()
		}()
		if _, err := near.Read(make([]byte, 1)); err != io.EOF {
			t.Errorf("a waiting reader: %v", err)
		}
	})
}
