package validate

import (
	bytes "encoding/binary"
	"slices"
	"strings"

	"wcomp/binary"
)

// ComponentTypeID numbers a component-level type: a value, function, instance,
// component or resource type. Two numbers may stand for the same structure;
// they differ where the component model tells them apart: every type import
// and export makes a new number (Explainer.md, External Visibility of Types).
type ComponentTypeID uint32

// cid is short for ComponentTypeID in this package.
type cid = ComponentTypeID

// valRef is a component value type where another type mentions it: a
// primitive, a ComponentTypeID, or noVal for an absent payload.
type valRef uint32

const (
	primBit valRef = 1 << 31
	noVal   valRef = 1<<32 - 1
)

func primRef(p binary.PrimType) valRef { return primBit | valRef(p) }

// isID says that r is a ComponentTypeID.
func (r valRef) isID() bool { return r&primBit == 0 }

func (r valRef) id() cid { return cid(r) }

func (r valRef) prim() binary.PrimType { return binary.PrimType(r &^ primBit) }

// traits are what a type mentions at any depth.
type traits byte

const (
	hasBorrow   traits = 1 << iota
	hasResource        // a resource type, free or bound
	hasNamed           // a type that needs an external name: record, variant, enum, flags
	hasPointer         // string, list or map: lies in linear memory

	traitsKnown traits = 1 << 7 // says that traits were computed, nothing else
)

// typeBody is the structure of a type. It never changes once made, but for
// what is computed lazily; several TypeIDs may share it.
type typeBody struct {
	kind   binary.TypeKind
	prim   binary.PrimType // TypePrim
	traits traits
	depth  uint16
	size   uint32 // effective size
	// shape is equal for two value or function types exactly when their
	// structures are.
	shape    uint32
	layout   layout
	length   uint32     // TypeFixedList
	resource resourceID // TypeResource, TypeOwn, TypeBorrow
	handle   cid        // TypeOwn, TypeBorrow: the resource type by the name it was reached by
	// members: fields, case payloads, elements; list element; key and value;
	// ok and error; parameters and, last, the result of a function.
	members []valRef
	labels  []string // fields, cases, flags, parameters
	// labelling numbers the labels; 0 until asked for, or without any.
	labelling uint32

	space *externSpace // TypeInstance, TypeComponent

	free     []resourceID
	freeDone bool
	flat     [2]*flatType // for pointers of 32 and 64 bits
}

// externSpace is the contents of an instance or component type.
type externSpace struct {
	imports, exports externs
	// imported are the resources that the imports of a component introduce,
	// defined those that the exports introduce. Both are bound: the type means
	// the same whatever their numbers are.
	imported, defined resourceSet
}

// entity is what a name in an instance or component type stands for.
type entity struct {
	sort binary.Sort
	id   uint32 // ComponentTypeID; module number for SortCoreModule
	val  valRef // SortValue
}

func (e entity) typeID() cid { return cid(e.id) }

// externList is an ordered map from names to entities, frozen once it belongs
// to a type.
type externList struct {
	names []binary.ExternName
	ents  []entity
	index map[string]int32
	// traits and size of an instance with these exports; 0 until asked for.
	traits traits
	size   uint32
}

func (l *externList) add(name binary.ExternName, e entity) {
	if l.index == nil {
		l.index = map[string]int32{}
	}
	l.index[name.Name] = int32(len(l.ents))
	if n := len(l.names); n == cap(l.names) {
		l.names = slices.Grow(l.names, max(n, 4)) // doubled: names are large
		l.ents = slices.Grow(l.ents, max(n, 4))
	}
	l.names = append(l.names, name)
	l.ents = append(l.ents, e)
}

// externs is an externList seen through a chain of substitutions, which are
// applied when an entity is asked for: an instance of a component shares the
// component's list of exports.
type externs struct {
	list  *externList
	chain *substChain
}

// noExterns is complete, so that nothing is ever written to it.
var noExterns = &externList{traits: traitsKnown, size: 1}

func (x externs) len() int { return len(x.list.ents) }

func (x externs) name(i int) string { return x.list.names[i].Name }

func (x externs) at(i int) entity { return x.chain.entity(x.list.ents[i]) }

func (x externs) get(name string) (entity, bool) {
	i, ok := x.list.index[name]
	if !ok {
		return entity{}, false
	}
	return x.at(int(i)), true
}

