package wit

import (
	"fmt"
	"testing"
)

// anon adds an anonymous type to r.
func anon(r *Resolve, k Kind) Type { return r.AddType(&TypeDef{Kind: k}).Ref() }

func tuple(r *Resolve, types ...Type) Type { return anon(r, Tuple{types}) }

func cases(types ...Type) Variant {
	var v Variant
	for i, t := range types {
		v.Cases = append(v.Cases, Case{Name: fmt.Sprintf("c%d", i), Type: t})
	}
	return v
}

func enumOf(n int) Enum { return Enum{make([]EnumCase, n)} }

func flagsOf(n int) Flags { return Flags{make([]Flag, n)} }

// CanonicalABI.md: alignment, elem_size, flatten_type.
func TestLayout(t *testing.T) {
	r := new(Resolve)
	res := r.AddType(&TypeDef{Name: "r", Kind: Resource{}})
	tests := []struct {
		name           string
		t              Type
		size32, size64 uint64
		align32        uint64
		align64        uint64
		flat           string // of memory32
		flat64         string
	}{
		{"bool", Bool, 1, 1, 1, 1, "[i32]", "[i32]"},
		{"s16", S16, 2, 2, 2, 2, "[i32]", "[i32]"},
		{"u64", U64, 8, 8, 8, 8, "[i64]", "[i64]"},
		{"f32", F32, 4, 4, 4, 4, "[f32]", "[f32]"},
		{"char", Char, 4, 4, 4, 4, "[i32]", "[i32]"},
		{"error-context", ErrorContext, 4, 4, 4, 4, "[i32]", "[i32]"},
		{"string", String, 8, 16, 4, 8, "[i32 i32]", "[i64 i64]"},
		{"list", anon(r, List{U8}), 8, 16, 4, 8, "[i32 i32]", "[i64 i64]"},
		{"map", anon(r, Map{String, U64}), 8, 16, 4, 8, "[i32 i32]", "[i64 i64]"},
		{"own", anon(r, Own{res}), 4, 4, 4, 4, "[i32]", "[i32]"},
		{"stream", anon(r, Stream{String}), 4, 4, 4, 4, "[i32]", "[i32]"},
		{"future without payload", anon(r, Future{}), 4, 4, 4, 4, "[i32]", "[i32]"},
		{"alias", anon(r, Alias{U16}), 2, 2, 2, 2, "[i32]", "[i32]"},
		{"tuple pads between and at the end", tuple(r, U8, U32, U8), 12, 12, 4, 4, "[i32 i32 i32]", "[i32 i32 i32]"},
		{"record", anon(r, Record{[]Field{{Name: "a", Type: U8}, {Name: "b", Type: U64}}}), 16, 16, 8, 8, "[i32 i64]", "[i32 i64]"},
		{"empty tuple", tuple(r), 0, 0, 1, 1, "[]", "[]"},
		{"fixed-length list", anon(r, FixedLengthList{tuple(r, U16, U8), 3}), 12, 12, 2, 2, "[i32 i32 i32 i32 i32 i32]", "[i32 i32 i32 i32 i32 i32]"},
		{"fixed-length list of many", anon(r, FixedLengthList{U8, 17}), 17, 17, 1, 1, "more", "more"},
		{"flags 8", anon(r, flagsOf(8)), 1, 1, 1, 1, "[i32]", "[i32]"},
		{"flags 9", anon(r, flagsOf(9)), 2, 2, 2, 2, "[i32]", "[i32]"},
		{"flags 17", anon(r, flagsOf(17)), 4, 4, 4, 4, "[i32]", "[i32]"},
		{"flags 33", anon(r, flagsOf(33)), 8, 8, 4, 4, "[i32 i32]", "[i32 i32]"},
		{"enum 256", anon(r, enumOf(256)), 1, 1, 1, 1, "[i32]", "[i32]"},
		{"enum 257", anon(r, enumOf(257)), 2, 2, 2, 2, "[i32]", "[i32]"},
		{"enum 65537", anon(r, enumOf(65537)), 4, 4, 4, 4, "[i32]", "[i32]"},
		{"option", anon(r, Option{U64}), 16, 16, 8, 8, "[i32 i64]", "[i32 i64]"},
		{"option of nothing", anon(r, Option{tuple(r)}), 1, 1, 1, 1, "[i32]", "[i32]"},
		{"result", anon(r, Result{U8, String}), 12, 24, 4, 8, "[i32 i32 i32]", "[i32 i64 i64]"},
		{"result without payloads", anon(r, Result{}), 1, 1, 1, 1, "[i32]", "[i32]"},
		{"variant joins", anon(r, cases(U64, F32, String)), 16, 24, 8, 8, "[i32 i64 i32]", "[i32 i64 i64]"},
		{"variant joins i32 and f32", anon(r, cases(U32, F32)), 8, 8, 4, 4, "[i32 i32]", "[i32 i32]"},
		{"variant joins f32 and f64", anon(r, cases(F64, F32)), 16, 16, 8, 8, "[i32 i64]", "[i32 i64]"},
		{"variant keeps f32", anon(r, cases(F32, NoType)), 8, 8, 4, 4, "[i32 f32]", "[i32 f32]"},
		{"16 values", tuple(r, U8, U8, U8, U8, U8, U8, U8, U8, U8, U8, U8, U8, U8, U8, U8, U8), 16, 16, 1, 1,
			"[i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32]", "[i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, memory64 := range []bool{false, true} {
				a := NewABI(r, memory64)
				size, align, flat := test.size32, test.align32, test.flat
				if memory64 {
					size, align, flat = test.size64, test.align64, test.flat64
				}
				got, ok := a.Flat(test.t)
				gotFlat := "more"
				if ok {
					gotFlat = fmt.Sprint(got)
				}
				if a.Size(test.t) != size || a.Align(test.t) != align || gotFlat != flat {
					t.Errorf("memory64 %v: size %d, align %d, flat %s; want %d, %d, %s",
						memory64, a.Size(test.t), a.Align(test.t), gotFlat, size, align, flat)
				}
			}
		})
	}
}

