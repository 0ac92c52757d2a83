package decode_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/decode"
)

// TestLEB128 covers the edges of core spec 5.2.2: padding inside the limit is
// accepted, a byte too many and unused bits are not, and the error points at
// the byte that is wrong.
func TestLEB128(t *testing.T) {
	u32 := func(r *decode.Reader) int64 { return int64(r.U32()) }
	s32 := func(r *decode.Reader) int64 { return int64(r.S32()) }
	s33 := func(r *decode.Reader) int64 { return r.S33() }
	u64 := func(r *decode.Reader) int64 { return int64(r.U64()) }
	s64 := func(r *decode.Reader) int64 { return r.S64() }
	for _, c := range []struct {
		name  string
		bytes string
		read  func(*decode.Reader) int64
		want  int64
		errAt int64 // -1 for none
	}{
		{"u32 padded", "\x80\x80\x80\x80\x00", u32, 0, -1},
		{"u32 max", "\xff\xff\xff\xff\x0f", u32, 1<<32 - 1, -1},
		{"u32 unused bits", "\xff\xff\xff\xff\x1f", u32, 0, 4},
		{"u32 too long", "\x80\x80\x80\x80\x80\x00", u32, 0, 4},
		{"u32 cut", "\x80", u32, 0, 1},
		{"s32 min", "\x80\x80\x80\x80\x78", s32, -1 << 31, -1},
		{"s32 max", "\xff\xff\xff\xff\x07", s32, 1<<31 - 1, -1},
		{"s32 minus one padded", "\xff\xff\xff\xff\x7f", s32, -1, -1},
		{"s32 sign differs", "\xff\xff\xff\xff\x0f", s32, 0, 4},
		{"s33 type index", "\xff\xff\xff\xff\x0f", s33, 1<<32 - 1, -1},
		{"s33 min", "\x80\x80\x80\x80\x70", s33, -1 << 32, -1},
		{"s33 sign differs", "\xff\xff\xff\xff\x1f", s33, 0, 4},
		{"u64 max", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", u64, -1, -1},
		{"u64 unused bits", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", u64, 0, 9},
		{"s64 min", "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f", s64, -1 << 63, -1},
		{"s64 sign differs", "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7e", s64, 0, 9},
		{"s64 too long", "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00", s64, 0, 9},
	} {
		r := decode.NewReader([]byte(c.bytes), 0)
		got := c.read(&r)
		var e *binary.Error
		if errors.As(r.Err(), &e) {
			if e.Offset != c.errAt {
				t.Errorf("%s: error at %d, want %d: %v", c.name, e.Offset, c.errAt, e)
			}
			continue
		}
		if c.errAt >= 0 || got != c.want {
			t.Errorf("%s: got %d, want %d, error at %d", c.name, got, c.want, c.errAt)
		}
	}
}

// TestFraming: what is wrong with headers and sections is named, at its place.
func TestFraming(t *testing.T) {
	header := binary.ModuleHeader
	for _, c := range []struct {
		name, bytes, message string
		offset               int64
	}{
		{"empty", "", "unexpected end", 0},
		{"not wasm", "\x7fELF\x01\x00\x00\x00", "bad magic number", 0},
		{"cut version", "\x00asm\x01", "unexpected end", 4},
		{"version 2", "\x00asm\x02\x00\x00\x00", "unknown binary version", 4},
		{"section cut off", header + "\x01\x05\x00", "cut off", 11},
		{"unknown section", header + "\x0e\x01\x00", "malformed section id 14", 10},
		{"duplicate section", header + "\x01\x01\x00\x01\x01\x00", "out of order", 13},
		{"tag after global", header + "\x06\x01\x00\x0d\x01\x00", "out of order", 13},
		{"no bodies", header + "\x03\x02\x01\x00", "inconsistent lengths", 12},
		{"two files", header + header, "joined together", 8},
		{"data count", header + "\x0c\x01\x01", "inconsistent lengths", 11},
	} {
		p := decode.NewParser([]byte(c.bytes), 0)
		var ev decode.Event
		for p.Next(&ev) {
		}
		var e *binary.Error
		if !errors.As(p.Err(), &e) || !strings.Contains(e.Message, c.message) || e.Offset != c.offset {
			t.Errorf("%s: got %v, want %q at 0x%x", c.name, p.Err(), c.message, c.offset)
		}
	}
}

// TestHugeCounts: a count says nothing about how much there is: 2^32-1 entries
// of anything in a few bytes are an error and no allocation.
func TestHugeCounts(t *testing.T) {
	huge := "\xff\xff\xff\xff\x0f"
	for id := byte(1); id <= 13; id++ {
		contents := huge
		data := []byte(binary.ModuleHeader + string([]byte{id, byte(len(contents))}) + contents)
		allocs := testing.AllocsPerRun(1, func() {
			p := decode.NewParser(data, 0)
			var ev decode.Event
			for p.Next(&ev) {
				if ev.Kind == decode.EventSection {
					for items := ev.Items(); items.Next(); {
						items.RecGroup()
					}
				}
			}
			if p.Err() == nil && id == byte(binary.SectionCode) {
				t.Error("2^32-1 bodies were accepted")
			}
		})
		if allocs > 100 {
			t.Errorf("section %d: %v allocations", id, allocs)
		}
	}
}

func ExampleParser() {
	module := []byte(binary.ModuleHeader + "\x01\x04\x01\x60\x00\x00" + "\x03\x02\x01\x00" + "\x07\x05\x01\x01f\x00\x00" + "\x0a\x04\x01\x02\x00\x0b")
	p := decode.NewParser(module, 0)
	var ev decode.Event
	for p.Next(&ev) {
		switch ev.Kind {
		case decode.EventSection:
			if ev.Section() == binary.SectionExport {
				for items := ev.Items(); items.Next(); {
					e := items.Export()
					fmt.Printf("export %q is %s %d\n", e.Name, e.Kind, e.Index)
				}
			}
		case decode.EventBody:
			locals := ev.Body().Locals()
			var group binary.Local
			for locals.Next(&group) {
			}
			ops := locals.Operators(binary.AllFeatures)
			var op binary.Operator
			for ops.Next(&op) {
				fmt.Printf("body %d at 0x%x: %s\n", ev.Count, op.Offset, op.Op)
			}
		}
	}
	fmt.Println(p.Err())
	// Output:
	// export "f" is func 0
	// body 0 at 0x1e: end
	// <nil>
}
