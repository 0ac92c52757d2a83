package wit

// Importize turns a world inside out for those who call what it exports: its imports but for types are dropped, its
// exports become imports, and what these depend on is added. The world is renamed to name, or if that is empty to its
// own name with -importized, and becomes the last world of its package.
//
// It is an error if an exported function or inline interface has the name of an imported type, or if the package has
// another world of the new name.
func (r *Resolve) Importize(id WorldID, name string) error {
	w := r.Worlds[id]
	imports := w.Imports.Clone()
	imports.DeleteFunc(func(_ WorldKey, item WorldItem) bool {
		_, isType := item.(TypeItem)
		return !isType
	})
	for key, item := range w.Exports.All() {
		if !imports.Set(key, item) {
			return r.errorAt(CodeClash, r.ItemSpan(item), "world "+r.WorldName(id),
				"export %s cannot become an import, because the world imports a type of that name", key.Name)
		}
	}
	return r.turn(id, name, "-importized", imports, OrderedMap[WorldKey, WorldItem]{})
}

// Exportize turns a world inside out for those who provide what it imports: its exports are dropped, its imports become
// exports, and what these depend on is added. If only is given, just the imports named there do, by their name or by
// the interface's own name without package and version; names that the world does not import are ignored. Types stay
// imports, because no world exports types, and so do the functions of resources among them. The world is renamed to
// name, or if that is empty to its own name with -exportized, and becomes the last world of its package.
//
// It is an error if the world could not be elaborated, or if the package has another world of the new name.
func (r *Resolve) Exportize(id WorldID, name string, only ...string) error {
	wanted := make(map[string]bool, len(only))
	for _, o := range only {
		wanted[o] = true
	}
	w := r.Worlds[id]
	var imports, exports OrderedMap[WorldKey, WorldItem]
	for key, item := range w.Imports.All() {
		moves := true
		switch item := item.(type) {
		case TypeItem:
			moves = false
		case *Function:
			moves = !item.Kind.OfResource()
		}
		if moves && len(wanted) > 0 {
			own := key.Name
			if !key.IsName() {
				own = r.Interfaces[key.Interface].Name
			}
			moves = wanted[own]
		}
		if moves {
			exports.Set(key, item)
		} else {
			imports.Set(key, item)
		}
	}
	return r.turn(id, name, "-exportized", imports, exports)
}

// turn gives a world other imports and exports and a new name. Nothing changes if there is an error.
func (r *Resolve) turn(id WorldID, name, suffix string, imports, exports OrderedMap[WorldKey, WorldItem]) error {
	w := r.Worlds[id]
	if name == "" {
		name = w.Name + suffix
	}
	worlds := &r.Packages[w.Package].Worlds
	if other, ok := worlds.Get(name); ok && other != id {
		err := r.errorAt(CodeClash, r.Worlds[other].Span, "world "+r.WorldName(id),
			"cannot be renamed to %s, because the package has a world of that name", name)
		err.Help = append(err.Help, "give it another name")
		return err
	}
	turned := *w
	turned.Imports, turned.Exports = imports, exports
	if err := r.elaboratesTo(id, &turned); err != nil {
		return err
	}
	w.Imports, w.Exports = imports, exports
	worlds.Delete(w.Name)
	w.Name = name
	worlds.Set(name, id)
	return r.Elaborate(id)
}
