//go:build unix

package seal

import (
	"io/fs"
	"os"
	"syscall"
)

// likeBefore gives a file the owner and the mode of the one whose place it takes:
// root may exchange the key of a coach that runs as somebody else.
func likeBefore(draft *os.File, before fs.FileInfo) error {
	if was, ok := before.Sys().(*syscall.Stat_t); ok && os.Geteuid() == 0 {
		if err := draft.Chown(int(was.Uid), int(was.Gid)); err != nil {
			return err
		}
	}
	return draft.Chmod(before.Mode().Perm())
}
