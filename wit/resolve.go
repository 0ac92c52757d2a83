package wit

// PackageID, InterfaceID, WorldID and TypeID are positions in the arenas of a [Resolve]: the indices that the JSON form
// shows. They mean nothing in another Resolve.
type (
	PackageID   int32
	InterfaceID int32
	WorldID     int32
	TypeID      int32
)

// Resolve is a set of WIT packages in which every name has been resolved.
//
// Entries are added and changed, never removed: an id stays valid. The order of the arenas is that of resolution
// (dependencies first), which is what the JSON form and the printer follow.
type Resolve struct {
	Worlds     []*World
	Interfaces []*Interface
	Types      []*TypeDef
	Packages   []*Package

	// Sources are the texts that spans point into. Empty when the graph was decoded from a binary.
	Sources []Source

	packageIDs map[PackageName]PackageID
}

// AddPackage appends a package, findable by its name from now on, and returns its id.
func (r *Resolve) AddPackage(p *Package) PackageID {
	id := PackageID(len(r.Packages))
	r.Packages = append(r.Packages, p)
	if r.packageIDs == nil {
		r.packageIDs = make(map[PackageName]PackageID)
	}
	r.packageIDs[p.Name] = id
	return id
}

// AddInterface appends an interface and returns its id. Entering it in its package's list of interfaces, if it has a
// name, is left to the caller, who knows the order.
func (r *Resolve) AddInterface(i *Interface) InterfaceID {
	r.Interfaces = append(r.Interfaces, i)
	return InterfaceID(len(r.Interfaces) - 1)
}

// AddWorld appends a world and returns its id. Entering it in its package's list of worlds is left to the caller.
func (r *Resolve) AddWorld(w *World) WorldID {
	r.Worlds = append(r.Worlds, w)
	return WorldID(len(r.Worlds) - 1)
}

// AddType appends a type definition and returns its id. Entering it in its owner is left to the caller.
func (r *Resolve) AddType(t *TypeDef) TypeID {
	r.Types = append(r.Types, t)
	return TypeID(len(r.Types) - 1)
}

// Package returns the package with exactly this name and version.
func (r *Resolve) Package(name PackageName) (PackageID, bool) {
	id, ok := r.packageIDs[name]
	return id, ok
}

// RenamePackage gives a package another name or version. The name must not be taken.
func (r *Resolve) RenamePackage(id PackageID, name PackageName) {
	delete(r.packageIDs, r.Packages[id].Name)
	r.Packages[id].Name = name
	r.packageIDs[name] = id
}
