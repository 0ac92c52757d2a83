package decode

import "wcomp/binary"

// OperatorReader reads the instructions of a function body or a constant
// expression. It does not track nesting: whoever reads decides where the body
// ends (Len is 0 there).
type OperatorReader struct {
	Reader
	// Features decide how a few immediates are read (multi-memory, memory64,
	// reference-types): validate.md 1.3.
	features binary.Features
}

// NewOperatorReader reads the instructions in data. Features that change how
// instructions are written are taken from f; binary.AllFeatures reads all.
func NewOperatorReader(data []byte, offset int64, f binary.Features) OperatorReader {
	return OperatorReader{Reader: NewReader(data, offset), features: f}
}

// Next reads one instruction into op. It is false at the end of the data and
// on an error.
func (r *OperatorReader) Next(op *binary.Operator) bool {
	if r.pos >= len(r.buf) {
		return false
	}
	op.Offset = r.base + int64(r.pos)
	b := r.buf[r.pos]
	r.pos++
	code := binary.Opcode(b)
	if b >= 0xfb && b <= 0xfe {
		code = r.prefixed(b)
	}
	op.Op = code
	switch code.Imm() {
	case binary.ImmNone:
		return true
	case binary.ImmLocal, binary.ImmLabel, binary.ImmFunc, binary.ImmGlobal, binary.ImmTable, binary.ImmType,
		binary.ImmTag, binary.ImmData, binary.ImmElem:
		op.Index = r.U32()
	case binary.ImmI32:
		op.Value = uint64(int64(r.S32()))
	case binary.ImmI64:
		op.Value = uint64(r.S64())
	case binary.ImmMemArg:
		r.memArg(op)
	case binary.ImmBlock:
		op.Block = r.block()
	case binary.ImmF32:
		op.Value = uint64(r.F32())
	case binary.ImmF64:
		op.Value = r.F64()
	default:
		r.immediates(op)
	}
	return r.err == nil
}

// prefixed reads the secondary code of a prefixed instruction.
func (r *OperatorReader) prefixed(prefix byte) binary.Opcode {
	c := r.U32()
	switch {
	case c == 0 && r.err != nil:
		// The error is that of the code.
	case prefix == 0xfb && c < 0x100:
		return binary.PrefixFB + binary.Opcode(c)
	case prefix == 0xfc && c < 0x100:
		return binary.PrefixFC + binary.Opcode(c)
	case prefix == 0xfd && c < 0x200:
		return binary.PrefixFD + binary.Opcode(c)
	case prefix == 0xfe && c < 0x100:
		return binary.PrefixFE + binary.Opcode(c)
	}
	return 0xff // no instruction has this byte
}

