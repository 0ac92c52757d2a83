package validate

import (
	"strconv"

	"wcomp/binary"
)

// Definitions of types (core spec 3.2) and their resolution: from indices of
// a type index space to canonical numbers.

// checker is what the checks of modules and of components have in common.
type checker struct {
	gate
	types  *Types
	limits Limits
	// want is how many errors are looked for.
	want int
}

// goesOn says that more than the first error is wanted.
func (c *checker) goesOn() bool { return c.want > 1 }

// typeAt is the type with the given index; errPoisoned if it is wrong.
func (c *checker) typeAt(s typeSpace, i uint32, at int64) (TypeID, *binary.Error) {
	id, err := s.at(i, at)
	if err == nil && id == c.types.poison { // never NoType, which at refuses
		return 0, errPoisoned
	}
	return id, err
}

// TypeSpace is an index space of core types.
type typeSpace []TypeID

// at is the type with the given index.
func (s typeSpace) at(i uint32, at int64) (TypeID, *binary.Error) {
	switch {
	case uint64(i) >= uint64(len(s)):
		return 0, unknown("type", i, len(s), at)
	case s[i] == NoType:
		return 0, mismatch(at, "unknown type: core type "+decimal(i)+" is a module type", "a type of values or functions", "a module type")
	}
	return s[i], nil
}

// resolve gives a value type its canonical form and checks that it may be
// used at all.
func (c *checker) resolve(s typeSpace, v binary.ValType, at int64) (binary.ValType, *binary.Error) {
	if v&0xf0000000 == binary.I32&0xf0000000 && v != binary.V128 && v != binary.F32 && v != binary.F64 {
		return v, nil
	}
	if err := c.checkFeatures(v, at, true); err != nil {
		return 0, err
	}
	if v.IsConcrete() {
		id, err := c.typeAt(s, v.Index(), at)
		if err != nil {
			return 0, err
		}
		return v.WithIndex(uint32(id)), nil
	}
	return v, nil
}

// resolveHeap is resolve for a heap type as instructions name it.
func (c *checker) resolveHeap(s typeSpace, h binary.HeapType, at int64) (binary.HeapType, *binary.Error) {
	v, err := c.resolve(s, h|binary.Ref(true, 0), at)
	return v.Heap(), err
}

// checkFeatures says whether the features that a value type needs are on
// (validate.md section 2). A plain funcref in a table or segment is older than
// reference-types: value is false there.
func (c *checker) checkFeatures(v binary.ValType, at int64, value bool) *binary.Error {
	switch {
	case v == binary.F32 || v == binary.F64:
		return c.need(binary.FeatureFloats, at, "type "+v.String())
	case v == binary.V128:
		return c.need(binary.FeatureSIMD, at, "type v128")
	case !v.IsRef():
		return nil
	case v == binary.FuncRef && !value:
		return nil
	}
	if err := c.need(binary.FeatureReferenceTypes, at, "a reference type"); err != nil {
		return err
	}
	if v.IsConcrete() {
		what := "a reference to a defined type"
		if v.Exact() {
			what = "an exact reference"
			if err := c.need(binary.FeatureCustomDescriptors, at, what); err != nil {
				return err
			}
		}
		return c.needEither(at, what)
	}
	h := v.Heap().Unshared()
	var f binary.Features
	switch h {
	case binary.HeapFunc, binary.HeapExtern:
		if !v.Nullable() {
			f = binary.FeatureFunctionReferences
		}
	case binary.HeapExn, binary.HeapNoExn:
		f = binary.FeatureExceptions
	case binary.HeapCont, binary.HeapNoCont:
		f = binary.FeatureStackSwitching
	default:
		f = binary.FeatureGC
	}
	if h != binary.HeapFunc && h != binary.HeapExn {
		f |= binary.FeatureGCTypes
	}
	if v.Shared() {
		f |= binary.FeatureSharedEverythingThreads
	}
	return c.need(f, at, "type "+v.String())
}

// group is a recursion group to be added: its members come one by one.
type group struct {
	explicit bool
	n        uint32
	offset   int64
	// next is the next member, to be changed by whoever asks, or nil if it
	// cannot be read.
	next func() *binary.SubType
}

