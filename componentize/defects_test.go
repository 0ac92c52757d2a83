package componentize_test

import (
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/componentize"
	"wcomp/decode"
	"wcomp/encode"
	"wcomp/wit"
)

// What another implementation is known to crash on or to do wrong: here a right result or a diagnostic.

func TestMetadataWithImportsIsRefused(t *testing.T) {
	var c encode.Component
	c.Custom("wit-component-encoding", []byte{4, 0})
	i := c.Type(&binary.Type{Kind: binary.TypeComponent, Decls: []binary.Decl{
		{Kind: binary.DeclType, Type: &binary.Type{Kind: binary.TypeFunc}},
		{Kind: binary.DeclImport, Name: binary.ExternName{Name: "f"}, Desc: binary.ExternDesc{Sort: binary.SortFunc}},
	}})
	c.Export(&binary.ComponentExport{Name: binary.ExternName{Name: "w"}, SortIndex: binary.SortIndex{Sort: binary.SortType, Index: i}})
	mustSay(t, refusal(t, withMetadata(t, c.Bytes()), componentize.Options{}), "invalid", "imports")
}

func TestMetadataWithoutOneTypeExportIsRefused(t *testing.T) {
	var none encode.Component
	none.Custom("wit-component-encoding", []byte{4, 0})
	mustSay(t, refusal(t, withMetadata(t, none.Bytes()), componentize.Options{}), "invalid", "0 exports")

	var instance encode.Component
	instance.Custom("wit-component-encoding", []byte{4, 0})
	i := instance.Instance(&binary.Instance{FromExports: true})
	instance.Export(&binary.ComponentExport{Name: binary.ExternName{Name: "w"}, SortIndex: binary.SortIndex{Sort: binary.SortInstance, Index: i}})
	mustSay(t, refusal(t, withMetadata(t, instance.Bytes()), componentize.Options{}), "invalid", "not a component type")
}

// withMetadata is an empty module with the payload.
func withMetadata(t *testing.T, payload []byte) []byte {
	return encode.CustomSection(built(t, "(module)", ""), "component-type", payload)
}

func TestEveryCutOfMetadataIsRefusedOrRead(t *testing.T) {
	resolve, pkg, err := wit.Parse("test.wit", []byte(`package a:b; interface i { record r { x: list<string> } f: func(r: r) -> option<r>; } world w { import i; export run: func(); }`), nil)
	if err != nil {
		t.Fatal(err)
	}
	world, err := resolve.SelectWorld(pkg, "")
	if err != nil {
		t.Fatal(err)
	}
	payload := resolve.EncodeMetadata(world, wit.UTF8, wit.EncodeOptions{})
	old := append([]byte{3, 0, 1, 'w'}, resolve.EncodePackage(pkg, wit.EncodeOptions{})...)
	for _, p := range [][]byte{payload, old} {
		for n := range p {
			_, _ = componentize.New(withMetadata(t, p[:n]), componentize.Options{Validate: true})
		}
	}
}

func TestWorldOfPackagesInACircle(t *testing.T) {
	resolve, pkg, err := wit.Parse("test.wit", []byte(`package a:x;
interface i1 { type t = u32; f: func(); }
interface i2 { type u = u8; g: func(); }
world w { import i1; import i2; }`), nil)
	if err != nil {
		t.Fatal(err)
	}
	// i2 uses b:y/j, which uses i1: no circle of interfaces, but one of packages, which text cannot say.
	other := resolve.AddPackage(&wit.Package{Name: wit.PackageName{Namespace: "b", Name: "y"}})
	j := resolve.AddInterface(&wit.Interface{Name: "j", Package: other})
	resolve.Packages[other].Interfaces.Set("j", j)
	i1, _ := resolve.Packages[pkg].Interfaces.Get("i1")
	i2, _ := resolve.Packages[pkg].Interfaces.Get("i2")
	use := func(from, into wit.InterfaceID, name string) {
		id, _ := resolve.Interfaces[from].Types.Get(name)
		resolve.Interfaces[into].Types.Set(name, resolve.AddType(&wit.TypeDef{Name: name, Kind: wit.Alias{Type: id.Ref()}, Owner: wit.InterfaceOwner(into)}))
	}
	use(i1, j, "t")
	use(j, i2, "t")
	world, _ := resolve.SelectWorld(pkg, "")
	if err := resolve.Elaborate(world); err != nil {
		t.Fatal(err)
	}
	module := built(t, `(module (import "a:x/i2" "g" (func)))`, "")
	module = encode.CustomSection(module, "component-type", resolve.EncodeMetadata(world, wit.UTF8, wit.EncodeOptions{}))
	mustMake(t, module, componentize.Options{})
}

