package validate

import (
	"wcomp/binary"
	"wcomp/decode"
)

// step checks one instruction, f.op. It is the whole of validation; the loop
// in fast.go only takes shortcuts for instructions that are common and where
// the operands are exactly right.
func (f *funcState) step() {
	op := &f.op
	info := op.Op.Info()
	if info.Feature != 0 {
		if err := f.need(info.Feature, op.Offset, op.Op.String()); err != nil {
			f.fail(err)
			return
		}
	}
	if info.Sig.Known {
		f.bySignature(info)
		return
	}
	switch op.Op {
	case binary.OpUnreachable:
		f.setUnreachable()
	case binary.OpBlock:
		f.block(frameBlock)
	case binary.OpLoop:
		f.block(frameLoop)
	case binary.OpIf:
		f.block(frameIf)
	case binary.OpElse:
		f.otherwise()
	case binary.OpEnd:
		f.end()
	case binary.OpBr:
		f.popAll(f.label(op.Index).labelTypes())
		f.setUnreachable()
	case binary.OpBrIf:
		f.pop(binary.I32)
		ts := f.label(op.Index).labelTypes()
		f.popAll(ts)
		f.pushAll(ts)
	case binary.OpBrTable:
		f.brTable()
	case binary.OpReturn:
		f.popAll(f.frames[0].resultTypes())
		f.setUnreachable()
	case binary.OpCall:
		if sig := f.callee(op.Index); sig != nil {
			f.call(sig)
		}
	case binary.OpReturnCall:
		if sig := f.callee(op.Index); sig != nil {
			f.tailCall(sig)
		}
	case binary.OpCallIndirect:
		if sig := f.indirect(); sig != nil {
			f.call(sig)
		}
	case binary.OpReturnCallIndirect:
		if sig := f.indirect(); sig != nil {
			f.tailCall(sig)
		}
	case binary.OpCallRef:
		if sig := f.byRef(); sig != nil {
			f.call(sig)
		}
	case binary.OpReturnCallRef:
		if sig := f.byRef(); sig != nil {
			f.tailCall(sig)
		}
	case binary.OpDrop:
		f.popAny("an operand")
	case binary.OpSelect:
		f.selectUntyped()
	case binary.OpSelectTyped:
		f.selectTyped()
	case binary.OpLocalGet:
		t, readable := f.local(op.Index)
		if !readable {
			f.failf("uninitialized local %d: a local of type %s must be set before it is read", op.Index, f.m.typeString(t))
		}
		f.push(t)
	case binary.OpLocalSet, binary.OpLocalTee:
		t, readable := f.local(op.Index)
		f.pop(t)
		if !readable {
			f.initialise(op.Index)
		}
		if op.Op == binary.OpLocalTee {
			f.push(t)
		}
	case binary.OpGlobalGet:
		if g := f.global(op.Index); g != nil {
			f.push(g.Type)
		}
	case binary.OpGlobalSet:
		if g := f.global(op.Index); g != nil {
			if !g.Mutable {
				f.failf("global %d is immutable and cannot be set", op.Index)
			}
			f.pop(g.Type)
		}
	default:
		f.rare()
	}
}

// rare are instructions that only some proposals have, by their prefix.
func (f *funcState) rare() {
	switch op := f.op.Op; {
	case op >= binary.PrefixFE:
		f.atomic()
	case op >= binary.PrefixFC:
		f.bulk()
	case op >= binary.PrefixFB:
		f.gc()
	case op >= binary.OpContNew:
		f.continuation()
	case op >= binary.OpRefNull:
		f.reference()
	case op == binary.OpTableGet || op == binary.OpTableSet:
		f.bulk()
	default:
		f.exception()
	}
}

// bySignature checks an instruction whose type the operator table has.
func (f *funcState) bySignature(info *binary.OpInfo) {
	sig := &info.Sig
	address := binary.I32
	switch info.Imm {
	case binary.ImmMemArg, binary.ImmMemArgLane:
		address = f.memArg(info)
	case binary.ImmMem:
		address = f.memory(f.op.Index)
	case binary.ImmLane, binary.ImmShuffle:
		f.lanes(info)
	}
	if f.err != nil {
		return
	}
	for i := int(sig.NumPop) - 1; i >= 0; i-- {
		t := sig.Pop[i]
		if t == binary.AddressType {
			t = address
		}
		f.pop(t)
	}
	for i := range int(sig.NumPush) {
		t := sig.Push[i]
		if t == binary.AddressType {
			t = address
		}
		f.push(t)
	}
}

