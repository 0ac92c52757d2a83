package validate_test

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/validate"
	"wcomp/wat"
)

// defects are the points where the reference is known to do worse, by the
// numbers of issue 7's list, with the tests that hold ours to it.
var defects = []struct {
	number int
	about  string
	tests  []string
}{
	{1, "an instance type that is imported twice", []string{"TestInstanceTypeImportedTwice"}},
	{2, "chains of instance types nested through exports", []string{"TestInstanceTypesNestedThroughExports"}},
	{3, "types nested inline", []string{"TestTypesNestedInline"}},
	{4, "more than 2^20 core types in one file", []string{"TestManyCoreTypesOfSeveralModules"}},
	{5, "descriptors of repeated types", []string{"TestDescriptorOfRepeatedTypes"}},
	{6, "tables of other index types", []string{"TestTablesOfOtherIndexTypes"}},
	{7, "results of callbacks, options of future.write", []string{"TestCallbackSignature"}},
	{8, "tags are matched by equivalence", []string{"TestTagsAreEquivalent"}},
	{9, "atomic access to shared and unshared references", []string{"TestAtomicAccessToReferences"}},
	{10, "features that leak, casts of continuations", []string{"TestFeatureGates", "TestContinuationsCannotBeCast"}},
	{11, "shared functions touch shared items only", []string{"TestSharedFunctions"}},
	{12, "names that differ in case, map keys, borrows in streams, negative indices",
		[]string{"TestNamesThatDifferInCase", "TestContentsOfTypes", "TestNegativeTypeIndex"}},
	{13, "exact imports, lifts of functions declared in a group, subtypes of globals",
		[]string{"TestExactFunctionImport", "TestLiftOfFunctionDeclaredInAGroup", "TestGlobalsHaveSubtypes"}},
	{14, "array.new_fixed in dead code", []string{"TestFixedArraysInDeadCode"}},
	{15, "br_table with many targets of many types", []string{"TestDeepAndWideControl"}},
	{16, "components of many modules", []string{"TestManyModulesOfAComponent"}},
	{17, "nested components", []string{"TestDeepComponents", "TestNestingLimit"}},
	{18, "types that are a DAG", []string{"TestManyLowersOfASharedType", "TestSharedTypesInInstances"}},
	{19, "instances share their list of exports", []string{"TestManyInstancesOfALongExportList"}},
	{20, "blocks, calls and handlers of many types", []string{"TestDeepAndWideControl", "TestWideSubtyping", "TestManyFunctionsOfManyParameters", "TestBlocksAndHandlersOfManyTypes"}},
	{21, "offsets and items of segments are read once", []string{"TestPlainExpressionsAreReadOnce"}},
	{22, "errors in declarators are located at the declarator", []string{"TestOffsetOfDeclarators"}},
}

// Every defect has its tests.
func TestDefectsAreTested(t *testing.T) {
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				found[f.Name.Name] = true
			}
		}
	}
	for i, d := range defects {
		if d.number != i+1 {
			t.Errorf("defect %d is missing", i+1)
		}
		for _, name := range d.tests {
			if !found[name] {
				t.Errorf("defect %d (%s): there is no %s", d.number, d.about, name)
			}
		}
	}
}

// linked is a component in which module b is given what module a exports.
func linked(a, b string) string {
	return `(component (core module $a ` + a + `) (core module $b ` + b + `)
		(core instance $ai (instantiate $a)) (core instance (instantiate $b (with "a" (instance $ai)))))`
}

