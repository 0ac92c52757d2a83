package componentize

import (
	"github.com/tetratelabs/wabin/wasm"

	"wcomp/binary"
	"wcomp/encode"
)

// Import modules of the fix-up module; others are adapters.
const (
	fixupActual = "actual"
	fixupMain   = "main"
	fixupShim   = "shim"
)

// fixup is the module that is instantiated last: it fills the shim's slots with the real functions, calls what has to
// be called once, and wraps entries with the task hook.
type fixup struct {
	p        *Plan
	s        syntheticModule
	known    map[[2]string]uint32 // functions imported, by module and name
	modules  []string             // import modules in order
	wrappers []*wrapper
	slots    []uint32 // the function that fills each slot
	globals  []uint32 // with ReturnCallRef, the global of each slot
	// imports with typed references, in order with the others: encoded entries of the whole section
	imports []byte
	count   uint32
}

// newFixup makes the fix-up module, nil if there is nothing to fix.
func newFixup(p *Plan) *fixup {
	f := &fixup{p: p, known: map[[2]string]uint32{}}
	for i, slot := range p.Slots {
		f.slots = append(f.slots, f.importFunc(fixupActual, slotName(i), slot.Type))
		if p.options.ReturnCallRef {
			f.importGlobal(globalName(i), slotGlobal(f.s.typeOf(slot.Type)))
		}
	}
	main := p.mainModule()
	var user []uint32
	if e := main.exports.initialize; e != nil {
		user = append(user, f.importFunc(fixupMain, e.Name, e.Type))
	}
	hook := p.taskHook()
	if hook != nil {
		f.wrapAll(f.importFunc(fixupMain, hook.Name, hook.Type))
	}
	if len(p.Slots) == 0 && len(user) == 0 && len(f.wrappers) == 0 {
		return nil
	}
	f.importTable()
	if hook != nil {
		f.defineWrappers()
	}
	f.defineStart(user)
	f.elements()
	return f
}

// instances are the import modules in the order of their first import.
func (f *fixup) instances() []string { return f.modules }

func (f *fixup) module(name string) {
	for _, m := range f.modules {
		if m == name {
			return
		}
	}
	f.modules = append(f.modules, name)
}

func (f *fixup) importFunc(module, name string, t binary.FuncType) uint32 {
	key := [2]string{module, name}
	if i, ok := f.known[key]; ok {
		return i
	}
	f.module(module)
	i := f.s.importFunc(module, name, t)
	f.known[key] = i
	f.entry(module, name, binary.ExternType{Kind: binary.ExternFunc, Type: f.s.typeOf(t)})
	return i
}

// entry notes an import for the section that is written where there are typed references.
func (f *fixup) entry(module, name string, t binary.ExternType) {
	f.imports = encode.Import(f.imports, &binary.ImportGroup{Module: module, Items: []binary.Import{{Name: name, ExternType: t}}})
	f.count++
}

func (f *fixup) importGlobal(name string, t binary.GlobalType) {
	f.module(fixupShim)
	f.entry(fixupShim, name, binary.ExternType{Kind: binary.ExternGlobal, Global: t})
	f.s.globalNames = append(f.s.globalNames, binary.Naming{Index: f.s.globals, Name: name})
	f.globals = append(f.globals, f.s.globals)
	f.s.globals++
}

func (f *fixup) importTable() {
	switch n := uint32(len(f.p.Slots)); {
	case n == 0:
	case f.p.options.ReturnCallRef:
		f.s.section(binary.SectionImport, append(binary.AppendU32(nil, f.count), f.imports...))
	default:
		f.module(fixupShim)
		f.s.m.ImportSection = append(f.s.m.ImportSection, &wasm.Import{Type: wasm.ExternTypeTable, Module: fixupShim, Name: shimTable,
			DescTable: &wasm.Table{Min: n, Max: &n, Type: wasm.RefTypeFuncref}})
	}
}

// defineStart makes what runs at instantiation: slots are set first, then main's own functions are called, within the
// task hook if there is one. A single call needs no function of its own.
func (f *fixup) defineStart(user []uint32) {
	refs := f.p.options.ReturnCallRef && len(f.p.Slots) > 0
	hook := f.p.taskHook()
	if !refs && len(user) == 0 {
		return
	}
	if !refs && len(user) == 1 && hook == nil {
		f.s.m.StartSection = &user[0]
		return
	}
	var body code
	if refs {
		for i, slot := range f.slots {
			body.index(binary.OpRefFunc, slot).index(binary.OpGlobalSet, f.globals[i])
		}
	}
	f.hookCall(&body, len(user) > 0, hookStart)
	for _, call := range user {
		body.index(binary.OpCall, call)
	}
	f.hookCall(&body, len(user) > 0, hookStartEnd)
	i := f.s.define("start", binary.FuncType{}, nil, body.end())
	f.s.m.StartSection = &i
}

func (f *fixup) hookCall(body *code, any bool, event int32) {
	if hook := f.p.taskHook(); hook != nil && any {
		body.i32(event).index(binary.OpCall, f.known[[2]string{fixupMain, hook.Name}])
	}
}

// elements fills the shim's table, or declares the functions that are put into its globals.
func (f *fixup) elements() {
	if len(f.slots) == 0 {
		return
	}
	e := &binary.Element{Count: uint32(len(f.slots))}
	if f.p.options.ReturnCallRef {
		e.Flags, e.Mode = 3, binary.SegmentDeclared
	} else {
		e.Where.Data = new(code).i32(0).end()
	}
	for _, slot := range f.slots {
		e.Items = binary.AppendU32(e.Items, slot)
	}
	f.s.section(binary.SectionElement, encode.Element([]byte{1}, e))
}

func (f *fixup) bytes() []byte {
	name := ""
	if f.p.options.DebugNames {
		name = "wit-component:fixups"
	}
	return f.s.bytes(f.p.options.Producer, name, false)
}
