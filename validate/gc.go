package validate

import "wcomp/binary"

// Structs, arrays, casts, i31, conversions (core spec 3.3.2, 3.3.5) and custom
// descriptors.

func (f *funcState) gc() {
	op := &f.op
	switch op.Op {
	case binary.OpStructNew, binary.OpStructNewDefault, binary.OpStructNewDesc, binary.OpStructNewDefaultDesc:
		f.structNew()
	case binary.OpStructGet, binary.OpStructGetS, binary.OpStructGetU, binary.OpStructSet:
		f.structAccess()
	case binary.OpArrayNew, binary.OpArrayNewDefault, binary.OpArrayNewFixed, binary.OpArrayNewData, binary.OpArrayNewElem:
		f.arrayNew()
	case binary.OpArrayGet, binary.OpArrayGetS, binary.OpArrayGetU, binary.OpArraySet, binary.OpArrayFill,
		binary.OpArrayInitData, binary.OpArrayInitElem:
		f.arrayAccess()
	case binary.OpArrayCopy:
		f.arrayCopy()
	case binary.OpArrayLen:
		t := f.popAny("arrayref")
		want := binary.Ref(true, binary.HeapArray)
		if !f.matches(t, want) && !f.matches(t, want.AsShared()) {
			f.wrongType(want, t)
		}
		f.push(binary.I32)
	case binary.OpRefI31:
		f.pop(binary.I32)
		f.push(binary.HeapI31)
	case binary.OpI31GetS, binary.OpI31GetU:
		t := f.popAny("i31ref")
		want := binary.Ref(true, binary.HeapI31)
		if !f.matches(t, want) && !f.matches(t, want.AsShared()) {
			f.wrongType(want, t)
		}
		f.push(binary.I32)
	case binary.OpAnyConvertExtern:
		f.convert(binary.HeapExtern, binary.HeapAny, refBottomAny)
	case binary.OpExternConvertAny:
		f.convert(binary.HeapAny, binary.HeapExtern, refBottomExtern)
	case binary.OpRefTest, binary.OpRefTestNull, binary.OpRefCast, binary.OpRefCastNull:
		f.cast()
	case binary.OpBrOnCast, binary.OpBrOnCastFail:
		f.brOnCast()
	case binary.OpRefGetDesc:
		f.getDesc()
	case binary.OpRefCastDescEq, binary.OpRefCastDescEqNull:
		f.castDesc()
	case binary.OpBrOnCastDescEq, binary.OpBrOnCastDescEqFail:
		f.brOnCast()
	}
}

// convert is any.convert_extern and extern.convert_any: null and shared stay
// as they are.
func (f *funcState) convert(from, to binary.HeapType, unknown binary.ValType) {
	t := f.popRef()
	if !known(t) {
		if !f.matches(t, binary.Ref(true, from)) {
			f.wrongType(binary.Ref(true, from), t)
		}
		f.push(unknown)
		return
	}
	top := f.types.topHeap(t.Heap())
	if top.Unshared() != from {
		f.wrongType(binary.Ref(true, from), t)
		return
	}
	if top.Shared() {
		to = to.AsShared()
	}
	f.push(binary.Ref(t.Nullable(), to))
}

// defined is the type that an instruction names, which must be of a kind.
func (f *funcState) defined(index uint32, kind binary.CompositeKind) (TypeID, *Type) {
	id, err := typeSpace(f.m.Types).at(index, f.op.Offset)
	if err != nil {
		f.fail(err)
		return 0, nil
	}
	ty := f.types.At(id)
	if ty.Kind != kind {
		f.fail(mismatch(f.op.Offset, "type "+decimal(index)+" is of the wrong kind", "a "+kind.String()+" type", f.types.String(id)))
		return 0, nil
	}
	if f.shared && !ty.Shared {
		f.failf("a shared function cannot use the unshared type %d", index)
		return 0, nil
	}
	return id, ty
}

// allocated is the type of a reference to a new object of type id.
func (f *funcState) allocated(id TypeID) binary.ValType {
	h := binary.ConcreteHeap(uint32(id))
	if f.has(binary.FeatureCustomDescriptors) {
		h = h.AsExact()
	}
	return h
}

