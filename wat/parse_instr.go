package wat

import (
	"encoding/binary"
	"maps"
	"math/bits"
	"strings"

	wasm "wcomp/binary"
	"wcomp/encode"
)

// immediates appends the immediates of instruction r, whose name was at t. It
// has one case for each wasm.ImmKind but the block-like ones.
func (p *fieldParser) immediates(b []byte, r *opcodeRow, t token) []byte {
	switch r.imm {
	case wasm.ImmNone:
		if r.op == wasm.OpSelect {
			return p.selectTypes(b)
		}
	case wasm.ImmLabel:
		return wasm.AppendU32(b, p.labelIndex())
	case wasm.ImmLabels:
		return p.labelTable(b)
	case wasm.ImmLocal:
		return wasm.AppendU32(b, p.localIndex())
	case wasm.ImmFunc:
		return wasm.AppendU32(b, p.space(spaceFunc))
	case wasm.ImmType:
		return wasm.AppendU32(b, p.typeIndex())
	case wasm.ImmGlobal:
		return wasm.AppendU32(b, p.space(spaceGlobal))
	case wasm.ImmTag:
		return wasm.AppendU32(b, p.space(spaceTag))
	case wasm.ImmElem:
		return wasm.AppendU32(b, p.space(spaceElem))
	case wasm.ImmData:
		p.usesData = true
		return wasm.AppendU32(b, p.space(spaceData))
	case wasm.ImmTable:
		return wasm.AppendU32(b, p.optional(spaceTable))
	case wasm.ImmMem:
		return wasm.AppendU32(b, p.optional(spaceMemory))
	case wasm.ImmCallIndirect:
		table := p.optional(spaceTable)
		typ, _ := p.typeUse(nil)
		return wasm.AppendU32(wasm.AppendU32(b, typ), table)
	case wasm.ImmMemArg:
		return p.memArg(b, p.optional(spaceMemory), r.align)
	case wasm.ImmMemArgLane:
		b = p.memArg(b, p.memoryBeforeLane(), r.align)
		return append(b, p.lane())
	case wasm.ImmI32:
		return wasm.AppendS64(b, int64(p.int(32)))
	case wasm.ImmI64:
		return wasm.AppendS64(b, int64(p.int(64)))
	case wasm.ImmF32:
		return binary.LittleEndian.AppendUint32(b, uint32(p.float(32)))
	case wasm.ImmF64:
		return binary.LittleEndian.AppendUint64(b, p.float(64))
	case wasm.ImmV128:
		return p.v128(b)
	case wasm.ImmShuffle:
		for i := range 16 {
			if p.tok.kind != tokenWord || !isInteger(p.tok.text) {
				p.fail(p.tok, "invalid lane length: `i8x16.shuffle` takes 16 lanes, found %d", i)
			}
			b = append(b, p.lane())
		}
		return b
	case wasm.ImmLane:
		return append(b, p.lane())
	case wasm.ImmHeapType:
		return encode.HeapType(b, p.heapType())
	case wasm.ImmRefType:
		rt := p.refType()
		if rt.Nullable() {
			b = wasm.AppendOpcode(b[:len(b)-len(wasm.AppendOpcode(nil, r.op))], nullable(r.op))
		}
		return encode.HeapType(b, rt.Heap())
	case wasm.ImmTypeField:
		return p.typeAndField(b)
	case wasm.ImmTypeCount:
		b = wasm.AppendU32(b, p.typeIndex())
		return wasm.AppendU32(b, p.u32())
	case wasm.ImmTypeData:
		p.usesData = true
		b = wasm.AppendU32(b, p.typeIndex())
		return wasm.AppendU32(b, p.space(spaceData))
	case wasm.ImmTypeElem:
		b = wasm.AppendU32(b, p.typeIndex())
		return wasm.AppendU32(b, p.space(spaceElem))
	case wasm.ImmTypeType:
		b = wasm.AppendU32(b, p.typeIndex())
		return wasm.AppendU32(b, p.typeIndex())
	case wasm.ImmTypeTag:
		b = wasm.AppendU32(b, p.typeIndex())
		return wasm.AppendU32(b, p.space(spaceTag))
	case wasm.ImmBrOnCast:
		label := p.labelIndex()
		from := p.refType()
		to := p.refType()
		var flags byte
		if from.Nullable() {
			flags |= 1
		}
		if to.Nullable() {
			flags |= 2
		}
		b = wasm.AppendU32(append(b, flags), label)
		return encode.HeapType(encode.HeapType(b, from.Heap()), to.Heap())
	case wasm.ImmDataMem:
		p.usesData = true
		mem, data := p.optionalAnd(spaceMemory, spaceData)
		return wasm.AppendU32(wasm.AppendU32(b, data), mem)
	case wasm.ImmElemTable:
		table, elem := p.optionalAnd(spaceTable, spaceElem)
		return wasm.AppendU32(wasm.AppendU32(b, elem), table)
	case wasm.ImmMemMem:
		return p.noneOrTwo(b, spaceMemory)
	case wasm.ImmTableTable:
		return p.noneOrTwo(b, spaceTable)
	case wasm.ImmResume:
		return p.handlers(wasm.AppendU32(b, p.typeIndex()))
	case wasm.ImmResumeThrow:
		b = wasm.AppendU32(b, p.typeIndex())
		return p.handlers(wasm.AppendU32(b, p.space(spaceTag)))
	case wasm.ImmFence:
		return append(b, 0)
	case wasm.ImmOrdGlobal:
		b = append(b, p.ordering())
		return wasm.AppendU32(b, p.space(spaceGlobal))
	case wasm.ImmOrdTable:
		b = append(b, p.ordering())
		return wasm.AppendU32(b, p.optional(spaceTable))
	case wasm.ImmOrdType:
		b = append(b, p.ordering())
		return wasm.AppendU32(b, p.typeIndex())
	case wasm.ImmOrdTypeField:
		return p.typeAndField(append(b, p.ordering()))
	default:
		p.fail(t, "`%s` cannot stand here", r.name)
	}
	return b
}

