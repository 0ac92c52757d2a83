package wit

import (
	"encoding/binary"
	"maps"

	bin "wcomp/binary"
)

// TypeSink is one type index space that a [TypeEncoder] writes into: that of a
// component, of a component type or of an instance type.
type TypeSink interface {
	// Define appends a type definition and returns its index.
	Define(t *bin.Type) uint32
	// Name gives the definition at index its name: an import, an export, or
	// nothing, as the place asks. It returns the index that later uses refer to.
	Name(id TypeID, index uint32) uint32
	// Resource introduces the resource and returns its index.
	Resource(id TypeID) uint32
	// Foreign returns the index of a type that is not defined in this space
	// but brought into it, by an alias for instance; false if it is to be
	// defined here.
	Foreign(id TypeID) (uint32, bool)
}

// TypeEncoder turns types of a graph into definitions of one index space,
// parts before the whole, each type once. Anonymous types of equal shape whose
// parts are the same types share a definition; named ones share nothing.
type TypeEncoder struct {
	r    *Resolve
	sink TypeSink
	// types has the index of every type that was encoded.
	types map[TypeID]uint32
	// shapes has the index of every anonymous shape, funcs of every function
	// type, each under a key made of the types' identities.
	shapes map[string]uint32
	funcs  map[string]uint32
	key    []byte
}

// NewTypeEncoder returns an encoder of r's types into sink.
func NewTypeEncoder(r *Resolve, sink TypeSink) *TypeEncoder {
	return &TypeEncoder{r: r, sink: sink, types: map[TypeID]uint32{}, shapes: map[string]uint32{}, funcs: map[string]uint32{}}
}

// Clone returns an encoder into another sink that knows what e knows so far.
func (e *TypeEncoder) Clone(sink TypeSink) *TypeEncoder {
	return &TypeEncoder{r: e.r, sink: sink, types: maps.Clone(e.types), shapes: maps.Clone(e.shapes), funcs: maps.Clone(e.funcs)}
}

// Index returns the index of a type that was encoded before.
func (e *TypeEncoder) Index(id TypeID) (uint32, bool) {
	i, ok := e.types[id]
	return i, ok
}

// SetIndex makes index the one that later uses of the type refer to.
func (e *TypeEncoder) SetIndex(id TypeID, index uint32) { e.types[id] = index }

// Forget makes the next use of the type encode it again. With shape, the
// anonymous definition of the same shape is forgotten too.
func (e *TypeEncoder) Forget(id TypeID, shape bool) {
	delete(e.types, id)
	if shape {
		if key, ok := e.shapeKey(e.r.Types[id].Kind); ok {
			delete(e.shapes, key)
		}
	}
}

// Type encodes a type and returns how it is referred to.
func (e *TypeEncoder) Type(t Type) bin.ComponentValType {
	id, ok := t.Def()
	if !ok {
		return bin.ComponentValType{Prim: primCode(t)}
	}
	return bin.ComponentValType{Index: e.Def(id)}
}

func (e *TypeEncoder) optional(t Type) bin.OptValType {
	if t == NoType {
		return bin.OptValType{}
	}
	return bin.OptValType{Present: true, Type: e.Type(t)}
}

var primCodes = [firstDef]bin.PrimType{
	Bool: bin.PrimBool, U8: bin.PrimU8, U16: bin.PrimU16, U32: bin.PrimU32, U64: bin.PrimU64,
	S8: bin.PrimS8, S16: bin.PrimS16, S32: bin.PrimS32, S64: bin.PrimS64, F32: bin.PrimF32, F64: bin.PrimF64,
	Char: bin.PrimChar, String: bin.PrimString, ErrorContext: bin.PrimErrorContext,
}

func primCode(t Type) bin.PrimType { return primCodes[t] }

// Def encodes a type definition and returns its index.
func (e *TypeEncoder) Def(id TypeID) uint32 {
	if i, ok := e.types[id]; ok {
		return i
	}
	i := e.def(id)
	e.types[id] = i
	return i
}

func (e *TypeEncoder) def(id TypeID) uint32 {
	if i, ok := e.sink.Foreign(id); ok {
		return i
	}
	t := e.r.Types[id]
	switch k := t.Kind.(type) {
	case Resource:
		return e.sink.Resource(id)
	case Alias:
		if to, ok := k.Type.Def(); ok {
			return e.sink.Name(id, e.Def(to))
		}
		return e.sink.Name(id, e.sink.Define(&bin.Type{Kind: bin.TypePrim, Prim: primCode(k.Type)}))
	}
	if t.Name != "" {
		return e.sink.Name(id, e.sink.Define(e.definition(t.Kind)))
	}
	key, shared := e.shapeKey(t.Kind)
	if shared {
		if i, ok := e.shapes[key]; ok {
			return i
		}
	}
	i := e.sink.Define(e.definition(t.Kind))
	if shared {
		e.shapes[key] = i
	}
	return i
}

