package wit

import "errors"

// Remap says where the entries of a graph that was merged into another one are now: position i has the new id of
// entry i.
type Remap struct {
	Packages   []PackageID
	Interfaces []InterfaceID
	Worlds     []WorldID
	Types      []TypeID
}

// Type returns the new reference to a type.
func (m *Remap) Type(t Type) Type {
	if id, ok := t.Def(); ok {
		return m.Types[id].Ref()
	}
	return t
}

// Merge brings the packages of another graph into r. Packages of one name and version become one: interfaces and
// worlds that only one side has are kept, interfaces that both have get the types and functions of both, worlds that
// both have must have the same imports and exports. What both sides define must agree: functions and types in
// structure, resources being the same by name, and gates, where an unknown one takes the other's. Docs are r's.
//
// All that disagrees is reported at once, and then r is as before. from belongs to r afterwards and must not be used
// any more.
func (r *Resolve) Merge(from *Resolve) (*Remap, error) {
	m := &merger{into: r, from: from}
	m.identify()
	m.check()
	if err := errors.Join(m.errs...); err != nil {
		return nil, err
	}
	m.apply()
	var errs []error
	if err := r.checkInterfaceCycles(); err != nil {
		return nil, err
	}
	for id := range r.Worlds {
		if err := r.Elaborate(WorldID(id)); err != nil {
			errs = append(errs, err)
		}
	}
	return &m.to, errors.Join(errs...)
}

// merger is the work of one merge. Entries of from that into has already are identified with those; the others will be
// appended.
type merger struct {
	into, from *Resolve
	to         Remap
	// known says which entries of from are identified with one of into.
	knownInterface, knownWorld, knownType []bool
	errs                                  []error
}

func (m *merger) fail(span Span, item, format string, args ...any) {
	m.errs = append(m.errs, m.from.errorAt(CodeMerge, span, item, format, args...))
}

// identify fills to and known: by name of package, interface, world and type.
func (m *merger) identify() {
	into, from := m.into, m.from
	m.to = Remap{
		Packages:   make([]PackageID, len(from.Packages)),
		Interfaces: make([]InterfaceID, len(from.Interfaces)),
		Worlds:     make([]WorldID, len(from.Worlds)),
		Types:      make([]TypeID, len(from.Types)),
	}
	m.knownInterface = make([]bool, len(from.Interfaces))
	m.knownWorld = make([]bool, len(from.Worlds))
	m.knownType = make([]bool, len(from.Types))
	packages := len(into.Packages)
	for i, p := range from.Packages {
		id, ok := into.Package(p.Name)
		if !ok {
			m.to.Packages[i] = PackageID(packages)
			packages++
			continue
		}
		m.to.Packages[i] = id
		for name, i := range p.Interfaces.All() {
			if same, ok := into.Packages[id].Interfaces.Get(name); ok {
				m.identifyInterface(i, same)
			}
		}
		for name, w := range p.Worlds.All() {
			if same, ok := into.Packages[id].Worlds.Get(name); ok {
				m.identifyWorld(w, same)
			}
		}
	}
	assign(m.to.Interfaces, m.knownInterface, len(into.Interfaces))
	assign(m.to.Worlds, m.knownWorld, len(into.Worlds))
	assign(m.to.Types, m.knownType, len(into.Types))
}

// assign gives what is not known the numbers from next on, in order.
func assign[ID ~int32](to []ID, known []bool, next int) {
	for i := range to {
		if !known[i] {
			to[i] = ID(next)
			next++
		}
	}
}

func (m *merger) identifyInterface(from, into InterfaceID) {
	if m.knownInterface[from] {
		return
	}
	m.knownInterface[from], m.to.Interfaces[from] = true, into
	for name, t := range m.from.Interfaces[from].Types.All() {
		if same, ok := m.into.Interfaces[into].Types.Get(name); ok {
			m.knownType[t], m.to.Types[t] = true, same
		}
	}
}

