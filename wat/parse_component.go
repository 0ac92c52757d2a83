package wat

import (
	"wcomp/binary"
	"wcomp/encode"
)

// Components (Explainer.md). A component is parsed and encoded in one pass,
// since everything must be defined before it is used. The order of what is
// made on the way is the reference's: while a field is parsed, each compound
// type written inside it becomes a type of its own as soon as it is complete;
// then the field's references are resolved in the order of the text, which may
// make aliases; then the field itself is added.

// scope is a component or the body of a component or instance type: index
// spaces and what was added to it.
type scope struct {
	parent *scope
	// component builds a component; nil for bodies of types, which collect
	// declarators.
	component *encode.Component
	decls     []binary.Decl
	started   bool // a start function was seen

	id     string
	hasID  bool
	name   string
	named  bool
	counts [256]uint32
	ids    map[itemID]definition
	names  map[binary.Sort][]binary.Naming
	// exports are the inline ones, added at the end.
	exports []binary.ComponentExport
	// places records where entries come from, if not nil; at points at the
	// parser's place.
	places *placeNode
	at     *int
}

// record notes where the entry that was just added comes from.
func (s *scope) record(id binary.ComponentSectionID) {
	if s.places != nil {
		s.places.add(byte(id), *s.at)
	}
}

// itemID is an identifier in the index space of a sort.
type itemID struct {
	sort binary.Sort
	id   string
}

// componentParser parses one component and all that is nested in it.
type componentParser struct {
	*parser
	t     *translation
	scope *scope
	// at is where the field or type begins that is being parsed.
	at int
	// broken: a field could not be parsed, so that names may be missing.
	broken bool
}

// pending are references of a field that are resolved once it is complete.
type pending []func()

func (r pending) resolve() {
	for _, f := range r {
		f()
	}
}

// component parses a component behind `(component`, the closing parenthesis
// included.
func (t *translation) component(p *parser, open token) []byte {
	c := &componentParser{parser: p, t: t, at: open.start}
	c.enter()
	out := c.nested(c.naming())
	c.leave()
	c.closed(open)
	if c.tok.kind != tokenClose {
		c.unexpected("a field of a component")
	}
	c.advance()
	return out
}

// guarded parses a field; after an error it goes on behind the field.
func (c *componentParser) guarded(field func()) {
	open, depth, scope := c.tok, c.depth, c.scope
	var bad *Error
	func() {
		defer catch(&bad)
		field()
	}()
	if bad == nil {
		return
	}
	end := skipForm(c.src, open.start)
	if c.bad != nil || end < 0 {
		panic(bailout{bad})
	}
	c.note(bad)
	c.broken = true
	c.depth, c.scope = depth, scope
	c.lexer.pos, c.prevEnd = end, end
	c.tok = c.next()
}

// add counts an item of a sort.
func (s *scope) add(sort binary.Sort) uint32 {
	i := s.counts[sort]
	s.counts[sort]++
	return i
}

// addType, addAlias and so on append an item to the component or a declarator
// to the body, and return the item's index.

func (s *scope) addType(t *binary.Type) uint32 {
	if s.component != nil {
		s.component.Type(t)
		s.record(binary.ComponentSectionType)
		s.places.declares(t.Decls, nil)
	} else {
		s.decls = append(s.decls, binary.Decl{Kind: binary.DeclType, Type: t})
	}
	return s.add(binary.SortType)
}

func (s *scope) addCoreType(t *binary.CoreType) uint32 {
	if s.component != nil {
		s.component.CoreType(t)
		s.record(binary.ComponentSectionCoreType)
		s.places.declares(nil, t.Module)
	} else {
		s.decls = append(s.decls, binary.Decl{Kind: binary.DeclCoreType, CoreType: t})
	}
	first := s.add(binary.SortCoreType)
	for i := 1; i < len(t.Group.Types); i++ {
		s.add(binary.SortCoreType)
	}
	return first
}

func (s *scope) addAlias(a *binary.Alias) uint32 {
	if s.component != nil {
		s.component.Alias(a)
		s.record(binary.ComponentSectionAlias)
	} else {
		s.decls = append(s.decls, binary.Decl{Kind: binary.DeclAlias, Alias: a})
	}
	return s.add(a.Sort)
}

func (s *scope) addImport(i *binary.ComponentImport) uint32 {
	if s.component != nil {
		s.component.Import(i)
		s.record(binary.ComponentSectionImport)
	} else {
		s.decls = append(s.decls, binary.Decl{Kind: binary.DeclImport, Name: i.Name, Desc: i.Desc})
	}
	return s.add(i.Desc.Sort)
}

