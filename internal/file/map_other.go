//go:build !(linux || darwin || freebsd || netbsd || openbsd)

package file

import (
	"errors"
	"os"
)

// mapFile is not known here; the caller reads instead.
func mapFile(*os.File, int64) ([]byte, error) { return nil, errors.ErrUnsupported }
