package testsuite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/testsuite"
	"wcomp/wat"
)

// outcome runs a script and lists what became of its directives.
func outcome(t *testing.T, text string, o testsuite.Options) (all []testsuite.Status, failures []string) {
	t.Helper()
	script, err := wat.ParseScript([]byte(text), wat.ParseOptions{File: "t.wast"})
	if err != nil {
		t.Fatal(err)
	}
	report := testsuite.Run(script, o)
	for _, r := range report.Results {
		all = append(all, r.Status)
	}
	for _, f := range report.Failures() {
		failures = append(failures, f.Error())
	}
	return all, failures
}

// Names that directives use must exist.
func TestRunChecksNames(t *testing.T) {
	for text, want := range map[string]string{
		`(module $a) (register "x" $b)`:                          "no module `$b`",
		`(module $a) (invoke $b "f")`:                            "no module `$b`",
		`(module $a) (module instance $i $b)`:                    "no module `$b`",
		`(register "x")`:                                         "no module before",
		`(module $a) (assert_return (get $b "g") (i32.const 0))`: "no module `$b`",
		`(module) (wait $t)`:                                     "no thread `$t`",
	} {
		if _, failures := outcome(t, text, testsuite.Options{}); len(failures) != 1 || !strings.Contains(failures[0], want) {
			t.Errorf("%s: %q, want %s", text, failures, want)
		}
	}
	ok := `(module $a (func (export "f"))) (register "x" $a) (invoke $a "f") (module definition $d) (module instance $i $d) (invoke $i "f")
		(thread $t (shared (module $a)) (invoke $a "f")) (wait $t)`
	if all, failures := outcome(t, ok, testsuite.Options{}); failures != nil {
		t.Errorf("%v: %q", all, failures)
	}
}

// Directives that do not hold fail.
func TestRunFails(t *testing.T) {
	for text, want := range map[string]string{
		`(assert_invalid (module) "x")`:                                                       "it validates",
		`(assert_malformed (module quote "(func)") "x")`:                                      "well formed, and valid",
		`(assert_malformed (module binary "\00asm\01\00\00\00\08\01\05") "unknown function")`: "well formed, though not valid",
		`(module (func (result i32)))`:                                                        "does not validate",
		`(assert_invalid (module (func (result i32))) "unknown table")`:                       "does not say",
		`(assert_malformed_custom (module) "x")`:                                              "it encodes",
		`(assert_unlinkable (module (func (result i64) i32.const 0)) "x")`:                    "does not validate",
	} {
		if _, failures := outcome(t, text, testsuite.Options{}); len(failures) != 1 || !strings.Contains(failures[0], want) {
			t.Errorf("%s: %q, want %s", text, failures, want)
		}
	}
}

// What an error means decides, not how it says it; another error is another.
func TestMessages(t *testing.T) {
	wrong := `(assert_invalid (module (func (result i32) i64.const 0)) "%s")`
	for message, holds := range map[string]bool{
		"type mismatch": true, "type mismatch: instruction requires [i32] but stack has [i64]": true,
		"unknown local": false, "constant expression required": false, "duplicate export name": false,
	} {
		_, failures := outcome(t, strings.Replace(wrong, "%s", message, 1), testsuite.Options{})
		if holds != (failures == nil) {
			t.Errorf("%s: %q", message, failures)
		}
	}
}

// Snapshots are compared, and written where Update says so; scripts outside of
// a folder tests have snapshots of their own.
func TestSnapshotPaths(t *testing.T) {
	dir := t.TempDir()
	run := func(file, text string, update bool) []*testsuite.Failure {
		script, err := wat.ParseScript([]byte(text), wat.ParseOptions{File: file})
		if err != nil {
			t.Fatal(err)
		}
		o := testsuite.Options{Snapshots: dir, SnapshotPrint: true, SnapshotJSON: true, Update: update}
		return testsuite.Run(script, o).Failures()
	}
	const a, b = `(module (memory 1))`, `(module (memory 2))`
	for _, file := range []string{"x/a.wast", "y/a.wast", "z/tests/q/a.wast", "/abs/tests/r/a.wast"} {
		if f := run(file, a, false); len(f) != 2 {
			t.Errorf("%s: without snapshots: %v", file, f)
		}
		if f := run(file, a, true); f != nil {
			t.Errorf("%s: writing: %v", file, f)
		}
		if f := run(file, a, false); f != nil {
			t.Errorf("%s: %v", file, f)
		}
		if f := run(file, b, false); len(f) != 1 {
			t.Errorf("%s: another module: %v", file, f)
		}
	}
	for _, path := range []string{"x/a.wast.json", "x/a.wast/0.print", "y/a.wast/0.print", "q/a.wast.json", "r/a.wast/0.print"} {
		if _, err := os.Stat(filepath.Join(dir, path)); err != nil {
			t.Error(err)
		}
	}
}

// Patterns are for results, core values are not part of component values.
func TestValuesStandWhereTheyMay(t *testing.T) {
	for text, ok := range map[string]bool{
		`(assert_return (invoke "a" (ref.struct)))`:                           false,
		`(assert_return (invoke "a") (ref.struct))`:                           true,
		`(assert_return (invoke "a" (either (i32.const 1))))`:                 false,
		`(assert_return (invoke "a" (f32.const nan:canonical)))`:              false,
		`(assert_return (invoke "a") (f32.const nan:canonical))`:              true,
		`(assert_return (invoke "a" (ref.null)))`:                             false,
		`(assert_return (invoke "a") (ref.null))`:                             true,
		`(assert_return (invoke "a" (list.const (i32.const 1))))`:             false,
		`(assert_return (invoke "a" (list.const (u32.const 1))))`:             true,
		`(assert_return (invoke "a") (option.some (ref.any)))`:                false,
		`(assert_return (invoke "a") (list.const (f32.const nan)))`:           true,
		`(assert_return (invoke "a") (record.const (field "a" i32.const 1)))`: false,
		`(wait)`:            false,
		`(thread (module))`: false,
	} {
		_, err := wat.ParseScript([]byte("(module) "+text), wat.ParseOptions{})
		if (err == nil) != ok {
			t.Errorf("%s: %v", text, err)
		}
	}
}
