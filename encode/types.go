package encode

import "wcomp/binary"

// ValType appends a value or storage type. Core spec 5.3.5.
func ValType(b []byte, t binary.ValType) []byte {
	switch {
	case !t.IsRef():
		return append(b, t.Code())
	case t.IsAbstract() && t.Nullable():
		if t.Shared() {
			b = append(b, binary.CodeShared)
		}
		return append(b, t.Code())
	case t.Nullable():
		b = append(b, binary.CodeRefNull)
	default:
		b = append(b, binary.CodeRef)
	}
	return HeapType(b, t.Heap())
}

// HeapType appends a heap type. Core spec 5.3.3.
func HeapType(b []byte, t binary.HeapType) []byte {
	switch {
	case t.IsConcrete() && t.Exact():
		return binary.AppendU32(append(b, binary.CodeExact), t.Index())
	case t.IsConcrete():
		return binary.AppendS64(b, int64(t.Index()))
	case t.Shared():
		b = append(b, binary.CodeShared)
	}
	return append(b, t.Code())
}

func valTypes(b []byte, ts []binary.ValType) []byte {
	b = binary.AppendU32(b, uint32(len(ts)))
	for _, t := range ts {
		b = ValType(b, t)
	}
	return b
}

// FuncType appends parameters and results, without the leading 0x60.
func FuncType(b []byte, t binary.FuncType) []byte {
	return valTypes(valTypes(b, t.Params), t.Results)
}

func fieldType(b []byte, f binary.FieldType) []byte {
	return append(ValType(b, f.Type), flag(f.Mutable))
}

func flag(v bool) byte {
	if v {
		return 1
	}
	return 0
}

// RecGroup appends a recursion group: an entry of the type section.
func RecGroup(b []byte, g *binary.RecGroup) []byte {
	if g.Explicit {
		b = binary.AppendU32(append(b, binary.CodeRec), uint32(len(g.Types)))
	}
	for i := range g.Types {
		b = SubType(b, &g.Types[i])
	}
	return b
}

// SubType appends a member of a recursion group.
func SubType(b []byte, t *binary.SubType) []byte {
	if t.Explicit || !t.Final || t.HasSuper {
		if t.Final {
			b = append(b, binary.CodeSubFinal)
		} else {
			b = append(b, binary.CodeSub)
		}
		if t.HasSuper {
			b = binary.AppendU32(append(b, 1), t.Super)
		} else {
			b = append(b, 0)
		}
	}
	return CompositeType(b, &t.CompositeType)
}

// CompositeType appends a composite type.
func CompositeType(b []byte, t *binary.CompositeType) []byte {
	if t.Shared {
		b = append(b, binary.CodeShared)
	}
	if t.HasDescribes {
		b = binary.AppendU32(append(b, binary.CodeDescribes), t.Describes)
	}
	if t.HasDescriptor {
		b = binary.AppendU32(append(b, binary.CodeDescriptor), t.Descriptor)
	}
	switch t.Kind {
	case binary.CompositeFunc:
		return FuncType(append(b, binary.CodeFunc), t.Func)
	case binary.CompositeCont:
		return binary.AppendS64(append(b, binary.CodeCont), int64(t.Cont))
	case binary.CompositeArray:
		return fieldType(append(b, binary.CodeArray), t.Fields[0])
	}
	b = binary.AppendU32(append(b, binary.CodeStruct), uint32(len(t.Fields)))
	for _, f := range t.Fields {
		b = fieldType(b, f)
	}
	return b
}

func limitsFlags(l binary.Limits) byte {
	return flag(l.HasMax) | flag(l.Shared)<<1 | flag(l.Is64)<<2
}

func limits(b []byte, l binary.Limits) []byte {
	b = binary.AppendU64(b, l.Min)
	if l.HasMax {
		b = binary.AppendU64(b, l.Max)
	}
	return b
}

// TableType appends a table type.
func TableType(b []byte, t binary.TableType) []byte {
	b = append(ValType(b, t.Elem), limitsFlags(t.Limits))
	return limits(b, t.Limits)
}

// MemoryType appends a memory type.
func MemoryType(b []byte, m binary.MemoryType) []byte {
	b = limits(append(b, limitsFlags(m.Limits)|flag(m.HasPageSize)<<3), m.Limits)
	if m.HasPageSize {
		b = binary.AppendU32(b, m.PageSizeLog2)
	}
	return b
}

// GlobalType appends a global type.
func GlobalType(b []byte, g binary.GlobalType) []byte {
	return append(ValType(b, g.Type), flag(g.Mutable)|flag(g.Shared)<<1)
}

// ExternType appends the kind and type of an import.
func ExternType(b []byte, t *binary.ExternType) []byte {
	b = append(b, byte(t.Kind))
	switch t.Kind {
	case binary.ExternTable:
		return TableType(b, t.Table)
	case binary.ExternMemory:
		return MemoryType(b, t.Memory)
	case binary.ExternGlobal:
		return GlobalType(b, t.Global)
	case binary.ExternTag:
		b = append(b, 0)
	}
	return binary.AppendU32(b, t.Type)
}
