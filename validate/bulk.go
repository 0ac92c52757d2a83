package validate

import "wcomp/binary"

// Bulk memory, tables, memory control (core spec 3.3.7, 3.3.8).

func (f *funcState) bulk() {
	op := &f.op
	switch op.Op {
	case binary.OpTableGet:
		if t := f.table(op.Index); t != nil {
			f.pop(t.AddressType())
			f.push(t.Elem)
		}
	case binary.OpTableSet:
		if t := f.table(op.Index); t != nil {
			f.pop(t.Elem)
			f.pop(t.AddressType())
		}
	case binary.OpTableSize:
		if t := f.table(op.Index); t != nil {
			f.push(t.AddressType())
		}
	case binary.OpTableGrow:
		if t := f.table(op.Index); t != nil {
			f.pop(t.AddressType())
			f.pop(t.Elem)
			f.push(t.AddressType())
		}
	case binary.OpTableFill:
		if t := f.table(op.Index); t != nil {
			f.pop(t.AddressType())
			f.pop(t.Elem)
			f.pop(t.AddressType())
		}
	case binary.OpTableCopy:
		dst, src := f.table(op.Index), f.table(op.Index2)
		if dst == nil || src == nil {
			return
		}
		if !f.types.Subtype(src.Elem, dst.Elem) {
			f.wrongType(dst.Elem, src.Elem)
			return
		}
		f.copy(dst.AddressType(), src.AddressType())
	case binary.OpTableInit:
		t := f.table(op.Index2)
		if t == nil {
			return
		}
		elem, ok := f.element(op.Index)
		if !ok {
			return
		}
		if !f.types.Subtype(elem, t.Elem) {
			f.wrongType(t.Elem, elem)
			return
		}
		f.pop(binary.I32)
		f.pop(binary.I32)
		f.pop(t.AddressType())
	case binary.OpElemDrop:
		f.element(op.Index)
	case binary.OpMemoryInit:
		address := f.memory(op.Index2)
		f.data(op.Index)
		f.pop(binary.I32)
		f.pop(binary.I32)
		f.pop(address)
	case binary.OpDataDrop:
		f.data(op.Index)
	case binary.OpMemoryCopy:
		dst, src := f.memory(op.Index), f.memory(op.Index2)
		f.copy(dst, src)
	}
}

// copy takes the operands of memory.copy and table.copy: the length has the
// narrower address type.
func (f *funcState) copy(dst, src binary.ValType) {
	length := binary.I32
	if dst == binary.I64 && src == binary.I64 {
		length = binary.I64
	}
	f.pop(length)
	f.pop(src)
	f.pop(dst)
}

// element is the type of an element segment.
func (f *funcState) element(i uint32) (binary.ValType, bool) {
	if uint64(i) >= uint64(len(f.m.Elements)) {
		f.fail(unknown("elem", i, len(f.m.Elements), f.op.Offset))
		return 0, false
	}
	return f.m.Elements[i], true
}

// data checks a data segment's index against the data count section, which
// comes before the code.
func (f *funcState) data(i uint32) {
	switch {
	case !f.m.HasDataCount:
		f.failf("data count section required: %s names a data segment", f.op.Op)
	case i >= f.m.DataCount:
		f.failf("unknown data segment %d: there are %d", i, f.m.DataCount)
	}
}