func (m *merger) identifyWorld(from, into WorldID) {
	m.knownWorld[from], m.to.Worlds[from] = true, into
	a, b := m.from.Worlds[from], m.into.Worlds[into]
	for _, side := range [...][2]*OrderedMap[WorldKey, WorldItem]{{&a.Imports, &b.Imports}, {&a.Exports, &b.Exports}} {
		for key, item := range side[0].All() {
			if !key.IsName() {
				continue
			}
			other, _ := side[1].Get(key)
			switch item := item.(type) {
			case TypeItem:
				if other, ok := other.(TypeItem); ok {
					m.knownType[item.ID], m.to.Types[item.ID] = true, other.ID
				}
			case *InterfaceItem:
				other, ok := other.(*InterfaceItem)
				if ok && m.from.Interfaces[item.ID].Name == "" && m.into.Interfaces[other.ID].Name == "" {
					m.identifyInterface(item.ID, other.ID)
				}
			}
		}
	}
}

// check compares what both sides have.
func (m *merger) check() {
	types := newComparer(m.into, m.from, oneAndOther, func(a, b TypeID) bool {
		return m.knownType[b] && m.to.Types[b] == a
	})
	for i, known := range m.knownInterface {
		if known {
			m.checkInterface(types, InterfaceID(i))
		}
	}
	for i, known := range m.knownWorld {
		if known {
			m.checkWorld(types, WorldID(i))
		}
	}
}

func (m *merger) checkInterface(types *comparer, id InterfaceID) {
	from, into := m.from.Interfaces[id], m.into.Interfaces[m.to.Interfaces[id]]
	name := "an inline interface"
	if full, ok := m.from.InterfaceName(id); ok {
		name = "interface " + full
	}
	m.checkGates(from.Span, name, "", into.Stability, from.Stability)
	for typeName, t := range from.Types.All() {
		same, ok := into.Types.Get(typeName)
		if !ok {
			continue
		}
		m.checkTypes(types, name, same, t)
	}
	for function, f := range from.Functions.All() {
		if same, ok := into.Functions.Get(function); ok {
			m.checkFunctions(types, name, same, f)
		}
	}
}

func (m *merger) checkTypes(types *comparer, item string, into, from TypeID) {
	a, b := m.into.Types[into], m.from.Types[from]
	if why := types.compare(into.Ref(), from.Ref()); why != nil {
		m.fail(b.Span, item, "the two definitions of type %s differ: %s", b.Name, why)
	}
	m.checkGates(b.Span, item, "type "+b.Name, a.Stability, b.Stability)
}

func (m *merger) checkFunctions(types *comparer, item string, into, from *Function) {
	for _, why := range types.compareFunctions(into, from) {
		m.fail(from.Span, item, "the two definitions of function %s differ: %s", from.Name, why)
	}
	m.checkGates(from.Span, item, "function "+from.Name, into.Stability, from.Stability)
}

func (m *merger) checkGates(span Span, item, what string, a, b Stability) {
	if _, ok := mergeStability(a, b); !ok {
		if what != "" {
			what += " has "
		}
		m.fail(span, item, "%sdifferent gates: %s in one, %s in the other", what, gateText(a), gateText(b))
	}
}

// mergeStability returns the gate of an item that has two: the known one, or that which both are.
func mergeStability(a, b Stability) (Stability, bool) {
	switch {
	case a == b, b.IsUnknown():
		return a, true
	case a.IsUnknown():
		return b, true
	}
	return a, false
}

func gateText(s Stability) string {
	var text string
	switch {
	case s.IsStable():
		text = "@since(version = " + string(s.Since) + ")"
	case s.IsUnstable():
		text = "@unstable(feature = " + s.Feature + ")"
	default:
		return "none"
	}
	if s.Deprecated != "" {
		text += " @deprecated(version = " + string(s.Deprecated) + ")"
	}
	return text
}

func (m *merger) checkWorld(types *comparer, id WorldID) {
	from, into := m.from.Worlds[id], m.into.Worlds[m.to.Worlds[id]]
	item := "world " + m.from.WorldName(id)
	m.checkGates(from.Span, item, "", into.Stability, from.Stability)
	m.checkWorldSide(types, item, "import", &into.Imports, &from.Imports)
	m.checkWorldSide(types, item, "export", &into.Exports, &from.Exports)
}

