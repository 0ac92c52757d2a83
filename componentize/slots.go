package componentize

import (
	"strconv"

	"wcomp/binary"
	"wcomp/wit"
)

// SlotKind says what fills a slot of the shim module.
type SlotKind uint8

const (
	SlotLowered    SlotKind = iota // a lowered function
	SlotAdapter                    // an adapter's function
	SlotBuiltin                    // a built-in that needs memory, an allocator or a table
	SlotDestructor                 // the destructor of an exported resource
	SlotRealloc                    // an allocator, for functions that are lowered before it exists
)

// Slot is a function of the shim module, which passes its parameters on to the real function through a table once
// that exists.
type Slot struct {
	Kind SlotKind
	// Name is the slot's debug name.
	Name string
	Type binary.FuncType

	module *PlannedModule
	imp    *Import // SlotLowered, SlotAdapter, SlotBuiltin
	export *Export // SlotDestructor, SlotRealloc
}

// slotKey is what slots that can be shared have in common.
type slotKey struct {
	kind     SlotKind
	module   string // the importing module; of an allocator the exporting one
	iface    string
	name     string
	async    bool
	builtin  binary.CanonKind
	exported bool
	encoding wit.StringEncoding
	payload  int
	flags    bool
}

// slotter hands out the slots of the shim module in order.
type slotter struct {
	p        *Plan
	problems *problems
	known    map[slotKey]int
}

func (p *Plan) assignSlots(problems *problems) {
	s := &slotter{p: p, problems: problems, known: map[slotKey]int{}}
	for _, m := range p.Modules {
		for _, g := range m.groups {
			for _, imp := range g.fields {
				s.assign(m, imp)
			}
		}
		for _, e := range m.exports.all {
			if e.Kind == ExportDestructor {
				e.slot = s.add(slotKey{kind: SlotDestructor, module: m.Name, name: e.Name},
					&Slot{Kind: SlotDestructor, Name: "dtor-" + p.world.resolve.Types[e.Resource].Name, Type: e.Type, module: m, export: e})
			}
		}
	}
}

func (s *slotter) add(key slotKey, slot *Slot) int {
	if i, ok := s.known[key]; ok {
		return i
	}
	i := len(s.p.Slots)
	s.known[key] = i
	s.p.Slots = append(s.p.Slots, slot)
	return i
}

// assign gives an import a slot if it needs one.
func (s *slotter) assign(m *PlannedModule, imp *Import) {
	imported := s.p.importedMemory != nil
	switch imp.Kind {
	case ImportAdapter:
		imp.slot = s.add(slotKey{kind: SlotAdapter, module: imp.Adapter, name: imp.Name},
			&Slot{Kind: SlotAdapter, Name: "adapt-" + imp.Module + "-" + imp.Name, Type: imp.Type, module: m, imp: imp})
	case ImportLowered:
		s.lowered(m, imp, imported)
	case ImportBuiltin:
		s.builtin(m, imp, imported)
	}
}

func (s *slotter) lowered(m *PlannedModule, imp *Import, imported bool) {
	o := s.p.importOptions(imp)
	encoding, ok := m.encodings.encodings.Imports[wit.EncodingKey(imp.Interface, imp.Func.Name)]
	if !ok && o.StringEncoding {
		s.problems.noEncoding(m, imp)
	}
	imp.Encoding = encoding
	if o.Memory {
		s.need(m, imp, o)
	}
	if o.Memory && !imported {
		imp.slot = s.add(slotKey{kind: SlotLowered, module: m.Name, iface: imp.Interface, name: imp.Func.Name, async: imp.Async, encoding: encoding},
			&Slot{Kind: SlotLowered, Name: "indirect-" + imp.Module + "-" + imp.Name, Type: imp.Type, module: m, imp: imp})
	}
	if o.Realloc {
		s.realloc(m, imported)
	}
}

