package componentize

import (
	"strconv"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/encode"
	"wcomp/wit"
)

// emitter writes a component from a plan, front to back. It keeps the indices of what it has written; nothing is
// decided here.
type emitter struct {
	p     *Plan
	c     encode.Component
	names itemNames
	types *wit.TypeEncoder // of the component's own type index space
	root  *rootSink

	instances map[wit.InterfaceID]uint32 // imported and, later, exported instances
	rootFuncs map[string]uint32          // imported functions of the world itself
	unit      map[bool]uint32            // stream and future types without payload, by whether it is a future

	modules      map[string]*emittedModule // by module name
	shimModule   uint32
	shimInstance uint32
	memory       uint32 // core memory index
	coreAliases  map[coreAlias]uint32
	fixup        *fixup
	fixupIndex   uint32 // core instance
	hooks        map[*Export]uint32
	threadStart  *uint32 // core type index
}

type emittedModule struct {
	module, instance uint32
}

type coreAlias struct {
	instance uint32
	sort     binary.Sort
	name     string
}

// emit writes the component.
func emit(p *Plan) []byte {
	e := &emitter{
		p: p, instances: map[wit.InterfaceID]uint32{}, rootFuncs: map[string]uint32{}, unit: map[bool]uint32{},
		modules: map[string]*emittedModule{}, coreAliases: map[coreAlias]uint32{}, hooks: map[*Export]uint32{},
	}
	e.root = &rootSink{e: e}
	e.types = wit.NewTypeEncoder(p.world.resolve, e.root)
	e.interfaceImports()
	e.rootTypes()
	e.rootFunctions()
	e.coreModules()
	e.shim()
	e.declareExports()
	for _, m := range p.Modules {
		e.instantiate(m)
	}
	e.fill()
	for i := range p.exports {
		e.export(&p.exports[i])
	}
	if names := e.names.encode(); len(names) > 0 {
		e.c.Custom("component-name", names)
	}
	if producers := p.options.Producer.contents(); producers != nil {
		e.c.Custom(producersSection, producers)
	}
	component := e.c.Bytes()
	p.mainStart = mainStart(component)
	return component
}

// mainStart is the offset of the first core module in a component.
func mainStart(component []byte) int64 {
	p := decode.NewParser(component, 0)
	var ev decode.Event
	for p.Next(&ev) {
		if ev.Kind == decode.EventStart && !ev.Component {
			return ev.Start
		}
	}
	return 0
}

// coreModules embeds the main module and the adapters.
func (e *emitter) coreModules() {
	for _, m := range e.p.Modules {
		var i uint32
		if m.isMain() {
			i = e.c.CoreModuleParts(m.main.parts)
			e.names.add(binary.SortCoreModule, i, "main")
		} else {
			i = e.c.CoreModule(m.data)
			e.names.add(binary.SortCoreModule, i, "wit-component:adapter:"+m.Name)
		}
		e.modules[m.Name] = &emittedModule{module: i}
	}
}

// shim embeds and instantiates the shim module, if there is anything in it.
func (e *emitter) shim() {
	if !e.p.needsShim() {
		return
	}
	e.shimModule = e.c.CoreModule(shimModule(e.p))
	e.names.add(binary.SortCoreModule, e.shimModule, "wit-component-shim-module")
	e.shimInstance = e.c.CoreInstance(&binary.CoreInstance{Module: e.shimModule})
	e.names.add(binary.SortCoreInstance, e.shimInstance, "wit-component-shim-instance")
	if e.p.importedMemory != nil {
		e.memory = e.alias(e.shimInstance, binary.SortCoreMemory, shimMemory, "memory")
	}
}

// alias is an alias of a core instance's export, made once.
func (e *emitter) alias(instance uint32, sort binary.Sort, export, name string) uint32 {
	key := coreAlias{instance, sort, export}
	if i, ok := e.coreAliases[key]; ok {
		return i
	}
	i := e.c.Alias(&binary.Alias{Kind: binary.AliasCoreExport, Sort: sort, Instance: instance, Name: export})
	e.names.add(sort, i, name)
	e.coreAliases[key] = i
	return i
}

// slotAlias is the shim's function for a slot.
func (e *emitter) slotAlias(slot int) uint32 {
	return e.alias(e.shimInstance, binary.SortCoreFunc, strconv.Itoa(slot), e.p.Slots[slot].Name)
}

// ownFunc is an export of a module's instance.
func (e *emitter) ownFunc(m *PlannedModule, name string) uint32 {
	return e.alias(e.modules[m.Name].instance, binary.SortCoreFunc, name, name)
}

// importFunc is a function that the component imports: one of the world itself, or a new alias from its interface's
// instance.
func (e *emitter) importFunc(imp *Import) uint32 {
	if imp.Interface == "" {
		return e.rootFuncs[imp.Func.Name]
	}
	i := e.c.Alias(&binary.Alias{Kind: binary.AliasExport, Sort: binary.SortFunc,
		Instance: e.instances[e.importedInterface(imp.Interface)], Name: imp.Func.Name})
	e.names.add(binary.SortFunc, i, imp.Func.Name)
	return i
}

// importedInterface is the interface imported under a key.
func (e *emitter) importedInterface(key string) wit.InterfaceID { return e.p.world.importIDs[key] }

// options writes canonical options in their usual order. realloc is asked for only if it is needed.
func (e *emitter) options(o wit.Options, encoding wit.StringEncoding, async bool, realloc func() uint32) []binary.CanonOpt {
	var opts []binary.CanonOpt
	if o.Memory {
		opts = append(opts, binary.CanonOpt{Kind: binary.CanonMemory, Index: e.memory})
	}
	if o.Realloc {
		opts = append(opts, binary.CanonOpt{Kind: binary.CanonRealloc, Index: realloc()})
	}
	if o.StringEncoding {
		opts = append(opts, binary.CanonOpt{Kind: encodingOptions[encoding]})
	}
	if async {
		opts = append(opts, binary.CanonOpt{Kind: binary.CanonAsync})
	}
	return opts
}

var encodingOptions = [...]binary.CanonOptKind{
	wit.UTF8: binary.CanonUTF8, wit.UTF16: binary.CanonUTF16, wit.CompactUTF16: binary.CanonCompactUTF16,
}
