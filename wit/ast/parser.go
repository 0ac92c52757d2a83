package ast

import "fmt"

// Limits of the language, the same as those of other tools.
const (
	maxTypeDepth    = 100     // levels of a type, the innermost counted
	maxPackageDepth = 100     // packages in packages
	maxFileSize     = 1 << 31 // bytes; offsets are 32 bits wide
	maxErrors       = 100     // of one file
)

// Parse parses one file. name is what errors show. The error is an [ErrorList] in the order of the text; the tree that comes
// with it holds what could be understood.
func Parse(name, src string) (*File, error) {
	return parse(&File{Name: name, Source: src, text: src})
}

func parse(f *File) (*File, error) {
	if len(f.text) > maxFileSize {
		return f, ErrorList{{Code: CodeSyntax, Message: fmt.Sprintf("%s: the file has %d bytes, more than %d", f.Name, len(f.text), maxFileSize)}}
	}
	if errs := checkText(f); len(errs) > 0 {
		f.Skipped = []Span{{0, uint32(len(f.text))}}
		return f, errs
	}
	p := parser{file: f}
	p.lex.reset(f.text)
	p.next()
	p.parseFile()
	return f, p.errs.Err()
}

// parser holds one token of look-ahead: tok, not yet consumed.
//
// Methods that can fail return false after they have reported the error; callers give up as well, until the loop over items
// skips to the end of the item and goes on.
type parser struct {
	file *File
	lex  Lexer
	errs ErrorList

	tok   Token
	span  Span   // of tok
	last  uint32 // end of the token before tok
	brace int    // braces open before tok
	from  int    // number of comments before the token before tok
	whole bool   // of the item that was read last nothing is missing but the `;`

	typeArena   arena[Type]
	paramArena  arena[Param]
	memberArena arena[Member]
	funcArena   arena[Func]
	defArena    arena[TypeDef]

	// Lists are collected here, and copied to an arena when their length is known.
	typeStack   []Type
	paramStack  []Param
	memberStack []Member
}

// arena hands out nodes from slabs, so that a large file does not take an allocation a node.
type arena[T any] struct {
	free []T
	size int // of the slab last made
}

func (a *arena[T]) new() *T {
	return &a.take(1)[0]
}

func (a *arena[T]) take(n int) []T {
	if n > len(a.free) {
		a.size = min(2*a.size+4, 512)
		a.free = make([]T, max(n, a.size))
	}
	s := a.free[:n:n]
	a.free = a.free[n:]
	return s
}

func (a *arena[T]) copyOf(list []T) []T {
	if len(list) == 0 {
		return nil
	}
	s := a.take(len(list))
	copy(s, list)
	return s
}

// next moves on by one token, past comments.
func (p *parser) next() {
	switch p.tok {
	case LeftBrace:
		p.brace++
	case RightBrace:
		p.brace = max(p.brace-1, 0)
	}
	p.last = p.span.End
	p.from = len(p.file.Comments)
	for {
		p.tok = p.lex.Next()
		p.span = p.lex.Span()
		if p.tok != LineComment && p.tok != BlockComment {
			return
		}
		p.file.Comments = append(p.file.Comments, p.span)
	}
}

// comments are those between the token before tok and tok.
func (p *parser) comments() Comments {
	return Comments{uint32(p.from), uint32(len(p.file.Comments) - p.from)}
}

func (p *parser) eat(t Token) bool {
	if p.tok != t {
		return false
	}
	p.next()
	return true
}

func (p *parser) expect(t Token) bool {
	if p.tok != t {
		return p.unexpected(t.describe())
	}
	p.next()
	return true
}

// endItem expects the `;` of an item. Where the next line begins instead, the item is there whole but for it.
func (p *parser) endItem() bool {
	p.whole = p.tok == Semicolon || p.startsLine()
	return p.expect(Semicolon)
}

// errorAt reports an error; it always gives false.
func (p *parser) errorAt(code string, s Span, format string, args ...any) bool {
	if len(p.errs) < maxErrors {
		p.errs = append(p.errs, p.file.errorAt(code, s, format, args...))
	}
	if len(p.errs) == maxErrors {
		p.lex.pos = len(p.file.text) // enough: nobody reads more
		p.tok = EOF
	}
	return false
}