// immediates reads the rarer shapes.
func (r *OperatorReader) immediates(op *binary.Operator) {
	switch op.Op.Imm() {
	case binary.ImmInvalid:
		at := op.Offset
		if r.err == nil {
			r.fail(at, "unknown-instruction", "unknown instruction %s", opcodeBytes(r.buf[int(at-r.base):r.pos]))
		}
	case binary.ImmMem:
		r.memIndex(op)
	case binary.ImmMemArgLane:
		r.memArg(op)
		op.Lane = r.Byte()
	case binary.ImmLane:
		op.Lane = r.Byte()
	case binary.ImmV128, binary.ImmShuffle:
		op.BytesOffset = r.Offset()
		op.Bytes = r.Bytes(16)
	case binary.ImmCallIndirect:
		op.Index = r.U32()
		at := r.Offset()
		if r.features&binary.FeatureCallIndirectOverlong == 0 {
			if op.Index2 = uint32(r.Byte()); op.Index2 != 0 {
				r.failFeature(at, binary.FeatureReferenceTypes, "zero byte expected after the type of call_indirect")
			}
		} else {
			op.Index2 = r.U32()
		}
	case binary.ImmTypeField, binary.ImmTypeData, binary.ImmTypeElem, binary.ImmTypeType, binary.ImmTypeTag,
		binary.ImmDataMem, binary.ImmElemTable, binary.ImmMemMem, binary.ImmTableTable:
		op.Index = r.U32()
		op.Index2 = r.U32()
	case binary.ImmTypeCount:
		op.Index = r.U32()
		op.Value = uint64(r.U32())
	case binary.ImmHeapType:
		op.Ref = r.HeapType()
	case binary.ImmRefType:
		null := op.Op == binary.OpRefTestNull || op.Op == binary.OpRefCastNull || op.Op == binary.OpRefCastDescEqNull
		op.Ref = binary.Ref(null, r.HeapType())
	case binary.ImmBrOnCast:
		at := r.Offset()
		flags := r.Byte()
		if flags > 3 {
			r.Fail(at, "malformed cast flags 0x%02x", flags)
		}
		op.Index = r.U32()
		op.Ref = binary.Ref(flags&1 != 0, r.HeapType())
		op.Ref2 = binary.Ref(flags&2 != 0, r.HeapType())
	case binary.ImmLabels:
		op.Count = r.count("br_table targets", binary.MaxBrTableTargets)
		r.span(op, func() { r.skipU32(uint64(op.Count) + 1) })
	case binary.ImmSelectTypes:
		op.Count = r.count("types of select", binary.MaxSelectTypes)
		r.span(op, func() {
			for range op.Count {
				r.ValType()
			}
		})
	case binary.ImmTryTable:
		op.Block = r.block()
		op.Count = r.count("catch clauses", binary.MaxCatches)
		r.span(op, func() {
			for i := uint32(0); i < op.Count && r.err == nil; i++ {
				r.catch()
			}
		})
	case binary.ImmResume:
		op.Index = r.U32()
		r.handlers(op)
	case binary.ImmResumeThrow:
		op.Index = r.U32()
		op.Index2 = r.U32()
		r.handlers(op)
	case binary.ImmFence:
		at := r.Offset()
		if b := r.Byte(); b != 0 {
			r.Fail(at, "nonzero byte 0x%02x after atomic.fence", b)
		}
	case binary.ImmOrdGlobal, binary.ImmOrdTable, binary.ImmOrdType, binary.ImmOrdTypeField:
		at := r.Offset()
		o := r.U32()
		if o > binary.OrderAcqRel {
			r.Fail(at, "invalid atomic ordering %d", o)
		}
		op.Ordering = uint8(o)
		op.Index = r.U32()
		if op.Op.Imm() == binary.ImmOrdTypeField {
			op.Index2 = r.U32()
		}
	}
}

// span runs read and keeps the bytes it consumed.
func (r *OperatorReader) span(op *binary.Operator, read func()) {
	op.BytesOffset = r.Offset()
	start := r.pos
	read()
	if r.err == nil {
		op.Bytes = r.buf[start:r.pos:r.pos]
	}
}

// skipU32 reads n LEBs without keeping them.
func (r *Reader) skipU32(n uint64) {
	for ; n > 0 && r.err == nil; n-- {
		r.U32()
	}
}

func (r *OperatorReader) handlers(op *binary.Operator) {
	op.Count = r.count("handlers", binary.MaxHandlers)
	r.span(op, func() {
		for i := uint32(0); i < op.Count && r.err == nil; i++ {
			r.handler()
		}
	})
}

func (r *Reader) catch() (c binary.Catch) {
	at := r.Offset()
	k := r.Byte()
	if k > 3 {
		r.Fail(at, "invalid catch kind 0x%02x", k)
		return c
	}
	c.Kind = binary.CatchKind(k)
	if c.Kind.HasTag() {
		c.Tag = r.U32()
	}
	c.Label = r.U32()
	return c
}

func (r *Reader) handler() (h binary.Handler) {
	at := r.Offset()
	switch k := r.Byte(); k {
	case 0:
		h.Tag = r.U32()
		h.Label = r.U32()
	case 1:
		h.Switch = true
		h.Tag = r.U32()
	default:
		r.Fail(at, "invalid handler kind 0x%02x", k)
	}
	return h
}

func (r *OperatorReader) memArg(op *binary.Operator) {
	if r.pos+1 < len(r.buf) {
		// One byte of flags without memory index, one byte of offset.
		f, o := r.buf[r.pos], r.buf[r.pos+1]
		if f < 0x20 && o < 0x80 {
			r.pos += 2
			op.Align, op.Index, op.Value = f, 0, uint64(o)
			return
		}
	}
	at := r.Offset()
	flags := r.U32()
	op.Index = 0
	switch {
	case r.features&binary.FeatureMultiMemory == 0 && flags >= 0x20, flags >= 0x80:
		r.Fail(at, "malformed memop flags 0x%x: alignment too large", flags)
		return
	case flags&0x40 != 0:
		op.Index = r.U32()
		flags &^= 0x40
	}
	op.Align = uint8(flags)
	if r.features&binary.FeatureMemory64 != 0 {
		op.Value = r.U64()
	} else {
		op.Value = uint64(r.U32())
	}
}