// typeArena holds every component-level type of one input. It only grows.
type typeArena struct {
	bodies     []*typeBody
	origins    []cid // the type that a number renames; itself if none
	shapes     map[string]uint32
	labellings map[string]uint32
	limits     *Limits
	core       *Types // core types of all modules of the input
	modules    []*moduleType
	resources  resourceID // the newest
	// resourceNames are names for errors: of the first import or export.
	resourceNames map[resourceID]string
	lists         uint64              // of core exports, numbered
	related       map[[2]cid]struct{} // pairs known to be subtypes
	key           []byte              // scratch of shapeOf
}

func newTypeArena(core *Types, limits *Limits) *typeArena {
	return &typeArena{core: core, limits: limits, shapes: map[string]uint32{}, labellings: map[string]uint32{}, related: map[[2]cid]struct{}{},
		resourceNames: map[resourceID]string{}}
}

// add gives a body a new number.
func (a *typeArena) add(b *typeBody) cid {
	a.bodies = append(a.bodies, b)
	id := cid(len(a.bodies) - 1)
	a.origins = append(a.origins, id)
	return id
}

// rename gives a type a new number with the same structure.
func (a *typeArena) rename(id cid) cid {
	to := a.add(a.bodies[id])
	a.origins[to] = id
	return to
}

// resourceType makes a type that is the resource r.
func (a *typeArena) resourceType(r resourceID) cid {
	return a.add(&typeBody{kind: binary.TypeResource, traits: hasResource, depth: 1, size: 1, resource: r})
}

// number gives a list of exports its number.
func (a *typeArena) number(x *coreExports) {
	a.lists++
	x.number = a.lists
}

func (a *typeArena) addModule(m *moduleType) uint32 {
	if m.coreExports != nil {
		a.number(m.coreExports)
	}
	a.modules = append(a.modules, m)
	return uint32(len(a.modules) - 1)
}

// refTraits, refSize, refDepth: the same for primitives and types.
func (a *typeArena) refTraits(r valRef) traits {
	switch {
	case r == noVal:
		return 0
	case r.isID():
		return a.bodies[r].traits
	case r.prim() == binary.PrimString:
		return hasPointer
	}
	return 0
}

func (a *typeArena) refSize(r valRef) uint32 {
	if r.isID() {
		return a.bodies[r].size
	}
	return 1
}

func (a *typeArena) refDepth(r valRef) uint16 {
	if r.isID() {
		return a.bodies[r].depth
	}
	return 1
}

// resolve looks through types that are a primitive under a number.
func (a *typeArena) resolve(r valRef) valRef {
	if r.isID() {
		if b := a.bodies[r]; b.kind == binary.TypePrim {
			return primRef(b.prim)
		}
	}
	return r
}

// refShape is a word that is equal for two value types exactly when their
// structures are.
func (a *typeArena) refShape(r valRef) uint32 {
	r = a.resolve(r)
	if r.isID() {
		return a.bodies[r].shape
	}
	return uint32(r)
}

// seal computes what is derived of a value or function type whose members are
// set, and says which limit it breaks, if any.
func (a *typeArena) seal(b *typeBody) *binary.Error {
	size, depth := uint32(1), uint16(1)
	switch b.kind {
	case binary.TypeRecord, binary.TypeVariant, binary.TypeEnum, binary.TypeFlags:
		b.traits |= hasNamed
	case binary.TypeList, binary.TypeMap:
		b.traits |= hasPointer
	case binary.TypeBorrow:
		b.traits |= hasBorrow | hasResource
	case binary.TypeOwn:
		b.traits |= hasResource
	case binary.TypePrim:
		if b.prim == binary.PrimString {
			b.traits |= hasPointer
		}
	}
	for _, m := range b.members {
		if m == noVal {
			continue
		}
		t := a.refTraits(m)
		if b.kind == binary.TypeStream || b.kind == binary.TypeFuture {
			t &^= hasPointer // a handle, whatever travels through it
		}
		b.traits |= t
		depth = max(depth, a.refDepth(m)+1)
		if size += a.refSize(m); size >= a.limits.TypeSize {
			return a.sizeError(0)
		}
	}
	if !b.isFunc() && uint32(depth) > a.limits.ValueDepth {
		return limitf(0, "value types are nested deeper than the limit of %d", a.limits.ValueDepth)
	}
	b.size, b.depth = size, depth
	if b.isValue() {
		if b.layout = a.layoutOf(b); b.layout.size >= maxElemSize {
			return &binary.Error{Code: codeLimit, Message: "a value of this type would take 2^28 bytes of memory or more, which is the limit"}
		}
	}
	b.shape = a.shapeOf(b)
	return nil
}

