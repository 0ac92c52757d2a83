package wat

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// tokenKind is the kind of a token.
type tokenKind byte

const (
	tokenEOF tokenKind = iota
	// tokenOpen is a left parenthesis together with the word that follows
	// it, if one does: `(func` is one token. Everything that begins with a
	// parenthesis is decided by that word, so that one token of lookahead
	// does for the whole grammar.
	tokenOpen
	tokenClose
	tokenAnnotation // `(@name`, one of the annotations we know
	tokenID         // `$name` or `$"name"`
	tokenString
	tokenWord // a keyword, number or other run of idchars
)

// token is a token's kind and its place: bytes [start, end) of the source.
// text is what parsers compare: the word of a tokenOpen or tokenWord, the
// name of a tokenAnnotation, the characters of a tokenID after its $ (still
// quoted if they are), the raw contents of a tokenString between the quotes.
type token struct {
	kind       tokenKind
	start, end int
	text       string
}

// lexer turns source text into tokens. Positions are byte offsets; nothing is
// copied. After a lexical error it stands at the end of the text for good.
type lexer struct {
	src string
	pos int
	// bad is the first lexical error.
	bad *Error
	// annotated: an unknown annotation was skipped.
	annotated bool
}

// viewString is src as a string without a copy. The parser never writes to
// its input, and the caller does not while it runs.
func viewString(src []byte) string { return unsafe.String(unsafe.SliceData(src), len(src)) }

// knownAnnotation says whether the parser deals with annotations of this
// name. All others are blank space (core spec, annotations).
func knownAnnotation(name string) bool {
	switch name {
	case "name", "custom", "producers", "dylink.0", "metadata.code.branch_hint":
		return true
	}
	return false
}

func (l *lexer) fail(start, end int, format string, args ...any) token {
	if l.bad == nil {
		l.bad = errorf(start, end, format, args...)
	}
	l.pos = len(l.src)
	return token{kind: tokenEOF, start: len(l.src), end: len(l.src)}
}

const eightBlanks = 0x2020202020202020

// blank skips blanks, comments and unknown annotations. It returns false after
// an error.
func (l *lexer) blank() bool {
	s := l.src
	i := l.pos
	for i < len(s) {
		switch s[i] {
		case ' ':
			i++
			// Printed text is mostly indentation.
			for i+8 <= len(s) && eight(s, i) == eightBlanks {
				i += 8
			}
		case '\n', '\t', '\r':
			i++
		case ';':
			if i+1 >= len(s) || s[i+1] != ';' {
				l.pos = i
				return true
			}
			end := lineEnd(s[i:])
			if end < 0 {
				i = len(s)
			} else {
				i += end
			}
		case '(':
			if i+1 < len(s) && s[i+1] == ';' {
				end := blockCommentEnd(s, i)
				if end < 0 {
					l.fail(i, i+2, "unterminated block comment")
					return false
				}
				i = end
				continue
			}
			l.pos = i
			if i+1 < len(s) && s[i+1] == '@' {
				known, ok := l.annotation()
				if !ok {
					return false
				}
				if !known {
					i = l.pos
					continue
				}
			}
			return true
		default:
			l.pos = i
			return true
		}
	}
	l.pos = i
	return true
}

// eight is the eight bytes of s at i.
func eight(s string, i int) uint64 {
	return binary.LittleEndian.Uint64(unsafe.Slice(unsafe.StringData(s[i:i+8]), 8))
}

// lineEnd is the offset of the first line break, or -1: core spec 6.3.3 has
// \n and \r end a comment.
func lineEnd(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' || s[i] == '\r' {
			return i
		}
	}
	return -1
}

// blockCommentEnd is the offset behind the comment that begins at i, comments
// nest; -1 if it does not end. Every comment's end has a semicolon: they are
// what is looked for. `(;)` opens one and closes none.
func blockCommentEnd(s string, i int) int {
	depth := 1
	i += 2
	from := i // the characters before are used up
	for {
		n := strings.IndexByte(s[i:], ';')
		if n < 0 {
			return -1
		}
		i += n
		switch {
		case i-1 >= from && s[i-1] == '(':
			depth++
			from = i + 1
		case i+1 < len(s) && s[i+1] == ')':
			depth--
			i++
			from = i + 1
			if depth == 0 {
				return i + 1
			}
		}
		i++
	}
}

