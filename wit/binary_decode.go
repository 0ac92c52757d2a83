package wit

import (
	"strings"

	"wcomp/binary"
)

// A Decoded is what DecodeBinary found.
type Decoded struct {
	Resolve *Resolve
	// Package is the WIT package that was encoded, or root:component for a
	// component.
	Package PackageID
	// World is the component's own world, root, if the binary is a component.
	World WorldID
	// IsComponent tells a component from an encoded WIT package.
	IsComponent bool
	// Producers are the entries of the binary's own producers section.
	Producers []binary.ProducersField
}

// DecodeBinary reads the WIT of a component, or a WIT package in binary form
// (current or old). Offset is that of data's first byte in the outermost
// input. The binary should be valid: what is not may be refused with a
// *binary.Error or read as what it seems to say.
func DecodeBinary(data []byte, offset int64) (*Decoded, error) {
	def, customs, err := readComponent(data, offset)
	if err != nil {
		return nil, err
	}
	d := newBinaryDecoder()
	imports, exports, err := d.run.instantiate(&componentEntity{def: def}, nil, offset)
	if err != nil {
		return nil, err
	}
	out := &Decoded{Resolve: d.r}
	if err := out.customs(customs); err != nil {
		return nil, err
	}
	switch form := packageForm(imports, exports); form {
	case formComponent:
		out.IsComponent = true
		out.World, err = d.component(imports, exports)
		if err == nil {
			out.Package = d.r.Worlds[out.World].Package
		}
	case formOldPackage:
		out.Package, err = d.oldPackage(exports[0])
	default:
		out.Package, err = d.pkg(exports)
	}
	if err != nil {
		return nil, err
	}
	for i := range customs {
		if ev := &customs[i]; ev.Name == "package-docs" && !out.IsComponent {
			if err := d.r.applyPackageDocs(out.Package, ev.Data, ev.Offset); err != nil {
				return nil, err
			}
		}
	}
	main := d.r.Packages[out.Package]
	d.orderPackages(out.Package)
	out.Package, _ = d.r.Package(main.Name)
	return out, nil
}

type binaryForm byte

const (
	formPackage binaryForm = iota
	formOldPackage
	formComponent
)

// packageForm tells WIT packages from components: a package has no imports
// and exports nothing but types, the first under a plain name or, in the old
// form, one under ns:pkg/wit.
func packageForm(imports, exports []namedEntity) binaryForm {
	if len(imports) > 0 || len(exports) == 0 {
		return formComponent
	}
	for _, e := range exports {
		t, ok := e.item.(*typeEntity)
		if !ok {
			return formComponent
		}
		if b := t.base(); b.def == nil || b.def.Kind != binary.TypeComponent {
			return formComponent
		}
	}
	name := exports[0].name.Name
	switch {
	case !strings.Contains(name, ":"):
		return formPackage
	case strings.HasSuffix(strings.SplitN(name, "@", 2)[0], "/wit"):
		return formOldPackage
	}
	return formComponent
}

// binaryDecoder builds a graph from what a runner found.
type binaryDecoder struct {
	r   *Resolve
	run runner
	// interfaces by their full name, without regard to how it was written.
	interfaces map[string]InterfaceID
	// own are those that the package itself was first seen to define.
	own   map[InterfaceID]bool
	depth int
}

func newBinaryDecoder() *binaryDecoder {
	return &binaryDecoder{r: new(Resolve), interfaces: make(map[string]InterfaceID), own: make(map[InterfaceID]bool)}
}

// ParseItemName splits the full name of an interface or world, ns:pkg/item
// or ns:pkg/item@version.
func ParseItemName(name string) (pkg PackageName, item string, err error) {
	head, version, hasVersion := strings.Cut(name, "@")
	p, item, ok := strings.Cut(head, "/")
	if !ok || item == "" {
		return pkg, "", &Error{Code: "wit-name", Message: "\"" + name + "\" is not the full name of an interface or world: expected namespace:package/name"}
	}
	if strings.Contains(item, "/") {
		return pkg, "", &Error{Code: "wit-name", Message: "\"" + name + "\" has more than one part after the package"}
	}
	pkg, err = ParsePackageName(p)
	if err == nil && hasVersion {
		pkg.Version, err = ParseVersion(version)
	}
	return pkg, item, err
}

// fullName joins a version suffix on (Explainer.md, canonical interface
// names).
func fullName(n *binary.ExternName) string {
	if n.HasVersionSuffix {
		return n.Name + n.VersionSuffix
	}
	return n.Name
}

func (d *binaryDecoder) wrap(offset int64, err error) error {
	if err == nil {
		return nil
	}
	return &binary.Error{Offset: offset, Code: "invalid", Message: err.Error()}
}

