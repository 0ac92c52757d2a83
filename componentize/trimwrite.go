package componentize

import (
	"wcomp/binary"
	"wcomp/decode"
	"wcomp/encode"
)

// trimWriter writes what is left of an adapter under new indices.
type trimWriter struct {
	*trimmer
	out encode.Module

	types, funcs, memories, globals []uint32 // new index by old one
	typeCount, funcCount            uint32

	realloc        int64 // index of the added or imported allocator, or -1
	addedImport    uint32
	grow           int64
	lazy, start    int64
	growType       uint32
	lazyType       uint32
	startType      uint32
	addedImportTyp uint32
}

func (t *trimmer) write(moduleName string) []byte {
	w := &trimWriter{trimmer: t, realloc: -1, grow: -1, lazy: -1, start: -1}
	w.writeTypes()
	w.writeImports()
	w.numberFunctions()
	w.writeFunctions()
	w.writeGlobals()
	w.writeExports()
	if w.start >= 0 {
		w.out.Section(binary.SectionStart, binary.AppendU32(nil, uint32(w.start)))
	}
	w.writeCode()
	w.writeNames(moduleName)
	if t.producers != nil {
		w.out.Custom(producersSection, t.producers)
	}
	return w.out.Bytes()
}

// numbering gives the live indices new ones from first on, in order.
func numbering(live []bool, first uint32) []uint32 {
	to := make([]uint32, len(live))
	for i, l := range live {
		if l {
			to[i] = first
			first++
		}
	}
	return to
}

// valType is a value type with its index, if it has one, made new.
func (w *trimWriter) valType(v binary.ValType) binary.ValType {
	if v.IsConcrete() {
		return v.WithIndex(w.types[v.Index()])
	}
	return v
}

func (w *trimWriter) writeTypes() {
	w.types = numbering(w.liveTypes, 0)
	mapped := func(from []binary.ValType) []binary.ValType {
		to := make([]binary.ValType, len(from))
		for i, v := range from {
			to[i] = w.valType(v)
		}
		return to
	}
	add := func(t binary.FuncType) uint32 {
		w.out.Entry(binary.SectionType, func(b []byte) []byte {
			return encode.FuncType(append(b, binary.CodeFunc), t)
		})
		w.typeCount++
		return w.typeCount - 1
	}
	for i, live := range w.liveTypes {
		if live {
			f := w.m.types[i].Func
			add(binary.FuncType{Params: mapped(f.Params), Results: mapped(f.Results)})
		}
	}
	if w.stack.addImport {
		w.addedImportTyp = add(reallocType)
	}
	if w.stack.lazy {
		w.lazyType = add(binary.FuncType{})
	}
	if w.stack.addGrow {
		w.growType = add(reallocType)
	}
	if w.stack.addStart {
		w.startType = w.plainType(add)
	}
}

// plainType is the last live type without parameters and results, or a new one.
func (w *trimWriter) plainType(add func(binary.FuncType) uint32) uint32 {
	for i := len(w.liveTypes) - 1; i >= 0; i-- {
		if f := w.m.types[i].Func; w.liveTypes[i] && len(f.Params)+len(f.Results) == 0 {
			return w.types[i]
		}
	}
	return add(binary.FuncType{})
}

// writeImports writes the imports that stay: memories, tables, globals, functions.
func (w *trimWriter) writeImports() {
	w.memories = numbering(w.liveMemories, 0)
	w.globals = numbering(w.liveGlobals, 0)
	w.funcs = make([]uint32, len(w.m.funcs))
	kinds := [...]struct {
		kind binary.ExternKind
		live []bool
	}{{binary.ExternMemory, w.liveMemories}, {binary.ExternTable, w.liveTables}, {binary.ExternGlobal, w.liveGlobals}, {binary.ExternFunc, w.liveFuncs}}
	for _, k := range kinds {
		index := 0
		for i := range w.m.imports {
			imp := w.m.imports[i]
			if imp.Kind == binary.ExternFuncExact {
				imp.Kind = binary.ExternFunc
			}
			if imp.Kind != k.kind {
				continue
			}
			old := index
			index++
			if !k.live[old] {
				continue
			}
			if k.kind == binary.ExternFunc && !w.importFunc(&imp, old) {
				continue
			}
			if k.kind == binary.ExternGlobal {
				imp.Global.Type = w.valType(imp.Global.Type)
			}
			w.importItem(imp)
		}
	}
	if w.stack.addImport {
		w.addedImport = w.funcCount
		w.realloc = int64(w.funcCount)
		w.funcCount++
		w.importItem(binary.Import{Module: mainModuleName, Name: w.stack.realloc,
			ExternType: binary.ExternType{Kind: binary.ExternFunc, Type: w.addedImportTyp}})
	}
}