// annotation looks at the annotation that begins at l.pos. An unknown one is
// skipped whole.
func (l *lexer) annotation() (known, ok bool) {
	start := l.pos
	i := start + 2
	if i < len(l.src) && l.src[i] == '"' {
		l.pos = i
		t := l.str(true)
		if l.bad != nil {
			return false, false
		}
		if t.text == "" {
			l.fail(start, l.pos, "the annotation's name is empty")
			return false, false
		}
		if !utf8.ValidString(unescape(t.text)) {
			l.fail(start, l.pos, "malformed UTF-8 encoding of the annotation's name")
			return false, false
		}
	} else {
		n := wordEnd(l.src, i)
		if n == i {
			l.fail(start, i, "an annotation needs a name directly after `(@`")
			return false, false
		}
		if knownAnnotation(l.src[i:n]) {
			return true, true
		}
		l.pos = n
	}
	l.annotated = true
	for depth := 1; depth > 0; {
		t := l.raw()
		switch t.kind {
		case tokenOpen, tokenAnnotation:
			depth++
		case tokenClose:
			depth--
		case tokenEOF:
			if l.bad == nil {
				l.fail(start, start+2, "unterminated annotation")
			}
			return false, false
		}
	}
	return false, true
}

// raw is the next token inside an unknown annotation, where parentheses stand
// alone and further annotations mean nothing.
func (l *lexer) raw() token {
	s := l.src
	for l.pos < len(s) {
		i := l.pos
		switch c := s[i]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			l.pos++
		case c == ';' && strings.HasPrefix(s[i:], ";;"):
			n := lineEnd(s[i:])
			if n < 0 {
				n = len(s) - i
			}
			l.pos += n
		case c == '(' && strings.HasPrefix(s[i:], "(;"):
			end := blockCommentEnd(s, i)
			if end < 0 {
				return l.fail(i, i+2, "unterminated block comment")
			}
			l.pos = end
		case c == '(':
			l.pos++
			return token{kind: tokenOpen, start: i, end: i + 1}
		case c == ')':
			l.pos++
			return token{kind: tokenClose, start: i, end: i + 1}
		case c == '"':
			return l.str(true)
		case idChars[c]:
			l.pos = wordEnd(s, i)
			return token{kind: tokenWord, start: i, end: l.pos}
		case c == ',' || c == ';' || c == '[' || c == ']' || c == '{' || c == '}':
			l.pos++
			return token{kind: tokenWord, start: i, end: l.pos}
		default:
			return l.strange(i)
		}
	}
	return token{kind: tokenEOF, start: len(s), end: len(s)}
}

func wordEnd(s string, i int) int {
	for i < len(s) && idChars[s[i]] {
		i++
	}
	return i
}

// next is the next token.
func (l *lexer) next() token {
	if !l.blank() {
		return token{kind: tokenEOF, start: len(l.src), end: len(l.src)}
	}
	s, i := l.src, l.pos
	if i >= len(s) {
		return token{kind: tokenEOF, start: i, end: i}
	}
	switch c := s[i]; {
	case c == '(':
		return l.open()
	case c == ')':
		l.pos = i + 1
		return token{kind: tokenClose, start: i, end: i + 1}
	case c == '"':
		return l.str(false)
	case c == '$':
		return l.id()
	case idChars[c]:
		end := wordEnd(s, i)
		l.pos = end
		if end < len(s) && s[end] == '"' {
			return l.fail(i, end+1, "a string must not touch the word before it")
		}
		return token{kind: tokenWord, start: i, end: end, text: s[i:end]}
	default:
		return l.strange(i)
	}
}

