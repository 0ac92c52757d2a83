package wat

import (
	"math"

	"wcomp/binary"
	"wcomp/encode"
)

// Module fields, one function each. The field's keyword is taken; the closing
// parenthesis is left to finish.

func (p *fieldParser) typeField(f *field, rec bool) {
	g := binary.RecGroup{Explicit: rec}
	index := f.index
	one := func() {
		p.naming()
		var info typeInfo
		g.Types = append(g.Types, p.subType(&info))
		p.m.setType(index, info, rec)
		index++
	}
	if rec {
		for p.open("type") {
			one()
			p.close()
		}
	} else {
		one()
	}
	f.result.out = encode.RecGroup(nil, &g)
}

// setType keeps what type uses need to know about a type. Types in rec groups
// are never what a type use without index means.
func (m *module) setType(index uint32, info typeInfo, rec bool) {
	for int(index) >= len(m.types) {
		m.types = append(m.types, typeInfo{})
	}
	m.types[index] = info
	if info.isFunc && !rec {
		key := sigKey(&info.sig)
		if _, ok := m.lookup[key]; !ok {
			m.lookup[key] = index
		}
	}
}

func (p *fieldParser) importField(f *field) {
	g := binary.ImportGroup{Module: p.name()}
	if !p.isOpen("item") {
		g.Items = []binary.Import{{Name: p.name()}}
		g.Items[0].ExternType = p.importDesc(true)
		f.result.out = encode.Import(nil, &g)
		return
	}
	typed := 0
	for p.open("item") {
		i := binary.Import{Name: p.name()}
		at := p.tok
		if !p.atClose() {
			i.ExternType = p.importDesc(true)
			typed++
		}
		g.Items = append(g.Items, i)
		if typed != 0 && typed != len(g.Items) {
			p.fail(at, "unexpected token: either every item of a group of imports has a type, or none has")
		}
		p.close()
	}
	g.Form = binary.ImportNames
	if typed == 0 {
		g.Form = binary.ImportSharedType
		g.Type = p.importDesc(false)
	}
	f.result.out = encode.Import(nil, &g)
}

// importDesc takes `(func …)` and so on.
func (p *fieldParser) importDesc(named bool) (t binary.ExternType) {
	kind, ok := fieldKinds[p.tok.text]
	if p.tok.kind != tokenOpen || !ok {
		p.unexpected("`(func`, `(table`, `(memory`, `(global` or `(tag`")
	}
	p.advance()
	if named {
		p.naming()
	}
	t = p.externType(kind)
	p.close()
	return t
}

// externType takes the type of an import behind its keyword.
func (p *fieldParser) externType(kind fieldKind) (t binary.ExternType) {
	t.Kind = externKinds[kind]
	switch kind {
	case fieldFunc:
		if p.open("exact") {
			t.Kind = binary.ExternFuncExact
			t.Type, _ = p.typeUse(unnamed)
			p.close()
			return t
		}
		t.Type, _ = p.typeUse(unnamed)
	case fieldTag:
		t.Type, _ = p.typeUse(unnamed)
	case fieldTable:
		t.Table = p.tableType()
	case fieldMemory:
		t.Memory = p.memoryType()
	case fieldGlobal:
		t.Global = p.globalType()
	default:
		p.unexpected("a func, table, memory, global or tag")
	}
	return t
}

// head takes what scan has dealt with: identifier and inline exports; and an
// inline import, which it encodes. It says whether there was one.
func (p *fieldParser) head(f *field) bool {
	p.naming()
	for p.open("export") {
		p.name()
		p.close()
	}
	if !p.open("import") {
		return false
	}
	g := binary.ImportGroup{Module: p.name(), Items: []binary.Import{{Name: p.name()}}}
	p.close()
	g.Items[0].ExternType = p.externType(f.kind)
	f.result.out = encode.Import(nil, &g)
	return true
}

