package validate

import (
	"wcomp/binary"
)

// scopeKind is what a scope of index spaces belongs to.
type scopeKind byte

const (
	scopeComponent scopeKind = iota
	scopeComponentType
	scopeInstanceType
)

func (k scopeKind) String() string {
	return [...]string{"component", "component type", "instance type"}[k]
}

// compScope holds the index spaces of a component, component type or instance
// type, one field a sort, and its imports and exports so far.
type compScope struct {
	v     *validator
	arena *typeArena
	outer *compScope
	kind  scopeKind
	// bag: the exports of an instance made of exports, which give no names to
	// resources.
	bag bool

	coreFuncs     []TypeID
	coreExact     map[uint32]struct{} // those that are of exactly their type
	coreTables    []binary.TableType
	coreMemories  []binary.MemoryType
	coreGlobals   []binary.GlobalType
	coreTags      []TypeID
	coreTypes     typeSpace         // NoType where a module type stands
	moduleTypes   map[uint32]uint32 // core type index → module number
	coreModules   []uint32          // module numbers
	coreInstances []*coreInstance

	funcs      []cid
	values     []valueItem
	types      []cid
	instances  []cid
	components []cid

	imports, exports         externList
	importKeys, exportKeys   map[string]string // uniqueKey → name
	importTypes, exportTypes map[string]cid    // resources by the name of their import or export
	importNamed, exportNamed namedSet

	// imported and defined are the resources that imports and, in types,
	// exports introduce.
	imported, defined resourceSet
	// resources are those a concrete component owns: defined in it, or made
	// by instantiating another. reps has the representation of the former.
	resources resourceSet
	reps      map[resourceID]binary.ValType

	size uint32 // effective size of imports and exports

	// root is the concrete component that the scope is or belongs to; ofIndex
	// the number of the type that the scope is among the types of outer.
	root    *componentState
	ofIndex uint32

	// What is wrong, if more than the first error is looked for
	// (component_poison.go). flawed: the scope's imports or exports are.
	// broken: nothing more is to be found out.
	// misnamed: a resource may be missing among the names.
	poison   map[binary.SortIndex]struct{}
	expected expectation
	flawed   bool
	broken   bool
	misnamed bool
	open     bool // there may be more items than are known
}

// valueItem is an entry of the value index space.
type valueItem struct {
	typ  valRef
	used bool
}

// room says whether n more items of a sort may be added.
func (s *compScope) room(sort binary.Sort, n uint64, at int64) *binary.Error {
	l := &s.v.limits
	have, limit, what := 0, uint32(0), ""
	switch sort {
	case binary.SortCoreModule:
		have, limit, what = len(s.coreModules), l.CoreModules, "core modules"
	case binary.SortComponent:
		have, limit, what = len(s.components), l.Components, "components"
	case binary.SortValue:
		have, limit, what = len(s.values), l.Values, "values"
	case binary.SortInstance, binary.SortCoreInstance:
		have, limit, what = len(s.instances)+len(s.coreInstances), l.Instances, "instances"
	case binary.SortType, binary.SortCoreType:
		have, limit, what = len(s.types)+len(s.coreTypes), l.Types, "types"
	case binary.SortFunc, binary.SortCoreFunc:
		have, limit, what = len(s.funcs)+len(s.coreFuncs), l.Functions, "functions"
	case binary.SortCoreTable:
		have, limit, what = len(s.coreTables), l.CoreItems, "core tables"
	case binary.SortCoreMemory:
		have, limit, what = len(s.coreMemories), l.CoreItems, "core memories"
	case binary.SortCoreGlobal:
		have, limit, what = len(s.coreGlobals), l.CoreItems, "core globals"
	case binary.SortCoreTag:
		have, limit, what = len(s.coreTags), l.CoreItems, "core tags"
	}
	if uint64(have)+n > uint64(limit) {
		s.broken = true // each further entry would say the same
		return limitf(at, "more than the limit of %d %s in one %s", limit, what, s.kind)
	}
	return nil
}

// checkCount holds the limits that a section's count alone can break.
func (c *componentState) checkCount(id binary.ComponentSectionID, n uint32, at int64) *binary.Error {
	switch id {
	case binary.ComponentSectionCoreInstance, binary.ComponentSectionInstance:
		return c.room(binary.SortInstance, uint64(n), at)
	case binary.ComponentSectionCoreType, binary.ComponentSectionType:
		return c.room(binary.SortType, uint64(n), at)
	case binary.ComponentSectionCanon:
		return c.room(binary.SortFunc, uint64(n), at)
	case binary.ComponentSectionExport:
		if uint64(len(c.exports.ents))+uint64(n) > uint64(c.v.limits.Exports) {
			c.broken = true
			return limitf(at, "more than the limit of %d exports in one component", c.v.limits.Exports)
		}
	}
	return nil
}

