package componentize

import "wcomp/wit"

// world is the union of the worlds of the main module and all adapters: what the component imports and exports.
type world struct {
	resolve  *wit.Resolve
	id       wit.WorldID
	world    *wit.World
	payloads payloadFinder
	// lists are the names of the keys that each module is to export, in order, by module name.
	lists map[string][]string
	// scopes are the answers of searches by name.
	scopes map[scopeKey]*scope
	// importIDs are the imported interfaces by the name of their key.
	importIDs map[string]wit.InterfaceID
}

// newWorld returns the empty world. Its package has a name that no payload can have.
func newWorld() *world {
	w := &world{resolve: new(wit.Resolve), lists: map[string][]string{}}
	pkg := w.resolve.AddPackage(&wit.Package{Name: wit.PackageName{}})
	w.id = w.resolve.AddWorld(&wit.World{Name: "root", Package: pkg})
	w.resolve.Packages[pkg].Worlds.Set("root", w.id)
	return w
}

// add unites a module's world with what is there.
func (w *world) add(name string, md *metadata) error {
	w.lists[name] = nil
	if !md.found {
		return nil
	}
	for key := range md.resolve.Worlds[md.world].Exports.Keys() {
		w.lists[name] = append(w.lists[name], md.resolve.KeyName(key))
	}
	to, err := w.resolve.Merge(md.resolve)
	if err != nil {
		return err
	}
	return w.resolve.MergeWorlds(to.Worlds[md.world], w.id)
}

// finish brings the world into the form in which it is emitted: compatible imports merged, and every occurrence of an
// interface with types of its own.
func (w *world) finish(merge bool) error {
	if merge {
		if err := w.resolve.MergeImportsBySemver(w.id); err != nil {
			return err
		}
	}
	w.resolve.MakeNominal(w.id)
	w.world = w.resolve.Worlds[w.id]
	w.payloads = payloadFinder{resolve: w.resolve}
	w.importIDs = map[string]wit.InterfaceID{}
	for key, item := range w.world.Imports.All() {
		if i, ok := item.(*wit.InterfaceItem); ok {
			w.importIDs[w.resolve.KeyName(key)] = i.ID
		}
	}
	return nil
}

// exportList is what the module's own world exports, as keys of the finished world.
func (w *world) exportList(module string) []wit.WorldKey {
	keys := make(map[string]wit.WorldKey, w.world.Exports.Len())
	for key := range w.world.Exports.Keys() {
		keys[w.resolve.KeyName(key)] = key
	}
	var list []wit.WorldKey
	for _, name := range w.lists[module] {
		if key, ok := keys[name]; ok {
			list = append(list, key)
		}
	}
	return list
}
