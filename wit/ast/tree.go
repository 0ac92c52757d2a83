package ast

// File is one parsed file.
type File struct {
	Name   string // as errors show it
	Source string // the whole text

	Package  *Package // the header `package ns:name@version;`; nil if there is none
	Items    []Item
	Comments []Span // all comments in order, without the line end of `//`
	// Skipped are the parts of the text that errors of syntax keep from the tree, in order. What they define is not known.
	Skipped []Span

	// text is what is parsed: Source, or, for Markdown, Source with everything blanked that is no WIT.
	text string
}

// Ident is a name as it is written in one place. Its span covers a `%` in front, its Name does not.
type Ident struct {
	Name string
	Span Span
}

// Comments is a run of a file's comments.
type Comments struct {
	First, Count uint32
}

// Item is something at the top of a file or package: *[Interface], *[World], *[TopUse] or *[Package].
type Item interface{ item() }

// Package is `package ns:name@version;` at the top of a file (Nested is false), or `package ns:name@version { … }`.
type Package struct {
	Docs      Comments
	Span      Span
	Namespace Ident
	Name      Ident
	Version   *Version
	Nested    bool
	Items     []Item
	Partial   bool // of a header: an error of syntax is behind the name
}

// Version is a semantic version.
type Version struct {
	Text string
	Span Span
}

// Interface is `interface name { … }`.
type Interface struct {
	Attrs Attributes
	Span  Span
	Name  Ident
	Items []InterfaceItem
}

// World is `world name { … }`.
type World struct {
	Attrs Attributes
	Span  Span
	Name  Ident
	Items []WorldItem
}

// TopUse is `use path as name;` at the top of a file or package.
type TopUse struct {
	Span Span // without Attrs
	// Attrs are not allowed here; the resolver says so.
	Attrs Attributes
	Path  Path
	As    Ident // Name is empty if there is no `as`
}

// LocalName is the name that a top-level use makes.
func (u *TopUse) LocalName() Ident {
	if u.As.Name != "" {
		return u.As
	}
	return u.Path.Name
}

// Path names an interface or world: `name`, or `ns:pkg/name@version`.
type Path struct {
	Namespace Ident // Name is empty if the path is a plain name
	Package   Ident
	Name      Ident
	Version   *Version
}

// Foreign reports whether the path names a package.
func (p *Path) Foreign() bool { return p.Namespace.Name != "" }

// Span of the whole path.
func (p *Path) Span() Span {
	s := p.Name.Span
	if p.Foreign() {
		s.Start = p.Namespace.Span.Start
	}
	if p.Version != nil {
		s.End = p.Version.Span.End
	}
	return s
}

// Attributes is what stands in front of an item: its docs, and then its `@…`.
type Attributes struct {
	Docs Comments
	List []Attribute
}

// AttributeKind tells the attributes apart.
type AttributeKind uint8

// The attributes of WIT.md, Feature Gates, and `@external-id`.
const (
	Since AttributeKind = iota
	Unstable
	Deprecated
	ExternalID
)

func (k AttributeKind) String() string {
	return [...]string{"since", "unstable", "deprecated", "external-id"}[k]
}

// Attribute is one `@name(…)`.
type Attribute struct {
	Kind    AttributeKind
	Name    Span     // of the word behind the `@`
	Span    Span     // of the whole
	Version *Version // of @since and @deprecated
	Text    string   // the feature of @unstable, the text of @external-id
}

// InterfaceItem is something in an interface: *[Use], *[TypeDef] or *[Func].
type InterfaceItem interface{ interfaceItem() }

// WorldItem is something in a world: *[Use], *[Include], *[TypeDef] or *[Extern].
type WorldItem interface{ worldItem() }

// Use is `use path.{a, b as c};`.
type Use struct {
	Attrs Attributes
	Span  Span
	Path  Path
	Names []UseName
}

// UseName is `name` or `name as other` in a [Use], or `name as other` behind `include … with`.
type UseName struct {
	Name Ident
	As   Ident // Name is empty if there is no `as`
}

// LocalName is the name that is made.
func (u *UseName) LocalName() Ident {
	if u.As.Name != "" {
		return u.As
	}
	return u.Name
}

// Include is `include path with { a as b };`.
type Include struct {
	Attrs Attributes
	Span  Span
	Path  Path
	With  []UseName
}

// Extern is an import or export of a world. Exactly one of Func, Interface and Path says what.
type Extern struct {
	Attrs     Attributes
	Span      Span
	Export    bool
	Name      Ident // the name or label before the colon; Name.Name is empty for a bare path
	Func      *Func // `name: func(…)`
	Interface *Interface
	Path      *Path // `path` or `label: path`
}

// DefKind is the kind of a type definition.
type DefKind uint8

// The kinds of type definitions.
const (
	Alias DefKind = iota
	Record
	Flags
	Variant
	Enum
	Resource
)

func (k DefKind) String() string {
	return [...]string{"type", "record", "flags", "variant", "enum", "resource"}[k]
}

// TypeDef is the definition of a named type.
type TypeDef struct {
	Attrs   Attributes
	Span    Span
	Kind    DefKind
	Name    Ident
	Type    Type     // of an alias
	Members []Member // fields, flags or cases
	Funcs   []*Func  // of a resource
	Partial bool     // an error of syntax is inside
}

// Member is a field, a flag or a case.
type Member struct {
	Docs Comments
	Name Ident
	Type Type // NoType for flags, enum cases and variant cases without payload
}

// FuncKind tells functions of resources from others.
type FuncKind uint8

// The kinds of functions.
const (
	Freestanding FuncKind = iota
	Method
	Static
	Constructor
)

// Func is a function. The name of a constructor is the keyword, with its span.
type Func struct {
	Attrs  Attributes
	Span   Span
	Name   Ident
	Kind   FuncKind
	Async  bool
	Params []Param
	Result Type // NoType if there is none
	// Partial says that an error of syntax is inside.
	Partial bool
}

// Param is a parameter.
type Param struct {
	Name Ident
	Type Type
}

// TypeKind is the kind of a [Type].
type TypeKind uint8

// The kinds of types. The primitive ones come first.
const (
	NoType TypeKind = iota // also the `_` of `result<_, E>`
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
	Named  // Name
	Own    // own<Name>
	Borrow // borrow<Name>
	List   // list<Args[0]>
	Fixed  // list<Args[0], Size>
	Map    // map<Args[0], Args[1]>
	Option // option<Args[0]>
	Result // result, or result<Args[0], Args[1]>; either may be NoType
	Tuple  // tuple<Args…>
	Future // future or future<Args[0]>
	Stream // stream or stream<Args[0]>
)

// Primitive reports whether the kind is one without parts.
func (k TypeKind) Primitive() bool { return k >= Bool && k <= ErrorContext }

// Type is a mention of a type.
type Type struct {
	Kind TypeKind
	Size uint32 // of Fixed
	Span Span
	Name Ident // of Named, Own and Borrow
	Args []Type
}

func (*Interface) item() {}
func (*World) item()     {}
func (*TopUse) item()    {}
func (*Package) item()   {}

func (*Use) interfaceItem()     {}
func (*TypeDef) interfaceItem() {}
func (*Func) interfaceItem()    {}

func (*Use) worldItem()     {}
func (*Include) worldItem() {}
func (*TypeDef) worldItem() {}
func (*Extern) worldItem()  {}
