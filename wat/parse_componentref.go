package wat

import (
	"wcomp/binary"
)

// References to items of a component, and aliases.

// itemReference is a reference as it is written: an index or identifier, and
// names of exports to go through.
type itemReference struct {
	sort    binary.Sort
	t       token
	id      string
	isID    bool
	index   uint32
	exports []string
	path    []token
}

// sortWords are the sorts a reference may begin with, without `core`.
var sortWords = map[string]binary.Sort{
	"func": binary.SortFunc, "value": binary.SortValue, "type": binary.SortType,
	"component": binary.SortComponent, "instance": binary.SortInstance,
}

var coreSortWords = map[string]binary.Sort{
	"func": binary.SortCoreFunc, "table": binary.SortCoreTable, "memory": binary.SortCoreMemory,
	"global": binary.SortCoreGlobal, "tag": binary.SortCoreTag, "type": binary.SortCoreType,
	"module": binary.SortCoreModule, "instance": binary.SortCoreInstance,
}

// sort takes `func`, `core func` and so on behind an opening parenthesis.
func (c *componentParser) sort() binary.Sort {
	word := c.tok
	if word.kind != tokenOpen {
		c.unexpected("`(` and a sort such as `func` or `core module`")
	}
	c.advance()
	if word.text == "core" {
		s, ok := coreSortWords[c.tok.text]
		if c.tok.kind != tokenWord || !ok {
			c.unexpected("a core sort such as `func` or `module`")
		}
		c.advance()
		return s
	}
	s, ok := sortWords[word.text]
	if !ok {
		c.fail(word, "unexpected token: expected a sort such as `func` or `core module`, found %s", c.describe(word))
	}
	return s
}

// plainIndex takes an index or identifier.
func (c *componentParser) plainIndex(s binary.Sort) (r itemReference) {
	r.sort, r.t = s, c.tok
	if id, _, ok := c.id(); ok {
		r.id, r.isID = id, true
		return r
	}
	if c.tok.kind != tokenWord || !isUnsigned(c.tok.text) {
		c.unexpected("an index or identifier of a " + s.String())
	}
	r.index = c.u32()
	return r
}

// pathIndex takes an index or identifier and names of exports.
func (c *componentParser) pathIndex(s binary.Sort) itemReference {
	r := c.plainIndex(s)
	for c.tok.kind == tokenString {
		r.path = append(r.path, c.tok)
		r.exports = append(r.exports, c.name())
	}
	return r
}

// reference takes a reference to an item of sort s: an index or identifier, or
// `(SORT …)`.
func (c *componentParser) reference(s binary.Sort, r *pending, set func(uint32)) {
	ref := c.referenceOf(s)
	*r = append(*r, func() { set(c.resolve(ref)) })
}

func (c *componentParser) referenceOf(s binary.Sort) itemReference {
	if c.tok.kind != tokenOpen {
		return c.plainIndex(s)
	}
	at := c.tok
	if found := c.sort(); found != s {
		c.fail(at, "unexpected token: expected a %s, found a %s", s, found)
	}
	ref := c.pathIndex(s)
	c.close()
	return ref
}

// sortReference takes `(SORT …)` of any sort.
func (c *componentParser) sortReference(r *pending, set func(uint32)) binary.Sort {
	s := c.sort()
	ref := c.pathIndex(s)
	c.close()
	*r = append(*r, func() { set(c.resolve(ref)) })
	return s
}

// resolve is the index a reference stands for; it makes the aliases that it
// needs.
func (c *componentParser) resolve(r itemReference) uint32 {
	if len(r.exports) == 0 {
		return c.lookup(r)
	}
	instance := r
	instance.sort = binary.SortInstance
	_, core := r.sort.Core()
	if core && r.sort != binary.SortCoreModule {
		instance.sort = binary.SortCoreInstance
	}
	index := c.lookup(instance)
	for i, name := range r.exports {
		a := &binary.Alias{Kind: binary.AliasExport, Sort: binary.SortInstance, Instance: index, Name: name}
		if instance.sort == binary.SortCoreInstance {
			if len(r.exports) > 1 {
				c.note(grammaticalf(r.path[1].start, r.path[1].end, "a core instance exports no instances: one name is enough"))
			}
			a.Kind, a.Sort = binary.AliasCoreExport, binary.SortCoreInstance
		}
		if i == len(r.exports)-1 {
			a.Sort = r.sort
		}
		index = c.scope.addAlias(a)
	}
	return index
}

// lookup is the index of an item of this scope; one of an enclosing scope gets
// an alias.
func (c *componentParser) lookup(r itemReference) uint32 {
	if !r.isID {
		return r.index
	}
	key := itemID{r.sort, r.id}
	count := uint32(0)
	for s := c.scope; s != nil; s = s.parent {
		if d, ok := s.ids[key]; ok {
			if count == 0 {
				return d.index
			}
			if !outerSort(r.sort) {
				break
			}
			a := &binary.Alias{Kind: binary.AliasOuter, Sort: r.sort, Count: count, Index: d.index}
			index := c.scope.addAlias(a)
			c.bindID(r.sort, index, r.id, r.t)
			c.scope.nameItem(r.sort, index, r.id)
			return index
		}
		count++
	}
	c.unknownItem(r)
	return 0
}

