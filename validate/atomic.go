package validate

import "wcomp/binary"

// Atomic accesses of shared-everything threads (validate.md 1.5). Of each
// family the opcodes follow one order: get, (get_s, get_u,) set, add, sub, and,
// or, xor, xchg, cmpxchg.

type atomicKind byte

const (
	atomicGet atomicKind = iota
	atomicExtend
	atomicSet
	atomicArith
	atomicXchg
	atomicCmpxchg
)

// accessKind is what an access does.
func accessKind(op binary.Opcode) atomicKind {
	switch op {
	case binary.OpGlobalAtomicGet, binary.OpTableAtomicGet, binary.OpStructAtomicGet, binary.OpArrayAtomicGet:
		return atomicGet
	case binary.OpStructAtomicGetS, binary.OpStructAtomicGetU, binary.OpArrayAtomicGetS, binary.OpArrayAtomicGetU:
		return atomicExtend
	case binary.OpGlobalAtomicSet, binary.OpTableAtomicSet, binary.OpStructAtomicSet, binary.OpArrayAtomicSet:
		return atomicSet
	case binary.OpGlobalAtomicRmwXchg, binary.OpTableAtomicRmwXchg, binary.OpStructAtomicRmwXchg, binary.OpArrayAtomicRmwXchg:
		return atomicXchg
	case binary.OpGlobalAtomicRmwCmpxchg, binary.OpTableAtomicRmwCmpxchg, binary.OpStructAtomicRmwCmpxchg, binary.OpArrayAtomicRmwCmpxchg:
		return atomicCmpxchg
	}
	return atomicArith
}

func (f *funcState) atomic() {
	op := &f.op
	if op.Op == binary.OpRefI31Shared {
		f.pop(binary.I32)
		f.push(binary.HeapI31.AsShared())
		return
	}
	kind := accessKind(op.Op)
	switch op.Op.Imm() {
	case binary.ImmOrdGlobal:
		if g := f.global(op.Index); g != nil {
			f.access(kind, binary.FieldType{Type: g.Type, Mutable: g.Mutable}, func() {})
		}
	case binary.ImmOrdTable:
		if t := f.table(op.Index); t != nil {
			f.access(kind, binary.FieldType{Type: t.Elem, Mutable: true}, func() { f.pop(t.AddressType()) })
		}
	case binary.ImmOrdTypeField:
		if id, field := f.field(); field != nil {
			f.access(kind, *field, func() { f.pop(nullableCont(id)) })
		}
	case binary.ImmOrdType:
		if id, ty := f.defined(op.Index, binary.CompositeArray); ty != nil {
			f.access(kind, ty.Fields[0], func() { f.pop(binary.I32); f.pop(nullableCont(id)) })
		}
	}
}

// atomicTypes are the types that each kind of access may be to.
var atomicTypes = [...]string{
	atomicGet: "i32, i64 or a subtype of anyref", atomicExtend: "i8 or i16", atomicSet: "i8, i16, i32, i64 or a subtype of anyref",
	atomicArith: "i32 or i64", atomicXchg: "i32, i64 or a subtype of anyref", atomicCmpxchg: "i32, i64 or a subtype of eqref",
}

// access checks an atomic access to a place of the given type; where takes the
// operands that say which place.
func (f *funcState) access(kind atomicKind, place binary.FieldType, where func()) {
	t := place.Type
	value := t.Unpacked()
	if kind >= atomicSet && !place.Mutable {
		f.failf("%s: the place accessed is immutable", f.op.Op)
		return
	}
	number := t == binary.I32 || t == binary.I64
	ok := false
	switch kind {
	case atomicGet, atomicXchg:
		ok = number || f.atomicRef(t, binary.HeapAny)
	case atomicSet:
		ok = number || t.IsPacked() || f.atomicRef(t, binary.HeapAny)
	case atomicExtend:
		ok = t.IsPacked()
	case atomicArith:
		ok = number
	case atomicCmpxchg:
		ok = number || f.atomicRef(t, binary.HeapEq)
	}
	if !ok {
		f.differ("invalid type for "+f.op.Op.String(), atomicTypes[kind], f.m.typeString(t))
		return
	}
	switch kind {
	case atomicSet, atomicArith, atomicXchg:
		f.pop(value)
	case atomicCmpxchg:
		f.pop(value)
		// What is compared with only needs to be comparable.
		if t.IsRef() {
			eq := binary.Ref(true, binary.HeapEq)
			if f.types.topHeap(t.Heap()).Shared() {
				eq = eq.AsShared()
			}
			f.pop(eq)
		} else {
			f.pop(value)
		}
	}
	where()
	if kind != atomicSet {
		f.push(value)
	}
}

// atomicRef: a reference below any or eq, shared or not. The proposal does not
// tell globals from tables, structs and arrays.
func (f *funcState) atomicRef(t binary.ValType, top binary.HeapType) bool {
	return t.IsRef() && (f.types.Subtype(t, binary.Ref(true, top)) || f.types.Subtype(t, binary.Ref(true, top.AsShared())))
}