// definition encodes the parts of a kind and returns its definition.
func (e *TypeEncoder) definition(k Kind) *bin.Type {
	switch k := k.(type) {
	case Record:
		t := &bin.Type{Kind: bin.TypeRecord}
		for _, f := range k.Fields {
			t.Fields = append(t.Fields, bin.Labeled{Name: f.Name, Type: e.Type(f.Type)})
		}
		return t
	case Variant:
		t := &bin.Type{Kind: bin.TypeVariant}
		for _, c := range k.Cases {
			t.Cases = append(t.Cases, bin.VariantCase{Name: c.Name, Type: e.optional(c.Type)})
		}
		return t
	case Flags:
		t := &bin.Type{Kind: bin.TypeFlags}
		for _, f := range k.Flags {
			t.Labels = append(t.Labels, f.Name)
		}
		return t
	case Enum:
		t := &bin.Type{Kind: bin.TypeEnum}
		for _, c := range k.Cases {
			t.Labels = append(t.Labels, c.Name)
		}
		return t
	case Tuple:
		t := &bin.Type{Kind: bin.TypeTuple}
		for _, m := range k.Types {
			t.Types = append(t.Types, e.Type(m))
		}
		return t
	case List:
		return &bin.Type{Kind: bin.TypeList, Elem: e.Type(k.Elem)}
	case FixedLengthList:
		return &bin.Type{Kind: bin.TypeFixedList, Elem: e.Type(k.Elem), Length: k.Len}
	case Option:
		return &bin.Type{Kind: bin.TypeOption, Elem: e.Type(k.Type)}
	case Map:
		key := e.Type(k.Key)
		return &bin.Type{Kind: bin.TypeMap, Elem: key, Value: e.Type(k.Value)}
	case Result:
		ok := e.optional(k.OK)
		return &bin.Type{Kind: bin.TypeResult, Ok: ok, Err: e.optional(k.Err)}
	case Stream:
		return &bin.Type{Kind: bin.TypeStream, Ok: e.optional(k.Type)}
	case Future:
		return &bin.Type{Kind: bin.TypeFuture, Ok: e.optional(k.Type)}
	case Own:
		return &bin.Type{Kind: bin.TypeOwn, Index: e.Def(k.Type)}
	case Borrow:
		return &bin.Type{Kind: bin.TypeBorrow, Index: e.Def(k.Type)}
	}
	// A resource or an alias has no definition of its own, see def.
	return &bin.Type{Kind: bin.TypePrim, Prim: bin.PrimBool}
}

// Shapes of anonymous types, for their keys.
const (
	shapeTuple byte = iota
	shapeList
	shapeFixedList
	shapeOption
	shapeMap
	shapeResult
	shapeStream
	shapeFuture
	shapeOwn
	shapeBorrow
)

// shapeKey identifies an anonymous type by its shape and the identity of its
// parts; false for kinds that are never anonymous.
func (e *TypeEncoder) shapeKey(k Kind) (string, bool) {
	b := e.key[:0]
	put := func(shape byte, parts ...Type) {
		b = append(b, shape)
		for _, t := range parts {
			b = binary.LittleEndian.AppendUint32(b, uint32(t))
		}
	}
	switch k := k.(type) {
	case Tuple:
		put(shapeTuple, k.Types...)
	case List:
		put(shapeList, k.Elem)
	case FixedLengthList:
		put(shapeFixedList, k.Elem)
		b = binary.LittleEndian.AppendUint32(b, k.Len)
	case Option:
		put(shapeOption, k.Type)
	case Map:
		put(shapeMap, k.Key, k.Value)
	case Result:
		put(shapeResult, k.OK, k.Err)
	case Stream:
		put(shapeStream, k.Type)
	case Future:
		put(shapeFuture, k.Type)
	case Own:
		put(shapeOwn, k.Type.Ref())
	case Borrow:
		put(shapeBorrow, k.Type.Ref())
	default:
		return "", false
	}
	e.key = b
	return string(b), true
}

// Func encodes a function's type and returns its index. Functions of equal
// asyncness, parameter names and types share one.
func (e *TypeEncoder) Func(f *Function) uint32 {
	t := &bin.Type{Kind: bin.TypeFunc}
	b := []byte{0}
	if f.Kind.Async() {
		t.Kind = bin.TypeAsyncFunc
		b[0] = 1
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(f.Result))
	for _, p := range f.Params {
		b = binary.LittleEndian.AppendUint32(b, uint32(p.Type))
		b = binary.AppendUvarint(b, uint64(len(p.Name)))
		b = append(b, p.Name...)
	}
	if i, ok := e.funcs[string(b)]; ok {
		return i
	}
	for _, p := range f.Params {
		t.Fields = append(t.Fields, bin.Labeled{Name: p.Name, Type: e.Type(p.Type)})
	}
	t.Ok = e.optional(f.Result)
	i := e.sink.Define(t)
	e.funcs[string(b)] = i
	return i
}

// ForgetFuncs makes the next function of every type get a definition of its
// own.
func (e *TypeEncoder) ForgetFuncs() { clear(e.funcs) }
