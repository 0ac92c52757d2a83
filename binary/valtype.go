package binary

import "strconv"

// ValType is a core value type, reference type, packed storage type or heap
// type in one machine word, so that two of them are equal exactly when the
// words are. A concrete reference holds a type index of the space it was read
// in; validate replaces it by a canonical number.
//
//	bits  0–23  numeric or packed: the type's byte; abstract heap type: its
//	            byte; concrete heap type: the type index
//	bit   24    nullable (references only)
//	bit   25    shared (abstract heap types only)
//	bit   26    exact (concrete heap types only)
//	bits 28–31  kind
type ValType uint32

// HeapType is a ValType of a reference kind with the nullable bit clear.
type HeapType = ValType

const (
	vtIndexMask ValType = 1<<24 - 1
	vtNullable  ValType = 1 << 24
	vtShared    ValType = 1 << 25
	vtExact     ValType = 1 << 26
	vtKindShift         = 28

	kindNumeric  ValType = 1 << vtKindShift
	kindPacked   ValType = 2 << vtKindShift
	kindAbstract ValType = 3 << vtKindShift
	kindConcrete ValType = 4 << vtKindShift
	kindMask     ValType = 0xf << vtKindShift
)

// MaxTypeIndex is the largest type index a heap type may name; larger ones
// are refused while decoding, since no module can have so many types.
const MaxTypeIndex = 1<<20 - 1

// Value and storage types. NoType is the zero value: no type, in block types
// "empty", in the validator "unknown".
const (
	NoType ValType = 0

	I32  = kindNumeric | 0x7f
	I64  = kindNumeric | 0x7e
	F32  = kindNumeric | 0x7d
	F64  = kindNumeric | 0x7c
	V128 = kindNumeric | 0x7b
	I8   = kindPacked | 0x78
	I16  = kindPacked | 0x77
)

// Abstract heap types (core spec 5.3.2 and the proposals listed in
// RATIONALE.md), not nullable and not shared.
const (
	HeapNoExn    = kindAbstract | 0x74
	HeapNoFunc   = kindAbstract | 0x73
	HeapNoExtern = kindAbstract | 0x72
	HeapNone     = kindAbstract | 0x71
	HeapFunc     = kindAbstract | 0x70
	HeapExtern   = kindAbstract | 0x6f
	HeapAny      = kindAbstract | 0x6e
	HeapEq       = kindAbstract | 0x6d
	HeapI31      = kindAbstract | 0x6c
	HeapStruct   = kindAbstract | 0x6b
	HeapArray    = kindAbstract | 0x6a
	HeapExn      = kindAbstract | 0x69
	HeapCont     = kindAbstract | 0x68
	HeapNoCont   = kindAbstract | 0x75
)

// The nullable shorthands that MVP and reference-types modules use.
const (
	FuncRef   = HeapFunc | vtNullable
	ExternRef = HeapExtern | vtNullable
)

// Type bytes that are prefixes or definitions, not value types by themselves
// (core spec 5.3, validate.md 1.3).
const (
	CodeRefNull    = 0x63
	CodeRef        = 0x64
	CodeShared     = 0x65
	CodeExact      = 0x62
	CodeFunc       = 0x60
	CodeStruct     = 0x5f
	CodeArray      = 0x5e
	CodeCont       = 0x5d
	CodeSub        = 0x50
	CodeSubFinal   = 0x4f
	CodeRec        = 0x4e
	CodeDescriptor = 0x4d
	CodeDescribes  = 0x4c
	CodeEmptyBlock = 0x40
)

// ConcreteHeap is the heap type that names type index i of the current space.
func ConcreteHeap(i uint32) HeapType { return kindConcrete | ValType(i)&vtIndexMask }

// ExactHeap is ConcreteHeap for the exact form (custom descriptors).
func ExactHeap(i uint32) HeapType { return ConcreteHeap(i) | vtExact }

// Ref is the reference type to h.
func Ref(nullable bool, h HeapType) ValType {
	if nullable {
		return h | vtNullable
	}
	return h &^ vtNullable
}

// AbstractHeap is the abstract heap type with the given byte, if there is one.
func AbstractHeap(code byte) (HeapType, bool) {
	if code >= 0x68 && code <= 0x75 {
		return kindAbstract | ValType(code), true
	}
	return 0, false
}

