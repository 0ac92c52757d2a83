package testsuite_test

import (
	"math/rand/v2"
	"regexp"
	"strings"
)

// mutator changes texts, token by token and form by form. What it puts in
// comes from the same text or from another one of the corpus.
type mutator struct {
	r     *rand.Rand
	texts []string
}

var mutationToken = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|;;[^\n]*|[()]|[^\s()";]+`)

type mutationKind byte

const (
	mutationOpen mutationKind = iota
	mutationClose
	mutationString
	mutationID
	mutationNumber
	mutationKeyword
	mutationAnnotation
	mutationComment
)

type mutationPiece struct {
	kind       mutationKind
	text       string
	start, end int
}

func pieces(text string) []mutationPiece {
	var list []mutationPiece
	for _, at := range mutationToken.FindAllStringIndex(text, -1) {
		s := text[at[0]:at[1]]
		k := mutationKeyword
		switch c := s[0]; {
		case c == '(':
			k = mutationOpen
		case c == ')':
			k = mutationClose
		case c == '"':
			k = mutationString
		case c == '$':
			k = mutationID
		case c == '@':
			k = mutationAnnotation
		case strings.HasPrefix(s, ";;"):
			k = mutationComment
		case c >= '0' && c <= '9' || c == '-' || c == '+' || strings.HasPrefix(s, "nan") || s == "inf":
			k = mutationNumber
		}
		if k != mutationComment {
			list = append(list, mutationPiece{k, s, at[0], at[1]})
		}
	}
	return list
}

// formEnd is the index of the piece that closes the form opened by list[i].
func formEnd(list []mutationPiece, i int) int {
	depth := 0
	for j := i; j < len(list); j++ {
		switch list[j].kind {
		case mutationOpen:
			depth++
		case mutationClose:
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return -1
}

var (
	edgeNumbers = strings.Fields(`0 -0 +0 1 -1 +1 2 3 31 32 33 63 64 65 100 127 128 -128 -129 255 256 0xff 0x100 32767 32768 -32768 -32769 65535 65536
		0x7fffffff 0x80000000 -0x80000000 -0x80000001 2147483647 2147483648 -2147483648 4294967295 4294967296 0xffffffff 0x1_0000_0000 1_000 1__0 _1 1_
		0x 0x_1 0x7fffffffffffffff 0x8000000000000000 -0x8000000000000000 -0x8000000000000001 18446744073709551615 18446744073709551616 0xffff_ffff_ffff_ffff
		0x1_0000_0000_0000_0000 1.5 -1.5 1. .5 1e10 1e400 1e-400 0x1p127 0x1p128 0x1.fffffep127 0x1.ffffffp127 0x1p-149 0x1p-150 0x1.8p-150 0x1p1023 0x1p1024
		0x1p-1074 0x1p-1075 0x1.fffffffffffff8p1023 3.4028235e38 3.4028236e38 1.7976931348623157e308 1.7976931348623159e308 nan -nan nan:0x1 nan:0x0 nan:0x400000
		nan:0x7fffff nan:0x800000 nan:0xfffffffffffff nan:0x10000000000000 nan:canonical nan:arithmetic inf -inf +inf 0x1p 0x1.p1 0x.8p1 1e 1e+ 1e+5 0e0 00 007 1.0e1_0 1.0_0
		infinity 0x1.0 0x1p+_1 4 8 16 5 7 12 0x10000 0x10001 0xffffffffffff 1000000000000000000000000000000`)
	strayStrings = []string{`""`, `"a"`, `"\00"`, `"\u{1f600}"`, `"\u{d800}"`, `"\ff"`, `"a b"`, `"\"\\\n\t\r\'"`, `"é"`, `"#a"`, `"a:b/c"`, `"a:b/c@1.0.0"`,
		`"[method]a.b"`, `"[constructor]a"`, `"[static]a.b"`, `"A-b"`, `"a--b"`, `"memory"`, `"url=<a>"`, `"unlocked-dep=<a:b>"`, `"\u{}"`, `"\u{110000}"`, `"\g"`, `"\u{0_0}"`, "\"\x7f\"", "\"\t\""}
	strayPieces = []string{`(;`, `;)`, `(; x ;)`, `;;`, `(@x)`, `(@name "n")`, `(@custom "c" "d")`, `(@custom "c" (before code) "d")`, `(@producers (sdk "a" "1"))`,
		`(@metadata.code.branch_hint "\00")`, `(@metadata.code.branch_hint "\02")`, `(@dylink.0 (needed "x"))`, `(@ x)`, `(@"x y" 1 "2")`, `(@name $x)`, `$`, `$""`, `$"a"`, `"`, `\`, `,`, `[`, `]`, `{`, `}`, `;`, "\x00", "é",
		`offset=1`, `align=1`, `align=3`, `align=0`, `offset=0x1_0`, `offset=-1`, `offset=4294967296`, `align=8`, `offset=18446744073709551615`, `offset=18446744073709551616`, `shared`, `i64`, `(pagesize 1)`, `(pagesize 0x10000)`, `(pagesize 3)`,
		`(type 0)`, `(type $t)`, `(param i32)`, `(param $p i32)`, `(result i32)`, `(local i64)`, `(local $l i64)`, `(export "e")`, `(import "m" "n")`, `(export "e") (import "m" "n")`, `(mut i32)`, `(ref null func)`, `(ref $t)`, `(ref any)`, `(item)`,
		`(offset (i32.const 0))`, `(then)`, `(else)`, `(do)`, `end`, `else`, `final`, `(sub)`, `(rec)`, `declare`, `func`, `(memory 0)`, `(table 0)`, `(exact (type 0))`, `(shared (func))`, `(start 0)`, `(i32.const 1)`, `i32.const 1`, `(nop)`, `drop`, `unreachable`,
		`(core module)`, `(core func)`, `(func (import "a"))`, `(instance)`, `(component)`, `(type (func))`, `(type u32)`, `(type (resource (rep i32)))`, `(alias export 0 "a" (func))`, `(alias outer 0 0 (type))`, `(realloc (core func 0))`, `string-encoding=utf8`, `async`, `(core memory 0)`, `(export "x" (func 0))`, `(import "x" (func))`,
		`(with "a" (instance 0))`, `(own 0)`, `(borrow 0)`, `(error u8)`, `(field "a" u8)`, `(case "a")`, `(eq 0)`, `(sub resource)`, `cancellable`, `gc`, `(core-type 0)`, `(interface "a:b/c")`, `(versionsuffix ".1")`, `(implements "a:b/c")`, `(external-id "a")`}
)

// text is one text of the corpus with one to three changes.
func (m *mutator) text(original string) string {
	text := original
	for range 1 + m.r.IntN(8)/5 + m.r.IntN(8)/7 {
		text = m.change(text)
	}
	return text
}

// pick is a random piece of that kind, of the text itself or of another.
func (m *mutator) pick(list []mutationPiece, kind mutationKind) string {
	if m.r.IntN(3) == 0 {
		list = pieces(m.texts[m.r.IntN(len(m.texts))])
	}
	switch m.r.IntN(4) {
	case 0:
		if kind == mutationNumber {
			return edgeNumbers[m.r.IntN(len(edgeNumbers))]
		}
		if kind == mutationString {
			return strayStrings[m.r.IntN(len(strayStrings))]
		}
	}
	from := m.r.IntN(max(len(list), 1))
	for i := range list {
		if p := list[(from+i)%len(list)]; p.kind == kind {
			return p.text
		}
	}
	return "0"
}

// form is a random form, of the text itself or of another.
func (m *mutator) form(text string, list []mutationPiece) string {
	if m.r.IntN(2) == 0 {
		text = m.texts[m.r.IntN(len(m.texts))]
		list = pieces(text)
	}
	for range 20 {
		i := m.r.IntN(len(list) + 1)
		if i == len(list) || list[i].kind != mutationOpen {
			continue
		}
		if j := formEnd(list, i); j > 0 && list[j].end-list[i].start < 400 {
			return text[list[i].start:list[j].end]
		}
	}
	return "(nop)"
}

// change makes one change.
func (m *mutator) change(text string) string {
	list := pieces(text)
	if len(list) < 4 {
		return text
	}
	r := m.r
	i := 1 + r.IntN(len(list)-1)
	p := list[i]
	replace := func(s string) string { return text[:p.start] + s + text[p.end:] }
	open := func() (from, to int) {
		for j := i; j > 0; j-- {
			if list[j].kind == mutationOpen {
				if end := formEnd(list, j); end > 0 {
					return j, end
				}
			}
		}
		return -1, -1
	}
	switch r.IntN(20) {
	case 0: // drop a token
		return replace(" ")
	case 1: // repeat it
		return replace(p.text + " " + p.text)
	case 2: // swap with the next
		if i+1 < len(list) {
			q := list[i+1]
			return text[:p.start] + q.text + " " + p.text + text[q.end:]
		}
	case 3, 4, 5: // another of its kind
		if p.kind != mutationOpen && p.kind != mutationClose {
			return replace(m.pick(list, p.kind))
		}
	case 6: // another of any kind
		return replace(list[r.IntN(len(list))].text)
	case 7: // something strange before it
		return text[:p.start] + strayPieces[r.IntN(len(strayPieces))] + " " + text[p.start:]
	case 8: // an index for an identifier and the reverse
		switch p.kind {
		case mutationID:
			return replace(edgeNumbers[r.IntN(12)])
		case mutationNumber:
			return replace(m.pick(list, mutationID))
		}
	case 9: // an edge for a number
		for j := range list {
			if q := list[(i+j)%len(list)]; q.kind == mutationNumber {
				return text[:q.start] + edgeNumbers[r.IntN(len(edgeNumbers))] + text[q.end:]
			}
		}
	case 10: // drop a form
		if a, b := open(); a > 0 {
			return text[:list[a].start] + " " + text[list[b].end:]
		}
	case 11: // repeat a form
		if a, b := open(); a > 0 {
			form := text[list[a].start:list[b].end]
			return text[:list[b].end] + " " + form + text[list[b].end:]
		}
	case 12: // unwrap a form
		if a, b := open(); a > 0 {
			return text[:list[a].start] + " " + text[list[a].end:list[b].start] + " " + text[list[b].end:]
		}
	case 13: // wrap tokens
		j := min(i+r.IntN(6), len(list)-1)
		return text[:p.start] + "(" + text[p.start:list[j].end] + ")" + text[list[j].end:]
	case 14, 15: // another form in place of one
		if a, b := open(); a > 0 {
			return text[:list[a].start] + m.form(text, list) + text[list[b].end:]
		}
	case 16: // a form more
		return text[:p.start] + m.form(text, list) + " " + text[p.start:]
	case 17: // swap two forms
		if a, b := open(); a > 0 && b+1 < len(list) && list[b+1].kind == mutationOpen {
			if c := formEnd(list, b+1); c > 0 {
				return text[:list[a].start] + text[list[b+1].start:list[c].end] + " " + text[list[a].start:list[b].end] + text[list[c].end:]
			}
		}
	case 18: // a character
		at := p.start + r.IntN(p.end-p.start)
		const chars = "0159afxp_.-+$\"\\()@;: \n#=/"
		c := chars[r.IntN(len(chars))]
		if r.IntN(2) == 0 {
			return text[:at] + string(c) + text[at+1:]
		}
		return text[:at] + string(c) + text[at:]
	case 19: // half of a keyword from elsewhere
		if p.kind == mutationKeyword {
			q := m.pick(list, mutationKeyword)
			a, b := strings.LastIndexByte(p.text, '.'), strings.LastIndexByte(q, '.')
			if a > 0 && b > 0 {
				if r.IntN(2) == 0 {
					return replace(p.text[:a] + q[b:])
				}
				return replace(q[:b] + p.text[a:])
			}
			return replace(q)
		}
	}
	return text
}
