package wit

import "strings"

// Elaborate brings a world into its canonical form: what its imports and exports depend on is added to it, and the
// items are put in order, imports as interfaces (each after those it takes types from), used types, other types,
// functions, functions of resources, and exports as functions, interfaces. An elaborated world stays as it is.
//
// Interfaces that exports take types from are exported too if the world exports them, and imported otherwise. It is an
// error if one would be needed as an import by an export and is itself exported.
func (r *Resolve) Elaborate(id WorldID) error {
	e := &elaboration{r: r, id: id, world: r.Worlds[id]}
	e.imports()
	err := e.exports()
	e.world.Imports = e.newImports
	e.world.Exports = e.newExports
	r.sortImports(e.world)
	return err
}

// importClass is the place of an item's kind in the order of imports.
func (r *Resolve) importClass(item WorldItem) int {
	switch item := item.(type) {
	case *InterfaceItem:
		return 0
	case TypeItem:
		if _, ok := r.usedType(item.ID); ok {
			return 1
		}
		return 2
	case *Function:
		if item.Kind.OfResource() {
			return 4
		}
	}
	return 3
}

// sortImports orders imports by kind and leaves those of one kind in their order.
func (r *Resolve) sortImports(w *World) {
	var classes [5][]int
	sorted, last := true, 0
	for i := range w.Imports.Len() {
		_, item := w.Imports.At(i)
		class := r.importClass(item)
		sorted = sorted && class >= last
		last = class
		classes[class] = append(classes[class], i)
	}
	if sorted {
		return
	}
	var imports OrderedMap[WorldKey, WorldItem]
	for _, class := range classes {
		for _, i := range class {
			imports.Set(w.Imports.At(i))
		}
	}
	w.Imports = imports
}

// usedType returns the type that id is a `use` of, and false if it is defined where it is.
func (r *Resolve) usedType(id TypeID) (TypeID, bool) {
	t := r.Types[id]
	alias, ok := t.Kind.(Alias)
	if !ok {
		return 0, false
	}
	of, ok := alias.Type.Def()
	if !ok {
		return 0, false
	}
	if from, ok := r.Types[of].Owner.Interface(); !ok || t.Owner == InterfaceOwner(from) {
		return 0, false
	}
	return of, true
}

// usedInterface returns the interface that a type is taken from by `use`.
func (r *Resolve) usedInterface(id TypeID) (InterfaceID, bool) {
	of, ok := r.usedType(id)
	if !ok {
		return 0, false
	}
	return r.Types[of].Owner.Interface()
}

// elaboration is the work on one world.
type elaboration struct {
	r     *Resolve
	id    WorldID
	world *World

	newImports, newExports OrderedMap[WorldKey, WorldItem]

	// needed are the interfaces that an export needs as imports, with what they depend on.
	needed, neededDone visited
	stack              []dependencyFrame
}

// visited is the set of interfaces whose dependencies have been dealt with in one pass over a world.
type visited map[InterfaceID]bool

func (v visited) first(id InterfaceID) bool {
	if v[id] {
		return false
	}
	v[id] = true
	return true
}

// dependencyFrame is an interface whose dependencies are being visited.
type dependencyFrame struct {
	id   InterfaceID
	next int // in its types
}

// dependencies visits every interface that root depends on, each after its own dependencies, in the order of types. An
// interface for which enter answers false is left out with all it depends on. There is no recursion: chains of
// interfaces may be as long as the input.
func (e *elaboration) dependencies(root InterfaceID, done visited, enter func(InterfaceID) bool, leave func(InterfaceID)) {
	if !done.first(root) {
		return
	}
	e.stack = append(e.stack[:0], dependencyFrame{id: root})
	for len(e.stack) > 0 {
		top := &e.stack[len(e.stack)-1]
		types := &e.r.Interfaces[top.id].Types
		if top.next == types.Len() {
			id := top.id
			e.stack = e.stack[:len(e.stack)-1]
			if len(e.stack) > 0 {
				leave(id)
			}
			continue
		}
		_, t := types.At(top.next)
		top.next++
		if from, ok := e.r.usedInterface(t); ok && enter(from) {
			if done.first(from) {
				e.stack = append(e.stack, dependencyFrame{id: from})
			} else {
				leave(from)
			}
		}
	}
}

