package binary

// LEB128 appending; reading is decode.Reader's. Core spec 5.2.2.

// AppendU32 appends v as an unsigned LEB128 in its shortest form.
func AppendU32(b []byte, v uint32) []byte { return AppendU64(b, uint64(v)) }

// AppendU64 appends v as an unsigned LEB128 in its shortest form.
func AppendU64(b []byte, v uint64) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

// AppendS32 appends v as a signed LEB128 in its shortest form.
func AppendS32(b []byte, v int32) []byte { return AppendS64(b, int64(v)) }

// AppendS64 appends v as a signed LEB128 in its shortest form. It serves
// s33 (block types, heap types, component type indices) as well.
func AppendS64(b []byte, v int64) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if (v == 0 && c&0x40 == 0) || (v == -1 && c&0x40 != 0) {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}

// AppendName appends a name: its length in bytes, then the bytes.
func AppendName(b []byte, s string) []byte {
	b = AppendU32(b, uint32(len(s)))
	return append(b, s...)
}

// AppendBytes appends a vector of bytes: its length, then the bytes.
func AppendBytes(b, s []byte) []byte {
	b = AppendU32(b, uint32(len(s)))
	return append(b, s...)
}

// SizeU32 is the number of bytes AppendU32 appends.
func SizeU32(v uint32) int {
	n := 1
	for v >= 0x80 {
		v >>= 7
		n++
	}
	return n
}
