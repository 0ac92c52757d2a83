package validate

import (
	"wcomp/binary"
	"wcomp/decode"
)

// blockSig gives the type of a block: either a function type, or nothing and
// at most one result.
func (f *funcState) blockSig() (sig *binary.FuncType, result binary.ValType, ok bool) {
	b := &f.op.Block
	switch b.Kind {
	case binary.BlockValue:
		t, err := f.resolve(f.m.Types, b.Type, f.op.Offset)
		if err != nil {
			f.fail(err)
			return nil, 0, false
		}
		return nil, t, true
	case binary.BlockType:
		if err := f.need(binary.FeatureMultiValue, f.op.Offset, "a block type by index"); err != nil {
			f.fail(err)
			return nil, 0, false
		}
		sig := f.funcTypeAt(b.Index)
		return sig, 0, sig != nil
	}
	return nil, binary.NoType, true
}

// funcTypeAt is the function type that an instruction names.
func (f *funcState) funcTypeAt(index uint32) *binary.FuncType {
	id, sig, err := f.funcType(f.m.Types, index, f.op.Offset)
	if err != nil {
		f.fail(err)
		return nil
	}
	if f.shared && !f.types.At(id).Shared {
		f.failf("a shared function cannot use the unshared type %d", index)
		return nil
	}
	return sig
}

// block enters a block of the given kind, its condition already taken.
func (f *funcState) block(kind frameKind) {
	sig, result, ok := f.blockSig()
	if !ok {
		return
	}
	if kind == frameIf {
		f.pop(binary.I32)
	}
	if sig != nil {
		f.popAll(sig.Params)
	}
	f.enter(kind, sig, result)
}

// enter pushes a frame whose parameters have been taken.
func (f *funcState) enter(kind frameKind, sig *binary.FuncType, result binary.ValType) {
	f.push(base)
	fr := frame{kind: kind, height: uint32(f.sp), inits: uint32(len(f.inits)), sig: sig}
	if sig != nil {
		fr.params, fr.results = uint16(len(sig.Params)), uint16(len(sig.Results))
		if fr.results == 1 {
			fr.result[0] = sig.Results[0]
		}
		f.pushAll(sig.Params)
	} else if result != binary.NoType {
		fr.results, fr.result[0] = 1, result
	}
	fr.labels = fr.results
	if kind == frameLoop {
		fr.labels = fr.params
	}
	f.frames = append(f.frames, fr)
}

// leave checks a block's results, the height of the stack, and forgets what it
// initialised. The frame stays.
func (f *funcState) leave() *frame {
	fr := f.top()
	f.popAll(fr.resultTypes())
	if f.err == nil && f.sp != int(fr.height) {
		f.fail(mismatch(f.op.Offset, "type mismatch: values remaining on the stack at the end of a block",
			count(int(fr.results), "value"), count(f.sp-int(fr.height)+int(fr.results), "value")))
	}
	f.forget(fr.inits)
	return fr
}

// count is a number of things.
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return decimal(uint32(n)) + " " + thing
}

func (f *funcState) otherwise() {
	if f.top().kind != frameIf {
		f.fail(invalidf(f.op.Offset+1, "else found outside an if block"))
		return
	}
	fr := f.leave()
	fr.kind = frameElse
	f.reenter(fr)
}

// reenter starts the second arm of an if.
func (f *funcState) reenter(fr *frame) {
	if f.err != nil {
		return
	}
	fr.unreachable = false
	f.sp = int(fr.height)
	f.pushAll(fr.paramTypes())
}

func (f *funcState) end() {
	fr := f.leave()
	if f.err != nil {
		return
	}
	if fr.kind == frameIf {
		// An if without else passes its parameters through.
		params, results := fr.paramTypes(), fr.resultTypes()
		if len(params) != len(results) {
			f.fail(mismatch(f.op.Offset, "type mismatch: an if without else must give what it takes", count(len(results), "value"), count(len(params), "value")))
			return
		}
		for i, p := range params {
			if !f.matches(p, results[i]) {
				f.wrongType(results[i], p)
				return
			}
		}
	}
	f.sp = int(fr.height) - 1
	results := fr.resultTypes()
	f.frames = f.frames[:len(f.frames)-1]
	if len(f.frames) > 0 {
		f.pushAll(results)
	}
}

