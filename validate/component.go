package validate

import (
	"fmt"

	"wcomp/binary"
	"wcomp/decode"
)

// componentState is a component being validated: a scope, and what only
// concrete components have.
type componentState struct {
	compScope
	parent *componentState
	index  int // among the components of parent
	// data is the component's bytes, for names in errors.
	data   []byte
	offset int64
	// names is the contents of the component-name section. named: it has been
	// looked for, or in a stream been found.
	names       []byte
	namesOffset int64
	named       bool
	// context is the type that context.get and context.set use in this
	// component, NoType before the first.
	context binary.ValType
	// typeID and size are set at the end.
	typ cid
}

// newComponentState starts a component; parent is nil for the outermost.
func newComponentState(v *validator, parent *componentState, ev *decode.Event) *componentState {
	c := &componentState{parent: parent, data: ev.Data, offset: ev.Start}
	c.v, c.kind, c.root = v, scopeComponent, c
	if parent != nil {
		c.outer, c.arena, c.index = &parent.compScope, parent.arena, len(parent.components)
	} else {
		c.arena = newTypeArena(v.types, &v.limits)
	}
	return c
}

// within puts the components around this one before the item of an error.
func (c *componentState) within(err *binary.Error) *binary.Error {
	if err == nil || err == errPoisoned {
		return err
	}
	for in := c; in.parent != nil; in = in.parent {
		if len(err.Item) > maxPlace {
			err.Item = "…, " + err.Item
			break
		}
		before(err, in.parent.label(binary.SortComponent, uint32(in.index)))
	}
	return err
}

// inside is within for an error in something in the component.
func (c *componentState) inside(err *binary.Error, where string) *binary.Error {
	before(err, where)
	return c.within(err)
}

func before(err *binary.Error, where string) {
	if err == errPoisoned {
		return
	}
	if err.Item != "" {
		where += ", " + err.Item
	}
	err.Item = where
}

// section checks a section of the component that is not a nested module or
// component.
func (c *componentState) section(ev *decode.Event) {
	if c.broken {
		return
	}
	id := ev.ComponentSection()
	items := ev.Items()
	if err := c.checkCount(id, items.Count(), ev.Offset); err != nil && items.Err() == nil {
		c.stop(item(err, "%s section", id))
		return
	}
	before := len(c.v.errs)
	for !c.v.fatal && !c.broken && items.Next() {
		c.expect(0, 0)
		err := c.entry(id, items)
		bad := asError(items.Err())
		if at, ok := items.NameAttributes(); ok && (bad != nil || err != nil && err.Code != codeFeature) {
			// That the feature is off counts before what else is wrong.
			if off := c.nameAttributes(at); off != nil {
				c.unread(c.name(off, id, items), before)
				return
			}
		}
		if bad != nil {
			c.unread(c.name(bad, id, items), before)
			return
		}
		if err != nil {
			c.settle(c.name(err, id, items))
		}
	}
	if err := asError(items.Err()); err != nil {
		c.unread(item(err, "%s section", id), before)
	}
}

// unread is called when the rest of a section cannot be read. After another
// error in it this may be for the same reason: bytes were taken for something
// else.
func (c *componentState) unread(err *binary.Error, before int) {
	if len(c.v.errs) > before {
		err = errPoisoned
	}
	c.stop(err)
}

