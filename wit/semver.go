package wit

import "errors"

// semverTrack is what interfaces share that serve for one another: the name without the version, and the part of the
// version that must be equal.
type semverTrack struct {
	namespace, pkg, name, track string
}

// track returns the track of an interface, and false if it is inline or its package has no version.
func (r *Resolve) track(id InterfaceID) (semverTrack, bool) {
	i := r.Interfaces[id]
	p := r.Packages[i.Package].Name
	if i.Name == "" || p.Version == "" {
		return semverTrack{}, false
	}
	return semverTrack{p.Namespace, p.Name, i.Name, p.Version.Track()}, true
}

// MergeImportsBySemver replaces imports of one interface in several compatible versions (see [Version.Track]) by the
// greatest of the versions. What the world's other imports and exports take from a replaced interface they take from
// the greatest then. This changes the interfaces themselves, so all worlds of the graph are elaborated again.
//
// Exports and imports under a label are never replaced. It is an error if what the versions have in common differs, or
// if the greatest lacks a type that is taken from another. All errors are reported at once, and then nothing is changed.
func (r *Resolve) MergeImportsBySemver(id WorldID) error {
	m := &semverMerger{r: r, world: r.Worlds[id], replaced: map[InterfaceID]InterfaceID{}, types: map[TypeID]TypeID{}}
	m.choose()
	if len(m.replaced) == 0 {
		return nil
	}
	m.check()
	reached := m.reached()
	m.checkMissing(reached)
	if err := errors.Join(m.errs...); err != nil {
		return err
	}
	m.world.Imports.DeleteFunc(func(key WorldKey, _ WorldItem) bool {
		_, gone := m.replaced[key.Interface]
		return gone && !key.IsName()
	})
	m.redirect(reached)
	for w := range r.Worlds {
		if err := r.Elaborate(WorldID(w)); err != nil {
			m.errs = append(m.errs, err)
		}
	}
	return errors.Join(m.errs...)
}

type semverMerger struct {
	r        *Resolve
	world    *World
	replaced map[InterfaceID]InterfaceID // by the interface that stays
	types    map[TypeID]TypeID           // of replaced interfaces, by name
	errs     []error
}

func (m *semverMerger) choose() {
	greatest := map[semverTrack]InterfaceID{}
	version := func(id InterfaceID) Version { return m.r.Packages[m.r.Interfaces[id].Package].Name.Version }
	for key := range m.world.Imports.Keys() {
		if key.IsName() {
			continue
		}
		if track, ok := m.r.track(key.Interface); ok {
			if best, ok := greatest[track]; !ok || version(best).Compare(version(key.Interface)) < 0 {
				greatest[track] = key.Interface
			}
		}
	}
	for key := range m.world.Imports.Keys() {
		if key.IsName() {
			continue
		}
		if track, ok := m.r.track(key.Interface); ok && greatest[track] != key.Interface {
			m.replaced[key.Interface] = greatest[track]
		}
	}
	for from, to := range m.replaced {
		for name, t := range m.r.Interfaces[from].Types.All() {
			if same, ok := m.r.Interfaces[to].Types.Get(name); ok {
				m.types[t] = same
			}
		}
	}
}

// check compares each replaced interface with the one that stays.
func (m *semverMerger) check() {
	types := newComparer(m.r, m.r, oldAndNew, func(a, b TypeID) bool {
		if to, ok := m.types[a]; ok {
			a = to
		}
		if to, ok := m.types[b]; ok {
			b = to
		}
		return a == b
	})
	for key := range m.world.Imports.Keys() {
		to, ok := m.replaced[key.Interface]
		if key.IsName() || !ok {
			continue
		}
		from := m.r.Interfaces[key.Interface]
		name, _ := m.r.InterfaceName(key.Interface)
		newer, _ := m.r.InterfaceName(to)
		fail := func(span Span, what, why string) {
			err := m.r.errorAt(CodeMerge, span, "interface "+name, "%s differs in %s: %s", what, newer, why)
			err.Help = append(err.Help, "versions that differ so are not compatible: do not merge imports by version")
			m.errs = append(m.errs, err)
		}
		for typeName, t := range from.Types.All() {
			if same, ok := m.types[t]; ok {
				if why := types.compare(t.Ref(), same.Ref()); why != nil {
					fail(m.r.Types[t].Span, "type "+typeName, why.String())
				}
			}
		}
		for function, f := range from.Functions.All() {
			if same, ok := m.r.Interfaces[to].Functions.Get(function); ok {
				for _, why := range types.compareFunctions(f, same) {
					fail(f.Span, "function "+function, why)
				}
			}
		}
	}
}