func (d *binaryDecoder) pkgFor(name PackageName) PackageID {
	if id, ok := d.r.Package(name); ok {
		return id
	}
	return d.r.AddPackage(&Package{Name: name})
}

// interfaceFor finds or makes the interface of a full name.
func (d *binaryDecoder) interfaceFor(name string, offset int64) (InterfaceID, error) {
	pkg, item, err := ParseItemName(name)
	if err != nil {
		return 0, d.wrap(offset, err)
	}
	p := d.pkgFor(pkg)
	if id, ok := d.r.Packages[p].Interfaces.Get(item); ok {
		return id, nil
	}
	id := d.r.AddInterface(&Interface{Name: item, Package: p})
	d.r.Packages[p].Interfaces.Set(item, id)
	return id, nil
}

// fill adds an instance's exports to an interface: types, then functions, in
// their order. What is there already stays.
func (d *binaryDecoder) fill(id InterfaceID, i *instanceEntity, offset int64) error {
	if err := d.run.force(i, offset); err != nil {
		return err
	}
	iface := d.r.Interfaces[id]
	for k := range i.exports {
		x := &i.exports[k]
		switch e := x.item.(type) {
		case *typeEntity:
			if old, ok := iface.Types.Get(x.name.Name); ok {
				d.recognize(old, e)
				e.id, e.known = old, true
				continue
			}
			t, err := d.namedType(x, e, InterfaceOwner(id))
			if err != nil {
				return err
			}
			iface.Types.Set(x.name.Name, t)
		case *funcEntity:
			if iface.Functions.Has(x.name.Name) {
				continue
			}
			f, err := d.function(x, e, func(resource string) (TypeID, bool) { return iface.Types.Get(resource) })
			if err != nil {
				return err
			}
			iface.Functions.Set(x.name.Name, f)
		default:
			return malformed(x.offset, "export %q of an interface is neither a function nor a type", x.name.Name)
		}
	}
	return nil
}

// namedType makes the definition for a type that is imported or exported
// under a name.
func (d *binaryDecoder) namedType(x *namedEntity, e *typeEntity, owner Owner) (TypeID, error) {
	kind, err := d.namedKind(e, x.offset)
	if err != nil {
		return 0, err
	}
	def := &TypeDef{Name: x.name.Name, Kind: kind, Owner: owner, ExternalID: nameExternalID(&x.name)}
	id := d.r.AddType(def)
	e.id, e.known = id, true
	return id, nil
}

func nameExternalID(n *binary.ExternName) ExternalID {
	return ExternalID{Value: n.ExternalID, Present: n.HasExternalID}
}

// namedKind is what a name stands for: another name for a type that has one
// already, or a definition.
func (d *binaryDecoder) namedKind(e *typeEntity, offset int64) (Kind, error) {
	for t := e; t != nil; t = t.of {
		if t.known {
			return Alias{t.id.Ref()}, nil
		}
	}
	b := e.base()
	if b.resource {
		return Resource{}, nil
	}
	if b.def.Kind == binary.TypePrim {
		return Alias{primType(b.def.Prim)}, nil
	}
	return d.defined(b, offset)
}

func primType(p binary.PrimType) Type {
	t, _ := PrimitiveType(p.String())
	return t
}

// defined converts a definition.
func (d *binaryDecoder) defined(b *typeEntity, offset int64) (Kind, error) {
	if d.depth++; d.depth > maxScopeDepth {
		return nil, &binary.Error{Offset: b.def.Offset, Code: "limit", Message: "types are nested too deeply"}
	}
	defer func() { d.depth-- }()
	t := b.def
	var err error
	val := func(v binary.ComponentValType) Type {
		if err != nil {
			return NoType
		}
		var w Type
		w, err = d.valType(b.in, v, t.Offset)
		return w
	}
	opt := func(v binary.OptValType) Type {
		if !v.Present {
			return NoType
		}
		return val(v.Type)
	}
	var kind Kind
	switch t.Kind {
	case binary.TypeRecord:
		fields := make([]Field, len(t.Fields))
		for i, f := range t.Fields {
			fields[i] = Field{Name: f.Name, Type: val(f.Type)}
		}
		kind = Record{fields}
	case binary.TypeVariant:
		cases := make([]Case, len(t.Cases))
		for i, c := range t.Cases {
			cases[i] = Case{Name: c.Name, Type: opt(c.Type)}
		}
		kind = Variant{cases}
	case binary.TypeFlags:
		flags := make([]Flag, len(t.Labels))
		for i, l := range t.Labels {
			flags[i] = Flag{Name: l}
		}
		kind = Flags{flags}
	case binary.TypeEnum:
		cases := make([]EnumCase, len(t.Labels))
		for i, l := range t.Labels {
			cases[i] = EnumCase{Name: l}
		}
		kind = Enum{cases}
	case binary.TypeTuple:
		types := make([]Type, len(t.Types))
		for i, v := range t.Types {
			types[i] = val(v)
		}
		kind = Tuple{types}
	case binary.TypeList:
		kind = List{val(t.Elem)}
	case binary.TypeFixedList:
		kind = FixedLengthList{val(t.Elem), t.Length}
	case binary.TypeOption:
		kind = Option{val(t.Elem)}
	case binary.TypeMap:
		key := val(t.Elem)
		kind = Map{key, val(t.Value)}
	case binary.TypeResult:
		ok := opt(t.Ok)
		kind = Result{ok, opt(t.Err)}
	case binary.TypeStream:
		kind = Stream{opt(t.Ok)}
	case binary.TypeFuture:
		kind = Future{opt(t.Ok)}
	case binary.TypeOwn, binary.TypeBorrow:
		var id TypeID
		if id, err = d.resource(b.in, t); err == nil {
			kind = Own{id}
			if t.Kind == binary.TypeBorrow {
				kind = Borrow{id}
			}
		}
	default:
		return nil, malformed(offset, "the type is not a value type")
	}
	return kind, err
}

