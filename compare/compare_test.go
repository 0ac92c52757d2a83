package compare_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"wcomp/compare"
	"wcomp/internal/corpus"
	"wcomp/wat"
)

func parse(t *testing.T, text string) []byte {
	t.Helper()
	data, err := wat.Parse([]byte(text), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func items(r *compare.Report) string {
	var b strings.Builder
	for _, i := range r.Items {
		fmt.Fprintf(&b, "%s %s %s\n", i.Change, i.Kind, i.Name)
	}
	return b.String()
}

func TestItemsAreMatchedByNameAndText(t *testing.T) {
	for _, test := range []struct{ name, old, new, want string }{
		{"equal", `(module (func $f (param i32)) (memory 1))`, `(module (func $f (param i32)) (memory 1))`, ""},
		{"a function more in front",
			`(module (func $f (call $g)) (func $g (param) (call $f)))`,
			`(module (func $new (param i64)) (func $f (call $g)) (func $g (param) (call $f)))`,
			"added type 0\nadded func $new\n"},
		{"without names",
			`(module (func i32.const 1 drop) (func i32.const 2 drop))`,
			`(module (func i32.const 0 drop) (func i32.const 1 drop) (func i32.const 2 drop))`,
			"added func 0\n"},
		{"a changed body", `(module (func $f nop))`, `(module (func $f unreachable))`, "changed func $f\n"},
		{"a type moved", `(module (type (func)) (func $f (type 0)))`,
			`(module (type (func (param i32))) (type (func)) (func $f (type 1)))`, "added type 0\n"},
		{"imports and exports",
			`(module (import "a" "x" (func)) (import "a" "y" (func)) (export "e" (func 0)))`,
			`(module (import "a" "y" (func)) (import "b" "x" (func)) (export "f" (func 0)))`,
			"removed import \"a\" \"x\"\nadded import \"b\" \"x\"\nadded export \"f\"\nremoved export \"e\"\n"},
		{"custom sections", `(module (@custom "x" "1"))`, `(module (@custom "x" "2") (@custom "y" "2"))`,
			"changed @custom \"x\"\nadded @custom \"y\"\n"},
		{"nested modules",
			`(component (core module $m (func $f nop) (func $g)) (core instance (instantiate $m)))`,
			`(component (core module $m (func $f) (func $g)) (core instance (instantiate $m)))`,
			"changed func $m / $f\n"},
	} {
		report, err := compare.Binaries(parse(t, test.old), parse(t, test.new))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got := items(report); got != test.want {
			t.Errorf("%s: got\n%swant\n%s", test.name, got, test.want)
		}
		if report.Equal() != (test.want == "") {
			t.Errorf("%s: Equal is %v", test.name, report.Equal())
		}
	}
}

func TestSizesAreThoseOfTheBinary(t *testing.T) {
	old := parse(t, `(module (memory 1) (func $f i32.const 1 drop) (data (i32.const 0) "abc"))`)
	new := parse(t, `(module (memory 1) (func $f i32.const 100000 drop) (data (i32.const 0) "abcde"))`)
	report, err := compare.Binaries(old, new)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, i := range report.Items {
		fmt.Fprintln(&got, i.Kind, i.OldBytes, i.NewBytes)
	}
	if want := "func 5 7\ndata 8 10\n"; got.String() != want {
		t.Errorf("got\n%swant\n%s", &got, want)
	}
	for _, s := range report.Sections {
		if s.Name == "code" && (s.Old != compare.Extent{1, 7} || s.New != compare.Extent{1, 9}) {
			t.Errorf("code: %v, %v", s.Old, s.New)
		}
	}
}

func TestLines(t *testing.T) {
	item := compare.Item{Old: "a\nb\nc\nd\ne\nf\n", New: "a\nb\nc\nx\ne\nf\n"}
	var got strings.Builder
	for _, l := range item.Lines(1) {
		fmt.Fprintf(&got, "%c%s|", l.Mark, l.Text)
	}
	if want := "@| c|-d|+x| e|@|"; got.String() != want {
		t.Errorf("got %s, want %s", &got, want)
	}
}

func TestWIT(t *testing.T) {
	report := compare.WIT(`package a:b;

interface i {
  f: func();
}

world w {
  import i;
}
package c:d {
  interface x {
    g: func();
  }
}
`, `package a:b;

/// docs
interface i {
  f: func();
}

world v {
}
package c:d {
  interface x {
    g: func(a: u32);
  }
}
`)
	want := "changed interface a:b/i\nadded world a:b/v\nremoved world a:b/w\nchanged interface c:d/x\n"
	if got := items(report); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestEveryRealModuleEqualsItself(t *testing.T) {
	for _, path := range corpus.Glob(t, "real/c-*/module.wasm") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		report, err := compare.Binaries(data, data)
		if err != nil || !report.Equal() {
			t.Errorf("%s: %v", corpus.Name(t, path), err)
		}
	}
}

func TestTheSideThatCannotBeReadIsNamed(t *testing.T) {
	good := parse(t, "(module)")
	_, err := compare.Binaries(good, good[:7])
	side, ok := err.(*compare.SideError)
	if !ok || !side.New {
		t.Errorf("%v", err)
	}
}

// Empty nested modules stand on one line, and the sizes of what follows are
// still its own.
func TestSizesBehindAnEmptyModule(t *testing.T) {
	text := `(component (core module $a) (core module $b (func $f %s)))`
	report, err := compare.Binaries(parse(t, fmt.Sprintf(text, "nop")), parse(t, fmt.Sprintf(text, "nop nop")))
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Items) != 1 || report.Items[0].Name != "$b / $f" || report.Items[0].OldBytes != 3 || report.Items[0].NewBytes != 4 {
		t.Errorf("%+v", report.Items)
	}
}

// The same bytes differ in nothing, which takes no look at the bodies.
func TestSameBytes(t *testing.T) {
	data := parse(t, `(module (func $f nop))`)
	report, err := compare.Binaries(data, append([]byte(nil), data...))
	if err != nil || !report.Equal() || len(report.Sections) == 0 {
		t.Errorf("%+v, %v", report, err)
	}
}
