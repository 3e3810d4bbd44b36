package coach

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"
)

// systemd hears nothing before coach is connected, and no more from the watchdog
// once a beat is stuck.
func TestTheWatchdogFollowsTheBeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		connected, stuck := make(chan struct{}), false
		var heard []string
		go report(ctx, connected, time.Minute, func() bool { return stuck }, func(state string) { heard = append(heard, state) })
		expect := func(when string, want ...string) {
			t.Helper()
			synctest.Wait()
			if !slices.Equal(heard, want) {
				t.Errorf("%s, systemd has heard %q, want %q", when, heard, want)
			}
			heard = nil
		}
		time.Sleep(time.Hour)
		expect("before coach is connected")
		close(connected)
		expect("at once", "READY=1", "WATCHDOG=1")
		time.Sleep(2 * time.Minute)
		expect("two minutes later", "WATCHDOG=1", "WATCHDOG=1")
		stuck = true
		time.Sleep(2 * time.Minute)
		expect("while a beat is stuck")
		stuck = false
		time.Sleep(time.Minute)
		expect("when it goes on", "WATCHDOG=1")
		stop()
		expect("at the end", "STOPPING=1")
	})
}

// A service without a watchdog hears that coach is ready and that it stops.
func TestNobodyWatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		connected := make(chan struct{})
		close(connected)
		var heard []string
		go report(ctx, connected, 0, func() bool { return false }, func(state string) { heard = append(heard, state) })
		time.Sleep(time.Hour)
		stop()
		synctest.Wait()
		if want := []string{"READY=1", "STOPPING=1"}; !slices.Equal(heard, want) {
			t.Errorf("systemd has heard %q, want %q", heard, want)
		}
	})
}

// What is told arrives at the socket that systemd names, as systemd asks for it.
func TestSystemdIsToldOverItsSocket(t *testing.T) {
	address := filepath.Join(t.TempDir(), "notify")
	socket, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: address, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	t.Setenv("NOTIFY_SOCKET", address)
	t.Setenv("WATCHDOG_USEC", "20000")
	t.Setenv("WATCHDOG_PID", strconv.Itoa(os.Getpid()))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	connected := make(chan struct{})
	close(connected)
	go tellSystemd(ctx, connected, &health{})
	if err := socket.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"READY=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"} {
		buf := make([]byte, 64)
		n, err := socket.Read(buf)
		if err != nil || string(buf[:n]) != want {
			t.Fatalf("message %d is %q (%v), want %q", i, buf[:n], err, want)
		}
	}
}
