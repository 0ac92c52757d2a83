package wit

import "strconv"

// Type is a reference to a type: a primitive one or a definition in [Resolve.Types]. The zero value, [NoType], is the
// absence of a type (no result, no payload). It is comparable.
type Type int32

// The primitive types, and the absence of one.
const (
	NoType Type = iota
	Bool
	U8
	U16
	U32
	U64
	S8
	S16
	S32
	S64
	F32
	F64
	Char
	String
	ErrorContext
	firstDef
)

var primitiveNames = [firstDef]string{
	"", "bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "string", "error-context",
}

// Ref returns the reference to the type definition.
func (id TypeID) Ref() Type { return Type(id) + firstDef }

// Def returns the definition the type refers to, and false if it is primitive or absent.
func (t Type) Def() (TypeID, bool) {
	if t < firstDef {
		return 0, false
	}
	return TypeID(t - firstDef), true
}

// IsPrimitive reports whether t is a primitive type.
func (t Type) IsPrimitive() bool { return t > NoType && t < firstDef }

// String returns the keyword of a primitive type, the empty string for NoType, and a placeholder with the index for a
// definition, whose name only its Resolve knows.
func (t Type) String() string {
	if id, ok := t.Def(); ok {
		return "type " + strconv.Itoa(int(id))
	}
	return primitiveNames[t]
}

// PrimitiveType returns the primitive type with the WIT keyword.
func PrimitiveType(keyword string) (Type, bool) {
	for t := Bool; t < firstDef; t++ {
		if primitiveNames[t] == keyword {
			return t, true
		}
	}
	return NoType, false
}

// TypeDef is a type definition: named in an interface or world, or anonymous and built up where it is used.
type TypeDef struct {
	Name       string // empty for an anonymous type
	Kind       Kind
	Owner      Owner // none for anonymous types
	Docs       Docs
	Stability  Stability
	ExternalID ExternalID
	Span       Span // of the name (the new one after `as`), or of the anonymous type
}

// Owner is what a type is defined in: an interface, a world, or, the zero value, nothing. It is comparable.
type Owner struct {
	kind ownerKind
	id   int32
}

type ownerKind uint8

const (
	ownerNone ownerKind = iota
	ownerInterface
	ownerWorld
)

// InterfaceOwner returns the interface as an owner.
func InterfaceOwner(id InterfaceID) Owner { return Owner{ownerInterface, int32(id)} }

// WorldOwner returns the world as an owner.
func WorldOwner(id WorldID) Owner { return Owner{ownerWorld, int32(id)} }

// IsNone reports whether there is no owner.
func (o Owner) IsNone() bool { return o.kind == ownerNone }

// Interface returns the interface that owns, and false if it is something else.
func (o Owner) Interface() (InterfaceID, bool) { return InterfaceID(o.id), o.kind == ownerInterface }

// World returns the world that owns, and false if it is something else.
func (o Owner) World() (WorldID, bool) { return WorldID(o.id), o.kind == ownerWorld }
