package binary

// FuncType is a core function type. Core spec 5.3.6.
type FuncType struct {
	Params, Results []ValType
}

// FieldType is a field of a struct or the element of an array; Type may be
// packed.
type FieldType struct {
	Type    ValType
	Mutable bool
}

// CompositeKind says which of a CompositeType's fields is in use.
type CompositeKind byte

const (
	CompositeFunc CompositeKind = iota
	CompositeStruct
	CompositeArray
	CompositeCont
)

func (k CompositeKind) String() string {
	return [...]string{"func", "struct", "array", "cont"}[k]
}

// CompositeType is a function, struct, array or continuation type.
type CompositeType struct {
	Kind   CompositeKind
	Shared bool
	// HasDescribes and HasDescriptor tell whether Describes and Descriptor,
	// type indices, are present (custom descriptors).
	HasDescribes, HasDescriptor bool
	Describes, Descriptor       uint32
	Func                        FuncType    // CompositeFunc
	Fields                      []FieldType // CompositeStruct; CompositeArray has exactly one
	Cont                        uint32      // CompositeCont: index of the function type
}

// SubType is a composite type with its place in the declared hierarchy. The
// zero HasSuper with Final true is what plain modules have.
type SubType struct {
	Final    bool
	HasSuper bool
	Super    uint32 // type index
	// Explicit: written with the sub or sub final prefix even though it
	// would not need it. Kept so that re-encoding is the identity.
	Explicit bool
	CompositeType
	// Offset of the type's first byte in the outermost input.
	Offset int64
}

// Plain says that t is a final, unshared function type without supertype and
// descriptors: the only kind a component's lift and lower deal in.
func (t *SubType) Plain() bool {
	return t.Kind == CompositeFunc && t.Final && !t.HasSuper && !t.Shared && !t.HasDescribes && !t.HasDescriptor
}

// RecGroup is a recursion group. One entry of the type section.
type RecGroup struct {
	// Explicit: written with the rec prefix. A group that is not explicit
	// has exactly one member.
	Explicit bool
	Types    []SubType
	Offset   int64
}

// Limits of a table (in elements) or memory (in pages).
type Limits struct {
	Min, Max uint64
	HasMax   bool
	Shared   bool
	Is64     bool // index type i64
}

// AddressType is i32 or i64, the type of indices into the table or memory.
func (l Limits) AddressType() ValType {
	if l.Is64 {
		return I64
	}
	return I32
}

// TableType is the type of a table.
type TableType struct {
	Elem ValType
	Limits
}

// MemoryType is the type of a memory.
type MemoryType struct {
	Limits
	HasPageSize  bool
	PageSizeLog2 uint32 // 16 unless HasPageSize
}

// PageLog2 is the binary logarithm of the page size in bytes.
func (m MemoryType) PageLog2() uint32 {
	if m.HasPageSize {
		return m.PageSizeLog2
	}
	return 16
}

// GlobalType is the type of a global.
type GlobalType struct {
	Type    ValType
	Mutable bool
	Shared  bool
}

// ExternKind is the kind byte of a core import or export.
type ExternKind byte

const (
	ExternFunc      ExternKind = 0x00
	ExternTable     ExternKind = 0x01
	ExternMemory    ExternKind = 0x02
	ExternGlobal    ExternKind = 0x03
	ExternTag       ExternKind = 0x04
	ExternFuncExact ExternKind = 0x20 // imports only (custom descriptors)
)

func (k ExternKind) String() string {
	switch k {
	case ExternFunc, ExternFuncExact:
		return "func"
	case ExternTable:
		return "table"
	case ExternMemory:
		return "memory"
	case ExternGlobal:
		return "global"
	case ExternTag:
		return "tag"
	}
	return "unknown"
}

// ExternType is the type of a core import. Only the field of Kind is in use.
type ExternType struct {
	Kind   ExternKind
	Type   uint32 // ExternFunc, ExternFuncExact, ExternTag: type index
	Table  TableType
	Memory MemoryType
	Global GlobalType
}

// Import is one imported item of a module.
type Import struct {
	Module, Name string
	ExternType
	Offset int64
}

// ImportForm says how an entry of the import section was written.
type ImportForm byte

const (
	ImportSingle     ImportForm = iota // module, name, type
	ImportNames                        // one module, pairs of name and type (compact imports, 0x7f)
	ImportSharedType                   // one module, one type, names (compact imports, 0x7e)
)

// ImportGroup is one entry of the import section: one import, or several of
// one module in a compact form.
type ImportGroup struct {
	Form   ImportForm
	Module string
	// Type is the common type of ImportSharedType.
	Type   ExternType
	Items  []Import
	Offset int64
}

// Expr is a constant expression: the bytes of its instructions including the
// final end, and where they start in the outermost input.
type Expr struct {
	Data   []byte
	Offset int64
}

// Table is an entry of the table section.
type Table struct {
	TableType
	// HasInit: written with an initialiser expression.
	HasInit bool
	Init    Expr
	Offset  int64
}

// Global is an entry of the global section.
type Global struct {
	GlobalType
	Init   Expr
	Offset int64
}

// Export is an entry of the export section.
type Export struct {
	Name   string
	Kind   ExternKind
	Index  uint32
	Offset int64
}

// SegmentMode says when a segment is applied.
type SegmentMode byte

const (
	SegmentActive SegmentMode = iota
	SegmentPassive
	SegmentDeclared // element segments only
)

// Element is an entry of the element section.
type Element struct {
	// Flags as encoded, 0–7; says whether the table and the type were written.
	Flags  uint32
	Mode   SegmentMode
	Table  uint32 // active: table index
	Where  Expr   // active: offset expression
	Type   ValType
	Exprs  bool   // items are expressions, else function indices
	Count  uint32 // number of items
	Items  []byte // the items, as encoded
	Offset int64
	// ItemsOffset is the offset of Items in the outermost input.
	ItemsOffset int64
}

// HasTable says that the encoding names a table.
func (e *Element) HasTable() bool { return e.Mode == SegmentActive && e.Flags&2 != 0 }

// Data is an entry of the data section.
type Data struct {
	Flags  uint32 // as encoded, 0–2
	Mode   SegmentMode
	Memory uint32 // active: memory index
	Where  Expr   // active: offset expression
	Init   []byte
	Offset int64
	// InitOffset is the offset of Init in the outermost input.
	InitOffset int64
}

// Local is a group of local declarations of one type.
type Local struct {
	Count  uint32
	Type   ValType
	Offset int64
}
