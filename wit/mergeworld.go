package wit

import "errors"

// MergeWorlds adds the imports and exports of one world to another of the same graph, after those it has. Items that
// both have must agree: interfaces must be the same, functions and types equal in structure; of inline interfaces the
// functions and types of both are kept. Types of from are copied, so from stays a world of its own.
//
// A new export is refused if it would change what an export of into takes its types from, or if it could not stand
// beside the others (see [Resolve.Elaborate]). All that disagrees is reported at once, and then into is as before.
func (r *Resolve) MergeWorlds(from, into WorldID) error {
	m := &worldMerger{r: r, from: r.Worlds[from], into: r.Worlds[into], item: "world " + r.WorldName(from)}
	m.types = newCloner(r, WorldOwner(from), WorldOwner(into))
	m.resources = map[TypeID]TypeID{}
	m.compare = newComparer(r, r, oneAndOther, func(a, b TypeID) bool {
		same, ok := m.resources[b]
		return a == b || ok && same == a
	})
	m.identify(&m.into.Imports, &m.from.Imports)
	m.identify(&m.into.Exports, &m.from.Exports)
	m.check("import", &m.into.Imports, &m.from.Imports)
	m.check("export", &m.into.Exports, &m.from.Exports)
	m.checkMeaning(into)
	if err := errors.Join(m.errs...); err != nil {
		return err
	}
	merged := *m.into
	merged.Imports = m.add(&m.into.Imports, &m.from.Imports)
	merged.Exports = m.add(&m.into.Exports, &m.from.Exports)
	if err := r.elaboratesTo(into, &merged); err != nil {
		return err
	}
	for _, union := range m.inline {
		m.unite(union[0], union[1])
	}
	m.into.Imports, m.into.Exports = merged.Imports, merged.Exports
	return nil
}

// elaboratesTo reports the conflict that a world would have with other imports and exports.
func (r *Resolve) elaboratesTo(id WorldID, w *World) error {
	trial := *w
	trial.Imports, trial.Exports = w.Imports.Clone(), w.Exports.Clone()
	e := &elaboration{r: r, id: id, world: &trial}
	e.imports()
	return e.exports()
}

type worldMerger struct {
	r          *Resolve
	from, into *World
	item       string
	types      *cloner
	resources  map[TypeID]TypeID // of from: the same one in into
	compare    *comparer
	inline     [][2]InterfaceID // pairs into, from of inline interfaces to be united
	errs       []error
}

func (m *worldMerger) fail(span Span, format string, args ...any) {
	m.errs = append(m.errs, m.r.errorAt(CodeMerge, span, m.item, format, args...))
}

// identify finds the types that both sides have by name.
func (m *worldMerger) identify(into, from *OrderedMap[WorldKey, WorldItem]) {
	for key, b := range from.All() {
		a, _ := into.Get(key)
		switch b := b.(type) {
		case TypeItem:
			if a, ok := a.(TypeItem); ok {
				m.types.types[b.ID] = a.ID
				m.resources[b.ID] = a.ID
			}
		case *InterfaceItem:
			a, ok := a.(*InterfaceItem)
			if !ok || m.r.Interfaces[a.ID].Name != "" || m.r.Interfaces[b.ID].Name != "" {
				continue
			}
			m.inline = append(m.inline, [2]InterfaceID{a.ID, b.ID})
			for name, t := range m.r.Interfaces[b.ID].Types.All() {
				if same, ok := m.r.Interfaces[a.ID].Types.Get(name); ok {
					m.types.types[t] = same
					m.resources[t] = same
				}
			}
		}
	}
}

