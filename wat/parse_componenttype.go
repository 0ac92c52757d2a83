package wat

import (
	"wcomp/binary"
)

// Types of components.

var primitiveWords = func() map[string]binary.PrimType {
	t := map[string]binary.PrimType{"float32": binary.PrimF32, "float64": binary.PrimF64}
	for i := range 256 {
		if p := binary.PrimType(i); p.Valid() {
			t[p.String()] = p
		}
	}
	return t
}()

// typeDefinition takes a definition, adds it and returns its index.
// n is what it is called: in the body of a component or instance type, outer
// aliases may say so.
func (c *componentParser) typeDefinition(n naming) uint32 {
	if c.tok.kind == tokenWord {
		if p, ok := primitiveWords[c.tok.text]; ok {
			c.advance()
			return c.scope.addType(&binary.Type{Kind: binary.TypePrim, Prim: p})
		}
	}
	return c.compoundType(n)
}

// compoundType takes a definition in parentheses and adds it.
func (c *componentParser) compoundType(n naming) uint32 {
	c.enter()
	defer c.leave()
	if c.tok.kind != tokenOpen {
		c.unexpected("a type")
	}
	word := c.tok
	outer := c.at
	c.at = word.start
	defer func() { c.at = outer }()
	var r pending
	t := new(binary.Type)
	c.advance()
	switch word.text {
	case "func":
		c.funcType(t, &r)
	case "component":
		t.Kind = binary.TypeComponent
		t.Decls = c.typeBody(true, n)
	case "instance":
		t.Kind = binary.TypeInstance
		t.Decls = c.typeBody(false, n)
	case "resource":
		c.resourceType(t, &r)
	default:
		c.valueTypeDefinition(t, &r, word)
	}
	c.close()
	r.resolve()
	return c.scope.addType(t)
}

func (c *componentParser) valueTypeDefinition(t *binary.Type, r *pending, word token) {
	switch word.text {
	case "record":
		t.Kind = binary.TypeRecord
		for c.open("field") {
			c.labeled(t, r)
			c.close()
		}
	case "variant":
		t.Kind = binary.TypeVariant
		cases := make(map[string]token)
		for c.open("case") {
			if id, t, ok := c.id(); ok {
				if first, twice := cases[id]; twice {
					e := duplicate(t, first, "variant case identifier", id)
					c.note(e)
				}
				cases[id] = t
			}
			k := len(t.Cases)
			t.Cases = append(t.Cases, binary.VariantCase{Name: c.name()})
			c.optional(r, func(v binary.OptValType) { t.Cases[k].Type = v })
			c.close()
		}
	case "list":
		t.Kind = binary.TypeList
		c.valType(r, func(v binary.ComponentValType) { t.Elem = v })
		if !c.atClose() {
			t.Kind = binary.TypeFixedList
			t.Length = c.u32()
		}
	case "map":
		t.Kind = binary.TypeMap
		c.valType(r, func(v binary.ComponentValType) { t.Elem = v })
		c.valType(r, func(v binary.ComponentValType) { t.Value = v })
	case "tuple":
		t.Kind = binary.TypeTuple
		for !c.atClose() {
			k := len(t.Types)
			t.Types = append(t.Types, binary.ComponentValType{})
			c.valType(r, func(v binary.ComponentValType) { t.Types[k] = v })
		}
	case "flags", "enum":
		t.Kind = binary.TypeFlags
		if word.text == "enum" {
			t.Kind = binary.TypeEnum
		}
		for c.tok.kind == tokenString {
			t.Labels = append(t.Labels, c.name())
		}
	case "option":
		t.Kind = binary.TypeOption
		c.valType(r, func(v binary.ComponentValType) { t.Elem = v })
	case "result":
		t.Kind = binary.TypeResult
		if !c.isOpen("error") {
			c.optional(r, func(v binary.OptValType) { t.Ok = v })
		}
		if c.open("error") {
			c.valType(r, func(v binary.ComponentValType) { t.Err = binary.OptValType{Present: true, Type: v} })
			c.close()
		}
	case "own", "borrow":
		t.Kind = binary.TypeOwn
		if word.text == "borrow" {
			t.Kind = binary.TypeBorrow
		}
		c.reference(binary.SortType, r, func(i uint32) { t.Index = i })
	case "stream", "future":
		t.Kind = binary.TypeStream
		if word.text == "future" {
			t.Kind = binary.TypeFuture
		}
		c.optional(r, func(v binary.OptValType) { t.Ok = v })
	default:
		c.fail(word, "unexpected token: expected a type such as `(record`, `(list` or `(func`, found %s", c.describe(word))
	}
}

