package ast

// Format lays a WIT text out in the one way that everybody's is laid out in: two spaces a level, one item a line, one blank line at most,
// members of records, variants, enums and flags a line each with a comma behind. Lists in parentheses and angle brackets stay on one
// line unless they were broken; then they have a line for each element.
//
// No token and no comment is lost or moved past another one but for commas at the end of lists, so the meaning stays, docs included.
// Formatting what is formatted changes nothing. A text with errors of syntax is not touched: they are what comes back.
func Format(name, src string) (string, error) {
	f, err := Parse(name, src)
	if err != nil {
		return "", err
	}
	p := printer{src: f.text}
	p.read()
	p.plan()
	p.print()
	return string(p.out), nil
}

// element is a token or comment of the text.
type element struct {
	tok        Token
	start, end uint32
	list       int32 // of an opening or closing bracket and of a comma: the list, an index in printer.lists
	lines      uint8 // line ends before it: 0, 1, or 2 for more
	path       bool  // of a colon: it stands in ns:pkg
	drop       bool  // of a comma: it is superfluous
	comma      bool  // a comma is to be added behind it
	ends       bool  // an item or attribute ends here
	blank      bool  // a blank line is to follow
}

func (e *element) comment() bool { return e.tok == LineComment || e.tok == BlockComment }

// list is what stands in a pair of brackets.
type list struct {
	kind     listKind
	expanded bool // has a line for each element
	empty    bool // has not even a comment
	pkg      bool // is that of a package
}

type listKind uint8

const (
	blockList   listKind = iota // { } of an interface, world, package or resource
	memberList                  // { } of a record, variant, flags or enum
	useList                     // .{ }
	withList                    // with { }
	paramList                   // ( ) of parameters
	parenList                   // ( ) of a case or an attribute
	tupleList                   // < > of a tuple
	genericList                 // < > of another type
)

// comma reports whether the language allows a comma at the end of the list.
func (k listKind) comma() bool {
	return k == memberList || k == useList || k == withList || k == paramList || k == tupleList
}

// printer formats one text: it reads all elements, plans how each list is laid out, and prints.
type printer struct {
	src      string
	elements []element
	lists    []list
	out      []byte
}

// read splits the text into elements. A version is one of them.
func (p *printer) read() {
	var lex Lexer
	lex.reset(p.src)
	var last, before Token // the tokens before, without comments
	attribute := false
	end := 0
	for {
		tok := lex.Next()
		if tok == EOF {
			return
		}
		if tok == Integer && (last == At || last == Equals && attribute) {
			lex.pos = scanVersion(p.src, lex.start)
		}
		e := element{tok: tok, start: uint32(lex.start), end: uint32(lex.pos)}
		for _, c := range []byte(p.src[end:lex.start]) {
			if c == '\n' && e.lines < 2 {
				e.lines++
			}
		}
		end = lex.pos
		p.elements = append(p.elements, e)
		if e.comment() {
			continue
		}
		switch {
		case tok == LeftParen && before == At:
			attribute = true
		case tok == RightParen:
			attribute = false
		}
		last, before = tok, last
	}
}

// plan finds the lists, decides how they are laid out, and marks where items end.
func (p *printer) plan() {
	var open []int32 // lists around, innermost last
	tokens := make([]int, 0, 4)
	var head Token // the keyword that the item began with
	fresh := true  // an item begins
	for i := range p.elements {
		e := &p.elements[i]
		if e.comment() {
			if len(open) > 0 {
				l := &p.lists[open[len(open)-1]]
				l.empty = false
				if e.tok == LineComment || e.lines > 0 && afterBreak(p.elements[tokens[len(tokens)-1]].tok) {
					l.expanded = true
				}
			}
			continue
		}
		previous := func(n int) Token {
			if len(tokens) < n {
				return EOF
			}
			return p.elements[tokens[len(tokens)-n]].tok
		}
		if len(open) > 0 {
			l := &p.lists[open[len(open)-1]]
			if e.tok != RightBrace && e.tok != RightParen && e.tok != GreaterThan {
				l.empty = false
				if e.lines > 0 && afterBreak(previous(1)) {
					l.expanded = true
				}
			}
		}
		inBlock := len(open) == 0 || p.lists[open[len(open)-1]].kind == blockList
		if fresh && inBlock && e.tok != RightBrace {
			head = e.tok
			fresh = false
		}
		switch e.tok {
		case LeftBrace, LeftParen, LessThan:
			kind := blockList
			switch {
			case e.tok == LeftParen && (previous(1) == KeywordFunc || previous(1) == KeywordConstructor):
				kind = paramList
			case e.tok == LeftParen:
				kind = parenList
			case e.tok == LessThan && previous(1) == KeywordTuple:
				kind = tupleList
			case e.tok == LessThan:
				kind = genericList
			case previous(1) == Period:
				kind = useList
			case previous(1) == KeywordWith:
				kind = withList
			case previous(2) == KeywordRecord || previous(2) == KeywordVariant || previous(2) == KeywordFlags || previous(2) == KeywordEnum:
				kind = memberList
			}
			e.list = int32(len(p.lists))
			p.lists = append(p.lists, list{kind: kind, expanded: kind <= memberList, empty: true, pkg: kind == blockList && head == KeywordPackage})
			open = append(open, e.list)
			fresh = kind == blockList
		case RightBrace, RightParen, GreaterThan:
			e.list = open[len(open)-1]
			open = open[:len(open)-1]
			l := &p.lists[e.list]
			if l.empty {
				l.expanded = false
			}
			last := &p.elements[tokens[len(tokens)-1]]
			switch {
			case last.tok == Comma && !l.expanded:
				last.drop = true
			case last.tok != Comma && !l.empty && l.expanded && l.kind.comma() && last.list != e.list:
				last.comma = true
			}
			switch l.kind {
			case blockList, memberList:
				e.ends = true
				// A blank line follows an item of a file or package.
				e.blank = l.kind == blockList && (len(open) == 0 || len(open) == 1 && p.lists[open[0]].pkg)
			case withList:
				e.ends = true
			case parenList:
				e.ends = head == At
			}
			fresh = e.ends
		case Comma:
			e.list = open[len(open)-1]
		case Semicolon:
			e.ends = true
			e.blank = len(open) == 0 && head == KeywordPackage
			fresh = true
		case Colon:
			e.path = head == KeywordUse || head == KeywordInclude || head == KeywordPackage ||
				(head == KeywordImport || head == KeywordExport) && inBlock && p.pathFollows(i)
		}
		if len(tokens) == cap(tokens) {
			tokens = append(tokens[:0], tokens[len(tokens)-2:]...)
		}
		tokens = append(tokens, i)
	}
}

// afterBreak reports whether the token is one behind which a list may be broken.
func afterBreak(t Token) bool {
	return t == Comma || t == LeftBrace || t == LeftParen || t == LessThan
}

// pathFollows reports whether the colon at i is the one in `ns:pkg/name`.
func (p *printer) pathFollows(i int) bool {
	n := 0
	for _, e := range p.elements[i+1:] {
		if e.comment() {
			continue
		}
		if n++; n == 1 && e.tok != Identifier && e.tok != ExplicitIdentifier {
			return false
		}
		if n == 2 {
			return e.tok == Slash
		}
	}
	return false
}
