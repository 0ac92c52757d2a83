package wit_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"wcomp/embed"
	"wcomp/wat"
	"wcomp/wit"
)

// The defects of the reference that wit.md lists, and the test that holds ours to doing right.
//
//	  §                                                    test
//	  2     a hint with a variable that has no effect      TestSuggestions (float32: the type is called f32)
//	  2     `1.0.0-` taken for `1.0.0`                     ast: TestParsePlaces/nothing_behind_the_hyphen, …_plus
//	  2     plain comments are docs (as the goldens)       ast: TestDocs
//	  3     `component wit -`                              cmd/wcomp: testdata/witinput.txtar
//	  3     one package encoded and as text                TestPackageTwice
//	  3     an encoded package beside its text             TestEncodedPackageUsesText
//	  4     top-level use of a foreign world               TestDefectsDoneRight/a_top-level_use_can_be_one_of_a_foreign_world
//	  5  4  second rename of one name                      TestResolvePlaces/renames_in_one_include
//	  5  5  clashes of case have no place                  TestResolvePlaces/case_in_a_world, case_through_include, case
//	  5     docs, gate, id lost when pulled in before      TestElaborateKeepsWhatWasWritten, TestDefectsDoneRight/an_import_keeps…
//	  5     order of labelled exports                      TestDefectsDoneRight/labelled_exports_stand_beside…
//	  5     added items carry an external-id               TestDefectsDoneRight/an_added_import_or_export_has_no_external-id
//	  6     what is off in a world                         TestDefectsDoneRight/what_is_off_in_a_world_is_left_out
//	  6     gates that disagree have no place              TestDefectsDoneRight/gates_that_disagree_have_a_place
//	  6     the including world's own gate is dropped      TestDefectsDoneRight/the_including_world's_own_gate_stays
//	  6     external-id ignored on declarations            TestResolvePlaces/external-id_where_it_says_nothing
//	  8.2   feature names that are keywords                TestPrintEverything, ast: TestParsePlaces/feature_that_is_a_keyword
//	  8.3   exported interfaces take types of imports      TestExportsUseTypesOfExports, TestCheckSemverOfImportedAndExportedResources
//	  8.3   an empty package decodes as a component        as the reference's: TestEmptyPackage
//	  9     package-docs in a nested component counts      TestDocsOfNestedComponents
//	  10    types of one name are not compared             TestMergeRefuses, TestTypesOfOneNameThatDiffer (componentize)
//	  10    functions of worlds are not compared           TestMergeRefuses
//	  10    functions keep the gate of one side            TestMergeGates
//	  10    inline interfaces lose what one side has       TestMergeWorlds/inline_interfaces_are_united
//	  10    merging by version changes other worlds        TestMergeImportsBySemver (they are elaborated, and stay what they mean)
//	  10    exportize crashes on imported types            TestExportizeKeepsTypes
//	  10    a world of the new name is displaced           TestTurningRefusesANameThatIsTaken
//	  11    two versions of an interface in semver-check   TestCheckSemverVersions
//	  11    proposals that semver-check does not know      TestCheckSemverOfProposals
//	  12    gated functions of merged packages dropped     TestGatesOfEncodedPackages
//	  15    `/**/`                                         ast: TestDocs
//	  15    attribute errors on foreign paths              TestResolvePlaces/attributes_with_foreign_paths
//	  15    an encoded package that exports a function     TestPackageOfFunctions
//	  15    what WIT cannot write                          TestPrintRefuses
//	  15    places in the second file of a folder          TestFolderErrors/forbidden_character_in_the_second_file, string_…
//	  15    no place for a missing header, unknown world   TestResolvePlaces/no_header, TestSelectWorld
//	  15    a missing package and all that are known       TestDefectsDoneRight/a_missing_package_is_told_with_all…
//	  15    members and clashes of case found late         TestResolvePlaces/members, case
//	  15    gates above the including package's version    TestDefectsDoneRight/the_gate_of_an_included_item_fits…
//	  15    lines of more than 500 bytes                   TestDefectsDoneRight/a_line_of_any_length…, diag: TestALongLineIsCutAroundThePlace
//
// Found since, by the differentials of this package: see testsuite/known_differences.md.

