package binary

// NameKind is the id of a subsection of the name section (core spec, name
// section appendix, with the extended-name-section proposal).
type NameKind byte

const (
	NameModule NameKind = iota
	NameFunction
	NameLocal // indirect: function, local
	NameLabel // indirect: function, label
	NameType
	NameTable
	NameMemory
	NameGlobal
	NameElement
	NameData
	NameField // indirect: type, field
	NameTag
)

// Indirect says whether the subsection maps pairs of indices.
func (k NameKind) Indirect() bool { return k == NameLocal || k == NameLabel || k == NameField }

// Naming gives an index a name.
type Naming struct {
	Index  uint32
	Name   string
	Offset int64
}

// IndirectNaming gives names within one item.
type IndirectNaming struct {
	Index uint32
	Names []Naming
}

// NameSubsection is a subsection of a name section. Only the field that Kind
// selects is in use; unknown kinds have Raw alone.
type NameSubsection struct {
	Kind     NameKind
	Name     string           // NameModule
	Names    []Naming         // plain maps
	Indirect []IndirectNaming // indirect maps
	Raw      []byte           // the contents as encoded
	Offset   int64
}

// ComponentNameSubsection is a subsection of a component-name section: the
// component's name (ID 0) or the names of one sort (ID 1).
type ComponentNameSubsection struct {
	ID     byte
	Name   string
	Sort   Sort
	Names  []Naming
	Raw    []byte
	Offset int64
}

// ProducersField is a field of the producers section (tool-conventions
// ProducersSection.md).
type ProducersField struct {
	Name   string
	Values []ProducersValue
	Offset int64
}

// ProducersValue is a name with a version, possibly empty.
type ProducersValue struct {
	Name, Version string
	Offset        int64
}

// TargetFeature is an entry of the target_features section: '+' used, '-'
// disallowed.
type TargetFeature struct {
	Prefix byte
	Name   string
}

// DylinkKind is the id of a subsection of dylink.0 (tool-conventions
// DynamicLinking.md).
type DylinkKind byte

const (
	DylinkMemInfo     DylinkKind = 1
	DylinkNeeded      DylinkKind = 2
	DylinkExportInfo  DylinkKind = 3
	DylinkImportInfo  DylinkKind = 4
	DylinkRuntimePath DylinkKind = 5
)

// DylinkSubsection is a subsection of dylink.0.
type DylinkSubsection struct {
	Kind DylinkKind
	// DylinkMemInfo; alignments are binary logarithms.
	MemorySize, MemoryAlign, TableSize, TableAlign uint32
	Strings                                        []string       // DylinkNeeded, DylinkRuntimePath
	Symbols                                        []DylinkSymbol // DylinkExportInfo, DylinkImportInfo
	Raw                                            []byte
	Offset                                         int64
}

// DylinkSymbol carries the linking flags of an export or import; Module is
// empty for exports.
type DylinkSymbol struct {
	Module, Name string
	Flags        uint32
	Offset       int64
}

// BranchHint is a hint for the branch at Offset bytes from the start of the
// function body (its size field not counted).
type BranchHint struct {
	BodyOffset uint32
	Taken      bool
	Offset     int64
}

// BranchHints are the hints of one function.
type BranchHints struct {
	Func  uint32
	Hints []BranchHint
}
