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
				check(fmt.Sprintf("%s mutation %d", corpus.Name(t, path), k), b, binary.AllFeatures)
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
