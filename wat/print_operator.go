package wat

import (
	"strconv"

	"wcomp/binary"
	"wcomp/decode"
)

// operator writes an instruction with its immediates. It is the printing of
// the operator table's ImmKinds; block headers are written by block.
func (p *printer) operator(op *binary.Operator) {
	info := op.Op.Info()
	p.b = append(p.b, info.Name...)
	n := p.mod.names
	switch info.Imm {
	case binary.ImmNone, binary.ImmFence:
	case binary.ImmLocal:
		p.byte(' ')
		p.use(&p.body.locals, op.Index)
	case binary.ImmLabel:
		// That of delegate counts from outside of its try, which is closed.
		p.byte(' ')
		p.label(op.Index, 0)
	case binary.ImmFunc:
		p.byte(' ')
		p.use(&n.funcs, op.Index)
	case binary.ImmType:
		p.byte(' ')
		p.use(&n.types, op.Index)
	case binary.ImmGlobal:
		p.byte(' ')
		p.use(&n.globals, op.Index)
	case binary.ImmTable:
		p.byte(' ')
		p.use(&n.tables, op.Index)
	case binary.ImmTag:
		p.byte(' ')
		p.use(&n.tags, op.Index)
	case binary.ImmData:
		p.byte(' ')
		p.use(&n.datas, op.Index)
	case binary.ImmElem:
		p.byte(' ')
		p.use(&n.elems, op.Index)
	case binary.ImmMem:
		if op.Index != 0 {
			p.byte(' ')
			p.use(&n.memories, op.Index)
		}
	case binary.ImmMemArg:
		p.memArg(op, info)
	case binary.ImmMemArgLane:
		p.memArg(op, info)
		p.byte(' ')
		p.u32(uint32(op.Lane))
	case binary.ImmI32, binary.ImmI64:
		p.color(colorLiteral)
		p.byte(' ')
		p.b = strconv.AppendInt(p.b, int64(op.Value), 10)
		p.reset()
	case binary.ImmF32:
		p.float(op.Value, &float32Format)
	case binary.ImmF64:
		p.float(op.Value, &float64Format)
	default:
		p.rareImmediates(op, info)
	}
}

func (p *printer) memArg(op *binary.Operator, info *binary.OpInfo) {
	if op.Index != 0 {
		p.byte(' ')
		p.use(&p.mod.names.memories, op.Index)
	}
	if op.Value != 0 {
		p.str(" offset=")
		p.uint(op.Value)
	}
	if op.Align != info.Align {
		p.str(" align=")
		p.uint(1 << op.Align)
	}
}

// float writes a float in exact and, as a comment, in shortest decimal
// notation. Colours are cut otherwise around what is not finite.
func (p *printer) float(v uint64, f *floatFormat) {
	p.byte(' ')
	start := len(p.b)
	p.b = appendFloatHex(p.b, v, f)
	if !p.colored {
		p.str(" (;=")
	} else {
		word := string(p.b[start:])
		p.b = p.b[:start]
		finite := f.finite(v)
		if word[0] == '-' {
			p.byte('-')
			word = word[1:]
		}
		p.color(colorLiteral)
		p.str(word)
		if !finite {
			p.byte(' ')
		}
		p.color(colorComment)
		if finite {
			p.byte(' ')
		}
		p.str("(;=")
	}
	p.b = appendFloatDecimal(p.b, v, f)
	p.str(";)")
	p.reset()
}

