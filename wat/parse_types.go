package wat

import (
	bits "encoding/binary"
	"slices"

	"wcomp/binary"
)

// typeInfo is what type uses and instructions ask of a defined type.
type typeInfo struct {
	isFunc bool
	sig    binary.FuncType
	// fields numbers the named fields of a struct.
	fields map[string]definition
	names  []binary.Naming
}

// typeParser parses types. It resolves type identifiers through resolve, so
// that module fields and core types of components share it.
type typeParser struct {
	parser
	// resolve is the index of the type that an identifier names.
	resolve func(t token, name string) uint32
}

// numericTypes and the other one-word types.
var valTypeWords = func() map[string]binary.ValType {
	t := map[string]binary.ValType{
		"i32": binary.I32, "i64": binary.I64, "f32": binary.F32, "f64": binary.F64, "v128": binary.V128,
		"contref": binary.Ref(true, binary.HeapCont), "nullcontref": binary.Ref(true, binary.HeapNoCont),
	}
	for _, h := range heapTypeWords {
		r := binary.Ref(true, h)
		if s := r.Shorthand(); s != "" {
			t[s] = r
		}
	}
	return t
}()

var heapTypeWords = func() map[string]binary.HeapType {
	t := make(map[string]binary.HeapType)
	for code := range 256 {
		if h, ok := binary.AbstractHeap(byte(code)); ok {
			t[h.AbstractName()] = h
		}
	}
	return t
}()

// numeric is valTypeWords for the words of plain modules, without hashing.
func numericType(s string) binary.ValType {
	if len(s) == 3 {
		switch s {
		case "i32":
			return binary.I32
		case "i64":
			return binary.I64
		case "f32":
			return binary.F32
		case "f64":
			return binary.F64
		}
	}
	return binary.NoType
}

// atValType says whether a value type stands here.
func (p *typeParser) atValType() bool {
	switch p.tok.kind {
	case tokenWord:
		if numericType(p.tok.text) != binary.NoType {
			return true
		}
		_, ok := valTypeWords[p.tok.text]
		return ok
	case tokenOpen:
		return p.tok.text == "ref" || p.tok.text == "shared"
	}
	return false
}

// valType takes a value type.
func (p *typeParser) valType() binary.ValType {
	if p.tok.kind == tokenWord {
		t := numericType(p.tok.text)
		if t == binary.NoType {
			t = valTypeWords[p.tok.text]
		}
		if t != binary.NoType {
			p.advance()
			return t
		}
	}
	if p.isOpen("ref") || p.isOpen("shared") {
		return p.refType()
	}
	p.unexpected("a value type")
	return binary.NoType
}

// refType takes a reference type.
func (p *typeParser) refType() binary.ValType {
	if p.tok.kind == tokenWord {
		if t := valTypeWords[p.tok.text]; t.IsRef() {
			p.advance()
			return t
		}
	}
	if p.open("shared") {
		// The short forms are shared by a word around them: `(shared
		// anyref)` (shared-everything-threads Overview).
		t := valTypeWords[p.tok.text]
		if p.tok.kind != tokenWord || !t.IsRef() {
			p.unexpected("a reference type in one word, such as `anyref`")
		}
		p.advance()
		p.close()
		return binary.Ref(true, t.Heap().AsShared())
	}
	if !p.open("ref") {
		p.unexpected("a reference type")
	}
	null := p.word("null")
	t := binary.Ref(null, p.heapType())
	p.close()
	return t
}

// heapType takes a heap type.
func (p *typeParser) heapType() binary.HeapType {
	switch {
	case p.tok.kind == tokenID || p.tok.kind == tokenWord && isUnsigned(p.tok.text):
		return p.concrete()
	case p.open("exact"):
		h := p.concrete().AsExact()
		p.close()
		return h
	case p.open("shared"):
		h, ok := heapTypeWords[p.tok.text]
		if p.tok.kind != tokenWord || !ok {
			p.unexpected("an abstract heap type")
		}
		p.advance()
		p.close()
		return h.AsShared()
	case p.tok.kind == tokenWord:
		if h, ok := heapTypeWords[p.tok.text]; ok {
			p.advance()
			return h
		}
	}
	p.unexpected("a heap type")
	return 0
}

