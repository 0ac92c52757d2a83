package wit

import "wcomp/wit/ast"

// worldInProgress is a world whose own items are built, and whose includes are not yet carried out.
type worldInProgress struct {
	decl     *decl
	id       WorldID
	body     body
	imports  side
	exports  side
	includes []pendingInclude
}

type pendingInclude struct {
	include *ast.Include
	world   WorldID
	s       Stability
}

// side is the names on one side of a world.
type side struct {
	word  string // import or export
	names map[string]claim
	// interfaces that stand for themselves
	interfaces map[foreignName]ast.Span
	off        []string // names that gates leave out
	scope      caseScope
}

type claim struct {
	what string
	at   ast.Span
}

func newSide(word string) side {
	return side{word: word, names: make(map[string]claim), interfaces: make(map[foreignName]ast.Span)}
}

// leaveOut notes that an item with a name is off: an include may bring another one of that name.
func (w *worldInProgress) leaveOut(s *side, id ast.Ident) {
	if id.Name != "" {
		s.off = append(s.off, id.Name)
	}
}

// claim enters a name on a side; it reports one that is taken.
func (w *worldInProgress) claim(s *side, id ast.Ident, what string) bool {
	if first, taken := s.names[id.Name]; taken {
		f := w.body.f
		e := w.body.r.errorAt(f, id.Span, CodeClash, "%s `%s` conflicts with the %s of the same name", s.word, id.Name, first.what)
		e.Related = []ast.Related{{File: f.file, Span: first.at, Message: "first defined here"}}
		return false
	}
	s.names[id.Name] = claim{what, id.Span}
	s.scope.add(w.body.f, id)
	return true
}

// resolveWorld builds a world of the package, but for its includes and what elaboration adds. It gives nil if a gate leaves the world out.
func (r *resolver) resolveWorld(p *unresolved, d *decl) *worldInProgress {
	f := d.file
	s, off := r.gate(p, f, &d.world.Attrs, d.name.Span)
	r.noExternalID(f, &d.world.Attrs, "a world")
	w := &World{
		Name:      d.name.Name,
		Docs:      f.docs(d.world.Attrs.Docs),
		Stability: s,
		Package:   p.id,
		Span:      f.span(d.name.Span),
	}
	id := WorldID(len(r.r.Worlds))
	d.state, d.worldID = declDone, id
	if off {
		d.state = declOff
	} else {
		r.r.AddWorld(w)
		r.r.Packages[p.id].Worlds.Set(w.Name, id)
	}
	wip := &worldInProgress{
		decl: d, id: id, imports: newSide("import"), exports: newSide("export"),
		body: body{r: r, p: p, f: f, owner: WorldOwner(id), off: off, what: "world"},
	}
	wip.types(w)
	for _, item := range d.world.Items {
		switch item := item.(type) {
		case *ast.Extern:
			wip.extern(w, item)
		case *ast.TypeDef:
			wip.body.resolveResource(item, func(fn *Function) { w.Imports.Set(NameKey(fn.Name), fn) })
		case *ast.Include:
			wip.include(item)
		}
	}
	if off {
		return nil
	}
	return wip
}

// types builds the world's types, which are imports.
func (w *worldInProgress) types(world *World) {
	var uses []*ast.Use
	var defs []*ast.TypeDef
	for _, item := range w.decl.world.Items {
		switch item := item.(type) {
		case *ast.Use:
			uses = append(uses, item)
		case *ast.TypeDef:
			defs = append(defs, item)
		}
	}
	b := &w.body
	b.resolveTypes(uses, defs)
	for _, e := range b.order {
		w.imports.names[e.id.Name] = claim{"type", e.id.Span}
		w.imports.scope.add(b.f, e.id)
		if e.t == offType {
			w.leaveOut(&w.imports, e.id)
		}
	}
	for _, e := range b.defs {
		id, _ := e.t.Def()
		world.Imports.Set(NameKey(e.id.Name), TypeItem{id})
	}
}

// extern builds an import or export.
func (w *worldInProgress) extern(world *World, e *ast.Extern) {
	s, items := &w.imports, &world.Imports
	if e.Export {
		s, items = &w.exports, &world.Exports
	}
	switch {
	case e.Func != nil:
		fresh := w.claim(s, e.Name, "function")
		fn := w.body.resolveFunction(e.Func, &e.Attrs, nil)
		if fn == nil && fresh {
			w.leaveOut(s, e.Name)
		}
		if fn == nil || !fresh {
			return
		}
		if e.Func.Async {
			fn.Kind = AsyncFreestanding
		}
		items.Set(NameKey(fn.Name), fn)
	case e.Interface != nil:
		fresh := w.claim(s, e.Name, "interface")
		switch item := w.inline(e); {
		case item != nil && fresh:
			items.Set(NameKey(e.Name.Name), item)
		case fresh:
			w.leaveOut(s, e.Name)
		}
	default:
		w.path(s, items, e)
	}
}