// memory is the address type of a memory.
func (f *funcState) memory(i uint32) binary.ValType {
	if uint64(i) >= uint64(len(f.m.Memories)) {
		f.fail(unknown("memory", i, len(f.m.Memories), f.op.Offset))
		return binary.I32
	}
	if f.shared && !f.m.Memories[i].Shared {
		f.failf("a shared function cannot access memory %d, which is not shared", i)
	}
	return f.m.Memories[i].AddressType()
}

// memArg checks the immediate of a memory access and gives the address type.
func (f *funcState) memArg(info *binary.OpInfo) binary.ValType {
	op := &f.op
	address := f.memory(op.Index)
	switch {
	case op.Align > info.Align:
		f.differ("alignment must not be larger than natural in "+op.Op.String(), "at most 2^"+decimal(uint32(info.Align)), "2^"+decimal(uint32(op.Align)))
	case op.Align != info.Align && op.Op >= binary.PrefixFE:
		f.differ("atomic accesses must have their natural alignment: "+op.Op.String(), "2^"+decimal(uint32(info.Align)), "2^"+decimal(uint32(op.Align)))
	case op.Value >= 1<<32 && address == binary.I32:
		f.failf("offset out of range: %d must be less than 2^32 for a 32-bit memory", op.Value)
	}
	if info.Imm == binary.ImmMemArgLane && f.err == nil {
		f.lane(op.Lane, 16>>info.Align)
	}
	return address
}

// lane checks a lane index of a vector of n lanes.
func (f *funcState) lane(lane uint8, n int) {
	if int(lane) >= n {
		f.failf("invalid lane index %d: %s has %d lanes", lane, f.op.Op, n)
	}
}

// lanes checks the lanes of extract_lane, replace_lane and shuffle.
func (f *funcState) lanes(info *binary.OpInfo) {
	if info.Imm == binary.ImmLane {
		f.lane(f.op.Lane, laneCount(info.Name))
		return
	}
	for _, l := range f.op.Bytes {
		f.lane(l, 32)
	}
}

// laneCount reads the number of lanes off a name such as i16x8.replace_lane.
func laneCount(name string) int {
	n, i := 0, 0
	for i < len(name) && name[i] != 'x' {
		i++
	}
	for i++; i < len(name) && name[i] >= '0' && name[i] <= '9'; i++ {
		n = 10*n + int(name[i]-'0')
	}
	return n
}

func (f *funcState) global(i uint32) *binary.GlobalType {
	if uint64(i) >= uint64(len(f.m.Globals)) {
		f.fail(unknown("global", i, len(f.m.Globals), f.op.Offset))
		return nil
	}
	g := &f.m.Globals[i]
	if f.shared && !g.Shared {
		f.failf("a shared function cannot access global %d, which is not shared", i)
		return nil
	}
	return g
}

func (f *funcState) selectUntyped() {
	f.pop(binary.I32)
	a := f.popAny("an operand")
	b := f.popAny("an operand")
	for _, t := range [...]binary.ValType{a, b} {
		if t.IsRef() && f.err == nil {
			f.fail(mismatch(f.op.Offset, "type mismatch: select without a type", "a number or vector", f.m.typeString(t)))
		}
	}
	switch {
	case a == bottom:
		f.push(b)
	case b == bottom || a == b:
		f.push(a)
	default:
		f.wrongType(b, a)
	}
}

func (f *funcState) selectTyped() {
	if f.op.Count != 1 {
		f.differ("invalid result arity of a typed select", "1 type", count(int(f.op.Count), "type"))
		return
	}
	for v := range decode.SelectTypes(&f.op) {
		t, err := f.resolve(f.m.Types, v, f.op.Offset)
		if err != nil {
			f.fail(err)
			return
		}
		f.pop(binary.I32)
		f.pop(t)
		f.pop(t)
		f.push(t)
	}
}