func (p *typeParser) concrete() binary.HeapType {
	t := p.tok
	i := p.typeIndex()
	if i > binary.MaxTypeIndex {
		p.fail(t, "unknown type: the index %d is larger than any module's", i)
	}
	h := binary.ConcreteHeap(i)
	if t.kind == tokenID {
		h |= bySymbol
	}
	return h
}

// typeIndex takes the index of a type, or an identifier.
func (p *typeParser) typeIndex() uint32 {
	if name, t, ok := p.id(); ok {
		return p.resolve(t, name)
	}
	if p.tok.kind != tokenWord || !isUnsigned(p.tok.text) {
		p.unexpected("an index or identifier of a type")
	}
	return p.u32()
}

// storageType takes a value type, i8 or i16.
func (p *typeParser) storageType() binary.ValType {
	switch {
	case p.word("i8"):
		return binary.I8
	case p.word("i16"):
		return binary.I16
	}
	return p.valType()
}

func (p *typeParser) fieldType() binary.FieldType {
	if p.open("mut") {
		t := p.storageType()
		p.close()
		return binary.FieldType{Type: t, Mutable: true}
	}
	return binary.FieldType{Type: p.storageType()}
}

// funcType takes params and results; param is told about each parameter's
// naming, nil where parameters cannot have names.
func (p *typeParser) funcType(sig *binary.FuncType, param func(i int, n naming)) {
	for p.open("param") {
		if p.tok.kind == tokenID && param == nil {
			p.unexpected("a value type: parameters have no names here")
		}
		if n := p.naming(); n.hasID || n.hasName {
			if param != nil {
				param(len(sig.Params), n)
			}
			sig.Params = append(sig.Params, p.valType())
			p.close()
			continue
		}
		for !p.atClose() {
			sig.Params = append(sig.Params, p.valType())
		}
		p.advance()
	}
	for p.open("result") {
		for !p.atClose() {
			sig.Results = append(sig.Results, p.valType())
		}
		p.advance()
	}
	if p.isOpen("param") {
		p.fail(p.tok, "unexpected token: parameters come before results")
	}
}

// subType takes what stands in a `(type $id …)`: with or without sub, and with
// the clauses of shared types and custom descriptors.
func (p *typeParser) subType(info *typeInfo) binary.SubType {
	t := binary.SubType{Final: true}
	if p.open("sub") {
		t.Final = p.word("final")
		for p.tok.kind == tokenID || p.tok.kind == tokenWord && isUnsigned(p.tok.text) {
			at := p.tok
			i := p.typeIndex()
			if t.HasSuper {
				p.fail(at, "a type has at most one supertype")
			}
			t.HasSuper, t.Super = true, i
		}
		p.compositeType(&t.CompositeType, info)
		p.close()
		return t
	}
	p.compositeType(&t.CompositeType, info)
	return t
}

func (p *typeParser) compositeType(t *binary.CompositeType, info *typeInfo) {
	if p.open("shared") {
		t.Shared = true
		p.describedType(t, info)
		p.close()
		return
	}
	p.describedType(t, info)
}

func (p *typeParser) describedType(t *binary.CompositeType, info *typeInfo) {
	if p.open("describes") {
		t.HasDescribes, t.Describes = true, p.typeIndex()
		p.close()
	}
	if p.open("descriptor") {
		t.HasDescriptor, t.Descriptor = true, p.typeIndex()
		p.close()
	}
	switch {
	case p.open("func"):
		t.Kind = binary.CompositeFunc
		p.funcType(&t.Func, unnamed)
		info.isFunc, info.sig = true, t.Func
	case p.open("struct"):
		t.Kind = binary.CompositeStruct
		p.structFields(t, info)
	case p.open("array"):
		t.Kind = binary.CompositeArray
		t.Fields = []binary.FieldType{p.fieldType()}
	case p.open("cont"):
		t.Kind = binary.CompositeCont
		t.Cont = p.typeIndex()
	default:
		p.unexpected("`(func`, `(struct`, `(array` or another composite type")
	}
	p.close()
}

