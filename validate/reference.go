package validate

import "wcomp/binary"

// References (core spec 3.3.2).

func (f *funcState) reference() {
	op := &f.op
	switch op.Op {
	case binary.OpRefNull:
		h, err := f.resolveHeap(f.m.Types, op.Ref, op.Offset)
		if err != nil {
			f.fail(err)
			return
		}
		if f.shared && !f.types.sharedType(h) {
			f.failf("a shared function cannot use the unshared type %s", f.m.typeString(binary.Ref(true, h)))
		}
		f.push(binary.Ref(true, h))
	case binary.OpRefIsNull:
		f.popRef()
		f.push(binary.I32)
	case binary.OpRefFunc:
		f.refFunc(op.Index)
	case binary.OpRefEq:
		a, b := f.popEq(), f.popEq()
		if known(a) && known(b) && f.types.sharedType(a) != f.types.sharedType(b) {
			f.wrongType(a, b)
		}
		f.push(binary.I32)
	case binary.OpRefAsNonNull:
		f.push(nonNull(f.popRef()))
	case binary.OpBrOnNull:
		t := f.popRef()
		ts := f.label(op.Index).labelTypes()
		f.popAll(ts)
		f.pushAll(ts)
		f.push(nonNull(t))
	case binary.OpBrOnNonNull:
		ts := f.label(op.Index).labelTypes()
		if len(ts) == 0 || !ts[len(ts)-1].IsRef() {
			f.differ("type mismatch in br_on_non_null", lastReference, f.m.typeList(ts))
			return
		}
		// The branch carries the reference without null.
		last := ts[len(ts)-1]
		t := f.popRef()
		if nn := nonNull(t); f.err == nil && !f.matches(nn, last) {
			f.wrongType(last, nn)
		}
		f.popAll(ts[:len(ts)-1])
		f.pushAll(ts[:len(ts)-1])
	}
}

// nonNull is a reference type without null.
func nonNull(t binary.ValType) binary.ValType {
	switch {
	case t == bottom:
		return refBottom
	case isRefBottom(t):
		return t
	}
	return t.Heap()
}

// popEq takes an operand of ref.eq, shared or not.
func (f *funcState) popEq() binary.ValType {
	t := f.popAny("eqref")
	eq := binary.Ref(true, binary.HeapEq)
	if !f.matches(t, eq) && !f.matches(t, eq.AsShared()) {
		f.wrongType(eq, t)
	}
	return t
}

// known says whether a type is one of the format's and no bottom.
func known(t binary.ValType) bool { return t != bottom && !isRefBottom(t) }

func (f *funcState) refFunc(i uint32) {
	if uint64(i) >= uint64(len(f.m.Funcs)) {
		f.fail(unknown("func", i, len(f.m.Funcs), f.op.Offset))
		return
	}
	if !f.constant && !f.m.isDeclared(i) {
		f.failf("undeclared function reference: func %d is in no element segment, export or initialiser", i)
		return
	}
	if f.shared && !f.types.At(f.m.Types[f.m.Funcs[i]]).Shared {
		f.failf("a shared function cannot refer to func %d, which is not shared", i)
		return
	}
	h := binary.ConcreteHeap(uint32(f.m.Types[f.m.Funcs[i]]))
	if f.has(binary.FeatureCustomDescriptors) && (int(i) >= f.m.ImportedFuncs || f.m.exactFuncs[i]) {
		h = h.AsExact()
	}
	f.push(h)
}