func (l *lexer) open() token {
	s, i := l.src, l.pos
	if i+1 < len(s) && s[i+1] == '@' {
		// blank has let only known annotations through.
		end := wordEnd(s, i+2)
		l.pos = end
		if end < len(s) && s[end] == '"' {
			return l.fail(i, end+1, "a string must not touch the word before it")
		}
		return token{kind: tokenAnnotation, start: i, end: end, text: s[i+2 : end]}
	}
	t := token{kind: tokenOpen, start: i, end: i + 1}
	l.pos = i + 1
	if l.pos < len(s) && !isLower(s[l.pos]) && !l.blank() {
		return token{kind: tokenEOF, start: len(s), end: len(s)}
	}
	if l.pos < len(s) && isLower(s[l.pos]) {
		j := l.pos
		end := wordEnd(s, j)
		l.pos = end
		if end < len(s) && s[end] == '"' {
			return l.fail(j, end+1, "a string must not touch the word before it")
		}
		t.text, t.end = s[j:end], end
	}
	return t
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

func (l *lexer) id() token {
	s, i := l.src, l.pos
	if i+1 < len(s) && s[i+1] == '"' {
		l.pos = i + 1
		t := l.str(false)
		if l.bad != nil {
			return t
		}
		return token{kind: tokenID, start: i, end: l.pos, text: s[i+1 : l.pos]}
	}
	end := wordEnd(s, i+1)
	l.pos = end
	if end < len(s) && s[end] == '"' {
		return l.fail(i, end+1, "a string must not touch the word before it")
	}
	if end == i+1 {
		return l.fail(i, end, "empty identifier")
	}
	return token{kind: tokenID, start: i, end: end, text: s[i+1 : end]}
}

// stringStops marks the bytes inside a string that need a look: the quote, the
// backslash, control characters.
var stringStops = func() (t [256]bool) {
	for c := range t {
		t[c] = c == '"' || c == '\\' || c < 0x20 || c == 0x7f
	}
	return t
}()

// str reads a string and checks its escapes; unescape gives its value. Other
// tokens may touch it only where anything goes, in unknown annotations.
func (l *lexer) str(touching bool) token {
	s, start := l.src, l.pos
	i := start + 1
	for {
		for i < len(s) && !stringStops[s[i]] {
			i++
		}
		if i >= len(s) {
			return l.fail(start, min(start+20, len(s)), "unterminated string")
		}
		switch s[i] {
		case '"':
			l.pos = i + 1
			if !touching && l.pos < len(s) && (idChars[s[l.pos]] || s[l.pos] == '"') {
				return l.fail(start, l.pos+1, "a string must not touch the word or string after it")
			}
			return token{kind: tokenString, start: start, end: l.pos, text: s[start+1 : i]}
		case '\\':
			n, msg := escapeLength(s[i:])
			if msg != "" {
				return l.fail(i, min(i+n, len(s)), "%s", msg)
			}
			i += n
		default:
			if s[i] == '\n' {
				return l.fail(start, i, "unterminated string: the line ends inside it; write a line break as `\\n`")
			}
			return l.fail(i, i+1, "control character 0x%02x in a string; write it as `\\%02x`", s[i], s[i])
		}
	}
}

// escapeLength is the length of the escape that s begins with, or says what is
// wrong with it.
func escapeLength(s string) (int, string) {
	if len(s) < 2 {
		return len(s), "unterminated string"
	}
	switch c := s[1]; {
	case c == 'n' || c == 't' || c == 'r' || c == '"' || c == '\'' || c == '\\':
		return 2, ""
	case c == 'u':
		if len(s) < 3 || s[2] != '{' {
			return 2, "`\\u` needs a number in braces: `\\u{1f600}`"
		}
		i := 3
		var v uint32
		digits := 0
		for ; i < len(s) && s[i] != '}'; i++ {
			if s[i] == '_' && digits > 0 && i+1 < len(s) && hexValue(s[i+1]) < 16 && s[i-1] != '_' {
				continue
			}
			d := hexValue(s[i])
			if d > 15 {
				return i + 1, "`\\u{…}` holds something that is not a hexadecimal digit"
			}
			digits++
			if v < 0x200000 {
				v = v<<4 | uint32(d)
			}
		}
		if digits == 0 || i >= len(s) {
			return min(i+1, len(s)), "`\\u{…}` is empty or does not end"
		}
		if v > 0x10ffff || (v >= 0xd800 && v < 0xe000) {
			return i + 1, "`\\u{…}` is no Unicode scalar value"
		}
		return i + 1, ""
	case hexValue(c) < 16:
		if len(s) < 3 || hexValue(s[2]) > 15 {
			return 3, "a byte escape needs two hexadecimal digits"
		}
		return 3, ""
	}
	return 2, "unknown escape in a string"
}

func hexValue(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 255
}

// appendUnescaped appends the bytes that the raw contents of a string, checked
// by str, stand for.
func appendUnescaped(b []byte, raw string) []byte {
	for {
		i := strings.IndexByte(raw, '\\')
		if i < 0 {
			return append(b, raw...)
		}
		b = append(b, raw[:i]...)
		c := raw[i+1]
		raw = raw[i:]
		switch c {
		case 'n':
			b = append(b, '\n')
		case 't':
			b = append(b, '\t')
		case 'r':
			b = append(b, '\r')
		case '"', '\'', '\\':
			b = append(b, c)
		case 'u':
			end := strings.IndexByte(raw, '}')
			var v rune
			for _, d := range []byte(raw[3:end]) {
				if d != '_' {
					v = v<<4 | rune(hexValue(d))
				}
			}
			b = utf8.AppendRune(b, v)
			raw = raw[end+1:]
			continue
		default:
			b = append(b, hexValue(c)<<4|hexValue(raw[2]))
			raw = raw[3:]
			continue
		}
		raw = raw[2:]
	}
}

// unescape is the value of a string's raw contents.
func unescape(raw string) string {
	if strings.IndexByte(raw, '\\') < 0 {
		return raw
	}
	return string(appendUnescaped(nil, raw))
}

// strange complains about a character that begins no token.
func (l *lexer) strange(i int) token {
	c, n := utf8.DecodeRuneInString(l.src[i:])
	if c == ';' {
		return l.fail(i, i+1, "a single `;` means nothing; a comment begins with `;;`")
	}
	if c < ' ' || c == 0x7f {
		return l.fail(i, i+n, "control character 0x%02x outside of a string", c)
	}
	return l.fail(i, i+n, "unexpected character %q", c)
}

// skipForm moves behind the form whose opening parenthesis begins at i, and
// returns that offset, or -1 if it does not end. Only what decides where it
// ends is looked at: parentheses, strings and comments.
func skipForm(s string, i int) int {
	depth := 0
	for i < len(s) {
		c := s[i]
		if formStops[c] == 0 {
			i++
			for i+8 <= len(s) && noStop(eight(s, i)) {
				i += 8
			}
			continue
		}
		switch c {
		case '(':
			if i+1 < len(s) && s[i+1] == ';' {
				if i = blockCommentEnd(s, i); i < 0 {
					return -1
				}
				continue
			}
			depth++
			i++
		case ')':
			depth--
			i++
			if depth == 0 {
				return i
			}
		case '"':
			if i = stringEnd(s, i); i < 0 {
				return -1
			}
		case ';':
			if i+1 < len(s) && s[i+1] == ';' {
				n := lineEnd(s[i:])
				if n < 0 {
					return -1
				}
				i += n
			} else {
				i++
			}
		}
	}
	return -1
}

var formStops = [256]byte{'(': 1, ')': 1, '"': 1, ';': 1}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// noStop says that none of the eight bytes of w can be a stop of skipForm.
// Bytes are compared all at once: hasZero of w^c finds c. The parentheses
// differ in their last bit.
func noStop(w uint64) bool {
	p := (w | ones) ^ (ones * ')')
	q := w ^ (ones * '"')
	c := w ^ (ones * ';')
	return ((p-ones)&^p|(q-ones)&^q|(c-ones)&^c)&highs == 0
}

// stringEnd is the offset behind the string that begins at i, or -1.
func stringEnd(s string, i int) int {
	for i++; i < len(s); i++ {
		switch s[i] {
		case '"':
			return i + 1
		case '\\':
			i++
		case '\n':
			return -1
		}
	}
	return -1
}