// add appends an entity to the index space of its sort.
func (s *compScope) add(e entity, at int64) *binary.Error {
	if err := s.room(e.sort, 1, at); err != nil {
		return err
	}
	switch e.sort {
	case binary.SortCoreModule:
		s.coreModules = append(s.coreModules, e.id)
	case binary.SortFunc:
		s.funcs = append(s.funcs, e.typeID())
	case binary.SortValue:
		s.values = append(s.values, valueItem{typ: e.val})
	case binary.SortType:
		s.types = append(s.types, e.typeID())
	case binary.SortInstance:
		s.instances = append(s.instances, e.typeID())
	case binary.SortComponent:
		s.components = append(s.components, e.typeID())
	}
	return nil
}

// use is the entity with a sort and index; a value is used up by it.
func (s *compScope) use(x binary.SortIndex, at int64) (entity, *binary.Error) {
	e := entity{sort: x.Sort}
	have := 0
	i := x.Index
	switch x.Sort {
	case binary.SortCoreModule:
		if have = len(s.coreModules); uint64(i) < uint64(have) {
			e.id = s.coreModules[i]
		}
	case binary.SortFunc:
		if have = len(s.funcs); uint64(i) < uint64(have) {
			e.id = uint32(s.funcs[i])
		}
	case binary.SortValue:
		if err := s.v.need(binary.FeatureCMValues, at, "a value"); err != nil {
			return e, err
		}
		if have = len(s.values); uint64(i) < uint64(have) {
			e.val = s.values[i].typ
			if s.values[i].used && !s.isPoison(x.Sort, i) {
				return e, invalidf(at, "value %d cannot be used more than once", i)
			}
			s.values[i].used = true
		}
	case binary.SortType:
		if have = len(s.types); uint64(i) < uint64(have) {
			e.id = uint32(s.types[i])
		}
	case binary.SortComponent:
		if have = len(s.components); uint64(i) < uint64(have) {
			e.id = uint32(s.components[i])
		}
	case binary.SortInstance:
		if have = len(s.instances); uint64(i) < uint64(have) {
			e.id = uint32(s.instances[i])
		}
	default:
		return e, invalidf(at, "a %s cannot be imported, exported or given as an argument", x.Sort)
	}
	return e, s.known(x.Sort, i, have, at)
}

// typeAt is a type by index.
func (s *compScope) typeAt(i uint32, at int64) (cid, *typeBody, *binary.Error) {
	if err := s.known(binary.SortType, i, len(s.types), at); err != nil {
		return 0, nil, err
	}
	id := s.types[i]
	return id, s.arena.bodies[id], nil
}

// typeOf is a type by index that must be of one of some kinds.
func (s *compScope) typeOf(i uint32, at int64, what string, kinds ...binary.TypeKind) (cid, *typeBody, *binary.Error) {
	id, b, err := s.typeAt(i, at)
	if err != nil {
		return 0, nil, err
	}
	for _, k := range kinds {
		if b.kind == k {
			return id, b, nil
		}
	}
	return 0, nil, mismatch(at, "type "+decimal(i)+" is not "+what, what, s.arena.kindName(b))
}

// resourceAt is a resource type by index.
func (s *compScope) resourceAt(i uint32, at int64) (cid, *typeBody, *binary.Error) {
	return s.typeOf(i, at, "a resource type", binary.TypeResource)
}

// moduleTypeAt is a module type by core type index.
func (s *compScope) moduleTypeAt(i uint32, at int64) (uint32, *binary.Error) {
	if err := s.known(binary.SortCoreType, i, len(s.coreTypes), at); err != nil {
		return 0, err
	}
	if m, ok := s.moduleTypes[i]; ok {
		return m, nil
	}
	return 0, mismatch(at, "core type "+decimal(i)+" is not a module type", "a module type", s.v.types.String(s.coreTypes[i]))
}

// addModuleType appends a module type to the core type index space.
func (s *compScope) addModuleType(m uint32) {
	if s.moduleTypes == nil {
		s.moduleTypes = map[uint32]uint32{}
	}
	s.moduleTypes[uint32(len(s.coreTypes))] = m
	s.coreTypes = append(s.coreTypes, NoType)
}

// grow adds an import or export to the effective size.
func (s *compScope) grow(e entity, at int64) *binary.Error {
	if s.size == 0 {
		s.size = 1
	}
	if s.size += s.arena.entitySize(e); s.size >= s.v.limits.TypeSize {
		return s.arena.sizeError(at)
	}
	return nil
}
