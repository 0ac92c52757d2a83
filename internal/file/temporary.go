package file

import (
	"os"
	"strconv"
)

// temporary is a name beside base that no other process writing the same file
// takes at the same time.
func temporary(base string, try int) string {
	return "." + base + ".wcomp-" + strconv.Itoa(os.Getpid()) + "-" + strconv.Itoa(try)
}