// bind gives an item its identifier and its name.
func (c *componentParser) bind(s binary.Sort, index uint32, n naming) {
	if n.hasID {
		c.bindID(s, index, n.id, n.idToken)
	}
	if n.hasName {
		c.scope.nameItem(s, index, n.name)
	}
}

func (c *componentParser) bindID(s binary.Sort, index uint32, id string, t token) {
	key := itemID{s, id}
	if first, twice := c.scope.ids[key]; twice {
		c.note(duplicate(t, first.token, s.String(), id))
		return
	}
	if c.scope.ids == nil {
		c.scope.ids = make(map[itemID]definition)
	}
	c.scope.ids[key] = definition{index, t}
}

func (s *scope) nameItem(sort binary.Sort, index uint32, name string) {
	if s.component == nil {
		return
	}
	if s.names == nil {
		s.names = make(map[binary.Sort][]binary.Naming)
	}
	s.names[sort] = append(s.names[sort], binary.Naming{Index: index, Name: name})
}

// nameOrder is the order of the subsections of component-name.
var nameOrder = []binary.Sort{
	binary.SortCoreFunc, binary.SortCoreTable, binary.SortCoreMemory, binary.SortCoreGlobal, binary.SortCoreTag,
	binary.SortCoreType, binary.SortCoreModule, binary.SortCoreInstance,
	binary.SortFunc, binary.SortValue, binary.SortType, binary.SortComponent, binary.SortInstance,
}

func (s *scope) writeNames() {
	var b []byte
	if s.named {
		b = encode.ComponentNameSubsection(b, &binary.ComponentNameSubsection{ID: 0, Name: s.name})
	}
	for _, sort := range nameOrder {
		if names := s.names[sort]; len(names) > 0 {
			b = encode.ComponentNameSubsection(b, &binary.ComponentNameSubsection{ID: 1, Sort: sort, Names: names})
		}
	}
	if b != nil {
		s.component.Custom("component-name", b)
	}
}

// field parses one field of a component.
func (c *componentParser) field() {
	if c.tok.kind == tokenAnnotation {
		c.annotation()
		return
	}
	word := c.tok
	outer := c.at
	c.at = word.start
	defer func() { c.at = outer }()
	c.advance()
	switch word.text {
	case "core":
		c.coreField()
	case "component":
		c.componentField()
	case "instance":
		c.instanceField()
	case "alias":
		c.aliasField()
	case "type":
		c.typeField()
	case "canon":
		c.canonField()
	case "func":
		c.funcField()
	case "value":
		c.valueField()
	case "start":
		c.startField()
	case "import":
		c.importField()
	case "export":
		c.exportField()
	default:
		c.fail(word, "unexpected token: expected a field of a component, found %s", c.describe(word))
	}
	c.close()
}

func (c *componentParser) annotation() {
	word := c.tok
	c.advance()
	switch word.text {
	case "custom":
		a := c.customAnnotation(false)
		c.scope.component.Custom(a.name, a.contents)
	case "producers":
		c.scope.component.Custom("producers", c.producers())
	default:
		c.fail(word, "unexpected token: expected a field of a component, found %s", c.describe(word))
	}
	c.close()
}

func (c *componentParser) coreField() {
	word := c.tok
	if word.kind != tokenWord {
		c.unexpected("a core field such as `module`, `instance` or `func`")
	}
	c.advance()
	switch word.text {
	case "module":
		c.coreModuleField()
	case "instance":
		c.coreInstanceField()
	case "type":
		c.coreTypeField(false)
	case "rec":
		c.coreTypeField(true)
	case "func":
		n := c.naming()
		switch {
		case c.open("canon"):
			c.canon(n, false)
			c.close()
		default:
			c.coreAliasField(binary.SortCoreFunc, n)
		}
	case "table":
		c.coreAliasField(binary.SortCoreTable, c.naming())
	case "memory":
		c.coreAliasField(binary.SortCoreMemory, c.naming())
	case "global":
		c.coreAliasField(binary.SortCoreGlobal, c.naming())
	case "tag":
		c.coreAliasField(binary.SortCoreTag, c.naming())
	default:
		c.fail(word, "unexpected token: expected a core field such as `module`, `instance` or `func`, found %s", c.describe(word))
	}
}