func (f *funcState) structNew() {
	op := &f.op
	id, ty := f.defined(op.Index, binary.CompositeStruct)
	if ty == nil {
		return
	}
	withDesc := op.Op == binary.OpStructNewDesc || op.Op == binary.OpStructNewDefaultDesc
	switch {
	case withDesc && !ty.HasDescriptor:
		f.differ(op.Op.String()+" needs a type with a descriptor", "a type with a descriptor", "type "+decimal(op.Index)+", which has none")
		return
	case !withDesc && ty.HasDescriptor:
		f.failf("type %d has a descriptor: it must be allocated with struct.new_desc or struct.new_default_desc", op.Index)
		return
	case withDesc:
		f.pop(binary.Ref(true, binary.ExactHeap(ty.Descriptor)))
	}
	if op.Op == binary.OpStructNew || op.Op == binary.OpStructNewDesc {
		for i := len(ty.Fields) - 1; i >= 0 && f.err == nil; i-- {
			f.pop(ty.Fields[i].Type.Unpacked())
		}
	} else {
		for i := range ty.Fields {
			if t := ty.Fields[i].Type; !t.Defaultable() {
				f.failf("field %d of type %d is not defaultable: %s", i, op.Index, f.m.typeString(t))
				return
			}
		}
	}
	f.push(f.allocated(id))
}

// field is the field of a struct that an instruction names.
func (f *funcState) field() (TypeID, *binary.FieldType) {
	id, ty := f.defined(f.op.Index, binary.CompositeStruct)
	if ty == nil {
		return 0, nil
	}
	if i := f.op.Index2; uint64(i) >= uint64(len(ty.Fields)) {
		f.fail(unknown("field", i, len(ty.Fields), f.op.Offset))
		return 0, nil
	}
	return id, &ty.Fields[f.op.Index2]
}

// packing says whether get, get_s and get_u fit a field.
func (f *funcState) packing(t binary.ValType, extends bool) {
	switch {
	case extends && !t.IsPacked():
		f.failf("%s is for packed fields; this one is %s", f.op.Op, f.m.typeString(t))
	case !extends && t.IsPacked():
		f.failf("%s cannot read a packed field of type %s: use the _s or _u form", f.op.Op, t)
	}
}

func (f *funcState) mutable(field *binary.FieldType) {
	if !field.Mutable {
		f.failf("%s: the field is immutable", f.op.Op)
	}
}

func (f *funcState) structAccess() {
	id, field := f.field()
	if field == nil {
		return
	}
	object := binary.Ref(true, binary.ConcreteHeap(uint32(id)))
	switch f.op.Op {
	case binary.OpStructSet:
		f.mutable(field)
		f.pop(field.Type.Unpacked())
		f.pop(object)
	default:
		f.packing(field.Type, f.op.Op != binary.OpStructGet)
		f.pop(object)
		f.push(field.Type.Unpacked())
	}
}

func (f *funcState) arrayNew() {
	op := &f.op
	id, ty := f.defined(op.Index, binary.CompositeArray)
	if ty == nil {
		return
	}
	elem := ty.Fields[0].Type
	switch op.Op {
	case binary.OpArrayNew:
		f.pop(binary.I32)
		f.pop(elem.Unpacked())
	case binary.OpArrayNewDefault:
		if !elem.Defaultable() {
			f.failf("the elements of type %d are not defaultable: %s", op.Index, f.m.typeString(elem))
		}
		f.pop(binary.I32)
	case binary.OpArrayNewFixed:
		for n := op.Value; n > 0 && f.err == nil; n-- {
			if fr := f.top(); fr.unreachable && f.sp == int(fr.height) {
				break // the rest is there as bottoms
			}
			f.pop(elem.Unpacked())
		}
	case binary.OpArrayNewData:
		f.numericElements(elem)
		f.data(op.Index2)
		f.pop(binary.I32)
		f.pop(binary.I32)
	case binary.OpArrayNewElem:
		f.elementsOf(elem)
		f.pop(binary.I32)
		f.pop(binary.I32)
	}
	f.push(f.allocated(id))
}

