package wat

import (
	"wcomp/binary"
)

// fieldKind is what a module field defines.
type fieldKind byte

const (
	fieldType fieldKind = iota
	fieldImport
	fieldFunc
	fieldTable
	fieldMemory
	fieldTag
	fieldGlobal
	fieldExport
	fieldStart
	fieldElem
	fieldData
	fieldCustom
	fieldProducers
	fieldDylink
)

var fieldKinds = map[string]fieldKind{
	"type": fieldType, "rec": fieldType, "import": fieldImport, "func": fieldFunc, "table": fieldTable,
	"memory": fieldMemory, "tag": fieldTag, "global": fieldGlobal, "export": fieldExport, "start": fieldStart,
	"elem": fieldElem, "data": fieldData,
}

// field is a module field: where it stands, which index it got, and, once it
// was parsed, what it is encoded as.
type field struct {
	kind fieldKind
	// imported: a definition with an inline import.
	imported bool
	start    int
	// index is the first index the field defines in its space; segment the
	// index of the segment that an inline `(elem …)` or `(data …)` makes.
	index, segment uint32
	result         fieldResult
}

// module is a core module being parsed.
//
// Parsing takes three steps. scan walks over the fields, gives every item its
// index and learns the identifiers; it does not look inside. parseFields then
// parses every field for itself, function bodies in parallel, straight into
// bytes. A type use without index that matches no type is only noted; once all
// fields are parsed the missing types are numbered in source order, and the
// few fields that asked for them are parsed again. build writes the sections.
type module struct {
	*translation
	open    token // `(module`
	name    string
	hasName bool

	fields []field
	spaces [spaceCount]space

	// types are the definitions of the type section as far as type uses and
	// field names need them; lookup finds function types by their spelling.
	types  []typeInfo
	lookup map[string]uint32
	// implied are the types made for type uses, assigned says that this was
	// done.
	implied  []binary.FuncType
	assigned bool

	exports  []exportEntry
	hasStart bool
	customs  []customSection
}

// exportEntry is an export, of a field of its own (item not known before
// parsing) or inline.
type exportEntry struct {
	name  string
	kind  binary.ExternKind
	index uint32
	// start is the place of the form, field the number of its field if it
	// is one of its own, else -1.
	start, field int
}

func newModule(t *translation) *module {
	return &module{translation: t, lookup: make(map[string]uint32)}
}

// scan walks over the fields up to the parenthesis that closes the module, or
// the end of the text.
func (m *module) scan(p *parser) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case bailout:
			m.salvage(r)
		default:
			panic(r)
		}
	}()
	imports := importOrder{}
	for p.tok.kind == tokenOpen || p.tok.kind == tokenAnnotation {
		start := p.tok
		bad := m.scanField(p, &imports)
		if p.bad != nil {
			p.fail(p.tok, "")
		}
		end := skipForm(p.src, start.start)
		if end < 0 {
			p.unbalanced(start, bad)
		}
		if bad != nil {
			p.note(bad)
		}
		p.lexer.pos = end
		p.prevEnd = end
		p.tok = p.next()
	}
	if p.bad != nil {
		p.fail(p.tok, "")
	}
	if m.open.text != "" {
		p.closed(m.open)
	}
}

// salvage looks for what is wrong in the fields before a complaint that stops
// the scan, and goes on unwinding: where a form never ends the reason is often
// an error inside of it. Nothing is known about names yet.
func (m *module) salvage(stop bailout) {
	p := newFieldParser(m)
	known := len(m.errs)
	for _, types := range []bool{true, false} {
		for i := range m.fields {
			if (m.fields[i].kind == fieldType) == types {
				m.parseField(p, i)
			}
		}
	}
	found := m.errs[known:]
	m.errs = m.errs[:known]
	for _, e := range found {
		if !e.Grammatical && e.Start < len(m.src) && e != stop.err {
			m.errs = append(m.errs, e)
		}
	}
	panic(stop)
}

// unbalanced unwinds: the form beginning at open has no end. What is wrong
// inside, such as an unterminated string, says more than that.
func (p *parser) unbalanced(open token, bad *Error) {
	p.lexer.pos = open.start
	for {
		if t := p.next(); t.kind == tokenEOF {
			break
		}
	}
	if p.bad == nil && bad != nil {
		panic(bailout{bad})
	}
	p.failUnclosed(open)
}

// failUnclosed unwinds: nothing closes the form beginning at open.
func (p *parser) failUnclosed(open token) {
	e := errorf(open.start, open.end, "unexpected end: %s is never closed", p.describe(open))
	e.unclosed = true
	panic(bailout{e})
}

// closed unwinds if the text ends within the form beginning at open.
func (p *parser) closed(open token) {
	if p.tok.kind == tokenEOF {
		p.failUnclosed(open)
	}
}

// importOrder refuses imports after definitions (core spec 6.6.13).
type importOrder struct{ after string }

func (o *importOrder) defined(kind fieldKind) {
	if o.after == "" {
		switch kind {
		case fieldFunc:
			o.after = "function"
		case fieldTable:
			o.after = "table"
		case fieldMemory:
			o.after = "memory"
		case fieldGlobal:
			o.after = "global"
		}
	}
}

func (o *importOrder) imported(p *parser, t token) {
	if o.after != "" {
		e := grammaticalf(t.start, t.end, "import after %s: imports come before all definitions", o.after)
		p.note(e)
	}
}

