package engine

import (
	"strings"
	"syscall"
)

// tcpUserTimeout is TCP_USER_TIMEOUT: how many milliseconds what was sent may stay
// without an acknowledgement.
const tcpUserTimeout = 18

// impatient has a connection break that has not taken what was sent for too long.
func impatient(network, _ string, conn syscall.RawConn) error {
	if !strings.HasPrefix(network, "tcp") {
		return nil
	}
	var set error
	err := conn.Control(func(fd uintptr) {
		set = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, int(silence.Milliseconds()))
	})
	if err == nil {
		err = set
	}
	return err
}
