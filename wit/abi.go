package wit

import "math/bits"

// Limits of the flat calling convention (CanonicalABI.md, Flattening). What needs more core values goes through memory.
const (
	MaxFlatParams      = 16
	MaxFlatAsyncParams = 4
	MaxFlatResults     = 1
)

// CoreType is the type of a core WebAssembly value that the canonical ABI passes.
type CoreType uint8

const (
	CoreI32 CoreType = iota
	CoreI64
	CoreF32
	CoreF64
)

// String returns the text format's name of the type.
func (t CoreType) String() string { return [...]string{"i32", "i64", "f32", "f64"}[t] }

// Contents says what occurs in values of a type, at any depth.
type Contents uint8

const (
	// HasString and HasList, which stands for lists and maps but not for lists of fixed length, mean that lifting and
	// lowering go through memory. What is behind a future or stream does not count: it travels in calls of its own.
	HasString Contents = 1 << iota
	HasList
	HasOwn
	HasBorrow // also behind futures and streams, like HasAsync
	HasAsync  // a future or a stream
)

// ABI computes how values of the types of a [Resolve] are laid out in memory and passed in core values
// (CanonicalABI.md). Answers are remembered per type, so the types must not change; new ones may be added. An ABI is
// not for concurrent use.
type ABI struct {
	r       *Resolve
	pointer CoreType
	layouts []layout // by TypeID, valid where walker has been
	walker  *typeWalker
}

// NewABI returns the canonical ABI for memories addressed by i32, or by i64 if memory64.
func NewABI(r *Resolve, memory64 bool) *ABI {
	a := &ABI{r: r, walker: newTypeWalker(r)}
	if memory64 {
		a.pointer = CoreI64
	}
	return a
}

// Pointer returns the core type of addresses and lengths.
func (a *ABI) Pointer() CoreType { return a.pointer }

// PointerSize returns the size of an address in bytes, 4 or 8.
func (a *ABI) PointerSize() uint64 {
	if a.pointer == CoreI64 {
		return 8
	}
	return 4
}

// maxSize is where sizes stop growing. Validation demands less than 2²⁸, so all that matters above is that nothing wraps.
const maxSize = 1 << 48

// layout is what is known of a type.
type layout struct {
	size     uint64
	align    uint8
	contents Contents
	nflat    uint8 // number of core values, MaxFlatParams+1 for more than MaxFlatParams
	flat     [MaxFlatParams]CoreType
}

// Size returns the number of bytes that a value of the type takes in memory, padding included (elem_size). It does not
// exceed 2⁴⁸.
func (a *ABI) Size(t Type) uint64 { return a.layout(t).size }

// Align returns the alignment of the type in bytes: 1, 2, 4 or 8.
func (a *ABI) Align(t Type) uint64 { return uint64(a.layout(t).align) }

// Contents returns what occurs in values of the type.
func (a *ABI) Contents(t Type) Contents { return a.layout(t).contents }

// Flat returns the core values that a value of the type is passed in. If they are more than [MaxFlatParams] the type is
// never passed so, and the answer is false.
func (a *ABI) Flat(t Type) ([]CoreType, bool) {
	l := a.layout(t)
	if l.nflat > MaxFlatParams {
		return nil, false
	}
	return append([]CoreType(nil), l.flat[:l.nflat]...), true
}

// Offsets returns the offset of each of the values when they are stored one after the other as a record's fields or a
// tuple's members, and the size and alignment of the whole.
func (a *ABI) Offsets(types ...Type) (offsets []uint64, size, align uint64) {
	var l layout
	l.align = 1
	offsets = make([]uint64, len(types))
	for i, t := range types {
		offsets[i] = l.addField(a.layout(t))
	}
	l.finish()
	return offsets, l.size, uint64(l.align)
}

// Discriminant returns the size in bytes of the number that tells n cases apart: 1, 2 or 4 (discriminant_type).
func Discriminant(n int) uint64 {
	switch {
	case n <= 1<<8:
		return 1
	case n <= 1<<16:
		return 2
	}
	return 4
}