// entry reads and checks an entry of a section.
func (c *componentState) entry(id binary.ComponentSectionID, items *decode.Items) *binary.Error {
	switch id {
	case binary.ComponentSectionCoreInstance:
		if i := items.CoreInstance(); items.Err() == nil {
			c.expect(binary.SortCoreInstance, 1)
			return c.coreInstance(&i)
		}
	case binary.ComponentSectionCoreType:
		if t := items.CoreType(); items.Err() == nil {
			c.expect(binary.SortCoreType, coreTypes(&t))
			return c.coreType(&t)
		}
	case binary.ComponentSectionInstance:
		if i := items.Instance(); items.Err() == nil {
			c.expect(binary.SortInstance, 1)
			return c.instance(&i)
		}
	case binary.ComponentSectionAlias:
		if a := items.Alias(); items.Err() == nil {
			c.expect(a.Sort, 1)
			return c.alias(&a)
		}
	case binary.ComponentSectionType:
		if t := items.ComponentType(); items.Err() == nil {
			c.expect(binary.SortType, 1)
			return c.defineType(&t)
		}
	case binary.ComponentSectionCanon:
		if f := items.Canon(); items.Err() == nil {
			c.expect(binary.SortCoreFunc, 1)
			if f.Kind == binary.CanonLift {
				c.expect(binary.SortFunc, 1)
			}
			return c.canon(&f)
		}
	case binary.ComponentSectionStart:
		if s := items.ComponentStart(); items.Err() == nil {
			c.expect(binary.SortValue, int(s.Results))
			return c.start(&s)
		}
	case binary.ComponentSectionImport:
		if i := items.ComponentImport(); items.Err() == nil {
			c.expect(i.Desc.Sort, 1)
			return c.addImport(&i.Name, &i.Desc, i.Offset)
		}
	case binary.ComponentSectionExport:
		if e := items.ComponentExport(); items.Err() == nil {
			c.expect(e.Sort, 1)
			return c.addExport(&e)
		}
	}
	return nil
}

// name says which entry an error is in.
func (c *componentState) name(err *binary.Error, id binary.ComponentSectionID, items *decode.Items) *binary.Error {
	if err.Item != "" || err == errPoisoned {
		return err
	}
	var sort binary.Sort
	n := 0
	what := ""
	switch id {
	case binary.ComponentSectionCoreInstance:
		sort, n = binary.SortCoreInstance, len(c.coreInstances)
	case binary.ComponentSectionCoreType:
		sort, n = binary.SortCoreType, len(c.coreTypes)
	case binary.ComponentSectionInstance:
		sort, n = binary.SortInstance, len(c.instances)
	case binary.ComponentSectionType:
		sort, n = binary.SortType, len(c.types)
	case binary.ComponentSectionAlias:
		what = "alias"
	case binary.ComponentSectionCanon:
		what = "canon"
	case binary.ComponentSectionStart:
		return item(err, "start")
	case binary.ComponentSectionImport:
		what = "import"
	case binary.ComponentSectionExport:
		what = "export"
	default:
		return err
	}
	if what != "" {
		return item(err, "%s %d", what, items.Index())
	}
	return item(err, "%s", c.label(sort, uint32(n)))
}

// nested is called at the start of a nested module or component (ev is its
// EventStart), before anything in it is looked at, and says whether it is to be.
func (c *componentState) nested(ev *decode.Event) bool {
	if c.broken {
		return false
	}
	sort := binary.SortCoreModule
	if ev.Component {
		sort = binary.SortComponent
	}
	err := c.room(sort, 1, ev.Start)
	if limit := c.v.limits.Nesting; err == nil && ev.Component && uint64(ev.Depth) >= uint64(limit) {
		err = limitf(ev.Start, "components are nested deeper than the limit of %d", limit)
	}
	if err != nil {
		c.stop(err)
		return false
	}
	return true
}

// addModule is called at the end of a nested core module.
func (c *componentState) addModule(m *moduleState) {
	c.expect(binary.SortCoreModule, 1)
	if m.broken || m.flaws != nil && m.flaws.face {
		c.settle(errPoisoned)
		return
	}
	t, err := newModuleType(&m.ModuleInfo, c.v.has(binary.FeatureCustomDescriptors))
	if err != nil {
		c.settle(item(err, "%s", c.label(binary.SortCoreModule, uint32(len(c.coreModules)))))
		return
	}
	c.coreModules = append(c.coreModules, c.arena.addModule(t))
}

// addComponent is called at the end of a nested component, after its end.
func (c *componentState) addComponent(done *componentState) {
	c.expect(binary.SortComponent, 1)
	if done.broken || done.flawed {
		c.settle(errPoisoned)
		return
	}
	c.components = append(c.components, done.typ)
}

