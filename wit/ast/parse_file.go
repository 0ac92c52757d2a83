package ast

// parseFile reads the whole file: a header, then items to the end.
func (p *parser) parseFile() {
	f := p.file
	if p.tok == KeywordPackage {
		start := p.span.Start
		pkg := &Package{Docs: p.comments()}
		switch {
		case !p.parsePackageName(pkg):
			p.recover(0, start, true)
			if pkg.Name.Name != "" {
				pkg.Span, pkg.Version, pkg.Partial = Span{start, p.last}, nil, true
				f.Package = pkg
			}
		case p.tok == Semicolon:
			p.next()
			pkg.Span = Span{start, p.last}
			f.Package = pkg
		case p.tok == LeftBrace:
			p.parseNested(pkg, start, 1)
			f.Items = append(f.Items, pkg)
		default:
			p.unexpected("`;` or `{`")
			pkg.Span = Span{start, p.last}
			pkg.Partial = !p.startsLine()
			f.Package = pkg
			if !pkg.Partial {
				f.Skipped = append(f.Skipped, Span{p.span.Start, p.span.Start})
			} else {
				p.recover(0, start, false)
			}
		}
	}
	f.Items = p.parseItems(f.Items, 0)
}

// parseItems reads the items of a file, to its end, or of a nested package, to its `}`. depth counts the packages around.
func (p *parser) parseItems(items []Item, depth int) []Item {
	level := p.brace
	for p.tok != EOF && !(depth > 0 && p.tok == RightBrace) {
		start := p.span.Start
		item, ok := p.parseItem(depth)
		if item != nil {
			items = append(items, item)
		}
		if !ok {
			p.recover(level, start, item == nil)
			if p.brace < level {
				break
			}
		}
	}
	return items
}

// parseItem reads one item at the top of a file or package. The item may be there, in part, even if it's not ok.
func (p *parser) parseItem(depth int) (Item, bool) {
	start := p.span.Start
	attrs, ok := p.parseAttributes()
	if !ok {
		return nil, false
	}
	switch p.tok {
	case KeywordInterface:
		p.next()
		i := &Interface{Attrs: attrs}
		if i.Name, ok = p.ident("the name of the interface"); !ok {
			return nil, false
		}
		i.Items, ok = p.parseInterfaceBody()
		i.Span = Span{start, p.last}
		return i, ok
	case KeywordWorld:
		p.next()
		w := &World{Attrs: attrs}
		if w.Name, ok = p.ident("the name of the world"); !ok {
			return nil, false
		}
		w.Items, ok = p.parseWorldBody()
		w.Span = Span{start, p.last}
		return w, ok
	case KeywordUse:
		u, ok := p.parseTopUse()
		if u == nil {
			return nil, false
		}
		u.Attrs = attrs
		return u, ok
	case KeywordPackage:
		if len(attrs.List) > 0 {
			p.errorAt(CodeSyntax, p.span, "attributes are not allowed before `package`")
			p.next()
			return nil, false
		}
		if depth >= maxPackageDepth {
			return nil, p.errorAt(CodeSyntax, p.span, "packages are nested too deep: at most %d levels", maxPackageDepth)
		}
		pkg := &Package{Docs: attrs.Docs}
		if !p.parsePackageName(pkg) {
			return nil, false
		}
		return pkg, p.parseNested(pkg, start, depth+1)
	}
	p.unexpected("`world`, `interface`, `use` or `package`")
	if p.tok == Semicolon {
		p.help("an item that ends in `}` takes no `;`")
	}
	return nil, false
}

// parsePackageName reads `package ns:name@version`.
func (p *parser) parsePackageName(pkg *Package) bool {
	p.next()
	ok := false
	if pkg.Namespace, ok = p.ident("the namespace of the package"); !ok || !p.expect(Colon) {
		return false
	}
	if pkg.Name, ok = p.ident("the name of the package"); !ok {
		return false
	}
	pkg.Version, ok = p.parseOptionalVersion()
	return ok
}

