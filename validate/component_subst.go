package validate

import (
	"slices"

	"wcomp/binary"
)

// substitution replaces resources and types that instantiation, import or
// export gives a new identity. It is applied lazily and remembers what it
// made, so that a type reached on two ways stays one type.
type substitution struct {
	arena     *typeArena
	resources map[resourceID]knownResource
	// moved are resources that all get new identities, in their order from
	// first on.
	moved resourceSet
	first resourceID
	types map[cid]cid  // given, and remembered
	given map[cid]bool // which of types were given
	named bool         // some of these are no resources
}

// knownResource is a resource with the type it is known by.
type knownResource struct {
	resource resourceID
	id       cid
}

// substChain applies prev first, then s. A nil chain changes nothing.
type substChain struct {
	prev *substChain
	s    *substitution
}

func (a *typeArena) newSubstitution() *substitution {
	return &substitution{arena: a, resources: map[resourceID]knownResource{}, types: map[cid]cid{}, given: map[cid]bool{}}
}

func (s *substitution) empty() bool { return len(s.resources) == 0 && len(s.moved) == 0 && !s.named }

// touches says whether the substitution can change a type with these traits.
func (s *substitution) touches(t traits) bool {
	return t&hasResource != 0 && (len(s.resources) > 0 || len(s.moved) > 0) || s.named && t&(hasResource|hasNamed) != 0
}

func (c *substChain) entity(e entity) entity {
	if c == nil {
		return e
	}
	e = c.prev.entity(e)
	return c.s.entity(e)
}

func (s *substitution) entity(e entity) entity {
	switch e.sort {
	case binary.SortCoreModule:
	case binary.SortValue:
		e.val = s.ref(e.val)
	default:
		e.id = uint32(s.typ(cid(e.id)))
	}
	return e
}

func (s *substitution) ref(r valRef) valRef {
	if r.isID() {
		return valRef(s.typ(r.id()))
	}
	return r
}

// typ is the type that stands for id.
func (s *substitution) typ(id cid) cid {
	if to, ok := s.types[id]; ok {
		return to
	}
	a := s.arena
	b := a.bodies[id]
	if !s.touches(b.traits) {
		return id
	}
	to := id
	switch {
	case a.origins[id] != id:
		return s.renamed(id)
	case b.kind == binary.TypeResource:
		if r, ok := s.resources[b.resource]; ok {
			to = r.id
		} else if n, ok := s.moved.place(b.resource); ok {
			to = a.resourceType(s.first + n)
		}
	case b.kind == binary.TypeOwn || b.kind == binary.TypeBorrow:
		if h := s.typ(b.handle); h != b.handle {
			n := &typeBody{kind: b.kind, handle: h, resource: a.bodies[h].resource}
			a.seal(n)
			to = a.add(n)
		}
	case b.space != nil:
		n := *b
		n.free, n.freeDone = nil, false
		space := *b.space
		space.imports = space.imports.through(s)
		space.exports = space.exports.through(s)
		n.space = &space
		to = a.add(&n)
	default:
		var members []valRef
		for i, m := range b.members {
			if n := s.ref(m); n != m {
				if members == nil {
					members = slices.Clone(b.members)
				}
				members[i] = n
			}
		}
		if members != nil {
			n := &typeBody{kind: b.kind, prim: b.prim, length: b.length, members: members, labels: b.labels, labelling: b.labelling}
			a.seal(n) // sizes and depths stay what they were
			to = a.add(n)
		}
	}
	s.types[id] = to
	return to
}

// renamed is typ for a number that renames another: it renames what stands for
// that one.
func (s *substitution) renamed(id cid) cid {
	a := s.arena
	chain := []cid{id}
	at := a.origins[id]
	for a.origins[at] != at {
		if _, ok := s.types[at]; ok {
			break
		}
		chain = append(chain, at)
		at = a.origins[at]
	}
	was, to := at, s.typ(at)
	for i := len(chain) - 1; i >= 0; i-- {
		if to == was {
			to = chain[i]
		} else {
			to = a.rename(to)
		}
		was = chain[i]
		s.types[was] = to
	}
	return to
}

// through is x with one more substitution applied.
func (x externs) through(s *substitution) externs {
	if x.len() == 0 || s.empty() {
		return x
	}
	return externs{x.list, &substChain{x.chain, s}}
}

// freshen gives the resources that an instance type defines new identities
// and hands them over: the type that comes back binds none.
func (a *typeArena) freshen(id cid) (cid, resourceRange) {
	b := a.bodies[id]
	n := b.space.defined.len()
	if n == 0 {
		return id, resourceRange{}
	}
	s := a.newSubstitution()
	first := s.freshen(b.space.defined)
	fresh := *b
	fresh.free, fresh.freeDone = nil, false
	fresh.space = &externSpace{imports: b.space.imports, exports: b.space.exports.through(s)}
	return a.add(&fresh), resourceRange{lo: first, hi: first + n}
}

// freshen makes the substitution give every resource of a set a new identity
// and returns the first of these.
func (s *substitution) freshen(set resourceSet) resourceID {
	s.moved, s.first = set, s.arena.newResources(set.len())
	return s.first
}

// freeResources are the resources a type mentions and does not bind, sorted.
func (a *typeArena) freeResources(id cid) []resourceID {
	b := a.bodies[id]
	if b.traits&hasResource == 0 {
		return nil
	}
	if b.freeDone {
		return b.free
	}
	var u union
	var imported, defined resourceSet
	switch {
	case b.kind == binary.TypeResource, b.kind == binary.TypeOwn, b.kind == binary.TypeBorrow:
		u.list = []resourceID{b.resource}
	case b.space != nil:
		for _, x := range [...]externs{b.space.imports, b.space.exports} {
			for i := range x.len() {
				u.add(a.entityFree(x.at(i)))
			}
		}
		imported, defined = b.space.imported, b.space.defined
	default:
		for _, m := range b.members {
			if m.isID() {
				u.add(a.freeResources(m.id()))
			}
		}
	}
	b.free, b.freeDone = u.sorted(imported, defined), true
	return b.free
}

func (a *typeArena) entityFree(e entity) []resourceID {
	switch {
	case e.sort == binary.SortCoreModule:
		return nil
	case e.sort != binary.SortValue:
		return a.freeResources(e.typeID())
	case e.val.isID():
		return a.freeResources(e.val.id())
	}
	return nil
}

// union collects sorted sets; as long as there is only one it is shared.
type union struct {
	list []resourceID
	set  map[resourceID]struct{}
}

func (u *union) add(l []resourceID) {
	switch {
	case len(l) == 0:
	case u.set == nil && (u.list == nil || slices.Equal(u.list, l)):
		u.list = l
	default:
		if u.set == nil {
			u.set = map[resourceID]struct{}{}
			for _, r := range u.list {
				u.set[r] = struct{}{}
			}
		}
		for _, r := range l {
			u.set[r] = struct{}{}
		}
	}
}

// sorted is the union without the resources of two sets.
func (u *union) sorted(a, b resourceSet) []resourceID {
	bound := func(r resourceID) bool { return a.has(r) || b.has(r) }
	if u.set == nil {
		if slices.ContainsFunc(u.list, bound) {
			return slices.DeleteFunc(slices.Clone(u.list), bound)
		}
		return u.list
	}
	l := make([]resourceID, 0, len(u.set))
	for r := range u.set {
		if !bound(r) {
			l = append(l, r)
		}
	}
	slices.Sort(l)
	return l
}