// labeled takes `"name" T` of a record field or parameter.
func (c *componentParser) labeled(t *binary.Type, r *pending) {
	k := len(t.Fields)
	t.Fields = append(t.Fields, binary.Labeled{Name: c.name()})
	c.valType(r, func(v binary.ComponentValType) { t.Fields[k].Type = v })
}

// optional takes a value type if one stands here.
func (c *componentParser) optional(r *pending, set func(binary.OptValType)) {
	if c.atClose() {
		set(binary.OptValType{})
		return
	}
	c.valType(r, func(v binary.ComponentValType) { set(binary.OptValType{Present: true, Type: v}) })
}

// valType takes a value type: a primitive, a reference, or a compound type,
// which becomes a type of its own at once.
func (c *componentParser) valType(r *pending, set func(binary.ComponentValType)) {
	switch c.tok.kind {
	case tokenWord:
		if p, ok := primitiveWords[c.tok.text]; ok {
			c.advance()
			*r = append(*r, func() { set(binary.ComponentValType{Prim: p}) })
			return
		}
	case tokenOpen:
		if c.tok.text != "type" {
			if !valueTypeWord(c.tok.text) {
				c.unexpected("a value type")
			}
			i := c.compoundType(naming{})
			*r = append(*r, func() { set(binary.ComponentValType{Index: i}) })
			return
		}
	}
	if c.tok.kind != tokenID && c.tok.kind != tokenOpen && !(c.tok.kind == tokenWord && isUnsigned(c.tok.text)) {
		c.unexpected("a value type")
	}
	c.reference(binary.SortType, r, func(i uint32) { set(binary.ComponentValType{Index: i}) })
}

func valueTypeWord(word string) bool {
	switch word {
	case "record", "variant", "list", "map", "tuple", "flags", "enum", "option", "result", "own", "borrow", "stream", "future":
		return true
	}
	return false
}

// funcType takes what follows `func`.
func (c *componentParser) funcType(t *binary.Type, r *pending) {
	t.Kind = binary.TypeFunc
	if c.word("async") {
		t.Kind = binary.TypeAsyncFunc
	}
	for c.open("param") {
		c.labeled(t, r)
		c.close()
	}
	if c.open("result") {
		c.valType(r, func(v binary.ComponentValType) { t.Ok = binary.OptValType{Present: true, Type: v} })
		c.close()
	}
}

// resourceType takes what follows `resource`.
func (c *componentParser) resourceType(t *binary.Type, r *pending) {
	t.Kind = binary.TypeResource
	c.mustOpen("rep")
	t.Rep = c.coreTypes().valType()
	c.close()
	if c.open("dtor") {
		t.HasDtor = true
		c.coreReference(binary.SortCoreFunc, "func", r, func(i uint32) { t.Dtor = i })
		c.close()
	}
}

// typeBody takes the declarators of a component or instance type.
func (c *componentParser) typeBody(component bool, n naming) []binary.Decl {
	s := &scope{parent: c.scope, id: n.id, hasID: n.hasID}
	c.scope = s
	defer func() { c.scope = s.parent }()
	for c.tok.kind == tokenOpen {
		word := c.tok
		c.advance()
		switch {
		case word.text == "core":
			rec := c.isWord("rec")
			if !rec && !c.isWord("type") {
				c.unexpected("`type`")
			}
			c.advance()
			c.coreTypeField(rec)
		case word.text == "type":
			n := c.naming()
			index := c.typeDefinition(n)
			c.bind(binary.SortType, index, n)
		case word.text == "alias":
			c.aliasField()
		case word.text == "export":
			d := binary.Decl{Kind: binary.DeclExport, Name: c.externName()}
			var r pending
			n := c.externDesc(&d.Desc, &r, true)
			r.resolve()
			s.decls = append(s.decls, d)
			c.bind(d.Desc.Sort, s.add(d.Desc.Sort), n)
		case word.text == "import" && component:
			c.importField()
		default:
			c.fail(word, "unexpected token: expected a declarator such as `(type` or `(export`, found %s", c.describe(word))
		}
		c.close()
		for i := len(s.decls) - 1; i >= 0 && s.decls[i].Offset == 0; i-- {
			s.decls[i].Offset = int64(word.start) // in the text; places.go
		}
	}
	return s.decls
}