// Sizes of hostile types are bounded, and long chains of types need no stack.
func TestLayoutOfHostileTypes(t *testing.T) {
	r := new(Resolve)
	last := tuple(r, U64, U64)
	for range 200_000 {
		last = tuple(r, last, last)
	}
	huge := anon(r, FixedLengthList{anon(r, FixedLengthList{anon(r, FixedLengthList{U64, 1<<32 - 1}), 1<<32 - 1}), 1<<32 - 1})
	a := NewABI(r, false)
	for _, ty := range []Type{last, huge} {
		if got := a.Size(ty); got != maxSize {
			t.Errorf("size %d", got)
		}
		if flat, ok := a.Flat(ty); ok {
			t.Errorf("flat %v", flat)
		}
	}
	// A cycle is no valid graph, but must not hang either.
	cyclic := r.AddType(&TypeDef{})
	r.Types[cyclic].Kind = Option{cyclic.Ref()}
	a.Size(cyclic.Ref())
	loop := r.AddType(&TypeDef{})
	r.Types[loop].Kind = Alias{loop.Ref()}
	r.Dealias(loop.Ref())
}

func TestPayloadOffset(t *testing.T) {
	r := new(Resolve)
	a := NewABI(r, false)
	for _, test := range []struct {
		k    Kind
		want uint64
	}{
		{Option{U64}, 8}, {Result{U8, U16}, 2}, {Result{}, 1}, {cases(U32, NoType), 4}, {Tuple{[]Type{U8}}, 0},
	} {
		if got := a.PayloadOffset(anon(r, Alias{anon(r, test.k)})); got != test.want {
			t.Errorf("%#v: %d, want %d", test.k, got, test.want)
		}
	}
	offsets, size, align := a.Offsets(U8, U64, U16)
	if fmt.Sprint(offsets, size, align) != "[0 8 16] 24 8" {
		t.Error(offsets, size, align)
	}
}

