package wit

import (
	"slices"

	"wcomp/binary"
	"wcomp/encode"
)

// EncodeOptions say how a graph is written in binary form.
type EncodeOptions struct {
	// Producer and Version are recorded as processed-by in a producers
	// section; none is written if Producer is empty.
	Producer, Version string
}

func (o EncodeOptions) producers(c *encode.Component) {
	if o.Producer == "" {
		return
	}
	c.Custom("producers", encode.Producers(nil, []binary.ProducersField{{
		Name:   "processed-by",
		Values: []binary.ProducersValue{{Name: o.Producer, Version: o.Version}},
	}}))
}

// EncodePackage returns a WIT package in binary form: a component that
// exports one type for each interface and world.
func (r *Resolve) EncodePackage(id PackageID, o EncodeOptions) []byte {
	var c encode.Component
	p := r.Packages[id]
	for name, i := range p.Interfaces.All() {
		r.exportType(&c, name, r.interfaceType(i))
	}
	for name, w := range p.Worlds.All() {
		r.exportType(&c, name, r.wrappedWorld(w))
	}
	c.Custom("package-docs", r.appendPackageDocs(nil, id))
	o.producers(&c)
	return c.Bytes()
}

func (r *Resolve) exportType(c *encode.Component, name string, t *binary.Type) {
	i := c.Type(t)
	c.Export(&binary.ComponentExport{
		Name:      binary.ExternName{Name: name},
		SortIndex: binary.SortIndex{Sort: binary.SortType, Index: i},
	})
}

// declBuilder collects the declarators of a component or instance type and
// counts its index spaces.
type declBuilder struct {
	decls            []binary.Decl
	types, instances uint32
}

func (b *declBuilder) Define(t *binary.Type) uint32 {
	b.decls = append(b.decls, binary.Decl{Kind: binary.DeclType, Type: t})
	b.types++
	return b.types - 1
}

func (b *declBuilder) alias(a *binary.Alias) uint32 {
	b.decls = append(b.decls, binary.Decl{Kind: binary.DeclAlias, Alias: a})
	b.types++
	return b.types - 1
}

// extern adds an import or export.
func (b *declBuilder) extern(kind binary.DeclKind, name binary.ExternName, d binary.ExternDesc) uint32 {
	b.decls = append(b.decls, binary.Decl{Kind: kind, Name: name, Desc: d})
	switch d.Sort {
	case binary.SortType:
		b.types++
		return b.types - 1
	case binary.SortInstance:
		b.instances++
		return b.instances - 1
	}
	return 0
}

func (b *declBuilder) named(kind binary.DeclKind, t *TypeDef, index uint32) uint32 {
	return b.extern(kind, externName(t.Name, t.ExternalID), binary.ExternDesc{Sort: binary.SortType, Index: index})
}

func (b *declBuilder) resource(kind binary.DeclKind, t *TypeDef) uint32 {
	return b.extern(kind, externName(t.Name, t.ExternalID), binary.ExternDesc{Sort: binary.SortType, SubResource: true})
}

func externName(name string, id ExternalID) binary.ExternName {
	return binary.ExternName{Name: name, HasExternalID: id.Present, ExternalID: id.Value}
}

// componentType is a component type being built: of a world, or of an
// interface with those it takes types from.
type componentType struct {
	declBuilder
	r *Resolve
	// instances that an interface is known by: the latest import or export.
	byInterface map[InterfaceID]uint32
	// aliases of the types of instances, made once.
	aliases map[instanceType]uint32
}

type instanceType struct {
	instance uint32
	id       TypeID
}

func (r *Resolve) newComponentType() *componentType {
	return &componentType{r: r, byInterface: map[InterfaceID]uint32{}, aliases: map[instanceType]uint32{}}
}

func (c *componentType) done() *binary.Type {
	return &binary.Type{Kind: binary.TypeComponent, Decls: c.decls}
}

// typeAlias is the index of an alias of a type that an interface defines.
func (c *componentType) typeAlias(owner InterfaceID, id TypeID) uint32 {
	key := instanceType{c.byInterface[owner], id}
	if i, ok := c.aliases[key]; ok {
		return i
	}
	i := c.alias(&binary.Alias{Kind: binary.AliasExport, Sort: binary.SortType, Instance: key.instance, Name: c.r.Types[id].Name})
	c.aliases[key] = i
	return i
}

// instanceSink writes the instance type of an interface within a component
// type.
type instanceSink struct {
	declBuilder
	outer *componentType
	owner InterfaceID
}

func (s *instanceSink) Name(id TypeID, index uint32) uint32 {
	return s.named(binary.DeclExport, s.outer.r.Types[id], index)
}

func (s *instanceSink) Resource(id TypeID) uint32 {
	return s.resource(binary.DeclExport, s.outer.r.Types[id])
}

func (s *instanceSink) Foreign(id TypeID) (uint32, bool) {
	owner, ok := s.outer.r.Types[id].Owner.Interface()
	if !ok || owner == s.owner {
		return 0, false
	}
	i := s.outer.typeAlias(owner, id)
	return s.alias(&binary.Alias{Kind: binary.AliasOuter, Sort: binary.SortType, Count: 1, Index: i}), true
}

// instance defines the instance type of an interface and returns its index.
func (c *componentType) instance(id InterfaceID, funcs bool) uint32 {
	s := &instanceSink{outer: c, owner: id}
	e := NewTypeEncoder(c.r, s)
	i := c.r.Interfaces[id]
	for t := range i.Types.Values() {
		e.Def(t)
	}
	if funcs {
		for _, f := range c.r.InstanceFunctions(id) {
			n := e.Func(f)
			s.extern(binary.DeclExport, externName(f.Name, f.ExternalID), binary.ExternDesc{Sort: binary.SortFunc, Index: n})
		}
	}
	return c.Define(&binary.Type{Kind: binary.TypeInstance, Decls: s.decls})
}

