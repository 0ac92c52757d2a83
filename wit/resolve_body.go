package wit

import (
	"slices"

	"wcomp/wit/ast"
)

// body is an interface or world whose items are being resolved: a scope of names.
type body struct {
	r     *resolver
	p     *unresolved
	f     *fileScope
	owner Owner
	off   bool   // a gate leaves the whole out
	what  string // "interface" or "world", for messages

	names map[string]*entry
	order []*entry // in the order of the text, without the functions
	defs  []*entry // those that were built into types, in index order

	// mentioned are the names in definitions in the order in which building will come upon them again.
	mentioned []*entry
	next      int

	upper bool // a name has a capital letter
	// reported says that ungated has reported a type.
	reported bool
	// functionNames are the freestanding functions, which are entered behind the types.
	functionNames []*ast.Func
	functions     map[string]bool // their names, made when a name is unknown
	// stability is that of the parts of the type built last.
	stability Stability
	// gate is that of the definition being built. dry says that it is off: its names are looked at, and nothing is made.
	gate Stability
	dry  bool
	// made is where the first anonymous type of the definition stands.
	made ast.Span
}

// entry is a name of a body.
type entry struct {
	id    ast.Ident
	kind  entryKind
	t     Type         // once it is built; may be badType or offType
	def   *ast.TypeDef // nil for a used name and a function
	index int          // in body.order
	start int          // in body.mentioned
}

type entryKind uint8

const (
	entryType entryKind = iota
	entryPending
	entryFunction
)

// define enters a name. It reports one that is taken, and gives nil then.
func (b *body) define(id ast.Ident, kind entryKind) *entry {
	if first := b.names[id.Name]; first != nil {
		e := b.r.errorAt(b.f, id.Span, codeDuplicate, "the name `%s` is defined twice in this %s", id.Name, b.what)
		e.Related = []ast.Related{{File: b.f.file, Span: first.id.Span, Message: "first defined here"}}
		return nil
	}
	if b.names == nil {
		b.names = make(map[string]*entry)
	}
	e := b.r.entries.new()
	*e = entry{id: id, kind: kind, index: len(b.order)}
	b.names[id.Name] = e
	b.upper = b.upper || hasUpper(id.Name)
	return e
}

// resolveTypes builds the types of a body: first what it uses, then its definitions, each behind those it mentions.
func (b *body) resolveTypes(uses []*ast.Use, defs []*ast.TypeDef) {
	if len(uses)+len(defs) == 0 {
		return
	}
	b.names = make(map[string]*entry, len(defs)+2*len(uses))
	// Names are entered in the order of the text, though used types come before all others.
	for len(uses)+len(defs) > 0 {
		if len(defs) == 0 || len(uses) > 0 && uses[0].Span.Start < defs[0].Span.Start {
			b.use(uses[0])
			uses = uses[1:]
			continue
		}
		d := defs[0]
		defs = defs[1:]
		if e := b.define(d.Name, entryPending); e != nil {
			e.def = d
			b.order = append(b.order, e)
		}
	}
	b.build()
}

// use resolves `use path.{a, b as c};`.
func (b *body) use(u *ast.Use) {
	r := b.r
	var at ast.Span // without types there is nothing that the version is about
	switch {
	case u.Path.Foreign():
		at = u.Path.Name.Span
	case len(u.Names) > 0:
		at = u.Names[0].Name.Span
	}
	s, off := r.gate(b.p, b.f, &u.Attrs, at)
	ext := externalID(&u.Attrs)
	foreign := b.p.foreignPath(b.f, &u.Path) != nil
	id, ref := InterfaceID(0), refBad
	if !off || !foreign {
		id, ref = r.interfaceAt(b.p, b.f, &u.Path)
	}
	for i := range u.Names {
		name := &u.Names[i]
		t := b.usedType(&u.Path, id, ref, name, foreign, off)
		e := b.define(name.LocalName(), entryType)
		if e == nil {
			continue
		}
		b.order = append(b.order, e)
		if off {
			t = offType
		} else if b.off {
			b.ungated(name.Name)
			t = badType
		}
		if e.t = t; t >= 0 {
			e.t = b.add(e, Alias{t}, Docs{}, s, ext)
		}
	}
}

// usedType finds the type that a `use` names.
func (b *body) usedType(path *ast.Path, id InterfaceID, ref reference, name *ast.UseName, foreign, off bool) Type {
	r := b.r
	switch {
	case ref == refBad:
		return badType
	case ref == refOff:
		if !b.definesType(path, name.Name.Name) {
			r.errorAt(b.f, name.Name.Span, codeUnknown, "type `%s` does not exist in interface `%s`", name.Name.Name, path.Name.Name)
		} else if !off {
			r.excluded(b.f, name.Name.Span, "type", name.Name.Name)
		}
		return badType
	}
	i := r.r.Interfaces[id]
	if t, ok := i.Types.Get(name.Name.Name); ok {
		return t.Ref()
	}
	switch t := r.missing[id][name.Name.Name]; {
	case t == badType:
		return badType
	case t == offType && (off || !foreign):
		if !off {
			r.excluded(b.f, name.Name.Span, "type", name.Name.Name)
		}
		return badType
	case t == offType:
		e := r.errorAt(b.f, name.Name.Span, codeUnknown, "type `%s` does not exist in interface `%s`", name.Name.Name, i.Name)
		e.Help = "it is there, behind a feature that is not active"
		return badType
	}
	if source := r.byName[r.r.Packages[i.Package].Name]; source != nil && source.mayDefine(r, name.Name.Name) {
		return badType
	}
	if i.Functions.Has(name.Name.Name) {
		r.errorAt(b.f, name.Name.Span, codeKind, "`%s` of interface `%s` is a function, and a type is wanted here", name.Name.Name, i.Name)
		return badType
	}
	e := r.errorAt(b.f, name.Name.Span, codeUnknown, "type `%s` does not exist in interface `%s`", name.Name.Name, i.Name)
	if r.suggests() {
		e.Help = didYouMean(name.Name.Name, slices.Collect(i.Types.Keys()))
	}
	return badType
}

