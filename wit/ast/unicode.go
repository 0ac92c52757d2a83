package ast

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// UAX #31: the characters of ID_Start and ID_Continue that fall out of XID_Start and XID_Continue, since their normal
// form NFKC does not begin or go on a word.
var (
	notXIDStart = []rune{0x37A, 0xE33, 0xEB3, 0x309B, 0x309C, 0xFDFA, 0xFDFB, 0xFF9E, 0xFF9F}
	// Ranges shared by both, first and last.
	notXID = [][2]rune{{0xFC5E, 0xFC63}, {0xFE70, 0xFE70}, {0xFE72, 0xFE72}, {0xFE74, 0xFE74}, {0xFE76, 0xFE76},
		{0xFE78, 0xFE78}, {0xFE7A, 0xFE7A}, {0xFE7C, 0xFE7C}, {0xFE7E, 0xFE7E}}
	notXIDContinue = []rune{0x37A, 0x309B, 0x309C, 0xFDFA, 0xFDFB}
)

// startsWord reports whether the character has the property XID_Start.
func startsWord(r rune) bool {
	return isIDStart(r) && !excluded(r, notXIDStart)
}

// continuesWord reports whether the character has the property XID_Continue.
func continuesWord(r rune) bool {
	return (isIDStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue) &&
		!unicode.In(r, unicode.Pattern_Syntax, unicode.Pattern_White_Space)) && !excluded(r, notXIDContinue)
}

func isIDStart(r rune) bool {
	return unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) && !unicode.In(r, unicode.Pattern_Syntax, unicode.Pattern_White_Space)
}

func excluded(r rune, list []rune) bool {
	for _, x := range list {
		if r == x {
			return true
		}
	}
	for _, x := range notXID {
		if r >= x[0] && r <= x[1] {
			return true
		}
	}
	return false
}

// maxTextProblems bounds how many forbidden characters of one file are listed.
const maxTextProblems = 10

// checkText finds what no WIT file may hold, not even in comments: text that is not UTF-8, control characters, characters that
// turn the direction of the text, and characters that Unicode deprecates or strongly discourages (WIT.md, Lexical structure).
func checkText(f *File) (errs ErrorList) {
	src := f.text
	for i := 0; i < len(src); {
		c := src[i]
		if c >= 0x20 && c < 0x7f || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(src[i:])
		problem := ""
		switch {
		case r == utf8.RuneError && size == 1:
			return append(errs, f.errorAt(CodeSyntax, Span{uint32(i), uint32(i + 1)}, "the file is not valid UTF-8: unexpected byte 0x%02x", c))
		case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			problem = "%s turns the direction of the text: it makes a file look different from what it is"
		case r == 0x149 || r == 0x673 || r == 0xF77 || r == 0xF79 || r == 0x17A3 || r == 0x17A4 || r == 0x17B4 || r == 0x17B5:
			problem = "%s is deprecated or strongly discouraged by Unicode"
		case r < 0x20 || r >= 0x7f && r <= 0x9f:
			problem = "control character %s"
		}
		if problem != "" {
			e := f.errorAt(CodeSyntax, Span{uint32(i), uint32(i + size)}, problem+", and not allowed in WIT", fmt.Sprintf("U+%04X", r))
			if errs = append(errs, e); len(errs) == maxTextProblems {
				return errs
			}
		}
		i += size
	}
	return errs
}