func (m *merger) checkWorldSide(types *comparer, item, word string, into, from *OrderedMap[WorldKey, WorldItem]) {
	found := 0
	for key, b := range from.All() {
		name := m.from.KeyName(key)
		a, ok := m.mergedItem(into, key)
		if !ok {
			m.fail(m.from.ItemSpan(b), item, "%s %s is only in one of the two definitions", word, name)
			continue
		}
		found++
		what := word + " " + name
		switch b := b.(type) {
		case *InterfaceItem:
			a, ok := a.(*InterfaceItem)
			if !ok {
				m.fail(b.Span, item, "%s is an interface in only one of the two definitions", what)
				continue
			}
			if m.to.Interfaces[b.ID] != a.ID {
				m.fail(b.Span, item, "%s is another interface in the other definition", what)
			}
			m.checkGates(b.Span, item, what, a.Stability, b.Stability)
		case *Function:
			a, ok := a.(*Function)
			if !ok {
				m.fail(b.Span, item, "%s is a function in only one of the two definitions", what)
				continue
			}
			m.checkFunctions(types, item, a, b)
		case TypeItem:
			a, ok := a.(TypeItem)
			if !ok {
				m.fail(m.from.Types[b.ID].Span, item, "%s is a type in only one of the two definitions", what)
				continue
			}
			m.checkTypes(types, item, a.ID, b.ID)
		}
	}
	if missing := into.Len() - found; missing > 0 {
		both := m.keysInInto(from)
		for key := range into.All() {
			if !both[key] {
				m.errs = append(m.errs, m.into.errorAt(CodeMerge, Span{}, item,
					"%s %s is only in one of the two definitions", word, m.into.KeyName(key)))
			}
		}
	}
}

// mergedItem looks up a key of from on into's side.
func (m *merger) mergedItem(into *OrderedMap[WorldKey, WorldItem], key WorldKey) (WorldItem, bool) {
	if !key.IsName() {
		if !m.knownInterface[key.Interface] {
			return nil, false
		}
		key = InterfaceKey(m.to.Interfaces[key.Interface])
	}
	return into.Get(key)
}

// keysInInto returns the keys of from's side as into would have them.
func (m *merger) keysInInto(from *OrderedMap[WorldKey, WorldItem]) map[WorldKey]bool {
	keys := make(map[WorldKey]bool, from.Len())
	for key := range from.Keys() {
		if key.IsName() {
			keys[key] = true
		} else if m.knownInterface[key.Interface] {
			keys[InterfaceKey(m.to.Interfaces[key.Interface])] = true
		}
	}
	return keys
}

// ItemSpan returns the place of an import or export.
func (r *Resolve) ItemSpan(item WorldItem) Span {
	switch item := item.(type) {
	case *InterfaceItem:
		return item.Span
	case *Function:
		return item.Span
	case TypeItem:
		return r.Types[item.ID].Span
	}
	return Span{}
}

// checkInterfaceCycles makes sure that no interface takes types from itself by way of others, which the union of two
// graphs can bring about.
func (r *Resolve) checkInterfaceCycles() error {
	state := make([]walkState, len(r.Interfaces))
	var stack []dependencyFrame
	for i := range r.Interfaces {
		if state[i] != walkNew {
			continue
		}
		state[i] = walkOpen
		stack = append(stack, dependencyFrame{id: InterfaceID(i)})
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			types := &r.Interfaces[top.id].Types
			if top.next == types.Len() {
				state[top.id] = walkDone
				stack = stack[:len(stack)-1]
				continue
			}
			_, t := types.At(top.next)
			top.next++
			from, ok := r.usedInterface(t)
			if !ok {
				continue
			}
			switch state[from] {
			case walkOpen:
				name, _ := r.InterfaceName(from)
				return r.errorAt(CodeMerge, r.Types[t].Span, "interface "+name,
					"takes types from itself by way of others when the two definitions are merged")
			case walkNew:
				state[from] = walkOpen
				stack = append(stack, dependencyFrame{id: from})
			}
		}
	}
	return nil
}

func (m *merger) apply() {
	sources := int32(len(m.into.Sources))
	m.into.Sources = append(m.into.Sources, m.from.Sources...)
	shift := func(s *Span) {
		if s.Source > 0 {
			s.Source += sources
		}
	}
	m.applyTypes(shift)
	m.applyInterfaces(shift)
	m.applyWorlds(shift)
	for i, p := range m.from.Packages {
		id := m.to.Packages[i]
		into := p
		if int(id) < len(m.into.Packages) {
			into = m.into.Packages[id]
		} else {
			shift(&p.Span)
			m.into.AddPackage(p)
		}
		for name, i := range p.Interfaces.All() {
			into.Interfaces.Set(name, m.to.Interfaces[i])
		}
		for name, w := range p.Worlds.All() {
			into.Worlds.Set(name, m.to.Worlds[w])
		}
	}
}

