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
func TestStacksAgreeWithPrintedOperands(t *testing.T) {
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
	s := NewStacks(data)
	if err := s.Invalid(0, int64(len(data))); err != nil {
		t.Fatal(err)
	}
	body := s.Body()
	for ev, err := range decode.Events(data) {
		if err != nil {
			t.Fatal(err)
		}
		if ev.Kind != decode.EventBody {
			continue
		}
		if !body.Enter(ev.Offset) {
			t.Fatalf("no body at 0x%x", ev.Offset)
		}
		for body.Step() && len(body.f.frames) > 0 { // nothing is printed after the last end
			n := body.f.sp - int(body.f.top().height)
			text := []byte("[")
			for _, v := range body.f.stack[:body.f.sp] {
				if v == base || n == 0 {
					continue
				}
				if n--; len(text) > 1 {
					text = append(text, ' ')
				}
				text = appendStackType(text, v)
			}
			out = append(out, string(append(text, ']')))
		}
		if body.f.err != nil {
			t.Fatal(body.f.err)
		}
	}
	return out
}

func ExampleStacks() {
	// (func (param i32) f32.const 0 block local.get 0 drop end drop)
	module := []byte(binary.ModuleHeader + "\x01\x05\x01\x60\x01\x7f\x00\x03\x02\x01\x00" +
		"\x0a\x10\x01\x0e\x00\x43\x00\x00\x00\x00\x02\x40\x20\x00\x1a\x0b\x1a\x0b")
	body := NewStacks(module).Body()
	for ev, err := range decode.Events(module) {
		if err == nil && ev.Kind == decode.EventBody && body.Enter(ev.Offset) {
			for body.Step() {
				fmt.Printf("[%s]\n", body.Append(nil))
			}
		}
	}
	// Output:
	// [f32]
	// []
	// [i32]
	// []
	// [f32]
	// []
	// []
}