// resource is the resource of a handle.
func (d *binaryDecoder) resource(s *scope, t *binary.Type) (TypeID, error) {
	e, err := s.typeAt(t.Index, t.Offset)
	if err != nil {
		return 0, err
	}
	for ; e != nil; e = e.of {
		if e.known {
			return e.id, nil
		}
	}
	return 0, malformed(t.Offset, "a handle refers to a resource that has no name")
}

// valType converts a use of a type.
func (d *binaryDecoder) valType(s *scope, v binary.ComponentValType, offset int64) (Type, error) {
	if v.Prim != 0 {
		return primType(v.Prim), nil
	}
	e, err := s.typeAt(v.Index, offset)
	if err != nil {
		return NoType, err
	}
	for t := e; t != nil; t = t.of {
		if t.known {
			return t.id.Ref(), nil
		}
	}
	b := e.base()
	switch {
	case b.resource:
		return NoType, malformed(offset, "a resource is not a value type")
	case b.def.Kind == binary.TypePrim:
		return primType(b.def.Prim), nil
	}
	switch b.def.Kind {
	case binary.TypeRecord, binary.TypeVariant, binary.TypeFlags, binary.TypeEnum:
		return NoType, malformed(b.def.Offset, "a record, variant, flags or enum type is used without being exported under a name")
	}
	kind, err := d.defined(b, offset)
	if err != nil {
		return NoType, err
	}
	// One type for each definition, however often it is used.
	b.id, b.known = d.r.AddType(&TypeDef{Kind: kind}), true
	return b.id.Ref(), nil
}

// function converts a function that is imported or exported under a name.
func (d *binaryDecoder) function(x *namedEntity, e *funcEntity, resource func(string) (TypeID, bool)) (*Function, error) {
	b := e.typ.base()
	if b.def == nil || !b.def.IsFunc() {
		return nil, malformed(x.offset, "the type of %q is no function type", x.name.Name)
	}
	f := &Function{Name: x.name.Name, ExternalID: nameExternalID(&x.name)}
	async := b.def.Kind == binary.TypeAsyncFunc
	if async {
		f.Kind = AsyncFreestanding
	}
	if err := d.functionKind(f, async, resource, x.offset); err != nil {
		return nil, err
	}
	for _, p := range b.def.Fields {
		t, err := d.valType(b.in, p.Type, b.def.Offset)
		if err != nil {
			return nil, err
		}
		f.Params = append(f.Params, Param{Name: p.Name, Type: t})
	}
	if b.def.Ok.Present {
		var err error
		if f.Result, err = d.valType(b.in, b.def.Ok.Type, b.def.Offset); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// functionKind reads the annotation of a function's name.
func (d *binaryDecoder) functionKind(f *Function, async bool, resource func(string) (TypeID, bool), offset int64) error {
	word, rest, ok := strings.Cut(f.Name, "]")
	if !ok || f.Name[0] != '[' {
		return nil
	}
	kinds := [2]FunctionKind{}
	switch word[1:] {
	case "constructor":
		kinds = [2]FunctionKind{Constructor, Constructor}
	case "method":
		kinds = [2]FunctionKind{Method, AsyncMethod}
	case "static":
		kinds = [2]FunctionKind{Static, AsyncStatic}
	default:
		return malformed(offset, "unknown annotation %s] in the name %q", word, f.Name)
	}
	f.Kind = kinds[0]
	if async {
		f.Kind = kinds[1]
	}
	name, _, _ := strings.Cut(rest, ".")
	id, ok := resource(name)
	if !ok {
		return malformed(offset, "function %q belongs to a resource that is not known", f.Name)
	}
	f.Resource = id
	return nil
}