func (w *trimWriter) importItem(imp binary.Import) {
	w.out.Entry(binary.SectionImport, func(b []byte) []byte {
		return encode.Import(b, &binary.ImportGroup{Module: imp.Module, Items: []binary.Import{imp}})
	})
}

// importFunc numbers an imported function; false if it becomes a definition.
func (w *trimWriter) importFunc(imp *binary.Import, old int) bool {
	imp.Type = w.types[imp.Type]
	if isRealloc(imp) {
		if w.stack.realloc == "" {
			return false
		}
		imp.Name = w.stack.realloc
		w.realloc = int64(w.funcCount)
	}
	w.funcs[old] = w.funcCount
	w.funcCount++
	return true
}

// isReplaced says whether an imported function has become one that grows memory.
func (w *trimWriter) isReplaced(old int) bool {
	if w.stack.replaced == 0 || !w.liveFuncs[old] {
		return false
	}
	n := 0
	for i := range w.m.imports {
		imp := &w.m.imports[i]
		if imp.Kind != binary.ExternFunc {
			continue
		}
		if n == old {
			return isRealloc(imp)
		}
		n++
	}
	return false
}

// numberFunctions numbers the functions that are defined: replacements of imports, those that were defined, added ones.
func (w *trimWriter) numberFunctions() {
	imported := int(w.imported[binary.ExternFunc])
	for old := range imported {
		if w.isReplaced(old) {
			w.realloc = int64(w.funcCount)
			w.funcs[old] = w.funcCount
			w.funcCount++
		}
	}
	for old := imported; old < len(w.m.funcs); old++ {
		if w.liveFuncs[old] {
			w.funcs[old] = w.funcCount
			w.funcCount++
		}
	}
	add := func(wanted bool, at *int64) {
		if wanted {
			*at = int64(w.funcCount)
			w.funcCount++
		}
	}
	add(w.stack.lazy, &w.lazy)
	add(w.stack.addGrow, &w.grow)
	if w.stack.addGrow {
		w.realloc = w.grow
	}
	add(w.stack.addStart, &w.start)
}

// writeFunctions writes the function section.
func (w *trimWriter) writeFunctions() {
	entry := func(t uint32) {
		w.out.Entry(binary.SectionFunction, func(b []byte) []byte { return binary.AppendU32(b, t) })
	}
	for old, live := range w.liveFuncs {
		if live && (old >= int(w.imported[binary.ExternFunc]) || w.isReplaced(old)) {
			entry(w.types[w.m.funcs[old]])
		}
	}
	if w.stack.lazy {
		entry(w.lazyType)
	}
	if w.stack.addGrow {
		entry(w.growType)
	}
	if w.stack.addStart {
		entry(w.startType)
	}
}

func (w *trimWriter) writeGlobals() {
	for i, g := range w.trimmer.globals {
		old := uint32(i) + w.imported[binary.ExternGlobal]
		if !w.liveGlobals[old] {
			continue
		}
		g.Type = w.valType(g.Type)
		g.Init.Data = w.operators(nil, decode.NewOperatorReader(g.Init.Data, g.Init.Offset, binary.AllFeatures))
		w.out.Entry(binary.SectionGlobal, func(b []byte) []byte { return encode.Global(b, &g) })
	}
}

func (w *trimWriter) writeExports() {
	for _, e := range w.exports {
		switch e.Kind {
		case binary.ExternFunc:
			e.Index = w.funcs[e.Index]
		case binary.ExternMemory:
			e.Index = w.memories[e.Index]
		case binary.ExternGlobal:
			e.Index = w.globals[e.Index]
		}
		w.out.Entry(binary.SectionExport, func(b []byte) []byte { return encode.Export(b, &e) })
	}
}