var fieldSpaces = map[fieldKind]spaceKind{
	fieldFunc: spaceFunc, fieldTable: spaceTable, fieldMemory: spaceMemory, fieldGlobal: spaceGlobal,
	fieldTag: spaceTag, fieldElem: spaceElem, fieldData: spaceData,
}

// scanField reads the head of the field at p.tok.
func (m *module) scanField(p *parser, imports *importOrder) (bad *Error) {
	defer catch(&bad)
	f := field{start: p.tok.start}
	if p.tok.kind == tokenAnnotation {
		switch p.tok.text {
		case "custom":
			f.kind = fieldCustom
		case "producers":
			f.kind = fieldProducers
		case "dylink.0":
			f.kind = fieldDylink
		default:
			p.unexpected("a module field")
		}
		m.fields = append(m.fields, f)
		return nil
	}
	kind, ok := fieldKinds[p.tok.text]
	if !ok {
		p.unexpected("a module field")
	}
	f.kind = kind
	open := p.tok
	p.advance()
	switch kind {
	case fieldType:
		m.scanType(p, &f, open.text == "rec")
	case fieldImport:
		imports.imported(p, open)
		m.scanImport(p, &f)
	case fieldExport:
		m.exports = append(m.exports, exportEntry{start: f.start, field: len(m.fields)})
	case fieldStart:
		if m.hasStart {
			e := grammaticalf(open.start, open.end, "multiple start sections: a module has at most one")
			p.note(e)
		}
		m.hasStart = true
	case fieldElem, fieldData:
		f.index = m.define(p, fieldSpaces[kind], p.naming())
	default:
		m.scanDefinition(p, &f, open, imports)
	}
	m.fields = append(m.fields, f)
	return nil
}

func (m *module) define(p *parser, s spaceKind, n naming) uint32 {
	return m.spaces[s].define(p, spaceNames[s], n)
}

// scanType takes the identifiers of a type or of the types of a rec group.
func (m *module) scanType(p *parser, f *field, rec bool) {
	f.index = m.spaces[spaceType].count
	if !rec {
		m.define(p, spaceType, p.naming())
		return
	}
	for p.isOpen("type") {
		start := p.tok.start
		p.advance()
		m.define(p, spaceType, p.naming())
		p.skipFrom(start)
	}
}

// skipFrom goes on behind the form that begins at start.
func (p *parser) skipFrom(start int) {
	end := skipForm(p.src, start)
	if end < 0 {
		end = len(p.src)
	}
	p.lexer.pos = end
	p.tok = p.next()
}

// scanImport defines what an import field imports.
func (m *module) scanImport(p *parser, f *field) {
	f.imported = true
	p.name()
	if !p.isOpen("item") {
		p.name()
		m.scanImportDesc(p)
		return
	}
	pending := 0
	for p.isOpen("item") {
		start := p.tok.start
		p.advance()
		p.name()
		if p.tok.kind == tokenOpen {
			m.scanImportDesc(p)
		} else {
			pending++
		}
		p.skipFrom(start)
	}
	if pending > 0 && p.tok.kind == tokenOpen {
		if kind, ok := fieldKinds[p.tok.text]; ok {
			if s, ok := fieldSpaces[kind]; ok {
				for range pending {
					m.define(p, s, naming{})
				}
			}
		}
	}
}

func (m *module) scanImportDesc(p *parser) {
	if p.tok.kind != tokenOpen {
		p.unexpected("what is imported, such as `(func …)`")
	}
	kind, ok := fieldKinds[p.tok.text]
	s, isSpace := fieldSpaces[kind]
	if !ok || !isSpace || kind == fieldElem || kind == fieldData {
		p.unexpected("`(func`, `(table`, `(memory`, `(global` or `(tag`")
	}
	p.advance()
	m.define(p, s, p.naming())
}

// scanDefinition takes the head of a func, table, memory, tag or global:
// identifier, inline exports, inline import; and finds inline segments.
func (m *module) scanDefinition(p *parser, f *field, open token, imports *importOrder) {
	n := p.naming()
	space := fieldSpaces[f.kind]
	index := m.spaces[space].count
	for p.isOpen("export") {
		at := p.tok.start
		p.advance()
		name := p.name()
		p.close()
		m.exports = append(m.exports, exportEntry{name: name, kind: externKinds[f.kind], index: index, start: at, field: -1})
	}
	if p.isOpen("import") {
		imports.imported(p, p.tok)
		f.imported = true
	} else {
		imports.defined(f.kind)
	}
	f.index = m.define(p, space, n)
	if f.imported || f.kind != fieldTable && f.kind != fieldMemory {
		return
	}
	for p.tok.kind != tokenClose && p.tok.kind != tokenEOF {
		switch {
		case f.kind == fieldTable && p.isOpen("elem"):
			f.segment = m.define(p, spaceElem, naming{})
			return
		case f.kind == fieldMemory && p.isOpen("data"):
			f.segment = m.define(p, spaceData, naming{})
			return
		case p.tok.kind == tokenOpen || p.tok.kind == tokenAnnotation:
			p.skipFrom(p.tok.start)
		default:
			p.advance()
		}
	}
}

var externKinds = map[fieldKind]binary.ExternKind{
	fieldFunc: binary.ExternFunc, fieldTable: binary.ExternTable, fieldMemory: binary.ExternMemory,
	fieldGlobal: binary.ExternGlobal, fieldTag: binary.ExternTag,
}
