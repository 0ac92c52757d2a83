package wat

import (
	"wcomp/binary"
)

// Instances, core and not.

// coreInstanceField parses what follows `core instance`.
func (c *componentParser) coreInstanceField() {
	n := c.naming()
	i := new(binary.CoreInstance)
	var r pending
	if c.open("instantiate") {
		c.coreModuleReference(&r, func(k uint32) { i.Module = k })
		for c.open("with") {
			k := len(i.Args)
			i.Args = append(i.Args, binary.CoreArg{Name: c.name()})
			c.coreArgument(&r, func(index uint32) { i.Args[k].Instance = index })
			c.close()
		}
		c.close()
	} else {
		c.coreExports(i, &r)
	}
	r.resolve()
	c.bind(binary.SortCoreInstance, c.addCoreInstance(i), n)
}

func (c *componentParser) addCoreInstance(i *binary.CoreInstance) uint32 {
	c.scope.component.CoreInstance(i)
	c.scope.record(binary.ComponentSectionCoreInstance)
	return c.scope.add(binary.SortCoreInstance)
}

// coreModuleReference takes an index, an identifier, `(module X)` or `(core
// module X)`.
func (c *componentParser) coreModuleReference(r *pending, set func(uint32)) {
	if c.open("module") {
		ref := c.pathIndex(binary.SortCoreModule)
		c.close()
		*r = append(*r, func() { set(c.resolve(ref)) })
		return
	}
	c.reference(binary.SortCoreModule, r, set)
}

// coreArgument takes `(instance X)` or `(instance (export …)…)`.
func (c *componentParser) coreArgument(r *pending, set func(uint32)) {
	c.mustOpen("instance")
	if c.tok.kind == tokenID || c.tok.kind == tokenWord {
		ref := c.plainIndex(binary.SortCoreInstance)
		*r = append(*r, func() { set(c.resolve(ref)) })
	} else {
		i := new(binary.CoreInstance)
		var inner pending
		c.coreExports(i, &inner)
		inner.resolve()
		k := c.addCoreInstance(i)
		*r = append(*r, func() { set(k) })
	}
	c.close()
}

// coreExports takes `(export "n" (func X))`….
func (c *componentParser) coreExports(i *binary.CoreInstance, r *pending) {
	i.FromExports = true
	for c.open("export") {
		k := len(i.Exports)
		i.Exports = append(i.Exports, binary.CoreInlineExport{Name: c.name()})
		word := c.tok
		s, ok := coreSortWords[word.text]
		if word.kind == tokenOpen && word.text == "core" {
			c.advance()
			s, ok = coreSortWords[c.tok.text]
		}
		if word.kind != tokenOpen || !ok {
			c.unexpected("a core sort such as `(func`")
		}
		c.advance()
		ref := c.pathIndex(s)
		c.close()
		core, _ := s.Core()
		i.Exports[k].Sort = core
		*r = append(*r, func() { i.Exports[k].Index = c.resolve(ref) })
		c.close()
	}
}

// instanceField parses what follows `instance`.
func (c *componentParser) instanceField() {
	n := c.naming()
	exports := c.inlineExports()
	if name, ok := c.inlineImport(); ok {
		i := &binary.ComponentImport{Name: name, Desc: binary.ExternDesc{Sort: binary.SortInstance}}
		c.importInline(i, n, exports)
		return
	}
	if c.isOpen("alias") {
		index := c.aliasInside(binary.SortInstance)
		c.bind(binary.SortInstance, index, n)
		c.scope.exportLater(exports, binary.SortInstance, index)
		return
	}
	i := new(binary.Instance)
	var r pending
	if c.open("instantiate") {
		c.reference(binary.SortComponent, &r, func(k uint32) { i.Component = k })
		for c.open("with") {
			k := len(i.Args)
			i.Args = append(i.Args, binary.InstantiateArg{Name: c.name()})
			c.argument(i, k, &r)
			c.close()
		}
		c.close()
	} else {
		c.instanceExports(i, &r)
	}
	r.resolve()
	index := c.addInstance(i)
	c.bind(binary.SortInstance, index, n)
	c.scope.exportLater(exports, binary.SortInstance, index)
}

func (c *componentParser) addInstance(i *binary.Instance) uint32 {
	c.scope.component.Instance(i)
	c.scope.record(binary.ComponentSectionInstance)
	return c.scope.add(binary.SortInstance)
}

// argument takes `(SORT X)` or `(instance (export …)…)`.
func (c *componentParser) argument(i *binary.Instance, k int, r *pending) {
	if c.isOpen("instance") {
		c.advance()
		i.Args[k].Sort = binary.SortInstance
		if c.tok.kind == tokenID || c.tok.kind == tokenWord {
			ref := c.pathIndex(binary.SortInstance)
			*r = append(*r, func() { i.Args[k].Index = c.resolve(ref) })
		} else {
			inner := new(binary.Instance)
			var ir pending
			c.instanceExports(inner, &ir)
			ir.resolve()
			index := c.addInstance(inner)
			*r = append(*r, func() { i.Args[k].Index = index })
		}
		c.close()
		return
	}
	i.Args[k].Sort = c.sortReference(r, func(index uint32) { i.Args[k].Index = index })
}

// instanceExports takes `(export "n" (SORT X))`….
func (c *componentParser) instanceExports(i *binary.Instance, r *pending) {
	i.FromExports = true
	for c.open("export") {
		k := len(i.Exports)
		i.Exports = append(i.Exports, binary.InlineExport{Name: c.externName()})
		i.Exports[k].Sort = c.sortReference(r, func(index uint32) { i.Exports[k].Index = index })
		c.close()
	}
}
