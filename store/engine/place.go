package engine

import (
	"errors"
	"fmt"
	"os"
)

// create creates an empty database file that only its owner can read, and
// reports whether there was none before. It must not be called once SQLite has
// the file open: closing a second handle can drop SQLite's locks.
func create(path string) (fresh bool, err error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return false, errors.New("this is a folder; name a file with --db, such as coach.db inside it")
	case err == nil:
		return info.Size() == 0, nil
	case !errors.Is(err, os.ErrNotExist):
		return false, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return false, err
	}
	return true, f.Close()
}

// checkPlace refuses a file that is unsafe for people's words: one that
// everybody on the machine can read or write; one with a second name (hard
// link), beside which another coach would find no lock; and one on a network
// file system, where locks and the order of writes are unreliable. A file that
// a group can read is accepted with a warning.
func checkPlace(path string) (advice string, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	switch mode := info.Mode().Perm(); {
	case mode&0o007 != 0:
		return "", fmt.Errorf("everybody on this machine can get at this file, which holds what people say in confidence; type chmod o-rwx '%s' and start again", path)
	case mode&0o070 != 0:
		advice = fmt.Sprintf("The group of %s can get at it too. If it should not, type chmod g-rwx '%s'.", path, path)
	}
	if links(info) > 1 {
		return "", errors.New("this file has a second name (a hard link), so another coach might use it unnoticed; remove the other name, or copy the file, and start again")
	}
	if name := networked(path); name != "" {
		return "", fmt.Errorf("this file is on a network file system (%s), which can damage it; use a disk of this machine, or PostgreSQL with --db postgres://…", name)
	}
	return advice, nil
}

// networks maps Linux's magic numbers of network file systems to their names,
// from statfs(2) and linux/magic.h.
var networks = map[uint32]string{
	0x6969:     "NFS",
	0x517b:     "SMB",
	0xff534d42: "CIFS",
	0xfe534d42: "SMB",
	0x564c:     "NCP",
	0x01021997: "9P",
	0x5346414f: "AFS",
	0x6b414653: "AFS",
	0x73757245: "Coda",
	0x00c36400: "Ceph",
	0x0bd00bd0: "Lustre",
	0x47504653: "GPFS",
	0x01161970: "GFS2",
	0x7461636f: "OCFS2",
}
