package ast

// parseInterfaceBody reads `{ … }`.
func (p *parser) parseInterfaceBody() (items []InterfaceItem, ok bool) {
	if !p.expect(LeftBrace) {
		return nil, false
	}
	level := p.brace
	for p.tok != RightBrace {
		start := p.span.Start
		item, ok := p.parseInterfaceItem()
		if item != nil {
			items = append(items, item)
		}
		if !ok {
			p.recover(level, start, item == nil)
			if p.brace < level {
				return items, true
			}
			if p.tok == EOF {
				return items, true
			}
		}
	}
	return items, p.expect(RightBrace)
}

func (p *parser) parseInterfaceItem() (InterfaceItem, bool) {
	start := p.span.Start
	attrs, ok := p.parseAttributes()
	if !ok {
		return nil, false
	}
	switch p.tok {
	case KeywordUse:
		u, ok := p.parseUse(attrs, start)
		if u == nil {
			return nil, false
		}
		return u, ok
	case KeywordType, KeywordRecord, KeywordFlags, KeywordVariant, KeywordEnum, KeywordResource:
		d, ok := p.parseTypeDef(attrs, start)
		if d == nil {
			return nil, false
		}
		return d, ok
	case Identifier, ExplicitIdentifier:
		f := p.funcArena.new()
		f.Attrs = attrs
		if f.Name, ok = p.ident("a name"); !ok || !p.expect(Colon) {
			return nil, false
		}
		ok = p.parseFuncType(f) && p.endItem()
		f.Span, f.Partial = Span{start, p.last}, !ok && !p.whole
		return f, ok
	}
	p.unexpected("`type`, `resource`, `use`, another definition, or the name of a function")
	if p.tok == KeywordImport || p.tok == KeywordExport || p.tok == KeywordInclude {
		p.help("imports and exports belong in a world")
	}
	return nil, false
}

// parseUse reads `use path.{a, b as c};`.
func (p *parser) parseUse(attrs Attributes, start uint32) (*Use, bool) {
	p.next()
	u := &Use{Attrs: attrs}
	ok := false
	if u.Path, ok = p.parsePath("the name of an interface"); !ok {
		return nil, false
	}
	if !p.expect(Period) || !p.expect(LeftBrace) {
		return nil, false
	}
	for p.tok != RightBrace {
		var n UseName
		if n.Name, ok = p.ident("the name of a type"); !ok {
			return nil, false
		}
		if p.eat(KeywordAs) {
			if n.As, ok = p.ident("the new name"); !ok {
				return nil, false
			}
		}
		u.Names = append(u.Names, n)
		if !p.eat(Comma) {
			break
		}
	}
	if ok = p.expect(RightBrace) && p.endItem(); !p.whole {
		return nil, false
	}
	u.Span = Span{start, p.last}
	return u, ok
}

// parseFuncType reads `async func(…) -> type`.
func (p *parser) parseFuncType(f *Func) bool {
	f.Async = p.eat(KeywordAsync)
	if !f.Async && p.tok != KeywordFunc {
		return p.unexpected("`func` or `async func`")
	}
	if !p.expect(KeywordFunc) || !p.parseParams(f) {
		return false
	}
	return p.parseFuncResult(f)
}

func (p *parser) parseFuncResult(f *Func) bool {
	if !p.eat(Arrow) {
		return true
	}
	if p.tok == LeftParen {
		p.unexpected("a type")
		return p.help("a function has one result: use a tuple or a record to give several values, and no `->` to give none")
	}
	return p.parseType(&f.Result, 1)
}

// parseParams reads `(name: type, …)`.
func (p *parser) parseParams(f *Func) bool {
	if !p.expect(LeftParen) {
		return false
	}
	base := len(p.paramStack)
	ok := true
	for p.tok != RightParen {
		var param Param
		if param.Name, ok = p.ident("the name of a parameter"); !ok {
			break
		}
		if ok = p.expect(Colon) && p.parseType(&param.Type, 1); !ok {
			break
		}
		p.paramStack = append(p.paramStack, param)
		if !p.eat(Comma) {
			break
		}
	}
	f.Params = p.paramArena.copyOf(p.paramStack[base:])
	p.paramStack = p.paramStack[:base]
	return ok && p.expect(RightParen)
}