// nullable is the opcode of a cast or test to a nullable type.
func nullable(op wasm.Opcode) wasm.Opcode {
	switch op {
	case wasm.OpRefTest:
		return wasm.OpRefTestNull
	case wasm.OpRefCast:
		return wasm.OpRefCastNull
	case wasm.OpRefCastDescEq:
		return wasm.OpRefCastDescEqNull
	}
	return op
}

// space takes an index or identifier of an index space.
func (p *fieldParser) space(s spaceKind) uint32 {
	name, t, ok := p.id()
	if !ok {
		if p.tok.kind != tokenWord || !isUnsigned(p.tok.text) {
			p.unexpected("an index or identifier of a " + spaceNames[s])
		}
		return p.u32()
	}
	return p.m.resolve(p, s, t, name)
}

// optional is space, or 0 where no index stands.
func (p *fieldParser) optional(s spaceKind) uint32 {
	if p.atIndex() {
		return p.space(s)
	}
	return 0
}

func (p *parser) atIndex() bool {
	return p.tok.kind == tokenID || p.tok.kind == tokenWord && p.tok.text[0] <= '9' && isUnsigned(p.tok.text)
}

// optionalAnd takes `[first] second`.
func (p *fieldParser) optionalAnd(first, second spaceKind) (uint32, uint32) {
	t, at := p.tok, p.lexer.pos
	p.advance()
	two := p.atIndex()
	p.tok, p.lexer.pos = t, at
	if two {
		i := p.space(first)
		return i, p.space(second)
	}
	return 0, p.space(second)
}

// noneOrTwo takes two indices or none.
func (p *fieldParser) noneOrTwo(b []byte, s spaceKind) []byte {
	if !p.atIndex() {
		return append(b, 0, 0)
	}
	b = wasm.AppendU32(b, p.space(s))
	return wasm.AppendU32(b, p.space(s))
}

// localIndex takes a local.
func (p *fieldParser) localIndex() uint32 {
	name, t, ok := p.id()
	if !ok {
		return p.index("an index or identifier of a local")
	}
	if d, ok := p.locals[name]; ok {
		return d.index
	}
	p.unknown(t, "local", name, maps.Keys(p.locals))
	return 0
}

