package engine

import "syscall"

// networked returns the name of the network file system that a file is on;
// empty for a local disk.
func networked(path string) string {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(path, &stat); err != nil {
		return ""
	}
	return networks[uint32(stat.Type)]
}
