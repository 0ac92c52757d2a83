package componentize

import (
	"wcomp/binary"
	"wcomp/encode"
	"wcomp/wit"
)

// rootSink is the component's own type index space.
type rootSink struct {
	e *emitter
	// owner is the exported interface whose types are being declared; none while root types are.
	owner wit.InterfaceID
	// declaring: types of owner are defined without being given a name.
	declaring bool
}

func (s *rootSink) Define(t *binary.Type) uint32 { return s.e.c.Type(t) }

// Name imports a type of the world; types of exported interfaces keep their bare definition until they are exported.
func (s *rootSink) Name(id wit.TypeID, index uint32) uint32 {
	t := s.e.p.world.resolve.Types[id]
	if _, ok := t.Owner.World(); !ok {
		return index
	}
	return s.importType(t, binary.ExternDesc{Sort: binary.SortType, Index: index})
}

func (s *rootSink) importType(t *wit.TypeDef, desc binary.ExternDesc) uint32 {
	i := s.e.c.Import(&binary.ComponentImport{
		Name: binary.ExternName{Name: t.Name, HasExternalID: t.ExternalID.Present, ExternalID: t.ExternalID.Value}, Desc: desc,
	})
	s.e.names.add(binary.SortType, i, t.Name)
	return i
}

// Resource imports a resource of the world or defines one of an exported interface, with its destructor.
func (s *rootSink) Resource(id wit.TypeID) uint32 {
	t := s.e.p.world.resolve.Types[id]
	if _, ok := t.Owner.World(); ok {
		return s.importType(t, binary.ExternDesc{Sort: binary.SortType, SubResource: true})
	}
	def := &binary.Type{Kind: binary.TypeResource, Rep: binary.I32}
	if d := s.e.p.destructor(id); d != nil {
		def.HasDtor, def.Dtor = true, s.e.slotAlias(d.slot)
	}
	i := s.e.c.Type(def)
	s.e.names.add(binary.SortType, i, t.Name)
	return i
}

// Foreign aliases a type from the instance of the interface that owns it.
func (s *rootSink) Foreign(id wit.TypeID) (uint32, bool) {
	owner, ok := s.e.p.world.resolve.Types[id].Owner.Interface()
	if !ok || s.declaring && owner == s.owner {
		return 0, false
	}
	return s.e.typeAlias(owner, id), true
}

// typeAlias is a new alias of a type from the instance of the interface that owns it.
func (e *emitter) typeAlias(owner wit.InterfaceID, id wit.TypeID) uint32 {
	name := e.p.world.resolve.Types[id].Name
	i := e.c.Alias(&binary.Alias{Kind: binary.AliasExport, Sort: binary.SortType, Instance: e.instances[owner], Name: name})
	e.names.add(binary.SortType, i, name)
	return i
}

// instanceSink is the type index space of an imported interface's instance type.
type instanceSink struct {
	e     *emitter
	owner wit.InterfaceID
	decls []binary.Decl
	count uint32
}

func (s *instanceSink) add(d binary.Decl) uint32 {
	s.decls = append(s.decls, d)
	s.count++
	return s.count - 1
}

func (s *instanceSink) Define(t *binary.Type) uint32 {
	return s.add(binary.Decl{Kind: binary.DeclType, Type: t})
}

func (s *instanceSink) export(id wit.TypeID, desc binary.ExternDesc) uint32 {
	t := s.e.p.world.resolve.Types[id]
	return s.add(binary.Decl{Kind: binary.DeclExport, Desc: desc,
		Name: binary.ExternName{Name: t.Name, HasExternalID: t.ExternalID.Present, ExternalID: t.ExternalID.Value}})
}

func (s *instanceSink) Name(id wit.TypeID, index uint32) uint32 {
	return s.export(id, binary.ExternDesc{Sort: binary.SortType, Index: index})
}

func (s *instanceSink) Resource(id wit.TypeID) uint32 {
	return s.export(id, binary.ExternDesc{Sort: binary.SortType, SubResource: true})
}