// stays returns the interfaces of what stays in the world.
func (m *semverMerger) stays() map[InterfaceID]bool {
	stays := map[InterfaceID]bool{}
	for _, side := range [...]*OrderedMap[WorldKey, WorldItem]{&m.world.Imports, &m.world.Exports} {
		for key, item := range side.All() {
			item, ok := item.(*InterfaceItem)
			if !ok {
				continue
			}
			if _, gone := m.replaced[item.ID]; !gone || key.IsName() || side == &m.world.Exports {
				stays[item.ID] = true
			}
		}
	}
	return stays
}

// reached returns the other names for types, `use` among them, in what stays in the world. What an interface defines refers to types of
// another one in no other way.
func (m *semverMerger) reached() (aliases []TypeID) {
	walker := newTypeWalker(m.r)
	stays, seen := m.stays(), visited{}
	add := func(id TypeID) {
		if _, ok := m.r.Types[id].Kind.(Alias); !ok {
			return
		}
		if owner, ok := m.r.Types[id].Owner.Interface(); !ok || stays[owner] {
			aliases = append(aliases, id)
		}
	}
	function := func(f *Function) {
		for _, p := range f.Params {
			walker.walk(p.Type, add)
		}
		walker.walk(f.Result, add)
	}
	for _, side := range [...]*OrderedMap[WorldKey, WorldItem]{&m.world.Imports, &m.world.Exports} {
		for _, item := range side.All() {
			switch item := item.(type) {
			case TypeItem:
				walker.walk(item.ID.Ref(), add)
			case *Function:
				function(item)
			case *InterfaceItem:
				if !stays[item.ID] || !seen.first(item.ID) {
					continue
				}
				for t := range m.r.Interfaces[item.ID].Types.Values() {
					walker.walk(t.Ref(), add)
				}
				for f := range m.r.Interfaces[item.ID].Functions.Values() {
					function(f)
				}
			}
		}
	}
	return aliases
}

// checkMissing reports types that are taken from a replaced interface and that the one that stays lacks.
func (m *semverMerger) checkMissing(aliases []TypeID) {
	seen := map[TypeID]bool{}
	check := func(t Type, from TypeID) {
		id, ok := t.Def()
		if !ok || seen[id] {
			return
		}
		owner, ok := m.r.Types[id].Owner.Interface()
		to, gone := m.replaced[owner]
		if _, has := m.types[id]; !ok || !gone || has {
			return
		}
		seen[id] = true
		name, _ := m.r.InterfaceName(to)
		m.errs = append(m.errs, m.r.errorAt(CodeMerge, m.r.Types[from].Span, "type "+m.r.qualifiedType(id),
			"is in use, but the later version %s has no such type", name))
	}
	for _, t := range aliases {
		eachRef(m.r.Types[t].Kind, func(ref Type) bool { check(ref, t); return true })
	}
}

// redirect makes them refer to the interfaces that stay. Other names that an interface has for its own types are left alone: it may be
// exported still.
func (m *semverMerger) redirect(aliases []TypeID) {
	for _, id := range aliases {
		t := m.r.Types[id]
		to, ok := t.Kind.(Alias).Type.Def()
		if same, replaced := m.types[to]; ok && replaced && m.r.Types[to].Owner != t.Owner {
			t.Kind = Alias{same.Ref()}
		}
	}
}
