package embed

import (
	"errors"
	"strconv"

	"wcomp/binary"
	"wcomp/encode"
	"wcomp/wit"
)

// Dummy returns a core module that imports everything the world imports and
// exports everything it exports, under the names of a scheme and with the
// signatures of the canonical ABI. Every function traps. No metadata is
// embedded (see Module).
func Dummy(r *wit.Resolve, world wit.WorldID, naming Naming, lift Lifting) ([]byte, error) {
	if naming == Standard32 && lift != Sync {
		return nil, errors.New("the standard names have no async forms: use legacy names")
	}
	d := &dummy{scheme: scheme{r, naming, lift}, abi: wit.NewABI(r, false), types: map[string]uint32{}}
	w := r.Worlds[world]
	for key, item := range w.Imports.All() {
		d.importItem(key, item)
	}
	if lift != Sync {
		d.rootBuiltins()
	}
	for key, item := range w.Exports.All() {
		d.exportBuiltins(key, item)
	}
	for key, item := range w.Exports.All() {
		d.exportItem(key, item)
	}
	return d.module(), nil
}

// dummy collects the module's contents.
type dummy struct {
	scheme
	abi     *wit.ABI
	types   map[string]uint32
	section []binary.RecGroup
	imports []binary.Import
	funcs   []dummyFunc
}

type dummyFunc struct {
	name string
	typ  uint32
	trap bool
}

// typ is the index of a function type, each made once.
func (d *dummy) typ(s wit.Signature) uint32 {
	key := s.String()
	if i, ok := d.types[key]; ok {
		return i
	}
	i := uint32(len(d.section))
	d.types[key] = i
	d.section = append(d.section, binary.RecGroup{Types: []binary.SubType{{
		Final: true,
		CompositeType: binary.CompositeType{Func: binary.FuncType{
			Params: coreTypes(s.Params), Results: coreTypes(s.Results)}},
	}}})
	return i
}

var coreValTypes = [...]binary.ValType{
	wit.CoreI32: binary.I32, wit.CoreI64: binary.I64, wit.CoreF32: binary.F32, wit.CoreF64: binary.F64,
}

func coreTypes(ts []wit.CoreType) []binary.ValType {
	out := make([]binary.ValType, len(ts))
	for i, t := range ts {
		out[i] = coreValTypes[t]
	}
	return out
}

// sig is a signature made of i32s: so many parameters, so many results.
func sig(params, results int) wit.Signature {
	return wit.Signature{Params: make([]wit.CoreType, params), Results: make([]wit.CoreType, results)}
}

func (d *dummy) imp(module, name string, s wit.Signature) {
	d.imports = append(d.imports, binary.Import{Module: module, Name: name,
		ExternType: binary.ExternType{Kind: binary.ExternFunc, Type: d.typ(s)}})
}

func (d *dummy) importItem(key wit.WorldKey, item wit.WorldItem) {
	switch item := item.(type) {
	case *wit.Function:
		d.importFunc("", item)
	case *wit.InterfaceItem:
		k := d.key(key)
		i := d.r.Interfaces[item.ID]
		for f := range i.Functions.Values() {
			d.importFunc(k, f)
		}
		for name := range d.resources(item.ID) {
			d.imp(d.imported(k), d.resource("drop", name), sig(1, 0))
		}
	case wit.TypeItem:
		if t := d.r.Types[item.ID]; isResource(t) {
			d.imp(d.imported(""), d.resource("drop", t.Name), sig(1, 0))
		}
	}
}

func isResource(t *wit.TypeDef) bool {
	_, ok := t.Kind.(wit.Resource)
	return ok
}

// resources goes through the names of the resources an interface defines.
func (d *dummy) resources(id wit.InterfaceID) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for name, t := range d.r.Interfaces[id].Types.All() {
			if isResource(d.r.Types[t]) && !yield(name) {
				return
			}
		}
	}
}

func (d *dummy) importFunc(key string, f *wit.Function) {
	module := d.imported(key)
	if d.lift == Sync || !f.Kind.Async() {
		d.imp(module, f.Name, d.abi.Signature(f, wit.Lower))
		return
	}
	d.imp(module, "[async-lower]"+f.Name, d.abi.Signature(f, wit.LowerAsync))
	d.payloadBuiltins(module, f)
}

// rootBuiltins imports the built-ins that belong to no item.
func (d *dummy) rootBuiltins() {
	d.imp("[export]$root", "[task-cancel]", sig(0, 0))
	for _, b := range []struct {
		name            string
		params, results int
	}{
		{"[backpressure-inc]", 0, 0}, {"[backpressure-dec]", 0, 0},
		{"[waitable-set-new]", 0, 1}, {"[waitable-set-wait]", 2, 1}, {"[waitable-set-poll]", 2, 1},
		{"[waitable-set-drop]", 1, 0}, {"[waitable-join]", 2, 0}, {"[thread-yield]", 0, 1},
		{"[subtask-drop]", 1, 0}, {"[subtask-cancel]", 1, 1}, {"[context-get-0]", 0, 1}, {"[context-set-0]", 1, 0},
	} {
		d.imp("$root", b.name, sig(b.params, b.results))
	}
}

