package main

import (
	"fmt"
	"net"
)

// A listenAt is where a workspace is served. Whoever reaches it can act as
// anybody there, so it is this machine unless somebody says that they know.
type listenAt struct {
	address string
	iKnow   bool
}

// open listens.
func (l listenAt) open() (net.Listener, error) {
	address, err := net.ResolveTCPAddr("tcp", l.address)
	if err != nil {
		return nil, fmt.Errorf("--listen %s: %w. Give an address and a port, such as 127.0.0.1:0", l.address, err)
	}
	if !address.IP.IsLoopback() && !l.iKnow {
		return nil, fmt.Errorf("anybody who reaches %s could act as anybody in this workspace, so only this machine may reach it. "+
			"Use --listen 127.0.0.1:%d, or add --i-know if others should reach it", l.address, address.Port)
	}
	listener, err := net.ListenTCP("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("%w. Choose another address with --listen, such as 127.0.0.1:0", err)
	}
	return listener, nil
}
