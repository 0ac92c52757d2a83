package binary_test

import (
	"fmt"
	"strings"
	"testing"

	"wcomp/binary"
)

// TestOperatorTable: every row has a name, a known shape, and a code that no
// other row has; names that several rows share are those of the text format.
func TestOperatorTable(t *testing.T) {
	seen := map[binary.Opcode]bool{}
	names := map[string]int{}
	for op, info := range binary.Opcodes {
		if seen[op] {
			t.Errorf("%s: code %#x occurs twice", info.Name, op)
		}
		seen[op] = true
		names[info.Name]++
		if !op.Valid() || op.String() != info.Name || op.Imm() != info.Imm {
			t.Errorf("%s: the table and its accessors disagree", info.Name)
		}
		memory := info.Imm == binary.ImmMemArg || info.Imm == binary.ImmMemArgLane
		if info.Align != 0 && !memory {
			t.Errorf("%s: an alignment without a memory argument", info.Name)
		}
		prefix, code := op.Prefix()
		b := binary.AppendOpcode(nil, op)
		if (prefix == 0) != (len(b) == 1) || prefix != 0 && b[0] != prefix || prefix == 0 && b[0] != byte(code) {
			t.Errorf("%s: encoded as % x", info.Name, b)
		}
	}
	for name, n := range names {
		shared := name == "select" || name == "ref.test" || name == "ref.cast" || name == "ref.cast_desc_eq"
		if n != 1 && !(shared && n == 2) {
			t.Errorf("%d rows are called %s", n, name)
		}
	}
	for _, code := range []binary.Opcode{0x16, 0x17, 0x1d, 0x27, 0xc5, 0xd7, 0xe7, 0xff, binary.PrefixFB + 31, binary.PrefixFC + 23, binary.PrefixFE + 4, binary.PrefixFE + 0x73} {
		if code.Valid() {
			t.Errorf("code %#x is no instruction, but the table has %s", code, code)
		}
	}
}

func TestParseFeatures(t *testing.T) {
	for _, c := range []struct {
		list      string
		has, lack binary.Features
		err       string
	}{
		{"", binary.FeatureGC, binary.FeatureCustomDescriptors, ""},
		{"-gc, stack-switching", binary.FeatureStackSwitching, binary.FeatureGC, ""},
		{"all", binary.AllFeatures, 0, ""},
		{"-all,simd", binary.FeatureSIMD, binary.FeatureFloats, ""},
		{"mvp", binary.FeatureFloats, binary.FeatureMutableGlobal, ""},
		{"wasm1,reference-types", binary.FeatureReferenceTypes | binary.FeatureCallIndirectOverlong, binary.FeatureSIMD, ""},
		{"-call-indirect-overlong", 0, binary.FeatureReferenceTypes, ""},
		{"-bulk-memory", 0, binary.FeatureBulkMemoryOpt, ""},
		{"-wasm2", 0, 0, "cannot be removed"},
		{"nonsense", 0, 0, "unknown feature"},
	} {
		f, err := binary.ParseFeatures(binary.DefaultFeatures, c.list)
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%q: got %v, want an error with %q", c.list, err, c.err)
			}
			continue
		}
		if err != nil || !f.Has(c.has) || f&c.lack != 0 {
			t.Errorf("%q: %v, %v", c.list, f, err)
		}
	}
}

func TestValTypeString(t *testing.T) {
	for want, v := range map[string]binary.ValType{
		"i32":                        binary.I32,
		"funcref":                    binary.FuncRef,
		"(ref func)":                 binary.Ref(false, binary.HeapFunc),
		"(ref null cont)":            binary.Ref(true, binary.HeapCont),
		"(ref null (shared any))":    binary.Ref(true, binary.HeapAny.AsShared()),
		"(ref 3)":                    binary.Ref(false, binary.ConcreteHeap(3)),
		"(ref null (exact 1048575))": binary.Ref(true, binary.ExactHeap(binary.MaxTypeIndex)),
		"nullexnref":                 binary.Ref(true, binary.HeapNoExn),
		"(ref null nocont)":          binary.Ref(true, binary.HeapNoCont),
	} {
		if got := v.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func ExampleParseFeatures() {
	f, err := binary.ParseFeatures(binary.DefaultFeatures, "wasm1,simd")
	fmt.Println(f, err)
	// Output: mutable-global,simd,floats,gc-types <nil>
}

func ExampleOpcodes() {
	for op, info := range binary.Opcodes {
		if info.Feature.Has(binary.FeatureWideArithmetic) {
			fmt.Println(op, info.Sig.NumPop, "→", info.Sig.NumPush)
		}
	}
	// Output:
	// i64.add128 4 → 2
	// i64.sub128 4 → 2
	// i64.mul_wide_s 2 → 2
	// i64.mul_wide_u 2 → 2
}