// inlineExports takes `(export "n")`…, which make exports at the end of the
// component.
func (c *componentParser) inlineExports() (names []binary.ExternName) {
	for c.isOpen("export") {
		t, at := c.tok, c.lexer.pos
		c.advance()
		name := c.externName()
		if !c.atClose() {
			// An export of an instance made from exports.
			c.tok, c.lexer.pos = t, at
			return names
		}
		c.advance()
		names = append(names, name)
	}
	return names
}

func (s *scope) exportLater(names []binary.ExternName, sort binary.Sort, index uint32) {
	for _, n := range names {
		s.exports = append(s.exports, binary.ComponentExport{Name: n, SortIndex: binary.SortIndex{Sort: sort, Index: index}})
	}
}

// externName takes the name of an import or export with its attributes, each of
// them at most once, in any order (Explainer.md, Import and Export Definitions).
func (c *componentParser) externName() (n binary.ExternName) {
	if c.open("interface") {
		n.Name = c.name()
		c.close()
	} else {
		n.Name = c.name()
	}
	for {
		switch {
		case !n.HasImplements && c.open("implements"):
			n.HasImplements, n.Implements = true, c.name()
		case !n.HasVersionSuffix && c.open("versionsuffix"):
			n.HasVersionSuffix, n.VersionSuffix = true, c.name()
		case !n.HasExternalID && c.open("external-id"):
			n.HasExternalID, n.ExternalID = true, c.name()
		default:
			return n
		}
		c.close()
	}
}

// inlineImport takes `(import "n")` if it is there.
func (c *componentParser) inlineImport() (n binary.ExternName, ok bool) {
	if !c.open("import") {
		return n, false
	}
	n = c.externName()
	c.close()
	return n, true
}

func (c *componentParser) coreModuleField() {
	n := c.naming()
	exports := c.inlineExports()
	var index uint32
	if c.isOpen("import") {
		// `(import "n")` imports the module; `(import "m" "n" …)` is a
		// field of it.
		t, at := c.tok, c.lexer.pos
		name, ok := func() (binary.ExternName, bool) {
			c.advance()
			if c.tok.kind != tokenString && !c.isOpen("interface") {
				return binary.ExternName{}, false
			}
			name := c.externName()
			return name, c.atClose()
		}()
		if ok {
			c.advance()
			i := &binary.ComponentImport{Name: name, Desc: binary.ExternDesc{Sort: binary.SortCoreModule}}
			var r pending
			c.coreModuleType(&i.Desc, &r)
			r.resolve()
			index = c.scope.addImport(i)
			c.bind(binary.SortCoreModule, index, n)
			c.scope.exportLater(exports, binary.SortCoreModule, index)
			return
		}
		c.tok, c.lexer.pos = t, at
	}
	var data []byte
	if c.word("binary") {
		data = c.binaryBytes()
		c.t.places.child(c.at)
	} else {
		m := newModule(c.t)
		m.open.start = c.at
		m.name, m.hasName = n.name, n.hasName
		m.scan(c.parser)
		data = m.build()
	}
	c.scope.component.CoreModule(data)
	index = c.scope.add(binary.SortCoreModule)
	c.bind(binary.SortCoreModule, index, n)
	c.scope.exportLater(exports, binary.SortCoreModule, index)
}

func (c *componentParser) componentField() {
	c.enter()
	defer c.leave()
	n := c.naming()
	exports := c.inlineExports()
	if c.isOpen("import") {
		t, at := c.tok, c.lexer.pos
		c.advance()
		name := c.externName()
		if c.atClose() {
			c.advance()
			i := &binary.ComponentImport{Name: name, Desc: binary.ExternDesc{Sort: binary.SortComponent}}
			c.importInline(i, n, exports)
			return
		}
		c.tok, c.lexer.pos = t, at
	}
	// The closing parenthesis is taken by field.
	s := c.scope
	data := c.nested(n)
	s.component.Component(data)
	index := s.add(binary.SortComponent)
	c.bind(binary.SortComponent, index, n)
	s.exportLater(exports, binary.SortComponent, index)
}

// nested parses a nested component up to, not including, its parenthesis.
func (c *componentParser) nested(n naming) []byte {
	outer := c.t.places
	c.t.places = outer.child(c.at)
	defer func() { c.t.places = outer }()
	if c.word("binary") {
		return c.binaryBytes()
	}
	s := &scope{places: c.t.places, at: &c.at, parent: c.scope, component: new(encode.Component), id: n.id, hasID: n.hasID, name: n.name, named: n.hasName}
	c.scope = s
	defer func() { c.scope = s.parent }()
	for c.tok.kind == tokenOpen || c.tok.kind == tokenAnnotation {
		c.guarded(c.field)
	}
	for i := range s.exports {
		s.component.Export(&s.exports[i])
		s.record(binary.ComponentSectionExport)
	}
	s.writeNames()
	return s.component.Bytes()
}