func (m *merger) applyTypes(shift func(*Span)) {
	for i, t := range m.from.Types {
		if m.knownType[i] {
			same := m.into.Types[m.to.Types[i]]
			same.Stability, _ = mergeStability(same.Stability, t.Stability)
			continue
		}
		t.Kind = mapRefs(t.Kind, m.to.Type)
		if id, ok := t.Owner.Interface(); ok {
			t.Owner = InterfaceOwner(m.to.Interfaces[id])
		} else if id, ok := t.Owner.World(); ok {
			t.Owner = WorldOwner(m.to.Worlds[id])
		}
		shift(&t.Span)
		m.into.AddType(t)
	}
}

func (m *merger) applyFunction(f *Function, shift func(*Span)) *Function {
	for i := range f.Params {
		f.Params[i].Type = m.to.Type(f.Params[i].Type)
		shift(&f.Params[i].Span)
	}
	f.Result = m.to.Type(f.Result)
	if f.Kind.OfResource() {
		f.Resource = m.to.Types[f.Resource]
	}
	shift(&f.Span)
	return f
}

func (m *merger) applyInterfaces(shift func(*Span)) {
	for i, from := range m.from.Interfaces {
		if m.knownInterface[i] {
			into := m.into.Interfaces[m.to.Interfaces[i]]
			into.Stability, _ = mergeStability(into.Stability, from.Stability)
			for name, t := range from.Types.All() {
				into.Types.Set(name, m.to.Types[t])
			}
			for name, f := range from.Functions.All() {
				if same, ok := into.Functions.Get(name); ok {
					same.Stability, _ = mergeStability(same.Stability, f.Stability)
				} else {
					into.Functions.Set(name, m.applyFunction(f, shift))
				}
			}
			continue
		}
		from.Package = m.to.Packages[from.Package]
		for i := range from.Types.Len() {
			name, t := from.Types.At(i)
			from.Types.SetAt(i, name, m.to.Types[t])
		}
		for f := range from.Functions.Values() {
			m.applyFunction(f, shift)
		}
		if from.CloneOf != nil {
			of := m.to.Interfaces[*from.CloneOf]
			from.CloneOf = &of
		}
		shift(&from.Span)
		m.into.AddInterface(from)
	}
}

func (m *merger) applyWorlds(shift func(*Span)) {
	for i, from := range m.from.Worlds {
		if m.knownWorld[i] {
			into := m.into.Worlds[m.to.Worlds[i]]
			into.Stability, _ = mergeStability(into.Stability, from.Stability)
			m.mergeItemGates(&into.Imports, &from.Imports)
			m.mergeItemGates(&into.Exports, &from.Exports)
			continue
		}
		from.Package = m.to.Packages[from.Package]
		for i := range from.Includes {
			from.Includes[i].World = m.to.Worlds[from.Includes[i].World]
			shift(&from.Includes[i].Span)
		}
		for _, side := range [...]*OrderedMap[WorldKey, WorldItem]{&from.Imports, &from.Exports} {
			var moved OrderedMap[WorldKey, WorldItem]
			for key, item := range side.All() {
				switch it := item.(type) {
				case *InterfaceItem:
					it.ID = m.to.Interfaces[it.ID]
					shift(&it.Span)
				case *Function:
					m.applyFunction(it, shift)
				case TypeItem:
					item = TypeItem{m.to.Types[it.ID]}
				}
				if !key.IsName() {
					key = InterfaceKey(m.to.Interfaces[key.Interface])
				}
				moved.Set(key, item)
			}
			*side = moved
		}
		shift(&from.Span)
		m.into.AddWorld(from)
	}
}

func (m *merger) mergeItemGates(into, from *OrderedMap[WorldKey, WorldItem]) {
	for key, b := range from.All() {
		a, _ := m.mergedItem(into, key)
		switch a := a.(type) {
		case *InterfaceItem:
			a.Stability, _ = mergeStability(a.Stability, b.(*InterfaceItem).Stability)
		case *Function:
			a.Stability, _ = mergeStability(a.Stability, b.(*Function).Stability)
		}
	}
}
