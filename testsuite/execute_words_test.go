package testsuite

import (
	"math"
	"testing"

	"wcomp/wat"
)

// What the engine gave is told in the words that the script has for it.
func TestDescribe(t *testing.T) {
	f32 := func(f float32) uint64 { return uint64(math.Float32bits(f)) }
	lanes := []wat.Value{{Type: "f32", Bits: f32(1)}, {Type: "f32", NaN: "nan:canonical"}, {Type: "f32"}, {Type: "f32"}}
	for _, c := range []struct {
		v         wat.Value
		got       []uint64
		want, was string
	}{
		{wat.Value{Type: "i32", Bits: 43}, []uint64{0xffffffff}, "(i32.const 43)", "(i32.const -1)"},
		{wat.Value{Type: "i64", Bits: 1 << 63}, []uint64{7}, "(i64.const -9223372036854775808)", "(i64.const 7)"},
		{wat.Value{Type: "f32", Bits: f32(1.5)}, []uint64{0x7fc00001}, "(f32.const 1.5)", "(f32.const nan:0x400001)"},
		{wat.Value{Type: "f64", NaN: "nan:arithmetic"}, []uint64{1 << 63}, "(f64.const nan:arithmetic)", "(f64.const -0)"},
		{wat.Value{Type: "f64", Bits: math.Float64bits(math.Inf(-1))}, []uint64{math.Float64bits(0.1)}, "(f64.const -inf)", "(f64.const 0.1)"},
		{wat.Value{Type: "v128", Lanes: lanes}, []uint64{f32(2)<<32 | f32(1), 0}, "(v128.const f32x4 1 nan:canonical 0 0)", "(v128.const f32x4 1 2 0 0)"},
		{wat.Value{Type: "externref", HasBits: true, Bits: 3}, []uint64{2}, "(ref.extern 3)", "(ref.extern 1)"},
		{wat.Value{Type: "funcref", Null: true}, []uint64{9}, "(ref.null func)", "a reference that is not null"},
		{wat.Value{Type: "refnull"}, []uint64{9}, "(ref.null)", "a reference that is not null"},
		{wat.Value{Type: "funcref"}, []uint64{0}, "(ref.func)", "(ref.null)"},
		{wat.Value{Type: "either", Items: []wat.Value{{Type: "i32", Bits: 1}, {Type: "i32", Bits: 2}}}, []uint64{3}, "(either (i32.const 1) (i32.const 2))", "(i32.const 3)"},
	} {
		if s := describe(&c.v); s != c.want {
			t.Errorf("%s, want %s", s, c.want)
		}
		if s := describeResult(&c.v, c.got); s != c.was {
			t.Errorf("%s was %s, want %s", c.want, s, c.was)
		}
	}
}