// numericElements: data segments can only fill arrays of numbers and vectors.
func (f *funcState) numericElements(elem binary.ValType) {
	if elem.IsRef() {
		f.failf("array type is not numeric or vector: %s cannot take elements of type %s from a data segment", f.op.Op, f.m.typeString(elem))
	}
}

// elementsOf checks that the element segment fits an array.
func (f *funcState) elementsOf(elem binary.ValType) {
	t, ok := f.element(f.op.Index2)
	if ok && (!elem.IsRef() || !f.types.Subtype(t, elem)) {
		f.wrongType(elem, t)
	}
}

func (f *funcState) arrayAccess() {
	op := &f.op
	id, ty := f.defined(op.Index, binary.CompositeArray)
	if ty == nil {
		return
	}
	field := &ty.Fields[0]
	array := binary.Ref(true, binary.ConcreteHeap(uint32(id)))
	switch op.Op {
	case binary.OpArrayGet, binary.OpArrayGetS, binary.OpArrayGetU:
		f.packing(field.Type, op.Op != binary.OpArrayGet)
		f.pop(binary.I32)
		f.pop(array)
		f.push(field.Type.Unpacked())
	case binary.OpArraySet:
		f.mutable(field)
		f.pop(field.Type.Unpacked())
		f.pop(binary.I32)
		f.pop(array)
	case binary.OpArrayFill:
		f.mutable(field)
		f.pop(binary.I32)
		f.pop(field.Type.Unpacked())
		f.pop(binary.I32)
		f.pop(array)
	case binary.OpArrayInitData, binary.OpArrayInitElem:
		f.mutable(field)
		if op.Op == binary.OpArrayInitData {
			f.numericElements(field.Type)
			f.data(op.Index2)
		} else {
			f.elementsOf(field.Type)
		}
		f.pop(binary.I32)
		f.pop(binary.I32)
		f.pop(binary.I32)
		f.pop(array)
	}
}

func (f *funcState) arrayCopy() {
	dstID, dst := f.defined(f.op.Index, binary.CompositeArray)
	if dst == nil {
		return
	}
	srcID, src := f.defined(f.op.Index2, binary.CompositeArray)
	if src == nil {
		return
	}
	a, b := &dst.Fields[0], &src.Fields[0]
	if !a.Mutable {
		f.failf("array.copy: the destination array is immutable")
	}
	if a.Type != b.Type && !f.types.Subtype(b.Type, a.Type) {
		f.differ("array types do not match in array.copy", f.m.typeString(a.Type), f.m.typeString(b.Type))
	}
	f.pop(binary.I32)
	f.pop(binary.I32)
	f.pop(binary.Ref(true, binary.ConcreteHeap(uint32(srcID))))
	f.pop(binary.I32)
	f.pop(binary.Ref(true, binary.ConcreteHeap(uint32(dstID))))
}

// target resolves a type that a cast names.
func (f *funcState) target(v binary.ValType) binary.ValType {
	if v.IsAbstract() && v.Shared() {
		f.require(binary.FeatureSharedEverythingThreads, "a cast to a shared type")
	}
	if v.IsConcrete() && v.Exact() {
		f.require(binary.FeatureCustomDescriptors, "a cast to an exact type")
	}
	if !v.IsConcrete() {
		return v
	}
	id, err := typeSpace(f.m.Types).at(v.Index(), f.op.Offset)
	if err != nil {
		f.fail(err)
		return v.WithIndex(0)
	}
	return v.WithIndex(uint32(id))
}

// castable refuses continuations, which cannot be cast.
func (f *funcState) castable(v binary.ValType) {
	if f.err == nil && f.types.topHeap(v.Heap()).Unshared() == binary.HeapCont {
		f.failf("invalid cast: continuations cannot be cast")
	}
}

func (f *funcState) cast() {
	op := &f.op
	t := f.target(op.Ref)
	f.castable(t)
	if f.err != nil {
		return
	}
	f.pop(binary.Ref(true, f.types.topHeap(t.Heap())))
	if op.Op == binary.OpRefTest || op.Op == binary.OpRefTestNull {
		f.push(binary.I32)
	} else {
		f.push(t)
	}
}