// imports fills newImports: interfaces and types with what they depend on, functions.
func (e *elaboration) imports() {
	r := e.r
	r.sortImports(e.world)
	imported, done := visited{}, visited{}
	dependencies := func(id InterfaceID, stability Stability) {
		e.dependencies(id, done, imported.first, func(d InterfaceID) { e.addImport(d, stability) })
	}
	for key, item := range e.world.Imports.All() {
		switch item := item.(type) {
		case *InterfaceItem:
			if !key.IsName() && !imported.first(item.ID) {
				continue // an item before depends on it
			}
			dependencies(item.ID, item.Stability)
		case TypeItem:
			if from, ok := r.usedInterface(item.ID); ok && imported.first(from) {
				stability := r.Types[item.ID].Stability
				dependencies(from, stability)
				e.addImport(from, stability)
			}
		}
		e.newImports.Set(key, item)
	}
}

// addImport imports an interface because of something else: as the world itself imports it, or else under the gate of
// what needs it.
func (e *elaboration) addImport(id InterfaceID, stability Stability) {
	key := InterfaceKey(id)
	if e.newImports.Has(key) {
		return
	}
	item, ok := e.world.Imports.Get(key)
	if !ok {
		item = &InterfaceItem{ID: id, Stability: stability}
	}
	e.newImports.Set(key, item)
}

// exports fills newExports, functions first, and adds what they need to newImports.
func (e *elaboration) exports() error {
	old := &e.world.Exports
	for key, item := range old.All() {
		if _, ok := item.(*Function); ok {
			e.newExports.Set(key, item)
		}
	}
	e.needed, e.neededDone = visited{}, visited{}
	exported, done := visited{}, visited{}
	for key, item := range old.All() {
		export, ok := item.(*InterfaceItem)
		if !ok {
			if _, ok := item.(TypeItem); ok {
				e.newExports.Set(key, item)
			}
			continue
		}
		if !key.IsName() && !exported.first(export.ID) {
			continue // an item before depends on it
		}
		var missing []InterfaceID
		e.dependencies(export.ID, done, func(d InterfaceID) bool {
			if old.Has(InterfaceKey(d)) {
				return exported.first(d)
			}
			missing = append(missing, d)
			return false
		}, func(d InterfaceID) {
			item, _ := old.Get(InterfaceKey(d))
			e.newExports.Set(InterfaceKey(d), item)
		})
		for _, d := range missing {
			// What comes after it in the list may come before it in the imports, as something it takes types from.
			if !e.needed.first(d) {
				continue
			}
			if err := e.importForExport(d, export); err != nil {
				return err
			}
		}
		e.newExports.Set(key, item)
	}
	return nil
}

// importForExport imports what an export needs and does not find among the exports. That must not depend on an export.
func (e *elaboration) importForExport(id InterfaceID, export *InterfaceItem) error {
	var conflict *Error
	e.dependencies(id, e.neededDone, func(d InterfaceID) bool {
		if conflict == nil && e.world.Exports.Has(InterfaceKey(d)) {
			conflict = e.conflict(d, export)
		}
		return conflict == nil && e.needed.first(d)
	}, func(d InterfaceID) { e.addImport(d, export.Stability) })
	if conflict != nil {
		return conflict
	}
	e.addImport(id, export.Stability)
	return nil
}

// conflict is the error that interface d is exported but needed as an import because of an export. The frames on the
// stack are the way to it.
func (e *elaboration) conflict(d InterfaceID, export *InterfaceItem) *Error {
	r := e.r
	name := func(id InterfaceID) string {
		if name, ok := r.InterfaceName(id); ok {
			return name
		}
		return "an inline interface"
	}
	err := r.errorAt(CodeConflict, e.world.Span, "world "+r.WorldName(e.id),
		"interface %s is exported but also needed as an import", name(d))
	way := []string{name(export.ID)}
	for _, frame := range e.stack {
		if n := name(frame.id); n != way[len(way)-1] {
			way = append(way, n)
		}
	}
	const longest = 8
	if n := len(way); n > longest {
		way = append(append(way[:longest/2:longest/2], "…"), way[n-longest/2:]...)
	}
	way = append(way, name(d))
	err.Notes = append(err.Notes, "the export "+way[0]+" takes types from "+strings.Join(way[1:], ", which takes types from ")+
		"; what is not exported itself is imported with all it takes types from")
	err.Help = append(err.Help, "export "+way[1]+" too")
	return err
}
