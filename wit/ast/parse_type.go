package ast

import "strconv"

// primitives are the types that are one keyword.
var primitives = [lastKeyword]TypeKind{
	KeywordBool: Bool, KeywordU8: U8, KeywordU16: U16, KeywordU32: U32, KeywordU64: U64, KeywordS8: S8, KeywordS16: S16,
	KeywordS32: S32, KeywordS64: S64, KeywordF32: F32, KeywordF64: F64, KeywordChar: Char, KeywordString: String,
	KeywordErrorContext: ErrorContext,
}

// parseType reads a type; depth is its level, from 1.
func (p *parser) parseType(t *Type, depth int) bool {
	start := p.span
	if depth > maxTypeDepth {
		return p.errorAt(CodeSyntax, start, "type nesting too deep: at most %d levels", maxTypeDepth)
	}
	*t = Type{Span: start}
	ok := true
	switch p.tok {
	case Identifier, ExplicitIdentifier:
		t.Kind = Named
		if t.Name, ok = p.ident("a type"); !ok {
			return false
		}
		return true
	case KeywordOwn, KeywordBorrow:
		t.Kind = Own
		if p.tok == KeywordBorrow {
			t.Kind = Borrow
		}
		p.next()
		if !p.expect(LessThan) {
			return false
		}
		if t.Name, ok = p.ident("the name of a resource"); !ok {
			return false
		}
		ok = p.expect(GreaterThan)
	case KeywordOption:
		ok = p.parseArgs(t, Option, depth, 1, 1)
	case KeywordFuture:
		ok = p.parseArgs(t, Future, depth, 0, 1)
	case KeywordStream:
		ok = p.parseArgs(t, Stream, depth, 0, 1)
	case KeywordMap:
		ok = p.parseArgs(t, Map, depth, 2, 2)
		if ok && !mapKey(t.Args[0].Kind) {
			p.errorAt(CodeType, start, "invalid key of a map: it must be written as `bool`, `char`, `string` or an integer type")
		}
	case KeywordList:
		ok = p.parseList(t, depth)
	case KeywordTuple:
		ok = p.parseTuple(t, depth)
	case KeywordResult:
		ok = p.parseResult(t, depth)
	default:
		if t.Kind = primitives[min(p.tok, lastKeyword-1)]; t.Kind == NoType {
			return p.unexpected("a type")
		}
		p.next()
		return true
	}
	t.Span.End = p.last
	return ok
}

func mapKey(k TypeKind) bool {
	return k.Primitive() && k != F32 && k != F64 && k != ErrorContext
}

// parseArgs reads a keyword and between least and most types in `< >`. The brackets may be missing if least is 0.
func (p *parser) parseArgs(t *Type, kind TypeKind, depth, least, most int) bool {
	t.Kind = kind
	p.next()
	if least == 0 && p.tok != LessThan {
		return true
	}
	if !p.expect(LessThan) {
		return false
	}
	t.Args = p.typeArena.take(most)
	for i := range t.Args {
		if i > 0 && !p.expect(Comma) || !p.parseType(&t.Args[i], depth+1) {
			return false
		}
	}
	return p.expect(GreaterThan)
}

// parseList reads `list<T>` or `list<T, N>`.
func (p *parser) parseList(t *Type, depth int) bool {
	t.Kind = List
	p.next()
	if !p.expect(LessThan) {
		return false
	}
	t.Args = p.typeArena.take(1)
	if !p.parseType(&t.Args[0], depth+1) {
		return false
	}
	if p.eat(Comma) {
		t.Kind = Fixed
		if p.tok != Integer {
			return p.unexpected("the length of the list, a number")
		}
		size, err := strconv.ParseUint(p.file.Text(p.span), 10, 32)
		if err != nil {
			p.errorAt(CodeType, p.span, "the length of the list is too large: at most %d", uint32(1<<32-1))
		}
		t.Size = uint32(size)
		p.next()
	}
	return p.expect(GreaterThan)
}

// parseTuple reads `tuple<T, …>`; it may be empty, and may end in a comma.
func (p *parser) parseTuple(t *Type, depth int) bool {
	t.Kind = Tuple
	p.next()
	if !p.expect(LessThan) {
		return false
	}
	base := len(p.typeStack)
	ok := true
	for p.tok != GreaterThan {
		var arg Type
		if ok = p.parseType(&arg, depth+1); !ok {
			break
		}
		p.typeStack = append(p.typeStack, arg)
		if !p.eat(Comma) {
			break
		}
	}
	t.Args = p.typeArena.copyOf(p.typeStack[base:])
	p.typeStack = p.typeStack[:base]
	return ok && p.expect(GreaterThan)
}

// parseResult reads `result`, `result<T>`, `result<T, E>` or `result<_, E>`.
func (p *parser) parseResult(t *Type, depth int) bool {
	t.Kind = Result
	p.next()
	if p.tok != LessThan {
		return true
	}
	p.next()
	t.Args = p.typeArena.take(2)
	if p.tok == KeywordUnderscore {
		t.Args[0].Span = p.span
		p.next()
		if !p.expect(Comma) {
			return false
		}
		return p.parseType(&t.Args[1], depth+1) && p.expect(GreaterThan)
	}
	if !p.parseType(&t.Args[0], depth+1) {
		return false
	}
	if p.eat(Comma) && !p.parseType(&t.Args[1], depth+1) {
		return false
	}
	return p.expect(GreaterThan)
}
