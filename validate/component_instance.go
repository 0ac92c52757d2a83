package validate

import (
	"wcomp/binary"
)

// Instances (Binary.md, Instance Definitions).

// instance checks a component instance definition. One with wrong arguments is
// added all the same: what it exports is known.
func (c *componentState) instance(i *binary.Instance) *binary.Error {
	var id cid
	var err *binary.Error
	if i.FromExports {
		id, err = c.bag(i)
	} else {
		id, err = c.instantiate(i)
	}
	if err != nil && !c.recovered {
		return err
	}
	if full := c.add(entity{sort: binary.SortInstance, id: uint32(id)}, i.Offset); full != nil {
		c.recovered = false
		return full
	}
	return err
}

// bag is an instance made of exports.
func (c *componentState) bag(i *binary.Instance) (cid, *binary.Error) {
	in := &compScope{v: c.v, arena: c.arena, kind: scopeInstanceType, bag: true}
	for k := range i.Exports {
		x := &i.Exports[k]
		e, err := c.use(x.SortIndex, x.Offset)
		if err == nil {
			err = in.exportEntity(&x.Name, e, x.Offset)
		}
		if err != nil {
			return 0, item(err, "%s, export %s", c.label(binary.SortInstance, uint32(len(c.instances))), quote(x.Name.Name))
		}
	}
	id, err := c.arena.spaceType(binary.TypeInstance, &externSpace{imports: externs{list: noExterns}, exports: externs{list: &in.exports}})
	if err != nil {
		err.Offset = i.Offset
	}
	return id, err
}

// instantiate checks arguments against imports, in the order of the imports:
// a type that is supplied stands for the import in all that follows.
func (c *componentState) instantiate(i *binary.Instance) (cid, *binary.Error) {
	if uint64(i.Component) >= uint64(len(c.components)) {
		return 0, unknown("component", i.Component, len(c.components), i.Offset)
	}
	b := c.arena.bodies[c.components[i.Component]]
	args := make(map[string]entity, len(i.Args))
	for k := range i.Args {
		a := &i.Args[k]
		e, err := c.use(a.SortIndex, a.Offset)
		if err != nil {
			return 0, err
		}
		if _, ok := args[a.Name]; ok {
			return 0, invalidf(a.Offset, "instantiation argument %s is given twice", quote(a.Name))
		}
		args[a.Name] = e
	}
	space := b.space
	s := c.arena.newSubstitution()
	var bad mistakes
	for k := range space.imports.len() {
		if bad.enough(c) {
			break
		}
		name := space.imports.name(k)
		arg, ok := args[name]
		if !ok {
			bad.add(c, binary.SortInstance, len(c.instances),
				invalidf(i.Offset, "missing import named %s: the component needs an argument for it", quote(name)))
			continue
		}
		want := space.imports.at(k)
		s.bindEntity(space.imported, want, arg)
		if m := c.arena.subtype(arg, s.entity(want)); m != nil {
			bad.add(c, binary.SortInstance, len(c.instances), m.err(i.Offset, "type mismatch for import "+quote(name)+" of the component"))
		}
	}
	made := space.defined.len()
	first := s.freshen(space.defined)
	c.resources.add(first, made)
	n := &typeBody{kind: binary.TypeInstance, depth: b.depth,
		traits: c.arena.listTraits(space.exports.list), size: c.arena.listSize(space.exports.list)}
	exports := space.exports
	if s.touches(n.traits) {
		exports = exports.through(s)
	}
	n.space = &externSpace{imports: externs{list: noExterns}, exports: exports}
	c.recovered = bad.last != nil
	return c.arena.add(n), bad.last
}

// mistakes are the errors of one instantiation: all but the last are reported
// at once.
type mistakes struct{ last *binary.Error }

// enough says that no more errors are wanted.
func (b *mistakes) enough(c *componentState) bool {
	return c.v.fatal || b.last != nil && c.v.wanted() == 1
}

// add notes an error of the instance with the given index.
func (b *mistakes) add(c *componentState, sort binary.Sort, index int, err *binary.Error) {
	if b.last != nil && !c.v.report(c.within(b.last)) {
		c.v.fatal = true
	}
	b.last = item(err, "%s", c.label(sort, uint32(index)))
}

// coreInstance checks a core instance definition.
func (c *componentState) coreInstance(i *binary.CoreInstance) *binary.Error {
	if err := c.room(binary.SortCoreInstance, 1, i.Offset); err != nil {
		return err
	}
	var in *coreInstance
	var err *binary.Error
	if i.FromExports {
		in, err = c.coreBag(i)
	} else {
		in, err = c.coreInstantiate(i)
	}
	if in != nil {
		c.coreInstances = append(c.coreInstances, in)
	}
	return err
}

