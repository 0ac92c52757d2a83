package componentize

import (
	"strings"

	"wcomp/binary"
	"wcomp/encode"
	"wcomp/wit"
)

// declareExports defines the types of every exported interface, bare, for lifts and built-ins to refer to.
func (e *emitter) declareExports() {
	for i := range e.p.exports {
		item, ok := e.p.exports[i].item.(*wit.InterfaceItem)
		if !ok {
			continue
		}
		e.root.owner, e.root.declaring = item.ID, true
		for id := range e.p.world.resolve.Interfaces[item.ID].Types.Values() {
			e.types.Def(id)
		}
		e.root.declaring = false
	}
}

// export emits one of the world's exports.
func (e *emitter) export(x *exportItem) {
	switch item := x.item.(type) {
	case *wit.Function:
		f := e.lift(x.module, "", item)
		at := e.c.Export(&binary.ComponentExport{
			Name:      binary.ExternName{Name: item.Name, HasExternalID: item.ExternalID.Present, ExternalID: item.ExternalID.Value},
			SortIndex: binary.SortIndex{Sort: binary.SortFunc, Index: f}})
		e.names.add(binary.SortFunc, at, item.Name)
	case *wit.InterfaceItem:
		e.exportInterface(x.module, x.key, item)
	}
}

// lift emits a lifted function.
func (e *emitter) lift(m *PlannedModule, iface string, f *wit.Function) uint32 {
	ref := funcRef{iface, f.Name}
	x := m.exports.lifts[ref]
	c := &binary.Canon{Kind: binary.CanonLift, Type: e.types.Func(f), Func: e.hooked(m, x)}
	o := e.p.exportOptions(f, x.Convention)
	encoding := m.encodings.encodings.Exports[wit.EncodingKey(iface, f.Name)]
	c.Opts = e.options(o, encoding, x.Convention != wit.Lift, func() uint32 {
		return e.hooked(m, m.exports.reallocFor(ReallocExport))
	})
	if p := m.exports.postReturns[ref]; p != nil {
		c.Opts = append(c.Opts, binary.CanonOpt{Kind: binary.CanonPostReturn, Index: e.hooked(m, p)})
	}
	if x.Convention == wit.LiftAsync {
		c.Opts = append(c.Opts, binary.CanonOpt{Kind: binary.CanonCallback, Index: e.hooked(m, m.exports.callbacks[ref])})
	}
	i := e.c.Canon(c)
	e.names.add(binary.SortFunc, i, f.Name)
	return i
}

// hooked is an export, or the wrapper that the fix-up module has put around it.
func (e *emitter) hooked(m *PlannedModule, x *Export) uint32 {
	if i, ok := e.hooks[x]; ok {
		return i
	}
	return e.ownFunc(m, x.Name)
}

// exportInterface lifts an interface's functions and gives them, with the interface's types, the names they are
// exported under by passing them through a component.
func (e *emitter) exportInterface(m *PlannedModule, key wit.WorldKey, item *wit.InterfaceItem) {
	r := e.p.world.resolve
	name := r.KeyName(key)
	i := r.Interfaces[item.ID]
	n := &nestedComponent{e: e, id: item.ID, iface: i}
	var funcs []uint32
	for f := range i.Functions.Values() {
		funcs = append(funcs, e.lift(m, name, f))
	}
	bytes := n.build()
	var args []binary.InstantiateArg
	for k, at := range funcs {
		args = append(args, binary.InstantiateArg{Name: n.funcs[k], SortIndex: binary.SortIndex{Sort: binary.SortFunc, Index: at}})
	}
	for _, t := range n.types {
		args = append(args, binary.InstantiateArg{Name: t.name, SortIndex: binary.SortIndex{Sort: binary.SortType, Index: e.types.Def(t.id)}})
	}
	component := e.c.Component(bytes)
	e.names.add(binary.SortComponent, component, name+"-shim-component")
	instance := e.c.Instance(&binary.Instance{Component: component, Args: args})
	e.names.add(binary.SortInstance, instance, name+"-shim-instance")
	at := e.c.Export(&binary.ComponentExport{Name: r.ItemExternName(key, item),
		SortIndex: binary.SortIndex{Sort: binary.SortInstance, Index: instance}})
	e.names.add(binary.SortInstance, at, name)
	e.instances[item.ID] = at
	// From now on the interface's types are those of the exported instance.
	for id := range i.Types.Values() {
		e.types.Forget(id, true)
	}
}

// nestedComponent is the component that an exported interface's functions and types pass through: it imports them under
// names of its own, and exports them as the interface has them, functions with types in terms of the exported ones.
type nestedComponent struct {
	e     *emitter
	id    wit.InterfaceID
	iface *wit.Interface
	c     encode.Component

	funcs []string       // names of function imports
	types []importedType // type imports in order of creation
	taken map[string]bool
}

type importedType struct {
	name string
	id   wit.TypeID
}

