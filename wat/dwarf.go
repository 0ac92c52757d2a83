package wat

import (
	"encoding/binary"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	wasm "wcomp/binary"
	"wcomp/encode"
)

// DWARF 5 for modules that come from text: one compile unit, a subprogram a
// function, a line row an instruction. Addresses are what tools for
// WebAssembly expect, offsets in the contents of the code section (the DWARF
// for WebAssembly document), its function count included.

// Constants of DWARF 5 that are used here.
const (
	dwTagCompileUnit     = 0x11
	dwTagBaseType        = 0x24
	dwTagSubprogram      = 0x2e
	dwTagFormalParameter = 0x05
	dwTagVariable        = 0x34

	dwAtLocation   = 0x02
	dwAtName       = 0x03
	dwAtByteSize   = 0x0b
	dwAtStmtList   = 0x10
	dwAtLowPC      = 0x11
	dwAtHighPC     = 0x12
	dwAtLanguage   = 0x13
	dwAtCompDir    = 0x1b
	dwAtProducer   = 0x25
	dwAtDeclColumn = 0x39
	dwAtDeclFile   = 0x3a
	dwAtDeclLine   = 0x3b
	dwAtEncoding   = 0x3e
	dwAtExternal   = 0x3f
	dwAtType       = 0x49

	dwFormAddr        = 0x01
	dwFormData4       = 0x06
	dwFormString      = 0x08
	dwFormStrp        = 0x0e
	dwFormUdata       = 0x0f
	dwFormRef4        = 0x13
	dwFormSecOffset   = 0x17
	dwFormExprloc     = 0x18
	dwFormFlagPresent = 0x19

	dwAteSigned = 0x05
	dwAteFloat  = 0x04
	dwLangC     = 0x02
	dwUtCompile = 0x01

	dwOpWasmLocation = 0xed
	dwOpStackValue   = 0x9f
)

// Numbers of the abbreviations.
const (
	abbrevUnit = 1 + iota
	abbrevBaseType
	abbrevFunction
	abbrevParameter
	abbrevVariable
	abbrevLeaf // a function without children
)

// lineTable finds lines and columns of offsets of a text.
type lineTable struct {
	src    string
	starts []int
}

func newLineTable(src string) *lineTable {
	t := &lineTable{src: src, starts: []int{0}}
	for i := 0; ; {
		n := strings.IndexByte(src[i:], '\n')
		if n < 0 {
			return t
		}
		i += n + 1
		t.starts = append(t.starts, i)
	}
}

// position is the line and column, in characters, both from 1.
func (t *lineTable) position(at int) (line, column int) {
	line = sort.SearchInts(t.starts, at+1)
	return line, utf8.RuneCountInString(t.src[t.starts[line-1]:at]) + 1
}

// dwarfWriter makes the sections of one module.
type dwarfWriter struct {
	w     *moduleWriter
	lines *lineTable
	names map[uint32]string
	// address of the next function's body.
	address uint32

	abbrev, str, line, info []byte
	types                   map[wasm.ValType]uint32 // offsets in info
}

// dwarf appends the debug sections of a module.
func (w *moduleWriter) dwarf() {
	if w.opts.Dwarf == DwarfNone {
		return
	}
	if w.lineTable == nil {
		w.lineTable = newLineTable(w.src)
	}
	d := &dwarfWriter{w: w, lines: w.lineTable, names: make(map[uint32]string)}
	for _, n := range w.spaces[spaceFunc].names {
		d.names[n.Index] = n.Name
	}
	d.abbreviations()
	d.sections()
	for _, s := range []struct {
		name     string
		contents []byte
	}{{".debug_abbrev", d.abbrev}, {".debug_str", d.str}, {".debug_line", d.line}, {".debug_info", d.info}} {
		w.out = encode.CustomSection(w.out, s.name, s.contents)
	}
}