// groupOf is a group that has been read as a whole.
func groupOf(g *binary.RecGroup) group {
	i := -1
	return group{explicit: g.Explicit, n: uint32(len(g.Types)), offset: g.Offset, next: func() *binary.SubType {
		i++
		return &g.Types[i]
	}}
}

// addGroup checks a recursion group and appends its members to the space. One
// with errors is appended as poison; one that cannot be read is not appended
// at all, and the reader knows why.
func (c *checker) addGroup(space *typeSpace, g group) (errs []*binary.Error) {
	at := g.offset
	start := len(*space)
	fail := func(err *binary.Error) { errs = append(errs, err) }
	if uint64(start)+uint64(g.n) > uint64(c.limits.Types) {
		fail(limitf(at, "more than the limit of %d types", c.limits.Types))
	} else if g.explicit {
		if err := c.need(binary.FeatureGC, at, "a recursion group"); err != nil {
			fail(err)
		}
	}
	r := groupResolver{checker: c, outer: *space, size: g.n}
	staged := c.types.begin(g.n)
	for r.position = range g.n {
		t := g.next()
		if t == nil {
			c.types.drop(&staged)
			return nil
		}
		if len(errs) >= c.want {
			continue // it has to be readable, too
		}
		r.at = t.Offset
		err := r.known(t)
		if err == nil {
			err = r.subType(t)
		}
		switch {
		case err != nil:
			r.poisoned = true
			if err != errPoisoned {
				fail(item(err, "type %d", start+int(r.position)))
			}
		case len(errs) == 0 && !r.poisoned:
			c.types.stage(&staged, t)
		}
	}
	if r.poisoned || len(errs) > 0 {
		c.types.drop(&staged)
		c.poison(space, g.n)
		return errs
	}
	if g.n == 0 {
		return nil
	}
	first, fresh, err := c.types.commit(&staged, at)
	if err != nil {
		c.poison(space, g.n)
		return []*binary.Error{err}
	}
	for i := range g.n {
		id, where := first+TypeID(i), at
		if fresh {
			where = c.types.At(id).Offset
		}
		if fresh || c.goesOn() { // what equals a wrong group is as wrong
			if err := c.checkHierarchy(id, where); err != nil {
				if fail(item(err, "type %d", start+int(i))); len(errs) >= c.want {
					return errs
				}
				id = c.types.poisoned()
			}
		}
		*space = append(*space, id)
	}
	return errs
}

// poison appends n types that are wrong.
func (c *checker) poison(space *typeSpace, n uint32) {
	if !c.goesOn() {
		return
	}
	for range n {
		*space = append(*space, c.types.poisoned())
	}
}

// groupResolver brings the members of a group into the marked form of
// canon.go, in place.
type groupResolver struct {
	*checker
	outer    typeSpace
	size     uint32
	position uint32
	at       int64
	// poisoned: a member is wrong, or mentions a type that is.
	poisoned bool
}

// index resolves a type index.
func (r *groupResolver) index(i uint32) (uint32, *binary.Error) {
	if n := uint32(len(r.outer)); i >= n && i-n < r.size {
		if i-n >= r.position {
			if err := r.need(binary.FeatureGC, r.at, "unknown type "+strconv.FormatUint(uint64(i), 10)+": a type that refers to itself or a later one"); err != nil {
				return 0, err
			}
		}
		return i - n | inGroupIndex, nil
	}
	id, err := r.typeAt(r.outer, i, r.at)
	return uint32(id), err
}

// known asks whether all the indices of a member name types: without the
// features that the member needs, too.
func (r *groupResolver) known(t *binary.SubType) (err *binary.Error) {
	if t.HasSuper && t.Super >= uint32(len(r.outer))+r.position {
		return invalidf(r.at, "unknown type %d: supertypes must be declared before their subtypes", t.Super)
	}
	if t.HasDescribes && t.Describes >= uint32(len(r.outer))+r.position {
		return invalidf(r.at, "a type describes type %d, which is not declared before it", t.Describes)
	}
	index := func(i uint32) bool {
		if _, err = r.index(i); err == errPoisoned {
			err = nil
		}
		return err == nil
	}
	if t.HasDescriptor && !index(t.Descriptor) {
		return err
	}
	val := func(v binary.ValType) bool { return !v.IsRef() || !v.IsConcrete() || index(v.Index()) }
	for _, v := range t.Func.Params {
		if !val(v) {
			return err
		}
	}
	for _, v := range t.Func.Results {
		if !val(v) {
			return err
		}
	}
	for i := range t.Fields {
		if !val(t.Fields[i].Type) {
			return err
		}
	}
	if t.Kind == binary.CompositeCont {
		index(t.Cont)
	}
	return err
}