// PayloadOffset returns where the payload of a variant, option or result is stored. For other types it is 0.
func (a *ABI) PayloadOffset(t Type) uint64 {
	id, ok := a.r.Dealias(t).Def()
	if !ok {
		return 0
	}
	switch k := a.r.Types[id].Kind.(type) {
	case Variant:
		align := uint8(1)
		for _, c := range k.Cases {
			if c.Type != NoType {
				align = max(align, a.layout(c.Type).align)
			}
		}
		return alignTo(Discriminant(len(k.Cases)), align)
	case Option:
		return alignTo(1, a.layout(k.Type).align)
	case Result:
		align := uint8(1)
		for _, t := range [...]Type{k.OK, k.Err} {
			if t != NoType {
				align = max(align, a.layout(t).align)
			}
		}
		return alignTo(1, align)
	}
	return 0
}

// layout returns what is known of a type, computing it first if need be. NoType has neither size nor values.
func (a *ABI) layout(t Type) layout {
	id, ok := t.Def()
	if !ok {
		return a.primitive(t)
	}
	a.compute(t)
	return a.layouts[id]
}

func (a *ABI) compute(t Type) {
	if grow := len(a.r.Types) - len(a.layouts); grow > 0 {
		a.layouts = append(a.layouts, make([]layout, grow)...)
	}
	a.walker.walk(t, func(id TypeID) { a.layouts[id] = a.definition(a.r.Types[id].Kind) })
}

// known returns the layout of a type that has been computed.
func (a *ABI) known(t Type) layout {
	if id, ok := t.Def(); ok {
		return a.layouts[id]
	}
	return a.primitive(t)
}

func scalar(size uint64, flat CoreType) layout {
	l := layout{size: size, align: uint8(size), nflat: 1}
	l.flat[0] = flat
	return l
}

func (a *ABI) primitive(t Type) layout {
	switch t {
	case Bool, U8, S8:
		return scalar(1, CoreI32)
	case U16, S16:
		return scalar(2, CoreI32)
	case U32, S32, Char, ErrorContext:
		return scalar(4, CoreI32)
	case U64, S64:
		return scalar(8, CoreI64)
	case F32:
		return scalar(4, CoreF32)
	case F64:
		return scalar(8, CoreF64)
	case String:
		return a.pointerAndLength(HasString)
	}
	return layout{align: 1}
}

func (a *ABI) pointerAndLength(contents Contents) layout {
	size := a.PointerSize()
	l := layout{size: 2 * size, align: uint8(size), nflat: 2, contents: contents}
	l.flat[0], l.flat[1] = a.pointer, a.pointer
	return l
}

func handle(contents Contents) layout {
	l := scalar(4, CoreI32)
	l.contents = contents
	return l
}

// definition computes the layout of a definition from those of the types it mentions.
func (a *ABI) definition(k Kind) layout {
	switch k := k.(type) {
	case Record:
		l := layout{align: 1}
		for i := range k.Fields {
			l.addField(a.known(k.Fields[i].Type))
		}
		l.finish()
		return l
	case Tuple:
		l := layout{align: 1}
		for _, t := range k.Types {
			l.addField(a.known(t))
		}
		l.finish()
		return l
	case FixedLengthList:
		return a.known(k.Elem).times(k.Len)
	case Own:
		return handle(HasOwn)
	case Borrow:
		return handle(HasBorrow)
	case Future:
		return handle(HasAsync | a.known(k.Type).contents&(HasBorrow|HasAsync))
	case Stream:
		return handle(HasAsync | a.known(k.Type).contents&(HasBorrow|HasAsync))
	case List:
		return a.pointerAndLength(HasList | a.known(k.Elem).contents)
	case Map:
		return a.pointerAndLength(HasList | a.known(k.Key).contents | a.known(k.Value).contents)
	case Flags:
		return flagsLayout(len(k.Flags))
	case Enum:
		l := scalar(Discriminant(len(k.Cases)), CoreI32)
		return l
	case Option:
		v := newVariant(2)
		v.addCase(a.known(k.Type))
		return v.finish()
	case Result:
		v := newVariant(2)
		v.addCase(a.known(k.OK))
		v.addCase(a.known(k.Err))
		return v.finish()
	case Variant:
		v := newVariant(len(k.Cases))
		for i := range k.Cases {
			v.addCase(a.known(k.Cases[i].Type))
		}
		return v.finish()
	case Alias:
		return a.known(k.Type)
	}
	return layout{align: 1} // a resource itself is no value
}

