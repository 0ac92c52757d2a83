package wat

import (
	"strings"
	"unicode/utf8"
)

// value takes a value in parentheses; pattern allows what only results may be.
func (p *scriptParser) value(pattern bool) Value {
	if p.tok.kind != tokenOpen {
		p.unexpected("a value such as `(i32.const 0)`")
	}
	p.enter()
	defer p.leave()
	v := Value{Start: wordStart(p.tok)}
	word := p.tok
	p.advance()
	p.valueBody(&v, word, pattern)
	p.close()
	return v
}

// onlyResults are the values that results are compared with and arguments
// cannot be.
var onlyResults = map[string]bool{
	"ref.func": true, "ref.any": true, "ref.eq": true, "ref.array": true, "ref.struct": true, "ref.i31": true,
	"ref.i31_shared": true, "either": true,
}

// valueBody takes what follows a value's keyword.
func (p *scriptParser) valueBody(v *Value, word token, pattern bool) {
	if base, ok := strings.CutSuffix(word.text, ".const"); ok && p.constValue(v, base, pattern) {
		return
	}
	if !pattern && onlyResults[word.text] {
		p.fail(word, "unexpected token: %s stands for results only", p.describe(word))
	}
	switch word.text {
	case "ref.null":
		v.Null = true
		p.nullRef(v, pattern)
	case "ref.extern", "ref.host":
		v.Type = "externref"
		if word.text == "ref.host" {
			v.Type = "anyref"
		}
		if pattern && word.text == "ref.extern" && p.atClose() {
			return
		}
		v.Bits, v.HasBits = uint64(p.u32()), true
	case "ref.func":
		v.Type = "funcref"
		if p.tok.kind == tokenWord {
			v.Bits, v.HasBits = uint64(p.u32()), true
		}
	case "ref.any":
		v.Type = "anyref"
	case "ref.eq":
		v.Type = "eqref"
	case "ref.array":
		v.Type = "arrayref"
	case "ref.struct":
		v.Type = "structref"
	case "ref.i31":
		v.Type = "i31ref"
	case "ref.i31_shared":
		v.Type = "i31refshared"
	case "either":
		v.Type = "either"
		for p.tok.kind == tokenOpen {
			v.Items = append(v.Items, p.value(pattern))
		}
	case "option.none":
		v.Type = "option"
	case "option.some":
		v.Type = "option"
		v.Items = []Value{p.member()}
	case "result.ok", "result.err":
		v.Type, v.Text = "result", "ok"
		if word.text == "result.err" {
			v.Text = "error"
		}
		if !p.atClose() {
			v.Items = []Value{p.member()}
		}
	default:
		p.fail(word, "unexpected token: expected a value such as `(i32.const 0)`, found %s", p.describe(word))
	}
}

// nullRef takes the heap type of ref.null.
func (p *scriptParser) nullRef(v *Value, pattern bool) {
	if pattern && p.atClose() {
		v.Type = "refnull"
		return
	}
	t := p.tok
	if t.kind == tokenWord {
		switch t.text {
		case "func", "extern", "any", "exn", "cont":
			v.Type = t.text + "ref"
		case "eq", "struct", "array", "i31":
			v.Type = t.text + "ref"
		case "none":
			v.Type = "nullref"
		case "nofunc", "noextern", "noexn", "nocont":
			v.Type = "null" + t.text[2:] + "ref"
		}
	}
	if v.Type != "" {
		p.advance()
		return
	}
	// Concrete and shared types are read, but no value of them can be
	// written down elsewhere.
	p.typeParser.resolve = func(token, string) uint32 { return 0 }
	v.Type = "(ref null " + p.heapType().HeapString() + ")"
}

