//go:build !linux

package engine

// networked returns the name of the network file system that a file is on. It
// is known on Linux only.
func networked(string) string { return "" }
