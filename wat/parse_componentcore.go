package wat

import (
	"wcomp/binary"
)

// Core types and module types in components.

// coreTypes is a parser of core types on the same tokens, whose identifiers
// are those of the component's core types. It is used through the component
// parser only, so that both see every token.
func (c *componentParser) coreTypes() coreTypeParser {
	return coreTypeParser{c: c, resolve: func(t token, name string) uint32 {
		return c.lookup(coreTypeReference(t, name))
	}}
}

func coreTypeReference(t token, name string) itemReference {
	return itemReference{sort: binary.SortCoreType, t: t, id: name, isID: true}
}

// coreTypeParser lends the component parser's tokens to a typeParser.
type coreTypeParser struct {
	c       *componentParser
	resolve func(t token, name string) uint32
}

// with runs f on a typeParser and takes the tokens back.
func (k coreTypeParser) with(f func(*typeParser)) {
	p := &typeParser{parser: *k.c.parser, resolve: k.resolve}
	p.errs = nil
	defer func() {
		p.errs = append(k.c.parser.errs, p.errs...) // resolve complains to the component
		*k.c.parser = p.parser
	}()
	f(p)
}

func (k coreTypeParser) valType() (t binary.ValType) {
	k.with(func(p *typeParser) { t = p.valType() })
	return t
}

// coreTypeField parses `core type $id …` or `core rec …`.
func (c *componentParser) coreTypeField(rec bool) {
	if rec {
		c.coreRecGroup()
		return
	}
	n := c.naming()
	if c.open("module") {
		c.enter()
		t := &binary.CoreType{IsModule: true, Module: c.moduleDecls()}
		c.leave()
		c.close()
		c.bind(binary.SortCoreType, c.scope.addCoreType(t), n)
		return
	}
	// A type may refer to itself.
	index := c.scope.counts[binary.SortCoreType]
	c.bind(binary.SortCoreType, index, n)
	t := &binary.CoreType{}
	var info typeInfo
	c.localCoreTypes().with(func(p *typeParser) { t.Group.Types = []binary.SubType{p.subType(&info)} })
	c.scope.addCoreType(t)
}

// coreRecGroup parses the types of a rec group, which may refer to each other.
func (c *componentParser) coreRecGroup() {
	index := c.scope.counts[binary.SortCoreType]
	tok, pos := c.tok, c.lexer.pos
	for i := index; c.isOpen("type"); i++ {
		start := c.tok.start
		c.advance()
		c.bind(binary.SortCoreType, i, c.naming())
		c.skipFrom(start)
	}
	c.tok, c.lexer.pos = tok, pos
	t := &binary.CoreType{Group: binary.RecGroup{Explicit: true}}
	c.localCoreTypes().with(func(p *typeParser) {
		for p.open("type") {
			p.naming()
			var info typeInfo
			t.Group.Types = append(t.Group.Types, p.subType(&info))
			p.close()
		}
	})
	if len(t.Group.Types) == 0 {
		// An empty group makes no type.
		if s := c.scope; s.component != nil {
			s.component.CoreType(t)
			s.record(binary.ComponentSectionCoreType)
		} else {
			s.decls = append(s.decls, binary.Decl{Kind: binary.DeclCoreType, CoreType: t})
		}
		return
	}
	c.scope.addCoreType(t)
}

// localCoreTypes resolves identifiers in this scope alone: inside core type
// definitions no alias is made.
func (c *componentParser) localCoreTypes() coreTypeParser {
	return coreTypeParser{c: c, resolve: func(t token, name string) uint32 {
		if d, ok := c.scope.ids[itemID{binary.SortCoreType, name}]; ok {
			return d.index
		}
		c.unknownCoreType(t, name)
		return 0
	}}
}

func (c *componentParser) unknownCoreType(t token, name string) {
	c.parser.errs = append(c.parser.errs, unknownName(t, "core type", name))
}

// moduleScope is the index space of core types in a module type.
type moduleScope struct {
	decls []binary.ModuleDecl
	types uint32
	ids   map[string]definition
	// lookup finds explicit function types by their encoding.
	lookup map[string]uint32
}

// moduleDecls takes the declarators of a module type.
func (c *componentParser) moduleDecls() []binary.ModuleDecl {
	m := &moduleScope{ids: make(map[string]definition), lookup: make(map[string]uint32)}
	for c.tok.kind == tokenOpen {
		word := c.tok
		c.advance()
		switch word.text {
		case "type", "rec":
			c.moduleType(m, word.text == "rec")
		case "core":
			if !c.word("type") {
				c.unexpected("`type`")
			}
			c.moduleType(m, false)
		case "import":
			d := binary.ModuleDecl{Kind: binary.ModuleDeclImport}
			d.Import.Module, d.Import.Name = c.name(), c.name()
			d.Import.ExternType = c.moduleExtern(m)
			m.decls = append(m.decls, d)
		case "export":
			d := binary.ModuleDecl{Kind: binary.ModuleDeclExport, Name: c.name()}
			d.Extern = c.moduleExtern(m)
			m.decls = append(m.decls, d)
		case "alias":
			c.moduleAlias(m)
		default:
			c.fail(word, "unexpected token: expected `(type`, `(import`, `(export` or `(alias`, found %s", c.describe(word))
		}
		c.close()
		for i := len(m.decls) - 1; i >= 0 && m.decls[i].Offset == 0; i-- {
			m.decls[i].Offset = int64(word.start) // in the text; places.go
		}
	}
	return m.decls
}