func TestMainImportingFromItself(t *testing.T) {
	main := built(t, `(module (import "__main_module__" "f" (func)))`, "")
	mustSay(t, refusal(t, main, componentize.Options{}), "missing-import", "imports from itself")
}

func TestNamesThatAdaptersCannotHave(t *testing.T) {
	empty := built(t, "(module)", "")
	mustSay(t, refusal(t, empty, componentize.Options{Adapters: []componentize.Adapter{adapter("__main_module__", empty)}}), "adapter", "__main_module__")

	main := built(t, `(module (import "env" "memory" (memory 1)))`, "")
	mustSay(t, refusal(t, main, componentize.Options{Adapters: []componentize.Adapter{adapter("env", empty)}}), "adapter", "env")

	twice := []componentize.Adapter{adapter("old", empty), adapter("old", empty)}
	mustSay(t, refusal(t, empty, componentize.Options{Adapters: twice}), "adapter", "second adapter")

	hooked := built(t, `(module (import "main" "f" (func)) (func (export "__wasm_task_hook") (param i32)))`, "")
	called := built(t, `(module (func (export "f")))`, "")
	mustSay(t, refusal(t, hooked, componentize.Options{Adapters: []componentize.Adapter{adapter("main", called)}}), "adapter", "task hook")
}

func TestOneFunctionUnderTwoNames(t *testing.T) {
	const world = `package a:b; world w { export f: async func(); }`
	main := built(t, `(module
		(func (export "f")) (func (export "[async-lift]f") (result i32) i32.const 0)
		(func (export "[callback][async-lift]f") (param i32 i32 i32) (result i32) i32.const 0))`, world)
	mustSay(t, refusal(t, main, componentize.Options{}), "duplicate-export", "[async-lift]f")

	main = built(t, `(module (func (export "f")) (func (export "cm32p2||f")))`, world)
	mustSay(t, refusal(t, main, componentize.Options{}), "duplicate-export", "cm32p2||f")
}

func TestAdapterThatNeedsAnUnusedOne(t *testing.T) {
	main := built(t, `(module (import "a" "f" (func)))`, "")
	a := built(t, `(module (import "b" "g" (func $g)) (func (export "f") call $g))`, "")
	b := built(t, `(module (func (export "g")))`, "")
	o := componentize.Options{Adapters: []componentize.Adapter{adapter("a", a), adapter("b", b)}}
	mustSay(t, refusal(t, main, o), "missing-import", "adapter b is not part of the component")
}

func TestAdapterWithInterfacesOfTypesOnly(t *testing.T) {
	a := built(t, `(module)`, `package a:b; interface i { type t = u32; } world w { export i; }`)
	r := mustMake(t, built(t, "(module)", ""), componentize.Options{Adapters: []componentize.Adapter{adapter("a", a)}})
	if len(r.Plan.Modules) != 1 {
		t.Error("the adapter is kept")
	}
}

func TestInterfaceWithTypesOfAnAdaptersExport(t *testing.T) {
	const types = `package a:types; interface i { record t { x: u32 } get: func() -> t; } `
	a := built(t, `(module (func (export "a:types/i#get") (result i32) i32.const 0))`, types+`world w { export i; }`)
	main := built(t, `(module (memory (export "memory") 1) (func (export "a:main/j#put") (param i32)))`,
		`package a:main; package a:types { interface i { record t { x: u32 } get: func() -> t; } }
		interface j { use a:types/i.{t}; put: func(t: t); } world w { export a:types/i; export j; }`)
	list := refusal(t, main, componentize.Options{Adapters: []componentize.Adapter{adapter("old", a)}})
	mustSay(t, list, "missing-export", "a:types/i#get")
}

