package ast

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// stringLiteral reads a string. Its text has the form of names in the WebAssembly text format (WIT.md, String Literals).
func (l *Lexer) stringLiteral() Token {
	pos := l.start + 1
	for pos < len(l.src) {
		switch c := l.src[pos]; {
		case c == '"':
			l.pos = pos + 1
			if _, problem, at := unquote(l.src[l.start:l.pos]); problem != "" {
				return l.invalid(l.start+at, problem)
			}
			return StringLiteral
		case c == '\\':
			pos += 2
		case c < 0x20 || c == 0x7f:
			l.pos = pos
			// What stands before it may be wrong as well, and comes first.
			if _, problem, at := unquote(l.src[l.start:pos] + `"`); problem != "" && l.start+at < pos {
				return l.invalid(l.start+at, problem)
			}
			return l.invalid(pos, fmt.Sprintf("unexpected character %s in a string: write an escape such as `\\n` or `\\u{%x}`", quoteRune(rune(c)), c))
		default:
			pos++
		}
	}
	l.pos = len(l.src)
	return l.invalid(len(l.src), "unterminated string: the closing `\"` is missing")
}

// unquote gives the text of a string literal, or what is wrong with it and where.
func unquote(literal string) (text, problem string, at int) {
	body := literal[1 : len(literal)-1]
	if !strings.Contains(body, `\`) {
		return body, "", 0
	}
	var b strings.Builder
	for i := 0; i < len(body); {
		c := body[i]
		if c != '\\' {
			b.WriteByte(c)
			i++
			continue
		}
		if i+1 == len(body) {
			return "", "unterminated escape", 1 + i
		}
		switch e := body[i+1]; e {
		case '"', '\'', '\\':
			b.WriteByte(e)
			i += 2
		case 't':
			b.WriteByte('\t')
			i += 2
		case 'n':
			b.WriteByte('\n')
			i += 2
		case 'r':
			b.WriteByte('\r')
			i += 2
		case 'u':
			r, size := unquoteRune(body[i:])
			if size == 0 {
				return "", "invalid escape: `\\u{…}` holds the hexadecimal number of a Unicode character", 1 + i
			}
			b.WriteRune(r)
			i += size
		default:
			if i+2 >= len(body) || hexDigit(e) < 0 || hexDigit(body[i+2]) < 0 {
				return "", "invalid escape: known are `\\\"`, `\\'`, `\\\\`, `\\t`, `\\n`, `\\r`, `\\u{…}` and two hexadecimal digits", 1 + i
			}
			b.WriteByte(byte(hexDigit(e)<<4 | hexDigit(body[i+2])))
			i += 3
		}
	}
	if text = b.String(); !utf8.ValidString(text) {
		return "", "the string's escapes do not make valid UTF-8", 0
	}
	return text, "", 0
}

// unquoteRune reads `\u{H…}`, where `_` may stand between digits. Size 0 means that it is none.
func unquoteRune(s string) (r rune, size int) {
	if len(s) < 4 || s[2] != '{' {
		return 0, 0
	}
	for i := 3; i < len(s); i++ {
		switch d := hexDigit(s[i]); {
		case d >= 0:
			r = r<<4 | rune(d)
			if r > utf8.MaxRune {
				return 0, 0
			}
		case s[i] == '_' && i > 3 && i+1 < len(s) && hexDigit(s[i-1]) >= 0 && hexDigit(s[i+1]) >= 0:
		case s[i] == '}' && i > 3 && utf8.ValidRune(r):
			return r, i + 1
		default:
			return 0, 0
		}
	}
	return 0, 0
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