// CanonicalABI.md: flatten_functype.
func TestSignature(t *testing.T) {
	r := new(Resolve)
	many := func(n int) []Param {
		p := make([]Param, n)
		for i := range p {
			p[i].Type = U32
		}
		return p
	}
	i32s := func(n int) (s string) {
		for range n {
			s += " i32"
		}
		return s
	}
	pair := tuple(r, U8, F32)
	tests := []struct {
		name string
		f    Function
		want map[Convention]string
	}{
		{"nothing", Function{}, map[Convention]string{
			Lower: "", LowerAsync: "(result i32)", Lift: "", LiftAsync: "(result i32)", LiftStackful: ""}},
		{"one result", Function{Params: many(1), Result: F64}, map[Convention]string{
			Lower: "(param i32) (result f64)", LowerAsync: "(param i32 i32) (result i32)", Lift: "(param i32) (result f64)",
			LiftAsync: "(param i32) (result i32)", LiftStackful: "(param i32)"}},
		{"two results", Function{Result: pair}, map[Convention]string{
			Lower: "(param i32)", LowerAsync: "(param i32) (result i32)", Lift: "(result i32)",
			LiftAsync: "(result i32)", LiftStackful: ""}},
		{"empty result", Function{Result: tuple(r)}, map[Convention]string{
			Lower: "", LowerAsync: "(result i32)", Lift: ""}},
		{"5", Function{Params: many(5)}, map[Convention]string{
			Lower: "(param" + i32s(5) + ")", LowerAsync: "(param i32) (result i32)", LiftAsync: "(param" + i32s(5) + ") (result i32)"}},
		{"16", Function{Params: many(16), Result: pair}, map[Convention]string{
			Lower: "(param" + i32s(17) + ")", LowerAsync: "(param i32 i32) (result i32)", Lift: "(param" + i32s(16) + ") (result i32)"}},
		{"17", Function{Params: many(17), Result: pair}, map[Convention]string{
			Lower: "(param i32 i32)", LowerAsync: "(param i32 i32) (result i32)", Lift: "(param i32) (result i32)",
			LiftAsync: "(param i32) (result i32)", LiftStackful: "(param i32)"}},
	}
	a := NewABI(r, false)
	for _, test := range tests {
		for c, want := range test.want {
			if got := a.Signature(&test.f, c).String(); got != want {
				t.Errorf("%s, convention %d: %s, want %s", test.name, c, got, want)
			}
		}
	}
	s := NewABI(r, true).Signature(&Function{Params: []Param{{Type: String}}, Result: String}, Lower)
	if got := s.String(); got != "(param i64 i64 i64)" {
		t.Errorf("memory64: %s", got)
	}
	if got := a.TaskReturn(pair).String(); got != "(param i32 f32)" {
		t.Errorf("task.return: %s", got)
	}
	if got := a.PostReturn(&Function{Result: String}).String(); got != "(param i32)" {
		t.Errorf("post-return: %s", got)
	}
}

func TestOptions(t *testing.T) {
	r := new(Resolve)
	str := Param{Type: tuple(r, String)}
	list := anon(r, List{U8})
	pair := tuple(r, U8, U8)
	behind := anon(r, Future{String})
	many := make([]Param, 17)
	for i := range many {
		many[i].Type = U8
	}
	tests := []struct {
		name string
		f    Function
		c    Convention
		want string // m, r, s
	}{
		{"scalars", Function{Params: []Param{{Type: U8}}, Result: U8}, Lower, ""},
		{"string to import", Function{Params: []Param{str}}, Lower, "ms"},
		{"string from import", Function{Result: String}, Lower, "mrs"},
		{"list from import", Function{Result: list}, Lower, "mr"},
		{"pair from import", Function{Result: pair}, Lower, "m"},
		{"scalar from async import", Function{Result: U8}, LowerAsync, "m"},
		{"many to import", Function{Params: many}, Lower, "m"},
		{"future of string", Function{Result: behind}, Lower, ""},
		{"string to export", Function{Params: []Param{str}}, Lift, "mrs"},
		{"many to export", Function{Params: many}, Lift, "mr"},
		{"list from export", Function{Result: list}, Lift, "m"},
		{"pair from export", Function{Result: pair}, Lift, "m"},
		{"pair from async export", Function{Result: pair}, LiftAsync, ""},
		{"string from async export", Function{Result: String}, LiftStackful, "ms"},
	}
	a := NewABI(r, false)
	for _, test := range tests {
		o, got := a.Options(&test.f, test.c), ""
		if o.Memory {
			got += "m"
		}
		if o.Realloc {
			got += "r"
		}
		if o.StringEncoding {
			got += "s"
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
