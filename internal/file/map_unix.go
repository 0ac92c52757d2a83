//go:build linux || darwin || freebsd || netbsd || openbsd

package file

import (
	"os"
	"syscall"
)

// mapFile maps the whole of an open regular file into memory, to be read only.
func mapFile(f *os.File, size int64) ([]byte, error) {
	return syscall.Mmap(int(f.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_PRIVATE)
}