// inline builds `import name: interface { … }`. The docs and the gate are those of the interface. In a world that is left out the
// interface stays in the graph, of no use to anybody.
func (w *worldInProgress) inline(e *ast.Extern) *InterfaceItem {
	b := &w.body
	stability, off := b.r.gate(b.p, b.f, &e.Attrs, e.Name.Span)
	i := &Interface{
		Docs:      b.f.docs(e.Attrs.Docs),
		Stability: stability,
		Package:   b.p.id,
		Span:      b.f.span(e.Name.Span),
	}
	id, on := b.r.resolveInterface(b.p, b.f, i, e.Interface.Items, off)
	if !on {
		return nil
	}
	return &InterfaceItem{ID: id, Stability: stability, ExternalID: externalID(&e.Attrs), Span: i.Span}
}

// path builds `import path;` or `import label: path;`.
func (w *worldInProgress) path(s *side, items *OrderedMap[WorldKey, WorldItem], e *ast.Extern) {
	b := &w.body
	at := e.Path.Name
	if e.Name.Name != "" {
		at = e.Name
	}
	stability, off := b.r.gate(b.p, b.f, &e.Attrs, w.sinceAt(e.Path, at.Span))
	fresh := e.Name.Name != "" && w.claim(s, e.Name, "interface") || e.Name.Name == "" && w.claimInterface(s, e.Path)
	if off && fresh {
		w.leaveOut(s, e.Name)
	}
	if off && b.p.foreignPath(b.f, e.Path) != nil {
		return // it may not even exist
	}
	id, ref := b.r.interfaceAt(b.p, b.f, e.Path)
	key := InterfaceKey(id)
	if e.Name.Name != "" {
		key = NameKey(e.Name.Name)
	}
	if ref == refOff && !off && !b.off {
		b.r.excluded(b.f, at.Span, "interface", e.Path.Name.Name)
	}
	if ref != refOK || off || !fresh {
		return
	}
	items.Set(key, &InterfaceItem{
		ID:         id,
		Stability:  stability,
		Docs:       b.f.docs(e.Attrs.Docs),
		ExternalID: externalID(&e.Attrs),
		Span:       b.f.span(at.Span),
	})
}

// sinceAt is where an error about the version of an import, export or include points, which stands at at: the path if it names another
// package. Of what else is in a world that is off nothing is left.
func (w *worldInProgress) sinceAt(path *ast.Path, at ast.Span) ast.Span {
	switch {
	case path.Foreign():
		return path.Name.Span
	case w.body.off:
		return ast.Span{}
	}
	return at
}

// claimInterface notes an interface that stands for itself on a side, also one that is not there or off; it reports one that stands
// there already.
func (w *worldInProgress) claimInterface(s *side, path *ast.Path) bool {
	b := &w.body
	key := foreignName{b.p.name, path.Name.Name}
	if foreign := b.p.foreignPath(b.f, path); foreign != nil {
		key = foreignName{packageOf(foreign), foreign.Name.Name}
	} else if d, _ := b.p.lookup(b.f, path.Name.Name); d != nil {
		key.name = d.name.Name
	}
	first, taken := s.interfaces[key]
	if taken {
		x := b.r.errorAt(b.f, path.Name.Span, CodeClash, "interface `%s` is %sed twice", path.Name.Name, s.word)
		x.Related = []ast.Related{{File: b.f.file, Span: first, Message: "first here"}}
		return false
	}
	s.interfaces[key] = path.Name.Span
	return true
}

// include finds the world of an include statement.
func (w *worldInProgress) include(i *ast.Include) {
	b := &w.body
	s, off := b.r.gate(b.p, b.f, &i.Attrs, w.sinceAt(&i.Path, i.Path.Name.Span))
	b.r.noExternalID(b.f, &i.Attrs, "an include")
	if off && b.p.foreignPath(b.f, &i.Path) != nil {
		return
	}
	id, ref := b.r.worldAt(b.p, b.f, &i.Path)
	if ref == refOff && !off && !b.off {
		b.r.excluded(b.f, i.Path.Name.Span, "world", i.Path.Name.Name)
	}
	if ref == refOK && !off {
		w.includes = append(w.includes, pendingInclude{i, id, s})
	}
}
