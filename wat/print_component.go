package wat

import (
	"wcomp/binary"
	"wcomp/decode"
)

// indexSpace numbers the index spaces of a component.
type indexSpace int

const (
	inCoreFunc indexSpace = iota
	inCoreTable
	inCoreMemory
	inCoreGlobal
	inCoreTag
	inCoreType // identifiers only: moduleState has the types
	inCoreModule
	inCoreInstance
	inFunc
	inValue
	inType
	inInstance
	inComponent
	indexSpaces
)

// spaceKinds are the words in made-up identifiers; the words without core
// serve for names that are missing.
var spaceKinds = [indexSpaces][2]string{
	inCoreFunc: {"core-func", "func"}, inCoreTable: {"core-table", "table"},
	inCoreMemory: {"core-memory", "memory"}, inCoreGlobal: {"core-global", "global"},
	inCoreTag: {"core-tag", "tag"}, inCoreType: {"core-type", "type"},
	inCoreModule: {"core-module", "module"}, inCoreInstance: {"core-instance", "instance"},
	inFunc: {"func", "func"}, inValue: {"value", "value"}, inType: {"type", "type"},
	inInstance: {"instance", "instance"}, inComponent: {"component", "component"},
}

var sortSpaces = map[binary.Sort]indexSpace{
	binary.SortCoreFunc: inCoreFunc, binary.SortCoreTable: inCoreTable,
	binary.SortCoreMemory: inCoreMemory, binary.SortCoreGlobal: inCoreGlobal,
	binary.SortCoreTag: inCoreTag, binary.SortCoreType: inCoreType,
	binary.SortCoreModule: inCoreModule, binary.SortCoreInstance: inCoreInstance,
	binary.SortFunc: inFunc, binary.SortValue: inValue, binary.SortType: inType,
	binary.SortInstance: inInstance, binary.SortComponent: inComponent,
}

// printScope is a component while it is printed, or the body of a component,
// instance or module type in it.
type printScope struct {
	outer *printScope
	// body: of a type, in which nothing has a name.
	body bool
	// own is the name that a component gives itself; header the identifier
	// that its form begins with.
	own    names
	header string
	spaces [indexSpaces]names
	counts [indexSpaces]uint32
	// core holds the core types.
	core *moduleState
}

func newPrintScope(outer *printScope, body, unnamed bool) *printScope {
	s := &printScope{outer: outer, body: body, own: names{kind: "component"}}
	for i := range s.spaces {
		s.spaces[i] = names{kind: spaceKinds[i][0], word: spaceKinds[i][1], unnamed: unnamed}
	}
	s.core = &moduleState{names: newModuleNames(unnamed)}
	return s
}

// readNames reads the component-name sections of the component in data, up to
// their first malformed entry.
func (s *printScope) readNames(data []byte, offset int64) {
	p := decode.NewParser(data, offset)
	var ev decode.Event
	for p.Next(&ev) {
		switch {
		case ev.Kind == decode.EventStart && ev.Depth > 0:
			p.Skip()
		case ev.Kind == decode.EventCustom && ev.Name == "component-name":
			for sub := range decode.ComponentNameSubsections(ev.Data, ev.Offset) {
				if sub == nil {
					break
				}
				switch sub.ID {
				case 0:
					s.own.add([]binary.Naming{{Name: sub.Name}})
				case 1:
					space, ok := sortSpaces[sub.Sort]
					if ok {
						s.spaces[space].add(sub.Names)
					}
				}
			}
		}
	}
	s.core.names.types = s.spaces[inCoreType]
}

// count enters an item in its index space and is the index it gets.
func (s *printScope) count(space indexSpace) uint32 {
	i := s.counts[space]
	s.counts[space]++
	return i
}

// use writes an item of a space where it is used.
func (p *printer) useIn(space indexSpace, i uint32) {
	p.use(&p.scope.spaces[space], i)
}

// defineIn writes identifier and index of the next item of a space.
func (p *printer) defineIn(space indexSpace) {
	p.define(&p.scope.spaces[space], p.scope.count(space), true)
}

func (p *printer) enter(s *printScope) {
	p.scope = s
	p.mod = s.core
}

func (p *printer) leave() {
	p.scope = p.scope.outer
	p.mod = nil
	if p.scope != nil {
		p.mod = p.scope.core
	}
}