// writeCode writes the bodies, exported ones with a call to the function that allocates the stack if that is done
// lazily.
func (w *trimWriter) writeCode() {
	exported := map[uint32]bool{}
	if w.stack.lazy {
		for _, e := range w.exports {
			if e.Kind == binary.ExternFunc {
				exported[e.Index] = true
			}
		}
	}
	body := func(contents []byte) {
		w.out.Entry(binary.SectionCode, func(b []byte) []byte { return binary.AppendBytes(b, contents) })
	}
	page := []binary.Local{{Count: 1, Type: binary.I32}}
	imported := w.imported[binary.ExternFunc]
	for old, live := range w.liveFuncs {
		switch {
		case !live:
		case uint32(old) >= imported:
			body(w.body(uint32(old), exported[uint32(old)]))
		case w.isReplaced(old):
			body(append(encode.Locals(nil, page), growBody()...))
		}
	}
	if w.stack.lazy || w.stack.addStart || w.stack.addGrow {
		state := int64(-1)
		if w.stack.state >= 0 {
			state = int64(w.globals[w.stack.state])
		}
		allocate := append([]byte{0}, allocateBody(w.globals[w.stack.pointer], state, uint32(max(w.realloc, 0)))...)
		if w.stack.lazy {
			body(allocate)
		}
		if w.stack.addGrow {
			body(append(encode.Locals(nil, page), growBody()...))
		}
		if w.stack.addStart {
			body(allocate)
		}
	}
}

func (w *trimWriter) body(old uint32, allocate bool) []byte {
	locals := w.bodies[old-w.imported[binary.ExternFunc]].Locals()
	var groups []binary.Local
	var g binary.Local
	for locals.Next(&g) {
		g.Type = w.valType(g.Type)
		groups = append(groups, g)
	}
	b := encode.Locals(nil, groups)
	if allocate {
		b = binary.AppendU32(binary.AppendOpcode(b, binary.OpCall), uint32(w.lazy))
	}
	return w.operators(b, locals.Operators(binary.AllFeatures))
}

// operators appends instructions with their indices made new. They have been read before, so they read without errors.
func (w *trimWriter) operators(b []byte, r decode.OperatorReader) []byte {
	var op binary.Operator
	for r.Next(&op) {
		switch op.Op.Imm() {
		case binary.ImmFunc:
			op.Index = w.funcs[op.Index]
		case binary.ImmType:
			op.Index = w.types[op.Index]
		case binary.ImmCallIndirect:
			op.Index = w.types[op.Index]
		case binary.ImmGlobal, binary.ImmOrdGlobal:
			op.Index = w.globals[op.Index]
		case binary.ImmMem, binary.ImmMemArg, binary.ImmMemArgLane:
			op.Index = w.memories[op.Index]
		case binary.ImmMemMem:
			op.Index, op.Index2 = w.memories[op.Index], w.memories[op.Index2]
		case binary.ImmBlock:
			switch op.Block.Kind {
			case binary.BlockType:
				op.Block.Index = w.types[op.Block.Index]
			case binary.BlockValue:
				op.Block.Type = w.valType(op.Block.Type)
			}
		case binary.ImmHeapType, binary.ImmRefType:
			op.Ref = w.valType(op.Ref)
		case binary.ImmSelectTypes:
			var types []byte
			for v := range decode.SelectTypes(&op) {
				types = encode.ValType(types, w.valType(v))
			}
			op.Bytes = types
		case binary.ImmLabels:
			var labels []byte
			for l := range decode.Labels(&op) {
				labels = binary.AppendU32(labels, l)
			}
			op.Bytes = labels
		}
		b = encode.Operator(b, &op)
	}
	return b
}

// writeNames writes the names of what is left and of what was added.
func (w *trimWriter) writeNames(moduleName string) {
	var funcs, globals []binary.Naming
	add := func(index uint32, name string) {
		funcs = append(funcs, binary.Naming{Index: index, Name: name})
	}
	if w.stack.addImport {
		add(w.addedImport, w.stack.realloc)
	}
	if w.start >= 0 {
		add(uint32(w.start), allocateStackName)
	}
	for old, live := range w.liveFuncs {
		if name, ok := w.funcNames[uint32(old)]; ok && live {
			add(w.funcs[old], name)
		}
	}
	if w.realloc >= 0 && (w.stack.realloc == "" || w.stack.state < 0) {
		add(uint32(w.realloc), reallocByGrowName)
	}
	if w.lazy >= 0 {
		add(uint32(w.lazy), allocateStackName)
	}
	for old, live := range w.liveGlobals {
		if name, ok := w.globalNames[uint32(old)]; ok && live {
			globals = append(globals, binary.Naming{Index: w.globals[old], Name: name})
		}
	}
	var names []byte
	if moduleName != "" {
		names = encode.NameSubsection(names, &binary.NameSubsection{Kind: binary.NameModule, Name: moduleName})
	}
	if len(funcs) > 0 {
		names = encode.NameSubsection(names, &binary.NameSubsection{Kind: binary.NameFunction, Names: funcs})
	}
	if len(globals) > 0 {
		names = encode.NameSubsection(names, &binary.NameSubsection{Kind: binary.NameGlobal, Names: globals})
	}
	if len(names) > 0 {
		w.out.Custom("name", names)
	}
}