// sizeError says that an effective size, the nodes of the tree that a type
// stands for, is not below the limit.
func (a *typeArena) sizeError(at int64) *binary.Error {
	return limitf(at, "effective type size exceeds the limit of %d", a.limits.TypeSize)
}

func (b *typeBody) isFunc() bool { return b.kind == binary.TypeFunc || b.kind == binary.TypeAsyncFunc }

func (b *typeBody) isValue() bool {
	switch b.kind {
	case binary.TypeFunc, binary.TypeAsyncFunc, binary.TypeInstance, binary.TypeComponent, binary.TypeResource:
		return false
	}
	return true
}

// result of a function type; noVal if it has none.
func (b *typeBody) result() valRef { return b.members[len(b.members)-1] }

// params of a function type.
func (b *typeBody) params() []valRef { return b.members[:len(b.members)-1] }

// shapeOf numbers the structure of a value or function type. Labels count
// without case: the model holds names that differ in case alone for equal.
func (a *typeArena) shapeOf(b *typeBody) uint32 {
	k := append(a.key[:0], byte(b.kind), byte(b.prim))
	k = bytes.LittleEndian.AppendUint32(k, b.length)
	k = bytes.LittleEndian.AppendUint64(k, uint64(b.resource))
	k = bytes.LittleEndian.AppendUint32(k, uint32(len(b.members)))
	for _, m := range b.members {
		k = bytes.LittleEndian.AppendUint32(k, a.refShape(m))
	}
	if b.labelling == 0 && len(b.labels) > 0 {
		a.key = k
		b.labelling = a.numberLabels(b.labels)
	}
	k = bytes.LittleEndian.AppendUint32(k, b.labelling)
	a.key = k
	if n, ok := a.shapes[string(k)]; ok {
		return n
	}
	n := uint32(len(a.shapes))
	a.shapes[string(k)] = n
	return n
}

// numberLabels numbers a list of labels, from 1. Types that differ in members
// alone, as those of many instances do, share it.
func (a *typeArena) numberLabels(labels []string) uint32 {
	var k []byte
	for _, l := range labels {
		k = bytes.AppendUvarint(k, uint64(len(l)))
		k = append(k, strings.ToLower(l)...)
	}
	n, ok := a.labellings[string(k)]
	if !ok {
		n = uint32(len(a.labellings)) + 1
		a.labellings[string(k)] = n
	}
	return n
}

// entitySize is what an import or export adds to the type that has it.
func (a *typeArena) entitySize(e entity) uint32 {
	switch e.sort {
	case binary.SortCoreModule:
		return a.modules[e.id].size
	case binary.SortValue:
		return a.refSize(e.val)
	}
	return a.bodies[e.id].size
}

func (a *typeArena) entityTraits(e entity) traits {
	switch e.sort {
	case binary.SortCoreModule:
		return 0
	case binary.SortValue:
		return a.refTraits(e.val)
	}
	return a.bodies[e.id].traits
}

// entityDepth counts instance and component types nested in one another.
func (a *typeArena) entityDepth(e entity) uint16 {
	switch e.sort {
	case binary.SortInstance, binary.SortComponent, binary.SortType:
		if b := a.bodies[e.id]; b.space != nil {
			return b.depth
		}
	}
	return 0
}

// spaceType makes an instance or component type.
func (a *typeArena) spaceType(kind binary.TypeKind, s *externSpace) (cid, *binary.Error) {
	b := &typeBody{kind: kind, size: 1, depth: 1, space: s}
	for _, list := range [...]*externList{s.imports.list, s.exports.list} {
		b.traits |= a.listTraits(list)
		for _, e := range list.ents {
			b.depth = max(b.depth, a.entityDepth(e)+1)
			if b.size += a.entitySize(e); b.size >= a.limits.TypeSize {
				return 0, a.sizeError(0)
			}
		}
	}
	if uint32(b.depth) > a.limits.InstanceDepth {
		return 0, limitf(0, "instance and component types are nested deeper than the limit of %d", a.limits.InstanceDepth)
	}
	return a.add(b), nil
}

// listTraits and listSize are those of an instance with these exports.
func (a *typeArena) listTraits(l *externList) traits {
	if l.traits == 0 {
		for _, e := range l.ents {
			l.traits |= a.entityTraits(e) &^ hasBorrow
		}
		l.traits |= traitsKnown
	}
	return l.traits
}

func (a *typeArena) listSize(l *externList) uint32 {
	if l.size == 0 {
		l.size = 1
		for _, e := range l.ents {
			l.size += a.entitySize(e) // no overflow: below the limit with the imports
		}
	}
	return l.size
}