// component prints the component whose EventStart is ev. Components in it are
// kept on the stack of scopes.
func (p *printer) component(parser *decode.Parser, ev *decode.Event) error {
	p.open("component")
	s := newPrintScope(nil, false, p.o.NameUnnamed)
	s.readNames(ev.Data, ev.Offset)
	s.header = s.own.get(0)
	p.enter(s)
	p.ownName(&s.own)
	for parser.Next(ev) {
		p.maybeFlush()
		if p.werr != nil {
			return p.werr
		}
		var err error
		switch ev.Kind {
		case decode.EventStart:
			if ev.Component {
				p.nestedComponent(ev)
			} else {
				p.newline(ev.Start)
				err = p.module(parser, ev, "core module", func() {
					p.byte(' ')
					p.defineIn(inCoreModule)
				})
			}
		case decode.EventEnd:
			p.closeLine(ev.Offset)
			p.leave()
			if p.scope == nil {
				return nil
			}
		case decode.EventSection:
			err = p.componentSection(ev)
		case decode.EventCustom:
			p.custom(ev, "")
		}
		if err != nil {
			return err
		}
	}
	return parser.Err()
}

func (p *printer) nestedComponent(ev *decode.Event) {
	p.newline(ev.Start)
	p.open("component")
	p.byte(' ')
	inner := newPrintScope(p.scope, false, p.o.NameUnnamed)
	inner.header = p.scope.spaces[inComponent].get(p.scope.counts[inComponent])
	p.defineIn(inComponent)
	inner.readNames(ev.Data, ev.Offset)
	p.enter(inner)
}

// componentSection prints the entries of a section of a component.
func (p *printer) componentSection(ev *decode.Event) error {
	p.invalidSection(ev.Contents, ev.End())
	items := ev.Items()
	for items.Next() {
		p.maybeFlush()
		switch ev.ComponentSection() {
		case binary.ComponentSectionCoreInstance:
			if i := items.CoreInstance(); items.Err() == nil {
				p.coreInstance(&i)
			}
		case binary.ComponentSectionCoreType:
			if t := items.CoreType(); items.Err() == nil {
				p.coreType(&t, t.Offset)
			}
		case binary.ComponentSectionInstance:
			if i := items.Instance(); items.Err() == nil {
				p.instance(&i)
			}
		case binary.ComponentSectionAlias:
			if a := items.Alias(); items.Err() == nil {
				p.newline(a.Offset)
				p.alias(&a)
			}
		case binary.ComponentSectionType:
			if t := items.ComponentType(); items.Err() == nil {
				p.componentType(&t, t.Offset)
			}
		case binary.ComponentSectionCanon:
			if c := items.Canon(); items.Err() == nil {
				p.newline(c.Offset)
				p.canon(&c)
			}
		case binary.ComponentSectionStart:
			if s := items.ComponentStart(); items.Err() == nil {
				p.newline(s.Offset)
				p.start(&s)
			}
		case binary.ComponentSectionImport:
			if i := items.ComponentImport(); items.Err() == nil {
				p.newline(i.Offset)
				p.componentImport(&i.Name, &i.Desc)
			}
		case binary.ComponentSectionExport:
			if e := items.ComponentExport(); items.Err() == nil {
				p.newline(e.Offset)
				p.componentExport(&e)
			}
		}
	}
	return items.Err()
}

func (p *printer) coreInstance(i *binary.CoreInstance) {
	p.newline(i.Offset)
	p.open("core instance ")
	p.defineIn(inCoreInstance)
	if i.FromExports {
		for k := range i.Exports {
			e := &i.Exports[k]
			p.newline(i.Offset)
			p.open("export ")
			p.quoted(e.Name)
			p.byte(' ')
			p.open(e.Sort.String() + " ")
			if e.Sort == binary.CoreSortTag {
				p.u32(e.Index) // as in exports of modules, never by name
			} else {
				p.useIn(sortSpaces[binary.Sort(0x80|e.Sort)], e.Index)
			}
			p.close()
			p.close()
			p.maybeFlush()
		}
	} else {
		p.byte(' ')
		p.open("instantiate ")
		p.useIn(inCoreModule, i.Module)
		for k := range i.Args {
			a := &i.Args[k]
			p.newline(i.Offset)
			p.open("with ")
			p.quoted(a.Name)
			p.byte(' ')
			p.open("instance ")
			p.useIn(inCoreInstance, a.Instance)
			p.close()
			p.close()
			p.maybeFlush()
		}
		p.close()
	}
	p.close()
}

func (p *printer) instance(i *binary.Instance) {
	p.newline(i.Offset)
	p.open("instance ")
	p.defineIn(inInstance)
	if i.FromExports {
		for k := range i.Exports {
			e := &i.Exports[k]
			p.newline(i.Offset)
			p.open("export ")
			p.externName(&e.Name)
			p.byte(' ')
			p.sortUse(e.SortIndex)
			p.close()
			p.maybeFlush()
		}
	} else {
		p.byte(' ')
		p.open("instantiate ")
		p.useIn(inComponent, i.Component)
		for k := range i.Args {
			a := &i.Args[k]
			p.newline(i.Offset)
			p.open("with ")
			p.quoted(a.Name)
			p.byte(' ')
			p.sortUse(a.SortIndex)
			p.close()
			p.maybeFlush()
		}
		p.close()
	}
	p.close()
}

