package wat

import (
	"wcomp/binary"
	"wcomp/decode"
)

// How many operands instructions pop and results they push, as far as the
// module's types say without validating.

// typeAt is type t, an empty function type if there is none.
func (m *moduleState) typeAt(t uint32) *signature {
	if uint(t) < uint(len(m.types)) {
		return &m.types[t]
	}
	return &signature{}
}

// continuation is the function type of continuation type t.
func (m *moduleState) continuation(t uint32) *signature {
	if c := m.typeAt(t); c.kind == binary.CompositeCont {
		return m.typeAt(c.cont)
	}
	return &signature{}
}

func (m *moduleState) funcType(f uint32) *signature {
	if uint(f) < uint(len(m.funcs)) {
		return m.typeAt(m.funcs[f])
	}
	return &signature{}
}

func (m *moduleState) tagSignature(t uint32) *signature {
	if uint(t) < uint(len(m.tags)) {
		return m.typeAt(m.tags[t])
	}
	return &signature{}
}

// blockArity is the arity of a block type.
func (m *moduleState) blockArity(b *binary.Block) (params, results int) {
	switch b.Kind {
	case binary.BlockValue:
		return 0, 1
	case binary.BlockType:
		s := m.typeAt(b.Index)
		return len(s.params), len(s.results)
	}
	return 0, 0
}

// labelArity is the number of operands of a branch to a label; ok is false if
// there is no such label.
func (f *folder) labelArity(l uint32) (n int, ok bool) {
	if int64(l) >= int64(len(f.frames)) {
		return 0, false
	}
	return int(f.frames[len(f.frames)-1-int(l)].labels), true
}

// arity is the number of operands and results of an instruction that is no
// block; 0 and 0 where it is not known.
func (m *moduleState) arity(op *binary.Operator, f *folder) (params, results int) {
	if sig := &op.Op.Info().Sig; sig.Known {
		return int(sig.NumPop), int(sig.NumPush)
	}
	switch op.Op {
	case binary.OpBr:
		n, _ := f.labelArity(op.Index)
		return n, 0
	case binary.OpBrIf:
		if n, ok := f.labelArity(op.Index); ok {
			return n + 1, n
		}
	case binary.OpBrTable:
		last := uint32(0)
		for l := range decode.Labels(op) {
			last = l
		}
		if n, ok := f.labelArity(last); ok {
			return n + 1, 0
		}
	case binary.OpBrOnNull:
		if n, ok := f.labelArity(op.Index); ok {
			return n + 1, n + 1
		}
	case binary.OpBrOnNonNull:
		if n, ok := f.labelArity(op.Index); ok && n > 0 {
			return n, n - 1
		}
	case binary.OpBrOnCast, binary.OpBrOnCastFail:
		if n, ok := f.labelArity(op.Index); ok {
			return n, n
		}
	case binary.OpBrOnCastDescEq, binary.OpBrOnCastDescEqFail:
		if n, ok := f.labelArity(op.Index); ok {
			return n + 1, n
		}
	case binary.OpReturn:
		return int(f.frames[0].results), 0
	case binary.OpCall:
		s := m.funcType(op.Index)
		return len(s.params), len(s.results)
	case binary.OpReturnCall:
		return len(m.funcType(op.Index).params), 0
	case binary.OpCallIndirect, binary.OpCallRef:
		if s := m.typeAt(op.Index); s.kind == binary.CompositeFunc && uint(op.Index) < uint(len(m.types)) {
			return len(s.params) + 1, len(s.results)
		}
	case binary.OpReturnCallIndirect, binary.OpReturnCallRef:
		if s := m.typeAt(op.Index); s.kind == binary.CompositeFunc && uint(op.Index) < uint(len(m.types)) {
			return len(s.params) + 1, 0
		}
	case binary.OpThrow:
		return len(m.tagSignature(op.Index).params), 0
	case binary.OpSelectTyped:
		return int(2*op.Count) + 1, int(op.Count)
	case binary.OpStructNew:
		return m.typeAt(op.Index).fields, 1
	case binary.OpStructNewDesc:
		return m.typeAt(op.Index).fields + 1, 1
	case binary.OpArrayNewFixed:
		return int(op.Value), 1
	case binary.OpSuspend:
		s := m.tagSignature(op.Index)
		return len(s.params), len(s.results)
	case binary.OpResume:
		s := m.continuation(op.Index)
		return len(s.params) + 1, len(s.results)
	case binary.OpResumeThrow:
		return len(m.tagSignature(op.Index2).params) + 1, len(m.continuation(op.Index).results)
	case binary.OpResumeThrowRef:
		return 2, len(m.continuation(op.Index).results)
	case binary.OpContBind:
		n := len(m.continuation(op.Index).params) - len(m.continuation(op.Index2).params)
		if n < 0 {
			return 0, 0
		}
		return n + 1, 1
	case binary.OpSwitch:
		s := m.continuation(op.Index)
		return len(s.params), 1
	default:
		return fixedArity(op.Op)
	}
	return 0, 0
}