func TestAdapterFunctionsOfAllCoreTypes(t *testing.T) {
	main := built(t, `(module (import "a" "f" (func (param v128 externref funcref) (result v128))))`, "")
	a := built(t, `(module (func (export "f") (param v128 externref funcref) (result v128) local.get 0))`, "")
	mustMake(t, main, componentize.Options{Adapters: []componentize.Adapter{adapter("a", a)}})

	main = built(t, `(module (type $t (func)) (import "a" "f" (func (param (ref null $t)))))`, "")
	a = built(t, `(module (type $t (func)) (func (export "f") (param (ref null $t))))`, "")
	mustSay(t, refusal(t, main, componentize.Options{Adapters: []componentize.Adapter{adapter("a", a)}}), "missing-import", "cannot pass between modules")
}

func TestWhatAdaptersCannotHave(t *testing.T) {
	main := built(t, `(module (import "a" "f" (func)))`, "")
	for text, words := range map[string]string{
		`(module (func (export "f") block $b try_table (catch_all $b) end end))`:     "try_table",
		`(module (tag) (func (export "f")))`:                                         "tag section",
		`(module (memory 1) (data "x") (func (export "f")))`:                         "data section",
		`(module (memory 1) (func (export "f") i32.const 0 i32.load drop))`:          "memory",
		`(module (table 1 funcref) (func (export "f") i32.const 0 call_indirect))`:   "tables",
		`(module (func $s) (start $s) (func (export "f")))`:                          "start section",
		`(module (type (struct)) (func (export "f")))`:                               "plain function types",
		`(module (table 1 funcref) (elem (i32.const 0) func 0) (func (export "f")))`: "element section",
	} {
		a := built(t, text, "")
		mustSay(t, refusal(t, main, componentize.Options{Adapters: []componentize.Adapter{adapter("a", a)}}), "adapter", words)
	}
}

func TestThreadLocalBaseOfAnotherType(t *testing.T) {
	main := built(t, `(module (import "env" "__wasm_get_tls_base" (func (result f32))))`, "")
	mustSay(t, refusal(t, main, componentize.Options{}), "missing-import")

	main = built(t, `(module (import "env" "__wasm_get_tls_base" (func (result i32))) (import "env" "__wasm_set_tls_base" (func (param i64))))`, "")
	mustSay(t, refusal(t, main, componentize.Options{}), "import-mismatch", "two types")
}

// stackAdapter uses a stack; an unused global before those that matter must not shift them.
const stackAdapter = `(module
	(import "env" "memory" (memory 0))
	(global $unused (mut i32) (i32.const 1))
	(global $__stack_pointer (mut i32) (i32.const 0))
	(global $allocation_state (mut i32) (i32.const 0))
	(func (export "f") global.get $__stack_pointer drop global.get $allocation_state drop i32.const 0 i32.load drop))`

const allocatingMain = `(module (import "a" "f" (func)) (memory (export "memory") 1)
	(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0))`

func TestStackOfAnAdapterWhoseGlobalsMoved(t *testing.T) {
	a := built(t, stackAdapter, "")
	r := mustMake(t, built(t, allocatingMain, ""), componentize.Options{Adapters: []componentize.Adapter{adapter("a", a)}})
	globals := bytesOfGlobalSets(t, coreModules(t, r.Component)[1])
	if !globals[0] || !globals[1] {
		t.Errorf("the added code sets globals %v, want 0 (stack pointer) and 1 (allocation state)", globals)
	}
}

// bytesOfGlobalSets are the globals that a module's code sets.
func bytesOfGlobalSets(t *testing.T, module []byte) map[uint32]bool {
	set := map[uint32]bool{}
	p := decode.NewParser(module, 0)
	var ev decode.Event
	for p.Next(&ev) {
		if ev.Kind != decode.EventBody {
			continue
		}
		locals := ev.Body().Locals()
		for g := (binary.Local{}); locals.Next(&g); {
		}
		r := locals.Operators(binary.AllFeatures)
		for op := (binary.Operator{}); r.Next(&op); {
			if op.Op == binary.OpGlobalSet {
				set[op.Index] = true
			}
		}
	}
	if err := p.Err(); err != nil {
		t.Fatal(err)
	}
	return set
}

// coreModules are the modules in a component, in order.
func coreModules(t *testing.T, component []byte) [][]byte {
	var modules [][]byte
	p := decode.NewParser(component, 0)
	var ev decode.Event
	for p.Next(&ev) {
		if ev.Kind == decode.EventStart && !ev.Component {
			modules = append(modules, ev.Data)
		}
	}
	if err := p.Err(); err != nil {
		t.Fatal(err)
	}
	return modules
}

