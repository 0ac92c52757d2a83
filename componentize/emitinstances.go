package componentize

import (
	"wcomp/binary"
	"wcomp/wit"
)

// instantiate emits what a module's imports need, a bag of exports for each import module, and the module's instance.
func (e *emitter) instantiate(m *PlannedModule) {
	at := e.modules[m.Name]
	var args []binary.CoreArg
	for _, g := range m.groups {
		var bag []binary.CoreInlineExport
		for _, imp := range g.fields {
			sort, i := e.satisfy(m, imp)
			bag = append(bag, binary.CoreInlineExport{Name: imp.Field, Sort: sort, Index: i})
		}
		i := e.c.CoreInstance(&binary.CoreInstance{FromExports: true, Exports: bag})
		e.names.add(binary.SortCoreInstance, i, g.module)
		args = append(args, binary.CoreArg{Name: g.module, Instance: i})
	}
	at.instance = e.c.CoreInstance(&binary.CoreInstance{Module: at.module, Args: args})
	e.names.add(binary.SortCoreInstance, at.instance, m.title())
	if m.isMain() && e.p.importedMemory == nil && m.exports.memory != nil {
		e.memory = e.alias(at.instance, binary.SortCoreMemory, m.exports.memory.Name, "memory")
	}
}

// satisfy emits what an import needs and returns the item it is satisfied by.
func (e *emitter) satisfy(m *PlannedModule, imp *Import) (binary.CoreSort, uint32) {
	switch imp.Kind {
	case ImportMemory:
		return binary.CoreSortMemory, e.memory
	case ImportMainExport:
		sort := externSorts[imp.Extern]
		return sort, e.alias(e.modules[""].instance, binary.Sort(0x80|sort), imp.Name, imp.Name)
	case ImportTLS:
		return binary.CoreSortFunc, e.tls(imp)
	}
	if imp.slot >= 0 && !e.p.direct(m, imp) {
		return binary.CoreSortFunc, e.slotAlias(imp.slot)
	}
	return binary.CoreSortFunc, e.real(m, imp, true)
}

var externSorts = [...]binary.CoreSort{
	binary.ExternFunc: binary.CoreSortFunc, binary.ExternTable: binary.CoreSortTable, binary.ExternMemory: binary.CoreSortMemory,
	binary.ExternGlobal: binary.CoreSortGlobal, binary.ExternTag: binary.CoreSortTag,
}

// direct says whether an import is satisfied by a definition of its own although it has a slot: modules instantiated
// after the one with the memory need not wait for these.
func (p *Plan) direct(m *PlannedModule, imp *Import) bool {
	if m.isMain() || p.importedMemory != nil || p.mainModule().exports.memory == nil || imp.Kind != ImportBuiltin {
		return false
	}
	switch imp.Builtin {
	case binary.CanonWaitableSetWait, binary.CanonWaitableSetPoll, binary.CanonErrorContextNew, binary.CanonTaskReturn:
		return true
	}
	return false
}

// real emits the function that an import or its slot is satisfied by in the end. direct says that it is for an import
// itself.
func (e *emitter) real(m *PlannedModule, imp *Import, direct bool) uint32 {
	switch imp.Kind {
	case ImportAdapter:
		return e.ownFunc(e.p.adapter(imp.Adapter), imp.Name)
	case ImportLowered:
		f := e.importFunc(imp)
		o := e.p.importOptions(imp)
		opts := e.options(o, imp.Encoding, imp.Async, e.reallocOf(m, ReallocImport))
		i := e.c.Canon(&binary.Canon{Kind: binary.CanonLower, Func: f, Opts: opts})
		name := imp.Func.Name
		if !direct {
			name = e.p.Slots[imp.slot].Name
		}
		e.names.add(binary.SortCoreFunc, i, name)
		return i
	}
	return e.builtin(m, imp, direct)
}

// reallocOf answers with the allocator of a module: its slot in the shim module if it has one and is needed before it
// exists, else the module's own.
func (e *emitter) reallocOf(m *PlannedModule, use ReallocUse) func() uint32 {
	return func() uint32 {
		r := m.exports.reallocFor(use)
		if r.slot >= 0 {
			return e.slotAlias(r.slot)
		}
		return e.ownFunc(m, r.Name)
	}
}

// builtin emits a built-in.
func (e *emitter) builtin(m *PlannedModule, imp *Import, direct bool) uint32 {
	c := &binary.Canon{Kind: imp.Builtin, Async: imp.Async, Cancellable: imp.Cancellable}
	name := imp.Builtin.String()
	if imp.Builtin == binary.CanonThreadYieldThenPromote {
		name = "thread.yield-then-resume"
	}
	o := e.p.builtinOptions(m, imp)
	switch {
	case imp.isResource():
		c.Type = e.resourceType(imp)
	case imp.isPayload():
		if imp.Builtin == binary.CanonStreamRead || imp.Builtin == binary.CanonStreamWrite ||
			imp.Builtin == binary.CanonFutureRead || imp.Builtin == binary.CanonFutureWrite {
			c.Opts = e.options(o, imp.Encoding, imp.Async, e.reallocOf(m, imp.reallocUse()))
		}
		c.Type = e.payloadType(imp)
	case imp.Builtin == binary.CanonTaskReturn:
		if t := imp.Func.Result; t != wit.NoType {
			c.Result = binary.OptValType{Present: true, Type: e.types.Type(t)}
		}
		e.taskReturnRealloc(m, direct)
		c.Opts = e.options(o, imp.Encoding, false, nil)
	case imp.Builtin == binary.CanonWaitableSetWait, imp.Builtin == binary.CanonWaitableSetPoll:
		c.Memory = e.memory
	case imp.Builtin == binary.CanonErrorContextNew, imp.Builtin == binary.CanonErrorContextDebugMessage:
		c.Opts = e.options(o, imp.Encoding, false, e.reallocOf(m, ReallocImport))
	case imp.Builtin == binary.CanonContextGet, imp.Builtin == binary.CanonContextSet:
		c.ValType, c.Slot = imp.Context, imp.Slot
		name = name + " " + string(rune('0'+imp.Slot))
	case imp.Builtin == binary.CanonThreadNewIndirect:
		c.Type, c.Table = e.threads()
	}
	i := e.c.Canon(c)
	e.names.add(binary.SortCoreFunc, i, name)
	return i
}