// defineLocal names the local with index i.
func (p *fieldParser) defineLocal(i uint32, n naming) {
	if n.hasID {
		if first, twice := p.locals[n.id]; twice {
			p.note(duplicate(n.idToken, first.token, "local", n.id))
		} else {
			if p.locals == nil {
				p.locals = make(map[string]definition)
			}
			p.locals[n.id] = definition{i, n.idToken}
		}
	}
	if n.hasName {
		p.localNames = append(p.localNames, wasm.Naming{Index: i, Name: n.name})
	}
}

// labelTable takes the labels of br_table.
func (p *fieldParser) labelTable(b []byte) []byte {
	p.labelList = append(p.labelList[:0], p.labelIndex())
	for p.atIndex() {
		p.labelList = append(p.labelList, p.labelIndex())
	}
	b = wasm.AppendU32(b, uint32(len(p.labelList)-1))
	for _, l := range p.labelList {
		b = wasm.AppendU32(b, l)
	}
	return b
}

// selectTypes makes a plain select a typed one if `(result …)` follows.
func (p *fieldParser) selectTypes(b []byte) []byte {
	if !p.isOpen("result") {
		return b
	}
	b[len(b)-1] = byte(wasm.OpSelectTyped)
	var types []wasm.ValType
	for p.open("result") {
		for !p.atClose() {
			types = append(types, p.valType())
		}
		p.advance()
	}
	b = wasm.AppendU32(b, uint32(len(types)))
	for _, t := range types {
		b = encode.ValType(b, t)
	}
	return b
}

// memoryBeforeLane takes the memory of a lane instruction: a number is one
// only if something follows it that is not an instruction.
func (p *fieldParser) memoryBeforeLane() uint32 {
	if p.tok.kind == tokenID {
		return p.space(spaceMemory)
	}
	if !p.atIndex() {
		return 0
	}
	t, at := p.tok, p.lexer.pos
	p.advance()
	isMemory := p.atIndex() || p.tok.kind == tokenWord &&
		(strings.HasPrefix(p.tok.text, "offset=") || strings.HasPrefix(p.tok.text, "align="))
	p.tok, p.lexer.pos = t, at
	if isMemory {
		return p.space(spaceMemory)
	}
	return 0
}

// memArg takes offset and alignment and appends the memory argument.
func (p *fieldParser) memArg(b []byte, mem uint32, align uint8) []byte {
	var offset uint64
	if p.tok.kind == tokenWord && p.tok.text[0] == 'o' {
		if text, ok := strings.CutPrefix(p.tok.text, "offset="); ok {
			offset = p.assigned(text, 64)
		}
	}
	if p.tok.kind == tokenWord && p.tok.text[0] == 'a' {
		if text, ok := strings.CutPrefix(p.tok.text, "align="); ok {
			t := p.tok
			n := p.assigned(text, 64)
			if n == 0 || n&(n-1) != 0 {
				p.fail(t, "alignment must be a power of two, not %d", n)
			}
			align = uint8(bits.TrailingZeros64(n))
		}
	}
	if mem == 0 {
		b = append(b, align)
	} else {
		b = wasm.AppendU32(append(b, align|0x40), mem)
	}
	return wasm.AppendU64(b, offset)
}

// assigned takes the current token, a word `key=number`.
func (p *fieldParser) assigned(text string, width int) uint64 {
	v, isInt, inRange := unsigned(text, width)
	if !isInt {
		p.unexpected("an unsigned integer after `=`")
	}
	if !inRange {
		p.fail(p.tok, "constant out of range: %s does not fit into u%d", shorten(text), width)
	}
	p.advance()
	return v
}

func (p *fieldParser) lane() byte {
	if p.tok.kind == tokenWord {
		if v, isInt, inRange := unsigned(p.tok.text, 8); isInt && inRange {
			p.advance()
			return byte(v)
		}
		if isInteger(p.tok.text) {
			p.fail(p.tok, "malformed lane index: %s is not between 0 and 255", shorten(p.tok.text))
		}
	}
	p.unexpected("a lane index")
	return 0
}