// nestedSink is the nested component's type index space, before or after exports begin.
type nestedSink struct {
	n         *nestedComponent
	exporting bool
}

func (s *nestedSink) Define(t *binary.Type) uint32 { return s.n.c.Type(t) }

func (s *nestedSink) Name(id wit.TypeID, index uint32) uint32 {
	if s.own(id) && s.exporting {
		return s.export(id, index)
	}
	return s.imported(id, binary.ExternDesc{Sort: binary.SortType, Index: index})
}

func (s *nestedSink) Resource(id wit.TypeID) uint32 {
	return s.imported(id, binary.ExternDesc{Sort: binary.SortType, SubResource: true})
}

func (s *nestedSink) Foreign(wit.TypeID) (uint32, bool) { return 0, false }

func (s *nestedSink) own(id wit.TypeID) bool {
	owner, ok := s.n.e.p.world.resolve.Types[id].Owner.Interface()
	return ok && owner == s.n.id
}

func (s *nestedSink) export(id wit.TypeID, index uint32) uint32 {
	t := s.n.e.p.world.resolve.Types[id]
	return s.n.c.Export(&binary.ComponentExport{
		Name:      binary.ExternName{Name: t.Name, HasExternalID: t.ExternalID.Present, ExternalID: t.ExternalID.Value},
		SortIndex: binary.SortIndex{Sort: binary.SortType, Index: index}})
}

// imported imports a type under a name that is not taken: import-type-NAME, with 0, 1, 2 … added one after the other
// as long as it is.
func (s *nestedSink) imported(id wit.TypeID, desc binary.ExternDesc) uint32 {
	n := s.n
	name := "import-type-" + n.e.p.world.resolve.Types[id].Name
	for k := 0; n.taken[name]; k++ {
		name += itoa(k)
	}
	n.taken[name] = true
	n.types = append(n.types, importedType{name, id})
	return n.c.Import(&binary.ComponentImport{Name: binary.ExternName{Name: name}, Desc: desc})
}

// build writes the component, and at the component's root whatever its arguments need and is not there yet.
func (n *nestedComponent) build() []byte {
	n.taken = map[string]bool{}
	r := n.e.p.world.resolve
	first := &nestedSink{n: n}
	types := wit.NewTypeEncoder(r, first)
	for _, id := range n.foreignTypes() {
		types.Def(id)
		n.e.types.Def(id)
	}
	second := &nestedSink{n: n, exporting: true}
	exported := types.Clone(second)
	resources := map[wit.TypeID]uint32{}
	for id := range n.iface.Types.Values() {
		if _, ok := r.Types[id].Kind.(wit.Resource); ok {
			resources[id] = types.Def(id)
		}
	}
	for f := range n.iface.Functions.Values() {
		name := importFuncName(f)
		n.funcs = append(n.funcs, name)
		n.c.Import(&binary.ComponentImport{Name: binary.ExternName{Name: name},
			Desc: binary.ExternDesc{Sort: binary.SortFunc, Index: types.Func(f)}})
	}
	for id := range n.iface.Types.Values() {
		if imported, ok := resources[id]; ok {
			exported.SetIndex(id, second.export(id, imported))
			continue
		}
		exported.Def(id)
	}
	k := uint32(0)
	for f := range n.iface.Functions.Values() {
		n.c.Export(&binary.ComponentExport{
			Name:      binary.ExternName{Name: f.Name, HasExternalID: f.ExternalID.Present, ExternalID: f.ExternalID.Value},
			SortIndex: binary.SortIndex{Sort: binary.SortFunc, Index: k},
			HasType:   true, Desc: binary.ExternDesc{Sort: binary.SortFunc, Index: exported.Func(f)}})
		k++
	}
	return n.c.Bytes()
}

// foreignTypes are the named types of other interfaces that the interface refers to, parts first.
func (n *nestedComponent) foreignTypes() []wit.TypeID {
	r := n.e.p.world.resolve
	var ids []wit.TypeID
	l := &liveTypes{w: n.e.p.world, seen: map[wit.TypeID]bool{}, each: func(id wit.TypeID) {
		t := r.Types[id]
		if owner, ok := t.Owner.Interface(); !t.Owner.IsNone() && (!ok || owner != n.id) {
			ids = append(ids, id)
		}
	}}
	for id := range n.iface.Types.Values() {
		l.visit(id.Ref())
	}
	for f := range n.iface.Functions.Values() {
		l.function(f)
	}
	return ids
}

// importFuncName is the name under which the nested component imports a function: one that is plain, whatever
// brackets and dots the function's own name has.
func importFuncName(f *wit.Function) string {
	if !f.Kind.OfResource() {
		return "import-func-" + f.Name
	}
	return "import-" + nameCleaner.Replace(strings.TrimPrefix(f.Name, "["))
}

var nameCleaner = strings.NewReplacer("]", "-", ".", "-", " ", "-")
