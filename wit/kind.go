package wit

// Kind is what a type definition defines: one of [Record], [Resource], [Own], [Borrow], [Flags], [Tuple], [Variant],
// [Enum], [Option], [Result], [List], [FixedLengthList], [Map], [Future], [Stream], [Alias] and, only while a graph is
// under construction, [Unknown]. The kinds are values, not pointers.
type Kind interface{ kind() }

type (
	// Record has named fields. WIT text allows none, the binary form does not.
	Record struct{ Fields []Field }
	// Resource is an abstract type that handles refer to. Its functions are in its owner.
	Resource struct{}
	// Own is a handle that owns a resource. Type is the resource or an alias of it.
	Own struct{ Type TypeID }
	// Borrow is a handle that borrows a resource for a call. Type is the resource or an alias of it.
	Borrow struct{ Type TypeID }
	// Flags is a set of named booleans.
	Flags struct{ Flags []Flag }
	// Tuple has fields without names.
	Tuple struct{ Types []Type }
	// Variant is one of several cases, each with a payload or none.
	Variant struct{ Cases []Case }
	// Enum is one of several cases without payloads.
	Enum struct{ Cases []EnumCase }
	// Option is a value or none.
	Option struct{ Type Type }
	// Result is an ok or an error value, each maybe NoType.
	Result struct{ OK, Err Type }
	// List is a sequence of any length.
	List struct{ Elem Type }
	// FixedLengthList is a sequence of a known length.
	FixedLengthList struct {
		Elem Type
		Len  uint32
	}
	// Map is a set of values by key.
	Map struct{ Key, Value Type }
	// Future is a handle to one value to come, maybe NoType.
	Future struct{ Type Type }
	// Stream is a handle to values to come, maybe NoType.
	Stream struct{ Type Type }
	// Alias is another name for a type: `type a = b`, and each name that a `use` brings in.
	Alias struct{ Type Type }
	// Unknown stands for a type of a package that has not been resolved yet.
	Unknown struct{}
)

// Field is a field of a record.
type Field struct {
	Name string
	Type Type
	Docs Docs
	Span Span // of the name
}

// Flag is a member of a flags type.
type Flag struct {
	Name string
	Docs Docs
	Span Span // of the name
}

// Case is a case of a variant.
type Case struct {
	Name string
	Type Type // NoType if the case has no payload
	Docs Docs
	Span Span // of the name
}

// EnumCase is a case of an enum.
type EnumCase struct {
	Name string
	Docs Docs
	Span Span // of the name
}

func (Record) kind()          {}
func (Resource) kind()        {}
func (Own) kind()             {}
func (Borrow) kind()          {}
func (Flags) kind()           {}
func (Tuple) kind()           {}
func (Variant) kind()         {}
func (Enum) kind()            {}
func (Option) kind()          {}
func (Result) kind()          {}
func (List) kind()            {}
func (FixedLengthList) kind() {}
func (Map) kind()             {}
func (Future) kind()          {}
func (Stream) kind()          {}
func (Alias) kind()           {}
func (Unknown) kind()         {}
