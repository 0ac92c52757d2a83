package ast

import (
	"fmt"
	"unicode/utf8"
)

// Lexer cuts the text of a file into tokens. White space is skipped, comments are tokens.
//
// A piece of text that is no token comes out as [BadToken]; Problem then says why and where. The lexer goes on behind it.
type Lexer struct {
	src     string
	pos     int
	start   int
	problem string
	at      int
}

// NewLexer starts at the beginning of a text; a byte-order mark there is skipped.
func NewLexer(src string) *Lexer {
	l := &Lexer{src: src}
	l.reset(src)
	return l
}

func (l *Lexer) reset(src string) {
	*l = Lexer{src: src}
	if len(src) >= 3 && src[:3] == "\uFEFF" {
		l.pos = 3
	}
	l.start = l.pos
}

// Span is where the token given last stands.
func (l *Lexer) Span() Span { return Span{uint32(l.start), uint32(l.pos)} }

// Problem is what is wrong with the [BadToken] token given last, and the byte offset of it.
func (l *Lexer) Problem() (message string, offset uint32) { return l.problem, uint32(l.at) }

const (
	classOther = iota
	classSpace
	classWord // may start a word
	classDigit
)

// class of each ASCII character.
var class = func() (table [128]uint8) {
	table[' '], table['\t'], table['\n'] = classSpace, classSpace, classSpace
	for c := 'a'; c <= 'z'; c++ {
		table[c], table[c-'a'+'A'] = classWord, classWord
	}
	table['_'] = classWord
	for c := '0'; c <= '9'; c++ {
		table[c] = classDigit
	}
	return table
}()

var operators = [128]Token{
	'=': Equals, ',': Comma, ':': Colon, '.': Period, ';': Semicolon, '(': LeftParen, ')': RightParen, '{': LeftBrace,
	'}': RightBrace, '<': LessThan, '>': GreaterThan, '*': Star, '@': At, '+': Plus,
}

// Next gives the kind of the next token. At the end it gives [EOF], again and again.
func (l *Lexer) Next() Token {
	src, pos := l.src, l.pos
	for pos < len(src) && (src[pos] == ' ' || src[pos] == '\n' || src[pos] == '\t' ||
		src[pos] == '\r' && pos+1 < len(src) && src[pos+1] == '\n') {
		pos++
	}
	l.start = pos
	if pos >= len(src) {
		l.pos = pos
		return EOF
	}
	c := src[pos]
	if c >= utf8.RuneSelf {
		return l.unicodeWord()
	}
	switch class[c] {
	case classWord:
		l.word(pos + 1)
		t, _ := Keyword(src[l.start:l.pos])
		return t
	case classDigit:
		pos++
		for pos < len(src) && src[pos]-'0' < 10 {
			pos++
		}
		l.pos = pos
		return Integer
	}
	if t := operators[c]; t != 0 {
		l.pos = pos + 1
		return t
	}
	next := byte(0)
	if pos+1 < len(src) {
		next = src[pos+1]
	}
	switch c {
	case '-':
		if next == '>' {
			l.pos = pos + 2
			return Arrow
		}
		l.pos = pos + 1
		return Minus
	case '/':
		switch next {
		case '/':
			return l.lineComment()
		case '*':
			return l.blockComment()
		}
		l.pos = pos + 1
		return Slash
	case '"':
		return l.stringLiteral()
	case '%':
		l.word(pos + 1)
		return ExplicitIdentifier
	}
	return l.unexpected(rune(c), 1)
}

// word goes on from pos to the end of a word.
func (l *Lexer) word(pos int) {
	src := l.src
	for pos < len(src) {
		c := src[pos]
		if c < utf8.RuneSelf {
			if class[c] < classWord && c != '-' {
				break
			}
			pos++
			continue
		}
		r, size := utf8.DecodeRuneInString(src[pos:])
		if !continuesWord(r) {
			break
		}
		pos += size
	}
	l.pos = pos
}

func (l *Lexer) unicodeWord() Token {
	r, size := utf8.DecodeRuneInString(l.src[l.start:])
	if !startsWord(r) {
		return l.unexpected(r, size)
	}
	l.word(l.start + size)
	return Identifier
}

func (l *Lexer) lineComment() Token {
	pos := l.start + 2
	for pos < len(l.src) && l.src[pos] != '\n' {
		pos++
	}
	if l.src[pos-1] == '\r' && pos < len(l.src) {
		pos--
	}
	l.pos = pos
	return LineComment
}

// blockComment counts nested comments; it does not recurse, so that their depth does not matter.
func (l *Lexer) blockComment() Token {
	src := l.src
	pos, depth := l.start+2, 1
	for pos+1 < len(src) {
		switch {
		case src[pos] == '*' && src[pos+1] == '/':
			pos += 2
			if depth--; depth == 0 {
				l.pos = pos
				return BlockComment
			}
		case src[pos] == '/' && src[pos+1] == '*':
			pos += 2
			depth++
		default:
			pos++
		}
	}
	l.pos = len(src)
	return l.invalid(l.start, "unterminated block comment: `*/` is missing")
}

func (l *Lexer) unexpected(r rune, size int) Token {
	l.pos = l.start + size
	if r == '\r' {
		return l.invalid(l.start, "unexpected carriage return: it must be followed by a line feed")
	}
	return l.invalid(l.start, fmt.Sprintf("unexpected character %s", quoteRune(r)))
}

func (l *Lexer) invalid(offset int, message string) Token {
	l.problem, l.at = message, offset
	return BadToken
}

// quoteRune shows a character so that an invisible one can be told, too.
func quoteRune(r rune) string {
	if r > ' ' && r < 0x7f {
		return "`" + string(r) + "`"
	}
	return fmt.Sprintf("U+%04X", r)
}
