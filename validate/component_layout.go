package validate

import (
	"wcomp/binary"
)

// Sizes of elements in a 64-bit memory (CanonicalABI.md, Element Size and
// Alignment), which the specification bounds for every value type.

// maxElemSize is what the size of an element has to stay below.
const maxElemSize = 1 << 28

// layout is the size of a value stored in memory, at most maxElemSize, and its
// alignment.
type layout struct {
	size  uint32
	align uint8
}

func (a *typeArena) refLayout(r valRef) layout {
	switch {
	case r == noVal:
		return layout{0, 1}
	case r.isID():
		return a.bodies[r].layout
	}
	return primLayout(r.prim())
}

func primLayout(p binary.PrimType) layout {
	switch p {
	case binary.PrimBool, binary.PrimS8, binary.PrimU8:
		return layout{1, 1}
	case binary.PrimS16, binary.PrimU16:
		return layout{2, 2}
	case binary.PrimS64, binary.PrimU64, binary.PrimF64:
		return layout{8, 8}
	case binary.PrimString:
		return layout{16, 8}
	}
	return layout{4, 4}
}

func (a *typeArena) layoutOf(b *typeBody) layout {
	switch b.kind {
	case binary.TypePrim:
		return primLayout(b.prim)
	case binary.TypeList, binary.TypeMap:
		return layout{16, 8}
	case binary.TypeFixedList:
		elem := a.refLayout(b.members[0])
		return layout{uint32(min(uint64(elem.size)*uint64(b.length), maxElemSize)), elem.align}
	case binary.TypeRecord, binary.TypeTuple:
		size, align := uint64(0), uint8(1)
		for _, m := range b.members {
			l := a.refLayout(m)
			size = alignTo(size, l.align) + uint64(l.size)
			align = max(align, l.align)
		}
		return layout{uint32(min(alignTo(size, align), maxElemSize)), align}
	case binary.TypeVariant, binary.TypeEnum, binary.TypeOption, binary.TypeResult:
		tag := discriminant(max(len(b.members), len(b.labels), 2))
		payload, align := uint64(0), uint8(1)
		for _, m := range b.members {
			l := a.refLayout(m)
			payload = max(payload, uint64(l.size))
			align = max(align, l.align)
		}
		size := alignTo(uint64(tag), align) + payload
		align = max(align, tag)
		return layout{uint32(min(alignTo(size, align), maxElemSize)), align}
	case binary.TypeFlags:
		switch n := len(b.labels); {
		case n <= 8:
			return layout{1, 1}
		case n <= 16:
			return layout{2, 2}
		}
	}
	return layout{4, 4}
}

func alignTo(n uint64, align uint8) uint64 { return (n + uint64(align) - 1) &^ (uint64(align) - 1) }

// discriminant is the size of the smallest integer that numbers n cases.
func discriminant(n int) uint8 {
	switch {
	case n <= 1<<8:
		return 1
	case n <= 1<<16:
		return 2
	}
	return 4
}