func TestStackOfAnAdapterWithoutOtherUseOfMemory(t *testing.T) {
	text := strings.Replace(stackAdapter, "i32.const 0 i32.load drop", "", 1)
	o := componentize.Options{Adapters: []componentize.Adapter{adapter("a", built(t, text, ""))}, ReallocViaMemoryGrow: true}
	mustMake(t, built(t, allocatingMain, ""), o)

	text = strings.Replace(text, `(import "env" "memory" (memory 0))`, "", 1)
	o.Adapters[0] = adapter("a", built(t, text, ""))
	mustSay(t, refusal(t, built(t, allocatingMain, ""), o), "adapter", "does not import one")
}

func TestSyncAndAsyncReadsOfOneStream(t *testing.T) {
	main := built(t, `(module
		(import "$root" "[stream-read-0]f" (func (param i32 i32 i32) (result i32)))
		(import "$root" "[async-lower][stream-read-0]f" (func (param i32 i32 i32) (result i32)))
		(memory (export "memory") 1))`, `package a:b; world w { import f: func(s: stream<u8>); }`)
	r := mustMake(t, main, componentize.Options{})
	if len(r.Plan.Slots) != 2 {
		t.Errorf("%d slots, want one for each", len(r.Plan.Slots))
	}
	sync, async := 0, 0
	for _, c := range canons(t, r.Component) {
		if c.Kind != binary.CanonStreamRead {
			continue
		}
		sync++
		for _, o := range c.Opts {
			if o.Kind == binary.CanonAsync {
				async++
			}
		}
	}
	if sync != 2 || async != 1 {
		t.Errorf("%d stream.read, %d of them async; want 2 and 1", sync, async)
	}
}

