package binary

// Component definitions (component-model Binary.md). Every struct here is one
// grammar rule; decode reads it in one function, encode writes it in one.

// CoreSort is a core sort byte.
type CoreSort byte

const (
	CoreSortFunc     CoreSort = 0x00
	CoreSortTable    CoreSort = 0x01
	CoreSortMemory   CoreSort = 0x02
	CoreSortGlobal   CoreSort = 0x03
	CoreSortTag      CoreSort = 0x04
	CoreSortType     CoreSort = 0x10
	CoreSortModule   CoreSort = 0x11
	CoreSortInstance CoreSort = 0x12
)

// Sort is a component-level sort. Core sorts are folded into the same byte
// with the high bit set, so that a sort is one comparable word.
type Sort byte

const (
	SortCoreFunc     = Sort(0x80 | CoreSortFunc)
	SortCoreTable    = Sort(0x80 | CoreSortTable)
	SortCoreMemory   = Sort(0x80 | CoreSortMemory)
	SortCoreGlobal   = Sort(0x80 | CoreSortGlobal)
	SortCoreTag      = Sort(0x80 | CoreSortTag)
	SortCoreType     = Sort(0x80 | CoreSortType)
	SortCoreModule   = Sort(0x80 | CoreSortModule)
	SortCoreInstance = Sort(0x80 | CoreSortInstance)

	SortFunc      Sort = 0x01
	SortValue     Sort = 0x02
	SortType      Sort = 0x03
	SortComponent Sort = 0x04
	SortInstance  Sort = 0x05
)

// Core says whether the sort is a core sort, and which.
func (s Sort) Core() (CoreSort, bool) { return CoreSort(s & 0x7f), s&0x80 != 0 }

// String is the sort in the text format ("core func", "instance").
func (s Sort) String() string {
	if c, ok := s.Core(); ok {
		return "core " + c.String()
	}
	switch s {
	case SortFunc:
		return "func"
	case SortValue:
		return "value"
	case SortType:
		return "type"
	case SortComponent:
		return "component"
	case SortInstance:
		return "instance"
	}
	return "unknown"
}

func (s CoreSort) String() string {
	switch s {
	case CoreSortFunc:
		return "func"
	case CoreSortTable:
		return "table"
	case CoreSortMemory:
		return "memory"
	case CoreSortGlobal:
		return "global"
	case CoreSortTag:
		return "tag"
	case CoreSortType:
		return "type"
	case CoreSortModule:
		return "module"
	case CoreSortInstance:
		return "instance"
	}
	return "unknown"
}

// SortIndex is an item of an index space.
type SortIndex struct {
	Sort  Sort
	Index uint32
}

// CoreArg is an argument of a core instantiation: the instance that satisfies
// all imports from module Name.
type CoreArg struct {
	Name     string
	Instance uint32 // core instance index
	Offset   int64
}

// CoreInlineExport is an item of a core instance made from exports.
type CoreInlineExport struct {
	Name   string
	Sort   CoreSort
	Index  uint32
	Offset int64
}

// CoreInstance is an entry of the core instance section.
type CoreInstance struct {
	FromExports bool
	Module      uint32 // core module index
	Args        []CoreArg
	Exports     []CoreInlineExport
	Offset      int64
}

// InstantiateArg is an argument of a component instantiation.
type InstantiateArg struct {
	Name string
	SortIndex
	Offset int64
}

// InlineExport is an item of an instance made from exports.
type InlineExport struct {
	Name ExternName
	SortIndex
	Offset int64
}

// Instance is an entry of the instance section.
type Instance struct {
	FromExports bool
	Component   uint32 // component index
	Args        []InstantiateArg
	Exports     []InlineExport
	Offset      int64
}

// AliasKind says what an alias refers to.
type AliasKind byte

const (
	AliasExport     AliasKind = 0x00 // an export of an instance
	AliasCoreExport AliasKind = 0x01 // an export of a core instance
	AliasOuter      AliasKind = 0x02 // a definition of an enclosing scope
)