// end is called at the end of the component.
func (c *componentState) end(ev *decode.Event) *ComponentInfo {
	if c.broken || c.flawed {
		return nil
	}
	info, err := c.finish(ev)
	if err != nil {
		c.flawed = true
		c.report(err)
	}
	return info
}

func (c *componentState) finish(ev *decode.Event) (*ComponentInfo, *binary.Error) {
	for i, v := range c.values {
		if !v.used {
			return nil, item(invalidf(ev.Start, "value %d is not used: every value must be used exactly once", i), "%s", c.label(binary.SortValue, uint32(i)))
		}
	}
	s, err := c.interfaceOf(ev.Start)
	if err != nil {
		return nil, err
	}
	if c.typ, err = c.arena.spaceType(binary.TypeComponent, s); err != nil {
		err.Offset = ev.Start
		return nil, err
	}
	if c.parent != nil {
		return nil, nil
	}
	return newComponentInfo(c), nil
}

// interfaceOf is what the component imports and exports. Resources that the
// component defines belong to it and so may not occur in its imports; in
// exports they may once they are exported themselves.
func (c *componentState) interfaceOf(at int64) (*externSpace, *binary.Error) {
	s := &externSpace{imports: externs{list: &c.imports}, exports: externs{list: &c.exports}, imported: c.imported}
	if c.resources.len() == 0 {
		return s, nil
	}
	if err := c.importsOnly(c.resources, "defines", at); err != nil {
		return nil, err
	}
	var found []resourceID
	var walk func(x externs)
	walk = func(x externs) {
		for i := range x.len() {
			if e := x.list.ents[i]; e.sort != binary.SortType && e.sort != binary.SortInstance || c.arena.entityTraits(e)&hasResource == 0 {
				continue
			}
			e := x.at(i)
			b := c.arena.bodies[e.id]
			switch {
			case e.sort == binary.SortInstance:
				walk(b.space.exports)
			case b.kind == binary.TypeResource && c.resources.has(b.resource):
				found = append(found, b.resource)
			}
		}
	}
	walk(s.exports)
	s.defined = setOf(found)
	seen := map[entity]struct{}{}
	for i, e := range c.exports.ents {
		if _, ok := seen[e]; ok || c.arena.entityTraits(e)&hasResource == 0 {
			continue
		}
		seen[e] = struct{}{}
		for _, r := range c.arena.entityFree(e) {
			if c.resources.has(r) && !s.defined.has(r) {
				return nil, item(invalidf(at, "the export refers to a resource type that the component does not export"),
					"export %s", quote(c.exports.names[i].Name))
			}
		}
	}
	return s, nil
}

// label is an item of an index space with its name, if the component-name
// section gives it one.
func (c *componentState) label(sort binary.Sort, i uint32) string {
	for sub, err := range c.nameSubsections() {
		if err != nil || sub == nil {
			break
		}
		if sub.ID != 1 || sub.Sort != sort {
			continue
		}
		for _, n := range sub.Names {
			if n.Index == i {
				return fmt.Sprintf("%s %d %s", sort, i, quote(n.Name))
			}
		}
	}
	return fmt.Sprintf("%s %d", sort, i)
}

// nameSubsections reads the component-name section. Only errors need it, so it
// is looked for when there is one.
func (c *componentState) nameSubsections() func(yield func(*binary.ComponentNameSubsection, error) bool) {
	switch {
	case c.named:
	case c.v.streams:
		c.v.scanNames()
	default:
		c.named = true
		p := decode.NewParser(c.data, c.offset)
		var ev decode.Event
		for more := true; more; more = c.names == nil && p.Leave() {
			for c.names == nil && p.Next(&ev) {
				switch {
				case ev.Kind == decode.EventStart && ev.Depth > 0:
					p.Skip()
				case ev.Kind == decode.EventCustom && ev.Depth == 0 && ev.Name == "component-name":
					c.names, c.namesOffset = ev.Data, ev.Offset
				}
			}
		}
	}
	return decode.ComponentNameSubsections(c.names, c.namesOffset)
}