// assemble makes the binary of a text in WAT.
func assemble(t *testing.T, text string) []byte {
	t.Helper()
	data, err := wat.Parse([]byte(text), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestDocsOfNestedComponents(t *testing.T) {
	d, err := wit.DecodeBinary(assemble(t, `(component
		(component (@custom "package-docs" "\01{\22docs\22:\22inner\22}"))
		(type (component (type (instance)) (export "a:b/i" (instance (type 0)))))
		(export "i" (type 0))
		(@custom "package-docs" "\01{\22docs\22:\22outer\22}"))`), 0)
	if err != nil {
		t.Fatal(err)
	}
	if docs := d.Resolve.Packages[d.Package].Docs.Contents; docs != "outer" {
		t.Errorf("docs %q", docs)
	}
}

func TestPackageOfFunctions(t *testing.T) {
	_, err := wit.DecodeBinary(assemble(t, `(component
		(type (component (type (func)) (export "a:b/f" (func (type 0)))))
		(export "f" (type 0)))`), 0)
	if err == nil || !strings.Contains(err.Error(), "neither an interface nor a world") {
		t.Error(err)
	}
}

// Nothing in the binary form of an empty package tells its name, or that it is a package.
func TestEmptyPackage(t *testing.T) {
	r, main, err := wit.Parse("a.wit", []byte("package a:b;"), nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := wit.DecodeBinary(r.EncodePackage(main, wit.EncodeOptions{}), 0)
	if err != nil || !d.IsComponent || d.Resolve.Worlds[d.World].Name != "root" {
		t.Error(d, err)
	}
}

// What is gated in an encoded package stays as it is stored, whatever is active: functions as well as types and interfaces.
func TestGatesOfEncodedPackages(t *testing.T) {
	dep, id, err := wit.Parse("d.wit", []byte(`package d:d;
		interface i { @unstable(feature = x) type t = u8; @unstable(feature = x) f: func(); g: func(); }
		@unstable(feature = x) interface j {}`), &wit.ParseOptions{AllFeatures: true})
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := wit.ParseFS(fstest.MapFS{
		"a.wit":       {Data: []byte("package a:b; world w { import d:d/i; import d:d/j; }")},
		"deps/d.wasm": {Data: dep.EncodePackage(id, wit.EncodeOptions{})},
	}, ".", nil)
	if err != nil {
		t.Fatal(err)
	}
	merged, ok := r.Package(wit.PackageName{Namespace: "d", Name: "d"})
	if !ok {
		t.Fatal("no package")
	}
	i, _ := r.Packages[merged].Interfaces.Get("i")
	f, ok := r.Interfaces[i].Functions.Get("f")
	if !ok || f.Stability.Feature != "x" || !r.Interfaces[i].Types.Has("t") || !r.Packages[merged].Interfaces.Has("j") {
		t.Error("something was left out")
	}
}

// The world of a module and that which its sections unite to are of one package where both are called root:root.
func TestModuleOfPackageRoot(t *testing.T) {
	r, main, err := wit.Parse("a.wit", []byte("package root:root; interface i { f: func(); } world module { import i; }"), nil)
	if err != nil {
		t.Fatal(err)
	}
	id, err := r.SelectWorld(main, "module")
	if err != nil {
		t.Fatal(err)
	}
	module, err := embed.Module([]byte("\x00asm\x01\x00\x00\x00"), r, id, wit.UTF8, wit.EncodeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	d, found, err := wit.DecodeModule(module, 0)
	if err != nil || !found {
		t.Fatal(found, err)
	}
	if worlds := d.Resolve.Packages[d.Package].Worlds; len(d.Resolve.Packages) != 1 || !worlds.Has("root") || !worlds.Has("module") {
		t.Errorf("%d packages", len(d.Resolve.Packages))
	}
	text, err := d.Resolve.AppendWIT(nil, d.Package, wit.PrintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := wit.Parse("printed.wit", text, nil); err != nil {
		t.Error(err)
	}
}