// importInline finishes `(SORT $id (import "n") TYPE`.
func (c *componentParser) importInline(i *binary.ComponentImport, n naming, exports []binary.ExternName) {
	var r pending
	c.externType(&i.Desc, &r)
	r.resolve()
	index := c.scope.addImport(i)
	c.bind(i.Desc.Sort, index, n)
	c.scope.exportLater(exports, i.Desc.Sort, index)
}

func (c *componentParser) typeField() {
	n := c.naming()
	exports := c.inlineExports()
	index := c.typeDefinition(n)
	c.bind(binary.SortType, index, n)
	c.scope.exportLater(exports, binary.SortType, index)
}

func (c *componentParser) valueField() {
	n := c.naming()
	exports := c.inlineExports()
	name, ok := c.inlineImport()
	if !ok {
		c.unexpected("`(import`")
	}
	i := &binary.ComponentImport{Name: name, Desc: binary.ExternDesc{Sort: binary.SortValue}}
	c.importInline(i, n, exports)
}

func (c *componentParser) funcField() {
	n := c.naming()
	exports := c.inlineExports()
	if name, ok := c.inlineImport(); ok {
		i := &binary.ComponentImport{Name: name, Desc: binary.ExternDesc{Sort: binary.SortFunc}}
		c.importInline(i, n, exports)
		return
	}
	if c.isOpen("alias") {
		index := c.aliasInside(binary.SortFunc)
		c.bind(binary.SortFunc, index, n)
		c.scope.exportLater(exports, binary.SortFunc, index)
		return
	}
	var r pending
	d := &binary.Canon{Kind: binary.CanonLift}
	var typ pending
	c.funcTypeUse(&typ, func(i uint32) { d.Type = i })
	c.mustOpen("canon")
	if !c.word("lift") {
		c.unexpected("`lift`")
	}
	r = append(r, typ...)
	c.liftBody(d, &r)
	c.close()
	r.resolve()
	c.addLift(d, n, exports)
}

func (c *componentParser) addLift(d *binary.Canon, n naming, exports []binary.ExternName) {
	c.scope.component.Canon(d)
	c.scope.record(binary.ComponentSectionCanon)
	index := c.scope.add(binary.SortFunc)
	c.bind(binary.SortFunc, index, n)
	c.scope.exportLater(exports, binary.SortFunc, index)
}

func (c *componentParser) startField() {
	var r pending
	if c.scope.started {
		c.failAt(c.tok.start, c.tok.end, "component cannot have more than one start function")
	}
	c.scope.started = true
	s := &binary.Start{}
	c.reference(binary.SortFunc, &r, func(i uint32) { s.Func = i })
	for c.isOpen("value") {
		k := len(s.Args)
		s.Args = append(s.Args, 0)
		c.reference(binary.SortValue, &r, func(i uint32) { s.Args[k] = i })
	}
	var results []naming
	for c.open("result") {
		c.mustOpen("value")
		results = append(results, c.naming())
		c.close()
		c.close()
	}
	s.Results = uint32(len(results))
	r.resolve()
	c.scope.component.Start(s)
	c.scope.record(binary.ComponentSectionStart)
	for _, n := range results {
		// The snapshots have no names for them.
		index := c.scope.add(binary.SortValue)
		if n.hasID {
			c.bindID(binary.SortValue, index, n.id, n.idToken)
		}
	}
}

func (c *componentParser) importField() {
	i := &binary.ComponentImport{Name: c.externName()}
	var r pending
	n := c.externDesc(&i.Desc, &r, true)
	r.resolve()
	index := c.scope.addImport(i)
	c.bind(i.Desc.Sort, index, n)
}

func (c *componentParser) exportField() {
	n := c.naming()
	e := &binary.ComponentExport{Name: c.externName()}
	var r pending
	e.Sort = c.sortReference(&r, func(i uint32) { e.Index = i })
	if c.tok.kind == tokenOpen {
		e.HasType = true
		c.externDesc(&e.Desc, &r, false)
	}
	r.resolve()
	c.scope.component.Export(e)
	c.scope.record(binary.ComponentSectionExport)
	c.bind(e.Sort, c.scope.add(e.Sort), n)
}