// Code is the byte of a numeric, packed or abstract type.
func (v ValType) Code() byte { return byte(v & vtIndexMask) }

// IsNumeric: i32, i64, f32, f64.
func (v ValType) IsNumeric() bool { return v&kindMask == kindNumeric && v != V128 }

// IsVector: v128.
func (v ValType) IsVector() bool { return v == V128 }

// IsPacked: i8 or i16, only as storage of fields.
func (v ValType) IsPacked() bool { return v&kindMask == kindPacked }

// IsRef: any reference.
func (v ValType) IsRef() bool { return v >= kindAbstract }

// IsConcrete: a reference to (or heap type of) a defined type.
func (v ValType) IsConcrete() bool { return v&kindMask == kindConcrete }

// IsAbstract: a reference to (or heap type of) an abstract heap type.
func (v ValType) IsAbstract() bool { return v&kindMask == kindAbstract }

// Index is the type index of a concrete reference.
func (v ValType) Index() uint32 { return uint32(v & vtIndexMask) }

// WithIndex replaces the type index of a concrete reference.
func (v ValType) WithIndex(i uint32) ValType { return v&^vtIndexMask | ValType(i)&vtIndexMask }

// Nullable says whether the reference may be null.
func (v ValType) Nullable() bool { return v&vtNullable != 0 }

// Shared says whether an abstract heap type has the shared prefix.
func (v ValType) Shared() bool { return v&vtShared != 0 }

// AsShared adds the shared prefix to an abstract reference.
func (v ValType) AsShared() ValType { return v | vtShared }

// Unshared removes the shared prefix.
func (v ValType) Unshared() ValType { return v &^ vtShared }

// Exact says whether a concrete reference is exact.
func (v ValType) Exact() bool { return v&vtExact != 0 }

// AsExact makes a concrete reference exact.
func (v ValType) AsExact() ValType { return v | vtExact }

// Inexact removes exactness.
func (v ValType) Inexact() ValType { return v &^ vtExact }

// Heap is the heap type of a reference.
func (v ValType) Heap() HeapType { return v &^ vtNullable }

// Unpacked is the value type that i8 and i16 widen to.
func (v ValType) Unpacked() ValType {
	if v.IsPacked() {
		return I32
	}
	return v
}

// Defaultable says whether a local of this type needs no initialisation.
func (v ValType) Defaultable() bool { return !v.IsRef() || v.Nullable() }

// AbstractName is the text word of an abstract heap type.
func (v ValType) AbstractName() string {
	if c := v.Code(); c >= 0x68 && c <= 0x75 {
		return abstractNames[c-0x68]
	}
	return "unknown"
}

var abstractNames = [...]string{
	"cont", "exn", "array", "struct", "i31", "eq", "any", "extern", "func",
	"none", "noextern", "nofunc", "noexn", "nocont",
}

// shorthands of nullable unshared abstract references; "" where the text
// format has none.
var refShorthands = [...]string{
	"", "exnref", "arrayref", "structref", "i31ref", "eqref", "anyref",
	"externref", "funcref", "nullref", "nullexternref", "nullfuncref",
	"nullexnref", "",
}

// Shorthand is the text format's one-word name of a reference type, or "".
func (v ValType) Shorthand() string {
	if v&^vtIndexMask != kindAbstract|vtNullable {
		return ""
	}
	return refShorthands[v.Code()-0x68]
}

// String is the type in the text format, with type indices as numbers.
func (v ValType) String() string {
	switch v {
	case NoType:
		return "none"
	case I32:
		return "i32"
	case I64:
		return "i64"
	case F32:
		return "f32"
	case F64:
		return "f64"
	case V128:
		return "v128"
	case I8:
		return "i8"
	case I16:
		return "i16"
	}
	if s := v.Shorthand(); s != "" {
		return s
	}
	s := "(ref "
	if v.Nullable() {
		s += "null "
	}
	return s + v.HeapString() + ")"
}

// HeapString is the heap type in the text format, with indices as numbers.
func (v ValType) HeapString() string {
	switch {
	case v.IsConcrete() && v.Exact():
		return "(exact " + strconv.Itoa(int(v.Index())) + ")"
	case v.IsConcrete():
		return strconv.Itoa(int(v.Index()))
	case v.Shared():
		return "(shared " + v.AbstractName() + ")"
	}
	return v.AbstractName()
}
