package decode

import "wcomp/binary"

// ValType reads a value type. Core spec 5.3.5.
func (r *Reader) ValType() binary.ValType {
	at := r.Offset()
	switch b := r.Byte(); b {
	case 0x7f:
		return binary.I32
	case 0x7e:
		return binary.I64
	case 0x7d:
		return binary.F32
	case 0x7c:
		return binary.F64
	case 0x7b:
		return binary.V128
	case binary.CodeRef:
		return binary.Ref(false, r.HeapType())
	case binary.CodeRefNull:
		return binary.Ref(true, r.HeapType())
	case binary.CodeShared:
		return binary.Ref(true, r.abstract(at, r.Byte()).AsShared())
	default:
		if h, ok := binary.AbstractHeap(b); ok {
			return binary.Ref(true, h)
		}
		r.Fail(at, "invalid value type 0x%02x", b)
		return binary.NoType
	}
}

// RefType reads a value type that must be a reference.
func (r *Reader) RefType() binary.ValType {
	at := r.Offset()
	t := r.ValType()
	if r.err == nil && !t.IsRef() {
		r.Fail(at, "malformed reference type")
		r.err.Expected, r.err.Found = "a reference", t.String()
	}
	return t
}

func (r *Reader) abstract(at int64, b byte) binary.HeapType {
	h, ok := binary.AbstractHeap(b)
	if !ok && r.err == nil {
		r.Fail(at, "invalid abstract heap type 0x%02x", b)
	}
	return h
}

// HeapType reads a heap type. Core spec 5.3.3.
func (r *Reader) HeapType() binary.HeapType {
	at := r.Offset()
	switch b := r.Peek(); {
	case r.Len() == 0:
		r.failEnd(1)
		return binary.NoType
	case b == binary.CodeShared:
		r.pos++
		return r.abstract(at, r.Byte()).AsShared()
	case b == binary.CodeExact:
		r.pos++
		return binary.ExactHeap(r.typeIndex(at, int64(r.U32())))
	case b&0xc0 == 0x40:
		r.pos++
		return r.abstract(at, b)
	}
	i := r.S33()
	if i < 0 {
		r.Fail(at, "invalid heap type: negative type index")
		return binary.NoType
	}
	return binary.ConcreteHeap(r.typeIndex(at, i))
}

func (r *Reader) typeIndex(at, i int64) uint32 {
	if i > binary.MaxTypeIndex && r.err == nil {
		r.fail(at, "limit", "type index %d is greater than the limit of %d", i, binary.MaxTypeIndex)
		return 0
	}
	return uint32(i)
}

func (r *Reader) storageType() binary.ValType {
	switch r.Peek() {
	case 0x78:
		r.pos++
		return binary.I8
	case 0x77:
		r.pos++
		return binary.I16
	}
	return r.ValType()
}

func (r *Reader) fieldType() binary.FieldType {
	t := r.storageType()
	return binary.FieldType{Type: t, Mutable: r.flag("mutability")}
}

// valTypes reads n value types into a slice cut from the slab.
func (r *Reader) valTypes(n uint32) []binary.ValType {
	if n == 0 {
		return nil
	}
	c := r.capacity(n)
	if cap(r.vals)-len(r.vals) < c {
		r.vals = make([]binary.ValType, 0, max(1024, c))
	}
	start := len(r.vals)
	for range n {
		t := r.ValType()
		if r.err != nil {
			return nil
		}
		r.vals = append(r.vals, t)
	}
	return r.vals[start:len(r.vals):len(r.vals)]
}

// FuncType reads the parameters and results of a function type.
func (r *Reader) FuncType() binary.FuncType {
	p := r.valTypes(r.count("parameters", binary.MaxFuncParams))
	return binary.FuncType{Params: p, Results: r.valTypes(r.count("results", binary.MaxFuncResults))}
}

// RecGroupStart reads what stands before the members of a recursion group:
// nothing, or the prefix and their number. Each of the n members is read with
// SubType.
func (r *Reader) RecGroupStart() (explicit bool, n uint32) {
	if r.Peek() != binary.CodeRec || r.Len() == 0 {
		return false, 1
	}
	r.pos++
	return true, r.count("types in a recursion group", binary.MaxRecGroupTypes)
}

// RecGroup reads a recursion group. Core spec 5.3.10.
func (r *Reader) RecGroup() binary.RecGroup {
	g := binary.RecGroup{Offset: r.Offset()}
	var n uint32
	g.Explicit, n = r.RecGroupStart()
	c := r.capacity(n)
	if cap(r.subs)-len(r.subs) < c {
		r.subs = make([]binary.SubType, 0, max(64, min(c, 4096)))
	}
	start := len(r.subs)
	for range n {
		t := r.SubType()
		if r.err != nil {
			return g
		}
		if len(r.subs) == cap(r.subs) && start > 0 {
			// Move the group to a slab of its own so that it can grow.
			r.subs, start = append(make([]binary.SubType, 0, 2*(len(r.subs)-start)+64), r.subs[start:]...), 0
		}
		r.subs = append(r.subs, t)
	}
	g.Types = r.subs[start:len(r.subs):len(r.subs)]
	return g
}

