package wat_test

import (
	"bytes"
	"os"
	"runtime"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/wat"
)

// FuzzPrintOptions prints arbitrary bytes with every option: no panic, the text ends
// in a line break, and folded and flat printing agree on what is an error.
func FuzzPrintOptions(f *testing.F) {
	for _, text := range fuzzSeeds {
		f.Add(parseText(f, text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		var verdicts []bool
		for _, o := range []wat.PrintOptions{
			{},
			{FoldInstructions: true},
			{Skeleton: true},
			{NameUnnamed: true, PrintOffsets: true, Color: true, FoldInstructions: true},
		} {
			var b bytes.Buffer
			err := wat.Print(&b, data, o)
			if !bytes.HasSuffix(b.Bytes(), []byte("\n")) {
				t.Fatalf("no line break at the end: %q", b.Bytes())
			}
			verdicts = append(verdicts, err == nil)
		}
		if verdicts[0] && !verdicts[1] || verdicts[1] && !verdicts[0] {
			t.Errorf("flat printing works: %v, folded: %v", verdicts[0], verdicts[1])
		}
	})
}

var fuzzSeeds = []string{
	`(module $m (type (func (param i32) (result i64))) (import "a" "b" (func $f (type 0)))
		(memory 1) (table 1 funcref) (global (mut i32) (i32.const 1)) (export "f" (func $f))
		(elem (i32.const 0) func $f) (data "x\00")
		(func $g (param $p i32) (local $l f32)
			(block $b (br_if $b (i32.eqz (local.get $p))) (br_table 0 1 (i32.const 2)))
			(if (local.get $p) (then nop) (else (drop (f32.const 1.5))))
			(loop (drop (i32.load offset=4 align=1 (i32.const 0))))))`,
	`(module (tag $t) (func try $l try delegate 0 catch $t rethrow 0 catch_all end
		(try_table (catch $t 0) (catch_all 0))))`,
	`(module (rec (type $s (sub (struct (field $x (mut i8)) (field (ref null $s)))))) (type $a (array i32))
		(func (param (ref null any)) (drop (ref.cast (ref $s) (local.get 0)))
			(drop (array.new_fixed $a 2 (i32.const 1) (i32.const 2)))))`,
	`(component $c (core module $m (func (export "f"))) (core instance $i (instantiate $m))
		(alias core export $i "f" (core func $f)) (type $t (func))
		(func $g (type $t) (canon lift (core func $f))) (export "g" (func $g))
		(import "r" (type $r (sub resource)))
		(type (instance (export "x" (type (eq $r)))))
		(component $n (alias outer $c $t (type)))
		(core func (canon resource.drop $r)))`,
}

// TestPrintOfBrokenInput cuts and changes real files: an error or a success,
// no panic, no memory out of proportion.
func TestPrintOfBrokenInput(t *testing.T) {
	for _, name := range []string{"real/c-hello/module.wasm", "components/adapt-export-with-post-return/component.wasm"} {
		data := corpus.Read(t, name)
		for i := 0; i < len(data); i += 1 + i/64 {
			printAnything(data[:i])
		}
		state := uint32(1)
		for range 400 {
			broken := bytes.Clone(data)
			for range 3 {
				state = state*1664525 + 1013904223
				broken[int(state>>8)%len(broken)] = byte(state >> 3)
			}
			printAnything(broken)
		}
	}
}

func printAnything(data []byte) {
	for _, o := range []wat.PrintOptions{{}, {FoldInstructions: true}} {
		wat.Print(discard{}, data, o)
	}
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }

// TestDeepNestingTakesLittleMemory prints a body of blocks only.
func TestDeepNestingTakesLittleMemory(t *testing.T) {
	const depth = 500_000
	body := append([]byte{0}, bytes.Repeat([]byte{0x02, 0x40}, depth)...)
	body = append(body, bytes.Repeat([]byte{0x0b}, depth+1)...)
	data := moduleOf(body)
	limit := uint64(16*len(data) + 64<<20)
	for _, o := range []wat.PrintOptions{{}, {FoldInstructions: true}} {
		runtime.GC()
		var before runtime.MemStats
		runtime.ReadMemStats(&before)
		w := &heapWatch{}
		if err := wat.Print(w, data, o); err != nil {
			t.Fatal(err)
		}
		if used := w.peak - min(w.peak, before.HeapAlloc); used > limit {
			t.Errorf("fold %v: %d MiB for %d KiB", o.FoldInstructions, used>>20, len(data)>>10)
		}
	}
}

// heapWatch is a writer that looks now and then at the size of the heap.
type heapWatch struct {
	writes int
	peak   uint64
}

func (w *heapWatch) Write(b []byte) (int, error) {
	if w.writes%64 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		w.peak = max(w.peak, m.HeapAlloc)
	}
	w.writes++
	return len(b), nil
}

// TestTheTextDoesNotDependOnTheNumberOfWorkers prints a module whose bodies
// make many batches with one worker and with several.
func TestTheTextDoesNotDependOnTheNumberOfWorkers(t *testing.T) {
	data, err := os.ReadFile(corpus.Path(t, "real/go-cmd/module.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := printText(t, data, wat.PrintOptions{})
	for _, n := range []int{2, 5} {
		runtime.GOMAXPROCS(n)
		if printText(t, data, wat.PrintOptions{}) != want {
			t.Errorf("the text is another with %d workers", n)
		}
	}
}