func (p *fieldParser) funcField(f *field) {
	if p.head(f) {
		return
	}
	typ, sig := p.typeUse(func(i int, n naming) { p.defineLocal(uint32(i), n) })
	f.result.typ = typ
	known := sig != nil
	if !known {
		sig = new(binary.FuncType)
	}
	p.localCount = uint32(len(sig.Params))
	p.localDeclarations()
	if !known {
		p.localNames = nil // nobody knows which numbers the locals have
	}
	p.out = encode.Locals(p.out, p.runs)
	if p.m.opts.Dwarf == DwarfFull {
		f.result.variables = p.variables(sig)
	}
	p.expression(false)
	p.mark(p.tok.start, hint{})
	p.out = append(p.out, byte(binary.OpEnd))
	f.result.out = p.keep(p.out)
}

// variables are the parameters and locals that debuggers can show.
func (p *fieldParser) variables(sig *binary.FuncType) (all []variable) {
	index := uint32(0)
	add := func(t binary.ValType, parameter bool) {
		if t.IsNumeric() {
			all = append(all, variable{index, t, parameter})
		}
		index++
	}
	for _, t := range sig.Params {
		add(t, true)
	}
	for _, r := range p.runs {
		for range r.Count {
			add(r.Type, false)
		}
	}
	return all
}

// localDeclarations takes `(local …)` forms. Neighbours of one type share a
// run.
func (p *fieldParser) localDeclarations() {
	p.runs = p.runs[:0]
	declare := func(t binary.ValType) {
		if p.localCount == math.MaxUint32 {
			p.fail(p.tok, "too many locals")
		}
		p.localCount++
		if n := len(p.runs); n > 0 && p.runs[n-1].Type == t {
			p.runs[n-1].Count++
			return
		}
		p.runs = append(p.runs, binary.Local{Count: 1, Type: t})
	}
	for p.open("local") {
		if n := p.naming(); n.hasID || n.hasName {
			p.defineLocal(p.localCount, n)
			declare(p.valType())
			p.close()
			continue
		}
		for !p.atClose() {
			declare(p.valType())
		}
		p.advance()
	}
}

// constant takes a constant expression up to the parenthesis that closes the
// field, or one folded instruction, and returns it with its end.
func (p *fieldParser) constant(one bool) []byte {
	start := len(p.out)
	p.expression(one)
	p.out = append(p.out, byte(binary.OpEnd))
	b := p.keep(p.out[start:])
	p.out = p.out[:start]
	p.labels, p.frames = p.labels[:0], p.frames[:0]
	return b
}

// offset takes `(offset instr*)` or one folded instruction.
func (p *fieldParser) offset() binary.Expr {
	if p.open("offset") {
		e := p.constant(false)
		p.close()
		return binary.Expr{Data: e}
	}
	return binary.Expr{Data: p.constant(true)}
}

func (p *fieldParser) tableField(f *field) {
	if p.head(f) {
		return
	}
	var t binary.Table
	shared := p.word("shared")
	p.addressType(&t.Limits)
	if p.tok.kind == tokenWord && isUnsigned(p.tok.text) {
		t.Min = p.uint(64)
		if p.tok.kind == tokenWord && isUnsigned(p.tok.text) {
			t.HasMax, t.Max = true, p.uint(64)
		}
		t.Shared = shared
		t.Elem = p.refType()
		if !p.atClose() {
			t.HasInit = true
			t.Init.Data = p.constant(false)
		}
		f.result.out = encode.Table(nil, &t)
		return
	}
	t.Shared = shared
	if shared && t.Is64 {
		p.unexpected("a u64, the size of the shared table")
	}
	t.Elem = p.refType()
	p.mustOpen("elem")
	e := binary.Element{Mode: binary.SegmentActive, Flags: 2, Table: f.index, Type: t.Elem}
	e.Where.Data = zeroOffset(t.Is64)
	p.elemItems(&e, t.Elem)
	p.close()
	t.Min, t.Max, t.HasMax = uint64(e.Count), uint64(e.Count), true
	f.result.out = encode.Table(nil, &t)
	f.result.extra = encode.Element(nil, &e)
}