// definesType reports whether the text of an interface of the package, which a gate leaves out, has a type of this name.
func (b *body) definesType(path *ast.Path, name string) bool {
	d, _ := b.p.lookup(b.f, path.Name.Name)
	if d == nil || d.iface == nil || b.p.mayDefine(b.r, name) {
		return true
	}
	for _, item := range d.iface.Items {
		switch item := item.(type) {
		case *ast.TypeDef:
			if item.Name.Name == name {
				return true
			}
		case *ast.Use:
			for i := range item.Names {
				if item.Names[i].LocalName().Name == name {
					return true
				}
			}
		}
	}
	return false
}

// ungated reports a type that is on in an interface or world that is off; the first one stands for all.
func (b *body) ungated(name ast.Ident) {
	if b.reported {
		return
	}
	b.reported = true
	e := b.r.errorAt(b.f, name.Span, codeGate, "type `%s` has no gate, but the %s around it is left out because its feature is not active", name.Name, b.what)
	e.Help = "gate the type like the " + b.what
}

// build makes types of the definitions.
func (b *body) build() {
	deps := newDependencies(len(b.order))
	for _, e := range b.order {
		if e.def != nil && !e.def.Partial {
			e.start = len(b.mentioned)
			eachTypeName(e.def, func(id *ast.Ident, handle bool) {
				target := b.lookupType(id)
				b.mentioned = append(b.mentioned, target)
				if target != nil {
					deps.add(target.index)
				}
			})
		}
		deps.next()
	}
	order, left := deps.sort()
	if len(left) > 0 {
		b.cycles(deps, left)
		order = append(order, left...)
	}
	for _, i := range order {
		e := b.order[i]
		if e.def == nil {
			continue
		}
		b.next = e.start
		b.buildDefinition(e)
	}
	b.next = len(b.mentioned) // functions look names up
}

// cycles reports definitions that contain themselves, and makes them bad.
func (b *body) cycles(deps *dependencies, left []int32) {
	deps.cycles(left, func(item, edge int) {
		e := b.order[item]
		n := 0
		eachTypeName(e.def, func(id *ast.Ident, _ bool) {
			if b.mentioned[e.start+n] == nil {
				n++
				return
			}
			if edge == 0 {
				x := b.r.errorAt(b.f, id.Span, codeCycle, "type `%s` contains itself", id.Name)
				x.Help = "a type cannot be recursive: refer to it through a resource, or by an index"
			}
			edge--
			n++
		})
	})
	for _, i := range left {
		b.order[i].kind, b.order[i].t = entryType, badType
	}
}

// lookupType finds a name that is mentioned as a type. It reports one that is none, and gives nil then.
func (b *body) lookupType(id *ast.Ident) *entry {
	e := b.names[id.Name]
	if e == nil {
		b.unknownType(id)
		return nil
	}
	if e.kind == entryFunction {
		b.r.errorAt(b.f, id.Span, codeKind, "`%s` is a function, and a type is wanted here", id.Name)
		return nil
	}
	return e
}

func (b *body) unknownType(id *ast.Ident) {
	if b.functions == nil {
		b.functions = make(map[string]bool, len(b.functionNames))
		for _, f := range b.functionNames {
			b.functions[f.Name.Name] = true
		}
	}
	if b.functions[id.Name] {
		b.r.errorAt(b.f, id.Span, codeKind, "`%s` is a function, and a type is wanted here", id.Name)
		return
	}
	if b.p.mayDefine(b.r, id.Name) {
		return
	}
	e := b.r.errorAt(b.f, id.Span, codeUnknown, "type `%s` does not exist", id.Name)
	if !b.r.suggests() {
		return
	}
	switch id.Name {
	case "float32":
		e.Help = "the type is called `f32`"
		return
	case "float64":
		e.Help = "the type is called `f64`"
		return
	}
	var names []string
	for _, e := range b.order {
		if e.kind != entryFunction {
			names = append(names, e.id.Name)
		}
	}
	for t := Bool; t < firstDef; t++ {
		names = append(names, t.String())
	}
	e.Help = didYouMean(id.Name, names)
}

// eachTypeName goes through the names that a definition mentions, from left to right, but not through the functions of a resource.
func eachTypeName(d *ast.TypeDef, visit func(id *ast.Ident, handle bool)) {
	if d.Kind == ast.Alias {
		eachNameIn(&d.Type, visit)
	}
	for i := range d.Members {
		eachNameIn(&d.Members[i].Type, visit)
	}
}

// eachNameIn recurses as deep as types may be nested, which the parser bounds.
func eachNameIn(t *ast.Type, visit func(id *ast.Ident, handle bool)) {
	switch {
	case t.Name.Name == "":
	case t.Kind == ast.Named:
		visit(&t.Name, false)
	case t.Kind == ast.Own, t.Kind == ast.Borrow:
		visit(&t.Name, true)
	}
	for i := range t.Args {
		eachNameIn(&t.Args[i], visit)
	}
}
