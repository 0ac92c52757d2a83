package wit

import (
	"encoding/binary"
	"slices"

	"wcomp/wit/ast"
)

// builder shares the anonymous types of a package: two `list<u8>` are one entry.
type builder struct {
	shared map[sharedKey]Type
	tuples map[string]Type
	owns   map[TypeID]Type
	key    []byte
}

// sharedKey is the structure of an anonymous type that is no tuple.
type sharedKey struct {
	kind ast.TypeKind
	size uint32
	a, b Type
}

// addType appends a type to the graph, with what is known of it.
func (r *resolver) addType(d *TypeDef, info typeInfo) TypeID {
	r.info = append(r.info, info)
	return r.r.AddType(d)
}

// noteTypes catches up with types that were appended to the graph past addType, each behind those that it mentions.
func (r *resolver) noteTypes() {
	for id := len(r.info); id < len(r.r.Types); id++ {
		r.info = append(r.info, r.kindInfo(r.r.Types[id].Kind))
	}
}

func (r *resolver) infoOf(t Type) typeInfo {
	if id, ok := t.Def(); ok {
		return r.info[id]
	}
	return 0
}

// kindInfo is what follows for a type from the types that it mentions.
func (r *resolver) kindInfo(k Kind) (info typeInfo) {
	switch k := k.(type) {
	case Resource:
		return isResource
	case Own:
		return 0
	case Borrow:
		return hasBorrow
	case Alias:
		return r.infoOf(k.Type)
	default:
		eachRef(k, func(t Type) bool {
			info |= r.infoOf(t) & hasBorrow
			return true
		})
		return info
	}
}

// add builds the type of an entry.
func (b *body) add(e *entry, k Kind, docs Docs, s Stability, ext ExternalID) Type {
	d := b.r.types.new()
	*d = TypeDef{Name: e.id.Name, Kind: k, Owner: b.owner, Docs: docs, Stability: s, ExternalID: ext, Span: b.f.span(e.id.Span)}
	b.defs = append(b.defs, e)
	return b.r.addType(d, b.r.kindInfo(k)).Ref()
}

// buildDefinition builds one definition.
func (b *body) buildDefinition(e *entry) {
	d := e.def
	bad := e.t == badType // in a cycle: only its parts are looked at
	s, off := b.r.gate(b.p, b.f, &d.Attrs, ast.Span{})
	if b.off && !off {
		b.ungated(d.Name)
		bad = true
	}
	b.gate, b.dry, b.made = s, off, ast.Span{}
	var k Kind
	result := badType
	if d.Partial {
		b.checkMembers(d)
	} else {
		k, result = b.kindOf(d, off)
	}
	if s.Since != "" {
		// The definition's gate is that of its parts, which come first.
		at := d.Name.Span
		if b.made.End != 0 {
			at = b.made
		}
		b.r.checkSince(b.p, b.f, s.Since, at)
	}
	b.gate, b.dry = Stability{}, false
	e.kind = entryType
	switch {
	case off:
		e.t = offType
	case bad || result != NoType:
		e.t = badType
	default:
		e.t = b.add(e, k, b.f.docs(d.Attrs.Docs), s, externalID(&d.Attrs))
	}
}

// kindOf builds what a definition defines. The type is not NoType but badType if it cannot be built.
func (b *body) kindOf(d *ast.TypeDef, off bool) (Kind, Type) {
	b.checkMembers(d)
	switch d.Kind {
	case ast.Resource:
		return Resource{}, NoType
	case ast.Flags:
		flags := make([]Flag, len(d.Members))
		for i := range d.Members {
			m := &d.Members[i]
			flags[i] = Flag{m.Name.Name, b.f.docs(m.Docs), b.f.span(m.Name.Span)}
		}
		return Flags{flags}, NoType
	case ast.Enum:
		cases := make([]EnumCase, len(d.Members))
		for i := range d.Members {
			m := &d.Members[i]
			cases[i] = EnumCase{m.Name.Name, b.f.docs(m.Docs), b.f.span(m.Name.Span)}
		}
		return Enum{cases}, NoType
	case ast.Record:
		fields := make([]Field, len(d.Members))
		result := b.members(d, off, func(i int, m *ast.Member, t Type) {
			fields[i] = Field{m.Name.Name, t, b.f.docs(m.Docs), b.f.span(m.Name.Span)}
		})
		return Record{fields}, result
	case ast.Variant:
		cases := make([]Case, len(d.Members))
		result := b.members(d, off, func(i int, m *ast.Member, t Type) {
			cases[i] = Case{m.Name.Name, t, b.f.docs(m.Docs), b.f.span(m.Name.Span)}
		})
		return Variant{cases}, result
	}
	k, t := b.aliased(&d.Type)
	if t == offType && !off {
		b.r.excluded(b.f, d.Name.Span, "type", b.offName(&d.Type))
	}
	if t < 0 {
		return nil, badType
	}
	return k, NoType
}