// constValue takes what follows `base.const`.
func (p *scriptParser) constValue(v *Value, base string, pattern bool) bool {
	v.Type = base
	switch base {
	case "i32", "i64":
		width := 32
		if base == "i64" {
			width = 64
		}
		v.Bits, v.HasBits = p.int(width), true
	case "f32", "f64":
		*v = p.floatPattern(*v, base, pattern)
	case "v128":
		p.vector(v, pattern)
	case "u8", "u16", "u32", "u64":
		v.Bits, v.HasBits = p.uint(widthOf(base)), true
	case "s8", "s16", "s32", "s64":
		v.Bits, v.HasBits = p.int(widthOf(base)), true
	case "bool":
		switch {
		case p.word("true"):
			v.Bits = 1
		case p.word("false"):
		default:
			p.unexpected("`true` or `false`")
		}
		v.HasBits = true
	case "char":
		t := p.tok
		v.Text = p.name()
		if utf8.RuneCountInString(v.Text) != 1 {
			p.fail(t, "a char is one character")
		}
	case "str":
		v.Type = "string"
		v.Text = p.name()
	case "list":
		for p.tok.kind == tokenOpen {
			v.Items = append(v.Items, p.member())
		}
	case "tuple":
		for p.tok.kind == tokenOpen {
			v.Items = append(v.Items, p.member())
		}
	case "record":
		for p.open("field") {
			v.Names = append(v.Names, p.name())
			v.Items = append(v.Items, p.bareMember())
			p.close()
		}
	case "variant":
		v.Text = p.name()
		if !p.atClose() {
			v.Items = []Value{p.member()}
		}
	case "enum":
		v.Text = p.name()
	case "flags":
		for p.tok.kind == tokenString {
			v.Names = append(v.Names, p.name())
		}
	default:
		return false
	}
	return true
}

// member takes a value inside of another, which is one of components.
func (p *scriptParser) member() Value {
	p.mustBeComponentValue()
	return p.value(false)
}

func (p *scriptParser) mustBeComponentValue() {
	switch w := p.tok.text; {
	case w == "i32.const" || w == "i64.const" || w == "v128.const" || w == "either" || strings.HasPrefix(w, "ref."):
		p.fail(p.tok, "unexpected token: expected a value of components such as `(u32.const 0)`, found %s", p.describe(p.tok))
	}
}

// bareMember takes a value without parentheses, as fields of records are.
func (p *scriptParser) bareMember() Value {
	if p.tok.kind == tokenOpen {
		return p.member()
	}
	p.mustBeComponentValue()
	if p.tok.kind != tokenWord {
		p.unexpected("a value such as `u32.const 0`")
	}
	p.enter()
	defer p.leave()
	v := Value{Start: p.tok.start}
	word := p.tok
	p.advance()
	p.valueBody(&v, word, false)
	return v
}

func widthOf(t string) int {
	switch t[1:] {
	case "8", "8x16":
		return 8
	case "16", "16x8":
		return 16
	case "32", "32x4":
		return 32
	}
	return 64
}

// floatPattern takes a float or a NaN pattern.
func (p *scriptParser) floatPattern(v Value, t string, pattern bool) Value {
	v.Type = t
	if pattern && (p.isWord("nan:canonical") || p.isWord("nan:arithmetic")) {
		v.NaN = p.tok.text
		p.advance()
		return v
	}
	v.Bits, v.HasBits = p.float(widthOf(t)), true
	return v
}

// vector takes the shape and lanes of a v128.
func (p *scriptParser) vector(v *Value, pattern bool) {
	lanes := 0
	var t string
	switch p.tok.text {
	case "i8x16", "i16x8", "i32x4", "i64x2", "f32x4", "f64x2":
		t, _, _ = strings.Cut(p.tok.text, "x")
		lanes = 128 / widthOf(t)
	}
	if p.tok.kind != tokenWord || lanes == 0 {
		p.unexpected("a shape: i8x16, i16x8, i32x4, i64x2, f32x4 or f64x2")
	}
	p.advance()
	for range lanes {
		lane := Value{Type: t, Start: p.tok.start}
		if t[0] == 'f' {
			lane = p.floatPattern(lane, t, pattern)
		} else {
			lane.Bits, lane.HasBits = p.int(widthOf(t)), true
		}
		v.Lanes = append(v.Lanes, lane)
	}
}
