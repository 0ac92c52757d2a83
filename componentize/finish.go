package componentize

import (
	"fmt"

	"wcomp/binary"
	"wcomp/diag"
	"wcomp/wit"
)

// finish decides what depends on all modules together: live types, slots, and whether memory and allocators are there
// for what is lifted.
func (p *Plan) finish(problems *problems) {
	p.checkWorld(problems)
	p.checkNames(problems)
	p.orderExports(problems)
	p.live = newLiveTypes(p.world)
	for _, m := range p.Modules {
		p.live.imports(m)
		for _, imp := range m.Imports {
			if imp.Kind == ImportLowered {
				p.lowered[funcRef{imp.Interface, imp.Func.Name}] = true
			}
		}
	}
	p.live.exports()
	p.threadLocal(problems)
	p.assignSlots(problems)
	p.checkLifts(problems)
}

// checkWorld refuses a module that does something and has no world: the component of it would be good for nothing. With
// adapters it may be good for something, and an empty module stays one.
func (p *Plan) checkWorld(problems *problems) {
	main := p.mainModule()
	if main.encodings.found || len(p.options.Adapters) > 0 {
		return
	}
	for _, e := range main.Exports {
		if e.Extern == binary.ExternFunc && e.Kind == ExportIgnored {
			problems.noWorld(main.scanned, e)
			return
		}
	}
}

// checkNames refuses adapters whose names mean something else in the fix-up module, where it imports from them.
func (p *Plan) checkNames(problems *problems) {
	if p.taskHook() == nil {
		return
	}
	for _, m := range p.Modules[1:] {
		switch m.Name {
		case fixupMain, fixupShim, fixupActual:
			problems.add(m.scanned, 0, diag.Diagnostic{Code: "adapter", Message: fmt.Sprintf("an adapter cannot be called %q where the main module has a task hook", m.Name),
				Help: []string{"rename the import module that it serves"}})
		}
	}
}

// threadLocal decides where the thread-local base lives.
func (p *Plan) threadLocal(problems *problems) {
	var accessors []*Import
	for _, m := range p.Modules {
		for _, imp := range m.Imports {
			switch {
			case imp.Kind == ImportTLS:
				accessors = append(accessors, imp)
			case imp.Kind != ImportBuiltin:
			case imp.Builtin == binary.CanonThreadNewIndirect,
				(imp.Builtin == binary.CanonContextGet || imp.Builtin == binary.CanonContextSet) && imp.Slot == 1:
				p.tlsContext = true
			}
		}
	}
	if p.tlsContext {
		return
	}
	for _, imp := range accessors {
		if p.tls != 0 && p.tls != imp.Context {
			problems.add(p.mainModule().scanned, 0, diag.Diagnostic{Code: "import-mismatch", Item: importItem(imp.Module, imp.Name),
				Message: "the thread-local base has two types", Expected: p.tls.String(), Found: imp.Context.String()})
			return
		}
		p.tls = imp.Context
	}
}

// checkLifts checks that lifted functions have the memory and allocator that they need.
func (p *Plan) checkLifts(problems *problems) {
	for _, m := range p.Modules {
		for _, e := range m.Exports {
			if e.Kind != ExportLift {
				continue
			}
			o := p.exportOptions(e.Func, e.Convention)
			item := fmt.Sprintf("export %q", e.Name)
			if o.Memory && !p.hasMemory() {
				problems.noMemory(m, item)
			}
			if o.Realloc && m.exports.reallocFor(ReallocExport) == nil {
				problems.noRealloc(m, ReallocExport, item)
			}
		}
	}
}

// destructor is the core export that destroys an exported resource, or nil.
func (p *Plan) destructor(id wit.TypeID) *Export {
	for _, m := range p.Modules {
		if e := m.exports.destructors[id]; e != nil {
			return e
		}
	}
	return nil
}
