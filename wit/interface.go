package wit

// Interface is a named set of types and functions, or the inline interface of a world's import or export.
type Interface struct {
	Name      string // empty when it is inline
	Docs      Docs
	Stability Stability
	Package   PackageID

	// Types are in index order, which is that of dependency; a used type is one too (see [Alias]).
	Types OrderedMap[string, TypeID]
	// Functions are in source order; those of a resource stand at the place of the resource, under the names
	// [constructor]r, [method]r.m, [static]r.s.
	Functions OrderedMap[string, *Function]

	// CloneOf is the interface this one was copied from, or nil.
	CloneOf *InterfaceID
	Span    Span // of the name; of the label for an inline interface
}

// FunctionKind tells freestanding functions from those of a resource, and sync from async ones.
type FunctionKind uint8

const (
	Freestanding FunctionKind = iota
	AsyncFreestanding
	Method
	AsyncMethod
	Static
	AsyncStatic
	Constructor
)

// Async reports whether functions of this kind have an async function type.
func (k FunctionKind) Async() bool {
	return k == AsyncFreestanding || k == AsyncMethod || k == AsyncStatic
}

// OfResource reports whether functions of this kind belong to a resource.
func (k FunctionKind) OfResource() bool { return k >= Method }

// String returns the JSON form's word for the kind.
func (k FunctionKind) String() string {
	return [...]string{
		"freestanding", "async-freestanding", "method", "async-method", "static", "async-static", "constructor",
	}[k]
}

// Function is a function of an interface or directly of a world.
type Function struct {
	// Name is the full name: f, [constructor]r, [method]r.m or [static]r.s. Async functions are named alike.
	Name string
	Kind FunctionKind
	// Resource is the resource a function belongs to. It means something only if Kind.OfResource().
	Resource   TypeID
	Params     []Param // with self for methods
	Result     Type    // NoType when there is none
	Docs       Docs
	Stability  Stability
	ExternalID ExternalID
	Span       Span // of the name; of the word constructor for constructors
}

// Param is a parameter of a function.
type Param struct {
	Name string
	Type Type
	Span Span // of the name
}
