package componentize

import (
	"fmt"
	"strconv"

	"wcomp/binary"
	"wcomp/diag"
	"wcomp/wit"
)

// classify decides on the imports and exports of all modules, and trims adapters to what is needed of them.
func (p *Plan) classify(in *inputs, problems *problems) {
	adapters := map[string]bool{}
	for _, a := range in.adapters {
		adapters[a.module.name] = true
	}
	rewritten := rewriteMain(in.main.module, in.main.metadata.producers)
	main := p.classifyModule(in.main, adapters, rewritten.importNames, problems)
	main.main = rewritten
	p.Modules = append(p.Modules, main)
	p.importedMemory = in.main.module.importedMemory()
	needed := map[string]map[string]binary.FuncType{}
	for _, imp := range main.Imports {
		if imp.Kind == ImportAdapter {
			if needed[imp.Adapter] == nil {
				needed[imp.Adapter] = map[string]binary.FuncType{}
			}
			needed[imp.Adapter][imp.Name] = imp.Type
			p.checkAdapterImport(in, main.scanned, imp, problems)
		}
	}
	for _, a := range in.adapters {
		if m := p.adapt(a, adapters, needed[a.module.name], problems); m != nil {
			p.Modules = append(p.Modules, m)
		}
	}
	p.checkAdapters(problems)
}

// importedMemory is the type of the memory that the module imports from env, or nil.
func (m *module) importedMemory() *binary.MemoryType {
	for i := range m.imports {
		if imp := &m.imports[i]; imp.Kind == binary.ExternMemory && imp.Module == "env" && imp.Name == "memory" {
			return &imp.Memory
		}
	}
	return nil
}

// classifyModule decides on one module's imports and exports.
func (p *Plan) classifyModule(i *input, adapters map[string]bool, names map[string]string, problems *problems) *PlannedModule {
	m := &PlannedModule{Name: i.module.name, scanned: i.module, encodings: i.metadata, list: p.world.exportList(i.module.name)}
	for _, key := range m.list {
		m.List = append(m.List, p.world.resolve.KeyName(key))
	}
	c := &classifier{w: p.world, m: i.module, abi: p.abi, options: &p.options, adapters: adapters, problems: problems}
	m.groups = c.imports(names)
	m.exports = c.exports(m.list)
	m.Exports = m.exports.all
	for _, g := range m.groups {
		m.Imports = append(m.Imports, g.fields...)
	}
	return m
}

// checkAdapterImport checks that an adapter exports what is imported from it.
func (p *Plan) checkAdapterImport(in *inputs, m *module, imp *Import, problems *problems) {
	fail := func(cause importCause, found, expected string) {
		problems.unresolved(&importProblem{cause: cause, module: m, imp: imp, offset: m.importOffset(imp), name: found, expected: expected})
	}
	if !passable(imp.Type) {
		fail(causeUnpassable, "", "")
		return
	}
	for _, a := range in.adapters {
		if a.module.name != imp.Adapter {
			continue
		}
		e, ok := a.module.export(imp.Name)
		switch {
		case !ok || e.Kind != binary.ExternFunc:
			fail(causeAdapterLacks, "", "")
		case !sameFunc(a.module.funcType(e.Index), imp.Type):
			fail(causeAdapterLacks, funcText(a.module.funcType(e.Index)), funcText(imp.Type))
		}
	}
}

// importOffset is where an import stands in the module.
func (m *module) importOffset(imp *Import) int64 {
	for i := range m.imports {
		if m.imports[i].Module == imp.Module && m.imports[i].Name == imp.Field {
			return m.imports[i].Offset
		}
	}
	return 0
}

// adapt decides whether an adapter is kept, and trims it. It returns nil for one that is not, or that is wrong.
func (p *Plan) adapt(a *input, adapters map[string]bool, needed map[string]binary.FuncType, problems *problems) *PlannedModule {
	if len(needed) == 0 && !p.exportsFunctions(a.module.name) {
		p.drop(a.module.name)
		return nil
	}
	before := problems.count()
	whole := p.classifyModule(a, adapters, nil, problems)
	if problems.count() > before {
		return nil
	}
	keep := map[string]bool{}
	for name := range needed {
		keep[name] = true
	}
	for _, e := range whole.Exports {
		if e.Kind != ExportIgnored {
			keep[e.Name] = true
		}
	}
	realloc, name := "", ""
	if e := p.mainModule().exports.reallocFor(ReallocAdapter); e != nil && !p.options.ReallocViaMemoryGrow {
		realloc = e.Name
	}
	if p.options.DebugNames {
		name = adapterTitle(a.module.name)
	}
	data := trimAdapter(a.module, keep, realloc, name, problems)
	if data == nil {
		return nil
	}
	trimmed, err := scanModule(data)
	if err != nil {
		problems.fail(a.module, "after trimming the adapter", err)
		return nil
	}
	trimmed.name, trimmed.file = a.module.name, a.module.file
	m := p.classifyModule(&input{module: trimmed, metadata: a.metadata}, adapters, nil, problems)
	m.data = data
	return m
}

