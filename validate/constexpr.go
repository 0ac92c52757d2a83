package validate

import (
	"wcomp/binary"
	"wcomp/decode"
)

// Constant expressions (core spec 3.3.9 and validate.md section 4).

// constExpr checks an expression that must give a value of type want.
func (m *moduleState) constExpr(x binary.Expr, want binary.ValType) *binary.Error {
	// i32.const N end, the usual offset of a segment; decode has read it.
	if want == binary.I32 && len(x.Data) > 2 && x.Data[0] == byte(binary.OpI32Const) && len(x.Data) < 7 && plainConst(x.Data[1:len(x.Data)-1]) {
		return nil
	}
	if want == binary.FuncRef && m.plainFuncRef(x.Data) {
		return nil
	}
	f := m.v.consts
	if f == nil {
		f = newFuncState(m.v)
		f.used = m.v.used
		f.constant = true
		m.v.consts = f
	}
	f.m = m
	f.one[0] = want
	f.reset(f.one[:], nil)
	f.params, f.locals, f.runs, f.totalLocals = nil, nil, nil, 0
	f.reader = decode.NewOperatorReader(x.Data, x.Offset, f.features)
	f.loop(x.Offset + int64(len(x.Data)))
	if f.err != nil && m.followsUp(f.err, decode.NewOperatorReader(x.Data, x.Offset, f.features)) {
		return errPoisoned
	}
	return f.err
}

// plainFuncRef: ref.null func or ref.func N, the usual items of segments with
// expressions. It takes the functions it names for declared.
func (m *moduleState) plainFuncRef(b []byte) bool {
	if len(b) < 3 || m.flaws != nil || m.v.used != nil || !m.v.has(binary.FeatureReferenceTypes) {
		return false
	}
	if b[0] == byte(binary.OpRefNull) {
		return len(b) == 3 && b[1] == 0x70
	}
	r := decode.NewReader(b[1:len(b)-1], 0)
	i := r.U32()
	if b[0] != byte(binary.OpRefFunc) || r.Err() != nil || r.Len() > 0 || uint64(i) >= uint64(len(m.Funcs)) ||
		m.v.types.At(m.Types[m.Funcs[i]]).Shared {
		return false
	}
	m.declare(i)
	return true
}

// plainConst: one LEB128 of at most four bytes.
func plainConst(b []byte) bool {
	if len(b) > 4 {
		return false
	}
	for _, c := range b[:len(b)-1] {
		if c < 0x80 {
			return false
		}
	}
	return b[len(b)-1] < 0x80
}

// constOperator says whether an instruction may stand in a constant
// expression, and checks what is special about it there.
func (f *funcState) constOperator() {
	op := &f.op
	switch op.Op {
	case binary.OpI32Const, binary.OpI64Const, binary.OpF32Const, binary.OpF64Const, binary.OpV128Const,
		binary.OpRefNull, binary.OpEnd:
		return
	case binary.OpRefFunc:
		f.m.declare(min(op.Index, uint32(len(f.m.Funcs))))
		return
	case binary.OpGlobalGet:
		g := f.global(op.Index)
		switch {
		case g == nil:
		case g.Mutable:
			f.failf("constant expression required: global %d is mutable", op.Index)
		case int(op.Index) >= f.m.ImportedGlobals:
			if err := f.need(binary.FeatureGC, op.Offset, "global.get of a global that is not imported, in a constant expression,"); err != nil {
				f.fail(err)
			}
		}
		return
	case binary.OpI32Add, binary.OpI32Sub, binary.OpI32Mul, binary.OpI64Add, binary.OpI64Sub, binary.OpI64Mul:
		if err := f.need(binary.FeatureExtendedConst, op.Offset, op.Op.String()+" in a constant expression"); err != nil {
			f.fail(err)
		}
		return
	case binary.OpStructNew, binary.OpStructNewDefault, binary.OpStructNewDesc, binary.OpStructNewDefaultDesc,
		binary.OpArrayNew, binary.OpArrayNewDefault, binary.OpArrayNewFixed, binary.OpRefI31,
		binary.OpAnyConvertExtern, binary.OpExternConvertAny, binary.OpRefI31Shared:
		return
	}
	f.failf("constant expression required: %s is not constant", op.Op)
}