// realloc gives the allocator for a module's imports a slot where it would be needed before it exists, or where a hook
// stands around it.
func (s *slotter) realloc(m *PlannedModule, imported bool) {
	if !imported && s.p.taskHook() == nil {
		return
	}
	e := m.exports.reallocFor(ReallocImport)
	if e == nil {
		return // reported already
	}
	e.slot = s.add(slotKey{kind: SlotRealloc, module: m.Name, name: e.Name},
		&Slot{Kind: SlotRealloc, Name: "realloc-" + m.title() + "-" + e.Name, Type: e.Type, module: m, export: e})
}

// need complains if there is no memory or allocator for an import.
func (s *slotter) need(m *PlannedModule, imp *Import, o wit.Options) {
	if o.Memory && !s.p.hasMemory() {
		s.problems.noMemory(m, "import "+strconv.Quote(imp.Module)+" "+strconv.Quote(imp.Name))
	}
	if o.Realloc && m.exports.reallocFor(ReallocImport) == nil {
		s.problems.noRealloc(m, ReallocImport, "import "+strconv.Quote(imp.Module)+" "+strconv.Quote(imp.Name))
	}
}

// builtin decides on the slot of a built-in.
func (s *slotter) builtin(m *PlannedModule, imp *Import, imported bool) {
	o := s.p.builtinOptions(m, imp)
	if o.StringEncoding && imp.Func != nil {
		side := m.encodings.encodings.Imports
		if imp.Exported {
			side = m.encodings.encodings.Exports
		}
		encoding, ok := side[wit.EncodingKey(imp.Interface, imp.Func.Name)]
		if !ok {
			s.problems.noEncoding(m, imp)
		}
		imp.Encoding = encoding
	}
	if o.Memory || o.Realloc {
		s.need(m, imp, o)
	}
	name, needed := "", false
	key := slotKey{kind: SlotBuiltin, builtin: imp.Builtin, async: imp.Async, flags: imp.Cancellable, encoding: imp.Encoding, module: m.Name}
	switch imp.Builtin {
	case binary.CanonWaitableSetWait, binary.CanonWaitableSetPoll:
		name, needed = imp.Builtin.String(), !imported
	case binary.CanonErrorContextNew:
		name, needed = "error-new", !imported
	case binary.CanonErrorContextDebugMessage:
		name, needed = "error-debug-message", true
	case binary.CanonThreadNewIndirect:
		name, needed = imp.Builtin.String(), true
		key.module = ""
		if s.p.mainModule().exports.table == nil {
			s.problems.noTable(m, imp)
		}
	case binary.CanonTaskReturn:
		name, needed = "task-return-"+imp.Func.Name, !imported && o.Memory
		key.iface, key.name = imp.Interface, imp.Func.Name
	case binary.CanonFutureRead, binary.CanonFutureWrite, binary.CanonStreamRead, binary.CanonStreamWrite:
		name, needed = imp.Module+"-"+trimAsync(imp.Name), !imported || o.Realloc
		key.iface, key.exported = imp.Interface, imp.Exported
		key.payload = int(imp.Payload)
		if imp.Unit {
			key.payload = -1
		}
		if imp.Func != nil {
			key.name = imp.Func.Name
		}
	}
	if needed {
		imp.slot = s.add(key, &Slot{Kind: SlotBuiltin, Name: name, Type: imp.Type, module: m, imp: imp})
	}
	if o.Realloc && imp.slot >= 0 {
		s.builtinRealloc(m, imp, imported)
	}
}

// builtinRealloc does for built-ins what realloc does for lowered functions.
func (s *slotter) builtinRealloc(m *PlannedModule, imp *Import, imported bool) {
	if imp.Exported || s.p.taskHook() == nil && !imported {
		return
	}
	s.realloc(m, imported)
}

func trimAsync(name string) string {
	if len(name) > len(asyncLowerPrefix) && name[:len(asyncLowerPrefix)] == asyncLowerPrefix {
		return name[len(asyncLowerPrefix):]
	}
	return name
}
