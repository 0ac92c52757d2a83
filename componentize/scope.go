package componentize

import (
	"strings"

	"wcomp/wit"
)

// scope is where functions and resources are looked up by name: an imported or exported interface of the world, or the
// functions and types of the world itself.
type scope struct {
	w        *world
	key      string // the world key; "" for the world itself
	exported bool
	iface    *wit.Interface // nil for the world itself
}

// function finds a function by its full name.
func (s *scope) function(name string) (*wit.Function, bool) {
	if s.iface != nil {
		return s.iface.Functions.Get(name)
	}
	if name == "" {
		return nil, false
	}
	items := &s.w.world.Imports
	if s.exported {
		items = &s.w.world.Exports
	}
	item, _ := items.Get(wit.NameKey(name))
	f, ok := item.(*wit.Function)
	return f, ok
}

// resource finds a resource by name. Those of the world itself are always imports.
func (s *scope) resource(name string) (wit.TypeID, bool) {
	var id wit.TypeID
	var ok bool
	if s.iface != nil {
		id, ok = s.iface.Types.Get(name)
	} else if name != "" {
		item, _ := s.w.world.Imports.Get(wit.NameKey(name))
		var t wit.TypeItem
		t, ok = item.(wit.TypeItem)
		id = t.ID
	}
	if !ok {
		return 0, false
	}
	_, ok = s.w.resolve.Types[id].Kind.(wit.Resource)
	return id, ok
}

// functions lists the names of the scope's functions.
func (s *scope) functions() []string {
	var names []string
	if s.iface != nil {
		for name := range s.iface.Functions.Keys() {
			names = append(names, name)
		}
		return names
	}
	items := &s.w.world.Imports
	if s.exported {
		items = &s.w.world.Exports
	}
	for _, item := range items.All() {
		if f, ok := item.(*wit.Function); ok {
			names = append(names, f.Name)
		}
	}
	return names
}

func (w *world) rootImports() *scope { return &scope{w: w} }
func (w *world) rootExports() *scope { return &scope{w: w, exported: true} }

func (w *world) items(exported bool) *wit.OrderedMap[wit.WorldKey, wit.WorldItem] {
	if exported {
		return &w.world.Exports
	}
	return &w.world.Imports
}

// scopeOf is the scope of a key of the world, if an interface stands under it.
func (w *world) scopeOf(key wit.WorldKey, exported bool) (*scope, bool) {
	item, _ := w.items(exported).Get(key)
	i, ok := item.(*wit.InterfaceItem)
	if !ok {
		return nil, false
	}
	return &scope{w: w, key: w.resolve.KeyName(key), exported: exported, iface: w.resolve.Interfaces[i.ID]}, true
}

func (w *world) importedScope(text string) (*scope, bool) { return w.legacyScope(text, false) }
func (w *world) exportedScope(text string) (*scope, bool) { return w.legacyScope(text, true) }

func (w *world) legacyScope(text string, exported bool) (*scope, bool) {
	return w.remember(scopeKey{text, exported, false}, func() (*scope, bool) { return w.findScope(text, exported) })
}

// scopeKey is what a scope was looked for by.
type scopeKey struct {
	text               string
	exported, standard bool
}

// remember answers a search for a scope from what was found before: imports come in large groups of one module.
func (w *world) remember(key scopeKey, find func() (*scope, bool)) (*scope, bool) {
	if s, ok := w.scopes[key]; ok {
		return s, s != nil
	}
	s, ok := find()
	if !ok {
		s = nil
	}
	if w.scopes == nil {
		w.scopes = map[scopeKey]*scope{}
	}
	w.scopes[key] = s
	return s, ok
}

// findScope finds the interface that a legacy import module names: a label, the full id, or an id of a compatible
// version.
func (w *world) findScope(text string, exported bool) (*scope, bool) {
	if text != "" {
		if s, ok := w.scopeOf(wit.NameKey(text), exported); ok {
			return s, true
		}
	}
	id, ok := parseInterfaceID(text)
	if !ok {
		return nil, false
	}
	var compatible wit.WorldKey
	found := false
	for key, item := range w.items(exported).All() {
		if key.IsName() {
			continue
		}
		i, ok := item.(*wit.InterfaceItem)
		if !ok {
			continue
		}
		have := w.interfaceID(i.ID)
		if have == id {
			return w.scopeOf(key, exported)
		}
		if !found && have.sameTrack(id) {
			compatible, found = key, true
		}
	}
	if !found {
		return nil, false
	}
	return w.scopeOf(compatible, exported)
}

// standardScope finds the interface that a standard name names: a label, or an id with its version cut down to what
// compatible versions share.
func (w *world) standardScope(text string, exported bool) (*scope, bool) {
	return w.remember(scopeKey{text, exported, true}, func() (*scope, bool) { return w.findStandardScope(text, exported) })
}

func (w *world) findStandardScope(text string, exported bool) (*scope, bool) {
	for key := range w.items(exported).Keys() {
		if w.standardKey(key) == text {
			return w.scopeOf(key, exported)
		}
	}
	return nil, false
}

// standardKey is how standard names spell a world key.
func (w *world) standardKey(key wit.WorldKey) string {
	if key.IsName() {
		return key.Name
	}
	id := w.interfaceID(key.Interface)
	text := id.namespace + ":" + id.pkg + "/" + id.name
	if id.version != "" {
		text += "@" + id.version.Track()
	}
	return text
}

// interfaceID is a full interface name taken apart.
type interfaceID struct {
	namespace, pkg, name string
	version              wit.Version
}

func (w *world) interfaceID(id wit.InterfaceID) interfaceID {
	i := w.resolve.Interfaces[id]
	p := w.resolve.Packages[i.Package].Name
	return interfaceID{p.Namespace, p.Name, i.Name, p.Version}
}

func parseInterfaceID(text string) (interfaceID, bool) {
	pkg, rest, ok := strings.Cut(text, "/")
	if !ok {
		return interfaceID{}, false
	}
	namespace, pkg, ok := strings.Cut(pkg, ":")
	if !ok {
		return interfaceID{}, false
	}
	name, version, hasVersion := strings.Cut(rest, "@")
	id := interfaceID{namespace: namespace, pkg: pkg, name: name}
	if hasVersion {
		v, err := wit.ParseVersion(version)
		if err != nil {
			return interfaceID{}, false
		}
		id.version = v
	}
	return id, true
}

// sameTrack says whether the two may serve for one another.
func (i interfaceID) sameTrack(o interfaceID) bool {
	return i.namespace == o.namespace && i.pkg == o.pkg && i.name == o.name &&
		(i.version == "") == (o.version == "") && i.version.Track() == o.version.Track()
}
