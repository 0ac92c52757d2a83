package wat

import "unicode/utf8"

// Characters and escapes that the lexer and the printer share.

// idChars marks the bytes that may stand in an identifier or a keyword
// (core spec 6.3.5, idchar).
var idChars = func() (t [256]bool) {
	for c := '0'; c <= '9'; c++ {
		t[c] = true
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = true, true
	}
	for _, c := range "!#$%&'*+-./:<=>?@\\^_`|~" {
		t[c] = true
	}
	return t
}()

// isIdentifier says whether s can follow a $ without quotes.
func isIdentifier(s string) bool {
	for i := 0; i < len(s); i++ {
		if !idChars[s[i]] {
			return false
		}
	}
	return s != ""
}

// stringChars marks the bytes that stand for themselves in a string:
// printable ASCII except the quote and the backslash.
var stringChars = func() (t [256]bool) {
	for c := ' '; c <= '~'; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

const lowerHex = "0123456789abcdef"

// appendQuotedText appends s, which is UTF-8, in quotes; characters that are
// not printable ASCII become \u{hex}.
func appendQuotedText(b []byte, s string) []byte {
	b = append(b, '"')
	b = appendTextEscapes(b, s)
	return append(b, '"')
}

// appendTextEscapes is appendQuotedText without the quotes.
func appendTextEscapes(b []byte, s string) []byte {
	done := 0
	for i := 0; i < len(s); {
		if stringChars[s[i]] {
			i++
			continue
		}
		b = append(b, s[done:i]...)
		c, size := utf8.DecodeRuneInString(s[i:])
		b = append(b, `\u{`...)
		shift := 0
		for c>>(shift+4) != 0 {
			shift += 4
		}
		for ; shift >= 0; shift -= 4 {
			b = append(b, lowerHex[c>>shift&15])
		}
		b = append(b, '}')
		i += size
		done = i
	}
	return append(b, s[done:]...)
}

// appendByteEscapes appends data by byte, as it stands between the quotes of
// a data string; bytes that are not printable ASCII become \hh.
func appendByteEscapes(b, data []byte) []byte {
	done := 0
	for i, c := range data {
		if stringChars[c] {
			continue
		}
		b = append(b, data[done:i]...)
		b = append(b, '\\', lowerHex[c>>4], lowerHex[c&15])
		done = i + 1
	}
	return append(b, data[done:]...)
}
