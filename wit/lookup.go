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