func (d *dwarfWriter) abbreviations() {
	add := func(number, tag uint32, children bool, attributes ...uint32) {
		d.abbrev = wasm.AppendU32(wasm.AppendU32(d.abbrev, number), tag)
		if children {
			d.abbrev = append(d.abbrev, 1)
		} else {
			d.abbrev = append(d.abbrev, 0)
		}
		for _, a := range attributes {
			d.abbrev = wasm.AppendU32(d.abbrev, a)
		}
		d.abbrev = append(d.abbrev, 0, 0)
	}
	function := []uint32{
		dwAtName, dwFormString, dwAtDeclFile, dwFormUdata, dwAtDeclLine, dwFormUdata, dwAtDeclColumn, dwFormUdata,
		dwAtExternal, dwFormFlagPresent, dwAtLowPC, dwFormAddr, dwAtHighPC, dwFormData4,
	}
	variable := []uint32{dwAtName, dwFormString, dwAtLocation, dwFormExprloc, dwAtType, dwFormRef4}
	add(abbrevUnit, dwTagCompileUnit, true,
		dwAtProducer, dwFormString, dwAtLanguage, dwFormUdata, dwAtName, dwFormStrp, dwAtCompDir, dwFormStrp,
		dwAtLowPC, dwFormAddr, dwAtHighPC, dwFormData4, dwAtStmtList, dwFormSecOffset)
	add(abbrevBaseType, dwTagBaseType, false, dwAtName, dwFormStrp, dwAtByteSize, dwFormUdata, dwAtEncoding, dwFormUdata)
	add(abbrevFunction, dwTagSubprogram, true, function...)
	add(abbrevParameter, dwTagFormalParameter, false, variable...)
	add(abbrevVariable, dwTagVariable, false, variable...)
	add(abbrevLeaf, dwTagSubprogram, false, function...)
	d.abbrev = append(d.abbrev, 0)
}

// string adds a string to .debug_str and returns its offset.
func (d *dwarfWriter) string(s string) uint32 {
	at := uint32(len(d.str))
	d.str = append(append(d.str, s...), 0)
	return at
}

func u32le(b []byte, v uint32) []byte { return binary.LittleEndian.AppendUint32(b, v) }

func cstring(b []byte, s string) []byte {
	return append(append(b, strings.ReplaceAll(s, "\x00", "")...), 0)
}

// sections fills .debug_info and .debug_line.
func (d *dwarfWriter) sections() {
	file := d.w.opts.File
	if file == "" {
		file = "<text>"
	}
	dir, name := filepath.Split(file)
	if dir = strings.TrimSuffix(filepath.ToSlash(dir), "/"); dir == "" {
		dir = "."
	}
	dirAt, nameAt := d.string(dir), d.string(name)

	var bodies []*field
	size := uint32(0)
	for i := range d.w.fields {
		if f := &d.w.fields[i]; f.kind == fieldFunc && !f.imported {
			bodies = append(bodies, f)
			size += uint32(wasm.SizeU32(uint32(len(f.result.out))) + len(f.result.out))
		}
	}
	d.address = uint32(wasm.SizeU32(uint32(len(bodies))))

	d.info = u32le(d.info, 0) // length, below
	d.info = append(d.info, 5, 0, dwUtCompile, 4)
	d.info = u32le(d.info, 0) // .debug_abbrev
	d.info = append(d.info, abbrevUnit)
	d.info = cstring(d.info, d.w.opts.Producer)
	d.info = append(d.info, dwLangC)
	d.info = u32le(u32le(d.info, nameAt), dirAt)
	d.info = u32le(u32le(d.info, 0), d.address+size)
	d.info = u32le(d.info, 0) // .debug_line
	d.lineHeader(dirAt, nameAt)
	if d.w.opts.Dwarf == DwarfFull {
		d.baseTypes()
	}
	for _, f := range bodies {
		d.address += uint32(wasm.SizeU32(uint32(len(f.result.out))))
		d.function(f)
		d.sequence(f)
		d.address += uint32(len(f.result.out))
	}
	d.info = append(d.info, 0)
	binary.LittleEndian.PutUint32(d.info, uint32(len(d.info)-4))
	binary.LittleEndian.PutUint32(d.line, uint32(len(d.line)-4))
}

func (d *dwarfWriter) baseTypes() {
	d.types = make(map[wasm.ValType]uint32)
	for _, t := range []struct {
		t              wasm.ValType
		size, encoding byte
	}{{wasm.I32, 4, dwAteSigned}, {wasm.I64, 8, dwAteSigned}, {wasm.F32, 4, dwAteFloat}, {wasm.F64, 8, dwAteFloat}} {
		d.types[t.t] = uint32(len(d.info))
		d.info = append(d.info, abbrevBaseType)
		d.info = u32le(d.info, d.string(t.t.String()))
		d.info = append(d.info, t.size, t.encoding)
	}
}

