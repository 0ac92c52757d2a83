package componentize

import (
	"github.com/tetratelabs/wabin/wasm"

	"wcomp/binary"
	"wcomp/encode"
)

// Names of the shim module's exports; its functions are exported under their number.
const (
	shimTable  = "$imports"
	shimMemory = "$memory"
	shimGetTLS = "$get-tls-base"
	shimSetTLS = "$set-tls-base"
)

func slotName(i int) string   { return itoa(i) }
func globalName(i int) string { return "g" + itoa(i) }
func hookName(i int) string   { return "hook" + itoa(i) }

// shimModule makes the module that stands in for what does not exist yet when the main module is instantiated: a
// function for every slot that passes its parameters on to the table's (or global's) function of the same number, and
// the memory that main imports.
func shimModule(p *Plan) []byte {
	s := &syntheticModule{}
	var globals []byte
	count := uint32(0)
	if p.options.ReturnCallRef {
		globals, count = shimThroughGlobals(s, p)
	} else {
		shimThroughTable(s, p)
	}
	if p.importedMemory != nil {
		s.section(binary.SectionMemory, encode.MemoryType([]byte{1}, *p.importedMemory))
		s.export(wasm.ExternTypeMemory, shimMemory, 0)
	}
	if p.tls != 0 {
		globals, count = shimTLS(s, p.tls, globals, count)
	}
	if count > 0 {
		s.section(binary.SectionGlobal, append(binary.AppendU32(nil, count), globals...))
	}
	if len(s.m.TypeSection) == 0 {
		s.section(binary.SectionType, []byte{0})
	}
	name := ""
	if p.options.DebugNames {
		name = "wit-component:shim"
	}
	return s.bytes(p.options.Producer, name, true)
}

func shimThroughTable(s *syntheticModule, p *Plan) {
	n := uint32(len(p.Slots))
	for i, slot := range p.Slots {
		t := s.typeOf(slot.Type)
		body := new(code).params(len(slot.Type.Params)).i32(int32(i)).index(binary.OpCallIndirect, t)
		body.b = append(body.b, 0) // table
		f := s.define(slot.Name, slot.Type, nil, body.end())
		s.export(wasm.ExternTypeFunc, slotName(i), f)
	}
	if n > 0 {
		s.m.TableSection = []*wasm.Table{{Min: n, Max: &n, Type: wasm.RefTypeFuncref}}
		s.export(wasm.ExternTypeTable, shimTable, 0)
	}
}

// shimThroughGlobals makes a global of a typed reference for every slot, which traps until it is set.
func shimThroughGlobals(s *syntheticModule, p *Plan) (globals []byte, count uint32) {
	traps := map[uint32]uint32{}
	for i, slot := range p.Slots {
		t := s.typeOf(slot.Type)
		trap, ok := traps[t]
		if !ok {
			trap = s.define("trap stub before initialization", slot.Type, nil, new(code).op(binary.OpUnreachable).end())
			traps[t] = trap
		}
		globals = encode.Global(globals, &binary.Global{GlobalType: slotGlobal(t),
			Init: binary.Expr{Data: new(code).index(binary.OpRefFunc, trap).end()}})
		s.export(wasm.ExternTypeGlobal, globalName(i), uint32(i))
		f := s.define(slot.Name, slot.Type, nil, new(code).params(len(slot.Type.Params)).
			index(binary.OpGlobalGet, uint32(i)).index(binary.OpReturnCallRef, t).end())
		s.export(wasm.ExternTypeFunc, slotName(i), f)
	}
	return globals, uint32(len(p.Slots))
}

// slotGlobal is the type of the global that holds a slot's function of type t.
func slotGlobal(t uint32) binary.GlobalType {
	return binary.GlobalType{Type: binary.Ref(false, binary.ConcreteHeap(t)), Mutable: true}
}

// shimTLS makes a global for the thread-local base, with accessors.
func shimTLS(s *syntheticModule, t binary.ValType, globals []byte, count uint32) ([]byte, uint32) {
	zero := new(code).i32(0)
	if t == binary.I64 {
		zero = &code{b: binary.AppendS64(binary.AppendOpcode(nil, binary.OpI64Const), 0)}
	}
	globals = encode.Global(globals, &binary.Global{GlobalType: binary.GlobalType{Type: t, Mutable: true}, Init: binary.Expr{Data: zero.end()}})
	get := s.define(shimGetTLS, binary.FuncType{Results: []binary.ValType{t}}, nil, new(code).index(binary.OpGlobalGet, count).end())
	s.export(wasm.ExternTypeFunc, shimGetTLS, get)
	set := s.define(shimSetTLS, binary.FuncType{Params: []binary.ValType{t}}, nil,
		new(code).index(binary.OpLocalGet, 0).index(binary.OpGlobalSet, count).end())
	s.export(wasm.ExternTypeFunc, shimSetTLS, set)
	return globals, count + 1
}
