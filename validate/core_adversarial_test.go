package validate_test

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/validate"
)

// Core modules made to be expensive: allocations stay within a multiple of the
// input, and what is more than linear in time would not end here.

func section(id binary.SectionID, contents []byte) []byte {
	return append(binary.AppendU32([]byte{byte(id)}, uint32(len(contents))), contents...)
}

func moduleOf(sections ...[]byte) []byte {
	return append([]byte(binary.ModuleHeader), bytes.Join(sections, nil)...)
}

func counted(n int, items ...byte) []byte { return append(binary.AppendU32(nil, uint32(n)), items...) }

// funcOf is a module with one function of the first type of types.
func funcOf(types []byte, body []byte) []byte {
	return moduleOf(section(binary.SectionType, types), section(binary.SectionFunction, []byte{1, 0}),
		section(binary.SectionCode, append(counted(1), append(binary.AppendU32(nil, uint32(len(body))), body...)...)))
}

// judged validates data and reports what it cost, held to perByte bytes of
// allocation a byte of input and 16 MiB.
func judged(t *testing.T, data []byte, perByte float64, want string) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	_, err := validate.Binary(data, validate.Options{Features: binary.AllFeatures, Workers: 1})
	runtime.ReadMemStats(&after)
	used := after.TotalAlloc - before.TotalAlloc
	t.Logf("%d bytes of input, %d allocated: %v", len(data), used, err)
	if float64(used) > perByte*float64(len(data))+16<<20 {
		t.Errorf("%d bytes allocated for %d of input", used, len(data))
	}
	switch {
	case want == "" && err != nil:
		t.Errorf("refused: %v", err)
	case want != "" && err == nil:
		t.Errorf("accepted, want %q", want)
	case want != "" && !strings.Contains(err.Error(), want):
		t.Errorf("refused with %v, want %q", err, want)
	}
}

func TestManyTypes(t *testing.T) {
	const n = 1_000_000
	fn := []byte{0x60, 0, 0}
	group := append([]byte{0x4e}, counted(n, bytes.Repeat(fn, n)...)...)
	judged(t, moduleOf(section(binary.SectionType, counted(1, group...))), 300, "")
	judged(t, moduleOf(section(binary.SectionType, counted(n, bytes.Repeat(fn, n)...))), 300, "")
	judged(t, moduleOf(section(binary.SectionType, counted(n, bytes.Repeat([]byte{0x4e, 1, 0x60, 0, 0}, n)...))), 300, "")
	judged(t, moduleOf(section(binary.SectionType, counted(2, append(group, group...)...))), 300, "limit of 1000000 types")
	// Different groups, each referring to the one before.
	var chain []byte
	for i := range uint32(200_000) {
		chain = append(chain, 0x5e, 0x63)
		if i == 0 {
			chain = append(chain, 0x6e, 0)
			continue
		}
		chain = append(binary.AppendS64(chain, int64(i-1)), 0)
	}
	judged(t, moduleOf(section(binary.SectionType, counted(200_000, chain...))), 300, "")
}

func TestCountsThatLie(t *testing.T) {
	huge := []byte{0xff, 0xff, 0xff, 0xff, 0x0f}
	for id := binary.SectionType; id <= binary.SectionTag; id++ {
		judged(t, moduleOf(section(id, huge)), 0, "(at offset 0xa)")
	}
	judged(t, funcOf([]byte{1, 0x60, 0, 0}, append(huge, 0x0b)), 0, "unexpected end")
}

func TestDeepAndWideControl(t *testing.T) {
	const n = 100_000
	none := []byte{1, 0x60, 0, 0}
	nested := append(append([]byte{0}, bytes.Repeat([]byte{0x02, 0x40}, n)...), bytes.Repeat([]byte{0x0b}, n+1)...)
	judged(t, funcOf(none, nested), 100, "")
	// A br_table of a million targets in 20,000 loops.
	loops := append([]byte{0}, bytes.Repeat([]byte{0x03, 0x40}, 20_000)...)
	loops = append(append(loops, 0x41, 0, 0x0e), binary.AppendU32(nil, 1_000_000)...)
	for i := range uint32(1_000_001) {
		loops = binary.AppendU32(loops, i%20_000)
	}
	loops = append(loops, bytes.Repeat([]byte{0x0b}, 20_001)...)
	judged(t, funcOf(none, loops), 100, "")
	// A million targets of a thousand types each.
	wide := append([]byte{3, 0x60}, counted(1000, bytes.Repeat([]byte{0x7f}, 1000)...)...)
	wide = append(append(wide, 0), 0x60, 0)
	wide = append(append(wide, counted(1000, bytes.Repeat([]byte{0x7f}, 1000)...)...), 0x60)
	wide = append(wide, counted(1000, bytes.Repeat([]byte{0x7f}, 1000)...)...)
	wide = append(wide, counted(1000, bytes.Repeat([]byte{0x7f}, 1000)...)...)
	targets := []byte{0}
	for i := range uint32(1000) {
		targets = binary.AppendU32(append(targets, 0x20), i)
	}
	targets = append(targets, 0x02, 2) // block of the third type
	targets = append(append(targets, 0x41, 0, 0x0e), binary.AppendU32(nil, 1_000_000)...)
	targets = append(append(targets, bytes.Repeat([]byte{0}, 1_000_001)...), 0x0b, 0x00, 0x0b)
	judged(t, funcOf(wide, targets), 100, "")
	// Calls of a function from and to a thousand values.
	calls := []byte{0}
	for i := range uint32(1000) {
		calls = binary.AppendU32(append(calls, 0x20), i)
	}
	calls = append(append(calls, bytes.Repeat([]byte{0x10, 0}, 1_000_000)...), 0x0b)
	judged(t, funcOf(append([]byte{1}, wide[len(wide)-2005:]...), calls), 100, "")
}

