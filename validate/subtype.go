package validate

import "wcomp/binary"

// Subtyping (core spec 3.3). Types are canonical.

// Subtype says whether a value of type a may stand where b is asked for.
func (t *Types) Subtype(a, b binary.ValType) bool {
	if a == b {
		return true
	}
	if !a.IsRef() || !b.IsRef() || a.Nullable() && !b.Nullable() {
		return false
	}
	return t.HeapSubtype(a.Heap(), b.Heap())
}

// HeapSubtype is subtyping of heap types.
func (t *Types) HeapSubtype(a, b binary.HeapType) bool {
	if a == b {
		return true
	}
	switch {
	case a.IsConcrete() && b.IsConcrete():
		if b.Exact() {
			return a.Exact() && a.Index() == b.Index()
		}
		return t.Extends(TypeID(a.Index()), TypeID(b.Index()))
	case a.IsConcrete():
		ty := t.At(TypeID(a.Index()))
		return ty.Shared == b.Shared() && abstractSubtype(kindHeap(ty.Kind), b.Unshared())
	case b.IsConcrete():
		ty := t.At(TypeID(b.Index()))
		return ty.Shared == a.Shared() && a.Unshared() == bottomOf(kindHeap(ty.Kind))
	}
	return a.Shared() == b.Shared() && abstractSubtype(a.Unshared(), b.Unshared())
}

// Extends says whether a is b or has b among its declared supertypes.
func (t *Types) Extends(a, b TypeID) bool {
	if a == b {
		return true
	}
	depth := t.At(b).Depth
	ty := t.At(a)
	for ty.Depth > depth {
		a = TypeID(ty.Super)
		ty = t.At(a)
	}
	return a == b
}

// kindHeap is the abstract heap type right above all types of a kind.
func kindHeap(k binary.CompositeKind) binary.HeapType {
	switch k {
	case binary.CompositeStruct:
		return binary.HeapStruct
	case binary.CompositeArray:
		return binary.HeapArray
	case binary.CompositeCont:
		return binary.HeapCont
	}
	return binary.HeapFunc
}

// topOf is the top of the hierarchy that an unshared abstract heap type is in.
func topOf(h binary.HeapType) binary.HeapType {
	switch h {
	case binary.HeapFunc, binary.HeapNoFunc:
		return binary.HeapFunc
	case binary.HeapExtern, binary.HeapNoExtern:
		return binary.HeapExtern
	case binary.HeapExn, binary.HeapNoExn:
		return binary.HeapExn
	case binary.HeapCont, binary.HeapNoCont:
		return binary.HeapCont
	}
	return binary.HeapAny
}

func bottomOf(h binary.HeapType) binary.HeapType {
	switch topOf(h) {
	case binary.HeapFunc:
		return binary.HeapNoFunc
	case binary.HeapExtern:
		return binary.HeapNoExtern
	case binary.HeapExn:
		return binary.HeapNoExn
	case binary.HeapCont:
		return binary.HeapNoCont
	}
	return binary.HeapNone
}

// abstractSubtype compares unshared abstract heap types.
func abstractSubtype(a, b binary.HeapType) bool {
	switch {
	case a == b, a == bottomOf(b), b == binary.HeapAny && topOf(a) == binary.HeapAny:
		return true
	case b == binary.HeapEq:
		return a == binary.HeapI31 || a == binary.HeapStruct || a == binary.HeapArray
	}
	return false
}

// topHeap is the top of the hierarchy of any heap type, shared as it is.
func (t *Types) topHeap(h binary.HeapType) binary.HeapType {
	if h.IsConcrete() {
		ty := t.At(TypeID(h.Index()))
		top := topOf(kindHeap(ty.Kind))
		if ty.Shared {
			top = top.AsShared()
		}
		return top
	}
	top := topOf(h.Unshared())
	if h.Shared() {
		top = top.AsShared()
	}
	return top
}

// sharedType says whether values of the type may be used by several threads:
// numbers, packed types and shared references.
func (t *Types) sharedType(v binary.ValType) bool {
	switch {
	case v.IsConcrete():
		return t.At(TypeID(v.Index())).Shared
	case v.IsRef():
		return v.Shared()
	}
	return true
}

// Matches says whether an entity of type a can be imported as b (core spec
// 3.3, external types). Types are canonical; an exact function is
// ExternFuncExact.
func (t *Types) Matches(a, b *binary.ExternType) bool {
	switch b.Kind {
	case binary.ExternFunc:
		return (a.Kind == binary.ExternFunc || a.Kind == binary.ExternFuncExact) && t.Extends(TypeID(a.Type), TypeID(b.Type))
	case binary.ExternFuncExact:
		return a.Kind == binary.ExternFuncExact && a.Type == b.Type
	case binary.ExternTag:
		return a.Kind == binary.ExternTag && a.Type == b.Type
	case binary.ExternTable:
		return a.Kind == b.Kind && a.Table.Elem == b.Table.Elem && matchLimits(a.Table.Limits, b.Table.Limits)
	case binary.ExternMemory:
		return a.Kind == b.Kind && a.Memory.PageLog2() == b.Memory.PageLog2() && matchLimits(a.Memory.Limits, b.Memory.Limits)
	case binary.ExternGlobal:
		if a.Kind != b.Kind || a.Global.Mutable != b.Global.Mutable || a.Global.Shared != b.Global.Shared {
			return false
		}
		if b.Global.Mutable {
			return a.Global.Type == b.Global.Type
		}
		return t.Subtype(a.Global.Type, b.Global.Type)
	}
	return false
}

func matchLimits(a, b binary.Limits) bool {
	if a.Shared != b.Shared || a.Is64 != b.Is64 || a.Min < b.Min {
		return false
	}
	return !b.HasMax || a.HasMax && a.Max <= b.Max
}
