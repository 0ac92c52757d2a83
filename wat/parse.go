package wat

import (
	"runtime"
	"strings"
	"unicode/utf8"

	"wcomp/binary"
)

// Dwarf says what debug information Parse adds to modules.
type Dwarf byte

const (
	DwarfNone  Dwarf = iota
	DwarfLines       // functions and their lines
	DwarfFull        // the same, and parameters and locals
)

// ParseOptions adjust Parse. The zero value is right for most.
type ParseOptions struct {
	// File is how the text is called in errors and in debug information.
	File string
	// Dwarf adds DWARF sections that map code back to the text.
	Dwarf Dwarf
	// Producer is the producer string in debug information.
	Producer string
	// LegacyComponentIndices accepts the older spellings of references to
	// core items in components, such as `(realloc (func 0))`, beside
	// Explainer.md's `(realloc (core func 0))`.
	LegacyComponentIndices bool
	// AllowConfusingUnicode accepts characters that change the direction of
	// text, which can make a program look different from what it is.
	AllowConfusingUnicode bool
	// Unbalanced lets function bodies through whose blocks and ends do not
	// match, for tools that show broken modules.
	Unbalanced bool
	// Workers bounds how many functions are parsed at a time; 0 means one
	// per processor.
	Workers int
}

func (o *ParseOptions) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// Parse turns the text of a module or component, or of bare module fields,
// into a binary. Nothing is validated, but identifiers must resolve. src must
// not change while Parse runs.
//
// The error is an Errors: every complaint has a place in the text.
func Parse(src []byte, opts ParseOptions) ([]byte, error) {
	text := viewString(src)
	t := &translation{src: text, opts: opts}
	if e := checkEncoding(text, opts.AllowConfusingUnicode); e != nil {
		return nil, collected([]*Error{e}, opts.File, text)
	}
	out := t.file()
	if err := collected(t.errs, opts.File, text); err != nil {
		return nil, err
	}
	return out, nil
}

// translation is one text being parsed: what its modules and components share.
type translation struct {
	src  string
	opts ParseOptions
	errs []*Error
	// lineTable is made when debug information needs it.
	lineTable *lineTable
	// places, if not nil, collects where in the text the binary's parts come
	// from.
	places *placeNode
}

// file parses a whole file.
func (t *translation) file() (out []byte) {
	p := new(parser)
	var bad *Error
	func() {
		defer catch(&bad)
		p.start(t.src, 0)
		out = t.whole(p)
	}()
	t.errs = append(t.errs, p.errs...)
	if bad != nil {
		t.errs = append(t.errs, bad)
	}
	return out
}

// whole parses a text that holds one module or component and nothing else.
func (t *translation) whole(p *parser) []byte {
	out := t.top(p)
	if p.tok.kind != tokenEOF {
		p.unexpected("the end of the text")
	}
	if p.bad != nil {
		p.fail(p.tok, "")
	}
	return out
}

func (t *translation) top(p *parser) []byte {
	switch {
	case p.tok.kind == tokenEOF && !p.annotated:
		p.fail(p.tok, "expected at least one module field: the text holds no module and no component")
	case p.isOpen("module"):
		open := p.tok
		p.advance()
		return t.module(p, open, p.naming())
	case p.isOpen("component"):
		open := p.tok
		p.advance()
		return t.component(p, open)
	}
	m := newModule(t)
	m.scan(p)
	return m.build()
}

// module parses a core module behind `(module $id`, the closing parenthesis
// included.
func (t *translation) module(p *parser, open token, n naming) []byte {
	if p.word("binary") {
		out := p.binaryBytes()
		p.close()
		t.places.child(open.start)
		return out
	}
	m := newModule(t)
	m.name, m.hasName = n.name, n.hasName
	m.open = open
	m.scan(p)
	p.close()
	return m.build()
}

// binaryBytes takes strings and joins them.
func (p *parser) binaryBytes() []byte {
	out := []byte{}
	for p.tok.kind == tokenString {
		out = p.bytes(out)
	}
	return out
}

// checkEncoding asks that text be UTF-8 and free of characters that reorder
// it.
func checkEncoding(text string, allowConfusing bool) *Error {
	if !utf8.ValidString(text) {
		at := 0
		for at < len(text) {
			r, n := utf8.DecodeRuneInString(text[at:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			at += n
		}
		e := errorf(at, at+1, "malformed UTF-8 encoding: the text must be UTF-8")
		return e
	}
	if allowConfusing {
		return nil
	}
	// All of them are encoded as e2 80 xx or e2 81 xx.
	for at := 0; ; at += 3 {
		n := strings.IndexByte(text[at:], 0xe2)
		if n < 0 {
			return nil
		}
		at += n
		r, size := utf8.DecodeRuneInString(text[at:])
		switch r {
		case 0x202a, 0x202b, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x206c:
			e := errorf(at, at+size, "the character U+%04X changes the direction of text, so that it may look different from what it is", r)
			e.Code = "confusing-unicode"
			e.Help = []string{"write it as an escape: `\\u{" + strings.ToLower(hex(uint64(r))) + "}`"}
			return e
		}
	}
}

func hex(v uint64) string {
	const digits = "0123456789abcdef"
	if v < 16 {
		return digits[v : v+1]
	}
	return hex(v>>4) + digits[v&15:v&15+1]
}

// spaceKind is an index space of a core module.
type spaceKind byte

const (
	spaceType spaceKind = iota
	spaceFunc
	spaceTable
	spaceMemory
	spaceGlobal
	spaceElem
	spaceData
	spaceTag
	spaceCount
)

var spaceNames = [spaceCount]string{"type", "function", "table", "memory", "global", "elem segment", "data segment", "tag"}

var spaceNameKinds = [spaceCount]binary.NameKind{
	binary.NameType, binary.NameFunction, binary.NameTable, binary.NameMemory, binary.NameGlobal,
	binary.NameElement, binary.NameData, binary.NameTag,
}

// space is an index space: how many items it has, which identifier stands for
// which, and their names for the name section.
type space struct {
	count uint32
	ids   map[string]definition
	names []binary.Naming
}

type definition struct {
	index uint32
	token token
}

// define adds an item and returns its index.
func (s *space) define(p *parser, kind string, n naming) uint32 {
	i := s.count
	s.count++
	if n.hasID {
		if first, twice := s.ids[n.id]; twice {
			p.note(duplicate(n.idToken, first.token, kind, n.id))
		} else {
			if s.ids == nil {
				s.ids = make(map[string]definition)
			}
			s.ids[n.id] = definition{i, n.idToken}
		}
	}
	if n.hasName {
		s.names = append(s.names, binary.Naming{Index: i, Name: n.name})
	}
	return i
}

// known lists the identifiers of the space.
func (s *space) known(yield func(string) bool) {
	for name := range s.ids {
		if !yield(name) {
			return
		}
	}
}