// SubType reads one member of a recursion group.
func (r *Reader) SubType() binary.SubType {
	t := binary.SubType{Final: true, Offset: r.Offset()}
	if b := r.Peek(); b == binary.CodeSub || b == binary.CodeSubFinal {
		r.pos++
		t.Explicit = true
		t.Final = b == binary.CodeSubFinal
		at := r.Offset()
		switch n := r.U32(); n {
		case 0:
		case 1:
			t.HasSuper = true
			t.Super = r.U32()
		default:
			r.fail(at, "limit", "%d supertypes are more than the limit of 1", n)
		}
	}
	r.compositeType(&t.CompositeType)
	return t
}

func (r *Reader) compositeType(t *binary.CompositeType) {
	at := r.Offset()
	b := r.Byte()
	if b == binary.CodeShared {
		t.Shared = true
		at, b = r.Offset(), r.Byte()
	}
	if b == binary.CodeDescribes {
		t.HasDescribes = true
		t.Describes = r.U32()
		at, b = r.Offset(), r.Byte()
	}
	if b == binary.CodeDescriptor {
		t.HasDescriptor = true
		t.Descriptor = r.U32()
		at, b = r.Offset(), r.Byte()
	}
	switch b {
	case binary.CodeFunc:
		t.Kind = binary.CompositeFunc
		t.Func = r.FuncType()
	case binary.CodeStruct:
		t.Kind = binary.CompositeStruct
		n := r.count("struct fields", binary.MaxStructFields)
		t.Fields = r.fieldTypes(n)
	case binary.CodeArray:
		t.Kind = binary.CompositeArray
		t.Fields = r.fieldTypes(1)
	case binary.CodeCont:
		t.Kind = binary.CompositeCont
		i := r.S33()
		if i < 0 {
			r.Fail(at, "invalid continuation type: negative type index")
			return
		}
		t.Cont = uint32(i)
	default:
		if r.err == nil {
			r.Fail(at, "invalid leading byte 0x%02x for a type definition", b)
		}
	}
}

func (r *Reader) fieldTypes(n uint32) []binary.FieldType {
	c := r.capacity(n)
	if cap(r.fields)-len(r.fields) < c {
		r.fields = make([]binary.FieldType, 0, max(256, c))
	}
	start := len(r.fields)
	for range n {
		f := r.fieldType()
		if r.err != nil {
			return nil
		}
		r.fields = append(r.fields, f)
	}
	return r.fields[start:len(r.fields):len(r.fields)]
}

func (r *Reader) limits(flags byte) binary.Limits {
	l := binary.Limits{HasMax: flags&1 != 0, Shared: flags&2 != 0, Is64: flags&4 != 0}
	l.Min = r.U64()
	if l.HasMax {
		l.Max = r.U64()
	}
	return l
}

// TableType reads a table type. Core spec 5.3.13.
func (r *Reader) TableType() binary.TableType {
	t := binary.TableType{Elem: r.RefType()}
	at := r.Offset()
	flags := r.Byte()
	if flags > 7 {
		r.Fail(at, "invalid table limits flags 0x%02x", flags)
	}
	t.Limits = r.limits(flags)
	return t
}

// MemoryType reads a memory type. Core spec 5.3.12.
func (r *Reader) MemoryType() binary.MemoryType {
	at := r.Offset()
	flags := r.Byte()
	if flags > 15 {
		r.Fail(at, "invalid memory limits flags 0x%02x", flags)
	}
	m := binary.MemoryType{Limits: r.limits(flags), HasPageSize: flags&8 != 0}
	if m.HasPageSize {
		at := r.Offset()
		if m.PageSizeLog2 = r.U32(); m.PageSizeLog2 >= 64 {
			r.Fail(at, "invalid custom page size: 2^%d", m.PageSizeLog2)
		}
	}
	return m
}

// GlobalType reads a global type. Core spec 5.3.14.
func (r *Reader) GlobalType() binary.GlobalType {
	g := binary.GlobalType{Type: r.ValType()}
	at := r.Offset()
	flags := r.Byte()
	if flags > 3 {
		r.Fail(at, "malformed mutability 0x%02x of a global", flags)
	}
	g.Mutable, g.Shared = flags&1 != 0, flags&2 != 0
	return g
}

func (r *Reader) tagType() uint32 {
	at := r.Offset()
	if b := r.Byte(); b != 0 {
		r.Fail(at, "invalid tag attribute 0x%02x", b)
	}
	return r.U32()
}

// ExternType reads the kind and type of an import.
func (r *Reader) ExternType() (t binary.ExternType) {
	r.externType(r.Offset(), r.Byte(), &t)
	return t
}

func (r *Reader) externType(at int64, kind byte, t *binary.ExternType) {
	t.Kind = binary.ExternKind(kind)
	switch t.Kind {
	case binary.ExternFunc, binary.ExternFuncExact:
		t.Type = r.U32()
	case binary.ExternTable:
		t.Table = r.TableType()
	case binary.ExternMemory:
		t.Memory = r.MemoryType()
	case binary.ExternGlobal:
		t.Global = r.GlobalType()
	case binary.ExternTag:
		t.Type = r.tagType()
	default:
		if r.err == nil {
			r.Fail(at, "malformed import kind 0x%02x", kind)
		}
	}
}