func (p *printer) rareImmediates(op *binary.Operator, info *binary.OpInfo) {
	n := p.mod.names
	pair := func(a, b *names) {
		p.byte(' ')
		p.use(a, op.Index)
		p.byte(' ')
		p.use(b, op.Index2)
	}
	switch info.Imm {
	case binary.ImmLabels:
		for l := range decode.Labels(op) {
			p.byte(' ')
			p.label(l, 0)
			p.maybeFlush()
		}
	case binary.ImmCallIndirect:
		p.byte(' ')
		if op.Index2 != 0 {
			p.use(&n.tables, op.Index2)
			p.byte(' ')
		}
		p.typeUse(op.Index)
	case binary.ImmV128:
		p.typeWordAfterBlank("i32x4")
		p.color(colorLiteral)
		for i := 0; i+4 <= len(op.Bytes); i += 4 {
			p.str(" 0x")
			for k := 3; k >= 0; k-- {
				c := op.Bytes[i+k]
				p.b = append(p.b, lowerHex[c>>4], lowerHex[c&15])
			}
		}
		p.reset()
	case binary.ImmShuffle:
		for _, lane := range op.Bytes {
			p.byte(' ')
			p.u32(uint32(lane))
		}
	case binary.ImmLane:
		p.byte(' ')
		p.u32(uint32(op.Lane))
	case binary.ImmHeapType:
		p.byte(' ')
		p.heapType(op.Ref)
	case binary.ImmRefType:
		p.byte(' ')
		p.refType(op.Ref)
	case binary.ImmSelectTypes:
		p.selectTypes(op)
	case binary.ImmTypeField:
		p.typeField(op)
	case binary.ImmTypeCount:
		p.byte(' ')
		p.use(&n.types, op.Index)
		p.byte(' ')
		p.uint(op.Value)
	case binary.ImmTypeData:
		pair(&n.types, &n.datas)
	case binary.ImmTypeElem:
		pair(&n.types, &n.elems)
	case binary.ImmTypeType:
		pair(&n.types, &n.types)
	case binary.ImmTypeTag:
		pair(&n.types, &n.tags)
	case binary.ImmBrOnCast:
		p.byte(' ')
		p.label(op.Index, 0)
		p.byte(' ')
		p.refType(op.Ref)
		p.byte(' ')
		p.refType(op.Ref2)
	case binary.ImmDataMem:
		// The text has the memory first.
		if op.Index2 != 0 {
			p.byte(' ')
			p.use(&n.memories, op.Index2)
		}
		p.byte(' ')
		p.use(&n.datas, op.Index)
	case binary.ImmElemTable:
		if op.Index2 != 0 {
			p.byte(' ')
			p.use(&n.tables, op.Index2)
		}
		p.byte(' ')
		p.use(&n.elems, op.Index)
	case binary.ImmMemMem:
		if op.Index != 0 || op.Index2 != 0 {
			pair(&n.memories, &n.memories)
		}
	case binary.ImmTableTable:
		if op.Index != 0 || op.Index2 != 0 {
			pair(&n.tables, &n.tables)
		}
	case binary.ImmResume, binary.ImmResumeThrow:
		p.byte(' ')
		p.use(&n.types, op.Index)
		if info.Imm == binary.ImmResumeThrow {
			p.byte(' ')
			p.use(&n.tags, op.Index2)
		}
		for h := range decode.Handlers(op) {
			p.str(" (")
			p.keyword("on")
			p.byte(' ')
			p.use(&n.tags, h.Tag)
			if h.Switch {
				p.str(" switch")
			} else {
				p.byte(' ')
				p.label(h.Label, 0)
			}
			p.byte(')')
		}
	case binary.ImmOrdGlobal, binary.ImmOrdTable, binary.ImmOrdType, binary.ImmOrdTypeField:
		if op.Ordering == binary.OrderAcqRel {
			p.str(" acq_rel")
		} else {
			p.str(" seq_cst")
		}
		switch info.Imm {
		case binary.ImmOrdGlobal:
			p.byte(' ')
			p.use(&n.globals, op.Index)
		case binary.ImmOrdTable:
			p.byte(' ')
			p.use(&n.tables, op.Index)
		case binary.ImmOrdType:
			p.byte(' ')
			p.use(&n.types, op.Index)
		case binary.ImmOrdTypeField:
			p.typeField(op)
		}
	}
}

func (p *printer) selectTypes(op *binary.Operator) {
	p.str(" (")
	if op.Count == 1 {
		p.keyword("result ")
	} else {
		p.keyword("result")
	}
	for t := range decode.SelectTypes(op) {
		if op.Count != 1 {
			p.byte(' ')
		}
		p.valType(t)
	}
	p.byte(')')
}

func (p *printer) typeWordAfterBlank(s string) {
	p.color(colorType)
	p.byte(' ')
	p.str(s)
	p.reset()
}

// typeField writes a type and one of its fields, by the field's name if the
// type's fields are named.
func (p *printer) typeField(op *binary.Operator) {
	p.byte(' ')
	p.use(&p.mod.names.types, op.Index)
	p.byte(' ')
	p.mod.names.fields.load(op.Index, &p.body.fields)
	p.use(&p.body.fields, op.Index2)
}
