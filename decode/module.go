package decode

import "wcomp/binary"

// Entries of the sections of a core module. Core spec 5.5.

// Import reads an entry of the import section: one import, or a compact group
// of several.
func (r *Reader) Import() binary.ImportGroup {
	g := binary.ImportGroup{Offset: r.Offset()}
	g.Module = r.Name()
	name := r.Name()
	at := r.Offset()
	kind := r.Byte()
	if name == "" && (kind == 0x7f || kind == 0x7e) {
		g.Form = binary.ImportNames
		if kind == 0x7e {
			g.Form = binary.ImportSharedType
			g.Type = r.ExternType()
		}
		n := r.count("imports in a group", binary.MaxGroupImports)
		g.Items = make([]binary.Import, 0, min(r.capacity(n), 1024))
		for i := uint32(0); i < n && r.err == nil; i++ {
			im := binary.Import{Module: g.Module, ExternType: g.Type, Offset: r.Offset()}
			im.Name = r.Name()
			if g.Form == binary.ImportNames {
				im.ExternType = r.ExternType()
			}
			g.Items = append(doubled(g.Items), im)
		}
		return g
	}
	im := binary.Import{Module: g.Module, Name: name, Offset: g.Offset}
	r.externType(at, kind, &im.ExternType)
	g.Items = []binary.Import{im}
	return g
}

// Table reads an entry of the table section.
func (r *Reader) Table() binary.Table {
	t := binary.Table{Offset: r.Offset()}
	if r.Peek() == 0x40 {
		r.pos++
		at := r.Offset()
		if b := r.Byte(); b != 0 {
			r.Fail(at, "invalid byte 0x%02x in a table with an initialiser: expected 0x00", b)
		}
		t.HasInit = true
	}
	t.TableType = r.TableType()
	if t.HasInit {
		t.Init = r.Expr()
	}
	return t
}

// Global reads an entry of the global section.
func (r *Reader) Global() binary.Global {
	g := binary.Global{Offset: r.Offset()}
	g.GlobalType = r.GlobalType()
	g.Init = r.Expr()
	return g
}

// Tag reads an entry of the tag section: the index of its function type.
func (r *Reader) Tag() uint32 { return r.tagType() }

// Export reads an entry of the export section.
func (r *Reader) Export() binary.Export {
	e := binary.Export{Offset: r.Offset()}
	e.Name = r.Name()
	at := r.Offset()
	e.Kind = binary.ExternKind(r.Byte())
	if e.Kind > binary.ExternTag && r.err == nil {
		r.Fail(at, "malformed export kind 0x%02x", byte(e.Kind))
	}
	e.Index = r.U32()
	return e
}

// Element reads an entry of the element section. Core spec 5.5.12.
func (r *Reader) Element() binary.Element {
	e := binary.Element{Offset: r.Offset(), Type: binary.FuncRef}
	e.Flags = r.U32()
	if e.Flags > 7 {
		r.Fail(e.Offset, "invalid flags %d of an element segment", e.Flags)
		return e
	}
	e.Exprs = e.Flags&4 != 0
	switch {
	case e.Flags&1 == 0:
		if e.Flags&2 != 0 {
			e.Table = r.U32()
		}
		e.Where = r.Expr()
	case e.Flags&2 == 0:
		e.Mode = binary.SegmentPassive
	default:
		e.Mode = binary.SegmentDeclared
	}
	if e.Flags&3 != 0 {
		if e.Exprs {
			e.Type = r.RefType()
		} else {
			at := r.Offset()
			if b := r.Byte(); b != 0 {
				r.Fail(at, "invalid element kind 0x%02x", b)
			}
		}
	}
	e.Count = r.U32()
	e.ItemsOffset = r.Offset()
	start := r.pos
	if e.Exprs {
		for i := uint32(0); i < e.Count && r.err == nil; i++ {
			r.Expr()
		}
	} else {
		r.skipU32(uint64(e.Count))
	}
	if r.err == nil {
		e.Items = r.buf[start:r.pos:r.pos]
	}
	return e
}

// ElementFuncs calls yield for the function indices of a segment that is not
// written as expressions, with the offset of each.
func ElementFuncs(e *binary.Element) func(yield func(int64, uint32) bool) {
	return func(yield func(int64, uint32) bool) {
		r := NewReader(e.Items, e.ItemsOffset)
		for r.Len() > 0 {
			at := r.Offset()
			if !yield(at, r.U32()) {
				return
			}
		}
	}
}

// ElementExprs calls yield for the expressions of a segment written as
// expressions.
func ElementExprs(e *binary.Element) func(yield func(binary.Expr) bool) {
	return func(yield func(binary.Expr) bool) {
		r := NewReader(e.Items, e.ItemsOffset)
		for r.Len() > 0 {
			if !yield(r.Expr()) {
				return
			}
		}
	}
}

// Data reads an entry of the data section. Core spec 5.5.14.
func (r *Reader) Data() binary.Data {
	d := binary.Data{Offset: r.Offset()}
	switch d.Flags = r.U32(); d.Flags {
	case 0:
		d.Where = r.Expr()
	case 1:
		d.Mode = binary.SegmentPassive
	case 2:
		d.Memory = r.U32()
		d.Where = r.Expr()
	default:
		r.Fail(d.Offset, "invalid flags %d of a data segment", d.Flags)
		return d
	}
	n := r.U32()
	d.InitOffset = r.Offset()
	d.Init = r.Bytes(int(n))
	return d
}

// Body is a function body: its local declarations and instructions.
type Body struct {
	Data   []byte
	Offset int64
}

// Locals reads the local declarations one group at a time, then hands over to
// the instructions.
type Locals struct {
	Reader
	left uint32
}

// Locals starts reading the body's local declarations.
func (b Body) Locals() Locals {
	l := Locals{Reader: NewReader(b.Data, b.Offset)}
	l.left = l.U32()
	return l
}

// Next reads a group of locals of one type. It is false after the last group
// and on an error.
func (l *Locals) Next(g *binary.Local) bool {
	if l.left == 0 || l.err != nil {
		return false
	}
	l.left--
	g.Offset = l.Offset()
	g.Count = l.U32()
	g.Type = l.ValType()
	return l.err == nil
}

// Operators reads the instructions that follow the local declarations, all of
// which must have been read.
func (l *Locals) Operators(f binary.Features) OperatorReader {
	return OperatorReader{Reader: Reader{buf: l.buf, pos: l.pos, base: l.base, err: l.err}, features: f}
}