// canons are the canonical definitions of a component.
func canons(t *testing.T, component []byte) []binary.Canon {
	var all []binary.Canon
	p := decode.NewParser(component, 0)
	var ev decode.Event
	for p.Next(&ev) {
		if ev.Kind == decode.EventSection && ev.Component && ev.ComponentSection() == binary.ComponentSectionCanon {
			for items := ev.Items(); items.Next(); {
				all = append(all, items.Canon())
			}
		}
	}
	if err := p.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEncodingOfStreamsOfTheWorldItself(t *testing.T) {
	main := builtWith(t, `(module
		(import "$root" "[stream-read-0]f" (func (param i32 i32 i32) (result i32)))
		(memory (export "memory") 1)
		(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0))`,
		`package a:b; world w { import f: func(s: stream<string>); }`, wit.UTF16)
	r := mustMake(t, main, componentize.Options{})
	for _, c := range canons(t, r.Component) {
		if c.Kind != binary.CanonStreamRead {
			continue
		}
		for _, o := range c.Opts {
			if o.Kind == binary.CanonUTF16 {
				return
			}
		}
		t.Errorf("options %v have no utf16", c.Opts)
	}
}

func TestBuiltinsOfLargeMemories(t *testing.T) {
	main := built(t, `(module (import "$root" "[waitable-set-wait-i64]" (func (param i32 i64) (result i32))))`, "")
	mustSay(t, refusal(t, main, componentize.Options{}), "missing-import", "[waitable-set-wait]", "32-bit")
}

func TestTaskReturnOfAnotherSignature(t *testing.T) {
	main := built(t, `(module (import "[export]$root" "[task-return]f" (func (param i64)))
		(func (export "[async-lift-stackful]f")))`, `package a:b; world w { export f: async func() -> u32; }`)
	mustSay(t, refusal(t, main, componentize.Options{}), "import-mismatch", "(func (param i32))")
}

func TestAllocatorNamesOfOtherKinds(t *testing.T) {
	main := built(t, `(module (memory (export "cabi_export_realloc") 1) (func (export "cabi_import_realloc")))`, "package a:b; world w {}")
	mustMake(t, main, componentize.Options{})
}

func TestDescribingSectionsPassThrough(t *testing.T) {
	main := built(t, `(module (@custom "licenses" "\ff not SPDX") (@custom "homepage" "no URL") (@custom "name" "\ff\ff"))`, "")
	module := coreModules(t, mustMake(t, main, componentize.Options{}).Component)[0]
	if string(module) != string(main) {
		t.Errorf("%q, want the module as it was: %q", module, main)
	}
}

func TestUnrelatedWorldsOfOneName(t *testing.T) {
	main := built(t, "(module)", `package root:component; world root { import f: func(); }`)
	a := built(t, `(module (func (export "f")))`, `package root:component; world root { import g: func(); import h: func(); }`)
	mustSay(t, refusal(t, main, componentize.Options{Adapters: []componentize.Adapter{adapter("a", a)}}), "wit-merge", "root")
}

func TestTypesOfOneNameThatDiffer(t *testing.T) {
	main := built(t, "(module)", `package a:b; interface i { type t = list<u8>; f: func(t: t); } world w { import i; }`)
	a := built(t, `(module (func (export "f")))`, `package a:b; interface i { type t = list<u16>; f: func(t: t); } world v { import i; }`)
	mustSay(t, refusal(t, main, componentize.Options{Adapters: []componentize.Adapter{adapter("a", a)}}), "wit-merge")
}

func TestShortVersionInALegacyName(t *testing.T) {
	main := built(t, `(module (import "a:b/i@1" "f" (func)))`, `package a:b@1.2.3; interface i { f: func(); } world w { import i; }`)
	mustSay(t, refusal(t, main, componentize.Options{}), "missing-import", "MAJOR.MINOR.PATCH", "a:b/i@1.2.3")
}

func TestOneExportOfTwoModules(t *testing.T) {
	const world = `package a:b; interface i { f: func(); } world w { export i; }`
	main := built(t, `(module (func (export "a:b/i#f")))`, world)
	a := built(t, `(module (func (export "a:b/i#f")))`, strings.Replace(world, "world w", "world v", 1))
	mustSay(t, refusal(t, main, componentize.Options{Adapters: []componentize.Adapter{adapter("a", a)}}), "duplicate-export", "a:b/i")
}

func TestModuleWithoutAWorld(t *testing.T) {
	mustSay(t, refusal(t, built(t, `(module (func (export "add")))`, ""), componentize.Options{}), "missing-metadata", "wcomp embed")
	mustSay(t, refusal(t, built(t, `(module (func (export "_start")))`, ""), componentize.Options{}), "missing-metadata", "--adapt")
	mustSay(t, refusal(t, built(t, `(module (import "a:b/i" "f" (func)) (func (export "add")))`, ""), componentize.Options{}), "missing-metadata", "a:b/i")
	mustMake(t, built(t, `(module)`, ""), componentize.Options{})
}

// TestDeeplyNestedTypes: lists of lists of lists, 200,000 deep, as the binary form can say.
func TestDeeplyNestedTypes(t *testing.T) {
	const depth = 200_000
	u8 := binary.ComponentValType{Prim: binary.PrimU8}
	decls := []binary.Decl{{Kind: binary.DeclType, Type: &binary.Type{Kind: binary.TypeList, Elem: u8}}}
	for i := range uint32(depth - 1) {
		decls = append(decls, binary.Decl{Kind: binary.DeclType, Type: &binary.Type{Kind: binary.TypeList, Elem: binary.ComponentValType{Index: i}}})
	}
	decls = append(decls,
		binary.Decl{Kind: binary.DeclType, Type: &binary.Type{Kind: binary.TypeFunc, Fields: []binary.Labeled{{Name: "x", Type: binary.ComponentValType{Index: depth - 1}}}}},
		binary.Decl{Kind: binary.DeclImport, Name: binary.ExternName{Name: "f"}, Desc: binary.ExternDesc{Sort: binary.SortFunc, Index: depth}})
	var c encode.Component
	c.Custom("wit-component-encoding", []byte{4, 0})
	i := c.Type(&binary.Type{Kind: binary.TypeComponent, Decls: []binary.Decl{
		{Kind: binary.DeclType, Type: &binary.Type{Kind: binary.TypeComponent, Decls: decls}},
		{Kind: binary.DeclExport, Name: binary.ExternName{Name: "a:b/w"}, Desc: binary.ExternDesc{Sort: binary.SortComponent}},
	}})
	c.Export(&binary.ComponentExport{Name: binary.ExternName{Name: "w"}, SortIndex: binary.SortIndex{Sort: binary.SortType, Index: i}})
	module := built(t, `(module (import "$root" "f" (func (param i32 i32))) (memory (export "memory") 1))`, "")
	for _, payload := range [][]byte{c.Bytes(), append([]byte{3, 0, 1, 'w'}, c.Bytes()...)} {
		mustSay(t, refusal(t, encode.CustomSection(module, "component-type", payload), componentize.Options{}), "limit", "limit of 100")
	}
}