// members builds the types of fields or cases: first all their parts, then the handles that they need.
func (b *body) members(d *ast.TypeDef, off bool, set func(i int, m *ast.Member, t Type)) Type {
	result := NoType
	types := make([]Type, len(d.Members))
	for i := range d.Members {
		m := &d.Members[i]
		t := b.typeOf(&m.Type)
		if t == offType && !off {
			at := m.Name.Span
			if d.Kind == ast.Variant {
				at = d.Name.Span
			}
			b.r.excluded(b.f, at, "type", b.offName(&m.Type))
		}
		if t < 0 {
			result = badType
		}
		types[i] = t
	}
	if result == badType || off {
		return badType
	}
	for i := range d.Members {
		set(i, &d.Members[i], b.p.value(b.r, types[i]))
	}
	return result
}

// checkMembers reports fields, flags or cases of one name.
func (b *body) checkMembers(d *ast.TypeDef) {
	what := [...]string{ast.Alias: "", ast.Resource: "", ast.Record: "field", ast.Flags: "flag", ast.Variant: "case", ast.Enum: "case"}[d.Kind]
	double := func(i, j int) {
		first, later := d.Members[i].Name, d.Members[j].Name
		e := b.r.errorAt(b.f, later.Span, codeDuplicate, "%s `%s` is defined twice in %s `%s`", what, later.Name, d.Kind, d.Name.Name)
		e.Related = []ast.Related{{File: b.f.file, Span: first.Span, Message: "first defined here"}}
	}
	const few = 16
	var seen map[string]int
	if len(d.Members) > few {
		seen = make(map[string]int, len(d.Members))
	}
	var scope caseScope
	for j := range d.Members {
		name := d.Members[j].Name
		scope.upper = scope.upper || hasUpper(name.Name)
		if seen != nil {
			if i, ok := seen[name.Name]; ok {
				double(i, j)
			} else {
				seen[name.Name] = j
			}
			continue
		}
		for i := range j {
			if d.Members[i].Name.Name == name.Name {
				double(i, j)
				break
			}
		}
	}
	if scope.upper {
		for i := range d.Members {
			scope.add(b.f, d.Members[i].Name)
		}
		scope.check(b.r)
	}
}

// offName is the first name in a type that is off.
func (b *body) offName(t *ast.Type) (name string) {
	eachNameIn(t, func(id *ast.Ident, _ bool) {
		if e := b.names[id.Name]; name == "" && e != nil && e.t == offType {
			name = id.Name
		}
	})
	return name
}

// offParts says what a type is whose parts cannot be built. An anonymous type has the gate of the definition around it, else the first
// one among its parts: where that is on, a part that is off is missing here, and not for who mentions the whole.
func (b *body) offParts(t *ast.Type, parts []Type, bad Type) Type {
	if bad != offType || b.dry {
		return bad
	}
	on := !b.gate.IsUnknown()
	for _, part := range parts {
		if id, ok := part.Def(); ok && !b.r.r.Types[id].Stability.IsUnknown() {
			on = true
		}
		if on || part == offType {
			break
		}
	}
	if !on {
		return offType
	}
	b.r.excluded(b.f, t.Span, "type", b.offName(t))
	return badType
}

// named is the type that a name in a definition or function means.
func (b *body) named(id *ast.Ident) Type {
	var e *entry
	if b.next < len(b.mentioned) {
		e = b.mentioned[b.next]
		b.next++
	} else {
		e = b.lookupType(id)
	}
	if e == nil {
		return badType
	}
	return e.t
}

// typeOf builds a type that is mentioned and gives a reference to it. A resource stays one: what mentions it as a value makes a handle
// of it, with value.
func (b *body) typeOf(t *ast.Type) Type {
	switch t.Kind {
	case ast.NoType:
		return NoType
	case ast.Named:
		return b.named(&t.Name)
	case ast.Own:
		id, bad := b.handle(t)
		if bad != NoType {
			return bad
		}
		return id.Ref()
	}
	if t.Kind.Primitive() {
		return Type(t.Kind) // both lists have the same order
	}
	if t.Kind == ast.Tuple {
		var few [8]Type
		parts := few[:0]
		if len(t.Args) > len(few) {
			parts = make([]Type, 0, len(t.Args))
		}
		parts = parts[:len(t.Args)]
		if bad := b.parts(t, parts); bad < 0 {
			return b.offParts(t, parts, bad)
		}
		return b.shareTuple(t, parts)
	}
	key, bad := b.composite(t)
	if bad < 0 {
		return b.offParts(t, []Type{key.a, key.b}, bad)
	}
	return b.share(t.Span, key)
}

// aliased builds what `type name = t` defines. The type is negative if it cannot be built.
func (b *body) aliased(t *ast.Type) (Kind, Type) {
	if t.Kind == ast.Named || t.Kind.Primitive() {
		to := b.typeOf(t)
		return Alias{to}, to
	}
	if t.Kind == ast.Own {
		id, bad := b.handle(t)
		return Own{id}, bad
	}
	if t.Kind == ast.Tuple {
		parts := make([]Type, len(t.Args))
		return Tuple{parts}, b.parts(t, parts)
	}
	key, bad := b.composite(t)
	if bad < 0 {
		return nil, bad
	}
	return key.definition(), NoType
}