// zeroOffset is the constant 0 of an address type.
func zeroOffset(is64 bool) []byte {
	op := binary.OpI32Const
	if is64 {
		op = binary.OpI64Const
	}
	return []byte{byte(op), 0, byte(binary.OpEnd)}
}

func (p *fieldParser) memoryField(f *field) {
	if p.head(f) {
		return
	}
	var t binary.MemoryType
	p.addressType(&t.Limits)
	p.pageSize(&t)
	if !p.open("data") {
		if t.HasPageSize {
			p.unexpected("`(data`")
		}
		t.Min = p.uint(64)
		if p.tok.kind == tokenWord && isUnsigned(p.tok.text) {
			t.HasMax, t.Max = true, p.uint(64)
		}
		t.Shared = p.word("shared")
		p.pageSize(&t)
		f.result.out = encode.MemoryType(nil, t)
		return
	}
	d := binary.Data{Mode: binary.SegmentActive, Memory: f.index}
	if f.index != 0 {
		d.Flags = 2
	}
	d.Where.Data = zeroOffset(t.Is64)
	d.Init = p.dataBytes()
	p.close()
	page := uint64(1) << t.PageLog2()
	t.Min = (uint64(len(d.Init)) + page - 1) / page
	t.Max, t.HasMax = t.Min, true
	f.result.out = encode.MemoryType(nil, t)
	f.result.extra = encode.Data(nil, &d)
}

func (p *fieldParser) tagField(f *field) {
	if p.head(f) {
		return
	}
	typ, _ := p.typeUse(unnamed)
	f.result.out = encode.Tag(nil, typ)
}

func (p *fieldParser) globalField(f *field) {
	if p.head(f) {
		return
	}
	g := binary.Global{GlobalType: p.globalType()}
	g.Init.Data = p.constant(false)
	f.result.out = p.keep(encode.Global(nil, &g))
}

func (p *fieldParser) exportField(f *field) {
	e := binary.Export{Name: p.name()}
	kind, ok := fieldKinds[p.tok.text]
	s, isSpace := fieldSpaces[kind]
	if p.tok.kind != tokenOpen || !ok || !isSpace || kind == fieldElem || kind == fieldData {
		p.unexpected("`(func`, `(table`, `(memory`, `(global` or `(tag`")
	}
	p.advance()
	e.Kind = externKinds[kind]
	e.Index = p.space(s)
	p.close()
	f.result.out = p.keep(encode.Export(nil, &e))
}

func (p *fieldParser) elemField(f *field) {
	p.naming()
	e := binary.Element{Mode: binary.SegmentPassive}
	hasTable := false
	keyword := false // `(table …)`: after it, indices need `func` before them
	switch {
	case p.word("declare"):
		e.Mode = binary.SegmentDeclared
	case p.open("table"):
		e.Mode, hasTable, keyword = binary.SegmentActive, true, true
		e.Table = p.space(spaceTable)
		p.close()
		e.Where = p.offset()
	case p.tok.kind == tokenWord && isUnsigned(p.tok.text), p.tok.kind == tokenID:
		e.Mode, hasTable = binary.SegmentActive, true
		e.Table = p.space(spaceTable)
		e.Where = p.offset()
	case p.tok.kind == tokenOpen && !p.atValType() && !p.isOpen("item"):
		e.Mode = binary.SegmentActive
		e.Where = p.offset()
	}
	e.Type = binary.FuncRef
	switch {
	case p.word("func"):
		p.elemIndices(&e)
	case p.atValType():
		e.Type = p.refType()
		p.elemExprs(&e)
	case e.Mode == binary.SegmentActive && !keyword:
		p.elemIndices(&e)
	default:
		p.unexpected("`func` or a reference type")
	}
	// Flags, core spec 5.5.12: bit 0 passive or declared, bit 1 a table index
	// or declared, bit 2 expressions.
	switch e.Mode {
	case binary.SegmentPassive:
		e.Flags = 1
	case binary.SegmentDeclared:
		e.Flags = 3
	default:
		if hasTable || e.Exprs && e.Type != binary.FuncRef {
			e.Flags = 2
		}
	}
	if e.Exprs {
		e.Flags |= 4
	}
	f.result.out = p.keep(encode.Element(nil, &e))
}

