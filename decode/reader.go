package decode

import (
	"slices"
	"unicode/utf8"
	"unsafe"

	"wcomp/binary"
)

// Reader reads the primitive values of the binary format from a slice. The
// first error sticks: from then on every read returns a zero value and the
// reader is at its end, so that a caller checks Err once per item.
type Reader struct {
	buf  []byte
	pos  int
	base int64
	err  *binary.Error
	// slabs from which small slices of decoded types are cut.
	vals   []binary.ValType
	subs   []binary.SubType
	fields []binary.FieldType
	// depth of component and instance types being read.
	depth int
	// attributes is the offset of the first name in the form that carries
	// attributes, 0 for none.
	attributes int64
}

// NameAttributes is the offset of the first extern name read so far that has
// the form with attributes; false for none. It is known as soon as the name's
// first byte is read, also where the rest cannot be.
func (r *Reader) NameAttributes() (int64, bool) { return r.attributes, r.attributes != 0 }

// NewReader reads data, whose first byte has the given offset in the
// outermost input.
func NewReader(data []byte, offset int64) Reader {
	return Reader{buf: data, base: offset}
}

// Err is the first error, or nil.
func (r *Reader) Err() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

// Offset of the next byte in the outermost input.
func (r *Reader) Offset() int64 { return r.base + int64(r.pos) }

// SeekTo moves to the byte with the given offset in the outermost input, which
// must lie within what the reader reads.
func (r *Reader) SeekTo(offset int64) { r.pos = int(offset - r.base) }

// Len is the number of bytes left; 0 after an error.
func (r *Reader) Len() int { return len(r.buf) - r.pos }

// Rest is what is left, without consuming it.
func (r *Reader) Rest() []byte { return r.buf[r.pos:] }

// Fail records an error at the given offset, unless one is recorded, and ends
// the input.
func (r *Reader) Fail(offset int64, format string, args ...any) {
	if r.err == nil {
		r.err = binary.Errorf(offset, format, args...)
	}
	r.pos = len(r.buf)
}

// failSize records that something should have ended here.
func (r *Reader) failSize(message string) {
	if r.err == nil {
		r.err = &binary.Error{Offset: r.Offset(), Message: message, Expected: "the end", Found: plural(r.Len(), "more byte")}
	}
	r.pos = len(r.buf)
}

func (r *Reader) failEnd(need int) {
	if r.err == nil {
		r.err = &binary.Error{Offset: r.base + int64(len(r.buf)), Code: "unexpected-end", Message: "unexpected end of input"}
		if need > 1 {
			r.err = &binary.Error{Offset: r.base + int64(r.pos), Code: "unexpected-end",
				Message: "unexpected end of input", Expected: plural(need, "byte"), Found: plural(r.Len(), "byte")}
		}
	}
	r.pos = len(r.buf)
}

// Byte reads one byte.
func (r *Reader) Byte() byte {
	if r.pos < len(r.buf) {
		b := r.buf[r.pos]
		r.pos++
		return b
	}
	r.failEnd(1)
	return 0
}

// Peek is the next byte, without consuming it; 0 at the end.
func (r *Reader) Peek() byte {
	if r.pos < len(r.buf) {
		return r.buf[r.pos]
	}
	return 0
}

// Bytes reads n bytes as a slice of the input.
func (r *Reader) Bytes(n int) []byte {
	if n < 0 || n > len(r.buf)-r.pos {
		r.failEnd(n)
		return nil
	}
	b := r.buf[r.pos : r.pos+n : r.pos+n]
	r.pos += n
	return b
}

// U32 reads an unsigned LEB128 of at most 32 bits.
func (r *Reader) U32() uint32 {
	if r.pos < len(r.buf) {
		if b := r.buf[r.pos]; b < 0x80 {
			r.pos++
			return uint32(b)
		}
	}
	return r.u32slow()
}

