package wit

// MakeNominal makes every interface item of a world an interface of its own, so that each type of the world has one id
// in each place where it is imported or exported: a resource that is both imported and exported is two resources.
//
// Imports come first, then exports, on each side interfaces that stand for themselves, then those under names. An
// interface that was seen before is copied ([Interface.CloneOf]), and so is one that takes types from an interface that
// was copied for an item that stands for itself; copies take their types from the latest such copy. The package's lists
// keep the originals.
func (r *Resolve) MakeNominal(id WorldID) {
	n := &nominal{r: r, seen: visited{}, copied: map[InterfaceID]bool{}, latest: map[TypeID]TypeID{}}
	n.side(&r.Worlds[id].Imports)
	n.side(&r.Worlds[id].Exports)
}

type nominal struct {
	r    *Resolve
	seen visited
	// copied are the interfaces that have a copy for an item that stands for itself.
	copied map[InterfaceID]bool
	// latest are the copies of types in the latest such copy, by the originals; anonymous types are shared by all of these copies.
	latest map[TypeID]TypeID
}

// side copies what has to be copied of a world's imports or exports.
func (n *nominal) side(items *OrderedMap[WorldKey, WorldItem]) {
	// Copies are grouped by the original, in the order in which a copy is first needed.
	var groups OrderedMap[InterfaceID, []int]
	scan := func(named bool) {
		for i := range items.Len() {
			key, item := items.At(i)
			it, ok := item.(*InterfaceItem)
			if !ok || key.IsName() != named {
				continue
			}
			if n.seen.first(it.ID) && !n.dependsOnCopy(it.ID) {
				continue
			}
			if !named {
				n.copied[it.ID] = true
			}
			group, _ := groups.Get(it.ID)
			groups.Set(it.ID, append(group, i))
		}
	}
	scan(false)
	scan(true)
	for original, group := range groups.All() {
		// What stands for itself was found first and is copied last: the others must not see the copy.
		var self []int
		for _, i := range group {
			if key, _ := items.At(i); key.IsName() {
				n.copy(items, i, original)
			} else {
				self = append(self, i)
			}
		}
		for _, i := range self {
			n.copy(items, i, original)
		}
	}
}

func (n *nominal) dependsOnCopy(id InterfaceID) bool {
	for t := range n.r.Interfaces[id].Types.Values() {
		if from, ok := n.r.usedInterface(t); ok && n.copied[from] {
			return true
		}
	}
	return false
}

func (n *nominal) copy(items *OrderedMap[WorldKey, WorldItem], i int, original InterfaceID) {
	key, item := items.At(i)
	c := &cloner{
		r: n.r, owners: map[Owner]Owner{}, types: map[TypeID]TypeID{}, outer: n.latest, open: map[TypeID]bool{},
	}
	copied := *item.(*InterfaceItem)
	copied.ID = c.iface(original)
	if key.IsName() {
		items.SetAt(i, key, &copied)
		return
	}
	items.SetAt(i, InterfaceKey(copied.ID), &copied)
	for from, to := range c.types {
		n.latest[from] = to
	}
}