// taskReturnRealloc aliases the allocator that a module exports for its imports before a task.return that fills a
// slot. The built-in does not take it, but components in use have the alias.
func (e *emitter) taskReturnRealloc(m *PlannedModule, direct bool) {
	if r := m.exports.reallocFor(ReallocImport); r != nil && !direct {
		e.alias(e.modules[m.Name].instance, binary.SortCoreFunc, r.Name, "realloc")
	}
}

// resourceType is the type that a built-in of resources takes: a new alias for imported ones, the declaration for
// exported ones.
func (e *emitter) resourceType(imp *Import) uint32 {
	owner, ok := e.p.world.resolve.Types[imp.Resource].Owner.Interface()
	if !ok || imp.Exported {
		return e.types.Def(imp.Resource)
	}
	return e.typeAlias(owner, imp.Resource)
}

// payloadType is the stream or future type that a built-in takes.
func (e *emitter) payloadType(imp *Import) uint32 {
	if !imp.Unit {
		return e.types.Def(imp.Payload)
	}
	future := imp.Builtin >= binary.CanonFutureNew
	if i, ok := e.unit[future]; ok {
		return i
	}
	t := &binary.Type{Kind: binary.TypeStream}
	if future {
		t.Kind = binary.TypeFuture
	}
	e.unit[future] = e.c.Type(t)
	return e.unit[future]
}

// threads is the type of thread starts and the table they are taken from.
func (e *emitter) threads() (typ, table uint32) {
	if e.threadStart == nil {
		i := e.c.CoreType(&binary.CoreType{Group: binary.RecGroup{Types: []binary.SubType{{Final: true,
			CompositeType: binary.CompositeType{Func: signature("i>")}}}}})
		e.names.add(binary.SortCoreType, i, "thread-start")
		e.threadStart = &i
	}
	main := e.p.mainModule()
	return *e.threadStart, e.alias(e.modules[""].instance, binary.SortCoreTable, main.exports.table.Name, "indirect-function-table")
}

// tls is an accessor of the thread-local base: a context slot with threads, else a global of the shim module.
func (e *emitter) tls(imp *Import) uint32 {
	if e.p.tlsContext {
		i := e.c.Canon(&binary.Canon{Kind: imp.Builtin, ValType: imp.Context, Slot: 1})
		e.names.add(binary.SortCoreFunc, i, imp.Builtin.String()+" 1")
		return i
	}
	name := shimGetTLS
	if imp.Builtin == binary.CanonContextSet {
		name = shimSetTLS
	}
	return e.alias(e.shimInstance, binary.SortCoreFunc, name, name)
}

// fill emits the fix-up module, the real function of every slot, and the fix-up's instance.
func (e *emitter) fill() {
	e.fixup = newFixup(e.p)
	if e.fixup == nil {
		return
	}
	module := e.c.CoreModule(e.fixup.bytes())
	e.names.add(binary.SortCoreModule, module, "wit-component-fixup")
	var args []binary.CoreArg
	var actual []binary.CoreInlineExport
	for i, s := range e.p.Slots {
		actual = append(actual, binary.CoreInlineExport{Name: slotName(i), Sort: binary.CoreSortFunc, Index: e.fillSlot(s)})
	}
	var actualInstance uint32
	if len(actual) > 0 {
		actualInstance = e.c.CoreInstance(&binary.CoreInstance{FromExports: true, Exports: actual})
		e.names.add(binary.SortCoreInstance, actualInstance, "actual")
	}
	for _, name := range e.fixup.instances() {
		i := uint32(0)
		switch name {
		case fixupActual:
			i = actualInstance
		case fixupShim:
			i = e.shimInstance
		case fixupMain:
			i = e.modules[""].instance
		default:
			i = e.modules[name].instance
		}
		args = append(args, binary.CoreArg{Name: name, Instance: i})
	}
	e.fixupIndex = e.c.CoreInstance(&binary.CoreInstance{Module: module, Args: args})
	e.names.add(binary.SortCoreInstance, e.fixupIndex, "fixup")
	for i, w := range e.fixup.wrappers {
		if w.export != nil && !w.slot {
			name := hookName(i)
			e.hooks[w.export] = e.alias(e.fixupIndex, binary.SortCoreFunc, name, name)
		}
	}
}

// fillSlot emits the real function of a slot.
func (e *emitter) fillSlot(s *Slot) uint32 {
	if s.export != nil {
		return e.ownFunc(s.module, s.export.Name)
	}
	return e.real(s.module, s.imp, false)
}
