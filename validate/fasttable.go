package validate

import (
	"wcomp/binary"
)

// fastClass says which shortcut of fast.go an instruction can take. The zero
// class has none.
type fastClass uint8

const (
	fastNone fastClass = iota
	fastNop
	fastUnary
	fastBinary
	fastTernary
	fastI32Const
	fastI64Const
	fastBytes // constants of fixed size
	fastLocalGet
	fastLocalSet
	fastLocalTee
	fastGlobalGet
	fastGlobalSet
	fastLoad
	fastStore
	fastBlock
	fastLoop
	fastIf
	fastElse
	fastEnd
	fastBr
	fastBrIf
	fastReturn
	fastUnreachable
	fastCall
	fastDrop
	fastSelect
	fastPrefixFC
	fastPrefixFD
	fastMemorySize // memory.size, memory.grow
	fastCallIndirect
	fastTry
	fastCatchAll
	fastRethrow
)

// fastOp is an operator's shortcut: its class, its natural alignment or the
// size of its constant in bytes, and the types it takes (b on top of a) and gives.
type fastOp struct {
	class   fastClass
	align   uint8
	a, b, r binary.ValType
}

// fastTable has a row for each opcode and prefix byte. It is made from the
// operator table for the features that are on and the address type of memory
// 0, so that the loop asks neither.
type fastTable struct {
	ops [binary.OpcodeCount]fastOp
	// blocks are the block types of one byte from 0x78 on that need no
	// look-up, NoType where a feature is off.
	blocks [8]binary.ValType
}

// newFastTable makes the table for modules whose memory 0 has addresses of
// the given type, NoType without memory.
func newFastTable(features binary.Features, address binary.ValType) *fastTable {
	t := new(fastTable)
	for op, info := range binary.Opcodes {
		if features.Has(info.Feature) {
			t.ops[op] = fastRow(op, info, address)
		}
	}
	t.ops[0xfc] = fastOp{class: fastPrefixFC}
	t.ops[0xfd] = fastOp{class: fastPrefixFD}
	for i, v := range [...]binary.ValType{3: binary.V128, 4: binary.F64, 5: binary.F32, 6: binary.I64, 7: binary.I32} {
		switch {
		case v == binary.V128 && !features.Has(binary.FeatureSIMD):
		case (v == binary.F32 || v == binary.F64) && !features.Has(binary.FeatureFloats):
		default:
			t.blocks[i] = v
		}
	}
	return t
}

func fastRow(op binary.Opcode, info *binary.OpInfo, address binary.ValType) fastOp {
	if class, ok := fastSpecial[op]; ok {
		return fastOp{class: class}
	}
	sig := &info.Sig
	if !sig.Known || sig.NumPush > 1 {
		return fastOp{}
	}
	row := fastOp{align: info.Align}
	types := [3]*binary.ValType{&row.a, &row.b, &row.r}
	for i := range min(int(sig.NumPop), 2) {
		*types[i] = sig.Pop[i]
	}
	if sig.NumPush == 1 {
		row.r = sig.Push[0]
	}
	switch info.Imm {
	case binary.ImmNone:
		switch {
		case sig.NumPop == 0 && sig.NumPush == 0:
			row.class = fastNop
		case sig.NumPop == 1 && sig.NumPush == 1:
			row.class = fastUnary
		case sig.NumPop == 2 && sig.NumPush == 1:
			row.class = fastBinary
		case sig.NumPop == 3 && sig.NumPush == 1 && sig.Pop[0] == sig.Pop[1] && sig.Pop[1] == sig.Pop[2]:
			row.class = fastTernary
		}
	case binary.ImmI32:
		row.class = fastI32Const
	case binary.ImmI64:
		row.class = fastI64Const
	case binary.ImmF32:
		row.class, row.align = fastBytes, 4
	case binary.ImmF64:
		row.class, row.align = fastBytes, 8
	case binary.ImmV128:
		row.class, row.align = fastBytes, 16
	case binary.ImmMem:
		if sig.NumPop <= 1 && sig.NumPush == 1 && address != binary.NoType {
			row.class = fastMemorySize
		}
	case binary.ImmMemArg:
		// Atomic accesses must be aligned exactly: not here.
		if op < binary.PrefixFE && address != binary.NoType {
			switch {
			case sig.NumPop == 1 && sig.NumPush == 1:
				row.class = fastLoad
			case sig.NumPop == 2 && sig.NumPush == 0:
				row.class = fastStore
			}
		}
	}
	for _, p := range types {
		if *p == binary.AddressType {
			*p = address
		}
	}
	return row
}

// fastSpecial are instructions whose type depends on the module or on the
// control stack.
var fastSpecial = map[binary.Opcode]fastClass{
	binary.OpBlock: fastBlock, binary.OpLoop: fastLoop, binary.OpIf: fastIf, binary.OpElse: fastElse,
	binary.OpEnd: fastEnd, binary.OpBr: fastBr, binary.OpBrIf: fastBrIf, binary.OpReturn: fastReturn,
	binary.OpUnreachable: fastUnreachable, binary.OpCall: fastCall, binary.OpDrop: fastDrop,
	binary.OpCallIndirect: fastCallIndirect, binary.OpTry: fastTry, binary.OpCatchAll: fastCatchAll,
	binary.OpRethrow: fastRethrow, binary.OpSelect: fastSelect, binary.OpLocalGet: fastLocalGet, binary.OpLocalSet: fastLocalSet,
	binary.OpLocalTee: fastLocalTee, binary.OpGlobalGet: fastGlobalGet, binary.OpGlobalSet: fastGlobalSet,
}

// fastKey says which table a module needs.
type fastKey struct {
	address binary.ValType
}

func (m *moduleState) fastKey() fastKey {
	if len(m.Memories) == 0 {
		return fastKey{}
	}
	return fastKey{m.Memories[0].AddressType()}
}
