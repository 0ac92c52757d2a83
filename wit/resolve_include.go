package wit

import (
	"slices"

	"wcomp/wit/ast"
)

// resolveIncludes appends to a world what its include statements bring, imports and then exports of each.
func (w *worldInProgress) resolveIncludes() {
	world := w.body.r.r.Worlds[w.id]
	for _, s := range [...]*side{&w.imports, &w.exports} {
		for _, name := range s.off {
			delete(s.names, name)
			s.scope.names = slices.DeleteFunc(s.scope.names, func(n caseName) bool { return n.name == name })
		}
	}
	for _, i := range w.includes {
		w.resolveInclude(world, i)
	}
	w.body.r.noteTypes()
	w.imports.scope.check(w.body.r)
	w.exports.scope.check(w.body.r)
}

func (w *worldInProgress) resolveInclude(world *World, p pendingInclude) {
	r, f := w.body.r, w.body.f
	at := p.include.Path.Name
	from := r.r.Worlds[p.world]
	names := renames{at: at.Span, to: make(map[string]*ast.UseName, len(p.include.With)), used: make(map[string]bool)}
	statement := Include{World: p.world, Stability: p.s, Span: f.span(at.Span)}
	for n := range p.include.With {
		rename := &p.include.With[n]
		if first := names.to[rename.Name.Name]; first != nil {
			e := r.errorAt(f, rename.Name.Span, codeDuplicate, "`%s` is renamed twice", rename.Name.Name)
			e.Related = []ast.Related{{File: f.file, Span: first.Name.Span, Message: "first renamed here"}}
			continue
		}
		names.to[rename.Name.Name] = rename
		statement.With = append(statement.With, Rename{Name: rename.Name.Name, As: rename.As.Name, Span: f.span(rename.Name.Span)})
	}
	world.Includes = append(world.Includes, statement)

	c := newCloner(r.r, WorldOwner(p.world), WorldOwner(w.id))
	w.includeSide(&w.imports, &world.Imports, &from.Imports, c, &names, from.Package != world.Package)
	w.includeSide(&w.exports, &world.Exports, &from.Exports, c, &names, from.Package != world.Package)
	for n := range p.include.With {
		if name := p.include.With[n].Name; names.to[name.Name] == &p.include.With[n] && !names.used[name.Name] {
			e := r.errorAt(f, at.Span, codeUnknown, "world `%s` has no import or export with the plain name `%s`", at.Name, name.Name)
			if from.hasInterface(r.r, name.Name) {
				e.Help = "an interface that stands for itself cannot be renamed"
			} else {
				e.Help = didYouMean(name.Name, from.plainNames())
			}
		}
	}
}

// renames is the `with` of an include.
type renames struct {
	at   ast.Span
	to   map[string]*ast.UseName
	used map[string]bool
}

// apply gives the new name of an item, if it has one: also where it is the resource in the name of a resource's function.
func (n *renames) apply(name string) string {
	if len(n.to) == 0 {
		return name
	}
	mark, resource, rest, ok := methodOf(name)
	if !ok {
		mark, resource, rest = "", name, ""
	}
	if to := n.to[resource]; to != nil {
		if !ok {
			n.used[resource] = true
		}
		return mark + to.As.Name + rest
	}
	return name
}

// includeSide appends the items of one side of an included world. foreign says that that world is of another package.
func (w *worldInProgress) includeSide(s *side, items, from *OrderedMap[WorldKey, WorldItem], c *cloner, names *renames, foreign bool) {
	b := &w.body
	for key, item := range from.All() {
		if !key.IsName() {
			included := *item.(*InterfaceItem)
			if foreign && included.Stability.IsStable() {
				// It counts the versions of another package.
				included.Stability = Stability{}
			}
			if own, ok := items.Get(key); ok {
				w.mergeStability(s, own.(*InterfaceItem), &included, names.at)
				continue
			}
			items.Set(key, &included)
			continue
		}
		name := names.apply(key.Name)
		if first, taken := s.names[name]; taken {
			e := b.r.errorAt(b.f, names.at, CodeClash, "the include brings %s `%s`, and there is a %s of this name already", s.word, name, first.what)
			e.Related = []ast.Related{{File: b.f.file, Span: first.at, Message: "it comes from here"}}
			e.Help = "give one of them another name: `include … with { " + key.Name + " as … }`"
			continue
		}
		what := "interface"
		switch item := item.(type) {
		case *Function:
			what = "function"
			fn := c.function(item)
			fn.Name = names.apply(fn.Name)
			fn.Stability = w.foreignStability(fn.Stability, foreign)
			items.Set(NameKey(name), fn)
		case TypeItem:
			what = "type"
			id, _ := c.typ(item.ID.Ref()).Def()
			d := b.r.r.Types[id]
			d.Name = name
			d.Stability = w.foreignStability(d.Stability, foreign)
			items.Set(NameKey(name), TypeItem{id})
		case *InterfaceItem:
			copied := *item
			if foreign && copied.Stability.IsStable() {
				copied.Stability = Stability{}
			}
			if b.r.r.Interfaces[item.ID].Name == "" {
				copied.ID = c.iface(item.ID)
				i := b.r.r.Interfaces[copied.ID]
				i.Package = b.p.id
				i.Stability = w.foreignStability(i.Stability, foreign)
			}
			items.Set(NameKey(name), &copied)
		}
		s.names[name] = claim{what, names.at}
		if !isMethod(name) {
			s.scope.add(b.f, ast.Ident{Name: name, Span: names.at})
		}
	}
}

func isMethod(name string) bool { return name[0] == '[' }

// foreignStability is a gate taken over from another package. A version that the including package has not reached could not be
// written down in it.
func (w *worldInProgress) foreignStability(s Stability, foreign bool) Stability {
	if foreign && s.IsStable() {
		if version := w.body.p.name.Version; version == "" || s.Since.Compare(version) > 0 {
			return Stability{}
		}
	}
	return s
}

// mergeStability unites the gates of an interface that a world has already and that an include brings once more.
func (w *worldInProgress) mergeStability(s *side, own, included *InterfaceItem, at ast.Span) {
	switch {
	case own.Stability == included.Stability || included.Stability.IsUnknown():
	case own.Stability.IsUnknown():
		own.Stability = included.Stability
	default:
		b := &w.body
		name, _ := b.r.r.InterfaceName(own.ID)
		e := b.r.errorAt(b.f, at, codeGate, "the include brings interface `%s` with another gate than it has here", name)
		e.Help = "give both the same `@since` or `@unstable`"
		if file := included.Span.Source; s.word == "export" && file > 0 {
			// As other tools do, the export that is brought is shown.
			e.Related = []ast.Related{{File: e.File, Span: at, Message: "included here"}}
			e.File, e.Span = b.r.files[file-1], ast.Span{Start: uint32(included.Span.Start), End: uint32(included.Span.End)}
		}
	}
}

// plainNames are the names of a world's items that `with` could rename.
func (w *World) plainNames() (names []string) {
	for _, items := range [...]*OrderedMap[WorldKey, WorldItem]{&w.Imports, &w.Exports} {
		for key := range items.Keys() {
			if key.IsName() && !isMethod(key.Name) {
				names = append(names, key.Name)
			}
		}
	}
	return names
}

// hasInterface reports whether the world imports or exports an interface of this name by itself.
func (w *World) hasInterface(r *Resolve, name string) bool {
	for _, items := range [...]*OrderedMap[WorldKey, WorldItem]{&w.Imports, &w.Exports} {
		for key := range items.Keys() {
			if !key.IsName() && r.Interfaces[key.Interface].Name == name {
				return true
			}
		}
	}
	return false
}
