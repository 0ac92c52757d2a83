package validate

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

// After each instruction there are as many operands as the reference prints.
// It counts them from the bottom of the function's stack instead of the
// block's, and so shows others where operands lie below a block.
func TestStepsAgreeWithPrintedOperands(t *testing.T) {
	for _, path := range append(corpus.Glob(t, "real/c-*/module.wasm"), corpus.Glob(t, "components/[a-d]*/module.wasm")...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 200_000 {
			continue
		}
		out, _, code := peers.WasmTools(t, nil, "print", "--print-operand-stack", path)
		if code != 0 {
			t.Fatalf("%s: print fails", path)
		}
		var want []string
		for _, line := range strings.Split(string(out), "\n") {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, ";; [") {
				want = append(want, strings.TrimPrefix(line, ";; "))
			}
		}
		got := printedOperands(t, data)
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Fatalf("%s: operands %d are %s, want %s", filepath.Base(filepath.Dir(path)), i, got[i], want[i])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d stacks, want %d", filepath.Base(filepath.Dir(path)), len(got), len(want))
		}
	}
}

func printedOperands(t *testing.T, data []byte) (out []string) {
	s := NewSteps(data, Options{})
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	for ev, err := range decode.Events(data) {
		if err != nil {
			t.Fatal(err)
		}
		if ev.Kind != decode.EventBody {
			continue
		}
		if err := s.Body(0, ev.Count, ev.Body()); err != nil {
			t.Fatal(err)
		}
		locals := ev.Body().Locals()
		for g := (binary.Local{}); locals.Next(&g); {
		}
		r := locals.Operators(binary.AllFeatures)
		for op := (binary.Operator{}); r.Next(&op); {
			if err := s.Step(&op); err != nil {
				t.Fatal(err)
			}
			if r.Len() == 0 {
				break // nothing is printed after the last end
			}
			var words []string
			for _, v := range s.f.stack[:s.f.sp] {
				if v != base && len(words) < len(s.Operands()) {
					words = append(words, s.OperandString(v))
				}
			}
			out = append(out, "["+strings.Join(words, " ")+"]")
		}
	}
	return out
}

func ExampleSteps() {
	// (func (param i32) f32.const 0 block local.get 0 drop end drop)
	module := []byte(binary.ModuleHeader + "\x01\x05\x01\x60\x01\x7f\x00\x03\x02\x01\x00" +
		"\x0a\x10\x01\x0e\x00\x43\x00\x00\x00\x00\x02\x40\x20\x00\x1a\x0b\x1a\x0b")
	steps := NewSteps(module, Options{})
	for ev, err := range decode.Events(module) {
		if err != nil || ev.Kind != decode.EventBody {
			continue
		}
		if err := steps.Body(0, ev.Count, ev.Body()); err != nil {
			fmt.Println(err)
			return
		}
		locals := ev.Body().Locals()
		r := locals.Operators(binary.AllFeatures)
		for op := (binary.Operator{}); r.Next(&op); {
			if err := steps.Step(&op); err != nil {
				fmt.Println(err)
				return
			}
			fmt.Println(op.Op, steps.Operands())
		}
	}
	// Output:
	// f32.const [f32]
	// block []
	// local.get [i32]
	// drop []
	// end [f32]
	// drop []
	// end []
}
