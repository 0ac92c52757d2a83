package wit

// places says which resources of two worlds are the same. A resource is known by where it stands: in an import, in an
// export, or in the interface that is being compared. What one world needs there the other has to have under the same
// name, and that is then meant wherever the first mentions it (Explainer.md, Type Checking: a `sub resource` bound is
// met by any resource).
type places struct {
	c *checker
	// imports and exports give for an interface that is needed the one that serves for it: an import of the component
	// by one of the other world, an export of the other world by one of the component.
	imports, exports map[InterfaceID]InterfaceID

	export bool // exports are being compared
	// inside is set while two interfaces are being compared, whose own types are met by each other's.
	inside           bool
	oldSelf, newSelf InterfaceID
}

func newPlaces(c *checker, imports, exports []itemPair) places {
	return places{
		c:       c,
		imports: serving(&c.oldWorld.Imports, &c.newWorld.Imports, imports, !c.componentIsNew),
		exports: serving(&c.oldWorld.Exports, &c.newWorld.Exports, exports, c.componentIsNew),
	}
}

func serving(old, new *OrderedMap[WorldKey, WorldItem], pairs []itemPair, oldNeeds bool) map[InterfaceID]InterfaceID {
	serves := make(map[InterfaceID]InterfaceID, len(pairs))
	for _, pair := range pairs {
		a, _ := old.At(pair.old)
		b, _ := new.At(pair.new)
		switch {
		case a.IsName() || b.IsName():
		case oldNeeds:
			serves[a.Interface] = b.Interface
		default:
			serves[b.Interface] = a.Interface
		}
	}
	return serves
}

// side is one of the two worlds.
type placeSide struct {
	r     *Resolve
	world *World
	self  InterfaceID
}

// same says whether a resource of the old and one of the new world are the same. Where one has no partner the
// difference is reported for the interface that is missing, and not again for everything that mentions it.
func (p *places) same(a, b TypeID) bool {
	component := placeSide{p.c.old, p.c.oldWorld, p.oldSelf}
	other := placeSide{p.c.new, p.c.newWorld, p.newSelf}
	mine, theirs := a, b
	if p.c.componentIsNew {
		component, other, mine, theirs = other, component, b, a
	}
	if !p.export {
		met, known := p.meets(component, mine, other, p.imports)
		return !known || met == theirs
	}
	if !p.exported(other, theirs) {
		if p.exported(component, mine) {
			return false
		}
		met, known := p.meets(component, mine, other, p.imports)
		return !known || met == theirs
	}
	met, known := p.meets(other, theirs, component, p.exports)
	return !known || met == mine
}

// exported reports whether an export that mentions a resource means an exported one.
func (p *places) exported(s placeSide, id TypeID) bool {
	i, ok := s.r.Types[id].Owner.Interface()
	return ok && (p.inside && i == s.self || s.world.Exports.Has(InterfaceKey(i)))
}

// meets returns the resource that stands on the side have where id stands on the side need, and false if there is no
// telling.
func (p *places) meets(need placeSide, id TypeID, have placeSide, serves map[InterfaceID]InterfaceID) (TypeID, bool) {
	t := need.r.Types[id]
	var found TypeID
	if i, ok := t.Owner.Interface(); ok {
		by := have.self
		if !p.inside || i != need.self {
			if by, ok = serves[i]; !ok {
				return 0, false
			}
		}
		if found, ok = have.r.Interfaces[by].Types.Get(t.Name); !ok {
			return 0, false
		}
	} else {
		item, _ := have.world.Imports.Get(NameKey(t.Name))
		it, ok := item.(TypeItem)
		if !ok {
			return 0, false
		}
		found = it.ID
	}
	// The comparer's memory of aliases is that of the old and the new graph.
	bases := &p.c.types.baseA
	if have.r != p.c.old || have.world != p.c.oldWorld {
		bases = &p.c.types.baseB
	}
	return bases.base(found.Ref()).Def()
}
