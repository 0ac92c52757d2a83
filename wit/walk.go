package wit

import "iter"

// WorldFunction is a function that a world imports or exports, by itself or in an interface.
type WorldFunction struct {
	Export bool
	Key    WorldKey    // of the world's item
	In     *Interface  // nil for a function of the world itself
	ID     InterfaceID // of In
	*Function
}

// Functions goes through all functions of a world: those of its imports and then those of its exports, in order.
func (r *Resolve) Functions(id WorldID) iter.Seq[WorldFunction] {
	return func(yield func(WorldFunction) bool) {
		w := r.Worlds[id]
		for _, export := range [...]bool{false, true} {
			items := &w.Imports
			if export {
				items = &w.Exports
			}
			for key, item := range items.All() {
				switch item := item.(type) {
				case *Function:
					if !yield(WorldFunction{Export: export, Key: key, Function: item}) {
						return
					}
				case *InterfaceItem:
					in := r.Interfaces[item.ID]
					for f := range in.Functions.Values() {
						if !yield(WorldFunction{export, key, in, item.ID, f}) {
							return
						}
					}
				}
			}
		}
	}
}

// ResourceFunctions goes through the functions of a resource, in order: those of its interface or, for a resource of a
// world, the world's imports.
func (r *Resolve) ResourceFunctions(id TypeID) iter.Seq[*Function] {
	return func(yield func(*Function) bool) {
		owner := r.Types[id].Owner
		if i, ok := owner.Interface(); ok {
			for f := range r.Interfaces[i].Functions.Values() {
				if f.Kind.OfResource() && f.Resource == id && !yield(f) {
					return
				}
			}
		} else if w, ok := owner.World(); ok {
			for item := range r.Worlds[w].Imports.Values() {
				if f, ok := item.(*Function); ok && f.Kind.OfResource() && f.Resource == id && !yield(f) {
					return
				}
			}
		}
	}
}

// Reachable goes through the definitions that types mention at any depth, with those of the types themselves, each once
// and after all that it mentions: the order in which a language that wants declarations before uses has to write them.
func (r *Resolve) Reachable(types ...Type) iter.Seq[TypeID] {
	return func(yield func(TypeID) bool) {
		w := newTypeWalker(r)
		stopped := false
		for _, t := range types {
			w.walk(t, func(id TypeID) { stopped = stopped || !yield(id) })
			if stopped {
				return
			}
		}
	}
}

// Uses goes through the interfaces that an interface takes types from, each once, in the order of its types.
func (r *Resolve) Uses(id InterfaceID) iter.Seq[InterfaceID] {
	return func(yield func(InterfaceID) bool) {
		seen := visited{}
		for t := range r.Interfaces[id].Types.Values() {
			if from, ok := r.usedInterface(t); ok && seen.first(from) && !yield(from) {
				return
			}
		}
	}
}

// Used returns the type that a definition brings in from another interface by `use`, and false if it is defined where
// it is.
func (r *Resolve) Used(id TypeID) (TypeID, bool) { return r.usedType(id) }