// brTable checks each target against the operands as they are. Targets that
// name the same label are checked once.
func (f *funcState) brTable() {
	f.pop(binary.I32)
	op := &f.op
	f.targets = f.targets[:0]
	if words := (len(f.frames) + 63) / 64; len(f.seen) < words {
		f.seen = make([]uint64, words)
	}
	r := decode.NewReader(op.Bytes, op.BytesOffset)
	var last uint32
	for r.Len() > 0 {
		last = r.U32()
		if uint64(last) >= uint64(len(f.frames)) {
			f.label(last)
			break
		}
		if w, bit := last/64, uint64(1)<<(last%64); f.seen[w]&bit == 0 {
			f.seen[w] |= bit
			f.targets = append(f.targets, last)
		}
	}
	if f.err == nil {
		f.checkTargets(last)
	}
	for _, t := range f.targets {
		f.seen[t/64] = 0
	}
	if f.err == nil {
		f.popAll(f.label(last).labelTypes())
		f.setUnreachable()
	}
}

func (f *funcState) checkTargets(def uint32) {
	arity := f.label(def).labels
	previous := []binary.ValType(nil)
	for _, depth := range f.targets {
		fr := f.label(depth)
		if fr.labels != arity {
			f.fail(mismatch(f.op.Offset, "type mismatch: br_table target labels have different numbers of types",
				count(int(arity), "value"), count(int(fr.labels), "value")))
			return
		}
		if arity == 0 {
			continue
		}
		ts := fr.labelTypes()
		if previous != nil && &previous[0] == &ts[0] {
			continue
		}
		previous = ts
		// Taking the operands leaves them in place.
		sp := f.sp
		f.popAll(ts)
		f.sp = sp
		if f.err != nil {
			return
		}
	}
}

// callee is the type of the function that a call names.
func (f *funcState) callee(i uint32) *binary.FuncType {
	if uint64(i) >= uint64(len(f.m.Funcs)) {
		f.fail(unknown("func", i, len(f.m.Funcs), f.op.Offset))
		return nil
	}
	id := f.m.Types[f.m.Funcs[i]]
	ty := f.types.At(id)
	if f.shared && !ty.Shared {
		f.failf("a shared function cannot call func %d, which is not shared", i)
		return nil
	}
	return &ty.Func
}

// indirect checks the table and index of call_indirect and gives the type.
func (f *funcState) indirect() *binary.FuncType {
	op := &f.op
	t := f.table(op.Index2)
	if t == nil {
		return nil
	}
	// A table index other than one zero byte is call-indirect-overlong; the type
	// index before it does not end in a byte with the top bit.
	if f.used != nil && (op.Index2 > 0 || f.m.v.data[f.reader.Offset()-2] >= 0x80) {
		f.uses(binary.FeatureCallIndirectOverlong, op.Offset)
	}
	if h := t.Elem; h != binary.FuncRef && !f.types.Subtype(h, binary.FuncRef) && !f.types.Subtype(h, binary.FuncRef.AsShared()) {
		f.fail(mismatch(op.Offset, "an indirect call needs a table of functions", "funcref", f.m.typeString(h)))
		return nil
	}
	sig := f.funcTypeAt(op.Index)
	f.pop(t.AddressType())
	return sig
}

// byRef takes the function reference of call_ref and gives its type.
func (f *funcState) byRef() *binary.FuncType {
	sig := f.funcTypeAt(f.op.Index)
	if sig == nil {
		return nil
	}
	id := f.m.Types[f.op.Index]
	f.pop(binary.Ref(true, binary.ConcreteHeap(uint32(id))))
	return sig
}

func (f *funcState) call(sig *binary.FuncType) {
	f.popAll(sig.Params)
	f.pushAll(sig.Results)
}

func (f *funcState) tailCall(sig *binary.FuncType) {
	f.popAll(sig.Params)
	want := f.frames[0].resultTypes()
	if len(want) != len(sig.Results) {
		f.fail(mismatch(f.op.Offset, "type mismatch: a tail call must give the results of the caller", count(len(want), "result"), count(len(sig.Results), "result")))
		return
	}
	if !f.pairwise(sig.Results, want) {
		for i, t := range sig.Results {
			if !f.types.Subtype(t, want[i]) {
				f.wrongType(want[i], t)
				return
			}
		}
	}
	f.setUnreachable()
}

// table is the type of the table an instruction names.
func (f *funcState) table(i uint32) *binary.TableType {
	if uint64(i) >= uint64(len(f.m.Tables)) {
		f.fail(unknown("table", i, len(f.m.Tables), f.op.Offset))
		return nil
	}
	t := &f.m.Tables[i]
	if f.shared && !t.Shared {
		f.failf("a shared function cannot access table %d, which is not shared", i)
		return nil
	}
	return t
}