// InstanceFunctions are the functions of an interface in the order of its
// instance type: those of resources first, in the order of their resources'
// types, then the others.
func (r *Resolve) InstanceFunctions(id InterfaceID) []*Function {
	i := r.Interfaces[id]
	funcs := slices.Collect(i.Functions.Values())
	place := func(f *Function) int {
		if !f.Kind.OfResource() {
			return i.Types.Len()
		}
		return i.Types.Index(r.Types[f.Resource].Name)
	}
	slices.SortStableFunc(funcs, func(a, b *Function) int { return place(a) - place(b) })
	return funcs
}

// interfaceType is the component type that stands for an interface in a WIT
// package: it imports what the interface takes types from, types only, and
// exports the interface.
func (r *Resolve) interfaceType(id InterfaceID) *binary.Type {
	c := r.newComponentType()
	for _, dep := range r.interfaceDeps(id) {
		t := c.instance(dep, false)
		name, _ := r.InterfaceName(dep)
		c.byInterface[dep] = c.extern(binary.DeclImport, binary.ExternName{Name: name}, binary.ExternDesc{Sort: binary.SortInstance, Index: t})
	}
	t := c.instance(id, true)
	name, _ := r.InterfaceName(id)
	c.extern(binary.DeclExport, binary.ExternName{Name: name}, binary.ExternDesc{Sort: binary.SortInstance, Index: t})
	return c.done()
}

// interfaceDeps are the interfaces that id takes types from, directly or
// through others, each after those it depends on.
func (r *Resolve) interfaceDeps(id InterfaceID) []InterfaceID {
	var order []InterfaceID
	type visit struct {
		id   InterfaceID
		next int // of the interface's types
	}
	seen := map[InterfaceID]bool{id: true}
	stack := []visit{{id: id}}
	for len(stack) > 0 {
		v := &stack[len(stack)-1]
		types := &r.Interfaces[v.id].Types
		if v.next == types.Len() {
			if v.id != id {
				order = append(order, v.id)
			}
			stack = stack[:len(stack)-1]
			continue
		}
		_, t := types.At(v.next)
		v.next++
		if dep, ok := r.typeSource(t, v.id); ok && !seen[dep] {
			seen[dep] = true
			stack = append(stack, visit{id: dep})
		}
	}
	return order
}

// typeSource is the interface that a type of the interface from is taken
// from.
func (r *Resolve) typeSource(t TypeID, from InterfaceID) (InterfaceID, bool) {
	a, ok := r.Types[t].Kind.(Alias)
	if !ok {
		return 0, false
	}
	to, ok := a.Type.Def()
	if !ok {
		return 0, false
	}
	owner, ok := r.Types[to].Owner.Interface()
	return owner, ok && owner != from
}

// worldSink writes a world's own types and functions.
type worldSink struct{ *componentType }

func (s worldSink) Name(id TypeID, index uint32) uint32 {
	return s.named(binary.DeclImport, s.r.Types[id], index)
}

func (s worldSink) Resource(id TypeID) uint32 { return s.resource(binary.DeclImport, s.r.Types[id]) }

func (s worldSink) Foreign(id TypeID) (uint32, bool) {
	owner, ok := s.r.Types[id].Owner.Interface()
	if !ok {
		return 0, false
	}
	return s.typeAlias(owner, id), true
}

// worldType is the component type of a world.
func (r *Resolve) worldType(id WorldID) *binary.Type {
	c := r.newComponentType()
	e := NewTypeEncoder(r, worldSink{c})
	w := r.Worlds[id]
	for key, item := range w.Imports.All() {
		if t, ok := item.(TypeItem); ok {
			e.Def(t.ID)
			continue
		}
		c.item(e, binary.DeclImport, key, item)
	}
	// Exports have instances of their own: a type taken from an interface that
	// is exported too comes from there.
	for key, item := range w.Exports.All() {
		c.item(e, binary.DeclExport, key, item)
	}
	return c.done()
}

// item adds an imported or exported interface or function.
func (c *componentType) item(e *TypeEncoder, kind binary.DeclKind, key WorldKey, item WorldItem) {
	switch item := item.(type) {
	case *InterfaceItem:
		t := c.instance(item.ID, true)
		i := c.extern(kind, c.r.ItemExternName(key, item), binary.ExternDesc{Sort: binary.SortInstance, Index: t})
		if !key.IsName() {
			c.byInterface[item.ID] = i
		} else if _, ok := c.byInterface[item.ID]; !ok {
			c.byInterface[item.ID] = i
		}
	case *Function:
		n := e.Func(item)
		c.extern(kind, externName(key.Name, item.ExternalID), binary.ExternDesc{Sort: binary.SortFunc, Index: n})
	}
}

// ItemExternName is the name, with its attributes, under which a component
// imports or exports an interface of its world.
func (r *Resolve) ItemExternName(key WorldKey, item *InterfaceItem) binary.ExternName {
	n := externName(r.KeyName(key), item.ExternalID)
	if name, ok := r.Implements(key, item); ok {
		n.HasImplements, n.Implements = true, name
	}
	return n
}

// wrappedWorld is the component type that exports a world's component type
// under the world's full name.
func (r *Resolve) wrappedWorld(id WorldID) *binary.Type {
	return &binary.Type{Kind: binary.TypeComponent, Decls: []binary.Decl{
		{Kind: binary.DeclType, Type: r.worldType(id)},
		{Kind: binary.DeclExport, Name: binary.ExternName{Name: r.WorldName(id)}, Desc: binary.ExternDesc{Sort: binary.SortComponent, Index: 0}},
	}}
}