// 4: types beyond 2^20 are types like others. The second module's come after a
// million of the first.
func TestManyCoreTypesOfSeveralModules(t *testing.T) {
	component := []byte(binary.ComponentHeader)
	for _, n := range []int{1_000_000, 60_000} {
		group := append(binary.AppendU32([]byte{1, binary.CodeRec}, uint32(n)), bytes.Repeat([]byte{binary.CodeArray, 0x7f, 0}, n-1)...)
		group = append(group, binary.CodeFunc, 0, 0)
		last := binary.AppendU32(nil, uint32(n-1))
		// (func (type last) (local (ref null 59999))) and a global of it.
		ref := append([]byte{binary.CodeRefNull}, 0xdf, 0xd4, 3)
		body := append(append([]byte{1, 1}, ref...), 0x0b)
		module := moduleOf(section(binary.SectionType, group), section(binary.SectionFunction, append([]byte{1}, last...)),
			section(binary.SectionGlobal, append(append([]byte{1}, ref...), 0, 0xd0, 0xdf, 0xd4, 3, 0x0b)),
			section(binary.SectionCode, append([]byte{1, byte(len(body))}, body...)))
		component = append(append(append(component, 1), binary.AppendU32(nil, uint32(len(module)))...), module...)
	}
	info, err := validate.Component(component, validate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := info.Types.Len(); n != 1_060_000 {
		t.Errorf("%d types", n)
	}
}

// 8: a tag is given for one of an equivalent type only, not for one of a
// supertype (core specification, matching of tag types).
func TestTagsAreEquivalent(t *testing.T) {
	sub := `(type $t (sub (func))) (type $u (sub $t (func)))`
	valid(t, linked(`(type $t (sub (func))) (tag (export "e") (type $t))`, `(type $t (sub (func))) (import "a" "e" (tag (type $t)))`), binary.AllFeatures)
	invalid(t, linked(sub+`(tag (export "e") (type $u))`, `(type $t (sub (func))) (import "a" "e" (tag (type $t)))`), binary.AllFeatures, "type mismatch for import")
	invalid(t, linked(`(type $t (sub (func))) (tag (export "e") (type $t))`, sub+`(import "a" "e" (tag (type $u)))`), binary.AllFeatures, "type mismatch for import")
}

// 13: a function that a module defines is of exactly the type it is declared
// with, so that an exact import can be given it.
func TestExactFunctionImport(t *testing.T) {
	sub := `(type $t (sub (func))) (type $u (sub $t (func)))`
	b := `(type $t (sub (func))) (import "a" "f" (func (exact (type $t))))`
	valid(t, linked(`(type $t (sub (func))) (func (export "f") (type $t))`, b), binary.AllFeatures)
	invalid(t, linked(sub+`(func (export "f") (type $u))`, b), binary.AllFeatures, "type mismatch for import")
	// Through an instance of exports; what was imported without exact is not.
	valid(t, `(component (core module $a (type $t (sub (func))) (func (export "f") (type $t))) (core module $b `+b+`)
		(core instance $ai (instantiate $a)) (alias core export $ai "f" (core func $f)) (core instance $bag (export "f" (func $f)))
		(core instance (instantiate $b (with "a" (instance $bag)))))`, binary.AllFeatures)
	invalid(t, `(component (core module $a (type $t (sub (func))) (func (export "f") (type $t)))
		(core module $c (type $t (sub (func))) (import "a" "f" (func $f (type $t))) (export "f" (func $f))) (core module $b `+b+`)
		(core instance $ai (instantiate $a)) (core instance $ci (instantiate $c (with "a" (instance $ai))))
		(core instance (instantiate $b (with "a" (instance $ci)))))`, binary.AllFeatures, "type mismatch for import")
}

// 13: immutable globals match by subtyping, mutable ones do not.
func TestGlobalsHaveSubtypes(t *testing.T) {
	valid(t, linked(`(func) (global (export "g") (ref func) (ref.func 0))`, `(import "a" "g" (global (ref null func)))`), binary.AllFeatures)
	invalid(t, linked(`(func) (global (export "g") (mut (ref func)) (ref.func 0))`, `(import "a" "g" (global (mut (ref null func))))`), binary.AllFeatures, "type mismatch for import")
	invalid(t, linked(`(global (export "g") (ref null func) (ref.null func))`, `(import "a" "g" (global (ref func)))`), binary.AllFeatures, "type mismatch for import")
}

// 20: blocks from and to a thousand values, and handlers of tags with as many
// parameters, cost a comparison of memory each.
func TestBlocksAndHandlersOfManyTypes(t *testing.T) {
	const n = 999
	list := func(b []byte, code byte, more ...byte) []byte {
		b = binary.AppendU32(b, uint32(n+len(more)/2))
		return append(append(b, bytes.Repeat([]byte{code}, n)...), more...)
	}
	wide := list(list([]byte{2, 0x60, 0, 0, 0x60}, 0x7f), 0x7f)
	blocks := []byte{0}
	blocks = append(blocks, bytes.Repeat([]byte{0x41, 0}, n)...)
	blocks = append(blocks, bytes.Repeat([]byte{0x02, 1, 0x0b}, 500_000)...)
	judged(t, funcOf(wide, append(append(blocks, bytes.Repeat([]byte{0x1a}, n)...), 0x0b)), 100, "")

	// Tag 0 has n anyref, the label takes n structural supertypes of (ref null i31) …
	types := []byte{5, 0x60, 0, 0}
	types = append(list(append(types, 0x60), 0x6c), 0)  // 1: [i31ref*] -> []
	types = append(types, 0x5d, 0)                      // 2: cont of 0
	types = list(append(types, 0x60, 0), 0x6e, 0x63, 2) // 3: [] -> [anyref* contref]
	types = append(types, 0x60, 0, 0)                   // 4
	resume := append([]byte{0xd0, 2, 0xe3, 2, 10}, bytes.Repeat([]byte{0, 0, 0}, 10)...)
	code := append([]byte{0, 0x02, 3}, bytes.Repeat(resume, 50_000)...)
	code = append(append(append(code, 0, 0x0b), bytes.Repeat([]byte{0x1a}, n+1)...), 0x0b)
	judged(t, moduleOf(section(binary.SectionType, types), section(binary.SectionFunction, []byte{1, 0}), section(binary.SectionTag, []byte{1, 0, 1}),
		section(binary.SectionCode, append(counted(1), append(binary.AppendU32(nil, uint32(len(code))), code...)...))), 100, "")
}

// Errors in a declarator are located there, at any depth, and say which it is.
func TestOffsetOfDeclarators(t *testing.T) {
	data, err := wat.Parse([]byte(`(component (type (instance
		(type (record (field "a" u8)))
		(type (component (import "x" (func)) (export "y" (func (type 5)))))
		(export "z" (func)))))`), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = validate.Component(data, validate.Options{})
	var e *binary.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	// The declarator is 04, its name is written 00 01 'y'.
	if at := bytes.Index(data, []byte("\x04\x00\x01y")); e.Offset != int64(at) {
		t.Errorf("located at 0x%x, the declarator is at 0x%x", e.Offset, at)
	}
	if e.Item != `type 0, type 1, export "y"` {
		t.Errorf("item %q", e.Item)
	}
	data, err = wat.Parse([]byte(`(component (core type (module (import "a" "b" (func)) (export "e" (func (type 7))))))`), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = validate.Component(data, validate.Options{})
	if at := bytes.Index(data, []byte("\x03\x01e")); !errors.As(err, &e) || e.Offset != int64(at) || !strings.HasPrefix(e.Item, "core type 0, export") {
		t.Errorf("located at 0x%x, the declarator is at 0x%x: %v", e.Offset, at, err)
	}
}
