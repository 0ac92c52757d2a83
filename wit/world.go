package wit

// World is a set of imports and exports: what a component needs and what it gives.
type World struct {
	Name      string
	Docs      Docs
	Stability Stability
	Package   PackageID
	// Imports and Exports are elaborated: whatever they depend on is there too. Types of a world, defined or used, are
	// imports under their name.
	Imports OrderedMap[WorldKey, WorldItem]
	Exports OrderedMap[WorldKey, WorldItem]
	// Includes are the include statements as they were written. What they brought is in Imports and Exports already.
	Includes []Include
	Span     Span // of the name
}

// Include is an include statement of a world.
type Include struct {
	World     WorldID
	With      []Rename
	Stability Stability
	Span      Span // of the path's last name
}

// Rename is one `name as as` of an include statement.
type Rename struct {
	Name, As string
	Span     Span // of Name
}

// WorldKey is what an import or export of a world is known by: a name (of a function, a type, an inline interface, or
// the label before a named interface), or else an interface that stands for itself. It is comparable; make it with
// [NameKey] or [InterfaceKey].
type WorldKey struct {
	Name      string      // empty for an interface that stands for itself
	Interface InterfaceID // 0 when Name is set
}

// NameKey returns the key of an item known by a name. The name must not be empty.
func NameKey(name string) WorldKey { return WorldKey{Name: name} }

// InterfaceKey returns the key of an interface that stands for itself.
func InterfaceKey(id InterfaceID) WorldKey { return WorldKey{Interface: id} }

// IsName reports whether the key is a name.
func (k WorldKey) IsName() bool { return k.Name != "" }

// WorldItem is an import or export of a world: *[InterfaceItem], *[Function] or [TypeItem].
type WorldItem interface{ worldItem() }

// InterfaceItem is an interface imported or exported, by itself, under a label or inline.
type InterfaceItem struct {
	ID         InterfaceID
	Stability  Stability
	Docs       Docs // of the import or export statement; an inline interface has its own
	ExternalID ExternalID
	Span       Span // of the path's last name, or of the label
}

// TypeItem is a type of a world.
type TypeItem struct{ ID TypeID }

func (*InterfaceItem) worldItem() {}
func (*Function) worldItem()      {}
func (TypeItem) worldItem()       {}

// InterfaceName returns the full name of an interface, ns:pkg/name@version, and false if it is inline and has none.
func (r *Resolve) InterfaceName(id InterfaceID) (string, bool) {
	i := r.Interfaces[id]
	if i.Name == "" {
		return "", false
	}
	return r.Packages[i.Package].Name.ItemName(i.Name), true
}

// WorldName returns the full name of a world, ns:pkg/name@version.
func (r *Resolve) WorldName(id WorldID) string {
	w := r.Worlds[id]
	return r.Packages[w.Package].Name.ItemName(w.Name)
}

// KeyName returns the name under which a component imports or exports the item of a key: the plain name or the full
// name of the interface.
func (r *Resolve) KeyName(key WorldKey) string {
	if key.IsName() {
		return key.Name
	}
	name, _ := r.InterfaceName(key.Interface)
	return name
}

// Implements returns the full name of the interface that an item under a label implements (Explainer.md, the
// implements attribute), and false if the item is no interface, stands for itself or is inline.
func (r *Resolve) Implements(key WorldKey, item WorldItem) (string, bool) {
	i, ok := item.(*InterfaceItem)
	if !ok || !key.IsName() {
		return "", false
	}
	return r.InterfaceName(i.ID)
}