// payloadBuiltins imports the built-ins of every future and stream in a
// function's signature, numbered in order. One that is mentioned again has the
// number of its first place, and its built-ins are imported again.
func (d *dummy) payloadBuiltins(module string, f *wit.Function) {
	first := map[wit.TypeID]int{}
	for n, t := range d.r.FuturesAndStreams(f) {
		if at, ok := first[t]; ok {
			n = at
		} else {
			first[t] = n
		}
		kind, transfer := "future", 2
		if _, ok := d.r.Types[t].Kind.(wit.Stream); ok {
			kind, transfer = "stream", 3
		}
		name := func(prefix, builtin string) string {
			return prefix + "[" + kind + "-" + builtin + "-" + strconv.Itoa(n) + "]" + f.Name
		}
		d.imp(module, name("", "new"), wit.Signature{Results: []wit.CoreType{wit.CoreI64}})
		d.imp(module, name("", "cancel-read"), sig(1, 1))
		d.imp(module, name("", "cancel-write"), sig(1, 1))
		d.imp(module, name("", "drop-readable"), sig(1, 0))
		d.imp(module, name("", "drop-writable"), sig(1, 0))
		d.imp(module, name("[async-lower]", "read"), sig(transfer, 1))
		d.imp(module, name("[async-lower]", "write"), sig(transfer, 1))
	}
}

// exportBuiltins imports what implementing an export needs.
func (d *dummy) exportBuiltins(key wit.WorldKey, item wit.WorldItem) {
	switch item := item.(type) {
	case *wit.Function:
		d.taskBuiltins(d.exported(""), item)
	case *wit.InterfaceItem:
		module := d.exported(d.key(key))
		for f := range d.r.Interfaces[item.ID].Functions.Values() {
			d.taskBuiltins(module, f)
		}
		for name := range d.resources(item.ID) {
			d.imp(module, d.resource("drop", name), sig(1, 0))
			d.imp(module, d.resource("new", name), sig(1, 1))
			d.imp(module, d.resource("rep", name), sig(1, 1))
		}
	}
}

func (d *dummy) taskBuiltins(module string, f *wit.Function) {
	if d.lift == Sync {
		return
	}
	d.imp(module, "[task-return]"+f.Name, d.abi.TaskReturn(f.Result))
	d.payloadBuiltins(module, f)
}

func (d *dummy) exportItem(key wit.WorldKey, item wit.WorldItem) {
	switch item := item.(type) {
	case *wit.Function:
		d.exportFunc("", item)
	case *wit.InterfaceItem:
		k := d.key(key)
		for f := range d.r.Interfaces[item.ID].Functions.Values() {
			d.exportFunc(k, f)
		}
		for name := range d.resources(item.ID) {
			d.export(d.destructor(k, name), sig(1, 0), false)
		}
	}
}

func (d *dummy) export(name string, s wit.Signature, trap bool) {
	d.funcs = append(d.funcs, dummyFunc{name, d.typ(s), trap})
}

func (d *dummy) exportFunc(key string, f *wit.Function) {
	name := d.function(key, f.Name)
	switch {
	case d.lift == Sync || !f.Kind.Async():
		d.export(name, d.abi.Signature(f, wit.Lift), true)
		d.export(d.postReturn(name), d.abi.PostReturn(f), false)
	case d.lift == AsyncCallback:
		name = d.liftPrefix() + name
		d.export(name, d.abi.Signature(f, wit.LiftAsync), true)
		d.export("[callback]"+name, sig(3, 1), true)
	default:
		d.export(d.liftPrefix()+name, d.abi.Signature(f, wit.LiftStackful), true)
	}
}

// module encodes what was collected.
func (d *dummy) module() []byte {
	d.exportEnd()
	var m encode.Module
	for i := range d.section {
		m.Entry(binary.SectionType, func(b []byte) []byte { return encode.RecGroup(b, &d.section[i]) })
	}
	for i := range d.imports {
		g := binary.ImportGroup{Module: d.imports[i].Module, Items: d.imports[i : i+1]}
		m.Entry(binary.SectionImport, func(b []byte) []byte { return encode.Import(b, &g) })
	}
	for _, f := range d.funcs {
		m.Entry(binary.SectionFunction, func(b []byte) []byte { return binary.AppendU32(b, f.typ) })
	}
	m.Entry(binary.SectionMemory, func(b []byte) []byte { return encode.MemoryType(b, binary.MemoryType{}) })
	n := uint32(len(d.imports))
	last := len(d.funcs) - 2
	for i, f := range d.funcs {
		if i == last {
			m.Entry(binary.SectionExport, func(b []byte) []byte {
				return encode.Export(b, &binary.Export{Name: d.memory(), Kind: binary.ExternMemory})
			})
		}
		m.Entry(binary.SectionExport, func(b []byte) []byte {
			return encode.Export(b, &binary.Export{Name: f.name, Kind: binary.ExternFunc, Index: n + uint32(i)})
		})
	}
	for _, f := range d.funcs {
		body := []byte{0, byte(binary.OpEnd)}
		if f.trap {
			body = []byte{0, byte(binary.OpUnreachable), byte(binary.OpEnd)}
		}
		m.Entry(binary.SectionCode, func(b []byte) []byte { return binary.AppendBytes(b, body) })
	}
	return m.Bytes()
}

// exportEnd adds the functions that every dummy has: realloc, initialize.
func (d *dummy) exportEnd() {
	d.export(d.realloc(), sig(4, 1), true)
	d.export(d.initialize(), sig(0, 0), false)
}