// parseNested reads the body of a package in braces.
func (p *parser) parseNested(pkg *Package, start uint32, depth int) bool {
	pkg.Nested = true
	if p.tok != LeftBrace {
		p.unexpected("`{`")
		if p.tok == Semicolon {
			p.help("only the first item of a file may be `package …;`: a further package has its items in `{ }`")
		}
		return false
	}
	p.next()
	level := p.brace
	pkg.Items = p.parseItems(nil, depth)
	pkg.Span = Span{start, p.last}
	if p.brace < level {
		return true // the end was missing, which is reported already
	}
	ok := p.expect(RightBrace)
	pkg.Span.End = p.last
	return ok
}

// parseTopUse reads `use path as name;`.
func (p *parser) parseTopUse() (*TopUse, bool) {
	start := p.span.Start
	p.next()
	u := &TopUse{}
	ok := false
	if u.Path, ok = p.parsePath("the name of an interface or world"); !ok {
		return nil, false
	}
	if p.eat(KeywordAs) {
		if u.As, ok = p.ident("the new name"); !ok {
			return nil, false
		}
	}
	if ok = p.endItem(); !p.whole {
		return nil, false
	}
	u.Span = Span{start, p.last}
	return u, ok
}

// parsePath reads `name` or `ns:pkg/name@version`.
func (p *parser) parsePath(what string) (path Path, ok bool) {
	id, ok := p.ident(what)
	if !ok {
		return path, false
	}
	if p.tok != Colon {
		path.Name = id
		return path, true
	}
	p.next()
	return p.parsePathOf(id)
}

// parsePathOf reads the rest of `ns:pkg/name@version` behind the colon.
func (p *parser) parsePathOf(namespace Ident) (path Path, ok bool) {
	path.Namespace = namespace
	if path.Package, ok = p.ident("the name of a package"); !ok || !p.expect(Slash) {
		return path, false
	}
	if path.Name, ok = p.ident("the name of an interface or world"); !ok {
		return path, false
	}
	path.Version, ok = p.parseOptionalVersion()
	return path, ok
}

// parseOptionalVersion reads `@version`, if there is one.
func (p *parser) parseOptionalVersion() (*Version, bool) {
	if p.tok != At {
		return nil, true
	}
	p.next()
	return p.parseVersion()
}

// parseVersion reads a semantic version: three numbers with periods between, then what stands behind a hyphen and a plus. A period
// belongs to it only if the version goes on behind it, so that a `.{` may follow. White space inside is taken up, and refused then.
func (p *parser) parseVersion() (*Version, bool) {
	start, spaced := p.span.Start, false
	take := func() {
		p.next()
		spaced = spaced || p.span.Start != p.last
	}
	for i := range 3 {
		if i > 0 {
			if p.tok != Period {
				p.unexpected("`.` and the rest of the version")
				return nil, p.help("a version has three numbers, as in `1.2.3`")
			}
			take()
		}
		if p.tok != Integer {
			p.unexpected([...]string{"a version", "the next number of the version", "the third number of the version"}[i])
			return nil, p.help("a version has three numbers, as in `1.2.3`")
		}
		if i < 2 {
			take()
		}
	}
	end, within := p.span.End, false
	p.next()
	for _, mark := range [...]Token{Minus, Plus} {
		if p.tok != mark {
			continue
		}
		for more := true; more; more = p.goesOn() {
			within = within || spaced || p.span.Start != end
			end = p.span.End
			p.next()
		}
	}
	v := &Version{Text: p.file.text[start:end], Span: Span{start, end}}
	problem := checkVersion(v.Text)
	if spaced || within {
		problem = "no white space is allowed in it"
	}
	if problem != "" {
		return v, p.errorAt(CodeSyntax, v.Span, "invalid version `%s`: %s", v.Text, problem)
	}
	return v, true
}

