package encode

import "wcomp/binary"

// Import appends an entry of the import section.
func Import(b []byte, g *binary.ImportGroup) []byte {
	b = binary.AppendName(b, g.Module)
	if g.Form == binary.ImportSingle {
		b = binary.AppendName(b, g.Items[0].Name)
		return ExternType(b, &g.Items[0].ExternType)
	}
	b = binary.AppendName(b, "")
	if g.Form == binary.ImportSharedType {
		b = ExternType(append(b, 0x7e), &g.Type)
	} else {
		b = append(b, 0x7f)
	}
	b = binary.AppendU32(b, uint32(len(g.Items)))
	for i := range g.Items {
		b = binary.AppendName(b, g.Items[i].Name)
		if g.Form == binary.ImportNames {
			b = ExternType(b, &g.Items[i].ExternType)
		}
	}
	return b
}

// Table appends an entry of the table section.
func Table(b []byte, t *binary.Table) []byte {
	if t.HasInit {
		b = append(b, 0x40, 0x00)
	}
	b = TableType(b, t.TableType)
	if t.HasInit {
		b = append(b, t.Init.Data...)
	}
	return b
}

// Global appends an entry of the global section.
func Global(b []byte, g *binary.Global) []byte {
	return append(GlobalType(b, g.GlobalType), g.Init.Data...)
}

// Tag appends an entry of the tag section: the index of its function type.
func Tag(b []byte, typ uint32) []byte { return binary.AppendU32(append(b, 0), typ) }

// Export appends an entry of the export section.
func Export(b []byte, e *binary.Export) []byte {
	return binary.AppendU32(append(binary.AppendName(b, e.Name), byte(e.Kind)), e.Index)
}

// Element appends an entry of the element section. Flags decide its form.
func Element(b []byte, e *binary.Element) []byte {
	b = binary.AppendU32(b, e.Flags)
	if e.Mode == binary.SegmentActive {
		if e.Flags&2 != 0 {
			b = binary.AppendU32(b, e.Table)
		}
		b = append(b, e.Where.Data...)
	}
	if e.Flags&3 != 0 {
		if e.Exprs {
			b = ValType(b, e.Type)
		} else {
			b = append(b, 0)
		}
	}
	return append(binary.AppendU32(b, e.Count), e.Items...)
}

// Data appends an entry of the data section. Flags decide its form.
func Data(b []byte, d *binary.Data) []byte {
	b = binary.AppendU32(b, d.Flags)
	if d.Flags == 2 {
		b = binary.AppendU32(b, d.Memory)
	}
	if d.Mode == binary.SegmentActive {
		b = append(b, d.Where.Data...)
	}
	return binary.AppendBytes(b, d.Init)
}

// Locals appends local declarations: the head of a function body.
func Locals(b []byte, locals []binary.Local) []byte {
	b = binary.AppendU32(b, uint32(len(locals)))
	for _, l := range locals {
		b = ValType(binary.AppendU32(b, l.Count), l.Type)
	}
	return b
}

// Operator appends an instruction. Variable-length immediates (op.Bytes) are
// copied as they are encoded.
func Operator(b []byte, op *binary.Operator) []byte {
	b = binary.AppendOpcode(b, op.Op)
	switch op.Op.Imm() {
	case binary.ImmBlock:
		return Block(b, op.Block)
	case binary.ImmLabel, binary.ImmFunc, binary.ImmType, binary.ImmLocal, binary.ImmGlobal, binary.ImmTable,
		binary.ImmMem, binary.ImmTag, binary.ImmData, binary.ImmElem:
		return binary.AppendU32(b, op.Index)
	case binary.ImmLabels:
		return append(binary.AppendU32(b, op.Count), op.Bytes...)
	case binary.ImmCallIndirect, binary.ImmTypeField, binary.ImmTypeData, binary.ImmTypeElem, binary.ImmTypeType,
		binary.ImmTypeTag, binary.ImmDataMem, binary.ImmElemTable, binary.ImmMemMem, binary.ImmTableTable:
		return binary.AppendU32(binary.AppendU32(b, op.Index), op.Index2)
	case binary.ImmMemArg:
		return memArg(b, op)
	case binary.ImmMemArgLane:
		return append(memArg(b, op), op.Lane)
	case binary.ImmI32, binary.ImmI64:
		return binary.AppendS64(b, int64(op.Value))
	case binary.ImmF32:
		return appendLE(b, op.Value, 4)
	case binary.ImmF64:
		return appendLE(b, op.Value, 8)
	case binary.ImmV128, binary.ImmShuffle:
		return append(b, op.Bytes...)
	case binary.ImmLane:
		return append(b, op.Lane)
	case binary.ImmHeapType, binary.ImmRefType:
		return HeapType(b, op.Ref.Heap())
	case binary.ImmSelectTypes:
		return append(binary.AppendU32(b, op.Count), op.Bytes...)
	case binary.ImmTypeCount:
		return binary.AppendU64(binary.AppendU32(b, op.Index), op.Value)
	case binary.ImmBrOnCast:
		b = append(b, flag(op.Ref.Nullable())|flag(op.Ref2.Nullable())<<1)
		b = binary.AppendU32(b, op.Index)
		return HeapType(HeapType(b, op.Ref.Heap()), op.Ref2.Heap())
	case binary.ImmTryTable:
		return append(binary.AppendU32(Block(b, op.Block), op.Count), op.Bytes...)
	case binary.ImmResume:
		return append(binary.AppendU32(binary.AppendU32(b, op.Index), op.Count), op.Bytes...)
	case binary.ImmResumeThrow:
		b = binary.AppendU32(binary.AppendU32(b, op.Index), op.Index2)
		return append(binary.AppendU32(b, op.Count), op.Bytes...)
	case binary.ImmFence:
		return append(b, 0)
	case binary.ImmOrdGlobal, binary.ImmOrdTable, binary.ImmOrdType:
		return binary.AppendU32(append(b, op.Ordering), op.Index)
	case binary.ImmOrdTypeField:
		return binary.AppendU32(binary.AppendU32(append(b, op.Ordering), op.Index), op.Index2)
	}
	return b
}

func memArg(b []byte, op *binary.Operator) []byte {
	if op.Index == 0 {
		b = append(b, op.Align)
	} else {
		b = binary.AppendU32(append(b, op.Align|0x40), op.Index)
	}
	return binary.AppendU64(b, op.Value)
}

func appendLE(b []byte, v uint64, n int) []byte {
	for range n {
		b = append(b, byte(v))
		v >>= 8
	}
	return b
}

// Block appends a block type.
func Block(b []byte, t binary.Block) []byte {
	switch t.Kind {
	case binary.BlockValue:
		return ValType(b, t.Type)
	case binary.BlockType:
		return binary.AppendS64(b, int64(t.Index))
	}
	return append(b, binary.CodeEmptyBlock)
}

// Catch appends a clause of try_table.
func Catch(b []byte, c binary.Catch) []byte {
	b = append(b, byte(c.Kind))
	if c.Kind.HasTag() {
		b = binary.AppendU32(b, c.Tag)
	}
	return binary.AppendU32(b, c.Label)
}

// Handler appends a handler of resume.
func Handler(b []byte, h binary.Handler) []byte {
	b = binary.AppendU32(append(b, flag(h.Switch)), h.Tag)
	if h.Switch {
		return b
	}
	return binary.AppendU32(b, h.Label)
}