// handle finds the resource of `own<r>` or `borrow<r>`.
func (b *body) handle(t *ast.Type) (TypeID, Type) {
	to := b.named(&t.Name)
	if e := b.names[t.Name.Name]; to < 0 && e != nil && e.def != nil && e.def.Kind != ast.Resource && e.def.Kind != ast.Alias {
		to = U8 // nothing makes a resource of it
	}
	if to < 0 {
		return 0, to
	}
	if b.r.infoOf(to)&isResource == 0 {
		b.r.errorAt(b.f, t.Name.Span, codeKind, "`%s` is no resource: only a resource has handles", t.Name.Name)
		return 0, badType
	}
	id, _ := to.Def()
	return id, NoType
}

// composite builds the parts of a type that is no tuple; the type is negative if one of them cannot be built.
func (b *body) composite(t *ast.Type) (key sharedKey, bad Type) {
	key.kind, key.size = t.Kind, t.Size
	if t.Kind == ast.Borrow {
		id, bad := b.handle(t)
		if key.a = id.Ref(); bad < 0 {
			key.a = bad
		}
		b.stability = Stability{}
		if bad == NoType {
			b.stability = b.r.r.Types[id].Stability
		}
		return key, bad
	}
	var parts [2]Type
	bad = b.parts(t, parts[:len(t.Args)])
	key.a, key.b = parts[0], parts[1]
	return key, bad
}

// definition is what a type of the structure defines.
func (key sharedKey) definition() Kind {
	switch key.kind {
	case ast.Borrow:
		id, _ := key.a.Def()
		return Borrow{id}
	case ast.List:
		return List{key.a}
	case ast.Fixed:
		return FixedLengthList{key.a, key.size}
	case ast.Option:
		return Option{key.a}
	case ast.Map:
		return Map{key.a, key.b}
	case ast.Result:
		return Result{key.a, key.b}
	case ast.Future:
		return Future{key.a}
	}
	return Stream{key.a}
}

// parts builds the parts of a type, all of them, and then the handles among them. Of what goes wrong, a part that is off counts most.
func (b *body) parts(t *ast.Type, parts []Type) (bad Type) {
	for i := range t.Args {
		parts[i] = b.typeOf(&t.Args[i])
		if parts[i] == offType || parts[i] == badType && bad != offType {
			bad = parts[i]
		}
	}
	if bad < 0 {
		return bad
	}
	if b.dry {
		return NoType
	}
	b.stability = Stability{}
	for i, part := range parts {
		if id, ok := part.Def(); ok && b.stability.IsUnknown() {
			b.stability = b.r.r.Types[id].Stability
		}
		parts[i] = b.p.value(b.r, part)
	}
	return NoType
}

// share gives the package's anonymous type of a structure, which it makes if there is none yet.
//
// The type has the gate of the definition that it is first part of. If that has none, or it is part of a function, it has the first gate
// among its own parts.
func (b *body) share(at ast.Span, key sharedKey) Type {
	if b.dry {
		return offType
	}
	known, ok := b.p.shared[key]
	if !ok {
		known = b.anonymous(at, key.definition())
		b.p.shared[key] = known
	}
	return known
}

// shareTuple is share for a tuple. It does not keep parts.
func (b *body) shareTuple(t *ast.Type, parts []Type) Type {
	if b.dry {
		return offType
	}
	bytes := b.p.key[:0]
	for _, part := range parts {
		bytes = binary.LittleEndian.AppendUint32(bytes, uint32(part))
	}
	b.p.key = bytes
	known, ok := b.p.tuples[string(bytes)]
	if !ok {
		known = b.anonymous(t.Span, Tuple{slices.Clone(parts)})
		b.p.tuples[string(bytes)] = known
	}
	return known
}

func (b *body) anonymous(at ast.Span, k Kind) Type {
	s := b.stability
	if !b.gate.IsUnknown() {
		s = b.gate
	}
	if b.made.End == 0 {
		b.made = at
	}
	d := b.r.types.new()
	*d = TypeDef{Kind: k, Stability: s, Span: b.f.span(at)}
	return b.r.addType(d, b.r.kindInfo(k)).Ref()
}

// value is a type as a value: a resource stands for a handle that owns it, one for each name that the resource has.
func (p *unresolved) value(r *resolver, t Type) Type {
	id, ok := t.Def()
	if !ok || r.info[id]&isResource == 0 {
		return t
	}
	own, ok := p.owns[id]
	if !ok {
		d := r.types.new()
		*d = TypeDef{Kind: Own{id}, Span: r.r.Types[id].Span}
		own = r.addType(d, 0).Ref()
		p.owns[id] = own
	}
	return own
}