func (m *worldMerger) check(word string, into, from *OrderedMap[WorldKey, WorldItem]) {
	for key, b := range from.All() {
		a, ok := into.Get(key)
		if !ok {
			continue
		}
		what := word + " " + m.r.KeyName(key)
		if itemWord(a) != itemWord(b) {
			m.fail(m.r.ItemSpan(b), "%s is %s here and %s in world %s", what, itemWord(b), itemWord(a), m.into.Name)
			continue
		}
		switch b := b.(type) {
		case *Function:
			m.checkFunction(what, a.(*Function), b)
		case TypeItem:
			m.checkType(what, a.(TypeItem).ID, b.ID)
		case *InterfaceItem:
			m.checkInterface(what, a.(*InterfaceItem).ID, b)
		}
	}
}

func itemWord(item WorldItem) string {
	switch item.(type) {
	case *InterfaceItem:
		return "an interface"
	case *Function:
		return "a function"
	}
	return "a type"
}

func (m *worldMerger) checkFunction(what string, a, b *Function) {
	for _, why := range m.compare.compareFunctions(a, b) {
		m.fail(b.Span, "%s differs from that of world %s: %s", what, m.into.Name, why)
	}
}

func (m *worldMerger) checkType(what string, a, b TypeID) {
	if why := m.compare.compare(a.Ref(), b.Ref()); why != nil {
		m.fail(m.r.Types[b].Span, "%s differs from that of world %s: %s", what, m.into.Name, why)
	}
}

func (m *worldMerger) checkInterface(what string, into InterfaceID, item *InterfaceItem) {
	if into == item.ID {
		return
	}
	a, b := m.r.Interfaces[into], m.r.Interfaces[item.ID]
	if a.Name != "" || b.Name != "" {
		m.fail(item.Span, "%s is another interface in world %s", what, m.into.Name)
		return
	}
	for name, t := range b.Types.All() {
		if same, ok := a.Types.Get(name); ok {
			m.checkType(what+": type "+name, same, t)
		}
	}
	for name, f := range b.Functions.All() {
		if same, ok := a.Functions.Get(name); ok {
			m.checkFunction(what+": function "+name, same, f)
		}
	}
}

// checkMeaning refuses new exports of interfaces that exports of into take types from as imports: they would take them
// from the new exports.
func (m *worldMerger) checkMeaning(into WorldID) {
	trial := *m.into
	trial.Imports, trial.Exports = m.into.Imports.Clone(), m.into.Exports.Clone()
	e := &elaboration{r: m.r, id: into, world: &trial}
	e.imports()
	if err := e.exports(); err != nil {
		m.errs = append(m.errs, err)
		return
	}
	for key, item := range m.from.Exports.All() {
		if !key.IsName() && !m.into.Exports.Has(key) && e.needed[key.Interface] {
			m.errs = append(m.errs, m.r.errorAt(CodeConflict, m.r.ItemSpan(item), m.item,
				"export %s cannot be added to world %s: an export there takes types from it as an import",
				m.r.KeyName(key), m.into.Name))
		}
	}
}

// add returns the items of into and then those of from that are not among them, copied.
func (m *worldMerger) add(into, from *OrderedMap[WorldKey, WorldItem]) OrderedMap[WorldKey, WorldItem] {
	merged := into.Clone()
	for key, item := range from.All() {
		if !merged.Has(key) {
			copied := m.types.item(item)
			if i, ok := copied.(*InterfaceItem); ok && m.r.Interfaces[i.ID].Name == "" {
				m.r.Interfaces[i.ID].Package = m.into.Package
			}
			merged.Set(key, copied)
		}
	}
	return merged
}

// unite adds to an inline interface what only the other one has.
func (m *worldMerger) unite(into, from InterfaceID) {
	a, b := m.r.Interfaces[into], m.r.Interfaces[from]
	m.types.owners[InterfaceOwner(from)] = InterfaceOwner(into)
	for name, t := range b.Types.All() {
		if !a.Types.Has(name) {
			id, _ := m.types.typ(t.Ref()).Def()
			a.Types.Set(name, id)
		}
	}
	for name, f := range b.Functions.All() {
		if !a.Functions.Has(name) {
			a.Functions.Set(name, m.types.function(f))
		}
	}
}
