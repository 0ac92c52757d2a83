package wat

// ParseScript reads a .wast file. A file that does not begin with a directive
// is one module, as for Parse. Only the outlines of modules are read; Encode
// does the rest.
func ParseScript(src []byte, opts ParseOptions) (*Script, error) {
	text := viewString(src)
	s := &Script{File: opts.File, src: text}
	if e := checkEncoding(text, opts.AllowConfusingUnicode); e != nil {
		return nil, collected([]*Error{e}, opts.File, text)
	}
	p := &scriptParser{script: s}
	var bad *Error
	func() {
		defer catch(&bad)
		p.start(text, 0)
		p.file()
	}()
	if bad == nil {
		bad = p.bad
	}
	if bad != nil {
		p.errs = append(p.errs, bad)
	}
	if err := collected(p.errs, opts.File, text); err != nil {
		return nil, err
	}
	return s, nil
}

type scriptParser struct {
	typeParser
	script *Script
}

func (p *scriptParser) file() {
	switch {
	case p.tok.kind == tokenOpen && (p.tok.text == "module" || p.tok.text == "component" || p.tok.text == "register" ||
		p.tok.text == "invoke" || len(p.tok.text) > 7 && p.tok.text[:7] == "assert_"):
	default:
		m := &ScriptModule{script: p.script, bare: true, Start: 0, End: len(p.src)}
		p.script.Directives = []Directive{{Kind: DirectiveModule, Module: m}}
		return
	}
	for p.tok.kind == tokenOpen {
		p.script.Directives = append(p.script.Directives, p.directive())
	}
	if p.tok.kind != tokenEOF {
		p.unexpected("a directive")
	}
}

// wordStart is where the word of an opening token begins.
func wordStart(t token) int { return t.end - len(t.text) }

var assertKinds = map[string]DirectiveKind{
	"assert_return": AssertReturn, "assert_trap": AssertTrap, "assert_exhaustion": AssertExhaustion,
	"assert_exception": AssertException, "assert_suspension": AssertSuspension, "assert_malformed": AssertMalformed,
	"assert_invalid": AssertInvalid, "assert_unlinkable": AssertUnlinkable,
	"assert_malformed_custom": AssertMalformedCustom, "assert_invalid_custom": AssertInvalidCustom,
}

func (p *scriptParser) directive() (d Directive) {
	p.enter()
	defer p.leave()
	d.Start = wordStart(p.tok)
	d.LineStart = d.Start
	switch p.tok.text {
	case "module", "component":
		p.moduleDirective(&d)
		return d
	case "register":
		p.advance()
		d.Kind, d.Name, d.HasName = DirectiveRegister, p.name(), true
		d.Target, _, d.HasTarget = p.id()
	case "invoke", "get":
		d.Kind = DirectiveAction
		d.Action = p.action()
		return d
	case "thread":
		p.advance()
		d.Kind = DirectiveThread
		d.Name, d.HasName = p.mustID(), true
		if p.open("shared") {
			p.mustOpen("module")
			d.Target, _, d.HasTarget = p.id()
			p.close()
			p.close()
		}
		for p.tok.kind == tokenOpen {
			d.Directives = append(d.Directives, p.directive())
		}
	case "wait":
		p.advance()
		d.Kind = DirectiveWait
		d.Name, d.HasName = p.mustID(), true
	default:
		kind, ok := assertKinds[p.tok.text]
		if !ok {
			p.unexpected("a directive such as `(module`, `(assert_return` or `(invoke`")
		}
		p.advance()
		d.Kind = kind
		p.assertion(&d)
	}
	p.close()
	return d
}

// mustID takes an identifier.
func (p *scriptParser) mustID() string {
	name, _, ok := p.id()
	if !ok {
		p.unexpected("an identifier")
	}
	return name
}

func (p *scriptParser) assertion(d *Directive) {
	switch d.Kind {
	case AssertReturn, AssertException:
		d.Action = p.action()
		d.LineStart = d.Action.Start
		if d.Kind == AssertException {
			d.LineStart = d.Start
		}
		for d.Kind == AssertReturn && p.tok.kind == tokenOpen {
			d.Expected = append(d.Expected, p.value(true))
		}
	case AssertTrap, AssertExhaustion, AssertSuspension:
		if d.Kind == AssertTrap && (p.isOpen("module") || p.isOpen("component")) {
			d.Kind = AssertUninstantiable
			d.Module, d.LineStart = p.module()
		} else {
			d.Action = p.action()
			if d.Kind == AssertTrap {
				d.LineStart = d.Action.Start
			}
		}
		d.Message = p.name()
	default:
		if !p.isOpen("module") && !p.isOpen("component") {
			p.unexpected("`(module` or `(component`")
		}
		d.Module, d.LineStart = p.module()
		d.Message = p.name()
	}
}

// moduleDirective tells modules, definitions and instances apart.
func (p *scriptParser) moduleDirective(d *Directive) {
	t, at := p.tok, p.lexer.pos
	p.advance()
	switch {
	case p.isWord("instance"):
		p.advance()
		d.Kind = DirectiveInstance
		d.Name, _, d.HasName = p.id()
		d.Target, _, d.HasTarget = p.id()
		p.close()
		return
	case p.isWord("definition"):
		d.Kind = DirectiveDefinition
	}
	p.tok, p.lexer.pos = t, at
	d.Module, d.LineStart = p.module()
}

// module takes a module or component without looking inside, and says where
// the word is whose line json-from-wast gives.
func (p *scriptParser) module() (m *ScriptModule, line int) {
	open := p.tok
	m = &ScriptModule{script: p.script, Start: open.start, Component: open.text == "component"}
	line = wordStart(open)
	p.advance()
	p.word("definition")
	m.Name, _, m.HasName = p.id()
	p.nameAnnotation()
	switch {
	case p.word("binary"):
		m.Form = ModuleBinary
		m.Data = p.binaryBytes()
		p.close()
	case p.isWord("quote"):
		line = p.tok.start
		p.advance()
		m.Form = ModuleQuote
		m.Data = []byte{}
		for p.tok.kind == tokenString {
			m.Data = append(p.bytes(m.Data), ' ')
		}
		p.close()
	default:
		end := skipForm(p.src, open.start)
		if end < 0 {
			p.unbalanced(open, nil)
		}
		p.lexer.pos = end
		p.prevEnd = end
		p.tok = p.next()
		m.End = end
		return m, line
	}
	m.End = p.prevEnd
	return m, line
}

func (p *scriptParser) action() *Action {
	a := &Action{Start: wordStart(p.tok)}
	switch {
	case p.open("invoke"):
	case p.open("get"):
		a.Get = true
	default:
		p.unexpected("`(invoke` or `(get`")
	}
	a.Module, _, a.HasModule = p.id()
	a.Field = p.name()
	for p.tok.kind == tokenOpen && !a.Get {
		a.Args = append(a.Args, p.value(false))
	}
	p.close()
	return a
}