// goesOn reports whether tok is a further part of a pre-release or build version.
func (p *parser) goesOn() bool {
	switch p.tok {
	case Identifier, Integer, Minus:
		return true
	case Period:
		saved := p.lex
		next := saved.Next()
		for next == LineComment || next == BlockComment {
			next = saved.Next()
		}
		return next == Identifier || next == Integer || next == Minus || next.IsKeyword() && saved.Span().Start == p.span.End
	}
	return p.tok.IsKeyword() && p.span.Start == p.last
}

// scanVersion finds the end of a version that starts with a digit at start, if it has no white space in it.
func scanVersion(src string, start int) int {
	end := start
	for numbers := 0; ; end++ {
		for end < len(src) && src[end]-'0' < 10 {
			end++
		}
		if numbers++; numbers == 3 || end+1 >= len(src) || src[end] != '.' || src[end+1]-'0' >= 10 {
			break
		}
	}
	for _, mark := range [...]byte{'-', '+'} {
		if end >= len(src) || src[end] != mark || src[end] == '-' && end+1 < len(src) && src[end+1] == '>' {
			continue
		}
		for end++; end < len(src) && (versionByte(src[end]) || src[end] == '.' && end+1 < len(src) && versionByte(src[end+1])); {
			end++
		}
	}
	return end
}

// versionByte reports whether the byte may stand in a pre-release or build version, or looks as if somebody thought so.
func versionByte(c byte) bool {
	return c >= 0x80 || class[c] >= classWord || c == '-'
}

// peekIs reports whether the next token is t, without consuming it.
func (l *Lexer) peekIs(t Token) bool {
	saved := *l
	next := l.Next()
	for next == LineComment || next == BlockComment {
		next = l.Next()
	}
	*l = saved
	return next == t
}

// parseAttributes reads the docs and attributes in front of an item.
func (p *parser) parseAttributes() (attrs Attributes, ok bool) {
	p.whole = false
	attrs.Docs = p.comments()
	for p.tok == At {
		a := Attribute{Span: p.span}
		p.next()
		a.Name = p.span
		if p.tok != Identifier && p.tok != ExplicitIdentifier {
			return attrs, p.unexpected("the name of an attribute: `since`, `unstable`, `deprecated` or `external-id`")
		}
		name, ok := p.ident("the name of an attribute")
		if !ok {
			return attrs, false
		}
		switch name.Name {
		case "since":
			a.Kind = Since
		case "unstable":
			a.Kind = Unstable
		case "deprecated":
			a.Kind = Deprecated
		case "external-id":
			a.Kind = ExternalID
		default:
			return attrs, p.errorAt(CodeSyntax, name.Span, "unknown attribute `@%s`: known are `@since`, `@unstable`, `@deprecated` and `@external-id`", name.Name)
		}
		if !p.expect(LeftParen) {
			return attrs, false
		}
		switch a.Kind {
		case Since, Deprecated:
			if !p.parseKey("version") {
				return attrs, false
			}
			if a.Version, ok = p.parseVersion(); !ok {
				return attrs, false
			}
		case Unstable:
			if !p.parseKey("feature") {
				return attrs, false
			}
			feature, ok := p.ident("the name of a feature")
			if !ok {
				return attrs, false
			}
			a.Text = feature.Name
		case ExternalID:
			if p.tok != StringLiteral {
				return attrs, p.unexpected("a string")
			}
			a.Text, _, _ = unquote(p.file.Text(p.span))
			p.next()
		}
		if !p.expect(RightParen) {
			return attrs, false
		}
		a.Span.End = p.last
		attrs.List = append(attrs.List, a)
	}
	return attrs, true
}

// parseKey reads `key =` in an attribute.
func (p *parser) parseKey(key string) bool {
	id, ok := p.ident("`" + key + "`")
	if !ok {
		return false
	}
	if id.Name != key {
		return p.errorAt(CodeSyntax, id.Span, "expected `%s`, found `%s`", key, id.Name)
	}
	return p.expect(Equals)
}