func (c *componentState) coreInstantiate(i *binary.CoreInstance) (*coreInstance, *binary.Error) {
	if uint64(i.Module) >= uint64(len(c.coreModules)) {
		return nil, unknown("core module", i.Module, len(c.coreModules), i.Offset)
	}
	m := c.arena.modules[c.coreModules[i.Module]]
	args := make(map[string]*coreInstance, len(i.Args))
	for k := range i.Args {
		a := &i.Args[k]
		if uint64(a.Instance) >= uint64(len(c.coreInstances)) {
			return nil, unknown("core instance", a.Instance, len(c.coreInstances), a.Offset)
		}
		if _, ok := args[a.Name]; ok {
			return nil, invalidf(a.Offset, "instantiation argument %s is given twice", quote(a.Name))
		}
		args[a.Name] = c.coreInstances[a.Instance]
	}
	var bad mistakes
	key, keyed := m.suppliers(args)
	if _, ok := m.fits[key]; ok && keyed {
		return &coreInstance{m.exportList}, nil
	}
	for k := range m.imports {
		if bad.enough(c) {
			break
		}
		if err := c.coreImport(&m.imports[k], args, i.Offset); err != nil {
			bad.add(c, binary.SortCoreInstance, len(c.coreInstances), err)
		}
	}
	if bad.last == nil && keyed {
		if m.fits == nil {
			m.fits = map[string]struct{}{}
		}
		m.fits[key] = struct{}{}
	}
	c.recovered = bad.last != nil
	return &coreInstance{m.exportList}, bad.last
}

// coreImport checks what an instantiation gives for an import of the module.
func (c *componentState) coreImport(im *moduleImport, args map[string]*coreInstance, at int64) *binary.Error {
	arg, ok := args[im.module]
	if !ok {
		return invalidf(at, "missing module instantiation argument named %s: the module imports %s from it", quote(im.module), quote(im.name))
	}
	have, ok := arg.export(im.name)
	if !ok {
		return invalidf(at, "instantiation argument %s does not export an item named %s", quote(im.module), quote(im.name))
	}
	if !c.v.types.Matches(have, &im.ext) {
		return c.arena.coreMismatch(have, &im.ext).err(at,
			"type mismatch for import "+quote(im.name)+" from module "+quote(im.module)+" of the core module")
	}
	return nil
}

// coreBag is a core instance made of exports.
func (c *componentState) coreBag(i *binary.CoreInstance) (*coreInstance, *binary.Error) {
	m := &moduleType{size: 1}
	for k := range i.Exports {
		x := &i.Exports[k]
		ext, err := c.coreItem(x.Sort, x.Index, x.Offset)
		if err != nil {
			return nil, item(err, "%s, export %s", c.label(binary.SortCoreInstance, uint32(len(c.coreInstances))), quote(x.Name))
		}
		if !m.addExport(x.Name, ext) {
			return nil, invalidf(x.Offset, "duplicate export name %s in a core instance", quote(x.Name))
		}
		if m.size += uint32(c.v.externSize(&ext)); m.size >= c.v.limits.TypeSize {
			return nil, c.arena.sizeError(i.Offset)
		}
	}
	if m.coreExports != nil {
		c.arena.number(m.coreExports)
	}
	return &coreInstance{m.exportList}, nil
}

// coreItem is the type of an item of a core index space.
func (c *componentState) coreItem(sort binary.CoreSort, i uint32, at int64) (ext binary.ExternType, err *binary.Error) {
	have := 0
	n := uint64(i)
	switch sort {
	case binary.CoreSortFunc:
		ext.Kind = binary.ExternFunc
		if have = len(c.coreFuncs); n < uint64(have) {
			ext.Type = uint32(c.coreFuncs[i])
		}
	case binary.CoreSortTable:
		ext.Kind = binary.ExternTable
		if have = len(c.coreTables); n < uint64(have) {
			ext.Table = c.coreTables[i]
		}
	case binary.CoreSortMemory:
		ext.Kind = binary.ExternMemory
		if have = len(c.coreMemories); n < uint64(have) {
			ext.Memory = c.coreMemories[i]
		}
	case binary.CoreSortGlobal:
		ext.Kind = binary.ExternGlobal
		if have = len(c.coreGlobals); n < uint64(have) {
			ext.Global = c.coreGlobals[i]
		}
	case binary.CoreSortTag:
		ext.Kind = binary.ExternTag
		if have = len(c.coreTags); n < uint64(have) {
			ext.Type = uint32(c.coreTags[i])
		}
	default:
		return ext, invalidf(at, "a core %s cannot be an export of a core instance", sort)
	}
	if n >= uint64(have) {
		return ext, unknown("core "+sort.String(), i, have, at)
	}
	return ext, nil
}

// start checks a start definition.
func (c *componentState) start(s *binary.Start) *binary.Error {
	if err := c.v.need(binary.FeatureCMValues, s.Offset, "a start function"); err != nil {
		return err
	}
	if uint64(s.Func) >= uint64(len(c.funcs)) {
		return unknown("func", s.Func, len(c.funcs), s.Offset)
	}
	f := c.arena.bodies[c.funcs[s.Func]]
	if len(f.params()) != len(s.Args) {
		return mismatch(s.Offset, "wrong number of arguments of the start function", howMany(len(f.params()), "argument"), howMany(len(s.Args), "argument"))
	}
	for i, a := range s.Args {
		e, err := c.use(binary.SortIndex{Sort: binary.SortValue, Index: a}, s.Offset)
		if err != nil {
			return err
		}
		if m := c.arena.equalRef(e.val, f.params()[i]); m != nil {
			return m.err(s.Offset, "type mismatch for argument "+decimal(uint32(i))+" of the start function")
		}
	}
	results := 0
	if f.result() != noVal {
		results = 1
	}
	if int(s.Results) != results {
		return mismatch(s.Offset, "wrong number of results of the start function", howMany(results, "result"), howMany(int(s.Results), "result"))
	}
	if results == 1 {
		return c.add(entity{sort: binary.SortValue, val: f.result()}, s.Offset)
	}
	return nil
}

func howMany(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return decimal(uint32(n)) + " " + what
}