func (r *Reader) u32slow() uint32 {
	var v uint32
	for shift := 0; shift < 35; shift += 7 {
		if r.pos >= len(r.buf) {
			r.failEnd(1)
			return 0
		}
		b := r.buf[r.pos]
		if shift == 28 && b > 0x0f {
			if b&0x80 != 0 {
				r.Fail(r.Offset(), "integer representation too long: an unsigned 32-bit LEB128 has at most 5 bytes")
			} else {
				r.Fail(r.Offset(), "integer too large: an unsigned 32-bit LEB128 has unused bits set")
			}
			return 0
		}
		r.pos++
		v |= uint32(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	return v
}

// U64 reads an unsigned LEB128 of at most 64 bits.
func (r *Reader) U64() uint64 {
	var v uint64
	for shift := 0; shift < 70; shift += 7 {
		if r.pos >= len(r.buf) {
			r.failEnd(1)
			return 0
		}
		b := r.buf[r.pos]
		if shift == 63 && b > 1 {
			if b&0x80 != 0 {
				r.Fail(r.Offset(), "integer representation too long: an unsigned 64-bit LEB128 has at most 10 bytes")
			} else {
				r.Fail(r.Offset(), "integer too large: an unsigned 64-bit LEB128 has unused bits set")
			}
			return 0
		}
		r.pos++
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	return v
}

// S32 reads a signed LEB128 of at most 32 bits.
func (r *Reader) S32() int32 {
	if r.pos < len(r.buf) {
		if b := r.buf[r.pos]; b < 0x80 {
			r.pos++
			return int32(b) << 25 >> 25
		}
	}
	return int32(r.signed(32))
}

// S33 reads a signed LEB128 of at most 33 bits.
func (r *Reader) S33() int64 { return r.signed(33) }

// S64 reads a signed LEB128 of at most 64 bits.
func (r *Reader) S64() int64 {
	if r.pos < len(r.buf) {
		if b := r.buf[r.pos]; b < 0x80 {
			r.pos++
			return int64(b) << 57 >> 57
		}
	}
	return r.signed(64)
}

// signed reads a signed LEB128 of the given width. The last byte's unused
// bits must repeat the sign (core spec 5.2.2).
func (r *Reader) signed(bits int) int64 {
	var v int64
	for shift := 0; ; shift += 7 {
		if r.pos >= len(r.buf) {
			r.failEnd(1)
			return 0
		}
		b := r.buf[r.pos]
		if left := bits - shift; left < 7 {
			if b&0x80 != 0 {
				r.Fail(r.Offset(), "integer representation too long: a signed %d-bit LEB128 has at most %d bytes", bits, (bits+6)/7)
				return 0
			}
			// Sign-extend the seven bits and compare with what fits.
			x := int8(b<<1) >> 1
			if y := int8(b<<(8-left)) >> (8 - left); x != y {
				r.Fail(r.Offset(), "integer too large: a signed %d-bit LEB128 has unused bits that differ from the sign", bits)
				return 0
			}
		}
		r.pos++
		v |= int64(b&0x7f) << shift
		if b < 0x80 {
			if n := shift + 7; n < 64 {
				v = v << (64 - n) >> (64 - n)
			}
			return v
		}
	}
}

// F32 reads the bits of a float.
func (r *Reader) F32() uint32 {
	b := r.Bytes(4)
	if b == nil {
		return 0
	}
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// F64 reads the bits of a double.
func (r *Reader) F64() uint64 {
	b := r.Bytes(8)
	if b == nil {
		return 0
	}
	var v uint64
	for i, c := range b {
		v |= uint64(c) << (8 * i)
	}
	return v
}

// Name reads a UTF-8 name of at most MaxNameBytes bytes. The string shares
// the input's memory.
func (r *Reader) Name() string { return r.name(binary.MaxNameBytes) }

// LongName reads a UTF-8 name without that limit (name section maps).
func (r *Reader) LongName() string { return r.name(1<<31 - 1) }

func (r *Reader) name(limit uint32) string {
	start := r.Offset()
	n := r.U32()
	if n > limit {
		r.fail(start, "limit", "name of %d bytes is longer than the limit of %d", n, limit)
		return ""
	}
	at := r.Offset()
	b := r.Bytes(int(n))
	if len(b) == 0 {
		return ""
	}
	s := unsafe.String(&b[0], len(b))
	if !utf8.ValidString(s) {
		r.fail(at+int64(validPrefix(s)), "malformed-utf8", "malformed UTF-8 in a name")
		return ""
	}
	return s
}

func validPrefix(s string) int {
	n := 0
	for n < len(s) {
		c, size := utf8.DecodeRuneInString(s[n:])
		if c == utf8.RuneError && size <= 1 {
			break
		}
		n += size
	}
	return n
}

// fail is Fail with a code.
func (r *Reader) fail(offset int64, code, format string, args ...any) {
	had := r.err != nil
	r.Fail(offset, format, args...)
	if !had {
		r.err.Code = code
	}
}

// count reads a vector's length and checks it against a limit before any
// element is read.
func (r *Reader) count(what string, limit uint32) uint32 {
	at := r.Offset()
	n := r.U32()
	if n > limit {
		r.fail(at, "limit", "%d %s are more than the limit of %d", n, what, limit)
		return 0
	}
	return n
}

// capacity bounds an allocation for n elements by the bytes that are left:
// every element takes at least one.
func (r *Reader) capacity(n uint32) int {
	return min(int(n), r.Len())
}

// doubled makes room in a list that is full. Long lists of large elements would
// leave four times as much behind if append did it.
func doubled[T any](list []T) []T {
	if len(list) == cap(list) {
		list = slices.Grow(list, max(len(list), 4))
	}
	return list
}

// flag reads a byte that must be 0 or 1.
func (r *Reader) flag(what string) bool {
	at := r.Offset()
	b := r.Byte()
	if b > 1 {
		r.Fail(at, "invalid byte 0x%02x for %s: expected 0x00 or 0x01", b, what)
	}
	return b == 1
}