func adapterTitle(name string) string { return "wit-component:adapter:" + name }

// exportsFunctions says whether a module's part of the world's exports has any function.
func (p *Plan) exportsFunctions(module string) bool {
	for _, key := range p.world.exportList(module) {
		item, _ := p.world.world.Exports.Get(key)
		switch item := item.(type) {
		case *wit.Function:
			return true
		case *wit.InterfaceItem:
			if p.world.resolve.Interfaces[item.ID].Functions.Len() > 0 {
				return true
			}
		}
	}
	return false
}

// drop takes the exports of an adapter that is not kept out of the world, unless another module has them too.
func (p *Plan) drop(module string) {
	others := map[string]bool{}
	for name, list := range p.world.lists {
		if name != module {
			for _, key := range list {
				others[key] = true
			}
		}
	}
	for _, key := range p.world.exportList(module) {
		if !others[p.world.resolve.KeyName(key)] {
			p.world.world.Exports.Delete(key)
		}
	}
	p.world.lists[module] = nil
}

// checkAdapters checks what adapters want of other modules.
func (p *Plan) checkAdapters(problems *problems) {
	main := p.mainModule()
	for _, m := range p.Modules[1:] {
		for _, imp := range m.Imports {
			fail := func(cause importCause) {
				problems.unresolved(&importProblem{cause: cause, module: m.scanned, imp: imp, offset: m.scanned.importOffset(imp)})
			}
			switch imp.Kind {
			case ImportMemory:
				if !p.hasMemory() {
					fail(causeAdapterMemory)
				} else if have, want := p.memoryType(), *m.scanned.importedMemory(); !have.serves(want) {
					p.memoryTooSmall(m, imp, want, have, problems)
				}
			case ImportMainExport:
				e, ok := main.scanned.export(imp.Name)
				switch {
				case !ok || e.Kind != imp.Extern:
					fail(causeMainLacks)
				case e.Kind == binary.ExternFunc && !sameFunc(main.scanned.funcType(e.Index), imp.Type):
					problems.unresolved(&importProblem{cause: causeMainType, module: m.scanned, imp: imp, offset: m.scanned.importOffset(imp),
						expected: funcText(imp.Type), name: funcText(main.scanned.funcType(e.Index))})
				}
			case ImportAdapter:
				other := p.adapter(imp.Adapter)
				if other == nil {
					fail(causeAdapterDropped)
					continue
				}
				if e, ok := other.scanned.export(imp.Name); !ok || e.Kind != binary.ExternFunc ||
					!sameFunc(other.scanned.funcType(e.Index), imp.Type) {
					fail(causeAdapterLacks)
				}
			}
		}
	}
}

// sharedMemory is the type of the memory that everybody uses.
type sharedMemory binary.MemoryType

// memoryType is the type of the main module's memory, which there must be.
func (p *Plan) memoryType() sharedMemory {
	if p.importedMemory != nil {
		return sharedMemory(*p.importedMemory)
	}
	main := p.mainModule()
	return sharedMemory(main.scanned.memory[main.exports.memory.Index])
}

// serves says whether the memory can be imported as one of type want (core spec, import subtyping).
func (have sharedMemory) serves(want binary.MemoryType) bool {
	return have.Min >= want.Min && (!want.HasMax || have.HasMax && have.Max <= want.Max) &&
		have.Shared == want.Shared && have.Is64 == want.Is64 && binary.MemoryType(have).PageLog2() == want.PageLog2()
}

func (p *Plan) memoryTooSmall(m *PlannedModule, imp *Import, want binary.MemoryType, have sharedMemory, problems *problems) {
	problems.add(m.scanned, m.scanned.importOffset(imp), diag.Diagnostic{Code: "import-mismatch", Item: importItem(imp.Module, imp.Name),
		Message: "the main module's memory is of another type", Expected: memoryText(want), Found: memoryText(binary.MemoryType(have))})
}

// memoryText is a memory type as the text format writes it.
func memoryText(m binary.MemoryType) string {
	text := "(memory"
	if m.Is64 {
		text += " i64"
	}
	text += " " + strconv.FormatUint(m.Min, 10)
	if m.HasMax {
		text += " " + strconv.FormatUint(m.Max, 10)
	}
	if m.Shared {
		text += " shared"
	}
	if m.HasPageSize {
		text += fmt.Sprintf(" (pagesize 0x%x)", uint64(1)<<m.PageSizeLog2)
	}
	return text + ")"
}
