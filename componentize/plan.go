package componentize

import (
	"wcomp/binary"
	"wcomp/wit"
)

// Plan says how a component is made: what satisfies each core import, what each core export becomes. It is complete:
// whatever could go wrong went wrong while it was made.
type Plan struct {
	// Modules are the main module and the adapters that are kept, in the order in which they are instantiated.
	Modules []*PlannedModule
	// Slots are the functions that go through the shim module, because they need what exists only after the module that
	// imports them has been instantiated.
	Slots []*Slot

	options Options
	world   *world
	abi     *wit.ABI
	live    *liveTypes
	exports []exportItem
	// lowered are the functions that some module lowers, by world key ("" for the world itself) and name.
	lowered map[funcRef]bool

	// importedMemory is the type of the memory that main imports, nil if it defines its own.
	importedMemory *binary.MemoryType
	// tls is the type of the thread-local base's global in the shim module, 0 if there is none.
	tls binary.ValType
	// mainStart is where the main module starts in the component, known once that is written.
	mainStart int64
	// tlsContext: the thread-local base lives in a context slot instead.
	tlsContext bool
}

// PlannedModule is a core module of the component with the fate of its imports and exports.
type PlannedModule struct {
	// Name is the adapter's name, empty for the main module.
	Name string
	// Imports and Exports in the module's order, imports grouped by import module.
	Imports []*Import
	Exports []*Export
	// Lists are the names of the world's exports that the module provides.
	List []string

	groups    []*importGroup
	exports   *moduleExports
	list      []wit.WorldKey
	encodings *metadata
	scanned   *module          // as it is in the component
	main      *rewrittenModule // of the main module
	data      []byte           // of adapters
}

func (m *PlannedModule) isMain() bool { return m.Name == "" }

// title is what the module is called in debug names and as an instance.
func (m *PlannedModule) title() string {
	if m.isMain() {
		return "main"
	}
	return m.Name
}

// mainModule is the first module.
func (p *Plan) mainModule() *PlannedModule { return p.Modules[0] }

// adapter finds a kept adapter by name.
func (p *Plan) adapter(name string) *PlannedModule {
	for _, m := range p.Modules[1:] {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// hasMemory says whether there is a memory for canonical options.
func (p *Plan) hasMemory() bool {
	return p.importedMemory != nil || p.mainModule().exports.memory != nil
}

// taskHook is main's hook around every entry, or nil.
func (p *Plan) taskHook() *Export { return p.mainModule().exports.taskHook }

// needsShim says whether the shim module has anything in it.
func (p *Plan) needsShim() bool { return len(p.Slots) > 0 || p.importedMemory != nil || p.tls != 0 }
