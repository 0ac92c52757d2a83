package wat

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// parser is a lexer with one token of lookahead and what every grammar rule
// needs: looking, taking, complaining. A syntax error unwinds to whoever
// called catch; an error that leaves the structure intact (an unknown name) is
// noted and parsing goes on.
type parser struct {
	lexer
	tok token
	// prevEnd is the end of the token before tok.
	prevEnd int
	errs    []*Error
	// depth counts nested forms where the grammar is parsed recursively.
	depth int
}

// start begins to parse src at byte pos.
func (p *parser) start(src string, pos int) {
	p.lexer = lexer{src: src, pos: pos}
	p.tok = p.next()
}

// advance takes the current token.
func (p *parser) advance() {
	p.prevEnd = p.tok.end
	p.tok = p.next()
}

// fail unwinds with a complaint about t; about the word of a form that begins.
func (p *parser) fail(t token, format string, args ...any) {
	start, end := p.place(t)
	p.failAt(start, end, format, args...)
}

// place is where a complaint about a token points: at the word of a form that
// begins, which is what is wrong; where no word follows, at what does.
func (p *parser) place(t token) (start, end int) {
	if t.kind != tokenOpen {
		return t.start, t.end
	}
	if t.text != "" {
		return wordStart(t), t.end
	}
	l := lexer{src: p.src, pos: t.end}
	if next := l.next(); next.kind != tokenEOF {
		return next.start, next.end
	}
	return t.start, t.end
}

func (p *parser) failAt(start, end int, format string, args ...any) {
	if p.bad != nil {
		panic(bailout{p.bad})
	}
	panic(bailout{errorf(start, end, format, args...)})
}

// note keeps a complaint and goes on.
func (p *parser) note(e *Error) {
	if len(p.errs) < maxErrors {
		p.errs = append(p.errs, e)
	}
}

// failGrammatical is fail where the grammar holds.
func (p *parser) failGrammatical(t token, format string, args ...any) {
	if p.bad != nil {
		panic(bailout{p.bad})
	}
	panic(bailout{grammaticalf(t.start, t.end, format, args...)})
}

// unexpected unwinds: the current token is not what the grammar wants.
func (p *parser) unexpected(want string) {
	if !wantsForm(want) {
		// The parenthesis is as wrong as its word.
		p.failAt(p.tok.start, p.tok.end, "unexpected token: expected %s, found %s", want, p.describe(p.tok))
	}
	p.fail(p.tok, "unexpected token: expected %s, found %s", want, p.describe(p.tok))
}

// wantsForm says whether what is wanted may begin with a parenthesis.
func wantsForm(want string) bool {
	for _, form := range []string{"`(", "field", "value type", "reference type"} {
		if strings.Contains(want, form) {
			return true
		}
	}
	return false
}

// describe shows a token in a message.
func (p *parser) describe(t token) string {
	switch t.kind {
	case tokenEOF:
		return "the end of the text"
	case tokenOpen:
		if t.text == "" {
			return "`(`"
		}
		return "`(" + shorten(t.text) + "`"
	case tokenClose:
		return "`)`"
	case tokenAnnotation:
		return "annotation `(@" + shorten(t.text) + "`"
	case tokenString:
		return "a string"
	case tokenID:
		return "identifier `" + shorten(p.src[t.start:t.end]) + "`"
	}
	return "`" + shorten(t.text) + "`"
}

func shorten(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}

// isWord says whether the current token is the word.
func (p *parser) isWord(word string) bool { return p.tok.kind == tokenWord && p.tok.text == word }

// isOpen says whether the current token is `(word`.
func (p *parser) isOpen(word string) bool { return p.tok.kind == tokenOpen && p.tok.text == word }

// word takes the word if it stands here.
func (p *parser) word(word string) bool {
	if !p.isWord(word) {
		return false
	}
	p.advance()
	return true
}

// open takes `(word` if it stands here.
func (p *parser) open(word string) bool {
	if !p.isOpen(word) {
		return false
	}
	p.advance()
	return true
}