func (p *typeParser) structFields(t *binary.CompositeType, info *typeInfo) {
	for p.open("field") {
		n := p.naming()
		if !n.hasID && !n.hasName {
			for !p.atClose() {
				t.Fields = append(t.Fields, p.fieldType())
			}
			p.advance()
			continue
		}
		i := uint32(len(t.Fields))
		if n.hasID {
			if first, twice := info.fields[n.id]; twice {
				p.note(duplicate(n.idToken, first.token, "field", n.id))
			} else {
				if info.fields == nil {
					info.fields = make(map[string]definition)
				}
				info.fields[n.id] = definition{i, n.idToken}
			}
		}
		info.names = append(info.names, binary.Naming{Index: i, Name: n.name})
		t.Fields = append(t.Fields, p.fieldType())
		p.close()
	}
}

// limits takes minimum and optional maximum, with an index type before them.
func (p *parser) limits() (l binary.Limits) {
	p.addressType(&l)
	l.Min = p.uint(64)
	if p.tok.kind == tokenWord && isUnsigned(p.tok.text) {
		l.HasMax = true
		l.Max = p.uint(64)
	}
	return l
}

func (p *parser) addressType(l *binary.Limits) {
	switch {
	case p.word("i64"):
		l.Is64 = true
	case p.word("i32"):
	}
}

// tableType takes the type of a table, `shared` first if it is there.
func (p *typeParser) tableType() (t binary.TableType) {
	shared := p.word("shared")
	t.Limits = p.limits()
	t.Shared = shared
	t.Elem = p.refType()
	return t
}

// memoryType takes the type of a memory.
func (p *typeParser) memoryType() (t binary.MemoryType) {
	t.Limits = p.limits()
	t.Shared = p.word("shared")
	p.pageSize(&t)
	return t
}

// pageSize takes `(pagesize N)` if it is there.
func (p *parser) pageSize(t *binary.MemoryType) {
	if !p.open("pagesize") {
		return
	}
	at := p.tok
	size := p.u32()
	if size == 0 || size&(size-1) != 0 {
		p.fail(at, "invalid custom page size: %d is not a power of two", size)
	}
	t.HasPageSize = true
	for size > 1 {
		size >>= 1
		t.PageSizeLog2++
	}
	p.close()
}

// globalType takes the type of a global.
func (p *typeParser) globalType() (t binary.GlobalType) {
	switch {
	case p.open("mut"):
		t.Mutable = true
	case p.open("shared"):
		t.Shared = true
		if p.word("mut") {
			t.Mutable = true
		}
	default:
		t.Type = p.valType()
		return t
	}
	t.Type = p.valType()
	p.close()
	return t
}

// unnamed forgets the names of parameters where they are allowed but mean
// nothing.
func unnamed(int, naming) {}

// bySymbol marks a reference to a type that was written with an identifier. It
// is a bit that package binary leaves free. Type uses without index compare
// spellings, as the reference does: `(ref $a)` and `(ref 0)` are different
// types to them, and the same to everybody else.
const bySymbol binary.ValType = 1 << 27

// sameSig compares what two signatures mean.
func sameSig(a, b *binary.FuncType) bool {
	same := func(s, t binary.ValType) bool { return s&^bySymbol == t&^bySymbol }
	return slices.EqualFunc(a.Params, b.Params, same) && slices.EqualFunc(a.Results, b.Results, same)
}

// sigKey identifies a signature by its spelling.
func sigKey(sig *binary.FuncType) string {
	b := make([]byte, 0, 4*(len(sig.Params)+len(sig.Results)+1))
	for _, t := range sig.Params {
		b = bits.LittleEndian.AppendUint32(b, uint32(t))
	}
	b = bits.LittleEndian.AppendUint32(b, ^uint32(0))
	for _, t := range sig.Results {
		b = bits.LittleEndian.AppendUint32(b, uint32(t))
	}
	return string(b)
}

// copySig is sig in memory of its own.
func copySig(sig *binary.FuncType) binary.FuncType {
	return binary.FuncType{Params: slices.Clone(sig.Params), Results: slices.Clone(sig.Results)}
}
