package ast

// parseWorldBody reads `{ … }`.
func (p *parser) parseWorldBody() (items []WorldItem, ok bool) {
	if !p.expect(LeftBrace) {
		return nil, false
	}
	level := p.brace
	for p.tok != RightBrace {
		start := p.span.Start
		item, ok := p.parseWorldItem()
		if item != nil {
			items = append(items, item)
		}
		if !ok {
			p.recover(level, start, item == nil)
			if p.brace < level || p.tok == EOF {
				return items, true
			}
		}
	}
	return items, p.expect(RightBrace)
}

func (p *parser) parseWorldItem() (WorldItem, bool) {
	start := p.span.Start
	attrs, ok := p.parseAttributes()
	if !ok {
		return nil, false
	}
	switch p.tok {
	case KeywordImport, KeywordExport:
		e := &Extern{Attrs: attrs, Export: p.tok == KeywordExport}
		p.next()
		ok, full := p.parseExtern(e)
		e.Span = Span{start, p.last}
		if !full {
			return nil, ok
		}
		return e, ok
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
	case KeywordInclude:
		i, ok := p.parseInclude(attrs, start)
		if i == nil {
			return nil, false
		}
		return i, ok
	}
	return nil, p.unexpected("`import`, `export`, `include`, `use` or the definition of a type")
}

// parseExtern reads what stands behind `import` or `export`. full tells whether it is known what is imported or exported, even if
// something is wrong with it.
func (p *parser) parseExtern(e *Extern) (ok, full bool) {
	id, ok := p.ident("a name")
	if !ok {
		return false, false
	}
	if p.tok != Colon {
		e.Path = &Path{Name: id}
		ok = p.endItem()
		return ok, p.whole
	}
	p.next()
	switch p.tok {
	case KeywordFunc, KeywordAsync:
		e.Name = id
		f := p.funcArena.new()
		f.Name = id
		e.Func = f
		f.Span.Start = id.Span.Start
		ok = p.parseFuncType(f) && p.endItem()
		f.Span.End, f.Partial = p.last, !ok && !p.whole
		return ok, true
	case KeywordInterface:
		e.Name = id
		i := &Interface{Name: id, Span: p.span}
		p.next()
		e.Interface = i
		i.Items, ok = p.parseInterfaceBody()
		i.Span.End = p.last
		return ok, true
	case Identifier, ExplicitIdentifier:
	default:
		return p.unexpected("`func`, `async func`, `interface`, or the name of an interface"), false
	}
	// `ns:pkg/name` if a `/` follows the next name, otherwise `label: path`.
	var path Path
	if p.lex.peekIs(Slash) {
		path, ok = p.parsePathOf(id)
	} else {
		e.Name = id
		path, ok = p.parsePath("the name of an interface")
	}
	if !ok {
		return false, false
	}
	e.Path = &path
	ok = p.endItem()
	return ok, p.whole
}

// parseInclude reads `include path;` or `include path with { a as b }`.
func (p *parser) parseInclude(attrs Attributes, start uint32) (*Include, bool) {
	p.next()
	i := &Include{Attrs: attrs}
	ok := false
	if i.Path, ok = p.parsePath("the name of a world"); !ok {
		return nil, false
	}
	if p.tok != KeywordWith {
		if ok = p.endItem(); !p.whole {
			return nil, false
		}
		i.Span = Span{start, p.last}
		return i, ok
	}
	p.next()
	if !p.expect(LeftBrace) {
		return nil, false
	}
	for p.tok != RightBrace {
		var n UseName
		if n.Name, ok = p.ident("the name of an import or export"); !ok || !p.expect(KeywordAs) {
			return nil, false
		}
		if n.As, ok = p.ident("the new name"); !ok {
			return nil, false
		}
		i.With = append(i.With, n)
		if !p.eat(Comma) {
			break
		}
	}
	ok = p.expect(RightBrace)
	i.Span = Span{start, p.last}
	return i, ok
}
