package validate

import (
	"unsafe"

	"wcomp/binary"
)

// sameTypes compares lists of equal length. Long ones are compared as memory:
// a call may have a thousand parameters.
func sameTypes(a, b []binary.ValType) bool {
	if len(a) > 8 {
		return words(a) == words(b)
	}
	for i, t := range a {
		if t != b[i] {
			return false
		}
	}
	return true
}

func words(ts []binary.ValType) string {
	return unsafe.String((*byte)(unsafe.Pointer(&ts[0])), len(ts)*int(unsafe.Sizeof(ts[0])))
}