// elemItems takes the items of an inline segment: expressions or indices. The
// latter mean functions; where the type is not funcref they become ref.func.
func (p *fieldParser) elemItems(e *binary.Element, t binary.ValType) {
	if p.tok.kind == tokenOpen {
		p.elemExprs(e)
		e.Flags |= 4
		return
	}
	p.elemIndices(e)
	if t == binary.FuncRef || e.Count == 0 && t == binary.FuncRef {
		return
	}
	var items []byte
	p2 := e.Items
	for len(p2) > 0 {
		n := 1
		for p2[n-1]&0x80 != 0 {
			n++
		}
		items = append(items, byte(binary.OpRefFunc))
		items = append(items, p2[:n]...)
		items = append(items, byte(binary.OpEnd))
		p2 = p2[n:]
	}
	e.Items, e.Exprs = items, true
	e.Flags |= 4
}

func (p *fieldParser) elemIndices(e *binary.Element) {
	for p.atIndex() {
		e.Items = binary.AppendU32(e.Items, p.space(spaceFunc))
		e.Count++
	}
}

func (p *fieldParser) elemExprs(e *binary.Element) {
	e.Exprs = true
	for p.tok.kind == tokenOpen {
		if p.open("item") {
			e.Items = append(e.Items, p.constant(false)...)
			p.close()
		} else {
			e.Items = append(e.Items, p.constant(true)...)
		}
		e.Count++
	}
}

func (p *fieldParser) dataField(f *field) {
	p.naming()
	d := binary.Data{Mode: binary.SegmentPassive, Flags: 1}
	if p.tok.kind != tokenString && !p.atClose() && !p.atDataNumbers() {
		d.Mode, d.Flags = binary.SegmentActive, 0
		switch {
		case p.open("memory"):
			d.Memory = p.space(spaceMemory)
			p.close()
		case p.atIndex():
			d.Memory = p.space(spaceMemory)
		}
		if d.Memory != 0 {
			d.Flags = 2
		}
		d.Where = p.offset()
	}
	d.Init = p.dataBytes()
	f.result.out = encode.Data(nil, &d)
}

func (p *fieldParser) atDataNumbers() bool {
	if p.tok.kind != tokenOpen {
		return false
	}
	switch p.tok.text {
	case "i8", "i16", "i32", "i64", "f32", "f64", "v128":
		return true
	}
	return false
}

// dataBytes takes strings and numbers: `"abc" (i16 1 2) (f32 1.5)`.
func (p *fieldParser) dataBytes() []byte {
	b := []byte{}
	for {
		if p.tok.kind == tokenString {
			b = p.bytes(b)
			continue
		}
		if !p.atDataNumbers() {
			return b
		}
		kind := p.tok.text
		p.advance()
		for !p.atClose() {
			var v uint64
			width := 0
			switch kind {
			case "v128":
				b = p.v128(b)
				continue
			case "i8":
				width = 8
			case "i16":
				width = 16
			case "i32", "f32":
				width = 32
			default:
				width = 64
			}
			if kind[0] == 'f' {
				v = p.float(width)
			} else {
				v = p.int(width)
			}
			for range width / 8 {
				b = append(b, byte(v))
				v >>= 8
			}
		}
		p.advance()
	}
}