// outerSort says whether an outer alias can name items of the sort.
func outerSort(s binary.Sort) bool {
	switch s {
	case binary.SortCoreModule, binary.SortCoreType, binary.SortType, binary.SortComponent:
		return true
	}
	return false
}

func (c *componentParser) unknownItem(r itemReference) {
	if c.broken || len(c.errs) >= maxErrors {
		return // it may be what could not be parsed
	}
	e := unknownName(r.t, r.sort.String(), r.id)
	e.Help = nearestHelp(r.id, func(yield func(string) bool) {
		for s := c.scope; s != nil; s = s.parent {
			for k := range s.ids {
				if k.sort == r.sort && !yield(k.id) {
					return
				}
			}
			if !outerSort(r.sort) {
				return
			}
		}
	})
	if len(e.Help) == 0 {
		// Perhaps it is something of another sort, or comes later.
		for s := c.scope; s != nil; s = s.parent {
			for k, d := range s.ids {
				if k.id == r.id && len(e.Others) == 0 {
					e.Others = []*Error{errorf(d.token.start, d.token.end, "this is a %s", k.sort)}
				}
			}
		}
	}
	c.note(e)
}

// aliasField parses `alias …` with the item it makes.
func (c *componentParser) aliasField() {
	a, r := c.aliasTarget()
	at := c.tok
	s := c.sort()
	n := c.naming()
	c.close()
	c.checkAlias(a, s, at)
	a.Sort = s
	r.resolve()
	c.resolveOuter(a, s)
	c.bind(s, c.scope.addAlias(&a.Alias), n)
}

// alias is an alias whose outer reference waits for its sort.
type alias struct {
	binary.Alias
	outer      itemReference
	outerScope *scope
}

// aliasTarget takes what an alias refers to.
func (c *componentParser) aliasTarget() (*alias, pending) {
	a := new(alias)
	var r pending
	switch {
	case c.word("export"):
		a.Kind = binary.AliasExport
		c.reference(binary.SortInstance, &r, func(i uint32) { a.Instance = i })
		a.Name = c.name()
	case c.word("core"):
		if !c.word("export") {
			c.unexpected("`export`")
		}
		a.Kind = binary.AliasCoreExport
		c.reference(binary.SortCoreInstance, &r, func(i uint32) { a.Instance = i })
		a.Name = c.name()
	case c.word("outer"):
		a.Kind = binary.AliasOuter
		a.Count, a.outerScope = c.outerCount()
		a.outer = c.plainIndex(0)
	default:
		c.unexpected("`export`, `core export` or `outer`")
	}
	return a, r
}

// outerCount takes the number or the identifier of an enclosing component.
func (c *componentParser) outerCount() (uint32, *scope) {
	if id, t, ok := c.id(); ok {
		count := uint32(0)
		for s := c.scope; s != nil; s = s.parent {
			if s.hasID && s.id == id {
				return count, s
			}
			count++
		}
		e := unknownName(t, "component", id)
		e.Message = "outer component `" + spellID(id) + "` not found: no enclosing component is called so"
		c.note(e)
		return 0, c.scope
	}
	if c.tok.kind != tokenWord || !isUnsigned(c.tok.text) {
		c.unexpected("a number of scopes to go outwards, or an enclosing component's identifier")
	}
	count := c.u32()
	s := c.scope
	for i := uint32(0); i < count && s != nil; i++ {
		s = s.parent
	}
	return count, s
}

func (c *componentParser) resolveOuter(a *alias, s binary.Sort) {
	if a.Kind != binary.AliasOuter {
		return
	}
	if !a.outer.isID {
		a.Index = a.outer.index
		return
	}
	if a.outerScope != nil {
		if d, ok := a.outerScope.ids[itemID{s, a.outer.id}]; ok {
			a.Index = d.index
			return
		}
	}
	a.outer.sort = s
	c.unknownItem(a.outer)
}

// checkAlias asks whether the target of an alias can have items of the sort.
func (c *componentParser) checkAlias(a *alias, s binary.Sort, at token) {
	_, core := s.Core()
	switch a.Kind {
	case binary.AliasCoreExport:
		if !core {
			c.fail(at, "unexpected token: a core instance has only core items, not a %s", s)
		}
	case binary.AliasExport:
		if core && s != binary.SortCoreModule {
			c.fail(at, "unexpected token: an instance has no %s", s)
		}
	case binary.AliasOuter:
		if !outerSort(s) {
			c.fail(at, "unexpected token: an outer alias cannot name a %s", s)
		}
	}
}

// aliasInside takes the `(alias …)` of `(func $f (alias export $i "n"))`.
func (c *componentParser) aliasInside(s binary.Sort) uint32 {
	at := c.tok
	c.mustOpen("alias")
	a, r := c.aliasTarget()
	c.close()
	c.checkAlias(a, s, at)
	a.Sort = s
	r.resolve()
	c.resolveOuter(a, s)
	return c.scope.addAlias(&a.Alias)
}

// coreAliasField parses `(core SORT $id (alias core export …))`.
func (c *componentParser) coreAliasField(s binary.Sort, n naming) {
	if !c.isOpen("alias") {
		c.unexpected("`(alias`")
	}
	c.bind(s, c.aliasInside(s), n)
}
