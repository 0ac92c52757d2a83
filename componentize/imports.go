package componentize

import (
	"wcomp/binary"
	"wcomp/wit"
)

// ImportKind says what a core import is satisfied by.
type ImportKind uint8

const (
	// ImportMemory: the one linear memory that everybody shares.
	ImportMemory ImportKind = iota
	// ImportMainExport: an export of the main module.
	ImportMainExport
	// ImportAdapter: an export of an adapter.
	ImportAdapter
	// ImportLowered: a function that the component imports, lowered.
	ImportLowered
	// ImportBuiltin: a built-in of the canonical ABI.
	ImportBuiltin
	// ImportTLS: an accessor of the thread-local base.
	ImportTLS
)

// Import is a core import and what satisfies it.
type Import struct {
	// Module and Field are the import's names as the module has them; Name is the field without the mark of a repeated
	// import.
	Module, Field, Name string
	Extern              binary.ExternKind
	Type                binary.FuncType // of functions

	Kind ImportKind
	// Adapter is the name of the adapter (ImportAdapter).
	Adapter string

	// Interface is the world key of the interface that Func or a built-in's type belongs to, empty for items of the
	// world itself. Exported says that it is an export of the world.
	Interface string
	Exported  bool
	// Func is the function that is lowered, or whose result or payload a built-in deals in.
	Func *wit.Function
	// Async: lowered asynchronously; the same for built-ins that can be.
	Async bool

	// Builtin is the canonical definition (ImportBuiltin, ImportTLS).
	Builtin     binary.CanonKind
	Cancellable bool
	Context     binary.ValType // context.get and context.set
	Slot        uint32
	Encoding    wit.StringEncoding // error-context built-ins
	// Resource and ResourceName are those of resource built-ins.
	Resource     wit.TypeID
	ResourceName string
	// Payload is the stream or future type; Unit says that it is one without payload, written nowhere in the world.
	Payload wit.TypeID
	Unit    bool

	slot int // index in Plan.slots, -1 if satisfied directly
}

// importGroup is the imports from one module, in order.
type importGroup struct {
	module string
	fields []*Import
}

// Satisfied says in words what satisfies the import.
func (i *Import) Satisfied() string {
	of := i.Interface
	if of != "" {
		of += "#"
	}
	switch i.Kind {
	case ImportMemory:
		return "the memory"
	case ImportMainExport:
		return "export " + i.Name + " of the module"
	case ImportAdapter:
		return "export " + i.Name + " of adapter " + i.Adapter
	case ImportLowered:
		if i.Async {
			return "import " + of + i.Func.Name + ", lowered async"
		}
		return "import " + of + i.Func.Name + ", lowered"
	}
	if i.Kind == ImportTLS {
		return "the thread-local base"
	}
	text := "built-in " + i.Builtin.String()
	switch {
	case i.Func != nil:
		text += " of " + of + i.Func.Name
	case i.ResourceName != "":
		text += " of " + of + i.ResourceName
	}
	return text
}

// isResource says whether the import is a built-in of resources.
func (i *Import) isResource() bool {
	switch i.Builtin {
	case binary.CanonResourceDrop, binary.CanonResourceNew, binary.CanonResourceRep:
		return i.Kind == ImportBuiltin
	}
	return false
}

// isPayload says whether the import is a built-in of streams or futures.
func (i *Import) isPayload() bool {
	return i.Kind == ImportBuiltin && i.Builtin >= binary.CanonStreamNew && i.Builtin <= binary.CanonFutureDropWritable
}