// externDesc takes `(SORT $id TYPE)`, the identifier only where it is named.
func (c *componentParser) externDesc(d *binary.ExternDesc, r *pending, named bool) (n naming) {
	at := c.tok
	d.Sort = c.sort()
	if core, isCore := d.Sort.Core(); isCore && core != binary.CoreSortModule {
		c.fail(at, "unexpected token: a %s can be neither imported nor exported", d.Sort)
	}
	if named {
		n = c.naming()
	}
	c.externType(d, r)
	c.close()
	return n
}

// externType takes the type of an import or export behind its sort.
func (c *componentParser) externType(d *binary.ExternDesc, r *pending) {
	set := func(i uint32) { d.Index = i }
	switch d.Sort {
	case binary.SortCoreModule:
		c.coreModuleType(d, r)
	case binary.SortFunc:
		c.funcTypeUse(r, set)
	case binary.SortComponent, binary.SortInstance:
		if c.atTypeReference() {
			c.reference(binary.SortType, r, set)
			return
		}
		c.enter()
		defer c.leave()
		t := &binary.Type{Kind: binary.TypeInstance}
		if d.Sort == binary.SortComponent {
			t.Kind = binary.TypeComponent
		}
		t.Decls = c.typeBody(d.Sort == binary.SortComponent, naming{})
		i := c.scope.addType(t)
		*r = append(*r, func() { set(i) })
	case binary.SortType:
		switch {
		case c.open("eq"):
			c.reference(binary.SortType, r, set)
		case c.open("sub"):
			if !c.word("resource") {
				c.unexpected("`resource`")
			}
			d.SubResource = true
		default:
			c.unexpected("`(eq` or `(sub`")
		}
		c.close()
	case binary.SortValue:
		if c.open("eq") {
			d.ValueEq = true
			c.reference(binary.SortValue, r, set)
			c.close()
			return
		}
		c.valType(r, func(v binary.ComponentValType) { d.Value = v })
	}
}

// atTypeReference tells `(type X)` from a declarator `(type $x …)`.
func (c *componentParser) atTypeReference() bool {
	if !c.isOpen("type") {
		return false
	}
	t, at := c.tok, c.lexer.pos
	defer func() { c.tok, c.lexer.pos = t, at }()
	c.advance()
	if c.tok.kind != tokenID && !(c.tok.kind == tokenWord && isUnsigned(c.tok.text)) {
		return false
	}
	c.advance()
	return c.atClose() || c.tok.kind == tokenString
}

// funcTypeUse takes `(type X)` or a function type written out.
func (c *componentParser) funcTypeUse(r *pending, set func(uint32)) {
	if c.isOpen("type") {
		c.reference(binary.SortType, r, set)
		return
	}
	c.enter()
	defer c.leave()
	t := new(binary.Type)
	var inner pending
	c.funcType(t, &inner)
	inner.resolve()
	i := c.scope.addType(t)
	*r = append(*r, func() { set(i) })
}

// coreModuleType takes `(type X)` or the declarators of a module type.
func (c *componentParser) coreModuleType(d *binary.ExternDesc, r *pending) {
	if c.atTypeReference() {
		c.advance()
		ref := c.pathIndex(binary.SortCoreType)
		c.close()
		*r = append(*r, func() { d.Index = c.resolve(ref) })
		return
	}
	i := c.scope.addCoreType(&binary.CoreType{IsModule: true, Module: c.moduleDecls()})
	*r = append(*r, func() { d.Index = i })
}