func (r *groupResolver) val(v binary.ValType) (binary.ValType, *binary.Error) {
	if !v.IsRef() && v != binary.V128 && v != binary.F32 && v != binary.F64 {
		return v, nil
	}
	if err := r.checkFeatures(v, r.at, true); err != nil {
		return 0, err
	}
	if !v.IsConcrete() {
		return v, nil
	}
	i, err := r.index(v.Index())
	if err != nil {
		return 0, err
	}
	if i&inGroupIndex != 0 {
		return v.WithIndex(i&^inGroupIndex) | inGroupVal, nil
	}
	return v.WithIndex(i), nil
}

func (r *groupResolver) vals(vs []binary.ValType) *binary.Error {
	for i, v := range vs {
		if v == binary.I32 || v == binary.I64 {
			continue
		}
		x, err := r.val(v)
		if err != nil {
			return err
		}
		vs[i] = x
	}
	return nil
}

func (r *groupResolver) subType(t *binary.SubType) (err *binary.Error) {
	if t.Explicit && (!t.Final || t.HasSuper) || t.HasSuper || !t.Final {
		if err = r.need(binary.FeatureGC, r.at, "a subtype"); err != nil {
			return err
		}
	}
	if t.Shared {
		if err = r.need(binary.FeatureSharedEverythingThreads, r.at, "a shared type"); err != nil {
			return err
		}
	}
	if t.HasSuper {
		if t.Super, err = r.index(t.Super); err != nil {
			return err
		}
	}
	if t.HasDescribes || t.HasDescriptor {
		if err = r.need(binary.FeatureCustomDescriptors, r.at, "a descriptor"); err != nil {
			return err
		}
	}
	if t.HasDescribes {
		if t.Describes, err = r.index(t.Describes); err != nil {
			return err
		}
	}
	if t.HasDescriptor {
		if t.Descriptor, err = r.index(t.Descriptor); err != nil {
			return err
		}
	}
	switch t.Kind {
	case binary.CompositeFunc:
		if err = r.vals(t.Func.Params); err != nil {
			return err
		}
		if len(t.Func.Results) > 1 {
			if err = r.need(binary.FeatureMultiValue, r.at, "a function with more than one result"); err != nil {
				return err
			}
		}
		return r.vals(t.Func.Results)
	case binary.CompositeCont:
		if err = r.need(binary.FeatureStackSwitching|binary.FeatureGCTypes, r.at, "a continuation type"); err != nil {
			return err
		}
		t.Cont, err = r.index(t.Cont)
		return err
	}
	if err = r.need(binary.FeatureGC|binary.FeatureGCTypes, r.at, "a "+t.Kind.String()+" type"); err != nil {
		return err
	}
	for i := range t.Fields {
		if t.Fields[i].Type, err = r.val(t.Fields[i].Type); err != nil {
			return err
		}
	}
	return nil
}

// checkHierarchy checks what needs canonical numbers: the structure of
// continuations, shared types, supertypes and descriptors.
func (c *checker) checkHierarchy(id TypeID, at int64) *binary.Error {
	t := c.types.At(id)
	if t.Kind == binary.CompositeCont && c.types.Func(TypeID(t.Cont)) == nil {
		return invalidf(at, "a continuation type needs a function type")
	}
	if t.Shared {
		if err := c.checkShared(t, at); err != nil {
			return err
		}
	}
	if t.HasSuper {
		s := c.types.At(TypeID(t.Super))
		switch {
		case s.Final:
			return mismatch(at, "sub type does not match: its supertype is final", "a supertype that is not final", c.types.String(TypeID(t.Super)))
		case t.Depth > c.limits.SubtypeDepth:
			return limitf(at, "subtyping depth of %d is greater than the limit of %d", t.Depth, c.limits.SubtypeDepth)
		case !c.matchComposite(t, s):
			return mismatch(at, "sub type does not match its supertype", "a subtype of "+c.types.String(TypeID(t.Super)), c.types.String(id))
		}
	}
	if t.HasDescriptor || t.HasDescribes || t.HasSuper {
		return c.checkDescriptors(id, t, at)
	}
	return nil
}

