package wat

import (
	"math"
	"math/bits"
	"strconv"
)

// floatFormat is what distinguishes f32 from f64.
type floatFormat struct {
	size     int // bits altogether
	fraction int // bits of the fraction
	bias     int
}

var (
	float32Format = floatFormat{32, 23, 127}
	float64Format = floatFormat{64, 52, 1023}
)

// finite says that v is neither infinite nor a NaN.
func (f *floatFormat) finite(v uint64) bool {
	mask := uint64(1)<<(f.size-1-f.fraction) - 1
	return v>>f.fraction&mask != mask
}

// appendFloatHex appends a float given by its bits in hexadecimal notation:
// exact, with a leading digit of 1 and without trailing zeros.
func appendFloatHex(b []byte, v uint64, f *floatFormat) []byte {
	if v>>(f.size-1) != 0 {
		b = append(b, '-')
	}
	expBits := f.size - 1 - f.fraction
	exp := int(v >> f.fraction & (1<<expBits - 1))
	frac := v & (1<<f.fraction - 1)
	switch {
	case exp == 1<<expBits-1 && frac == 0:
		return append(b, "inf"...)
	case exp == 1<<expBits-1:
		b = append(b, "nan"...)
		if frac != 1<<(f.fraction-1) {
			b = append(b, ":0x"...)
			b = strconv.AppendUint(b, frac, 16)
		}
		return b
	case exp == 0 && frac == 0:
		return append(b, "0x0p+0"...)
	}
	b = append(b, "0x1"...)
	width := f.fraction
	if exp == 0 {
		// A subnormal number: its leading one becomes the digit before the
		// point, which stands even if nothing follows it.
		width = bits.Len64(frac) - 1
		frac &^= 1 << width
		exp = 1 - f.bias - (f.fraction - width)
		b = append(b, '.')
	} else {
		exp -= f.bias
		if frac != 0 {
			b = append(b, '.')
		}
	}
	if frac != 0 {
		for frac <<= 64 - width; frac != 0; frac <<= 4 {
			b = append(b, lowerHex[frac>>60])
		}
	}
	b = append(b, 'p')
	if exp >= 0 {
		b = append(b, '+')
	}
	return strconv.AppendInt(b, int64(exp), 10)
}

// appendFloatDecimal appends the shortest decimal number that reads back as
// the float, in positional notation; of two that are equally near, the one
// farther from zero (strconv takes the even one).
func appendFloatDecimal(b []byte, v uint64, f *floatFormat) []byte {
	value := math.Float64frombits(v)
	if f.size == 32 {
		value = float64(math.Float32frombits(uint32(v)))
	}
	switch {
	case value != value:
		return append(b, "NaN"...)
	case math.IsInf(value, 0):
		if value < 0 {
			b = append(b, '-')
		}
		return append(b, "inf"...)
	case value == 0:
		if v != 0 {
			b = append(b, '-')
		}
		return append(b, '0')
	}
	start := len(b)
	if value < 0 {
		start++
	}
	b = strconv.AppendFloat(b, value, 'f', -1, f.size)
	digits, scale := tie(b[start:], value)
	if digits == 0 {
		return b
	}
	b = strconv.AppendUint(b[:start], digits, 10)
	for ; scale > 0; scale-- {
		b = append(b, '0')
	}
	if scale < 0 {
		b = insertPoint(b, start, -scale)
	}
	return b
}

// tie says whether the exact value lies in the middle of two decimals of the
// length of s, the shortest one as strconv writes it without its sign, and if
// so the digits of the one farther from zero and the power of ten they count.
// digits is 0 if it does not.
func tie(s []byte, value float64) (digits uint64, scale int) {
	// value = m·2^e with m odd.
	frac, exp := math.Frexp(math.Abs(value))
	m := uint64(frac * (1 << 53))
	e := exp - 53
	zeros := bits.TrailingZeros64(m)
	m >>= zeros
	e += zeros
	fraction, trailing := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '.' {
			fraction = len(s) - 1 - i
			break
		}
	}
	if fraction == 0 {
		for i := len(s) - 1; i > 0 && s[i] == '0'; i-- {
			trailing++
		}
	}
	switch {
	case e < 0:
		// The exact value has -e digits after the point, the last a 5.
		if fraction+1 != -e || -e > 25 {
			return 0, 0
		}
		exact := m
		for range -e {
			hi, lo := bits.Mul64(exact, 5)
			if hi != 0 {
				return 0, 0
			}
			exact = lo
		}
		return exact/10 + 1, -fraction
	case e > 0 && fraction == 0 && e == trailing-1:
		// The exact value ends in a 5 and trailing-1 zeros.
		for range e {
			if m%5 != 0 {
				return 0, 0
			}
			m /= 5
		}
		if m%10 != 5 {
			return 0, 0
		}
		return m/10 + 1, trailing
	}
	return 0, 0
}

// insertPoint puts a point before the last n digits of b[start:], with zeros
// in front where there are not enough.
func insertPoint(b []byte, start, n int) []byte {
	for len(b)-start <= n {
		b = append(b, 0)
		copy(b[start+1:], b[start:])
		b[start] = '0'
	}
	b = append(b, 0)
	at := len(b) - 1 - n
	copy(b[at+1:], b[at:])
	b[at] = '.'
	return b
}
