package validate

import (
	"wcomp/binary"
	"wcomp/decode"
)

// Exceptions, the standard ones (core spec 3.3.10) and the legacy ones.

func (f *funcState) exception() {
	op := &f.op
	switch op.Op {
	case binary.OpThrow:
		if sig := f.exceptionTag(op.Index); sig != nil {
			f.popAll(sig.Params)
			f.setUnreachable()
		}
	case binary.OpThrowRef:
		f.pop(binary.Ref(true, binary.HeapExn))
		f.setUnreachable()
	case binary.OpTryTable:
		f.tryTable()
	case binary.OpTry:
		f.block(frameTry)
	case binary.OpCatch:
		f.catch(frameCatch)
	case binary.OpCatchAll:
		f.catch(frameCatchAll)
	case binary.OpDelegate:
		f.delegate()
	case binary.OpRethrow:
		fr := f.label(op.Index)
		if f.err == nil && fr.kind != frameCatch && fr.kind != frameCatchAll {
			f.failf("invalid rethrow label %d: it must name a catch or catch_all block", op.Index)
		}
		f.setUnreachable()
	}
}

// tag is the type of a tag.
func (f *funcState) tag(i uint32) *binary.FuncType {
	if uint64(i) >= uint64(len(f.m.Tags)) {
		f.fail(unknown("tag", i, len(f.m.Tags), f.op.Offset))
		return nil
	}
	ty := f.types.At(f.m.ModuleInfo.Types[f.m.Tags[i]])
	if f.shared && !ty.Shared {
		f.failf("a shared function cannot use tag %d, which is not shared", i)
		return nil
	}
	return &ty.Func
}

// exceptionTag is the type of a tag that is thrown or caught.
func (f *funcState) exceptionTag(i uint32) *binary.FuncType {
	sig := f.tag(i)
	if sig != nil && len(sig.Results) > 0 {
		f.failf("tag %d has results and cannot be an exception", i)
		return nil
	}
	return sig
}

// tryTable checks the clauses, whose labels are counted from outside the
// block, then enters it.
func (f *funcState) tryTable() {
	sig, result, ok := f.blockSig()
	if !ok {
		return
	}
	if sig != nil {
		f.popAll(sig.Params)
	}
	for c := range decode.Catches(&f.op) {
		if f.err != nil {
			return
		}
		f.clause(c)
	}
	if f.err == nil {
		f.enter(frameTryTable, sig, result)
	}
}

func (f *funcState) clause(c binary.Catch) {
	fr := f.label(c.Label)
	want := fr.labelTypes()
	var have []binary.ValType
	if c.Kind.HasTag() {
		sig := f.exceptionTag(c.Tag)
		if sig == nil {
			return
		}
		have = sig.Params
	}
	n := len(have)
	if c.Kind == binary.CatchOneRef || c.Kind == binary.CatchAllRef {
		n++
	}
	if n != len(want) {
		f.fail(mismatch(f.op.Offset, "type mismatch: a catch clause and its label have different numbers of types", count(len(want), "value"), count(n, "value")))
		return
	}
	for i, w := range want {
		t := binary.HeapExn // non-null
		if i < len(have) {
			t = have[i]
		}
		if !f.matches(t, w) {
			f.wrongType(w, t)
			return
		}
	}
}

// catch starts a handler of a legacy try.
func (f *funcState) catch(kind frameKind) {
	fr := f.top()
	if fr.kind != frameTry && fr.kind != frameCatch {
		f.fail(invalidf(f.op.Offset+1, "%s found outside a try block", f.op.Op))
		return
	}
	f.leave()
	if f.err != nil {
		return
	}
	fr.kind = kind
	fr.unreachable = false
	f.sp = int(fr.height)
	if kind == frameCatch {
		if sig := f.exceptionTag(f.op.Index); sig != nil {
			f.pushAll(sig.Params)
		}
	}
}

func (f *funcState) delegate() {
	fr := f.top()
	if fr.kind != frameTry {
		f.fail(invalidf(f.op.Offset+1, "delegate found outside a try block"))
		return
	}
	// The label is counted from outside the try; the function's is allowed.
	if int(f.op.Index) >= len(f.frames)-1 {
		f.fail(unknown("label", f.op.Index, len(f.frames)-1, f.op.Offset))
		return
	}
	f.leave()
	if f.err != nil {
		return
	}
	f.sp = int(fr.height) - 1
	results := fr.resultTypes()
	f.frames = f.frames[:len(f.frames)-1]
	f.pushAll(results)
}