// fixedArities are the operands and results of instructions that the operator
// table has no signature for, since their types vary, but not their number.
var fixedArities = func() (t [binary.OpcodeCount][2]uint8) {
	set := func(params, results uint8, ops ...binary.Opcode) {
		for _, op := range ops {
			t[op] = [2]uint8{params, results}
		}
	}
	set(0, 1, binary.OpLocalGet, binary.OpGlobalGet, binary.OpRefNull, binary.OpRefFunc, binary.OpStructNewDefault,
		binary.OpTableSize, binary.OpGlobalAtomicGet)
	set(1, 0, binary.OpDrop, binary.OpLocalSet, binary.OpGlobalSet, binary.OpThrowRef, binary.OpGlobalAtomicSet)
	set(1, 1, binary.OpLocalTee, binary.OpTableGet, binary.OpRefIsNull, binary.OpRefAsNonNull, binary.OpContNew,
		binary.OpStructGet, binary.OpStructGetS, binary.OpStructGetU, binary.OpArrayNewDefault, binary.OpArrayLen,
		binary.OpRefTest, binary.OpRefTestNull, binary.OpRefCast, binary.OpRefCastNull, binary.OpAnyConvertExtern,
		binary.OpExternConvertAny, binary.OpRefI31, binary.OpRefI31Shared, binary.OpI31GetS, binary.OpI31GetU,
		binary.OpStructNewDefaultDesc, binary.OpRefGetDesc, binary.OpTableAtomicGet, binary.OpStructAtomicGet,
		binary.OpStructAtomicGetS, binary.OpStructAtomicGetU, binary.OpGlobalAtomicRmwAdd, binary.OpGlobalAtomicRmwSub,
		binary.OpGlobalAtomicRmwAnd, binary.OpGlobalAtomicRmwOr, binary.OpGlobalAtomicRmwXor, binary.OpGlobalAtomicRmwXchg)
	set(2, 0, binary.OpTableSet, binary.OpStructSet, binary.OpTableAtomicSet, binary.OpStructAtomicSet)
	set(2, 1, binary.OpRefEq, binary.OpArrayNew, binary.OpArrayNewData, binary.OpArrayNewElem, binary.OpArrayGet,
		binary.OpArrayGetS, binary.OpArrayGetU, binary.OpRefCastDescEq, binary.OpRefCastDescEqNull, binary.OpTableGrow,
		binary.OpGlobalAtomicRmwCmpxchg, binary.OpTableAtomicRmwXchg, binary.OpStructAtomicRmwAdd, binary.OpStructAtomicRmwSub,
		binary.OpStructAtomicRmwAnd, binary.OpStructAtomicRmwOr, binary.OpStructAtomicRmwXor, binary.OpStructAtomicRmwXchg,
		binary.OpArrayAtomicGet, binary.OpArrayAtomicGetS, binary.OpArrayAtomicGetU)
	set(3, 0, binary.OpArraySet, binary.OpMemoryInit, binary.OpMemoryCopy, binary.OpTableInit, binary.OpTableCopy,
		binary.OpTableFill, binary.OpArrayAtomicSet)
	set(3, 1, binary.OpSelect, binary.OpTableAtomicRmwCmpxchg, binary.OpStructAtomicRmwCmpxchg, binary.OpArrayAtomicRmwAdd,
		binary.OpArrayAtomicRmwSub, binary.OpArrayAtomicRmwAnd, binary.OpArrayAtomicRmwOr, binary.OpArrayAtomicRmwXor,
		binary.OpArrayAtomicRmwXchg)
	set(4, 0, binary.OpArrayFill, binary.OpArrayInitData, binary.OpArrayInitElem)
	set(4, 1, binary.OpArrayAtomicRmwCmpxchg)
	set(5, 0, binary.OpArrayCopy)
	return t
}()

func fixedArity(op binary.Opcode) (params, results int) {
	a := fixedArities[op]
	return int(a[0]), int(a[1])
}
