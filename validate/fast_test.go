package validate

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
)

// judge validates with and without the shortcuts of fast.go.
func judge(data []byte, set binary.Features, noShortcuts bool) error {
	v := newValidator(data, Options{Features: set, Workers: 1})
	v.noShortcuts = noShortcuts
	_, err := v.run(kindAny)
	return err
}

// The loop over common instructions and step say the same of damaged bodies,
// to the byte and the word.
func TestShortcutsAgreeWithSteps(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 6))
	n, refused := 0, 0
	check := func(label string, data []byte, set binary.Features) {
		a, b := judge(data, set, false), judge(data, set, true)
		n++
		if a != nil {
			refused++
		}
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: with shortcuts %v, without %v", label, a, b)
		}
	}
	for _, path := range append(corpus.Glob(t, "real/*/module.wasm"), corpus.Glob(t, "components/*/module.wasm")...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 100_000 {
			continue
		}
		v := newValidator(data, Options{})
		v.structure(kindAny)
		for _, m := range v.code {
			for k := range 40 {
				// Damage one body only, so that it is looked at.
				body := m.bodies[r.IntN(len(m.bodies))]
				if body.size == 0 {
					continue
				}
				b := append([]byte(nil), data...)
				for range 1 + r.IntN(3) {
					at := body.offset + int64(r.IntN(int(body.size)))
					switch r.IntN(3) {
					case 0:
						b[at] = byte(r.Uint32())
					case 1:
						b[at] ^= 1 << r.IntN(8)
					case 2:
						// An instruction with the wrong type is most likely
						// to be one of the shortcuts.
						b[at] = byte(0x02 + r.IntN(0xc4))
					}
				}
				set := [...]binary.Features{binary.AllFeatures, binary.FeaturesMVP, binary.AllFeatures, binary.NoFeatures}[k%4]
				check(fmt.Sprintf("%s mutation %d", corpus.Name(t, path), k), b, set)
			}
		}
	}
	scriptCases(t, func(c *scriptCase) {
		if !c.component() && r.IntN(3) == 0 {
			check(fmt.Sprintf("%s:%d", c.script, c.line), c.data, c.features)
		}
	})
	t.Logf("%d inputs, %d of them refused", n, refused)
}

// With features off, an instruction that needs one has no shortcut, whatever
// case of the loop it is in.
func TestShortcutsOfFeaturesThatAreOff(t *testing.T) {
	const f32 = 0x7d
	body := func(b ...byte) []byte { return append(append([]byte{0}, b...), 0x0b) }
	for _, code := range [][]byte{
		body(0x43, 0, 0, 0, 0, 0x1a),                                      // f32.const
		body(0x02, f32, 0x00, 0x0b, 0x1a),                                 // block with an f32
		body(0x41, 0, 0xc0, 0x1a),                                         // i32.extend8_s
		body(0x06, 0x40, 0x19, 0x0b),                                      // try, catch_all
		body(0x06, 0x40, 0x19, 0x09, 0, 0x0b),                             // rethrow
		body(0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0b, 0),                    // memory.fill
		body(0x43, 0, 0, 0, 0, 0xfc, 0x00, 0x1a),                          // i32.trunc_sat_f32_s
		append(append(body(0xfd, 0x0c), make([]byte, 16)...), 0x1a, 0x0b), // v128.const
		body(0x41, 0, 0x2a, 2, 0, 0x1a),                                   // f32.load
		body(0x41, 0, 0xb2, 0x1a),                                         // f32.convert_i32_s
		body(0x3f, 0, 0x40, 0, 0x1a),                                      // memory.size, memory.grow
		body(0x20, 0, 0x1a), body(0x41, 0, 0x21, 0),                       // locals that are not there
	} {
		for _, memory := range []string{"", "\x05\x03\x01\x00\x01"} {
			data := "\x00asm\x01\x00\x00\x00\x01\x04\x01\x60\x00\x00\x03\x02\x01\x00" + memory
			data += "\x0a" + string(rune(len(code)+2)) + "\x01" + string(rune(len(code))) + string(code)
			for _, set := range []binary.Features{binary.AllFeatures, binary.FeaturesMVP, binary.NoFeatures} {
				a, b := judge([]byte(data), set, false), judge([]byte(data), set, true)
				if !reflect.DeepEqual(a, b) {
					t.Errorf("%x: with shortcuts %v, without %v", code, a, b)
				}
			}
		}
	}
}

// Each row of the table of shortcuts says what the operator table says.
func TestShortcutsFollowTheOperatorTable(t *testing.T) {
	for _, address := range []binary.ValType{binary.I32, binary.I64} {
		table := newFastTable(binary.AllFeatures, address)
		for op, info := range binary.Opcodes {
			row := table.ops[op]
			if row.class == fastNone || fastSpecial[op] != fastNone {
				continue
			}
			if !info.Sig.Known {
				t.Errorf("%s has a shortcut by signature but none in the operator table", op)
			}
			operand := func(v binary.ValType) binary.ValType {
				if v == binary.AddressType {
					return address
				}
				return v
			}
			want := fastOp{class: row.class, align: info.Align}
			switch info.Imm { // the size of what follows, in bytes
			case binary.ImmF32:
				want.align = 4
			case binary.ImmF64:
				want.align = 8
			case binary.ImmV128:
				want.align = 16
			}
			if info.Sig.NumPop > 0 {
				want.a = operand(info.Sig.Pop[0])
			}
			if info.Sig.NumPop > 1 {
				want.b = operand(info.Sig.Pop[1])
			}
			if info.Sig.NumPush > 0 {
				want.r = operand(info.Sig.Push[0])
			}
			if row != want {
				t.Errorf("%s: %+v, want %+v", op, row, want)
			}
		}
	}
	// With a feature off its instructions have no shortcut.
	table := newFastTable(binary.DefaultFeatures&^binary.FeatureSignExtension, binary.I32)
	if table.ops[binary.OpI32Extend8S].class != fastNone {
		t.Error("i32.extend8_s has a shortcut with sign-extension off")
	}
}