// Alias is an entry of the alias section.
type Alias struct {
	Kind     AliasKind
	Sort     Sort
	Instance uint32 // AliasExport: instance index; AliasCoreExport: core instance index
	Name     string // AliasExport, AliasCoreExport
	Count    uint32 // AliasOuter: scopes outwards, 0 is the current one
	Index    uint32 // AliasOuter
	Offset   int64
}

// ModuleDeclKind is the byte before a declarator of a module type.
type ModuleDeclKind byte

const (
	ModuleDeclImport ModuleDeclKind = 0x00
	ModuleDeclType   ModuleDeclKind = 0x01
	ModuleDeclAlias  ModuleDeclKind = 0x02
	ModuleDeclExport ModuleDeclKind = 0x03
)

// ModuleDecl is a declarator of a module type.
type ModuleDecl struct {
	Kind   ModuleDeclKind
	Import Import   // ModuleDeclImport
	Type   RecGroup // ModuleDeclType
	// ModuleDeclAlias: an outer alias of a core type.
	Count, Index uint32
	// ModuleDeclExport.
	Name   string
	Extern ExternType
	Offset int64
}

// CoreType is an entry of the core type section: a recursion group, or a
// module type if IsModule.
type CoreType struct {
	IsModule bool
	Group    RecGroup
	Module   []ModuleDecl
	Offset   int64
}

// PrimType is the byte of a primitive component value type; 0 means none.
type PrimType byte

const (
	PrimBool         PrimType = 0x7f
	PrimS8           PrimType = 0x7e
	PrimU8           PrimType = 0x7d
	PrimS16          PrimType = 0x7c
	PrimU16          PrimType = 0x7b
	PrimS32          PrimType = 0x7a
	PrimU32          PrimType = 0x79
	PrimS64          PrimType = 0x78
	PrimU64          PrimType = 0x77
	PrimF32          PrimType = 0x76
	PrimF64          PrimType = 0x75
	PrimChar         PrimType = 0x74
	PrimString       PrimType = 0x73
	PrimErrorContext PrimType = 0x64
)

var primNames = [...]string{
	"string", "char", "f64", "f32", "u64", "s64", "u32", "s32", "u16", "s16", "u8", "s8", "bool",
}

// Valid says whether p is a primitive type.
func (p PrimType) Valid() bool { return p >= PrimString && p <= PrimBool || p == PrimErrorContext }

// String is the primitive's name in the text format and in WIT.
func (p PrimType) String() string {
	switch {
	case p == PrimErrorContext:
		return "error-context"
	case p.Valid():
		return primNames[p-PrimString]
	}
	return "unknown"
}

// ComponentValType is a component value type: a primitive, or an index into
// the type index space if Prim is 0.
type ComponentValType struct {
	Prim  PrimType
	Index uint32
}

// OptValType is an optional value type.
type OptValType struct {
	Present bool
	Type    ComponentValType
}

// Labeled is a label with a value type: a record field or a parameter.
type Labeled struct {
	Name string
	Type ComponentValType
}

// VariantCase is a case of a variant.
type VariantCase struct {
	Name string
	Type OptValType
}

// TypeKind is the leading byte of a type definition; TypePrim stands for all
// primitives.
type TypeKind byte

const (
	TypePrim      TypeKind = 0x00
	TypeRecord    TypeKind = 0x72
	TypeVariant   TypeKind = 0x71
	TypeList      TypeKind = 0x70
	TypeTuple     TypeKind = 0x6f
	TypeFlags     TypeKind = 0x6e
	TypeEnum      TypeKind = 0x6d
	TypeOption    TypeKind = 0x6b
	TypeResult    TypeKind = 0x6a
	TypeOwn       TypeKind = 0x69
	TypeBorrow    TypeKind = 0x68
	TypeFixedList TypeKind = 0x67
	TypeStream    TypeKind = 0x66
	TypeFuture    TypeKind = 0x65
	TypeMap       TypeKind = 0x63
	TypeAsyncFunc TypeKind = 0x43
	TypeInstance  TypeKind = 0x42
	TypeComponent TypeKind = 0x41
	TypeFunc      TypeKind = 0x40
	TypeResource  TypeKind = 0x3f
)