// brOnCast is br_on_cast, br_on_cast_fail and their forms by descriptor.
func (f *funcState) brOnCast() {
	op := &f.op
	src, dst := f.target(op.Ref), f.target(op.Ref2)
	if f.err != nil {
		return
	}
	if f.has(binary.FeatureCustomDescriptors) {
		if f.types.topHeap(src.Heap()) != f.types.topHeap(dst.Heap()) {
			f.fail(mismatch(op.Offset, "type mismatch: source and target of a cast must be in the same hierarchy", f.m.typeString(src), f.m.typeString(dst)))
		} else if !f.types.Subtype(dst, src) {
			f.uses(binary.FeatureCustomDescriptors, op.Offset)
		}
	} else if !f.types.Subtype(dst, src) {
		err := mismatch(op.Offset, "type mismatch: the target of a cast must be a subtype of its source", "a subtype of "+f.m.typeString(src), f.m.typeString(dst))
		if f.types.topHeap(src.Heap()) == f.types.topHeap(dst.Heap()) {
			err.Feature = binary.FeatureCustomDescriptors.String() // which asks for no more
		}
		f.fail(err)
	}
	f.castable(dst)
	if op.Op == binary.OpBrOnCastDescEq || op.Op == binary.OpBrOnCastDescEqFail {
		f.popDescriptor(dst)
	}
	ts := f.label(op.Index).labelTypes()
	if f.err != nil {
		return
	}
	if len(ts) == 0 || !ts[len(ts)-1].IsRef() {
		f.differ("type mismatch in "+op.Op.String(), lastReference, f.m.typeList(ts))
		return
	}
	// What is left of the source type when the cast fails.
	rest := src
	if dst.Nullable() {
		rest = src.Heap()
	}
	branch, stay := dst, rest
	if op.Op == binary.OpBrOnCastFail || op.Op == binary.OpBrOnCastDescEqFail {
		branch, stay = rest, dst
	}
	last := ts[len(ts)-1]
	if !f.matches(branch, last) {
		f.wrongType(last, branch)
		return
	}
	f.pop(src)
	f.popAll(ts[:len(ts)-1])
	f.pushAll(ts[:len(ts)-1])
	f.push(stay)
}

// popDescriptor takes the descriptor that a cast to target by descriptor
// compares with.
func (f *funcState) popDescriptor(target binary.ValType) {
	if f.err != nil {
		return
	}
	if !target.IsConcrete() {
		f.differ(f.op.Op.String()+" needs a target with a descriptor", "a type with a descriptor", f.m.typeString(target))
		return
	}
	ty := f.types.At(TypeID(target.Index()))
	if !ty.HasDescriptor {
		f.differ(f.op.Op.String()+" needs a target with a descriptor", "a type with a descriptor", f.m.typeString(target)+", which has none")
		return
	}
	d := binary.ConcreteHeap(ty.Descriptor)
	if target.Exact() {
		d = d.AsExact()
	}
	f.pop(binary.Ref(true, d))
}

func (f *funcState) castDesc() {
	t := f.target(f.op.Ref)
	f.castable(t)
	f.popDescriptor(t)
	if f.err != nil {
		return
	}
	f.pop(binary.Ref(true, f.types.topHeap(t.Heap())))
	f.push(t)
}

// getDesc gives an exact descriptor exactly if the operand is exact.
func (f *funcState) getDesc() {
	id, ty := f.defined(f.op.Index, binary.CompositeStruct)
	if ty == nil {
		return
	}
	if !ty.HasDescriptor {
		f.failf("type %d has no descriptor", f.op.Index)
		return
	}
	t := f.pop(binary.Ref(true, binary.ConcreteHeap(uint32(id))))
	d := binary.ConcreteHeap(ty.Descriptor)
	if !known(t) || t.IsAbstract() || t.IsConcrete() && t.Exact() && t.Index() == uint32(id) {
		d = d.AsExact()
	}
	f.push(d)
}
