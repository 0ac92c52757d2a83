package wit

// Dealias follows aliases and `use`s to the type that is meant: a primitive type or a definition that is no alias.
func (r *Resolve) Dealias(t Type) Type {
	for range len(r.Types) + 1 { // bounded: a graph that is not valid may have a cycle
		id, ok := t.Def()
		if !ok {
			return t
		}
		alias, ok := r.Types[id].Kind.(Alias)
		if !ok {
			return t
		}
		t = alias.Type
	}
	return t
}

// dealiaser is [Resolve.Dealias] for many types of one graph: each link of a chain of aliases is followed once.
type dealiaser struct {
	r     *Resolve
	known []Type // by TypeID, NoType where not known yet
	chain []TypeID
}

func (d *dealiaser) base(t Type) Type {
	if grow := len(d.r.Types) - len(d.known); grow > 0 {
		d.known = append(d.known, make([]Type, grow)...)
	}
	d.chain = d.chain[:0]
	for {
		id, ok := t.Def()
		if !ok {
			break
		}
		if d.known[id] != NoType {
			t = d.known[id]
			break
		}
		d.known[id] = t // ends a cycle, which no valid graph has
		alias, ok := d.r.Types[id].Kind.(Alias)
		if !ok {
			break
		}
		d.chain = append(d.chain, id)
		t = alias.Type
	}
	for _, id := range d.chain {
		d.known[id] = t
	}
	return t
}

// Interface returns the interface of a package with a full name, ns:pkg/name or ns:pkg/name@version.
func (r *Resolve) Interface(name string) (InterfaceID, bool) {
	pkg, item, err := ParseItemName(name)
	if err != nil {
		return 0, false
	}
	id, ok := r.Package(pkg)
	if !ok {
		return 0, false
	}
	return r.Packages[id].Interfaces.Get(item)
}

// TypeName returns the name of a definition with that of the interface or world it is in before it, ns:pkg/item.name,
// and the plain name if it has no owner with a name. It is empty for anonymous types.
func (r *Resolve) TypeName(id TypeID) string {
	if r.Types[id].Name == "" {
		return ""
	}
	return r.qualifiedType(id)
}