func (m *moduleScope) define(c *componentParser, i uint32, n naming) {
	if !n.hasID {
		return
	}
	if first, twice := m.ids[n.id]; twice {
		c.note(duplicate(n.idToken, first.token, "core type", n.id))
		return
	}
	m.ids[n.id] = definition{i, n.idToken}
}

func (c *componentParser) moduleTypes(m *moduleScope) coreTypeParser {
	return coreTypeParser{c: c, resolve: func(t token, name string) uint32 {
		if d, ok := m.ids[name]; ok {
			return d.index
		}
		c.unknownCoreType(t, name)
		return 0
	}}
}

func (c *componentParser) moduleType(m *moduleScope, rec bool) {
	g := binary.RecGroup{Explicit: rec}
	if !rec {
		m.define(c, m.types, c.naming())
	} else {
		tok, pos := c.tok, c.lexer.pos
		for i := m.types; c.isOpen("type"); i++ {
			start := c.tok.start
			c.advance()
			m.define(c, i, c.naming())
			c.skipFrom(start)
		}
		c.tok, c.lexer.pos = tok, pos
	}
	one := func(p *typeParser) {
		p.naming()
		var info typeInfo
		g.Types = append(g.Types, p.subType(&info))
		if info.isFunc {
			key := sigKey(&info.sig)
			if _, ok := m.lookup[key]; !ok && !rec {
				m.lookup[key] = m.types
			}
		}
		m.types++
	}
	c.moduleTypes(m).with(func(p *typeParser) {
		if !rec {
			one(p)
			return
		}
		for p.open("type") {
			one(p)
			p.close()
		}
	})
	m.decls = append(m.decls, binary.ModuleDecl{Kind: binary.ModuleDeclType, Type: g})
}

func (c *componentParser) moduleAlias(m *moduleScope) {
	if !c.word("outer") {
		c.unexpected("`outer`")
	}
	d := binary.ModuleDecl{Kind: binary.ModuleDeclAlias}
	var at *scope
	if c.tok.kind == tokenID {
		d.Count, at = c.outerCount()
		d.Count++ // the module type is a scope, too
	} else {
		d.Count = c.u32()
		at = c.scope
		for i := uint32(1); i < d.Count && at != nil; i++ {
			at = at.parent
		}
	}
	ref := c.plainIndex(binary.SortCoreType)
	d.Index = ref.index
	if ref.isID {
		switch {
		case d.Count == 0:
			d.Index = m.ids[ref.id].index
		case at != nil:
			found, ok := at.ids[itemID{binary.SortCoreType, ref.id}]
			if !ok {
				c.unknownItem(ref)
			}
			d.Index = found.index
		default:
			c.unknownItem(ref)
		}
	}
	c.mustOpen("type")
	m.define(c, m.types, c.naming())
	c.close()
	m.types++
	m.decls = append(m.decls, d)
}

// moduleExtern takes `(func …)` and so on of a module type.
func (c *componentParser) moduleExtern(m *moduleScope) (t binary.ExternType) {
	kind, ok := fieldKinds[c.tok.text]
	if c.tok.kind != tokenOpen || !ok {
		c.unexpected("`(func`, `(table`, `(memory`, `(global` or `(tag`")
	}
	word := c.tok
	c.advance()
	c.id()
	c.moduleTypes(m).with(func(p *typeParser) {
		t.Kind = externKinds[kind]
		switch kind {
		case fieldFunc:
			if p.open("exact") {
				t.Kind = binary.ExternFuncExact
				t.Type = m.typeUse(p)
				p.close()
				return
			}
			t.Type = m.typeUse(p)
		case fieldTag:
			t.Type = m.typeUse(p)
		case fieldTable:
			t.Table = p.tableType()
		case fieldMemory:
			t.Memory = p.memoryType()
		case fieldGlobal:
			t.Global = p.globalType()
		default:
			p.fail(word, "unexpected token: expected a func, table, memory, global or tag, found %s", p.describe(word))
		}
	})
	c.close()
	return t
}

// typeUse takes a type use in a module type. A signature written out is that
// of an earlier type of the body, or a new one.
func (m *moduleScope) typeUse(p *typeParser) uint32 {
	var sig binary.FuncType
	if !p.open("type") {
		p.funcType(&sig, unnamed)
		key := sigKey(&sig)
		if i, ok := m.lookup[key]; ok {
			return i
		}
		i := m.types
		m.types++
		t := binary.SubType{Final: true}
		t.Func = sig
		m.decls = append(m.decls, binary.ModuleDecl{Kind: binary.ModuleDeclType, Type: binary.RecGroup{Types: []binary.SubType{t}}})
		return i
	}
	i := p.typeIndex()
	p.close()
	p.funcType(&sig, unnamed) // not compared, as in the reference
	return i
}
