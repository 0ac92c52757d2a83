package validate

import (
	"wcomp/binary"
)

// ComponentInfo is a component as the validator sees it.
type ComponentInfo struct {
	// Type is the component's own type.
	Type ComponentTypeID
	// Imports and Exports in order. Names share the input's memory.
	Imports, Exports []ComponentExtern
	// Types holds every component-level type that a ComponentTypeID here
	// refers to.
	Types *ComponentTypes
	// Spaces are the component's index spaces.
	Spaces ComponentSpaces
}

// ComponentSpaces holds the type of everything in the index spaces of a
// component, one field a sort. Core value types are canonical.
type ComponentSpaces struct {
	CoreFuncs, CoreTags []TypeID
	CoreTables          []binary.TableType
	CoreMemories        []binary.MemoryType
	CoreGlobals         []binary.GlobalType
	// CoreTypes has NoType where a module type stands.
	CoreTypes []TypeID
	// CoreModules and CoreInstances hold numbers for ComponentTypes.Module and
	// ComponentTypes.CoreInstance.
	CoreModules, CoreInstances []uint32

	Funcs, Types, Instances, Components []ComponentTypeID
	Values                              []ComponentRef
}

// ComponentExtern is an import or export of a component or instance.
type ComponentExtern struct {
	Name binary.ExternName
	ComponentEntity
}

// ComponentEntity is what a name stands for.
type ComponentEntity struct {
	// Sort is core module, func, value, type, component or instance.
	Sort binary.Sort
	// Type of a func, component or instance; the type itself for SortType.
	Type ComponentTypeID
	// Module numbers the type of a core module (ComponentTypes.Module).
	Module uint32
	// Value is the type of a value.
	Value ComponentRef
}

// ComponentRef is a value type where another type mentions it: a primitive if
// Prim is not 0, else the type Type. Absent says that there is none.
type ComponentRef struct {
	Absent bool
	Prim   binary.PrimType
	Type   ComponentTypeID
}

// ComponentTypes answers questions about component-level types. It is for
// one goroutine at a time: answers are computed when first asked for.
type ComponentTypes struct {
	arena         *typeArena
	coreInstances []*coreInstance
}

// ComponentType is the structure of a type.
type ComponentType struct {
	Kind   binary.TypeKind
	Prim   binary.PrimType // TypePrim
	Length uint32          // TypeFixedList
	// Labels of fields, cases, flags or parameters.
	Labels []string
	// Members: fields, case payloads, elements, key and value, ok and error,
	// parameters. Result is a function's.
	Members []ComponentRef
	Result  ComponentRef
	// Resource is the identity of a resource, of TypeResource, TypeOwn and
	// TypeBorrow: equal numbers are the same resource.
	Resource uint64
	// Imports and Exports of a component, Exports of an instance.
	Imports, Exports []ComponentExtern
}

// ModuleType is the type of a core module: what it imports and exports.
// Functions and tags have a TypeID as Type.
type ModuleType struct {
	Imports []binary.Import
	Exports []ModuleExport
}

// ModuleExport is an export of a core module with its type.
type ModuleExport struct {
	Name string
	Type binary.ExternType
}

func newComponentInfo(c *componentState) *ComponentInfo {
	t := &ComponentTypes{arena: c.arena}
	s := c.arena.bodies[c.typ].space
	info := &ComponentInfo{Type: c.typ, Imports: t.externs(s.imports), Exports: t.externs(s.exports), Types: t}
	info.Spaces = ComponentSpaces{
		CoreFuncs: c.coreFuncs, CoreTags: c.coreTags, CoreTables: c.coreTables, CoreMemories: c.coreMemories,
		CoreGlobals: c.coreGlobals, CoreTypes: c.coreTypes, CoreModules: c.coreModules,
		Funcs: c.funcs, Types: c.types, Instances: c.instances, Components: c.components,
	}
	for i := range c.coreInstances {
		info.Spaces.CoreInstances = append(info.Spaces.CoreInstances, uint32(i))
	}
	for _, v := range c.values {
		info.Spaces.Values = append(info.Spaces.Values, ref(v.typ))
	}
	t.coreInstances = c.coreInstances
	return info
}

func (t *ComponentTypes) externs(x externs) []ComponentExtern {
	out := make([]ComponentExtern, x.len())
	for i := range out {
		out[i] = ComponentExtern{x.list.names[i], t.entity(x.at(i))}
	}
	return out
}

func (t *ComponentTypes) entity(e entity) ComponentEntity {
	out := ComponentEntity{Sort: e.sort}
	switch e.sort {
	case binary.SortCoreModule:
		out.Module = e.id
	case binary.SortValue:
		out.Value = ref(e.val)
	default:
		out.Type = e.typeID()
	}
	return out
}

func ref(r valRef) ComponentRef {
	switch {
	case r == noVal:
		return ComponentRef{Absent: true}
	case r.isID():
		return ComponentRef{Type: r.id()}
	}
	return ComponentRef{Prim: r.prim()}
}

func (e ComponentEntity) entity() entity {
	out := entity{sort: e.Sort, id: uint32(e.Type)}
	switch e.Sort {
	case binary.SortCoreModule:
		out.id = e.Module
	case binary.SortValue:
		out.id = 0
		switch r := e.Value; {
		case r.Absent:
			out.val = noVal
		case r.Prim != 0:
			out.val = primRef(r.Prim)
		default:
			out.val = valRef(r.Type)
		}
	}
	return out
}

// At is the structure of a type, which must be of these types.
func (t *ComponentTypes) At(id ComponentTypeID) ComponentType {
	b := t.arena.bodies[id]
	out := ComponentType{Kind: b.kind, Prim: b.prim, Length: b.length, Labels: b.labels,
		Resource: uint64(b.resource), Result: ComponentRef{Absent: true}}
	members := b.members
	if b.isFunc() {
		out.Result, members = ref(b.result()), b.params()
	}
	for _, m := range members {
		out.Members = append(out.Members, ref(m))
	}
	if b.space != nil {
		out.Imports, out.Exports = t.externs(b.space.imports), t.externs(b.space.exports)
	}
	return out
}

// Module is the type of a core module by its number.
func (t *ComponentTypes) Module(n uint32) ModuleType {
	m := t.arena.modules[n]
	var out ModuleType
	for i := range m.imports {
		im := &m.imports[i]
		out.Imports = append(out.Imports, binary.Import{Module: im.module, Name: im.name, ExternType: im.ext})
	}
	out.Exports = m.list()
	return out
}

// CoreInstance is what a core instance exports, by its number.
func (t *ComponentTypes) CoreInstance(n uint32) []ModuleExport { return t.coreInstances[n].list() }

func (l *coreExports) list() (out []ModuleExport) {
	if l == nil {
		return nil
	}
	for i, n := range l.names {
		out = append(out, ModuleExport{n, l.exts[i]})
	}
	return out
}

// Subtype says whether an item of type have may be given where want is asked
// for; if not, the error says why, with what was expected and found. Its
// offset means nothing.
func (t *ComponentTypes) Subtype(have, want ComponentEntity) error {
	if m := t.arena.subtype(have.entity(), want.entity()); m != nil {
		return &binary.Error{Code: codeInvalid, Message: m.String(), Expected: m.expected, Found: m.found}
	}
	return nil
}