// parseTypeDef reads the definition of a named type. The result is nil if not even its name could be read.
func (p *parser) parseTypeDef(attrs Attributes, start uint32) (*TypeDef, bool) {
	d := p.defArena.new()
	d.Attrs = attrs
	keyword := p.tok
	p.next()
	ok := false
	if d.Name, ok = p.ident("the name of the type"); !ok {
		return nil, false
	}
	switch keyword {
	case KeywordType:
		d.Kind = Alias
		ok = p.expect(Equals) && p.parseType(&d.Type, 1) && p.endItem()
	case KeywordRecord:
		d.Kind = Record
		ok = p.parseMembers(d)
	case KeywordFlags:
		d.Kind = Flags
		ok = p.parseMembers(d)
	case KeywordVariant:
		d.Kind = Variant
		ok = p.parseMembers(d)
	case KeywordEnum:
		d.Kind = Enum
		ok = p.parseMembers(d)
	case KeywordResource:
		d.Kind = Resource
		ok = p.parseResource(d)
	}
	d.Span, d.Partial = Span{start, p.last}, !ok && !p.whole
	return d, ok
}

// parseMembers reads the fields, flags or cases of a definition in braces.
func (p *parser) parseMembers(d *TypeDef) bool {
	if !p.expect(LeftBrace) {
		return false
	}
	what := [...]string{Record: "the name of a field", Flags: "the name of a flag", Variant: "the name of a case", Enum: "the name of a case"}[d.Kind]
	base := len(p.memberStack)
	ok := true
	for p.tok != RightBrace {
		m := Member{Docs: p.comments()}
		if m.Name, ok = p.ident(what); !ok {
			break
		}
		switch {
		case d.Kind == Record:
			ok = p.expect(Colon) && p.parseType(&m.Type, 1)
		case d.Kind == Variant && p.eat(LeftParen):
			ok = p.parseType(&m.Type, 1) && p.expect(RightParen)
		}
		if !ok {
			break
		}
		p.memberStack = append(p.memberStack, m)
		if !p.eat(Comma) {
			break
		}
	}
	d.Members = p.memberArena.copyOf(p.memberStack[base:])
	p.memberStack = p.memberStack[:base]
	if !ok || !p.expect(RightBrace) {
		return false
	}
	if len(d.Members) == 0 && (d.Kind == Variant || d.Kind == Enum) {
		p.errorAt(CodeType, d.Name.Span, "%s `%s` is empty: it needs at least one case", d.Kind, d.Name.Name)
	}
	return true
}

// parseResource reads `;` or `{ … }`.
func (p *parser) parseResource(d *TypeDef) bool {
	if p.tok != LeftBrace {
		if p.tok != Semicolon {
			return p.unexpected("`;` or `{`")
		}
		p.next()
		return true
	}
	p.next()
	level := p.brace
	for p.tok != RightBrace {
		start := p.span.Start
		f := p.funcArena.new()
		if p.parseResourceFunc(f) {
			f.Span = Span{start, p.last}
			d.Funcs = append(d.Funcs, f)
			continue
		}
		p.recover(level, start, true)
		if p.brace < level || p.tok == EOF {
			return true
		}
	}
	return p.expect(RightBrace)
}

func (p *parser) parseResourceFunc(f *Func) (ok bool) {
	if f.Attrs, ok = p.parseAttributes(); !ok {
		return false
	}
	switch p.tok {
	case KeywordConstructor:
		f.Kind = Constructor
		f.Name = Ident{p.file.Text(p.span), p.span}
		p.next()
		return p.parseParams(f) && p.parseFuncResult(f) && p.expect(Semicolon)
	case Identifier, ExplicitIdentifier:
		f.Kind = Method
		if f.Name, ok = p.ident("a name"); !ok || !p.expect(Colon) {
			return false
		}
		if p.eat(KeywordStatic) {
			f.Kind = Static
		}
		return p.parseFuncType(f) && p.expect(Semicolon)
	}
	return p.unexpected("`constructor` or the name of a function")
}