// function adds a subprogram.
func (d *dwarfWriter) function(f *field) {
	name, ok := d.names[f.index]
	if !ok {
		name = "wasm-function[" + strconv.Itoa(int(f.index)) + "]"
	}
	full := d.w.opts.Dwarf == DwarfFull && len(f.result.variables) > 0
	number := byte(abbrevLeaf)
	if full {
		number = abbrevFunction
	}
	line, column := d.lines.position(f.start + strings.Index(d.w.src[f.start:], "func"))
	d.info = cstring(append(d.info, number), name)
	d.info = append(d.info, 0)
	d.info = wasm.AppendU32(wasm.AppendU32(d.info, uint32(line)), uint32(column))
	d.info = u32le(u32le(d.info, d.address), uint32(len(f.result.out)))
	if !full {
		return
	}
	names := make(map[uint32]string)
	for _, n := range f.result.locals {
		names[n.Index] = n.Name
	}
	for _, v := range f.result.variables {
		number := byte(abbrevParameter)
		if !v.parameter {
			number = abbrevVariable
		}
		name, ok := names[v.index]
		if !ok {
			name = "local" + strconv.Itoa(int(v.index))
		}
		d.info = cstring(append(d.info, number), name)
		location := append(wasm.AppendU32([]byte{dwOpWasmLocation, 0}, v.index), dwOpStackValue)
		d.info = append(wasm.AppendU32(d.info, uint32(len(location))), location...)
		d.info = u32le(d.info, d.types[v.t])
	}
	d.info = append(d.info, 0)
}

// variable is a parameter or local of a type that debuggers know.
type variable struct {
	index     uint32
	t         wasm.ValType
	parameter bool
}

// Parameters of the line number program.
const (
	lineBase   = -5
	lineRange  = 14
	opcodeBase = 13
)

// lineHeader begins .debug_line: one folder, one file.
func (d *dwarfWriter) lineHeader(dir, name uint32) {
	d.line = u32le(d.line, 0) // length
	d.line = append(d.line, 5, 0, 4, 0)
	d.line = u32le(d.line, 0) // header length
	begin := len(d.line)
	base := int8(lineBase)
	d.line = append(d.line, 1, 1, 1, byte(base), lineRange, opcodeBase)
	d.line = append(d.line, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1) // operands of the standard opcodes
	d.line = append(d.line, 1, 0x01, dwFormStrp, 1)             // folders: a path each
	d.line = u32le(d.line, dir)
	d.line = append(d.line, 2, 0x01, dwFormStrp, 0x02, dwFormUdata, 1) // files: path and folder
	d.line = u32le(d.line, name)
	d.line = append(d.line, 0)
	binary.LittleEndian.PutUint32(d.line[begin-4:], uint32(len(d.line)-begin))
}

// Opcodes of the line number program.
const (
	lnsAdvancePC   = 2
	lnsAdvanceLine = 3
	lnsSetFile     = 4
	lnsSetColumn   = 5
	lnsPrologueEnd = 10
	lneEndSequence = 1
	lneSetAddress  = 2
)

// sequence adds the rows of a function.
func (d *dwarfWriter) sequence(f *field) {
	b := append(d.line, 0, 5, lneSetAddress)
	b = u32le(b, d.address)
	b = append(b, lnsSetFile, 0)
	pc, line, column := uint32(0), 1, 0
	for i, p := range f.result.positions {
		l, c := d.lines.position(p.at)
		if i == 0 {
			b = append(b, lnsPrologueEnd)
		}
		if c != column {
			b = wasm.AppendU32(append(b, lnsSetColumn), uint32(c))
			column = c
		}
		if step := l - line; step < lineBase || step >= lineBase+lineRange {
			b = wasm.AppendS64(append(b, lnsAdvanceLine), int64(step))
			line = l
		}
		advance := p.offset - pc
		if special := int(advance)*lineRange + (l - line - lineBase) + opcodeBase; special <= 255 {
			b = append(b, byte(special))
		} else {
			b = wasm.AppendU32(append(b, lnsAdvancePC), advance)
			b = append(b, byte(l-line-lineBase+opcodeBase))
		}
		pc, line = p.offset, l
	}
	b = wasm.AppendU32(append(b, lnsAdvancePC), uint32(len(f.result.out))-pc)
	d.line = append(b, 0, 1, lneEndSequence)
}