// mustOpen takes `(word`.
func (p *parser) mustOpen(word string) {
	if !p.open(word) {
		p.unexpected("`(" + word + "`")
	}
}

// close takes a right parenthesis.
func (p *parser) close() {
	if p.tok.kind != tokenClose {
		p.unexpected("`)`")
	}
	p.advance()
}

// atClose says whether a right parenthesis stands here.
func (p *parser) atClose() bool { return p.tok.kind == tokenClose }

// maxDepth bounds what is parsed recursively: components and their types,
// script values. Instructions nest without limit.
const maxDepth = 100

// enter and leave bracket a recursive rule.
func (p *parser) enter() {
	p.depth++
	if p.depth > maxDepth {
		p.fail(p.tok, "item nesting too deep: more than %d forms inside one another", maxDepth)
	}
}

func (p *parser) leave() { p.depth-- }

// bytes takes a string that may hold any bytes, appended to b.
func (p *parser) bytes(b []byte) []byte {
	if p.tok.kind != tokenString {
		p.unexpected("a string")
	}
	b = appendUnescaped(b, p.tok.text)
	p.advance()
	return b
}

// name takes a string that must be UTF-8.
func (p *parser) name() string {
	if p.tok.kind != tokenString {
		p.unexpected("a string")
	}
	s := unescape(p.tok.text)
	if !utf8.ValidString(s) {
		p.fail(p.tok, "malformed UTF-8 encoding")
	}
	p.advance()
	return s
}

// idName is the name of an identifier token.
func (p *parser) idName(t token) string {
	if t.text[0] != '"' {
		return t.text
	}
	s := unescape(t.text[1 : len(t.text)-1])
	if s == "" {
		p.fail(t, "empty identifier")
	}
	if !utf8.ValidString(s) {
		p.fail(t, "malformed UTF-8 encoding")
	}
	return s
}

// id takes an identifier if one stands here; ok says so.
func (p *parser) id() (name string, t token, ok bool) {
	if p.tok.kind != tokenID {
		return "", token{}, false
	}
	t = p.tok
	name = p.idName(t)
	p.advance()
	return name, t, true
}

// naming is how an item is called: its identifier, and the name that
// `(@name "…")` gives it in the name section instead.
type naming struct {
	id      string
	idToken token
	hasID   bool
	name    string // for the name section
	hasName bool
}

// naming takes an optional identifier and an optional (@name).
func (p *parser) naming() (n naming) {
	n.id, n.idToken, n.hasID = p.id()
	n.name, n.hasName = n.id, n.hasID
	if s, ok := p.nameAnnotation(); ok {
		n.name, n.hasName = s, true
	}
	return n
}

func (p *parser) nameAnnotation() (string, bool) {
	if p.tok.kind != tokenAnnotation || p.tok.text != "name" {
		return "", false
	}
	p.advance()
	s := p.name()
	p.close()
	return s, true
}

// note that a name was defined twice.
func duplicate(t, first token, what, name string) *Error {
	e := grammaticalf(t.start, t.end, "duplicate %s: `%s` is defined twice", what, spellID(name))
	e.Code = "duplicate-name"
	e.Others = []*Error{errorf(first.start, first.end, "first defined here")}
	return e
}

// unknown notes that an identifier names nothing. known lists those that do, to
// suggest the nearest; it is not asked once there are complaints enough, so
// that a text full of unknown names costs no more than another.
func (p *parser) unknown(t token, what, name string, known iter.Seq[string]) {
	if len(p.errs) >= maxErrors {
		return
	}
	e := unknownName(t, what, name)
	e.Help = nearestHelp(name, known)
	p.note(e)
}

// unknownName is the complaint about an identifier that names nothing.
func unknownName(t token, what, name string) *Error {
	e := grammaticalf(t.start, t.end, "unknown %s: `%s` is not defined", what, spellID(name))
	e.Code = "unknown-name"
	return e
}
