package validate

import (
	"wcomp/binary"
)

// namedSet holds the types that have an external name (Explainer.md, External
// Visibility of Types), and what is known to mention only such.
type namedSet struct {
	named map[cid]struct{} // type imports and exports, and instances walked
	known map[cid]struct{} // types found to mention only named ones
}

func (n *namedSet) add(id cid) {
	if n.named == nil {
		n.named = map[cid]struct{}{}
	}
	n.named[id] = struct{}{}
}

func (n *namedSet) has(id cid) bool {
	_, ok := n.named[id]
	return ok
}

// force gives a type, or an instance and the types in it, names although
// something is wrong with it.
func (n *namedSet) force(a *typeArena, e entity) {
	if e.sort != binary.SortType && e.sort != binary.SortInstance || n.has(e.typeID()) {
		return
	}
	n.add(e.typeID())
	if e.sort == binary.SortInstance {
		x := a.bodies[e.id].space.exports
		for i := range x.len() {
			n.force(a, x.at(i))
		}
	}
}

// unnamed finds a type in r that needs a name and has none.
func (n *namedSet) unnamed(a *typeArena, r valRef) (*typeBody, bool) {
	if !r.isID() {
		return nil, false
	}
	return n.unnamedType(a, r.id())
}

func (n *namedSet) unnamedType(a *typeArena, id cid) (*typeBody, bool) {
	b := a.bodies[id]
	if b.traits&(hasNamed|hasResource) == 0 || n.has(id) {
		return nil, false
	}
	switch b.kind {
	case binary.TypeRecord, binary.TypeVariant, binary.TypeEnum, binary.TypeFlags, binary.TypeResource:
		return b, true
	case binary.TypeOwn, binary.TypeBorrow:
		return n.unnamedType(a, b.handle)
	}
	if _, ok := n.known[id]; ok {
		return nil, false
	}
	if bad, ok := n.unnamedMember(a, b); ok {
		return bad, true
	}
	if n.known == nil {
		n.known = map[cid]struct{}{}
	}
	n.known[id] = struct{}{}
	return nil, false
}

func (n *namedSet) unnamedMember(a *typeArena, b *typeBody) (*typeBody, bool) {
	for _, m := range b.members {
		if bad, ok := n.unnamed(a, m); ok {
			return bad, true
		}
	}
	return nil, false
}

// admit checks that an import or export mentions named types only and gives
// names to the types it introduces. Instances are walked in the order of their
// exports. The exports of an instance type that is imported or exported as a
// type are checked too, but name nothing: there is no instance to find the
// types in.
func (n *namedSet) admit(a *typeArena, e entity) *typeMismatch { return n.check(a, e, true) }

func (n *namedSet) check(a *typeArena, e entity, names bool) *typeMismatch {
	switch e.sort {
	case binary.SortFunc:
		b := a.bodies[e.id]
		if b.traits&(hasNamed|hasResource) == 0 {
			return nil
		}
		if bad, ok := n.unnamedType(a, e.typeID()); ok {
			return unnamedError(a, bad)
		}
	case binary.SortValue:
		if bad, ok := n.unnamed(a, e.val); ok {
			return unnamedError(a, bad)
		}
	case binary.SortType:
		b := a.bodies[e.id]
		switch {
		case b.kind == binary.TypeComponent || b.kind == binary.TypeResource:
		case b.kind == binary.TypeInstance:
			if m := n.checkExports(a, b.space.exports, false); m != nil {
				return m
			}
		case b.kind == binary.TypeOwn || b.kind == binary.TypeBorrow:
			if bad, ok := n.unnamedType(a, b.handle); ok {
				return unnamedError(a, bad)
			}
		default:
			if bad, ok := n.unnamedMember(a, b); ok {
				return unnamedError(a, bad)
			}
		}
		if names {
			n.add(e.typeID())
		}
	case binary.SortInstance:
		b := a.bodies[e.id]
		if b.traits&(hasNamed|hasResource) == 0 || n.has(e.typeID()) {
			return nil
		}
		if m := n.checkExports(a, b.space.exports, names); m != nil {
			return m
		}
		if names {
			n.add(e.typeID())
		}
	}
	return nil
}

func (n *namedSet) checkExports(a *typeArena, x externs, names bool) *typeMismatch {
	for i := range x.len() {
		if a.entityTraits(x.list.ents[i])&(hasNamed|hasResource) == 0 {
			continue
		}
		if m := n.check(a, x.at(i), names); m != nil {
			return m.at("export " + quote(x.name(i)))
		}
	}
	return nil
}

func unnamedError(a *typeArena, b *typeBody) *typeMismatch {
	return &typeMismatch{message: "it refers to a " + a.kindName(b) + " type that has no name: import or export that type first, and use the type this introduces"}
}
