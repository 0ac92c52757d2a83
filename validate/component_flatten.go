package validate

import (
	"wcomp/binary"
)

// Flattening (CanonicalABI.md, Flattening).

// Limits of the canonical ABI on values passed as core parameters and results.
const (
	maxFlatParams      = 16
	maxFlatAsyncParams = 4
	maxFlatResults     = 1
)

// flatCap is where a flattened list is cut: one more than may ever be passed
// flat tells that there are too many.
const flatCap = maxFlatParams + 1

// flatType is a value type's flattened form, at most flatCap long.
type flatType []binary.ValType

func ptrIndex(ptr binary.ValType) int {
	if ptr == binary.I64 {
		return 1
	}
	return 0
}

var (
	flatI32  = flatType{binary.I32}
	flatI64  = flatType{binary.I64}
	flatF32  = flatType{binary.F32}
	flatF64  = flatType{binary.F64}
	flatPtrs = [2]flatType{{binary.I32, binary.I32}, {binary.I64, binary.I64}}
)

// flatten is the flattened form of a value type, for pointers of type ptr. It
// is computed once a type.
func (a *typeArena) flatten(r valRef, ptr binary.ValType) flatType {
	if r == noVal {
		return nil
	}
	if !r.isID() {
		return flattenPrim(r.prim(), ptr)
	}
	b := a.bodies[r]
	p := ptrIndex(ptr)
	if b.flat[p] == nil {
		f := a.flattenBody(b, ptr)
		b.flat[p] = &f
	}
	return *b.flat[p]
}

func flattenPrim(p binary.PrimType, ptr binary.ValType) flatType {
	switch p {
	case binary.PrimS64, binary.PrimU64:
		return flatI64
	case binary.PrimF32:
		return flatF32
	case binary.PrimF64:
		return flatF64
	case binary.PrimString:
		return flatPtrs[ptrIndex(ptr)]
	}
	return flatI32
}

func (a *typeArena) flattenBody(b *typeBody, ptr binary.ValType) flatType {
	switch b.kind {
	case binary.TypePrim:
		return flattenPrim(b.prim, ptr)
	case binary.TypeList, binary.TypeMap:
		return flatPtrs[ptrIndex(ptr)]
	case binary.TypeRecord, binary.TypeTuple:
		return a.flattenAll(b.members, ptr)
	case binary.TypeFixedList:
		elem := a.flatten(b.members[0], ptr)
		var f flatType
		for n := b.length; n > 0 && len(f) < flatCap && len(elem) > 0; n-- {
			f = append(f, elem...)
		}
		return f[:min(len(f), flatCap):min(len(f), flatCap)]
	case binary.TypeVariant, binary.TypeOption, binary.TypeResult:
		f := make(flatType, 1, 4)
		f[0] = binary.I32
		for _, m := range b.members {
			for i, v := range a.flatten(m, ptr) {
				switch {
				case i+1 < len(f):
					f[i+1] = join(f[i+1], v)
				case len(f) < flatCap:
					f = append(f, v)
				}
			}
		}
		return f
	}
	return flatI32
}

// flattenAll is the concatenation of flattened types.
func (a *typeArena) flattenAll(rs []valRef, ptr binary.ValType) flatType {
	f := make(flatType, 0, min(flatCap, len(rs)))
	for _, r := range rs {
		f = append(f, a.flatten(r, ptr)...)
		if len(f) >= flatCap {
			return f[:flatCap:flatCap]
		}
	}
	return f
}

// join is the type that can hold either of two.
func join(a, b binary.ValType) binary.ValType {
	switch {
	case a == b:
		return a
	case a == binary.I32 && b == binary.F32, a == binary.F32 && b == binary.I32:
		return binary.I32
	}
	return binary.I64
}
