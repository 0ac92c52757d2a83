package validate

import (
	"wcomp/binary"
)

// Instances (Binary.md, Instance Definitions).

// instance checks a component instance definition.
func (c *componentState) instance(i *binary.Instance) *binary.Error {
	var id cid
	var err *binary.Error
	if i.FromExports {
		id, err = c.bag(i)
	} else {
		id, err = c.instantiate(i)
	}
	if err != nil {
		return err
	}
	return c.add(entity{sort: binary.SortInstance, id: uint32(id)}, i.Offset)
}

// bag is an instance made of exports.
func (c *componentState) bag(i *binary.Instance) (cid, *binary.Error) {
	in := &compScope{v: c.v, arena: c.arena, kind: scopeInstanceType, bag: true}
	bad := mistakes{componentState: c, sort: binary.SortInstance, index: len(c.instances)}
	for k := 0; k < len(i.Exports) && !bad.enough(); k++ {
		x := &i.Exports[k]
		e, err := c.use(x.SortIndex, x.Offset)
		if err == nil {
			err = in.exportEntity(&x.Name, e, x.Offset)
		}
		if err != nil {
			bad.add(item(err, "export %s", quote(x.Name.Name)))
		}
	}
	if err := bad.err(); err != nil {
		return 0, err
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
	if err := c.known(binary.SortComponent, i.Component, len(c.components), i.Offset); err != nil {
		return 0, err
	}
	b := c.arena.bodies[c.components[i.Component]]
	bad := mistakes{componentState: c, sort: binary.SortInstance, index: len(c.instances)}
	args := make(map[string]entity, len(i.Args))
	for k := 0; k < len(i.Args) && !bad.enough(); k++ {
		a := &i.Args[k]
		e, err := c.use(a.SortIndex, a.Offset)
		if err != nil {
			bad.add(err)
			e = noEntity
		}
		if _, ok := args[a.Name]; ok {
			bad.add(invalidf(a.Offset, "instantiation argument %s is given twice", quote(a.Name)))
		}
		args[a.Name] = e
	}
	space := b.space
	s := c.arena.newSubstitution()
	loose := false // a type is missing that later imports may mention
	for k := 0; k < space.imports.len() && !bad.enough(); k++ {
		name := space.imports.name(k)
		want := space.imports.at(k)
		arg, ok := args[name]
		mentions := c.arena.entityTraits(want)&(hasNamed|hasResource) != 0
		defines := want.sort == binary.SortType || want.sort == binary.SortInstance
		switch {
		case !ok:
			bad.add(invalidf(i.Offset, "missing import named %s: the component needs an argument for it", quote(name)))
			loose = loose || defines
			continue
		case arg == noEntity:
			loose = loose || defines
			continue
		case loose && mentions:
			continue
		}
		s.bindEntity(space.imported, want, arg)
		if m := c.arena.subtype(arg, s.entity(want)); m != nil {
			bad.add(m.err(i.Offset, "type mismatch for import "+quote(name)+" of the component"))
			loose = loose || defines
		}
	}
	if err := bad.err(); err != nil && (loose || !c.v.goesOn()) {
		return 0, err
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
	return c.arena.add(n), nil
}

// noEntity stands for an argument that is wrong.
var noEntity = entity{sort: 0xff}

// mistakes are the errors of one instance.
type mistakes struct {
	*componentState
	sort  binary.Sort
	index int
	first *binary.Error
}

// enough says that no more errors are wanted.
func (b *mistakes) enough() bool { return b.v.fatal || b.first != nil && !b.v.goesOn() }

// add notes an error. The first is kept if it is the only one that is wanted;
// else each is reported.
func (b *mistakes) add(err *binary.Error) {
	if err != errPoisoned {
		before(err, b.label(b.sort, uint32(b.index)))
	}
	switch {
	case b.v.goesOn():
		b.report(err)
		b.first = errPoisoned
	case b.first == nil:
		b.first = err
	}
}

// err is the error to return, once all have been added.
func (b *mistakes) err() *binary.Error { return b.first }

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
	if err := c.known(binary.SortCoreModule, i.Module, len(c.coreModules), i.Offset); err != nil {
		return nil, err
	}
	m := c.arena.modules[c.coreModules[i.Module]]
	bad := mistakes{componentState: c, sort: binary.SortCoreInstance, index: len(c.coreInstances)}
	args := make(map[string]*coreInstance, len(i.Args))
	for k := 0; k < len(i.Args) && !bad.enough(); k++ {
		a := &i.Args[k]
		var in *coreInstance
		err := c.known(binary.SortCoreInstance, a.Instance, len(c.coreInstances), a.Offset)
		if _, twice := args[a.Name]; twice && err == nil {
			err = invalidf(a.Offset, "instantiation argument %s is given twice", quote(a.Name))
		}
		if err != nil {
			bad.add(err)
		} else {
			in = c.coreInstances[a.Instance]
		}
		args[a.Name] = in
	}
	if bad.enough() {
		return nil, bad.err()
	}
	key, keyed := "", false
	if bad.first == nil {
		key, keyed = m.suppliers(args)
	}
	if _, ok := m.fits[key]; ok && keyed {
		return &coreInstance{m.exportList}, nil
	}
	for k := 0; k < len(m.imports) && !bad.enough(); k++ {
		if err := c.coreImport(&m.imports[k], args, i.Offset); err != nil {
			bad.add(err)
		}
	}
	if bad.first == nil && keyed {
		if m.fits == nil {
			m.fits = map[string]struct{}{}
		}
		m.fits[key] = struct{}{}
	}
	return &coreInstance{m.exportList}, bad.err() // what it exports is known in any case
}

// coreImport checks what an instantiation gives for an import of the module.
func (c *componentState) coreImport(im *moduleImport, args map[string]*coreInstance, at int64) *binary.Error {
	arg, ok := args[im.module]
	if !ok {
		if c.v.goesOn() {
			args[im.module] = nil // once is enough
		}
		return invalidf(at, "missing module instantiation argument named %s: the module imports %s from it", quote(im.module), quote(im.name))
	}
	if arg == nil {
		return nil // it is wrong, which was said
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
	bad := mistakes{componentState: c, sort: binary.SortCoreInstance, index: len(c.coreInstances)}
	for k := 0; k < len(i.Exports) && !bad.enough(); k++ {
		x := &i.Exports[k]
		ext, err := c.coreItem(x.Sort, x.Index, x.Offset)
		if err == nil && !m.addExport(x.Name, ext) {
			err = invalidf(x.Offset, "duplicate export name %s in a core instance", quote(x.Name))
		}
		if err != nil {
			bad.add(item(err, "export %s", quote(x.Name)))
			continue
		}
		if m.size += uint32(c.v.externSize(&ext)); m.size >= c.v.limits.TypeSize {
			return nil, c.arena.sizeError(i.Offset)
		}
	}
	if err := bad.err(); err != nil {
		return nil, err
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
			if _, exact := c.coreExact[i]; exact {
				ext.Kind = binary.ExternFuncExact
			}
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
	return ext, c.known(binary.Sort(0x80|sort), i, have, at)
}

// start checks a start definition.
func (c *componentState) start(s *binary.Start) *binary.Error {
	if err := c.v.need(binary.FeatureCMValues, s.Offset, "a start function"); err != nil {
		return err
	}
	if err := c.known(binary.SortFunc, s.Func, len(c.funcs), s.Offset); err != nil {
		return err
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