// openSort begins a form whose keyword is a sort.
func (p *printer) openSort(s binary.Sort) {
	p.byte('(')
	p.color(colorKeyword)
	p.str(s.String())
	p.byte(' ')
	p.reset()
	p.opened = append(p.opened, p.lines)
	p.depth++
}

// sortUse writes (SORT X).
func (p *printer) sortUse(x binary.SortIndex) {
	p.openSort(x.Sort)
	p.useIn(sortSpaces[x.Sort], x.Index)
	p.close()
}

// externName writes the name of an import or export with its attributes.
func (p *printer) externName(n *binary.ExternName) {
	p.quoted(n.Name)
	p.attribute(n.HasImplements, "implements ", n.Implements)
	p.attribute(n.HasVersionSuffix, "versionsuffix ", n.VersionSuffix)
	p.attribute(n.HasExternalID, "external-id ", n.ExternalID)
}

func (p *printer) attribute(has bool, word, value string) {
	if !has {
		return
	}
	p.byte(' ')
	p.open(word)
	p.quoted(value)
	p.close()
}

func (p *printer) alias(a *binary.Alias) {
	space := sortSpaces[a.Sort]
	switch a.Kind {
	case binary.AliasExport, binary.AliasCoreExport:
		if a.Kind == binary.AliasExport {
			p.open("alias export ")
			p.useIn(inInstance, a.Instance)
		} else {
			p.open("alias core export ")
			p.useIn(inCoreInstance, a.Instance)
		}
		p.byte(' ')
		p.quoted(a.Name)
		p.byte(' ')
		p.openSort(a.Sort)
		p.defineSort(space)
		p.close()
	case binary.AliasOuter:
		p.aliasOuter(a.Count, a.Index, space, a.Sort.String()+" ")
	}
	p.close()
}

// defineSort is defineIn for any space, core types included.
func (p *printer) defineSort(space indexSpace) {
	if space == inCoreType {
		p.define(&p.mod.names.types, uint32(len(p.mod.types)), true)
		p.mod.types = append(p.mod.types, signature{})
		return
	}
	p.defineIn(space)
}

// aliasOuter writes an alias of the item of an enclosing scope, without the
// closing parenthesis.
func (p *printer) aliasOuter(count, index uint32, space indexSpace, sort string) {
	target := p.scope
	for k := count; k > 0 && target != nil; k-- {
		target = target.outer
	}
	if target == nil {
		p.str("(; invalid outer alias count ")
		p.u32(count)
		p.str(" ;) ")
	}
	p.open("alias outer ")
	switch {
	case target == nil:
		// Nobody knows how the item is called.
		p.u32(count)
		p.byte(' ')
		p.use(&names{kind: spaceKinds[space][0], word: spaceKinds[space][1], unnamed: p.o.NameUnnamed}, index)
	default:
		p.scopeName(target, count)
		p.byte(' ')
		if space == inCoreType {
			p.use(&target.core.names.types, index)
		} else {
			p.use(&target.spaces[space], index)
		}
	}
	p.byte(' ')
	p.open(sort)
	p.defineSort(space)
	p.close()
}

// scopeName writes how an alias calls the enclosing component that is count
// scopes away: by its name where that is the identifier of its form and no
// nearer component has the same, else by the count.
func (p *printer) scopeName(target *printScope, count uint32) {
	name := target.own.get(0)
	if target.body || name == "" || name != target.header {
		p.u32(count)
		return
	}
	for s := p.scope; s != target; s = s.outer {
		if s.header == name {
			p.u32(count)
			return
		}
	}
	p.useBare(&target.own, 0)
}

func (p *printer) start(s *binary.Start) {
	p.open("start ")
	p.useIn(inFunc, s.Func)
	for _, v := range s.Args {
		p.byte(' ')
		p.open("value ")
		p.useIn(inValue, v)
		p.close()
	}
	for range s.Results {
		p.byte(' ')
		p.open("result ")
		p.open("value ")
		p.defineIn(inValue)
		p.close()
		p.close()
	}
	p.close()
}

func (p *printer) componentImport(name *binary.ExternName, d *binary.ExternDesc) {
	p.open("import ")
	p.externName(name)
	p.byte(' ')
	p.externDesc(d, true)
	p.close()
}

func (p *printer) componentExport(e *binary.ComponentExport) {
	p.open("export ")
	p.defineSort(sortSpaces[e.Sort])
	p.byte(' ')
	p.externName(&e.Name)
	p.byte(' ')
	p.sortUse(e.SortIndex)
	if e.HasType {
		p.byte(' ')
		p.externDesc(&e.Desc, false)
	}
	p.close()
}
