package componentize

// Options say how a component is made. The zero value is usable: no adapters, no validation, no debug names.
type Options struct {
	// Adapters serve imports of the main module that its world does not know, in order.
	Adapters []Adapter
	// Main is the name of the main module's file, for diagnostics only.
	Main string

	// ImportNames replaces names of imported interfaces and functions: old name → new name. Names that do not occur
	// are ignored.
	ImportNames map[string]string
	// DebugNames gives the synthesised modules and the adapters name sections. The component's own names are always
	// written.
	DebugNames bool
	// MergeImports merges imported interfaces that differ in nothing but a compatible version into the greatest one.
	MergeImports bool
	// RejectLegacyNames accepts only the standard names ("cm32p2…") for core imports and exports.
	RejectLegacyNames bool
	// ReallocViaMemoryGrow lets adapters grow memory for themselves even where the main module offers a realloc.
	ReallocViaMemoryGrow bool
	// ReturnCallRef makes the shim module call through typed references instead of a table.
	ReturnCallRef bool
	// MainFirst adds the main module's world before those of the adapters instead of after them, which changes the
	// order of imports.
	MainFirst bool
	// Validate checks the result with every feature enabled.
	Validate bool

	// Producer is recorded in the producers section of the component and of synthesised modules; nothing is recorded
	// if its name is empty.
	Producer Producer
}

// Adapter is a module that implements the imports from module Name in terms of the component's imports.
type Adapter struct {
	// Name is the core import module that the adapter serves.
	Name string
	// Data is the adapter, a core module with its world in component-type sections.
	Data []byte
	// File is the name of the adapter's file, for diagnostics only.
	File string
}

// Producer is a tool and its version, as the producers section records them (tool-conventions, ProducersSection.md).
type Producer struct{ Name, Version string }

// Result is a component and the plan it was made by.
type Result struct {
	Component []byte
	Plan      *Plan
}