func (p *parser) help(text string) bool {
	if n := len(p.errs); n > 0 {
		p.errs[n-1].Help = text
	}
	return false
}

// unexpected reports that tok is not what was wanted; it always gives false.
func (p *parser) unexpected(want string) bool {
	if p.tok == BadToken {
		message, at := p.lex.Problem()
		end := max(p.span.End, at)
		return p.errorAt(CodeSyntax, Span{at, end}, "%s", message)
	}
	p.errorAt(CodeSyntax, p.span, "expected %s, found %s", want, p.found())
	return false
}

// found describes tok for a message.
func (p *parser) found() string {
	switch p.tok {
	case Identifier, ExplicitIdentifier, Integer, StringLiteral:
		text := p.file.text[p.span.Start:p.span.End]
		if len(text) > 60 {
			return p.tok.describe()
		}
		return "`" + text + "`"
	}
	return p.tok.describe()
}

// ident consumes an identifier and checks its form.
func (p *parser) ident(what string) (id Ident, ok bool) {
	id.Span = p.span
	switch p.tok {
	case Identifier:
		id.Name = p.file.text[p.span.Start:p.span.End]
	case ExplicitIdentifier:
		id.Name = p.file.text[p.span.Start+1 : p.span.End]
	default:
		p.unexpected(what)
		if p.tok.IsKeyword() && p.tok != KeywordUnderscore {
			p.help(fmt.Sprintf("to use the keyword as a name, write `%%%s`", p.tok))
		}
		return id, false
	}
	if id.Name == "" {
		return id, p.errorAt(CodeSyntax, id.Span, "`%%` without a name behind it")
	}
	if problem := CheckName(id.Name); problem != "" {
		// The name stands for itself all the same: nothing else is wrong because of it.
		p.errorAt(CodeName, id.Span, "invalid name `%s`: %s", id.Name, problem)
	}
	p.next()
	return id, true
}

// recover skips the rest of an item that began at start when depth braces were open. lost says that the tree has nothing of it; else it
// has what stands before tok.
func (p *parser) recover(depth int, start uint32, lost bool) {
	from := p.span.Start
	if lost {
		from = start
	}
	p.skip(depth, start)
	p.file.Skipped = append(p.file.Skipped, Span{from, max(from, p.span.Start)})
}

func (p *parser) skip(depth int, start uint32) {
	for first := true; ; first = false {
		switch {
		case p.tok == EOF:
			return
		case p.brace == depth && p.tok == RightBrace && depth > 0:
			return
		case p.startsLine():
			// A mark or an end may be missing before this word, which begins an item.
			fresh := !(first && p.span.Start == start)
			if fresh && p.brace == depth && p.beginsItem() {
				return
			}
			if (fresh || depth > 0) && (p.span.Start == 0 || p.file.text[p.span.Start-1] == '\n') && (p.tok == KeywordInterface || p.tok == KeywordWorld || p.tok == KeywordPackage) {
				p.brace = 0
				return
			}
		}
		end := p.brace == depth && p.tok == Semicolon
		closed := p.brace == depth+1 && p.tok == RightBrace
		p.next()
		if closed && p.tok == Semicolon {
			p.next() // as in `use path.{a};`
		}
		if end || closed {
			return
		}
	}
}

func (p *parser) beginsItem() bool {
	switch p.tok {
	case KeywordType, KeywordRecord, KeywordFlags, KeywordVariant, KeywordEnum, KeywordResource, KeywordUse, KeywordInclude,
		KeywordImport, KeywordExport, KeywordInterface, KeywordWorld, KeywordPackage, KeywordConstructor, At:
		return true
	}
	return false
}

// startsLine reports whether only white space stands between the line's start and tok.
func (p *parser) startsLine() bool {
	for i := int(p.span.Start) - 1; i >= 0; i-- {
		switch p.file.text[i] {
		case '\n':
			return true
		case ' ', '\t':
		default:
			return false
		}
	}
	return true
}