func (s *instanceSink) Foreign(id wit.TypeID) (uint32, bool) {
	owner, ok := s.e.p.world.resolve.Types[id].Owner.Interface()
	if !ok || owner == s.owner {
		return 0, false
	}
	at := s.e.typeAlias(owner, id)
	return s.add(binary.Decl{Kind: binary.DeclAlias, Alias: &binary.Alias{Kind: binary.AliasOuter, Sort: binary.SortType, Count: 1, Index: at}}), true
}

// interfaceImports imports the interfaces of which something is needed.
func (e *emitter) interfaceImports() {
	r := e.p.world.resolve
	for key, item := range e.p.world.world.Imports.All() {
		i, ok := item.(*wit.InterfaceItem)
		if !ok {
			continue
		}
		s := &instanceSink{e: e, owner: i.ID}
		types := wit.NewTypeEncoder(r, s)
		for _, id := range e.p.live.owned[i.ID] {
			types.Def(id)
		}
		keyName := r.KeyName(key)
		for f := range r.Interfaces[i.ID].Functions.Values() {
			if !e.p.lowered[funcRef{keyName, f.Name}] {
				continue
			}
			t := types.Func(f)
			s.decls = append(s.decls, binary.Decl{Kind: binary.DeclExport,
				Name: binary.ExternName{Name: f.Name, HasExternalID: f.ExternalID.Present, ExternalID: f.ExternalID.Value},
				Desc: binary.ExternDesc{Sort: binary.SortFunc, Index: t}})
		}
		if len(s.decls) == 0 {
			continue
		}
		name := r.ItemExternName(key, i)
		e.rename(&name)
		t := e.c.Type(&binary.Type{Kind: binary.TypeInstance, Decls: s.decls})
		e.names.add(binary.SortType, t, "ty-"+name.Name)
		at := e.c.Import(&binary.ComponentImport{Name: name, Desc: binary.ExternDesc{Sort: binary.SortInstance, Index: t}})
		e.names.add(binary.SortInstance, at, name.Name)
		e.instances[i.ID] = at
	}
}

// rename applies Options.ImportNames.
func (e *emitter) rename(n *binary.ExternName) {
	if to, ok := e.p.options.ImportNames[n.Name]; ok {
		n.Name = to
	}
}

// rootTypes imports the types of the world itself, whether they are used or not.
func (e *emitter) rootTypes() {
	for _, item := range e.p.world.world.Imports.All() {
		if t, ok := item.(wit.TypeItem); ok {
			e.types.Def(t.ID)
		}
	}
}

// rootFunctions imports the functions of the world itself that some module lowers.
func (e *emitter) rootFunctions() {
	for _, item := range e.p.world.world.Imports.All() {
		f, ok := item.(*wit.Function)
		if !ok || !e.p.lowered[funcRef{"", f.Name}] {
			continue
		}
		name := binary.ExternName{Name: f.Name, HasExternalID: f.ExternalID.Present, ExternalID: f.ExternalID.Value}
		e.rename(&name)
		i := e.c.Import(&binary.ComponentImport{Name: name, Desc: binary.ExternDesc{Sort: binary.SortFunc, Index: e.types.Func(f)}})
		e.names.add(binary.SortFunc, i, name.Name)
		e.rootFuncs[f.Name] = i
	}
}

// itemNames collects the names of the component's items by sort.
type itemNames struct{ bySort [256][]binary.Naming }

func (n *itemNames) add(s binary.Sort, index uint32, name string) {
	n.bySort[s] = append(n.bySort[s], binary.Naming{Index: index, Name: name})
}

// nameOrder is the order of the subsections that tools in use write; instances come twice.
var nameOrder = [...]binary.Sort{
	binary.SortCoreFunc, binary.SortCoreTable, binary.SortCoreMemory, binary.SortCoreGlobal, binary.SortCoreTag,
	binary.SortCoreType, binary.SortCoreModule, binary.SortCoreInstance,
	binary.SortInstance, binary.SortFunc, binary.SortType, binary.SortComponent, binary.SortInstance,
}

func (n *itemNames) encode() []byte {
	var b []byte
	for _, s := range nameOrder {
		if len(n.bySort[s]) > 0 {
			b = encode.ComponentNameSubsection(b, &binary.ComponentNameSubsection{ID: 1, Sort: s, Names: n.bySort[s]})
		}
	}
	return b
}