func (r *OperatorReader) memIndex(op *binary.Operator) {
	if r.features&binary.FeatureMultiMemory != 0 {
		op.Index = r.U32()
		return
	}
	at := r.Offset()
	if op.Index = uint32(r.Byte()); op.Index != 0 {
		r.failFeature(at, binary.FeatureMultiMemory, "zero byte expected as the memory index")
	}
}

func (r *Reader) failFeature(at int64, f binary.Features, msg string) {
	if r.err == nil {
		r.err = &binary.Error{Offset: at, Code: "malformed", Message: msg, Feature: f.String()}
	}
	r.pos = len(r.buf)
}

func (r *Reader) block() (t binary.Block) {
	at := r.Offset()
	b := r.Peek()
	switch {
	case r.Len() == 0:
		r.failEnd(1)
	case b == binary.CodeEmptyBlock:
		r.pos++
	case b&0xc0 == 0x40:
		t.Kind = binary.BlockValue
		t.Type = r.ValType()
	default:
		i := r.S33()
		if i < 0 {
			r.Fail(at, "invalid block type: negative type index")
			return
		}
		t.Kind = binary.BlockType
		t.Index = uint32(i)
	}
	return t
}

const hexDigits = "0123456789abcdef"

func opcodeBytes(b []byte) string {
	s := "0x"
	for i, c := range b {
		if i > 0 {
			s += " 0x"
		}
		s += string([]byte{hexDigits[c>>4], hexDigits[c&15]})
	}
	return s
}

// Labels calls yield for the labels of a br_table, the default last.
func Labels(op *binary.Operator) func(yield func(uint32) bool) {
	return func(yield func(uint32) bool) {
		r := NewReader(op.Bytes, op.BytesOffset)
		for r.Len() > 0 {
			if !yield(r.U32()) {
				return
			}
		}
	}
}

// SelectTypes calls yield for the types of a typed select.
func SelectTypes(op *binary.Operator) func(yield func(binary.ValType) bool) {
	return func(yield func(binary.ValType) bool) {
		r := NewReader(op.Bytes, op.BytesOffset)
		for r.Len() > 0 {
			if !yield(r.ValType()) {
				return
			}
		}
	}
}

// Catches calls yield for the clauses of a try_table.
func Catches(op *binary.Operator) func(yield func(binary.Catch) bool) {
	return func(yield func(binary.Catch) bool) {
		r := NewReader(op.Bytes, op.BytesOffset)
		for r.Len() > 0 {
			if !yield(r.catch()) {
				return
			}
		}
	}
}

// Handlers calls yield for the handlers of resume, resume_throw and
// resume_throw_ref.
func Handlers(op *binary.Operator) func(yield func(binary.Handler) bool) {
	return func(yield func(binary.Handler) bool) {
		r := NewReader(op.Bytes, op.BytesOffset)
		for r.Len() > 0 {
			if !yield(r.handler()) {
				return
			}
		}
	}
}

// Expr reads a constant expression up to and including its end.
func (r *Reader) Expr() binary.Expr {
	start := r.pos
	e := binary.Expr{Offset: r.Offset()}
	// i32.const N end, the usual offset of a segment, needs no operator.
	if r.pos+2 < len(r.buf) && r.buf[r.pos] == 0x41 {
		for i := r.pos + 1; i < len(r.buf) && i < r.pos+6; i++ {
			if r.buf[i] < 0x80 {
				if i+1 < len(r.buf) && r.buf[i+1] == 0x0b && i < r.pos+5 {
					r.pos = i + 2
					e.Data = r.buf[start:r.pos:r.pos]
					return e
				}
				break
			}
		}
	}
	o := OperatorReader{Reader: Reader{buf: r.buf, pos: r.pos, base: r.base}, features: binary.AllFeatures}
	var op binary.Operator
	for o.Next(&op) {
		switch op.Op.Imm() {
		case binary.ImmBlock, binary.ImmTryTable:
			o.Fail(op.Offset, "%s is not allowed in a constant expression", op.Op)
		}
		if op.Op == binary.OpEnd {
			r.pos = o.pos
			e.Data = r.buf[start:r.pos:r.pos]
			return e
		}
	}
	if o.err == nil {
		o.failEnd(1)
	}
	if r.err == nil {
		r.err = o.err
	}
	r.pos = len(r.buf)
	return e
}
