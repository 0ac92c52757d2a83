package wat

import (
	"errors"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// digitsOf removes the sign, the 0x and the underscores of a number and checks
// that digits stand where they must. ok is false if s is no integer.
func digitsOf(s string) (digits string, hex, negative, signed, ok bool) {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		signed, negative = true, s[0] == '-'
		s = s[1:]
	}
	if strings.HasPrefix(s, "0x") {
		hex, s = true, s[2:]
	}
	under := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9' || hex && hexValue(c) < 16:
		case c == '_' && i > 0 && i+1 < len(s) && s[i-1] != '_':
			under = true
		default:
			return "", false, false, false, false
		}
	}
	if under {
		s = strings.ReplaceAll(s, "_", "")
	}
	return s, hex, negative, signed, s != ""
}

// magnitude is the value of digits; ok is false if it needs more than 64 bits.
func magnitude(digits string, hex bool) (v uint64, ok bool) {
	for i := 0; i < len(digits); i++ {
		d := uint64(hexValue(digits[i]))
		if hex {
			if v>>60 != 0 {
				return 0, false
			}
			v = v<<4 | d
			continue
		}
		hi, lo := bits.Mul64(v, 10)
		sum, carry := bits.Add64(lo, d, 0)
		if hi != 0 || carry != 0 {
			return 0, false
		}
		v = sum
	}
	return v, true
}

// isInteger says whether a word is written like an integer.
func isInteger(s string) bool {
	_, _, _, _, ok := digitsOf(s)
	return ok
}

// isUnsigned says whether a word is written like an unsigned integer.
func isUnsigned(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' && isInteger(s) }

// unsigned is the value of an unsigned integer of at most width bits.
func unsigned(s string, width int) (v uint64, isInt, inRange bool) {
	// The plain short case first: nearly all indices.
	if n := len(s); n > 0 && n <= 9 {
		for i := 0; i < n; i++ {
			d := s[i] - '0'
			if d > 9 {
				goto long
			}
			v = v*10 + uint64(d)
		}
		return v, true, width >= 32 || v>>width == 0
	}
long:
	digits, hex, _, signed, ok := digitsOf(s)
	if !ok || signed {
		return 0, false, false
	}
	v, ok = magnitude(digits, hex)
	return v, true, ok && (width == 64 || v>>width == 0)
}

// integer is the value of an integer of width bits, which may be written as a
// signed or as an unsigned one; it is sign-extended from width to 64 bits.
func integer(s string, width int) (v uint64, isInt, inRange bool) {
	digits, hex, negative, _, ok := digitsOf(s)
	if !ok {
		return 0, false, false
	}
	v, ok = magnitude(digits, hex)
	if !ok {
		return 0, true, false
	}
	if negative {
		if v > 1<<(width-1) {
			return 0, true, false
		}
		v = -v
	} else if width < 64 && v>>width != 0 {
		return 0, true, false
	}
	return uint64(int64(v<<(64-width)) >> (64 - width)), true, true
}

// float is the bits of a float of width 32 or 64. Core spec 6.3.2; decimal and
// hexadecimal literals round to nearest, ties to even.
func float(s string, width int) (v uint64, isFloat, inRange bool) {
	fraction := 52
	if width == 32 {
		fraction = 23
	}
	exponent := uint64(1)<<(width-1-fraction) - 1 // all ones
	body := s
	var sign uint64
	if body != "" && (body[0] == '+' || body[0] == '-') {
		if body[0] == '-' {
			sign = 1 << (width - 1)
		}
		body = body[1:]
	}
	switch {
	case body == "inf":
		return sign | exponent<<fraction, true, true
	case body == "nan":
		return sign | exponent<<fraction | 1<<(fraction-1), true, true
	case strings.HasPrefix(body, "nan:0x"):
		digits, _, _, _, ok := digitsOf(body[4:])
		if !ok {
			return 0, false, false
		}
		payload, ok := magnitude(digits, true)
		if !ok || payload == 0 || payload>>fraction != 0 {
			return 0, true, false
		}
		return sign | exponent<<fraction | payload, true, true
	}
	text, ok := floatText(body)
	if !ok {
		return 0, false, false
	}
	f, err := strconv.ParseFloat(text, width)
	if errors.Is(err, strconv.ErrRange) {
		return 0, true, false
	} else if err != nil {
		return 0, false, false
	}
	if width == 32 {
		return sign | uint64(math.Float32bits(float32(f))), true, true
	}
	return sign | math.Float64bits(f), true, true
}

// floatText checks an unsigned decimal or hexadecimal float and spells it for
// strconv: no underscores, hexadecimal ones always with an exponent.
func floatText(s string) (string, bool) {
	rest, hex := s, strings.HasPrefix(s, "0x")
	if hex {
		rest = s[2:]
	}
	i := 0
	under := false
	run := func(hex bool) bool { // a run of digits with underscores between
		begin := i
		for ; i < len(rest); i++ {
			c := rest[i]
			if c == '_' && i > begin && i+1 < len(rest) && rest[i-1] != '_' && isDigit(rest[i+1], hex) {
				under = true
				continue
			}
			if !isDigit(c, hex) {
				break
			}
		}
		return i > begin
	}
	if !run(hex) {
		return "", false
	}
	if i < len(rest) && rest[i] == '.' {
		i++
		run(hex)
	}
	hasExponent := false
	if i < len(rest) && (hex && (rest[i] == 'p' || rest[i] == 'P') || !hex && (rest[i] == 'e' || rest[i] == 'E')) {
		hasExponent = true
		i++
		if i < len(rest) && (rest[i] == '+' || rest[i] == '-') {
			i++
		}
		if !run(false) {
			return "", false
		}
	}
	if i != len(rest) {
		return "", false
	}
	if under {
		s = strings.ReplaceAll(s, "_", "")
	}
	if hex && !hasExponent {
		s += "p0"
	}
	return s, true
}

func isDigit(c byte, hex bool) bool { return c >= '0' && c <= '9' || hex && hexValue(c) < 16 }

// u32 takes an unsigned 32-bit integer.
func (p *parser) u32() uint32 { return uint32(p.uint(32)) }

// uint takes an unsigned integer of at most width bits.
func (p *parser) uint(width int) uint64 {
	if p.tok.kind == tokenWord {
		v, isInt, inRange := unsigned(p.tok.text, width)
		if isInt {
			if !inRange {
				p.fail(p.tok, "constant out of range: %s does not fit into u%d", shorten(p.tok.text), width)
			}
			p.advance()
			return v
		}
	}
	p.unexpected("an unsigned integer")
	return 0
}

// int takes an integer of width bits, sign-extended.
func (p *parser) int(width int) uint64 {
	if p.tok.kind == tokenWord {
		v, isInt, inRange := integer(p.tok.text, width)
		if isInt {
			if !inRange {
				p.fail(p.tok, "constant out of range: %s does not fit into i%d", shorten(p.tok.text), width)
			}
			p.advance()
			return v
		}
	}
	p.unexpected("an integer")
	return 0
}

// float takes the bits of a float of width bits.
func (p *parser) float(width int) uint64 {
	if p.tok.kind == tokenWord {
		v, isFloat, inRange := float(p.tok.text, width)
		if isFloat {
			if !inRange {
				p.fail(p.tok, "constant out of range: %s does not fit into f%d", shorten(p.tok.text), width)
			}
			p.advance()
			return v
		}
	}
	p.unexpected("a float")
	return 0
}