// v128 takes a shape and its lanes.
func (p *fieldParser) v128(b []byte) []byte {
	lanes, width, isFloat := 0, 0, false
	switch p.tok.text {
	case "i8x16":
		lanes, width = 16, 8
	case "i16x8":
		lanes, width = 8, 16
	case "i32x4":
		lanes, width = 4, 32
	case "i64x2":
		lanes, width = 2, 64
	case "f32x4":
		lanes, width, isFloat = 4, 32, true
	case "f64x2":
		lanes, width, isFloat = 2, 64, true
	}
	if lanes == 0 || p.tok.kind != tokenWord {
		p.unexpected("a shape: i8x16, i16x8, i32x4, i64x2, f32x4 or f64x2")
	}
	shape := p.tok.text
	p.advance()
	for i := range lanes {
		if p.tok.kind != tokenWord {
			p.fail(p.tok, "wrong number of lane literals: %s takes %d, found %d", shape, lanes, i)
		}
		var v uint64
		if isFloat {
			v = p.float(width)
		} else {
			v = p.int(width)
		}
		for range width / 8 {
			b = append(b, byte(v))
			v >>= 8
		}
	}
	return b
}

// typeAndField takes a struct type and one of its fields.
func (p *fieldParser) typeAndField(b []byte) []byte {
	typ := p.typeIndex()
	b = wasm.AppendU32(b, typ)
	name, t, ok := p.id()
	if !ok {
		return wasm.AppendU32(b, p.index("an index or identifier of a field"))
	}
	var fields map[string]definition
	if int(typ) < len(p.m.types) {
		fields = p.m.types[typ].fields
	}
	if d, ok := fields[name]; ok {
		return wasm.AppendU32(b, d.index)
	}
	p.unknown(t, "field", name, maps.Keys(fields))
	return wasm.AppendU32(b, 0)
}

func (p *fieldParser) ordering() byte {
	switch {
	case p.word("seq_cst"):
		return wasm.OrderSeqCst
	case p.word("acq_rel"):
		return wasm.OrderAcqRel
	}
	p.unexpected("a memory ordering: `seq_cst` or `acq_rel`")
	return 0
}

// catches takes the clauses of try_table.
func (p *fieldParser) catches(b []byte) []byte {
	var clauses []wasm.Catch
	for p.tok.kind == tokenOpen {
		var c wasm.Catch
		switch p.tok.text {
		case "catch":
			c.Kind = wasm.CatchOne
		case "catch_ref":
			c.Kind = wasm.CatchOneRef
		case "catch_all":
			c.Kind = wasm.CatchAll
		case "catch_all_ref":
			c.Kind = wasm.CatchAllRef
		default:
			return appendCatches(b, clauses)
		}
		p.advance()
		if c.Kind.HasTag() {
			c.Tag = p.space(spaceTag)
		}
		c.Label = p.labelIndex()
		p.close()
		clauses = append(clauses, c)
	}
	return appendCatches(b, clauses)
}

func appendCatches(b []byte, clauses []wasm.Catch) []byte {
	b = wasm.AppendU32(b, uint32(len(clauses)))
	for _, c := range clauses {
		b = encode.Catch(b, c)
	}
	return b
}

// handlers takes the clauses of resume.
func (p *fieldParser) handlers(b []byte) []byte {
	var all []wasm.Handler
	for p.open("on") {
		h := wasm.Handler{Tag: p.space(spaceTag)}
		if p.word("switch") {
			h.Switch = true
		} else {
			h.Label = p.labelIndex()
		}
		p.close()
		all = append(all, h)
	}
	b = wasm.AppendU32(b, uint32(len(all)))
	for _, h := range all {
		b = encode.Handler(b, h)
	}
	return b
}

// blockType appends the type of a block.
func (p *fieldParser) blockType(b []byte) []byte {
	if p.tok.kind != tokenOpen || p.tok.text != "type" && p.tok.text != "param" && p.tok.text != "result" {
		return append(b, wasm.CodeEmptyBlock)
	}
	hasType := p.isOpen("type")
	index, sig := p.blockTypeUse()
	if !hasType && len(sig.Params) == 0 {
		switch len(sig.Results) {
		case 0:
			return append(b, wasm.CodeEmptyBlock)
		case 1:
			return encode.ValType(b, sig.Results[0])
		}
	}
	if !hasType {
		index = p.implied(sig)
	}
	return wasm.AppendS64(b, int64(index))
}

// blockTypeUse takes a type use; without `(type …)` only the signature means
// something.
func (p *fieldParser) blockTypeUse() (uint32, *wasm.FuncType) {
	if p.isOpen("type") {
		return p.typeUse(nil)
	}
	sig := p.signature(nil)
	return 0, sig
}