// Calls whose operands match by subtyping only: a thousand (ref i31) for a
// thousand anyref, given again by each call, and the same as tail calls.
func TestWideSubtyping(t *testing.T) {
	list := func(t ...byte) []byte { return counted(1000, bytes.Repeat(t, 1000)...) }
	types := append(append([]byte{1, 0x60}, list(0x6e)...), list(0x64, 0x6c)...)
	calls := []byte{0}
	for i := range uint32(1000) {
		calls = binary.AppendU32(append(calls, 0x20), i)
	}
	calls = append(append(calls, bytes.Repeat([]byte{0x10, 0}, 1_000_000)...), 0x0b)
	judged(t, funcOf(types, calls), 100, "")
	two := append(append([]byte{2, 0x60, 0}, list(0x6e)...), append([]byte{0x60, 0}, list(0x64, 0x6c)...)...)
	tail := append(append([]byte{0}, bytes.Repeat([]byte{0x12, 0}, 1_000_000)...), 0x0b)
	data := moduleOf(section(binary.SectionType, two),
		section(binary.SectionImport, []byte{1, 0, 0, 0, 1}), section(binary.SectionFunction, []byte{1, 0}),
		section(binary.SectionCode, append(counted(1), append(binary.AppendU32(nil, uint32(len(tail))), tail...)...)))
	judged(t, data, 100, "")
}

func TestFixedArraysInDeadCode(t *testing.T) {
	types := []byte{2, 0x60, 0, 0, 0x5e, 0x7f, 0}
	one := []byte{0xfb, 8, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x1a}
	judged(t, funcOf(types, append(append([]byte{0, 0x00}, bytes.Repeat(one, 100_000)...), 0x0b)), 100, "")
	judged(t, funcOf(types, append(append([]byte{0}, one...), 0x0b)), 0, "type mismatch")
}

func TestManyLocals(t *testing.T) {
	const n = 200_000
	// 50,000 locals and nothing else in every function.
	body := []byte{0, 1, 0xd0, 0x86, 3, 0x7f, 0x0b}
	body[0] = byte(len(body) - 1)
	judged(t, moduleOf(section(binary.SectionType, []byte{1, 0x60, 0, 0}),
		section(binary.SectionFunction, counted(n, make([]byte, n)...)),
		section(binary.SectionCode, counted(n, bytes.Repeat(body, n)...))), 100, "")
	// The last of them is read and set where it cannot be null.
	judged(t, funcOf([]byte{1, 0x60, 0, 0}, []byte{1, 0xd0, 0x86, 3, 0x64, 0x6c, 0x41, 0, 0xfb, 0x1c, 0x21, 0xcf, 0x86, 3, 0x20, 0xcf, 0x86, 3, 0x1a, 0x0b}), 0, "")
	judged(t, funcOf([]byte{1, 0x60, 0, 0}, []byte{1, 0xd0, 0x86, 3, 0x64, 0x6c, 0x20, 0xcf, 0x86, 3, 0x1a, 0x0b}), 0, "uninitialized local 49999")
}

// Functions of a type with a thousand parameters, whose types are shared.
func TestManyFunctionsOfManyParameters(t *testing.T) {
	const n = 300_000
	types := append(append([]byte{1, 0x60}, counted(1000, bytes.Repeat([]byte{0x7e}, 1000)...)...), 0)
	judged(t, moduleOf(section(binary.SectionType, types),
		section(binary.SectionFunction, counted(n, make([]byte, n)...)),
		section(binary.SectionCode, counted(n, bytes.Repeat([]byte{2, 0, 0x0b}, n)...))), 100, "")
}

// A component of many modules with code.
func TestManyModulesOfAComponent(t *testing.T) {
	module := funcOf([]byte{1, 0x60, 0, 0}, []byte{0, 0x0b})
	one := append(binary.AppendU32([]byte{1}, uint32(len(module))), module...)
	judged(t, append([]byte(binary.ComponentHeader), bytes.Repeat(one, 1000)...), 4000, "")
	judged(t, append([]byte(binary.ComponentHeader), bytes.Repeat(one, 20_000)...), 4000, "limit")
}

func TestZeros(t *testing.T) {
	judged(t, make([]byte, 64<<20), 0, "magic")
	judged(t, append([]byte(binary.ModuleHeader), make([]byte, 64<<20)...), 0, "unexpected end")
}

// A compact import whose entries take a byte each: their number is limited
// before they are read.
func TestCompactImportOfNothing(t *testing.T) {
	group := func(n int) []byte {
		g := append([]byte{1, 1, 'm', 0, 0x7e, 0, 0}, binary.AppendU32(nil, uint32(n))...)
		return moduleOf(section(binary.SectionType, []byte{1, 0x60, 0, 0}), section(binary.SectionImport, append(g, make([]byte, n)...)))
	}
	judged(t, group(100_000), 1000, "")
	judged(t, group(16<<20), 1, "more than the limit of 1000000")
}
