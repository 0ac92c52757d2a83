package wat

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestFloatText(t *testing.T) {
	for _, c := range []struct {
		v            uint64
		f            *floatFormat
		hex, decimal string
	}{
		{0, &float32Format, "0x0p+0", "0"},
		{1 << 31, &float32Format, "-0x0p+0", "-0"},
		{uint64(math.Float32bits(3)), &float32Format, "0x1.8p+1", "3"},
		{uint64(math.Float32bits(1)), &float32Format, "0x1p+0", "1"},
		{uint64(math.Float32bits(math.MaxFloat32)), &float32Format, "0x1.fffffep+127", "340282350000000000000000000000000000000"},
		{1, &float32Format, "0x1.p-149", "0.000000000000000000000000000000000000000000001"},
		{3, &float32Format, "0x1.8p-148", "0.000000000000000000000000000000000000000000004"},
		{0x7f800000, &float32Format, "inf", "inf"},
		{0xff800000, &float32Format, "-inf", "-inf"},
		{0x7fc00000, &float32Format, "nan", "NaN"},
		{0xffc00000, &float32Format, "-nan", "NaN"},
		{0x7fa00000, &float32Format, "nan:0x200000", "NaN"},
		{0x7ff8000000000000, &float64Format, "nan", "NaN"},
		{0x7ff8000000000001, &float64Format, "nan:0x8000000000001", "NaN"},
		{math.Float64bits(0.1), &float64Format, "0x1.999999999999ap-4", "0.1"},
		{math.Float64bits(-2.5), &float64Format, "-0x1.4p+1", "-2.5"},
		{1, &float64Format, "0x1.p-1074", "0." + zeros(323) + "5"},
		// An exact tie between 19781.062 and 19781.063.
		{uint64(math.Float32bits(0x1.35144p+14)), &float32Format, "0x1.35144p+14", "19781.063"},
	} {
		if got := string(appendFloatHex(nil, c.v, c.f)); got != c.hex {
			t.Errorf("%x: %s, want %s", c.v, got, c.hex)
		}
		if got := string(appendFloatDecimal(nil, c.v, c.f)); got != c.decimal {
			t.Errorf("%x: %s, want %s", c.v, got, c.decimal)
		}
	}
}

func zeros(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0'
	}
	return string(b)
}

// TestFloatTextReadsBack checks random values: hexadecimal is exact, decimal
// is as short as strconv's and no farther away.
func TestFloatTextReadsBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	ties := 0
	for range 300_000 {
		bits := uint64(rng.Uint32())
		value := math.Float32frombits(uint32(bits))
		if value != value || math.IsInf(float64(value), 0) {
			continue
		}
		if got, err := strconv.ParseFloat(string(appendFloatHex(nil, bits, &float32Format)), 32); err != nil || math.Float32bits(float32(got)) != uint32(bits) {
			t.Fatalf("%x: hexadecimal reads back as %v, %v", bits, got, err)
		}
		decimal := string(appendFloatDecimal(nil, bits, &float32Format))
		if got, err := strconv.ParseFloat(decimal, 32); err != nil || math.Float32bits(float32(got)) != uint32(bits) {
			t.Fatalf("%x: %s reads back as %v, %v", bits, decimal, got, err)
		}
		even := strconv.FormatFloat(float64(value), 'f', -1, 32)
		if decimal != even {
			ties++
			if len(decimal) != len(even) {
				t.Fatalf("%x: %s, strconv %s", bits, decimal, even)
			}
		}
	}
	if ties == 0 {
		t.Error("no value was an exact tie")
	}
	for range 100_000 {
		bits := rng.Uint64()
		value := math.Float64frombits(bits)
		if value != value || math.IsInf(value, 0) {
			continue
		}
		if got, err := strconv.ParseFloat(string(appendFloatHex(nil, bits, &float64Format)), 64); err != nil || math.Float64bits(got) != bits {
			t.Fatalf("%x: hexadecimal reads back as %v, %v", bits, got, err)
		}
		if got, err := strconv.ParseFloat(string(appendFloatDecimal(nil, bits, &float64Format)), 64); err != nil || math.Float64bits(got) != bits {
			t.Fatalf("%x: decimal reads back as %v, %v", bits, got, err)
		}
	}
}
