package validate

import "wcomp/binary"

// Info is what a validation found out about an input.
type Info struct {
	// Types holds the core types that every TypeID and every concrete
	// reference in Info refers to.
	Types *Types
	// Module is set if the input is a core module.
	Module *ModuleInfo
	// Component is set if the input is a component.
	Component *ComponentInfo
	// Features that the input needs, each with the lowest offset that needs
	// it. Only FeaturesUsed sets it.
	Features map[binary.Features]int64
}

// ModuleInfo is a core module as the validator sees it: the type of everything in
// every index space, imports first. Value types are canonical: the index of a
// concrete reference is a TypeID.
type ModuleInfo struct {
	// Types is the type index space.
	Types []TypeID
	// Funcs and Tags hold type indices (into Types).
	Funcs, Tags []uint32
	Tables      []binary.TableType
	Memories    []binary.MemoryType
	Globals     []binary.GlobalType
	// Elements are the types of element segments.
	Elements []binary.ValType
	// DataCount is the number of data segments if HasDataCount, else what
	// the data section holds.
	DataCount    uint32
	HasDataCount bool
	// Imports in order; Exports in order. Strings share the input's memory.
	Imports []Import
	Exports []binary.Export
	// HasStart says that Start is the start function.
	HasStart bool
	Start    uint32
	// Numbers of imported entities: the first in their index spaces.
	ImportedFuncs, ImportedTables, ImportedMemories, ImportedGlobals, ImportedTags int
	// exactFuncs are imported functions whose type is exact.
	exactFuncs map[uint32]bool
	// size is the effective type size (validate.md 3.1).
	size uint64
}

// Import is an import of a core module: Index is its place in the index space
// of its kind.
type Import struct {
	Module, Name string
	Kind         binary.ExternKind
	Index        uint32
	Offset       int64
}

// Extern is the type of an entity of a module, canonical: functions and tags
// have a TypeID as Type.
func (m *ModuleInfo) Extern(kind binary.ExternKind, index uint32) binary.ExternType {
	t := binary.ExternType{Kind: kind}
	switch kind {
	case binary.ExternFunc, binary.ExternFuncExact:
		t.Kind = binary.ExternFunc
		if m.exactFuncs[index] {
			t.Kind = binary.ExternFuncExact
		}
		t.Type = uint32(m.Types[m.Funcs[index]])
	case binary.ExternTable:
		t.Table = m.Tables[index]
	case binary.ExternMemory:
		t.Memory = m.Memories[index]
	case binary.ExternGlobal:
		t.Global = m.Globals[index]
	case binary.ExternTag:
		t.Type = uint32(m.Types[m.Tags[index]])
	}
	return t
}

// ImportType is the type that import im asks for.
func (m *ModuleInfo) ImportType(im *Import) binary.ExternType { return m.Extern(im.Kind, im.Index) }

// ExportType is the type of an export.
func (m *ModuleInfo) ExportType(e *binary.Export) binary.ExternType { return m.Extern(e.Kind, e.Index) }

// FuncType is the type of the function with the given index, which must
// exist.
func (m *ModuleInfo) FuncType(types *Types, index uint32) *binary.FuncType {
	return types.Func(m.Types[m.Funcs[index]])
}
