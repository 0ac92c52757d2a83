package validate

import (
	"wcomp/binary"
	"wcomp/decode"
)

// Stack switching.

func (f *funcState) continuation() {
	op := &f.op
	switch op.Op {
	case binary.OpContNew:
		id, ty := f.defined(op.Index, binary.CompositeCont)
		if ty == nil {
			return
		}
		f.pop(binary.Ref(true, binary.ConcreteHeap(ty.Cont)))
		// Continuations are of no exact type, unlike structs and arrays.
		f.push(binary.Ref(false, binary.ConcreteHeap(uint32(id))))
	case binary.OpContBind:
		f.contBind()
	case binary.OpSuspend:
		if sig := f.tag(op.Index); sig != nil {
			f.popAll(sig.Params)
			f.pushAll(sig.Results)
		}
	case binary.OpResume:
		id, sig := f.contType(op.Index)
		if sig == nil || !f.handlers(sig.Results) {
			return
		}
		f.pop(nullableCont(id))
		f.popAll(sig.Params)
		f.pushAll(sig.Results)
	case binary.OpResumeThrow:
		id, sig := f.contType(op.Index)
		if sig == nil {
			return
		}
		tag := f.exceptionTag(op.Index2)
		if tag == nil || !f.handlers(sig.Results) {
			return
		}
		f.pop(nullableCont(id))
		f.popAll(tag.Params)
		f.pushAll(sig.Results)
	case binary.OpResumeThrowRef:
		id, sig := f.contType(op.Index)
		if sig == nil || !f.handlers(sig.Results) {
			return
		}
		f.pop(nullableCont(id))
		f.pop(binary.Ref(true, binary.HeapExn))
		f.pushAll(sig.Results)
	case binary.OpSwitch:
		f.switchTo()
	}
}

func nullableCont(id TypeID) binary.ValType {
	return binary.Ref(true, binary.ConcreteHeap(uint32(id)))
}

// contType is a continuation type and the type of its function.
func (f *funcState) contType(index uint32) (TypeID, *binary.FuncType) {
	id, ty := f.defined(index, binary.CompositeCont)
	if ty == nil {
		return 0, nil
	}
	return id, f.types.Func(TypeID(ty.Cont))
}

func (f *funcState) contBind() {
	fromID, from := f.contType(f.op.Index)
	if from == nil {
		return
	}
	toID, to := f.contType(f.op.Index2)
	if to == nil {
		return
	}
	n := len(from.Params) - len(to.Params)
	if n < 0 {
		f.fail(mismatch(f.op.Offset, "type mismatch in cont.bind", "at most "+count(len(from.Params), "parameter"), count(len(to.Params), "parameter")))
		return
	}
	rest := binary.FuncType{Params: from.Params[n:], Results: from.Results}
	if !f.pairwise(to.Params, rest.Params) || !f.pairwise(rest.Results, to.Results) {
		f.differ("type mismatch in cont.bind: what is left of continuation type "+decimal(f.op.Index)+" does not match type "+decimal(f.op.Index2),
			f.m.signature(to.Params, to.Results), f.m.signature(rest.Params, rest.Results))
		return
	}
	f.pop(nullableCont(fromID))
	f.popAll(from.Params[:n])
	f.push(binary.Ref(false, binary.ConcreteHeap(uint32(toID))))
}

// handlers checks the handlers of resume for a continuation with the given
// results.
func (f *funcState) handlers(results []binary.ValType) bool {
	for h := range decode.Handlers(&f.op) {
		sig := f.tag(h.Tag)
		if sig == nil {
			return false
		}
		if h.Switch {
			if len(sig.Params) > 0 || len(sig.Results) != len(results) || !sameTypes(sig.Results, results) {
				f.differ("type mismatch: tag "+decimal(h.Tag)+" of a switch handler must have no parameters and the results of the continuation",
					f.m.signature(nil, results), f.m.signature(sig.Params, sig.Results))
				return false
			}
			continue
		}
		if !f.suspendHandler(h, sig, results) {
			return false
		}
	}
	return f.err == nil
}

// suspendHandler: the label takes the tag's parameters and a continuation
// from the tag's results to the results of the resumed one.
func (f *funcState) suspendHandler(h binary.Handler, sig *binary.FuncType, results []binary.ValType) bool {
	ts := f.label(h.Label).labelTypes()
	if f.err != nil {
		return false
	}
	if len(ts) != len(sig.Params)+1 {
		f.fail(mismatch(f.op.Offset, "type mismatch: a handler's label takes the tag's parameters and a continuation",
			count(len(sig.Params)+1, "value"), count(len(ts), "value")))
		return false
	}
	last := ts[len(ts)-1]
	if !last.IsConcrete() || f.types.At(TypeID(last.Index())).Kind != binary.CompositeCont {
		f.fail(mismatch(f.op.Offset, "type mismatch: a handler's label", "a reference to a continuation type as its last type", f.m.typeString(last)))
		return false
	}
	if !f.pairwise(sig.Params, ts[:len(sig.Params)]) {
		for i, p := range sig.Params {
			if !f.matches(p, ts[i]) {
				f.wrongType(ts[i], p)
				return false
			}
		}
	}
	have := binary.FuncType{Params: sig.Results, Results: results}
	if cont := f.types.Func(TypeID(f.types.At(TypeID(last.Index())).Cont)); !f.pairwise(cont.Params, have.Params) || !f.pairwise(have.Results, cont.Results) {
		f.differ("type mismatch: the continuation of the handler for tag "+decimal(h.Tag)+" does not match the label's "+f.m.typeString(last),
			f.m.signature(cont.Params, cont.Results), f.m.signature(sig.Results, results))
		return false
	}
	return true
}

func (f *funcState) switchTo() {
	id, sig := f.contType(f.op.Index)
	if sig == nil {
		return
	}
	tag := f.tag(f.op.Index2)
	if tag == nil {
		return
	}
	n := len(sig.Params) - 1
	switch {
	case len(tag.Params) > 0:
		f.differ("type mismatch: tag "+decimal(f.op.Index2)+" of switch must have no parameters", f.m.signature(nil, tag.Results), f.m.signature(tag.Params, tag.Results))
		return
	case n < 0 || !sig.Params[n].IsConcrete() || f.types.At(TypeID(sig.Params[n].Index())).Kind != binary.CompositeCont:
		f.differ("type mismatch: the last parameter of continuation type "+decimal(f.op.Index)+" must be a reference to a continuation type",
			"a reference to a continuation type", f.m.typeList(sig.Params))
		return
	}
	other := f.types.Func(TypeID(f.types.At(TypeID(sig.Params[n].Index())).Cont))
	if !f.pairwise(sig.Results, tag.Results) || !f.pairwise(tag.Results, other.Results) {
		f.differ("type mismatch: the results of continuation type "+decimal(f.op.Index)+", of tag "+decimal(f.op.Index2)+" and of the other continuation do not match",
			f.m.typeList(tag.Results), f.m.typeList(sig.Results)+" and "+f.m.typeList(other.Results))
		return
	}
	f.pop(nullableCont(id))
	f.popAll(sig.Params[:n])
	f.pushAll(other.Params)
}
