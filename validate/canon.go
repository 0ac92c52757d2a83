package validate

import "wcomp/binary"

// Canonical numbers of recursion groups (core spec, appendix of the algorithm
// "Types", and 3.1.3 "Rolling"). A group being added refers to its own members
// by position, marked, and to everything else by canonical number; two groups
// are equal exactly when these forms are.

// inGroup marks a reference by position: in a ValType a bit that package
// binary leaves unused, in a plain index the top bit.
const (
	inGroupVal   binary.ValType = 1 << 27
	inGroupIndex uint32         = 1 << 31
)

// groupIndex finds groups by hash, with open addressing.
type groupIndex struct {
	slots []groupSlot
	used  int
}

type groupSlot struct {
	hash  uint32
	first uint32 // TypeID of the group's first member, plus one
}

func (x *groupIndex) grow() {
	old := x.slots
	x.slots = make([]groupSlot, max(64, 2*len(old)))
	for _, s := range old {
		if s.first != 0 {
			x.place(s)
		}
	}
}

func (x *groupIndex) place(s groupSlot) {
	mask := uint32(len(x.slots) - 1)
	i := s.hash & mask
	for x.slots[i].first != 0 {
		i = (i + 1) & mask
	}
	x.slots[i] = s
}

// A group is added member by member, in marked form, behind the types that
// there are: begin, stage each, and commit, which keeps them or finds that the
// same group is there. So a group of a million is nowhere else as a whole.

// staging is a group being added.
type staging struct {
	first TypeID
	hash  uint64
}

// begin starts a group of n members.
func (t *Types) begin(n uint32) staging {
	return staging{first: TypeID(t.count), hash: uint64(n)}
}

// stage appends a member, which is copied but for its slices.
func (t *Types) stage(s *staging, member *binary.SubType) {
	ty := t.grow()
	ty.SubType, ty.Depth = *member, 0
	s.hash = hashMember(s.hash, member)
}

// drop forgets what was staged.
func (t *Types) drop(s *staging) { t.count = uint32(s.first) }

// commit gives the number of the group's first member; fresh says that the
// group is a new one.
func (t *Types) commit(s *staging, at int64) (first TypeID, fresh bool, err *binary.Error) {
	if 2*(t.index.used+1) > len(t.index.slots) {
		t.index.grow()
	}
	n := t.count - uint32(s.first)
	h := uint32(s.hash ^ s.hash>>32)
	mask := uint32(len(t.index.slots) - 1)
	for i := h & mask; t.index.slots[i].first != 0; i = (i + 1) & mask {
		if x := t.index.slots[i]; x.hash == h && t.equalGroup(TypeID(x.first-1), s.first, n) {
			t.drop(s)
			return TypeID(x.first - 1), false, nil
		}
	}
	if t.count > maxTypeIDs {
		t.drop(s)
		return 0, false, limitf(at, "more than the limit of %d different core types in one file", maxTypeIDs)
	}
	for i := range n {
		ty := t.At(s.first + TypeID(i))
		ty.Group, ty.GroupSize = s.first, n
		t.unmark(ty, s.first)
		if ty.HasSuper {
			ty.Depth = t.At(TypeID(ty.Super)).Depth + 1
		}
	}
	t.index.place(groupSlot{hash: h, first: uint32(s.first) + 1})
	t.index.used++
	return s.first, true, nil
}

// intern gives the number of a type in a group of its own.
func (t *Types) intern(ty binary.SubType, at int64) (TypeID, *binary.Error) {
	s := t.begin(1)
	t.stage(&s, &ty)
	id, _, err := t.commit(&s, at)
	return id, err
}

// unmark replaces positions by numbers. Slices are copied: those of the
// members belong to the decoder's slab, which would be kept alive as a whole.
func (t *Types) unmark(ty *Type, first TypeID) {
	index := func(i uint32) uint32 {
		if i&inGroupIndex != 0 {
			return uint32(first) + i&^inGroupIndex
		}
		return i
	}
	if ty.HasSuper {
		ty.Super = index(ty.Super)
	}
	if ty.HasDescribes {
		ty.Describes = index(ty.Describes)
	}
	if ty.HasDescriptor {
		ty.Descriptor = index(ty.Descriptor)
	}
	switch ty.Kind {
	case binary.CompositeFunc:
		ty.Func.Params = t.unmarkVals(ty.Func.Params, first)
		ty.Func.Results = t.unmarkVals(ty.Func.Results, first)
	case binary.CompositeCont:
		ty.Cont = index(ty.Cont)
	default:
		ty.Fields = t.unmarkFields(ty.Fields, first)
	}
}