func (c *checker) checkShared(t *Type, at int64) *binary.Error {
	shared := true
	switch t.Kind {
	case binary.CompositeFunc:
		for _, v := range t.Func.Params {
			shared = shared && c.types.sharedType(v)
		}
		for _, v := range t.Func.Results {
			shared = shared && c.types.sharedType(v)
		}
	case binary.CompositeCont:
		shared = c.types.At(TypeID(t.Cont)).Shared
	default:
		for _, f := range t.Fields {
			shared = shared && c.types.sharedType(f.Type)
		}
	}
	if shared && t.HasDescriptor {
		shared = c.types.At(TypeID(t.Descriptor)).Shared
	}
	if shared && t.HasDescribes {
		shared = c.types.At(TypeID(t.Describes)).Shared
	}
	if !shared {
		return invalidf(at, "a shared type may only mention shared types")
	}
	return nil
}

func (c *checker) matchComposite(a, b *Type) bool {
	if a.Kind != b.Kind || a.Shared != b.Shared {
		return false
	}
	switch a.Kind {
	case binary.CompositeFunc:
		return c.matchFunc(&a.Func, &b.Func)
	case binary.CompositeCont:
		return c.types.Extends(TypeID(a.Cont), TypeID(b.Cont))
	case binary.CompositeStruct:
		if len(a.Fields) < len(b.Fields) {
			return false
		}
	}
	for i, f := range b.Fields {
		if !c.matchField(a.Fields[i], f) {
			return false
		}
	}
	return true
}

func (c *checker) matchField(a, b binary.FieldType) bool {
	if a.Mutable != b.Mutable {
		return false
	}
	return a.Type == b.Type || !b.Mutable && c.types.Subtype(a.Type, b.Type)
}

// matchFunc is subtyping of function types by structure.
func (c *checker) matchFunc(a, b *binary.FuncType) bool {
	if len(a.Params) != len(b.Params) || len(a.Results) != len(b.Results) {
		return false
	}
	for i, p := range b.Params {
		if !c.types.Subtype(p, a.Params[i]) {
			return false
		}
	}
	for i, r := range a.Results {
		if !c.types.Subtype(r, b.Results[i]) {
			return false
		}
	}
	return true
}

// checkDescriptors holds the rules of custom descriptors (validate.md section
// 4, "Types" 3).
func (c *checker) checkDescriptors(id TypeID, t *Type, at int64) *binary.Error {
	if (t.HasDescriptor || t.HasDescribes) && t.Kind != binary.CompositeStruct {
		return mismatch(at, "only struct types have descriptors or describe others", "a struct type", "a "+t.Kind.String()+" type")
	}
	if t.HasDescriptor {
		if d := c.types.At(TypeID(t.Descriptor)); !d.HasDescribes || TypeID(d.Describes) != id {
			return invalidf(at, "a type and its descriptor must name each other: the descriptor does not describe it")
		}
	}
	if t.HasDescribes {
		if d := c.types.At(TypeID(t.Describes)); !d.HasDescriptor || TypeID(d.Descriptor) != id {
			return invalidf(at, "a type and its descriptor must name each other: the described type has another descriptor or none")
		}
	}
	if !t.HasSuper {
		return nil
	}
	s := c.types.At(TypeID(t.Super))
	switch {
	case s.HasDescriptor && t.HasDescriptor:
		d := c.types.At(TypeID(t.Descriptor))
		if !d.HasSuper || d.Super != s.Descriptor {
			return invalidf(at, "the descriptor of a type must have the descriptor of its supertype as its supertype")
		}
	case s.HasDescriptor:
		return invalidf(at, "a type whose supertype has a descriptor must have one")
	}
	if s.HasDescribes != t.HasDescribes {
		return invalidf(at, "a type that describes another can only have a supertype that describes one, and the other way round")
	}
	if t.HasDescribes {
		d := c.types.At(TypeID(t.Describes))
		if !d.HasSuper || d.Super != s.Describes {
			return invalidf(at, "the type that a descriptor describes must have what the descriptor's supertype describes as its supertype")
		}
	}
	return nil
}