// Type is an entry of the type section (deftype). Only the fields of Kind are
// in use.
type Type struct {
	Kind   TypeKind
	Prim   PrimType           // TypePrim
	Fields []Labeled          // TypeRecord; parameters of TypeFunc, TypeAsyncFunc
	Cases  []VariantCase      // TypeVariant
	Types  []ComponentValType // TypeTuple
	Labels []string           // TypeFlags, TypeEnum
	Elem   ComponentValType   // TypeList, TypeFixedList, TypeOption; key of TypeMap
	Value  ComponentValType   // TypeMap
	Length uint32             // TypeFixedList
	Ok     OptValType         // TypeResult; payload of TypeStream, TypeFuture; result of TypeFunc, TypeAsyncFunc
	Err    OptValType         // TypeResult
	Index  uint32             // TypeOwn, TypeBorrow: type index of the resource
	Decls  []Decl             // TypeComponent, TypeInstance
	Rep    ValType            // TypeResource: i32 or i64
	// TypeResource: index of the destructor, a core function.
	HasDtor bool
	Dtor    uint32
	Offset  int64
}

// IsFunc says that t is a function type, async or not.
func (t *Type) IsFunc() bool { return t.Kind == TypeFunc || t.Kind == TypeAsyncFunc }

// DeclKind is the byte before a declarator of a component or instance type.
type DeclKind byte

const (
	DeclCoreType DeclKind = 0x00
	DeclType     DeclKind = 0x01
	DeclAlias    DeclKind = 0x02
	DeclImport   DeclKind = 0x03 // component types only
	DeclExport   DeclKind = 0x04
)

// Decl is a declarator of a component or instance type.
type Decl struct {
	Kind     DeclKind
	CoreType *CoreType  // DeclCoreType
	Type     *Type      // DeclType
	Alias    *Alias     // DeclAlias
	Name     ExternName // DeclImport, DeclExport
	Desc     ExternDesc // DeclImport, DeclExport
	Offset   int64
}

// ExternName is the name of a component import or export with its attributes
// (nameattributes).
type ExternName struct {
	Name string
	// Implements, VersionSuffix and ExternalID are attributes that only the
	// extended form carries.
	HasImplements, HasVersionSuffix, HasExternalID bool
	Implements, VersionSuffix, ExternalID          string
	// HasAttributes says that the extended form was read, which may carry no
	// attribute at all.
	HasAttributes bool
}

// Extended says whether the name takes the form that carries attributes.
func (n *ExternName) Extended() bool {
	return n.HasAttributes || n.HasImplements || n.HasVersionSuffix || n.HasExternalID
}

// ExternDesc is the type of a component import, export declarator or
// ascription (externtype).
type ExternDesc struct {
	// Sort is core module, func, value, type, component or instance.
	Sort Sort
	// Index: type index; core type index for core modules; for SortType with
	// an eq bound the type it equals; for SortValue with ValueEq the value.
	Index uint32
	// SubResource: SortType bounded by (sub resource) instead of (eq Index).
	SubResource bool
	// ValueEq: SortValue bounded by (eq Index) instead of the type Value.
	ValueEq bool
	Value   ComponentValType
}

// ComponentImport is an entry of a component's import section.
type ComponentImport struct {
	Name   ExternName
	Desc   ExternDesc
	Offset int64
}

// ComponentExport is an entry of a component's export section.
type ComponentExport struct {
	Name ExternName
	SortIndex
	HasType bool
	Desc    ExternDesc // ascription if HasType
	Offset  int64
}

// Start is the contents of a component's start section.
type Start struct {
	Func    uint32
	Args    []uint32 // value indices
	Results uint32   // number of values
	Offset  int64
}