// room cuts a list of n out of a slab, which a new one of at least so many
// follows when it is full. A list of none is nil.
func room[T any](slab *[]T, n, least int) []T {
	if n == 0 {
		return nil
	}
	if cap(*slab)-len(*slab) < n {
		*slab = make([]T, 0, max(least, n))
	}
	start := len(*slab)
	*slab = (*slab)[:start+n]
	return (*slab)[start : start+n : start+n]
}

func (t *Types) unmarkFields(fs []binary.FieldType, first TypeID) []binary.FieldType {
	out := room(&t.fields, len(fs), 512)
	for i, f := range fs {
		f.Type = unmarkVal(f.Type, first)
		out[i] = f
	}
	return out
}

func unmarkVal(v binary.ValType, first TypeID) binary.ValType {
	if v&inGroupVal != 0 {
		v &^= inGroupVal
		return v.WithIndex(uint32(first) + v.Index())
	}
	return v
}

func (t *Types) unmarkVals(vs []binary.ValType, first TypeID) []binary.ValType {
	out := room(&t.vals, len(vs), 1024)
	for i, v := range vs {
		out[i] = unmarkVal(v, first)
	}
	return out
}

// hashMember mixes a member in marked form into the hash of its group.
func hashMember(h uint64, m *binary.SubType) uint64 {
	mix := func(v uint64) {
		h = (h ^ v) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	mix(uint64(m.Kind) | flag(m.Final)<<4 | flag(m.HasSuper)<<5 | flag(m.Shared)<<6 | flag(m.HasDescribes)<<7 | flag(m.HasDescriptor)<<8)
	if m.HasSuper {
		mix(uint64(m.Super))
	}
	if m.HasDescribes || m.HasDescriptor {
		mix(uint64(m.Describes)<<32 | uint64(m.Descriptor))
	}
	switch m.Kind {
	case binary.CompositeFunc:
		mix(uint64(len(m.Func.Params)))
		for _, v := range m.Func.Params {
			mix(uint64(v))
		}
		for _, v := range m.Func.Results {
			mix(uint64(v))
		}
	case binary.CompositeCont:
		mix(uint64(m.Cont))
	default:
		for _, f := range m.Fields {
			mix(uint64(f.Type) | flag(f.Mutable)<<32)
		}
	}
	return h
}

func flag(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// equalGroup compares a stored group with n staged members.
func (t *Types) equalGroup(first, staged TypeID, n uint32) bool {
	if t.At(first).GroupSize != n {
		return false
	}
	sameIndex := func(stored, marked uint32) bool {
		if TypeID(stored) >= first && stored-uint32(first) < n {
			return marked == stored-uint32(first)|inGroupIndex
		}
		return stored == marked
	}
	for i := range TypeID(n) {
		a, b := t.At(first+i), t.At(staged+i)
		if a.Kind != b.Kind || a.Final != b.Final || a.HasSuper != b.HasSuper || a.Shared != b.Shared ||
			a.HasDescribes != b.HasDescribes || a.HasDescriptor != b.HasDescriptor {
			return false
		}
		if a.HasSuper && !sameIndex(a.Super, b.Super) || a.HasDescribes && !sameIndex(a.Describes, b.Describes) ||
			a.HasDescriptor && !sameIndex(a.Descriptor, b.Descriptor) {
			return false
		}
		switch a.Kind {
		case binary.CompositeFunc:
			if !t.sameVals(first, int(n), a.Func.Params, b.Func.Params) ||
				!t.sameVals(first, int(n), a.Func.Results, b.Func.Results) {
				return false
			}
		case binary.CompositeCont:
			if !sameIndex(a.Cont, b.Cont) {
				return false
			}
		default:
			if len(a.Fields) != len(b.Fields) {
				return false
			}
			for j, f := range a.Fields {
				if f.Mutable != b.Fields[j].Mutable || !sameVal(first, int(n), f.Type, b.Fields[j].Type) {
					return false
				}
			}
		}
	}
	return true
}

func sameVal(first TypeID, n int, stored, marked binary.ValType) bool {
	if stored.IsConcrete() {
		if i := stored.Index(); i >= uint32(first) && i-uint32(first) < uint32(n) {
			return marked == stored.WithIndex(i-uint32(first))|inGroupVal
		}
	}
	return stored == marked
}

func (t *Types) sameVals(first TypeID, n int, stored, marked []binary.ValType) bool {
	if len(stored) != len(marked) {
		return false
	}
	for i, v := range stored {
		if !sameVal(first, n, v, marked[i]) {
			return false
		}
	}
	return true
}