func alignTo(n uint64, align uint8) uint64 {
	mask := uint64(align) - 1
	return (n + mask) &^ mask
}

// addField appends a field and returns its offset.
func (l *layout) addField(f layout) uint64 {
	offset := min(alignTo(l.size, f.align), maxSize)
	l.size = min(offset+f.size, maxSize)
	l.align = max(l.align, f.align)
	l.contents |= f.contents
	l.addFlat(f)
	return offset
}

func (l *layout) addFlat(f layout) {
	if n := l.nflat + f.nflat; n <= MaxFlatParams {
		copy(l.flat[l.nflat:], f.flat[:f.nflat])
		l.nflat = n
	} else {
		l.nflat = MaxFlatParams + 1
	}
}

func (l *layout) finish() { l.size = min(alignTo(l.size, l.align), maxSize) }

// times is the layout of a list of n elements of layout l.
func (l layout) times(n uint32) layout {
	list := layout{align: l.align, contents: l.contents}
	if hi, lo := bits.Mul64(l.size, uint64(n)); hi == 0 {
		list.size = min(lo, maxSize)
	} else {
		list.size = maxSize
	}
	if l.nflat == 0 {
		return list
	}
	for range min(n, MaxFlatParams+1) {
		list.addFlat(l)
	}
	return list
}

// flagsLayout is that of flags. Validation allows 1 to 32; WIT text any number, which take words as they need.
func flagsLayout(n int) layout {
	switch {
	case n == 0:
		return layout{align: 1}
	case n <= 8:
		return scalar(1, CoreI32)
	case n <= 16:
		return scalar(2, CoreI32)
	case n <= 32:
		return scalar(4, CoreI32)
	}
	return scalar(4, CoreI32).times(uint32((n + 31) / 32))
}

// variantLayout gathers the cases of a variant, option or result.
type variantLayout struct {
	tag      uint64
	payload  uint64
	align    uint8
	contents Contents
	nflat    uint8
	flat     [MaxFlatParams]CoreType
}

func newVariant(cases int) *variantLayout {
	return &variantLayout{tag: Discriminant(cases), align: 1}
}

func (v *variantLayout) addCase(c layout) {
	v.payload = max(v.payload, c.size)
	v.align = max(v.align, c.align)
	v.contents |= c.contents
	for i := range min(c.nflat, MaxFlatParams) {
		if i < v.nflat {
			v.flat[i] = join(v.flat[i], c.flat[i])
		} else {
			v.flat[i] = c.flat[i]
		}
	}
	v.nflat = max(v.nflat, c.nflat)
}

func (v *variantLayout) finish() layout {
	l := layout{
		size:     alignTo(v.tag, v.align) + v.payload,
		align:    max(uint8(v.tag), v.align),
		contents: v.contents,
	}
	l.finish()
	l.nflat = 1
	l.flat[0] = CoreI32
	l.addFlat(layout{nflat: v.nflat, flat: v.flat})
	return l
}

// join is the narrowest core type that carries values of both (CanonicalABI.md, flatten_variant).
func join(a, b CoreType) CoreType {
	switch {
	case a == b:
		return a
	case a == CoreI32 && b == CoreF32, a == CoreF32 && b == CoreI32:
		return CoreI32
	}
	return CoreI64
}
