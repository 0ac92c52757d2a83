package testsuite_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/internal/repo"
	"wcomp/validate"
	"wcomp/wat"
)

// defects are the places where the reference's parse, print and wast are known
// to be wrong, and the tests that hold ours to what is right. Where a text is
// right, ours stays the reference's (the comments of floats, exports of tags by
// number, no parameters in imports).
var defects = []struct{ what, where, test string }{
	{"delegate leaves its block's name on the stack", "wat", "TestDelegateClosesItsLabel"},
	{"addresses in DWARF leave out the function count", "wat", "TestDwarf"},
	{"folded printing recurses", "wat", "TestFoldingIsNotRecursive"},
	{"folded parsing of deep text", "wat", "TestDeepNesting"},
	{"legacy try cannot be folded: print", "wat", "TestLegacyTryIsPrintedFlatWithinFoldedText"},
	{"legacy try cannot be folded: parse", "wat", "TestFoldedTry"},
	{"made-up names repeat the real name where they are used", "wat", "TestMadeUpNamesStandAloneWhereTheyAreUsed"},
	{"outer aliases by a name that is not unique", "wat", "TestOuterAliasesNameOnlyWhatIsUnambiguous"},
	{"names of fields in recursion groups are lost", "wat", "TestFieldsInRecursionGroupsKeepTheirNames"},
	{"(@name) on imports is lost", "wat", "TestNamesAreKept"},
	{"results of start functions are not counted: names of later values are off by one", "testsuite", "TestResultsOfStartFunctionsAreValues"},
	{"type uses find shared and open types", "testsuite", "TestTypeUsesFindWhatTheReferenceFinds"},
	{"indices have a sign", "wat", "TestIndicesAreUnsigned"},
	{"wast asks for no names", "testsuite", "TestRunChecksNames"},
	{"snapshots outside of tests overwrite one another", "testsuite", "TestSnapshotPaths"},
	{"operand stacks of invalid modules abort", "testsuite", "TestOperandStacksOfInvalidModules"},
	{"an error ends the output in the middle of a line", "wat", "TestAnErrorEndsTheLine"},
	{"a second round of print and parse is not stable", "wat", "TestRoundTripCorpus"},
	{"parsing keeps a tree of all tokens", "wat", "TestDeepNestingTakesLittleMemory"},
}

// Every defect has its test.
func TestDefectsHaveTests(t *testing.T) {
	root, err := repo.Root()
	if err != nil {
		t.Fatal(err)
	}
	tests := make(map[string]bool)
	for _, where := range []string{"wat", "testsuite"} {
		files, err := filepath.Glob(filepath.Join(root, where, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, src, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range parsed.Decls {
				if f, ok := d.(*ast.FuncDecl); ok {
					tests[where+"."+f.Name.Name] = true
				}
			}
		}
	}
	for _, d := range defects {
		if !tests[d.where+"."+d.test] {
			t.Errorf("%s: package %s has no %s", d.what, d.where, d.test)
		}
	}
}

func TestResultsOfStartFunctionsAreValues(t *testing.T) {
	const text = `(component
  (type (;0;) (func (param "x" string) (result string)))
  (import "f" (func $f (;0;) (type 0)))
  (import "a" (value $a (;0;) string))
  (start $f (value $a) (result (value (;1;))))
  (export $c (;2;) "c" (value 1))
  (import "z" (value $z (;3;) string))
)
`
	data, err := wat.Parse([]byte(text), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := wat.Print(&out, data, wat.PrintOptions{}); err != nil {
		t.Fatal(err)
	}
	if out.String() != text {
		t.Errorf("got\n%s", out.String())
	}
}

// A type use without index takes the first type of that signature, whether
// shared, open or final: bytes stay the reference's.
func TestTypeUsesFindWhatTheReferenceFinds(t *testing.T) {
	for text, want := range map[string]string{
		`(module (type (sub (func))) (type (func)) (func))`:                                 "(func (;0;) (type 0))",
		`(module (type (shared (func))) (type (func)) (func))`:                              "(func (;0;) (type 0))",
		`(module (rec (type (func)) (type (struct))) (func))`:                               "(func (;0;) (type 2))",
		`(module (type $a (struct)) (type (func (param (ref 0)))) (func (param (ref $a))))`: "(func (;0;) (type 2) (param (ref $a)))",
	} {
		data, err := wat.Parse([]byte(text), wat.ParseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := wat.Print(&out, data, wat.PrintOptions{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s: no %s in\n%s", text, want, out.String())
		}
	}
}

// What is invalid is said in a comment, and printing goes on.
func TestOperandStacksOfInvalidModules(t *testing.T) {
	for _, text := range []string{
		`(module (func (type 7) (i32.const 1) drop) (func (i32.const 2) drop))`,
		`(module (type (sub 9 (func))) (func (i32.const 2) drop))`,
		`(module (import "a" "b" (global (ref 9))) (func (i32.const 2) drop))`,
		`(module (table 1 (ref 9)) (func (i32.const 2) drop))`,
		`(module (export "a" (func 9)) (func (i32.const 2) drop))`,
		`(module (start 9) (func (i32.const 2) drop))`,
	} {
		data, err := wat.Parse([]byte(text), wat.ParseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		s := validate.NewStacks(data)
		var out bytes.Buffer
		err = wat.Print(&out, data, wat.PrintOptions{OperandStacks: &wat.OperandStacks{Invalid: s.Invalid, Body: func() wat.BodyStack { return s.Body() }}})
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		for _, want := range []string{";; module or component is invalid: ", "i32.const 2\n", ";; [i32]\n"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: no %q in\n%s", text, want, out.String())
			}
		}
	}
}
